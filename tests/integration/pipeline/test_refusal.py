"""A refusal in one meeting has no effect on other meetings."""

import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
import sqlalchemy as sa

from reflector import inventory
from reflector.db.models import Artifact, Meeting, MeetingConsent, Recording, Room, Transcript
from reflector.db.states import ArtifactKind, ErasureReason
from reflector.inventory import Place as Where
from reflector.meetings import consent
from reflector.retention.erase import erase_now
from reflector.testing import factories
from reflector.worker.transcription import resume_stuck_jobs
from tests.instances import Instance
from tests.integration.pipeline.conftest import Place
from tests.keep import keep
from tests.refusal import apply_consent


def test_a_refusal_in_a_meeting_without_a_recording_touches_no_other_transcript(place: Place) -> None:
    place.add(Meeting(id="meeting"), MeetingConsent(meeting_id="meeting", consent_given=False))
    held = Transcript(id="held", meeting_id="meeting", status="ended", inventoried=True)
    others = Transcript(id="others", user_id="a-signed-in-user", status="ended", inventoried=True)
    place.add(held, others)
    for transcript in (held, others):
        where = Where(ArtifactKind.MP3, "local", "", f"{transcript.id}/audio.mp3")
        keep(place.here, transcript.id, where, io.BytesIO(b"sound"))

    place.drain(apply_consent(place.database, place.stores, "meeting"))

    assert place.files("held") == []
    assert place.files("others") == ["others/audio.mp3"]


def a_recording(place: Place, name: str, meeting: Meeting, **columns: object) -> None:
    """A recording of a meeting, known to the inventory."""
    place.add(recording := Recording(id=name, bucket_name="b", meeting_id=meeting.id, inventoried=True, **columns))
    place.add(Artifact(kind="recording", store="s3", bucket="b", key=f"{name}.mp4", recording_id=recording.id))


def living(place: Place) -> set[str]:
    """The keys of all living artifacts of meetings."""
    of_meetings = sa.or_(Artifact.recording_id.is_not(None), Artifact.meeting_id.is_not(None))
    with place.database.snapshot() as session:
        return set(session.scalars(sa.select(Artifact.key).where(of_meetings)))


def a_meeting(place: Place, name: str) -> Meeting:
    """A meeting in a signed-in user's room."""
    place.add(room := Room(id=name, name=name, user_id="a-signed-in-user"))
    place.add(meeting := Meeting(id=name, room_id=room.id, inventoried=True))
    return meeting


def test_a_refusal_does_not_spread_to_the_other_meeting_of_a_transcript(any_place: Place) -> None:
    refused, other = a_meeting(any_place, "refused"), a_meeting(any_place, "other")
    a_recording(any_place, "of-the-refused", refused)
    a_recording(any_place, "of-both", other)
    a_recording(any_place, "of-the-other", other)
    any_place.add(Transcript(id="both", meeting_id="refused", recording_id="of-both", status="ended", inventoried=True))

    noted = consent.note_consent(any_place.instance, "refused", user_id=None, consent_given=False)

    assert noted.doomed
    assert living(any_place) == {"of-the-other.mp4"}


def test_a_refusal_reaches_recordings_whose_transcripts_are_gone(any_place: Place) -> None:
    meeting = a_meeting(any_place, "meeting")
    a_recording(any_place, "left", meeting)

    consent.note_consent(any_place.instance, "meeting", user_id=None, consent_given=False)

    assert living(any_place) == set()


def apply_refusals(place: Place) -> int:
    """Apply refusals as the sweeper does, and return the number of doomed artifacts."""
    return sum(len(doomed) for doomed in consent.apply_outstanding(place.instance))


def test_a_refusal_takes_effect_if_its_transcript_is_erased_first(any_place: Place) -> None:
    meeting = a_meeting(any_place, "meeting")
    for name in ("first", "second"):
        a_recording(any_place, name, meeting)
    any_place.add(
        Transcript(id="done", meeting_id="meeting", recording_id="first", status="ended", inventoried=True),
        Transcript(id="under-way", meeting_id="meeting", recording_id="second", status="processing", inventoried=True),
    )
    consent.note_consent(any_place.instance, "meeting", user_id=None, consent_given=False)
    assert apply_refusals(any_place) == 0
    assert living(any_place) == {"first.mp4", "second.mp4"}

    erase_now(any_place.here, "under-way", reason=ErasureReason.OWNER)

    assert apply_refusals(any_place) == 2
    assert living(any_place) == set()
    assert apply_refusals(any_place) == 0


def test_a_refusal_that_another_program_has_noted_takes_effect(any_place: Place) -> None:
    a_recording(any_place, "of-it", a_meeting(any_place, "meeting"))
    a_recording(any_place, "of-another", a_meeting(any_place, "another"))
    any_place.add(MeetingConsent(meeting_id="meeting", consent_given=False))
    any_place.add(MeetingConsent(meeting_id="another", consent_given=True))

    apply_refusals(any_place)

    assert living(any_place) == {"of-another.mp4"}


def test_the_search_for_stuck_jobs_also_applies_refusals(local_instance: Instance) -> None:
    meeting = factories.a_meeting()
    transcript = factories.a_users_transcript(meeting=meeting)
    local_instance.add(meeting, transcript, factories.a_consent(meeting, given=False))
    local_instance.keep_files(transcript)

    resume_stuck_jobs()

    assert local_instance.objects() == {}
    assert local_instance.erased(transcript) == []


def test_a_refusal_and_its_dooming_commit_together(any_place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = a_meeting(any_place, "meeting")
    a_recording(any_place, "of-it", meeting)
    any_place.add(Transcript(id="its", meeting_id="meeting", recording_id="of-it", status="ended", inventoried=True))

    def died(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(inventory, "doom", died)
    with pytest.raises(SystemExit):
        consent.note_consent(any_place.instance, "meeting", user_id=None, consent_given=False)

    assert (any_place.count(MeetingConsent), living(any_place)) == (0, {"of-it.mp4"})
    monkeypatch.undo()
    consent.note_consent(any_place.instance, "meeting", user_id=None, consent_given=False)
    assert (any_place.count(MeetingConsent), living(any_place)) == (1, set())


def test_a_refusal_erases_objects_that_the_inventory_does_not_know_yet(any_place: Place) -> None:
    meeting = a_meeting(any_place, "meeting")
    any_place.add(Recording(id="of-it", bucket_name="b", object_key="of-it.mp4", meeting_id=meeting.id))
    any_place.add(Transcript(id="its", recording_id="of-it", status="ended"))

    consent.note_consent(any_place.instance, "meeting", user_id=None, consent_given=False)

    with any_place.database.snapshot() as session:
        doomed = set(session.scalars(sa.select(Artifact.key).where(inventory.DOOMED)))
    assert "of-it.mp4" in doomed
    inventory.complete(any_place.here)
    assert living(any_place) == set()


def test_two_transcripts_that_end_together_erase_the_refused_audio(any_place: Place) -> None:
    a_meeting(any_place, "meeting")
    any_place.add(Artifact(kind="composed_video", store="s3", bucket="b", key="video.mp4", meeting_id="meeting"))
    any_place.add(MeetingConsent(meeting_id="meeting", consent_given=False))
    any_place.add(*(Transcript(id=id_, meeting_id="meeting", status="processing", inventoried=True) for id_ in "ab"))
    both = Barrier(2)

    def end(transcript_id: str) -> None:
        with any_place.database.transaction() as session:
            session.execute(sa.update(Transcript).where(Transcript.id == transcript_id).values(status="ended"))
            consent.doom_refused(session, any_place.stores, [transcript_id])
            with suppress(BrokenBarrierError):  # the other one may wait for us to commit
                both.wait(1)

    with ThreadPoolExecutor() as pool:
        list(pool.map(end, "ab"))

    assert living(any_place) == set()


def test_many_refuse_at_the_same_time(any_place: Place) -> None:
    meeting = a_meeting(any_place, "meeting")
    a_recording(any_place, "of-it", meeting)
    everybody = Barrier(4)

    def refuse(_: int) -> None:
        everybody.wait()
        consent.note_consent(any_place.instance, "meeting", user_id=None, consent_given=False)

    with ThreadPoolExecutor() as pool:
        list(pool.map(refuse, range(4)))

    assert (any_place.count(MeetingConsent), living(any_place)) == (4, set())


def test_a_refusal_reaches_the_video_that_is_named_long_after_it(any_place: Place) -> None:
    meeting = a_meeting(any_place, "meeting")
    a_recording(any_place, "of-it", meeting)
    consent.note_consent(any_place.instance, "meeting", user_id=None, consent_given=False)
    with any_place.database.transaction() as session:
        session.execute(sa.update(Meeting).values(daily_composed_video_s3_key="video.mp4"))

    inventory.complete(any_place.here)
    assert living(any_place) == {"video.mp4"}
    apply_refusals(any_place)

    assert living(any_place) == set()
