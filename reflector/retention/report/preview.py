"""Lists what a run would erase and keep now. It changes and locks nothing, and its memory use is constant.

The preview reads the same candidates in the same order as the run, and uses the same plan. If several expired
transcripts reference a meeting, the meeting is listed once, with the last of them, because the run erases it then.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import policy
from reflector.db.models import Transcript, utcnow
from reflector.db.paging import behind, pages
from reflector.db.session import Database
from reflector.db.states import ErasureReason
from reflector.retention import orphans, plan
from reflector.retention.plan import Candidate, KeptReason, Plan, Selector
from reflector.settings import Settings

#: Turns a page of candidates into items.
_Page = Callable[[Session, Sequence[Candidate]], Iterator["Item"]]


class Fate(StrEnum):
    """The action of the next run on a row."""

    ERASE = "erase"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Item:
    """One row, and what the next run will do with it."""

    fate: Fate
    kind: plan.Kind
    id: str
    #: The reason why it will be erased or stays.
    reason: ErasureReason | KeptReason
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

    def _pages(self, database: Database, select: Selector, items: _Page) -> Iterator[Item]:
        for page in pages(database, select, Candidate, lambda last: last.position, self.batch):
            with database.snapshot() as session:
                found = list(items(session, page))
            yield from found

    def _regular(self, session: Session, page: Sequence[Candidate]) -> Iterator[Item]:
        later = sa.and_(policy.past_days_clause(self.cutoff), _behind(Transcript.created_at, page[-1]))
        early = policy.past_earlier_end_clause(self.cutoff, self.now)
        return self._transcripts(session, page, ErasureReason.EXPIRED, sa.or_(later, early))

    def _early(self, session: Session, page: Sequence[Candidate]) -> Iterator[Item]:
        early = policy.past_earlier_end_clause(self.cutoff, self.now)
        later = early & _behind(Transcript.erase_at, page[-1])
        return self._transcripts(session, page, ErasureReason.ERASE_AT, later)

    def _transcripts(
        self, session: Session, page: Sequence[Candidate], reason: ErasureReason, later: sa.ColumnElement[bool]
    ) -> Iterator[Item]:
        """The items of a page of transcripts. `later` matches the expired transcripts that follow this page.

        A group that a later transcript references is left to that transcript's page.
        """
        planned = plan.plan(session, page, kept_by=policy.living_clause(self.cutoff, self.now))
        after_it = plan.plan(session, page, kept_by=later, users_room=sa.false())
        waiting = {(kept.kind, kept.id) for kept in after_it.kept}
        for kept in planned.kept:
            if (kept.kind, kept.id) not in waiting:
                yield Item(Fate.KEEP, kept.kind, kept.id, kept.reason, kept.because_of)
        yield from (item for item in _going(planned, reason) if (item.kind, item.id) not in waiting)


def _orphaned(session: Session, page: Sequence[Candidate]) -> Iterator[Item]:
    # No transcript references an orphan, so nothing can keep its group.
    planned = plan.plan(session, page, kept_by=sa.false())
    yield from _going(replace(planned, transcripts=()), ErasureReason.ORPHAN)


def _going(planned: Plan, reason: ErasureReason) -> Iterator[Item]:
    yield from (Item(Fate.ERASE, plan.Kind.TRANSCRIPT, i, reason) for i in planned.transcripts)
    yield from (Item(Fate.ERASE, plan.Kind.MEETING, i, reason) for i in planned.meetings)
    yield from (Item(Fate.ERASE, plan.Kind.RECORDING, i, reason) for i in planned.recordings)


def _behind(age: sa.SQLColumnExpression[datetime | None], last: Candidate) -> sa.ColumnElement[bool]:
    return behind((age, Transcript.id), last.position)
