"""Simulates the death of a process between any two of its effects, so that a test can run the next process.

An *effect* is a step that can leave something behind: a writing SQL statement, a commit, a change on the disk, or a
request to an object store. Nothing changes between two effects. So a test that dies in each *gap* (before the first
effect, between two effects, after the last) covers every moment:

    with dying(database, in_gap=7):
        run(instance)    # raises Killed before the seventh effect

`die_here` raises Killed in the same process, which is fast. Handlers and `finally` blocks still run, but every further
effect raises Killed again. `die_really` sends SIGKILL to the process.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from threading import Lock, current_thread
from typing import Any

import sqlalchemy as sa
from botocore.httpsession import URLLib3Session
from sqlalchemy import event

from reflector.db.session import Database

#: Functions of the module `os` that change the disk.
_DISK = ("unlink", "rmdir", "mkdir", "rename", "replace", "link", "ftruncate", "fsync")
#: The first words of statements that leave nothing behind if the process dies.
_QUESTIONS = ("SELECT", "BEGIN")


class Killed(BaseException):
    """The process counts as dead. No code may catch this, and no later step of the process has an effect."""


def die_here() -> None:
    """Simulate the death in this process: raises Killed."""
    raise Killed()


def die_really() -> None:
    """End this process with SIGKILL."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(slots=True)
class Fuse:
    """Counts the effects, and ends the process in one gap."""

    #: The gap to die in, counted from 1. None: never.
    in_gap: int | None
    #: Ends the process.
    die: Callable[[], None]
    #: The effects so far, without values. If the process is dead, the last one did not happen.
    effects: list[str] = field(default_factory=list)
    #: The name of the thread of each effect.
    threads: list[str] = field(default_factory=list)
    #: Whether the process is dead.
    dead: bool = False
    _lock: Any = field(default_factory=Lock)

    def before(self, effect: str) -> None:
        """Record that `effect` comes next. If the process dies before it, raises Killed or does not return."""
        with self._lock:
            if self.dead:
                raise Killed()
            self.effects.append(effect)
            self.threads.append(current_thread().name)
            self.dead = len(self.effects) == self.in_gap
            if self.dead:
                self.die()


@contextmanager
def dying(
    database: Database | None, *, in_gap: int | None = None, die: Callable[[], None] = die_here
) -> Iterator[Fuse]:
    """Count the effects of the block, and die in the gap `in_gap`: before the effect with that number.

    The block ends normally if it has fewer effects. Only effects on `database` (None: on every database), the local
    disk and S3 are counted. They can come from several threads. Only one such block may be active in a process.
    """
    fuse = Fuse(in_gap, die)
    with ExitStack() as stack:
        _watch_statements(sa.Engine if database is None else database.engine, fuse, stack)
        for name in _DISK:
            _watch(os, name, f"os.{name}", fuse, stack)
        _watch_creations(fuse, stack)
        _watch_requests(fuse, stack)
        yield fuse


def _watch_statements(engine: sa.Engine | type[sa.Engine], fuse: Fuse, stack: ExitStack) -> None:
    def statement(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        if not sql.startswith(_QUESTIONS):
            fuse.before(f"SQL {' '.join(sql.split()[:3])}")

    def commit(connection: sa.Connection) -> None:
        try:
            fuse.before("COMMIT")
        except Killed:
            connection.invalidate()  # SQLAlchemy assumes that a failed commit has ended the transaction
            raise

    for name, listener in (("before_cursor_execute", statement), ("commit", commit)):
        event.listen(engine, name, listener)
        stack.callback(event.remove, engine, name, listener)


def _watch(owner: object, name: str, effect: str, fuse: Fuse, stack: ExitStack) -> None:
    real = getattr(owner, name)

    def watched(*args: Any, **options: Any) -> Any:
        fuse.before(effect)
        return real(*args, **options)

    setattr(owner, name, watched)
    stack.callback(setattr, owner, name, real)


def _watch_creations(fuse: Fuse, stack: ExitStack) -> None:
    real = os.open

    def watched(path: Any, flags: int, *args: Any, **options: Any) -> int:
        if flags & os.O_CREAT:
            fuse.before("os.open O_CREAT")
        return real(path, flags, *args, **options)

    setattr(os, "open", watched)  # noqa: B010  (a type checker forbids the plain assignment)
    stack.callback(setattr, os, "open", real)


def _watch_requests(fuse: Fuse, stack: ExitStack) -> None:
    real = URLLib3Session.send

    def watched(session: Any, request: Any) -> Any:
        fuse.before(f"S3 {request.method}")
        return real(session, request)

    setattr(URLLib3Session, "send", watched)  # noqa: B010
    stack.callback(setattr, URLLib3Session, "send", real)
