"""Stores that misbehave, each in one known way. They wrap a real store, so that their effects are real.

`WrappedStores` puts them into an instance:

    stores = WrappedStores(settings, lambda store: FailsOnce(store))

See docs/decisions/0025-real-servers-instead-of-fault-classes.md.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from io import BufferedReader, BytesIO, IOBase, RawIOBase
from time import sleep
from typing import Any, BinaryIO, Literal, TypeVar, cast

from reflector.errors import BucketMissing, StorageError, StoreDenied, StoreFull, StoreUnavailable
from reflector.inventory import JOURNAL_PREFIX
from reflector.settings import Settings
from reflector.storage import LocalStore, Store, Stores
from reflector.storage.base import Erasures, StoredObject, failed

Call = Literal["put", "open", "stat", "list", "erase_many"]
T = TypeVar("T")


class Wrapper:
    """Passes every call on to the store `inner`. Subclasses override `_pass` or one of the calls."""

    #: Whether calls for the journal are meant as well. A run looks through the journal before it asks for artifacts.
    meets_journal = False

    def __init__(self, inner: Store) -> None:
        self.inner = inner
        self.name = inner.name
        self.bucket = inner.bucket

    def put(self, key: str, stream: BinaryIO, *, max_bytes: int | None = None) -> int:
        """See `Store.put`."""
        return self._route("put", [key], lambda: self.inner.put(key, stream, max_bytes=max_bytes))

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """See `Store.open`."""
        return self._route("open", [key], lambda: self.inner.open(key, start=start, length=length))

    def stat(self, key: str) -> StoredObject:
        """See `Store.stat`."""
        return self._route("stat", [key], lambda: self.inner.stat(key))

    def list(self, prefix: str = "") -> Iterator[StoredObject]:
        """See `Store.list`."""
        return self._route("list", [prefix], lambda: self.inner.list(prefix))

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        """See `Store.erase_many`."""
        return self._route("erase_many", keys, lambda: self.inner.erase_many(keys))

    def erase_objects(self, keys: Sequence[str]) -> Erasures:
        """See `Store.erase_objects`."""
        return self._route("erase_many", keys, lambda: self.inner.erase_objects(keys))

    def _route(self, call: Call, keys: Sequence[str], do: Callable[[], T]) -> T:
        if not self.meets_journal and keys and all(key.startswith(JOURNAL_PREFIX) for key in keys):
            return do()
        return self._pass(call, keys, do)

    def _pass(self, call: Call, keys: Sequence[str], do: Callable[[], T]) -> T:
        """Execute the call with `do`. `keys` are its arguments."""
        return do()

    def __getattr__(self, name: str) -> Any:
        """Pass on attributes outside the contract, such as `LocalStore.path`."""
        return getattr(self.inner, name)


class Recorder(Wrapper):
    """Passes everything on, and records the calls in `calls`."""

    def __init__(self, inner: Store) -> None:
        super().__init__(inner)
        self.calls: list[tuple[Call, tuple[str, ...]]] = []

    def _pass(self, call: Call, keys: Sequence[str], do: Callable[[], T]) -> T:
        self.calls.append((call, tuple(keys)))
        return do()


class DiesAt(Wrapper):
    """Calls `die` before (or `after`) the call number `n`, counted from 1. `die` ends the process, or raises."""

    meets_journal = True

    def __init__(self, inner: Store, n: int, die: Callable[[], None], *, after: bool = False) -> None:
        super().__init__(inner)
        self._n = n
        self._die = die
        self._after = after
        #: The number of calls so far.
        self.count = 0

    def _pass(self, call: Call, keys: Sequence[str], do: Callable[[], T]) -> T:
        self.count += 1
        mine = self.count == self._n
        if mine and not self._after:
            self._die()
        result = do()
        if mine and self._after:
            self._die()
        return result


class FailsOnce(Wrapper):
    """Fails the first `times` calls with `error`, then works."""

    def __init__(self, inner: Store, error: StorageError | None = None, *, times: int = 1) -> None:
        super().__init__(inner)
        self._error = error or StoreUnavailable()
        self._left = times

    def _pass(self, call: Call, keys: Sequence[str], do: Callable[[], T]) -> T:
        if self._left:
            self._left -= 1
            raise self._error
        return do()


class FailsAlways(Wrapper):
    """Fails every call with `error` until `failing` is set to False."""

    def __init__(self, inner: Store, error: StorageError | None = None) -> None:
        super().__init__(inner)
        self._error = error or StoreUnavailable()
        self.failing = True

    def _pass(self, call: Call, keys: Sequence[str], do: Callable[[], T]) -> T:
        if self.failing:
            raise self._error
        return do()


class SlowDown(FailsOnce):
    """Answers 503 SlowDown to the first `times` calls."""

    def __init__(self, inner: Store, *, times: int = 1) -> None:
        super().__init__(inner, StoreUnavailable(vendor_code="SlowDown"), times=times)


class Denied(FailsAlways):
    """Denies access to our credentials."""

    def __init__(self, inner: Store) -> None:
        super().__init__(inner, StoreDenied())


class MissingBucket(FailsAlways):
    """Answers that the bucket does not exist."""

    def __init__(self, inner: Store) -> None:
        super().__init__(inner, BucketMissing())


class Slow(Wrapper):
    """Takes `seconds` longer for each call."""

    def __init__(self, inner: Store, seconds: float) -> None:
        super().__init__(inner)
        self._seconds = seconds

    def _pass(self, call: Call, keys: Sequence[str], do: Callable[[], T]) -> T:
        sleep(self._seconds)
        return do()


class TimesOutAfterDoing(Wrapper):
    """Executes every call, and then raises a timeout for the first `times` calls."""

    def __init__(self, inner: Store, *, times: int = 1) -> None:
        super().__init__(inner)
        self._left = times

    def _pass(self, call: Call, keys: Sequence[str], do: Callable[[], T]) -> T:
        result = do()
        if self._left:
            self._left -= 1
            if isinstance(result, IOBase):
                result.close()  # the caller does not receive it
            raise StoreUnavailable(vendor_code="read_timeout")
        return result


class FailsByKey(Wrapper):
    """Fails for the keys for which `fails` is true. The others work."""

    def __init__(self, inner: Store, fails: Callable[[str], bool], *, code: str = "InternalError") -> None:
        super().__init__(inner)
        self._fails = fails
        self._code = code

    def _pass(self, call: Call, keys: Sequence[str], do: Callable[[], T]) -> T:
        if call in {"put", "open", "stat"} and any(map(self._fails, keys)):
            raise StoreUnavailable(vendor_code=self._code)
        return do()

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        """Erase the keys that do not fail."""
        bad = [key for key in keys if self._fails(key)]
        return {**super().erase_many([key for key in keys if key not in set(bad)]), **failed(bad, self._code)}


class PartialErrors(Wrapper):
    """Answers a bulk erasure with an error for every second key, beginning with the first. The others are erased."""

    def __init__(self, inner: Store, *, code: str = "InternalError") -> None:
        super().__init__(inner)
        self._code = code

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        """Erase every second key, beginning with the second."""
        keys = sorted(set(keys))
        return {**super().erase_many(keys[1::2]), **failed(keys[::2], self._code)}


class Lies(Wrapper):
    """Reports that it erased everything, but keeps the keys for which `about` is true.

    It violates the contract. `verify` must find the kept keys.
    """

    def __init__(self, inner: Store, about: Callable[[str], bool] = lambda key: True) -> None:
        super().__init__(inner)
        self._about = about

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        """Erase the other keys, and report None for all."""
        honest = super().erase_many([key for key in keys if not self._about(key)])
        return {**dict.fromkeys(keys), **honest}


class ConnectionReset(Wrapper):
    """Loses the connection in the middle of the first `times` calls.

    Half of the keys are erased, or half of a stream is read. A put leaves nothing, as the contract requires.
    """

    def __init__(self, inner: Store, *, times: int = 1) -> None:
        super().__init__(inner)
        self._left = times

    def put(self, key: str, stream: BinaryIO, *, max_bytes: int | None = None) -> int:
        """Fail after half of the stream."""
        if self._loses():
            stream = cast(BinaryIO, self._halved(stream))
        return self.inner.put(key, stream, max_bytes=max_bytes)

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """Return a stream that breaks in the middle. A read beyond that point returns no partial data."""
        stream = self.inner.open(key, start=start, length=length)
        return BufferedReader(self._halved(stream)) if self._loses() else stream

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        """Erase the first half of the keys."""
        if not self._loses():
            return self.inner.erase_many(keys)
        self.inner.erase_many(keys[: len(keys) // 2])
        raise self._error()

    def _halved(self, stream: BinaryIO) -> "_Breaking":
        with stream:
            content = stream.read()
        return _Breaking(content[: len(content) // 2], self._error())

    def _loses(self) -> bool:
        self._left -= 1
        return self._left >= 0

    @staticmethod
    def _error() -> StorageError:
        return StoreUnavailable(vendor_code="connection_closed")


class _Breaking(RawIOBase):
    """A stream that raises after its bytes instead of ending."""

    def __init__(self, content: bytes, error: StorageError) -> None:
        self._content = BytesIO(content)
        self._error = error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._content.readinto(buffer)
        if not count:
            raise self._error
        return count


class DiskFull(Wrapper):
    """Has no space for another byte. Everything else works."""

    def put(self, key: str, stream: BinaryIO, *, max_bytes: int | None = None) -> int:
        """Refuse."""
        raise StoreFull()


class ReadOnly(Wrapper):
    """Can only be read. Writing and erasing fail."""

    def put(self, key: str, stream: BinaryIO, *, max_bytes: int | None = None) -> int:
        """Refuse."""
        raise StoreDenied()

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        """Refuse to erase existing keys. Missing keys count as erased."""
        there = [found.key for found in self.inner.list()]
        held = [key for key in keys if any(key == one or (key.endswith("/") and one.startswith(key)) for one in there)]
        return {**dict.fromkeys(keys), **failed(held, "EROFS")}


class WrappedStores(Stores):
    """The stores of an instance. Each is wrapped by `wrap` at its first use."""

    def __init__(self, settings: Settings, wrap: Callable[[Store], Store]) -> None:
        super().__init__(settings)
        self._wrap = wrap
        self._wrapped: dict[str, Store] = {}

    @cached_property
    def local(self) -> LocalStore:
        """See `Stores.local`."""
        return cast(LocalStore, self._wrap(super().local))

    def bucket(self, bucket: str) -> Store:
        """See `Stores.bucket`."""
        inner = super().bucket(bucket)
        if bucket not in self._wrapped:
            self._wrapped[bucket] = self._wrap(inner)
        return self._wrapped[bucket]
