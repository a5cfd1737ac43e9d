"""Files for FFmpeg: a part of an open file to read, and a file to write. Both keep the first failure of the disk."""

import errno
import os
from collections.abc import Mapping


class Source:
    """Bytes `start` to `end` of the open file `descriptor`, with some of them replaced.

    FFmpeg cannot distinguish a failing disk from a damaged file: for most demuxers both are the end of the file. So
    `failure` keeps the first failure, and the caller checks it after every step.
    """

    def __init__(self, descriptor: int, start: int, end: int, replaced: Mapping[int, bytes] | None = None) -> None:
        self.size = end - start
        self.failure: OSError | None = None
        self._descriptor = descriptor
        self._start = start
        self._position = 0
        #: Bytes that replace those of the file, by position in this part.
        self._replaced = replaced or {}

    def read(self, size: int = -1) -> bytes:
        """Read up to `size` bytes, or all if it is negative. Empty at the end. Raises OSError."""
        left = max(self.size - self._position, 0)
        data = self.read_at(self._position, left if size < 0 else min(size, left))
        self._position += len(data)
        return data

    def read_at(self, position: int, size: int) -> bytes:
        """Read exactly `size` bytes at `position`, fewer at the end. Raises OSError, and keeps it in `failure`."""
        wanted = max(min(size, self.size - position), 0)
        data = b""
        try:
            while len(data) < wanted:
                more = os.pread(self._descriptor, wanted - len(data), self._start + position + len(data))
                if not more:  # the file is shorter than it was
                    raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
                data += more
        except OSError as error:
            self.failure = self.failure or error
            raise
        for at, new in self._replaced.items():
            first, last = max(at, position), min(at + len(new), position + len(data))
            if first < last:
                patch = new[first - at : last - at]
                data = data[: first - position] + patch + data[last - position :]
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a position, as `io.RawIOBase.seek`."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.size}[whence]
        self._position = max(base + offset, 0)
        return self._position

    def tell(self) -> int:
        """The position."""
        return self._position

    def raise_failure(self) -> None:
        """Raise the disk's first failure, if there was one."""
        if self.failure is not None:
            raise self.failure


class Sink:
    """An open file that FFmpeg writes to. It keeps the disk's first failure as `Source` does."""

    def __init__(self, descriptor: int) -> None:
        self.failure: OSError | None = None
        self._descriptor = descriptor

    def write(self, data: bytes) -> int:
        """Write all of `data`. Raises OSError."""
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError as error:
            self.failure = self.failure or error
            raise
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a position, as `io.RawIOBase.seek`."""
        return os.lseek(self._descriptor, offset, whence)

    def tell(self) -> int:
        """The position."""
        return os.lseek(self._descriptor, 0, os.SEEK_CUR)

    def raise_failure(self) -> None:
        """Raise the disk's first failure, if there was one."""
        if self.failure is not None:
            raise self.failure
