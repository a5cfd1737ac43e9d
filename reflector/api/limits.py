"""What one client may do, and who a client is.

A client is a signed-in user, or the network address of the caller (IPv6: the /64 that a household gets), behind
TRUSTED_PROXIES the one that they name. Neither is stored or logged: only an HMAC of it, with the day in it, so that
nobody can follow a client from one day to the next. Its key is a file of its own below DATA_DIR, which all processes
share: whoever has the database, a copy of it or a bucket cannot try all addresses until one fits. The rows forget
it after a day (`jobs.forget_clients`).

Minutes of audio are what the rows of the client's recordings of the day say once they are converted, and what was
charged for those that the client erased again. Before, nobody knows a recording's length: each one that waits for its
conversion counts as a minute, so that a flood ends at this door, and the conversion itself refuses what is too much
(`transcription/stages.py`). Uploads under way are counted in this process.
"""

import hmac
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from hashlib import sha256
from math import ceil
from pathlib import Path
from secrets import token_bytes
from tempfile import mkstemp
from threading import Lock
from typing import Any, Literal, get_args

import sqlalchemy as sa
import structlog
from limits import RateLimitItemPerDay, RateLimitItemPerHour
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter
from starlette.requests import HTTPConnection

from reflector.api.addresses import address_of, is_trusted, networks
from reflector.api.problems import Problem, too_many
from reflector.db.models import Job, Transcript, utcnow
from reflector.db.session import Database
from reflector.settings import Settings

log = structlog.get_logger(__name__)

#: What is counted by the hour, each for itself, with the same limit.
Thing = Literal["transcripts", "meetings", "answers"]

#: Uploads that one process takes at once. Each holds a thread and about 2 MB.
MAX_UPLOADS = 64
#: What a recording counts as until its length is known, and when to look again.
_UNCONVERTED_SECONDS = 60.0


class Limits:
    """The limits of one instance, as this process enforces them."""

    def __init__(self, settings: Settings, database: Database, clock: Callable[[], datetime] = utcnow) -> None:
        self._settings = settings
        self._database = database
        self._clock = clock
        self._proxies = networks(settings.TRUSTED_PROXIES)
        self._warned = False
        storage = _storage(settings)
        self._moving, self._fixed = MovingWindowRateLimiter(storage), FixedWindowRateLimiter(storage)
        hourly = settings.TRANSCRIPTS_PER_CLIENT_PER_HOUR
        self._hourly = {
            thing: RateLimitItemPerHour(hourly, namespace=f"reflector-{thing}") for thing in get_args(Thing)
        }
        self._erased = RateLimitItemPerDay(settings.AUDIO_MINUTES_PER_CLIENT_PER_DAY * 60, namespace="reflector-erased")
        self._uploads: Counter[str] = Counter()
        self._lock = Lock()

    @cached_property
    def _key(self) -> bytes:
        return _secret(self._settings.DATA_DIR / ".client-key")

    def client(self, connection: HTTPConnection, user: str | None) -> str:
        """Who calls, as a keyed hash in hex that says nothing tomorrow."""
        forwarded = ",".join(connection.headers.getlist("x-forwarded-for"))
        peer = connection.client.host if connection.client else ""
        if forwarded and not self._warned and not is_trusted(peer, self._proxies):
            self._warned = True
            log.warning("forwarded_header_ignored", advice="Name your proxy in TRUSTED_PROXIES.")
        who = f"user {user}" if user is not None else f"address {address_of(peer, forwarded, self._proxies)}"
        day = self._clock().date().isoformat()
        return hmac.new(self._key, f"{day} {who}".encode(), sha256).hexdigest()

    # -- how many -----------------------------------------------------------------------------------------------

    def count(self, thing: Thing, client: str) -> None:
        """Count one more of what makes rows. Raises Problem 429."""
        hourly = self._hourly[thing]
        if not self._moving.hit(hourly, client):
            wait = self._moving.get_window_stats(hourly, client).reset_time - self._clock().timestamp()
            raise too_many(
                f"too_many_{thing}", f"You may make {hourly.amount} {thing} in an hour. Come again later.", wait
            )

    def check_minutes(self, client: str) -> None:
        """Raises Problem 429 if the client has brought all the audio that one day allows."""
        allowed = self._settings.AUDIO_MINUTES_PER_CLIENT_PER_DAY
        known = self._seconds_kept(client) + self._seconds_erased(client)
        sentence = f"You may bring {allowed} minutes of audio in a day."
        if known >= allowed * 60:
            raise too_many("too_much_audio", f"{sentence} Come again tomorrow.", _until_midnight(self._clock()))
        if known + self._unconverted(client) * _UNCONVERTED_SECONDS >= allowed * 60:
            later = f"{sentence} Come again when the length of those that wait is known."
            raise too_many("too_much_audio", later, _UNCONVERTED_SECONDS)

    def charge_erased(self, client: str | None, seconds: float | None) -> None:
        """Remember `seconds` of audio that the client brought today and that no row tells of any more."""
        if client and seconds:
            self._fixed.hit(self._erased, client, cost=ceil(seconds))

    def _seconds_kept(self, client: str) -> float:
        today = datetime.combine(self._clock().date(), time(), UTC)
        mine = sa.select(sa.func.coalesce(sa.func.sum(Transcript.duration), 0.0)).join(
            Job, Job.transcript_id == Transcript.id
        )
        with self._database.snapshot() as session:
            return float(session.scalar(mine.where(Job.client == client, Transcript.created_at >= today)) or 0.0)

    def _unconverted(self, client: str) -> int:
        mine = sa.select(sa.func.count()).select_from(Job).join(Transcript, Job.transcript_id == Transcript.id)
        waiting = Job.client == client, Job.stage == "convert", Transcript.duration.is_(None)
        with self._database.snapshot() as session:
            return session.scalar(mine.where(*waiting)) or 0

    def _seconds_erased(self, client: str) -> int:
        return self._erased.amount - self._fixed.get_window_stats(self._erased, client).remaining

    # -- how many at once, and how large ------------------------------------------------------------------------

    @contextmanager
    def uploading(self, client: str) -> Iterator[None]:
        """Hold one of the client's uploads, and one of the process's. Raises Problem 429 or 503."""
        allowed = self._settings.UPLOAD_MAX_CONCURRENT_PER_CLIENT
        with self._lock:
            if self._uploads[client] >= allowed:
                raise too_many(
                    "too_many_uploads", f"You may have {allowed} uploads under way at once. Let one of them finish.", 5
                )
            if self._uploads.total() >= MAX_UPLOADS:
                raise Problem(
                    503, "busy", "The instance takes no more uploads at the moment.", headers={"Retry-After": "30"}
                )
            self._uploads[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._uploads[client] -= 1
                if not self._uploads[client]:
                    del self._uploads[client]

    def uploads_under_way(self) -> int:
        """How many uploads this process is taking."""
        with self._lock:
            return self._uploads.total()


def _secret(path: Path) -> bytes:
    """The random secret that `path` holds; made by whoever asks first."""
    with suppress(FileNotFoundError):
        return path.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = mkstemp(prefix=path.name, dir=path.parent)  # only its owner may read it
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was first
            os.link(temporary, path)
    finally:
        os.unlink(temporary)
    return path.read_bytes()


def _storage(settings: Settings) -> Any:
    broker = settings.CELERY_BROKER_URL
    uri = settings.RATE_LIMIT_STORAGE_URI or (broker if broker.startswith("redis") else "")
    return storage_from_string(uri, wrap_exceptions=True) if uri else MemoryStorage()


def _until_midnight(now: datetime) -> float:
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time(), UTC)
    return (tomorrow - now).total_seconds()
