"""Heartbeats of the processes that keep the promise. Beat marks each of its ticks, and a worker marks each round of its
consumer loop. A thread writes the time of the latest mark to the database. So the loop itself never waits for the
database, and the thread writes nothing new when the loop hangs. A worker with long tasks continues to mark, because
tasks run in threads of their own.
"""

import os
import socket
from collections.abc import Collection
from datetime import timedelta
from importlib.metadata import version
from threading import Event, Thread
from time import monotonic
from typing import Any

import sqlalchemy as sa
import structlog
from celery import bootsteps

from reflector.db.causes import explain
from reflector.db.models import Heartbeat
from reflector.db.session import Database, get_database
from reflector.errors import DatabaseNotReady
from reflector.settings import get_settings
from reflector.worker import WORKER

log = structlog.get_logger(__name__)

#: Seconds between two heartbeats.
INTERVAL_SECONDS = 10.0
#: Days after which the rows of ended processes are deleted.
_FORGET_DAYS = 1


class Pulse:
    """The heartbeats of one process."""

    def __init__(self, kind: str, queues: Collection[str] = ("",)) -> None:
        self._kind = kind
        self._queues = queues
        self._marked_at: float | None = None
        self._stopped = Event()
        self._thread = Thread(target=self._write_until_stopped, name="heartbeat", daemon=True)

    def mark(self) -> None:
        """Mark one round of the loop. Call it in the loop; it takes no time."""
        self._marked_at = monotonic()

    def start(self) -> None:
        """Start to write the marks into the database."""
        self._thread.start()

    def stop(self) -> None:
        """Write no more. Returns at once."""
        self._stopped.set()

    def _write_until_stopped(self) -> None:
        written: float | None = None
        while not self._stopped.is_set():
            marked = self._marked_at
            if marked is not None and marked != written:
                try:
                    write(get_database(), self._kind, self._queues, age_seconds=monotonic() - marked)
                    written = marked
                except (sa.exc.SQLAlchemyError, DatabaseNotReady) as error:
                    # The database is down, which /health reports by itself.
                    log.warning("heartbeat_not_written", error=type(error).__name__, reason=_reason(error))
            self._stopped.wait(INTERVAL_SECONDS if written else 1.0)


def _reason(error: Exception) -> str | None:
    """Setting, cause and cure, without content."""
    if isinstance(error, sa.exc.DBAPIError):
        return explain(error, sa.make_url(get_settings().database_url))
    return error.message if isinstance(error, DatabaseNotReady) else None


def write(database: Database, kind: str, queues: Collection[str], *, age_seconds: float = 0.0) -> None:
    """Store one heartbeat of this process, for each of its queues. The loop made its mark `age_seconds` ago."""
    moment = database.now() - timedelta(seconds=age_seconds)
    host, pid = socket.gethostname(), os.getpid()
    with database.transaction() as session:
        for queue in queues:
            row = Heartbeat(kind=kind, queue=queue, host=host, pid=pid, moment=moment, version=version("reflector"))
            session.merge(row)
        session.execute(sa.delete(Heartbeat).where(Heartbeat.moment < moment - timedelta(days=_FORGET_DAYS)))


class ConsumerPulse(bootsteps.StartStopStep):
    """Marks from the consumer loop of a worker. It starts when the worker consumes, and stops when it has no broker."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, consumer: Any, **options: Any) -> None:
        super().__init__(consumer, **options)
        self._pulse: Pulse | None = None
        self._timer: Any = None

    def start(self, consumer: Any) -> None:
        """The worker has a connection, and begins to consume."""
        self._pulse = Pulse(WORKER, sorted(consumer.app.amqp.queues.consume_from))
        self._pulse.start()
        # `call_soon` lets the loop make the mark. The timer alone could be a thread that outlives a loop which hangs.
        consumer.call_soon(self._pulse.mark)
        self._timer = consumer.timer.call_repeatedly(INTERVAL_SECONDS, consumer.call_soon, (self._pulse.mark,))

    def stop(self, consumer: Any) -> None:
        """The worker ends, or has lost its connection."""
        if self._timer is not None:
            self._timer.cancel()
        if self._pulse is not None:
            self._pulse.stop()
        self._timer = self._pulse = None
