"""Decides which job has the next turn, and when a long job is put back for another one.

In one turn a worker does a whole short job, or a part of a long one: its conversion, or a piece of about a minute.

- The next turn goes to the client with the fewest jobs under way. So a client with a thousand recordings delays another
  one by one turn only.
- Of several such clients, the one that has waited longest is next. A client waits since its last turn; a new client
  waits since it sent its oldest job. So new clients cannot keep an older one waiting for ever.
- Of several jobs of one client, the one that has waited longest is next, too.
- A share of a job's length, at most PATIENCE_MAX_SECONDS, is taken off its wait. So a short recording goes before a
  long one that came a little earlier.

See docs/decisions/0033-a-turn-is-a-piece.md and 0049-the-front-of-the-queue.md.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.among import among
from reflector.db.models import LONG_AGO, Job, Transcript, utcnow
from reflector.db.states import WORK, Stage

#: Longest lease and longest pause of a job, in seconds. A longer one was written while the clock was wrong.
LEASE_MAX_SECONDS = 3600.0
#: The two parts of a deduction from the wait of a job: a share of its length, and the most seconds.
PATIENCE_SHARE, PATIENCE_MAX_SECONDS = 1 / 60, 10.0
#: Clients, and jobs of each, that are looked at to find the next job. Other workers may take the first ones meanwhile.
_FRONT_CLIENTS, _FRONT_JOBS = 8, 8
#: A recording with less than this many seconds left is not interrupted.
LONG_SECONDS = 75.0
#: Seconds of sound in one turn.
_TURN_SECONDS = 60.0
#: The least seconds that a worker needs for a recording, and the number of recordings from which the pace is measured.
_LEAST_WORK_SECONDS, _MEASURED = 2.0, 20
#: Assumed bytes of a second of sound, to estimate the length of a recording before it is converted.
_BYTES_PER_SECOND = 16_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """A job that is not done."""

    transcript_id: str
    client: str
    #: The time of its upload, and of its last turn.
    created_at: datetime
    started_at: datetime | None
    #: Whether any worker may take it. Otherwise a worker has it, or it waits for the end of an outage.
    open: bool
    #: Whether a worker has it.
    leased: bool
    #: Seconds of sound that are left to recognize; an estimate before the conversion.
    left_seconds: float

    @property
    def patience(self) -> timedelta:
        """The time that is taken off its wait, so that shorter jobs go first."""
        return timedelta(seconds=min(self.left_seconds * PATIENCE_SHARE, PATIENCE_MAX_SECONDS))


@dataclass(frozen=True, slots=True)
class Queue:
    """The jobs that are not done, or the front of them (`read_front`), at one moment."""

    jobs: Mapping[str, Waiting]
    #: The time of each client's last turn.
    served: Mapping[str, datetime]
    now: datetime

    def order(self, jobs: Collection[Waiting] | None = None) -> list[Waiting]:
        """The open jobs, the next one first. `jobs`: only these."""
        busy = Counter(job.client for job in self.jobs.values() if job.leased)
        found = [job for job in self.jobs.values() if job.open] if jobs is None else jobs

        def key(job: Waiting) -> tuple[int, datetime, datetime, datetime]:
            created = _believed(job.created_at, self.now)
            waits = self.served.get(job.client, created)
            since = job.started_at if job.started_at is not None and job.started_at <= self.now else created
            return busy[job.client], waits + job.patience, since + job.patience, job.created_at

        return sorted(found, key=key)


def _believed(moment: datetime, now: datetime) -> datetime:
    """`moment`, or the earliest one if it is in the future: the clock was wrong then, and it must delay nobody."""
    return moment if moment <= now else datetime.min.replace(tzinfo=now.tzinfo)


def read_queue(session: Session) -> Queue:
    """The jobs that are not done. No text is read."""
    now = utcnow()
    jobs = _jobs(session, now)
    # The last turn of a client may be that of a job that is done.
    clients = {job.client for job in jobs.values()}
    last_turns = (
        sa.select(Job.client, sa.func.max(Job.started_at).label("at"))
        .where(among(Job.client, clients), Job.started_at <= now)
        .group_by(Job.client)
    )
    return Queue(jobs, {row.client: row.at for row in session.execute(last_turns)}, now)


def _jobs(session: Session, now: datetime, *conditions: sa.ColumnElement[bool]) -> dict[str, Waiting]:
    """The jobs that are not done and meet `conditions`."""
    longest = now + timedelta(seconds=LEASE_MAX_SECONDS)
    columns = (
        *(Job.transcript_id, Job.client, Job.stage, Job.created_at, Job.started_at, Job.lease_until, Job.claimed_by),
        *(Job.progress, Job.upload_bytes, Transcript.duration),
    )
    rows = session.execute(
        sa.select(*columns).join(Transcript, Transcript.id == Job.transcript_id).where(Job.stage.in_(WORK), *conditions)
    ).all()
    jobs = {}
    for row in rows:
        open_now = row.lease_until is None or not now < row.lease_until <= longest
        jobs[row.transcript_id] = Waiting(
            row.transcript_id,
            row.client or "",
            row.created_at,
            row.started_at,
            open_now,
            not open_now and row.claimed_by is not None,
            _left(row.stage, row.duration, row.progress, row.upload_bytes),
        )
    return jobs


def is_open(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions that any worker may take a job."""
    longest = now + timedelta(seconds=LEASE_MAX_SECONDS)
    return Job.stage.in_(WORK), sa.or_(Job.lease_until.is_(None), Job.lease_until <= now, Job.lease_until > longest)


# -- the front of the queue -------------------------------------------------------------------------------------------

# No planner uses another index for `<>`. The indexes ix_job_waiting and ix_job_new have this condition.
_WAITS = sa.and_(Job.stage != sa.literal_column("'upload'"), Job.stage != sa.literal_column("'done'"))


def read_front(session: Session, client: str | None = None) -> Queue:
    """The part of the queue that decides who is next: the jobs at work, and the oldest open jobs of some clients.

    These clients are the next ones, and `client`. The time depends on the number of clients, not of jobs: each step
    goes to the next client in an index.
    """
    now = utcnow()
    longest = now + timedelta(seconds=LEASE_MAX_SECONDS)
    jobs = _jobs(session, now, Job.claimed_by.is_not(None), Job.lease_until > now, Job.lease_until <= longest)
    busy = Counter(job.client for job in jobs.values())
    found = {row.client: row for row in session.execute(_clients(now)) if row.created or row.started}
    served = {name or "": row.served for name, row in found.items() if row.served is not None}

    def key(name: str | None) -> tuple[int, datetime]:
        since = _believed(found[name].created or found[name].started, now)
        return busy[name or ""], served.get(name or "", since)

    chosen = dict.fromkeys(sorted(found, key=key)[:_FRONT_CLIENTS])
    chosen |= {name: None for name in found if client == (name or "")}
    if chosen:
        oldest = [
            sa.select(jobs_of.limit(_FRONT_JOBS).subquery())
            for name in chosen
            for jobs_of in _oldest(now, Job.client.is_(None) if name is None else Job.client == name, Job.transcript_id)
        ]
        jobs |= _jobs(session, now, among(Job.transcript_id, session.scalars(sa.union_all(*oldest)).all()))
    return Queue(jobs, served, now)


def _clients(now: datetime) -> sa.Select[Any]:
    """Each client that has jobs, with its last turn, and its oldest open jobs: one without a turn, and one with.

    A recursive query steps through the clients, because no database skips equal values of an index by itself. Jobs
    without a client belong to one client.
    """
    first = sa.select(Job.client).where(_WAITS, Job.client.is_not(None)).order_by(Job.client).limit(1)
    clients = sa.select(first.scalar_subquery().label("client")).cte("clients", recursive=True)
    following = first.where(Job.client > clients.c.client).correlate(clients).scalar_subquery()
    clients = clients.union_all(sa.select(following).where(clients.c.client.is_not(None)))
    times = _oldest(now, Job.client == clients.c.client, None)
    served = sa.select(Job.started_at).where(Job.client == clients.c.client, Job.started_at <= now)
    found = sa.select(
        clients.c.client,
        *(one.limit(1).correlate(clients).scalar_subquery() for one in times),
        served.order_by(Job.started_at.desc()).limit(1).correlate(clients).scalar_subquery(),
    ).where(clients.c.client.is_not(None))
    nobody = (one.limit(1).scalar_subquery() for one in _oldest(now, Job.client.is_(None), None))
    both = sa.union_all(found, sa.select(sa.null(), *nobody, sa.null())).subquery().c
    names = ("client", "created", "started", "served")
    columns = [column.label(name) for column, name in zip(both, names, strict=True)]
    return sa.select(*columns)


def _oldest(now: datetime, of: sa.ColumnElement[bool], column: Any) -> list[sa.Select[Any]]:
    """The open jobs of a client by their wait: those without a turn, and those with one. None: their times."""
    # The condition of is_open, written with COALESCE so that the planner cannot choose ix_job_stage_lease_until.
    until = sa.func.coalesce(Job.lease_until, sa.literal(LONG_AGO, Job.lease_until.type))
    is_open_now = sa.or_(until <= now, until > now + timedelta(seconds=LEASE_MAX_SECONDS))
    # Ordered by client, too: for IS NULL, PostgreSQL would otherwise sort instead of reading the index in order.
    return [
        sa.select(time if column is None else column)
        .where(_WAITS, of, is_open_now, had_turn)
        .order_by(Job.client, time)
        for time, had_turn in (
            (Job.created_at, Job.started_at.is_(None)),
            (Job.started_at, Job.started_at.is_not(None)),
        )
    ]


def must_pause(session: Session, transcript_id: str) -> bool:
    """Whether the worker must put this job back, because another job is next and much of this one is left."""
    mine = _jobs(session, utcnow(), Job.transcript_id == transcript_id).get(transcript_id)
    if mine is None or mine.left_seconds < LONG_SECONDS:
        return False
    queue = read_front(session, mine.client)
    if not any(job.open for job in queue.jobs.values()):
        return False
    # Ask for the order as it would be if this job's turn had just ended.
    given = Waiting(mine.transcript_id, mine.client, mine.created_at, queue.now, True, False, mine.left_seconds)
    then = Queue({**queue.jobs, transcript_id: given}, {**queue.served, mine.client: queue.now}, queue.now)
    return then.order()[0].transcript_id != transcript_id


# -- estimates --------------------------------------------------------------------------------------------------------


class Outlook(NamedTuple):
    """The facts about a waiting job that its client may know."""

    #: Its position, from 1. None: a worker has it, or it is not in the queue.
    place: int | None = None
    #: Seconds until its text is complete, if no other recording arrives. None: not known.
    seconds: float | None = None


class Outlooks:
    """The outlook of each job of a queue.

    Args:
        queue: All jobs at one moment.
        pace: Seconds of work for a second of sound, as measured. None: there is no estimate.
    """

    def __init__(self, queue: Queue, pace: float | None) -> None:
        self._queue = queue
        self._pace = pace
        self._places = {job.transcript_id: place for place, job in enumerate(queue.order(), 1)}
        self._workers = max(1, sum(job.leased for job in queue.jobs.values()))
        self._of_client: defaultdict[str, list[float]] = defaultdict(list)
        for job in queue.jobs.values():
            self._of_client[job.client].append(self._work(job))

    def of(self, transcript_id: str) -> Outlook:
        """The outlook of one job.

        Clients take turns, and so do the jobs of one client. So during the turns of this job, each other client has as
        many turns, and so has each other job of the same client, until their work is done.
        """
        job = self._queue.jobs.get(transcript_id)
        if job is None:
            return Outlook()
        if self._pace is None or not (job.open or job.leased):  # it waits for the end of an outage
            return Outlook(self._places.get(transcript_id))
        turn = _TURN_SECONDS * self._pace
        own = sum(min(work, self._work(job) + turn) for work in self._of_client[job.client]) - turn
        own = max(own, self._work(job))
        others = sum(min(sum(work), own + turn) for client, work in self._of_client.items() if client != job.client)
        # With several workers, one of them does the last part alone.
        return Outlook(self._places.get(transcript_id), max((own + others) / self._workers, self._work(job)))

    def _work(self, job: Waiting) -> float:
        return max(_LEAST_WORK_SECONDS, job.left_seconds * (self._pace or 0.0))


def measured_pace(session: Session) -> float | None:
    """Seconds of work for a second of sound, measured on the latest finished recordings. None: there are none yet."""
    latest = (
        sa.select(Job.work_seconds, Transcript.duration)
        .join(Transcript, Transcript.id == Job.transcript_id)
        .where(Job.stage == Stage.DONE, Job.work_seconds > 0, Transcript.duration > 0, Job.started_at.is_not(None))
        .order_by(Job.started_at.desc())
        .limit(_MEASURED)
    )
    rows = session.execute(latest).all()
    return sum(row.work_seconds for row in rows) / sum(row.duration for row in rows) if rows else None


def _left(stage: str, duration: float | None, progress: float, upload_bytes: int | None) -> float:
    if stage == Stage.DIGEST:
        return 0.0
    if duration is None:
        return (upload_bytes or 0) / _BYTES_PER_SECOND
    return duration * (1 - progress) if stage == Stage.RECOGNIZE else duration
