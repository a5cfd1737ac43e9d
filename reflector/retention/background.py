"""Erases the bytes of committed batches in a background thread, while the run erases the next rows.

The thread and the run are independent, like a run and the drain of another process. The thread holds the drain lock,
sees only committed rows, and leaves bytes that a living artifact names. In addition:

- It holds the lock for one pass at a time and never waits for it. Between two passes an owner's erasure can have it.
- It works only while every pointer is in the inventory. A pointer in a row that the run has locked cannot be entered,
  and a living row with that pointer could name the same bytes.
- All passes and the drain after the rows are one `Drain`. It tries each artifact once, and skips stores that failed.
- It ends when all rows are erased, or with the first error of the database. It finishes the batches that are under way.
  The drain after the rows does the rest.

See docs/decisions/0029-bytes-go-while-rows-go.md.
"""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Event

import sqlalchemy as sa
import structlog

from reflector import inventory
from reflector.errors import RetentionBusy
from reflector.instance import Instance
from reflector.retention.drain import Drain

log = structlog.get_logger(__name__)


class BackgroundDrain:
    """Drains in passes. Each pass begins after RETENTION_BATCH_SIZE further rows were erased."""

    def __init__(self, instance: Instance, drain: Drain, deadline: float) -> None:
        """`deadline`: the moment of `time.monotonic` after which no further batch begins."""
        self._instance = instance
        self._drain = drain
        self._deadline = deadline
        self._rows_seen = 0
        self._more = Event()
        self._over = Event()
        self._thread: Future[None] = Future()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Drain during the block. Raises what the background thread raised, if the block itself raises nothing."""
        with ThreadPoolExecutor(1, "background-drain") as pool:
            self._thread = pool.submit(self._drain_in_passes)
            try:
                yield
            finally:
                self._over.set()
                self._more.set()
            self._thread.result()

    def note_rows(self, erased: int) -> None:
        """Tell how many rows this run has erased by now. Raises what the background thread raised."""
        if self._thread.done():
            self._thread.result()
        if erased - self._rows_seen >= self._instance.settings.RETENTION_BATCH_SIZE:
            self._rows_seen = erased
            self._more.set()

    def _drain_in_passes(self) -> None:
        while self._more.wait() and not self._ended():
            self._more.clear()
            try:
                with (
                    inventory.drain_lock(self._instance.database) as require_lock,
                    closing(self._drain.batches(require_lock, rows_are_locked=True)) as batches,
                ):
                    for _ in batches:
                        if self._ended():
                            return
            except RetentionBusy:  # Another drain works. The drain after the rows waits for it.
                continue
            except sa.exc.SQLAlchemyError as error:
                # Nothing is lost: the drain after the rows does this work again, and fails the run if it fails too.
                log.warning("background_drain_ended", error=type(error).__name__)
                return

    def _ended(self) -> bool:
        return self._over.is_set() or time.monotonic() > self._deadline
