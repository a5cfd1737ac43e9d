"""What every Reflector process does first: it keeps its files to itself."""

import os

import structlog

log = structlog.get_logger(__name__)

#: Files are readable by their owner only, folders too: recordings, the database, and the queue of jobs.
UMASK = 0o077


def harden() -> None:
    """Call this first in every entry point, before any file is made.

    It sets the umask of the process, which its children inherit.
    """
    os.umask(UMASK)


def warn_if_root() -> None:
    """Log a warning if the process may do everything on this machine. Call it once logging is set up."""
    if os.geteuid() == 0:
        log.warning("running_as_root", advice="Run Reflector as a user of its own; see docs/security.md.")
