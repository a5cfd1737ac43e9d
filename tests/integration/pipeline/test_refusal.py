"""A refusal in one meeting means nothing for anybody else."""

import io

from reflector.db.models import Meeting, MeetingConsent, Transcript
from reflector.inventory import Place as Where
from reflector.transcription import consent
from tests.integration.pipeline.conftest import Place
from tests.keep import keep


def test_a_refusal_in_a_meeting_without_a_recording_touches_no_other_transcript(place: Place) -> None:
    place.add(Meeting(id="meeting"), MeetingConsent(meeting_id="meeting", consent_given=False))
    held = Transcript(id="held", meeting_id="meeting", status="ended", inventoried=True)
    others = Transcript(id="others", user_id="a-signed-in-user", status="ended", inventoried=True)
    place.add(held, others)
    for transcript in (held, others):
        where = Where("mp3", "local", "", f"{transcript.id}/audio.mp3")
        keep(place.database, place.stores, transcript.id, where, io.BytesIO(b"sound"))

    place.drain(consent.apply_consent(place.database, "meeting"))

    assert place.files("held") == []
    assert place.files("others") == ["others/audio.mp3"]
