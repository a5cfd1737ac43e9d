"""An existing installation on PostgreSQL and SeaweedFS, and the command that an operator types there."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from reflector import cli
from reflector.db.session import get_database
from reflector.errors import ReflectorError
from tests.existing import Existing, make_schema
from tests.instances import forget_the_process
from tests.servers import S3Server, postgres_database


class Said(NamedTuple):
    """The result of a command."""

    code: int
    #: Everything on standard output, and the message of an error.
    text: str

    @property
    def json(self) -> Any:
        """The JSON document on standard output."""
        return json.loads(self.text)


Reflector = Callable[..., Said]


def settle(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    """Go on with other settings, as a new process would."""
    get_database().engine.dispose()
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    forget_the_process()


@pytest.fixture
def existing(tmp_path: Path, seaweedfs: S3Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Existing]:
    """An empty installation, whose settings are those of this process."""
    with postgres_database() as url:
        made = Existing(url, tmp_path / "data", seaweedfs, seaweedfs.make_bucket(), seaweedfs.make_bucket())
        made.data_dir.mkdir()
        make_schema(url)
        monkeypatch.chdir(tmp_path)
        for name, value in made.environment().items():
            monkeypatch.setenv(name, value)
        forget_the_process()
        yield made
        get_database().engine.dispose()
        forget_the_process()


@pytest.fixture
def reflector() -> Reflector:
    """Type a `reflector` command in this process."""

    def typed(*arguments: str) -> Said:
        result = CliRunner().invoke(cli.app, arguments)
        if result.exception is None or isinstance(result.exception, SystemExit):
            return Said(result.exit_code, result.stdout)
        if isinstance(result.exception, ReflectorError):
            return Said(result.exit_code, result.stdout + result.exception.message)
        raise result.exception

    return typed


@pytest.fixture
def adopted(existing: Existing, reflector: Reflector) -> Callable[..., None]:
    """Adopt the installation as it is now, and end its first run."""

    def adopt(*options: str, confirm: bool = True) -> None:
        report = reflector("adopt", "report", "--json", *options)
        assert report.code == 0, report.text
        installed = reflector("adopt", "install", "--yes", report.json["hash"], *options)
        assert installed.code == 0, installed.text
        if confirm:
            assert reflector("retention", "run").code == 0
            assert reflector("adopt", "confirm", "--yes").code == 0

    return adopt
