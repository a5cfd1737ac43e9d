"""Speech is found in recordings that hide it from voice activity detection, and nowhere else."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from faster_whisper import WhisperModel
from numpy.typing import NDArray

from reflector.errors import NoSpeech
from reflector.transcription.recognize.recognizer import recognize
from reflector.transcription.recognize.voice import CHUNK_SECONDS, Span, find_speech
from reflector.transcription.recognize.wav import SAMPLE_RATE, Samples, normalized

from .conftest import write_wav

Sound = NDArray[np.float64]
SECONDS = 30


@pytest.fixture(scope="session")
def clean(speech: NDArray[np.int16]) -> Sound:
    """The speech between -1 and 1."""
    return speech / 32768


def band(sound: Sound, low: float, high: float) -> Sound:
    """`sound` between two frequencies in Hz."""
    spectrum = np.fft.rfft(sound)
    frequencies = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    spectrum[(frequencies < low) | (frequencies > high)] = 0
    return np.fft.irfft(spectrum, len(sound))


def in_a_hall(sound: Sound) -> Sound:
    """`sound` far from the microphone: twice as much echo as voice, which lasts for 1.2 s."""
    length = int(1.2 * SAMPLE_RATE)
    echo = np.random.default_rng(5).normal(0, 1, length) * 10 ** (-3 * np.arange(length) / length)
    echo *= 2 / np.sqrt(np.square(echo).sum())
    echo[0] += 1
    size = len(sound) + length
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(echo, size), size)[: len(sound)]


def quiet(sound: Sound) -> Sound:
    """`sound` at -30 dB with the noise of a microphone."""
    return sound * 10 ** (-30 / 20) + np.random.default_rng(1).normal(0, 10 ** (-70 / 20), len(sound))


def found(sound: Sound) -> list[Span]:
    return find_speech(normalized(sound.astype(np.float32)))


def covered(spans: list[Span], reference: list[Span], offset: int = 0) -> float:
    """The share of `reference`, moved by `offset` samples, that is in `spans`."""
    end = max(span.end for span in reference) + offset
    here, there = np.zeros(end, bool), np.zeros(end, bool)
    for span in spans:
        here[span.start : span.end] = True
    for span in reference:
        there[span.start + offset : span.end + offset] = True
    return float((here & there).sum() / there.sum())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sound: band(sound, 300, 3400),
        lambda sound: band(sound, 500, 2000),
        lambda sound: band(sound, 1000, 8000),
        lambda sound: band(sound, 0, 700),
        lambda sound: band(in_a_hall(sound), 300, 3400),
        lambda sound: quiet(band(in_a_hall(sound), 300, 3400)),
    ],
    ids=["telephone", "500 to 2000 Hz", "above 1000 Hz", "muffled", "telephone in a hall", "quiet telephone in a hall"],
)
def test_speech_is_found_in_a_part_of_its_frequencies(spoil: Callable[[Sound], Sound], clean: Sound) -> None:
    assert covered(found(spoil(clean)), found(clean)) > 0.85


def test_quiet_speech_after_loud_speech_is_found(clean: Sound) -> None:
    spans = found(np.concatenate([clean, quiet(band(clean, 300, 3400))]))

    assert covered(spans, found(clean), offset=len(clean)) > 0.9


def test_words_on_a_quiet_telephone_are_recognized(
    model: WhisperModel, clean: Sound, tmp_path_factory: pytest.TempPathFactory
) -> None:
    both = np.concatenate([clean[: 12 * SAMPLE_RATE], quiet(band(clean, 300, 3400))[: 12 * SAMPLE_RATE]])
    wav = write_wav(tmp_path_factory.mktemp("quiet"), (both * 32767).astype(np.int16))

    recognition = recognize(wav, model, "en")

    later = [word for segment in recognition.segments for word in segment.words if word.start > 12]
    assert len(later) >= 33  # 36 were said


def test_stretches_are_in_order_and_fit_the_model(clean: Sound) -> None:
    spans = found(np.concatenate([in_a_hall(clean)] * 2))

    assert all(span.start < span.end for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert max(span.seconds for span in spans) < CHUNK_SECONDS


def chords() -> Sound:
    """Plucked chords with a beat."""
    random = np.random.default_rng(3)
    music = np.zeros(SECONDS * SAMPLE_RATE)
    time = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    for beat in range(2 * SECONDS - 2):
        at = beat * SAMPLE_RATE // 2
        pitch = (220.0, 246.9, 196.0, 174.6)[beat // 4 % 4] * random.choice([1, 1.25, 1.5, 2])
        tones = sum(np.sin(2 * np.pi * pitch * tone * time) / tone for tone in range(1, 7))
        music[at : at + SAMPLE_RATE] += tones * np.exp(-3 * time)
        music[at : at + 1600] += random.normal(0, 0.8, 1600) * np.exp(-np.arange(1600) / 300)
    half: Sound = music / np.abs(music).max() / 2
    return half


def made(name: str) -> Sound:
    """30 seconds without speech."""
    random = np.random.default_rng(3)
    time = np.arange(SECONDS * SAMPLE_RATE) / SAMPLE_RATE
    hiss = random.normal(0, 0.1, len(time))
    sounds: dict[str, Callable[[], Sound]] = {
        "silence": lambda: hiss * 0,
        "quiet hiss": lambda: hiss / 1000,
        "telephone hiss": lambda: band(hiss, 300, 3400),
        "hiss in the rhythm of syllables": lambda: hiss * (0.5 + 0.5 * np.sin(8 * np.pi * time)) ** 2,
        "mains hum": lambda: sum((np.sin(100 * np.pi * k * time) / k for k in (1, 2, 3, 5, 7)), start=hiss * 0) / 5,
        "chords": chords,
        "chords on the telephone": lambda: band(chords(), 300, 3400),
        "dial tone": lambda: 0.2 * (np.sin(880 * np.pi * time) + np.sin(960 * np.pi * time)) * (time % 6 < 2),
        "siren": lambda: 0.3 * np.sin(2 * np.pi * np.cumsum(700 + 300 * np.sin(0.6 * np.pi * time)) / SAMPLE_RATE),
    }
    return sounds[name]()


NO_SPEECH = (
    *("silence", "quiet hiss", "telephone hiss", "hiss in the rhythm of syllables", "mains hum", "chords"),
    *("chords on the telephone", "dial tone", "siren"),
)


@pytest.mark.parametrize("name", NO_SPEECH)
def test_sounds_that_are_no_speech_get_no_words(
    name: str, model: WhisperModel, tmp_path_factory: pytest.TempPathFactory
) -> None:
    wav = write_wav(tmp_path_factory.mktemp("sound"), (made(name) * 32767).astype(np.int16))

    with pytest.raises(NoSpeech):
        recognize(wav, model, None)


def test_levelling_a_short_sound_keeps_its_length() -> None:
    for length in (1, 100, 399, 400, 401, 5000):
        tone: Samples = (0.1 * np.sin(np.arange(length) / 5)).astype(np.float32)
        assert all(0 <= span.start < span.end <= length for span in find_speech(tone))
