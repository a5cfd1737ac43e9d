"""Identifies clients, and limits their use of the instance.

A client is a signed-in user, or else the network address of the caller (for IPv6 the /64 of a household). Behind
TRUSTED_PROXIES it is the address that they report. Neither is stored or logged. Only an HMAC over the address and the
day is stored, so that a client cannot be tracked from one day to the next. The key of the HMAC is a file below
DATA_DIR that all processes share. So a copy of the database or of a bucket is not enough to guess addresses.

These limits apply across all processes (`transcription/usage.py`):

- transcripts, meetings and answers per hour;
- simultaneous uploads and event streams. One process has a limited number of slots for each, and reserves a quarter of
  them for clients that have none yet; so it does for corrections, which only count in one process;
- bytes of uploads that are not converted yet, per client and in total, and unfinished transcripts;
- minutes of audio per day. The worker knows the length after decoding, and counts it even if the recording is refused.
  Until then each waiting recording counts as one minute, which stops a flood of uploads.
"""

import hmac
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from secrets import token_bytes
from tempfile import mkstemp
from threading import Lock
from time import monotonic
from typing import Literal

import sqlalchemy as sa
import structlog
from limits import RateLimitItemPerHour
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import HTTPConnection

from reflector.api.addresses import address_of, is_trusted, networks
from reflector.api.limits_storage import DatabaseStorage
from reflector.api.problems import Problem, too_many
from reflector.db.models import Artifact, Job, Transcript, utcnow
from reflector.db.session import Database
from reflector.db.states import ArtifactKind, Stage
from reflector.errors import NoSpace
from reflector.settings import Settings
from reflector.transcription import usage

log = structlog.get_logger(__name__)


class Action(StrEnum):
    """The actions that are limited per hour. Each is counted separately, with the same limit."""

    #: Creating a transcript.
    TRANSCRIPTS = "transcripts"
    #: Beginning a meeting.
    MEETINGS = "meetings"
    #: Answering whether the audio of a meeting may be kept.
    ANSWERS = "answers"


#: Maximum simultaneous uploads of one process. Each needs a thread and about 2 MB.
MAX_UPLOADS = 64
#: Maximum simultaneous event streams of one process, and of one client. Each queries the database twice a second.
MAX_STREAMS, MAX_STREAMS_PER_CLIENT = 200, 10
#: Maximum simultaneous corrections of one process. Each keeps a processor busy, for a second per hour of speech.
MAX_CORRECTIONS = 4
#: Share of these slots that is reserved for clients that have none yet.
KEPT_SHARE = 0.25
#: Assumed seconds of a recording until its length is known, and seconds after which the client may try again.
_UNCONVERTED_SECONDS = 60.0
#: The quota of a running upload is checked after each further number of bytes.
_CHECK_BYTES = 16 * 1024**2


class Limits:
    """The limits of one instance."""

    def __init__(self, settings: Settings, database: Database, clock: Callable[[], datetime] = utcnow) -> None:
        self._settings = settings
        self._database = database
        self._clock = clock
        self._proxies = networks(settings.TRUSTED_PROXIES)
        self._warned = False
        self._moving = MovingWindowRateLimiter(_storage(settings, database))
        hourly = settings.TRANSCRIPTS_PER_CLIENT_PER_HOUR
        self._hourly = {action: RateLimitItemPerHour(hourly, namespace=f"reflector-{action}") for action in Action}
        self._uploads = Places(MAX_UPLOADS)
        self._streams = Places(MAX_STREAMS)
        self._corrections = Places(MAX_CORRECTIONS)

    # -- clients ------------------------------------------------------------------------------------------------

    @cached_property
    def _key(self) -> bytes:
        """The random secret in DATA_DIR. The first process that needs it creates the file."""
        path = self._settings.DATA_DIR / ".client-key"
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

    def client(self, connection: HTTPConnection, user: str | None) -> str:
        """The keyed hash of the caller, which changes every day. `user`: the signed-in user."""
        forwarded = ",".join(connection.headers.getlist("x-forwarded-for"))
        peer = connection.client.host if connection.client else ""
        if forwarded and not self._warned and not is_trusted(peer, self._proxies):
            self._warned = True
            log.warning("forwarded_header_ignored", advice="Name your proxy in TRUSTED_PROXIES.")
        who = f"user {user}" if user is not None else f"address {address_of(peer, forwarded, self._proxies)}"
        day = self._clock().date().isoformat()
        return hmac.new(self._key, f"{day} {who}".encode(), sha256).hexdigest()

    # -- quotas -------------------------------------------------------------------------------------------------

    def count(self, action: Action, client: str) -> None:
        """Count one action of a client. Raises Problem 429 when the limit of the hour is reached."""
        hourly = self._hourly[action]
        if not self._moving.hit(hourly, client):
            wait = self._moving.get_window_stats(hourly, client).reset_time - self._clock().timestamp()
            raise too_many(
                f"too_many_{action}", f"You may make {hourly.amount} {action} in an hour. Come again later.", wait
            )

    def check_unfinished(self, client: str) -> None:
        """Raise Problem 429 if too many transcripts of the client wait for their recording."""
        allowed = self._settings.UPLOADS_UNFINISHED_PER_CLIENT
        mine = sa.select(sa.func.count()).select_from(Job).where(Job.client == client, Job.stage == Stage.UPLOAD)
        with self._database.snapshot() as session:
            unfinished = session.scalar(mine) or 0
        if unfinished >= allowed:
            text = (
                f"You have {unfinished} transcripts that wait for their recording. Finish or erase one of them first."
            )
            raise too_many("too_many_unfinished", text, 60)

    def check_minutes(self, client: str) -> None:
        """Raise Problem 429 if the client has used up the minutes of audio of this day."""
        allowed = self._settings.AUDIO_MINUTES_PER_CLIENT_PER_DAY
        waiting = sa.select(sa.func.count()).select_from(Job).join(Transcript, Job.transcript_id == Transcript.id)
        unconverted = Job.client == client, Job.stage == Stage.CONVERT, Transcript.duration.is_(None)
        with self._database.snapshot() as session:
            known = usage.amount(session, "minutes", client)
            unknown = session.scalar(waiting.where(*unconverted)) or 0
        if known >= allowed * 60:
            now = self._clock()
            midnight = datetime.combine(now.date() + timedelta(days=1), time(), UTC)
            seconds = (midnight - now).total_seconds()
            used_up = f"Today's allowance of {allowed} minutes of audio is used up. A new day begins at midnight UTC."
            raise too_many("too_much_audio", used_up, seconds)
        if known + unknown * _UNCONVERTED_SECONDS >= allowed * 60:
            later = (
                f"Your last recordings may use up today's allowance of {allowed} minutes of audio. "
                "Come again when they are converted, and their length is known."
            )
            raise too_many("too_much_audio", later, _UNCONVERTED_SECONDS)

    def check_bytes(self, client: str, coming: int) -> None:
        """Raise Problem 429 if `coming` more bytes exceed the client's quota, or NoSpace if they exceed the total.

        All uploads count that are not converted yet: those that are running, interrupted, or waiting for a worker.
        """
        received = sa.select(sa.func.coalesce(sa.func.sum(Artifact.size), 0))
        waiting = received.join(Job, Job.transcript_id == Artifact.transcript_id).where(
            Artifact.kind == ArtifactKind.UPLOAD, Job.stage.in_((Stage.UPLOAD, Stage.INGEST, Stage.CONVERT))
        )
        with self._database.snapshot() as session:
            mine = (session.scalar(waiting.where(Job.client == client)) or 0) + usage.amount(session, "uploads", client)
            everybodys = (session.scalar(waiting) or 0) + usage.amount(session, "uploads")
        allowed = self._settings.UPLOAD_WAITING_BYTES_PER_CLIENT
        if mine + coming > allowed:
            text = (
                f"At most {allowed} bytes of your uploads may wait for their conversion. Let one of them finish first."
            )
            raise too_many("too_many_bytes", text, 60)
        if everybodys + coming > self._settings.UPLOAD_DISK_SHARE * shutil.disk_usage(self._settings.DATA_DIR).total:
            raise NoSpace()

    # -- slots --------------------------------------------------------------------------------------------------

    @contextmanager
    def uploading(self, client: str) -> "Iterator[Held]":
        """Hold an upload slot of the client and one of the process during the block. Raises Problem 429 or 503."""
        allowed = self._settings.UPLOAD_MAX_CONCURRENT_PER_CLIENT
        with self._uploads.one(client), self._held("uploads", client, allowed) as held:
            yield held

    @contextmanager
    def streaming(self, client: str) -> "Iterator[Held]":
        """Hold a stream slot of the client and one of the process during the block. Raises Problem 429 or 503."""
        with self._streams.one(client), self._held("streams", client, MAX_STREAMS_PER_CLIENT) as held:
            yield held

    def correcting(self, client: str) -> AbstractContextManager[None]:
        """Hold a slot of the process for a correction during the block. Raises Problem 503."""
        return self._corrections.one(client)

    @contextmanager
    def _held(self, name: Literal["uploads", "streams"], client: str, allowed: int) -> "Iterator[Held]":
        place = usage.take(self._database, name, client, most=allowed)
        if place is None:
            text = f"You may have {allowed} {name} under way at once. Let one of them finish."
            raise too_many(f"too_many_{name}", text, 5)
        try:
            yield Held(self, self._database, client, place)
        finally:
            usage.release(self._database, place)

    def uploads_under_way(self) -> int:
        """The number of running uploads of this process."""
        return self._uploads.taken()


class Places:
    """The slots of one process for uploads or for event streams."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._by_client: Counter[str] = Counter()
        self._lock = Lock()

    @contextmanager
    def one(self, client: str) -> Iterator[None]:
        """Hold a slot during the block. Raises Problem 503 if none is free for this client.

        The last quarter of the slots is reserved for clients that have none yet.
        """
        with self._lock:
            kept = self._most * KEPT_SHARE if self._by_client[client] else 0
            if self._by_client.total() >= self._most - kept:
                text = "The instance cannot take more at the moment. Try again soon."
                raise Problem(503, "busy", text, headers={"Retry-After": "30"})
            self._by_client[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._by_client[client] -= 1
                if not self._by_client[client]:
                    del self._by_client[client]

    def taken(self) -> int:
        """The number of occupied slots."""
        with self._lock:
            return self._by_client.total()


class Held:
    """A held slot, as a row that other processes see. Not thread-safe."""

    def __init__(self, limits: Limits, database: Database, client: str, place: int) -> None:
        self._limits = limits
        self._database = database
        self._client = client
        self._place = place
        self._bytes = 0
        self._sign_at = monotonic() + usage.SIGN_SECONDS

    def received(self, size: int) -> None:
        """Count `size` more received bytes. Raises Problem 429 and NoSpace when they are too many."""
        before, self._bytes = self._bytes, self._bytes + size
        if self._bytes // _CHECK_BYTES > before // _CHECK_BYTES:
            usage.extend(self._database, self._place, self._bytes)
            self._limits.check_bytes(self._client, 0)
            self._sign_at = monotonic() + usage.SIGN_SECONDS
        self.sign()

    def sign(self) -> None:
        """Show that the slot is still used. This is cheap: it writes only every SIGN_SECONDS."""
        if monotonic() >= self._sign_at:
            usage.extend(self._database, self._place, self._bytes)
            self._sign_at = monotonic() + usage.SIGN_SECONDS


def _storage(settings: Settings, database: Database) -> Storage:
    broker = settings.CELERY_BROKER_URL
    uri = settings.RATE_LIMIT_STORAGE_URI or (broker if broker.startswith("redis") else "")
    if not uri:
        return DatabaseStorage(database)
    storage = storage_from_string(uri, wrap_exceptions=True)
    assert isinstance(storage, Storage)  # noqa: S101  (the asynchronous ones have another scheme)
    return storage
