"""Runs the engine on an adopted installation. Every precondition is checked before any row is erased."""

import sqlalchemy as sa
import structlog

from reflector import inventory
from reflector.adopt import look, pending, refusals, sample, triggers
from reflector.db.adopted import DatabaseKind, adoption_of, kind_of
from reflector.db.models import Adoption, utcnow
from reflector.db.session import LONG_STATEMENT_SECONDS, Database, set_timeouts
from reflector.db.states import Outcome, Trigger
from reflector.errors import AdoptionRefused, NotPublic
from reflector.instance import Instance, get_instance
from reflector.retention import run
from reflector.retention.run import CleanupStats, Progress

log = structlog.get_logger(__name__)

#: The most transcripts that the first run erases.
FIRST_RUN = 100
#: Rows per kind of pointer that are looked up before each run.
_SAMPLE_SIZE = 50


def cleanup(days: int | None = None, *, trigger: Trigger, progress: Progress | None = None) -> CleanupStats | None:
    """One run, on Reflector's own database or on an adopted one. See `retention.run.cleanup_old_public_data`.

    On an adopted database this also raises AdoptionRefused, IsACopy and StorageError, before any row goes.
    """
    instance = get_instance()
    if kind_of(instance.database) is DatabaseKind.OWN:
        return run.cleanup_old_public_data(days, trigger=trigger, progress=progress)
    return run_adopted(instance, days=days, trigger=trigger, progress=progress)


def run_adopted(
    instance: Instance, *, days: int | None = None, trigger: Trigger = Trigger.CALL, progress: Progress | None = None
) -> CleanupStats:
    """One run on an adopted database. The first one erases at most FIRST_RUN transcripts and waits for `confirm`."""
    if not instance.settings.PUBLIC_MODE:
        raise NotPublic()
    database = instance.database
    adoption = require_ready(instance)
    is_first = adoption.confirmed_at is None
    if is_first and adoption.first_run_at is not None:
        raise AdoptionRefused(
            "The first run has ended, and further runs are not confirmed yet. Nothing was erased. Look at what is gone "
            "(`reflector retention status`, `reflector retention verify`), then: reflector adopt confirm --yes"
        )
    inventory.raise_epoch(instance)
    errors = triggers.enter_missing(database)
    pending.notice(database)
    if not is_first:
        pending.doom_due(database, instance.settings)
    if instance.settings.ADOPT_APPLY_REFUSALS and not is_first:
        refusals.apply_outstanding(instance)
    stats = run.run(
        instance,
        days=days,
        trigger=trigger,
        progress=progress,
        adopted=True,
        max_transcripts=FIRST_RUN if is_first else None,
    )
    if is_first:
        with database.transaction() as session:
            session.execute(sa.update(Adoption).values(first_run_at=utcnow()))
    if not _scrub_search(database):
        errors.append("database: words not scrubbed from statistics and the search index")
    stats["errors"] += errors
    stats["error_count"] += len(errors)
    if errors and stats["outcome"] == Outcome.DONE:
        stats["outcome"] = str(Outcome.ERRORS)
    return stats


def require_ready(instance: Instance) -> Adoption:
    """Check every precondition of a run. Returns the row of the adoption.

    Raises AdoptionRefused when the schema or a place is not the right one, IsACopy for a restored or cloned database,
    and StorageError when a store cannot be asked.
    """
    look.require_known_schema(instance.database)
    with instance.database.snapshot() as session:
        adoption = adoption_of(session)
    if adoption is None:
        raise AdoptionRefused("This database is not adopted yet. `reflector adopt` shows how.")
    stores = instance.stores
    now = (stores.default.bucket if stores.default.name == "s3" else "", stores.videos)
    if now != (adoption.bucket, adoption.videos):
        raise AdoptionRefused(
            f"The settings name other buckets than at the installation ({adoption.bucket or 'none'} and "
            f"{adoption.videos or 'none'} for composed videos). Nothing was erased. Set them back, or undo and install."
        )
    inventory.require_original(instance)
    samples = sample.take_samples(instance.database, stores, size=_SAMPLE_SIZE)
    sample.require_right_places(samples, [place for place in adoption.lost.split(",") if place])
    return adoption


def confirm(database: Database) -> None:
    """Agree to runs without a limit. Raises AdoptionRefused before the first run."""
    with database.transaction() as session:
        adoption = adoption_of(session)
        if adoption is None or adoption.first_run_at is None:
            raise AdoptionRefused("There has been no first run yet: reflector retention run")
        adoption.confirmed_at = utcnow()


_SEARCH_INDEXES = sa.text(
    "SELECT CAST(CAST(indexrelid AS regclass) AS text) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
    " JOIN pg_am ON pg_am.oid = relam WHERE indrelid = to_regclass('transcript') AND amname = 'gin' AND indisvalid"
)


#: Whether a run has erased something since the last ANALYZE of `transcript`, which is the last step of a scrub.
_SCRUB_IS_DUE = sa.text(
    "SELECT count(*) > 0 FROM retention_run WHERE transcripts_deleted > 0 AND started_at > coalesce("
    "(SELECT last_analyze FROM pg_stat_user_tables WHERE relid = to_regclass('transcript')), '-infinity')"
)


def _scrub_search(database: Database) -> bool:
    """Remove erased words from the statistics and the search index. Neither DELETE nor VACUUM removes them there.

    Does nothing if no erased words can be left. A run that died after its erasures leaves this to the next one.
    Returns whether all was done. Both block no other program.
    Source: PostgreSQL, "REINDEX" (CONCURRENTLY) and "ANALYZE".
    """
    with database.snapshot() as session:
        if not session.scalar(_SCRUB_IS_DUE):
            return True
    with database.maintenance() as connection:
        try:
            set_timeouts(connection, database.lock_seconds, LONG_STATEMENT_SECONDS)
            for index in connection.scalars(_SEARCH_INDEXES).all():
                connection.exec_driver_sql(f"REINDEX INDEX CONCURRENTLY {index}")
            for table in ("meeting", "recording", "transcript"):
                # ANALYZE keeps the statistics of an empty table. Then the scrub stays due until it has a row.
                if connection.exec_driver_sql(f"SELECT EXISTS (SELECT FROM {table})").scalar():
                    connection.exec_driver_sql(f"ANALYZE {table}")
        except sa.exc.OperationalError as error:
            log.warning("search_not_scrubbed", error=type(error.orig).__name__)
            return False
    return True
