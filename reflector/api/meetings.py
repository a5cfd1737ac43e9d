"""Meetings, and the consents of those who take part."""

import sqlalchemy as sa
from fastapi import APIRouter, Request
from sqlalchemy.orm import Session

from reflector.api.access import checked_id, erased_or_unknown, gone
from reflector.api.auth import MaybeUser, User, not_owner
from reflector.api.problems import Problem, problems
from reflector.api.schemas import ConsentNew, ConsentOut, MeetingOut
from reflector.api.services import Served, Services
from reflector.db.models import Meeting, Recording, Room, utcnow
from reflector.inventory.journal import write_pending
from reflector.meetings import life, rooms
from reflector.retention.drain import Drain

router = APIRouter(prefix="/v1/meetings", tags=["meetings"])


@router.get("/{meeting_id}", responses=problems(404, 410, 503))
def read_meeting(services: Served, meeting_id: str) -> MeetingOut:
    """One meeting. Its id is unguessable: whoever knows it was invited."""
    with services.instance.database.snapshot() as session:
        return shown(_living(session, services, meeting_id))


@router.post("/{meeting_id}/end", responses=problems(401, 403, 404, 410, 503))
def end_meeting(services: Served, user: User, meeting_id: str) -> MeetingOut:
    """Say that a meeting is over. For the owner of its room; once it is over, it stays so."""
    with services.instance.database.transaction() as session:
        row = sa.select(Meeting.id).where(Meeting.id == checked_id(meeting_id, "meeting"))
        session.execute(row.with_for_update(key_share=True))  # who erases it is waited for
        meeting = _living(session, services, meeting_id)
        room = session.get(Room, meeting.room_id) if meeting.room_id else None
        if room is None or room.user_id != user:  # of a meeting of nobody the end would move the end of its life
            raise not_owner()
        if meeting.is_active:
            meeting.is_active, meeting.end_date = False, utcnow()
        return shown(meeting)


@router.post("/{meeting_id}/consent", status_code=201, responses=problems(400, 401, 404, 410, 413, 429, 503))
def answer_consent(
    request: Request, services: Served, user: MaybeUser, meeting_id: str, answer: ConsentNew
) -> ConsentOut:
    """Answer whether the audio of a meeting may be kept.

    After one refusal every audio file and recording object of the meeting is erased: at once if the text is done, or
    as soon as it is.
    """
    with services.instance.database.snapshot() as session:
        try:
            _living(session, services, meeting_id)
        except Problem:
            # The run has yet to take it. Until then a refusal still erases its sound.
            if answer.consent_given or not _is_recorded(session, meeting_id):
                raise
    services.limits.count("answers", services.limits.client(request, user))
    noted = rooms.note_consent(
        services.instance.database,
        services.instance.stores,
        meeting_id,
        user_id=user,
        consent_given=answer.consent_given,
    )
    if not answer.consent_given:
        write_pending(services.instance)
    if noted.doomed:
        Drain(services.instance).only(noted.doomed)
    return ConsentOut(consent_id=noted.consent_id)


def _living(session: Session, services: Services, meeting_id: str) -> Meeting:
    """The meeting, as long as it is not expired. Raises Problem 404 and 410."""
    meeting = session.get(Meeting, checked_id(meeting_id, "meeting"))
    if meeting is None:
        raise erased_or_unknown(session, meeting_id, "meeting")
    end = life.expired_at(session, services.instance.settings, meeting)
    if end is not None:
        raise gone("meeting", end, "expired")
    return meeting


def _is_recorded(session: Session, meeting_id: str) -> bool:
    return session.scalar(sa.select(Recording.id).where(Recording.meeting_id == meeting_id).limit(1)) is not None


def shown(meeting: Meeting) -> MeetingOut:
    """A meeting as JSON."""
    return MeetingOut(
        id=meeting.id,
        room_name=meeting.room_name,
        start_date=meeting.start_date,
        end_date=meeting.end_date,
        is_active=meeting.is_active,
        platform=meeting.platform,
    )
