"""Rooms, the meetings in them, and what their participants answered when asked whether audio may be kept."""

import re
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector.db.models import Meeting, MeetingConsent, Room, utcnow
from reflector.db.session import Database
from reflector.errors import BadRoomName, MeetingNotFound, RoomExists, RoomInUse, RoomNotFound, TooManyRooms
from reflector.inventory import journal
from reflector.inventory.journal import JournalKind
from reflector.meetings import consent as refusal
from reflector.storage import Stores

log = structlog.get_logger(__name__)


#: What a room may be called: it stands in addresses.
NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
NAME_MAX_CHARACTERS = 64


def create_room(
    database: Database,
    name: str,
    *,
    user_id: str | None,
    is_shared: bool = False,
    platform: str = "",
    most: int | None = None,
) -> Room:
    """Make a room; without a user it is the operator's, and its meetings are anonymous data.

    `most`: how many rooms the user may have. Raises BadRoomName, RoomExists and TooManyRooms.
    """
    if not re.fullmatch(NAME, name) or len(name) > NAME_MAX_CHARACTERS:
        raise BadRoomName()
    room = Room(name=name, user_id=user_id, is_shared=is_shared, platform=platform)
    try:
        with database.transaction() as session:
            if most is not None:
                database.serialize(session, f"rooms:{user_id}")
                own = sa.select(sa.func.count()).select_from(Room).where(Room.user_id == user_id)
                if (session.scalar(own) or 0) >= most:
                    raise TooManyRooms()
            session.add(room)
    except sa.exc.IntegrityError:
        raise RoomExists() from None
    log.info("room_created", room_id=room.id)
    return room


def delete_room(session: Session, room: Room) -> None:
    """Take away a room, in the caller's transaction. Raises RoomInUse: without it, its meetings would be nobody's."""
    # Whoever begins a meeting reads the room's row under a lock that this one excludes.
    session.execute(sa.select(Room.id).where(Room.id == room.id).with_for_update())
    if session.scalar(sa.select(Meeting.id).where(Meeting.room_id == room.id).limit(1)) is not None:
        raise RoomInUse()
    session.delete(room)


def begin_meeting(database: Database, room: Room, *, start_date: datetime | None = None) -> Meeting:
    """Make a meeting in a room. Raises RoomNotFound."""
    meeting = Meeting(
        room_id=room.id,
        room_name=room.name,
        platform=room.platform,
        start_date=start_date or utcnow(),
        inventoried=True,
    )
    try:
        with database.transaction() as session:
            session.add(meeting)
    except sa.exc.IntegrityError:
        raise RoomNotFound() from None
    log.info("meeting_created", meeting_id=meeting.id, room_id=room.id)
    return meeting


@dataclass(frozen=True, slots=True)
class Noted:
    """A participant's answer, and the ids of the artifacts that it has doomed."""

    consent_id: str
    doomed: list[int]


def note_consent(
    database: Database, stores: Stores, meeting_id: str, *, user_id: str | None, consent_given: bool
) -> Noted:
    """Note one participant's answer; a signed-in user's later answer replaces the earlier one.

    A refusal dooms the meeting's sound with the same commit, where its text is done. Raises MeetingNotFound.
    """
    # Locked before the answer that is replaced: who erases the meeting takes that one along. Of two answers that a user
    # gives at once, the second one sees the first.
    meeting = sa.select(Meeting.id).where(Meeting.id == meeting_id).with_for_update(key_share=True)
    consent = MeetingConsent(meeting_id=meeting_id, user_id=user_id, consent_given=consent_given)
    earlier = sa.delete(MeetingConsent).where(
        MeetingConsent.meeting_id == meeting_id, MeetingConsent.user_id == user_id
    )
    with database.transaction() as session:
        finished = [] if consent_given else refusal.lock_finished(session, meeting_id)
        if session.scalar(meeting) is None:
            raise MeetingNotFound()
        if user_id is not None:
            session.execute(earlier)
        session.add(consent)
        session.flush()
        if not consent_given:
            journal.note(session, JournalKind.REFUSED, [meeting_id])
        doomed = [] if consent_given else refusal.apply(session, stores, meeting_id, finished)
    log.info("consent_noted", meeting_id=meeting_id, consent_given=consent_given)
    return Noted(consent.id, doomed)
