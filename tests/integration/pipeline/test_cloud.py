"""Recordings in a cloud store, and finished sound that is kept there."""

import io
import wave
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from reflector.db.models import Artifact, Job, Meeting, MeetingConsent, Recording, Room, Tombstone, Transcript, utcnow
from reflector.db.states import ErasureReason
from reflector.errors import SilentMedia, TranscriptGone, UnknownMeeting
from reflector.retention.erase import erase_now
from reflector.retention.run import drain_now, run
from reflector.transcription import ingest
from reflector.transcription.decode import tracks
from reflector.transcription.decode.convert import ConvertLimits
from reflector.transcription.recordings import NewRecording, announce_recording
from tests.refusal import apply_consent
from tests.servers import S3Server

from .conftest import A_SENTENCE, SPEECH, Place, a_disk_of, a_place

pytestmark = pytest.mark.s3


@pytest.fixture
def cloud(tmp_path: Path, moto: S3Server) -> Iterator[Place]:
    """An instance whose finished sound goes to a bucket."""
    settings = moto.settings(moto.make_bucket())
    names = [name for name in type(settings).model_fields if name.startswith("TRANSCRIPT_STORAGE")]
    yield from a_place(DATA_DIR=tmp_path / "data", **{name: getattr(settings, name) for name in names})


@pytest.fixture
def recordings(moto: S3Server) -> str:
    """A bucket of a meeting service."""
    return moto.make_bucket()


def keys(server: S3Server, bucket: str) -> list[str]:
    return [found["Key"] for found in server.client.list_objects_v2(Bucket=bucket).get("Contents", [])]


def put(server: S3Server, bucket: str, key: str, data: bytes | None = None) -> str:
    server.client.put_object(Bucket=bucket, Key=key, Body=SPEECH.read_bytes() if data is None else data)
    return key


def a_meeting(place: Place, *answers: bool, user_id: str | None = None, **columns: object) -> str:
    room, meeting = Room(id="room", name="standup", user_id=user_id), Meeting(id="meeting", room_id="room", **columns)
    place.add(room)
    place.add(meeting)
    place.add(*[MeetingConsent(meeting_id="meeting", consent_given=answer) for answer in answers])
    return "meeting"


def a_tone(seconds: float, hertz: int = 440, loud: float = 0.3) -> bytes:
    samples = np.sin(2 * np.pi * hertz * np.arange(int(16_000 * seconds)) / 16_000) * loud * 32767
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((1, 2, 16_000, 0, "NONE", ""))
        writer.writeframes(samples.astype("<i2").tobytes())
    return file.getvalue()


# -- announced ------------------------------------------------------------------------------------------------------


def test_an_announced_recording_becomes_a_transcript(cloud: Place, moto: S3Server, recordings: str) -> None:
    key = put(moto, recordings, "standup/2026.opus")
    meeting_id = a_meeting(cloud)

    new = NewRecording(recordings, key, meeting_id=meeting_id)
    announced = announce_recording(cloud.instance, new)
    cloud.runner().run_next()

    made = cloud.transcript(announced.transcript_id)
    assert (made.status, made.error, made.source_kind) == ("ended", None, "room")
    assert (made.meeting_id, made.recording_id, made.room_id) == ("meeting", announced.recording_id, "room")
    assert "cold-hearted" in (made.webvtt or "")
    assert keys(moto, recordings) == [key]  # it is kept as long as the transcript is
    assert cloud.files(made.id) == [f"{made.id}/audio.json"]
    assert made.audio_location == "storage"
    assert keys(moto, cloud.stores.default.bucket) == [f"{made.id}/audio.mp3"]


def test_everything_of_an_announced_recording_is_erased_when_it_has_expired(
    cloud: Place, moto: S3Server, recordings: str
) -> None:
    key = put(moto, recordings, "standup/2026.opus")
    new = NewRecording(recordings, key, meeting_id=a_meeting(cloud, True))
    announced = announce_recording(cloud.instance, new)
    cloud.runner().run_next()
    old = utcnow() - timedelta(days=8)
    cloud.change(Transcript, announced.transcript_id, created_at=old)

    stats = run(cloud.here)

    assert (stats["transcripts_deleted"], stats["recordings_deleted"], stats["meetings_deleted"]) == (1, 1, 1)
    assert keys(moto, recordings) == []
    assert f"{announced.transcript_id}/audio.mp3" not in keys(moto, cloud.stores.default.bucket)
    assert cloud.files(announced.transcript_id) == []
    assert cloud.count(Artifact) == 0


def test_a_recording_that_is_announced_twice_is_one_recording(cloud: Place, recordings: str) -> None:
    new = NewRecording(recordings, "a.webm", meeting_id=a_meeting(cloud))

    first = announce_recording(cloud.instance, new)
    second = announce_recording(cloud.instance, new)

    assert second == replace(first, new=False)
    assert (cloud.count(Recording), cloud.count(Transcript)) == (1, 1)


def test_a_recording_of_a_users_room_is_the_users(cloud: Place, recordings: str) -> None:
    a_meeting(cloud, user_id="ada")

    by_room = NewRecording(recordings, "a.webm", room_name="standup")
    announced = announce_recording(cloud.instance, by_room)

    assert cloud.transcript(announced.transcript_id).user_id == "ada"
    assert cloud.transcript(announced.transcript_id).meeting_id == "meeting"


def test_a_recording_of_an_unknown_meeting_is_refused(cloud: Place, recordings: str) -> None:
    for unknown in (
        NewRecording(recordings, "a.webm", meeting_id="nobody's"),
        NewRecording(recordings, "a.webm", room_name="nowhere"),
    ):
        with pytest.raises(UnknownMeeting):
            announce_recording(cloud.instance, unknown)
    assert cloud.count(Recording) == 0


def test_a_recording_of_an_erased_meeting_is_erased_too(cloud: Place, moto: S3Server, recordings: str) -> None:
    key = put(moto, recordings, "late.webm")
    cloud.add(Tombstone(id="erased", kind="meeting", reason="expired"))

    with pytest.raises(TranscriptGone):
        announce_recording(cloud.instance, NewRecording(recordings, key, meeting_id="erased"))

    run(cloud.here)
    assert keys(moto, recordings) == []
    assert cloud.count(Artifact) == 0


@pytest.mark.parametrize("begun_hours_ago", [72, 24, 21])
def test_a_recording_by_room_is_not_taken_for_one_of_an_older_meeting(
    cloud: Place, recordings: str, begun_hours_ago: int
) -> None:
    """Its own meeting was erased, with the refusal of a participant. Another meeting was held before."""
    a_meeting(cloud, start_date=utcnow() - timedelta(hours=begun_hours_ago))
    new = NewRecording(recordings, "a.webm", room_name="standup", recorded_at=utcnow() - timedelta(hours=8))

    announced = announce_recording(cloud.instance, new)

    made = cloud.transcript(announced.transcript_id)
    assert (made.meeting_id, made.room_id, made.user_id) == (None, "room", None)
    with cloud.database.snapshot() as session:
        assert session.get_one(Recording, announced.recording_id).meeting_id is None


def test_a_recording_of_a_users_room_without_a_meeting_is_the_users(cloud: Place, recordings: str) -> None:
    cloud.add(Room(id="room", name="standup", user_id="ada"))

    announced = announce_recording(cloud.instance, NewRecording(recordings, "a.webm", room_name="standup"))

    made = cloud.transcript(announced.transcript_id)
    assert (made.meeting_id, made.room_id, made.user_id) == (None, "room", "ada")


@pytest.mark.parametrize(
    ("began", "ended", "fits"),
    [(-1, None, True), (-11, None, True), (-13, None, False), (-30, -11, True), (-30, -13, False), (1, None, False)],
)
def test_a_recording_by_room_belongs_to_the_meeting_of_its_time(
    cloud: Place, recordings: str, began: int, ended: int | None, fits: bool
) -> None:
    at = utcnow() - timedelta(days=2)
    end = at + timedelta(hours=ended) if ended is not None else None
    a_meeting(cloud, start_date=at + timedelta(hours=began), end_date=end)

    by_room = NewRecording(recordings, "a.webm", room_name="standup", recorded_at=at)
    announced = announce_recording(cloud.instance, by_room)

    assert cloud.transcript(announced.transcript_id).meeting_id == ("meeting" if fits else None)


def test_an_object_that_is_being_erased_is_not_brought_back(cloud: Place, recordings: str) -> None:
    new = NewRecording(recordings, "a.webm", meeting_id=a_meeting(cloud))
    cloud.add(Artifact(kind="recording", store="s3", bucket=recordings, key="a.webm", doomed_at=utcnow()))

    with pytest.raises(TranscriptGone):
        announce_recording(cloud.instance, new)


def test_an_announced_object_that_is_not_there_ends_in_error(cloud: Place, recordings: str) -> None:
    new = NewRecording(recordings, "never.webm", meeting_id=a_meeting(cloud))
    announced = announce_recording(cloud.instance, new)
    one_attempt = cloud.settings.model_copy(update={"TRANSCRIPTION_MAX_ATTEMPTS": 1})

    cloud.runner(settings=one_attempt).run_next()

    assert cloud.transcript(announced.transcript_id).error == "object_missing"
    assert cloud.files(announced.transcript_id) == []


def test_a_full_disk_is_waited_for_and_costs_no_recording(
    cloud: Place, moto: S3Server, recordings: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = put(moto, recordings, "standup.opus")
    announced = announce_recording(cloud.instance, NewRecording(recordings, key))
    uploaded = cloud.upload()

    with monkeypatch.context() as full:
        a_disk_of(cloud, -1, full)
        cloud.runner().run_next()
        cloud.runner().run_next()

    for transcript_id, stage in ((announced.transcript_id, "ingest"), (uploaded, "convert")):
        assert (cloud.job(transcript_id).stage, cloud.transcript(transcript_id).error) == (stage, None)
        assert cloud.files(transcript_id) == ([f"{uploaded}/upload.opus"] if stage == "convert" else [])
        cloud.change(Job, transcript_id, lease_until=utcnow())
    cloud.runner().run_next()
    assert cloud.transcript(announced.transcript_id).status == "ended"


def test_an_object_that_is_not_audio_stays_until_its_days_are_over(
    cloud: Place, moto: S3Server, recordings: str
) -> None:
    key = put(moto, recordings, "payroll.csv", b"name,salary\n" * 100)
    announced = announce_recording(cloud.instance, NewRecording(recordings, key))

    cloud.runner().run_next()

    assert cloud.transcript(announced.transcript_id).error == "not_audio"
    assert cloud.files(announced.transcript_id) == []
    run(cloud.here)
    assert keys(moto, recordings) == [key]
    cloud.change(Transcript, announced.transcript_id, created_at=utcnow() - timedelta(days=8))
    run(cloud.here)
    assert keys(moto, recordings) == []


def test_a_silent_recording_does_not_stay_in_its_store(cloud: Place, moto: S3Server, recordings: str) -> None:
    put(moto, recordings, "silent.wav", a_tone(5, loud=0.0))
    announced = announce_recording(cloud.instance, NewRecording(recordings, "silent.wav"))

    cloud.runner().run_next()

    assert cloud.transcript(announced.transcript_id).error == "silent"
    assert keys(moto, recordings) == []


def test_a_silent_recording_stays_for_another_transcript_that_needs_it(
    cloud: Place, moto: S3Server, recordings: str
) -> None:
    key = put(moto, recordings, "silent.wav", a_tone(5, loud=0.0))
    first = announce_recording(cloud.instance, NewRecording(recordings, key))
    again = ingest.NewTranscript(recording_id=first.recording_id)
    second = ingest.create(cloud.database, again).transcript_id

    cloud.runner().run_next()
    assert keys(moto, recordings) == [key]
    cloud.change(Job, second, stage="ingest")
    cloud.runner().run_next()

    assert keys(moto, recordings) == []


def test_a_track_that_is_announced_late_goes_with_its_recording(cloud: Place, moto: S3Server, recordings: str) -> None:
    first, late = (put(moto, recordings, f"track-{n}.webm", b"sound") for n in range(2))
    before = announce_recording(cloud.instance, NewRecording(recordings, track_keys=(first,)))

    again = announce_recording(cloud.instance, NewRecording(recordings, track_keys=(first, late)))
    assert (again.recording_id, again.new) == (before.recording_id, False)
    cloud.erase(before.transcript_id)

    assert keys(moto, recordings) == []


def test_a_track_that_is_announced_while_its_recording_is_erased_goes_too(
    cloud: Place, moto: S3Server, recordings: str
) -> None:
    first, late = (put(moto, recordings, f"track-{n}.webm", b"sound") for n in range(2))
    before = announce_recording(cloud.instance, NewRecording(recordings, track_keys=(first,)))
    erase_now(cloud.here, before.transcript_id, reason=ErasureReason.OWNER)

    with pytest.raises(TranscriptGone):
        announce_recording(cloud.instance, NewRecording(recordings, track_keys=(first, late)))
    drain_now(cloud.here)

    assert keys(moto, recordings) == []


def test_a_users_broken_recording_stays_the_users(cloud: Place, moto: S3Server, recordings: str) -> None:
    key = put(moto, recordings, "broken.opus", b"broken")
    a_meeting(cloud, user_id="ada")
    announced = announce_recording(cloud.instance, NewRecording(recordings, key, meeting_id="meeting"))

    cloud.runner().run_next()

    assert cloud.transcript(announced.transcript_id).error == "not_audio"
    assert keys(moto, recordings) == [key]


@pytest.mark.parametrize("through", ["another transcript of the meeting", "a failed one of the recording", "the room"])
def test_a_broken_recording_stays_in_the_bucket_if_it_is_a_users(
    cloud: Place, moto: S3Server, recordings: str, through: str
) -> None:
    key = put(moto, recordings, "broken.opus", b"broken")
    a_meeting(cloud)
    announced = announce_recording(cloud.instance, NewRecording(recordings, key, meeting_id="meeting"))
    adas = Transcript(id="adas", user_id="ada", status="error", inventoried=True)
    with cloud.database.transaction() as session:
        if through == "the room":
            session.execute(sa.update(Room).values(user_id="ada"))
        elif through == "another transcript of the meeting":
            adas.meeting_id = "meeting"
        else:
            adas.recording_id = announced.recording_id
        session.add(adas)

    cloud.runner().run_next()

    assert cloud.transcript(announced.transcript_id).error == "not_audio"
    assert keys(moto, recordings) == [key]


def test_a_recording_in_a_cloud_store_is_not_lost_in_a_long_outage(cloud: Place, recordings: str) -> None:
    announced = announce_recording(cloud.instance, NewRecording("no-such-bucket", "a.webm"))
    old = utcnow() - timedelta(days=3)
    cloud.change(Job, announced.transcript_id, created_at=old, attempts=cloud.settings.TRANSCRIPTION_MAX_ATTEMPTS - 1)

    cloud.runner().run_next()

    assert cloud.job(announced.transcript_id).stage == "ingest"
    assert cloud.transcript(announced.transcript_id).error is None


# -- tracks ---------------------------------------------------------------------------------------------------------


def test_tracks_are_mixed_without_silent_participants(cloud: Place, moto: S3Server, recordings: str) -> None:
    speaker = put(moto, recordings, "1-ada-cam-audio-1700000000000.opus")
    listener = put(moto, recordings, "1-bob-cam-audio-1700000001000.wav", a_tone(3, loud=0))
    guest = put(moto, recordings, "1-eve-cam-audio-1700000024000.wav", a_tone(3))
    new = NewRecording(recordings, track_keys=(speaker, listener, guest), meeting_id=a_meeting(cloud))

    announced = announce_recording(cloud.instance, new)
    cloud.runner().run_next()

    made = cloud.transcript(announced.transcript_id)
    assert (made.status, made.error) == ("ended", None)
    assert made.duration == pytest.approx(27, abs=0.3)  # the guest came after 24 seconds, and stayed for 3
    assert "cold-hearted" in (made.webvtt or "")
    assert cloud.files(made.id) == [f"{made.id}/audio.json"]
    assert {artifact.kind for artifact in cloud.artifacts(made.id).values()} == {"folder", "mp3", "waveform"}


def test_each_track_is_recognized_for_itself_and_its_speaker_is_known(
    cloud: Place, moto: S3Server, recordings: str
) -> None:
    ada = put(moto, recordings, "1-ada-cam-audio-1700000000000.opus")
    listener = put(moto, recordings, "1-eve-cam-audio-1700000001000.wav", a_tone(3, loud=0))
    bob = put(moto, recordings, "1-bob-cam-audio-1700000030000.opus", A_SENTENCE.read_bytes())
    names = ("Ada", "Eve", "Bob")
    new = NewRecording(recordings, track_keys=(ada, listener, bob), track_names=names, meeting_id=a_meeting(cloud))

    announced = announce_recording(cloud.instance, new)
    cloud.runner().run_next()

    made = cloud.transcript(announced.transcript_id)
    assert (made.status, made.error) == ("ended", None)
    spoken = {name: [row for row in made.segments or [] if row["speaker"] == name] for name in ("Ada", "Bob")}
    assert {row["speaker"] for row in made.segments or []} == {"Ada", "Bob"}
    assert "cold-hearted" in " ".join(row["text"] for row in spoken["Ada"])
    assert "amiable" in " ".join(row["text"] for row in spoken["Bob"])
    assert max(row["end"] for row in spoken["Ada"]) < 30 <= min(row["start"] for row in spoken["Bob"])
    assert "<v Ada>" in (made.webvtt or "")
    assert cloud.files(made.id) == [f"{made.id}/audio.json"]


def mixed(place: Place, *parts: bytes) -> bytes:
    sources = []
    for index, part in enumerate(parts):
        place.stores.local.put(f"remote/{index}", io.BytesIO(part))
        sources.append(tracks.Source(f"remote/{index}", f"track-{index}/"))
    fetch = tracks.Fetch(place.stores.local, place.stores.local, 10**9, lambda: False)
    tracks.mix(fetch, sources, "mixed.wav", ConvertLimits(), lambda _: None, folder="tracks/")
    return (place.settings.DATA_DIR / "mixed.wav").read_bytes()


def test_the_mix_is_the_sum_of_its_tracks(place: Place) -> None:
    with wave.open(io.BytesIO(mixed(place, a_tone(31, 440), a_tone(12, 880))), "rb") as reader:
        samples = np.frombuffer(reader.readframes(reader.getnframes()), "<i2")

    assert len(samples) == pytest.approx(31 * 16_000, abs=400)
    both, alone = np.abs(np.fft.rfft(samples[16_000:32_000])), np.abs(np.fft.rfft(samples[-32_000:-16_000]))
    assert set(np.argsort(both)[-2:]) == {440, 880}
    assert alone.argmax() == 440
    assert alone[880] < alone[440] / 100


def test_tracks_of_nothing_but_silence_are_silent(place: Place) -> None:
    with pytest.raises(SilentMedia):
        mixed(place, a_tone(1, loud=0), a_tone(2, loud=0))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["1-a-cam-audio-1700000000000", "1-b-cam-audio-1700000002500.webm"], [0.0, 2.5]),
        (["a.webm", "b.webm"], [0.0, 0.0]),
        (["1-a-cam-audio-1700000000000", "b.webm"], [0.0, 0.0]),
    ],
)
def test_a_track_begins_at_the_time_in_its_key(names: list[str], expected: list[float]) -> None:
    assert tracks.offsets(names) == expected


# -- consent --------------------------------------------------------------------------------------------------------


def test_if_anyone_refused_all_sound_is_erased_when_the_text_is_done(
    cloud: Place, moto: S3Server, recordings: str
) -> None:
    key = put(moto, recordings, "standup.opus")
    new = NewRecording(recordings, key, meeting_id=a_meeting(cloud, True, False))
    announced = announce_recording(cloud.instance, new)

    cloud.runner().run_next()

    made = cloud.transcript(announced.transcript_id)
    assert (made.status, made.audio_deleted) == ("ended", True)
    assert "cold-hearted" in (made.webvtt or "")
    assert keys(moto, recordings) == []
    assert f"{made.id}/audio.mp3" not in keys(moto, cloud.stores.default.bucket)
    assert cloud.files(made.id) == []


def test_a_refusal_after_the_text_was_done_erases_all_sound(cloud: Place, moto: S3Server, recordings: str) -> None:
    key = put(moto, recordings, "standup.opus")
    new = NewRecording(recordings, key, meeting_id=a_meeting(cloud, True))
    announced = announce_recording(cloud.instance, new)
    cloud.runner().run_next()
    cloud.drain(apply_consent(cloud.database, cloud.stores, "meeting"))
    assert keys(moto, recordings) == [key]

    cloud.add(MeetingConsent(meeting_id="meeting", consent_given=False))
    cloud.drain(apply_consent(cloud.database, cloud.stores, "meeting"))

    assert cloud.transcript(announced.transcript_id).audio_deleted is True
    assert keys(moto, recordings) == []
    assert cloud.files(announced.transcript_id) == []
    assert apply_consent(cloud.database, cloud.stores, "meeting") == []


def test_a_refusal_before_the_text_is_done_waits_for_it(cloud: Place, moto: S3Server, recordings: str) -> None:
    key = put(moto, recordings, "standup.opus")
    new = NewRecording(recordings, key, meeting_id=a_meeting(cloud, False))
    announce_recording(cloud.instance, new)

    assert apply_consent(cloud.database, cloud.stores, "meeting") == []

    assert keys(moto, recordings) == [key]


def test_a_refused_recording_stays_until_its_other_transcript_ends(
    cloud: Place, moto: S3Server, recordings: str
) -> None:
    key = put(moto, recordings, "standup.opus")
    new = NewRecording(recordings, key, meeting_id=a_meeting(cloud, False))
    first = announce_recording(cloud.instance, new)
    again = ingest.NewTranscript(meeting_id="meeting", recording_id=first.recording_id)
    second = ingest.create(cloud.database, again).transcript_id

    cloud.runner().run_next()
    assert cloud.transcript(first.transcript_id).audio_deleted is True
    assert keys(moto, recordings) == [key]
    cloud.change(Transcript, second, status="ended")
    cloud.drain(apply_consent(cloud.database, cloud.stores, "meeting"))

    assert keys(moto, recordings) == []


def test_a_refusal_erases_audio_that_could_not_be_transcribed(cloud: Place, moto: S3Server, recordings: str) -> None:
    key = put(moto, recordings, "standup.opus", b"broken")
    new = NewRecording(recordings, key, meeting_id=a_meeting(cloud, False))
    announced = announce_recording(cloud.instance, new)

    cloud.runner().run_next()

    made = cloud.transcript(announced.transcript_id)
    assert (made.status, made.error, made.audio_deleted) == ("error", "not_audio", True)
    assert keys(moto, recordings) == []
