"""Lists the contents of a folder on the local disk. No symlink is followed."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

from reflector.storage.base import StoredKind, StoredObject
from reflector.storage.local.erase import DIRECTORY, TEMPORARY_PREFIX


def walk(folder: int, path: str, prefix: str) -> Iterator[StoredObject]:
    """Everything below `folder` whose key starts with `prefix`. `path` is the key of `folder` itself."""
    with os.scandir(folder) as entries:
        for entry in entries:
            key = path + entry.name
            if not key.startswith(prefix):
                continue
            try:
                if not entry.is_dir(follow_symlinks=False):
                    yield stored(key, os.stat(entry.name, dir_fd=folder, follow_symlinks=False))
                    continue
                below = _open_readable(folder, entry.name)
            except (FileNotFoundError, NotADirectoryError):  # erased or replaced during the walk
                continue
            except PermissionError:
                with suppress(FileNotFoundError):
                    found = os.stat(entry.name, dir_fd=folder, follow_symlinks=False)
                    yield StoredObject(f"{key}/", 0, _moment(found.st_mtime), kind=StoredKind.UNREADABLE)
                continue
            try:
                yield from walk(below, key + "/", prefix)
            finally:
                os.close(below)


def _open_readable(parent: int, name: str) -> int:
    descriptor = os.open(name, DIRECTORY, dir_fd=parent)
    try:
        os.stat(".", dir_fd=descriptor)  # a folder with permission r-- allows listing names, but no access to entries
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def stored(key: str, found: os.stat_result) -> StoredObject:
    """The entry of a file."""
    temporary = key.rpartition("/")[2].startswith(TEMPORARY_PREFIX)
    modified_at = _moment(found.st_mtime)
    return StoredObject(key, found.st_size, modified_at, kind=StoredKind.TEMPORARY if temporary else StoredKind.OBJECT)


def _moment(seconds: float) -> datetime:
    """The moment of a file's last change. A file system can hold years that Python cannot."""
    return datetime.fromtimestamp(min(max(seconds, _EARLIEST), _LATEST), UTC)


#: The years 1000 and 9000, in seconds since 1970. Python has room to reckon on both sides of them.
_EARLIEST, _LATEST = (datetime(year, 1, 1, tzinfo=UTC).timestamp() for year in (1000, 9000))
