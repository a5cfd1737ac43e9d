"""Keeps the programs of `reflector serve` running.

- A child that dies is started again, after a pause that grows. If it dies too often within ten minutes, everything ends
  with an error, so that the service manager and the operator notice.
- SIGTERM and SIGINT end the children in order. If the supervisor itself is killed, the system kills them with it.
- SIGUSR2 replaces all processes without a gap, by processes with the installed version and the present settings. First
  `serve --check` runs in another process. If it fails, everything stays as it is. Then this process executes its
  program again. The new program starts its API processes beside the old ones, on the same socket. It ends the old ones
  when all of the new ones serve.

Children are forked. No thread, no connection and no lock may exist in this process; then a fork copies a consistent
state, and objects that were imported stay shared. See docs/decisions/0030-children-are-forked.md.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import NoReturn

import structlog

from reflector.process import die_with
from reflector.serve.listener import Listener

log = structlog.get_logger(__name__)

#: If a child dies this often within _DEATHS_WINDOW_SECONDS, everything ends. A long time between two deaths does not
#: reset the count: on a slow machine a broken child needs half a minute to fail. systemd limits starts in the same way.
_MAX_DEATHS = 5
_DEATHS_WINDOW_SECONDS = 600.0
#: Seconds that children have to end before they are killed.
GRACE_SECONDS = 15.0
#: A child sends this signal when it serves. Real-time signals queue, so none is lost.
_READY = signal.SIGRTMIN
#: This signal replaces all processes. Block it early: by default it would end a process that is still starting.
REPLACE = signal.SIGUSR2
_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD, REPLACE, _READY)
#: The environment variable with the pids of the processes that the replaced program has left. It is not a setting.
_PREDECESSORS = "REFLECTOR_SERVE_PREDECESSORS"
_PR_SET_NAME = 15


@dataclass(frozen=True, slots=True)
class Program:
    """The program of one child."""

    name: str
    #: Called in the child. The process ends when it returns.
    run: Callable[[], object]
    #: Seconds between the signal to end and the one that kills.
    grace_seconds: float = GRACE_SECONDS
    #: Whether it uses the listening socket, and reports that it is ready.
    listens: bool = False


def report_ready() -> None:
    """Tell the supervisor that this child serves. Call it in the child."""
    os.kill(os.getppid(), _READY)


@dataclass(slots=True)
class _Child:
    """One program and the process that runs it at the moment, if any."""

    program: Program
    #: The process, or None while it waits for its start.
    pid: int | None = None
    is_ready: bool = False
    start_at: float = field(default_factory=monotonic)
    #: Moments of the latest deaths, on the monotonic clock.
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=_MAX_DEATHS))

    def died(self, code: int) -> None:
        """Note that the process has ended, and plan its next start."""
        self.pid, self.is_ready = None, False
        now = monotonic()
        self.deaths.append(now)
        self.start_at = now + 2.0 ** (self._recent_deaths() - 1)  # seconds
        log.error("child_died", child=self.program.name, exit_code=code, recent_deaths=self._recent_deaths())

    def keeps_dying(self) -> bool:
        """Whether the process has died so often lately that it is not started again."""
        return self._recent_deaths() >= _MAX_DEATHS

    def _recent_deaths(self) -> int:
        return sum(death > monotonic() - _DEATHS_WINDOW_SECONDS for death in self.deaths)


class Supervisor:
    """Keeps programs running until a signal comes. `not_for_children`: descriptors that only this process keeps."""

    def __init__(
        self, programs: Sequence[Program], listener: Listener | None = None, *, not_for_children: Sequence[int] = ()
    ) -> None:
        self._children = [_Child(program) for program in programs]
        self._listener = listener
        self._not_for_children = not_for_children
        #: For each process of the replaced program, by pid: whether it listens.
        self._predecessors: dict[int, bool] = {}
        #: For each process that was told to end, by pid: when it is killed, on the monotonic clock.
        self._leaving: dict[int, float] = {}
        self._check: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        """Returns 0 after SIGTERM or SIGINT, and 1 if a child could not be kept running."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        try:
            for each in filter(None, os.environ.pop(_PREDECESSORS, "").split(",")):
                number, _, mark = each.partition(":")
                self._predecessors[int(number)] = mark == "1"
            for pid, listens in self._predecessors.items():
                if not listens:
                    self._dismiss(pid, GRACE_SECONDS)
            return self._watch()
        finally:
            self._end()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _watch(self) -> int:
        while True:
            self._bury()
            for child in self._children:
                if child.keeps_dying() and child.pid is None:
                    log.error("giving_up", child=child.program.name)
                    return 1
                if child.pid is None and monotonic() >= child.start_at and self._may_start(child):
                    supervisor, pid = os.getpid(), os.fork()
                    if pid == 0:
                        self._become(child.program, supervisor)
                    child.pid = pid
                    log.info("child_started", child=child.program.name, pid=pid)
            self._dismiss_replaced()
            due = [child.start_at for child in self._children if child.pid is None and self._may_start(child)]
            due += self._leaving.values()
            heard = signal.sigtimedwait(_SIGNALS, max(0.0, min([60.0, *(moment - monotonic() for moment in due)])))
            if heard is None or heard.si_signo == signal.SIGCHLD:
                continue
            if heard.si_signo == _READY:
                for child in self._children:
                    if child.pid == heard.si_pid:
                        child.is_ready = True
                        log.info("child_ready", child=child.program.name)
            elif heard.si_signo == REPLACE:
                if self._check is None and not self._predecessors:
                    log.info("replacing")
                    self._check = subprocess.Popen([*_own_command(), "--check"], process_group=0)
            else:
                log.info("shutting_down")
                return 0

    # -- children -----------------------------------------------------------------------------------------------

    def _become(self, program: Program, supervisor: int) -> NoReturn:
        """In the child: run the program, and end. Never returns to the code of the supervisor."""
        code = 1
        try:
            _leave_the_supervisor(program.name, supervisor)
            for descriptor in self._not_for_children:
                os.close(descriptor)
            if self._listener is not None and not program.listens:
                self._listener.close()
            program.run()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
            if isinstance(end.code, str):
                sys.stderr.write(f"{end.code}\n")
        # Catch every exception: none may reach the supervisor's code above. Log no message, because it can contain
        # content.
        except BaseException as error:  # noqa: BLE001
            log.error("child_failed", child=program.name, error=type(error).__name__)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _bury(self) -> None:
        """Record which processes have ended."""
        for child in self._children:
            if child.pid is not None and (code := _exit_code(child.pid)) is not None:
                child.died(code)
        for pid in [*self._predecessors, *self._leaving]:
            if _exit_code(pid) is not None:
                self._predecessors.pop(pid, None)
                self._leaving.pop(pid, None)
            elif pid in self._leaving and monotonic() >= self._leaving[pid]:
                _send(pid, signal.SIGKILL)
                self._leaving[pid] = float("inf")
        if self._check is not None and (failed := self._check.poll()) is not None:
            self._check = None
            if failed:
                log.error("not_replaced", exit_code=failed)
            else:
                self._replace()

    def _dismiss(self, pid: int, grace_seconds: float) -> None:
        if pid not in self._leaving:
            _send(pid, signal.SIGTERM)
            self._leaving[pid] = monotonic() + grace_seconds

    def _end(self) -> None:
        if self._check is not None:
            self._check.kill()
            self._check.wait()
            self._check = None
        if self._listener is not None:
            self._listener.close()  # no new client connects, and running requests are finished
        longest = max((child.program.grace_seconds for child in self._children), default=GRACE_SECONDS)
        for child in self._children:
            if child.pid is not None:
                self._dismiss(child.pid, child.program.grace_seconds)
                child.pid = None
        for pid in self._predecessors:
            self._dismiss(pid, longest)
        self._bury()
        while self._leaving:
            next_kill = min(self._leaving.values()) - monotonic()
            signal.sigtimedwait((signal.SIGCHLD,), max(0.0, min(1.0, next_kill)))
            self._bury()

    # -- replacing everything -----------------------------------------------------------------------------------

    def _replace(self) -> NoReturn:
        """Execute the installed version in this process. The children stay, and are its predecessors."""
        kept = [f"{child.pid}:{int(child.program.listens)}" for child in self._children if child.pid is not None]
        kept += [f"{pid}:0" for pid in self._leaving]
        environment = os.environ | {_PREDECESSORS: ",".join(kept)}
        if self._listener is not None:
            environment |= self._listener.hand_over()
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(sys.executable, _own_command(), environment)  # noqa: S606  (the same program again)

    def _may_start(self, child: _Child) -> bool:
        """Whether a program may start. At most one beat may run, so workers wait until the old workers have ended."""
        return child.program.listens or all(self._predecessors.values())

    def _dismiss_replaced(self) -> None:
        """End the predecessors that listen once all their successors serve."""
        listening = [child for child in self._children if child.program.listens]
        if listening and all(child.is_ready for child in listening):
            for pid, listens in self._predecessors.items():
                if listens:
                    self._dismiss(pid, listening[0].program.grace_seconds)


def _leave_the_supervisor(name: str, supervisor: int) -> None:
    """In a new child: leave the supervisor's process group, receive signals, and die with the supervisor."""
    os.setpgid(0, 0)  # only the supervisor handles a Ctrl-C of the terminal
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    die_with(supervisor)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_NAME, name.encode()[:15])  # `ps -o comm` shows it


def _own_command() -> list[str]:
    return [sys.executable, *sys.orig_argv[1:]]


def _send(pid: int, number: int) -> None:
    # The pid cannot belong to another process: it is ours until we have waited for it.
    os.kill(pid, number)


def _exit_code(pid: int) -> int | None:
    """The exit code of a child that has ended (negative: the signal that ended it); None while it runs."""
    try:
        ended, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:  # another part of the process has waited for it
        return 1
    return os.waitstatus_to_exitcode(status) if ended else None
