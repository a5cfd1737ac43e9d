"""What becomes of the sound of a meeting in which somebody refused consent: it goes when the text is done.

See docs/decisions/0023-a-refusal-covers-its-own-meeting.md.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import inventory
from reflector.db.models import Artifact, Meeting, MeetingConsent, Recording, Transcript
from reflector.db.states import FINISHED
from reflector.instance import Instance
from reflector.storage import Stores

#: Word for word as in the partial index: SQLite does not see through `consent_given = 0`.
_REFUSED = sa.text("NOT consent_given")


def lock_finished(session: Session, meeting_id: str) -> list[str]:
    """Lock the transcripts of a meeting, and return those whose text is done.

    Whoever ends a job holds its transcript's row: after this lock, one of us two has seen the refusal.
    """
    # A union, not two conditions of one: for these PostgreSQL would go through all transcripts.
    by_recording = sa.select(Transcript.id).join(Recording, Transcript.recording_id == Recording.id)
    of_meeting = Transcript.id.in_(
        sa.select(Transcript.id)
        .where(Transcript.meeting_id == meeting_id)
        .union(by_recording.where(Recording.meeting_id == meeting_id))
    )
    finished = Transcript.status.in_(FINISHED)
    locked = session.execute(
        sa.select(Transcript.id, finished).where(of_meeting).order_by(Transcript.id).with_for_update()
    ).all()
    return [row.id for row in locked if row[1]]


def apply(session: Session, stores: Stores, meeting_id: str, finished: list[str]) -> list[int]:
    """Doom all sound of a meeting in which somebody refused, where its text is done already.

    `finished` comes from `lock_finished`, in the same transaction. Where the text is not done, the job does so when it
    ends. Returns the ids of the doomed artifacts.
    """
    doomed = doom_refused(session, stores, finished)
    # Also what no transcript leads to any more: in a user's room it stays, whoever has erased the text.
    return doomed + _doom_recordings(session, stores, set(), _lock_refused(session, {meeting_id}), finished)


def apply_outstanding(instance: Instance) -> Iterator[list[int]]:
    """Apply the refusals that `outstanding` finds. Yields the ids of the doomed artifacts after each commit."""
    with instance.database.snapshot() as session:
        meetings = session.scalars(outstanding()).all()
    for meeting_id in meetings:
        with instance.database.transaction() as session:
            finished = lock_finished(session, meeting_id)
            doomed = apply(session, instance.stores, meeting_id, finished)
        yield doomed


def outstanding() -> sa.Select[str]:
    """The meetings in which somebody refused and of whose sound something is kept, although no text is being made.

    Whoever was to doom it at the end was erased before that, or it was not us who noted the refusal.
    """
    meeting = MeetingConsent.meeting_id
    finished = Transcript.status.in_(FINISHED)
    # Counted, not looked whether there is one: for the first of many that it expects, PostgreSQL would not seek.
    artifacts = sa.select(sa.func.count(Artifact.id))
    of_recordings = artifacts.join(Recording, Artifact.recording_id == Recording.id).where(
        Recording.meeting_id == meeting
    )
    of_transcripts = artifacts.join(Transcript, Artifact.transcript_id == Transcript.id).where(
        Transcript.meeting_id == meeting, finished, Artifact.kind != "folder"
    )
    kept = (artifacts.where(Artifact.meeting_id == meeting), of_recordings, of_transcripts)
    busy = sa.select(sa.func.count(Transcript.id)).where(Transcript.meeting_id == meeting, ~finished)
    return (
        sa.select(meeting)
        .where(_REFUSED, sa.or_(*(some.scalar_subquery() > 0 for some in kept)))
        .where(busy.scalar_subquery() == 0)
        .distinct()
    )


def doom_refused(session: Session, stores: Stores, transcript_ids: list[str]) -> list[int]:
    """Of these finished transcripts, whose rows are locked: doom the sound of meetings in which somebody refused.

    That is their own sound, the recording they were made of, and all recordings of those meetings. Where a transcript
    leads to two meetings, its own and its recording's, a refusal in one says nothing about the sound of the other.
    """
    doomed: list[int] = []
    leads = sa.select(Transcript.id, Transcript.recording_id, Transcript.meeting_id, Recording.meeting_id.label("of"))
    joined = leads.join(Recording, Transcript.recording_id == Recording.id, isouter=True)
    rows = session.execute(joined.where(Transcript.id.in_(transcript_ids))).all()
    all_refused = _lock_refused(session, {meeting for row in rows for meeting in (row.meeting_id, row.of)} - {None})
    _lock_recordings(session, {row.recording_id for row in rows} - {None}, all_refused)
    for row in rows:
        refused = {row.meeting_id, row.of} & all_refused
        if refused:
            session.execute(sa.update(Transcript).where(Transcript.id == row.id).values(audio_deleted=True))
            inventory.enter(session, stores, Transcript, [row.id])
            doomed += doom(session, Artifact.transcript_id == row.id, Artifact.key != f"{row.id}/")
            # Never compare with an absent recording: "IS NULL" is true of everybody's files.
            doomed += _doom_recordings(session, stores, {row.recording_id} - {None}, refused, transcript_ids)
    return doomed


def _lock_refused(session: Session, meetings: set[str]) -> set[str]:
    """Lock `meetings`, all at once, and return those in which somebody refused.

    Of two transcripts of a meeting that end at the same time, the second one sees the first.
    """
    rows = sa.select(Meeting.id).where(Meeting.id.in_(meetings)).order_by(Meeting.id)
    # Less than a whole lock: an answer that is being noted holds a part of it already, and so may a second one.
    session.execute(rows.with_for_update(key_share=True))
    refusals = sa.select(MeetingConsent.meeting_id).where(~MeetingConsent.consent_given)
    return set(session.scalars(refusals.where(MeetingConsent.meeting_id.in_(meetings))))


def _doom_recordings(
    session: Session, stores: Stores, recordings: set[str], meetings: set[str], ours: list[str]
) -> list[int]:
    recordings = _lock_recordings(session, recordings, meetings)
    if _needed_by_others(session, recordings, meetings, ours):
        return []
    inventory.enter(session, stores, Recording, recordings)
    inventory.enter(session, stores, Meeting, meetings)
    return doom(session, sa.or_(Artifact.recording_id.in_(recordings), Artifact.meeting_id.in_(meetings)))


def _lock_recordings(session: Session, recordings: set[str], meetings: set[str]) -> set[str]:
    """Lock `recordings` and those of `meetings`, so that nobody else enters their pointers; returns all of them."""
    ours = sa.or_(Recording.id.in_(recordings), Recording.meeting_id.in_(meetings))
    rows = sa.select(Recording.id).where(ours).order_by(Recording.id)
    return set(session.scalars(rows.with_for_update(key_share=True)))


def _needed_by_others(session: Session, recordings: set[str], meetings: set[str], ours: list[str]) -> bool:
    """Whether a transcript is still being made of the same recordings or meeting: its own end will doom them."""
    same = sa.or_(Transcript.recording_id.in_(recordings), Transcript.meeting_id.in_(meetings))
    busy = Transcript.status.not_in(FINISHED)
    return session.scalar(sa.select(Transcript.id).where(same, busy, Transcript.id.not_in(ours)).limit(1)) is not None


def doom(session: Session, *which: sa.ColumnElement[bool]) -> list[int]:
    """Doom what matches all of `which`, and return the ids."""
    ids = list(session.scalars(sa.select(Artifact.id).where(*which)))
    inventory.doom(session, Artifact.id.in_(ids))
    return ids
