"""During an upgrade, processes of the old version go on while the database has the new schema.

See docs/decisions/0031-old-and-new-side-by-side.md.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from reflector.db import migrate
from reflector.db.session import Database, open_database
from reflector.settings import load_settings
from tests.acceptance.world import World
from tests.data.releases import Release, open_world, released
from tests.integration.serve.test_serve import command, refused

RELEASES = [
    pytest.param(release, id=str(release), marks=[pytest.mark.postgres] if release.dialect == "postgresql" else [])
    for release in released()
    if release.revision != migrate.head()
]


@pytest.fixture
def world(release: Release, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """An instance as it was released, not yet migrated."""
    world = open_world(tmp_path, "" if release.dialect == "sqlite" else request.getfixturevalue("postgres_url"))
    release.thaw(world)
    yield world
    world.database.engine.dispose()


@pytest.mark.parametrize("release", RELEASES)
def test_old_code_reads_and_writes_the_new_schema(release: Release, world: World) -> None:
    # Given the tables of an old version, and its rows
    old = sa.MetaData()
    old.reflect(world.database.engine)
    tables = [table for table in old.sorted_tables if table.name != "alembic_version"]

    # When the database is migrated
    migrate.upgrade(world.database)

    # Then each row can be read, changed, and written anew by statements that know only the old columns
    refusals = {table.name: refusal for table in tables if (refusal := _write_again(world.database, table))}
    assert refusals == {}


def _write_again(database: Database, table: sa.Table) -> str:
    """Write a row of `table` anew, as old code would, and undo that. Returns why it was refused, or ""."""
    with database.engine.connect() as connection:
        row: Any = connection.execute(sa.select(table).limit(1)).mappings().one_or_none()
        if row is None:
            return ""
        this_row = sa.and_(*(column == row[column.name] for column in table.primary_key))
        try:
            connection.execute(sa.update(table).where(this_row).values(dict(row)))
            for key in [key for other in table.metadata.sorted_tables for key in other.foreign_keys]:
                if key.column.table is table:  # not every key lets go of its row
                    connection.execute(sa.delete(key.parent.table).where(key.parent == row[key.column.name]))
            connection.execute(sa.delete(table).where(this_row))
            connection.execute(sa.insert(table).values(dict(row)))
        except sa.exc.DBAPIError as error:
            return str(error.orig)
        finally:
            connection.rollback()
    return ""


def migrated_by_a_newer_version(data: Path) -> None:
    """Leave a database below `data` as a version with one more migration would."""
    database = open_database(load_settings(_env_file=None, DATA_DIR=data))
    migrate.upgrade(database)
    with database.transaction() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    database.engine.dispose()


def test_process_refuses_a_schema_that_a_newer_version_made(tmp_path: Path) -> None:
    data = tmp_path / "data"
    migrated_by_a_newer_version(data)
    arguments, environment = command(data)

    served = refused(data, "--api-only")
    worker = subprocess.run(
        [arguments[0], "worker", "-Q", "retention"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert worker.returncode != 0
    for said in (served, worker.stderr):
        assert "revision 9999" in said.splitlines()[-1], said
        assert "a newer version has migrated it" in said.splitlines()[-1]
