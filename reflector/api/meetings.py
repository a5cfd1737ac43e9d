"""Routes for meetings, and for the consent of their participants."""

import sqlalchemy as sa
from fastapi import APIRouter, Request
from sqlalchemy.orm import Session

from reflector.api.access import checked_id, erased_or_unknown, gone
from reflector.api.auth import MaybeUser, User, not_owner
from reflector.api.limits import Action
from reflector.api.problems import Problem, problems
from reflector.api.schemas_meetings import AudioDecision, ConsentNew, ConsentOut, MeetingOut
from reflector.api.services import Served, Services
from reflector.db.models import Meeting, Recording, Room, utcnow
from reflector.db.states import Decision
from reflector.inventory.journal import write_pending
from reflector.meetings import consent, life, meetings
from reflector.retention.drain import Drain

router = APIRouter(prefix="/v1/meetings", tags=["meetings"])


@router.get("/{meeting_id}", responses=problems(404, 410, 503))
def read_meeting(services: Served, meeting_id: str) -> MeetingOut:
    """Read a meeting. Its id cannot be guessed, so everybody who knows it was invited."""
    with services.instance.database.snapshot() as session:
        return shown(session, _living(session, services, meeting_id))


@router.post("/{meeting_id}/end", responses=problems(401, 403, 404, 410, 503))
def end_meeting(services: Served, user: User, meeting_id: str) -> MeetingOut:
    """End a meeting. For the owner of its room, also if a guest began the meeting. An ended meeting stays ended."""
    with services.instance.database.transaction() as session:
        row = sa.select(Meeting.id).where(Meeting.id == checked_id(meeting_id, "meeting"))
        session.execute(row.with_for_update(key_share=True))  # wait for a running erasure of the meeting
        meeting = _owned(session, services, user, meeting_id)
        if meeting.is_active:
            meeting.is_active, meeting.end_date = False, utcnow()
        return shown(session, meeting)


@router.delete("/{meeting_id}", status_code=204, responses=problems(401, 403, 404, 409, 410, 503))
def remove_meeting(services: Served, user: User, meeting_id: str) -> None:
    """Erase a meeting that has no transcripts, with its consents and recordings. For the owner of its room."""
    with services.instance.database.snapshot() as session:
        _owned(session, services, user, meeting_id)
    doomed = meetings.remove_meeting(services.instance, meeting_id)
    write_pending(services.instance)
    _drain(services, doomed)


@router.post("/{meeting_id}/audio", responses=problems(400, 401, 403, 404, 410, 413, 503))
def decide_about_audio(services: Served, user: User, meeting_id: str, wanted: AudioDecision) -> MeetingOut:
    """Decide whether withheld audio is kept or erased. For the owner.

    Audio is withheld if a participant refused consent in a meeting that the owner of the room did not begin. Such a
    refusal alone does not erase a user's data. A refusal in the owner's own meeting erases the audio, and cannot be
    undone.
    """
    with services.instance.database.snapshot() as session:
        meeting = _living(session, services, meeting_id)
        if consent.owners(session, meeting) != {user}:
            raise not_owner()
    doomed = consent.decide(services.instance, meeting_id, Decision.KEEP if wanted.keep else Decision.ERASE)
    write_pending(services.instance)
    _drain(services, doomed)
    with services.instance.database.snapshot() as session:
        return shown(session, _living(session, services, meeting_id))


@router.post("/{meeting_id}/consent", status_code=201, responses=problems(400, 401, 404, 410, 413, 429, 503))
def answer_consent(
    request: Request, services: Served, user: MaybeUser, meeting_id: str, answer: ConsentNew
) -> ConsentOut:
    """Answer whether the audio of a meeting may be kept.

    One refusal erases every audio file and recording object of the meeting as soon as the text is done. In a meeting
    that the owner of the room did not begin, it withholds a user's audio until the owner decides.
    """
    with services.instance.database.snapshot() as session:
        try:
            _living(session, services, meeting_id)
        except Problem:
            # It is expired, but no run has erased it yet. Until then a refusal still erases its audio.
            recorded = sa.select(Recording.id).where(Recording.meeting_id == meeting_id).limit(1)
            if answer.consent_given or session.scalar(recorded) is None:
                raise
    services.limits.count(Action.ANSWERS, services.limits.client(request, user))
    noted = consent.note_consent(services.instance, meeting_id, user_id=user, consent_given=answer.consent_given)
    write_pending(services.instance)
    _drain(services, noted.doomed)
    return ConsentOut(consent_id=noted.consent_id)


def _living(session: Session, services: Services, meeting_id: str) -> Meeting:
    """Load a meeting that is not expired. Raises Problem 404 and 410."""
    meeting = session.get(Meeting, checked_id(meeting_id, "meeting"))
    if meeting is None:
        raise erased_or_unknown(session, meeting_id, "meeting")
    end = life.expired_at(session, services.instance.settings, meeting)
    if end is not None:
        raise gone("meeting", end, "expired")
    return meeting


def _owned(session: Session, services: Services, user: str, meeting_id: str) -> Meeting:
    """Load a meeting for the owner of its room. Raises Problem 403, 404 and 410."""
    meeting = _living(session, services, meeting_id)
    room = session.get(Room, meeting.room_id) if meeting.room_id else None
    if room is None or room.user_id != user:  # an anonymous meeting has no owner who may change it
        raise not_owner()
    return meeting


def _drain(services: Services, doomed: list[int]) -> None:
    if doomed:
        Drain(services.instance).only(doomed)


def shown(session: Session, meeting: Meeting) -> MeetingOut:
    """A meeting as JSON."""
    return MeetingOut(
        id=meeting.id,
        room_name=meeting.room_name,
        start_date=meeting.start_date,
        end_date=meeting.end_date,
        is_active=meeting.is_active,
        platform=meeting.platform,
        audio_withheld=consent.is_withheld(session, meeting.id),
    )
