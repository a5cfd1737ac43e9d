"""The exit codes of the commands. Each code has the same meaning for every command."""

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
    AdoptionRefused,
    AlreadySetUp,
    BadDays,
    BadRoomName,
    DatabaseNotReady,
    ExistingInstallation,
    InstanceInUse,
    IsACopy,
    MoveRefused,
    NotPublic,
    ReflectorError,
    RetentionBusy,
    SettingsError,
    StorageError,
)
from reflector.settings import get_settings
from reflector.storage.errnos import unusable_folder


class Exit(IntEnum):
    """The exit codes. They are public interface: scripts read them."""

    #: The command succeeded, and nothing is left to do.
    DONE = 0
    #: The command failed.
    FAILED = 1
    #: An option or a setting has an invalid value. Nothing was changed.
    REFUSED = 2
    #: The command succeeded, but something that should be gone still exists.
    LEFT = 3
    #: Another run is active, or the instance to be moved is in use. Nothing was changed.
    BUSY = 4
    #: This is not a public instance. Nothing was changed.
    NOT_PUBLIC = 5
    #: The time budget was used up, or a long drain was running. The next run continues.
    UNFINISHED = 6


_EXITS: dict[type[ReflectorError], Exit] = {
    SettingsError: Exit.REFUSED,
    AlreadySetUp: Exit.REFUSED,
    BadDays: Exit.REFUSED,
    BadRoomName: Exit.REFUSED,
    MoveRefused: Exit.REFUSED,
    RetentionBusy: Exit.BUSY,
    InstanceInUse: Exit.BUSY,
    NotPublic: Exit.NOT_PUBLIC,
    ExistingInstallation: Exit.REFUSED,
    AdoptionRefused: Exit.REFUSED,
    IsACopy: Exit.REFUSED,
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
        settings = get_settings()
        if isinstance(error, sa.exc.DBAPIError):
            cause = explain(error, make_url(settings.database_url))
        else:
            cause = unusable_folder(error, settings.DATA_DIR)
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
