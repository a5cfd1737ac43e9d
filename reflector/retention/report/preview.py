"""Lists what a run would erase and keep now. It changes and locks nothing, and its memory use is constant.

The preview reads the same candidates in the same order as the run, and uses the same plan. If several expired
transcripts reference a meeting, the meeting is listed once, with the last of them, because the run erases it then.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import policy
from reflector.db.models import Transcript, utcnow
from reflector.db.session import Database
from reflector.retention import orphans, plan
from reflector.retention.plan import After, Candidates, Plan
from reflector.settings import Settings

#: Turns a page of candidates into items.
_Page = Callable[[Session, Sequence[Any]], Iterator["Item"]]


@dataclass(frozen=True, slots=True)
class Item:
    """One row, and what the next run will do with it."""

    fate: Literal["erase", "keep"]
    kind: Literal["transcript", "meeting", "recording"]
    id: str
    #: Of an erased row: expired, erase_at or orphan. Of a kept row: shared, users_room or unmatched.
    reason: str
    #: The id of the transcript, or of the user's room, that keeps the row.
    because_of: str | None = None


def preview(database: Database, settings: Settings, *, days: int | None = None) -> Iterator[Item]:
    """Yield what a run with `days` (default: the setting) would erase, and what it would keep because it is shared.

    Raises BadDays.
    """
    days = settings.PUBLIC_DATA_RETENTION_DAYS if days is None else policy.checked_days(days)
    now = utcnow()
    return preview_at(database, policy.cutoff(now, days), now, settings.RETENTION_BATCH_SIZE)


def preview_at(database: Database, cutoff: datetime, now: datetime, batch: int) -> Iterator[Item]:
    """`preview` for another moment. `batch`: rows per page."""
    return _Preview(cutoff, now, batch).items(database)


@dataclass(frozen=True, slots=True)
class _Preview:
    cutoff: datetime
    now: datetime
    #: Rows per page.
    batch: int

    def items(self, database: Database) -> Iterator[Item]:
        yield from self._pages(database, partial(plan.expired, self.cutoff), self._regular)
        yield from self._pages(database, partial(plan.expired_early, self.cutoff, self.now), self._early)
        yield from self._pages(database, partial(orphans.meetings, self.cutoff), _orphaned)
        yield from self._pages(database, partial(orphans.recordings, self.cutoff), _orphaned)

    def _pages(
        self, database: Database, candidates: Callable[[After | None], Candidates], items: _Page
    ) -> Iterator[Item]:
        after: After | None = None
        while True:
            with database.snapshot() as session:
                rows = session.execute(candidates(after).limit(self.batch)).all()
                page = list(items(session, rows)) if rows else []
            yield from page
            if len(rows) < self.batch:
                return
            after = (rows[-1].age, rows[-1].id)

    def _regular(self, session: Session, rows: Sequence[Any]) -> Iterator[Item]:
        later = sa.and_(policy.past_days_clause(self.cutoff), _behind(Transcript.created_at, rows[-1]))
        early = policy.past_earlier_end_clause(self.cutoff, self.now)
        return self._transcripts(session, rows, "expired", sa.or_(later, early))

    def _early(self, session: Session, rows: Sequence[Any]) -> Iterator[Item]:
        early = policy.past_earlier_end_clause(self.cutoff, self.now)
        return self._transcripts(session, rows, "erase_at", early & _behind(Transcript.erase_at, rows[-1]))

    def _transcripts(
        self, session: Session, rows: Sequence[Any], reason: str, later: sa.ColumnElement[bool]
    ) -> Iterator[Item]:
        """The items of a page of transcripts. `later` matches the expired transcripts that follow this page.

        A group that a later transcript references is left to that transcript's page.
        """
        planned = plan.plan(session, rows, spared_by=policy.living_clause(self.cutoff, self.now))
        after_it = plan.plan(session, rows, spared_by=later, users_room=sa.false())
        waiting = {(kept.kind, kept.id) for kept in after_it.kept}
        for kept in planned.kept:
            if (kept.kind, kept.id) not in waiting:
                yield Item("keep", kept.kind, kept.id, kept.reason, kept.because_of)
        yield from (item for item in _going(planned, reason) if (item.kind, item.id) not in waiting)


def _orphaned(session: Session, rows: Sequence[Any]) -> Iterator[Item]:
    # No transcript references an orphan, so nothing can keep its group.
    yield from _going(replace(plan.plan(session, rows, spared_by=sa.false()), transcripts=()), "orphan")


def _going(planned: Plan, reason: str) -> Iterator[Item]:
    yield from (Item("erase", "transcript", i, reason) for i in planned.transcripts)
    yield from (Item("erase", "meeting", i, reason) for i in planned.meetings)
    yield from (Item("erase", "recording", i, reason) for i in planned.recordings)


def _behind(age: Any, last: Any) -> sa.ColumnElement[bool]:
    return sa.tuple_(age, Transcript.id) > sa.tuple_(last.age, last.id)
