"""Prepares each connection of an engine: the settings of SQLite and PostgreSQL, and the beginning of transactions."""

import os
from typing import Any, cast

import psycopg
import sqlalchemy as sa
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Loader
from psycopg.pq import Format

from reflector.db.models import FAR_AHEAD, LONG_AGO
from reflector.db.pooling import refuse_transaction_pooling
from reflector.errors import DatabaseNotReady


def milliseconds(seconds: float) -> str:
    """A time in the unit of PostgreSQL's and SQLite's settings."""
    return f"{max(1, round(seconds * 1000)) if seconds else 0}"


def prepare_sqlite(connection: Any, _record: object, *, busy_seconds: float) -> None:
    """Set up a new connection to SQLite."""
    connection.isolation_level = None  # SQLAlchemy begins transactions itself: see `begin_sqlite`
    for pragma in (
        f"busy_timeout = {milliseconds(busy_seconds)}",
        "journal_mode = WAL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def note_file(path: str | None, _connection: Any, record: Any) -> None:
    """Remember which file a new connection has open."""
    record.info["file"] = _inode(path)


def refuse_replaced_file(path: str | None, _connection: Any, record: Any, _proxy: Any) -> None:
    """Open the database again when its file was replaced by a backup: an open connection still reads the old file.

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


def prepare_postgresql(
    connection: psycopg.Connection, _record: object, *, url: sa.URL, lock_seconds: float, statement_seconds: float
) -> None:
    """Set up a new connection to PostgreSQL. Raises DatabaseNotReady if the database is not in UTF-8."""
    connection.adapters.register_loader("timestamptz", _AnyMoment)
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise DatabaseNotReady(
            f"DATABASE_URL: the database {url.database} has the encoding {encoding}, and Reflector needs UTF8; make "
            "one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0."
        )
    values = {
        "DateStyle": "ISO, YMD",  # psycopg and the engine read dates in this form
        "default_transaction_isolation": "read committed",  # stricter levels end transactions that wait for a lock
        "default_transaction_read_only": "off",
        "lock_timeout": milliseconds(lock_seconds),
        "statement_timeout": milliseconds(statement_seconds),
        "idle_in_transaction_session_timeout": milliseconds(statement_seconds),
    }
    if connection.info.server_version >= 170_000:
        values["transaction_timeout"] = "0"  # each statement has its own bound
    if connection.info.server_version >= 140_000:
        values["idle_session_timeout"] = "0"  # it would end the connection that holds a run's lock
    connection.autocommit = True
    refuse_transaction_pooling(connection, url)
    each = "SELECT set_config(name, value, false) FROM unnest(%s::text[], %s::text[]) AS setting (name, value)"
    connection.execute(each, [[*values], [*values.values()]])
    connection.autocommit = False


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


def begin_sqlite(connection: sa.Connection, *, busy_seconds: float) -> None:
    """Begin a transaction with the mode and the lock timeout of the connection's options."""
    options = connection.get_execution_options()
    mode = options.get("sqlite_begin", "DEFERRED")
    if mode is not None:
        seconds = options.get("lock_seconds", busy_seconds)
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {milliseconds(seconds)}")
        connection.exec_driver_sql(f"BEGIN {mode}")


def begin_postgresql(connection: sa.Connection) -> None:
    """Set the lock timeout of a transaction if the connection's options name one."""
    seconds = connection.get_execution_options().get("lock_seconds")
    if seconds is not None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds(seconds)}")
