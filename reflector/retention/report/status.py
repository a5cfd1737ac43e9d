"""The state of the promise: the figures behind `/v1/retention`, `/health`, `/metrics`, `status` and `doctor`.

Rows with a time in the future were written while a clock was ahead. They never prove that the promise is kept.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import inventory, policy
from reflector.db.models import Artifact, Identity, Meeting, Recording, RetentionRun, Transcript, utcnow
from reflector.db.session import Database
from reflector.db.states import ArtifactState, Outcome, Trigger
from reflector.errors import StorageError, StoreIsForeign
from reflector.inventory import DOOMED, journal
from reflector.retention import orphans, plan
from reflector.settings import Settings
from reflector.storage import LocalStore


@dataclass(frozen=True, slots=True)
class LastRun:
    """The latest run of the engine."""

    id: str
    trigger: Trigger
    started_at: datetime
    #: None while the run is running.
    ended_at: datetime | None
    outcome: Outcome
    transcripts_deleted: int
    meetings_deleted: int
    recordings_deleted: int
    artifacts_erased: int
    errors: int
    #: The time of the last `verify` after this run, and the number of its findings. None before the first one.
    verified_at: datetime | None
    residue: int | None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An error that prevents the erasure of some doomed artifacts."""

    store: str
    #: Content-free code of the last error.
    error: str
    #: pending (retried automatically) or dead.
    state: str
    #: The number of artifacts.
    artifacts: int
    #: The time of the first retry; None if they are dead.
    next_attempt_at: datetime | None


class State(StrEnum):
    """The state of the promise in one word."""

    #: A run has finished without errors, and nothing is behind.
    KEPT = "kept"
    #: No run has finished without errors yet. This is not a fault during the first HEALTH_MAX_RUN_AGE_HOURS.
    NOT_SHOWN_YET = "not_shown_yet"
    #: Something is behind. `Promise.behind` has the reasons.
    BEHIND = "behind"
    #: Not a public instance: nothing is promised.
    NOT_PUBLIC = "not_public"


class Behind(StrEnum):
    """A reason why the promise is behind. reflector/worker/watch.py adds reasons of the running processes."""

    #: No run without errors has ended within HEALTH_MAX_RUN_AGE_HOURS.
    NO_RECENT_RUN = "no_recent_run"
    #: Something expired has waited longer than HEALTH_MAX_RUN_AGE_HOURS.
    OVERDUE = "overdue"
    #: Some artifacts are not retried automatically any more.
    DEAD_ARTIFACTS = "dead_artifacts"
    #: A doomed artifact has waited longer than HEALTH_MAX_RUN_AGE_HOURS.
    DRAIN_BEHIND = "drain_behind"
    #: The marker of DATA_DIR is missing, or names another database. Or a drain found this in a store.
    STORE_IS_FOREIGN = "store_is_foreign"
    #: `verify` found something after the latest run.
    RESIDUE = "residue"
    #: No journal could be written, so a restored backup would undo an erasure.
    JOURNAL_NOT_DURABLE = "journal_not_durable"


#: Every reason that `promise` can find.
REASONS = tuple(Behind)


@dataclass(frozen=True, slots=True)
class Promise:
    """The state of the promise at one moment."""

    public: bool
    days: int
    #: Expired transcripts and orphans that wait for the next run. They can no longer be read.
    waiting: int
    #: The number of them that have waited longer than HEALTH_MAX_RUN_AGE_HOURS. A run should have erased them.
    overdue: int
    #: Age of the oldest residue in seconds: how long the oldest waiting row, or the oldest doomed artifact, has waited.
    lag_seconds: float
    #: The creation time of the oldest anonymous transcript.
    oldest_anonymous_at: datetime | None
    #: Doomed artifacts that wait for the drain.
    pending: int
    #: Doomed artifacts that are not retried automatically any more.
    dead: int
    last_run: LastRun | None
    #: The end of the last run without errors.
    last_good_run_at: datetime | None
    #: The reasons why the promise is behind: `Behind`, and those that reflector/worker/watch.py adds. Empty if it is
    #: not.
    behind: tuple[str, ...]

    @property
    def state(self) -> State:
        """The promise in one word. Without a finished run it is not yet shown to be kept (R15)."""
        if self.behind:
            return State.BEHIND
        if not self.public:
            return State.NOT_PUBLIC
        return State.KEPT if self.last_good_run_at is not None else State.NOT_SHOWN_YET


def promise(database: Database, settings: Settings) -> Promise:
    """Compute the present state of the promise."""
    now = utcnow()
    limit = timedelta(hours=settings.HEALTH_MAX_RUN_AGE_HOURS)
    days = settings.PUBLIC_DATA_RETENTION_DAYS
    cutoff = policy.cutoff(now, days)
    # Creates the instance's row at the first call. If no run ever happens, no_recent_run counts from its creation.
    inventory.instance_id(database)
    disk_is_foreign = _disk_is_foreign(database, settings)
    with database.snapshot() as session:
        waiting, oldest_end = _expired(session, cutoff, now, days)
        overdue, _ = _expired(session, cutoff - limit, now - limit, days)
        for found in _orphaned(session, cutoff, limit):
            waiting, overdue = waiting + found.waiting, overdue + found.overdue
            ends = [oldest_end, found.oldest and found.oldest + timedelta(days=days)]
            oldest_end = min((end for end in ends if end is not None), default=None)
        pending, dead, oldest_doomed = _doomed(session, now)
        told = sa.select(Artifact.id).where(DOOMED, Artifact.last_error == StoreIsForeign.code)
        unrecognized = session.scalar(told.limit(1)) is not None
        oldest = session.scalar(sa.select(sa.func.min(Transcript.created_at)).where(Transcript.user_id.is_(None)))
        last_run = session.scalars(_latest(now, 1)).first()
        # A run with more days than the setting does not count: it kept rows that the promise covers.
        was_good = (RetentionRun.outcome == Outcome.DONE, RetentionRun.ended_at <= now, RetentionRun.days <= days)
        good = session.scalar(sa.select(sa.func.max(RetentionRun.ended_at)).where(*was_good))
        verified = _latest(now, 1).where(RetentionRun.residue.is_not(None)).with_only_columns(RetentionRun.residue)
        residue = session.scalar(verified) or 0
        born = session.scalar(sa.select(Identity.created_at)) or now
        not_durable = journal.not_durable(session)
    public = settings.PUBLIC_MODE
    since = [moment for moment in (oldest_end if public else None, oldest_doomed) if moment is not None]
    reasons = {
        Behind.NO_RECENT_RUN: public and abs(now - (good or born)) > limit,
        Behind.OVERDUE: public and overdue > 0,
        Behind.DEAD_ARTIFACTS: dead > 0,
        Behind.DRAIN_BEHIND: oldest_doomed is not None and oldest_doomed < now - limit,
        Behind.STORE_IS_FOREIGN: unrecognized or disk_is_foreign,
        Behind.RESIDUE: public and residue > 0,
        Behind.JOURNAL_NOT_DURABLE: not_durable > 0,
    }
    return Promise(
        public=public,
        days=days,
        waiting=waiting if public else 0,
        overdue=overdue if public else 0,
        lag_seconds=max((0.0, *((now - moment).total_seconds() for moment in since))),
        oldest_anonymous_at=oldest,
        pending=pending,
        dead=dead,
        last_run=_last_run(last_run),
        last_good_run_at=good,
        behind=tuple(reason for reason, holds in reasons.items() if holds),
    )


def _disk_is_foreign(database: Database, settings: Settings) -> bool:
    """Whether DATA_DIR does not belong to this database. Most often its disk is not mounted.

    Only the disk is checked, because a bucket can be slow or down. The drain reports a foreign bucket when it has to
    erase something there.
    """
    with suppress(StorageError):  # other checks report a disk that cannot be read
        mark = inventory.mark_of(database, LocalStore(settings.DATA_DIR))
        return mark in (inventory.Mark.LOST, inventory.Mark.FOREIGN)
    return False


def last_runs(database: Database, limit: int) -> list[LastRun]:
    """The latest `limit` runs, newest first."""
    with database.snapshot() as session:
        runs = session.scalars(_latest(utcnow(), limit)).all()
    return [last for run in runs if (last := _last_run(run)) is not None]


def _latest(now: datetime, limit: int) -> sa.Select[RetentionRun]:
    started = sa.select(RetentionRun).where(RetentionRun.started_at <= now)
    return started.order_by(RetentionRun.started_at.desc()).limit(limit)


def made_ahead(database: Database) -> int:
    """The number of anonymous transcripts with a creation time more than a day in the future.

    They were created while a clock was ahead, and their true age is unknown. They stay until they expire by their
    recorded time, and are reported.
    """
    later = sa.select(sa.func.count()).where(
        Transcript.user_id.is_(None), Transcript.created_at > utcnow() + timedelta(days=1)
    )
    with database.snapshot() as session:
        return session.scalar(later) or 0


#: In reports a doomed artifact that is retried automatically is pending.
_PENDING = "pending"


def obstacles(database: Database) -> list[Obstacle]:
    """The errors of doomed artifacts, grouped by store, error and state. At most 20, the most frequent first."""
    state = sa.case((Artifact.dead_at.is_(None), _PENDING), else_=ArtifactState.DEAD)
    due = sa.func.min(Artifact.next_attempt_at).filter(Artifact.dead_at.is_(None))
    query = (
        sa.select(Artifact.store, Artifact.last_error, state, sa.func.count(), due)
        .where(DOOMED, Artifact.last_error.is_not(None))
        .group_by(Artifact.store, Artifact.last_error, state)
        .order_by(sa.func.count().desc())
        .limit(20)
    )
    with database.snapshot() as session:
        return [Obstacle(*row) for row in session.execute(query)]


def _expired(session: Session, cutoff: datetime, now: datetime, days: int) -> tuple[int, datetime | None]:
    """The number of expired transcripts, and when the first of them expired."""
    regular, early = plan.expired(cutoff).subquery(), plan.expired_early(cutoff, now).subquery()
    count, oldest = session.execute(sa.select(sa.func.count(), sa.func.min(regular.c.age))).one()
    more, earliest = session.execute(sa.select(sa.func.count(), sa.func.min(early.c.age))).one()
    ends = [end for end in (oldest and oldest + timedelta(days=days), earliest) if end is not None]
    return count + more, min(ends, default=None)


class _Orphaned(NamedTuple):
    """Orphans of one kind."""

    waiting: int
    overdue: int
    #: The earliest end of a meeting, or the earliest date of a recording.
    oldest: datetime | None


def _orphaned(session: Session, cutoff: datetime, limit: timedelta) -> list[_Orphaned]:
    """The orphaned meetings, and the orphaned recordings without a meeting."""
    ages = (
        (Meeting, orphans.meetings(cutoff), policy.meeting_ended_clause()),
        (Recording, orphans.recordings(cutoff), Recording.recorded_at),
    )
    figures = []
    for model, candidates, age in ages:
        mine = sa.select(age.label("age")).where(model.id.in_(sa.select(candidates.subquery().c.id))).subquery()
        overdue = sa.func.count().filter(mine.c.age < cutoff - limit).label("overdue")
        oldest = sa.func.min(mine.c.age).label("oldest")
        figures.append(_Orphaned(*session.execute(sa.select(sa.func.count().label("waiting"), overdue, oldest)).one()))
    return figures


def _doomed(session: Session, now: datetime) -> tuple[int, int, datetime | None]:
    since = sa.func.coalesce(Artifact.doomed_at, Artifact.created_at)
    # Before the writer's deadline the drain may not erase the artifact, so it does not count as delayed.
    written = sa.or_(Artifact.writable_until.is_(None), Artifact.writable_until <= now)
    pending, dead, oldest = session.execute(
        sa.select(
            sa.func.count().filter(Artifact.dead_at.is_(None)).label("pending"),
            sa.func.count().filter(Artifact.dead_at.is_not(None)).label("dead"),
            sa.func.min(since).filter(written).label("oldest"),
        ).where(DOOMED)
    ).one()
    return pending, dead, oldest


def _last_run(run: RetentionRun | None) -> LastRun | None:
    if run is None:
        return None
    columns = {name: getattr(run, name) for name in LastRun.__slots__}
    return LastRun(**columns | {"trigger": Trigger(run.trigger), "outcome": Outcome(run.outcome)})
