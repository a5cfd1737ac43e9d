"""Real speech, in every container that people send."""

import io
import os
import shutil
import subprocess
import wave
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from reflector.transcription.recognize.model import load_model

SPEECH = Path(__file__).parents[2] / "data" / "speech" / "sense_and_sensibility.opus"
RATE = 16_000
Samples = NDArray[np.int16]
Record = Callable[[str], bytes]
GERMAN = (
    "Guten Morgen. Die Sitzung beginnt um neun Uhr. Wir sprechen heute über den Haushalt und das neue Büro in Berlin."
)


@pytest.fixture(scope="session")
def speech() -> Samples:
    """25 s of real speech, 16 kHz."""
    return decoded(SPEECH)


@pytest.fixture(scope="session")
def words_spoken() -> list[str]:
    """The words of the speech."""
    return SPEECH.with_suffix(".txt").read_text().split()


@pytest.fixture(scope="session")
def model() -> Any:
    """The default model: multilingual."""
    return load_model()


@pytest.fixture(scope="session")
def english_model() -> Any:
    """The bundled English-only model."""
    return load_model("tiny.en")


@pytest.fixture(scope="session")
def german(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """Six seconds of synthetic German."""
    espeak = shutil.which("espeak-ng")
    if espeak is None:
        assert not os.environ.get("CI"), "espeak-ng is not installed"
        pytest.skip("espeak-ng is not installed")
    file = tmp_path_factory.mktemp("german") / "german.wav"
    subprocess.run([espeak, "-v", "de", "-w", file, GERMAN], check=True)
    return decoded(file)


def decoded(file: Path | io.BytesIO) -> Samples:
    """The sound of a file at 16 kHz."""
    resampler = av.AudioResampler("s16", "mono", RATE)
    with av.open(str(file) if isinstance(file, Path) else file, "r") as container:
        frames = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames])


def write_wav(folder: Path, sound: Samples | bytes) -> Path:
    """`sound` (samples, or a file of any format) as the WAV that `convert` would write."""
    samples = decoded(io.BytesIO(sound)) if isinstance(sound, bytes) else sound
    with wave.open(str(folder / "audio.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.astype("<i2").tobytes())
    return folder / "audio.wav"


def encode(samples: Samples, container: str, codec: str, rate: int = RATE, *, video: str = "", **options: str) -> bytes:
    """`samples` as a file of the given container, optionally with a moving picture and options of the container's."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container, options=options) as output:
        if video:
            picture: Any = output.add_stream(video, rate=5, width=64, height=64, pix_fmt="yuv420p")
        track: Any = output.add_stream(codec, rate=rate, layout="mono")
        if video:
            for index in range(len(samples) * 5 // RATE):
                image = np.full((64, 64, 3), index % 256, np.uint8)
                output.mux(picture.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
            output.mux(picture.encode(None))
        frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        output.mux(track.encode(frame))
        output.mux(track.encode(None))
    return buffer.getvalue()


#: The formats that people send: name -> container, codec, rate, video codec.
FORMATS: dict[str, tuple[str, str, int, str]] = {
    "wav": ("wav", "pcm_s16le", 16000, ""),
    "wav 24 bit 44.1 kHz": ("wav", "pcm_s24le", 44100, ""),
    "mp3": ("mp3", "libmp3lame", 44100, ""),
    "ogg with opus": ("ogg", "libopus", 48000, ""),
    "m4a": ("ipod", "aac", 44100, ""),
    "flac": ("flac", "flac", 16000, ""),
    "webm": ("webm", "libopus", 48000, ""),
    "webm with video": ("webm", "libopus", 48000, "libvpx"),
    "mp4 with video": ("mp4", "aac", 48000, "mpeg4"),
    "mkv": ("matroska", "flac", 16000, ""),
    "avi with video": ("avi", "libmp3lame", 44100, "mpeg4"),
    "mpeg-ts": ("mpegts", "aac", 48000, ""),
    "aac": ("adts", "aac", 48000, ""),
    "aiff": ("aiff", "pcm_s16be", 16000, ""),
}


@pytest.fixture(scope="session")
def recorded(speech: Samples) -> Callable[[str], bytes]:
    """The speech as one of FORMATS."""
    made: dict[str, bytes] = {}

    def record(name: str) -> bytes:
        if name not in made:
            container, codec, rate, video = FORMATS[name]
            made[name] = encode(speech, container, codec, rate, video=video)
        return made[name]

    return record


def word_error_rate(spoken: list[str], recognized: list[str]) -> float:
    """Insertions, deletions and substitutions per spoken word (Levenshtein distance over words)."""
    row = list(range(len(recognized) + 1))
    for index, word in enumerate(spoken, 1):
        before, row = row, [index]
        for column, other in enumerate(recognized, 1):
            row.append(min(before[column] + 1, row[-1] + 1, before[column - 1] + (word != other)))
    return row[-1] / len(spoken)
