"""Runs `verify` after a run, and stores the number of its findings in the row of that run."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Protocol

import sqlalchemy as sa
import structlog

from reflector.db.models import RetentionRun, utcnow
from reflector.instance import Instance
from reflector.retention.report.verify import Residue, verify
from reflector.retention.strays import doom_returned

log = structlog.get_logger(__name__)

#: Runs that ended longer ago are not checked again: the next run erases the same rows.
_MAX_AGE = timedelta(days=2)


class FindResidue(Protocol):
    """`verify`, or what takes its place on the database of an existing installation (reflector/adopt/verify.py)."""

    def __call__(self, instance: Instance, *, days: int | None, at: datetime | None) -> Iterator[Residue]:
        """See `reflector.retention.report.verify.verify`."""
        ...


def verify_latest_run(instance: Instance, find: FindResidue = verify) -> int | None:
    """Look with `find` for anything that the latest run should have erased, and store the number of findings.

    Each call looks again until nothing is found. Returns the number of findings. Returns None if it does not look,
    because no run has ended lately, or an earlier look at the latest run found nothing.
    """
    ended = RetentionRun.ended_at.is_not(None), RetentionRun.ended_at > utcnow() - _MAX_AGE
    with instance.database.snapshot() as session:
        latest = sa.select(RetentionRun).where(*ended).order_by(RetentionRun.started_at.desc()).limit(1)
        run = session.scalars(latest).first()
    if run is None or run.residue == 0:
        return None
    # Doom files that a restored disk or bucket has brought back. The drain erases them before the next look.
    doom_returned(instance)
    # Look at the moment when the run began: what expired later is the next run's.
    found = find(
        instance,
        days=max(run.days, instance.settings.PUBLIC_DATA_RETENTION_DAYS),
        at=run.started_at,
    )
    residue = sum(1 for _ in found)
    with instance.database.transaction() as session:
        mine = sa.update(RetentionRun).where(RetentionRun.id == run.id)
        session.execute(mine.values(verified_at=utcnow(), residue=residue))
    (log.error if residue else log.info)("run_verified", run_id=run.id, residue=residue)
    return residue
