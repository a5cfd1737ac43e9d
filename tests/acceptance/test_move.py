"""`reflector move` keeps everything, erases the old place, and can be interrupted anywhere."""

import fcntl
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest
import sqlalchemy as sa

from reflector import inventory
from reflector.db import migrate
from reflector.db.models import Artifact, Base, Transcript
from reflector.db.session import Database
from reflector.errors import InstanceInUse, MoveFailed, MoveRefused, ReflectorError, SettingsError
from reflector.instance import Instance
from reflector.inventory.journal import Watch, journals
from reflector.move.rows import COUNTED
from reflector.retention.report.verify import verify
from reflector.storage import Store
from reflector.testing.factories import a_room
from tests.acceptance.installation import (
    EXPIRED,
    WORD,
    Installation,
    audio_of,
    fill,
    rows_of,
    settings_of,
    tables_of,
)
from tests.faults import traces
from tests.instances import s3
from tests.servers import S3Server, postgres_database


class Kinds(NamedTuple):
    """A database and a store, by their kinds."""

    database: str
    store: str


EMBEDDED, GROWN_UP = Kinds("sqlite", "disk"), Kinds("postgres", "s3")
DIRECTIONS = {
    "embedded to grown up": (EMBEDDED, GROWN_UP),
    "grown up to embedded": (GROWN_UP, EMBEDDED),
    "only the database": (EMBEDDED, Kinds("postgres", "disk")),
    "only the store": (EMBEDDED, Kinds("sqlite", "s3")),
    "another database, another bucket": (GROWN_UP, GROWN_UP),
}
Make = Callable[..., Installation]


@pytest.fixture
def make(
    tmp_path: Path, seaweedfs: S3Server, buckets: tuple[str, str], request: pytest.FixtureRequest
) -> Iterator[Make]:
    """Make an installation to move from some kinds of database and store to others."""
    opened = []

    def environment(kinds: Kinds) -> dict[str, str]:
        found = {"TRANSCRIPT_STORAGE_BACKEND": "local", "DATABASE_URL": "", **s3(seaweedfs)}
        if kinds.database == "postgres":
            database = postgres_database()
            found["DATABASE_URL"] = database.__enter__()
            opened.append(database)
        if kinds.store == "s3":
            bucket = f"{buckets[0]}/{uuid4().hex}"
            found |= {"TRANSCRIPT_STORAGE_BACKEND": "aws", "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": bucket}
        return found

    def made(old: Kinds, new: Kinds) -> Installation:
        return Installation.make(tmp_path, environment(old), environment(new))

    yield made
    for database in opened:
        database.__exit__(None, None, None)


pytestmark = [pytest.mark.postgres, pytest.mark.s3]


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_move_keeps_everything_and_leaves_nothing_behind(
    direction: str, make: Make, buckets: tuple[str, str]
) -> None:
    # Given an instance with data of users, young data, and data that expires just now
    installation = make(*DIRECTIONS[direction])
    with installation.opened(installation.old) as instance:
        fill(instance, buckets[1])
        audio = {key: content for key, content in audio_of(instance).items() if EXPIRED.encode() not in content}
        rows = {key: row for key, row in rows_of(instance).items() if EXPIRED not in repr(row)}
        instance_id = inventory.instance_id(instance.database)
        last = last_artifact(instance.database)

    # When it moves
    moved = installation.move()

    # Then every row and every file is in the new place, and the stores are the same instance's
    assert moved.complete
    assert moved.files.files == (0 if direction == "only the database" else 6)
    with installation.opened(installation.new) as instance:
        assert {key: row for key, row in rows_of(instance).items() if key in rows} == rows
        assert audio_of(instance) == audio
        assert inventory.instance_id(instance.database) == instance_id
        assert [inventory.mark_of(instance.database, store) for store in instance.stores.all()] == [
            "mine" for _ in instance.stores.all()
        ]
        assert Watch(instance).unknown() == []
        assert [len(journal_of(instance, store)) for store in instance.stores.all()] == [
            1 for _ in instance.stores.all()
        ]
        assert list(verify(instance)) == []
        if direction != "only the database":
            assert None not in sizes_of_videos(instance), "the quota counts them"
        assert next_artifact(instance.database) > last
    # And no word is left in the old place
    assert left_in(installation) == []


def test_every_counter_of_ids_moves() -> None:
    tables = Base.metadata.sorted_tables
    counted = {table.name for table in tables if any(column.autoincrement is True for column in table.columns)}

    assert counted == {model.__tablename__ for model in COUNTED}


def sizes_of_videos(instance: Instance) -> list[int | None]:
    with instance.database.snapshot() as session:
        living = sa.select(Artifact.size).where(Artifact.kind == "video", Artifact.transcript_id.is_not(None))
        return list(session.scalars(living))


def last_artifact(database: Database) -> int:
    with database.snapshot() as session:
        return session.scalar(sa.select(sa.func.max(Artifact.id))) or 0


def next_artifact(database: Database) -> int:
    """The id that the next artifact would get."""
    with database.transaction() as session:
        artifact = Artifact(kind="mp3", store="local", key="next", doomed_at=sa.func.now())
        session.add(artifact)
        session.flush()
        session.delete(artifact)
        return artifact.id


def journal_of(instance: Instance, store: Store) -> set[str]:
    """The ids of the entries in the journal of one store."""
    (journal,) = (journal for journal in journals(instance) if journal.store is store)
    keys = journal.keys()
    return {entry.id for key in keys for entry in journal.read(key)}


def left_in(installation: Installation) -> list[object]:
    """The data that is left in the old places, if the new ones are different."""
    old, new = settings_of(installation.old), settings_of(installation.new)
    left: list[object] = []
    with installation.opened(installation.new) as instance, instance.database.snapshot() as session:
        transcripts = set(session.scalars(sa.select(Transcript.id)))
    if old.database_url != new.database_url:
        if old.DATABASE_URL:
            left += tables_of(installation.old["DATABASE_URL"])
        else:
            left += sorted(path.name for path in old.DATA_DIR.glob("*sqlite3*"))
            own = [path for path in old.DATA_DIR.rglob("*") if path.is_file() and path.parent.name not in transcripts]
            left += traces.in_raw_files(own, [WORD, EXPIRED])
    with installation.opened(installation.old) as instance:
        store = instance.stores.default
        if store.name == "s3":
            left += [found.key for found in store.list()]
        elif new.TRANSCRIPT_STORAGE_BACKEND == "aws":
            left += [found.key for found in store.list() if found.key.endswith((".mp3", ".mp4"))]
    return left


# -- refusals -------------------------------------------------------------------------------------------------------


@pytest.fixture
def embedded(make: Make, buckets: tuple[str, str]) -> Installation:
    """A small instance on SQLite to move from the disk to a bucket."""
    installation = make(EMBEDDED, Kinds("sqlite", "s3"))
    with installation.opened(installation.old) as instance:
        fill(instance, buckets[1], young=1)
    return installation


def refused(installation: Installation, kind: type[ReflectorError]) -> str:
    """The message of a refused move. Every row of the old place must be unchanged."""
    with installation.opened(installation.old) as instance:
        rows, audio = rows_of(instance), audio_of(instance)
    with pytest.raises(kind) as error:
        installation.move()
    with installation.opened(installation.old) as instance:
        assert (rows_of(instance), audio_of(instance)) == (rows, audio)
    return error.value.message


def test_an_instance_that_is_served_is_not_moved(embedded: Installation) -> None:
    with (settings_of(embedded.old).DATA_DIR / ".serve.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        assert "uses this DATA_DIR" in refused(embedded, InstanceInUse)


def test_a_database_file_that_is_open_elsewhere_is_not_moved(embedded: Installation) -> None:
    with embedded.opened(embedded.old) as instance, instance.database.engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM transcript").all()
        connection.rollback()

        assert "has" in refused(embedded, InstanceInUse)


def test_a_postgresql_database_with_other_sessions_is_not_moved(make: Make) -> None:
    installation = make(Kinds("postgres", "disk"), EMBEDDED)
    with installation.opened(installation.old) as instance, instance.database.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")

        assert "1 other sessions use the database" in refused(installation, InstanceInUse)


def test_a_bucket_of_others_is_no_target(embedded: Installation) -> None:
    with embedded.opened(embedded.new) as instance:
        instance.stores.default.put("holiday.jpg", io.BytesIO(b"sea"))

        assert "holds 1 objects that no row knows" in refused(embedded, MoveRefused)

        assert instance.stores.default.stat("holiday.jpg").size == 3


def test_the_bucket_of_another_instance_is_no_target(embedded: Installation) -> None:
    with embedded.opened(embedded.new) as instance:
        instance.stores.default.put(inventory.MARKER_KEY, io.BytesIO(b"another-id"))

    assert "belongs to another instance" in refused(embedded, MoveRefused)


@pytest.mark.parametrize("theirs", ["CREATE TABLE invoices (id int)", "rows of another instance"])
def test_a_database_of_others_is_no_target(theirs: str, make: Make, buckets: tuple[str, str]) -> None:
    installation = make(EMBEDDED, Kinds("postgres", "disk"))
    with installation.opened(installation.old) as instance:
        fill(instance, buckets[1], young=1)
    with installation.opened(installation.new) as instance:
        if theirs.startswith("CREATE"):
            with instance.database.engine.begin() as connection:
                connection.exec_driver_sql(theirs)
        else:
            migrate.upgrade(instance.database)
            with instance.database.transaction() as session:
                session.add(a_room(name="theirs"))

    assert "not empty" in refused(installation, MoveRefused)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_database_of_others_is_not_erased_as_an_old_place(kind: str, make: Make) -> None:
    # Given settings whose old database is another program's, and whose new one holds the instance
    installation = make(Kinds(kind, "disk"), Kinds("postgres", "disk"))
    with installation.opened(installation.old) as instance:
        with instance.database.engine.begin() as connection:
            Base.metadata.drop_all(connection)
            connection.exec_driver_sql("CREATE TABLE invoices (id int)")
            connection.exec_driver_sql("CREATE TABLE transcript (id varchar)")
        tables = set(tables_in(instance.database))
    with installation.opened(installation.new) as instance:
        migrate.upgrade(instance.database)
        inventory.instance_id(instance.database)

    # When it moves
    with suppress(ReflectorError):
        installation.move()

    # Then nothing of the other program's is gone
    with installation.opened(installation.old) as instance:
        assert set(tables_in(instance.database)) == tables


def tables_in(database: Database) -> list[str]:
    with database.engine.connect() as connection:
        return sa.inspect(connection).get_table_names()


def test_a_row_that_the_new_database_cannot_hold_is_named(make: Make) -> None:
    installation = make(EMBEDDED, Kinds("postgres", "disk"))
    room = a_room(name="nul\0in the name")
    with installation.opened(installation.old) as instance, instance.database.transaction() as session:
        session.add(room)
        session.flush()

    assert f"does not accept the row {room.id} of the table room" in refused(installation, MoveFailed)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("PUBLIC_MODE=true", "names the present database and the present store"),
        ("DATA_DIR=/elsewhere", "DATA_DIR must stay the same"),
        ("DATABASE_URI=postgresql://x/y", "do you mean DATABASE_URL?"),
        ("DATABASE_URL=mysql://x/y", "DATABASE_URL: must be sqlite"),
    ],
)
def test_a_settings_file_without_a_target_is_refused(line: str, said: str, embedded: Installation) -> None:
    embedded.file.write_text(line + "\n")

    with pytest.raises((MoveRefused, SettingsError)) as error:
        embedded.move()

    assert said in error.value.message


def test_a_new_database_that_does_not_answer_is_named(embedded: Installation) -> None:
    embedded.file.write_text("DATABASE_URL=postgresql://127.0.0.1:1/reflector\n")

    assert "The new DATABASE_URL: no server answers at 127.0.0.1:1" in refused(embedded, MoveFailed)
