"""Tasks of the sweeper. The work is in reflector/retention, and in reflector/adopt for an adopted installation."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from reflector.adopt import run as adopted_run
from reflector.adopt.verify import find_residue
from reflector.db.states import Trigger
from reflector.errors import ReflectorError, RetentionBusy, RetentionError
from reflector.instance import get_instance
from reflector.retention import recheck, run
from reflector.retention.run import CleanupStats
from reflector.worker.app import CLEANUP, DRAIN, VERIFY, app


@app.task(
    name=CLEANUP,
    autoretry_for=(RetentionError,),
    max_retries=6,
    retry_backoff=60,
    retry_backoff_max=1800,  # Redis gives a message to another worker after an hour
)
def cleanup_old_public_data() -> CleanupStats | None:
    """Erase expired data. A run that could not start is tried again; after the last attempt the task fails."""
    with content_free():
        stats = adopted_run.cleanup(trigger=Trigger.BEAT)
    # In the same task, and not as a message: otherwise a broker that is down would prevent the check.
    verify_latest_run()
    return stats


@app.task(name=VERIFY)
def verify_latest_run() -> int | None:
    """Verify the latest run. Beat repeats this until the result is stored and nothing is found."""
    with content_free():
        return recheck.verify_latest_run(get_instance(), find_residue)


@app.task(name=DRAIN)
def drain_doomed_artifacts() -> dict[str, int]:
    """Erase the bytes of doomed artifacts that are due. During another drain there is nothing to do."""
    with content_free(), suppress(RetentionBusy):
        return run.drain_now()
    return {}


@contextmanager
def content_free() -> Iterator[None]:
    """Replace exceptions that can contain content: Celery stores the exception of a failed task in its result."""
    try:
        yield
    except ReflectorError:
        raise
    except Exception as error:  # noqa: BLE001  (whatever it is, its message must not leave; its type does)
        raise RetentionError(f"The task failed: {type(error).__name__}.") from None
