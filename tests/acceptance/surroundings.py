"""Every place around an instance where words of a recording could be left, and the search for them."""

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
    """An instance whose processes have folders of their own for everything they could leave anywhere."""

    instance: Instance
    #: TMPDIR and HOME of its processes.
    folders: tuple[Path, ...]
    #: The Redis that is its broker and keeps its results, if it has one.
    redis: Redis | None
    #: Where the broker keeps its own files, if it is a server that lets us see them.
    broker_files: Path | None

    def traces(self, *results: Any) -> list[Trace]:
        """Where one of the markers stands, as it is or in base64, the dress of messages."""
        return [*self._in_files(), *self._in_redis(), *self._in_the_store(), *self._in_what_was_said(*results)]

    def left_in_folders(self) -> list[str]:
        """What the processes have left in TMPDIR and HOME."""
        return [str(path) for folder in self.folders for path in folder.rglob("*")]

    def _in_files(self) -> Iterator[Trace]:
        for folder in (self.instance.settings.DATA_DIR, *self.folders):
            for path in folder.rglob("*"):
                yield from found(str(path.relative_to(folder)), f"name of {path}")
                if path.is_file():
                    yield from in_raw_files([path], DRESSED)
        yield from self.in_broker_files(DRESSED)

    def in_broker_files(self, words: Sequence[str]) -> Iterator[Trace]:
        """Where one of `words` stands in the files of the broker, which is at work meanwhile."""
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
    """What base64 makes of `word` wherever it stands in a text: it depends on how many letters are before it."""
    for before in range(3):
        whole = b64encode(bytes(before) + word.encode()).decode()
        yield whole[(before * 8 + 5) // 6 : (before + len(word)) * 8 // 6]


DRESSED = tuple(dress for marker in MARKERS for dress in (marker, *in_base64(marker)))


def found(text: str, place: str) -> Iterator[Trace]:
    return (Trace(word, place) for word in DRESSED if word in text)


def value_of(redis: Any, key: bytes) -> object:
    """The value as it is: a dump is compressed. The types of redis-py cover a synchronous client only partly."""
    read: dict[bytes, Callable[[], object]] = {
        b"string": lambda: redis.get(key),
        b"list": lambda: redis.lrange(key, 0, -1),
        b"set": lambda: redis.smembers(key),
        b"hash": lambda: redis.hgetall(key),
        b"zset": lambda: redis.zrange(key, 0, -1),
    }
    kind: bytes = redis.type(key)
    return read.get(kind, read[b"string"])()
