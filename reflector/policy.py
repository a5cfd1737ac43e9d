"""The rule of Reflector: which rows are expired, which belong to a user, and when a meeting ends (R16).

Each question has two forms that stand next to each other: a Python function for rows that have been read, and a clause
of SQL for rows in the database. tests/unit/retention/test_policy_rows.py compares both forms row by row on every
database. Nothing else in Reflector may decide these questions.

- A transcript is expired when it is anonymous and was made before the cutoff (now minus the instance's days), or when
  its own earlier end has passed. At exactly these moments it still lives. Data of a signed-in user never expires
  by age: its owner decides.
- A meeting is a user's when it is held in a user's room, or when a user's transcript references it. A meeting that a
  guest began in a user's room, and in which nothing was recorded, is not.
- A refusal of consent erases anonymous audio. It erases a user's audio if it was given in a meeting that the room's
  owner had begun or taken over; otherwise it withholds the audio until the owner decides. If a recording may be of
  several meetings, the refusals in all of them count.
- An anonymous meeting lives as long as the last transcript that references it. Without transcripts it lives for the
  instance's days after its end: the latest of its start, its end and the dates of its recordings.
- A recording of a meeting lives and ends with the meeting. Any other recording follows the same rule on its own.

Every clause is true or false and never NULL, so that it can be negated. The caller always gives `now`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from reflector.db.models import Adoption, Meeting, MeetingConsent, Recording, RecordingMeeting, Room, Transcript
from reflector.db.states import Decision
from reflector.errors import BadDays
from reflector.settings import MAX_RETENTION_DAYS

Clause = sa.ColumnElement[bool]


class EndReason(StrEnum):
    """The reason of an end."""

    #: The instance's days are over.
    EXPIRED = "expired"
    #: The earlier end that the owner chose has passed.
    ERASE_AT = "erase_at"
    #: The last transcript that references it ends.
    SHARED = "shared"
    #: No transcript references it, and the instance's days are over.
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class End:
    """The end of a life, and its reason."""

    #: The last moment of the life; aware, UTC.
    at: datetime
    reason: EndReason


# -- the days -----------------------------------------------------------------------------------------------------


def checked_days(days: object) -> int:
    """`days` if it is a whole number from 1 to 36500. Raises BadDays: 0 and -1 would erase today's data."""
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= MAX_RETENTION_DAYS:
        raise BadDays()
    return days


def cutoff(now: datetime, days: int) -> datetime:
    """The moment `days` before `now`: anonymous data made before it is expired. `now` must be aware."""
    if now.tzinfo is None:
        raise ValueError("`now` needs a time zone")
    return now.astimezone(UTC) - timedelta(days=checked_days(days))  # in other zones a day can have 23 or 25 hours


# -- transcripts --------------------------------------------------------------------------------------------------


class HasLife(Protocol):
    """The columns of a transcript that decide when it ends."""

    @property
    def user_id(self) -> str | None: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def erase_at(self) -> datetime | None: ...


def end_of_life(transcript: HasLife, days: int) -> End | None:
    """The end of a transcript on a public instance with `days`; None for a signed-in user's."""
    if transcript.user_id is not None:
        return None
    regular = End(transcript.created_at.astimezone(UTC) + timedelta(days=checked_days(days)), EndReason.EXPIRED)
    if transcript.erase_at is not None and transcript.erase_at < regular.at:
        return End(transcript.erase_at, EndReason.ERASE_AT)
    return regular


def is_expired(transcript: HasLife, days: int, now: datetime) -> EndReason | None:
    """The reason why a transcript is expired at `now`, or None if it lives."""
    end = end_of_life(transcript, days)
    return end.reason if end is not None and end.at < now else None


def expired_clause(cutoff: datetime, now: datetime) -> Clause:
    """`is_expired` in SQL."""
    return sa.or_(past_days_clause(cutoff), past_earlier_end_clause(cutoff, now))


def past_days_clause(cutoff: datetime) -> Clause:
    """The expired transcripts that are older than the instance's days. Fits ix_transcript_anonymous_created_at."""
    return sa.and_(Transcript.user_id.is_(None), Transcript.created_at < cutoff)


def past_earlier_end_clause(cutoff: datetime, now: datetime) -> Clause:
    """All other expired transcripts: their own earlier end has passed. Fits ix_transcript_anonymous_erase_at."""
    return sa.and_(
        Transcript.user_id.is_(None),
        Transcript.created_at >= cutoff,
        Transcript.erase_at.is_not(None),
        Transcript.erase_at < now,
    )


def living_clause(cutoff: datetime, now: datetime) -> Clause:
    """The opposite of `expired_clause`."""
    no_earlier_end = sa.or_(Transcript.erase_at.is_(None), Transcript.erase_at >= now)
    return sa.or_(Transcript.user_id.is_not(None), sa.and_(Transcript.created_at >= cutoff, no_earlier_end))


# -- rooms --------------------------------------------------------------------------------------------------------


class HasOwner(Protocol):
    """The column of a room with its owner."""

    @property
    def user_id(self) -> str | None: ...


def in_users_room(
    room_id: str | None, room: HasOwner | None, *, guests_and_empty: bool = False, keeps_roomless: bool = False
) -> bool:
    """Whether a meeting is a user's because of its room. A room whose row has vanished may have been a user's.

    A guest's meeting in which nothing was recorded stays the guest's: strangers must not fill a user's room for ever.
    `keeps_roomless`: see `keeps_roomless_clause`. Rooms are not erased: docs/decisions/0016-rooms-are-not-erased.md.
    """
    has_room = room_id is not None or keeps_roomless
    return has_room and (room is None or room.user_id is not None) and not guests_and_empty


def in_users_room_clause(*, except_of: str | None = None) -> Clause:
    """`in_users_room` in SQL, for a row of `meeting`. The rooms of the user `except_of` do not count."""
    allowed = Room.user_id.is_(None) if except_of is None else sa.func.coalesce(Room.user_id, except_of) == except_of
    return sa.and_(
        sa.or_(Meeting.room_id.is_not(None), keeps_roomless_clause()),
        ~sa.exists().where(Room.id == Meeting.room_id, allowed).correlate(Meeting),
        ~guests_and_empty_clause(),
    )


def adopted_clause() -> Clause:
    """Whether this is the database of an existing installation (reflector/adopt/).

    There, a meeting or recording without a transcript is never erased: the other program may still need it.
    """
    return sa.exists().where(Adoption.one == 1)


def keeps_roomless_clause() -> Clause:
    """Whether a meeting without a room, and a recording without a meeting, count as a user's.

    In an existing installation every room is a user's, and a meeting has none when its room was deleted.
    """
    return sa.exists().where(Adoption.one == 1, Adoption.keeps_roomless)


def unmatched_recording_clause() -> Clause:
    """Whether a row of `recording` counts as a user's, because its meeting is not known and may be a user's."""
    known = sa.exists().where(Meeting.id == Recording.meeting_id).correlate(Recording)
    return sa.and_(keeps_roomless_clause(), sa.or_(Recording.meeting_id.is_(None), ~known))


def guests_and_empty_clause() -> Clause:
    """Whether a guest began the meeting, its owner never joined it, and nothing was recorded in it."""
    leads = (
        sa.exists().where(Recording.meeting_id == Meeting.id),
        sa.exists().where(RecordingMeeting.meeting_id == Meeting.id),
        sa.exists().where(Transcript.meeting_id == Meeting.id),
    )
    return sa.and_(
        Meeting.begun_by_guest, Meeting.taken_over_at.is_(None), *(~lead.correlate(Meeting) for lead in leads)
    )


# -- meetings -----------------------------------------------------------------------------------------------------


class MeetingFacts(NamedTuple):
    """The facts that decide when a meeting ends."""

    start_date: datetime
    end_date: datetime | None
    #: Dates of its recordings.
    recorded_at: tuple[datetime, ...]
    in_users_room: bool
    #: The transcripts that reference it or one of its recordings.
    transcripts: tuple[HasLife, ...]
    #: Whether it is a row of an existing installation, see `adopted_clause`.
    adopted: bool = False


def meeting_ended_at(start: datetime, end: datetime | None, recorded_at: Iterable[datetime]) -> datetime:
    """The end of a meeting and of all its recordings."""
    return max(moment for moment in (start, end, *recorded_at) if moment is not None)


def meeting_ended_clause() -> sa.ColumnElement[datetime]:
    """`meeting_ended_at` in SQL, for a row of `meeting`."""
    # CASE instead of GREATEST: SQLite's MAX and PostgreSQL's GREATEST disagree about NULL.
    recorded = sa.select(sa.func.max(Recording.recorded_at)).where(Recording.meeting_id == Meeting.id).scalar_subquery()
    ended = sa.case((Meeting.end_date > Meeting.start_date, Meeting.end_date), else_=Meeting.start_date)
    return sa.case((recorded > ended, recorded), else_=ended)


def meeting_end_of_life(meeting: MeetingFacts, days: int) -> End | None:
    """The end of a meeting on a public instance with `days`. None: it is a user's, or adopted without transcripts."""
    if is_users(meeting.transcripts, in_users_room=meeting.in_users_room):
        return None
    if not meeting.transcripts:
        if meeting.adopted:
            return None
        ended = meeting_ended_at(meeting.start_date, meeting.end_date, meeting.recorded_at)
        return End(ended.astimezone(UTC) + timedelta(days=checked_days(days)), EndReason.ORPHAN)
    return _last(meeting.transcripts, days)


def meeting_expired_clause(cutoff: datetime, now: datetime) -> Clause:
    """Whether a meeting is expired at `now`, in SQL, for a row of `meeting`."""
    return sa.and_(
        ~in_users_room_clause(),
        ~meeting_referenced_clause(living_clause(cutoff, now)),
        sa.or_(meeting_referenced_clause(), sa.and_(meeting_ended_clause() < cutoff, ~adopted_clause())),
    )


def meeting_orphaned_clause(cutoff: datetime) -> Clause:
    """The expired meetings that no transcript references. Fits ix_meeting_start_date."""
    return sa.and_(
        Meeting.start_date < cutoff,  # implied by the next line; the index serves this condition
        meeting_ended_clause() < cutoff,
        ~adopted_clause(),
        ~in_users_room_clause(),
        ~meeting_referenced_clause(),
    )


def meeting_referenced_clause(by: Clause | None = None) -> Clause:
    """Whether a transcript that fulfils `by` references a row of `meeting`, or one of its recordings."""
    which = () if by is None else (by,)
    # Two EXISTS instead of one with OR: PostgreSQL would answer the OR with a scan of all transcripts.
    through_recording = (
        sa.select(Transcript.id)
        .join(Recording, Recording.id == Transcript.recording_id)
        .where(Recording.meeting_id == Meeting.id, *which)
        .correlate(Meeting)
    )
    return sa.or_(
        sa.exists().where(Transcript.meeting_id == Meeting.id, *which).correlate(Meeting), through_recording.exists()
    )


# -- recordings ---------------------------------------------------------------------------------------------------


class RecordingFacts(NamedTuple):
    """The facts that decide when a recording of no meeting ends."""

    recorded_at: datetime
    #: The transcripts that reference it.
    transcripts: tuple[HasLife, ...]
    #: Whether it counts as a user's, see `unmatched_recording_clause`.
    unmatched: bool = False
    #: Whether it is a row of an existing installation, see `adopted_clause`.
    adopted: bool = False


def recording_end_of_life(recording: RecordingFacts, days: int) -> End | None:
    """The end of a recording without a meeting on a public instance with `days`. None: as in `meeting_end_of_life`."""
    if is_users(recording.transcripts) or recording.unmatched or (recording.adopted and not recording.transcripts):
        return None
    if not recording.transcripts:
        return End(recording.recorded_at.astimezone(UTC) + timedelta(days=checked_days(days)), EndReason.ORPHAN)
    return _last(recording.transcripts, days)


def recording_expired_clause(cutoff: datetime, now: datetime) -> Clause:
    """Whether a recording of no meeting is expired at `now`, in SQL, for a row of `recording`."""
    references = Transcript.recording_id == Recording.id
    return sa.and_(
        Recording.meeting_id.is_(None),
        ~unmatched_recording_clause(),
        ~sa.exists().where(references, living_clause(cutoff, now)),
        sa.or_(sa.exists().where(references), sa.and_(Recording.recorded_at < cutoff, ~adopted_clause())),
    )


def recording_orphaned_clause(cutoff: datetime) -> Clause:
    """The expired recordings of no meeting that no transcript references. Fits ix_recording_recorded_at."""
    return sa.and_(
        Recording.meeting_id.is_(None),
        Recording.recorded_at < cutoff,
        ~adopted_clause(),
        ~sa.exists().where(Transcript.recording_id == Recording.id),
    )


def is_users(transcripts: Iterable[HasLife], *, in_users_room: bool = False) -> bool:
    """Whether a meeting or recording is a signed-in user's: by a transcript that references it, or by the room.

    A recording of a meeting is referenced by the transcripts of the meeting, too.
    """
    return in_users_room or any(transcript.user_id is not None for transcript in transcripts)


def users_recording_clause() -> Clause:
    """`is_users` in SQL, for a row of `recording`."""
    sibling = aliased(Recording)
    users = Transcript.user_id.is_not(None)
    of_siblings = (
        sa.select(Transcript.id)
        .join(sibling, sibling.id == Transcript.recording_id)
        .where(sibling.meeting_id == Recording.meeting_id, users)
        .correlate(Recording)
    )
    return sa.or_(  # one EXISTS for each way, as in `meeting_referenced_clause`
        sa.exists().where(Transcript.recording_id == Recording.id, users),
        sa.exists().where(Transcript.meeting_id == Recording.meeting_id, users),
        of_siblings.exists(),
        sa.exists().where(Meeting.id == Recording.meeting_id, in_users_room_clause()),
        unmatched_recording_clause(),
    )


def _last(transcripts: Iterable[HasLife], days: int) -> End:
    """The end of what several anonymous transcripts share: it ends with the last of them."""
    ends = (end_of_life(transcript, days) for transcript in transcripts)
    return End(max(end.at for end in ends if end is not None), EndReason.SHARED)


# -- refusals -----------------------------------------------------------------------------------------------------

#: A recording may say that it was made this long after the end of its meeting: the service that records a meeting may
#: need hours to make a file. A meeting without an end counts as over this long after its start.
RECORDED_WITHIN = timedelta(hours=12)


class Refusal(NamedTuple):
    """The facts that decide about the effect of one refusal of consent."""

    given_at: datetime
    decision: str | None
    begun_by_guest: bool
    taken_over_at: datetime | None
    #: Whether the meeting is in a user's room, or a user's transcript references it.
    users: bool


def refusal_erases(refusal: Refusal) -> bool:
    """Whether a refusal erases the audio of its meeting. Any other refusal that counts withholds the audio.

    Anonymous audio is always erased. A user's audio is erased if the refusal was given in a meeting that the owner of
    the room had begun or taken over, or if the owner decided so: a guest must not erase a user's data by beginning a
    meeting and refusing in it.
    """
    if refusal.decision is not None:
        return refusal.decision == Decision.ERASE
    owners = not refusal.begun_by_guest or (
        refusal.taken_over_at is not None and refusal.given_at >= refusal.taken_over_at
    )
    return owners or not refusal.users


def refusal_erases_clause() -> Clause:
    """`refusal_erases` in SQL, for a row of `meeting_consent` joined with its `meeting`."""
    taken_over = sa.and_(Meeting.taken_over_at.is_not(None), MeetingConsent.consent_timestamp >= Meeting.taken_over_at)
    # A meeting is a user's if it is in a user's room, or if a user's transcript references it or one of its recordings.
    by_candidate = (
        sa.select(Transcript.id)
        .join(RecordingMeeting, RecordingMeeting.recording_id == Transcript.recording_id)
        .where(RecordingMeeting.meeting_id == Meeting.id, Transcript.user_id.is_not(None))
        .correlate(Meeting)
    )
    by_users = meeting_referenced_clause(Transcript.user_id.is_not(None))
    is_users = sa.or_(in_users_room_clause(), by_users, by_candidate.exists())
    undecided = sa.or_(~Meeting.begun_by_guest, taken_over, ~is_users)
    return sa.case((MeetingConsent.decision.is_not(None), MeetingConsent.decision == Decision.ERASE), else_=undecided)


def audio_withheld_clause() -> Clause:
    """Whether a refusal that counts forbids to play the audio of a row of `transcript`."""
    counts = sa.or_(MeetingConsent.decision.is_(None), MeetingConsent.decision != Decision.KEEP)
    refused = sa.select(MeetingConsent.id).where(~MeetingConsent.consent_given, counts)
    ways = (
        refused.where(MeetingConsent.meeting_id == Transcript.meeting_id),
        refused.join(Recording, Recording.meeting_id == MeetingConsent.meeting_id).where(
            Recording.id == Transcript.recording_id
        ),
        refused.join(RecordingMeeting, RecordingMeeting.meeting_id == MeetingConsent.meeting_id).where(
            RecordingMeeting.recording_id == Transcript.recording_id
        ),
    )
    return sa.or_(*(way.correlate(Transcript).exists() for way in ways))
