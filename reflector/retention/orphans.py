"""Orphans: meetings and recordings that no transcript references, past the cutoff, and not a signed-in user's."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from reflector.db.models import Meeting, Recording, Room, Transcript
from reflector.retention.plan import After, Candidates, Lead, Plan, plan


def meetings(cutoff: datetime, after: After | None = None) -> Candidates:
    """Meetings that ended before `cutoff`, whose group no transcript leads to, in no user's room."""
    member, leads = aliased(Recording), aliased(Transcript)
    younger_or_led_to = (
        sa.select(member.id)
        .outerjoin(leads, leads.recording_id == member.id)
        .where(member.meeting_id == Meeting.id, sa.or_(member.recorded_at >= cutoff, leads.id.is_not(None)))
    )
    query = (
        sa.select(Meeting.id, Meeting.start_date.label("age"), Meeting.id.label("meeting_id"), _NOBODY)
        .where(
            Meeting.start_date < cutoff,
            sa.or_(Meeting.end_date.is_(None), Meeting.end_date < cutoff),
            # A room whose row has vanished may have been a user's.
            sa.or_(Meeting.room_id.is_(None), sa.exists().where(Room.id == Meeting.room_id, Room.user_id.is_(None))),
            ~sa.exists().where(Transcript.meeting_id == Meeting.id),
            ~younger_or_led_to.exists(),
        )
        .order_by(Meeting.start_date, Meeting.id)
    )
    return query if after is None else query.where(sa.tuple_(Meeting.start_date, Meeting.id) > sa.tuple_(*after))


def recordings(cutoff: datetime, after: After | None = None) -> Candidates:
    """Recordings of no meeting, made before `cutoff`, that no transcript leads to."""
    query = (
        sa.select(Recording.id, Recording.recorded_at.label("age"), _NOTHING, Recording.id.label("recording_id"))
        .where(
            Recording.recorded_at < cutoff,
            Recording.meeting_id.is_(None),
            ~sa.exists().where(Transcript.recording_id == Recording.id),
        )
        .order_by(Recording.recorded_at, Recording.id)
    )
    return query if after is None else query.where(sa.tuple_(Recording.recorded_at, Recording.id) > sa.tuple_(*after))


def meeting_ended() -> sa.ColumnElement[Any]:
    """When a meeting was over with all of its recordings: its days count from there."""
    recorded = sa.select(sa.func.max(Recording.recorded_at)).where(Recording.meeting_id == Meeting.id).scalar_subquery()
    ended = sa.case((Meeting.end_date > Meeting.start_date, Meeting.end_date), else_=Meeting.start_date)
    return sa.case((recorded > ended, recorded), else_=ended)


_NOBODY = sa.null().label("recording_id")
_NOTHING = sa.null().label("meeting_id")


def plan_orphans(session: Session, leads: Sequence[Lead]) -> Plan:
    """The plan for orphaned groups: it holds no transcript, and spares what a transcript has come to lead to."""
    return replace(plan(session, leads), transcripts=())
