"""How the promise stands: the figures behind `/v1/retention`, `/health`, `/metrics`, `status` and `doctor`.

Rows that lie in the future were written while a clock was ahead. They prove nothing: least of all that all is well.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import inventory, policy
from reflector.db.models import Artifact, Identity, Meeting, Recording, RetentionRun, Transcript, utcnow
from reflector.db.session import Database
from reflector.errors import StorageError, StoreIsForeign
from reflector.inventory import DOOMED, journal
from reflector.retention import orphans, plan
from reflector.settings import Settings
from reflector.storage import LocalStore


@dataclass(frozen=True, slots=True)
class LastRun:
    """The latest run of the engine."""

    id: str
    trigger: str
    started_at: datetime
    #: None while it is running.
    ended_at: datetime | None
    #: running, done, errors, unfinished or failed.
    outcome: str
    transcripts_deleted: int
    meetings_deleted: int
    recordings_deleted: int
    artifacts_erased: int
    errors: int
    #: When `verify` last looked after this run, and how much it found; None before it has.
    verified_at: datetime | None
    residue: int | None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way of erasing some doomed artifacts."""

    store: str
    #: Content-free code of the last error.
    error: str
    #: pending (tried again by itself) or dead.
    state: str
    #: How many artifacts.
    artifacts: int
    #: The earliest moment at which one of them is tried again; None for dead ones.
    next_attempt_at: datetime | None


class State(StrEnum):
    """How the promise stands, in one word."""

    #: A run has ended well, and nothing is behind.
    KEPT = "kept"
    #: No run has ended well yet. This is no fault before HEALTH_MAX_RUN_AGE_HOURS.
    NOT_SHOWN_YET = "not_shown_yet"
    #: Something is behind; the reasons say what.
    BEHIND = "behind"
    #: Not a public instance: nothing is promised.
    NOT_PUBLIC = "not_public"


#: Every reason that `promise` can find.
REASONS = (
    "no_recent_run",
    "overdue",
    "dead_artifacts",
    "drain_behind",
    "store_is_foreign",
    "residue",
    "journal_not_durable",
)


@dataclass(frozen=True, slots=True)
class Promise:
    """How the promise stands at one moment."""

    public: bool
    days: int
    #: Anonymous transcripts that are expired, and orphaned meetings and recordings past their days, that wait for the
    #: next run; they can no longer be read.
    waiting: int
    #: Those of them that have been waiting for longer than HEALTH_MAX_RUN_AGE_HOURS: a run should have taken them.
    overdue: int
    #: Age of the oldest residue in seconds: how long the oldest of what waits, or the oldest doomed artifact,
    #: has been waiting.
    lag_seconds: float
    #: When the oldest anonymous transcript was made.
    oldest_anonymous_at: datetime | None
    #: Doomed artifacts that wait for the drain.
    pending: int
    #: Doomed artifacts that are no longer tried by themselves.
    dead: int
    last_run: LastRun | None
    #: When the last run without failures ended.
    last_good_run_at: datetime | None
    #: Why the promise is behind; empty when it is kept. no_recent_run, overdue, dead_artifacts, drain_behind,
    #: store_is_foreign (DATA_DIR carries another database's marker, or has lost ours; or a drain said so of a store),
    #: residue (`verify` found something after the latest run), journal_not_durable (no journal could be written, and a
    #: restored backup would undo an erasure); and what reflector/worker/watch.py adds.
    behind: tuple[str, ...]

    @property
    def state(self) -> State:
        """The promise in one word. Without a finished run nothing is shown yet, least of all that it is kept."""
        if self.behind:
            return State.BEHIND
        if not self.public:
            return State.NOT_PUBLIC
        return State.KEPT if self.last_good_run_at is not None else State.NOT_SHOWN_YET


def promise(database: Database, settings: Settings) -> Promise:
    """How the promise of this instance stands now."""
    now = utcnow()
    limit = timedelta(hours=settings.HEALTH_MAX_RUN_AGE_HOURS)
    days = settings.PUBLIC_DATA_RETENTION_DAYS
    cutoff = policy.cutoff(now, days)
    inventory.instance_id(database)  # of an instance that never makes a run, the first look is what its age counts from
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
        unrecognised = session.scalar(told.limit(1)) is not None
        oldest = session.scalar(sa.select(sa.func.min(Transcript.created_at)).where(Transcript.user_id.is_(None)))
        last_run = session.scalars(_latest(now, 1)).first()
        # A run with more days than the instance promises has left something: it shows nothing.
        was_good = (RetentionRun.outcome == "done", RetentionRun.ended_at <= now, RetentionRun.days <= days)
        good = session.scalar(sa.select(sa.func.max(RetentionRun.ended_at)).where(*was_good))
        verified = _latest(now, 1).where(RetentionRun.residue.is_not(None)).with_only_columns(RetentionRun.residue)
        residue = session.scalar(verified) or 0
        born = session.scalar(sa.select(Identity.created_at)) or now
        not_durable = journal.not_durable(session)
    public = settings.PUBLIC_MODE
    since = [moment for moment in (oldest_end if public else None, oldest_doomed) if moment is not None]
    reasons = {
        "no_recent_run": public and abs(now - (good or born)) > limit,
        "overdue": public and overdue > 0,
        "dead_artifacts": dead > 0,
        "drain_behind": oldest_doomed is not None and oldest_doomed < now - limit,
        "store_is_foreign": unrecognised or disk_is_foreign,
        "residue": public and residue > 0,
        "journal_not_durable": not_durable > 0,
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
    """Whether DATA_DIR is not this database's: a disk that is not mounted, most often. Only the disk is asked: a bucket
    may be slow or down, and of that one the drain speaks as soon as something has to be erased in it."""
    with suppress(StorageError):  # a disk that cannot be read at all is for others to tell
        return inventory.mark_of(database, LocalStore(settings.DATA_DIR)) in ("lost", "foreign")
    return False


def last_runs(database: Database, limit: int) -> list[LastRun]:
    """The latest runs, the newest first."""
    with database.snapshot() as session:
        runs = session.scalars(_latest(utcnow(), limit)).all()
    return [last for run in runs if (last := _last_run(run)) is not None]


def _latest(now: datetime, limit: int) -> sa.Select[RetentionRun]:
    started = sa.select(RetentionRun).where(RetentionRun.started_at <= now)
    return started.order_by(RetentionRun.started_at.desc()).limit(limit)


def made_ahead(database: Database) -> int:
    """How many anonymous transcripts were made later than tomorrow: by a clock that was ahead.

    When it was really, nobody knows. They are kept until they expire by the clock that there is, and reported.
    """
    later = sa.select(sa.func.count()).where(
        Transcript.user_id.is_(None), Transcript.created_at > utcnow() + timedelta(days=1)
    )
    with database.snapshot() as session:
        return session.scalar(later) or 0


def obstacles(database: Database) -> list[Obstacle]:
    """What stands in the way of doomed artifacts that could not be erased, by store and error."""
    state = sa.case((Artifact.dead_at.is_(None), "pending"), else_="dead")
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
    """How many transcripts are expired, and since when the oldest of them is."""
    regular, early = plan.expired(cutoff).subquery(), plan.expired_early(cutoff, now).subquery()
    count, oldest = session.execute(sa.select(sa.func.count(), sa.func.min(regular.c.age))).one()
    more, earliest = session.execute(sa.select(sa.func.count(), sa.func.min(early.c.age))).one()
    ends = [end for end in (oldest and oldest + timedelta(days=days), earliest) if end is not None]
    return count + more, min(ends, default=None)


def _orphaned(session: Session, cutoff: datetime, limit: timedelta) -> list[Any]:
    """How many meetings, and recordings of none, are orphans past their days, and the age of the oldest."""
    ages = (
        (Meeting, orphans.meetings(cutoff), policy.meeting_ended_clause()),
        (Recording, orphans.recordings(cutoff), Recording.recorded_at),
    )
    figures = []
    for model, candidates, age in ages:
        mine = sa.select(age.label("age")).where(model.id.in_(sa.select(candidates.subquery().c.id))).subquery()
        overdue = sa.func.count().filter(mine.c.age < cutoff - limit).label("overdue")
        oldest = sa.func.min(mine.c.age).label("oldest")
        figures.append(session.execute(sa.select(sa.func.count().label("waiting"), overdue, oldest)).one())
    return figures


def _doomed(session: Session, now: datetime) -> tuple[int, int, datetime | None]:
    since = sa.func.coalesce(Artifact.doomed_at, Artifact.created_at)
    # Until its writer's time is over, it is the writer that the row waits for.
    written = sa.or_(Artifact.writable_until.is_(None), Artifact.writable_until <= now)
    row: Any = session.execute(
        sa.select(
            sa.func.count().filter(Artifact.dead_at.is_(None)).label("pending"),
            sa.func.count().filter(Artifact.dead_at.is_not(None)).label("dead"),
            sa.func.min(since).filter(written).label("oldest"),
        ).where(DOOMED)
    ).one()
    return row.pending, row.dead, row.oldest


def _last_run(run: RetentionRun | None) -> LastRun | None:
    if run is None:
        return None
    return LastRun(**{name: getattr(run, name) for name in LastRun.__slots__})
