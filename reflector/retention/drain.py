"""Erases the bytes of doomed artifacts, and lets their rows go once the bytes are known to be gone.

- One drain at a time (all who let rows go share a lock), and nothing is claimed: a drain that dies has changed nothing,
  and the next one does the same work again at once.
- Stores work side by side, each on a batch at a time: one that is slow holds up its own bytes only. Rows are read and
  settled by one thread, and no transaction waits for a store.
- A row goes when its store has *looked again* and found nothing, and its writer's time is over. What cannot be erased
  is tried again with growing pauses; after the last attempt it is dead: kept, counted, shown.
- Rows are locked in the order of their ids, here and in `revive`. A row that another session keeps locked stays doomed
  and is reported; the next drain finds its bytes missing, which is success.
- Rows go only while the lock of the drain is held. It is lost with its connection, and then another drain may begin.
- A location that a living artifact leads to as well is left alone; only the doomed row goes.
- A store that is down, or overloaded, costs one batch per drain. It says nothing about any one artifact: that attempt
  brings none nearer to death, and is made again after as long as the artifact has waited already.
- A moment that lies further ahead than any pause was written while the clock was ahead: it puts nothing off.

See docs/decisions/0018-stores-are-drained-in-parallel.md and docs/decisions/0021-an-outage-is-no-attempt.md.
"""

import random
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector import inventory
from reflector.db.among import among
from reflector.db.models import Artifact, Base, RetentionRun, utcnow
from reflector.db.session import Database, forbid_transaction, lock_failed
from reflector.errors import BadKey, BucketMissing, ReflectorError, RetentionBusy, StoreDenied
from reflector.instance import Instance
from reflector.inventory import DOOMED, LIVING
from reflector.retention.failures import Failures
from reflector.settings import Settings
from reflector.storage.base import is_unusual, plain_form, speaks_of_the_store

log = structlog.get_logger(__name__)

#: Artifacts looked at in one go: what one bulk call of an object store can take.
BATCH = 1000
#: Stores that work at the same time.
STORES_AT_ONCE = 4
#: How long who drains a few artifacts, and who begins a drain, waits for another: most have few, and take no time.
ONLY_WAIT_SECONDS = 2.0

#: Doomed, of a few artifacts that are given by their ids. Said like this, no database takes the index of all that are
#: doomed for the way to them; PostgreSQL does, as long as its statistics are from when there were none.
_STILL_DOOMED = sa.func.coalesce(Artifact.transcript_id, Artifact.recording_id, Artifact.meeting_id).is_(None)
_TABLE = Base.metadata.tables["artifact"]
_RETRY = sa.update(_TABLE).where(_TABLE.c.id == sa.bindparam("artifact_id"))
_LOCATION = (Artifact.store, Artifact.bucket, Artifact.key)

#: Which store an artifact row names: "local" or "s3", and the bucket.
StoreName = tuple[str, str]
Rows = Sequence[Any]
#: What a store said of each key.
Answer = dict[str, str | None]


@dataclass(slots=True)
class Drained:
    """What came of a drain."""

    #: Artifacts whose bytes are gone and whose rows went.
    artifacts: int = 0
    #: Artifacts, and stores, that resisted.
    errors: Failures = field(default_factory=Failures)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Artifacts of one store."""

    store: StoreName
    rows: Rows
    #: Those whose bytes are to be erased. A living artifact leads to the bytes of the others: only their rows go.
    mine: Rows
    #: Keys that some servers take for the key of a living artifact: they cannot be erased safely.
    contested: frozenset[str]
    #: Whether rows go at all.
    lets_go: bool
    #: When its rows had been read, and its store had not yet looked: what a writer did later it has not seen.
    read_at: datetime


@dataclass(frozen=True, slots=True)
class _Failure:
    row: Any
    code: str
    #: Whether this attempt counts towards death. A store that is down says nothing about one artifact.
    counts: bool


class Drain:
    """One pass over the doomed artifacts that are due."""

    def __init__(self, instance: Instance, *, run_id: str | None = None) -> None:
        self._instance = instance
        self._database = instance.database
        self._settings = instance.settings
        self._run_id = run_id
        longest = max(instance.settings.RETENTION_BACKOFF_MAX_SECONDS, inventory.WRITER_MAX_SECONDS)
        #: Raises RetentionBusy when the lock of the drain is lost. It is set by whoever holds that lock.
        self._require_alone: Callable[[], None] = lambda: None
        self._longest_pause = timedelta(seconds=longest)
        self._began_at = utcnow()
        #: Stores that failed. They are not asked again, however often `batches` is called.
        self._failed_stores: set[StoreName] = set()
        #: Artifacts whose rows another session kept locked. They are not tried again either.
        self._locked: set[int] = set()
        self.drained = Drained()

    def batches(self, require_alone: Callable[[], None], *, rows_are_locked: bool = False) -> Generator[None]:
        """Drain everything that was due when this object was made, or was doomed since; yields after each batch.

        Can be called again for what was doomed meanwhile: no artifact is tried twice. `require_alone` is what
        `inventory.alone` yields. Raises RetentionBusy when that lock is lost.

        `rows_are_locked`: rows are being erased at the same time. Then nothing is drained while a locked row may hold a
        pointer that is not in the inventory yet.
        """
        self._require_alone = require_alone
        if not inventory.complete(self._instance) and rows_are_locked:
            return
        stores = [store for store in self._stores_due() if store not in self._failed_stores]
        yield from self._side_by_side(self._batches_of(store) for store in stores)

    def only(self, artifact_ids: Collection[int]) -> None:
        """Drain these artifacts, if they are doomed.

        Beside another drain their bytes are erased as well, but their rows are left to the next one: the other may be
        slow, and still at work in the same places.
        """
        inventory.complete(self._instance)
        try:
            with inventory.alone(self._database, wait_seconds=ONLY_WAIT_SECONDS) as self._require_alone:
                self._only(artifact_ids, lets_go=True)
        except RetentionBusy:
            self._only(artifact_ids, lets_go=False)

    def _only(self, artifact_ids: Collection[int], *, lets_go: bool) -> None:
        with self._database.snapshot() as session:
            rows = session.execute(_select().where(among(Artifact.id, artifact_ids))).all()
        stores = (iter([list(group)]) for _, group in groupby(rows, key=_store_of))
        for _ in self._side_by_side(stores, lets_go=lets_go):
            pass

    def _side_by_side(self, stores: Iterable[Iterator[Rows]], *, lets_go: bool = True) -> Generator[None]:
        """Drain the batches of each store, of several stores at a time and of all in turn; yields after each batch."""
        inventory.instance_id(self._database)  # made here if it has to be, and not by several stores at once
        waiting = deque(stores)
        at_work: dict[Future[Answer], tuple[_Batch, Iterator[Rows]]] = {}
        with ThreadPoolExecutor(STORES_AT_ONCE, "drain") as pool:
            try:
                while waiting or at_work:
                    while waiting and len(at_work) < STORES_AT_ONCE:
                        batches = waiting.popleft()
                        if rows := next(batches, None):
                            batch = self._prepare(rows, lets_go=lets_go)
                            at_work[pool.submit(self._erase_bytes, batch)] = batch, batches
                    for future in wait(at_work, return_when=FIRST_COMPLETED).done:
                        batch, batches = at_work.pop(future)
                        if self._conclude(batch, future):
                            waiting.append(batches)
                        yield
            finally:  # who stops early still hears what came of what is under way
                for future, (batch, _) in at_work.items():
                    self._conclude(batch, future)

    def _stores_due(self) -> Iterator[StoreName]:
        """The stores in which artifacts are due."""
        after: StoreName | None = ("", "")
        while after is not None:
            later = self._due().where(sa.tuple_(Artifact.store, Artifact.bucket) > sa.tuple_(*after)).limit(1)
            with self._database.snapshot() as session:
                row = session.execute(later).first()
            after = _store_of(row) if row else None
            if after is not None:
                yield after

    def _batches_of(self, store: StoreName) -> Iterator[Rows]:
        """What is due in one store, as long as there is something."""
        # As two bounds of one range, which every planner takes for a range of ix_artifact_doomed. Said as equality of
        # the store, SQLite goes through all its living artifacts by ix_artifact_location.
        of_store = sa.tuple_(Artifact.store, Artifact.bucket) <= sa.tuple_(*store)
        after: tuple[str, int] = ("", 0)
        while True:
            query = self._due().where(sa.tuple_(*_LOCATION, Artifact.id) > sa.tuple_(*store, *after), of_store)
            if self._locked:
                query = query.where(~among(Artifact.id, self._locked))
            with self._database.snapshot() as session:
                rows = session.execute(query.limit(BATCH)).all()
            if not rows:
                return
            yield rows
            after = rows[-1].key, rows[-1].id

    def _due(self) -> sa.Select[*tuple[Any, ...]]:
        return _select().where(
            sa.or_(
                Artifact.next_attempt_at.is_(None),
                Artifact.next_attempt_at <= self._began_at,  # so what this drain has put off is not due again
                Artifact.next_attempt_at > utcnow() + self._longest_pause,
            ),
            Artifact.dead_at.is_(None),
        )

    def _prepare(self, rows: Rows, *, lets_go: bool) -> _Batch:
        forbid_transaction()
        read_at = utcnow()
        store = _store_of(rows[0])
        with self._database.snapshot() as session:
            shared = inventory.led_to(session, *store, [row.key for row in rows], LIVING)
            unusual = {row.key: plain_form(row.key) for row in rows if store[0] == "s3" and is_unusual(row.key)}
            living = inventory.led_to(session, *store, set(unusual.values()), LIVING) if unusual else set()
        contested = frozenset(key for key, plain in unusual.items() if plain in living)
        return _Batch(store, rows, [row for row in rows if row.key not in shared], contested, lets_go, read_at)

    def _conclude(self, batch: _Batch, future: Future[Answer]) -> bool:
        """Let the rows go whose bytes are gone, and put the others off. Returns whether the store is well."""
        try:
            answer = future.result()
        except sa.exc.SQLAlchemyError:  # not the store failed, but the database in which its marker is looked up
            raise
        except Exception as error:  # noqa: BLE001  # a fault that nobody foresaw is one store's, too
            why = error.log_code if isinstance(error, ReflectorError) else type(error).__name__
            log.error("store_failed", store=batch.store[0], artifacts=len(batch.rows), error=why)
            self.drained.errors.add(f"store {batch.store[0]}: {why}")
            self._failed_stores.add(batch.store)
            permanent = isinstance(error, StoreDenied | BucketMissing)
            self._settle(batch, [], [_Failure(row, why, permanent) for row in batch.mine])
            return False
        codes = {row.id: code for row in batch.mine if (code := _code(batch, row, answer))}
        failures = [
            _Failure(row, codes[row.id], not speaks_of_the_store(codes[row.id]))
            for row in batch.mine
            if row.id in codes
        ]
        for artifact_id, code in codes.items():
            log.error("artifact_resists", artifact_id=artifact_id, error=code)
            self.drained.errors.add(f"artifact {artifact_id}: {code}")
        gone = [row for row in batch.rows if row.id not in codes] if batch.lets_go else []
        self._settle(batch, gone, failures)
        return True

    def _erase_bytes(self, batch: _Batch) -> Answer:
        keys = [row.key for row in batch.mine if not _is_forbidden(batch, row)]
        if not keys:
            return {}
        store = self._instance.stores.get(*batch.store)
        marked = inventory.is_own(self._instance.stores, *batch.store)
        if marked:
            inventory.recognise(self._database, store)
        folders = {key for key in keys if key.endswith("/")}
        # A folder takes what is in it along: its files need not be asked for one by one.
        asked = [key for key in keys if key in folders or _folder(key) not in folders]
        answer = store.erase_many(asked)
        if marked:  # what was unmounted or swapped meanwhile looks erased
            inventory.require_mine(self._database, store)
        return {key: answer[key] if key in answer else answer[_folder(key)] for key in keys}

    def _settle(self, batch: _Batch, gone: Sequence[Any], failures: Sequence[_Failure]) -> None:
        if batch.lets_go:
            self._require_alone()
        now = utcnow()
        try:
            self._settle_locked(batch, gone, failures, now, skip_locked=False)
        except sa.exc.OperationalError as error:
            if not lock_failed(error) or self._database.is_sqlite:
                raise
            self._settle_locked(batch, gone, failures, now, skip_locked=True)

    def _settle_locked(
        self, batch: _Batch, gone: Sequence[Any], failures: Sequence[_Failure], now: datetime, *, skip_locked: bool
    ) -> None:
        """Settle a batch in one transaction, without the rows that others have locked if `skip_locked`."""
        ids = [row.id for row in gone] + [failure.row.id for failure in failures]
        passed_over: set[int] = set()
        with self._database.transaction() as session:
            if not self._database.is_sqlite:
                free = _lock(session, among(Artifact.id, ids), skip_locked=skip_locked)
                if skip_locked:
                    passed_over = set(session.scalars(sa.select(Artifact.id).where(among(Artifact.id, ids)))) - free
            gone = [row for row in gone if row.id not in passed_over]
            failures = [failure for failure in failures if failure.row.id not in passed_over]
            count = self._write_results(session, batch, gone, failures, now)
        self.drained.artifacts += count
        self._locked |= passed_over
        for artifact_id in sorted(passed_over):
            log.error("artifact_locked", artifact_id=artifact_id)
            self.drained.errors.add(f"artifact {artifact_id}: locked")

    def _write_results(
        self, session: Session, batch: _Batch, gone: Sequence[Any], failures: Sequence[_Failure], now: datetime
    ) -> int:
        """Write down what came of a batch. Returns how many rows went."""
        count = 0
        final = [row.id for row in gone if row.writable_until is None or row.writable_until <= batch.read_at]
        early = [row.id for row in gone if row.writable_until is not None and row.writable_until > batch.read_at]
        # In the row, too: whoever takes back what it wrote late says there that it is at work.
        over = sa.or_(Artifact.writable_until.is_(None), Artifact.writable_until <= batch.read_at)
        latest = now + timedelta(seconds=inventory.WRITER_MAX_SECONDS)
        ahead = [row.id for row in gone if row.writable_until is not None and row.writable_until > latest]
        if final:
            result: Any = session.execute(sa.delete(Artifact).where(among(Artifact.id, final), _STILL_DOOMED, over))
            count = result.rowcount
            self._count(session, count)
        if ahead:  # by what clock its writer said so is not known: it is given the longest time that any takes
            session.execute(
                sa.update(Artifact).where(among(Artifact.id, ahead), _STILL_DOOMED).values(writable_until=latest)
            )
        if early:  # its writer may still be at work: look again when it no longer can be
            session.execute(
                sa.update(Artifact)
                .where(among(Artifact.id, early), _STILL_DOOMED)
                .values(next_attempt_at=Artifact.writable_until)
            )
        if failures:
            # By the table, not the class: it is no error if another drain has just let one of these rows go.
            session.connection().execute(_RETRY, [self._retry(failure, now) for failure in failures])
        return count

    def _count(self, session: Session, artifacts: int) -> None:
        session.execute(
            sa.update(RetentionRun)
            .where(RetentionRun.id == self._run_id)
            .values(artifacts_erased=RetentionRun.artifacts_erased + artifacts)
        )

    def _retry(self, failure: _Failure, now: datetime) -> dict[str, Any]:
        if failure.counts:
            attempts = failure.row.attempts + 1
            pause = backoff(attempts, self._settings)
        else:
            attempts = failure.row.attempts
            pause = pause_of_outage(now - failure.row.doomed_since, self._settings)
        dead = failure.counts and attempts >= self._settings.RETENTION_MAX_ATTEMPTS
        return {
            "artifact_id": failure.row.id,
            "attempts": attempts,
            "last_error": failure.code,
            "next_attempt_at": now + pause,
            "dead_at": now if dead else None,
        }


def backoff(attempts: int, settings: Settings, spread: Callable[[float, float], float] = random.uniform) -> timedelta:
    """The pause after `attempts` failed ones: doubling, at most RETENTION_BACKOFF_MAX_SECONDS, with up to a quarter
    taken off at random, so that what failed together does not come back together."""
    return _pause(settings.RETENTION_BACKOFF_SECONDS * 2.0 ** min(max(attempts, 1) - 1, 64), settings, spread)


def pause_of_outage(
    waited: timedelta, settings: Settings, spread: Callable[[float, float], float] = random.uniform
) -> timedelta:
    """The pause before a store that was down is asked again for what has `waited` since it was doomed: as long again,
    which doubles it from one to the next without anybody counting them, and within the same limits as `backoff`."""
    return _pause(max(waited.total_seconds(), settings.RETENTION_BACKOFF_SECONDS), settings, spread)


def _pause(seconds: float, settings: Settings, spread: Callable[[float, float], float]) -> timedelta:
    return timedelta(seconds=min(settings.RETENTION_BACKOFF_MAX_SECONDS, seconds) * spread(0.75, 1.0))


def revive(database: Database) -> int:
    """Make dead artifacts, and those that wait for their next attempt, due again, with fresh attempts. Returns how
    many."""
    waiting = sa.and_(Artifact.last_error.is_not(None), Artifact.next_attempt_at.is_not(None))
    put_off = sa.and_(DOOMED, sa.or_(Artifact.dead_at.is_not(None), Artifact.attempts > 0, waiting))
    with database.transaction() as session:
        if not database.is_sqlite:
            # Only the locked rows: a drain may have put off others since, and they would be locked in another order.
            put_off = among(Artifact.id, _lock(session, put_off))
        result: Any = session.execute(
            sa.update(Artifact).where(put_off).values(attempts=0, next_attempt_at=None, dead_at=None)
        )
        return int(result.rowcount)


def _lock(session: Session, which: sa.ColumnElement[bool], *, skip_locked: bool = False) -> set[int]:
    """Lock artifact rows in the order of their ids: no two transactions wait for each other. Returns the ids."""
    rows = sa.select(Artifact.id).where(which).order_by(Artifact.id)
    return set(session.scalars(rows.with_for_update(skip_locked=skip_locked)))


def _select() -> sa.Select[*tuple[Any, ...]]:
    since = sa.func.coalesce(Artifact.doomed_at, Artifact.created_at).label("doomed_since")
    progress = (Artifact.attempts, Artifact.writable_until, since)
    columns: tuple[Any, ...] = (Artifact.id, Artifact.kind, *_LOCATION, *progress)
    return sa.select(*columns).where(DOOMED).order_by(*_LOCATION, Artifact.id)


def _store_of(row: Any) -> StoreName:
    return row.store, row.bucket


def _code(batch: _Batch, row: Any, answer: Answer) -> str | None:
    """What stands in the way of an artifact, or None."""
    return BadKey.code if _is_forbidden(batch, row) else answer[row.key]


def _is_forbidden(batch: _Batch, row: Any) -> bool:
    """Whether a pointer may lead to what is not its own: a marker, a probe, a folder, or a living artifact's object."""
    return row.key in batch.contested or inventory.is_own_file(row.bucket, row.key) or _names_too_much(row)


def _names_too_much(row: Any) -> bool:
    """Whether a pointer to one object would be understood as a folder, with everybody's objects in it.

    Folders of our own are a transcript's, and those on the local disk in which tracks are decoded.
    """
    ours = row.kind == "folder" or (row.kind == "track" and row.store == "local")
    return bool(row.key.endswith("/") and not ours)


def _folder(key: str) -> str:
    return key[: key.find("/") + 1]
