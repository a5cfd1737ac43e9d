"""The queue of jobs: which one is next, who works on it, and whether it is still there.

A job's row is its lock. Whoever claims it holds a lease, which a thread extends while a stage computes; a lease that
has passed is open to anyone, so that a worker that died costs half a minute. So is one that is longer than any: it was
written while the clock was ahead. Whatever a stage commits, it commits together with the row's next state, and only as
long as the row is still its own.

The next job is one of the client with the fewest jobs under way; among those the client that has waited longest: since
a job of it was last taken up or done, or, if none ever was, since its oldest job was made. Of a client's jobs the
oldest comes first. A client with a thousand recordings so delays another's one by a single recording, and however many
new clients come, everybody has a turn.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_hex
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session, aliased

from reflector import inventory
from reflector.db.models import Job, utcnow
from reflector.db.session import Database
from reflector.errors import JobLost
from reflector.settings import Settings

log = structlog.get_logger(__name__)

#: The stages that are work, in their order. Before them comes "upload", after them "done".
STAGES = ("ingest", "convert", "recognize", "digest")
#: How long a silent worker is believed to be at work.
LEASE_SECONDS = 30.0
#: No job is held, or put off, for longer than this.
LEASE_MAX_SECONDS = 3600.0
#: How often a worker says that it is, and how often it looks whether its job is still there.
_BEAT_SECONDS, _LOOK_SECONDS = 5.0, 1.0


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that is ours as long as its row says so."""

    transcript_id: str
    stage: str
    #: Times that this stage was begun, this one included.
    attempts: int
    #: When the job was made.
    created_at: datetime
    #: What the row's `claimed_by` must be.
    token: str


def claim(database: Database) -> Claim | None:
    """Take the fairest next job; None if there is nothing to do."""
    now = utcnow()
    with database.transaction() as session:
        # Only this row is locked: whoever erases locks the transcript first and its job after it.
        job = session.scalars(_fairest(now).limit(1).with_for_update(of=Job, skip_locked=True)).first()
        if job is None:
            return None
        job.claimed_by, job.started_at = token_hex(8), now
        job.lease_until = now + timedelta(seconds=LEASE_SECONDS)
        job.attempts += 1
        job.progress = 0.0
        return Claim(job.transcript_id, job.stage, job.attempts, job.created_at, job.claimed_by)


def _fairest(now: Any) -> sa.Select[Any]:
    other = aliased(Job)
    same_client = other.client == Job.client
    under_way = sa.select(sa.func.count()).where(same_client, other.stage.in_(STAGES), other.lease_until > now)
    # What lies in the future was written while the clock was ahead: it makes nobody wait.
    served = sa.select(sa.func.max(other.started_at)).where(same_client, other.started_at <= now).scalar_subquery()
    made = sa.case((Job.created_at <= now, Job.created_at))
    # Times of one width compare as text too.
    waits_since = sa.func.coalesce(served, made).asc().nulls_first()
    return sa.select(Job).where(*_open(now)).order_by(under_way.scalar_subquery(), waits_since, Job.created_at)


def _open(now: Any) -> tuple[sa.ColumnElement[bool], ...]:
    longest = now + timedelta(seconds=LEASE_MAX_SECONDS)
    return Job.stage.in_(STAGES), sa.or_(Job.lease_until.is_(None), Job.lease_until <= now, Job.lease_until > longest)


def waiting(database: Database) -> int:
    """Jobs that nobody works on."""
    with database.snapshot() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Job).where(*_open(utcnow()))) or 0


def abandoned_uploads(database: Database, settings: Settings) -> list[str]:
    """Ids of the transcripts whose upload has shown no progress for UPLOAD_IDLE_SECONDS."""
    now, idle = utcnow(), timedelta(seconds=settings.UPLOAD_IDLE_SECONDS)
    given_up = sa.or_(
        Job.lease_until <= now,
        Job.lease_until > now + 2 * idle,  # written while the clock was ahead
        sa.and_(Job.lease_until.is_(None), Job.created_at <= now - idle),
    )
    with database.snapshot() as session:
        return list(session.scalars(sa.select(Job.transcript_id).where(Job.stage == "upload", given_up)))


def forget_clients(database: Database) -> int:
    """Forget who brought the recordings of jobs that are done and a day old. Returns how many.

    Until then it says how much of its day a client has used, and whose turn it is.
    """
    old = Job.stage == "done", Job.client > "", Job.created_at < utcnow() - timedelta(days=1)
    with database.snapshot() as session:
        if session.scalar(sa.select(Job.transcript_id).where(*old).limit(1)) is None:
            return 0
    with database.transaction() as session:
        result: Any = session.execute(sa.update(Job).where(*old).values(client=None))
    return int(result.rowcount)


# -- what happens to a claim ----------------------------------------------------------------------------------------


def advance(session: Session, held: Claim, stage: str) -> Claim:
    """Go on to `stage` in the transaction that commits what the present one made. Raises JobLost."""
    done = stage == "done"
    turn = {"started_at": utcnow()} if done else {}  # from now on its client waits for another one
    _change(
        session,
        held,
        stage=stage,
        progress=1.0 if done else 0.0,
        attempts=0 if done else 1,
        claimed_by=None if done else held.token,
        lease_until=None if done else utcnow() + timedelta(seconds=LEASE_SECONDS),
        **turn,
    )
    return replace(held, stage=stage, attempts=1)


def give_back(database: Database, held: Claim) -> None:
    """Leave the job to the next worker, as if it had not been begun: this one is asked to stop."""
    with database.transaction() as session:
        _change(session, held, claimed_by=None, lease_until=None, attempts=held.attempts - 1)


def postpone(database: Database, held: Claim, seconds: float, *, counts: bool) -> None:
    """Leave the job to whoever is free after `seconds`. `counts`: whether this was one of its attempts."""
    attempts = held.attempts if counts else held.attempts - 1
    with database.transaction() as session:
        _change(session, held, claimed_by=None, lease_until=utcnow() + timedelta(seconds=seconds), attempts=attempts)


def passed_on(session: Session, held: Claim) -> bool:
    """Whether somebody else has the job by now, or had it and is done. Locks its row, so that it stays like that.

    False if there is no such job any more: nobody goes on with what was begun.
    """
    row = session.execute(
        sa.select(Job.claimed_by).where(Job.transcript_id == held.transcript_id).with_for_update()
    ).one_or_none()
    return row is not None and row.claimed_by != held.token


def _change(session: Session, held: Claim, **values: object) -> None:
    ours = sa.update(Job).where(Job.transcript_id == held.transcript_id, Job.claimed_by == held.token)
    result: Any = session.execute(ours.values(**values))
    if result.rowcount != 1:
        raise JobLost()


class Hold:
    """Holds a claim while its stage computes: extends the lease, and notices when the job is no longer ours."""

    def __init__(self, database: Database, held: Claim, stopping: Callable[[], bool]) -> None:
        self._database = database
        self._claim = held
        self._stopping = stopping
        self._lost = Event()
        self._closed = Event()
        self._progress = self._written = 0.0
        self._beat_at = monotonic() + _BEAT_SECONDS
        self._thread = Thread(target=self._keep, name=f"lease-{held.transcript_id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._closed.set()
        self._thread.join()

    @property
    def lost(self) -> bool:
        """Whether the job is known to be no longer ours."""
        return self._lost.is_set()

    def cancelled(self) -> bool:
        """Whether the stage must stop: its job is no longer ours, or this process is asked to end."""
        return self.lost or self._stopping()

    def progress(self, share: float) -> None:
        """Note how much of the stage is done, 0..1. Cheap: it is written now and then."""
        self._progress = share

    def _keep(self) -> None:
        while not self._closed.wait(_LOOK_SECONDS):
            try:
                if not self._beat():
                    self._lost.set()
                    return
            except sa.exc.SQLAlchemyError as error:  # a database, or a pool, that is busy now may be free in time
                log.warning("lease_not_extended", transcript_id=self._claim.transcript_id, error=type(error).__name__)

    def _beat(self) -> bool:
        ours = (Job.transcript_id == self._claim.transcript_id, Job.claimed_by == self._claim.token)
        if monotonic() < self._beat_at and abs(self._progress - self._written) < 0.01:
            with self._database.snapshot() as session:
                return session.scalar(sa.select(Job.transcript_id).where(*ours)) is not None
        until, progress = utcnow() + timedelta(seconds=LEASE_SECONDS), self._progress
        with self._database.transaction() as session:
            result: Any = session.execute(sa.update(Job).where(*ours).values(lease_until=until, progress=progress))
        if not result.rowcount:
            return False
        # What the stage has announced and not yet sealed: its time goes on with the worker's.
        inventory.extend(self._database, self._claim.transcript_id, seconds=LEASE_SECONDS)
        self._written, self._beat_at = progress, monotonic() + _BEAT_SECONDS
        return True
