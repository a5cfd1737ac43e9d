"""Erased words in the systems underneath: their number, their places, and the time until they are gone.

These tests check the statements of docs/data_retention.md, and print the figures of docs/evidence.md. SQLite's files
are searched in tests/integration/retention/test_raw_pages.py.
"""

import os
import random
import secrets
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from redis import Redis

from reflector.app import create_app
from reflector.db.models import Artifact, Base, Job, KeptPiece, Transcript, utcnow
from reflector.db.scrub import TABLES
from reflector.db.session import Database
from reflector.inventory import MARKER_KEY
from reflector.testing.factories import (
    a_consent,
    a_meeting,
    a_recording,
    a_users_transcript,
    an_anonymous_transcript,
    saying,
)
from reflector.worker.app import CLEANUP, RESUME, TRANSCRIBE
from tests.acceptance.datadir import DataDirectory, NotHere
from tests.acceptance.surroundings import Surroundings, in_base64
from tests.acceptance.world import put
from tests.conftest import missing
from tests.faults.traces import in_raw_files, in_rows
from tests.instances import RECORDS, Instance
from tests.integration.api.server import owner
from tests.integration.worker import conftest as workers
from tests.integration.worker.conftest import SPEECH, rabbitmq_url  # noqa: F401
from tests.servers import S3Server, ServerMissing, free_ports, postgres_cluster

# -- PostgreSQL -------------------------------------------------------------------------------------------------------

#: These tests share one server.
on_its_own_server = pytest.mark.xdist_group("residue")
ANONYMOUS, USERS = 300, 60
#: Bytes of the long columns of every fourth transcript, which PostgreSQL stores out of line (TOAST), and of the others.
LARGE, SMALL = 24_000, 200
LONG = ("long_summary", "webvtt", "topics", "segments")


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    """URL of a database on a server of its own.

    VACUUM FULL is held back by a writing transaction in any database of its server, see `reflector.db.scrub`. The
    server that all tests share always has such a transaction.
    """
    (port,), password = free_ports(1), secrets.token_hex(8)
    try:
        with postgres_cluster(port, password) as start, start():
            yield f"postgresql://me:{password}@127.0.0.1:{port}/postgres"
    except ServerMissing as error:
        missing(str(error))


@pytest.fixture
def disk(postgres_instance: Instance) -> Iterator[DataDirectory]:
    """The raw files behind the database of `postgres_instance`."""
    disk = DataDirectory(Database(postgres_instance.settings.database_url))
    try:
        disk.root, disk.log  # noqa: B018
    except NotHere as error:
        missing(str(error))
    for column in LONG:  # a compressed word would not be found, so the search would prove nothing
        disk.ask(f"ALTER TABLE transcript ALTER COLUMN {column} SET STORAGE EXTERNAL")
    yield disk
    disk.database.engine.dispose()


def a_word() -> str:
    """A word that is nowhere else on this machine."""
    return f"residue{secrets.token_hex(8)}"


def texts(word: str, size: int) -> str:
    """`size` incompressible bytes that contain `word` several times."""
    return "".join(f"{secrets.token_hex(900)} {word} " for _ in range(-(-size // 1800)))[-size:]


def at_length(transcript: Transcript, word: str, size: int) -> Transcript:
    """`transcript` with `size` bytes in each of its long columns."""
    for name in LONG:
        text = texts(word, size)
        setattr(transcript, name, [{"text": text}] if name in LONG[2:] else text)
    return transcript


def of_nobody(word: str, size: int) -> list[Base]:
    """An old transcript with its related rows; `word` is in every column that can hold something."""
    meeting = saying(a_meeting(), word)
    recording = a_recording(meeting, bucket=word)
    made = at_length(saying(an_anonymous_transcript(meeting=meeting, recording=recording), word), word, size)
    job = saying(Job(transcript_id=made.id), word)
    artifact = Artifact(kind="mp3", store="local", key=f"{made.id}/{word}.mp3", transcript_id=made.id)
    piece = saying(KeptPiece(transcript_id=made.id, track=0, start=0, until=1), word)
    return [meeting, saying(a_consent(meeting), word), recording, made, job, piece, artifact]


def of_a_user(word: str, size: int) -> list[Base]:
    """An old transcript of a user."""
    return [at_length(saying(a_users_transcript(days_old=9), word), word, size)]


def fill(instance: Instance, *, nobodys: str, users: str) -> None:
    """Old anonymous transcripts, and some of a user's among them. Each has its word with a number."""
    sizes = [LARGE, SMALL, SMALL, SMALL]
    groups = [of_nobody(f"{nobodys}-{n}.", sizes[n % 4]) for n in range(ANONYMOUS)]
    groups += [of_a_user(f"{users}-{n}.", sizes[n % 4]) for n in range(USERS)]
    random.shuffle(groups)
    instance.add(*(row for group in groups for row in group))
    with instance.database.maintenance() as connection:
        connection.exec_driver_sql("ANALYZE")


def told(where: str, found: Counter[str]) -> None:
    """Print a line of the report."""
    print(f"{where}: {', '.join(f'{name} {count}' for name, count in sorted(found.items())) or 'nothing'}")


def statistics_holding(disk: DataDirectory, word: str) -> list[object]:
    """The column statistics of the server that contain `word`."""
    return [row for row in disk.ask("SELECT s::text FROM pg_statistic s") if word in row[0]]


@on_its_own_server
def test_full_leaves_no_erased_word_in_postgresql_and_the_log_forgets_it(
    postgres_instance: Instance, disk: DataDirectory
) -> None:
    nobodys, users = a_word(), a_word()
    postgres_instance.restart(RETENTION_VACUUM="full")
    fill(postgres_instance, nobodys=nobodys, users=users)
    told("filled", disk.counted(nobodys))
    assert set(TABLES) <= disk.holding(nobodys)
    users_places = disk.counted(users)

    stats = postgres_instance.run()

    assert (stats["transcripts_deleted"], stats["recordings_deleted"], stats["errors"]) == (ANONYMOUS, ANONYMOUS, [])
    assert disk.holding(nobodys) == set()
    assert disk.counted(users) == users_places
    assert statistics_holding(disk, "a-signed-in-user") != []
    assert statistics_holding(disk, nobodys) == []
    assert list(in_raw_files([disk.log], [nobodys])) == []

    held, cycles = disk.segments_holding(nobodys), 0
    segments = len(disk.segments())
    # Finding them is not required: a server that has just written much removes segments at once.
    print(f"write-ahead log after the run: {len(held)} of {segments} segments")
    while disk.segments_holding(nobodys):
        cycles += 1
        assert cycles <= 2 * segments + 4
        disk.use_up_a_segment()
    print(f"write-ahead log: gone after {cycles} segments were used up, each with a checkpoint")


@on_its_own_server
def test_plain_leaves_erased_words_in_unused_space_and_full_takes_them(
    postgres_instance: Instance, disk: DataDirectory
) -> None:
    nobodys, users, others = a_word(), a_word(), a_word()
    fill(postgres_instance, nobodys=nobodys, users=users)
    told("filled", disk.counted(nobodys))

    stats = postgres_instance.run()

    assert (stats["transcripts_deleted"], stats["errors"]) == (ANONYMOUS, [])
    assert list(in_rows(postgres_instance.database, [nobodys], except_tables=RECORDS)) == []
    told("after plain", left := disk.counted(nobodys))
    indexes = {str(index.name) for table in TABLES for index in Base.metadata.tables[table].indexes}
    assert set(left) <= {*TABLES, *(f"TOAST of {table}" for table in TABLES), *indexes}
    assert statistics_holding(disk, nobodys) == []
    assert list(in_raw_files([disk.log], [nobodys])) == []

    fill(postgres_instance, nobodys=others, users=users)
    told("after as much was written again", again := disk.counted(nobodys))
    assert sum(again.values()) < sum(left.values())

    postgres_instance.restart(RETENTION_VACUUM="full")
    postgres_instance.run()
    assert disk.holding(nobodys) == disk.holding(others) == set()
    assert disk.counted(users)["transcript"] == USERS


@on_its_own_server
def test_a_refused_row_is_logged_by_the_server_unless_terse(disk: DataDirectory) -> None:
    words = {"default": a_word(), "terse": a_word()}
    for verbosity, word in words.items():
        with disk.database.engine.connect() as connection, connection.begin():
            connection.exec_driver_sql(f"SET LOCAL log_error_verbosity = '{verbosity}'")
            with pytest.raises(sa.exc.IntegrityError):
                connection.execute(sa.insert(Transcript), {"id": "refused", "status": "no such", "title": word})

    assert [trace.word for trace in in_raw_files([disk.log], words.values())] == [words["default"]]


# -- everything around the database -----------------------------------------------------------------------------------

BROKERS = {"filesystem": None, "redis": "redis_url", "rabbitmq": "rabbitmq_url"}
REDIS = pytest.param("redis", marks=[pytest.mark.redis, pytest.mark.s3])
RABBITMQ = pytest.param("rabbitmq", marks=pytest.mark.rabbitmq)


@pytest.fixture(params=["filesystem", REDIS, RABBITMQ])
def surroundings(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Surroundings]:
    """An instance on each broker. The instance on Redis keeps its audio in a bucket with versions."""
    folders = tmp_path / "tmp", tmp_path / "home"
    for folder in folders:
        folder.mkdir()
    environment = {"TMPDIR": str(folders[0]), "HOME": str(folders[1]), "LOG_LEVEL": "DEBUG"}
    if fixture := BROKERS[request.param]:
        environment["CELERY_BROKER_URL"] = request.getfixturevalue(fixture)
    if request.param == "redis":
        environment |= in_a_bucket_with_versions(request.getfixturevalue("seaweedfs"))
    monkeypatch.setattr(tempfile, "tempdir", str(folders[0]))  # settings of this process, which receives the upload
    with workers.an_instance(tmp_path, **environment) as instance, ExitStack() as closing:
        redis = None
        if request.param == "redis":
            redis = closing.enter_context(Redis.from_url(environment["CELERY_BROKER_URL"]))
        if fixture:
            instance.client.control.purge()
        yield Surroundings(instance, folders, redis, rabbitmq_files() if request.param == "rabbitmq" else None)


def rabbitmq_files() -> Path | None:
    """The folder of the test RabbitMQ's messages: REFLECTOR_TEST_RABBITMQ_FILES, or Debian's default."""
    folder = Path(os.environ.get("REFLECTOR_TEST_RABBITMQ_FILES", "/var/lib/rabbitmq/mnesia"))
    return folder if os.access(folder, os.R_OK | os.X_OK) else None


def in_a_bucket_with_versions(server: S3Server) -> dict[str, str]:
    return {
        "TRANSCRIPT_STORAGE_BACKEND": "aws",
        "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": server.make_bucket("Enabled"),
        "TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL": server.endpoint_url,
        "TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID": server.access_key,
        "TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": server.secret_key,
    }


def upload(instance: workers.Instance) -> str:
    """Upload the recording over HTTP, as a visitor does. No worker is woken yet."""
    with TestClient(create_app(instance.settings, wake=lambda _: None)) as http:
        made = http.post("/v1/transcripts", json={"name": "my-secret-name"}).json()
        chunk = {"chunk": (SPEECH.name, SPEECH.read_bytes())}
        http.post(f"/v1/transcripts/{made['id']}/record/upload", files=chunk, headers=owner(made)).raise_for_status()
    return str(made["id"])


def in_all_versions(server: S3Server, bucket: str) -> list[str]:
    """The key of every version and delete marker in a bucket, seen by another client than Reflector's."""
    page = server.client.list_object_versions(Bucket=bucket)
    return [item["Key"] for item in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]]


def test_nothing_of_a_recording_is_left_anywhere_around(
    surroundings: Surroundings, request: pytest.FixtureRequest
) -> None:
    instance = surroundings.instance
    in_bucket = instance.stores.default.name == "s3"
    transcript_id = upload(instance)
    with instance.worker():
        instance.send(TRANSCRIBE, transcript_id)
        assert instance.wait_for_end(transcript_id).status == "ended"
        if in_bucket:
            put(instance.stores.default, f"{transcript_id}/audio.mp3", b"Dashwood, in one more version")
        assert {trace.word for trace in surroundings.traces()} >= {"cold-hearted", "Dashwood", "my-secret-name"}
        with instance.database.transaction() as session:
            session.execute(sa.update(Transcript).values(created_at=utcnow() - timedelta(days=8)))

        run = instance.send(CLEANUP)

        assert run.get(timeout=60)["transcripts_deleted"] == 1
        assert surroundings.traces(run) == []
    assert surroundings.traces(run) == []  # the worker has ended, and its log is complete
    assert surroundings.left_in_folders() == []
    assert instance.client.control.purge() == 0  # no message is left in the queue
    assert instance.files(transcript_id) == []
    if in_bucket:
        assert in_all_versions(request.getfixturevalue("seaweedfs"), instance.stores.default.bucket) == [MARKER_KEY]


@pytest.mark.parametrize("surroundings", ["filesystem", REDIS], indirect=True)
def test_a_word_in_a_message_that_waits_would_be_found(surroundings: Surroundings) -> None:
    surroundings.instance.send(RESUME, "my-secret-name")

    assert {trace.word for trace in surroundings.traces()} & set(in_base64("my-secret-name"))


@pytest.mark.parametrize("surroundings", [RABBITMQ], indirect=True)
def test_a_word_in_a_waiting_message_is_found_in_rabbitmqs_files(surroundings: Surroundings) -> None:
    if surroundings.broker_files is None:
        missing("RabbitMQ's files cannot be read; REFLECTOR_TEST_RABBITMQ_FILES names their folder")
    word = secrets.token_hex(
        8
    )  # its own word: the files of a queue keep a message for some time after the queue is empty
    surroundings.instance.send(RESUME, word)

    workers.until(lambda: list(surroundings.in_broker_files([word])))

    surroundings.instance.client.control.purge()
