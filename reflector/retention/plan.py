"""Plans an erasure: the rows that are erased together with some transcripts, and the shared rows that are kept (R5).

A transcript references its meeting and its recording, and a recording references its meeting. A *group* is a meeting
with all its recordings, or a recording without a meeting. A group is erased with the last transcript that references
it, and never before: another transcript of the group may be younger, or may belong to a signed-in user. A meeting in a
user's room belongs to that user, together with its recordings, even if other people made transcripts of it. Only the
user's own transcripts can take such a group with them.

A plan is a value: the preview prints it, and erase.py executes it.

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

_Why = Literal["shared", "users_room", "unmatched"]
_LEADS = (Transcript.id, Transcript.meeting_id, Transcript.recording_id)


class Lead(Protocol):
    """The columns of a transcript that the plan needs."""

    @property
    def id(self) -> str: ...
    @property
    def meeting_id(self) -> str | None: ...
    @property
    def recording_id(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A meeting or recording that stays although an erased transcript references it."""

    kind: Literal["meeting", "recording"]
    id: str
    #: The id of a transcript that still references it, or of the user's room that it belongs to; "" if that room was
    #: deleted, or if nobody knows the meeting of the recording.
    because_of: str
    reason: _Why = "shared"


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows that one transaction erases, and the rows that stay."""

    transcripts: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    recordings: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()


#: A query for rows of (id, age, meeting_id, recording_id), in the order of (age, id).
Candidates = sa.Select[*tuple[Any, ...]]
#: The end of the last batch: the age of its last row, as a moment or as an SQL expression, and the id of that row.
After = tuple[Any, str]


def expired(cutoff: datetime, after: After | None = None) -> Candidates:
    """Anonymous transcripts created before `cutoff`, oldest first, starting after `after`."""
    query = _candidates(Transcript.created_at).where(policy.past_days_clause(cutoff))
    return _page(query, Transcript.created_at, after)


def expired_early(cutoff: datetime, now: datetime, after: After | None = None) -> Candidates:
    """Younger anonymous transcripts whose earlier end (`erase_at`) has passed at `now`, in the order of that end."""
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
    """Plan the erasure of `leads` and their groups.

    `spared_by` restricts the transcripts that can keep a group. Only reports pass it: they exclude transcripts that
    will be erased too. With it nothing is locked. `users_room` restricts the rooms that can keep a group. Reports that
    only list a group pass it, and so does the erasure of a user's own transcript.

    On databases that lock rows, the groups are locked before the query for other references. When two runs erase the
    last two transcripts of a meeting at the same time, the second run sees the result of the first, and erases the
    meeting.
    """
    ids = [lead.id for lead in leads]
    meetings, recordings = _groups(session, leads, lock=spared_by is None)
    keepers = _keepers(session, ids, meetings, recordings, spared_by)
    rooms = _rooms(session, meetings, policy.in_users_room_clause() if users_room is None else users_room)
    kept: dict[str, tuple[str, _Why]] = {group: (transcript, "shared") for group, transcript in keepers.items()}
    kept |= {meeting: (room, "users_room") for meeting, room in rooms.items()}
    if users_room is None:
        kept |= dict.fromkeys(_unmatched(session, recordings), ("", "unmatched"))
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
    """Map each of `meetings` that is in a user's room to that room."""
    if not meetings:
        return {}
    of_users = sa.select(Meeting.id, Meeting.room_id).where(among(Meeting.id, meetings), users_room)
    return {meeting: room or "" for meeting, room in session.execute(of_users)}


def _unmatched(session: Session, recordings: dict[str, str]) -> list[str]:
    """The groups whose recordings count as a user's because nobody knows their meeting."""
    if not recordings:
        return []
    of_users = sa.select(Recording.id).where(among(Recording.id, recordings), policy.unmatched_recording_clause())
    return [recordings[recording] for recording in session.scalars(of_users)]


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
    spared_by: sa.ColumnElement[bool] | None,
) -> dict[str, str]:
    """Map each group that another transcript references to one such transcript."""
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
