"""From an upload to an ended transcript: real speech, the real model, nothing left over."""

import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from reflector.db.models import Job, Transcript, utcnow
from reflector.errors import NotReceiving, explanation
from reflector.transcription import ingest, usage
from reflector.transcription.failure import give_up_abandoned_uploads

from .conftest import Place


def test_speech_becomes_text_and_the_upload_is_forgotten(place: Place) -> None:
    transcript_id = place.upload()

    assert place.runner().run_next() == transcript_id

    made = place.transcript(transcript_id)
    assert (made.status, made.error, made.source_language) == ("ended", None, "en")
    assert made.duration == pytest.approx(24.7, abs=0.2)
    assert "cold-hearted" in " ".join(segment["text"] for segment in made.segments or [])
    assert "cold-hearted" in (made.webvtt or "")
    assert made.title
    assert made.short_summary
    assert made.topics
    assert place.job(transcript_id).stage == "done"
    assert place.files(transcript_id) == [f"{transcript_id}/audio.json", f"{transcript_id}/audio.mp3"]
    assert set(place.artifacts(transcript_id)) == {"", "audio.json", "audio.mp3"}


def test_a_file_that_is_no_recording_ends_in_error_and_leaves_nothing(place: Place) -> None:
    transcript_id = place.upload(b"no sound at all " * 1000)

    place.runner().run_next()

    assert (place.transcript(transcript_id).status, place.transcript(transcript_id).error) == ("error", "not_audio")
    assert place.files(transcript_id) == []
    assert set(place.artifacts(transcript_id)) == {""}  # its folder, as long as the row lives
    assert place.runner().run_next() is None


def test_a_recording_beyond_the_minutes_of_the_day_ends_in_error(any_place: Place) -> None:
    a_minute = replace(
        any_place, settings=any_place.settings.model_copy(update={"AUDIO_MINUTES_PER_CLIENT_PER_DAY": 1})
    )
    mine = [a_minute.upload(client="somebody") for _ in range(3)]  # of 25 seconds each
    others = a_minute.upload(client="somebody else")

    while a_minute.runner().run_next():
        pass

    assert [any_place.transcript(one).error for one in mine] == [None, None, "audio_minutes_exceeded"]
    assert any_place.files(mine[2]) == []
    assert "minutes of audio" in explanation("audio_minutes_exceeded")
    assert any_place.transcript(others).status == "ended"


def test_a_refused_recording_counts_as_far_as_it_was_decoded(place: Place) -> None:
    strict = replace(place, settings=place.settings.model_copy(update={"AUDIO_MAX_SECONDS": 5}))
    long = strict.upload(client="somebody")  # 25 seconds

    strict.runner().run_next()

    assert strict.transcript(long).error == "too_long"
    with strict.database.snapshot() as session:
        assert 5 <= usage.amount(session, "minutes", "somebody") < 25


def test_a_recording_beyond_the_clients_day_is_counted_too(place: Place) -> None:
    a_minute = replace(place, settings=place.settings.model_copy(update={"AUDIO_MINUTES_PER_CLIENT_PER_DAY": 1}))
    usage.charge_minutes(place.database, "somebody", 50, most_seconds=60)
    refused = a_minute.upload(client="somebody")

    a_minute.runner().run_next()

    assert place.transcript(refused).error == "audio_minutes_exceeded"
    with place.database.snapshot() as session:
        assert usage.amount(session, "minutes", "somebody") == 75


def test_a_job_whose_worker_always_dies_ends_in_error(place: Place) -> None:
    transcript_id = place.upload()
    place.change(Job, transcript_id, attempts=place.settings.TRANSCRIPTION_MAX_ATTEMPTS)

    place.runner().run_next()

    assert place.transcript(transcript_id).error == "worker_died"
    assert place.files(transcript_id) == []


def test_text_that_was_made_before_the_job_failed_is_not_kept(place: Place) -> None:
    transcript_id = place.upload(name="Monday")
    said: dict[str, object] = {"segments": [{"text": "marmots"}], "topics": [{"title": "marmots"}], "title": "marmots"}
    said |= {"short_summary": "marmots", "long_summary": "marmots", "webvtt": "marmots", "events": [{"marmots": 1}]}
    place.change(Transcript, transcript_id, **said)
    place.change(Job, transcript_id, stage="digest", attempts=place.settings.TRANSCRIPTION_MAX_ATTEMPTS)

    place.runner().run_next()

    with place.database.snapshot() as session:
        row = session.execute(sa.select(Transcript.__table__)).mappings().one()
    assert (row["status"], row["name"]) == ("error", "Monday")
    assert "marmots" not in str(row)


def test_an_upload_that_is_never_finished_is_given_up(place: Place) -> None:
    transcript_id = ingest.create(place.database, ingest.NewTranscript()).transcript_id
    half = io.BytesIO(b"half of it")
    ingest.receive_chunk(place.here, transcript_id, half, 0, 2)
    assert give_up_abandoned_uploads(place.instance, place.drain) == 0

    place.change(Job, transcript_id, lease_until=utcnow())
    assert give_up_abandoned_uploads(place.instance, place.drain) == 1

    assert place.transcript(transcript_id).error == "upload_abandoned"
    assert place.files(transcript_id) == []
    with pytest.raises(NotReceiving):
        ingest.receive_chunk(place.here, transcript_id, io.BytesIO(b"x"), 1, 2)


def test_a_waveform_has_the_form_of_players(place: Place) -> None:
    transcript_id = place.upload()

    place.runner().run_next()

    drawn = json.loads((place.settings.DATA_DIR / transcript_id / "audio.json").read_text())
    assert drawn["data"]


def test_a_worker_that_is_asked_to_stop_gives_its_job_back(place: Place) -> None:
    transcript_id = place.upload()

    place.runner(stopping=lambda: True).run_next()

    assert place.job(transcript_id).claimed_by is None
    assert place.job(transcript_id).attempts == 0
    assert place.files(transcript_id) == [f"{transcript_id}/upload.opus"]
    place.runner().run_next()
    assert place.transcript(transcript_id).status == "ended"


@pytest.mark.parametrize(("age", "ends"), [(timedelta(minutes=5), None), (timedelta(days=2), "bad_model")])
def test_a_recording_waits_for_an_outage_to_end_but_not_for_ever(
    place: Place, age: timedelta, ends: str | None
) -> None:
    transcript_id = place.upload()
    attempts = place.settings.TRANSCRIPTION_MAX_ATTEMPTS - 1
    place.change(Job, transcript_id, created_at=utcnow() - age, stage="recognize", attempts=attempts)
    no_model = place.settings.model_copy(update={"WHISPER_MODEL": "no-such-model"})

    place.runner(settings=no_model).run_next()

    assert place.transcript(transcript_id).error == ends
    assert place.job(transcript_id).stage == ("done" if ends else "recognize")
    if not ends:
        assert place.job(transcript_id).attempts == attempts
        lease_until = place.job(transcript_id).lease_until
        assert lease_until is not None
        assert lease_until > utcnow() + timedelta(minutes=1)
