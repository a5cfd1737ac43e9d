"""Takes rows away, and dooms the artifacts they lead to. This module destroys data; it holds these invariants:

- Text goes first: one transaction writes the tombstones, dooms the artifacts and deletes the rows. Whatever happens to
  the bytes later, no text is kept alive by a broken store, and no artifact row is lost with its owner.
- Ownership is proven over the whole graph, under lock, in that same transaction (see plan.py). A transcript that was
  claimed a moment earlier does not match the deleting statement; the batch is then rolled back and redone.
- No bytes are touched here, so no transaction waits for a disk or a network.
- Counts are taken from what was committed.
- One row's failure costs one row: a batch that fails is redone item by item, each in a transaction of its own. (In
  savepoints of one transaction SQLite would need as much room for them as for the batch.)

See docs/decisions/0007-counts-in-the-same-transaction.md and
docs/decisions/0022-one-transaction-per-row-after-a-failure.md.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from reflector import inventory, policy
from reflector.db.among import among
from reflector.db.models import Artifact, Base, Meeting, Recording, RetentionRun, Tombstone, Transcript, utcnow
from reflector.db.scrub import checkpoint
from reflector.errors import OwnerChanged, ReflectorError, TranscriptGone
from reflector.instance import Instance
from reflector.inventory import journal
from reflector.retention import plan as planning
from reflector.retention.failures import Failures
from reflector.retention.plan import After, Lead, Plan

log = structlog.get_logger(__name__)

Reason = Literal["expired", "erase_at", "owner", "user", "orphan"]
#: Plans what erasing some rows takes along, in the transaction that will do it.
Planner = Callable[[Session, Sequence[Lead]], Plan]

_NO_SYNC = {"synchronize_session": False}


@dataclass(slots=True)
class Erased:
    """What was committed so far."""

    transcripts: int = 0
    meetings: int = 0
    recordings: int = 0
    errors: Failures = field(default_factory=Failures)

    @property
    def items(self) -> int:
        """Everything that was erased."""
        return self.transcripts + self.meetings + self.recordings

    def add(self, committed: Plan) -> None:
        """Count a plan whose transaction was committed."""
        self.transcripts += len(committed.transcripts)
        self.meetings += len(committed.meetings)
        self.recordings += len(committed.recordings)


@dataclass(frozen=True, slots=True)
class Eraser:
    """Erases rows for one reason, on behalf of one run."""

    instance: Instance
    reason: Reason
    run_id: str | None = None
    #: Whether this happens before the regular end, so that a restored backup must not undo it (R14).
    early: bool = True

    def batch(self, claim: Callable[[Session], Sequence[Lead]], plan: Planner, erased: Erased) -> Sequence[Lead]:
        """Claim rows, plan and erase them in one transaction; if that fails, one by one. Returns what was claimed."""
        claimed: Sequence[Lead] = []
        try:
            with self.instance.database.transaction() as session:
                claimed = claim(session)
                done = self.execute(session, plan(session, claimed)) if claimed else Plan()
        except (sa.exc.SQLAlchemyError, ReflectorError) as error:
            if _connection_lost(error) or not claimed:
                raise
            log.warning("erase_batch_redone_singly", items=len(claimed), error=_code(error))
            self._singly(claimed, plan, erased, make_room=_disk_full(error))
        else:
            erased.add(done)
        return claimed

    def _singly(self, leads: Iterable[Lead], plan: Planner, erased: Erased, *, make_room: bool) -> None:
        for lead in leads:
            if make_room:
                checkpoint(self.instance.database, patience_seconds=0)
            try:
                with self.instance.database.transaction() as session:
                    inventory.lock_transcripts(session, [lead.id])  # before its group, as everybody does
                    done = self.execute(session, plan(session, [lead]))
            except OwnerChanged:
                continue  # not ours to erase any more: no error
            except (sa.exc.SQLAlchemyError, ReflectorError) as error:
                if _connection_lost(error):
                    raise
                item = lead.id or lead.meeting_id or lead.recording_id
                log.error("erase_failed", item_id=item, error=_code(error))
                erased.errors.add(f"{item}: {_code(error)}")
            else:
                erased.add(done)

    def execute(self, session: Session, plan: Plan) -> Plan:
        """Do what `plan` says, in the caller's transaction."""
        # Before any row goes: a meeting's video lies where its recordings do.
        for entered, of in ((Transcript, plan.transcripts), (Recording, plan.recordings), (Meeting, plan.meetings)):
            if of:
                inventory.enter(session, self.instance.stores, entered, of)
        for model, kind, ids, owner in (
            (Transcript, "transcript", plan.transcripts, Artifact.transcript_id),
            (Recording, "recording", plan.recordings, Artifact.recording_id),
            (Meeting, "meeting", plan.meetings, Artifact.meeting_id),
        ):
            if not ids:
                continue
            self._bury(session, model, kind, ids)
            if self.early:
                journal.note(session, journal.JournalKind(kind), ids, reason=self.reason)
            inventory.doom(session, among(owner, ids))
            self._delete(session, model, ids)
        self._count(session, plan)
        return plan

    def _count(self, session: Session, plan: Plan) -> None:
        """Count in the run's row, in the same transaction: what is counted is what was committed."""
        session.execute(
            sa.update(RetentionRun)
            .where(RetentionRun.id == self.run_id)
            .values(
                transcripts_deleted=RetentionRun.transcripts_deleted + len(plan.transcripts),
                meetings_deleted=RetentionRun.meetings_deleted + len(plan.meetings),
                recordings_deleted=RetentionRun.recordings_deleted + len(plan.recordings),
            ),
            execution_options=_NO_SYNC,
        )

    def _delete(self, session: Session, model: type[Base], ids: Sequence[str]) -> None:
        statement = sa.delete(model).where(among(model.__table__.c.id, ids))
        if model is Transcript and self.reason not in ("owner", "user"):
            statement = statement.where(Transcript.user_id.is_(None))
        result: Any = session.execute(statement, execution_options=_NO_SYNC)
        if result.rowcount != len(ids):
            raise OwnerChanged()

    def _bury(self, session: Session, model: type[Base], kind: str, ids: Sequence[str]) -> None:
        """Write the tombstones. One that is there already stays: a restored row can be erased a second time."""
        row_id = model.__table__.c.id
        values = {"kind": kind, "reason": self.reason, "erased_at": utcnow(), "run_id": self.run_id}
        columns = [sa.literal(value, Tombstone.__table__.c[name].type) for name, value in values.items()]
        insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
        rows = sa.select(row_id, *columns).where(among(row_id, ids))
        session.execute(insert(Tombstone).from_select(["id", *values], rows).on_conflict_do_nothing())


def sweep(
    eraser: Eraser,
    candidates: Callable[[After | None], sa.Select[*tuple[Any, ...]]],
    plan: Planner,
    batch: int,
    erased: Erased,
) -> Iterator[None]:
    """Erase every candidate with what it takes along, `batch` at a time; yields after each committed batch.

    Rows that another run has locked are passed over, and looked at again until a pass over all finds nothing more.
    """
    while True:
        before = (erased.errors.count, erased.items)
        after: After | None = None
        while claimed := eraser.batch(partial(_claim, candidates(after).limit(batch)), plan, erased):
            last: Any = claimed[-1]
            after = (sa.literal(last.age, sa.types.NullType()), last.id)
            yield
        if erased.errors.count > before[0] or erased.items == before[1]:
            return  # nothing more, or only what has just failed and the next run will try again


def _claim(query: sa.Select[*tuple[Any, ...]], session: Session) -> Sequence[Any]:
    """Lock the rows of `query`. Their age, which is only the way to the next batch, stays as the database writes it:
    what comes after one that is no moment for Python (-infinity, or not even a date) is found all the same."""
    columns = [sa.cast(c, sa.Text).label("age") if c.key == "age" else c for c in query.selected_columns]
    return session.execute(query.with_only_columns(*columns).with_for_update(skip_locked=True)).all()


def erase_now(instance: Instance, transcript_id: str, *, reason: Literal["owner", "user"]) -> list[int]:
    """Erase one transcript, whatever its age, with what it takes along. Returns the ids of the doomed artifacts.

    Raises TranscriptGone if there is none, and OwnerChanged if it is a user's by now: `reason` "owner" was an anonymous
    one's.
    """
    eraser = Eraser(instance, reason)
    with instance.database.transaction() as session:
        columns = sa.select(Transcript.id, Transcript.meeting_id, Transcript.recording_id, Transcript.user_id)
        lead = session.execute(columns.where(Transcript.id == transcript_id).with_for_update()).one_or_none()
        if lead is None:
            raise TranscriptGone()
        if reason == "owner" and lead.user_id is not None:
            raise OwnerChanged()
        # A user's own room keeps nothing from them.
        another_users_room = policy.in_users_room_clause(except_of=lead.user_id)
        planned = planning.plan(session, [lead], users_room=another_users_room)
        for model, ids in ((Recording, planned.recordings), (Meeting, planned.meetings), (Transcript, [lead.id])):
            inventory.enter(session, instance.stores, model, ids)
        doomed = session.scalars(
            sa.select(Artifact.id).where(
                sa.or_(
                    Artifact.transcript_id == lead.id,
                    among(Artifact.recording_id, planned.recordings),
                    among(Artifact.meeting_id, planned.meetings),
                )
            )
        ).all()
        eraser.execute(session, planned)
    log.info("transcript_erased", transcript_id=transcript_id, reason=reason)
    return list(doomed)


def _connection_lost(error: Exception) -> bool:
    return isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated


def _disk_full(error: Exception) -> bool:
    """Whether there is no room for what SQLite writes to its log before anything goes."""
    return isinstance(error, sa.exc.DBAPIError) and getattr(error.orig, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL


def _code(error: Exception) -> str:
    """What may be said of an error: its type. Its message can carry what people wrote."""
    original = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    return type(original).__name__
