"""Removes erased text from the database's files. After a DELETE alone it can still be read there with a hex editor.

SQLite: `secure_delete` (set on every connection) overwrites freed space. The write-ahead log keeps older copies until a
*truncating* checkpoint. Rebalanced pages keep fragments until VACUUM. PostgreSQL: dead tuples stay until VACUUM, and
some data stays longer. docs/data_retention.md lists what remains.
"""

import shutil
import time
from typing import Literal

import sqlalchemy as sa
import structlog

from reflector.db.session import LONG_STATEMENT_SECONDS, Database, set_timeouts

log = structlog.get_logger(__name__)

#: Tables whose rows can contain content, personal data or pointers.
TABLES = ("transcript", "meeting", "meeting_consent", "recording", "artifact", "job", "piece")

#: Seconds that VACUUM FULL waits for readers that began before the rows were deleted.
OLDER_READERS_SECONDS = 30.0
#: Seconds that VACUUM FULL waits for the lock of a table. Visitors' reads queue behind it meanwhile.
EXCLUSIVE_LOCK_SECONDS = 1.0
#: Whether a transaction can still see rows that were deleted before :horizon. That can be a writing transaction in any
#: database (it holds back the snapshot of VACUUM FULL itself), a snapshot in this database, or a replication slot.
_OLDER_READERS = sa.text(
    "SELECT txid_snapshot_xmin(txid_current_snapshot()) < :horizon "
    "OR EXISTS (SELECT FROM pg_stat_activity WHERE (datname = current_database() OR datname IS NULL) "
    "  AND pid <> pg_backend_pid() AND age(backend_xmin) > age(CAST(CAST(:horizon % 4294967296 AS text) AS xid))) "
    "OR EXISTS (SELECT FROM pg_replication_slots "
    "  WHERE age(xmin) > age(CAST(CAST(:horizon % 4294967296 AS text) AS xid)))"
).bindparams(sa.bindparam("horizon", type_=sa.BigInteger()))


def scrub(database: Database, how: Literal["plain", "full", "off"]) -> bool:
    """Remove erased text from the files, outside any transaction. Returns whether it was done completely.

    `off` skips VACUUM. SQLite's write-ahead log is emptied in any case, because it contains whole texts.
    A reader with an old snapshot prevents SQLite from emptying its log, and PostgreSQL's VACUUM FULL from removing rows
    that the reader can still see. This function waits some seconds for such a reader, and then logs a warning (R11).
    """
    if database.is_sqlite:
        # Empty the log first: it contains whole texts, VACUUM needs its space, and VACUUM can fail or make it longer.
        emptied = checkpoint(database)
        if how == "off" or not emptied:
            return emptied
        rewritten = _vacuum_sqlite(database)
        return checkpoint(database) and rewritten  # a failed VACUUM also leaves data in the log
    if how == "off":
        return True
    with database.maintenance() as connection:
        # VACUUM FULL keeps rows that an older reader can still see.
        alone = how != "full" or _await_older_readers(connection)
        # A list, so that a table is scrubbed even if another one failed.
        scrubbed = [_vacuum_table(database, connection, table, full=how == "full" and alone) for table in TABLES]
        return alone and all(scrubbed)


def checkpoint(database: Database, *, patience_seconds: float = 5.0) -> bool:
    """Empty SQLite's write-ahead log. Returns whether it is empty now; True for other databases.

    Waits at most `patience_seconds` for readers.
    """
    if not database.is_sqlite:
        return True
    deadline = time.monotonic() + patience_seconds
    try:
        with database.maintenance() as connection:
            # With a timeout SQLite itself would wait for the readers, and block every writer meanwhile.
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            while connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]:
                if time.monotonic() > deadline:
                    log.warning("wal_not_truncated", reason="reader")
                    return False
                time.sleep(0.05)
    except sa.exc.OperationalError as error:  # the disk has no space to move the log's pages into the file
        log.warning("wal_not_truncated", reason=_code(error))
        return False
    return True


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
    """Whether the disk has space for VACUUM. Without it VACUUM would fill the disk and make other writers fail.

    VACUUM needs twice the used part of the file: for the copy, and for the log through which the copy is written back
    (SQLite, "VACUUM", How VACUUM works).
    """
    if database.file is None:
        return True
    pages, unused, size = (
        connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
        for name in ("page_count", "freelist_count", "page_size")
    )
    return bool(shutil.disk_usage(database.file.parent).free >= 2 * (pages - unused) * size)


def _code(error: sa.exc.DBAPIError) -> str:
    """SQLite's name of the error, such as SQLITE_FULL. The message can contain content and must not be logged."""
    return str(getattr(error.orig, "sqlite_errorname", type(error.orig).__name__))


def _vacuum_table(database: Database, connection: sa.Connection, table: str, *, full: bool) -> bool:
    """Scrub one table. If VACUUM FULL fails, VACUUM is used. Returns whether it was done as asked.

    VACUUM FULL locks out everybody who reads: while it waits for the table, and while it works. Both are bounded.
    """
    ways = [("VACUUM (FULL)", EXCLUSIVE_LOCK_SECONDS, database.statement_seconds)] if full else []
    ways.append(("VACUUM", database.lock_seconds, LONG_STATEMENT_SECONDS))
    for how, lock_seconds, statement_seconds in ways:
        set_timeouts(connection, min(lock_seconds, database.lock_seconds), statement_seconds)
        try:
            connection.execute(sa.text(f"{how} {table}"))
        except sa.exc.OperationalError as error:
            if error.connection_invalidated:
                raise
            log.warning("vacuum_not_done", table=table, how=how, reason=_code(error))
        else:
            return how == ways[0][0]
    return False


def _await_older_readers(connection: sa.Connection) -> bool:
    """Wait until no transaction can see the rows deleted so far. Returns False after OLDER_READERS_SECONDS.

    Snapshots of other roles are visible only with the role pg_read_all_stats.
    """
    horizon = connection.exec_driver_sql("SELECT txid_snapshot_xmax(txid_current_snapshot())").scalar()
    deadline = time.monotonic() + OLDER_READERS_SECONDS
    while connection.scalar(_OLDER_READERS, {"horizon": horizon}):
        if time.monotonic() > deadline:
            log.warning("vacuum_full_not_done")
            return False
        time.sleep(0.1)
    return True
