"""`reflector serve`: API, workers and beat as child processes of one supervisor.

A child that dies is started again, after a pause that grows. If it dies too often within a while, everything ends with
an error, so that the service manager and its operator notice.
SIGTERM and SIGINT end the children in order; if the supervisor itself is killed, the system kills them with it.
"""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from time import monotonic

import structlog

from reflector import inventory, process
from reflector.db import migrate
from reflector.db.session import open_database
from reflector.errors import CannotServe, StorageError, StoreIsForeign
from reflector.settings import Settings
from reflector.storage import Stores

log = structlog.get_logger(__name__)

#: A child that dies this often within _DEATHS_WINDOW_SECONDS ends everything. How long it lived each time does not
#: matter: on a slow machine a broken child needs half a minute to find out. systemd limits starts in the same way.
_MAX_DEATHS = 5
_DEATHS_WINDOW_SECONDS = 600.0
#: How long children have to end before they are killed.
GRACE_SECONDS = 15.0
_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
_PR_SET_PDEATHSIG = 1
_BACKLOG = 512


@dataclass(frozen=True, slots=True)
class Program:
    """What one child runs."""

    name: str
    #: Arguments of the Python interpreter.
    arguments: Sequence[str]
    #: Descriptors that it inherits.
    descriptors: Sequence[int] = ()


def serve(settings: Settings, announce: Callable[[str], None], *, api_only: bool = False) -> int:
    """Serve until a signal comes; returns the exit code. `announce` gets the address.

    Raises CannotServe when the port is taken or another `serve` uses the same DATA_DIR, StoreIsForeign, and what the
    database raises.
    """
    process.harden()
    process.warn_if_root()
    with _only_one(settings), _listener(settings) as listener:
        prepare(settings)
        host, port = listener.getsockname()[:2]
        announce(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        return Supervisor(programs(settings, listener.fileno(), api_only=api_only)).run()


def prepare(settings: Settings) -> None:
    """Make the folder, migrate the database and recognise the stores. May be done at every start."""
    _make_private(settings)
    database = open_database(settings)
    try:
        migrate.upgrade(database)
        stores = Stores(settings)
        inventory.recognise(database, stores.local)
        if stores.default is not stores.local:
            try:
                inventory.recognise(database, stores.default)
            except StoreIsForeign:
                raise
            except StorageError as error:  # text must be erased in time even while a store is down
                log.warning("store_not_reachable", store=stores.default.name, error=error.log_code)
    finally:
        database.engine.dispose()


def _make_private(settings: Settings) -> None:
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    settings.DATA_DIR.chmod(0o700)


def programs(settings: Settings, listener: int, *, api_only: bool = False) -> list[Program]:
    """The children. Each queue has its own worker, so that neither waits for the other."""
    api = Program("api", ("-m", "reflector.api.server", str(listener)), (listener,))
    if api_only:
        return [api]
    concurrency = str(settings.TRANSCRIPTION_CONCURRENCY)
    return [
        api,
        Program("sweeper", _worker("retention", "sweeper", "2")),
        Program("transcriber", _worker("transcription", "transcriber", concurrency)),
        Program("beat", (*_CELERY, "beat")),
    ]


_CELERY = ("-m", "celery", "--quiet", "-A", "reflector.worker.app")


def _worker(queue: str, name: str, concurrency: str) -> Sequence[str]:
    # Gossip and mingle are for clusters, and cost a second at each start.
    options = ("-Q", queue, "-n", f"{name}@%h", "-c", concurrency, "--without-gossip", "--without-mingle")
    return (*_CELERY, "worker", *options)


@contextmanager
def _only_one(settings: Settings) -> Iterator[None]:
    _make_private(settings)
    descriptor = os.open(settings.DATA_DIR / ".serve.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise CannotServe("Another `reflector serve` uses this DATA_DIR.") from None
    finally:
        os.close(descriptor)


@contextmanager
def _listener(settings: Settings) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.HOST, settings.PORT))
        except OSError as error:
            reason = os.strerror(error.errno or 0)
            raise CannotServe(f"Cannot listen on {settings.HOST}, port {settings.PORT}: {reason}.") from None
        listener.listen(_BACKLOG)
        yield listener


# -- the supervisor -----------------------------------------------------------------------------------------------


class _Child:
    """One program and the process that runs it at the moment, if any."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.process: subprocess.Popen[bytes] | None = None
        self.start_at = monotonic()
        #: Moments of the latest deaths, on the monotonic clock.
        self.deaths: deque[float] = deque(maxlen=_MAX_DEATHS)

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *self.program.arguments],
            pass_fds=self.program.descriptors,
            process_group=0,  # a Ctrl-C on the terminal is the supervisor's to answer
            preexec_fn=partial(_die_with, os.getpid()),  # the supervisor has no threads
        )
        log.info("child_started", child=self.program.name, pid=self.process.pid)

    def ended(self) -> bool:
        """Notice that the process has ended, and plan its next start."""
        if self.process is None or (code := self.process.poll()) is None:
            return False
        self.process = None
        now = monotonic()
        self.deaths.append(now)
        self.start_at = now + 2.0 ** (self._recent_deaths() - 1)  # seconds
        log.error("child_died", child=self.program.name, exit_code=code, recent_deaths=self._recent_deaths())
        return True

    def keeps_dying(self) -> bool:
        """Whether the process has died so often lately that starting it again is no answer."""
        return self._recent_deaths() >= _MAX_DEATHS

    def _recent_deaths(self) -> int:
        return sum(death > monotonic() - _DEATHS_WINDOW_SECONDS for death in self.deaths)


def _die_with(parent: int) -> None:
    """In the child, before its program: hear signals again, and be killed when the supervisor dies."""
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


class Supervisor:
    """Keeps programs running until a signal comes."""

    def __init__(self, programs: Sequence[Program]) -> None:
        self._children = [_Child(program) for program in programs]

    def run(self) -> int:
        """Returns 0 after SIGTERM or SIGINT, and 1 if a child could not be kept running."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        try:
            return self._watch()
        finally:
            self._end()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _watch(self) -> int:
        while True:
            for child in self._children:
                if child.ended() and child.keeps_dying():
                    log.error("giving_up", child=child.program.name)
                    return 1
                if child.process is None and monotonic() >= child.start_at:
                    child.start()
            due = [child.start_at - monotonic() for child in self._children if child.process is None]
            heard = signal.sigtimedwait(_SIGNALS, max(0.0, min([60.0, *due])))
            if heard is not None and heard.si_signo != signal.SIGCHLD:
                log.info("shutting_down")
                return 0

    def _end(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for each in running:
            each.terminate()
        deadline = monotonic() + GRACE_SECONDS
        for each in running:
            try:
                each.wait(max(0.0, deadline - monotonic()))
            except subprocess.TimeoutExpired:
                each.kill()
                each.wait()
