"""Detects a restored database while the API runs, and serves nothing until the journal is applied (R14)."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp, Receive, Scope, Send

from reflector.api.problems import Problem
from reflector.errors import DatabaseNotReady, JournalUnreadable, ReflectorError
from reflector.instance import Instance
from reflector.inventory.journal import Watch
from reflector.retention import replay

log = structlog.get_logger(__name__)

#: Seconds between two checks of the journals. A restore is detected within 10 seconds.
_INTERVAL_SECONDS = 5.0
#: One in this many checks also reads the journals in object stores, which can be slow.
_EVERYWHERE = 12
#: Paths that are always served. They contain no data of a transcript.
_ALWAYS_SERVED = ("/health", "/metrics", "/static/", "/favicon.ico")


class RestoreGuard:
    """Compares the journals with the database every few seconds, and applies entries that the database lacks."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._watch = Watch(instance)
        self._stop = Event()
        #: The code and the message of the problem while nothing is served; otherwise None.
        self.closed: tuple[str, str] | None = None

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Check once before anything is served, and repeatedly during the block."""
        self.check()
        thread = Thread(target=self._check_repeatedly, name="restore-guard", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()

    def _check_repeatedly(self) -> None:
        looks = 0
        while not self._stop.wait(_INTERVAL_SECONDS):
            looks += 1
            self.check(everywhere=looks % _EVERYWHERE == 0)

    def check(self, *, everywhere: bool = True) -> None:
        """Compare the database with the journals, and apply entries that it does not know."""
        try:
            if self._watch.unknown(everywhere=everywhere):
                self.closed = (
                    "restoring",
                    "A backup was restored. Data that was erased after the backup is being erased again.",
                )
                replay.catch_up(self._instance, self._watch)
                if self._watch.unknown(everywhere=everywhere):
                    return  # an entry failed; the next check tries it again
            self.closed = None
        except DatabaseNotReady as error:
            self.closed = ("restoring", error.message)
        except JournalUnreadable as error:
            self.closed = (error.code, error.message)
        except (ReflectorError, SQLAlchemyError) as error:
            # Keep the present state. Without a database nothing can be read. If another process is applying the
            # journal, the next check sees its result.
            log.warning("restore_guard_failed", error=type(error).__name__)


class Guarded:
    """The middleware that answers 503 while the guard is closed."""

    def __init__(self, app: ASGIApp, guard: RestoreGuard) -> None:
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or answer with the problem."""
        closed = self._guard.closed
        if closed is None or scope["type"] != "http" or scope["path"].startswith(_ALWAYS_SERVED):
            await self._app(scope, receive, send)
            return
        code, message = closed
        problem = Problem(503, code, message, headers={"Retry-After": "5"})
        await problem.response(scope["path"])(scope, receive, send)
