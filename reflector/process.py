"""Prepares a process at its start: its files and memory are hidden from other users, and it ends with its parent."""

import ctypes
import os
import resource
import signal
import sys

#: Files are readable by their owner only, folders too: recordings, the database, and the queue of jobs.
UMASK = 0o077
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4


def harden() -> None:
    """Call this first in every entry point, before any file is made.

    It sets the umask of the process, which its children inherit, and hides its memory.
    """
    os.umask(UMASK)
    hide_memory()


def hide_memory() -> None:
    """Keep other processes of the same user out of the memory of this one, and write no core file.

    Passwords and recordings are in that memory. The kernel resets the first part at every execve, so each program has
    to call this itself.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def die_with(parent: int) -> None:
    """Let the kernel kill this process when its parent dies. `parent` is the parent's process id.

    Ends this process at once if the parent has died before the call. Does nothing on systems other than Linux.
    Source: prctl(2), PR_SET_PDEATHSIG.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def warn_if_root() -> None:
    """Log a warning if the process runs as root. Call it once logging is set up."""
    if os.geteuid() == 0:
        import structlog  # this import takes half of a decoder's start, and a decoder logs nothing

        log = structlog.get_logger(__name__)
        log.warning("running_as_root", advice="Run Reflector as its own user, not as root; see docs/security.md.")
