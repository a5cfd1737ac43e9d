"""The `reflector` command. Each sub-command takes options, calls one function and shapes its answer."""

import os
import sys
from collections import UserDict
from importlib import import_module
from typing import Annotated, Any

import typer
from pydantic import SecretStr
from pydantic_core import PydanticUndefined
from rich.console import Console
from rich.table import Table
from typer.core import TyperGroup

from reflector import __version__, logs
from reflector.commands import exits
from reflector.settings import Settings, get_settings

#: The modules of commands, each with a Typer application `app`.
_MODULES = {
    "doctor": "reflector.commands.doctor",
    "move": "reflector.commands.move",
    "init": "reflector.commands.init",
    "retention": "reflector.commands.retention",
    "adopt": "reflector.commands.adopt",
    "storage": "reflector.commands.storage",
    "room": "reflector.commands.rooms",
}


class _Commands(UserDict[str, Any]):
    """Commands by their names. The module of a command is imported when somebody asks for the command.

    Each module imports the engine that it calls, which takes a second or two.
    """

    def __getitem__(self, name: str) -> Any:
        command = super().__getitem__(name)
        if isinstance(command, str):
            command = self[name] = typer.main.get_command(import_module(command).app)
            command.name = name
        return command


class _Group(TyperGroup):
    """The group of all commands: those of this file, and those of `_MODULES`."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Commands({**self.commands, **_MODULES})


app = typer.Typer(
    cls=_Group,
    help="Speech to text that erases anonymous recordings after some days.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they would show local variables
)
database_app = typer.Typer(help="Migrate the database.", no_args_is_help=True)
app.add_typer(database_app, name="db")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reflector {__version__}")
        raise typer.Exit()


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Speech to text that erases anonymous recordings after some days."""


def main() -> None:
    """Run the command and leave with one of the exit codes of `reflector.commands.exits`."""
    exits.run(app)


@app.command()
def serve(
    api_only: Annotated[bool, typer.Option("--api-only", help="Only HTTP; workers and beat run elsewhere.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Migrate and check what it needs, and end.")] = False,
) -> None:
    """Run HTTP, workers and beat together until SIGTERM or Ctrl-C. SIGUSR2 restarts everything without a gap."""
    from reflector import serve as serving

    settings = get_settings()
    logs.configure(settings)
    if check:
        serving.check(settings, api_only=api_only)
        raise typer.Exit
    raise typer.Exit(serving.serve(settings, lambda url: typer.echo(f"Reflector listens on {url}"), api_only=api_only))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def worker(context: typer.Context) -> None:
    """Run a Celery worker; options are those of `celery worker`."""
    celery = [sys.executable, "-m", "celery", "-A", "reflector.worker.app", "worker", *context.args]
    os.execv(sys.executable, celery)  # noqa: S606  (it is to become the worker)


@app.command()
def demo() -> None:
    """Make a small public instance, erase expired data, and show which rows went, which stayed, and why."""
    from reflector.commands import demo

    demo.play()


@app.command()
def settings() -> None:
    """Show every setting with its value and what it means. Secrets are not shown."""
    table = Table("Setting", "Value", "Default", "Meaning", show_lines=True)
    values = get_settings()
    for name, field in Settings.model_fields.items():
        default = "" if field.default is PydanticUndefined else _shown(field.default)
        table.add_row(name, _shown(getattr(values, name)), default, " ".join((field.description or "").split()))
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return "********" if value.get_secret_value() else ""
    if isinstance(value, str) and "://" in value and "@" in value:  # a URL may carry a password
        scheme, rest = value.split("://", 1)
        return f"{scheme}://…@{rest.rsplit('@', 1)[1]}"
    return str(value)


@database_app.command("upgrade")
def upgrade() -> None:
    """Bring the database to the schema of this version."""
    from reflector.db import migrate
    from reflector.db.session import get_database

    logs.configure(get_settings())
    database = get_database()
    migrate.upgrade(database)
    typer.echo(f"The database is at revision {migrate.current(database)}.")
