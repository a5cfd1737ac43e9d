"""Anything that can happen to an instance, in any order, ends well.

Hypothesis draws what happens: uploads, meetings, recordings, claims, refusals, days that pass, erasures, outages,
deaths and runs. When it is over, the stores are well again and the days have passed, one run leaves nothing of what was
anonymous, and everything of signed-in users to the byte. REFLECTOR_TEST_DEEP=1 draws forty times as much.
"""

import io
import os
import random
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from threading import Thread
from typing import Any

import hypothesis.strategies as st
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from reflector import inventory
from reflector.db.models import Transcript, utcnow
from reflector.errors import ReflectorError, RetentionBusy, StoreUnavailable, TranscriptGone
from reflector.inventory import Place as Where
from reflector.retention.erase import erase_now
from reflector.retention.run import drain_now
from reflector.storage import Store
from reflector.testing.crash import Killed, dying
from reflector.testing.factories import a_consent, a_meeting, a_recording, an_anonymous_transcript
from reflector.testing.stores import Wrapper
from reflector.transcription.consent import apply_consent
from tests.acceptance.places import EmbeddedPlace, Place
from tests.acceptance.world import World, put

DEEP = bool(os.environ.get("REFLECTOR_TEST_DEEP"))
USERS = st.sampled_from([None, None, "ada", "bob"])
CONTENT = st.binary(min_size=1, max_size=20)
#: How long the writers here say that they are at work, in seconds.
WRITER_SECONDS = 60


class Outage(Wrapper):
    """Answers as long as it is not `down`."""

    def __init__(self, inner: Store, down: Callable[[], bool]) -> None:
        super().__init__(inner)
        self._down = down

    def _pass(self, call: Any, keys: Any, do: Callable[[], Any]) -> Any:
        if self._down():
            raise StoreUnavailable()
        return do()


class Instance(RuleBasedStateMachine):
    """One instance, what happens to it, and what must be left of it."""

    place: Place

    def __init__(self) -> None:
        super().__init__()
        self.down: set[tuple[str, str]] = set()
        self.clean = self.place.empty()
        self.world = self._open()
        #: The bytes of everything that was kept, by bucket and key.
        self.content: dict[tuple[str, str], bytes] = {}
        #: What a signed-in user's transcript must still have: its row, and its artifacts by bucket and key.
        self.users: dict[str, dict[str, Any]] = {}
        self.files: dict[str, set[tuple[str, str]]] = {}
        self.transcripts: list[str] = []
        self.meetings: list[Any] = []
        self.recordings: list[Any] = []
        self.erased: set[str] = set()

    # -- what comes in ----------------------------------------------------------------------------------------------

    @rule(user=USERS, early=st.booleans(), data=st.data())
    def transcribe(self, user: str | None, early: bool, data: st.DataObject) -> None:
        """Somebody makes a transcript, perhaps of a meeting, or of a recording, or of both."""
        meeting = data.draw(st.sampled_from([None, *self.meetings]))
        recording = data.draw(st.sampled_from([None, *self.recordings]))
        row = an_anonymous_transcript(days_old=0, user_id=user, meeting=meeting, recording=recording)
        row.erase_at = utcnow() + timedelta(days=1) if early else None
        with suppress(sa.exc.IntegrityError), self.world.database.transaction() as session:  # what it is of has gone
            inventory.enter_transcript(session, row)
        if row.id not in self._ids():
            return
        self.transcripts.append(row.id)
        self.files[row.id] = set()
        if user is not None:
            self._now_a_users(row.id)

    @precondition(lambda self: self.transcripts)
    @rule(data=st.data(), content=CONTENT, local=st.booleans(), gap=st.none() | st.integers(1, 30))
    def upload(self, data: st.DataObject, content: bytes, local: bool, gap: int | None) -> None:
        """A stage keeps a file of a transcript; its worker may die over it."""
        transcript_id = data.draw(st.sampled_from(self.transcripts))
        store = self.world.stores.local if local else self.world.stores.default
        key = f"{transcript_id}/{random.randrange(10**9)}.mp3"
        where = Where.in_store("mp3", store, key)

        def keep() -> None:
            stream = io.BytesIO(content)
            inventory.keep(self.world.database, self.world.stores, transcript_id, where, stream, seconds=WRITER_SECONDS)
            self.content[where.bucket, key] = content
            self.files[transcript_id].add((where.bucket, key))

        with suppress(ReflectorError):
            self._live(keep, gap)

    @rule(refused=st.booleans(), video=st.booleans(), content=CONTENT)
    def meet(self, refused: bool, video: bool, content: bytes) -> None:
        """People meet; each of them is asked. The service may leave a video."""
        meeting = a_meeting(days_old=0)
        if video:
            meeting.daily_composed_video_s3_key = f"composed/{meeting.id}.mp4"
            self._left_by_others(
                self.clean.stores.bucket(self.clean.recordings), meeting.daily_composed_video_s3_key, content
            )
        self._add(meeting, a_consent(meeting), a_consent(meeting, given=not refused))
        self.meetings.append(meeting)

    @rule(tracks=st.integers(0, 3), content=CONTENT, data=st.data())
    def record(self, tracks: int, content: bytes, data: st.DataObject) -> None:
        """A cloud recording is finished: one object, or one for each track. Its meeting may be gone by then."""
        meeting = data.draw(st.sampled_from([None, *self.meetings]))
        if meeting is not None and ("meeting", meeting.id) not in self.clean.rows():
            meeting = None
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
            self._now_a_users(transcript_id)

    @precondition(lambda self: self.meetings)
    @rule(data=st.data())
    def refuse(self, data: st.DataObject) -> None:
        """Somebody in a meeting refuses afterwards: its sound goes, whoever it belongs to."""
        meeting = data.draw(st.sampled_from(self.meetings))
        with suppress(sa.exc.IntegrityError):
            self._add(a_consent(meeting, given=False))
        of_meeting = {recording.id for recording in self.recordings if recording.meeting_id == meeting.id}
        heard = {
            key[1]
            for key, row in self.clean.rows().items()
            if key[0] == "transcript" and (row["meeting_id"] == meeting.id or row["recording_id"] in of_meeting)
        }
        apply_consent(self.world.database, meeting.id)
        for transcript_id in heard & self.users.keys():
            self.files[transcript_id] = set()
            self.users[transcript_id] = self._row(transcript_id)

    @precondition(lambda self: self.transcripts)
    @rule(data=st.data(), gap=st.none() | st.integers(1, 20))
    def erase(self, data: st.DataObject, gap: int | None) -> None:
        """Whoever owns a transcript erases it at once."""
        transcript_id = data.draw(st.sampled_from(self.transcripts))

        def erase() -> None:
            erase_now(self.world.database, self.world.stores, transcript_id, reason="owner")

        with suppress(TranscriptGone):
            self._live(erase, gap)
        if transcript_id not in self._ids():
            self.users.pop(transcript_id, None)
            self.transcripts.remove(transcript_id)
            self.erased.add(transcript_id)

    # -- what happens to all of it ----------------------------------------------------------------------------------

    @rule(hours=st.sampled_from([1, 24, 80, 200]))
    def let_pass(self, hours: int) -> None:
        """Time passes."""
        self.clean.let_pass(timedelta(hours=hours))
        for transcript_id in self.users:
            self.users[transcript_id] = self._row(transcript_id)

    @rule(gap=st.none() | st.integers(1, 200))
    def run(self, gap: int | None) -> None:
        """A run, which may die."""
        self._live(self.world.run, gap)

    @rule(gap=st.none() | st.integers(1, 30))
    def drain(self, gap: int | None) -> None:
        """The frequent drain, which may die."""
        self._live(lambda: drain_now(self.world.database, self.world.stores), gap)

    @rule()
    def run_twice_at_once(self) -> None:
        """Two runs at once: one works, and the other is told, or finds nothing to do."""

        def run() -> None:
            with suppress(RetentionBusy):
                self.clean.restarted().with_stores(self._faulty).run()

        threads = [Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    @rule(name=st.sampled_from(["local", "default", "recordings"]))
    def outage(self, name: str) -> None:
        """A store is down from now on."""
        self.down.add(self._where(name))

    @rule()
    def recovery(self) -> None:
        """All stores are well again."""
        self.down.clear()

    # -- what must be so --------------------------------------------------------------------------------------------

    @invariant()
    def every_byte_can_be_reached_from_a_row(self) -> None:
        """Invariant 1, at every moment."""
        assert self.clean.unreachable() == []

    @invariant()
    def what_is_a_users_is_untouched(self) -> None:
        """Rows are equal, and bytes are."""
        rows, objects = self.clean.rows(), self.clean.objects()
        for transcript_id, row in self.users.items():
            assert rows.get(("transcript", transcript_id)) == row
            assert {where: objects.get(where) for where in self.files[transcript_id]} == {
                where: self.content[where] for where in self.files[transcript_id]
            }
        for key, row in rows.items():
            if key[0] == "artifact" and row["kind"] in ("recording", "track", "composed_video") and _is_owned(row):
                where = (row["bucket"], row["key"])
                assert objects.get(where) == self.content[where]

    def teardown(self) -> None:
        """When all is well again and the days have passed, one run leaves what is the users', and nothing else."""
        self.down.clear()
        self.clean.let_pass(timedelta(days=8))
        for transcript_id in self.users:
            self.users[transcript_id] = self._row(transcript_id)

        stats = self.clean.restarted().run()

        assert (stats["outcome"], stats["errors"]) == ("done", [])
        assert self.clean.residue() == []
        assert self._ids() == self.users.keys()
        self.what_is_a_users_is_untouched()
        rows = self.clean.rows()
        assert all(_is_owned(row) for key, row in rows.items() if key[0] == "artifact")
        assert self.clean.unreachable() == []
        gone = set(self.transcripts) - self.users.keys() | self.erased
        assert {key[1] for key, row in rows.items() if key[0] == "tombstone" and row["kind"] == "transcript"} == gone
        assert self.clean.restarted().run()["artifacts_erased"] == 0

    # -- how --------------------------------------------------------------------------------------------------------

    def _open(self) -> World:
        return self.clean.restarted().with_stores(self._faulty)

    def _faulty(self, store: Store) -> Store:
        return Outage(store, lambda: (store.name, store.bucket) in self.down)

    def _where(self, name: str) -> Any:
        stores = self.clean.stores
        chosen = {"local": stores.local, "default": stores.default}.get(name) or stores.bucket(self.clean.recordings)
        return (chosen.name, chosen.bucket)

    def _live(self, work: Callable[[], object], gap: int | None) -> None:
        with dying(self.world.database, in_gap=gap) as fuse, suppress(Killed):
            work()
        if fuse.dead:
            self.world = self._open()

    def _add(self, *rows: Any) -> None:
        with self.world.database.transaction() as session:
            for row in rows:
                session.add(row)
                session.flush()

    def _left_by_others(self, store: Store, key: str, content: bytes) -> None:
        put(store, key, content)
        self.content[store.bucket, key] = content

    def _ids(self) -> Iterable[str]:
        with self.clean.database.snapshot() as session:
            return set(session.scalars(sa.select(Transcript.id)))

    def _row(self, transcript_id: str) -> dict[str, Any]:
        return self.clean.rows()["transcript", transcript_id]

    def _now_a_users(self, transcript_id: str) -> None:
        self.users[transcript_id] = self._row(transcript_id)


def _is_owned(row: dict[str, Any]) -> bool:
    return any(row[name] for name in ("transcript_id", "recording_id", "meeting_id"))


def _play(place: Place, examples: int, steps: int) -> None:
    machine = type("Instance", (Instance,), {"place": place})
    profile = settings(
        max_examples=examples * (40 if DEEP else 1),
        stateful_step_count=steps,
        deadline=None,
        derandomize=not DEEP,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
        # To shrink a story of hundreds of steps takes longer than to read it.
        phases=[phase for phase in Phase if phase is not Phase.shrink],
    )
    run_state_machine_as_test(machine, settings=profile)


def test_whatever_happens_in_folders_ends_well(cloud: EmbeddedPlace) -> None:
    _play(cloud, examples=20, steps=30)


@pytest.mark.postgres
@pytest.mark.s3
def test_whatever_happens_on_real_services_ends_well(services: Place) -> None:
    _play(services, examples=3, steps=20)
