"""docs/reference/commands.md describes every command and every option, and no others."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from reflector.cli import app
from reflector.commands.exits import Exit
from reflector.tools import cleanup_old_data

REFERENCE = (Path(__file__).parents[3] / "docs" / "reference" / "commands.md").read_text()
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
