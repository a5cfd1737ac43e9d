"""Plans an erasure: the rows that are erased together with some transcripts, and the shared rows that are kept (R5).

A transcript references its meeting and its recording, and a recording references its meeting. A *group* is a meeting
with all its recordings, or a recording without a meeting. A group is erased with the last transcript that references
it, and never before: another transcript of the group may be younger, or may belong to a signed-in user. A meeting in a
user's room belongs to that user, together with its recordings, even if other people made transcripts of it. Only the
user's own transcripts can take such a group with them.

A plan is a value: the preview prints it, and erase.py executes it.

See docs/decisions/0005-groups-are-erased-together.md and docs/decisions/0006-groups-are-locked-first.md.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import policy
from reflector.db.among import among
from reflector.db.models import Meeting, Recording, Transcript
from reflector.db.paging import keyset


class Lead(Protocol):
    """The start of a plan: the columns of a transcript that reference its group."""

    @property
    def id(self) -> str: ...
    @property
    def meeting_id(self) -> str | None: ...
    @property
    def recording_id(self) -> str | None: ...


class References(NamedTuple):
    """A `Lead` that is made from ids, and not by a query."""

    id: str
    meeting_id: str | None
    recording_id: str | None


class Position(NamedTuple):
    """The place of a candidate in the order of candidates."""

    #: A moment, or an SQL expression for it.
    age: datetime | sa.ColumnElement[datetime] | None
    id: str


class Candidate(NamedTuple):
    """A row that may be erased, with the references of its group. A `Lead`."""

    id: str
    #: The moment that orders the candidates.
    age: datetime | None
    meeting_id: str | None
    recording_id: str | None

    @property
    def position(self) -> Position:
        """The position of this row, after which the next page begins."""
        return Position(self.age, self.id)


class Kind(StrEnum):
    """The kinds of rows that are erased, each a table."""

    TRANSCRIPT = "transcript"
    MEETING = "meeting"
    RECORDING = "recording"


class KeptReason(StrEnum):
    """The reason why a meeting or recording stays although an erased transcript references it."""

    #: Another transcript references it.
    SHARED = "shared"
    #: It belongs to the room of a signed-in user.
    USERS_ROOM = "users_room"
    #: The meeting of the recording is not known. It may be a user's.
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True)
class Kept:
    """A meeting or recording that stays although an erased transcript references it."""

    kind: Kind
    id: str
    #: The id of the transcript or of the room that keeps it. "" if the room was deleted, or if the meeting of the
    #: recording is not known.
    because_of: str
    reason: KeptReason = KeptReason.SHARED


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows that one transaction erases, and the rows that stay."""

    transcripts: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    recordings: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()


#: A query for the columns of `Candidate`, in the order of `Position`.
Candidates = sa.Select[str, datetime | None, str | None, str | None]
#: The query for the candidates behind a position; None begins with the first.
Selector = Callable[[Position | None], Candidates]


def expired(cutoff: datetime, after: Position | None = None) -> Candidates:
    """Anonymous transcripts created before `cutoff`, oldest first, starting after `after`."""
    return _transcripts(Transcript.created_at, after).where(policy.past_days_clause(cutoff))


def expired_early(cutoff: datetime, now: datetime, after: Position | None = None) -> Candidates:
    """Anonymous transcripts created since `cutoff` whose `erase_at` has passed at `now`, in the order of `erase_at`."""
    return _transcripts(Transcript.erase_at, after).where(policy.past_earlier_end_clause(cutoff, now))


def _transcripts(age: sa.SQLColumnExpression[datetime | None], after: Position | None) -> Candidates:
    return candidates(Transcript.id, age, Transcript.meeting_id, Transcript.recording_id, after)


def candidates(
    row_id: sa.SQLColumnExpression[str],
    age: sa.SQLColumnExpression[datetime | None],
    meeting_id: sa.SQLColumnExpression[str | None],
    recording_id: sa.SQLColumnExpression[str | None],
    after: Position | None,
) -> Candidates:
    """The query for candidates with these columns, in the order of (age, id), starting after `after`."""
    query: Candidates = sa.select(
        row_id, age.label("age"), meeting_id.label("meeting_id"), recording_id.label("recording_id")
    )
    return keyset(query, (age, row_id), after)


def plan(
    session: Session,
    leads: Sequence[Lead],
    *,
    kept_by: sa.ColumnElement[bool] | None = None,
    users_room: sa.ColumnElement[bool] | None = None,
) -> Plan:
    """Plan the erasure of `leads` and their groups.

    `kept_by`: only transcripts that match it can keep a group; by default every other transcript can. Only reports
    pass it, to leave out transcripts that will be erased too. Nothing is locked then.
    `users_room`: only meetings that match it are kept because of their room; by default all meetings in users' rooms
    are. The erasure of a user's own transcript passes it, and so do reports that only list a group.

    On databases that lock rows, the groups are locked before the query for other references. When two runs erase the
    last two transcripts of a meeting at the same time, the second run sees the result of the first, and erases the
    meeting.
    """
    ids = [lead.id for lead in leads]
    meetings, recordings = _groups(session, leads, lock=kept_by is None)
    keepers = _keepers(session, ids, meetings, recordings, kept_by)
    kept = {group: (transcript, KeptReason.SHARED) for group, transcript in keepers.items()}
    if meetings:
        in_room = policy.in_users_room_clause() if users_room is None else users_room
        of_users = sa.select(Meeting.id, Meeting.room_id).where(among(Meeting.id, meetings), in_room)
        kept |= {meeting: (room or "", KeptReason.USERS_ROOM) for meeting, room in session.execute(of_users)}
    if recordings and users_room is None:
        unmatched = sa.select(Recording.id).where(among(Recording.id, recordings), policy.unmatched_recording_clause())
        kept |= {recordings[each]: ("", KeptReason.UNMATCHED) for each in session.scalars(unmatched)}
    return Plan(
        transcripts=tuple(ids),
        meetings=tuple(m for m in meetings if m not in kept),
        recordings=tuple(r for r, group in recordings.items() if group not in kept),
        kept=(
            *(Kept(Kind.MEETING, m, *kept[m]) for m in meetings if m in kept),
            *(Kept(Kind.RECORDING, r, *kept[group]) for r, group in recordings.items() if group in kept),
        ),
    )


def _groups(session: Session, leads: Iterable[Lead], *, lock: bool) -> tuple[list[str], dict[str, str]]:
    """The meetings of the groups, and a map from each recording to the id of its group.

    `lock` locks the rows, always in the same order: meetings, then recordings, each by id.
    """
    direct = {lead.recording_id for lead in leads if lead.recording_id}
    meetings = {lead.meeting_id for lead in leads if lead.meeting_id}
    meetings |= set(
        session.scalars(
            sa.select(Recording.meeting_id).where(among(Recording.id, direct), Recording.meeting_id.is_not(None))
        )
    )
    if not meetings and not direct:
        return [], {}
    of_meetings = sa.select(Meeting.id).where(among(Meeting.id, meetings)).order_by(Meeting.id)
    of_recordings = (
        sa.select(Recording.id, Recording.meeting_id)
        .where(sa.or_(among(Recording.id, direct), among(Recording.meeting_id, meetings)))
        .order_by(Recording.id)
    )
    if lock:
        of_meetings, of_recordings = of_meetings.with_for_update(), of_recordings.with_for_update()
    known = session.scalars(of_meetings).all()
    return list(known), {row.id: row.meeting_id or row.id for row in session.execute(of_recordings)}


def _keepers(
    session: Session,
    ids: Sequence[str],
    meetings: Sequence[str],
    recordings: dict[str, str],
    kept_by: sa.ColumnElement[bool] | None,
) -> dict[str, str]:
    """Map each group that another transcript references to one such transcript."""
    keepers: dict[str, str] = {}
    for column, values in ((Transcript.meeting_id, meetings), (Transcript.recording_id, list(recordings))):
        if not values:
            continue
        query = sa.select(column, Transcript.id).where(among(column, values), ~among(Transcript.id, ids))
        if kept_by is not None:
            query = query.where(kept_by)
        for value, transcript in session.execute(query):
            keepers[recordings.get(str(value), str(value))] = transcript
    return keepers
