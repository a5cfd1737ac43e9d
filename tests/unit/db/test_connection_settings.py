"""Each connection to PostgreSQL sets what Reflector depends on, whatever the server, database or role say."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa

from reflector.db import migrate
from reflector.db.causes import FAILURES, explain
from reflector.db.session import Database
from reflector.errors import DatabaseNotReady
from reflector.settings import load_settings
from reflector.transcription.failure import OUTAGES

pytestmark = pytest.mark.postgres


@pytest.fixture
def server(postgres_url: str) -> Iterator[Database]:
    """An empty database, from which others are made."""
    made = Database(load_settings(_env_file=None, DATABASE_URL=postgres_url).database_url)
    yield made
    made.engine.dispose()


@contextmanager
def another(server: Database, options: str = "") -> Iterator[Database]:
    """One more database on the same server."""
    name = f"reflector_test_{uuid4().hex[:12]}"
    with server.maintenance() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" {options}')
        made = Database(server.url.set(database=name).render_as_string(hide_password=False))
        try:
            yield made
        finally:
            made.engine.dispose()
            connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lock_timeout", "5s"),
        ("statement_timeout", "5min"),
        ("idle_session_timeout", "0"),
        ("DateStyle", "ISO, YMD"),
        ("client_encoding", "UTF8"),
        ("transaction_isolation", "read committed"),
        ("transaction_read_only", "off"),
    ],
)
def test_every_connection_of_every_kind_is_set_up(server: Database, name: str, value: str) -> None:
    shown = sa.select(sa.func.current_setting(name))
    with server.snapshot() as reading, server.maintenance() as maintaining, server.transaction() as writing:
        assert [reading.scalar(shown), maintaining.scalar(shown), writing.scalar(shown)] == [value] * 3


@pytest.mark.parametrize("style", ["German, DMY", "SQL, MDY", "Postgres, DMY"])
def test_dates_are_read_whatever_the_database_prefers(server: Database, style: str) -> None:
    moment = sa.text("SELECT TIMESTAMPTZ '2026-03-04 05:06:07.000008+00'")
    with another(server) as database:
        with server.maintenance() as connection:
            connection.exec_driver_sql(f"ALTER DATABASE \"{database.url.database}\" SET datestyle = '{style}'")
        migrate.upgrade(database)

        with database.snapshot() as session:
            assert session.scalar(moment) == datetime(2026, 3, 4, 5, 6, 7, 8, tzinfo=UTC)


def test_a_read_only_server_is_an_outage_with_a_cause(server: Database) -> None:
    with server.transaction() as session:
        session.execute(sa.text("SET TRANSACTION READ ONLY"))
        with pytest.raises(FAILURES) as refused:
            session.execute(sa.text("CREATE TABLE anything ()"))

    assert isinstance(refused.value, OUTAGES)
    assert f"{server.url.host}:{server.url.port or 5432} accepts no changes" in (
        explain(refused.value, server.url) or ""
    )


@pytest.mark.parametrize(
    "setting", ["default_transaction_isolation = 'serializable'", "default_transaction_read_only = on"]
)
def test_transactions_are_as_reflector_needs_them_whatever_the_database_prefers(server: Database, setting: str) -> None:
    with another(server) as database:
        with server.maintenance() as connection:
            connection.exec_driver_sql(f'ALTER DATABASE "{database.url.database}" SET {setting}')
        migrate.upgrade(database)

        with database.transaction() as session:
            level = session.scalar(sa.text("SELECT current_setting('transaction_isolation')"))
            session.execute(sa.text("DELETE FROM transcript"))
        assert level == "read committed"


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_is_not_utf8_is_refused(server: Database, encoding: str) -> None:
    with another(server, f"ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0") as database:
        with pytest.raises(DatabaseNotReady) as refused:
            migrate.upgrade(database)

        assert f"has the encoding {encoding}, and Reflector needs UTF8" in refused.value.message
        assert "\n" not in refused.value.message
