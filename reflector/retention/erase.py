"""Deletes rows and dooms their artifacts. This module destroys data. Its invariants:

- R2: text goes first. One transaction writes the tombstones, dooms the artifacts and deletes the rows. So a broken
  store never keeps text alive, and no artifact row is lost with its owner.
- R5: ownership is proven over the whole graph, under lock, in the same transaction (see plan.py). If a user claims a
  transcript during the batch, the DELETE does not match it. The batch is then rolled back and redone.
- R3: this module touches no bytes, so no transaction waits for a disk or a network.
- R8: counts are updated in the same transaction, so only committed erasures are counted.
- R9: the failure of one row costs one row. A batch that fails is redone row by row, each in its own transaction.
  (Savepoints in one transaction would need as much space on the disk as the batch itself in SQLite.)
- R14: each transaction of a run updates the record of the run. If the record is missing, the database was restored
  since the run began, and the transaction is rolled back.
- R11: the run waits once for a row that another session keeps locked. If the row is still locked, it is an error.

See docs/decisions/0007-counts-in-the-same-transaction.md and
docs/decisions/0022-one-transaction-per-row-after-a-failure.md.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple, TypeVar

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from reflector import inventory, policy
from reflector.db.among import among
from reflector.db.changes import change
from reflector.db.models import Artifact, Base, Meeting, Recording, RetentionRun, Tombstone, Transcript, utcnow
from reflector.db.scrub import checkpoint
from reflector.db.session import lock_failed
from reflector.db.states import ErasureReason
from reflector.errors import DatabaseReplaced, OwnerChanged, ReflectorError, TranscriptGone
from reflector.instance import Instance
from reflector.inventory import journal
from reflector.retention import plan as planning
from reflector.retention.failures import Failures
from reflector.retention.plan import Candidates, Kind, Lead, Plan, Position, Selector

log = structlog.get_logger(__name__)

L = TypeVar("L", bound=Lead)
#: Plans the erasure of some rows, in the transaction that will execute the plan.
Planner = Callable[[Session, Sequence[Lead]], Plan]

#: Seconds to wait for the lock of one row when the time for all locks is used up.
_SHORT_WAIT_SECONDS = 0.02
#: Seconds between two attempts to get the locks of one row.
_PAUSE_SECONDS = 0.1


@dataclass(slots=True)
class Erased:
    """Counts of the erasures committed so far, and the failures."""

    transcripts: int = 0
    meetings: int = 0
    recordings: int = 0
    errors: Failures = field(default_factory=Failures)

    @property
    def items(self) -> int:
        """The number of erased rows of all kinds."""
        return self.transcripts + self.meetings + self.recordings

    def add(self, committed: Plan) -> None:
        """Add the counts of a plan whose transaction was committed."""
        self.transcripts += len(committed.transcripts)
        self.meetings += len(committed.meetings)
        self.recordings += len(committed.recordings)


@dataclass(frozen=True, slots=True)
class Eraser:
    """Erases rows for one reason, as part of one run or without a run."""

    instance: Instance
    reason: ErasureReason
    run_id: str | None = None
    #: Whether erasures are written to the journal (R14). Only two kinds are not: erasures by age, which a restored
    #: database repeats by itself, and erasures that come from the journal.
    to_journal: bool = True
    #: The longest wait for one lock, in seconds; None: that of the database. Beside another program it is short: that
    #: program takes the same locks in another order, and must neither wait for us nor be chosen to end a deadlock.
    max_lock_seconds: float | None = None

    def batch(self, lock: Callable[[Session], Sequence[L]], plan: Planner, erased: Erased) -> Sequence[L]:
        """Lock rows with `lock`, plan and erase them in one transaction. If that fails, erase them one by one.

        Returns the locked rows.
        """
        locked: Sequence[L] = []
        try:
            with self.instance.database.transaction(lock_seconds=self.max_lock_seconds) as session:
                locked = lock(session)
                done = plan(session, locked) if locked else Plan()
                self.execute(session, done)
        except (sa.exc.SQLAlchemyError, ReflectorError) as error:
            if _ends_the_run(error) or not locked:
                raise
            log.warning("erase_batch_redone_singly", items=len(locked), error=_code(error))
            # A batch that waited in full has waited for that lock already, so the single rows hardly wait.
            short = self.max_lock_seconds is not None
            patience = None if not lock_failed(error) else self.instance.database.lock_seconds if short else 0.0
            # SQLite's write-ahead log grows before an erasure frees anything.
            sqlite_code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)
            disk_full = sqlite_code == sqlite3.SQLITE_FULL
            self.erase_singly(locked, plan, erased, make_room=disk_full, patience_seconds=patience)
        else:
            erased.add(done)
        return locked

    def erase_singly(
        self,
        leads: Iterable[Lead],
        plan: Planner,
        erased: Erased,
        *,
        make_room: bool = False,
        patience_seconds: float | None = None,
    ) -> None:
        """Erase rows, each in a transaction of its own. A row that fails is one error.

        `make_room`: empty SQLite's log before each row. `patience_seconds`: the longest time that all rows together
        wait for locks; by default each row waits for as long as the database allows.
        """
        deadline = None if patience_seconds is None else time.monotonic() + patience_seconds
        for lead in leads:
            if make_room:
                checkpoint(self.instance.database, patience_seconds=0)
            try:
                done = self._try_one(lead, plan, deadline)
            except OwnerChanged:
                continue  # A user has claimed it, so it must not be erased. This is not an error.
            except (sa.exc.SQLAlchemyError, ReflectorError) as error:
                if _ends_the_run(error):
                    raise
                item = lead.id or lead.meeting_id or lead.recording_id
                log.error("erase_failed", item_id=item, error=_code(error))
                erased.errors.add(f"{item}: {_code(error)}")
            else:
                erased.add(done)

    def _try_one(self, lead: Lead, plan: Planner, deadline: float | None) -> Plan:
        """Erase one row in a transaction of its own. A short wait for a lock is repeated until `deadline`."""
        while True:
            left = None if deadline is None else max(deadline - time.monotonic(), _SHORT_WAIT_SECONDS)
            lock_seconds = min((seconds for seconds in (left, self.max_lock_seconds) if seconds), default=None)
            try:
                with self.instance.database.transaction(lock_seconds=lock_seconds) as session:
                    inventory.lock_transcripts(session, [lead.id])  # before its group: the order of all transactions
                    done = plan(session, [lead])
                    self.execute(session, done)
                    return done
            except sa.exc.OperationalError as error:
                if not lock_failed(error) or deadline is None or time.monotonic() >= deadline:
                    raise
            time.sleep(_PAUSE_SECONDS)  # Outside the transaction: whoever waited for our locks goes first.

    def execute(self, session: Session, plan: Plan) -> list[int]:
        """Execute `plan` in the caller's transaction. Returns the ids of the doomed artifacts."""
        # Enter all pointers before any row is deleted: the bucket of a meeting's video comes from its recordings.
        for table, of in ((Transcript, plan.transcripts), (Recording, plan.recordings), (Meeting, plan.meetings)):
            if of:
                inventory.enter(session, self.instance.stores, table, of)
        doomed: list[int] = []
        for model, kind, ids, owner in (
            (Transcript, Kind.TRANSCRIPT, plan.transcripts, Artifact.transcript_id),
            (Recording, Kind.RECORDING, plan.recordings, Artifact.recording_id),
            (Meeting, Kind.MEETING, plan.meetings, Artifact.meeting_id),
        ):
            if not ids:
                continue
            self._write_tombstones(session, model, kind, ids)
            if self.to_journal:
                journal.note(session, journal.JournalKind(kind), ids, reason=self.reason)
            doomed += inventory.doom(session, among(owner, ids))
            statement = sa.delete(model).where(among(model.__table__.c.id, ids))
            if model is Transcript and self.reason not in (ErasureReason.OWNER, ErasureReason.USER):
                statement = statement.where(Transcript.user_id.is_(None))
            if change(session, statement) != len(ids):
                raise OwnerChanged()
        # R8: in the same transaction, so that only committed erasures count.
        counted = change(
            session,
            sa.update(RetentionRun)
            .where(RetentionRun.id == self.run_id)
            .values(
                transcripts_deleted=RetentionRun.transcripts_deleted + len(plan.transcripts),
                meetings_deleted=RetentionRun.meetings_deleted + len(plan.meetings),
                recordings_deleted=RetentionRun.recordings_deleted + len(plan.recordings),
            ),
        )
        if self.run_id is not None and not counted:
            # A backup cannot have the record of a run that is under way (R14). The journal has not been applied yet.
            raise DatabaseReplaced()
        return doomed

    def _write_tombstones(self, session: Session, model: type[Base], kind: Kind, ids: Sequence[str]) -> None:
        """Write the tombstones. An existing tombstone stays: a row that a restore brought back is erased again."""
        row_id = model.__table__.c.id
        values = {"kind": kind, "reason": self.reason, "erased_at": utcnow(), "run_id": self.run_id}
        columns = [sa.literal(value, Tombstone.__table__.c[name].type) for name, value in values.items()]
        insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
        rows = sa.select(row_id, *columns).where(among(row_id, ids))
        session.execute(insert(Tombstone).from_select(["id", *values], rows).on_conflict_do_nothing())


def sweep(
    eraser: Eraser,
    candidates: Selector,
    plan: Planner,
    batch: int,
    erased: Erased,
) -> Iterator[None]:
    """Erase all candidates and their groups, `batch` rows at a time. Yields after each committed batch.

    Rows that another session has locked are skipped. The passes over the candidates repeat until one erases nothing.
    Then this waits for the rows that are still locked: for all of them together as long as for one lock. A row that
    stays locked is an error.
    """
    while True:
        before = (erased.errors.count, erased.items)
        after: Position | None = None
        while locked := eraser.batch(partial(_select, candidates(after).limit(batch)), plan, erased):
            after = locked[-1].position
            yield
        if erased.errors.count > before[0] or erased.items == before[1]:
            break  # Nothing is left, or only rows that have just failed. The next run tries those again.
    yield from _wait_for_locked(eraser, candidates, plan, batch, erased)


def _wait_for_locked(
    eraser: Eraser,
    candidates: Selector,
    plan: Planner,
    batch: int,
    erased: Erased,
) -> Iterator[None]:
    database = eraser.instance.database
    if database.is_sqlite:  # it locks no rows
        return
    deadline = time.monotonic() + database.lock_seconds
    after: Position | None = None
    while True:
        query = candidates(after).limit(batch)
        with database.transaction() as session:
            rows = _select(query, session, lock=False)
            free = {row.id for row in _select(query, session)} if rows else set()
        if not rows:
            return
        locked = [row for row in rows if row.id not in free]
        eraser.erase_singly(locked, plan, erased, patience_seconds=deadline - time.monotonic())
        after = rows[-1].position
        if locked:
            yield


class _Row(NamedTuple):
    """A `Candidate` whose age is the database's own text.

    The age only marks the position of the next batch. As text it works even if Python cannot represent it (-infinity,
    or text that is not a date).
    """

    id: str
    age: str | None
    meeting_id: str | None
    recording_id: str | None

    @property
    def position(self) -> Position:
        """The position of this row, after which the next batch begins."""
        return Position(sa.literal(self.age, sa.types.NullType()), self.id)


def _select(query: Candidates, session: Session, *, lock: bool = True) -> list[_Row]:
    """Select the rows of `query`, and lock those that are free."""
    columns = [sa.cast(c, sa.Text).label("age") if c.key == "age" else c for c in query.selected_columns]
    as_text = query.with_only_columns(*columns)
    return [_Row(*row) for row in session.execute(as_text.with_for_update(skip_locked=True) if lock else as_text)]


def erase_now(instance: Instance, transcript_id: str, *, reason: ErasureReason) -> list[int]:
    """Erase one transcript of any age and its group. Returns the ids of the doomed artifacts.

    `reason`: OWNER for the holder of an owner token, USER for a signed-in user.
    Raises TranscriptGone if it does not exist, and OwnerChanged if `reason` is OWNER and a user has claimed it.
    """
    eraser = Eraser(instance, reason)
    with instance.database.transaction() as session:
        columns = sa.select(Transcript.id, Transcript.meeting_id, Transcript.recording_id, Transcript.user_id)
        lead = session.execute(columns.where(Transcript.id == transcript_id).with_for_update()).one_or_none()
        if lead is None:
            raise TranscriptGone()
        if reason is ErasureReason.OWNER and lead.user_id is not None:
            raise OwnerChanged()
        # A user's own room does not protect data from an erasure by that user.
        another_users_room = policy.in_users_room_clause(except_of=lead.user_id)
        planned = planning.plan(session, [lead], users_room=another_users_room)
        doomed = eraser.execute(session, planned)
    log.info("transcript_erased", transcript_id=transcript_id, reason=reason)
    return doomed


def _ends_the_run(error: Exception) -> bool:
    return connection_lost(error) or isinstance(error, DatabaseReplaced)


def connection_lost(error: Exception) -> bool:
    """Whether the database closed the connection. Then no other row can be erased either."""
    return isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated


def _code(error: Exception) -> str:
    """The type name of an error. The message can contain content and must not be logged."""
    original = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    return type(original).__name__
