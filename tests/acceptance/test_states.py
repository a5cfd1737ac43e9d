"""Any sequence of events on an instance ends in a correct state.

Hypothesis draws the events: uploads, late writers, meetings, recordings, claims, refusals, passing days, erasures,
outages, deaths of processes, and runs. At the end the stores work again and the days pass. Then one run erases all
anonymous data, and keeps all data of signed-in users unchanged, with the whole meetings of their transcripts.
REFLECTOR_TEST_DEEP=1 draws forty times as many.
"""

import io
import os
import random
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from reflector import inventory
from reflector.db.models import Meeting, Recording, Transcript, utcnow
from reflector.db.states import ArtifactKind, ErasureReason
from reflector.errors import (
    BeingErased,
    ReflectorError,
    RetentionBusy,
    StorageError,
    StoreFull,
    StoreUnavailable,
    TranscriptGone,
)
from reflector.inventory import Place as Where
from reflector.retention.erase import erase_now
from reflector.retention.run import drain_now
from reflector.storage import Store, Stores
from reflector.storage.base import Erasures
from reflector.testing.factories import a_consent, a_meeting, a_recording, a_room, an_anonymous_transcript
from tests.acceptance.places import EmbeddedPlace, Place
from tests.acceptance.racers import erase_unlocked
from tests.acceptance.world import Rows, World, put
from tests.faults.crash import Killed, dying
from tests.faults.stores import PartialErrors, Wrapper
from tests.keep import keep
from tests.refusal import apply_consent

DEEP = bool(os.environ.get("REFLECTOR_TEST_DEEP"))
USERS = st.sampled_from([None, None, "ada", "bob"])
ROOMS = st.sampled_from(["none", "operator", "ada"])
CONTENT = st.binary(min_size=1, max_size=20)
#: Seconds until the deadline of the writers here.
WRITER_SECONDS = 60
#: The events that can meet a transcript between the announcement of a file and its last byte.
MEANWHILE = ("nothing", "erased", "erased and drained", "time over", "time over, erased and drained")
#: The tables whose rows are compared.
KINDS = ("transcript", "meeting", "meeting_consent", "recording", "artifact", "room")
#: The tables whose erased rows the runs count.
COUNTED = ("transcript", "meeting", "recording")


class Outage(Wrapper):
    """Works normally, unless `fault` is "down", or "resists": then it erases only every second key."""

    def __init__(self, inner: Store, fault: Callable[[], str | None]) -> None:
        super().__init__(inner)
        self._fault = fault

    def _pass(self, call: Any, keys: Any, do: Callable[[], Any]) -> Any:
        if self._fault() == "down":
            raise StoreUnavailable()
        return do()

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        """Erase the keys that the fault allows."""
        if self._fault() == "resists":
            return PartialErrors(self.inner).erase_many(keys)
        return super().erase_many(keys)


@dataclass
class Writer:
    """A stage that has announced a file and not written it yet."""

    transcript_id: str
    where: Where
    stores: Stores
    #: `inventory.writing`, entered.
    block: AbstractContextManager[None]
    #: Whether its deadline has passed without its knowledge.
    late: bool = False


class Instance(RuleBasedStateMachine):
    """One instance, its events, and the data that must be left."""

    place: Place

    def __init__(self) -> None:
        super().__init__()
        #: The fault of each store, by store and bucket.
        self.faults: dict[tuple[str, str], str] = {}
        self.clean = self.place.empty()
        self.world = self._open()
        #: The bytes of every begun write, by bucket and key.
        self.content: dict[tuple[str, str], bytes] = {}
        #: Every row that must still exist unchanged, see `_must_stay`.
        self.kept: Rows = {}
        #: Transcripts of signed-in users, and meetings in users' rooms that the users have not erased themselves.
        self.users: set[str] = set()
        self.in_users_rooms: set[str] = set()
        self.transcripts: list[str] = []
        self.meetings: list[Any] = []
        self.recordings: list[Any] = []
        self.writers: list[Writer] = []
        self.erased: set[str] = set()

    @initialize(
        people=st.lists(USERS, min_size=2, max_size=3),
        room=ROOMS,
        by=st.sampled_from(["meeting", "recording"]),
        tracks=st.integers(0, 2),
    )
    def share_a_meeting(self, people: list[str | None], room: str, by: str, tracks: int) -> None:
        """Several people make transcripts of one meeting. Random draws would rarely produce this."""
        meeting = self._meet(room, refused=False, video=True, content=b"video")
        recording, _ = [self._record(meeting, tracks, b"sound") for _ in range(2)]
        for n, user in enumerate(people):
            # The first transcript references the meeting or one of its recordings; the others reference the other one.
            to = {"meeting": meeting} if (by == "meeting") == (n == 0) else {"recording": recording}
            self._transcribe(an_anonymous_transcript(days_old=0, user_id=user, **to))

    @initialize(by=st.sampled_from(["meeting", "recording"]))
    def meet_as_guests(self, by: str) -> None:
        """A guest makes the only transcript of a meeting in a user's room. Then only the room keeps the meeting."""
        meeting = self._meet("ada", refused=False, video=False, content=b"")
        recording = self._record(meeting, 0, b"sound")
        to = {"meeting": meeting} if by == "meeting" else {"recording": recording}
        self._transcribe(an_anonymous_transcript(days_old=0, **to))

    @initialize(local=st.booleans())
    def be_overtaken(self, local: bool) -> None:
        """A transcript is erased and drained before its writer writes the last bytes."""
        row = an_anonymous_transcript(days_old=0)
        self._transcribe(row)
        self._begin_to_write(row.id, local)
        self._erase(row.id, None)
        self.drain(gap=None)

    # -- what comes in ----------------------------------------------------------------------------------------------

    @rule(user=USERS, early=st.booleans(), data=st.data())
    def transcribe(self, user: str | None, early: bool, data: st.DataObject) -> None:
        """Make a transcript, perhaps with a meeting, a recording, or both."""
        meeting = data.draw(st.sampled_from([None, *self.meetings]))
        recording = data.draw(st.sampled_from([None, *self.recordings]))
        row = an_anonymous_transcript(days_old=0, user_id=user, meeting=meeting, recording=recording)
        row.erase_at = utcnow() + timedelta(days=1) if early else None
        self._transcribe(row)

    def _transcribe(self, row: Transcript) -> None:
        with (
            suppress(sa.exc.IntegrityError),
            self.world.database.transaction() as session,
        ):  # the meeting or the recording is gone
            inventory.enter_transcript(session, row)
        if row.id not in self._ids():
            return
        self.transcripts.append(row.id)
        if row.user_id is not None:
            self.users.add(row.id)
        self._came()

    @precondition(lambda self: self.transcripts)
    @rule(data=st.data(), content=CONTENT, local=st.booleans(), whole=st.booleans(), gap=st.none() | st.integers(1, 30))
    def upload(self, data: st.DataObject, content: bytes, local: bool, whole: bool, gap: int | None) -> None:
        """A stage writes a file of a transcript. It can fail, and its worker can die."""
        transcript_id = data.draw(st.sampled_from(self.transcripts))
        store = self.world.stores.local if local else self.world.stores.default
        where = Where.in_store(ArtifactKind.MP3, store, f"{transcript_id}/{random.randrange(10**9)}.mp3")
        most = None if whole else len(content) - 1

        def write() -> None:
            here = (self.world.here, transcript_id)
            keep(*here, where, io.BytesIO(content), seconds=WRITER_SECONDS, max_bytes=most)

        self._writes(where, content, write, gap)

    @precondition(lambda self: self.transcripts)
    @rule(data=st.data(), local=st.booleans())
    def begin_to_write(self, data: st.DataObject, local: bool) -> None:
        """A stage announces a file, perhaps an existing one, and computes. Other events can come before its write."""
        self._begin_to_write(data.draw(st.sampled_from(self.transcripts)), local)

    def _begin_to_write(self, transcript_id: str, local: bool) -> None:
        stores = self._open().stores
        where = Where.in_store(
            ArtifactKind.MP3, stores.local if local else stores.default, f"{transcript_id}/audio.mp3"
        )
        if where in [writer.where for writer in self.writers]:
            return  # only one worker has a job at a time
        block = inventory.writing(
            replace(self.world.here, stores=stores), transcript_id, [where], seconds=WRITER_SECONDS
        )
        with suppress(TranscriptGone, BeingErased):
            block.__enter__()
            self.writers.append(Writer(transcript_id, where, stores, block))
        self._came(except_what_lies_in=where)

    @precondition(lambda self: self.writers)
    @rule(
        data=st.data(),
        content=CONTENT,
        meanwhile=st.sampled_from(MEANWHILE),
        fails=st.booleans(),
        gap=st.none() | st.integers(1, 8),
    )
    def end_writing(self, data: st.DataObject, content: bytes, meanwhile: str, fails: bool, gap: int | None) -> None:
        """The writer writes its file. It can fail, or die in a later step."""
        writer = data.draw(st.sampled_from(self.writers))
        if "time over" in meanwhile:
            self._let_pass(timedelta(seconds=WRITER_SECONDS + 1))
        if "erased" in meanwhile and writer.transcript_id in self.transcripts:
            self._erase(writer.transcript_id, None)
        if "drained" in meanwhile:
            self.drain(gap=None)
        self._end_writing(writer, content, fails, gap)

    def _end_writing(self, writer: Writer, content: bytes, fails: bool, gap: int | None) -> None:
        store = writer.stores.get(writer.where.store, writer.where.bucket)
        failure: StorageError | None = StoreFull() if fails else None
        try:
            store.put(writer.where.key, io.BytesIO(content))
        except StorageError as error:
            failure = error

        def end() -> None:
            with ExitStack() as stack:
                stack.push(writer.block)
                if failure is not None:
                    raise failure

        self.writers.remove(writer)
        # A writer after its deadline must live until it has erased its bytes: no row may reference them any more.
        self._writes(writer.where, content, end, None if writer.late else gap)

    def _writes(self, where: Where, content: bytes, work: Callable[[], None], gap: int | None) -> None:
        """Write `content`, and check that it is there, or that nothing is left; unless the process died."""
        outcome = "died"

        def write() -> None:
            nonlocal outcome
            try:
                work()
            except ReflectorError:
                outcome = "failed"
            else:
                outcome = "kept"

        self.content[where.bucket, where.key] = content
        self._live(write, gap)
        self._came(except_what_lies_in=where)
        if outcome == "died":
            return
        kept = any(_lies_in(where, row) and _owners(key, row) for key, row in self._rows().items())
        assert kept == (outcome == "kept")
        if not kept and (where.store, where.bucket) not in self.faults:
            assert (where.bucket, where.key) not in self.clean.objects()

    @rule(room=ROOMS, refused=st.booleans(), video=st.booleans(), content=CONTENT)
    def meet(self, room: str, refused: bool, video: bool, content: bytes) -> None:
        """Hold a meeting, perhaps in a room, with the answers of its participants. The service can leave a video."""
        self._meet(room, refused, video, content)

    def _meet(self, whose: str, refused: bool, video: bool, content: bytes) -> Meeting:
        room = None if whose == "none" else a_room(user_id=None if whose == "operator" else whose)
        meeting = a_meeting(days_old=0, room=room)
        if video:
            meeting.daily_composed_video_s3_key = f"composed/{meeting.id}.mp4"
            self._left_by_others(
                self.clean.stores.bucket(self.clean.recordings), meeting.daily_composed_video_s3_key, content
            )
        self._add(*filter(None, [room]), meeting, a_consent(meeting), a_consent(meeting, given=not refused))
        self.meetings.append(meeting)
        if room is not None and room.user_id is not None:
            self.in_users_rooms.add(meeting.id)
        self._came()
        return meeting

    @rule(tracks=st.integers(0, 3), content=CONTENT, data=st.data())
    def record(self, tracks: int, content: bytes, data: st.DataObject) -> None:
        """Finish a cloud recording: one object, or one for each track. Its meeting can be gone by then."""
        meeting = data.draw(st.sampled_from([None, *self.meetings]))
        if meeting is not None and ("meeting", meeting.id) not in self._rows():
            meeting = None
        self._record(meeting, tracks, content)

    def _record(self, meeting: Meeting | None, tracks: int, content: bytes) -> Recording:
        recording = a_recording(meeting, days_old=0, bucket=self.clean.recordings)
        keys = [f"room/{recording.id}-{n}.webm" for n in range(tracks)] or [f"room/{recording.id}.mp4"]
        if tracks:
            recording.track_keys = keys
        else:
            recording.object_key = keys[0]
        for key in keys:
            self._left_by_others(self.clean.stores.bucket(self.clean.recordings), key, content)
        self._add(recording)
        self.recordings.append(recording)
        self._came()
        return recording

    # -- what is decided about it -----------------------------------------------------------------------------------

    @precondition(lambda self: self.transcripts)
    @rule(data=st.data(), user=st.sampled_from(["ada", "bob"]))
    def claim(self, data: st.DataObject, user: str) -> None:
        """A user claims an anonymous transcript that has not expired."""
        transcript_id = data.draw(st.sampled_from(self.transcripts))
        alive = Transcript.created_at > utcnow() - timedelta(days=7)
        own = sa.update(Transcript).where(Transcript.id == transcript_id, Transcript.user_id.is_(None), alive)
        with self.world.database.transaction() as session:
            taken = session.execute(own.values(user_id=user, erase_at=None).returning(Transcript.id)).one_or_none()
        if taken is not None:
            self.users.add(transcript_id)
            self._came(except_what_is_of={transcript_id})

    @precondition(lambda self: self.users)
    @rule(data=st.data(), mode=st.sampled_from(["private", "semi-private", "public"]))
    def share(self, data: st.DataObject, mode: str) -> None:
        """A user changes the readers of a transcript. The owner stays the same."""
        transcript_id = data.draw(st.sampled_from(sorted(self.users)))
        with self.world.database.transaction() as session:
            session.execute(sa.update(Transcript).where(Transcript.id == transcript_id).values(share_mode=mode))
        self._came(except_what_is_of={transcript_id})

    @precondition(lambda self: self.meetings)
    @rule(data=st.data())
    def refuse(self, data: st.DataObject) -> None:
        """A participant refuses afterwards. The audio of the meeting goes, also a user's."""
        meeting = data.draw(st.sampled_from(self.meetings))
        with suppress(sa.exc.IntegrityError):
            self._add(a_consent(meeting, given=False))
        of_meeting = {recording.id for recording in self.recordings if recording.meeting_id == meeting.id}
        rows = self._rows()
        heard = {
            key[1]: row
            for key, row in rows.items()
            if key[0] == "transcript" and (row["meeting_id"] == meeting.id or row["recording_id"] in of_meeting)
        }
        apply_consent(self.world.database, self.world.stores, meeting.id)
        assert _sound_of(self._rows(), {meeting.id, *of_meeting, *heard}) == []
        # A transcript can reference two meetings: its own, and that of its recording. Then the audio of both goes.
        of = {meeting.id}.union(*(_meetings_of(rows, row) for row in heard.values()))
        sound = {one.id for one in self.recordings if one.meeting_id in of} | {
            r["recording_id"] for r in heard.values()
        }
        self._came(except_what_is_of=heard.keys() | of | sound)

    @precondition(lambda self: self.transcripts)
    @rule(data=st.data(), gap=st.none() | st.integers(1, 20))
    def erase(self, data: st.DataObject, gap: int | None) -> None:
        """The owner of a transcript erases it at once."""
        self._erase(data.draw(st.sampled_from(self.transcripts)), gap)

    def _erase(self, transcript_id: str, gap: int | None) -> None:
        before = self._rows()

        def erase() -> None:
            reason = ErasureReason.USER if transcript_id in self.users else ErasureReason.OWNER
            erase_now(self.world.here, transcript_id, reason=reason)

        with suppress(TranscriptGone):
            self._live(erase, gap)
        if transcript_id not in self._ids():
            self.users.discard(transcript_id)
            self.transcripts.remove(transcript_id)
            self.erased.add(transcript_id)
            if ("transcript", transcript_id) in before:  # a run can have been faster
                self.in_users_rooms -= _taken_along_from_their_room(before, transcript_id)
            without = {key: row for key, row in before.items() if key != ("transcript", transcript_id)}
            self.kept = self._must_stay(without)

    # -- what happens to all of it ----------------------------------------------------------------------------------

    @rule(hours=st.sampled_from([1, 24, 80, 200]))
    def let_pass(self, hours: int) -> None:
        """Let time pass."""
        self._let_pass(timedelta(hours=hours))

    def _let_pass(self, time: timedelta) -> None:
        self.clean.let_pass(time)
        for writer in self.writers:
            writer.late = True  # no step here is shorter than their deadline
        self.kept = self._must_stay(self._rows())

    @rule()
    def restart(self) -> None:
        """The process ends normally. The next one knows only the database and the stores."""
        self.world = self._open()

    @rule(gap=st.none() | st.integers(1, 200))
    def run(self, gap: int | None) -> None:
        """Make a run, which can die."""
        self._live(self.world.run, gap)

    @rule(gap=st.none() | st.integers(1, 30))
    def drain(self, gap: int | None) -> None:
        """Make a drain, which can die."""
        self._live(lambda: drain_now(self.world.here), gap)

    @rule(locked=st.booleans())
    def two_at_once(self, locked: bool) -> None:
        """Two runs at once: one works, and the other is refused. Without the lock, two erasers share the work."""

        def run() -> None:
            with suppress(RetentionBusy):
                self._open().run()

        _twice_at_once(run if locked else self._erase_unlocked)

    @rule(name=st.sampled_from(["local", "default", "recordings"]), fault=st.sampled_from(["down", "resists"]))
    def outage(self, name: str, fault: str) -> None:
        """A store is down from now on, or erases only half of the keys."""
        self.faults[self._where(name)] = fault

    @rule()
    def recovery(self) -> None:
        """All stores work again."""
        self.faults.clear()

    # -- what must be so --------------------------------------------------------------------------------------------

    @invariant()
    def every_byte_can_be_reached_from_a_row(self) -> None:
        """R1, at every moment."""
        assert self.clean.unreachable() == []

    @invariant()
    def what_must_stay_is_untouched(self) -> None:
        """Rows and bytes are unchanged."""
        rows, objects = self._rows(), self.clean.objects()
        assert {key: rows.get(key) for key in self.kept} == self.kept
        whole = [(row["bucket"], row["key"]) for row in _artifacts(self.kept) if row["writable_until"] is None]
        known = {where: self.content[where] for where in whole if where in self.content}
        assert {where: objects.get(where) for where in known} == known

    def teardown(self) -> None:
        """When all stores work again and the days have passed, one run leaves the users' data and nothing else."""
        for writer in list(self.writers):  # writers that still run die after the last byte
            self._end_writing(writer, b"late", fails=False, gap=1)
        self.faults.clear()
        self.clean.let_pass(timedelta(days=8))
        self.kept = self._must_stay(self._rows())

        stats = self.clean.restarted().run()

        assert (stats["outcome"], stats["errors"]) == ("done", [])
        assert self.clean.residue() == []
        assert self._ids() == self.users
        self.what_must_stay_is_untouched()
        rows = self._rows()
        assert {key for key in rows if key[0] in KINDS} == self.kept.keys()
        assert self.clean.unreachable() == []
        gone = set(self.transcripts) - self.users | self.erased
        assert {key[1] for key, row in rows.items() if key[0] == "tombstone" and row["kind"] == "transcript"} == gone
        by_runs = [row["kind"] for key, row in rows.items() if key[0] == "tombstone" and row["run_id"]]
        counted = self.clean.counted()
        assert {kind: counted[f"{kind}s_deleted"] for kind in COUNTED} == {
            kind: by_runs.count(kind) for kind in COUNTED
        }
        assert self.clean.restarted().run()["artifacts_erased"] == 0

    # -- how --------------------------------------------------------------------------------------------------------

    def _open(self) -> World:
        return self.clean.restarted().with_stores(self._faulty)

    def _faulty(self, store: Store) -> Store:
        return Outage(store, lambda: self.faults.get((store.name, store.bucket)))

    def _where(self, name: str) -> Any:
        stores = self.clean.stores
        chosen = {"local": stores.local, "default": stores.default}.get(name) or stores.bucket(self.clean.recordings)
        return (chosen.name, chosen.bucket)

    def _live(self, work: Callable[[], object], gap: int | None) -> None:
        with dying(self.world.database, in_gap=gap) as fuse, suppress(Killed):
            work()
        if fuse.dead:
            self.world = self._open()

    def _erase_unlocked(self) -> None:
        world = self._open()
        _, erased = erase_unlocked(world.here, batch=2)
        assert erased.errors.lines == []

    def _add(self, *rows: Any) -> None:
        with self.world.database.transaction() as session:
            for row in rows:
                session.add(row)
                session.flush()

    def _left_by_others(self, store: Store, key: str, content: bytes) -> None:
        put(store, key, content)
        self.content[store.bucket, key] = content

    def _came(self, *, except_what_is_of: Collection[str] = (), except_what_lies_in: Where | None = None) -> None:
        """Record the present state as the expected one. It is what there was, and more; transcripts and artifacts that
        are
        `except_what_is_of` these may have changed, and the artifact `except_what_lies_in` this place."""
        inventory.complete(self.clean.here)
        now = self._must_stay(self._rows())
        free = set(except_what_is_of)
        same = {
            key: row
            for key, row in self.kept.items()
            if (key[0] not in ("artifact", "transcript") or not _owners(key, row) & free)
            and not (except_what_lies_in and _lies_in(except_what_lies_in, row))
        }
        assert {key: now.get(key) for key in same} == same
        self.kept = now

    def _must_stay(self, rows: Rows) -> Rows:
        """The members of `rows` that no run may touch: living transcripts with the rows that they reference, and the
        rows of users' rooms. A transcript references its meeting and its recording, and a recording its meeting. A
        meeting has its consents and all its recordings. Each of them has its artifacts.
        """
        living = {key[1] for key, row in rows.items() if key[0] == "transcript" and _lives(row)}
        leads = [row for key, row in rows.items() if key[0] == "transcript" and key[1] in living]
        recordings = {row["recording_id"] for row in leads} - {None}
        meetings = {row["meeting_id"] for row in leads} | self.in_users_rooms
        meetings = (meetings | {rows["recording", one]["meeting_id"] for one in recordings}) - {None}
        of_meetings = {key[1] for key, row in rows.items() if key[0] == "recording" and row["meeting_id"] in meetings}
        owners = living | meetings | recordings | of_meetings
        return {
            key: row
            for key, row in rows.items()
            if key[0] in KINDS and (_owners(key, row) & owners or key[0] == "room")
        }

    def _rows(self) -> Rows:
        """Every row, without the writer's deadline of folders, because each new writer changes it."""
        rows = self.clean.rows()
        return {
            key: row | ({"writable_until": None} if row.get("kind") == "folder" else {}) for key, row in rows.items()
        }

    def _ids(self) -> set[str]:
        with self.clean.database.snapshot() as session:
            return set(session.scalars(sa.select(Transcript.id)))


def _lives(row: dict[str, Any]) -> bool:
    """Whether a transcript is a user's, or has not expired."""
    ends = [row["created_at"] + timedelta(days=7), *filter(None, [row["erase_at"]])]
    return row["user_id"] is not None or utcnow() < min(ends)


def _owners(key: tuple[str, ...], row: dict[str, Any]) -> set[str]:
    """The owners of a row: itself, or the owners of an artifact or a consent."""
    if key[0] == "artifact":
        return {row[name] for name in ("transcript_id", "recording_id", "meeting_id")} - {None}
    return {row["meeting_id"] if key[0] == "meeting_consent" else key[1]}


def _lies_in(where: Where, row: dict[str, Any]) -> bool:
    """Whether this is an artifact in that place."""
    return all(row.get(name) == getattr(where, name) for name in ("store", "bucket", "key"))


def _artifacts(rows: Rows) -> list[dict[str, Any]]:
    return [row for key, row in rows.items() if key[0] == "artifact"]


def _sound_of(rows: Rows, owners: Collection[str]) -> list[dict[str, Any]]:
    """The audio artifacts of some transcripts, recordings and meetings. The artifacts of folders stay."""
    artifacts = [row for key, row in rows.items() if key[0] == "artifact" and _owners(key, row) & set(owners)]
    return [row for row in artifacts if row["kind"] != "folder"]


def _meetings_of(rows: Rows, transcript: dict[str, Any]) -> set[str]:
    """The meetings that a transcript references."""
    recording = rows.get(("recording", str(transcript["recording_id"])), {"meeting_id": None})
    return {transcript["meeting_id"], recording["meeting_id"]} - {None}


def _taken_along_from_their_room(rows: Rows, transcript_id: str) -> set[str]:
    """Meetings in the own room of a user who erases a transcript of `rows`, if no other transcript references them."""
    mine = rows["transcript", transcript_id]
    others = [row for key, row in rows.items() if key[0] == "transcript" and key[1] != transcript_id]
    alone = _meetings_of(rows, mine) - {meeting for row in others for meeting in _meetings_of(rows, row)}
    rooms = {meeting: rows["meeting", meeting]["room_id"] for meeting in alone}
    owned = {meeting for meeting, room in rooms.items() if room and rows["room", room]["user_id"] == mine["user_id"]}
    return owned if mine["user_id"] is not None else set()


def _twice_at_once(work: Callable[[], None]) -> None:
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work) for _ in range(2)]:
            done.result()


def _play(place: Place, examples: int, steps: int) -> None:
    machine = type("Instance", (Instance,), {"place": place})
    profile = settings(
        max_examples=examples * (40 if DEEP else 1),
        stateful_step_count=steps,
        deadline=None,
        derandomize=not DEEP,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
        # Shrinking a case of hundreds of steps takes longer than reading it.
        phases=[phase for phase in Phase if phase is not Phase.shrink],
    )
    run_state_machine_as_test(machine, settings=profile)


def test_every_sequence_of_events_in_folders_ends_well(cloud: EmbeddedPlace) -> None:
    _play(cloud, examples=15, steps=30)


@pytest.mark.postgres
@pytest.mark.s3
def test_every_sequence_of_events_on_real_services_ends_well(services: Place) -> None:
    _play(services, examples=3, steps=20)
