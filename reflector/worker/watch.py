"""Checks that beat, a worker for each queue and the broker work, and that no job waits for too long. Without a process
that keeps it, the promise does not count as kept (R15).
"""

import errno
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_hex
from threading import Lock
from time import monotonic
from typing import NamedTuple
from urllib.parse import urlsplit

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector.db.adopted import DatabaseKind, kind_of
from reflector.db.models import Heartbeat, Identity, Job
from reflector.db.session import Database
from reflector.db.states import WORK
from reflector.errors import BrokerUnavailable
from reflector.retention.report.status import Promise, promise
from reflector.settings import Settings
from reflector.worker import BEAT, QUEUES, WORKER
from reflector.worker.latest import Latest

log = structlog.get_logger(__name__)

#: Seconds that the broker may take to answer.
_BROKER_SECONDS = 3
#: Seconds for which an answer of the broker is used.
_BROKER_BELIEVED_SECONDS = 10.0
#: Seconds for which one answer about the promise is given to every visitor.
BELIEVED_SECONDS = 1.0
#: A heartbeat that is further in the future than this many seconds was written while a clock was wrong.
_AHEAD_SECONDS = 60

#: Every reason that this module can find.
REASONS = ("no_beat", *(f"no_worker:{queue}" for queue in QUEUES), "broker", "jobs_waiting")


@dataclass(frozen=True, slots=True)
class Sight:
    """The visible state of the processes at one moment."""

    #: Latest heartbeat by kind and queue; None if there is none yet.
    heartbeats: dict[tuple[str, str], datetime | None]
    broker_up: bool
    #: Seconds that the oldest job without a worker has been waiting; 0 without such a job.
    oldest_job_seconds: float
    #: Why the promise cannot be kept; members of REASONS.
    reasons: tuple[str, ...]


class Standing(NamedTuple):
    """The state of the promise, and of the processes that keep it."""

    #: Its `behind` includes the reasons of `sight`.
    promise: Promise
    sight: Sight


class Watch:
    """Watches the processes of one instance. May be used by several threads."""

    def __init__(self, database: Database, settings: Settings, *, believed_seconds: float = 0.0) -> None:
        """`believed_seconds`: the maximum age of an answer of `standing`."""
        self._database = database
        self._settings = settings
        self._latest = Latest(self._look, believed_seconds)
        self._asking = Lock()
        self._asked_at: float | None = None
        self._broker_up = True

    def standing(self) -> Standing:
        """The state of the promise and of the processes. Raises SQLAlchemyError if the database is down."""
        return self._latest.get()

    def _look(self) -> Standing:
        stands, sight = promise(self._database, self._settings), self.sight()
        return Standing(replace(stands, behind=(*stands.behind, *sight.reasons)), sight)

    def sight(self) -> Sight:
        """The state that is visible now. Raises SQLAlchemyError if the database is down.

        In an adopted installation cron may make the runs instead of beat. Then nothing is missing.
        """
        now = self._database.now()
        adopted = kind_of(self._database) is DatabaseKind.ADOPTED
        with self._database.snapshot() as session:
            heartbeats = _heartbeats(session, now, QUEUES[:1] if adopted else QUEUES)
            if adopted and not any(heartbeats.values()):
                return Sight({}, broker_up=True, oldest_job_seconds=0.0, reasons=())
            # Seconds that the oldest job has been waiting: since its last worker, or since it was created.
            since = sa.func.coalesce(Job.lease_until, Job.started_at, Job.created_at)
            waiting = sa.select(sa.func.min(since)).where(Job.stage.in_(WORK), since <= now)
            oldest_job_seconds = (now - (session.scalar(waiting) or now)).total_seconds()
            born = session.scalar(sa.select(Identity.created_at)) or now
        broker_up = self._ask_broker()
        silence = timedelta(seconds=self._settings.HEALTH_MAX_SILENCE_SECONDS)
        is_settled = now - born > silence  # the processes of a new instance are still starting
        holds = {
            f"no_{kind}:{queue}".rstrip(":"): is_settled and (latest is None or latest < now - silence)
            for (kind, queue), latest in heartbeats.items()
        }
        holds |= {
            "broker": not broker_up,
            "jobs_waiting": oldest_job_seconds > self._settings.HEALTH_MAX_JOB_WAIT_SECONDS,
        }
        reasons = tuple(reason for reason, is_true in holds.items() if is_true)
        return Sight(heartbeats, broker_up, oldest_job_seconds, reasons)

    def _ask_broker(self) -> bool:
        # One thread asks. The others use the latest answer, so a broker that hangs blocks only one thread.
        if self._asking.acquire(blocking=self._asked_at is None):
            try:
                if self._asked_at is None or monotonic() - self._asked_at > _BROKER_BELIEVED_SECONDS:
                    self._broker_up = broker_answers(self._settings)
                    self._asked_at = monotonic()
            finally:
                self._asking.release()
        return self._broker_up


def broker_answers(settings: Settings) -> bool:
    """Whether the broker accepts a connection now. Waits for a few seconds at most."""
    try:
        ask_broker(settings)
    except BrokerUnavailable as error:
        log.warning("broker_not_reachable", reason=error.message)
        return False
    return True


def ask_broker(settings: Settings) -> None:
    """Connect to the broker, or look into its folder. Raises BrokerUnavailable with setting, cause and cure."""
    parts = urlsplit(settings.CELERY_BROKER_URL)
    if parts.scheme == "filesystem":
        _ask_folder(settings)
        return
    # Slow to import, and not needed for the embedded broker.
    from amqp.exceptions import AMQPError
    from kombu.connection import Connection
    from kombu.exceptions import KombuError
    from redis.exceptions import RedisError

    is_redis = parts.scheme.startswith("redis")
    names = ("socket_connect_timeout", "socket_timeout") if is_redis else ("read_timeout", "write_timeout")
    options = dict.fromkeys(names, _BROKER_SECONDS)
    url = settings.CELERY_BROKER_URL
    try:
        with Connection(url, connect_timeout=_BROKER_SECONDS, transport_options=options) as connection:  # type: ignore[no-untyped-call]
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=2 * _BROKER_SECONDS)
            connection.default_channel.close()
    except (KombuError, AMQPError, RedisError, OSError) as error:
        cause = error.__cause__ or error
        place = f"{parts.hostname or '127.0.0.1'}:{parts.port or ('6379' if is_redis else '5672')}"
        raise BrokerUnavailable(
            f"CELERY_BROKER_URL: the broker at {place} does not answer ({type(cause).__name__}); "
            "start it, or correct host, port, user and password."
        ) from None


def _ask_folder(settings: Settings) -> None:
    folder = settings.broker_dir if settings.broker_dir.exists() else settings.DATA_DIR
    probe = folder / f".probe-{token_hex(4)}"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BrokerUnavailable(
            f"DATA_DIR: the embedded broker cannot write below it ({errno.errorcode.get(error.errno or 0, '?')}); "
            "create the folder, or give it to the user that runs Reflector."
        ) from None


def _heartbeats(session: Session, now: datetime, queues: Sequence[str]) -> dict[tuple[str, str], datetime | None]:
    expected = [(BEAT, ""), *((WORKER, queue) for queue in queues)]
    credible = Heartbeat.moment <= now + timedelta(seconds=_AHEAD_SECONDS)
    latest = sa.select(Heartbeat.kind, Heartbeat.queue, sa.func.max(Heartbeat.moment)).where(credible)
    rows = session.execute(latest.group_by(Heartbeat.kind, Heartbeat.queue))
    found = {(kind, queue): moment for kind, queue, moment in rows}
    return {each: found.get(each) for each in expected}
