"""Recognition of real speech gives its words."""

import re
from pathlib import Path

import numpy as np
import pytest
from faster_whisper import WhisperModel

from reflector.errors import Cancelled, LanguageNotSupported, NoSpeech, RecognitionError
from reflector.transcription.recognize import listening
from reflector.transcription.recognize.recognizer import Recognition, Recognizer, recognize
from reflector.transcription.recognize.wav import open_wav

from .conftest import RATE, Record, Samples, word_error_rate, write_wav


@pytest.fixture(scope="session")
def spoken(model: WhisperModel, speech: Samples, tmp_path_factory: pytest.TempPathFactory) -> Recognition:
    """The speech, recognized."""
    return recognize(write_wav(tmp_path_factory.mktemp("spoken"), speech), model, None)


def words_of(recognition: Recognition) -> list[str]:
    return re.findall(r"[a-z']+", " ".join(s.text for s in recognition.segments).lower().replace("mr.", "mister"))


@pytest.mark.parametrize("name", ["mp3", "ogg with opus", "m4a"])
def test_words_of_every_format_are_recognized(
    name: str, model: WhisperModel, recorded: Record, words_spoken: list[str], tmp_path: Path
) -> None:
    recognition = recognize(write_wav(tmp_path, recorded(name)), model, "en")

    assert word_error_rate(words_spoken, words_of(recognition)) < 0.1


def test_every_word_has_its_time(spoken: Recognition, speech: Samples) -> None:
    words = [word for segment in spoken.segments for word in segment.words]

    assert spoken.duration == pytest.approx(len(speech) / RATE, abs=0.1)
    assert [word.start for word in words] == sorted(word.start for word in words)
    assert all(0 <= word.start <= word.end <= spoken.duration for word in words)
    assert all(0 <= word.probability <= 1 for word in words)
    assert {type(value) for word in words for value in (word.start, word.end, word.probability)} == {float}
    # The clip was joined from five files, with a pause between them.
    told = next(segment for segment in spoken.segments if segment.text.startswith("He was not"))
    assert told.start == pytest.approx(7.1, abs=0.5)


def test_segments_are_their_words(spoken: Recognition) -> None:
    for segment in spoken.segments:
        assert "".join(word.text for word in segment.words).strip() == segment.text
        assert (segment.start, segment.end) == (segment.words[0].start, segment.words[-1].end)


def test_language_is_detected_with_its_probability(spoken: Recognition) -> None:
    assert (spoken.language, spoken.language_source) == ("en", "detected")
    assert spoken.language_probability > 0.9
    assert spoken.languages["en"].seconds == pytest.approx(22, abs=1)


def test_a_cut_in_the_middle_of_a_sentence_loses_no_word(
    english_model: WhisperModel, model: WhisperModel, speech: Samples, tmp_path: Path
) -> None:
    wav = write_wav(tmp_path, speech[: 12 * RATE])

    # tiny.en stopped after 22 words here, with good log probability and compression.
    for each in (english_model, model):
        recognition = recognize(wav, each, "en")
        assert len(words_of(recognition)) >= 33
        assert recognition.segments[-1].end > 11.3
        assert not any(segment.unclear for segment in recognition.segments)


def test_same_file_gives_same_text(spoken: Recognition, model: WhisperModel, speech: Samples, tmp_path: Path) -> None:
    assert recognize(write_wav(tmp_path, speech), model, None) == spoken


def test_quiet_speech_loses_no_word(
    spoken: Recognition, model: WhisperModel, speech: Samples, words_spoken: list[str], tmp_path: Path
) -> None:
    quiet = (speech * 10 ** (-35 / 20)).astype(np.int16)

    recognition = recognize(write_wav(tmp_path, quiet), model, "en")

    assert word_error_rate(words_spoken, words_of(recognition)) < 0.1


def test_speech_without_reliable_words_is_marked_and_not_published(
    model: WhisperModel, speech: Samples, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = np.random.default_rng(1).normal(0, 1.0, 10 * RATE) * np.abs(speech[: 10 * RATE]).mean() * 3
    hidden = np.clip(speech[: 10 * RATE] * 0.6 + noise, -32768, 32767).astype(np.int16)
    wav = write_wav(tmp_path, np.concatenate([speech[: 7 * RATE], hidden]))
    monkeypatch.setattr(listening, "MIN_PROBABILITY", 0.85)
    monkeypatch.setattr(listening, "MIN_PROBABILITY_ALONE", 0.9)

    recognition = recognize(wav, model, "en")

    unclear = [segment for segment in recognition.segments if segment.unclear]
    assert all(segment.text == "" and not segment.words and segment.end > segment.start for segment in unclear)
    for segment in recognition.segments:
        if segment.words:
            assert np.mean([word.probability for word in segment.words]) > 0.5


def test_a_change_of_language_is_followed(
    model: WhisperModel, speech: Samples, german: Samples, tmp_path: Path
) -> None:
    wav = write_wav(tmp_path, np.concatenate([speech[: 12 * RATE], np.zeros(RATE // 2, np.int16), german]))

    recognition = recognize(wav, model, None)

    assert recognition.language == "en"
    said = {code: " ".join(s.text for s in recognition.segments if s.language == code) for code in ("en", "de")}
    assert "Dashwood" in said["en"]
    assert "Berlin" in said["de"]
    assert set(recognition.languages) == {"en", "de"}


def test_an_english_model_refuses_another_language(
    english_model: WhisperModel, model: WhisperModel, german: Samples, tmp_path: Path
) -> None:
    wav = write_wav(tmp_path, german)

    with pytest.raises(LanguageNotSupported):
        recognize(wav, english_model, None, detector=model)


def test_an_english_model_refuses_other_languages(
    english_model: WhisperModel, model: WhisperModel, speech: Samples, tmp_path: Path
) -> None:
    recognition = recognize(write_wav(tmp_path, speech[: 7 * RATE]), english_model, None, detector=model)

    assert (recognition.language, recognition.language_source) == ("en", "model")


def test_a_given_language_that_the_model_does_not_know_is_refused(
    english_model: WhisperModel, speech: Samples, tmp_path: Path
) -> None:
    with pytest.raises(LanguageNotSupported):
        recognize(write_wav(tmp_path, speech), english_model, "de")


def test_noise_is_not_speech(model: WhisperModel, tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 3000, 8 * RATE).astype(np.int16)

    with pytest.raises(NoSpeech):
        recognize(write_wav(tmp_path, noise), model, None)


def test_a_cancelled_recognition_stops(model: WhisperModel, speech: Samples, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        recognize(write_wav(tmp_path, speech), model, None, cancelled=lambda: True)


def test_a_long_recording_is_recognized_in_pieces(
    english_model: WhisperModel, speech: Samples, words_spoken: list[str], tmp_path: Path
) -> None:
    wav = write_wav(tmp_path, np.concatenate([speech] * 4))
    seen: list[float] = []

    with open_wav(wav) as sound:
        pieces = list(Recognizer(english_model, sound, "en").pieces())
        again = next(Recognizer(english_model, sound, "en", after=pieces[0]).pieces())
    recognition = recognize(wav, english_model, "en", on_progress=seen.append)

    assert len(pieces) >= 2
    assert again == pieces[1]
    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces[:-1])]
    assert pieces[-1].end == 4 * len(speech)
    assert recognition.segments == tuple(segment for piece in pieces for segment in piece.segments)
    assert word_error_rate(words_spoken * 4, words_of(recognition)) < 0.1
    assert seen == sorted(seen)
    assert seen[-1] == 1


def test_a_damaged_file_is_refused(model: WhisperModel, tmp_path: Path) -> None:
    (tmp_path / "audio.wav").write_bytes(b"RIFF no")

    with pytest.raises(RecognitionError):
        recognize(tmp_path / "audio.wav", model, None)
