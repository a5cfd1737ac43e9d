"""A session that locks rows, tables or a database delays only those, and never without end. The other session is really
idle in transaction, like a forgotten `psql`.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import psycopg
import pytest
import sqlalchemy as sa

from reflector import inventory
from reflector.db import migrate
from reflector.db.models import Artifact, Meeting, Recording, Transcript, utcnow
from reflector.db.scrub import OLDER_READERS_SECONDS, scrub
from reflector.db.session import Database, lock_failed
from reflector.errors import RetentionBusy
from reflector.retention.drain import Drain, revive
from reflector.testing.factories import a_meeting, a_recording, an_anonymous_transcript, days_ago
from tests.instances import Instance

#: Seconds that a statement waits for a lock in these tests.
BOUND = 0.3
#: Seconds after which a test calls a wait endless. The machine may be busy.
ENDLESS = 30.0


def plain_url(database: Database) -> str:
    """The URL as psycopg takes it."""
    return database.url.set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def idle_in_transaction(database: Database, statement: str) -> Iterator[psycopg.Connection]:
    """Another session that has executed `statement` and then does nothing."""
    with closing(psycopg.connect(plain_url(database))) as session:
        session.execute(statement.encode())
        yield session
        with suppress(psycopg.Error):  # PostgreSQL may have ended the session
            session.rollback()  # a connection that is only closed keeps its locks until PostgreSQL notices


@pytest.fixture
def postgres(postgres_instance: Instance) -> Instance:
    """An instance on PostgreSQL that waits for locks only briefly."""
    postgres_instance.restart(DATABASE_LOCK_TIMEOUT_SECONDS=BOUND)
    return postgres_instance


def expired(instance: Instance, meeting: Meeting | None = None) -> Transcript:
    made = an_anonymous_transcript(created_at=days_ago(30), meeting=meeting)
    instance.add(made)
    return made


# -- runs -------------------------------------------------------------------------------------------------------------


@pytest.mark.postgres
def test_a_locked_meeting_costs_a_run_its_own_group_and_nothing_else(postgres: Instance) -> None:
    meeting = a_meeting(start_date=days_ago(30))
    postgres.add(meeting)
    held = expired(postgres, meeting)
    others = [expired(postgres) for _ in range(3)]
    begun = time.monotonic()

    with idle_in_transaction(postgres.database, "SELECT FROM meeting FOR UPDATE"):
        stats = postgres.run()

    assert time.monotonic() - begun < ENDLESS
    assert postgres.still_there(*others) == []
    assert postgres.has(held, meeting)
    assert stats["outcome"] == "errors"
    assert stats["errors"] == [f"{held.id}: LockNotAvailable"]
    assert postgres.run()["outcome"] == "done"
    assert postgres.still_there(held, meeting) == []


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["transcript", "meeting", "recording"])
def test_a_run_that_passes_over_locked_rows_does_not_end_as_done(postgres: Instance, table: str) -> None:
    rows: dict[str, Transcript | Meeting | Recording] = {
        "transcript": an_anonymous_transcript(created_at=days_ago(30)),
        "meeting": a_meeting(start_date=days_ago(30)),
        "recording": a_recording(recorded_at=days_ago(30)),
    }
    row = rows[table]
    postgres.adopt(row)

    with idle_in_transaction(postgres.database, f"SELECT FROM {table} FOR UPDATE"):
        stats = postgres.run()

    assert (stats["outcome"], stats["errors"]) == ("errors", [f"{row.id}: LockNotAvailable"])
    assert postgres.has(row)
    assert postgres.run()["outcome"] == "done"
    assert postgres.still_there(row) == []


@pytest.mark.postgres
def test_a_row_that_is_locked_for_a_moment_is_waited_for(postgres: Instance) -> None:
    postgres.restart(DATABASE_LOCK_TIMEOUT_SECONDS=ENDLESS)
    row = expired(postgres)

    with idle_in_transaction(postgres.database, "SELECT FROM transcript FOR UPDATE") as session:
        threading.Timer(1.0, session.rollback).start()
        stats = postgres.run()

    assert stats["outcome"] == "done"
    assert postgres.still_there(row) == []


@pytest.mark.postgres
def test_a_locked_artifact_costs_a_drain_only_itself(postgres: Instance) -> None:
    with postgres.database.transaction() as session:
        session.add_all(Artifact(kind="wav", store="local", bucket="", key=f"{n}", doomed_at=utcnow()) for n in "ab")

    with idle_in_transaction(postgres.database, "SELECT FROM artifact WHERE key = 'a' FOR UPDATE"):
        stats = postgres.run()

    assert (stats["outcome"], stats["artifacts_erased"], stats["error_count"]) == ("errors", 1, 1)
    (left,) = postgres.ids(Artifact)
    assert stats["errors"] == [f"artifact {left}: locked"]
    assert postgres.run()["outcome"] == "done"
    assert postgres.ids(Artifact) == set()


@pytest.mark.postgres
def test_a_retry_beside_a_drain_never_deadlocks(postgres: Instance) -> None:
    # Inserted backwards, so that the planner's order differs from the order of the ids.
    forbidden = [
        {"kind": "recording", "store": "local", "bucket": "", "key": f"../{n:04}", "doomed_at": utcnow(), "attempts": 2}
        for n in reversed(range(400))
    ]
    with postgres.database.transaction() as session:
        session.execute(sa.insert(Artifact), forbidden)
    stop = threading.Event()
    failures: list[BaseException] = []

    def retry() -> None:
        while not stop.is_set():
            try:
                revive(postgres.database)
            except sa.exc.OperationalError as error:
                failures.append(error)

    thread = threading.Thread(target=retry)
    thread.start()
    try:
        for _ in range(8):
            with inventory.drain_lock(postgres.database) as require_lock:
                list(Drain(postgres.here).batches(require_lock))
    finally:
        stop.set()
        thread.join()

    assert not [error for error in failures if "deadlock" in str(error)]


@pytest.mark.postgres
def test_rows_stay_when_the_lock_of_their_drain_was_lost(postgres: Instance) -> None:
    with postgres.database.transaction() as session:
        session.add(Artifact(kind="wav", store="local", bucket="", key="a", doomed_at=utcnow()))
    end = (
        "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database d ON d.oid = database "
        "WHERE locktype = 'advisory' AND datname = current_database()"
    )

    with inventory.drain_lock(postgres.database) as require_lock:
        with postgres.database.maintenance() as connection:
            assert connection.exec_driver_sql(end).scalar() is True
        with pytest.raises(RetentionBusy):
            list(Drain(postgres.here).batches(require_lock))

    assert len(postgres.ids(Artifact)) == 1


@pytest.mark.postgres
def test_the_lock_of_a_run_outlives_idle_session_timeout(postgres: Instance) -> None:
    database = postgres.database.url.database
    with postgres.database.maintenance() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE \"{database}\" SET idle_session_timeout = '100ms'")
    try:
        postgres.database.engine.dispose()
        with postgres.database.exclusive("drain") as require_held:
            with psycopg.connect(plain_url(postgres.database)) as other:
                other.execute("SELECT pg_sleep(0.5)")
            require_held()
    finally:
        with postgres.database.maintenance() as connection:
            connection.exec_driver_sql(f'ALTER DATABASE "{database}" RESET idle_session_timeout')


# -- maintenance ------------------------------------------------------------------------------------------------------


@pytest.mark.postgres
def test_vacuum_full_gives_up_a_table_that_another_session_reads(postgres: Instance) -> None:
    with idle_in_transaction(postgres.database, "LOCK TABLE transcript IN ACCESS SHARE MODE"):
        scrubbed: list[bool] = []
        thread = threading.Thread(target=lambda: scrubbed.append(scrub(postgres.database, "full")), daemon=True)
        thread.start()
        thread.join(OLDER_READERS_SECONDS + ENDLESS)

        assert scrubbed == [False]

    assert scrub(postgres.database, "full")


@pytest.mark.postgres
def test_a_table_that_cannot_be_vacuumed_is_an_error_of_the_run(postgres: Instance) -> None:
    with idle_in_transaction(postgres.database, "LOCK TABLE job IN SHARE UPDATE EXCLUSIVE MODE"):
        stats = postgres.run()

    assert (stats["outcome"], stats["errors"]) == ("errors", ["database: not scrubbed"])


@pytest.mark.postgres
def test_a_migration_gives_up_a_table_that_another_session_holds(postgres_url: str) -> None:
    url = sa.make_url(postgres_url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    database = Database(url, lock_seconds=BOUND)
    with database.maintenance() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    migrate.upgrade(database, "0003")

    with (
        idle_in_transaction(database, "SELECT FROM meeting, transcript, job"),
        pytest.raises(sa.exc.OperationalError) as refused,
    ):
        migrate.upgrade(database)

    assert lock_failed(refused.value)
    migrate.upgrade(database)
    assert migrate.current(database) == migrate.head()
    database.engine.dispose()


def test_a_locked_sqlite_file_ends_a_request_within_the_bound(sqlite_instance: Instance) -> None:
    database = Database(str(sqlite_instance.database.url), busy_seconds=BOUND)
    assert database.file is not None
    begun = time.monotonic()
    with closing(sqlite3.connect(database.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sa.exc.OperationalError) as refused, database.transaction() as session:
            session.execute(sa.select(1))

    assert lock_failed(refused.value)
    assert time.monotonic() - begun < ENDLESS / 2
    database.engine.dispose()
