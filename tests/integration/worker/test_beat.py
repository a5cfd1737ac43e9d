"""The schedule of beat, and its execution."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from reflector.db.models import Job, RetentionRun, Transcript, utcnow
from reflector.settings import Settings, load_settings
from reflector.worker import app as worker_app

from .conftest import Instance, until


def settings(**values: object) -> Settings:
    return load_settings(_env_file=None, **values)


def test_the_cleanup_is_due_at_three_in_the_morning() -> None:
    entry = worker_app.schedule(settings(PUBLIC_MODE=True))["cleanup_old_public_data"]

    assert entry["task"] == "reflector.worker.cleanup.cleanup_old_public_data"
    assert (entry["schedule"].hour, entry["schedule"].minute) == ({3}, {0})
    entry["schedule"].nowfun = lambda: datetime(2026, 3, 1, 3, 0, 1, tzinfo=UTC)
    assert entry["schedule"].is_due(datetime(2026, 2, 28, 3, 0, 0, tzinfo=UTC)).is_due


def test_an_instance_that_is_not_public_never_cleans_up() -> None:
    assert "cleanup_old_public_data" not in worker_app.schedule(settings(PUBLIC_MODE=False))


def test_every_entry_of_beat_is_a_registered_task(instance: Instance) -> None:
    with instance.worker():
        registered = instance.client.control.inspect(timeout=30, limit=1).registered()

    known = {name for names in registered.values() for name in names}
    assert {entry["task"] for entry in worker_app.schedule(instance.settings).values()} <= known


def test_beat_and_worker_keep_the_promise_by_themselves(instance: Instance) -> None:
    old, waiting = instance.upload(), instance.upload()
    with instance.database.transaction() as session:
        eight_days_ago = utcnow() - timedelta(days=8)
        session.execute(sa.update(Transcript).where(Transcript.id == old).values(created_at=eight_days_ago))
        session.execute(sa.update(Job).where(Job.transcript_id == old).values(stage="done"))

    beat = instance.celery("beat", ready="beat: Starting", app="tests.integration.worker.shifted")
    with instance.worker(), beat:
        until(lambda: instance.files(old) == [])
        assert instance.wait_for_end(waiting).status == "ended"
        until(lambda: "drain_doomed_artifacts" in instance.said())

    with instance.database.snapshot() as session:
        runs = session.scalars(sa.select(RetentionRun).where(RetentionRun.outcome == "done")).all()
        assert session.get(Transcript, old) is None
    assert sum(run.transcripts_deleted for run in runs) == 1
    assert {run.trigger for run in runs} == {"beat"}


def test_beat_keeps_its_memory_below_the_data_folder(instance: Instance) -> None:
    with instance.celery("beat", ready="beat: Starting"):
        until(lambda: list(instance.settings.broker_dir.glob("beat-schedule*")))
