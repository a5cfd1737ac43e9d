"""Caches one value for many threads."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")


class Latest(Generic[T]):
    """The result of `compute`, which is called again once the result is older than `seconds`.

    The age counts from the beginning of the computation. A caller that comes while the value is being computed waits
    for it, but never for a computation that began more than `seconds` ago: it begins another one. So a database that
    hangs blocks at most one more thread in that time, and no caller gets an older value. An error is shared in the same
    way. May be used by several threads.
    """

    def __init__(self, compute: Callable[[], T], seconds: float) -> None:
        self._compute = compute
        self._seconds = seconds
        self._lock = Lock()
        self._began_at = float("-inf")
        self._result: Future[T] = Future()

    def get(self) -> T:
        """The value, at most `seconds` old. Raises what the computation raises."""
        with self._lock:
            is_fresh = monotonic() - self._began_at < self._seconds
            if not is_fresh:
                self._began_at = monotonic()
                self._result = Future()
            result = self._result
        if not is_fresh:
            try:
                result.set_result(self._compute())
            # Every exception is raised below in each waiting thread; otherwise these threads would wait for ever.
            except BaseException as error:  # noqa: BLE001
                result.set_exception(error)
        return result.result()
