"""The schema of an existing installation: the columns that the engine needs, and those that it adds.

The facts come from an installation of 2026-02 (revision 623af934249a); see tests/data/adopt/.
"""

from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from reflector.db.models import Base
from reflector.db.session import Database

_TEXT = ("character varying", "text")
_MOMENT = ("timestamp with time zone",)
_BOOLEAN = ("boolean",)
_JSON = ("json", "jsonb")

#: The columns that the engine reads, with the types that it can read. A naive timestamp is refused: its moment is
#: ambiguous.
NEEDED: dict[str, dict[str, tuple[str, ...]]] = {
    "transcript": {
        "id": _TEXT,
        "room_id": _TEXT,
        "status": _TEXT,
        "created_at": _MOMENT,
        "user_id": _TEXT,
        "meeting_id": _TEXT,
        "recording_id": _TEXT,
        "audio_location": _TEXT,
        "audio_deleted": _BOOLEAN,
        "source_kind": ("sourcekind", *_TEXT),
    },
    "meeting": {
        "id": _TEXT,
        "room_name": _TEXT,
        "start_date": _MOMENT,
        "end_date": _MOMENT,
        "room_id": _TEXT,
        "daily_composed_video_s3_key": _TEXT,
    },
    "meeting_consent": {"meeting_id": _TEXT, "consent_given": _BOOLEAN, "consent_timestamp": _MOMENT},
    "recording": {
        "id": _TEXT,
        "bucket_name": _TEXT,
        "object_key": _TEXT,
        "recorded_at": _MOMENT,
        "meeting_id": _TEXT,
        "track_keys": _JSON,
    },
    "room": {"id": _TEXT, "user_id": _TEXT, "name": _TEXT},
}

#: The columns that the engine adds. Each default is constant, so that PostgreSQL rewrites no row (PostgreSQL, "ALTER
#: TABLE", Notes). `inventoried` is true: triggers and `enter_missing` keep the inventory.
OWN_COLUMNS: dict[str, dict[str, str]] = {
    "transcript": {
        "segments": "json",
        "erase_at": "timestamptz",
        "owner_token_hash": "varchar",
        "error": "varchar",
        "inventoried": "boolean NOT NULL DEFAULT true",
    },
    "meeting": {
        "begun_by_guest": "boolean NOT NULL DEFAULT false",
        "taken_over_at": "timestamptz",
        "inventoried": "boolean NOT NULL DEFAULT true",
    },
    "meeting_consent": {"decision": "varchar"},
    "recording": {"inventoried": "boolean NOT NULL DEFAULT true"},
}

#: The indexes of the engine on the other program's tables. They are built and dropped CONCURRENTLY. No condition
#: depends on the type of one of its columns: otherwise PostgreSQL would refuse to change that type.
OWN_INDEXES = {
    "ix_meeting_consent_meeting_id": "meeting_consent (meeting_id)",
    "ix_meeting_not_inventoried": "meeting (id) WHERE NOT inventoried",
    "ix_meeting_start_date": "meeting (start_date)",
    "ix_recording_not_inventoried": "recording (id) WHERE NOT inventoried",
    "ix_recording_recorded_at": "recording (recorded_at)",
    "ix_transcript_anonymous_created_at": "transcript (created_at, id) WHERE user_id IS NULL",
    "ix_transcript_anonymous_erase_at": "transcript (erase_at, id) WHERE user_id IS NULL AND erase_at IS NOT NULL",
    "ix_transcript_meeting_id": "transcript (meeting_id)",
    "ix_transcript_not_inventoried": "transcript (id) WHERE NOT inventoried",
}

#: Tables that only an adopted database has.
_METADATA = sa.MetaData()
#: Artifacts whose owner another program has deleted. The artifact row still names that owner: no drain takes it.
PENDING = sa.Table(
    "adoption_pending",
    _METADATA,
    sa.Column("artifact_id", sa.BigInteger(), primary_key=True, autoincrement=False),
    #: The time at which a run first saw that the owner is missing. The grace time begins then.
    sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
    #: The time at which an operator decided that the bytes stay.
    sa.Column("revoked_at", sa.DateTime(timezone=True)),
)
#: Meetings whose refusals of consent were applied (refusals.py).
REFUSED = sa.Table(
    "adoption_refused",
    _METADATA,
    sa.Column("meeting_id", sa.String(), primary_key=True),
    sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
)

OWN_TABLES = [table for table in Base.metadata.sorted_tables if table.name not in NEEDED] + [PENDING, REFUSED]

_COLUMNS = sa.text(
    "SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, NULL) AS type"
    " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
    " WHERE c.oid = ANY (SELECT to_regclass(name) FROM unnest(CAST(:tables AS text[])) name)"
)
_RELATIONS = sa.text("SELECT name FROM unnest(CAST(:names AS text[])) name WHERE to_regclass(name) IS NOT NULL")


class Difference(NamedTuple):
    """One difference between a schema and the expected one."""

    table: str
    column: str
    #: The type that the engine needs, and the type that is there.
    needed: str
    found: str


def differences(database: Database, *, adopted: bool) -> list[Difference]:
    """Compare the tables of a database with the tables that the engine needs.

    `adopted`: the engine's own columns and tables must be there. Otherwise their names must be free.
    """
    own = [table.name for table in OWN_TABLES]
    with database.snapshot() as session:
        rows = session.execute(_COLUMNS, {"tables": list(NEEDED)}).all()
        taken = set(session.scalars(_RELATIONS, {"names": [*own, *OWN_INDEXES]}))
    present = {(row.table, row.column): row.type for row in rows}
    found = [
        Difference(table, column, " or ".join(types), present.get((table, column), "nothing"))
        for table, columns in NEEDED.items()
        for column, types in columns.items()
        if present.get((table, column)) not in types
    ]
    for table, columns in OWN_COLUMNS.items():
        for column in columns:
            if ((table, column) in present) != adopted:
                needed, there = ("a column of Reflector", "nothing") if adopted else ("a free name", "a column")
                found.append(Difference(table, column, needed, there))
    if adopted:
        return found + [Difference(name, "", "a table of Reflector", "nothing") for name in own if name not in taken]
    return found + [Difference(name, "", "a free name", "a relation") for name in sorted(taken)]


def add_tables() -> Iterator[str]:
    """The statements that create Reflector's own tables, without foreign keys to the other program's tables."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in OWN_TABLES:
        yield str(CreateTable(table, include_foreign_key_constraints=[]).compile(dialect=dialect)).strip()
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=dialect))
    # ANALYZE copies column values into pg_statistic, where no DELETE reaches them.
    for column in ("bucket", "key"):
        yield f"ALTER TABLE artifact ALTER COLUMN {column} SET STATISTICS 0"


def add_columns() -> Iterator[str]:
    """The statements that add the engine's columns. Each takes an exclusive lock for an instant."""
    for table, columns in OWN_COLUMNS.items():
        yield f"ALTER TABLE {table} " + ", ".join(f"ADD COLUMN {name} {kind}" for name, kind in columns.items())


def drop_columns() -> Iterator[str]:
    """The opposite of `add_columns`."""
    for table, columns in OWN_COLUMNS.items():
        yield f"ALTER TABLE {table} " + ", ".join(f"DROP COLUMN IF EXISTS {name}" for name in columns)


def drop_tables() -> Iterator[str]:
    """The opposite of `add_tables`."""
    yield "DROP TABLE IF EXISTS " + ", ".join(table.name for table in OWN_TABLES)
