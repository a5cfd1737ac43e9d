"""Creates rows with meaningful defaults, without adding them to a database. A test states only what matters to it.

instance.add(an_anonymous_transcript(days_old=8))
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa

from reflector.db.models import Base, Meeting, MeetingConsent, Recording, Room, Transcript, new_id, utcnow

#: Values of columns that replace the defaults of a factory.
Columns = Any
Row = TypeVar("Row", bound=Base)

#: Columns with the owner of a row.
_OWNERS = {(Transcript, "user_id"), (Room, "user_id")}


def days_ago(days: float) -> datetime:
    """The moment `days` before now. Negative values are in the future."""
    return utcnow() - timedelta(days=days)


def an_anonymous_transcript(
    *,
    days_old: float = 8,
    meeting: Meeting | None = None,
    recording: Recording | None = None,
    **columns: Columns,
) -> Transcript:
    """A finished anonymous transcript. By default it is older than the seven days of a new instance."""
    values = {
        "id": new_id(),
        "name": "A talk",
        "status": "ended",
        "created_at": days_ago(days_old),
        "meeting_id": meeting.id if meeting else None,
        "recording_id": recording.id if recording else None,
    }
    return Transcript(**(values | columns))


def a_users_transcript(
    *,
    days_old: float = 8,
    user_id: str = "a-signed-in-user",
    meeting: Meeting | None = None,
    recording: Recording | None = None,
    **columns: Columns,
) -> Transcript:
    """A finished transcript of a signed-in user."""
    return an_anonymous_transcript(days_old=days_old, meeting=meeting, recording=recording, user_id=user_id, **columns)


def a_room(*, user_id: str | None = None, **columns: Columns) -> Room:
    """A room of the operator, or of a user."""
    room_id = new_id()
    return Room(**({"id": room_id, "name": f"room-{room_id[:8]}", "user_id": user_id} | columns))


def a_meeting(
    *, days_old: float = 8, room: Room | None = None, composed_video: str | None = None, **columns: Columns
) -> Meeting:
    """A meeting of half an hour. `composed_video` is the key of its video."""
    start = days_ago(days_old)
    values = {
        "id": new_id(),
        "room_name": "a room",
        "start_date": start,
        "end_date": start + timedelta(minutes=30),
        "is_active": False,
        "room_id": room.id if room else None,
        "daily_composed_video_s3_key": composed_video,
    }
    return Meeting(**(values | columns))


def a_consent(meeting: Meeting, *, given: bool = True, **columns: Columns) -> MeetingConsent:
    """The answer of one participant of `meeting`."""
    values = {"id": new_id(), "meeting_id": meeting.id, "consent_given": given}
    return MeetingConsent(**(values | columns))


def a_recording(
    meeting: Meeting | None = None,
    *,
    days_old: float = 8,
    bucket: str = "recordings",
    key: str = "",
    track_keys: Sequence[str] | None = None,
    **columns: Columns,
) -> Recording:
    """A finished recording. Without `key` and `track_keys` it references no object."""
    values = {
        "id": new_id(),
        "bucket_name": bucket,
        "object_key": key,
        "track_keys": list(track_keys) if track_keys is not None else None,
        "recorded_at": days_ago(days_old),
        "status": "completed",
        "meeting_id": meeting.id if meeting else None,
    }
    return Recording(**(values | columns))


def saying(row: Row, word: str) -> Row:
    """Write `word` into every column of `row` for content or personal data, except the owner's id. Returns `row`.

    The columns are found by their declaration (`holds`), so new columns are included.
    """
    for column in sa.inspect(type(row)).columns:
        if column.info["holds"] in ("content", "person") and (type(row), column.key) not in _OWNERS:
            value = [{"text": f"they said {word}"}] if isinstance(column.type, sa.JSON) else f"they said {word}"
            setattr(row, column.key, value)
    return row
