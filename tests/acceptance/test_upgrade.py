"""A database of every released schema version, with data, comes to the schema of this one and keeps its promise.

The databases are in tests/data/releases, as their own version left them.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from reflector.db import migrate
from reflector.db.models import Base, utcnow
from reflector.db.session import Database
from tests.acceptance.world import World
from tests.data.releases import DIALECTS, Release, open_world, released

RELEASES = [
    pytest.param(release, id=str(release), marks=[pytest.mark.postgres] if release.dialect == "postgresql" else [])
    for release in released()
]


@pytest.fixture
def world(release: Release, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """An instance as it was released, not yet migrated."""
    world = open_world(tmp_path, "" if release.dialect == "sqlite" else request.getfixturevalue("postgres_url"))
    release.thaw(world)
    yield world
    world.database.engine.dispose()


def raw_rows(database: Database) -> dict[str, list[dict[str, str | None]]]:
    """Every row of every existing table, without the models, with each value as the database writes it."""
    schema = sa.MetaData()
    with database.engine.connect() as connection:
        schema.reflect(connection)
        return {
            table.name: [
                dict(row)
                for row in connection.execute(
                    sa.select(*(sa.cast(column, sa.Text()).label(column.name) for column in table.columns)).order_by(
                        *table.primary_key
                    )
                ).mappings()
            ]
            for table in schema.sorted_tables
            if table.name != "alembic_version"
        }


def test_every_revision_is_frozen_in_both_databases() -> None:
    revisions = {script.revision for script in ScriptDirectory(str(migrate.MIGRATIONS)).walk_revisions()}

    missing = {Release(revision, dialect) for revision in revisions for dialect in DIALECTS} - set(released())

    assert missing == set(), "make them: python -m tests.data.releases.make"


@pytest.mark.parametrize("release", RELEASES)
def test_a_released_database_comes_to_the_schema_of_this_version(release: Release, world: World) -> None:
    assert migrate.current(world.database) == release.revision

    migrate.upgrade(world.database)

    assert migrate.current(world.database) == migrate.head()
    with world.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("release", RELEASES)
def test_migrating_changes_no_value(release: Release, world: World) -> None:
    before = raw_rows(world.database)

    migrate.upgrade(world.database)

    after = raw_rows(world.database)
    for table, rows in before.items():
        assert [{name: row[name] for name in was} for was, row in zip(rows, after[table], strict=True)] == rows


@pytest.mark.parametrize("release", RELEASES)
def test_a_released_database_keeps_its_promise(release: Release, world: World) -> None:
    migrate.upgrade(world.database)
    world.let_pass(release.made_at() - utcnow())  # back to the day it was made
    graph = release.graph(world)
    tombstones = {key[1] for key in world.rows() if key[0] == "tombstone"}
    assert tombstones  # it had been running before

    stats = world.run()

    assert (stats["errors"], stats["outcome"]) == ([], "done")
    deleted = {
        "transcript": stats["transcripts_deleted"],
        "meeting": stats["meetings_deleted"],
        "recording": stats["recordings_deleted"],
    }
    for kind, count in deleted.items():
        assert count == len(graph.doomed[kind] - tombstones) > 0
    graph.is_what_is_left_in(world)
