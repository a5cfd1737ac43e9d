"""Measures wrong words and lost speech: clean, noisy, telephone, fast, cut, and in other languages.

    python -m bench.recognition_quality [--cuts 30] [--seed 1] [--json FILE]

The English speech is the clip in tests/data/speech, whose text is known. Noise is white. The telephone is 300 to
3,400 Hz in mu-law at 8 kHz, 35 dB quieter. Fast speech is 1.5 times as fast (ffmpeg's atempo). The cuts are random
stretches of 8 to 24 s of the clip. Speech is lost where more than one second of what voice activity detection finds
has no word. The other languages are the clips of the package pytest-audioeval, whose texts come with them (`pip
install pytest-audioeval`). The change of language is the clip followed by the French ones. Error rates are
Levenshtein distances over words, for Chinese over characters, without punctuation and capitals. Figures do not depend
on the machine's speed.
"""

import argparse
import json
import random
import tempfile
import unicodedata
import wave
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from subprocess import run
from typing import Any

import numpy as np
from faster_whisper.audio import decode_audio
from faster_whisper.vad import get_speech_timestamps
from numpy.typing import NDArray

from reflector.errors import RecognitionError
from reflector.transcription.recognize.model import load_model
from reflector.transcription.recognize.recognizer import recognize
from reflector.transcription.speech import Segment

CLIP = Path(__file__).parents[1] / "tests" / "data" / "speech" / "sense_and_sensibility.opus"
RATE = 16_000
#: Seconds of speech without a word that count as lost.
LOST_SECONDS = 1.0
LANGUAGES = ("fr", "es", "pt", "it", "zh")
Samples = NDArray[np.float32]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cuts", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    figures = dict(measure(options.cuts, options.seed))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2))


def measure(cuts: int, seed: int) -> Any:
    """Name and figure of each condition, printed as they come."""
    model = load_model()
    clip, text = decode_audio(str(CLIP)), CLIP.with_suffix(".txt").read_text()
    for name, samples in conditions(clip).items():
        yield shown(name, error_rate(text, heard(model, samples, "en")))
    lost = 0
    for start, seconds in stretches(len(clip) / RATE, cuts, seed):
        cut = clip[int(start * RATE) : int((start + seconds) * RATE)]
        lost += bool(lost_seconds(cut, recognized(model, cut, "en")) > LOST_SECONDS)
    yield shown(f"cuts of {cuts} that lose more than {LOST_SECONDS} s", lost)
    spoken = {code: clips_of(code) for code in LANGUAGES}
    for code, (samples, said) in spoken.items():
        yield shown(code, error_rate(said, heard(model, samples, None), characters=code == "zh"))
    samples, said = spoken["fr"]
    both = np.concatenate([clip, np.zeros(RATE // 2, np.float32), samples])
    yield shown("en, then fr", error_rate(f"{text} {said}", heard(model, both, None)))


def shown(name: str, figure: float) -> tuple[str, float]:
    print(f"{name:45} {figure:.3f}" if isinstance(figure, float) else f"{name:45} {figure}", flush=True)
    return name, figure


def conditions(clip: Samples) -> dict[str, Samples]:
    """The clip unchanged, and under harder conditions."""
    noise = np.random.default_rng(1).normal(0, np.sqrt(np.square(clip).mean()), len(clip)).astype(np.float32)
    return {
        "clean": clip,
        "noise at 10 dB": clip + noise * np.float32(10 ** (-10 / 20)),
        "noise at 5 dB": clip + noise * np.float32(10 ** (-5 / 20)),
        "telephone at -35 dB": filtered("highpass=300,lowpass=3400,volume=-35dB", "-ar", "8000", "-c:a", "pcm_mulaw"),
        "1.5 times as fast": filtered("atempo=1.5"),
    }


def filtered(filters: str, *codec: str) -> Samples:
    """The clip through ffmpeg's `filters`."""
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/out.wav"
        run(["ffmpeg", "-v", "error", "-i", str(CLIP), "-af", filters, "-ac", "1", *codec, out], check=True)
        samples: Samples = decode_audio(out)
        return samples


def stretches(duration: float, count: int, seed: int) -> list[tuple[float, float]]:
    """Start and length in seconds of random cuts."""
    chance = random.Random(seed)
    lengths = [chance.uniform(8, 24) for _ in range(count)]
    return [(chance.uniform(0, duration - length), length) for length in lengths]


def clips_of(code: str) -> tuple[Samples, str]:
    """The clips of a language in pytest-audioeval, half a second apart, and their text."""
    root = Path(str(files("pytest_audioeval").joinpath(f"samples/audio/{code}")))
    clips = sorted(root.glob("*.wav"))
    pause = np.zeros(RATE // 2, np.float32)
    samples = np.concatenate([part for clip in clips for part in (decode_audio(str(clip)), pause)])
    return samples, " ".join(clip.with_suffix(".txt").read_text() for clip in clips)


def recognized(model: Any, samples: Samples, language: str | None) -> tuple[Segment, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "audio.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
        try:
            return recognize(path, model, language).segments
        except RecognitionError:
            return ()


def heard(model: Any, samples: Samples, language: str | None) -> str:
    return " ".join(segment.text for segment in recognized(model, samples, language))


def lost_seconds(samples: Samples, segments: tuple[Segment, ...]) -> float:
    """The most seconds of speech between two words."""
    speech = [
        (span["start"] / RATE, span["end"] / RATE)
        for span in get_speech_timestamps(samples, min_silence_duration_ms=160, speech_pad_ms=0)
    ]
    words = [(word.start, word.end) for segment in segments for word in segment.words]
    edges = [(0.0, 0.0), *words, (speech[-1][1], speech[-1][1])] if speech else []
    gaps = [(before[1], after[0]) for before, after in pairwise(edges)]
    return max((sum(max(0.0, min(end, b) - max(start, a)) for a, b in speech) for start, end in gaps), default=0.0)


def error_rate(said: str, text: str, *, characters: bool = False) -> float:
    """Insertions, deletions and substitutions per unit of `said`."""
    wanted, found = units(said, characters), units(text, characters)
    row = list(range(len(found) + 1))
    for index, unit in enumerate(wanted, 1):
        before, row = row, [index]
        for column, other in enumerate(found, 1):
            row.append(min(before[column] + 1, row[-1] + 1, before[column - 1] + (unit != other)))
    return row[-1] / len(wanted)


def units(text: str, characters: bool) -> list[str]:
    plain = unicodedata.normalize("NFC", text.lower().replace("mr.", "mister").replace("-", " "))
    plain = "".join(c for c in plain if c.isalnum() or c.isspace())
    return list("".join(plain.split())) if characters else plain.split()


if __name__ == "__main__":
    main()
