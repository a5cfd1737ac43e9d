"""Moves all rows to another database: copy and compare in one transaction, hand over, erase the old database."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector.db import migrate
from reflector.db.causes import explain
from reflector.db.models import Artifact, Base, Heartbeat, Identity, Usage
from reflector.db.scrub import checkpoint
from reflector.db.session import Database
from reflector.errors import DatabaseNotReady, MoveFailed, MoveRefused
from reflector.inventory import MOVED, MOVING
from reflector.storage import LocalStore

log = structlog.get_logger(__name__)

#: Rows read and inserted at a time. A row can hold the text of two hours of speech.
_AT_ONCE = 100
_TABLES = Base.metadata.sorted_tables
#: Tables that do not move. `hand_over` gives the id, and heartbeats belong to processes that have ended.
_STAYING = {Identity.__tablename__, Heartbeat.__tablename__}
_MOVING_TABLES = [table for table in _TABLES if table.name not in _STAYING]
#: Tables whose ids the database counts.
COUNTED = (Artifact, Usage)


@dataclass(frozen=True, slots=True)
class Found:
    """The content of a database."""

    #: The id of the database. It can begin with MOVING or MOVED.
    id: str | None = None
    #: Whether any table has a row, apart from the tables that do not move.
    has_rows: bool = False
    #: A table that is not Reflector's.
    foreign_table: str | None = None


def look(database: Database) -> Found:
    """Look into a database, which may be at any revision. Creates no SQLite file."""
    if database.file is not None and not database.file.exists():
        return Found()
    with database.engine.connect() as connection:
        names = set(sa.inspect(connection).get_table_names())
        present = [table for table in _TABLES if table.name in names]
        foreign = min(names - {table.name for table in _TABLES} - {"alembic_version"}, default=None)
        found = connection.scalar(sa.text("SELECT id FROM instance")) if Identity.__tablename__ in names else None
        has_rows = any(
            connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first()
            for table in present
            if table.name not in _STAYING
        )
    return Found(found, has_rows, foreign)


@contextmanager
def explained(database: Database) -> Iterator[None]:
    """Say which database failed, and why. Raises MoveFailed for errors of `database` whose cause is known."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        if cause := explain(error, database.url):
            raise MoveFailed(f"The new {cause}") from None
        raise


def check_target(target: Database, instance_id: str) -> None:
    """Raise MoveRefused unless `target` is empty, or half filled by a move of the same instance."""
    found = look(target)
    if found.foreign_table is not None:
        raise MoveRefused(f"The new database is not empty: it has the table {found.foreign_table}, which is not ours.")
    if found.id == MOVING + instance_id:
        return
    if found.id == instance_id:
        raise MoveRefused("The new database has the id of the old one already: one of them is a copy of the other.")
    if found.has_rows or (found.id or "").startswith((MOVING, MOVED)):
        raise MoveRefused("The new database is not empty: it holds another instance.")


def move_rows(source: Database, target: Database, instance_id: str) -> int:
    """Copy every row to `target` and compare it there, then mark `source` as moved. Returns the number of rows.

    Nobody can write to `source` meanwhile. `target` has all rows or none, and its id begins with MOVING.
    Raises MoveFailed if a row cannot be kept in `target`, or if the two differ.
    """
    with source.transaction() as reading:
        if not source.is_sqlite:  # an SQLite transaction holds the lock of all writers already
            names = ", ".join(table.name for table in _TABLES)
            reading.execute(sa.text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))
        with explained(target), target.transaction() as writing:
            _empty(writing)
            created_at = reading.scalar(sa.select(Identity.created_at))
            writing.execute(sa.insert(Identity).values(one=1, id=MOVING + instance_id, created_at=created_at))
            counts = [_copy_table(reading, writing, table) for table in _MOVING_TABLES]
            _carry_counters(reading, writing)
        reading.execute(sa.update(Identity).values(id=MOVED + instance_id))
    return sum(counts)


def hand_over(source: Database, target: Database) -> None:
    """Give `target` the id of the instance. From now on it can be served, and `source` can be erased. Can be repeated.

    Raises MoveRefused if `target` does not have the instance of `source`, and DatabaseNotReady if both are empty.
    """
    old, new = look(source), look(target)
    if old.id is None and new.id is None:
        raise DatabaseNotReady("There is nothing to move: the old database and the new one are empty.")
    instance_id = (old.id or new.id or "").removeprefix(MOVED)
    if old.id is not None and new.id not in (instance_id, MOVING + instance_id):
        raise MoveRefused("The old database was moved to a place that these settings do not name, or is empty.")
    if instance_id.startswith(MOVING):
        raise MoveRefused("The old database is gone, and the new one was never completed.")
    with target.transaction() as session:
        session.execute(sa.update(Identity).where(Identity.id == MOVING + instance_id).values(id=instance_id))
    checkpoint(target)
    if not target.is_sqlite:  # autovacuum would collect the planner's statistics only some minutes later
        with target.maintenance() as connection:
            connection.execute(sa.text("ANALYZE"))


def erase_database(database: Database) -> None:
    """Erase a database whose rows have moved: its files (SQLite), or its tables in one transaction (PostgreSQL).

    Leaves every database alone that is not marked as moved: it may be another program's. Can be repeated. Raises
    MoveFailed.
    """
    exists = database.file is None or database.file.exists()
    if exists and not (look(database).id or "").startswith(MOVED):
        return
    if database.file is None:
        with database.engine.begin() as connection:
            Base.metadata.drop_all(connection)
            connection.execute(sa.text("DROP TABLE IF EXISTS alembic_version"))
            connection.execute(sa.text("DROP FUNCTION IF EXISTS reflector_pointer_changed"))
        return
    if database.file.exists():
        checkpoint(database)
    database.engine.dispose()
    name = database.file.name
    folder = LocalStore(database.file.parent)
    locks = sorted(path.name for path in folder.root.glob(f"{name}-*.lock"))
    # The log is erased before the file. After the checkpoint the file alone has all data, such as the id.
    for each in (*(f"{name}{suffix}" for suffix in ("-wal", "-shm", "-journal", "")), *locks):
        if error := folder.erase_many([each])[each]:
            raise MoveFailed(f"The old database could not be erased ({error}); run the command again.")


# -- copying ----------------------------------------------------------------------------------------------------------


def _empty(session: Session) -> None:
    """Delete all rows of the new database. TRUNCATE also removes what a killed transaction has left in the files."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text(f"TRUNCATE {', '.join(table.name for table in _TABLES)}"))
        return
    for table in reversed(_TABLES):
        session.execute(sa.delete(table))


def _copy_table(reading: Session, writing: Session, table: sa.Table) -> int:
    read = _Digest()
    try:
        for rows in _pages(reading, table):
            read.add(rows)
            _insert(writing, table, [dict(row) for row in rows])
    except (ValueError, TypeError):  # the message can contain values of the row
        raise MoveFailed(f"A row of the table {table.name} cannot be read: one of its values is damaged.") from None
    written = _Digest()
    for rows in _pages(writing, table):
        written.add(rows)
    if read != written:
        raise MoveFailed(
            f"The table {table.name} differs in the new database: {written.count} rows of {read.count}, or other "
            "values. Nothing was moved."
        )
    log.info("table_copied", table=table.name, rows=read.count)
    return read.count


def _pages(session: Session, table: sa.Table) -> Iterator[Sequence[sa.RowMapping]]:
    options = {"yield_per": _AT_ONCE}
    yield from session.execute(sa.select(table), execution_options=options).mappings().partitions()


def _insert(session: Session, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    try:
        with session.begin_nested():
            session.execute(sa.insert(table), rows)
    except (sa.exc.DataError, sa.exc.IntegrityError, sa.exc.StatementError) as error:
        if isinstance(error, sa.exc.OperationalError):
            raise
        if len(rows) > 1:
            for row in rows:
                _insert(session, table, [row])
            return
        key = ", ".join(str(rows[0][column.name]) for column in table.primary_key)
        why = type(getattr(error, "orig", None) or error).__name__
        raise MoveFailed(
            f"The new database does not accept the row {key} of the table {table.name} ({why}). "
            "Correct or erase it, and run the command again."
        ) from None


@dataclass
class _Digest:
    """The number of rows, and the sum of their hashes. Their order does not matter: databases sort text differently."""

    count: int = 0
    total: int = 0

    def add(self, rows: Sequence[sa.RowMapping]) -> None:
        for row in rows:
            values = [value.isoformat() if isinstance(value, datetime) else value for value in row.values()]
            text = json.dumps(values, sort_keys=True)
            self.total += int.from_bytes(sha256(text.encode()).digest())
        self.count += len(rows)


def _carry_counters(reading: Session, writing: Session) -> None:
    """Continue the counters of the old database, so that no id of an erased artifact is used again."""
    for model in COUNTED:
        name = model.__tablename__
        last = max(_last_counted(reading, name), reading.scalar(sa.select(sa.func.max(model.id))) or 0)
        if not last:
            continue
        if writing.get_bind().dialect.name == "postgresql":
            counter = sa.func.pg_get_serial_sequence(name, "id")
            writing.execute(sa.select(sa.func.setval(counter, last)))
        elif model is Artifact:  # for the other table SQLite always continues from the largest existing id
            writing.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
            writing.execute(sa.text("INSERT INTO sqlite_sequence VALUES (:name, :last)"), {"name": name, "last": last})


def _last_counted(session: Session, table: str) -> int:
    if session.get_bind().dialect.name == "postgresql":
        counter = session.scalar(sa.select(sa.func.pg_get_serial_sequence(table, "id")))
        last = sa.text(f"SELECT last_value FROM {counter}")  # noqa: S608  (the database's own name)
        return int(session.execute(last).scalar_one())
    counted = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    return int(session.scalar(counted, {"name": table}) or 0)


def prepare(target: Database) -> None:
    """Make the tables of the new database. Raises MoveFailed if it cannot be reached."""
    with explained(target):
        migrate.upgrade(target)
