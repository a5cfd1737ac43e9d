"""Mixes decoded tracks, and writes the MP3 and the waveform of the mix."""

import json
from collections.abc import Iterator, Sequence

import av
import numpy as np
from numpy.typing import NDArray

from reflector.transcription.decode.sound import SAMPLE_RATE, Samples, Track
from reflector.transcription.decode.source import Sink
from reflector.transcription.decode.waveform import Waveform

#: 16 kHz mono at 48 kbit/s is enough for speech. 7 is LAME's quality scale from 0 (best) to 9 (fastest).
MP3_BITS_PER_SECOND = 48_000
MP3_OPTIONS = {"compression_level": "7"}
#: Samples that are mixed at a time: 10 seconds.
_BLOCK = 10 * SAMPLE_RATE
#: Minimum absolute correlation of two tracks with the same sound.
_SAME = 0.98


def blocks(tracks: Sequence[Track]) -> Iterator[NDArray[np.int16]]:
    """Yield the samples (tracks, n) of all tracks, block by block. Shorter tracks continue with silence."""
    for start in range(0, max(track.samples for track in tracks), _BLOCK):
        read = [track.read(start, _BLOCK) for track in tracks]
        length = max(map(len, read))
        yield np.stack([np.pad(samples, (0, length - len(samples))) for samples in read])


def without_copies(tracks: Sequence[Track]) -> list[Track]:
    """Return `tracks` without copies of earlier ones: a file can contain the same sound in two formats.

    A copy may have the opposite polarity, and would then cancel the other in the mix.
    """
    if len(tracks) < 2:
        return list(tracks)
    products = np.zeros((len(tracks), len(tracks)))
    for block in blocks(tracks):
        samples = block.astype(np.float64)
        products += samples @ samples.T
    norms = np.sqrt(products.diagonal())
    alike = np.abs(products / np.outer(norms, norms)) >= _SAME
    return [track for index, track in enumerate(tracks) if not alike[index, :index].any()]


class Listening:
    """The MP3 and the waveform of the mix. Both files are open before the process is confined."""

    def __init__(self, mp3: int, waveform: int) -> None:
        self._sink = Sink(mp3)
        self._mp3 = av.open(self._sink, "w", format="mp3")
        self._track = self._mp3.add_stream("libmp3lame", rate=SAMPLE_RATE, options=MP3_OPTIONS, layout="mono")
        self._track.bit_rate = MP3_BITS_PER_SECOND
        self._waveform = Waveform()
        self._json = open(waveform, "w")  # noqa: SIM115  (closed below)

    def add(self, samples: Samples) -> None:
        """Add the next samples (n,). Raises OSError."""
        self._waveform.add(samples)
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16p", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        self._mp3.mux(self._track.encode(frame))
        self._sink.raise_failure()

    def close(self, seconds: float) -> None:
        """Finish both files of a recording of `seconds`. Raises OSError."""
        self._mp3.mux(self._track.encode(None))
        self._mp3.close()
        self._sink.raise_failure()
        json.dump({"duration": round(seconds, 3), "data": self._waveform.data()}, self._json)
        self._json.close()


def mix(block: NDArray[np.int16]) -> Samples:
    """The sum (n,) of tracks (tracks, n)."""
    mixed: Samples = np.clip(block.sum(axis=0, dtype=np.int32), -32768, 32767).astype("<i2")
    return mixed
