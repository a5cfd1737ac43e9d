"""When a meeting is over for everybody: it can still be in the database then, and is gone all the same."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.models import Meeting, Recording, Room, Transcript, utcnow
from reflector.retention import plan, policy
from reflector.settings import Settings


def expired_at(session: Session, settings: Settings, meeting: Meeting) -> datetime | None:
    """Since when the meeting is expired; None as long as it lives, and for a user's.

    It lives for the instance's days, and for as long as a transcript that can still be read leads to it.
    """
    end = (meeting.end_date or meeting.start_date) + timedelta(days=settings.PUBLIC_DATA_RETENTION_DAYS)
    if not settings.PUBLIC_MODE or end >= utcnow() or _needed(session, settings, meeting):
        return None
    return end


def _needed(session: Session, settings: Settings, meeting: Meeting) -> bool:
    """Whether the meeting is in a user's room, or a transcript that can still be read leads to it."""
    now = utcnow()
    held = sa.select(Meeting.id).outerjoin(Room, Room.id == Meeting.room_id)
    users_room = held.where(Meeting.id == meeting.id, Meeting.room_id.is_not(None), plan.USERS_ROOM)
    recordings = sa.select(Recording.id).where(Recording.meeting_id == meeting.id)
    leads = sa.or_(Transcript.meeting_id == meeting.id, Transcript.recording_id.in_(recordings))
    later = sa.or_(Transcript.erase_at.is_(None), Transcript.erase_at >= now)
    young = Transcript.created_at >= policy.cutoff(now, settings.PUBLIC_DATA_RETENTION_DAYS)
    led_to = sa.select(Transcript.id).where(leads, sa.or_(Transcript.user_id.is_not(None), sa.and_(young, later)))
    return session.scalar(sa.select(sa.or_(users_room.exists(), led_to.exists()))) or False
