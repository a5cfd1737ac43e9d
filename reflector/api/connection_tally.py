"""Counts the connections of each address in all API processes of one `reflector serve`.

The counts are in memory that the supervisor makes and its children share. Each process writes its own row only, so no
lock is needed. A column belongs to a hash of addresses. Two addresses can have the same hash, and then share a limit.
Nobody can choose such an address, because the hash has a random seed in each supervisor.
"""

import mmap
from collections.abc import Sequence
from dataclasses import dataclass

_COLUMNS = 16384


class Tally:
    """The rows of all processes. Make it before they are forked."""

    def __init__(self, processes: int) -> None:
        memory = memoryview(mmap.mmap(-1, processes * _COLUMNS * 4)).cast("I")
        counts = [memory[number * _COLUMNS : (number + 1) * _COLUMNS] for number in range(processes)]
        self.rows = [Row(own, counts) for own in counts]


@dataclass(frozen=True, slots=True)
class Row:
    """The counts of one process, and those of all of them."""

    _own: "memoryview[int]"
    _all: "Sequence[memoryview[int]]"

    def clear(self) -> None:
        """Count from zero. The process before this one may have been killed."""
        self._own[:] = memoryview(bytes(self._own.nbytes)).cast("I")

    def add(self, address: str, connections: int) -> None:
        """Count `connections` more of an address in this process. The number is negative for closed ones."""
        self._own[hash(address) % _COLUMNS] += connections

    def total(self, address: str) -> int:
        """The connections of an address in all processes."""
        column = hash(address) % _COLUMNS
        return sum(counts[column] for counts in self._all)
