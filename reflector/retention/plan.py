"""What erasing some transcripts takes with it, and what it keeps because others still lead to it.

A transcript leads to its meeting and its recording, a recording to its meeting, and a meeting to all its recordings.
What can be reached from each other this way is a *group*: a meeting with its recordings, or a recording without a
meeting. A group goes when the last transcript that leads to it goes, and never before: it may be a younger one's, or
a signed-in user's. A meeting in a user's room is that user's, with its recordings, whoever else made transcripts of it:
no transcript but the user's own takes it along.

A plan is a value: the preview prints it, erase consumes it.

See docs/decisions/0005-groups-are-erased-together.md and docs/decisions/0006-groups-are-locked-first.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import policy
from reflector.db.among import among
from reflector.db.models import Meeting, Recording, Transcript

_Why = Literal["shared", "users_room"]
_LEADS = (Transcript.id, Transcript.meeting_id, Transcript.recording_id)


class Lead(Protocol):
    """A transcript, as far as the plan needs it."""

    @property
    def id(self) -> str: ...
    @property
    def meeting_id(self) -> str | None: ...
    @property
    def recording_id(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A meeting or recording that stays although an erased transcript leads to it."""

    kind: Literal["meeting", "recording"]
    id: str
    #: The transcript that still leads to it, or the user's room that it belongs to.
    because_of: str
    reason: _Why = "shared"


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes together in one transaction, and what stays."""

    transcripts: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    recordings: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()


#: A query for rows of (id, age, meeting_id, recording_id), in the order of (age, id).
Candidates = sa.Select[*tuple[Any, ...]]
#: Where the last batch ended: its last row's age, as a moment or as an expression of SQL, and id.
After = tuple[Any, str]


def expired(cutoff: datetime, after: After | None = None) -> Candidates:
    """Anonymous transcripts made before `cutoff`, oldest first, from behind `after` on."""
    query = _candidates(Transcript.created_at).where(policy.past_days_clause(cutoff))
    return _page(query, Transcript.created_at, after)


def expired_early(cutoff: datetime, now: datetime, after: After | None = None) -> Candidates:
    """Younger anonymous transcripts whose own earlier end has passed at `now`."""
    query = _candidates(Transcript.erase_at).where(policy.past_earlier_end_clause(cutoff, now))
    return _page(query, Transcript.erase_at, after)


def _candidates(age: Any) -> Candidates:
    return sa.select(Transcript.id, age.label("age"), Transcript.meeting_id, Transcript.recording_id)


def _page(query: Candidates, age: Any, after: After | None) -> Candidates:
    if after is not None:
        query = query.where(sa.tuple_(age, Transcript.id) > sa.tuple_(*after))
    return query.order_by(age, Transcript.id)


def plan(
    session: Session,
    leads: Sequence[Lead],
    *,
    spared_by: sa.ColumnElement[bool] | None = None,
    users_room: sa.ColumnElement[bool] | None = None,
) -> Plan:
    """What erasing `leads` takes with it.

    On databases that lock rows, the groups are locked before it is asked who else leads to them: of two runs that
    erase the last two transcripts of a meeting at once, the second sees what the first has done, and takes the
    meeting. `spared_by` narrows the transcripts that can keep a group. Only the preview says so (it leaves out what
    goes as well), and a preview locks nothing. `users_room` narrows the rooms that can keep a group, for those who
    only ask what hangs together, and for a user who erases what is in their own.
    """
    ids = [lead.id for lead in leads]
    meetings, recordings = _groups(session, leads, lock=spared_by is None)
    keepers = _keepers(session, ids, meetings, recordings, spared_by)
    rooms = _rooms(session, meetings, policy.in_users_room_clause() if users_room is None else users_room)
    kept: dict[str, tuple[str, _Why]] = {group: (transcript, "shared") for group, transcript in keepers.items()}
    kept |= {meeting: (room, "users_room") for meeting, room in rooms.items()}
    return Plan(
        transcripts=tuple(ids),
        meetings=tuple(m for m in meetings if m not in kept),
        recordings=tuple(r for r, group in recordings.items() if group not in kept),
        kept=(
            *(Kept("meeting", m, *kept[m]) for m in meetings if m in kept),
            *(Kept("recording", r, *kept[group]) for r, group in recordings.items() if group in kept),
        ),
    )


def _rooms(session: Session, meetings: Sequence[str], users_room: sa.ColumnElement[bool]) -> dict[str, str]:
    """For each of `meetings` that is held in a user's room: that room."""
    if not meetings:
        return {}
    of_users = sa.select(Meeting.id, Meeting.room_id).where(among(Meeting.id, meetings), users_room)
    return {meeting: str(room) for meeting, room in session.execute(of_users)}


def _groups(session: Session, leads: Iterable[Lead], *, lock: bool) -> tuple[list[str], dict[str, str]]:
    """The meetings of the groups, and each recording with the id that names its group; locked in a fixed order."""
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
    spared_by: sa.ColumnElement[bool] | None,
) -> dict[str, str]:
    """For each group that another transcript leads to: that transcript."""
    leads: dict[str, str] = {}
    for column, values in ((Transcript.meeting_id, meetings), (Transcript.recording_id, list(recordings))):
        if not values:
            continue
        query = sa.select(column, Transcript.id).where(among(column, values), ~among(Transcript.id, ids))
        if spared_by is not None:
            query = query.where(spared_by)
        for value, transcript in session.execute(query):
            leads[recordings.get(str(value), str(value))] = transcript
    return leads
