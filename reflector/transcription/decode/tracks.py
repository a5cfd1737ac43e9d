"""Recordings in a cloud store: fetched, and mixed to one where each participant has a track of their own.

Each track is decoded like every upload, by the confined child of `convert`; what is mixed here is its 16 kHz mono
result. Where track keys end as Daily's raw tracks do, in `-cam-audio-<milliseconds since 1970>`, a track begins where
its key says; others begin together.
"""

import re
import wave
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import RawIOBase
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from reflector.errors import Cancelled, SilentMedia, TooLong
from reflector.storage import LocalStore, Store
from reflector.transcription.decode.convert import WAV, ConvertLimits, convert

SAMPLE_RATE = 16_000
#: Samples of each track that are mixed at a time: 10 seconds.
_BLOCK = 10 * SAMPLE_RATE
_BEGINS = re.compile(r"-cam-audio-(\d{13})(?:\.\w+)?$")


@dataclass(frozen=True, slots=True)
class Fetch:
    """Copies objects of a cloud store to the local disk."""

    remote: Store
    local: LocalStore
    #: Most bytes of one object.
    max_bytes: int
    cancelled: Callable[[], bool]

    def __call__(self, key: str, to: str) -> None:
        """Copy `key` to the local key `to`. Raises ObjectMissing, TooLarge, StorageError and Cancelled."""
        with self.remote.open(key) as stream:
            self.local.put(to, Watched(stream, self.cancelled), max_bytes=self.max_bytes)  # type: ignore[arg-type]


class Watched(RawIOBase):
    """A stream that asks before each read whether to go on."""

    def __init__(self, stream: BinaryIO, cancelled: Callable[[], bool]) -> None:
        self._stream = stream
        self._cancelled = cancelled

    def read(self, size: int = -1, /) -> bytes:
        """As the stream below. Raises Cancelled."""
        if self._cancelled():
            raise Cancelled()
        return self._stream.read(size)


@dataclass(frozen=True, slots=True)
class Source:
    """One track."""

    #: In the cloud store.
    key: str
    #: Local key of the folder that it is worked on in; ends in "/".
    folder: str


def mix(
    fetch: Fetch, sources: Sequence[Source], target: str, limits: ConvertLimits, on_progress: Callable[[float], None]
) -> None:
    """Fetch, decode and mix `sources` to one WAV file under the local key `target`.

    Silent tracks are left out; raises SilentMedia if all of them are, and what `convert` and `Fetch` raise.
    """
    heard: dict[str, str] = {}
    for index, source in enumerate(sources):
        fetch(source.key, source.folder + "source")
        folder = fetch.local.path(source.folder)
        try:
            convert(folder / "source", folder, limits, cancelled=fetch.cancelled)
            heard[source.key] = str(folder / WAV)
        except SilentMedia:
            pass  # somebody who only listened
        (folder / "source").unlink()
        on_progress((index + 1) / len(sources))
    if not heard:
        raise SilentMedia()
    starts = offsets(list(heard))
    if max(starts) > limits.max_seconds:
        raise TooLong()
    _mix_files(list(heard.values()), starts, str(fetch.local.path(target)), fetch.cancelled)


def offsets(keys: Sequence[str]) -> list[float]:
    """When each track begins, in seconds after the first one."""
    found = [_BEGINS.search(key) for key in keys]
    times = [int(match[1]) / 1000 for match in found if match]
    return [time - min(times) for time in times] if len(times) == len(keys) else [0.0] * len(keys)


def _mix_files(paths: Sequence[str], starts: Sequence[float], target: str, cancelled: Callable[[], bool]) -> None:
    with ExitStack() as stack:
        tracks = [
            _blocks(stack.enter_context(wave.open(path, "rb")), int(start * SAMPLE_RATE))
            for path, start in zip(paths, starts, strict=True)
        ]
        mixed = stack.enter_context(wave.open(target, "wb"))
        mixed.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        while True:
            blocks = [next(track) for track in tracks]
            length = max(len(block) for block in blocks)
            if not length:
                return
            if cancelled():
                raise Cancelled()
            total = np.zeros(length, np.int32)
            for block in blocks:
                total[: len(block)] += block
            mixed.writeframes(np.clip(total, -32768, 32767).astype("<i2").tobytes())


def _blocks(reader: Any, silence: int) -> Iterator[NDArray[np.int16]]:
    """The samples of a track in blocks of _BLOCK, `silence` samples first; empty ones after its end."""
    while True:
        quiet = min(silence, _BLOCK)
        silence -= quiet
        samples = np.frombuffer(reader.readframes(_BLOCK - quiet), "<i2")
        yield np.concatenate([np.zeros(quiet, np.int16), samples])
