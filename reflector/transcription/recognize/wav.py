"""The converted recording, read a stretch at a time."""

import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reflector.errors import RecognitionError

SAMPLE_RATE = 16_000
#: Samples between -1 and 1 at SAMPLE_RATE, shape (samples,).
Samples = NDArray[np.float32]

#: Level in dBFS that the loudest vowels are raised to, and the largest gain in dB. Silero VAD misses quiet speech: of a
#: telephone recording at -35 dB it dropped seven words of nine.
TARGET_DBFS, MAX_GAIN_DB = -15.0, 30.0
#: The level is that of the 20th loudest frame of 25 ms: half a second of vowels is enough, and a click does not count.
_FRAME, _LOUD_FRAMES = 400, 20


class Wav:
    """A WAV file of 16 kHz mono 16-bit samples."""

    def __init__(self, reader: wave.Wave_read) -> None:
        self._reader = reader
        #: Number of samples.
        self.length = reader.getnframes()

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.length / SAMPLE_RATE

    def read(self, start: int, count: int) -> Samples:
        """Up to `count` samples from `start`, raised to the level at which speech can be found."""
        self._reader.setpos(min(start, self.length))
        samples = np.frombuffer(self._reader.readframes(count), "<i2").astype(np.float32)
        return normalized(samples / np.float32(32768))


@contextmanager
def open_wav(path: Path) -> Iterator[Wav]:
    """Open the file that `convert` wrote. Raises RecognitionError if it is damaged or of another format."""
    try:
        reader = wave.open(str(path), "rb")  # noqa: SIM115  (closed below)
    except (wave.Error, EOFError):
        raise RecognitionError("The converted sound is damaged.") from None
    with reader:
        if (reader.getframerate(), reader.getnchannels(), reader.getsampwidth()) != (SAMPLE_RATE, 1, 2):
            raise RecognitionError("The converted sound is not 16 kHz mono 16-bit.")
        yield Wav(reader)


def normalized(samples: Samples) -> Samples:
    """Raise quiet `samples` to TARGET_DBFS. Loud ones stay as they are."""
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    levels = np.sort(np.sqrt(np.square(frames).mean(axis=1)))[-_LOUD_FRAMES:]
    if not len(levels) or not levels[0]:
        return samples
    gain = min(10 ** (TARGET_DBFS / 20) / float(levels[0]), 10 ** (MAX_GAIN_DB / 20))
    return samples if gain <= 1 else np.clip(samples * np.float32(gain), -1, 1)
