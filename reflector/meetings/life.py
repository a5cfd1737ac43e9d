"""Computes the end of a meeting: reads the facts that the policy needs, and calls the policy (R16)."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import policy
from reflector.db.models import Adoption, Meeting, Recording, Room, Transcript, utcnow
from reflector.settings import Settings


def facts_of(session: Session, meeting: Meeting) -> policy.MeetingFacts:
    """Read the facts that determine the end of `meeting`."""
    recorded_at = session.scalars(sa.select(Recording.recorded_at).where(Recording.meeting_id == meeting.id))
    room = session.get(Room, meeting.room_id) if meeting.room_id is not None else None
    life = sa.select(Transcript.id, Transcript.user_id, Transcript.created_at, Transcript.erase_at)
    by_recording = life.join(Recording, Recording.id == Transcript.recording_id)
    # A union instead of one condition with OR: PostgreSQL would answer that with a scan of all transcripts.
    transcripts = session.execute(
        life.where(Transcript.meeting_id == meeting.id).union(by_recording.where(Recording.meeting_id == meeting.id))
    )
    is_empty = sa.select(Meeting.id).where(Meeting.id == meeting.id, policy.guests_and_empty_clause())
    guests_and_empty = session.scalar(sa.select(is_empty.exists()))
    adoption = session.get(Adoption, 1)
    return policy.MeetingFacts(
        start_date=meeting.start_date,
        end_date=meeting.end_date,
        recorded_at=tuple(recorded_at),
        in_users_room=policy.in_users_room(
            meeting.room_id,
            room,
            guests_and_empty=guests_and_empty or False,
            keeps_roomless=adoption is not None and adoption.keeps_roomless,
        ),
        transcripts=tuple(transcripts),
        adopted=adoption is not None,
    )


def expired_at(session: Session, settings: Settings, meeting: Meeting) -> datetime | None:
    """The end of the meeting if it has passed; None while the meeting lives."""
    if not settings.PUBLIC_MODE:
        return None
    end = policy.meeting_end_of_life(facts_of(session, meeting), settings.PUBLIC_DATA_RETENTION_DAYS)
    return end.at if end is not None and end.at < utcnow() else None
