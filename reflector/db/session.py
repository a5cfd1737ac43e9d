"""The database of one instance: sessions, and the differences between SQLite and PostgreSQL.

The SQLAlchemy session is the unit of work. `transaction()` writes, `snapshot()` reads; neither is open while bytes
are written or erased, which `forbid_transaction` guards.

Every wait for a lock has a bound: each connection has a lock timeout and a statement timeout (PostgreSQL) or a busy
timeout (SQLite). When many transactions of one process are open, the newer ones wait only briefly, so that requests for
one locked row cannot take all threads and connections from other visitors.

See docs/decisions/0004-runs-take-locks-not-leases.md.
"""

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path
from zlib import crc32

import psycopg
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from reflector.db.connections import (
    begin_postgresql,
    begin_sqlite,
    milliseconds,
    note_file,
    prepare_postgresql,
    prepare_sqlite,
    refuse_replaced_file,
)
from reflector.db.models import UTCDateTime
from reflector.errors import RetentionBusy
from reflector.settings import Settings, get_settings

#: Seconds that a connection to SQLite waits for the one lock of the file. VACUUM holds it while it rewrites the file.
_BUSY_SECONDS = 30.0
#: Writing transactions of one process that may wait for a lock in full. The others wait for the seconds below.
_PATIENT_TRANSACTIONS = 4
_IMPATIENT_SECONDS = {"postgresql": 0.1, "sqlite": 1.0}
#: Seconds that a process waits until another one has migrated the database.
_MIGRATION_WAIT_SECONDS = 600.0
#: Seconds that one statement of a migration, or a VACUUM that blocks nobody, may take.
LONG_STATEMENT_SECONDS = 3600.0

_transactions: ContextVar[int] = ContextVar("open_transactions", default=0)


def forbid_transaction() -> None:
    """Raise RuntimeError while this thread has a transaction open: a slow store must not keep rows locked (R3)."""
    if _transactions.get():
        raise RuntimeError("bytes are touched while a transaction is open")


class Database:
    """One database, by its SQLAlchemy URL (`sqlite:///…` or `postgresql+psycopg://…`)."""

    def __init__(
        self,
        url: str,
        *,
        lock_seconds: float = 5.0,
        statement_seconds: float = 300.0,
        busy_seconds: float = _BUSY_SECONDS,
        sessions: type[Session] = Session,
    ) -> None:
        """`lock_seconds` and `statement_seconds` bound each statement on PostgreSQL, `busy_seconds` on SQLite.

        `sessions`: the class of its sessions.
        """
        self._sessions = sessions
        self.url = sa.make_url(url)
        #: Seconds that a statement waits for a lock of another session.
        self.lock_seconds = busy_seconds if self.url.get_backend_name() == "sqlite" else lock_seconds
        #: Seconds that a statement may take. SQLite has no such bound.
        self.statement_seconds = statement_seconds
        self._open_writers = 0
        self._counting = threading.Lock()
        self.engine = self._make_engine()
        # SQLite upgrades a reading transaction to a writing one only if nobody wrote in between, and fails at once if
        # somebody did. Writers therefore take the write lock first, and wait for it.
        self._writing = self.engine.execution_options(sqlite_begin="IMMEDIATE")

    def _make_engine(self) -> sa.Engine:
        # hide_parameters: bound values can be content, and exceptions are logged.
        if self.url.get_backend_name() == "sqlite":
            engine = sa.create_engine(self.url, hide_parameters=True, pool_pre_ping=True)
            event.listen(engine, "connect", partial(prepare_sqlite, busy_seconds=self.lock_seconds))
            event.listen(engine, "connect", partial(note_file, self.url.database))
            event.listen(engine, "checkout", partial(refuse_replaced_file, self.url.database))
            event.listen(engine, "begin", partial(begin_sqlite, busy_seconds=self.lock_seconds))
            return engine
        # The encoding is part of the first message to the server: SQLAlchemy asks for the version before `connect`.
        engine = sa.create_engine(
            self.url, hide_parameters=True, pool_pre_ping=True, connect_args={"client_encoding": "utf8"}
        )
        prepare = partial(
            prepare_postgresql,
            url=self.url,
            lock_seconds=self.lock_seconds,
            statement_seconds=self.statement_seconds,
        )
        event.listen(engine, "connect", prepare)
        event.listen(engine, "begin", begin_postgresql)
        return engine

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file of an embedded database."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @contextmanager
    def transaction(self, *, lock_seconds: float | None = None) -> Iterator[Session]:
        """A session that commits at the end of the block, and rolls back if it raises.

        A statement waits for a lock for `lock_seconds` (default: those of the database; less while many transactions
        of this process are open) and then raises OperationalError, see `lock_failed`.
        """
        with _counted(), self._count_writer() as writers:
            if lock_seconds is None and writers > _PATIENT_TRANSACTIONS:
                lock_seconds = min(_IMPATIENT_SECONDS[self.engine.dialect.name], self.lock_seconds)
            bind = self._writing if lock_seconds is None else self._writing.execution_options(lock_seconds=lock_seconds)
            with self._sessions(bind, expire_on_commit=False) as session, session.begin():
                yield session

    @contextmanager
    def _count_writer(self) -> Iterator[int]:
        with self._counting:
            self._open_writers += 1
            writers = self._open_writers
        try:
            yield writers
        finally:
            with self._counting:
                self._open_writers -= 1

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A session for reading."""
        with _counted(), self._sessions(self.engine, expire_on_commit=False) as session:
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
                set_timeouts(connection, _MIGRATION_WAIT_SECONDS, LONG_STATEMENT_SECONDS)
                connection.execute(sa.select(sa.func.pg_advisory_lock(_lock_key("migrate"))))
                # While ALTER TABLE waits for a table, every read of that table queues behind it.
                set_timeouts(connection, self.lock_seconds, LONG_STATEMENT_SECONDS)
                connection.commit()
            try:
                yield connection
                connection.commit()
            finally:
                connection.invalidate()  # leaves neither the pragma nor the lock behind

    @contextmanager
    def maintenance(self) -> Iterator[sa.Connection]:
        """A connection outside any transaction, for statements that cannot run inside one.

        It is closed after the block, so that no timeout, pragma or lock stays on a pooled connection.
        """
        # pysqlite is in autocommit until a BEGIN, see prepare_sqlite.
        options = {"sqlite_begin": None} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        with self.engine.connect().execution_options(**options) as connection:
            try:
                yield connection
            finally:
                connection.invalidate()

    @contextmanager
    def exclusive(self, name: str, *, wait_seconds: float = 0.0) -> Iterator[Callable[[], None]]:
        """Hold the lock `name` of this database. It is released when the process dies.

        Yields a check that raises RetentionBusy once the lock is lost. PostgreSQL frees it when the connection ends,
        such as by idle_session_timeout, pg_terminate_backend or a router that forgets it.

        Raises RetentionBusy if somebody else still holds it after `wait_seconds`.
        """
        deadline = time.monotonic() + wait_seconds
        with self._file_lock(name) if self.is_sqlite else self._advisory_lock(name) as (try_lock, require_held):
            while not try_lock():
                if time.monotonic() >= deadline:
                    raise RetentionBusy()
                time.sleep(0.1)
            yield require_held

    @contextmanager
    def _file_lock(self, name: str) -> Iterator[tuple[Callable[[], bool], Callable[[], None]]]:
        if self.file is None:  # an in-memory database belongs to one process
            yield lambda: True, _held_by_process
            return
        descriptor = os.open(f"{self.file}-{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            yield partial(_flock, descriptor), _held_by_process
        finally:
            os.close(descriptor)

    @contextmanager
    def _advisory_lock(self, name: str) -> Iterator[tuple[Callable[[], bool], Callable[[], None]]]:
        key = _lock_key(name)
        with self.maintenance() as connection:

            def require_held() -> None:
                # The lock belongs to the session, so it is held exactly as long as the connection is the same one.
                try:
                    connection.exec_driver_sql("SELECT 1")
                except sa.exc.SQLAlchemyError:
                    raise RetentionBusy("The lock of this database was lost, so another run may have begun.") from None

            try:
                yield lambda: bool(connection.scalar(sa.select(sa.func.pg_try_advisory_lock(key)))), require_held
            finally:
                # Closing the connection drops the lock in any state, but only when the server notices.
                with suppress(sa.exc.SQLAlchemyError):
                    connection.execute(sa.select(sa.func.pg_advisory_unlock_all()))

    def serialize(self, session: Session, what: str) -> None:
        """Make transactions with the same `what` wait for one another. SQLite's writers do so anyway."""
        if not self.is_sqlite:
            session.execute(sa.select(sa.func.pg_advisory_xact_lock(_lock_key(what))))

    def now(self) -> datetime:
        """The time by the clock of the database, aware. For SQLite it is the clock of this machine."""
        if self.is_sqlite:
            return datetime.now(UTC)
        with self.snapshot() as session:
            return session.execute(sa.select(sa.func.clock_timestamp(type_=UTCDateTime()))).scalar_one()


def _held_by_process() -> None:
    """The kernel frees the lock of an open file only when the process ends, so the lock cannot be lost."""


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


def lock_failed(error: BaseException) -> bool:
    """Whether `error` is a lock timeout or a deadlock."""
    original = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    if isinstance(original, psycopg.errors.LockNotAvailable | psycopg.errors.DeadlockDetected):
        return True
    return isinstance(original, sqlite3.Error) and original.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


def set_timeouts(connection: sa.Connection, lock_seconds: float, statement_seconds: float) -> None:
    """Set the timeouts of one connection to PostgreSQL from now on, in seconds. 0: no timeout."""
    values = {"lock_timeout": lock_seconds, "statement_timeout": statement_seconds}
    connection.execute(
        sa.select(*(sa.func.set_config(name, milliseconds(seconds), False) for name, seconds in values.items()))
    )


def open_database(settings: Settings, *, for_requests: bool = False) -> Database:
    """The database that `settings` name; the folder of an embedded one is made.

    On SQLite a run or a worker waits for VACUUM to end; a request (`for_requests`) only waits for
    DATABASE_LOCK_TIMEOUT_SECONDS.
    """
    lock_seconds = settings.DATABASE_LOCK_TIMEOUT_SECONDS
    database = Database(
        settings.database_url,
        lock_seconds=lock_seconds,
        statement_seconds=settings.DATABASE_STATEMENT_TIMEOUT_SECONDS,
        busy_seconds=lock_seconds if for_requests else _BUSY_SECONDS,
    )
    if database.file is not None:
        database.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return database


@lru_cache(maxsize=1)
def get_database() -> Database:
    """The database of this process."""
    return open_database(get_settings())
