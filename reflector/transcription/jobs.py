"""Leases jobs to workers. `queue.py` decides which job is next.

The job's row is the lock. A worker leases a job by writing a token and an end into the row. A thread extends the lease
while a stage computes. When a lease has ended, every worker may take the job, so a dead worker costs half a minute. A
lease that is longer than `queue.LEASE_MAX_SECONDS` counts as ended: it was written while the clock was wrong. A stage
commits its result together with the row's next stage, and only while the row still carries its token.

A worker that has a long job commits each piece of it. Between two pieces it leaves the job if another one is next.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_hex
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector import inventory
from reflector.db.changes import change
from reflector.db.models import Job, utcnow
from reflector.db.session import Database
from reflector.db.states import Stage
from reflector.errors import JobLost
from reflector.transcription import queue, usage

log = structlog.get_logger(__name__)

#: Seconds of a lease. A worker that does not extend it loses its job.
LEASE_SECONDS = 30.0
#: Seconds between two extensions of a lease, and between two checks of the row.
_EXTEND_SECONDS, _LOOK_SECONDS = 5.0, 1.0


@dataclass(frozen=True, slots=True)
class JobLease:
    """A job that is ours while its row carries our token."""

    transcript_id: str
    stage: Stage
    #: The number of times that this stage was begun, including this one.
    attempts: int
    #: The creation time of the job.
    created_at: datetime
    #: The value of the row's `claimed_by`; None for an upload, which no worker leases.
    token: str | None
    #: Whether the transcript is erased as soon as its text is sent.
    ephemeral: bool = False
    #: The share of the stage that is committed, 0 to 1.
    progress: float = 0.0
    #: Whether speakers are told apart by their voices. None: the setting DIARIZATION decides.
    diarization: bool | None = None


def lease_next(database: Database) -> JobLease | None:
    """Lease the job that is next by fairness. Returns None if no job is open."""
    with database.snapshot() as session:  # SQLite has one writer at a time, so choose without the write lock
        candidates = queue.read_front(session).order()
    if not candidates:
        return None
    with database.transaction() as session:
        now = utcnow()
        for next_one in candidates:
            # Lock the job's row only. An erasure locks the transcript first and the job second.
            free = Job.transcript_id == next_one.transcript_id, *queue.is_open(now)
            job = session.scalars(sa.select(Job).where(*free).with_for_update(of=Job, skip_locked=True)).first()
            if job is not None:
                break
        else:
            return None
        token = token_hex(8)
        job.claimed_by, job.started_at = token, now
        job.lease_until = now + timedelta(seconds=LEASE_SECONDS)
        job.attempts += 1
        if job.stage != Stage.RECOGNIZE:  # the pieces of such a job are kept
            job.progress = 0.0
        return JobLease(
            job.transcript_id,
            Stage(job.stage),
            job.attempts,
            job.created_at,
            token,
            job.ephemeral,
            job.progress,
            job.diarization,
        )


def waiting(database: Database) -> int:
    """Return how many jobs no worker has."""
    with database.snapshot() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Job).where(*queue.is_open(utcnow()))) or 0


def abandoned_uploads(database: Database, idle_seconds: float) -> list[JobLease]:
    """Return the uploads that have shown no progress for `idle_seconds`."""
    now, idle = utcnow(), timedelta(seconds=idle_seconds)
    abandoned = sa.or_(
        Job.lease_until <= now,
        Job.lease_until > now + 2 * idle,  # written while the clock was wrong
        sa.and_(Job.lease_until.is_(None), Job.created_at <= now - idle),
    )
    rows = sa.select(Job.transcript_id, Job.created_at).where(Job.stage == Stage.UPLOAD, abandoned)
    with database.snapshot() as session:
        return [JobLease(row.transcript_id, Stage.UPLOAD, 1, row.created_at, None) for row in session.execute(rows)]


def forget_clients(database: Database) -> int:
    """Forget the clients of jobs that are done and a day old. Returns how many jobs.

    Until then the client's hash decides its turn in the queue. The usage of clients is forgotten once it expires.
    """
    usage.forget_expired(database)
    old = Job.stage == Stage.DONE, Job.client > "", Job.created_at < utcnow() - timedelta(days=1)
    with database.snapshot() as session:
        if session.scalar(sa.select(Job.transcript_id).where(*old).limit(1)) is None:
            return 0
    with database.transaction() as session:
        return change(session, sa.update(Job).where(*old).values(client=None))


# -- what a worker does with its lease ------------------------------------------------------------------------------


def advance(session: Session, lease: JobLease, stage: Stage, worked_seconds: float = 0.0) -> JobLease:
    """Move the job to `stage` in the transaction that commits the present stage. Raises JobLost.

    `worked_seconds`: what the work took since the last commit.
    """
    done = stage is Stage.DONE
    # A finished job counts as its client's last turn.
    turn = {"started_at": utcnow()} if done else {}
    _update(
        session,
        lease,
        stage=stage,
        progress=1.0 if done else 0.0,
        attempts=0 if done else 1,
        claimed_by=None if done else lease.token,
        lease_until=None if done else utcnow() + timedelta(seconds=LEASE_SECONDS),
        work_seconds=Job.work_seconds + worked_seconds,
        **turn,
    )
    return replace(lease, stage=stage, attempts=1, progress=0.0)


def go_on(session: Session, lease: JobLease, progress: float, worked_seconds: float) -> JobLease:
    """Note that a part of the stage is committed, 0 to 1. The attempts count from there. Raises JobLost."""
    worked = Job.work_seconds + worked_seconds
    _update(session, lease, progress=progress, attempts=1, work_seconds=worked)
    return replace(lease, attempts=1, progress=progress)


def pause(session: Session, lease: JobLease) -> None:
    """Leave the job until it has its turn again. Committed pieces stay. Raises JobLost."""
    _update(session, lease, claimed_by=None, lease_until=None, attempts=0, started_at=utcnow())


def give_back(database: Database, lease: JobLease) -> None:
    """Leave the job to another worker, without counting this attempt. Raises JobLost."""
    with database.transaction() as session:
        _update(session, lease, claimed_by=None, lease_until=None, attempts=lease.attempts - 1)


def postpone(database: Database, lease: JobLease, seconds: float, *, counts: bool) -> None:
    """Leave the job to any worker after `seconds`. `counts`: whether this was an attempt. Raises JobLost."""
    attempts = lease.attempts if counts else lease.attempts - 1
    with database.transaction() as session:
        _update(session, lease, claimed_by=None, lease_until=utcnow() + timedelta(seconds=seconds), attempts=attempts)


def is_passed_on(session: Session, lease: JobLease) -> bool:
    """Return whether another worker has the job, or had it and finished. Locks the row, so the answer stays true.

    Returns False if the job does not exist any more: then no other worker continues it.
    """
    row = session.execute(
        sa.select(Job.claimed_by).where(Job.transcript_id == lease.transcript_id).with_for_update()
    ).one_or_none()
    return row is not None and row.claimed_by != lease.token


def lock(session: Session, lease: JobLease) -> None:
    """Lock the row of a job that is still ours and in the leased stage. Raises JobLost."""
    if session.scalar(sa.select(Job.transcript_id).where(*_ours(lease)).with_for_update()) is None:
        raise JobLost()


def _ours(lease: JobLease) -> tuple[sa.ColumnElement[bool], ...]:
    return Job.transcript_id == lease.transcript_id, Job.stage == lease.stage, Job.claimed_by == lease.token


def _update(session: Session, lease: JobLease, **values: object) -> None:
    if change(session, sa.update(Job).where(*_ours(lease)).values(**values)) != 1:
        raise JobLost()


class LeaseKeeper:
    """A thread that extends a lease while a stage computes, and detects a lost job."""

    def __init__(self, database: Database, lease: JobLease, stopping: Callable[[], bool]) -> None:
        self._database = database
        self._lease = lease
        self._stopping = stopping
        self._lost = Event()
        self._closed = Event()
        self._progress = self._written = 0.0
        self._extend_at = monotonic() + _EXTEND_SECONDS
        self._thread = Thread(target=self._keep, name=f"lease-{lease.transcript_id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._closed.set()
        self._thread.join()

    @property
    def lost(self) -> bool:
        """Whether the job is known to be lost."""
        return self._lost.is_set()

    def cancelled(self) -> bool:
        """Return whether the stage must stop: the job is lost, or this process is asked to end."""
        return self.lost or self._stopping()

    def progress(self, share: float) -> None:
        """Record the finished share of the stage, 0 to 1. This is cheap: the thread writes it now and then."""
        self._progress = share

    def _keep(self) -> None:
        while not self._closed.wait(_LOOK_SECONDS):
            try:
                if not self._look():
                    self._lost.set()
                    return
            except sa.exc.SQLAlchemyError as error:  # the database or the pool may be free again before the lease ends
                log.warning("lease_not_extended", transcript_id=self._lease.transcript_id, error=type(error).__name__)

    def _look(self) -> bool:
        """Extend the lease if it is time. Returns whether the job is still ours."""
        # The stage is not compared: the worker's own commit may have advanced the job.
        ours = (Job.transcript_id == self._lease.transcript_id, Job.claimed_by == self._lease.token)
        if monotonic() < self._extend_at and abs(self._progress - self._written) < 0.01:
            with self._database.snapshot() as session:
                return session.scalar(sa.select(Job.transcript_id).where(*ours)) is not None
        until, progress = utcnow() + timedelta(seconds=LEASE_SECONDS), self._progress
        with self._database.transaction() as session:
            held = change(session, sa.update(Job).where(*ours).values(lease_until=until, progress=progress))
        if not held:
            return False
        # The artifacts that the stage has announced and not sealed live as long as the lease.
        inventory.extend(self._database, self._lease.transcript_id, seconds=LEASE_SECONDS)
        self._written, self._extend_at = progress, monotonic() + _EXTEND_SECONDS
        return True
