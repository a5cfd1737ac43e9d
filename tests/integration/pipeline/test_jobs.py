"""The queue is fair between clients, gives each job to one worker, and does not wait for dead workers."""

from copy import copy
from datetime import timedelta
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from reflector.db.models import Job, Transcript, utcnow
from reflector.db.states import Stage
from reflector.errors import JobLost
from reflector.transcription import ingest, jobs, queue
from reflector.transcription.jobs import JobLease, LeaseKeeper

from .conftest import Place


def a_job(place: Place, client: str = "somebody", minutes_old: int = 0, **values: object) -> str:
    transcript_id = ingest.create(place.database, ingest.NewTranscript(client=client)).transcript_id
    created_at = utcnow() - timedelta(minutes=minutes_old)
    place.change(Job, transcript_id, **{"stage": "convert", "created_at": created_at} | values)
    return transcript_id


def leased(place: Place) -> JobLease:
    lease = jobs.lease_next(place.database)
    assert lease is not None
    return lease


def done(place: Place, lease: JobLease) -> None:
    with place.database.transaction() as session:
        jobs.advance(session, lease, Stage.DONE)


def test_the_oldest_job_of_a_client_is_next(any_place: Place) -> None:
    younger, older = a_job(any_place, minutes_old=1), a_job(any_place, minutes_old=2)

    assert [leased(any_place).transcript_id for _ in range(2)] == [older, younger]
    assert jobs.lease_next(any_place.database) is None


def test_a_client_with_many_recordings_delays_another_one_by_a_single_recording(any_place: Place) -> None:
    many = [a_job(any_place, "many", minutes_old=100 - n) for n in range(5)]
    first = leased(any_place)
    assert first.transcript_id == many[0]
    one = a_job(any_place, "one")

    done(any_place, first)

    assert leased(any_place).transcript_id == one


def test_clients_take_turns(any_place: Place) -> None:
    jobs_of = {client: [a_job(any_place, client, minutes_old=9 - n) for n in range(3)] for client in ("a", "b", "c")}
    owner = {transcript_id: client for client, ids in jobs_of.items() for transcript_id in ids}

    order = []
    for _ in range(9):
        lease = leased(any_place)
        order.append(owner[lease.transcript_id])
        done(any_place, lease)

    assert [sorted(order[n : n + 3]) for n in (0, 3, 6)] == [["a", "b", "c"]] * 3


def test_a_client_with_a_job_under_way_waits_for_those_with_none(any_place: Place) -> None:
    a_job(any_place, "many", minutes_old=9)
    a_job(any_place, "many", minutes_old=8)
    leased(any_place)
    waits = a_job(any_place, "other", minutes_old=1)

    assert leased(any_place).transcript_id == waits


def test_new_clients_without_end_do_not_keep_an_older_one_waiting(any_place: Place) -> None:
    a_job(any_place, "served once")
    done(any_place, leased(any_place))
    second = a_job(any_place, "served once")

    served = []
    for n in range(4):
        a_job(any_place, f"new {n}")
        lease = leased(any_place)
        served.append(lease.transcript_id)
        done(any_place, lease)

    assert second in served


A_MINUTE, AN_HOUR = 60.0, 3600.0


def a_recording_of(place: Place, seconds: float, client: str, seconds_old: float) -> str:
    transcript_id = a_job(place, client, created_at=utcnow() - timedelta(seconds=seconds_old))
    place.change(Transcript, transcript_id, duration=seconds)
    return transcript_id


def pauses(place: Place, transcript_id: str) -> bool:
    with place.database.snapshot() as session:
        return queue.must_pause(session, transcript_id)


def test_a_short_recording_goes_before_a_slightly_older_long_one(any_place: Place) -> None:
    long = a_recording_of(any_place, AN_HOUR, "long", seconds_old=8)
    short = a_recording_of(any_place, A_MINUTE, "short", seconds_old=1)

    assert [leased(any_place).transcript_id for _ in range(2)] == [short, long]


def test_a_long_recording_waits_only_so_long_for_short_ones(any_place: Place) -> None:
    a_recording_of(any_place, A_MINUTE, "short", seconds_old=1)
    long = a_recording_of(any_place, AN_HOUR, "long", seconds_old=queue.PATIENCE_MAX_SECONDS + 5)

    assert leased(any_place).transcript_id == long


@pytest.mark.parametrize("client", ["long", "short"], ids=["of the same client", "of another client"])
def test_a_long_recording_is_left_for_a_short_one(any_place: Place, client: str) -> None:
    long = a_recording_of(any_place, AN_HOUR, "long", seconds_old=60)
    lease = leased(any_place)
    assert not pauses(any_place, long), "nobody else waits"
    short = a_recording_of(any_place, A_MINUTE, client, seconds_old=0)

    assert pauses(any_place, long)

    with any_place.database.transaction() as session:
        jobs.pause(session, jobs.go_on(session, lease, 0.1, 3.0))
    assert [leased(any_place).transcript_id for _ in range(2)] == [short, long]
    assert (any_place.job(long).attempts, any_place.job(long).work_seconds) == (1, 3.0)


def test_a_job_that_is_nearly_done_is_finished_first(any_place: Place) -> None:
    nearly = a_recording_of(any_place, A_MINUTE, "somebody", seconds_old=60)
    leased(any_place)
    a_recording_of(any_place, 1.0, "other", seconds_old=50)

    assert not pauses(any_place, nearly)


def test_a_short_recording_does_not_read_the_whole_queue_when_a_stage_ends(any_place: Place) -> None:
    short = a_recording_of(any_place, A_MINUTE, "somebody", seconds_old=60)
    for n in range(3):
        a_recording_of(any_place, A_MINUTE, f"other {n}", seconds_old=0)
    statements: list[Any] = []

    with any_place.database.snapshot() as session:
        sa.event.listen(session, "do_orm_execute", statements.append)
        assert not queue.must_pause(session, short)

    assert len(statements) == 1


def test_short_recordings_without_end_leave_a_long_one_its_share(any_place: Place) -> None:
    """A new short recording comes with each turn: after each of them it would be the next one."""
    long = a_recording_of(any_place, AN_HOUR, "long", seconds_old=600)
    turns: list[str] = []
    clients = iter(range(100))
    for _ in range(12):
        a_recording_of(any_place, 30.0, f"short {next(clients)}", seconds_old=0)
        lease = leased(any_place)
        turns.append(lease.transcript_id)
        with any_place.database.transaction() as session:
            if lease.transcript_id == long:
                jobs.pause(session, lease)
            else:
                jobs.advance(session, lease, Stage.DONE)
        # Each turn takes five seconds.
        with any_place.database.transaction() as session:
            for job in session.scalars(sa.select(Job)):
                job.created_at -= timedelta(seconds=5)
                job.started_at = job.started_at and job.started_at - timedelta(seconds=5)

    assert turns.count(long) >= 3


@pytest.mark.parametrize("stage", ["upload", "done"])
def test_a_job_without_work_is_not_leased(any_place: Place, stage: str) -> None:
    a_job(any_place, stage=stage)

    assert jobs.lease_next(any_place.database) is None
    assert jobs.waiting(any_place.database) == 0


def test_a_claimed_job_is_open_again_when_its_lease_has_passed(any_place: Place) -> None:
    transcript_id = a_job(any_place)
    dead = leased(any_place)
    assert jobs.waiting(any_place.database) == 0

    any_place.change(Job, transcript_id, lease_until=utcnow() - timedelta(seconds=1))

    assert jobs.waiting(any_place.database) == 1
    second = leased(any_place)
    assert (second.transcript_id, second.attempts) == (transcript_id, 2)
    with pytest.raises(JobLost):
        done(any_place, dead)


def test_many_workers_at_once_claim_each_job_once(any_place: Place) -> None:
    expected = {a_job(any_place, f"client-{n % 3}") for n in range(24)}
    found: list[str] = []

    def work() -> None:
        while len(found) < len(expected):
            if lease := jobs.lease_next(any_place.database):
                found.append(lease.transcript_id)

    threads = [Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == sorted(expected)


def test_a_job_given_back_has_lost_no_attempt(place: Place) -> None:
    transcript_id = a_job(place)

    jobs.give_back(place.database, leased(place))

    assert place.job(transcript_id).attempts == 0
    assert leased(place).attempts == 1


@pytest.mark.parametrize(("counts", "attempts"), [(True, 2), (False, 1)])
def test_a_postponed_job_is_open_only_later(place: Place, counts: bool, attempts: int) -> None:
    transcript_id = a_job(place)

    jobs.postpone(place.database, leased(place), 60, counts=counts)

    assert jobs.lease_next(place.database) is None
    place.change(Job, transcript_id, lease_until=utcnow())
    assert leased(place).attempts == attempts


@pytest.mark.parametrize(
    ("stage", "hours", "client"), [("done", 25, None), ("done", 23, "somebody"), ("convert", 25, "somebody")]
)
def test_the_client_of_a_recording_is_forgotten_once_its_usage_expires(
    any_place: Place, stage: str, hours: int, client: str | None
) -> None:
    transcript_id = a_job(any_place, stage=stage, minutes_old=hours * 60)

    assert jobs.forget_clients(any_place.database) == (client is None)

    assert any_place.job(transcript_id).client == client


def until(true: object, seconds: float = 20) -> None:
    deadline = monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert monotonic() < deadline, "did not happen"
        sleep(0.05)


def test_a_worker_notices_within_two_seconds_that_its_transcript_was_erased(place: Place) -> None:
    a_job(place)
    lease = leased(place)
    with LeaseKeeper(place.database, lease, lambda: False) as keeper:
        assert not keeper.cancelled()
        place.erase(lease.transcript_id)
        erased_at = monotonic()

        until(keeper.cancelled)

    assert keeper.lost
    assert monotonic() - erased_at < 3


def test_a_worker_that_lost_its_job_to_another_one_stops(place: Place) -> None:
    a_job(place)
    lease = leased(place)
    with LeaseKeeper(place.database, lease, lambda: False) as keeper:
        place.change(Job, lease.transcript_id, claimed_by="another")
        until(keeper.cancelled)


def test_a_worker_whose_database_pool_is_exhausted_for_a_while_keeps_its_job(place: Place) -> None:
    a_job(place)
    lease = leased(place)
    crowded = copy(place.database)
    crowded.engine = sa.create_engine(place.database.url, pool_size=1, max_overflow=0, pool_timeout=0.1)
    with capture_logs() as logs, LeaseKeeper(crowded, lease, lambda: False) as keeper:
        with crowded.engine.connect():  # the only connection that there is
            until(lambda: any(log["event"] == "lease_not_extended" for log in logs))
        keeper.progress(0.5)
        until(lambda: place.job(lease.transcript_id).progress == 0.5)

    assert not keeper.lost
    crowded.engine.dispose()


def test_progress_is_visible_and_the_lease_is_extended(place: Place) -> None:
    a_job(place)
    lease = leased(place)
    place.change(Job, lease.transcript_id, lease_until=utcnow())
    with LeaseKeeper(place.database, lease, lambda: False) as keeper:
        keeper.progress(0.5)
        until(lambda: place.job(lease.transcript_id).progress == 0.5)

    end = place.job(lease.transcript_id).lease_until
    assert end is not None
    assert end > utcnow() + timedelta(seconds=jobs.LEASE_SECONDS / 2)
