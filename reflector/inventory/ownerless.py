"""Rows whose owner was deleted without the action of the foreign key (R13).

SQLite's own shell runs with foreign keys off. PostgreSQL skips the actions under `session_replication_role = replica`
and after `ALTER TABLE … DISABLE TRIGGER ALL`. Both leave artifacts that seem to have an owner, so no drain erases them.
Both also leave consents, jobs and pointers of deleted rows. `mend` applies the action of the foreign key.

Each reference is read in pages of its own index: one step reads at most `_PAGE` owners.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector.db.adopted import DatabaseKind, kind_of
from reflector.db.among import among
from reflector.db.models import Artifact, Base
from reflector.db.session import Database
from reflector.inventory.rows import doom

log = structlog.get_logger(__name__)

#: Owners that are looked up by one statement.
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Ownerless:
    """A row that names a missing owner."""

    #: The table of the row, such as "artifact".
    table: str
    id: str
    #: The table of the owner, such as "transcript".
    owner: str


@dataclass(frozen=True, slots=True)
class _Reference:
    """A column that names the owner of its row, by a foreign key."""

    column: sa.Column[Any]
    owner: sa.Column[Any]
    #: The action of the foreign key when the owner is deleted: "CASCADE" or "SET NULL".
    action: str

    @property
    def key(self) -> sa.Column[Any]:
        """The first column of the referring table's primary key."""
        return next(iter(self.column.table.primary_key))

    def missing(self, session: Session, after: str) -> tuple[list[str], str | None]:
        """The missing owners of one page that begins after `after`, and the position of the next page."""
        page = sa.select(self.column.label("id")).distinct().where(self.column > after)
        owners = page.order_by(self.column).limit(_PAGE).subquery()
        # A scalar subquery seeks in the primary key once for each owner. A join may read the whole table of owners.
        found = sa.select(self.owner).where(self.owner == owners.c.id).scalar_subquery()
        rows = session.execute(sa.select(owners.c.id, found.label("found")).order_by(owners.c.id)).all()
        return [row.id for row in rows if row.found is None], rows[-1].id if len(rows) == _PAGE else None

    def rows_of(self, owners: Sequence[str]) -> sa.Select[tuple[Any]]:
        """The ids of the rows that name one of `owners`, all of which are missing at the moment of the statement."""
        is_there = sa.exists().where(self.owner == self.column)
        return sa.select(self.key).where(among(self.column, owners), ~is_there).order_by(self.key)


#: Every reference that a deleted owner should have cleared, so that a new table is covered too. A foreign key that
#: forbids the deletion (a meeting's room) is left out: it does not say what should happen to the row.
_REFERENCES = [
    _Reference(column, key.column, key.ondelete)
    for table in Base.metadata.sorted_tables
    for column in table.columns
    for key in column.foreign_keys
    if key.ondelete in ("CASCADE", "SET NULL")
]


def find_ownerless(database: Database) -> Iterator[Ownerless]:
    """Every row whose owner is missing, in pages. Changes nothing."""
    for reference in _REFERENCES:
        for owners in _pages(database, reference):
            with database.snapshot() as session:
                ids = session.scalars(reference.rows_of(owners)).all() if owners else []
            for row_id in ids:
                yield Ownerless(reference.column.table.name, str(row_id), reference.owner.table.name)


def mend(database: Database) -> Iterator[None]:
    """Doom the artifacts whose owner is missing, and apply the action of the foreign key to other rows.

    Yields after each page, one transaction for each. Rows that somebody else has locked are left to the next call.
    Nothing is mended through a foreign key that the database does not enforce at the moment: a restore in progress
    loads the owners after their artifacts. Nothing is mended in the database of an existing installation: rows that its
    own programs deleted have a grace time (reflector/adopt/pending.py).
    """
    if kind_of(database) is not DatabaseKind.OWN:
        return
    enforced = _enforced(database)
    for reference in _REFERENCES:
        if (reference.column.table.name, reference.column.name) not in enforced:
            continue
        for owners in _pages(database, reference):
            if owners:
                _mend_page(database, reference, owners)
            yield


def _pages(database: Database, reference: _Reference) -> Iterator[list[str]]:
    after: str | None = ""
    while after is not None:
        with database.snapshot() as session:
            missing, after = reference.missing(session, after)
        yield missing


def _mend_page(database: Database, reference: _Reference, owners: Sequence[str]) -> None:
    table = reference.column.table
    with database.transaction() as session:
        rows = reference.rows_of(owners).with_for_update(skip_locked=True, of=table)
        ids = session.scalars(rows).all()
        if not ids:
            return
        # The key is only a part of the primary key in some tables: rows of another owner can have the same.
        found = sa.and_(among(reference.key, ids), among(reference.column, owners))
        if table is Artifact.__table__:
            doom(session, found)
        elif reference.action == "CASCADE":
            session.execute(sa.delete(table).where(found))
        else:
            session.execute(sa.update(table).where(found).values({reference.column: None}))
    log.warning("owner_missing", table=table.name, owner=reference.owner.table.name, rows=len(ids))


def _enforced(database: Database) -> set[tuple[str, str]]:
    """The (table, column) pairs whose foreign key exists and whose triggers are on, at the owner's table too.

    Source: PostgreSQL, "pg_constraint" and "pg_trigger" (52.13, 52.58): tgenabled is "D" for a disabled trigger.
    """
    if database.is_sqlite:  # a dump of SQLite is loaded in one transaction
        return {(reference.column.table.name, reference.column.name) for reference in _REFERENCES}
    query = sa.text(
        "SELECT t.relname, a.attname FROM pg_constraint c"
        " JOIN pg_class t ON t.oid = c.conrelid AND pg_table_is_visible(t.oid)"
        " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)"
        " WHERE c.contype = 'f'"
        " AND NOT EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgconstraint = c.oid AND g.tgenabled = 'D')"
    )
    with database.snapshot() as session:
        return {(row.relname, row.attname) for row in session.execute(query)}
