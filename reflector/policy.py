"""What is expired. Pure: `now` comes in, a reason comes out, nothing is read or written.

Expired means anonymous and older than the instance's days, or past its own earlier end. A transcript made exactly at
the cutoff is kept. Whoever owns a transcript decides over it; the instance's days never do.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.models import Meeting, Recording, Room, Transcript, utcnow
from reflector.errors import BadDays
from reflector.settings import MAX_RETENTION_DAYS, Settings

Reason = Literal["expired", "erase_at"]


class HasLife(Protocol):
    """What the policy needs to know of a transcript."""

    @property
    def user_id(self) -> str | None: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def erase_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class End:
    """When a transcript's life ends, and why."""

    #: The last moment at which it may be read; aware, UTC.
    at: datetime
    reason: Reason


def checked_days(days: object) -> int:
    """`days` if it is a whole number from 1 to 36500. Raises BadDays: 0 and -1 would erase what was made today."""
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= MAX_RETENTION_DAYS:
        raise BadDays()
    return days


def cutoff(now: datetime, days: int) -> datetime:
    """What was made before this moment is expired. `now` must be aware."""
    if now.tzinfo is None:
        raise ValueError("`now` needs a time zone")
    return now.astimezone(UTC) - timedelta(days=checked_days(days))  # elsewhere not every day has 24 hours


def end_of_life(transcript: HasLife, days: int) -> End | None:
    """When the transcript expires on a public instance with `days`; None for a signed-in user's."""
    if transcript.user_id is not None:
        return None
    regular = End(transcript.created_at.astimezone(UTC) + timedelta(days=checked_days(days)), "expired")
    if transcript.erase_at is not None and transcript.erase_at < regular.at:
        return End(transcript.erase_at, "erase_at")
    return regular


def is_expired(transcript: HasLife, days: int, now: datetime) -> Reason | None:
    """Why the transcript is expired at `now`, or None if it is not."""
    end = end_of_life(transcript, days)
    return end.reason if end is not None and end.at < now else None


#: Rooms, outer-joined to a meeting that names one, that make it a user's. A row that has vanished may have been one.
USERS_ROOM = sa.or_(Room.id.is_(None), Room.user_id.is_not(None))


def meeting_expired_at(session: Session, settings: Settings, meeting: Meeting) -> datetime | None:
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
    users_room = held.where(Meeting.id == meeting.id, Meeting.room_id.is_not(None), USERS_ROOM)
    recordings = sa.select(Recording.id).where(Recording.meeting_id == meeting.id)
    leads = sa.or_(Transcript.meeting_id == meeting.id, Transcript.recording_id.in_(recordings))
    later = sa.or_(Transcript.erase_at.is_(None), Transcript.erase_at >= now)
    young = Transcript.created_at >= cutoff(now, settings.PUBLIC_DATA_RETENTION_DAYS)
    led_to = sa.select(Transcript.id).where(leads, sa.or_(Transcript.user_id.is_not(None), sa.and_(young, later)))
    return session.scalar(sa.select(sa.or_(users_room.exists(), led_to.exists()))) or False
