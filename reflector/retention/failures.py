"""Collects failed items. All are counted, but only the first are listed, so that memory use stays small."""

from dataclasses import dataclass, field

#: The number of failures that are listed. The log contains all of them.
MAX_LINES = 100


@dataclass(slots=True)
class Failures:
    """Items that could not be erased."""

    count: int = 0
    #: One content-free line for each of the first MAX_LINES failures.
    lines: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Count one failure, and keep its line if it is one of the first."""
        self.count += 1
        if self.count <= MAX_LINES:
            self.lines.append(line)
