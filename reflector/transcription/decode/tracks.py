"""Fetches the recordings of a cloud store, and mixes the tracks of the participants on one timeline.

Each track is decoded like every upload, by the confined child of `convert`. This module mixes the 16 kHz mono results.
If all track keys end like Daily's raw tracks, in `-cam-audio-<milliseconds since 1970>`, a track begins at the time in
its key. Otherwise all tracks begin together.
"""

import os
import re
import wave
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from io import RawIOBase
from shutil import rmtree
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from reflector.errors import Cancelled, SilentMedia, TooLong, TooShort
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
    #: Maximum bytes of one object.
    max_bytes: int
    cancelled: Callable[[], bool]

    def __call__(self, key: str, to: str) -> None:
        """Copy the object `key` to the local key `to`. Raises ObjectMissing, TooLarge, StorageError and Cancelled."""
        with self.remote.open(key) as stream:
            self.local.put(to, Watched(stream, self.cancelled), max_bytes=self.max_bytes)  # type: ignore[arg-type]


class Watched(RawIOBase):
    """A stream that checks before each read whether the work was cancelled."""

    def __init__(self, stream: BinaryIO, cancelled: Callable[[], bool]) -> None:
        self._stream = stream
        self._cancelled = cancelled

    def read(self, size: int = -1, /) -> bytes:
        """Read from the underlying stream. Raises Cancelled."""
        if self._cancelled():
            raise Cancelled()
        return self._stream.read(size)


@dataclass(frozen=True, slots=True)
class Source:
    """One track."""

    #: Key in the cloud store.
    key: str
    #: Local key of a working folder; ends in "/".
    folder: str


def mix(
    fetch: Fetch,
    sources: Sequence[Source],
    target: str,
    limits: ConvertLimits,
    on_progress: Callable[[float], None],
    *,
    folder: str,
) -> None:
    """Fetch and decode `sources`, and mix them to one WAV file under the local key `target`.

    The local folder `folder` gets a WAV of each track, named by its index: 00.wav and so on. All files have the same
    timeline. Tracks without sound are left out: their participants only listened. The folders of `sources` are removed.

    Raises SilentMedia if no track has sound, TooLong, and the errors of `convert` and `Fetch`.
    """
    heard: dict[int, str] = {}
    for index, source in enumerate(sources):
        fetch(source.key, source.folder + "source")
        work = fetch.local.path(source.folder)
        with suppress(SilentMedia, TooShort):
            convert(work / "source", work, limits, cancelled=fetch.cancelled, sound_only=True)
            heard[index] = str(work / WAV)
        (work / "source").unlink()
        on_progress((index + 1) / len(sources))
    if not heard:
        raise SilentMedia()
    starts = offsets([sources[index].key for index in heard])
    if max(starts) > limits.max_seconds:
        raise TooLong()
    fetch.local.path(folder).mkdir(exist_ok=True)
    targets = [str(fetch.local.path(folder) / f"{index:02}.wav") for index in heard]
    _mix_files(list(heard.values()), starts, targets, str(fetch.local.path(target)), fetch.cancelled)
    for source in sources:
        rmtree(fetch.local.path(source.folder))


def offsets(keys: Sequence[str]) -> list[float]:
    """The begin of each track, in seconds after the first one."""
    found = [_BEGINS.search(key) for key in keys]
    times = [int(match[1]) / 1000 for match in found if match]
    return [time - min(times) for time in times] if len(times) == len(keys) else [0.0] * len(keys)


def _mix_files(
    paths: Sequence[str], starts: Sequence[float], targets: Sequence[str], mixed: str, cancelled: Callable[[], bool]
) -> None:
    """Write each of `paths` to its target, beginning after its start in seconds, and their sum to `mixed`."""
    with ExitStack() as stack:
        tracks = [
            _blocks(stack.enter_context(wave.open(path, "rb")), int(start * SAMPLE_RATE))
            for path, start in zip(paths, starts, strict=True)
        ]
        outputs = [_durable_wav(stack, path) for path in [*targets, mixed]]
        while True:
            blocks = [next(track) for track in tracks]
            length = max(len(block) for block in blocks)
            if not length:
                return
            if cancelled():
                raise Cancelled()
            total = np.zeros(length, np.int32)
            for block, output in zip(blocks, outputs, strict=False):
                total[: len(block)] += block
                output.writeframes(block.tobytes())
            outputs[-1].writeframes(np.clip(total, -32768, 32767).astype("<i2").tobytes())


def _durable_wav(stack: ExitStack, path: str) -> wave.Wave_write:
    """Open a WAV file for writing. When `stack` is left, it is complete and on the disk: the next stage needs it."""
    file = stack.enter_context(open(path, "wb"))  # noqa: SIM115  (the stack closes it)
    stack.callback(os.fsync, file.fileno())
    output = stack.enter_context(wave.open(file, "wb"))  # noqa: SIM115  (the stack closes it)
    output.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
    return output


def _blocks(reader: wave.Wave_read, silence: int) -> Iterator[NDArray[np.int16]]:
    """Yield a track in blocks of _BLOCK samples, after `silence` empty samples. After its end, yield empty blocks."""
    while True:
        quiet = min(silence, _BLOCK)
        silence -= quiet
        samples = np.frombuffer(reader.readframes(_BLOCK - quiet), "<i2")
        yield np.concatenate([np.zeros(quiet, np.int16), samples])
