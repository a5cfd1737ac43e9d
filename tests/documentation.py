"""Reads the commands of the documentation, so that tests can run them as they are written."""

import re
from collections.abc import Mapping
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def commands(page: str) -> list[str]:
    """Every command of the `console` blocks of a page of docs/, in order and without its comment."""
    return commands_of((DOCS / page).read_text())


def commands_of(text: str) -> list[str]:
    """Every command of the `console` blocks of a text."""
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    lines = [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [re.sub(r"\s+#.*$", "", line) for line in lines]


def command(page: str, beginning: str) -> str:
    """The only command of a page that begins with `beginning`."""
    found = sorted({line for line in commands(page) if line.startswith(beginning)})
    assert len(found) == 1, f"{page} has {found} for {beginning!r}"
    return found[0]


def sections(page: str) -> dict[str, list[str]]:
    """The commands of a page below each heading that has some, in order and as `commands` gives them."""
    parts = re.split(r"^#+ (.*)$", (DOCS / page).read_text(), flags=re.MULTILINE)
    found = {heading: commands_of(text) for heading, text in zip(parts[1::2], parts[2::2], strict=True)}
    return {heading: lines for heading, lines in found.items() if lines}


def script(page: str, *headings: str, instead: Mapping[str, str] | None = None) -> str:
    """A bash script of the commands of a page below `headings`, one on each line.

    `instead`: for a command that cannot be run in a test, another one.
    """
    found = sections(page)
    lines = [line for heading in headings for line in found[heading]]
    return "\n".join((instead or {}).get(line, line) for line in lines)
