"""Every place around an instance that could keep words of a recording, and the search for them."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redis import Redis

from tests.faults.traces import Trace, in_raw_files, in_store
from tests.integration.worker.conftest import Instance
from tests.integration.worker.test_worker import MARKERS


@dataclass(frozen=True)
class Surroundings:
    """An instance whose processes have their own TMPDIR and HOME."""

    instance: Instance
    #: TMPDIR and HOME of its processes.
    folders: tuple[Path, ...]
    #: The Redis with its messages and results, if it has one.
    redis: Redis | None
    #: The folder of the broker's own files, if it is a server whose files we can read.
    broker_files: Path | None

    def traces(self, *results: Any) -> list[Trace]:
        """The places of the markers, as plain text or in base64, which messages use."""
        return [*self._in_files(), *self._in_redis(), *self._in_the_store(), *self._in_what_was_said(*results)]

    def left_in_folders(self) -> list[str]:
        """The files that the processes left in TMPDIR and HOME."""
        return [str(path) for folder in self.folders for path in folder.rglob("*")]

    def _in_files(self) -> Iterator[Trace]:
        for folder in (self.instance.settings.DATA_DIR, *self.folders):
            for path in folder.rglob("*"):
                yield from found(str(path.relative_to(folder)), f"name of {path}")
                if path.is_file():
                    yield from in_raw_files([path], DRESSED)
        yield from self.in_broker_files(DRESSED)

    def in_broker_files(self, words: Sequence[str]) -> Iterator[Trace]:
        """The places of `words` in the files of the running broker."""
        for path in self.broker_files.rglob("*") if self.broker_files else ():
            if path.is_file():
                with suppress(FileNotFoundError):
                    yield from in_raw_files([path], words)

    def _in_redis(self) -> Iterator[Trace]:
        if self.redis is None:
            return
        for key in self.redis.scan_iter():
            yield from found(repr((key, self.redis.dump(key), value_of(self.redis, key))), f"redis {key!r}")

    def _in_the_store(self) -> Iterator[Trace]:
        if self.instance.stores.default.name == "s3":
            yield from in_store(self.instance.stores.default, DRESSED)

    def _in_what_was_said(self, *results: Any) -> Iterator[Trace]:
        yield from found(self.instance.said(), "log")
        for result in results:
            yield from found(repr((result.result, result.traceback)), "result")


def in_base64(word: str) -> Iterator[str]:
    """The base64 forms of `word` within a text. They depend on the number of bytes before it."""
    for before in range(3):
        whole = b64encode(bytes(before) + word.encode()).decode()
        yield whole[(before * 8 + 5) // 6 : (before + len(word)) * 8 // 6]


DRESSED = tuple(dress for marker in MARKERS for dress in (marker, *in_base64(marker)))


def found(text: str, place: str) -> Iterator[Trace]:
    return (Trace(word, place) for word in DRESSED if word in text)


def value_of(redis: Any, key: bytes) -> object:
    """The raw value, because a dump is compressed. The types of redis-py cover a synchronous client only partly."""
    read: dict[bytes, Callable[[], object]] = {
        b"string": lambda: redis.get(key),
        b"list": lambda: redis.lrange(key, 0, -1),
        b"set": lambda: redis.smembers(key),
        b"hash": lambda: redis.hgetall(key),
        b"zset": lambda: redis.zrange(key, 0, -1),
    }
    kind: bytes = redis.type(key)
    return read.get(kind, read[b"string"])()
