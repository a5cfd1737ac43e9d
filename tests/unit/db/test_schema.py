"""The schema guards completeness: erasure knows every column that can hold content, a person or a pointer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from reflector.db import migrate, scrub
from reflector.db.models import Base
from reflector.db.session import Database
from reflector.settings import load_settings

TABLES = Base.metadata.tables
COLUMNS = [column for table in TABLES.values() for column in table.columns]

#: Tables whose rows the engine erases, as tests/integration/retention/test_completeness.py shows.
ERASED = {"transcript", "meeting", "meeting_consent", "recording", "artifact", "job", "piece"}
#: Tables that hold something and stay, each with the reason.
STAYS = {
    "room": "Configuration: it belongs to a user or to the operator, and outlives its meetings.",
    "usage": "A keyed hash that changes every day. Its rows are deleted after a day (`usage.forget_expired`).",
}

#: Every foreign key, and the effect of erasing the referenced row. A new foreign key needs a decision about this
#: effect.
FOREIGN_KEYS = {
    ("artifact.transcript_id", "transcript.id", "SET NULL"),  # doomed
    ("artifact.recording_id", "recording.id", "SET NULL"),  # doomed
    ("artifact.meeting_id", "meeting.id", "SET NULL"),  # doomed
    ("job.transcript_id", "transcript.id", "CASCADE"),
    ("piece.transcript_id", "transcript.id", "CASCADE"),
    ("recording_meeting.recording_id", "recording.id", "CASCADE"),
    ("recording_meeting.meeting_id", "meeting.id", "CASCADE"),
    ("meeting_consent.meeting_id", "meeting.id", "CASCADE"),
    ("meeting.room_id", "room.id", "RESTRICT"),  # otherwise the meeting would have no owner, and would be erased
    ("recording.meeting_id", "meeting.id", "SET NULL"),  # never happens: a meeting goes with all its recordings
    ("transcript.meeting_id", "meeting.id", "SET NULL"),  # never happens: a group goes with its last transcript
    ("transcript.recording_id", "recording.id", "SET NULL"),
    ("transcript.room_id", "room.id", "SET NULL"),
}

#: Columns that hold something and of which PostgreSQL may keep samples, each with the reason.
SAMPLED = {
    "room.name": "Configuration.",
    "room.user_id": "Configuration.",
    "transcript.user_id": "The planner must know how many are anonymous; of those it samples no value.",
    "usage.client": "A keyed hash that changes every day.",
    "artifact.store": "One of two words.",
    "artifact.bucket": "The operator's, and few.",
}
#: Indexes over such columns, each with the reason: an index keeps copies of its own, and for longer than a plain
#: VACUUM in its pages (see docs/data_retention.md).
INDEXED = {
    "uq_room_name": "Configuration.",
    "ix_transcript_user_id_created_at": "Only signed-in users' rows are in it.",
    "ix_artifact_location": "Keys of living ones: who else leads to these bytes?",
    "ix_artifact_doomed": "Keys: what is due in which store?",
    "ix_usage_client_name": "A keyed hash: how much has it used?",
    "ix_job_client_started_at": "A keyed hash: whose turn is it?",
    "ix_job_new": "A keyed hash: which new job of a client is the oldest?",
    "ix_job_waiting": "A keyed hash: which clients wait?",
}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database at the schema of this version, by its migrations."""
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'reflector.sqlite3'}")
    else:
        made = Database(
            load_settings(_env_file=None, DATABASE_URL=request.getfixturevalue("postgres_url")).database_url
        )
    migrate.upgrade(made)
    yield made
    made.engine.dispose()


def holding(column: sa.Column[object]) -> bool:
    return bool(column.info["holds"] != "nothing")


# -- what the models say ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_every_column_declares_its_content(column: sa.Column[object]) -> None:
    assert column.info.get("holds") in {"nothing", "content", "person", "pointer"}


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_a_column_for_nothing_cannot_hold_free_text(column: sa.Column[object]) -> None:
    """JSON and text columns usually hold people's words. The columns that hold none are named here."""
    technical = {
        "adoption.bucket", "adoption.last_turn", "adoption.lost", "adoption.origin", "adoption.revision",
        "adoption.server", "adoption.turn", "adoption.videos",
        "artifact.kind", "artifact.last_error", "instance.id", "job.claimed_by", "job.stage",
        "journal_entry.kind", "journal_entry.reason", "journal_entry.subject_id", "marked_store.bucket",
        "heartbeat.version", "marked_store.store", "meeting.platform", "meeting_consent.decision", "recording.status",
        "retention_run.id", "retention_run.outcome",
        "retention_run.trigger", "room.platform", "tombstone.id", "tombstone.kind", "tombstone.reason",
        "tombstone.run_id", "usage.name", "transcript.audio_location", "transcript.error", "transcript.share_mode",
        "transcript.source_kind", "transcript.source_language", "transcript.status", "transcript.target_language",
    }  # fmt: skip
    free = isinstance(column.type, sa.String | sa.JSON | sa.LargeBinary)
    if free and not holding(column) and not column.foreign_keys and not column.primary_key:
        assert str(column) in technical


def test_every_table_with_data_is_erased_or_has_a_reason() -> None:
    assert {column.table.name for column in COLUMNS if holding(column)} == ERASED | set(STAYS)


def test_every_table_that_is_erased_is_scrubbed() -> None:
    assert set(scrub.TABLES) == ERASED


def test_every_foreign_key_is_known_to_erasure() -> None:
    found = {
        (str(key.parent), key.target_fullname, key.ondelete) for table in TABLES.values() for key in table.foreign_keys
    }

    assert found == FOREIGN_KEYS


@pytest.mark.parametrize("key", sorted(FOREIGN_KEYS), ids=lambda key: key[0])
def test_every_foreign_key_is_indexed_so_that_erasing_scans_nothing(key: tuple[str, str, str]) -> None:
    table, column = key[0].split(".")
    leading = {next(iter(index.columns)).name for index in TABLES[table].indexes}
    leading.add(next(iter(TABLES[table].primary_key)).name)

    assert column in leading


def test_every_index_over_data_has_a_reason() -> None:
    indexes: list[sa.Index | sa.UniqueConstraint] = [index for table in TABLES.values() for index in table.indexes]
    uniques = [c for table in TABLES.values() for c in table.constraints if isinstance(c, sa.UniqueConstraint)]

    assert {str(i.name) for i in [*indexes, *uniques] if any(map(holding, i.columns))} == set(INDEXED)


def test_every_constraint_has_a_name_of_its_own() -> None:
    named: list[sa.Constraint | sa.Index] = []
    for table in TABLES.values():
        named += [*table.constraints, *table.indexes]
    names = [str(one.name) for one in named]

    assert "None" not in names
    assert len(names) == len(set(names))


# -- what the migrations make -----------------------------------------------------------------------------------------


def test_models_equal_migrations(database: Database) -> None:
    with database.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": different_default}
        context = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(context, Base.metadata) == []


def different_default(*said: object) -> bool | None:
    """Alembic takes the empty string for a difference on SQLite; everything else it decides itself (None)."""
    found, _, wanted = said[3:]
    return False if (found, wanted) == ("('')", "") else None


def test_the_database_gives_every_constraint_the_name_that_the_models_give_it(database: Database) -> None:
    inspector = sa.inspect(database.engine)
    for table in TABLES.values():
        found = {
            inspector.get_pk_constraint(table.name)["name"],
            *(key["name"] for key in inspector.get_foreign_keys(table.name)),
            *(unique["name"] for unique in inspector.get_unique_constraints(table.name)),
            *(check["name"] for check in inspector.get_check_constraints(table.name)),
        }

        if database.is_sqlite and table.dialect_options["sqlite"]["autoincrement"]:
            found = (found - {None}) | {f"pk_{table.name}"}  # SQLite wants AUTOINCREMENT within the column
        assert found == {str(constraint.name) for constraint in table.constraints}


def test_indexes_are_partial_as_the_models_say(database: Database) -> None:
    dialect = database.engine.dialect.name
    inspector = sa.inspect(database.engine)
    for table in TABLES.values():
        found = {
            i["name"]: i.get("dialect_options", {}).get(f"{dialect}_where") for i in inspector.get_indexes(table.name)
        }

        assert {n: bare(where) for n, where in found.items() if n in {i.name for i in table.indexes}} == {
            i.name: bare(i.dialect_options[dialect]["where"]) for i in table.indexes
        }


def bare(where: object) -> str | None:
    """A condition without the brackets and types that PostgreSQL puts around each of its parts."""
    return None if where is None else str(where).replace("(", "").replace(")", "").replace("::text", "")


def test_up_down_and_up_again_gives_the_same_schema(database: Database) -> None:
    before = schema_of(database)

    migrate.downgrade(database, "base")
    empty = schema_of(database)
    migrate.upgrade(database)

    assert set(empty) <= {"alembic_version"}
    assert schema_of(database) == before
    assert migrate.current(database) == migrate.head()


def test_migrating_again_changes_nothing(database: Database) -> None:
    before = schema_of(database)

    migrate.upgrade(database)

    assert schema_of(database) == before


def schema_of(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """The schema of each table as the database reports it."""
    inspector = sa.inspect(database.engine)
    return {
        table: [
            *((c["name"], str(c["type"]), c["nullable"], c["default"]) for c in inspector.get_columns(table)),
            *sorted((i["name"], *i["column_names"]) for i in inspector.get_indexes(table)),
            *sorted((k["name"], str(k["options"])) for k in inspector.get_foreign_keys(table)),
            *sorted((c["name"], c["sqltext"]) for c in inspector.get_check_constraints(table)),
        ]
        for table in inspector.get_table_names()
    }


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_postgresql_samples_no_column_that_holds_something(database: Database) -> None:
    with database.engine.connect() as connection:
        sampled = connection.execute(
            sa.text(
                "SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
                "WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attstattarget IS DISTINCT FROM 0"
            )
        )

        assert {str(c) for c in COLUMNS if holding(c)} & set(sampled.scalars()) == set(SAMPLED)


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_analyze_copies_no_word_into_the_statistics(database: Database) -> None:
    with database.transaction() as session:
        session.execute(
            sa.text(
                "INSERT INTO transcript (id, created_at, name, title, long_summary, topics) "
                "SELECT gen_random_uuid()::text, now(), 'PORCUPINE', 'PORCUPINE', 'PORCUPINE', '[\"PORCUPINE\"]' "
                "FROM generate_series(1, 300)"
            )
        )

    with database.maintenance() as connection:
        connection.exec_driver_sql("ANALYZE")
        samples = connection.exec_driver_sql("SELECT tablename, pg_stats::text FROM pg_stats").all()

    assert "transcript" in {row[0] for row in samples}
    assert not [row for row in samples if "PORCUPINE" in row[1]]
