"""Orphans: expired meetings and recordings that no transcript references and that do not belong to a user."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import policy
from reflector.db.models import Meeting, Recording
from reflector.retention.plan import After, Candidates, Lead, Plan, plan


def meetings(cutoff: datetime, after: After | None = None) -> Candidates:
    """Meetings that no transcript references and that ended before `cutoff`, in the order of their start."""
    query = (
        sa.select(Meeting.id, Meeting.start_date.label("age"), Meeting.id.label("meeting_id"), _NO_RECORDING)
        .where(policy.meeting_orphaned_clause(cutoff))
        .order_by(Meeting.start_date, Meeting.id)
    )
    return query if after is None else query.where(sa.tuple_(Meeting.start_date, Meeting.id) > sa.tuple_(*after))


def recordings(cutoff: datetime, after: After | None = None) -> Candidates:
    """Recordings before `cutoff` without a meeting that no transcript references, oldest first."""
    query = (
        sa.select(Recording.id, Recording.recorded_at.label("age"), _NO_MEETING, Recording.id.label("recording_id"))
        .where(policy.recording_orphaned_clause(cutoff))
        .order_by(Recording.recorded_at, Recording.id)
    )
    return query if after is None else query.where(sa.tuple_(Recording.recorded_at, Recording.id) > sa.tuple_(*after))


_NO_RECORDING = sa.null().label("recording_id")
_NO_MEETING = sa.null().label("meeting_id")


def plan_orphans(session: Session, leads: Sequence[Lead]) -> Plan:
    """Plan the erasure of orphaned groups. The plan contains no transcripts.

    It keeps a group that a transcript references by now.
    """
    return replace(plan(session, leads), transcripts=())
