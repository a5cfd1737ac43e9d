"""Orphans: expired meetings and recordings that no transcript references and that do not belong to a user.

Stored bytes that no row references are not orphans but strays, see strays.py. Only the command `reflector retention
orphans` and the settings RETENTION_ORPHAN_* call them orphans.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import policy
from reflector.db.models import Meeting, Recording
from reflector.retention.plan import Candidates, Lead, Plan, Position, candidates, plan


def meetings(cutoff: datetime, after: Position | None = None) -> Candidates:
    """Meetings that no transcript references and that ended before `cutoff`, in the order of their start."""
    query = candidates(Meeting.id, Meeting.start_date, Meeting.id, sa.null(), after)
    return query.where(policy.meeting_orphaned_clause(cutoff))


def recordings(cutoff: datetime, after: Position | None = None) -> Candidates:
    """Recordings from before `cutoff` that have no meeting and that no transcript references, oldest first."""
    query = candidates(Recording.id, Recording.recorded_at, sa.null(), Recording.id, after)
    return query.where(policy.recording_orphaned_clause(cutoff))


def plan_orphans(session: Session, leads: Sequence[Lead]) -> Plan:
    """Plan the erasure of orphaned groups. The plan contains no transcripts.

    It keeps a group if a transcript has begun to reference it.
    """
    return replace(plan(session, leads), transcripts=())
