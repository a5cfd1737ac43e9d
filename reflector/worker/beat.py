"""The scheduler of `celery beat`, and beat as a thread of a worker."""

from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import sqlalchemy as sa
import structlog
from celery import Celery
from celery.beat import EmbeddedService, PersistentScheduler
from celery.signals import worker_ready, worker_shutdown, worker_shutting_down

from reflector.db.adopted import DatabaseKind, kind_of
from reflector.db.session import get_database
from reflector.errors import DatabaseNotReady
from reflector.settings import get_settings
from reflector.worker import BEAT
from reflector.worker.embedded import discard_damaged
from reflector.worker.heartbeat import Pulse

log = structlog.get_logger(__name__)

#: Seconds before beat is started again in its thread after it failed. They double with each failure.
_PAUSE_SECONDS, _PAUSE_MAX_SECONDS = 1.0, 60.0
#: Seconds that beat has to stop. It looks every second whether it should.
_STOP_SECONDS = 5.0


class Scheduler(PersistentScheduler):
    """Celery's scheduler with its memory in a file. It starts in any folder, and each tick is a heartbeat."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._pulse = Pulse(BEAT)
        super().__init__(*arguments, **options)

    def setup_schedule(self) -> None:
        """Open the file that remembers when each entry was last due, and start the heartbeats.

        In an adopted installation another program makes the transcripts, so beat sends nothing of the pipeline.
        """
        # If the database is down, the task itself checks again. If it is not ready, the start of beat refuses it.
        with suppress(sa.exc.DBAPIError, DatabaseNotReady):
            if kind_of(get_database()) is DatabaseKind.ADOPTED:
                self.app.conf.beat_schedule.pop("resume_stuck_jobs", None)
        # Celery opens the file but does not create its folder. Only the filesystem broker has created it before.
        Path(self.schedule_filename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().setup_schedule()
        discard_damaged(get_settings())
        self._pulse.start()

    def tick(self, *arguments: Any, **options: Any) -> float:
        """Send what is due. Returns the seconds until the next tick."""
        seconds: float = super().tick(*arguments, **options)
        self._pulse.mark()
        return seconds

    def close(self) -> None:
        """Close the file."""
        self._pulse.stop()
        super().close()


class EmbeddedBeat:
    """Beat in a thread of a worker, which saves a process. It has its own heartbeats; `/health` tells the two apart.

    If beat fails in its thread, it is started again there, and the worker continues. While it keeps failing, it sends
    no heartbeat, and `/health` turns red.
    """

    def __init__(self, app: Celery) -> None:
        self._app = app
        self._stopped = Event()
        self._service: Any = None
        self._changing = Lock()
        self._thread = Thread(target=self._run, name="beat", daemon=True)

    def follow_worker(self) -> None:
        """Start when the worker of this process is ready, and stop when it ends."""
        worker_ready.connect(self._start, weak=False)
        worker_shutting_down.connect(self._stop, weak=False)
        worker_shutdown.connect(self._join, weak=False)

    def _start(self, **_: object) -> None:
        if not self._thread.is_alive():  # the worker sends this signal again after it has lost its broker
            self._thread.start()

    def _run(self) -> None:
        pause = _PAUSE_SECONDS
        while not self._stopped.is_set():
            try:
                with self._changing:
                    self._service = EmbeddedService(self._app, thread=True, scheduler_cls=Scheduler)
                    if self._stopped.is_set():
                        self._service.service.stop()
                self._service.run()  # in this thread; its own would end silently
            # Every exception, also SystemExit: the schedule must go on, and Celery names no set of errors.
            except BaseException as error:  # noqa: BLE001
                log.error("beat_failed", error=type(error).__name__, again_in_seconds=pause)
            self._stopped.wait(pause)
            pause = min(2 * pause, _PAUSE_MAX_SECONDS)

    def _stop(self, **_: object) -> None:
        self._stopped.set()
        with self._changing:
            if self._service is not None:
                self._service.service.stop()  # it does not wait for the thread, because this is a signal handler

    def _join(self, **_: object) -> None:
        if self._thread.is_alive():
            self._thread.join(_STOP_SECONDS)  # it saves when each entry was last due
