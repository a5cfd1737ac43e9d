"""What could not be erased: counted in full, named for the first few, so that memory stays flat if all of it fails."""

from dataclasses import dataclass, field

#: Failures that are named; the log has all of them.
MAX_LINES = 100


@dataclass(slots=True)
class Failures:
    """Items that could not be erased."""

    count: int = 0
    #: One content-free line for each of the first ones.
    lines: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Count one more."""
        self.count += 1
        if self.count <= MAX_LINES:
            self.lines.append(line)
