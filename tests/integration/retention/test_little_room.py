"""A disk that is full, or nearly full: erased text still leaves the log, and the next runs go on.

The disks are real ones of 16 MB, in a child process with mounts of its own; only root may make them.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import structlog

from reflector.db.scrub import checkpoint
from reflector.testing.factories import a_users_transcript, an_anonymous_transcript, saying
from tests.instances import Instance

SPEECH = Path(__file__).parents[2] / "data" / "speech" / "sense_and_sensibility.opus"

# -- VACUUM has no room -----------------------------------------------------------------------------------------------


def a_users_long_transcript(size: int) -> Any:
    transcript = a_users_transcript()
    transcript.long_summary = "HEDGEHOG " * (size // 9)
    return transcript


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """Limit the size of every file that this process writes to `size` bytes."""
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limit[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)


def test_a_vacuum_that_fails_leaves_nothing_in_the_log(sqlite_instance: Instance) -> None:
    sqlite_instance.add(a_users_long_transcript(10_000_000), saying(an_anonymous_transcript(), "PORCUPINE"))
    assert checkpoint(sqlite_instance.database)
    file = sqlite_instance.database.file
    assert file is not None

    with structlog.testing.capture_logs() as events, no_file_longer_than(file.stat().st_size):
        stats = sqlite_instance.run()

    assert (stats["transcripts_deleted"], stats["errors"]) == (1, ["database: not scrubbed"])
    assert [e["reason"] for e in events if e["event"] == "vacuum_not_done"] == ["SQLITE_IOERR_WRITE"]
    assert sqlite_instance.raw_traces("PORCUPINE") == []
    assert (
        file.with_name(file.name + "-wal").stat().st_size < 100_000
    )  # the outcome of the run, and no trace of the copy
    assert sqlite_instance.run()["errors"] == []


def test_a_vacuum_that_would_fill_the_disk_is_not_begun(
    sqlite_instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite_instance.add(a_users_long_transcript(1_000_000), saying(an_anonymous_transcript(), "PORCUPINE"))

    with structlog.testing.capture_logs() as events, monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(16_000_000, 14_500_000, 1_500_000))
        stats = sqlite_instance.run()

    assert (stats["outcome"], stats["errors"]) == ("errors", ["database: not scrubbed"])
    assert [e["reason"] for e in events if e["event"] == "vacuum_not_done"] == ["no_room"]
    assert sqlite_instance.raw_traces("PORCUPINE") == []
    assert sqlite_instance.run()["errors"] == []


# -- a small disk -----------------------------------------------------------------------------------------------------

#: The beginning of every script on the small disk. `told` has the values for the test.
PROLOGUE = """
import io, json, os, shutil, sqlite3, sys
from pathlib import Path

from reflector import inventory
from reflector.db import migrate
from reflector.db.scrub import checkpoint
from reflector.db.states import ArtifactKind, ErasureReason
from reflector.db.session import open_database
from reflector.errors import ReflectorError, RetentionError
from reflector.instance import Instance
from reflector.inventory import Place
from reflector.retention.erase import erase_now
from reflector.retention.run import drain_now, run
from reflector.retention.report.verify import verify
from reflector.settings import get_settings
from reflector.storage import Stores
from reflector.testing.factories import a_users_transcript, an_anonymous_transcript

settings = get_settings()
root = settings.DATA_DIR
database, stores = open_database(settings), Stores(settings)
migrate.upgrade(database)
inventory.recognize(database, stores.local)
told = {}


def add(transcript, word, size, file=0):
    transcript.long_summary = (word + " ") * (size // (len(word) + 1))
    with database.transaction() as session:
        inventory.enter_transcript(session, transcript)
    if file:
        place = Place(ArtifactKind.MP3, "local", "", f"{transcript.id}/audio.mp3")
        with inventory.writing(Instance(settings, database, stores), transcript.id, [place], seconds=60):
            stores.local.put(place.key, io.BytesIO(bytes(file)))
    return transcript


def fill(but):
    try:
        with open(root / "filler", "wb", buffering=0) as filler:
            while filler.write(bytes(4096)):
                pass
    except OSError:
        os.truncate(root / "filler", (root / "filler").stat().st_size - but)


def attempt(work):
    try:
        return work()
    except RetentionError as error:
        return str(error)


def words(word):
    return sum(path.read_bytes().count(word.encode()) for path in root.glob("reflector.sqlite3*") if path.is_file())


def residue():
    return len(list(verify(Instance(settings, database, stores))))


# Another process: SQLite does not remove the log while it has the database open.
neighbour = sqlite3.connect(root / "reflector.sqlite3")
neighbour.execute("SELECT count(*) FROM transcript").fetchall()
"""


def on_a_small_disk(directory: Path, story: str) -> Any:
    """Run a script in a child process whose DATA_DIR is a disk of 16 MB. Returns its `told`."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mount = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs -o size=16m none "$0" && exec "$@"', str(directory)]
    if shutil.which("unshare") is None or subprocess.run([*mount, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    code = f"{PROLOGUE}\n{story}\nprint(json.dumps(told))"
    environment = os.environ | {"PUBLIC_MODE": "true", "DATA_DIR": str(directory)}
    done = subprocess.run(
        [*mount, sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_without_room_for_a_vacuum_the_log_of_a_small_disk_is_emptied(tmp_path: Path) -> None:
    told = on_a_small_disk(
        tmp_path,
        """
for _ in range(40):
    add(a_users_transcript(), "HEDGEHOG", 100_000)
checkpoint(database)
for _ in range(5):
    add(an_anonymous_transcript(), "PORCUPINE", 20_000)  # still in the log when it is erased
fill(but=2_500_000)
told["stats"] = run(Instance(settings, database, stores))
told["words"] = words("PORCUPINE"), words("HEDGEHOG") > 0
told["free"] = shutil.disk_usage(root).free
(root / "filler").unlink()
told["later"] = run(Instance(settings, database, stores))["outcome"]
""",
    )

    assert (told["stats"]["transcripts_deleted"], told["stats"]["errors"]) == (5, ["database: not scrubbed"])
    assert told["words"] == [0, True]
    assert told["free"] > 2_000_000
    assert told["later"] == "done"


def test_a_batch_without_room_on_the_disk_is_erased_singly(tmp_path: Path) -> None:
    told = on_a_small_disk(
        tmp_path,
        """
for _ in range(40):
    add(an_anonymous_transcript(), "PORCUPINE", 100_000, file=50_000)
checkpoint(database)
fill(but=800_000)
told["stats"] = attempt(lambda: run(Instance(settings, database, stores)))
told["residue"], told["words"] = residue(), words("PORCUPINE")
""",
    )

    assert (told["stats"]["transcripts_deleted"], told["stats"]["outcome"]) == (40, "done")
    assert (told["residue"], told["words"]) == (0, 0)


def test_a_run_begins_by_emptying_a_full_log(tmp_path: Path) -> None:
    told = on_a_small_disk(
        tmp_path,
        """
add(an_anonymous_transcript(), "PORCUPINE", 100_000)
checkpoint(database)
fill(but=300_000)
# Another process writes until nothing fits any more, and dies or gives up: its frames stay in the log.
neighbour.execute("CREATE TABLE remains (words)")
neighbour.commit()
try:
    neighbour.execute("PRAGMA cache_size = 2")
    for _ in range(2000):
        neighbour.execute("INSERT INTO remains VALUES (zeroblob(20000))")
except sqlite3.OperationalError:
    neighbour.rollback()
told["before"] = shutil.disk_usage(root).free
told["stats"] = attempt(lambda: run(Instance(settings, database, stores)))
told["words"] = words("PORCUPINE")
""",
    )

    assert told["before"] < 4096
    assert told["stats"]["transcripts_deleted"] == 1
    assert told["words"] == 0


def test_a_file_too_large_for_the_disk_leaves_nothing(tmp_path: Path) -> None:
    told = on_a_small_disk(
        tmp_path,
        """
transcript = add(a_users_transcript(), "HEDGEHOG", 10)
checkpoint(database)
fill(but=800_000)
place = Place(ArtifactKind.MP3, "local", "", f"{transcript.id}/audio.mp3")
try:
    with inventory.writing(Instance(settings, database, stores), transcript.id, [place], seconds=60):
        stores.local.put(place.key, io.BytesIO(bytes(3_000_000)))
except ReflectorError as error:
    told["error"] = error.code
told["left"] = [found.key for found in stores.local.list(f"{transcript.id}/")]
told["free"], told["residue"] = shutil.disk_usage(root).free, residue()
""",
    )

    assert (told["error"], told["left"], told["residue"]) == ("store_full", [], 0)
    assert told["free"] > 500_000


def test_a_drain_makes_room_for_the_run_on_a_full_disk(tmp_path: Path) -> None:
    told = on_a_small_disk(
        tmp_path,
        """
gone = add(an_anonymous_transcript(), "HEDGEHOG", 10, file=1_000_000)
erase_now(Instance(settings, database, stores), gone.id, reason=ErasureReason.OWNER)
add(an_anonymous_transcript(), "PORCUPINE", 100_000)
checkpoint(database)
fill(but=0)
told["full"] = attempt(lambda: run(Instance(settings, database, stores)))
told["drain"] = attempt(lambda: drain_now(Instance(settings, database, stores)))
told["again"] = attempt(lambda: run(Instance(settings, database, stores)))
told["residue"], told["words"] = residue(), words("PORCUPINE")
""",
    )

    assert told["full"] == "The run could not be made: OperationalError."
    assert told["drain"]["artifacts_erased"] > 0
    assert (told["again"]["transcripts_deleted"], told["again"]["outcome"]) == (1, "done")
    assert (told["residue"], told["words"]) == (0, 0)


def test_a_disk_that_is_full_costs_no_recording_and_blames_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPEECH", str(SPEECH))

    told = on_a_small_disk(
        tmp_path,
        """
from types import SimpleNamespace

from fastapi.testclient import TestClient

from reflector.app import create_app
from reflector.db.models import Artifact, Job, Transcript
from reflector.retention.drain import Drain
from reflector.testing.factories import days_ago
from reflector.transcription.runner import Runner
from reflector.instance import Instance

# A user with a quota sees more free space than they may use, and others may fill the disk after it was checked.
shutil.disk_usage = lambda _: SimpleNamespace(free=2**40, total=2**41, used=2**40)
client = TestClient(create_app(settings, wake=lambda _: None))
recording = {"file": ("talk.opus", Path(os.environ["SPEECH"]).read_bytes())}
runner = Runner(Instance(settings, database, stores), Drain(Instance(settings, database, stores)).only)


def job(**changes):
    with database.transaction() as session:
        job = session.get_one(Job, made["id"])
        for name, value in changes.items():
            setattr(job, name, value)
        return job.stage, job.attempts


def state():
    answer = client.get(f"/v1/transcripts/{made['id']}").json()
    return answer["status"], answer["error"], sorted(path.name for path in (root / made["id"]).glob("*")), *job()


fill(but=500_000)  # enough for the rows
refused = client.post("/v1/transcripts", files={"file": ("talk.opus", bytes(1_000_000))})
told["refused"] = refused.status_code, refused.json()["code"]
with database.snapshot() as session:
    told["of it"] = len(list(root.glob("[!.]*/*"))), *(session.query(table).count() for table in (Artifact, Transcript))
(root / "filler").unlink()

fill(but=800_000)  # for rows, and not for what is decoded
made = client.post("/v1/transcripts", files=recording).json()
runner.run_next()
told["waits"] = state()
job(created_at=days_ago(1.1))
for _ in range(settings.TRANSCRIPTION_MAX_ATTEMPTS):
    job(lease_until=None)
    runner.run_next()
told["given up"] = state()
told["residue"] = residue()
""",
    )

    assert (told["refused"], told["of it"]) == ([507, "no_space"], [0, 0, 0])
    assert told["waits"] == ["processing", None, ["upload.opus"], "convert", 0]
    reason = {"code": "no_space", "detail": "This server does not have enough free space for the recording."}
    assert told["given up"] == ["error", reason, [], "done", 0]
    assert told["residue"] == 0
