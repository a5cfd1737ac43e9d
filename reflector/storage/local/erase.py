"""Erases files and folders on the local disk, one name in an open folder at a time.

All calls use directory descriptors and `O_NOFOLLOW`: a symlink itself is removed, never followed.

See docs/decisions/0011-open-files-are-truncated.md.
"""

import errno
import fcntl
import os
import signal
import stat as stat_module
from collections.abc import Collection, Sequence
from contextlib import suppress
from hashlib import sha256
from secrets import token_hex

from reflector.storage.base import STILL_THERE

#: Flags for opening a folder, never through a symlink.
DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
#: The prefix of files that are being written. No key of Reflector has this prefix.
TEMPORARY_PREFIX = ".tmp-"


def temporaries_of(name: str) -> str:
    """The prefix of the unfinished files of `name`. An eraser finds them by it. It is a hash: names can be long."""
    return f"{TEMPORARY_PREFIX}{sha256(os.fsencode(name)).hexdigest()[:16]}-"


def new_locked(folder: int, name: str) -> int:
    """Create a file, lock it, and return its descriptor.

    The lock ends when the writer dies, so an eraser can recognize abandoned files. Raises FileNotFoundError if an
    eraser removed the file before it was locked.
    """
    descriptor = os.open(name, _NEW_FILE, 0o600, dir_fd=folder)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    if not os.fstat(descriptor).st_nlink:
        os.close(descriptor)
        raise FileNotFoundError
    return descriptor


def erase_temporaries(folder: int, names: Collection[str]) -> None:
    """Erase the temporary files of `names` whose writer has died. Those of a living writer stay."""
    if not names:
        return
    beginnings = tuple(map(temporaries_of, names))
    for entry in os.listdir(folder):
        if entry.startswith(TEMPORARY_PREFIX) and entry.startswith(beginnings):
            with suppress(FileNotFoundError, BlockingIOError):
                descriptor = os.open(entry, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    _erase_file(folder, entry)
                finally:
                    os.close(descriptor)


def erase(folder: int, key: str) -> str | None:
    """Erase a key or folder whose last part is in the open `folder`, and check that it is gone.

    Returns None, or the code of the error.
    """
    name = key.rstrip("/").rpartition("/")[2]
    try:
        (_erase_tree if key.endswith("/") else _erase_file)(folder, name)
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    except OSError as error:
        return code_of(error)
    # A folder of this name is not the key, and a file of this name is not the folder.
    return STILL_THERE if stat_module.S_ISDIR(found.st_mode) == key.endswith("/") else None


def _erase_file(folder: int, name: str) -> None:
    """Truncate the file if another process has it open, and unlink it. Does nothing to a folder."""
    try:
        descriptor = os.open(name, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK, dir_fd=folder)
    except OSError:
        pass  # A symlink, a pipe, or a file that we may unlink but not write. The unlink below decides.
    else:
        try:
            if _is_open_elsewhere(descriptor) and stat_module.S_ISREG(os.fstat(descriptor).st_mode):
                os.ftruncate(descriptor, 0)
        finally:
            os.close(descriptor)  # Before the unlink: an open unlinked file costs an entry in the orphan list of ext4.
    with suppress(IsADirectoryError):
        os.unlink(name, dir_fd=folder)


def _is_open_elsewhere(descriptor: int) -> bool:
    """Whether another process may have the file open. Truncating every file would make erasing several times slower.

    The kernel grants a write lease only on a file that no other process has open (fcntl(2), "File leases"). Systems
    without leases, such as all but Linux, give True. If a process opens the file during the lease, the kernel sends us
    SIGURG, which is ignored. The default signal, SIGIO, would end our process.
    """
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_WRLCK)
    except (OSError, AttributeError):
        return True
    return False


def _erase_tree(parent: int, name: str) -> None:
    """Remove a folder of any depth with everything in it. Raises the first OSError, after removing everything else."""
    try:
        top = os.open(name, DIRECTORY, dir_fd=parent)
    except NotADirectoryError:
        if is_symlink(parent, name):
            os.unlink(name, dir_fd=parent)
        return
    stuck: dict[str, OSError] = {}
    try:
        while entries := [entry for entry in _entries(top) if entry.name not in stuck]:
            # Try each entry once. One error does not stop the others.
            for entry in entries:
                try:
                    (_flatten if entry.is_dir(follow_symlinks=False) else _erase_file)(top, entry.name)
                except FileNotFoundError:
                    continue
                except OSError as error:
                    stuck[entry.name] = error
            if not stuck and _remove_if_empty(parent, name):
                return
    finally:
        os.close(top)
    if stuck:
        raise next(iter(stuck.values()))
    os.rmdir(name, dir_fd=parent)


def _remove_if_empty(parent: int, name: str) -> bool:
    """Remove a folder, and return whether it was empty. In most folders this saves a second listing."""
    try:
        os.rmdir(name, dir_fd=parent)
    except OSError as error:
        if error.errno != errno.ENOTEMPTY:
            raise
        return False
    return True


def _flatten(top: int, name: str) -> None:
    """Move the entries of a folder up into `top`, and remove the folder.

    In this way a tree of any depth needs two descriptors and no recursion.
    """
    try:
        folder = os.open(name, DIRECTORY, dir_fd=top)
    except NotADirectoryError:  # replaced after the listing; the next round handles it
        return
    try:
        for entry in _entries(folder):
            os.rename(entry.name, TEMPORARY_PREFIX + token_hex(8), src_dir_fd=folder, dst_dir_fd=top)
    finally:
        os.close(folder)
    _remove_if_empty(top, name)  # If new entries came in, the next round handles them.


def _entries(folder: int) -> Sequence[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def is_symlink(folder: int, name: str) -> bool:
    """Whether `name` in an open folder is a symlink."""
    try:
        return stat_module.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return False


def code_of(error: OSError) -> str:
    """The system's name for `error`, such as "EACCES"."""
    return errno.errorcode.get(error.errno or 0, type(error).__name__)
