"""Lets the engine's own preview read a database that is not adopted yet.

Temporary views hide the tables: they have the same names, and also the columns that the engine adds. They exist in one
connection only. So the report says exactly what a run would do (R16), and nothing in the database is changed or locked
against writers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from reflector.db.session import Database
from reflector.settings import Settings

#: For each table the columns that it has, and those that the engine adds, with their types and values.
_VIEWS = {
    "transcript": (
        ("id", "user_id", "created_at", "meeting_id", "recording_id"),
        (("erase_at", "timestamptz", "NULL"),),
    ),
    "meeting": (
        ("id", "start_date", "end_date", "room_id"),
        (("begun_by_guest", "boolean", "false"), ("taken_over_at", "timestamptz", "NULL")),
    ),
    "recording": (("id", "recorded_at", "meeting_id"), ()),
}
_TYPES = (
    "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute"
    " WHERE attrelid = CAST(%s AS regclass) AND attnum > 0 AND NOT attisdropped"
)


@contextmanager
def as_if_adopted(settings: Settings, *, keeps_roomless: bool) -> Iterator[Database]:
    """The database of the settings, as the engine would see it after an adoption. For reading only."""
    database = Database(
        settings.database_url,
        lock_seconds=settings.DATABASE_LOCK_TIMEOUT_SECONDS,
        statement_seconds=settings.DATABASE_STATEMENT_TIMEOUT_SECONDS,
    )
    with database.snapshot() as session:
        schema = schema_of(session.connection())
    database.engine.dispose()
    event.listen(database.engine, "connect", partial(_make_views, schema=schema, keeps_roomless=keeps_roomless))
    try:
        yield database
    finally:
        database.engine.dispose()  # The views go with their connection.


def schema_of(connection: sa.Connection) -> str:
    """The schema of the existing tables, quoted."""
    query = "SELECT CAST(relnamespace AS regnamespace) FROM pg_class WHERE oid = to_regclass('transcript')"
    return str(connection.execute(sa.text(query)).scalar_one())


def _make_views(connection: Any, _record: object, *, schema: str, keeps_roomless: bool) -> None:
    connection.autocommit = True
    for table, (existing, added) in _VIEWS.items():
        types = dict(connection.execute(_TYPES, [f"{schema}.{table}"]).fetchall())
        result = [f"{name} {types[name]}" for name in existing] + [f"{name} {type_}" for name, type_, _ in added]
        values = [*existing, *(f"CAST({value} AS {type_})" for _, type_, value in added)]
        # A function between view and table, which the planner inlines. PostgreSQL refuses ALTER TYPE of a column
        # that a view reads, in every session. It does not look into the text of a function.
        connection.execute(
            f"CREATE FUNCTION pg_temp.existing_{table}() RETURNS TABLE ({', '.join(result)}) LANGUAGE sql STABLE"
            f" AS $$SELECT {', '.join(values)} FROM {schema}.{table}$$"
        )
        connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM pg_temp.existing_{table}()")
    connection.execute(f"CREATE TEMP VIEW adoption AS SELECT 1 AS one, {keeps_roomless} AS keeps_roomless")
    connection.execute(
        "CREATE TEMP VIEW recording_meeting AS"
        " SELECT CAST(NULL AS varchar) AS recording_id, CAST(NULL AS varchar) AS meeting_id WHERE false"
    )
    connection.autocommit = False
