"""Makes sure that no other process uses the instance that moves."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from reflector.db.session import Database, lock_failed
from reflector.errors import InstanceInUse
from reflector.move.places import SESSION_NAME

#: Seconds to wait for sessions to end. PostgreSQL needs a moment to notice that a process has ended.
_WAIT_SECONDS = 3.0
_SESSIONS = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename IS NOT NULL"
    " AND pid <> pg_backend_pid() AND application_name IS DISTINCT FROM :own"
)


@contextmanager
def keep_others_away(folder: Path) -> Iterator[None]:
    """Keep `reflector serve` and other moves away from DATA_DIR during the block. Raises InstanceInUse."""
    # The lock of `reflector serve`, see reflector/serve/__init__.py.
    descriptor = os.open(folder / ".serve.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise InstanceInUse("`reflector serve` or another move uses this DATA_DIR. Nothing was changed.") from None
    finally:
        os.close(descriptor)


def require_unused(database: Database) -> None:
    """Raise InstanceInUse while another process uses `database`.

    `keep_others_away` does not find a process on another machine, which has another DATA_DIR.
    """
    if database.is_sqlite:
        _require_unused_file(database)
        return
    deadline = time.monotonic() + _WAIT_SECONDS
    while True:
        with database.snapshot() as session:
            others = session.scalar(_SESSIONS, {"own": SESSION_NAME})
        if not others:
            return
        if time.monotonic() > deadline:
            raise InstanceInUse(
                f"{others} other sessions use the database (see pg_stat_activity). Stop every process of Reflector, "
                "on every machine. Nothing was changed."
            )
        time.sleep(0.1)


def _require_unused_file(database: Database) -> None:
    """Try to leave WAL mode, which SQLite allows only to the only connection. Raises InstanceInUse.

    Source: SQLite, "Write-Ahead Logging", section 3.
    """
    if database.file is None or not database.file.exists():
        return
    with database.maintenance() as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(_WAIT_SECONDS * 1000)}")
        try:
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
        except sa.exc.OperationalError as error:
            if not lock_failed(error):
                raise
            raise InstanceInUse(
                f"Another process has {database.file} open. Stop every process of Reflector. Nothing was changed."
            ) from None
