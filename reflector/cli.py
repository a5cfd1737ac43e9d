"""The `reflector` command. Each sub-command takes options, calls one function and shapes its answer."""

import os
import sys
from typing import Annotated

import typer
from pydantic import SecretStr
from pydantic_core import PydanticUndefined
from rich.console import Console
from rich.table import Table

from reflector import __version__, logs
from reflector.commands import adopt, doctor, exits, init, move, retention, rooms, storage
from reflector.db import migrate
from reflector.db.session import get_database
from reflector.serve import check as check_serving
from reflector.serve import serve as serve_until_told_to_stop
from reflector.settings import Settings, get_settings

app = typer.Typer(
    help="Public speech transcription that forgets what it promised to forget.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they would show local variables
)
database_app = typer.Typer(help="The database.", no_args_is_help=True)
app.add_typer(database_app, name="db")
app.add_typer(retention.app, name="retention")
app.add_typer(adopt.app, name="adopt")
app.add_typer(storage.app, name="storage")
app.add_typer(rooms.app, name="room")
app.command()(doctor.doctor)
app.command()(move.move)
app.command()(init.init)


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
    """Public speech transcription that forgets what it promised to forget."""


def main() -> None:
    """Run the command and leave with one of the exit codes of `reflector.commands.exits`."""
    exits.run(app)


@app.command()
def serve(
    api_only: Annotated[bool, typer.Option("--api-only", help="Only HTTP; workers and beat run elsewhere.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Migrate and check what it needs, and end.")] = False,
) -> None:
    """Run HTTP, workers and beat together until SIGTERM or Ctrl-C. SIGUSR2 restarts everything without a gap."""
    settings = get_settings()
    logs.configure(settings)
    if check:
        check_serving(settings, api_only=api_only)
        raise typer.Exit
    raise typer.Exit(
        serve_until_told_to_stop(settings, lambda url: typer.echo(f"Reflector listens on {url}"), api_only=api_only)
    )


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def worker(context: typer.Context) -> None:
    """Run a Celery worker; options are those of `celery worker`."""
    celery = [sys.executable, "-m", "celery", "-A", "reflector.worker.app", "worker", *context.args]
    os.execv(sys.executable, celery)  # noqa: S606  (it is to become the worker)


@app.command()
def demo() -> None:
    """Make a small public instance, erase what is expired, and show what went, what stayed and why."""
    # All of transcription comes with it, which every other command would wait for.
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
    logs.configure(get_settings())
    database = get_database()
    migrate.upgrade(database)
    typer.echo(f"The database is at revision {migrate.current(database)}.")
