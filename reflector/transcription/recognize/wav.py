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
FRAME, _LOUD_FRAMES = 400, 20
#: A stretch of speech whose third loudest frame is below this level in dBFS is quiet, and the level it is raised to.
_QUIET_DBFS, _RAISED_DBFS = -32.0, -22.0


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
    loud = np.sort(levels_of(samples))[-_LOUD_FRAMES:]
    if not len(loud) or not loud[0]:
        return samples
    gain = min(10 ** (TARGET_DBFS / 20) / float(loud[0]), 10 ** (MAX_GAIN_DB / 20))
    return samples if gain <= 1 else np.clip(samples * np.float32(gain), -1, 1)


def raised(stretch: Samples) -> Samples:
    """A quiet stretch of speech at the level of other speech. Others stay as they are."""
    level = float(np.sort(levels_of(stretch))[-3:].min(initial=1.0))
    if not 0 < level < 10 ** (_QUIET_DBFS / 20):
        return stretch
    gain = min(10 ** (_RAISED_DBFS / 20) / level, 10 ** (MAX_GAIN_DB / 20))
    louder: Samples = np.clip(stretch * np.float32(gain), -1, 1)
    return louder


def levels_of(samples: Samples) -> Samples:
    """The level of each whole frame of FRAME samples: its root mean square."""
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    levels: Samples = np.sqrt(np.square(frames).mean(axis=1))
    return levels
