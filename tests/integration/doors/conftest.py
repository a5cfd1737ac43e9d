"""Runs commands as an operator starts them: programs with an environment, an output and an exit code."""

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.instances import Instance

REFLECTOR = (str(Path(sysconfig.get_path("scripts")) / "reflector"),)
TOOL = (sys.executable, "-m", "reflector.tools.cleanup_old_data")


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """All of its standard output as one JSON document."""
        return json.loads(self.out)


def start(
    program: tuple[str, ...],
    *arguments: str,
    stdin: str = "",
    preexec_fn: Callable[[], None] | None = None,
    **environment: str,
) -> Ended:
    """Run a program to its end, with `environment` besides that of the instance under test.

    `preexec_fn` is called in the new process before the program starts, as subprocess does.
    """
    ended = subprocess.run(
        [*program, *arguments],
        env=os.environ | environment,
        input=stdin,
        preexec_fn=preexec_fn,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def reflector(
    *arguments: str, stdin: str = "", preexec_fn: Callable[[], None] | None = None, **environment: str
) -> Ended:
    """`reflector …`"""
    return start(REFLECTOR, *arguments, stdin=stdin, preexec_fn=preexec_fn, **environment)


def tool(*arguments: str, **environment: str) -> Ended:
    """`python -m reflector.tools.cleanup_old_data …`"""
    return start(TOOL, *arguments, stdin="", preexec_fn=None, **environment)


@pytest.fixture
def instance(sqlite_instance: Instance) -> Instance:
    """A public instance on the embedded defaults, which the commands find by the environment."""
    return sqlite_instance


def files_of(instance: Instance) -> dict[str, bytes]:
    """The content of every file below DATA_DIR, except the files that SQLite leaves when it only reads."""
    instance.database.engine.dispose()
    root = instance.settings.DATA_DIR
    files = {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    return {name: data for name, data in files.items() if not name.endswith("-shm") and (name, data) != (_WAL, b"")}


_WAL = "reflector.sqlite3-wal"
