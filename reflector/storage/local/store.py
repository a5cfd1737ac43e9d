"""The store on the local disk, below one root folder.

Every path is walked one component at a time with `O_NOFOLLOW` and directory descriptors. So a symlink below the root
is an error and is never followed, even if a component is replaced during the walk (`shutil.rmtree` guards only the
first component). A file that another process has open is truncated before it is unlinked, so that the reader gets no
more bytes.

A missing file counts as erased. A missing *root* means that the disk is not mounted: erasing raises StoreUnavailable.
"""

import errno
import fcntl
import os
import stat as stat_module
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from io import BufferedReader, FileIO, RawIOBase
from itertools import groupby
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO, cast

from reflector.errors import (
    BadKey,
    ObjectMissing,
    StorageError,
    StoreBusy,
    StoreDenied,
    StoreFull,
    StoreUnavailable,
    TooLarge,
)
from reflector.storage.base import MAX_KEY_BYTES, Erasures, StoredObject, check_key, chunks, failed, is_key
from reflector.storage.local.erase import (
    DIRECTORY,
    code_of,
    erase,
    erase_temporaries,
    is_symlink,
    new_locked,
    temporaries_of,
)
from reflector.storage.local.listing import stored, walk

_CHUNK = 1024 * 1024
#: Removing files waits more for the file system's journal than for the CPU: 4 threads are about twice as fast as one.
_THREADS = 4
#: With this number of keys or fewer, threads do not pay.
_SHARE = 64
#: Attempts to create a folder that an erasure removes each time before it contains a file.
_ATTEMPTS = 100


class LocalStore:
    """The store on the local disk. See `Store` for the contract. Safe between threads and processes."""

    name = "local"
    bucket = ""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def path(self, key: str) -> Path:
        """The path of `key`, for libraries that accept only paths. Raises BadKey."""
        return self.root / check_key(key, folder=True)

    # -- writing ----------------------------------------------------------------------------------------------------

    def put(self, key: str, stream: BinaryIO, *, max_bytes: int | None = None) -> int:
        """See `Store.put`. Also raises StoreFull."""
        folders, _, name = check_key(key).rpartition("/")
        with self._new_file(folders, name) as (folder, temporary, file):
            size = 0
            while chunk := stream.read(_CHUNK):  # errors of the stream are not translated: they are not the disk's
                size += len(chunk)
                if max_bytes is not None and size > max_bytes:
                    raise TooLarge()
                with _translated(writing=True):
                    rest = memoryview(chunk)
                    while rest:
                        rest = rest[file.write(rest) :]
            with _translated(writing=True):
                os.fsync(file.fileno())
                os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
                os.fsync(folder)
        return size

    @contextmanager
    def _new_file(self, folders: str, target: str) -> Iterator[tuple[int, str, FileIO]]:
        """Create a temporary file. Yields the folder's descriptor, the file's name and its stream.

        If the block fails, the file is removed.
        """
        name = temporaries_of(target) + token_hex(8)
        with _translated(writing=True):
            folder, descriptor = self._create_file(folders, name)
        try:
            # Unbuffered: closing a buffer that could not be written fails a second time and hides the first error.
            with os.fdopen(descriptor, "wb", buffering=0) as file:
                yield folder, name, file
        except BaseException:
            with suppress(OSError):
                os.unlink(name, dir_fd=folder)
            raise
        finally:
            os.close(folder)

    def _create_file(self, folders: str, name: str) -> tuple[int, int]:
        """Create a file in a folder, and the folder if needed. Returns the descriptors of both.

        From then on the folder is not empty, so that no erasure removes it.
        """
        for _ in range(_ATTEMPTS):
            with suppress(FileNotFoundError), self._folder(folders, create=True) as folder:
                descriptor = new_locked(folder, name)
                return os.dup(folder), descriptor
        raise FileNotFoundError

    @contextmanager
    def appending(self, key: str) -> Iterator[BinaryIO]:
        """Open the file `key` for exclusive reading and writing during the block. Its present bytes stay.

        The block itself must sync the file. The file is unbuffered, so one write can be partial. Written bytes stay
        even if the block fails. Raises StoreBusy while another process or thread is appending.
        """
        folders, _, name = check_key(key).rpartition("/")
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        with _translated(writing=True), self._folder(folders, create=True) as folder:
            file = cast(BinaryIO, os.fdopen(os.open(name, flags, 0o600, dir_fd=folder), "r+b", buffering=0))
            os.fsync(folder)
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the kernel releases it if the process dies
            except BlockingIOError:
                raise StoreBusy() from None
            yield file

    # -- reading ----------------------------------------------------------------------------------------------------

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """See `Store.open`."""
        folders, _, name = check_key(key).rpartition("/")
        with _translated(), self._folder(folders) as folder:
            # O_NONBLOCK: without it, opening a pipe waits for its writer.
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
            descriptor = os.open(name, flags, dir_fd=folder)
            if not stat_module.S_ISREG(os.fstat(descriptor).st_mode):
                os.close(descriptor)
                raise ObjectMissing()
        stream = os.fdopen(descriptor, "rb")
        stream.seek(start)
        return stream if length is None else BufferedReader(Section(stream, length))

    def stat(self, key: str) -> StoredObject:
        """See `Store.stat`."""
        folders, _, name = check_key(key).rpartition("/")
        with _translated(), self._folder(folders) as folder:
            found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if not stat_module.S_ISREG(found.st_mode):
            raise ObjectMissing()
        return stored(key, found)

    def list(self, prefix: str = "") -> Iterator[StoredObject]:
        """See `Store.list`. The order is undefined: a folder can contain more names than fit in memory."""
        path, slash, _ = prefix.rpartition("/")
        if path and not is_key(path):
            return
        absent = suppress(FileNotFoundError, NotADirectoryError)
        with _translated(), absent, self._folder(path) as folder:
            yield from walk(folder, path + slash, prefix)

    # -- erasing ----------------------------------------------------------------------------------------------------

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        """See `Store.erase_many`. The codes are errno names such as "EACCES", "EROFS", or "ELOOP" for a symlink.

        The removals are durable before the method returns: every changed folder is synced once.
        """
        answer: dict[str, str | None] = dict.fromkeys(keys, BadKey.code)
        good = sorted(key for key in answer if _names_a_file(key))
        if not good:
            return answer
        with _translated():
            if not self.root.is_dir():
                raise StoreUnavailable("The store's folder is not there.")
        touched: set[str] = set()
        shares = chunks(good, -(-len(good) // _THREADS) if len(good) > _SHARE else len(good))
        with ThreadPoolExecutor(_THREADS) as pool:
            for codes, folders in pool.map(self._erase_share, shares):
                answer |= codes
                touched |= folders
        with _translated():
            self._sync_folders(touched)
        return answer

    def erase_objects(self, keys: Sequence[str]) -> Erasures:
        """See `Store.erase_objects`."""
        named_as_folders = [key for key in keys if key.endswith("/")]
        erased = self.erase_many([key for key in keys if not key.endswith("/")])
        return dict(erased) | failed(named_as_folders, BadKey.code)

    def _erase_share(self, keys: Sequence[str]) -> tuple[dict[str, str | None], set[str]]:
        """Erase some keys. Returns the code of each key, and the folders whose directories changed."""
        answer: dict[str, str | None] = {}
        touched = set()
        for parent, group in groupby(keys, _parent):
            siblings = list(group)
            try:
                with self._folder(parent) as folder:
                    erase_temporaries(folder, [key.rpartition("/")[2] for key in siblings if not key.endswith("/")])
                    answer |= {key: erase(folder, key) for key in siblings}
            except (FileNotFoundError, NotADirectoryError):
                answer |= dict.fromkeys(siblings)  # a missing folder contains nothing
            except OSError as error:
                answer |= dict.fromkeys(siblings, code_of(error))
            touched.add(self._remove_if_empty(parent))
        return answer, touched

    def _remove_if_empty(self, folder: str) -> str:
        """Remove `folder` and its parents as far as they are empty. Returns the first folder that stays."""
        while folder:
            above = _parent(folder)
            try:
                with self._folder(above) as parent:
                    os.rmdir(folder.rpartition("/")[2], dir_fd=parent)
            except FileNotFoundError:
                pass
            except OSError:  # Not empty, or no permission. A leftover folder is harmless: only files hold bytes.
                return folder
            folder = above
        return folder

    def _sync_folders(self, folders: set[str]) -> None:
        """Make removals durable: sync each folder, or its nearest parent that still exists."""
        synced: set[str] = set()
        for folder in folders:
            while folder not in synced:
                synced.add(folder)
                try:
                    descriptor = self._open_folder(folder)
                except OSError:
                    if not folder:
                        raise
                    folder = _parent(folder)
                    continue
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)
                break

    # -- walking ----------------------------------------------------------------------------------------------------

    @contextmanager
    def _folder(self, path: str, *, create: bool = False) -> Iterator[int]:
        """A descriptor of the folder `path` ("" for the root), open during the block."""
        descriptor = self._open_folder(path, create=create)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _open_folder(self, path: str, *, create: bool = False) -> int:
        """Open the folder `path` from the root on, without following any symlink."""
        if create:
            self.root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        for part in filter(None, path.split("/")):
            try:
                below = _open_child(descriptor, part, create=create)
            finally:
                os.close(descriptor)
            descriptor = below
        return descriptor


class Section(RawIOBase):
    """At most `length` bytes of a stream."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self._stream = stream
        self._left = length

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into `buffer` up to the end of the section. Returns the number of bytes."""
        data = self._stream.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)

    def close(self) -> None:
        """Close the underlying stream too."""
        self._stream.close()
        super().close()


def _names_a_file(key: str) -> bool:
    """Whether `key` names one file or folder below the root. Others may have left names that `check_key` refuses."""
    bare = key.removesuffix("/")
    try:
        too_long = len(os.fsencode(key)) > MAX_KEY_BYTES
    except UnicodeEncodeError:
        return False
    return not too_long and "\0" not in key and not any(part in {"", ".", ".."} for part in bare.split("/"))


def _parent(key: str) -> str:
    """The folder that contains a key or folder (with or without a trailing "/"). It is "" for the root."""
    return key.rstrip("/").rpartition("/")[0]


def _open_child(parent: int, name: str, *, create: bool) -> int:
    try:
        return os.open(name, DIRECTORY, dir_fd=parent)
    except FileNotFoundError:
        if not create:
            raise
    except NotADirectoryError:
        if is_symlink(parent, name):  # Its target is unknown, so this must not count as "nothing is there".
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None
        raise
    with suppress(FileExistsError):
        os.mkdir(name, 0o700, dir_fd=parent)
        os.fsync(parent)  # a file is durable only if its folder's entry is durable too
    return os.open(name, DIRECTORY, dir_fd=parent)


@contextmanager
def _translated(*, writing: bool = False) -> Iterator[None]:
    """Translate OSError into StorageError. The cause is not chained, because it contains file names."""
    try:
        yield
    except OSError as error:
        raise _translate(error, writing) from None


def _translate(error: OSError, writing: bool) -> StorageError:
    if isinstance(error, FileNotFoundError):
        return StoreUnavailable("The folder was erased while this was written.") if writing else ObjectMissing()
    if isinstance(error, NotADirectoryError | IsADirectoryError):
        return StorageError("A file or folder is in the place of this key.") if writing else ObjectMissing()
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StoreFull()
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StoreDenied(f"The disk denies this operation ({code_of(error)}).", vendor_code=code_of(error))
    return StoreUnavailable(f"The disk could not do this operation ({code_of(error)}).", vendor_code=code_of(error))
