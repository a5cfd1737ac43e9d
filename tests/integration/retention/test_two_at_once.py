"""Several runs, erasures and claims at once: each thing is erased once and counted once."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import instance as product
from reflector import inventory
from reflector.db.models import Artifact, Meeting, MeetingConsent, Recording, Tombstone, Transcript, new_id
from reflector.db.session import Database, open_database
from reflector.db.states import ArtifactKind, ErasureReason
from reflector.errors import MeetingNotFound, RetentionBusy, TranscriptGone
from reflector.inventory import Place
from reflector.meetings import consent
from reflector.retention import orphans, plan
from reflector.retention.erase import Erased, Eraser, erase_now, sweep
from reflector.retention.plan import Lead, Plan
from reflector.retention.run import drain_now, run
from reflector.storage import Stores
from reflector.testing.factories import (
    a_consent,
    a_meeting,
    a_recording,
    a_room,
    a_users_transcript,
    an_anonymous_transcript,
    days_ago,
    saying,
)
from reflector.transcription.recordings import NewRecording, announce_recording
from tests.instances import Instance


def of(instance: Instance, database: Database) -> product.Instance:
    """The same instance with its own database connection, as in another process."""
    return product.Instance(instance.settings, database, instance.stores)


@contextmanager
def another_process(instance: Instance) -> Iterator[Database]:
    """The same database with its own connections."""
    database = open_database(instance.settings)
    try:
        yield database
    finally:
        database.engine.dispose()


def together(*works: Callable[[], Any]) -> list[Any]:
    """Do all of `works` at once, and return the result of each."""
    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result(60) for future in [pool.submit(work) for work in works]]


def an_eraser(instance: Instance, batch: int) -> Callable[[], Erased]:
    """An eraser of one process, without the lock of runs."""

    def erase() -> Erased:
        erased = Erased()
        with another_process(instance) as database:
            there = replace(instance.here, database=database, stores=Stores(instance.settings))
            eraser = Eraser(there, ErasureReason.EXPIRED)
            for candidates, planner in ((plan.expired, plan.plan), (orphans.meetings, orphans.plan_orphans)):
                for _ in sweep(eraser, partial(candidates, days_ago(7)), planner, batch, erased):
                    pass
        return erased

    return erase


def many_transcripts(instance: Instance, count: int) -> None:
    """Expired transcripts in bulk; every ten of them share a meeting, every second of those its recording."""
    made = days_ago(8)
    meetings = [{"id": new_id(), "start_date": made, "end_date": made, "is_active": False} for _ in range(count // 10)]
    recordings = [
        {"id": new_id(), "bucket_name": "b", "recorded_at": made, "meeting_id": meeting["id"]} for meeting in meetings
    ]
    transcripts = [
        {
            "id": new_id(),
            "created_at": made,
            "inventoried": True,
            "meeting_id": meetings[i % len(meetings)]["id"] if i % 2 else None,
            "recording_id": None if i % 2 else recordings[i % len(recordings)]["id"],
        }
        for i in range(count)
    ]
    with instance.database.transaction() as session:
        session.execute(sa.insert(Meeting), meetings)
        session.execute(sa.insert(Recording), recordings)
        session.execute(sa.insert(Transcript), transcripts)


@pytest.mark.parametrize(
    ("local_instance", "workers", "count"),
    [
        pytest.param("postgres", 8, 2000, marks=pytest.mark.postgres, id="postgres"),
        pytest.param("sqlite", 3, 300, id="sqlite"),
    ],
    indirect=["local_instance"],
)
def test_erasers_at_once_erase_each_thing_once_and_count_it_once(
    local_instance: Instance, workers: int, count: int
) -> None:
    many_transcripts(local_instance, count)

    results: list[Erased] = together(*[an_eraser(local_instance, 50)] * workers)

    assert [line for erased in results for line in erased.errors.lines] == []
    assert sum(erased.transcripts for erased in results) == count
    assert sum(erased.meetings for erased in results) == count // 10
    assert sum(erased.recordings for erased in results) == count // 10
    for model in (Transcript, Meeting, Recording):
        assert local_instance.ids(model) == set()
    with local_instance.database.snapshot() as session:
        stones = Counter(session.scalars(sa.select(Tombstone.kind)))
    assert stones == {"transcript": count, "meeting": count // 10, "recording": count // 10}


def test_of_two_runs_one_works_and_the_other_is_refused(local_instance: Instance) -> None:
    many_transcripts(local_instance, 200)
    start = threading.Barrier(2)

    def a_run() -> int | None:
        start.wait(30)
        with another_process(local_instance) as database, suppress(RetentionBusy):
            there = replace(local_instance.here, database=database, stores=Stores(local_instance.settings))
            return run(there)["transcripts_deleted"]
        return None

    results = together(a_run, a_run)

    assert sum(filter(None, results)) == 200
    assert results.count(None) <= 1
    assert local_instance.ids(Transcript) == set()


def test_drains_at_once_erase_each_artifact_once(local_instance: Instance) -> None:
    transcripts = [an_anonymous_transcript() for _ in range(10)]
    local_instance.add(*transcripts)
    for transcript in transcripts:
        local_instance.keep_files(transcript)
        erase_now(local_instance.here, transcript.id, reason=ErasureReason.OWNER)
    doomed = len(local_instance.ids(Artifact))

    def a_drain() -> int:
        with another_process(local_instance) as database, suppress(RetentionBusy):
            there = replace(local_instance.here, database=database, stores=Stores(local_instance.settings))
            return drain_now(there)["artifacts_erased"]
        return 0

    erased = together(a_drain, a_drain, a_drain)

    assert sum(erased) == doomed
    assert local_instance.objects() == {}


def test_a_run_that_meets_a_long_drain_leaves_the_bytes_to_it(
    local_instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    transcript = saying(an_anonymous_transcript(), "PORCUPINE")
    local_instance.add(transcript)
    local_instance.keep_files(transcript)
    monkeypatch.setattr("reflector.retention.run._DRAIN_WAIT_SECONDS", 0.2)

    with another_process(local_instance) as database, database.exclusive("drain"):
        stats = local_instance.run()

    assert (stats["transcripts_deleted"], stats["artifacts_erased"]) == (1, 0)
    assert (stats["outcome"], stats["errors"]) == ("unfinished", [])
    assert local_instance.last_run().outcome == "unfinished"
    if local_instance.database.is_sqlite:
        assert local_instance.raw_traces("PORCUPINE") == []
    assert local_instance.run()["outcome"] == "done"
    assert local_instance.objects() == {}


def test_two_simultaneous_erasures_of_a_transcript_erase_it_once(local_instance: Instance) -> None:
    transcript = an_anonymous_transcript()
    local_instance.add(transcript)

    def erase() -> bool:
        with another_process(local_instance) as database, suppress(TranscriptGone):
            erase_now(replace(local_instance.here, database=database), transcript.id, reason=ErasureReason.OWNER)
            return True
        return False

    assert sorted(together(erase, erase, erase)) == [False, False, True]
    assert local_instance.ids(Tombstone) == {transcript.id}


# -- a user claims in the middle ------------------------------------------------------------------------------------


def claim(database: Database, transcript_id: str) -> bool:
    """Claim by a conditional update. Returns whether it was in time."""
    with database.transaction() as session:
        statement = sa.update(Transcript).where(Transcript.id == transcript_id, Transcript.user_id.is_(None))
        result: Any = session.execute(statement.values(user_id="its-new-owner"))
    return bool(result.rowcount)


def erase_batch(instance: Instance, between: Callable[[], None] = lambda: None) -> Erased:
    """One batch of all expired transcripts, with a call between the lock of its rows and their deletion."""
    erased = Erased()
    eraser = Eraser(instance.here, ErasureReason.EXPIRED)

    def claimed(session: Session) -> Sequence[Lead]:
        return session.execute(plan.expired(days_ago(7)).limit(100).with_for_update(skip_locked=True)).all()

    def planned(session: Session, leads: Sequence[Lead]) -> Plan:
        found = plan.plan(session, leads)
        between()
        return found

    eraser.batch(claimed, planned, erased)
    return erased


@pytest.mark.postgres
@pytest.mark.parametrize("local_instance", ["postgres"], indirect=True)
def test_a_claim_that_comes_after_the_eraser_waits_and_fails(local_instance: Instance) -> None:
    transcript = an_anonymous_transcript()
    local_instance.add(transcript)
    with another_process(local_instance) as other, ThreadPoolExecutor(1) as pool:
        claims: list[Future[bool]] = []

        def between() -> None:
            claims.append(pool.submit(claim, other, transcript.id))
            wait_until_blocked(local_instance.database)

        erased = erase_batch(local_instance, between)
        answers = [claimed.result(30) for claimed in claims]

    assert (erased.transcripts, answers) == (1, [False])
    assert local_instance.still_there(transcript) == []


@pytest.mark.postgres
@pytest.mark.parametrize("local_instance", ["postgres"], indirect=True)
def test_a_claim_that_comes_before_the_eraser_keeps_the_transcript(local_instance: Instance) -> None:
    transcript, neighbour = an_anonymous_transcript(), an_anonymous_transcript()
    local_instance.add(transcript, neighbour)

    with another_process(local_instance) as other, other.transaction() as session, ThreadPoolExecutor(1) as pool:
        session.execute(sa.update(Transcript).where(Transcript.id == transcript.id).values(user_id="its-new-owner"))
        erased = pool.submit(erase_batch, local_instance).result(30)  # locked rows are skipped, and no session waits

    assert erased.transcripts == 1
    assert local_instance.erased(transcript) == []
    assert local_instance.still_there(neighbour) == []


def test_a_claim_before_the_deletion_saves_only_that_transcript(
    local_instance: Instance,
) -> None:
    """Without row locks: the deleting statement itself checks the owner again."""
    claimed, *others = [an_anonymous_transcript() for _ in range(5)]
    meeting = a_meeting()
    claimed.meeting_id = meeting.id
    local_instance.add(meeting, claimed, *others)
    eraser = Eraser(local_instance.here, ErasureReason.EXPIRED)
    erased = Erased()
    with local_instance.database.snapshot() as session:
        leads = session.execute(plan.expired(days_ago(7))).all()
    assert claim(local_instance.database, claimed.id)

    eraser.batch(lambda _session: leads, plan.plan, erased)

    assert (erased.transcripts, erased.meetings, erased.errors.count) == (4, 0, 0)
    assert local_instance.erased(claimed, meeting) == []
    assert local_instance.still_there(*others) == []
    assert local_instance.ids(Tombstone) == {transcript.id for transcript in others}


@pytest.mark.postgres
@pytest.mark.parametrize("local_instance", ["postgres"], indirect=True)
def test_a_new_transcript_keeps_its_meeting_or_is_refused(local_instance: Instance) -> None:
    """A transcript cannot be created with a meeting that is being erased, and no transcript loses its meeting."""
    meeting = a_meeting()
    local_instance.add(meeting, an_anonymous_transcript(meeting=meeting))

    def share(other: Database) -> str:
        try:
            with other.transaction() as session:
                session.add(a_users_transcript(meeting=meeting))
        except sa.exc.IntegrityError:
            return "refused"
        return "shared"

    with another_process(local_instance) as other, ThreadPoolExecutor(1) as pool:
        shares: list[Future[str]] = []

        def between() -> None:
            shares.append(pool.submit(share, other))
            wait_until_blocked(local_instance.database)

        erased = erase_batch(local_instance, between)
        answers = [shared.result(30) for shared in shares]

    assert (erased.transcripts, erased.meetings, answers) == (1, 1, ["refused"])
    assert local_instance.ids(Transcript) == set()


def wait_until_blocked(database: Database, how_many: int = 1) -> None:
    """Wait until `how_many` sessions wait for a lock."""
    waiting = (
        "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) "
        "WHERE NOT granted AND datname = current_database()"
    )
    with database.maintenance() as connection:
        while connection.exec_driver_sql(waiting).scalar_one() < how_many:
            time.sleep(0.01)


@contextmanager
def held_up_at(instance: Instance, transcript: Transcript) -> Iterator[None]:
    """An erasure of the transcript waits until the end of the block, and holds all locks of its plan."""
    row = Tombstone(id=transcript.id, kind="transcript", reason="owner")
    with another_process(instance) as other, Session(other.engine) as session:
        session.add(row)
        session.flush()
        yield
        session.rollback()


# -- others who need what is being erased ---------------------------------------------------------------------------


@pytest.mark.postgres
def test_a_second_answer_and_an_erasure_do_not_deadlock(
    postgres_instance: Instance,
) -> None:
    """The erasure deletes the earlier answer, which the later one replaces."""
    meeting = a_meeting(days_old=1)
    transcript = an_anonymous_transcript(days_old=1, meeting=meeting)
    postgres_instance.add(meeting, transcript, a_consent(meeting, user_id="anna"))

    with (
        another_process(postgres_instance) as owners,
        another_process(postgres_instance) as people,
        ThreadPoolExecutor(2) as pool,
    ):
        with held_up_at(postgres_instance, transcript):
            theirs = replace(postgres_instance.here, database=owners)
            erased = pool.submit(erase_now, theirs, transcript.id, reason=ErasureReason.OWNER)
            wait_until_blocked(postgres_instance.database)
            answer = partial(consent.note_consent, of(postgres_instance, people), meeting.id, user_id="anna")
            answered = pool.submit(answer, consent_given=True)
            wait_until_blocked(postgres_instance.database, 2)
        erased.result(30)
        with pytest.raises(MeetingNotFound):
            answered.result(30)

    assert postgres_instance.still_there(meeting, transcript) == []


@pytest.mark.postgres
def test_one_of_two_simultaneous_answers_of_a_user_counts(postgres_instance: Instance) -> None:
    meeting = a_meeting(days_old=1)
    postgres_instance.add(meeting)

    with another_process(postgres_instance) as other, ThreadPoolExecutor(2) as pool:
        with other.transaction() as session:
            session.execute(sa.select(Meeting.id).where(Meeting.id == meeting.id).with_for_update())
            answer = partial(
                consent.note_consent, of(postgres_instance, postgres_instance.database), meeting.id, user_id="anna"
            )
            answers = [pool.submit(answer, consent_given=given) for given in (False, True)]
            wait_until_blocked(other, 2)
        for answered in answers:
            answered.result(30)

    assert len(postgres_instance.ids(MeetingConsent)) == 1


@pytest.mark.postgres
def test_a_refusal_and_a_repeated_batch_do_not_deadlock(postgres_instance: Instance) -> None:
    meeting = a_meeting()
    transcript, neighbour = an_anonymous_transcript(meeting=meeting), an_anonymous_transcript(days_old=9)
    postgres_instance.add(meeting, transcript, neighbour)
    erased = Erased()

    def claimed(session: Session) -> Sequence[Lead]:
        return session.execute(plan.expired(days_ago(7)).with_for_update(skip_locked=True)).all()

    def singly(session: Session, leads: Sequence[Lead]) -> Plan:
        if len(leads) > 1:
            raise TranscriptGone()
        return plan.plan(session, leads)

    with another_process(postgres_instance) as people, ThreadPoolExecutor(2) as pool:
        eraser = Eraser(postgres_instance.here, ErasureReason.EXPIRED)
        with held_up_at(postgres_instance, transcript):
            redone = pool.submit(eraser.batch, claimed, singly, erased)
            wait_until_blocked(people)
            refuse = partial(consent.note_consent, of(postgres_instance, people), meeting.id, user_id=None)
            refused = pool.submit(refuse, consent_given=False)
            wait_until_blocked(people, 2)
        redone.result(30)
        with pytest.raises(MeetingNotFound):
            refused.result(30)

    assert (erased.transcripts, erased.meetings, erased.errors.lines) == (2, 1, [])


@pytest.mark.postgres
@pytest.mark.parametrize("by", ["meeting_id", "room_name"])
def test_a_recording_announced_during_the_erasure_is_too_late(postgres_instance: Instance, by: str) -> None:
    room = a_room()
    meeting = a_meeting(days_old=1, room=room)
    transcript = an_anonymous_transcript(days_old=1, meeting=meeting)
    postgres_instance.add(room, meeting, transcript)
    meeting_id, room_name = (meeting.id, None) if by == "meeting_id" else (None, room.name)
    new = NewRecording("calls", "late.mp4", recorded_at=meeting.end_date, meeting_id=meeting_id, room_name=room_name)

    with another_process(postgres_instance) as service, ThreadPoolExecutor(2) as pool:
        with held_up_at(postgres_instance, transcript):
            erased = pool.submit(erase_now, postgres_instance.here, transcript.id, reason=ErasureReason.OWNER)
            wait_until_blocked(service)
            announced = pool.submit(announce_recording, of(postgres_instance, service), new)
            wait_until_blocked(service, 2)
        erased.result(30)
        if by == "room_name":  # then it has no meeting
            announced.result(30)
        else:
            with pytest.raises(TranscriptGone):
                announced.result(30)

    with postgres_instance.database.snapshot() as session:
        left = session.scalars(sa.select(Artifact).where(Artifact.key == "late.mp4")).one()
    assert (left.recording_id is None) == (by == "meeting_id"), "what comes too late is doomed"


# -- the last two of a group ----------------------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.parametrize("local_instance", ["postgres"], indirect=True)
def test_two_erasures_of_the_last_transcripts_take_the_meeting(local_instance: Instance) -> None:
    for _ in range(20):
        meeting = a_meeting()
        recording = a_recording(meeting)
        pair = [an_anonymous_transcript(meeting=meeting), an_anonymous_transcript(recording=recording)]
        local_instance.add(meeting, recording, *pair)
        start = threading.Barrier(2)

        def erase(transcript_id: str, start: threading.Barrier = start) -> None:
            start.wait(30)
            with another_process(local_instance) as database:
                erase_now(replace(local_instance.here, database=database), transcript_id, reason=ErasureReason.OWNER)

        together(*(partial(erase, transcript.id) for transcript in pair))

    assert local_instance.ids(Meeting) == local_instance.ids(Recording) == set()


def test_a_run_that_died_is_closed_by_the_next_one(local_instance: Instance) -> None:
    class Died(BaseException):
        pass

    local_instance.add(*(an_anonymous_transcript() for _ in range(3)))

    def die(_rows: int, _artifacts: int) -> None:
        raise Died

    with pytest.raises(Died):
        run(local_instance.here, progress=die)
    died = local_instance.last_run()

    again = local_instance.run()

    assert (died.outcome, died.transcripts_deleted) == ("failed", 3)
    assert (again["outcome"], again["transcripts_deleted"]) == ("done", 0)


@pytest.mark.postgres
@pytest.mark.parametrize("ends", ["seal", "extend"])
def test_a_writer_and_an_erasing_owner_do_not_deadlock(postgres_instance: Instance, ends: str) -> None:
    """Each changes several artifacts of one transcript. In different orders, PostgreSQL would end one of the two."""
    transcript = an_anonymous_transcript(days_old=1)
    postgres_instance.add(transcript)
    places = [Place(ArtifactKind.MP3, "local", "", f"{transcript.id}/{name}") for name in ("audio.mp3", "audio.wav")]
    ids = inventory.announce(postgres_instance.database, transcript.id, places, seconds=60)
    holding = threading.Event()

    def slowly(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        holding.set()
        if sql.startswith("UPDATE artifact"):
            time.sleep(0.3)

    with another_process(postgres_instance) as writers, another_process(postgres_instance) as owners:
        sa.event.listen(writers.engine, "after_cursor_execute", slowly)
        end = {
            "seal": partial(inventory.seal, writers, ids),
            "extend": partial(inventory.extend, writers, transcript.id, seconds=60),
        }[ends]

        def erase() -> list[int]:
            assert holding.wait(10)
            return erase_now(
                replace(postgres_instance.here, database=owners), transcript.id, reason=ErasureReason.OWNER
            )

        _, doomed = together(end, erase)

    assert set(ids) < set(doomed)
    assert not postgres_instance.has(transcript)
