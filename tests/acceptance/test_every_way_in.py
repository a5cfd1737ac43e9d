"""A recording leaves nothing behind, for every way in and for each way to erase it.

The instance has its worker, and buckets that keep every version. Transcripts come in by every real way, with real
speech. Their owner erases one of them at once, and one run of the tool erases the others.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from reflector import inventory
from reflector.db.models import Base, JournalEntry, Meeting, Recording, Room, Tombstone, Transcript, utcnow
from reflector.db.session import Database, open_database
from reflector.inventory import MARKER_KEY
from reflector.meetings import rooms
from reflector.settings import load_settings
from tests.announcements import SECRET, announce
from tests.faults import traces
from tests.integration.serve.test_serve import START_SECONDS, command, serving, until
from tests.servers import S3Server
from tests.unit.transcription.conftest import RATE, Samples, encode, speech  # noqa: F401  (a fixture)

pytestmark = pytest.mark.s3


#: A word in every name that people gave.
WORD = "xylograph"
#: Tables without data of visitors. The room is configuration.
RECORDS = {
    *("room", "tombstone", "journal_entry", "retention_run", "instance", "marked_store", "alembic_version"),
    *("heartbeat", "webhook_message"),  # processes, and ids of messages
    "usage",  # keyed hashes, for a day
}


@dataclass(frozen=True)
class Doors:
    """A served instance, and the ways in."""

    client: httpx.Client
    database: Database
    server: S3Server
    #: The bucket of finished recordings, and the bucket of the meeting service.
    buckets: tuple[str, str]
    sound: bytes

    def upload(self) -> dict[str, Any]:
        """A recording in one request, with its name."""
        files = {"file": (f"{WORD}.opus", self.sound)}
        made: dict[str, Any] = (
            self.client.post("/v1/transcripts", data={"name": WORD}, files=files).raise_for_status().json()
        )
        return made

    def upload_in_chunks(self) -> str:
        """A recording in three pieces."""
        made = self.client.post("/v1/transcripts", json={"name": WORD}).raise_for_status().json()
        at, owner = f"/v1/transcripts/{made['id']}/record/upload", {"X-Owner-Token": made["owner_token"]}
        third = len(self.sound) // 3 + 1
        for number in range(3):
            files = {"chunk": (f"{WORD}.opus", self.sound[number * third : (number + 1) * third])}
            chunk = {"chunk_number": number, "total_chunks": 3}
            self.client.post(at, params=chunk, files=files, headers=owner).raise_for_status()
        return str(made["id"])

    def meeting(self) -> str:
        """A meeting in a room that belongs to nobody. One participant agreed to the recording."""
        rooms.create_room(self.database, "square", user_id=None)
        meeting = self.client.post("/v1/rooms/square/meetings").raise_for_status().json()
        agreed = self.client.post(f"/v1/meetings/{meeting['id']}/consent", json={"consent_given": True})
        agreed.raise_for_status()
        return str(meeting["id"])

    def announce(self, **recording: object) -> str:
        """Put a recording into the meeting service's bucket, and announce it."""
        for key in [recording.get("object_key"), *recording.get("track_keys", [])]:  # type: ignore[misc]
            if key:
                self.server.client.put_object(Bucket=self.buckets[1], Key=key, Body=b"an older version")
                self.server.client.put_object(Bucket=self.buckets[1], Key=key, Body=self.sound)
        answer = announce(self.client, {"bucket": self.buckets[1]} | recording).raise_for_status()
        return str(answer.json()["transcript_id"])

    def wait_for(self, transcript_id: str) -> str:
        """The text, as soon as it is complete."""
        at = f"/v1/transcripts/{transcript_id}"
        until(lambda: self.client.get(at).json()["status"] in ("ended", "error"))
        return str(self.client.get(f"{at}/text.json").raise_for_status().json()["text"])

    def age(self) -> None:
        """Let eight days pass. The participants have got names."""
        old = utcnow() - timedelta(days=8)
        with self.database.transaction() as session:
            session.execute(sa.update(Transcript).values(created_at=old, participants=[{"name": WORD}]))
            session.execute(sa.update(Meeting).values(start_date=old))
            session.execute(sa.update(Recording).values(recorded_at=old))

    def ids(self) -> set[str]:
        """The ids of all rows with data of visitors."""
        with self.database.snapshot() as session:
            return {id_ for model in (Transcript, Meeting, Recording) for id_ in session.scalars(sa.select(model.id))}

    def versions(self) -> list[tuple[str, str]]:
        """Every version, delete marker and unfinished upload in both buckets, except marker and journal."""
        found = []
        for bucket in self.buckets:
            page: Any = self.server.client.list_object_versions(Bucket=bucket)
            assert not page["IsTruncated"]
            parts: Any = self.server.client.list_multipart_uploads(Bucket=bucket)
            items = [*page.get("Versions", []), *page.get("DeleteMarkers", []), *parts.get("Uploads", [])]
            keys = [item["Key"] for item in items if item["Key"] != MARKER_KEY]
            found += [(bucket, key) for key in keys if not key.startswith(inventory.JOURNAL_PREFIX)]
        return found

    def tables(self) -> dict[str, int]:
        """The number of rows of each table."""
        with self.database.snapshot() as session:
            counts = {t.name: sa.select(sa.func.count()).select_from(t) for t in Base.metadata.sorted_tables}
            return {name: session.scalar(count) or 0 for name, count in counts.items()}


@pytest.fixture
def settings(seaweedfs: S3Server, tmp_path: Path) -> dict[str, str]:
    """SQLite, buckets that keep every version, and the small model."""
    bucket = seaweedfs.make_bucket("Enabled")
    chosen = seaweedfs.settings(bucket)
    names = [name for name in type(chosen).model_fields if name.startswith("TRANSCRIPT_STORAGE_AWS")]
    names.remove("TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY")
    return {name: str(getattr(chosen, name)) for name in names} | {
        "TRANSCRIPT_STORAGE_BACKEND": "aws",
        "TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": seaweedfs.secret_key,
        "WHISPER_MODEL": "tiny.en",
        "RECORDING_WEBHOOK_SECRET": SECRET,
        "RECORDING_BUCKETS": seaweedfs.make_bucket("Enabled"),
    }


@pytest.fixture
def doors(
    seaweedfs: S3Server,
    settings: dict[str, str],
    speech: Samples,  # noqa: F811
    tmp_path: Path,
) -> Iterator[Doors]:
    """The instance, served; five seconds of speech."""
    data, sound = tmp_path / "data", encode(speech[10 * RATE : 15 * RATE], "ogg", "libopus", 48000)
    buckets = settings["TRANSCRIPT_STORAGE_AWS_BUCKET_NAME"], settings["RECORDING_BUCKETS"]
    with serving(data, **settings) as server, httpx.Client(base_url=server.url, timeout=START_SECONDS) as client:
        database = open_database(load_settings(_env_file=None, DATA_DIR=data))
        yield Doors(client, database, seaweedfs, buckets, sound)
        database.engine.dispose()


def raw(database: Database, *words: str) -> list[traces.Trace]:
    return list(traces.in_raw_files(traces.database_files(database), words))


def test_nothing_is_left_by_any_way_in(doors: Doors, settings: dict[str, str], tmp_path: Path) -> None:
    # given: a transcript by every way in, which the worker made from real speech
    owned, whole, chunked = doors.upload(), doors.upload()["id"], doors.upload_in_chunks()
    met = doors.announce(object_key=f"{WORD}/call.opus", meeting_id=doors.meeting())
    tracks = doors.announce(track_keys=[f"{WORD}/1.opus", f"{WORD}/2.opus"])
    made = [owned["id"], whole, chunked, met, tracks]
    spoken = {word for id_ in made for word in re.findall(r"[a-z-]{8,}", doors.wait_for(id_))}
    assert "cold-hearted" in spoken
    words, ids = [WORD, *spoken], doors.ids()
    assert len(ids) == 5 + 1 + 2
    assert {trace.word for trace in raw(doors.database, *words)} == set(words), "it is looked for in the right place"
    assert len(doors.versions()) == 5 + 2 * 3

    # when: one is erased by its owner, and the others by a run once they are old
    answer = doors.client.delete(f"/v1/transcripts/{owned['id']}", headers={"X-Owner-Token": owned["owner_token"]})
    assert answer.json() == {"status": "ok", "pending": 0, "durable": True}
    doors.age()
    tool = [sys.executable, "-m", "reflector.tools.cleanup_old_data", "--json"]
    _, environment = command(tmp_path / "data", **settings)
    run = subprocess.run(tool, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)

    # then: rows
    stats = json.loads(run.stdout)
    assert (stats["transcripts_deleted"], stats["meetings_deleted"], stats["recordings_deleted"]) == (4, 1, 2)
    assert {name for name, count in doors.tables().items() if count} <= RECORDS
    with doors.database.snapshot() as session:
        assert set(session.scalars(sa.select(Tombstone.id))) == ids
        journaled = set(session.scalars(sa.select(JournalEntry.subject_id)))
    assert journaled == {owned["id"]}  # the transcript that its owner erased, and none that expired
    with doors.database.snapshot() as session:
        assert session.scalars(sa.select(Room.name)).all() == ["square"]
    assert list(traces.in_rows(doors.database, [*ids, *words], except_tables={"tombstone", "journal_entry"})) == []
    # the raw database and its write-ahead log: no words, and ids only in the tombstones and their index
    assert raw(doors.database, *words) == []
    main, *others = traces.database_files(doors.database)
    assert {id_: main.read_bytes().count(id_.encode()) for id_ in ids} == {id_: 2 + (id_ in journaled) for id_ in ids}
    assert list(traces.in_raw_files(others, ids)) == []
    # every other file, by name and content
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file() and path not in (main, *others)]
    journal = [path for path in files if inventory.JOURNAL_PREFIX.rstrip("/") in path.parts]
    assert list(traces.in_raw_files(journal, [*(ids - journaled), *words])) == []
    assert list(traces.in_raw_files([path for path in files if path not in journal], [*ids, *words])) == []
    assert not [path for path in (tmp_path / "data").rglob("*") if any(word in str(path) for word in [*ids, *words])]
    # the buckets, and the logs
    assert doors.versions() == []
    said = (tmp_path / "log.txt").read_text() + run.stderr
    assert [word for word in words if word in said] == []
    assert {doors.client.get(f"/v1/transcripts/{id_}").status_code for id_ in made} == {410}
