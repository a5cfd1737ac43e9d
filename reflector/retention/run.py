"""One run of the engine, from the gate to the record.

    gate (PUBLIC_MODE) -> cutoff -> one run at a time -> erase -> orphans -> drain -> scrub -> record -> statistics

On PostgreSQL the drain begins in the background as soon as a batch of rows was erased.

The nightly task, the manual tool, the command line and a plain call are all this same function.
"""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial, wraps
from typing import Literal, ParamSpec, TypedDict, TypeVar

import sqlalchemy as sa
import structlog

from reflector import inventory, policy
from reflector.db.adopted import Kind, kind_of
from reflector.db.models import RetentionRun, utcnow
from reflector.db.scrub import checkpoint, scrub
from reflector.db.session import Database
from reflector.errors import (
    DatabaseNotReady,
    ExistingInstallation,
    JournalUnreadable,
    ReflectorError,
    RetentionBusy,
    RetentionError,
)
from reflector.instance import Instance, get_instance
from reflector.inventory.journal import keep_journals, write_pending
from reflector.retention import journal, orphans, plan
from reflector.retention.background import BackgroundDrain
from reflector.retention.drain import ONLY_WAIT_SECONDS, Drain, Drained
from reflector.retention.erase import Erased, Eraser, Reason, sweep
from reflector.retention.failures import MAX_LINES
from reflector.settings import get_settings

log = structlog.get_logger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

Trigger = Literal["beat", "tool", "cli", "call"]

#: How long a run waits for a drain that is under way, before it leaves the bytes to that one.
_DRAIN_WAIT_SECONDS = 600.0


class CleanupStats(TypedDict):
    """What a run has erased: what was committed, never what was tried."""

    transcripts_deleted: int
    meetings_deleted: int
    recordings_deleted: int
    #: Files, folders and objects that are known to be gone.
    artifacts_erased: int
    #: One line without content for each item that failed; the first 100 of them.
    errors: list[str]
    #: How many items failed.
    error_count: int
    #: "done", "errors" (some items failed) or "unfinished" (the time budget ended the run, or a long drain that was
    #: under way kept it from the bytes; the next one goes on).
    outcome: str
    #: Id of the run's row in `retention_run`.
    run_id: str
    #: What was made before this moment was expired; ISO 8601.
    cutoff: str


#: Called after each batch with what has been erased so far: rows, artifacts.
Progress = Callable[[int, int], None]


def _content_free(work: Callable[P, T]) -> Callable[P, T]:
    """Let nothing out of `work` that may carry what people wrote: of an error that is not ours only the type leaves,
    and no frame of its traceback, whose local variables some logs print, has ever seen the error itself."""

    @wraps(work)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return work(*args, **kwargs)
        except ReflectorError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever it is, it stops here
            kind = type(error).__name__
        raise RetentionError(f"The run could not be made: {kind}.")

    return guarded


def cleanup_old_public_data(
    days: int | None = None, *, trigger: Trigger = "call", progress: Progress | None = None
) -> CleanupStats | None:
    """Erase everything anonymous that is older than `days` (default: PUBLIC_DATA_RETENTION_DAYS).

    Returns None, and touches nothing, if this is not a public instance. Raises BadDays before anything is touched,
    RetentionBusy while another run is under way, RetentionError if the run could not be made. Items that fail do not
    raise: they are in `errors`, and are tried again by the next run.
    """
    settings = get_settings()
    if not settings.PUBLIC_MODE:
        log.info("cleanup_skipped", reason="not_public")
        return None
    return run(get_instance(), days=days, trigger=trigger, progress=progress)


@_content_free
def run(
    instance: Instance,
    *,
    days: int | None = None,
    trigger: Trigger = "call",
    progress: Progress | None = None,
    adopted: bool = False,
    max_transcripts: int | None = None,
) -> CleanupStats:
    """The run itself, on any database and stores. See `cleanup_old_public_data`.

    `adopted`: the caller has prepared the database of an existing installation (reflector/adopt/run.py). Without it
    this raises ExistingInstallation for one. `max_transcripts` ends it after one batch of at most as many.
    """
    database = instance.database
    if not adopted and kind_of(database) is not Kind.OWN:
        raise ExistingInstallation()
    days = instance.settings.PUBLIC_DATA_RETENTION_DAYS if days is None else policy.checked_days(days)
    now = utcnow()
    with database.exclusive("retention"):
        journal.catch_up_before_run(instance)
        checkpoint(database, patience_seconds=0)  # on a full disk its room is what the record needs
        record = _begin(database, trigger, days, policy.cutoff(now, days))
        early = days < instance.settings.PUBLIC_DATA_RETENTION_DAYS
        current = _Run(instance, record.id, record.cutoff, now, early, progress, max_transcripts)
        log.info("Starting cleanup of old public data", run_id=record.id, days=days, cutoff=record.cutoff.isoformat())
        try:
            outcome = current.all_steps()
        except BaseException as error:
            log.error("cleanup_failed", run_id=record.id, error=type(error).__name__)
            with suppress(sa.exc.SQLAlchemyError):  # if the database is what failed, the next run closes the record
                checkpoint(database, patience_seconds=0)  # what had been erased so far stands in it
                _end(database, record.id, "failed", current.error_count + 1)
            raise
        _end(database, record.id, outcome, current.error_count)
        keep_journals(instance)
    stats = current.stats(outcome)
    log.info("cleanup_done", **{name: value for name, value in stats.items() if name != "errors"})
    return stats


@_content_free
def drain_now(instance: Instance | None = None) -> dict[str, int]:
    """Erase the bytes of doomed artifacts that are due, without a run.

    Raises RetentionBusy during another drain, RetentionError if it could not be made.
    """
    instance = instance or get_instance()
    database = instance.database
    inventory.require_original(instance)
    drain = Drain(instance)
    with suppress(JournalUnreadable, DatabaseNotReady):  # what is doomed is doomed whatever a journal says
        journal.catch_up(instance, everywhere=False)
    write_pending(instance, everywhere=True)
    for _ in inventory.mend(database):
        pass
    with (
        inventory.alone(database, wait_seconds=ONLY_WAIT_SECONDS) as require_alone,
        closing(drain.batches(require_alone)) as batches,
    ):
        checkpoint(database, patience_seconds=0)  # on a full disk its room is what settling needs
        for _ in batches:
            pass
    if database.is_sqlite:
        # Even if this drain erased nothing: an owner may have, and have met a reader. Emptying the log is cheap.
        scrub(database, instance.settings.RETENTION_VACUUM if drain.drained.artifacts else "off")
    return {"artifacts_erased": drain.drained.artifacts, "errors": drain.drained.errors.count}


@dataclass(slots=True)
class _Run:
    instance: Instance
    run_id: str
    cutoff: datetime
    now: datetime
    #: Whether `days` end lives before the days of the settings do.
    early: bool
    progress: Progress | None
    #: The most transcripts that this run erases. None: no limit.
    max_transcripts: int | None = None
    erased: Erased = field(default_factory=Erased)
    drained: Drained = field(default_factory=Drained)

    def all_steps(self) -> str:
        """Take all steps until they are done or the time budget is; returns the outcome."""
        deadline = time.monotonic() + self.instance.settings.RETENTION_TIME_BUDGET_SECONDS
        drain = Drain(self.instance, run_id=self.run_id)
        self.drained = drain.drained
        if self.instance.database.is_sqlite:  # One writer at a time: two threads would only wait for each other.
            finished = self._advance(self._rows(), deadline)
        else:
            background = BackgroundDrain(self.instance, drain, deadline)
            with background.running():
                finished = self._advance(self._rows(), deadline, lambda: background.note_rows(self.erased.items))
        finished = self._drain(drain, deadline) and finished
        # Even if this run erased nothing: an owner may have since the last one, or that one died before it came here.
        if not scrub(self.instance.database, self.instance.settings.RETENTION_VACUUM):
            self.erased.errors.add("database: not scrubbed")
        if self.error_count:
            return "errors"
        return "done" if finished else "unfinished"

    def _drain(self, drain: Drain, deadline: float) -> bool:
        try:
            with inventory.alone(self.instance.database, wait_seconds=_DRAIN_WAIT_SECONDS) as require_alone:
                return self._advance(drain.batches(require_alone), deadline)
        except RetentionBusy:  # the other drain erases the bytes; the rows are gone and still have to be scrubbed
            log.warning("drain_left_to_another", run_id=self.run_id)
            return False

    def _rows(self) -> Generator[None]:
        for sweeping in self._sweeps():
            for _ in sweeping:
                yield
                if self.max_transcripts is not None and self.erased.transcripts:
                    return  # one batch was enough

    def _sweeps(self) -> Iterator[Iterator[None]]:
        cutoff, now, size = self.cutoff, self.now, self.instance.settings.RETENTION_BATCH_SIZE
        if self.max_transcripts is not None:
            size = min(size, self.max_transcripts)
        yield sweep(self._eraser("expired"), partial(plan.expired, cutoff), plan.plan, size, self.erased)
        early = partial(plan.expired_early, cutoff, now)
        yield sweep(self._eraser("erase_at"), early, plan.plan, size, self.erased)
        yield inventory.mend(self.instance.database)  # after the sweeps, when fewer rows are left to look through
        for candidates in (orphans.meetings, orphans.recordings):
            orphaned = partial(candidates, cutoff)
            yield sweep(self._eraser("orphan"), orphaned, orphans.plan_orphans, size, self.erased)

    def _eraser(self, reason: Reason) -> Eraser:
        # A restored transcript whose days are over expires again by itself; every other erasure is written down.
        return Eraser(self.instance, reason, self.run_id, early=self.early or reason != "expired")

    def _advance(self, steps: Generator[None], deadline: float, after_each: Callable[[], None] = lambda: None) -> bool:
        with closing(steps):  # stores that are still at work end while the lock is held
            for _ in steps:
                after_each()
                if self.progress is not None:
                    self.progress(self.erased.items, self.drained.artifacts)
                if time.monotonic() > deadline:
                    return False
        return True

    @property
    def error_count(self) -> int:
        """Items that failed so far."""
        return self.erased.errors.count + self.drained.errors.count

    def stats(self, outcome: str) -> CleanupStats:
        """What this run has done."""
        return CleanupStats(
            transcripts_deleted=self.erased.transcripts,
            meetings_deleted=self.erased.meetings,
            recordings_deleted=self.erased.recordings,
            artifacts_erased=self.drained.artifacts,
            errors=(self.erased.errors.lines + self.drained.errors.lines)[:MAX_LINES],
            error_count=self.error_count,
            outcome=outcome,
            run_id=self.run_id,
            cutoff=self.cutoff.isoformat(),
        )


def _begin(database: Database, trigger: str, days: int, cutoff: datetime) -> RetentionRun:
    record = RetentionRun(trigger=trigger, days=days, cutoff=cutoff)
    with database.transaction() as session:
        # We hold the lock: a run that is still "running" died, and its counts are what it had committed.
        session.execute(
            sa.update(RetentionRun)
            .where(RetentionRun.outcome == "running")
            .values(outcome="failed", ended_at=utcnow(), errors=RetentionRun.errors + 1)
        )
        session.add(record)
    return record


def _end(database: Database, run_id: str, outcome: str, errors: int) -> None:
    with database.transaction() as session:
        session.execute(
            sa.update(RetentionRun)
            .where(RetentionRun.id == run_id)
            .values(outcome=outcome, errors=errors, ended_at=utcnow())
        )
