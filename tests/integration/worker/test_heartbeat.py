"""Heartbeats of real processes: a process that hangs turns /health red, and a busy one does not."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from subprocess import Popen
from time import sleep

import pytest
import sqlalchemy as sa

from reflector.db.models import Heartbeat, Identity, Job, utcnow
from reflector.worker.heartbeat import INTERVAL_SECONDS
from reflector.worker.watch import Watch

from .conftest import Instance, an_instance, until

#: Seconds without a heartbeat; a little more than two intervals.
SILENCE = 25.0

pytestmark = pytest.mark.timeout(400)


@pytest.fixture
def old_instance(tmp_path: Path) -> Iterator[Instance]:
    """An instance that is a month old, with a short HEALTH_MAX_SILENCE_SECONDS."""
    with an_instance(tmp_path, HEALTH_MAX_SILENCE_SECONDS=str(SILENCE)) as instance:
        grow_old(instance)
        yield instance


def grow_old(instance: Instance) -> None:
    """Its processes are no longer expected to be starting."""
    with instance.database.transaction() as session:
        session.execute(sa.update(Identity).values(created_at=utcnow() - timedelta(days=30)))


def reasons(instance: Instance) -> tuple[str, ...]:
    """The reasons of /health about processes now."""
    return Watch(instance.database, instance.settings).sight().reasons


def heartbeats(instance: Instance) -> dict[int, Heartbeat]:
    """The rows by process id."""
    with instance.database.snapshot() as session:
        return {row.pid: row for row in session.scalars(sa.select(Heartbeat))}


@contextmanager
def stopped(process: Popen[bytes]) -> Iterator[None]:
    """A process that the system has stopped for the block."""
    os.kill(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process.pid, signal.SIGCONT)


def test_without_processes_all_are_missed(old_instance: Instance) -> None:
    assert reasons(old_instance) == ("no_beat", "no_worker:retention", "no_worker:transcription")


def test_a_young_instance_may_still_be_starting(tmp_path: Path) -> None:
    with an_instance(tmp_path) as instance:
        assert reasons(instance) == ()


def test_beat_and_workers_turn_it_green_and_a_stopped_one_red(old_instance: Instance) -> None:
    # Given beat and a worker for each queue
    with (
        old_instance.celery("beat", ready="beat: Starting") as beat,
        old_instance.worker("-Q", "retention") as sweeper,
        old_instance.worker("-Q", "transcription"),
    ):
        # When all of them have sent a heartbeat, then none is missing
        until(lambda: reasons(old_instance) == (), 90)

        # When one of them is stopped, then only this one is missing, until it continues
        for process, reason in ((beat, "no_beat"), (sweeper, "no_worker:retention")):
            missed = (reason,)
            with stopped(process):
                until(lambda: reasons(old_instance) == missed, SILENCE + 3 * INTERVAL_SECONDS)  # noqa: B023
            until(lambda: reasons(old_instance) == (), 60)


def test_a_worker_that_is_busy_for_longer_than_the_silence_stays_green(old_instance: Instance) -> None:
    # Given a worker whose only task takes three times as long as it may be silent
    with old_instance.celery(
        "worker", "-Q", "retention", "-c", "1", ready="ready.", app="tests.integration.worker.busy"
    ) as worker:
        until(lambda: worker.pid in heartbeats(old_instance), 60)
        old_instance.client.send_task("tests.busy", (3 * SILENCE,), queue="retention")
        ends = utcnow() + timedelta(seconds=3 * SILENCE)

        # Then it is never missed
        while utcnow() < ends:
            assert "no_worker:retention" not in reasons(old_instance)
            sleep(1)


def test_a_heartbeat_has_no_content_and_is_deleted(old_instance: Instance) -> None:
    with old_instance.database.transaction() as session:
        ended = {"kind": "worker", "queue": "retention", "host": "h", "version": "0"}
        session.add(Heartbeat(pid=1, moment=utcnow() - timedelta(days=2), **ended))
        session.add(Heartbeat(pid=2, moment=utcnow() - timedelta(hours=2), **ended))

    with old_instance.celery("beat", ready="beat: Starting") as beat:
        until(lambda: beat.pid in heartbeats(old_instance), 60)

        rows = heartbeats(old_instance)
        assert set(rows) == {2, beat.pid}
        assert (rows[beat.pid].kind, rows[beat.pid].queue) == ("beat", "")


def test_a_heartbeat_from_the_future_proves_nothing(old_instance: Instance) -> None:
    with old_instance.database.transaction() as session:
        session.add(Heartbeat(kind="beat", host="h", pid=1, version="0", moment=utcnow() + timedelta(days=1), queue=""))

    assert "no_beat" in reasons(old_instance)


def test_a_job_that_waits_too_long_is_a_reason(old_instance: Instance) -> None:
    transcript_id = old_instance.upload()
    assert "jobs_waiting" not in reasons(old_instance)
    with old_instance.database.transaction() as session:
        hours_ago = utcnow() - timedelta(hours=2)
        job = sa.update(Job).where(Job.transcript_id == transcript_id)
        session.execute(job.values(created_at=hours_ago, started_at=None, lease_until=None))

    assert "jobs_waiting" in reasons(old_instance)


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "amqp://127.0.0.1:1//"])
def test_a_broker_that_is_down_is_a_reason(tmp_path: Path, url: str) -> None:
    with an_instance(tmp_path) as instance:
        settings = instance.settings.model_copy(update={"CELERY_BROKER_URL": url})

        assert Watch(instance.database, settings).sight().reasons == ("broker",)
