"""The database of one instance: sessions, and the differences between SQLite and PostgreSQL.

The SQLAlchemy session is the unit of work. `transaction()` writes, `snapshot()` reads; neither is open while bytes
are written or erased, which `forbid_transaction` guards.

See docs/decisions/0004-runs-take-locks-not-leases.md.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, cast
from zlib import crc32

import psycopg
import sqlalchemy as sa
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Loader
from psycopg.pq import Format
from sqlalchemy import event
from sqlalchemy.orm import Session

from reflector.db.models import FAR_AHEAD, LONG_AGO, UTCDateTime
from reflector.errors import RetentionBusy
from reflector.settings import Settings, get_settings

_transactions: ContextVar[int] = ContextVar("open_transactions", default=0)


def forbid_transaction() -> None:
    """Raise RuntimeError while this thread has a transaction open: a slow store must never hold rows locked."""
    if _transactions.get():
        raise RuntimeError("bytes are touched while a transaction is open")


class Database:
    """One database, by its SQLAlchemy URL (`sqlite:///…` or `postgresql+psycopg://…`)."""

    def __init__(self, url: str) -> None:
        self.url = sa.make_url(url)
        self.engine = _engine(self.url)
        # SQLite upgrades a reading transaction to a writing one only if nobody wrote in between, and fails at once if
        # somebody did. Writers therefore take the write lock first, and wait for it.
        self._writing = self.engine.execution_options(sqlite_begin="IMMEDIATE")
        #: The id that this database had when it was last asked, see reflector/inventory/marker.py.
        self.known_id: str | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file of an embedded database."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits at the end of the block, and rolls back if it raises."""
        with _counted(), Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A session for reading."""
        with _counted(), Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def migration_connection(self) -> Iterator[sa.Connection]:
        """A connection for schema changes; of several processes, the others wait until the first is done."""
        with self._writing.connect() as connection:
            if self.is_sqlite:
                # Rebuilding a table drops the old one; with foreign keys on, that would empty the tables below it.
                # Past SQLAlchemy, which would begin a transaction first: inside one the pragma does nothing.
                connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
            else:
                connection.execute(sa.select(sa.func.pg_advisory_lock(_lock_key("migrate"))))
                connection.commit()
            try:
                yield connection
                connection.commit()
            finally:
                connection.invalidate()  # leaves neither the pragma nor the lock behind

    @contextmanager
    def maintenance(self) -> Iterator[sa.Connection]:
        """A connection outside any transaction, for what cannot run inside one."""
        # pysqlite is in autocommit as long as nobody says BEGIN, see _prepare_sqlite.
        options = {"sqlite_begin": None} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        with self.engine.connect().execution_options(**options) as connection:
            yield connection

    @contextmanager
    def exclusive(self, name: str, *, wait_seconds: float = 0.0) -> Iterator[None]:
        """Hold the lock `name` of this database; it falls when the process dies.

        Raises RetentionBusy if somebody else still holds it after `wait_seconds`.
        """
        deadline = time.monotonic() + wait_seconds
        with self._file_lock(name) if self.is_sqlite else self._advisory_lock(name) as try_lock:
            while not try_lock():
                if time.monotonic() >= deadline:
                    raise RetentionBusy()
                time.sleep(0.1)
            yield

    @contextmanager
    def _file_lock(self, name: str) -> Iterator[Callable[[], bool]]:
        if self.file is None:  # an in-memory database belongs to one process
            yield lambda: True
            return
        descriptor = os.open(f"{self.file}-{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            yield partial(_flock, descriptor)
        finally:
            os.close(descriptor)

    @contextmanager
    def _advisory_lock(self, name: str) -> Iterator[Callable[[], bool]]:
        key = _lock_key(name)
        with self.maintenance() as connection:
            try:
                yield lambda: bool(connection.scalar(sa.select(sa.func.pg_try_advisory_lock(key))))
            finally:
                # Closing the connection drops the lock, whatever state it is in, but only when the server notices.
                with suppress(sa.exc.DBAPIError):
                    connection.execute(sa.select(sa.func.pg_advisory_unlock_all()))
                connection.invalidate()

    def serialize(self, session: Session, what: str) -> None:
        """Let transactions that name the same `what` follow one another. SQLite's writers do so anyway."""
        if not self.is_sqlite:
            session.execute(sa.select(sa.func.pg_advisory_xact_lock(_lock_key(what))))

    def now(self) -> datetime:
        """The clock of the database, as an aware datetime; for SQLite that is this machine's."""
        if self.is_sqlite:
            return datetime.now(UTC)
        with self.snapshot() as session:
            return session.execute(sa.select(sa.func.clock_timestamp(type_=UTCDateTime()))).scalar_one()


def _flock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_key(name: str) -> int:
    return crc32(f"reflector:{name}".encode())


@contextmanager
def _counted() -> Iterator[None]:
    token = _transactions.set(_transactions.get() + 1)
    try:
        yield
    finally:
        _transactions.reset(token)


def _engine(url: sa.URL) -> sa.Engine:
    # hide_parameters: bound values are people's words, and exceptions end up in logs.
    engine = sa.create_engine(url, hide_parameters=True, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "connect", partial(_note_file, url.database))
        event.listen(engine, "checkout", partial(_refuse_replaced_file, url.database))
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy begins transactions itself, below
    for pragma in (
        "busy_timeout = 30000",
        "journal_mode = WAL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _note_file(path: str | None, _connection: Any, record: Any) -> None:
    record.info["file"] = _inode(path)


def _refuse_replaced_file(path: str | None, _connection: Any, record: Any, _proxy: Any) -> None:
    """Open the database anew when its file was replaced by a backup: an open connection still reads the old file.

    Source: SQLAlchemy, "Dealing with Disconnects", Custom Legacy Pessimistic Ping (DisconnectionError on checkout).
    """
    present = _inode(path)
    if present is not None and present != record.info["file"]:
        raise sa.exc.DisconnectionError("the file of the database was replaced")


def _inode(path: str | None) -> tuple[int, int] | None:
    try:
        status = os.stat(path) if path else None
    except FileNotFoundError:
        return None
    return (status.st_dev, status.st_ino) if status is not None else None


def _prepare_postgresql(connection: psycopg.Connection, _record: object) -> None:
    connection.adapters.register_loader("timestamptz", _AnyMoment)


class _AnyMoment(Loader):
    """Reads every moment that PostgreSQL can hold; those that Python cannot hold become LONG_AGO or FAR_AHEAD.

    Source: psycopg, "Data adaptation configuration", Example: Handling infinity date.
    """

    def __init__(self, oid: int, context: AdaptContext | None = None) -> None:
        super().__init__(oid, context)
        usual = cast("type[Loader]", psycopg.adapters.get_loader(oid, Format.TEXT))
        self._usual = usual(oid, context)

    def load(self, data: Buffer) -> Any:
        try:
            return self._usual.load(data)
        except psycopg.DataError:
            text = bytes(data)
            if text == b"-infinity" or text.endswith(b"BC"):
                return LONG_AGO
            if text == b"infinity" or text[4:5].isdigit():  # a year of five digits
                return FAR_AHEAD
            raise


def _begin_sqlite(connection: sa.Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    if mode is not None:
        connection.exec_driver_sql(f"BEGIN {mode}")


def open_database(settings: Settings) -> Database:
    """The database that `settings` name; the folder of an embedded one is made."""
    database = Database(settings.database_url)
    if database.file is not None:
        database.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return database


@lru_cache(maxsize=1)
def get_database() -> Database:
    """The database of this process."""
    return open_database(get_settings())
