"""Begins and removes meetings, and finds the meetings of a recording.

A room has at most one running meeting. A request to begin a meeting while one is running joins that one. When the
room's owner joins a meeting that a guest began, the owner takes it over.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector import inventory
from reflector.db.models import (
    Artifact,
    Meeting,
    Recording,
    RecordingMeeting,
    Room,
    Tombstone,
    Transcript,
    UTCDateTime,
    utcnow,
)
from reflector.db.session import Database
from reflector.db.states import ErasureReason, TombstoneKind
from reflector.errors import MeetingInUse, MeetingNotFound, RoomNotFound
from reflector.instance import Instance
from reflector.inventory import journal
from reflector.inventory.journal import JournalKind
from reflector.policy import RECORDED_WITHIN

log = structlog.get_logger(__name__)


def begin_meeting(database: Database, room: Room, *, user_id: str | None = None) -> Meeting:
    """Begin a meeting in a room, or join the running one. `user_id`: the signed-in caller. Raises RoomNotFound."""
    now = utcnow()
    is_owner = room.user_id is not None and user_id == room.user_id
    with database.transaction() as session:
        # The lock makes the second of two simultaneous requests see the meeting of the first.
        row = sa.select(Room.id).where(Room.id == room.id).with_for_update(key_share=True)
        if session.scalar(row) is None:
            raise RoomNotFound()
        running = sa.select(Meeting).where(
            Meeting.room_id == room.id,
            Meeting.is_active,
            Meeting.end_date.is_(None),
            Meeting.start_date > now - RECORDED_WITHIN,
            Meeting.start_date <= now,
        )
        meeting = session.scalars(running.order_by(Meeting.start_date, Meeting.id).limit(1).with_for_update()).first()
        if meeting is None:
            meeting = Meeting(
                room_id=room.id,
                room_name=room.name,
                platform=room.platform,
                start_date=now,
                begun_by_guest=not is_owner,
                inventoried=True,
            )
            session.add(meeting)
            session.flush()
            log.info("meeting_created", meeting_id=meeting.id, room_id=room.id)
        elif is_owner and meeting.begun_by_guest and meeting.taken_over_at is None:
            meeting.taken_over_at = now
            journal.note(session, JournalKind.TAKEN_OVER, [meeting.id], at=now)
            log.info("meeting_taken_over", meeting_id=meeting.id, room_id=room.id)
    return meeting


def that_fit(session: Session, room: Room, at: datetime) -> Sequence[Meeting]:
    """Return the meetings of a room that a recording from time `at` may belong to, and lock them against erasure.

    A meeting fits if it began before `at`, and ended at most RECORDED_WITHIN before `at`.
    """
    over = sa.func.coalesce(Meeting.end_date, Meeting.start_date, type_=UTCDateTime())
    fit = sa.select(Meeting).where(Meeting.room_id == room.id, Meeting.start_date <= at, over >= at - RECORDED_WITHIN)
    return session.scalars(fit.order_by(Meeting.id).with_for_update(read=True, key_share=True)).all()


def remove_meeting(instance: Instance, meeting_id: str) -> list[int]:
    """Erase a meeting that no transcript references, with its consents and recordings. For the room's owner.

    Returns the ids of the doomed artifacts. Raises MeetingNotFound, and MeetingInUse while a transcript references it.
    """
    with instance.database.transaction() as session:
        if session.scalar(sa.select(Meeting.id).where(Meeting.id == meeting_id).with_for_update()) is None:
            raise MeetingNotFound()
        own = sa.select(Recording.id).where(Recording.meeting_id == meeting_id)
        recordings = session.scalars(own.order_by(Recording.id).with_for_update()).all()
        may_be_of_it = sa.select(RecordingMeeting.recording_id).where(RecordingMeeting.meeting_id == meeting_id)
        if session.scalar(sa.select(may_be_of_it.exists())) or session.scalar(
            sa.select(
                sa.or_(
                    sa.exists().where(Transcript.meeting_id == meeting_id),
                    sa.exists().where(Transcript.recording_id.in_(recordings)),
                )
            )
        ):
            raise MeetingInUse()
        inventory.enter(session, instance.stores, Recording, recordings)
        inventory.enter(session, instance.stores, Meeting, [meeting_id])
        of_group = sa.or_(Artifact.meeting_id == meeting_id, Artifact.recording_id.in_(recordings))
        doomed = inventory.doom(session, of_group)
        journal.note(session, JournalKind.MEETING, [meeting_id], reason="user")
        journal.note(session, JournalKind.RECORDING, recordings, reason="user")
        session.add(Tombstone(id=meeting_id, kind=TombstoneKind.MEETING, reason=ErasureReason.USER))
        session.add_all(
            Tombstone(id=recording, kind=TombstoneKind.RECORDING, reason=ErasureReason.USER) for recording in recordings
        )
        session.execute(sa.delete(Recording).where(Recording.id.in_(recordings)))
        session.execute(sa.delete(Meeting).where(Meeting.id == meeting_id))
    log.info("meeting_removed", meeting_id=meeting_id)
    return doomed
