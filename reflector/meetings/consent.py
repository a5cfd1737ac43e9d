"""Records the consent of participants to keeping the audio of their meeting, and applies refusals.

1. One refusal is enough. A refusal that erases (`policy.refusal_erases`) dooms all audio of its meeting as soon as the
   text is done: the audio of its transcripts, its recordings, and its composed video.
2. Every other refusal withholds the audio until the owner decides to keep it or to erase it.
3. A recording that was announced by room name and fits several meetings is subject to the refusals of all of them.
4. The transaction that ends a job locks its transcript's row, and so does the transaction that records a refusal. So
   the second of the two sees the result of the first.
5. Locks are taken in this order: transcripts, meetings, recordings.

See docs/decisions/0023-a-refusal-covers-its-own-meeting.md.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector import inventory
from reflector.db.models import Artifact, Meeting, MeetingConsent, Recording, RecordingMeeting, Room, Transcript, utcnow
from reflector.db.states import FINISHED, ArtifactKind, Decision
from reflector.errors import MeetingNotFound
from reflector.instance import Instance
from reflector.inventory import journal
from reflector.inventory.journal import JournalKind
from reflector.policy import refusal_erases_clause
from reflector.storage import Stores

log = structlog.get_logger(__name__)

#: Written exactly as in the partial index: SQLite does not use the index for `consent_given = 0`.
_REFUSED = sa.text("NOT consent_given")


#: A row that says so already is not written again: other programs may count its changes.
_AUDIO_DELETED = sa.update(Transcript).where(Transcript.audio_deleted.is_not(True)).values(audio_deleted=True)


@dataclass(frozen=True, slots=True)
class Noted:
    """A recorded answer, and the ids of the artifacts that it doomed."""

    consent_id: str
    doomed: list[int]


def note_consent(
    instance: Instance, meeting_id: str, *, user_id: str | None, consent_given: bool, given_at: datetime | None = None
) -> Noted:
    """Note one participant's answer. A signed-in user's later answer replaces the earlier one.

    `given_at`: when the answer was given, if the journal has it already; None: now.
    A refusal takes effect with the same commit if the text is done. Raises MeetingNotFound.
    """
    at = given_at or utcnow()
    with instance.database.transaction() as session:
        finished = [] if consent_given else lock_finished(session, meeting_id)
        # An erasure of the meeting waits for this lock. The second of two answers by one user sees the first.
        meeting = sa.select(Meeting.id).where(Meeting.id == meeting_id).with_for_update(key_share=True)
        if session.scalar(meeting) is None:
            raise MeetingNotFound()
        if user_id is not None:
            earlier = MeetingConsent.meeting_id == meeting_id, MeetingConsent.user_id == user_id
            refusals = sa.select(MeetingConsent.consent_timestamp).where(*earlier, ~MeetingConsent.consent_given)
            for refused_at in session.scalars(refusals).all() if consent_given else ():
                journal.note(session, JournalKind.WITHDRAWN, [meeting_id], until=refused_at)
            session.execute(sa.delete(MeetingConsent).where(*earlier))
        answer = MeetingConsent(meeting_id=meeting_id, user_id=user_id, consent_given=consent_given)
        answer.consent_timestamp = at
        session.add(answer)
        session.flush()
        if not consent_given and given_at is None:
            journal.note(session, JournalKind.REFUSED, [meeting_id], at=at)
        doomed = [] if consent_given else apply(session, instance.stores, meeting_id, finished)
    log.info("consent_noted", meeting_id=meeting_id, consent_given=consent_given)
    return Noted(answer.id, doomed)


# -- the owner decides ------------------------------------------------------------------------------------------------


def owners(session: Session, meeting: Meeting) -> set[str]:
    """Return the users that a meeting belongs to: the room's owner, or else the users of its transcripts."""
    room = session.get(Room, meeting.room_id) if meeting.room_id else None
    if room is not None and room.user_id is not None:
        return {room.user_id}
    users = sa.select(Transcript.user_id).where(Transcript.id.in_(_transcripts_of(meeting.id))).distinct()
    return {user for user in session.scalars(users) if user is not None}


def is_withheld(session: Session, meeting_id: str) -> bool:
    """Return whether a refusal in the meeting waits for the owner's decision."""
    waits = _refusals(meeting_id).where(MeetingConsent.decision.is_(None), ~refusal_erases_clause())
    return session.scalar(sa.select(waits.exists())) or False


def decide(instance: Instance, meeting_id: str, decision: Decision, *, decided_at: datetime | None = None) -> list[int]:
    """Decide about the refusals of a meeting that only withhold the audio. Returns the ids of doomed artifacts.

    `decided_at`: when the owner decided, if the journal has it already; None: now. Later refusals stay undecided.
    """
    at = decided_at or utcnow()
    with instance.database.transaction() as session:
        finished = lock_finished(session, meeting_id)
        session.execute(sa.select(Meeting.id).where(Meeting.id == meeting_id).with_for_update(key_share=True))
        waiting = _refusals(meeting_id).where(MeetingConsent.decision.is_(None), ~refusal_erases_clause())
        waiting = waiting.where(MeetingConsent.consent_timestamp <= at)
        ids = session.scalars(waiting).all()
        session.execute(sa.update(MeetingConsent).where(MeetingConsent.id.in_(ids)).values(decision=decision))
        if ids and decided_at is None:
            kind = JournalKind.AUDIO_ERASED if decision is Decision.ERASE else JournalKind.AUDIO_KEPT
            journal.note(session, kind, [meeting_id], at=at)
        doomed = apply(session, instance.stores, meeting_id, finished) if decision is Decision.ERASE else []
    log.info("consent_decided", meeting_id=meeting_id, decision=decision, refusals=len(ids))
    return doomed


def _refusals(meeting_id: str) -> sa.Select[str]:
    """The refusals of a meeting, joined with it."""
    joined = sa.select(MeetingConsent.id).join(Meeting, Meeting.id == MeetingConsent.meeting_id)
    return joined.where(MeetingConsent.meeting_id == meeting_id, ~MeetingConsent.consent_given)


# -- refusals that erase ----------------------------------------------------------------------------------------------


def lock_finished(session: Session, meeting_id: str) -> list[str]:
    """Lock the transcripts of a meeting, and return those whose text is done."""
    finished = Transcript.status.in_(FINISHED)
    rows = sa.select(Transcript.id, finished.label("finished")).where(Transcript.id.in_(_transcripts_of(meeting_id)))
    locked = session.execute(rows.order_by(Transcript.id).with_for_update()).all()
    return [row.id for row in locked if row.finished]


def _transcripts_of(meeting_id: str) -> sa.CompoundSelect[str]:
    """The transcripts that reference a meeting, or a recording that belongs or may belong to it."""
    # A union instead of one condition with OR: for OR, PostgreSQL scans all transcripts.
    by_recording = sa.select(Transcript.id).join(Recording, Transcript.recording_id == Recording.id)
    by_candidate = sa.select(Transcript.id).join(
        RecordingMeeting, Transcript.recording_id == RecordingMeeting.recording_id
    )
    return (
        sa.select(Transcript.id)
        .where(Transcript.meeting_id == meeting_id)
        .union(
            by_recording.where(Recording.meeting_id == meeting_id),
            by_candidate.where(RecordingMeeting.meeting_id == meeting_id),
        )
    )


def apply(session: Session, stores: Stores, meeting_id: str, finished: list[str]) -> list[int]:
    """Doom the audio of a meeting with a refusal that erases, if its text is done.

    `finished` comes from `lock_finished`, in the same transaction. If the text is not done, the transaction that
    ends the job dooms the audio. Returns the ids of the doomed artifacts.
    """
    doomed = doom_refused(session, stores, finished)
    # In a user's room there may be recordings whose transcripts were erased.
    return doomed + _doom_recordings(session, stores, set(), _lock_refused(session, {meeting_id}), finished)


def doom_refused(session: Session, stores: Stores, transcript_ids: list[str]) -> list[int]:
    """Doom the audio of finished transcripts, whose rows are locked, if a refusal in one of their meetings erases.

    Dooms their own audio, their recordings, and all recordings of those meetings. A transcript can reference two
    meetings, its own and that of its recording. A refusal in one does not affect the recordings of the other.
    """
    doomed: list[int] = []
    own = sa.select(Transcript.id, Transcript.recording_id, Transcript.meeting_id).where(
        Transcript.id.in_(transcript_ids)
    )
    recordings: dict[str, str | None] = {}
    meetings: dict[str, set[str]] = {}
    for row in session.execute(own):
        recordings[row.id] = row.recording_id
        meetings[row.id] = _known([row.meeting_id])
    of_recordings = sa.select(Recording.id, Recording.meeting_id).where(Recording.id.in_(_known(recordings.values())))
    candidates = sa.select(RecordingMeeting.recording_id, RecordingMeeting.meeting_id).where(
        RecordingMeeting.recording_id.in_(_known(recordings.values()))
    )
    for recording, meeting in session.execute(of_recordings.union_all(candidates)):
        for transcript_id, of in recordings.items():
            if of == recording and meeting is not None:
                meetings[transcript_id].add(meeting)
    all_refused = _lock_refused(session, set().union(*meetings.values()))
    _lock_recordings(session, _known(recordings.values()), all_refused)
    for transcript_id, own_recording in recordings.items():
        refused = meetings[transcript_id] & all_refused
        if refused:
            session.execute(_AUDIO_DELETED.where(Transcript.id == transcript_id))
            inventory.enter(session, stores, Transcript, [transcript_id])
            # The row of the folder stays as long as the transcript's.
            own_files = Artifact.transcript_id == transcript_id, Artifact.key != f"{transcript_id}/"
            doomed += inventory.doom(session, *own_files)
            doomed += _doom_recordings(session, stores, _known([own_recording]), refused, transcript_ids)
    return doomed


def _known(ids: Collection[str | None]) -> set[str]:
    """Leave out None: a comparison with NULL would match artifacts of other owners."""
    return {known for known in ids if known is not None}


def _lock_refused(session: Session, meetings: set[str]) -> set[str]:
    """Lock `meetings`, and return those with a refusal that erases.

    If two transcripts of a meeting end at the same time, the lock makes the second see the result of the first.
    """
    rows = sa.select(Meeting.id).where(Meeting.id.in_(meetings)).order_by(Meeting.id)
    # Weaker than FOR UPDATE: a transaction that records another answer already holds a share of that lock.
    session.execute(rows.with_for_update(key_share=True))
    refused = sa.select(MeetingConsent.meeting_id).join(Meeting, Meeting.id == MeetingConsent.meeting_id)
    refused = refused.where(~MeetingConsent.consent_given, refusal_erases_clause())
    return set(session.scalars(refused.where(MeetingConsent.meeting_id.in_(meetings))))


def _doom_recordings(
    session: Session, stores: Stores, recordings: set[str], meetings: set[str], own: list[str]
) -> list[int]:
    """Doom `recordings` and those of `meetings`, unless a transcript other than `own` is still being made of them."""
    recordings = _lock_recordings(session, recordings, meetings)
    same = sa.or_(Transcript.recording_id.in_(recordings), Transcript.meeting_id.in_(meetings))
    busy = sa.select(Transcript.id).where(same, Transcript.status.not_in(FINISHED), Transcript.id.not_in(own))
    if session.scalar(busy.limit(1)) is not None:  # the end of its job dooms them
        return []
    inventory.enter(session, stores, Recording, recordings)
    inventory.enter(session, stores, Meeting, meetings)
    return inventory.doom(session, sa.or_(Artifact.recording_id.in_(recordings), Artifact.meeting_id.in_(meetings)))


def _lock_recordings(session: Session, recordings: set[str], meetings: set[str]) -> set[str]:
    """Lock `recordings`, and the recordings that belong or may belong to `meetings`.

    So no other transaction can insert artifacts for their pointers meanwhile.
    """
    # A separate statement: for an OR with a subquery PostgreSQL scans all recordings.
    may_be_of = sa.select(RecordingMeeting.recording_id).where(RecordingMeeting.meeting_id.in_(meetings))
    recordings = recordings | set(session.scalars(may_be_of))
    which = sa.or_(Recording.id.in_(recordings), Recording.meeting_id.in_(meetings))
    rows = sa.select(Recording.id).where(which).order_by(Recording.id)
    return set(session.scalars(rows.with_for_update(key_share=True)))


# -- refusals that were not applied yet -------------------------------------------------------------------------------


def apply_outstanding(instance: Instance) -> Iterator[list[int]]:
    """Apply the refusals whose audio is still there although the text is done.

    This happens when another program noted the refusal, or when the transcript whose job was to doom the audio was
    erased before its end. Yields the ids of the doomed artifacts after each commit.
    """
    with instance.database.snapshot() as session:
        meetings = session.scalars(_outstanding()).all()
    for meeting_id in meetings:
        with instance.database.transaction() as session:
            finished = lock_finished(session, meeting_id)
            doomed = apply(session, instance.stores, meeting_id, finished)
        yield doomed


def _outstanding() -> sa.Select[str]:
    meeting = MeetingConsent.meeting_id
    finished = Transcript.status.in_(FINISHED)
    # COUNT(*) > 0 instead of EXISTS: for EXISTS, PostgreSQL chooses a sequential scan here.
    artifacts = sa.select(sa.func.count(Artifact.id))
    transcripts = sa.select(sa.func.count(Transcript.id))
    by_candidate = RecordingMeeting.recording_id == Transcript.recording_id
    own_audio = finished, Artifact.kind != ArtifactKind.FOLDER
    of_transcripts = artifacts.join(Transcript, Artifact.transcript_id == Transcript.id).where(*own_audio)
    kept = (
        artifacts.where(Artifact.meeting_id == meeting),
        artifacts.join(Recording, Artifact.recording_id == Recording.id).where(Recording.meeting_id == meeting),
        artifacts.join(RecordingMeeting, Artifact.recording_id == RecordingMeeting.recording_id).where(
            RecordingMeeting.meeting_id == meeting
        ),
        of_transcripts.where(Transcript.meeting_id == meeting),
        of_transcripts.join(RecordingMeeting, by_candidate).where(RecordingMeeting.meeting_id == meeting),
    )
    busy = (
        transcripts.where(Transcript.meeting_id == meeting, ~finished),
        transcripts.join(RecordingMeeting, by_candidate).where(RecordingMeeting.meeting_id == meeting, ~finished),
    )
    return (
        sa.select(meeting)
        .join(Meeting, Meeting.id == meeting)
        .where(_REFUSED, refusal_erases_clause(), sa.or_(*(some.scalar_subquery() > 0 for some in kept)))
        .where(*(some.scalar_subquery() == 0 for some in busy))
        .distinct()
    )
