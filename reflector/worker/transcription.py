"""Tasks that make transcripts. The work is in reflector/transcription.

A message only wakes a worker: the rows say which jobs there are. The worker takes the job that is next in the queue,
which can be another one than the message names.
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

#: The maximum number of workers that are woken at a time. Each continues as long as jobs wait.
_WAKE_UPS = 8


def wake(transcript_id: str) -> None:
    """Wake a worker for a job. Call it after the commit; it never fails. If the broker is down, `resume_stuck_jobs`
    finds the row of the job later.
    """
    try:
        transcribe.apply_async((transcript_id,), retry=False)
    except (OperationalError, ResultError, OSError) as error:
        log.warning("wake_up_not_sent", transcript_id=transcript_id, error=type(error).__name__)


# Acknowledged at once: a recording can take longer than brokers wait, and a lost wake-up is sent again by beat.
@app.task(name=TRANSCRIBE, ignore_result=True, acks_late=False)
def transcribe(transcript_id: str) -> None:
    """Bring jobs to their end, the fairest next one first, as long as there are any.

    The next job needs no message: another worker whose slot is taken could receive it and ignore it, and this one would
    be idle. Messages only invite others to help.
    """
    slot = _slots()
    if not slot.acquire(blocking=False):
        return  # the thread that holds the slot looks for more jobs
    has_worked = False
    try:
        runner = Runner(get_instance(), drain, stopping.is_set)
        with content_free(), idle.used(get_settings().WHISPER_IDLE_SECONDS):
            while not stopping.is_set():
                if jobs.waiting(get_database()) > 1:
                    wake("")
                if runner.run_next() is None:
                    break
                has_worked = True
    finally:
        slot.release()
    with content_free():
        # A message that came just before the slot was released was ignored.
        if has_worked and not stopping.is_set() and jobs.waiting(get_database()):
            wake(transcript_id)


@app.task(name=RESUME, ignore_result=True)
def resume_stuck_jobs() -> None:
    """Wake workers for jobs whose worker died or whose message was lost, and do the other work of each minute.

    That is: give up abandoned uploads, apply refusals, erase transcripts whose answer was never sent, and forget
    clients. In an adopted installation there is nothing to do: another program makes the transcripts, and only the
    nightly run applies refusals.
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
        for doomed in consent.apply_outstanding(get_instance()):  # last, because a store that is down makes it slow
            drain(doomed)


def drain(artifact_ids: Collection[int]) -> None:
    """Erase the bytes of artifacts that were just doomed. The drain task retries those that fail."""
    if not artifact_ids:
        return
    try:
        instance = get_instance()
        Drain(instance).only(artifact_ids)
    except (ReflectorError, sa.exc.SQLAlchemyError) as error:
        log.warning("artifacts_left_to_drain", artifacts=len(artifact_ids), error=type(error).__name__)


@lru_cache(maxsize=1)
def _slots() -> BoundedSemaphore:
    """One slot for each recording that this process transcribes at once. One thread is left for the sweeper."""
    return BoundedSemaphore(get_settings().TRANSCRIPTION_CONCURRENCY)
