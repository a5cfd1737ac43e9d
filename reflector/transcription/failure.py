"""Handles the failure of a stage.

A failure of the recording ends the job in status error with a reason. Text, files and the objects in its cloud store
are erased, unless a user or another transcript needs the objects. An object that is not audio stays in its store until
the transcript expires. A failure of the environment postpones the job (R10). An upload waits for a day. A recording in
a cloud store waits as long as the outage lasts, because it may be the only copy.
"""

import sqlalchemy as sa
import structlog

from reflector import inventory, policy
from reflector.db.causes import FAILURES
from reflector.db.models import Artifact, Recording, Transcript, utcnow
from reflector.db.states import Stage, Status
from reflector.errors import (
    BucketMissing,
    DecoderFailed,
    EmptyMedia,
    JobLost,
    ModelError,
    NoAudioStream,
    NoSpace,
    NotAudio,
    ReflectorError,
    StoreDenied,
    StoreUnavailable,
    TranscriptGone,
)
from reflector.instance import Instance
from reflector.transcription import jobs, pieces
from reflector.transcription.context import OnDoomed, StageContext, StageTransaction
from reflector.transcription.space import is_full

log = structlog.get_logger(__name__)

#: Failures of the environment. They say nothing about the recording.
OUTAGES = (
    *(StoreUnavailable, StoreDenied, BucketMissing, NoSpace, ModelError, DecoderFailed),
    *FAILURES,
    OSError,  # with any errno: Reflector chooses the names of local files, so no recording can cause one
)
#: Seconds that an upload waits for the end of an outage.
_OUTAGE_SECONDS = 24 * 3600.0
#: Shortest and longest pause in seconds before a failed stage is tried again. Between them: a quarter of the job's age.
_RETRY_SECONDS, _RETRY_MAX_SECONDS = 20.0, 900.0
#: Reasons that mean that the object is not a recording. It stays in its store until the transcript expires, because an
#: announcement may have named the wrong object.
_NO_RECORDING = {EmptyMedia.code, NotAudio.code, NoAudioStream.code}
#: The columns of text that stages write.
_TEXT = ("segments", "topics", "events", "title", "short_summary", "long_summary", "webvtt")


def handle_failure(stage: StageContext, error: Exception) -> None:
    """Postpone the job after an `error` that is not the recording's fault, or end it after its last attempt."""
    job, settings = stage.job, stage.instance.settings
    ids = {"transcript_id": job.transcript_id, "stage": job.stage, "attempt": job.attempts}
    log.error("stage_failed", **ids, error=type(error).__name__, exc_info=True)
    age = (utcnow() - job.created_at).total_seconds()
    outage = isinstance(error, OUTAGES) and (age < _OUTAGE_SECONDS or _is_in_cloud(stage))
    if not outage and job.attempts >= settings.TRANSCRIPTION_MAX_ATTEMPTS:
        code = error.code if isinstance(error, ReflectorError) else NoSpace.code if is_full(error) else "internal"
        give_up(stage, code)
        return
    pause = min(max(age / 4, _RETRY_SECONDS), _RETRY_MAX_SECONDS)
    try:
        jobs.postpone(stage.instance.database, job, pause, counts=not outage)
    except JobLost:
        log.info("job_lost", transcript_id=job.transcript_id, stage=job.stage)


def _is_in_cloud(stage: StageContext) -> bool:
    this = Transcript.id == stage.job.transcript_id, Transcript.recording_id.is_not(None)
    with stage.instance.database.snapshot() as session:
        return session.scalar(sa.select(Transcript.id).where(*this)) is not None


def give_up(stage: StageContext, reason: str) -> bool:
    """End the job in status error, and keep nothing of its recording. Returns False if the job was lost before."""
    job = stage.job
    try:
        with stage.commit() as tx:
            tx.write(status=Status.ERROR, error=reason, **dict.fromkeys(_TEXT))
            pieces.forget(tx.session, job.transcript_id)
            # The row of the folder stays as long as the transcript's.
            own_files = Artifact.transcript_id == job.transcript_id, Artifact.key != f"{job.transcript_id}/"
            tx.doomed += inventory.doom(tx.session, *own_files)
            # Refusals first: every transaction locks meetings before it locks recordings.
            tx.apply_refusals()
            if reason not in _NO_RECORDING:
                _doom_recording(tx)
            tx.advance(Stage.DONE)
    except (JobLost, TranscriptGone):
        log.info("job_lost", transcript_id=job.transcript_id, stage=job.stage)
        return False
    log.warning("transcript_failed", transcript_id=job.transcript_id, stage=job.stage, reason=reason)
    return True


def _doom_recording(tx: StageTransaction) -> None:
    """Doom the objects of an anonymous transcript in a cloud store, unless a user or another transcript needs them."""
    transcript_id = tx.job.transcript_id
    own = sa.select(Transcript.recording_id).where(Transcript.id == transcript_id, Transcript.user_id.is_(None))
    recording = tx.session.scalar(own)
    if recording is None:
        return
    # If two transcripts fail at the same time, the lock makes the second see the result of the first.
    tx.session.execute(sa.select(Recording.id).where(Recording.id == recording).with_for_update())
    others = sa.exists().where(
        Transcript.recording_id == recording, Transcript.id != transcript_id, Transcript.status != Status.ERROR
    )
    users = sa.exists().where(Recording.id == recording, policy.users_recording_clause())
    if not tx.session.scalar(sa.select(sa.or_(others, users))):
        tx.doomed += inventory.doom(tx.session, Artifact.recording_id == recording)


def give_up_abandoned_uploads(instance: Instance, on_doomed: OnDoomed) -> int:
    """End the uploads that have shown no progress for UPLOAD_IDLE_SECONDS. Returns how many."""
    abandoned = jobs.abandoned_uploads(instance.database, instance.settings.UPLOAD_IDLE_SECONDS)
    return sum(give_up(StageContext(instance, job, on_doomed), "upload_abandoned") for job in abandoned)
