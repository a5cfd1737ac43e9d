"""`reflector demo`: a small public instance in a temporary folder, to watch it keep its promise.

Its recordings are real speech, and pass through the same stages as every recording. The demo reads no settings and
changes nothing outside that folder. A second folder replaces the object store.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import sqlalchemy as sa

from reflector import logs
from reflector.commands import output
from reflector.commands.exits import Exit, leave
from reflector.commands.explain import sentence
from reflector.db import migrate
from reflector.db.models import Base, Meeting, MeetingConsent, Recording, Transcript
from reflector.db.session import Database
from reflector.instance import Instance
from reflector.retention.drain import Drain
from reflector.retention.report.verify import verify
from reflector.retention.report.why import why
from reflector.retention.run import run
from reflector.settings import Settings
from reflector.storage import LocalStore, Store, Stores
from reflector.testing.factories import a_consent, a_meeting, a_recording, days_ago, saying
from reflector.transcription import ingest
from reflector.transcription.ingest import NewTranscript
from reflector.transcription.recordings import NewRecording, announce_recording
from reflector.transcription.runner import Runner

_BUCKET = "recordings"
Row = TypeVar("Row", Recording, Transcript)
_SPEECH = (Path(__file__).parent / "speech" / "amiable.opus").read_bytes()


class _FolderBucket(LocalStore):
    """A folder in place of a bucket."""

    name = "s3"
    bucket = _BUCKET


class _DemoStores(Stores):
    """The local disk, and one more folder for all buckets."""

    def bucket(self, bucket: str) -> Store:
        """See `Stores.bucket`."""
        return _FolderBucket(self.local.root.parent / "bucket")


@dataclass(frozen=True, slots=True)
class Scene:
    """A few related rows, and the expected result of a run."""

    story: str
    goes: Sequence[Base] = ()
    stays: Sequence[Base] = ()


def play() -> None:
    """Make a small public instance, erase expired data, and show which rows went, which stayed, and why."""
    with TemporaryDirectory(prefix="reflector-demo-") as folder:
        kept = _Demo(Path(folder)).play()
    output.say("The promise was kept." if kept else "THE PROMISE WAS NOT KEPT.")
    leave(Exit.DONE if kept else Exit.FAILED)


@dataclass(frozen=True, slots=True)
class _Past:
    """Creates recordings through the public functions, transcribes them, and then changes their age."""

    instance: Instance
    #: The created rows, and the creation time that each will get.
    made: list[tuple[Base, datetime]] = field(default_factory=list)

    def scenes(self) -> Sequence[Scene]:
        """Create all scenes of the demo."""
        scenes = list(self._scenes())
        runner = Runner(self.instance, Drain(self.instance).only)
        while runner.run_next():
            pass
        with self.instance.database.transaction() as session:
            for row, moment in self.made:
                table = type(row).__table__
                columns = [name for name in ("recorded_at", "created_at", "start_date", "end_date") if name in table.c]
                values = dict.fromkeys(columns, moment)
                session.execute(sa.update(type(row)).where(table.c.id == _id(row)).values(values))
        return scenes

    def _scenes(self) -> Iterator[Scene]:
        yield Scene("made two days ago", stays=[self._upload(2)])
        yield Scene("made nine days ago", goes=[self._upload(9)])
        early = self._upload(2)
        with self.instance.database.transaction() as session:
            session.execute(sa.update(Transcript).where(Transcript.id == early.id).values(erase_at=days_ago(0.1)))
        yield Scene("ended early by its owner", goes=[early])
        yield Scene("a signed-in user's", stays=[self._upload(100, user_id="somebody")])

        meeting, consent = self._meeting(9)
        rows = self._announce(9, meeting, "nine/track-1.opus", "nine/track-2.opus")
        yield Scene("a meeting of nine days ago, with two tracks", goes=[meeting, consent, *rows])

        meeting, consent = self._meeting(9)
        old, young = (self._upload(days, meeting_id=meeting.id) for days in (9, 3))
        yield Scene("shared with a younger transcript", goes=[old], stays=[meeting, consent, young])

        meeting, consent = self._meeting(9)
        recording, old = self._announce(9, meeting, "shared/with-a-user.opus")
        users = self._upload(9, user_id="somebody", recording_id=_id(recording))
        yield Scene("shared with a signed-in user's", goes=[old], stays=[meeting, consent, recording, users])

        meeting, consent = self._meeting(30)
        keys = ("orphaned/alone.opus", "orphaned/meeting.opus")
        alone, met = a_recording(days_old=30, key=keys[0]), a_recording(meeting, days_old=30, key=keys[1])
        for recording, key in ((alone, keys[0]), (met, keys[1])):
            self._add(recording)
            self._put(key, recording)
        yield Scene("orphans: no transcript references them", goes=[meeting, consent, met, alone])

    def _upload(self, days_old: float, **known: Any) -> Transcript:
        made = ingest.create(self.instance.database, NewTranscript(**known)).transcript_id
        ingest.receive(self.instance, made, io.BytesIO(_SPEECH), file_name="amiable.opus")
        return self._named(Transcript, made, days_old)

    def _announce(self, days_old: float, meeting: Meeting, *keys: str) -> tuple[Recording, Transcript]:
        one, tracks = (keys[0], ()) if len(keys) == 1 else ("", keys)
        new = announce_recording(self.instance, NewRecording(_BUCKET, one, tracks, _id(meeting)))
        recording = self._named(Recording, new.recording_id, days_old)
        for key in keys:
            self._put(key, recording)
        return recording, self._named(Transcript, new.transcript_id, days_old)

    def _meeting(self, days_old: float) -> tuple[Meeting, MeetingConsent]:
        meeting = a_meeting(days_old=0)  # a recording of an expired meeting would be refused
        self.made.append((meeting, days_ago(days_old)))
        consent = a_consent(meeting)
        self._add(meeting)
        self._add(consent)
        return meeting, consent

    def _add(self, row: Base) -> None:
        with self.instance.database.transaction() as session:
            session.add(saying(row, _marker(row)))

    def _named(self, model: type[Row], row_id: str, days_old: float) -> Row:
        with self.instance.database.transaction() as session:
            row = session.get_one(model, row_id)
            if isinstance(row, Transcript):
                row.name = _marker(row)
        self.made.append((row, days_ago(days_old)))
        return row

    def _put(self, key: str, recording: Recording) -> None:
        self.instance.stores.bucket(_BUCKET).put(key, io.BytesIO(_SPEECH + _marker(recording).encode()))


class _Demo:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # The environment is not read: the demo must not use the operator's instance.
        settings = Settings.model_construct(PUBLIC_MODE=True, DATA_DIR=folder / "data", LOG_LEVEL="WARNING")
        settings.DATA_DIR.mkdir()
        logs.configure(settings)
        self._database = Database(settings.database_url)
        self._instance = Instance(settings, self._database, _DemoStores(settings))
        self._scenes: Sequence[Scene] = ()

    def play(self) -> bool:
        """Run the whole demo. Returns whether the promise was kept."""
        migrate.upgrade(self._database)
        with output.progress("transcribing"):
            self._scenes = _Past(self._instance).scenes()
        output.say(f"A public instance in {self._folder}; anonymous data goes after 7 days.")
        with self._database.snapshot() as session:
            words = session.scalar(sa.select(Transcript.short_summary).order_by(Transcript.created_at))
        output.say(f"Somebody says: {words}")
        self._show("What is there")
        stats = run(self._instance)
        self._show("After the run")
        erased = [stats["transcripts_deleted"], stats["meetings_deleted"], stats["recordings_deleted"]]
        counts = (*erased, stats["artifacts_erased"], stats["error_count"])
        kinds = ("transcripts", "meetings", "recordings", "artifacts", "errors")
        output.table("The run erased", ("what", "count"), list(zip(kinds, counts, strict=True)))
        return not stats["error_count"] and self._verify()

    def _show(self, title: str) -> None:
        rows = []
        for scene in self._scenes:
            story = scene.story
            for row in (*scene.goes, *scene.stays):
                if not isinstance(row, MeetingConsent):  # it is erased with its meeting
                    answer = why(self._database, self._instance.settings, _id(row))
                    rows.append((story, answer.kind, answer.id[:8], answer.fate.verdict, sentence(answer.fate)))
                    story = ""
        output.table(title, ("what", "kind", "id", "is", "because"), rows)

    def _verify(self) -> bool:
        """Run `verify`, and search every file and path of the instance for the erased rows."""
        residue = list(verify(self._instance))
        went = [row for scene in self._scenes for row in scene.goes]
        stayed = [row for scene in self._scenes for row in scene.stays]
        files = [path for path in self._folder.rglob("*") if path.is_file()]
        content = b"".join(path.read_bytes() for path in files)
        gone, kept = (sum(_marker(row).encode() in content for row in rows) for rows in (went, stayed))
        ids = {_id(row) for row in went}
        left = sum(bool(ids.intersection(path.parts)) for path in files)
        output.say(f"verify finds {len(residue)} left. The words of what went, searched for in every file of the")
        output.say(f"instance, its database included: {gone} of {len(went)} found; its own files: {left} found.")
        output.say(f"The words of what stayed: {kept} of {len(stayed)} found.")
        self._database.engine.dispose()
        return (len(residue), gone, left, kept) == (0, 0, 0, len(stayed))


def _id(row: Base) -> str:
    return str(vars(row)["id"])


def _marker(row: Base) -> str:
    """A word that is only in this row and in its objects."""
    # Not the id itself, because tombstones keep it.
    return f"word{sha256(_id(row).encode()).hexdigest()[:16]}"
