"""A worker on every broker turns recordings into text, and leaves copies nowhere else."""

import json
import wave
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from reflector.db.models import Job, Transcript, utcnow
from reflector.db.states import WORK
from reflector.worker.app import CLEANUP, DRAIN, RESUME, TRANSCRIBE

from .conftest import Instance, until

#: Words of the recording, of its name and of its file's name.
MARKERS = ("cold-hearted", "Dashwood", "amiable", "my-secret-name", "sense_and_sensibility")


def test_a_recording_is_transcribed_when_a_message_comes(on_any_broker: Instance) -> None:
    transcript_id = on_any_broker.upload(name="my-secret-name")
    with on_any_broker.worker():
        on_any_broker.send(TRANSCRIBE, transcript_id)
        made = on_any_broker.wait_for_end(transcript_id)

    assert (made.status, made.error) == ("ended", None)
    assert "cold-hearted" in (made.webvtt or "")
    assert on_any_broker.files(transcript_id) == [
        transcript_id,
        f"{transcript_id}/audio.json",
        f"{transcript_id}/audio.mp3",
    ]
    assert transcript_id in on_any_broker.said()
    for marker in MARKERS:
        assert marker not in on_any_broker.said()
        broker = on_any_broker.settings.broker_dir
        assert not any(marker.encode() in path.read_bytes() for path in broker.rglob("*") if path.is_file())


def test_the_cleanup_by_its_name_gives_its_statistics_as_result(on_any_broker: Instance) -> None:
    transcript_id = on_any_broker.upload(name="my-secret-name")
    with on_any_broker.database.transaction() as session:
        session.execute(sa.update(Transcript).values(created_at=utcnow() - timedelta(days=8)))
        session.execute(sa.update(Job).values(stage="done"))

    with on_any_broker.worker():
        stats = on_any_broker.send(CLEANUP).get(timeout=60)
        drained = on_any_broker.send(DRAIN).get(timeout=60)

    assert (stats["transcripts_deleted"], stats["errors"], stats["outcome"]) == (1, [], "done")
    assert drained == {"artifacts_erased": 0, "errors": 0}
    assert on_any_broker.files(transcript_id) == []
    assert "my-secret-name" not in on_any_broker.said() + json.dumps(stats)


def test_a_job_whose_message_was_lost_is_found(instance: Instance) -> None:
    transcript_id = instance.upload()
    with instance.worker():
        instance.send(RESUME)
        assert instance.wait_for_end(transcript_id).status == "ended"


def test_one_message_is_enough_for_all_jobs_that_wait(instance: Instance) -> None:
    ids = [instance.upload(client=f"client-{n}") for n in range(3)]
    with instance.worker():
        instance.send(TRANSCRIBE, ids[0])
        assert {instance.wait_for_end(transcript_id).status for transcript_id in ids} == {"ended"}


def test_one_message_is_enough_for_two_workers(instance: Instance, tmp_path: Path) -> None:
    silence = tmp_path / "silence.wav"
    with wave.open(str(silence), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(80_000))
    for n in range(20):
        instance.upload(silence, client=f"client-{n}")

    def at_work() -> int:
        has_one = Job.claimed_by.is_not(None), Job.stage.in_(WORK), Job.lease_until > utcnow()
        with instance.database.snapshot() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(Job).where(*has_one)) or 0

    with instance.worker("-c", "2"), instance.worker("-c", "2"):
        instance.send(TRANSCRIBE, "")
        until(lambda: at_work() == 2)


def test_an_upload_that_was_given_up_ends_in_error(instance: Instance) -> None:
    transcript_id = instance.upload()
    with instance.database.transaction() as session:
        session.execute(sa.update(Job).values(stage="upload", lease_until=utcnow()))
    with instance.worker():
        instance.send(RESUME)
        assert instance.wait_for_end(transcript_id).error == "upload_abandoned"
        until(lambda: instance.files(transcript_id) == [])


def test_a_worker_that_is_told_to_end_gives_its_job_back_and_ends(instance: Instance) -> None:
    transcript_id = instance.upload()
    with instance.worker() as worker:
        instance.send(TRANSCRIBE, transcript_id)
        until(lambda: "job_claimed" in instance.said())
        worker.terminate()
        assert worker.wait(60) == 0

    with instance.database.snapshot() as session:
        job = session.get_one(Job, transcript_id)
    assert (job.claimed_by, job.lease_until, job.attempts) == (None, None, 0)
    assert job.stage in WORK


def test_a_run_that_cannot_be_made_is_tried_again(instance: Instance) -> None:
    with instance.worker(), instance.database.exclusive("retention"):
        result = instance.send(CLEANUP)
        until(lambda: result.state == "RETRY")
        until(lambda: "celery_task_retried" in instance.said())


def test_a_failed_task_reports_no_content(instance: Instance) -> None:
    with instance.database.transaction() as session:
        session.execute(sa.text("ALTER TABLE artifact RENAME TO elsewhere"))

    with instance.worker():
        result = instance.send(DRAIN)
        until(lambda: result.state == "FAILURE")

    assert "OperationalError" in str(result.result)
    assert "no such table" not in str(result.result) + str(result.traceback) + instance.said()
