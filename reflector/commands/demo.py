"""`reflector demo`: a small public instance in a temporary folder, to watch it keep its promise.

It reads no settings and touches nothing outside that folder; a second folder plays the object store.
"""

import io
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import pi, sin
from pathlib import Path
from struct import pack
from tempfile import TemporaryDirectory

from reflector import inventory, logs
from reflector.commands import output
from reflector.commands.exits import Exit, leave
from reflector.commands.explain import sentence
from reflector.db import migrate
from reflector.db.models import Base, Meeting, MeetingConsent, Recording, Transcript
from reflector.db.session import Database
from reflector.inventory import Place
from reflector.retention.run import run
from reflector.retention.verify import verify
from reflector.retention.why import why
from reflector.settings import Settings
from reflector.storage import LocalStore, Store, Stores
from reflector.testing.factories import (
    a_consent,
    a_meeting,
    a_recording,
    a_users_transcript,
    an_anonymous_transcript,
    days_ago,
    saying,
)

_BUCKET = "recordings"


#: Rows are added after those they lead to.
_ORDER: list[type[Base]] = [Meeting, MeetingConsent, Recording, Transcript]


class _FolderBucket(LocalStore):
    """A folder that plays a bucket."""

    name = "s3"
    bucket = _BUCKET


class _DemoStores(Stores):
    """The local disk, and a folder beside it for every bucket."""

    def bucket(self, bucket: str) -> Store:
        """See `Stores.bucket`."""
        return _FolderBucket(self.local.root.parent / "bucket")


@dataclass(frozen=True, slots=True)
class Scene:
    """A few rows that belong together, and what a run should do with them."""

    story: str
    goes: Sequence[Base] = ()
    stays: Sequence[Base] = ()


def demo() -> None:
    """Make a small public instance, erase what is expired, and show what went, what stayed and why."""
    with TemporaryDirectory(prefix="reflector-demo-") as folder:
        kept = _Demo(Path(folder)).play()
    output.say("The promise was kept." if kept else "THE PROMISE WAS NOT KEPT.")
    leave(Exit.DONE if kept else Exit.FAILED)


def _scenes() -> Iterator[Scene]:
    yield Scene("made two days ago", stays=[an_anonymous_transcript(days_old=2)])
    yield Scene("made nine days ago", goes=[an_anonymous_transcript(days_old=9)])
    yield Scene("ended early by its owner", goes=[an_anonymous_transcript(days_old=2, erase_at=days_ago(0.1))])
    yield Scene("a signed-in user's", stays=[a_users_transcript(days_old=100)])

    meeting = a_meeting(days_old=9)
    tracks = a_recording(meeting, days_old=9, track_keys=["nine/track-1.wav", "nine/track-2.wav"])
    rows = (meeting, a_consent(meeting, given=False), tracks)
    yield Scene(
        "a meeting of nine days ago, with two tracks",
        goes=[*rows, an_anonymous_transcript(days_old=9, meeting=meeting, recording=tracks)],
    )

    meeting = a_meeting(days_old=9)
    old = an_anonymous_transcript(days_old=9, meeting=meeting)
    young = an_anonymous_transcript(days_old=3, meeting=meeting)
    yield Scene("shared with a younger transcript", goes=[old], stays=[meeting, a_consent(meeting), young])

    meeting = a_meeting(days_old=9)
    recording = a_recording(meeting, days_old=9, key="shared/with-a-user.wav")
    old = an_anonymous_transcript(days_old=9, meeting=meeting, recording=recording)
    users = a_users_transcript(days_old=9, recording=recording)
    yield Scene("shared with a signed-in user's transcript", goes=[old], stays=[meeting, recording, users])

    meeting = a_meeting(days_old=30)
    lost = a_recording(days_old=30, key="orphaned/alone.wav")
    recording = a_recording(meeting, days_old=30, key="orphaned/meeting.wav")
    yield Scene("orphans: no transcript leads to them", goes=[meeting, recording, lost])


class _Demo:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Made without reading the environment: the demo has nothing to do with the operator's instance.
        self._settings = Settings.model_construct(PUBLIC_MODE=True, DATA_DIR=folder / "data", LOG_LEVEL="WARNING")
        self._settings.DATA_DIR.mkdir()
        logs.configure(self._settings)
        self._database = Database(self._settings.database_url)
        self._stores = _DemoStores(self._settings)
        self._scenes = list(_scenes())

    def play(self) -> bool:
        """The whole demo. Returns whether the promise was kept."""
        migrate.upgrade(self._database)
        rows = [row for scene in self._scenes for row in (*scene.goes, *scene.stays)]
        for row in sorted(rows, key=lambda row: _ORDER.index(type(row))):
            self._add(row)
        output.say(f"A public instance in {self._folder}; anonymous data goes after 7 days.")
        self._show("What is there")
        stats = run(self._database, self._stores, self._settings)
        self._show("After the run")
        erased = [stats["transcripts_deleted"], stats["meetings_deleted"], stats["recordings_deleted"]]
        counts = (*erased, stats["artifacts_erased"], stats["error_count"])
        kinds = ("transcripts", "meetings", "recordings", "artifacts", "errors")
        output.table("The run erased", ("what", "count"), list(zip(kinds, counts, strict=True)))
        return not stats["error_count"] and self._verified()

    # -- what is there ----------------------------------------------------------------------------------------------

    def _add(self, row: Base) -> None:
        with self._database.transaction() as session:
            saying(row, _marker(row))
            if isinstance(row, Transcript):
                inventory.enter_transcript(session, row)
            else:
                session.add(row)
        sound = _sound(_marker(row))
        if isinstance(row, Transcript):
            for place in (
                Place("upload", "local", "", f"{row.id}/upload.wav"),
                Place("mp3", "local", "", f"{row.id}/audio.mp3"),
            ):
                inventory.keep(self._database, self._stores, row.id, place, io.BytesIO(sound), seconds=60)
        if isinstance(row, Recording):
            for key in row.track_keys or [row.object_key]:
                self._stores.bucket(_BUCKET).put(key, io.BytesIO(sound))

    def _show(self, title: str) -> None:
        rows = []
        for scene in self._scenes:
            story = scene.story
            for row in (*scene.goes, *scene.stays):
                if not isinstance(row, MeetingConsent):  # it goes with its meeting
                    item_id = str(vars(row)["id"])
                    answer = why(self._database, self._settings, item_id)
                    rows.append((story, answer.kind, item_id[:8], answer.fate.verdict, sentence(answer.fate)))
                    story = ""
        output.table(title, ("what", "kind", "id", "is", "because"), rows)

    # -- what is left -----------------------------------------------------------------------------------------------

    def _verified(self) -> bool:
        """Look again: by `verify`, and for the words of everything that went, in every file of the instance."""
        residue = list(verify(self._database, self._stores, self._settings))
        went = [_marker(row) for scene in self._scenes for row in scene.goes]
        stayed = [_marker(row) for scene in self._scenes for row in scene.stays]
        bytes_left = b"".join(path.read_bytes() for path in sorted(self._folder.rglob("*")) if path.is_file())
        found = [sum(word.encode() in bytes_left for word in words) for words in (went, stayed)]
        output.say(f"verify finds {len(residue)} left. The words of what went, searched in every file of the instance,")
        output.say(
            f"its database included: {found[0]} of {len(went)} found. Of what stayed: {found[1]} of {len(stayed)}."
        )
        self._database.engine.dispose()
        return not residue and found == [0, len(stayed)]


def _marker(row: Base) -> str:
    """A word that is said in this row and its files, and nowhere else."""
    # Not the id itself: tombstones keep that, and rightly so.
    return f"word{sha256(vars(row)['id'].encode()).hexdigest()[:16]}"


def _sound(word: str) -> bytes:
    """A fifth of a second of a 440 Hz tone as a WAV file, with `word` behind it."""
    samples = (int(8000 * sin(2 * pi * 440 * n / 8000)) for n in range(1600))
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(b"".join(pack("<h", sample) for sample in samples))
    return file.getvalue() + word.encode()
