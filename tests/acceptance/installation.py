"""An installation that moves: the settings of its old and its new place, and its data."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from reflector.db import migrate
from reflector.db.models import Artifact, Base, Transcript, new_id
from reflector.db.states import ArtifactKind, ErasureReason
from reflector.instance import Instance
from reflector.inventory import Place, enter_transcript, recognize
from reflector.inventory.journal import write_pending
from reflector.move import Moved, Places, move
from reflector.retention.erase import erase_now
from reflector.retention.run import drain_now
from reflector.settings import Settings, load_settings
from reflector.testing.factories import (
    a_consent,
    a_meeting,
    a_recording,
    a_room,
    a_users_transcript,
    an_anonymous_transcript,
    saying,
)
from tests.keep import keep

#: A word in every text and every file that moves.
WORD = "marzipan"
#: A word in all data that is expired when the move begins.
EXPIRED = "xylograph"
#: Tables to which the move itself adds rows, or whose rows it leaves behind.
_OF_PROCESSES = ("retention_run", "heartbeat", "instance", "marked_store", "artifact")
Rows = dict[tuple[str, ...], dict[str, Any]]


@dataclass(frozen=True)
class Installation:
    """The settings of an instance before and after its move, and the file that names the new ones."""

    old: dict[str, str]
    new: dict[str, str]
    file: Path

    @classmethod
    def make(cls, directory: Path, old: dict[str, str], new: dict[str, str]) -> "Installation":
        """Write the file of the new settings. The database of the old ones gets its tables."""
        common = {"PUBLIC_MODE": "true", "DATA_DIR": str(directory / "data")}
        file = directory / "new.env"
        file.write_text("".join(f"{name}={value}\n" for name, value in new.items()))
        made = cls(common | old, common | old | new, file)
        with made.opened(made.old) as instance:
            migrate.upgrade(instance.database)
            for store in instance.stores.all():
                recognize(instance.database, store)
        return made

    @contextmanager
    def opened(self, environment: dict[str, str]) -> Iterator[Instance]:
        """The instance with these settings, as in a process that ends with the block."""
        instance = Instance.open(settings_of(environment))
        try:
            yield instance
        finally:
            instance.database.engine.dispose()

    def move(self) -> Moved:
        """Move it, as the command does."""
        return move_installation(self.old, self.file)


def move_installation(environment: dict[str, str], file: Path) -> Moved:
    """Move an instance from the settings of `environment` to those of `file`."""
    places = Places.open(settings_of(environment), file)
    try:
        return move(places)
    finally:
        for each in (places.old, places.new):
            each.database.engine.dispose()


def settings_of(environment: dict[str, str]) -> Settings:
    """The settings of an environment, without any `.env`."""
    return load_settings(**({"_env_file": None} | environment))


def fill(instance: Instance, recordings: str, *, young: int = 2) -> None:
    """Fill every table that a move must keep, and add an expired transcript.

    `recordings` is the bucket in which another program leaves recordings.
    """
    room = a_room(user_id="alice", name=WORD)
    meeting = a_meeting(room=room)
    recording = a_recording(meeting, bucket=recordings, key=f"{WORD}/talk.mp4")
    kept = [an_anonymous_transcript(days_old=n % 6) for n in range(young)]
    kept += [a_users_transcript(days_old=400, meeting=meeting, recording=recording)]
    transcripts = [saying(each, WORD) for each in kept]
    gone = saying(an_anonymous_transcript(days_old=1), EXPIRED)
    expired = saying(an_anonymous_transcript(days_old=30), EXPIRED)
    with instance.database.transaction() as session:
        for row in (room, meeting, a_consent(meeting), recording):
            session.add(row)
            session.flush()
        for transcript in (*transcripts, gone, expired):
            enter_transcript(session, transcript)
    for transcript in transcripts:
        _keep_files(instance, transcript, WORD)
    for transcript in (gone, expired):
        _keep_files(instance, transcript, EXPIRED)
    erase_now(instance, gone.id, reason=ErasureReason.OWNER)
    write_pending(instance)
    drain_now(instance)


def fill_many(instance: Instance, count: int) -> None:
    """Add `count` transcripts with three files each, by plain SQL: the inventory would take several minutes."""
    root = instance.stores.local.root
    names = {"mp3": "audio.mp3", "waveform": "audio.json", "upload": "upload.webm"}
    transcripts = [saying(an_anonymous_transcript(days_old=n % 6), WORD) for n in range(count)]
    for transcript in transcripts:
        transcript.id, transcript.inventoried = new_id(), True
    with instance.database.transaction() as session:
        session.add_all(transcripts)
        session.flush()
        rows = [
            {
                "kind": kind,
                "store": "local",
                "bucket": "",
                "key": f"{transcript.id}/{name}",
                "transcript_id": transcript.id,
            }
            for transcript in transcripts
            for kind, name in ({"folder": ""} | names).items()
        ]
        session.execute(sa.insert(Artifact), rows)
    for transcript in transcripts:
        folder = root / transcript.id
        folder.mkdir()
        for kind, name in names.items():
            (folder / name).write_bytes(f"{WORD} {kind} {transcript.id}".encode() * 100)


def _keep_files(instance: Instance, transcript: Transcript, word: str) -> None:
    default = instance.stores.default
    places = [
        Place(ArtifactKind.WAVEFORM, "local", "", f"{transcript.id}/audio.json"),
        Place.in_store(ArtifactKind.MP3, default, f"{transcript.id}/audio.mp3"),
        Place.in_store(ArtifactKind.VIDEO, default, f"{transcript.id}/video.mp4"),
    ]
    for place in places:
        keep(instance, transcript.id, place, io.BytesIO(f"{word} {place.kind} {transcript.id}".encode()))


def rows_of(instance: Instance) -> Rows:
    """The rows that a move must not change, by table and key."""
    found: Rows = {}
    with instance.database.snapshot() as session:
        for table in Base.metadata.sorted_tables:
            if table.name in _OF_PROCESSES:
                continue
            for row in session.execute(sa.select(table)).mappings():
                values = {name: value for name, value in row.items() if name not in ("audio_location", "complete")}
                found[table.name, *(str(row[column.name]) for column in table.primary_key)] = values
    return found


def audio_of(instance: Instance) -> dict[str, bytes]:
    """The bytes of every mp3, waveform and video, by key, read through the artifact rows."""
    with instance.database.snapshot() as session:
        kinds = Artifact.kind.in_(["mp3", "waveform", "video"]), Artifact.transcript_id.is_not(None)
        rows = session.scalars(sa.select(Artifact).where(*kinds)).all()
    found = {}
    for row in rows:
        with instance.stores.get(row.store, row.bucket).open(row.key) as stream:
            assert row.key not in found, "two living artifacts name one file"
            found[row.key] = stream.read()
    return found


def tables_of(url: str) -> list[str]:
    """The tables of a PostgreSQL database."""
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return [str(row[0]) for row in rows]
