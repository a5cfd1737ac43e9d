"""Tasks that make transcripts. The work is in reflector/transcription.

A message only wakes a worker: the rows say which jobs there are. The worker takes the fairest next job, which need not
be the one that the message names.
"""

from collections.abc import Collection
from functools import lru_cache
from threading import BoundedSemaphore

import sqlalchemy as sa
import structlog
from celery.exceptions import OperationalError as ResultError
from kombu.exceptions import OperationalError

from reflector.db.adopted import DatabaseKind, kind_of
from reflector.db.session import get_database
from reflector.errors import ReflectorError
from reflector.instance import get_instance
from reflector.meetings import consent
from reflector.retention.drain import Drain
from reflector.retention.unsent import erase_unsent
from reflector.settings import get_settings
from reflector.transcription import jobs
from reflector.transcription.failure import give_up_abandoned_uploads
from reflector.transcription.recognize.model import idle
from reflector.transcription.runner import Runner
from reflector.worker.app import RESUME, TRANSCRIBE, app, stopping
from reflector.worker.cleanup import content_free

log = structlog.get_logger(__name__)

#: So many workers are woken at a time when jobs wait; each of them goes on as long as there are any.
_WAKE_UPS = 8


def wake(transcript_id: str) -> None:
    """Tell a worker that there is something to do. Call it after the commit; never fails.

    If the broker is away the job is found by `resume_stuck_jobs`: its row is the truth.
    """
    try:
        transcribe.apply_async((transcript_id,), retry=False)
    except (OperationalError, ResultError, OSError) as error:
        log.warning("wake_up_not_sent", transcript_id=transcript_id, error=type(error).__name__)


# Acknowledged at once: a recording can take longer than brokers wait, and a lost wake-up is sent again by beat.
@app.task(name=TRANSCRIBE, ignore_result=True, acks_late=False)
def transcribe(transcript_id: str) -> None:
    """Bring the fairest next job to its end, and look again if there are more."""
    slot = _slots()
    if not slot.acquire(blocking=False):
        return  # the holder of the slot looks again
    try:
        with content_free(), idle.used(get_settings().WHISPER_IDLE_SECONDS):
            done = Runner(get_instance(), drain, stopping.is_set).run_next()
    finally:
        slot.release()
    with content_free():
        if done is not None and not stopping.is_set() and jobs.waiting(get_database()):
            wake(transcript_id)


@app.task(name=RESUME, ignore_result=True)
def resume_stuck_jobs() -> None:
    """Find jobs whose worker died, or that nobody was told about, uploads that were given up, and refusals whose time
    has come; erase what was made for an answer that nobody got; forget clients.

    In an adopted installation there is nothing to do: another program makes the transcripts, and a refusal is applied
    by the nightly run, if at all.
    """
    if kind_of(get_database()) is not DatabaseKind.OWN:
        return
    with content_free():
        jobs.forget_clients(get_database())
        give_up_abandoned_uploads(get_instance(), drain)
        drain(erase_unsent(get_instance()))
        if waiting := jobs.waiting(get_database()):
            log.info("jobs_waiting", jobs=waiting)
            for _ in range(min(waiting, _WAKE_UPS)):
                wake("")
        for doomed in consent.apply_outstanding(get_instance()):  # last: a store that is down makes it slow
            drain(doomed)


def drain(artifact_ids: Collection[int]) -> None:
    """Erase the bytes of artifacts that have just been doomed; what resists is left to the drain task."""
    if not artifact_ids:
        return
    try:
        instance = get_instance()
        Drain(instance).only(artifact_ids)
    except (ReflectorError, sa.exc.SQLAlchemyError) as error:
        log.warning("artifacts_left_to_drain", artifacts=len(artifact_ids), error=type(error).__name__)


@lru_cache(maxsize=1)
def _slots() -> BoundedSemaphore:
    """As many as this process transcribes at once: one of its threads is kept for the sweeper."""
    return BoundedSemaphore(get_settings().TRANSCRIPTION_CONCURRENCY)
