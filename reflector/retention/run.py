"""One run of the engine, from the gate to the record.

    gate (PUBLIC_MODE) -> lock -> journal -> cutoff -> erase -> orphans -> drain -> scrub -> record -> statistics

On PostgreSQL the drain begins in the background as soon as a batch of rows was erased.

The nightly task, the manual tool, the command line and a plain call all end in `run`.
"""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial, wraps
from typing import ParamSpec, TypedDict, TypeVar

import sqlalchemy as sa
import structlog

from reflector import inventory, policy
from reflector.db.adopted import DatabaseKind, kind_of
from reflector.db.models import RetentionRun, utcnow
from reflector.db.scrub import checkpoint, scrub
from reflector.db.session import Database
from reflector.db.states import ErasureReason, Outcome, Trigger
from reflector.errors import (
    ClocksApart,
    DatabaseNotReady,
    ExistingInstallation,
    JournalUnreadable,
    ReflectorError,
    RetentionBusy,
    RetentionError,
)
from reflector.instance import Instance, get_instance
from reflector.inventory.journal import keep_journals, write_pending
from reflector.retention import orphans, plan, replay
from reflector.retention.background import BackgroundDrain
from reflector.retention.drain import ONLY_WAIT_SECONDS, Drain, Drained
from reflector.retention.erase import Erased, Eraser, sweep
from reflector.retention.failures import MAX_LINES
from reflector.settings import get_settings

log = structlog.get_logger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

#: Seconds that a run waits for a drain that is under way. Then it leaves the bytes to that drain.
_DRAIN_WAIT_SECONDS = 600.0
#: The largest difference between the clocks of this machine and of the database with which a run begins.
_CLOCKS_APART = timedelta(minutes=5)
#: Seconds that an erasure waits for one lock while it holds others, in a database where another program writes. Far
#: below PostgreSQL's `deadlock_timeout` (1 s), so that a deadlock never ends a statement of that program.
_BESIDE_OTHERS_SECONDS = 0.05


class CleanupStats(TypedDict):
    """The result of a run. The counts are of committed erasures only (R8)."""

    transcripts_deleted: int
    meetings_deleted: int
    recordings_deleted: int
    #: Files, folders and objects that are known to be gone.
    artifacts_erased: int
    #: One line without content for each failed item, at most 100.
    errors: list[str]
    #: The number of failed items.
    error_count: int
    #: The outcome, as in `retention_run.outcome`: done, errors or unfinished.
    outcome: str
    #: Id of the run's row in `retention_run`.
    run_id: str
    #: Anonymous data created before this moment was expired; ISO 8601.
    cutoff: str


#: Called after each batch with the numbers of rows and artifacts that have been erased so far.
Progress = Callable[[int, int], None]


def _content_free(work: Callable[P, T]) -> Callable[P, T]:
    """Replace errors of libraries by a RetentionError that has their type and nothing else.

    Their messages can contain content. The new error is raised outside the `except` block, so its traceback has no
    frame that saw the original error: some logs print the local variables of each frame.
    """

    @wraps(work)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return work(*args, **kwargs)
        except ReflectorError:
            raise
        except Exception as error:  # noqa: BLE001  # any error of a library can carry content
            kind = type(error).__name__
        raise RetentionError(f"The run could not be made: {kind}.")

    return guarded


def cleanup_old_public_data(
    days: int | None = None, *, trigger: Trigger = Trigger.CALL, progress: Progress | None = None
) -> CleanupStats | None:
    """Erase everything anonymous that is older than `days` (default: PUBLIC_DATA_RETENTION_DAYS).

    Returns None and touches nothing if this is not a public instance. Raises BadDays before anything is touched,
    RetentionBusy during another run, ClocksApart if the database has another time, DatabaseReplaced if it is restored
    meanwhile, and RetentionError if the run failed as a whole. Failed items do not raise: they are listed in `errors`,
    and the next run tries them again.
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
    trigger: Trigger = Trigger.CALL,
    progress: Progress | None = None,
    adopted: bool = False,
    max_transcripts: int | None = None,
) -> CleanupStats:
    """Make a run on any database and stores. See `cleanup_old_public_data`.

    `adopted`: the database is that of an existing installation, and the caller has prepared it
    (reflector/adopt/run.py). Raises ExistingInstallation for such a database if `adopted` is False.
    `max_transcripts`: the run ends after one batch with at most this many transcripts. None: no limit.
    """
    database = instance.database
    if not adopted and kind_of(database) is not DatabaseKind.OWN:
        raise ExistingInstallation()
    days = instance.settings.PUBLIC_DATA_RETENTION_DAYS if days is None else policy.checked_days(days)
    now = _agreed_now(database)
    with database.exclusive("retention"):
        replay.catch_up_before_run(instance)
        checkpoint(database, patience_seconds=0)  # on a full disk it frees the space that the record needs
        record = _begin(database, trigger, days, policy.cutoff(now, days))
        early = days < instance.settings.PUBLIC_DATA_RETENTION_DAYS
        lock_seconds = _BESIDE_OTHERS_SECONDS if adopted else None
        current = _Run(instance, record.id, record.cutoff, now, early, progress, max_transcripts, lock_seconds)
        log.info("Starting cleanup of old public data", run_id=record.id, days=days, cutoff=record.cutoff.isoformat())
        try:
            outcome = current.all_steps()
        except BaseException as error:
            log.error("cleanup_failed", run_id=record.id, error=type(error).__name__)
            with suppress(sa.exc.SQLAlchemyError):  # if the database failed, the next run closes the record
                checkpoint(database, patience_seconds=0)  # the log contains the erased texts
                _end(database, record.id, Outcome.FAILED, current.error_count + 1)
            raise
        _end(database, record.id, outcome, current.error_count)
        keep_journals(instance)
    stats = current.stats(outcome)
    log.info("cleanup_done", **{name: value for name, value in stats.items() if name != "errors"})
    return stats


def _agreed_now(database: Database) -> datetime:
    """The present moment. Raises ClocksApart: a clock that is a year ahead would make everything expired."""
    before = utcnow()
    theirs = database.now()
    if not before - _CLOCKS_APART < theirs < utcnow() + _CLOCKS_APART:
        raise ClocksApart()
    return before


@_content_free
def drain_now(instance: Instance | None = None) -> dict[str, int]:
    """Erase the bytes of doomed artifacts that are due, without a run.

    Raises RetentionBusy during another drain, and RetentionError if the drain failed as a whole.
    """
    instance = instance or get_instance()
    database = instance.database
    inventory.require_original(instance)
    drain = Drain(instance)
    with suppress(JournalUnreadable, DatabaseNotReady):  # the journal changes nothing for doomed artifacts
        replay.catch_up(instance, everywhere=False)
    write_pending(instance, everywhere=True)
    for _ in inventory.mend(database):
        pass
    with (
        inventory.drain_lock(database, wait_seconds=ONLY_WAIT_SECONDS) as require_lock,
        closing(drain.batches(require_lock)) as batches,
    ):
        checkpoint(database, patience_seconds=0)  # on a full disk it frees the space that the results need
        for _ in batches:
            pass
    if database.is_sqlite:
        # Needed even if this drain erased nothing: a reader may have kept an owner's erasure from emptying the log.
        scrub(database, instance.settings.RETENTION_VACUUM if drain.drained.artifacts else "off")
    return {"artifacts_erased": drain.drained.artifacts, "errors": drain.drained.errors.count}


@dataclass(slots=True)
class _Run:
    instance: Instance
    run_id: str
    cutoff: datetime
    now: datetime
    #: Whether `days` is less than the setting, so that transcripts are erased before their regular end.
    early: bool
    progress: Progress | None
    #: The most transcripts that this run erases. None: no limit.
    max_transcripts: int | None = None
    #: See `Eraser.max_lock_seconds`.
    max_lock_seconds: float | None = None
    erased: Erased = field(default_factory=Erased)
    drained: Drained = field(default_factory=Drained)

    def all_steps(self) -> Outcome:
        """Take all steps until they are done or the time budget is used up. Returns the outcome."""
        deadline = time.monotonic() + self.instance.settings.RETENTION_TIME_BUDGET_SECONDS
        drain = Drain(self.instance, run_id=self.run_id)
        self.drained = drain.drained
        if self.instance.database.is_sqlite:  # One writer at a time: two threads would only wait for each other.
            finished = self._advance(self._rows(), deadline)
        else:
            background = BackgroundDrain(self.instance, drain, deadline)
            with background.running():
                finished = self._advance(self._rows(), deadline, lambda: background.note_rows(self.erased.items))
        try:
            with inventory.drain_lock(self.instance.database, wait_seconds=_DRAIN_WAIT_SECONDS) as require_lock:
                finished = self._advance(drain.batches(require_lock), deadline) and finished
        except RetentionBusy:  # the other drain erases the bytes; the text of the rows must still be scrubbed
            log.warning("drain_left_to_another", run_id=self.run_id)
            finished = False
        # Needed even if this run erased nothing: an owner may have erased something, or the last run died before this.
        if not scrub(self.instance.database, self.instance.settings.RETENTION_VACUUM):
            self.erased.errors.add("database: not scrubbed")
        if self.error_count:
            return Outcome.ERRORS
        return Outcome.DONE if finished else Outcome.UNFINISHED

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
        expired = partial(plan.expired, cutoff)
        yield sweep(self._eraser(ErasureReason.EXPIRED), expired, plan.plan, size, self.erased)
        early = partial(plan.expired_early, cutoff, now)
        yield sweep(self._eraser(ErasureReason.ERASE_AT), early, plan.plan, size, self.erased)
        # Do what foreign keys would have done (R13). After the sweeps fewer rows are left to read.
        yield inventory.mend(self.instance.database)
        for candidates in (orphans.meetings, orphans.recordings):
            orphaned = partial(candidates, cutoff)
            yield sweep(self._eraser(ErasureReason.ORPHAN), orphaned, orphans.plan_orphans, size, self.erased)

    def _eraser(self, reason: ErasureReason) -> Eraser:
        # A transcript that a restore brings back expires again by its age. Every other erasure must be in the journal.
        to_journal = self.early or reason != ErasureReason.EXPIRED
        return Eraser(self.instance, reason, self.run_id, to_journal, self.max_lock_seconds)

    def _advance(self, steps: Generator[None], deadline: float, after_each: Callable[[], None] = lambda: None) -> bool:
        with closing(steps):  # batches that are under way end while the lock is held
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

    def stats(self, outcome: Outcome) -> CleanupStats:
        """The statistics of this run."""
        return CleanupStats(
            transcripts_deleted=self.erased.transcripts,
            meetings_deleted=self.erased.meetings,
            recordings_deleted=self.erased.recordings,
            artifacts_erased=self.drained.artifacts,
            errors=(self.erased.errors.lines + self.drained.errors.lines)[:MAX_LINES],
            error_count=self.error_count,
            outcome=str(outcome),
            run_id=self.run_id,
            cutoff=self.cutoff.isoformat(),
        )


def _begin(database: Database, trigger: Trigger, days: int, cutoff: datetime) -> RetentionRun:
    record = RetentionRun(trigger=trigger, days=days, cutoff=cutoff)
    with database.transaction() as session:
        # We hold the lock, so a run that is still "running" died. Its counts are what it committed.
        session.execute(
            sa.update(RetentionRun)
            .where(RetentionRun.outcome == Outcome.RUNNING)
            .values(outcome=Outcome.FAILED, ended_at=utcnow(), errors=RetentionRun.errors + 1)
        )
        session.add(record)
    return record


def _end(database: Database, run_id: str, outcome: Outcome, errors: int) -> None:
    with database.transaction() as session:
        session.execute(
            sa.update(RetentionRun)
            .where(RetentionRun.id == run_id)
            .values(outcome=outcome, errors=errors, ended_at=utcnow())
        )
