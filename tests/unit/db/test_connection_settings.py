"""Each connection to PostgreSQL sets the options that Reflector needs, whatever the defaults of the server are."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa

from reflector.db import migrate
from reflector.db.causes import FAILURES, explain
from reflector.db.models import Transcript
from reflector.db.session import Database
from reflector.errors import ClocksApart, DatabaseNotReady
from reflector.settings import load_settings
from reflector.testing.factories import a_users_transcript, an_anonymous_transcript
from reflector.transcription.failure import OUTAGES
from tests.instances import Instance

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
        ("idle_in_transaction_session_timeout", "5min"),
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
def test_dates_are_read_with_every_setting_of_the_database(server: Database, style: str) -> None:
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
def test_transactions_have_their_isolation_with_every_setting_of_the_database(server: Database, setting: str) -> None:
    with another(server) as database:
        with server.maintenance() as connection:
            connection.exec_driver_sql(f'ALTER DATABASE "{database.url.database}" SET {setting}')
        migrate.upgrade(database)

        with database.transaction() as session:
            level = session.scalar(sa.text("SELECT current_setting('transaction_isolation')"))
            session.execute(sa.text("DELETE FROM transcript"))
        assert level == "read committed"


@pytest.mark.parametrize("path", ["''", "other", '"$user"', "other, nowhere"])
def test_tables_that_the_search_path_hides_are_named(server: Database, path: str) -> None:
    with another(server) as database:
        migrate.upgrade(database)
        with server.maintenance() as connection:
            connection.exec_driver_sql(f'ALTER DATABASE "{database.url.database}" SET search_path = {path}')
        database.engine.dispose()
        with database.transaction() as session:
            session.execute(sa.text("CREATE SCHEMA other"))

        for call in (migrate.require, migrate.upgrade):  # neither sees an empty database
            with pytest.raises(DatabaseNotReady) as refused:
                call(database)
            assert "the tables are in the schema public" in refused.value.message
            assert "SET search_path = public" in refused.value.message


def test_a_search_path_without_a_schema_is_named(server: Database) -> None:
    with another(server) as database:
        with server.maintenance() as connection:
            connection.exec_driver_sql(f'ALTER DATABASE "{database.url.database}" SET search_path = nowhere')

        with pytest.raises(DatabaseNotReady, match=r"search_path nowhere of .* names no schema of the database"):
            migrate.upgrade(database)


@pytest.mark.parametrize("path", ["other", "other, public"])
def test_the_tables_may_be_in_any_schema_of_the_search_path(server: Database, path: str) -> None:
    with another(server) as database:
        with database.transaction() as session:
            session.execute(sa.text("CREATE SCHEMA other"))
        with server.maintenance() as connection:
            connection.exec_driver_sql(f'ALTER DATABASE "{database.url.database}" SET search_path = {path}')
        database.engine.dispose()
        migrate.upgrade(database)

        migrate.require(database)
        with database.snapshot() as session:
            assert session.scalar(sa.text("SELECT to_regclass('other.transcript') IS NOT NULL"))


def reset_settings(instance: Instance) -> None:
    """Take back the settings of a database that other tests use, too."""
    with instance.database.maintenance() as connection:
        connection.exec_driver_sql(f'ALTER DATABASE "{instance.database.url.database}" RESET ALL')
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS public.clock_timestamp")
    instance.database.engine.dispose()


@pytest.mark.parametrize(
    "setting",
    [
        *("timezone = 'Asia/Kathmandu'", "bytea_output = escape", "standard_conforming_strings = off"),
        *("client_encoding = latin1", "intervalstyle = sql_standard", "row_security = off", "statement_timeout = 100"),
        *("lock_timeout = 1", "idle_in_transaction_session_timeout = 1", "extra_float_digits = -15"),
        *("transform_null_equals = on", "backslash_quote = off", "session_replication_role = replica"),
    ],
)
def test_a_run_does_not_depend_on_settings_of_the_database(
    postgres_instance: Instance, setting: str, request: pytest.FixtureRequest
) -> None:
    instance = postgres_instance
    database = instance.database.url.database
    with instance.database.maintenance() as connection:
        connection.exec_driver_sql(f'ALTER DATABASE "{database}" SET {setting}')
        request.addfinalizer(lambda: reset_settings(instance))
    instance.database.engine.dispose()
    kept, young = a_users_transcript(title="O'Brien \\ é"), an_anonymous_transcript(days_old=6.99)
    instance.add(kept, young, an_anonymous_transcript(days_old=7.01))
    instance.keep_files(kept)

    stats = instance.run()

    assert (stats["outcome"], stats["errors"], stats["transcripts_deleted"]) == ("done", [], 1)
    assert instance.ids(Transcript) == {kept.id, young.id}
    assert instance.residue() == []
    with instance.database.snapshot() as session:
        assert session.get_one(Transcript, kept.id).title == "O'Brien \\ é"


@pytest.mark.parametrize("apart", ["1 year", "-1 year", "6 minutes", "-6 minutes"])
def test_a_run_erases_nothing_while_the_clocks_are_apart(
    postgres_instance: Instance, apart: str, request: pytest.FixtureRequest
) -> None:
    # Given a database whose clock differs from that of this machine
    instance = postgres_instance
    instance.add(an_anonymous_transcript(days_old=30))
    with instance.database.maintenance() as connection:
        request.addfinalizer(lambda: reset_settings(instance))
        connection.exec_driver_sql(
            "CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS "
            f"$$SELECT pg_catalog.clock_timestamp() + interval '{apart}'$$"
        )
        database = instance.database.url.database
        connection.exec_driver_sql(f'ALTER DATABASE "{database}" SET search_path = public, pg_catalog')
    instance.database.engine.dispose()

    with pytest.raises(ClocksApart):
        instance.run()

    # Then nothing was erased, and the next run with right clocks erases it
    assert len(instance.ids(Transcript)) == 1
    reset_settings(instance)
    assert instance.run()["transcripts_deleted"] == 1


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_is_not_utf8_is_refused(server: Database, encoding: str) -> None:
    with another(server, f"ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0") as database:
        with pytest.raises(DatabaseNotReady) as refused:
            migrate.upgrade(database)

        assert f"has the encoding {encoding}, and Reflector needs UTF8" in refused.value.message
        assert "\n" not in refused.value.message
