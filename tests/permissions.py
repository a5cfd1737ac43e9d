"""Makes file permissions effective, even if the tests run as root."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def unprivileged() -> Iterator[None]:
    """Inside the block file permissions are effective, even if the tests run as root."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


def give_to_nobody(root: Path) -> None:
    """Give `root` and everything in it to the user of `unprivileged`."""
    for path in [root, *root.rglob("*")] if os.geteuid() == 0 else []:
        os.chown(path, NOBODY, NOBODY)


@contextmanager
def reachable(path: Path) -> Iterator[None]:
    """Let other users enter the folders above `path`, as for a service user's data directory."""
    modes = {above: stat.S_IMODE(above.stat().st_mode) for above in path.parents}
    for above, mode in modes.items():
        if mode & 0o011 != 0o011:
            above.chmod(mode | 0o011)
    try:
        yield
    finally:
        for above, mode in modes.items():
            if mode & 0o011 != 0o011:
                above.chmod(mode)
