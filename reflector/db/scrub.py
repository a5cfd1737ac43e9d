"""Takes erased text out of the database's pages. A DELETE alone leaves it there, readable with a hex editor.

SQLite: `secure_delete` (set on every connection) overwrites what is freed; the write-ahead log keeps older copies
until a *truncating* checkpoint, and rebalanced pages keep crumbs until VACUUM. PostgreSQL: dead tuples stay until
VACUUM and partly longer; docs/data_retention.md says what remains where.
"""

import time
from typing import Literal

import sqlalchemy as sa
import structlog

from reflector.db.session import Database

log = structlog.get_logger(__name__)

#: Tables whose rows can hold content, people or pointers.
TABLES = ("transcript", "meeting", "meeting_consent", "recording", "artifact", "job")


def scrub(database: Database, how: Literal["plain", "full", "off"]) -> bool:
    """Scrub what was erased, outside any transaction. Returns whether it could be done completely.

    `off` leaves out VACUUM; SQLite's log is emptied all the same, because whole texts stand in it. A reader that holds
    an old snapshot open keeps SQLite from doing so; that is tried for a few seconds, and reported.
    """
    if database.is_sqlite:
        return (how == "off" or _vacuum_sqlite(database)) and checkpoint(database)
    return how == "off" or _vacuum_postgresql(database, full=how == "full")


def checkpoint(database: Database, *, patience_seconds: float = 5.0) -> bool:
    """Empty SQLite's write-ahead log; True where there is none. Returns whether nothing of it is left."""
    if not database.is_sqlite:
        return True
    deadline = time.monotonic() + patience_seconds
    with database.maintenance() as connection:
        # SQLite itself would wait for readers too, for as long as the timeout says, and hold up every writer meanwhile.
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        try:
            while connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]:
                if time.monotonic() > deadline:
                    log.warning("wal_not_truncated")
                    return False
                time.sleep(0.05)
            return True
        finally:
            connection.invalidate()  # leaves no pragma behind


def _vacuum_sqlite(database: Database) -> bool:
    try:
        with database.maintenance() as connection:
            connection.exec_driver_sql("VACUUM")
    except sa.exc.OperationalError:
        log.warning("vacuum_not_done")
        return False
    return True


def _vacuum_postgresql(database: Database, *, full: bool) -> bool:
    with database.maintenance() as connection:
        for table in TABLES:
            connection.execute(sa.text(f"VACUUM {'(FULL)' if full else ''} {table}"))
    return True
