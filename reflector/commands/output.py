"""The output of commands: tables on a terminal, plain columns otherwise, and JSON for programs.

Only results go to stdout. Progress and logs go to stderr.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import datetime
from json import dumps
from typing import Any, TextIO, TypeVar

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

Row = Sequence[object]
T = TypeVar("T")


def table(title: str, columns: Sequence[str], rows: Iterable[Row], *, out: TextIO | None = None) -> None:
    """Print a table: with borders on a terminal, otherwise plain columns of full width."""
    out = out or sys.stdout
    cells = [[text(cell) for cell in row] for row in rows]
    if not out.isatty():
        widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
        padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in [columns, *cells]]
        print("\n".join([title, *("  ".join(row).rstrip() for row in padded)]), file=out)
        return
    drawn = Table(*columns)
    for row in cells:
        drawn.add_row(*(Text(cell) for cell in row))
    console = Console(file=out)
    console.print(Text(title, style="bold"))  # rich would wrap the title to the width of the table
    console.print(drawn)


def say(line: str) -> None:
    """Print one line of a result."""
    print(text(line))  # noqa: T201


def text(value: object) -> str:
    """`value` as text for people. Control characters are escaped, so that a terminal does not execute them."""
    if isinstance(value, datetime):
        value = value.isoformat(sep=" ", timespec="seconds")
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in str("–" if value is None else value))


def print_json(value: object) -> None:
    """Print `value` as one JSON document."""
    print(dumps(_plain(value), indent=2))  # noqa: T201


def listing(
    name: str,
    items: Iterable[T],
    line: Callable[[T], str],
    *,
    json: bool,
    rest: Callable[[], Mapping[str, object]] = dict,
) -> int:
    """Print items as they come, one `line` each, or as {name: [items], "count": n, **rest()}. Memory use is constant.

    Returns the number of items.
    """
    count = 0
    if json:
        print(f'{{\n  "{name}": [', end="")  # noqa: T201
    for count, item in enumerate(items, start=1):  # this is the result
        if json:
            print(",\n    " if count > 1 else "\n    ", dumps(_plain(item)), sep="", end="")  # noqa: T201
        else:
            say(line(item))
    if json:
        print(f"\n  ],{dumps(_plain({'count': count, **rest()}), indent=2)[1:]}")  # noqa: T201
    return count


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show the number of finished rows and artifacts on stderr. Gives None if stderr is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what)
        yield lambda rows, artifacts: bar.update(task, description=f"{what}: {rows:,} rows, {artifacts:,} artifacts")
