"""The application of the workers with a task that is busy for as long as a test needs."""

from time import monotonic

from reflector.worker.app import app

__all__ = ["app"]


@app.task(name="tests.busy")  # type: ignore[untyped-decorator]  # Celery has no types
def busy(seconds: float) -> None:
    """Compute for so many seconds."""
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        sum(range(1000))
