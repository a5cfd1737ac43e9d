"""A conversation of two voices, made from the speech in tests/data.

The second voice is the first one played faster: its pitch and its resonances are 20 % higher, as those of a smaller
person. The words stay intelligible.
"""

import io
import wave
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE = 16_000
SPEECH = Path(__file__).parent / "data" / "speech" / "sense_and_sensibility.opus"
#: The sentences of the clip, in seconds, and the voice that says each.
SENTENCES = (((0.1, 7.0), 0), ((7.1, 10.2), 1), ((10.2, 15.5), 0), ((15.5, 21.5), 1))
_FASTER = 1.2


def conversation() -> tuple[bytes, list[tuple[float, float, int]]]:
    """A WAV file of 16 kHz, and its turns: start and end in seconds, and the voice."""
    speech = _speech()
    parts, turns, at = [], [], 0.0
    for (start, end), voice in SENTENCES:
        part = speech[int(start * RATE) : int(end * RATE)]
        if voice:
            part = np.interp(np.arange(0, len(part) - 1, _FASTER), np.arange(len(part)), part)
        parts.append(part)
        turns.append((at, at + len(part) / RATE, voice))
        at += len(part) / RATE
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((1, 2, RATE, 0, "NONE", ""))
        writer.writeframes(np.concatenate(parts).astype("<i2").tobytes())
    return file.getvalue(), turns


def _speech() -> NDArray[np.float64]:
    resampler = av.AudioResampler("s16", "mono", RATE)
    with av.open(str(SPEECH)) as container:
        frames = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    return np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames]).astype(np.float64)
