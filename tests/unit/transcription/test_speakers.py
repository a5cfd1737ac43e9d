"""A recording with a track for each person has every word once, with the right speaker."""

import wave
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from reflector.db.states import LanguageSource
from reflector.errors import NoSpeech, UnclearSpeech
from reflector.transcription.recognize.recognizer import Recognition, Share
from reflector.transcription.speakers import Voice, merge, recognize_tracks
from reflector.transcription.speech import Segment, Word

from .conftest import RATE, Samples

Track = Callable[[Samples], Path]


@pytest.fixture
def track(tmp_path: Path) -> Track:
    """Write samples as the WAV file of a track."""

    def write(samples: Samples) -> Path:
        path = tmp_path / f"{len(list(tmp_path.iterdir())):02}.wav"
        with wave.open(str(path), "wb") as wav:
            wav.setparams((1, 2, RATE, 0, "NONE", ""))
            wav.writeframes(samples.astype("<i2").tobytes())
        return path

    return write


def said(text: str, start: float, seconds: float = 3.0) -> Segment:
    """A segment whose words are spoken at an even pace."""
    pieces = text.split()
    pace = seconds / len(pieces)
    words = tuple(
        Word(start + index * pace, start + (index + 1) * pace, f" {piece}") for index, piece in enumerate(pieces)
    )
    return Segment(start, start + seconds, text, words)


def spoken(segments: Sequence[Segment]) -> list[tuple[str | None, str]]:
    """The speaker and the text of each segment."""
    return [(segment.speaker, segment.text) for segment in segments]


def at(speech: Samples, seconds: float, first: float, *, level: float = 1.0, total: float = 20.0) -> Samples:
    """3 seconds of speech, from `first` on, at `seconds` of a track of `total` seconds."""
    samples = np.zeros(int(total * RATE))
    start = int(seconds * RATE)
    samples[start : start + 3 * RATE] = level * speech[int(first * RATE) : int(first * RATE) + 3 * RATE]
    return samples.astype(np.int16)


def test_two_people_are_merged_by_time(speech: Samples, track: Track) -> None:
    ada = Voice("Ada", [said("good morning to you all", 1), said("shall we begin", 9)], track(at(speech, 1, 0)))
    bob = Voice("Bob", [said("good morning Ada", 5)], track(at(speech, 5, 6)))

    assert spoken(merge([ada, bob])) == [
        ("Ada", "good morning to you all"),
        ("Bob", "good morning Ada"),
        ("Ada", "shall we begin"),
    ]


def test_crosstalk_does_not_double_words(speech: Samples, track: Track) -> None:
    """Bob's microphone hears Ada, quieter and 20 ms later."""
    ada_sound, bob_sound = at(speech, 1, 0), at(speech, 6, 6)
    crosstalk = np.roll(ada_sound, RATE // 50) // 8
    ada = Voice("Ada", [said("good morning to you all", 1)], track(ada_sound))
    bob = Voice(
        "Bob",
        [said("good morning to you all", 1.1), said("thank you for coming", 6)],
        track((bob_sound + crosstalk).astype(np.int16)),
    )

    assert spoken(merge([bob, ada])) == [("Ada", "good morning to you all"), ("Bob", "thank you for coming")]


def test_crosstalk_that_was_misheard_does_not_double_words(speech: Samples, track: Track) -> None:
    sound = at(speech, 1, 0)
    ada = Voice("Ada", [said("good morning to you all", 1)], track(sound))
    bob = Voice("Bob", [said("could mourning two yaw", 1.1)], track(np.roll(sound, RATE // 50) // 8))

    assert spoken(merge([ada, bob])) == [("Ada", "good morning to you all")]


def test_crosstalk_in_the_middle_of_a_sentence_leaves_the_sentence(speech: Samples, track: Track) -> None:
    ada_sound = at(speech, 4, 0)
    own = at(speech, 1, 6)
    ada = Voice("Ada", [said("and then we went", 4)], track(ada_sound))
    words = (*said("yes exactly that is how it was", 1).words, *said("and then we went", 4).words)
    whole = Segment(1, 7, "yes exactly that is how it was and then we went", words)
    bob = Voice("Bob", [whole], track((own + np.roll(ada_sound, 320) // 8).astype(np.int16)))

    assert spoken(merge([ada, bob])) == [("Bob", "yes exactly that is how it was"), ("Ada", "and then we went")]


def test_two_people_may_say_the_same_word_at_the_same_time(speech: Samples, track: Track) -> None:
    ada = Voice("Ada", [said("yes", 1)], track(at(speech, 1, 0)))
    bob = Voice("Bob", [said("yes", 1)], track(at(speech, 1, 9, level=0.5)))

    assert sorted(spoken(merge([ada, bob])), key=str) == [("Ada", "yes"), ("Bob", "yes")]


def test_a_track_with_the_mix_of_all_loses_the_words_to_the_person(speech: Samples, track: Track) -> None:
    """Screen recorders write such files: the first track has the computer's sound and the microphone."""
    microphone, film = at(speech, 6, 6), at(speech, 1, 0)
    mixed = Voice("Speaker 1", [said("in the film", 1), said("what I say about it", 6)], track(microphone + film))
    person = Voice("Speaker 2", [said("what I say about it", 6)], track(microphone))

    assert spoken(merge([mixed, person])) == [("Speaker 1", "in the film"), ("Speaker 2", "what I say about it")]


def test_unclear_speech_that_is_crosstalk_is_no_mark(speech: Samples, track: Track) -> None:
    sound = at(speech, 1, 0)
    ada = Voice("Ada", [said("good morning to you all", 1)], track(sound))
    bob = Voice("Bob", [Segment(1.1, 4, "", unclear=True), Segment(8, 9, "", unclear=True)], track(sound // 8))

    merged = merge([ada, bob])

    assert [(segment.speaker, segment.unclear) for segment in merged] == [("Ada", False), ("Bob", True)]


def result(*segments: Segment, language: str = "en", seconds: float = 3) -> Recognition:
    return Recognition(segments, language, LanguageSource.DETECTED, 20.0, {language: Share(seconds, 0.9)})


def test_participants_who_only_listened_are_left_out(speech: Samples, track: Track) -> None:
    ada, bob = track(at(speech, 1, 0)), track(at(speech, 1, 0, level=0))
    progress: list[float] = []

    def recognize(_track: int, wav: Path, on_progress: Callable[[float], None]) -> Recognition:
        on_progress(1.0)
        if wav == bob:
            raise NoSpeech()
        return result(said("good morning", 1))

    made = recognize_tracks([("Ada", ada), ("Bob", bob)], recognize, progress.append)

    assert spoken(made.segments) == [("Ada", "good morning")]
    assert progress == [0.5, 1.0]


def test_the_language_of_most_speech_is_the_recordings(speech: Samples, track: Track) -> None:
    wavs = [track(at(speech, start, 0)) for start in (1, 5, 9)]
    results = dict(
        zip(
            wavs,
            [
                result(said("bonjour", 1), language="fr", seconds=4),
                result(said("good morning", 5), seconds=3),
                result(said("hello", 9), seconds=2),
            ],
            strict=True,
        )
    )

    made = recognize_tracks([(str(wav), wav) for wav in wavs], lambda _track, wav, _: results[wav], lambda _: None)

    assert (made.language, made.languages["en"].seconds, made.languages["fr"].seconds) == ("en", 5, 4)


def test_a_recording_without_understood_words_ends_with_a_reason(track: Track) -> None:
    wavs = [track(np.zeros(RATE, np.int16)) for _ in range(2)]
    errors = iter([UnclearSpeech(), NoSpeech()])

    def recognize(_track: int, wav: Path, on_progress: Callable[[float], None]) -> Recognition:
        raise next(errors)

    with pytest.raises(UnclearSpeech):
        recognize_tracks([("Ada", wavs[0]), ("Bob", wavs[1])], recognize, lambda _: None)
