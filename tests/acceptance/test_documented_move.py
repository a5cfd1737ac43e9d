"""The commands of docs/howto/move.md move a real instance, and move it back."""

import os
import stat
import subprocess
import sysconfig
from pathlib import Path

import pytest

from reflector.settings import Settings
from tests.acceptance.installation import EXPIRED, Installation, Rows, audio_of, fill, rows_of
from tests.acceptance.test_crash import DEEP
from tests.acceptance.test_move import EMBEDDED, GROWN_UP, Make, make
from tests.documentation import DOCS, commands

__all__ = ["make"]
pytestmark = [pytest.mark.postgres, pytest.mark.s3, pytest.mark.timeout(300)]
PAGE = "howto/move.md"


def test_the_page_moves_an_instance_there_and_back(make: Make, buckets: tuple[str, str], tmp_path: Path) -> None:
    # Given an instance whose settings are in .env
    installation = make(EMBEDDED, GROWN_UP)
    with installation.opened(installation.old) as instance:
        fill(instance, buckets[1])
        audio = {key: content for key, content in audio_of(instance).items() if EXPIRED.encode() not in content}
        rows = {key: row for key, row in rows_of(instance).items() if EXPIRED not in repr(row)}
    (tmp_path / ".env").write_text(lines(installation.old))

    # When every command of the page is typed, and the file is edited to what the page shows
    type_page(tmp_path, installation.new)

    # Then the new settings find everything
    assert found(installation, installation.new, rows) == (rows, audio)

    # And the same page brings it back
    if DEEP:
        type_page(tmp_path, installation.old)
        assert found(installation, installation.old, rows) == (rows, audio)


def test_the_page_names_the_settings_that_change() -> None:
    shown = (DOCS / PAGE).read_text().split("```ini\n")[1].split("```")[0]

    assert {line.split("=")[0] for line in shown.splitlines()} <= set(Settings.model_fields)


def found(installation: Installation, environment: dict[str, str], rows: Rows) -> tuple[Rows, dict[str, bytes]]:
    """The members of `rows` that are in one place, and the audio there."""
    with installation.opened(environment) as instance:
        return {key: row for key, row in rows_of(instance).items() if key in rows}, audio_of(instance)


def lines(environment: dict[str, str]) -> str:
    return "".join(f"{name}={value}\n" for name, value in environment.items())


def type_page(directory: Path, wanted: dict[str, str]) -> None:
    """Type every command of the page. The editor appends `wanted` to its file: the last line of each name counts."""
    editor, appended = directory / "editor", directory / "appended"
    appended.write_text(lines(wanted))
    editor.write_text(f'#!/bin/sh\ncat "{appended}" >> "$1"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    inherited = {name: value for name, value in os.environ.items() if name not in Settings.model_fields}
    inherited["PATH"] = f"{sysconfig.get_path('scripts')}:{inherited['PATH']}"
    for line in commands(PAGE):
        done = subprocess.run(
            line,
            shell=True,
            cwd=directory,
            env=inherited | {"EDITOR": str(editor)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
