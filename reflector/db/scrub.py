"""Takes erased text out of the database's pages. A DELETE alone leaves it there, readable with a hex editor.

SQLite: `secure_delete` (set on every connection) overwrites what is freed; the write-ahead log keeps older copies
until a *truncating* checkpoint, and rebalanced pages keep crumbs until VACUUM. PostgreSQL: dead tuples stay until
VACUUM and partly longer; docs/data_retention.md says what remains where.
"""

import shutil
import time
from typing import Literal

import sqlalchemy as sa
import structlog

from reflector.db.session import Database

log = structlog.get_logger(__name__)

#: Tables whose rows can hold content, people or pointers.
TABLES = ("transcript", "meeting", "meeting_consent", "recording", "artifact", "job")

#: How long VACUUM FULL waits for readers that began before the rows were deleted.
OLDER_READERS_SECONDS = 30.0
#: Whether anybody may still see what was deleted before :horizon: a transaction that writes, in whatever database (it
#: holds back the snapshot that VACUUM FULL takes for itself); a snapshot in this one; a replica that asks for it.
_OLDER_READERS = sa.text(
    "SELECT txid_snapshot_xmin(txid_current_snapshot()) < :horizon "
    "OR EXISTS (SELECT FROM pg_stat_activity WHERE (datname = current_database() OR datname IS NULL) "
    "  AND pid <> pg_backend_pid() AND age(backend_xmin) > age(CAST(CAST(:horizon % 4294967296 AS text) AS xid))) "
    "OR EXISTS (SELECT FROM pg_replication_slots "
    "  WHERE age(xmin) > age(CAST(CAST(:horizon % 4294967296 AS text) AS xid)))"
).bindparams(sa.bindparam("horizon", type_=sa.BigInteger()))


def scrub(database: Database, how: Literal["plain", "full", "off"]) -> bool:
    """Scrub what was erased, outside any transaction. Returns whether it could be done completely.

    `off` leaves out VACUUM; SQLite's log is emptied all the same, because whole texts stand in it. A reader that holds
    an old snapshot open keeps SQLite from doing so, and PostgreSQL's VACUUM FULL from clearing what that reader may
    still see; both are waited for some seconds, and reported.
    """
    if database.is_sqlite:
        return _scrub_sqlite(database, vacuum=how != "off")
    return how == "off" or _vacuum_postgresql(database, full=how == "full")


def _scrub_sqlite(database: Database, *, vacuum: bool) -> bool:
    # The log first: whole texts stand in it, and VACUUM would only make it longer, or fail, and needs its room.
    emptied = checkpoint(database)
    if not vacuum or not emptied:
        return emptied
    rewritten = _vacuum_sqlite(database)
    return checkpoint(database) and rewritten  # also after one that failed: it leaves what it had written in the log


def checkpoint(database: Database, *, patience_seconds: float = 5.0) -> bool:
    """Empty SQLite's write-ahead log; True where there is none. Returns whether nothing of it is left."""
    if not database.is_sqlite:
        return True
    try:
        emptied = _truncate_log(database, time.monotonic() + patience_seconds)
    except sa.exc.OperationalError as error:  # a disk without room for what the log would add to the file
        log.warning("wal_not_truncated", reason=_code(error))
        return False
    if not emptied:
        log.warning("wal_not_truncated", reason="reader")
    return emptied


def _truncate_log(database: Database, deadline: float) -> bool:
    with database.maintenance() as connection:
        # SQLite itself would wait for readers too, for as long as the timeout says, and hold up every writer meanwhile.
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        try:
            while connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]:
                if time.monotonic() > deadline:
                    return False
                time.sleep(0.05)
            return True
        finally:
            connection.invalidate()  # leaves no pragma behind


def _vacuum_sqlite(database: Database) -> bool:
    try:
        with database.maintenance() as connection:
            if not _has_room(database, connection):
                log.warning("vacuum_not_done", reason="no_room")
                return False
            connection.exec_driver_sql("VACUUM")
    except sa.exc.OperationalError as error:
        log.warning("vacuum_not_done", reason=_code(error))
        return False
    return True


def _has_room(database: Database, connection: sa.Connection) -> bool:
    """Whether VACUUM fits on the disk: half done it would fill it, and fail everybody who writes meanwhile.

    It needs twice what is in use of the file: for the copy, and for the log through which the copy comes back (SQLite,
    "VACUUM", How VACUUM works).
    """
    if database.file is None:
        return True
    pages, unused, size = (
        connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
        for name in ("page_count", "freelist_count", "page_size")
    )
    return bool(shutil.disk_usage(database.file.parent).free >= 2 * (pages - unused) * size)


def _code(error: sa.exc.DBAPIError) -> str:
    """SQLite's own name of an error, such as SQLITE_FULL; its message may say more than a log should."""
    return str(getattr(error.orig, "sqlite_errorname", type(error.orig).__name__))


def _vacuum_postgresql(database: Database, *, full: bool) -> bool:
    with database.maintenance() as connection:
        alone = not full or _await_older_readers(connection)
        # VACUUM FULL keeps what an older reader may still see. It would also wait for that reader with its lock asked
        # for, and hold up everybody behind it.
        how = "(FULL)" if full and alone else ""
        for table in TABLES:
            connection.execute(sa.text(f"VACUUM {how} {table}"))
    return alone


def _await_older_readers(connection: sa.Connection) -> bool:
    """Wait until nobody can see any more what has been deleted up to now; False if that takes too long.

    Other roles' snapshots are seen only with the role pg_read_all_stats.
    """
    horizon = connection.exec_driver_sql("SELECT txid_snapshot_xmax(txid_current_snapshot())").scalar()
    deadline = time.monotonic() + OLDER_READERS_SECONDS
    while connection.scalar(_OLDER_READERS, {"horizon": horizon}):
        if time.monotonic() > deadline:
            log.warning("vacuum_full_not_done")
            return False
        time.sleep(0.1)
    return True
