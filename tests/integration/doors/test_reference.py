"""The documentation agrees with the commands: docs/reference/commands.md, and every command that a page shows."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from reflector.cli import app
from reflector.commands.exits import Exit
from reflector.tools import cleanup_old_data
from tests.documentation import commands_of

ROOT = Path(__file__).parents[3]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
REFERENCE = (ROOT / "docs" / "reference" / "commands.md").read_text()
SECTIONS = dict(re.findall(r"^## `([^`]+)`$(.*?)(?=^## |\Z)", REFERENCE, re.DOTALL | re.MULTILINE))


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    if hasattr(command, "commands"):
        for word, below in command.commands.items():
            yield from commands(below, f"{name} {word}")
    else:
        yield name, command


COMMANDS = {
    **dict(commands(typer.main.get_command(app), "reflector")),
    "python -m reflector.tools.cleanup_old_data": typer.main.get_command(cleanup_old_data.app),
}


def options(command: Any) -> set[str]:
    return {flag for parameter in command.params for flag in parameter.opts if flag.startswith("--")} - {"--help"}


def test_every_command_has_a_section_and_every_section_a_command() -> None:
    assert set(SECTIONS) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_section_describes_exactly_the_options_of_its_command(name: str) -> None:
    described = set(re.findall(r"`(--[a-z-]+)", SECTIONS.get(name, "")))

    assert described == options(COMMANDS[name])


def test_every_exit_code_is_described() -> None:
    assert re.findall(r"^\| (\d) \|", REFERENCE, re.MULTILINE) == [str(code.value) for code in Exit]


def shown() -> list[tuple[str, str]]:
    """Every `reflector` command in a console block of a page, after its environment and path: page, command."""
    start = r"(?:^(?:\w+=\S+ )*(?:uv run )?|/opt/reflector/bin/)(reflector .*|reflector|python -m reflector\..*)$"
    lines = {(page.name, line) for page in PAGES for line in commands_of(page.read_text())}
    return sorted((page, found[1]) for page, line in lines if (found := re.search(start, line)))


@pytest.mark.parametrize(("page", "line"), shown())
def test_a_command_that_a_page_shows_exists_with_its_options(page: str, line: str) -> None:
    # `reflector adopt` alone is `reflector adopt look`
    names = [name for name in COMMANDS if f"{line} ".startswith(f"{name} ")] or ["reflector adopt look"]
    name = max(names, key=len)

    assert line.startswith(name) or line == "reflector adopt", f"{page}: {line}"
    assert set(re.findall(r"--[a-z-]+", line)) <= options(COMMANDS[name]), f"{page}: {line}"
