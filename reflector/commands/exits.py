"""How a command ends: one meaning for each exit code, the same for every command."""

import sys
from collections.abc import Callable
from enum import IntEnum
from typing import Any, NoReturn

import sqlalchemy as sa
import typer
from sqlalchemy import make_url

from reflector import process
from reflector.db.causes import explain
from reflector.errors import (
    BadDays,
    BadRoomName,
    DatabaseNotReady,
    NotPublic,
    ReflectorError,
    RetentionBusy,
    SettingsError,
    StorageError,
)
from reflector.settings import get_settings


class Exit(IntEnum):
    """The exit codes. They are public interface: scripts read them."""

    #: What was asked for was done, and nothing is left to say.
    DONE = 0
    #: It could not be done.
    FAILED = 1
    #: An option or a setting has a value that is refused; nothing was touched.
    REFUSED = 2
    #: It was done, and something that should be gone is still there.
    LEFT = 3
    #: Another run is under way; nothing was touched.
    BUSY = 4
    #: This is not a public instance; nothing was touched.
    NOT_PUBLIC = 5
    #: The time budget ended the run, or a long drain was under way; the next one goes on.
    UNFINISHED = 6


_EXITS: dict[type[ReflectorError], Exit] = {
    SettingsError: Exit.REFUSED,
    BadDays: Exit.REFUSED,
    BadRoomName: Exit.REFUSED,
    RetentionBusy: Exit.BUSY,
    NotPublic: Exit.NOT_PUBLIC,
}
_SEE_DOCTOR = "`reflector doctor` says what is wrong."


def run(app: Callable[[], Any]) -> None:
    """Run a Typer application; errors become one line on stderr and an exit code."""
    process.harden()
    try:
        app()
    except (DatabaseNotReady, StorageError) as error:
        _stop(f"{error.message} {_SEE_DOCTOR}", Exit.FAILED)
    except ReflectorError as error:
        _stop(error.message, _EXITS.get(type(error), Exit.FAILED))
    except (sa.exc.DBAPIError, OSError) as error:
        cause = explain(error, make_url(get_settings().database_url)) if isinstance(error, sa.exc.DBAPIError) else None
        if cause is not None:
            _stop(cause, Exit.FAILED)
        # Any other message can carry bound values and paths: name the type only.
        _stop(
            f"It could not be done: {type(getattr(error, 'orig', None) or error).__name__}. {_SEE_DOCTOR}", Exit.FAILED
        )


def _stop(message: str, code: Exit) -> NoReturn:
    print(message, file=sys.stderr)  # noqa: T201
    raise SystemExit(code)


def leave(code: Exit) -> NoReturn:
    """End the command with `code`."""
    raise typer.Exit(code)
