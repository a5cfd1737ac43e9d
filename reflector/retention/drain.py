"""Erases the bytes of doomed artifacts, and deletes their rows once the bytes are known to be gone.

- One drain runs at a time, under a lock. It leases no rows. If it dies, the next drain can do the same work at once
  (R7).
- Several stores work in parallel, each on one batch. So a slow store delays only its own bytes. One thread reads and
  deletes the rows, and no transaction waits for a store (R3). A store has its next batch before the rows of the last
  one are deleted, so it does not wait for the database either.
- A row is deleted when its store has looked again and found nothing (R12), and the deadline of its writer is over (R6).
  So every byte can be reached from a row until it is gone (R1).
- A failed artifact is retried with growing pauses. After the last attempt it is dead: kept, counted and shown (R9).
- Rows are locked in the order of their ids, here and in `revive`. A row that another session keeps locked stays doomed
  and is reported. The next drain finds its bytes missing, which is success (R11).
- Rows are deleted only while the drain lock is held. If the connection that holds the lock breaks, another drain may
  begin. So the lock is checked again before each deletion.
- If a living artifact has the same location, its bytes stay. Only the doomed row is deleted.
- A store that is down or overloaded costs one batch per drain. This does not count as an attempt (R10). The pause after
  it is as long as the time since the artifact was doomed.
- If the next attempt is further in the future than the longest pause, it was written while a clock was ahead. It is
  ignored, and the artifact is due.

See docs/decisions/0018-stores-are-drained-in-parallel.md and docs/decisions/0021-an-outage-is-no-attempt.md.
"""

from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector import inventory
from reflector.db.among import among
from reflector.db.changes import change
from reflector.db.models import Artifact, Base, RetentionRun, utcnow
from reflector.db.paging import behind, pages
from reflector.db.session import Database, forbid_transaction, lock_failed
from reflector.db.states import ArtifactKind
from reflector.errors import BadKey, BucketMissing, ReflectorError, RetentionBusy, StoreDenied
from reflector.instance import Instance
from reflector.inventory import DOOMED, LIVING
from reflector.retention.doomed import LOCATION, DoomedArtifact, DoomedQuery, StoreName, select_doomed
from reflector.retention.failures import Failures
from reflector.retention.retries import Failure, retry_of
from reflector.storage.base import KEY_OF_ANOTHER, is_unusual, plain_form, speaks_of_the_store, split_bucket

log = structlog.get_logger(__name__)

#: Kinds of artifacts whose keys other programs choose.
_POINTED = frozenset({ArtifactKind.RECORDING, ArtifactKind.TRACK, ArtifactKind.COMPOSED_VIDEO})
#: Artifacts per batch: as many as one bulk call of an object store takes.
BATCH = 1000
#: Stores that work at the same time.
STORES_AT_ONCE = 4
#: Seconds to wait for the drain lock. Most drains are short.
ONLY_WAIT_SECONDS = 2.0

#: `DOOMED` for rows that are looked up by primary key. Written with COALESCE so that the planner cannot pick
#: ix_artifact_doomed: PostgreSQL does if its statistics are from a time without doomed artifacts.
_STILL_DOOMED = sa.func.coalesce(Artifact.transcript_id, Artifact.recording_id, Artifact.meeting_id).is_(None)
_TABLE = Base.metadata.tables["artifact"]
_RETRY = sa.update(_TABLE).where(_TABLE.c.id == sa.bindparam("artifact_id"))


#: The rows of one batch, all of one store.
Rows = Sequence[DoomedArtifact]
#: For each key None if it is gone, or the code of its error.
Answer = dict[str, str | None]


@dataclass(slots=True)
class Drained:
    """The result of a drain."""

    #: Artifacts whose bytes are gone and whose rows are deleted.
    artifacts: int = 0
    #: Artifacts and stores that failed.
    errors: Failures = field(default_factory=Failures)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Artifacts of one store."""

    store: StoreName
    rows: Rows
    #: The rows whose bytes must be erased. The bytes of the other rows stay, because a living artifact names them too.
    to_erase: Rows
    #: Keys that some servers do not tell from the key of a living artifact. They cannot be erased safely.
    contested: frozenset[str]
    #: Whether rows may be deleted.
    deletes_rows: bool
    #: A moment after the rows were read and before the store is asked. The store may miss what is written later.
    read_at: datetime

    def code_without_asking(self, row: DoomedArtifact) -> str | None:
        """The code of a row whose bytes must not be erased, because its pointer names or may name something else."""
        if row.is_forbidden:
            return BadKey.code
        return KEY_OF_ANOTHER if row.key in self.contested else None


class Drain:
    """One pass over the doomed artifacts that are due."""

    def __init__(self, instance: Instance, *, run_id: str | None = None) -> None:
        self._instance = instance
        self._database = instance.database
        self._settings = instance.settings
        self._run_id = run_id
        longest = max(instance.settings.RETENTION_BACKOFF_MAX_SECONDS, inventory.WRITER_MAX_SECONDS)
        #: Raises RetentionBusy when the lock of the drain is lost. The holder of that lock sets it.
        self._require_lock: Callable[[], None] = lambda: None
        self._longest_pause = timedelta(seconds=longest)
        self._began_at = utcnow()
        #: Stores that failed. They are not asked again, however often `batches` is called.
        self._failed_stores: set[StoreName] = set()
        #: Artifacts whose rows another session kept locked. This drain does not try them again.
        self._locked: set[int] = set()
        #: For each S3 store, see `inventory.unusual_living`.
        self._unusual_living: dict[StoreName, set[str]] = {}
        self.drained = Drained()

    def batches(self, require_lock: Callable[[], None], *, rows_are_locked: bool = False) -> Generator[None]:
        """Drain what was due when this object was made, and what was doomed since. Yields after each batch.

        A second call drains what was doomed meanwhile, and tries no artifact twice. `require_lock` is what
        `inventory.drain_lock` yields. Raises RetentionBusy when that lock is lost.

        `rows_are_locked`: a run erases rows at the same time, and has locked them. Nothing is drained then if a locked
        row may hold a pointer that is not in the inventory yet.
        """
        self._require_lock = require_lock
        if not inventory.complete(self._instance) and rows_are_locked:
            return

        def next_store(after: StoreName | None) -> DoomedQuery:
            return self._due().where(behind((Artifact.store, Artifact.bucket), after or StoreName("", "")))

        first_of_each = pages(self._database, next_store, DoomedArtifact, lambda row: row.store_name, 1)
        stores = [row.store_name for (row,) in first_of_each if row.store_name not in self._failed_stores]
        yield from self._side_by_side(self._batches_of(store) for store in stores)

    def only(self, artifact_ids: Collection[int]) -> None:
        """Drain these artifacts, if they are doomed.

        If another drain holds the lock, only the bytes are erased. The rows are left to the next drain, because the
        other one may still be erasing the same keys.
        """
        inventory.complete(self._instance)
        try:
            with inventory.drain_lock(self._database, wait_seconds=ONLY_WAIT_SECONDS) as self._require_lock:
                self._only(artifact_ids, deletes_rows=True)
        except RetentionBusy:
            self._only(artifact_ids, deletes_rows=False)

    def _only(self, artifact_ids: Collection[int], *, deletes_rows: bool) -> None:
        with self._database.snapshot() as session:
            rows = [
                DoomedArtifact(*row) for row in session.execute(select_doomed().where(among(Artifact.id, artifact_ids)))
            ]
        stores = (iter([list(group)]) for _, group in groupby(rows, key=lambda row: row.store_name))
        for _ in self._side_by_side(stores, deletes_rows=deletes_rows):
            pass

    def _side_by_side(self, stores: Iterable[Iterator[Rows]], *, deletes_rows: bool = True) -> Generator[None]:
        """Drain the batches of each store, several stores at a time and all in turn. Yields after each batch."""
        inventory.instance_id(self._database)  # creates the id, before several threads ask for it
        waiting = deque(stores)
        at_work: dict[Future[Answer], tuple[_Batch, Iterator[Rows]]] = {}
        with ThreadPoolExecutor(STORES_AT_ONCE, "drain") as pool:

            def begin() -> None:
                while waiting and len(at_work) < STORES_AT_ONCE:
                    batches = waiting.popleft()
                    if rows := next(batches, None):
                        batch = self._prepare(rows, deletes_rows=deletes_rows)
                        at_work[pool.submit(self._erase_bytes, batch)] = batch, batches

            try:
                begin()
                while at_work:
                    for future in wait(at_work, return_when=FIRST_COMPLETED).done:
                        batch, batches = at_work.pop(future)
                        if future.exception() is None:
                            waiting.append(batches)
                            begin()  # before the rows are deleted, so that the store need not wait for the database
                        self._conclude(batch, future)
                        yield
                    begin()
            finally:  # the caller may stop early: record the results of the batches that are under way
                for future, (batch, _) in at_work.items():
                    self._conclude(batch, future)

    def _batches_of(self, store: StoreName) -> Iterator[Rows]:
        """The artifacts that are due in one store."""
        # A range with two bounds: every planner picks ix_artifact_doomed for it. If the store were compared with =,
        # SQLite would pick ix_artifact_location and read all living artifacts.
        of_store = sa.tuple_(Artifact.store, Artifact.bucket) <= sa.tuple_(*store)

        def next_batch(after: tuple[str, int] | None) -> DoomedQuery:
            query = self._due().where(behind((*LOCATION, Artifact.id), (*store, *(after or ("", 0)))), of_store)
            return query.where(~among(Artifact.id, self._locked)) if self._locked else query

        return pages(self._database, next_batch, DoomedArtifact, lambda row: (row.key, row.id), BATCH)

    def _due(self) -> DoomedQuery:
        return select_doomed().where(
            sa.or_(
                Artifact.next_attempt_at.is_(None),
                Artifact.next_attempt_at <= self._began_at,  # not now: what this drain has put off is not due again
                Artifact.next_attempt_at > utcnow() + self._longest_pause,
            ),
            Artifact.dead_at.is_(None),
        )

    def _prepare(self, rows: Rows, *, deletes_rows: bool) -> _Batch:
        forbid_transaction()
        read_at = utcnow()
        store = rows[0].store_name
        with self._database.snapshot() as session:
            shared = inventory.led_to(session, *store, [row.key for row in rows], LIVING)
            unusual = {row.key: plain_form(row.key) for row in rows if store.store == "s3" and is_unusual(row.key)}
            living = inventory.led_to(session, *store, set(unusual.values()), LIVING) if unusual else set()
        contested = {key for key, plain in unusual.items() if plain in living} | self._names_of_living(store, rows)
        to_erase = [row for row in rows if row.key not in shared]
        return _Batch(store, rows, to_erase, frozenset(contested), deletes_rows, read_at)

    def _names_of_living(self, store: StoreName, rows: Rows) -> set[str]:
        """The keys of rows for which a server may take the unusual key of a living artifact.

        Only pointers of other programs have unusual keys, and name the same objects. Each store is looked at once.
        """
        if store.store != "s3" or all(row.kind not in _POINTED for row in rows):
            return set()
        if store not in self._unusual_living:
            with self._database.snapshot() as session:
                self._unusual_living[store] = inventory.unusual_living(session, store.bucket)
        names = self._unusual_living[store]
        folder = split_bucket(store.bucket)[1]
        pointed = (row.key for row in rows if row.kind in _POINTED)
        return {key for key in pointed if plain_form(folder + key) in names} if names else set()

    def _conclude(self, batch: _Batch, future: Future[Answer]) -> None:
        """Delete the rows whose bytes are gone, and schedule a retry of the others."""
        try:
            answer = future.result()
        except sa.exc.SQLAlchemyError:  # the database failed while the marker was compared, not the store
            raise
        except Exception as error:  # noqa: BLE001  # an unforeseen error must cost only one store, too
            why = error.log_code if isinstance(error, ReflectorError) else type(error).__name__
            log.error("store_failed", store=batch.store[0], artifacts=len(batch.rows), error=why)
            self.drained.errors.add(f"store {batch.store[0]}: {why}")
            self._failed_stores.add(batch.store)
            permanent = isinstance(error, StoreDenied | BucketMissing)
            self._settle(batch, [], [Failure(row, why, permanent) for row in batch.to_erase])
            return
        results = {row.id: batch.code_without_asking(row) or answer[row.key] for row in batch.to_erase}
        codes = {artifact: code for artifact, code in results.items() if code}
        failures = [
            Failure(row, codes[row.id], not speaks_of_the_store(codes[row.id]))
            for row in batch.to_erase
            if row.id in codes
        ]
        for artifact_id, code in codes.items():
            log.error("artifact_resists", artifact_id=artifact_id, error=code)
            self.drained.errors.add(f"artifact {artifact_id}: {code}")
        gone = [row for row in batch.rows if row.id not in codes] if batch.deletes_rows else []
        self._settle(batch, gone, failures)

    def _erase_bytes(self, batch: _Batch) -> Answer:
        rows = [row for row in batch.to_erase if batch.code_without_asking(row) is None]
        if not rows:
            return {}
        store = self._instance.stores.get(*batch.store)
        marked = inventory.is_own(self._instance.stores, *batch.store)
        if marked:
            inventory.recognize(self._database, store)
        folders = {row.key for row in rows if row.is_folder}
        # Erasing a folder erases its files, so they need not be erased one by one.
        others = [row.key for row in rows if row.key not in folders and _folder(row.key) not in folders]
        objects = [key for key in others if key.endswith("/")]
        answer = dict(store.erase_many([*folders, *(key for key in others if not key.endswith("/"))]))
        if objects:
            answer |= store.erase_objects(objects)
        if marked:  # a store that was unmounted or replaced meanwhile looks empty
            inventory.require_mine(self._database, store)
        return {row.key: answer[row.key] if row.key in answer else answer[_folder(row.key)] for row in rows}

    def _settle(self, batch: _Batch, gone: Rows, failures: Sequence[Failure]) -> None:
        if batch.deletes_rows:
            self._require_lock()
        now = utcnow()
        try:
            self._settle_locked(batch, gone, failures, now, skip_locked=False)
        except sa.exc.OperationalError as error:
            if not lock_failed(error) or self._database.is_sqlite:
                raise
            self._settle_locked(batch, gone, failures, now, skip_locked=True)

    def _settle_locked(
        self, batch: _Batch, gone: Rows, failures: Sequence[Failure], now: datetime, *, skip_locked: bool
    ) -> None:
        """Write the results of a batch in one transaction. `skip_locked` leaves out rows that others have locked."""
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
        self, session: Session, batch: _Batch, gone: Rows, failures: Sequence[Failure], now: datetime
    ) -> int:
        """Write the results of a batch. Returns the number of deleted rows."""
        count = 0
        final = [row.id for row in gone if row.writable_until is None or row.writable_until <= batch.read_at]
        early = [row.id for row in gone if row.writable_until is not None and row.writable_until > batch.read_at]
        # The DELETE compares the deadline again: a late writer that erases its own bytes may just have moved it.
        over = sa.or_(Artifact.writable_until.is_(None), Artifact.writable_until <= batch.read_at)
        latest = now + timedelta(seconds=inventory.WRITER_MAX_SECONDS)
        ahead = [row.id for row in gone if row.writable_until is not None and row.writable_until > latest]
        if final:
            count = change(session, sa.delete(Artifact).where(among(Artifact.id, final), _STILL_DOOMED, over))
            session.execute(
                sa.update(RetentionRun)
                .where(RetentionRun.id == self._run_id)
                .values(artifacts_erased=RetentionRun.artifacts_erased + count)
            )
        if ahead:  # the writer's clock was ahead: no writer may take longer than until `latest`
            session.execute(
                sa.update(Artifact).where(among(Artifact.id, ahead), _STILL_DOOMED).values(writable_until=latest)
            )
        if early:  # the writer may still be at work: look again after its deadline
            session.execute(
                sa.update(Artifact)
                .where(among(Artifact.id, early), _STILL_DOOMED)
                .values(next_attempt_at=Artifact.writable_until)
            )
        if failures:
            # Update the table, not the class: the class would raise if another drain has just deleted one of the rows.
            session.connection().execute(_RETRY, [retry_of(failure, now, self._settings) for failure in failures])
        return count


def revive(database: Database) -> int:
    """Make dead artifacts, and those that wait for a retry, due again with no attempts. Returns their number."""
    waiting = sa.and_(Artifact.last_error.is_not(None), Artifact.next_attempt_at.is_not(None))
    put_off = sa.and_(DOOMED, sa.or_(Artifact.dead_at.is_not(None), Artifact.attempts > 0, waiting))
    with database.transaction() as session:
        if not database.is_sqlite:
            # Update only these rows. Rows that a drain puts off meanwhile would be locked in another order.
            put_off = among(Artifact.id, _lock(session, put_off))
        return change(
            session, sa.update(Artifact).where(put_off).values(attempts=0, next_attempt_at=None, dead_at=None)
        )


def _lock(session: Session, which: sa.ColumnElement[bool], *, skip_locked: bool = False) -> set[int]:
    """Lock artifact rows in the order of their ids, so that no two transactions deadlock. Returns the ids."""
    rows = sa.select(Artifact.id).where(which).order_by(Artifact.id)
    return set(session.scalars(rows.with_for_update(skip_locked=skip_locked)))


def _folder(key: str) -> str:
    return key[: key.find("/") + 1]
