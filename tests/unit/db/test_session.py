"""Sessions: the options of every connection, times, and the guard of transactions."""

import multiprocessing
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from reflector.db import migrate
from reflector.db.models import Room, Transcript
from reflector.db.session import Database, forbid_transaction
from reflector.errors import RetentionBusy
from reflector.settings import load_settings
from reflector.testing.factories import a_meeting, a_room, an_anonymous_transcript


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'reflector.sqlite3'}")
    else:
        made = Database(
            load_settings(_env_file=None, DATABASE_URL=request.getfixturevalue("postgres_url")).database_url
        )
    migrate.upgrade(made)
    yield made
    made.engine.dispose()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'reflector.sqlite3'}")
    migrate.upgrade(made)
    yield made
    made.engine.dispose()


# -- SQLite -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("secure_delete", 1), ("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 30000)],
)
def test_every_connection_of_every_kind_is_set_up(sqlite: Database, pragma: str, value: object) -> None:
    with sqlite.snapshot() as reading, sqlite.maintenance() as maintaining, sqlite.transaction() as writing:
        answers = [
            reading.scalar(sa.text(f"PRAGMA {pragma}")),
            maintaining.exec_driver_sql(f"PRAGMA {pragma}").scalar(),
            writing.scalar(sa.text(f"PRAGMA {pragma}")),
        ]

    assert answers == [value] * 3


def test_migrating_leaves_no_connection_without_foreign_keys(sqlite: Database) -> None:
    with sqlite.snapshot() as session:
        assert session.scalar(sa.text("PRAGMA foreign_keys")) == 1


def test_two_writers_follow_one_another(sqlite: Database) -> None:
    room = a_room()
    with sqlite.transaction() as session:
        session.add(room)

    def read_then_write() -> None:
        for _ in range(20):
            with sqlite.transaction() as session:
                count = int(session.scalar(sa.select(Room.platform)) or 0)
                session.execute(sa.update(Room).values(platform=str(count + 1)))

    threads = [threading.Thread(target=read_then_write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with sqlite.snapshot() as session:
        assert session.scalar(sa.select(Room.platform)) == "60"


# -- time -------------------------------------------------------------------------------------------------------------


def test_a_moment_keeps_its_microseconds_from_any_time_zone(database: Database) -> None:
    moment = datetime(2026, 3, 29, 1, 59, 59, 999_999, tzinfo=UTC)
    rows = [
        an_anonymous_transcript(created_at=moment.astimezone(timezone(timedelta(hours=h, minutes=m))))
        for h, m in ((0, 0), (14, 0), (-9, -30), (5, 45))
    ]
    with database.transaction() as session:
        session.add_all(rows)

    with database.snapshot() as session:
        ids = [row.id for row in rows]
        found = session.scalars(sa.select(Transcript.created_at).where(Transcript.id.in_(ids))).all()

    assert found == [moment] * 4
    assert {value.tzinfo for value in found} == {UTC}


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001

    with pytest.raises(sa.exc.StatementError, match="without time zone"), database.transaction() as session:
        session.add(an_anonymous_transcript(created_at=naive))


def test_the_clock_of_the_database_is_aware(database: Database) -> None:
    assert abs(database.now() - datetime.now(UTC)) < timedelta(minutes=5)


# -- transactions -----------------------------------------------------------------------------------------------------


def test_bytes_are_not_touched_while_a_transaction_is_open(database: Database) -> None:
    forbid_transaction()
    with database.transaction(), pytest.raises(RuntimeError):
        forbid_transaction()
    with database.snapshot(), pytest.raises(RuntimeError):
        forbid_transaction()
    with pytest.raises(ZeroDivisionError), database.transaction():
        raise ZeroDivisionError
    forbid_transaction()


def test_another_threads_transaction_is_none_of_ours(database: Database) -> None:
    raised: list[BaseException] = []

    def touch() -> None:
        try:
            forbid_transaction()
        except RuntimeError as error:
            raised.append(error)

    with database.transaction():
        thread = threading.Thread(target=touch)
        thread.start()
        thread.join()

    assert raised == []


def test_a_block_that_raises_leaves_nothing(database: Database) -> None:
    meeting = a_meeting()
    with suppress(ZeroDivisionError), database.transaction() as session:
        session.add(meeting)
        session.flush()
        raise ZeroDivisionError

    with database.snapshot() as session:
        assert session.get(type(meeting), meeting.id) is None


# -- locks ------------------------------------------------------------------------------------------------------------


def test_a_lock_is_held_by_one_and_free_afterwards(database: Database) -> None:
    other = Database(database.url.render_as_string(hide_password=False))
    with database.exclusive("retention"):
        with pytest.raises(RetentionBusy), other.exclusive("retention"):
            pass
        with other.exclusive("drain"):
            pass
    with other.exclusive("retention"):
        pass
    with pytest.raises(ZeroDivisionError), database.exclusive("retention"):
        raise ZeroDivisionError
    with other.exclusive("retention"):
        pass
    other.engine.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_a_lock_that_was_given_back_can_be_taken_at_once(database: Database) -> None:
    held = "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database WHERE locktype = 'advisory'"
    with database.maintenance() as connection:
        left = []
        for _ in range(10):
            with database.exclusive("retention"):
                pass
            left.append(connection.exec_driver_sql(f"{held} AND datname = current_database()").scalar())

    assert left == [0] * 10


def test_a_lock_falls_when_its_process_is_killed(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    holder = "import sys; from reflector.db.session import Database\n"
    holder += "with Database(sys.argv[1]).exclusive('retention'): print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(RetentionBusy), database.exclusive("retention"):
            pass
        process.send_signal(signal.SIGKILL)

    with database.exclusive("retention", wait_seconds=10):
        pass


# -- migrations of several processes ----------------------------------------------------------------------------------


def _migrate(url: str) -> None:
    migrate.upgrade(Database(url))


def test_several_processes_may_migrate_at_once(database: Database) -> None:
    migrate.downgrade(database, "base")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "alembic.command"])  # imported once for all processes
    url = database.url.render_as_string(hide_password=False)
    processes = [context.Process(target=_migrate, args=(url,)) for _ in range(3)]

    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert migrate.current(database) == migrate.head()
