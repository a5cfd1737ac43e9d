"""Installs the engine beside an existing installation, and removes it without a trace.

One short transaction makes all changes whose locks another program could notice. If the transaction does not get a lock
at once, it gives up and is tried again. Indexes are built concurrently. Rows that exist already are entered in pages.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
import structlog

from reflector import inventory
from reflector.adopt import look, pending, schema, triggers
from reflector.adopt.pretend import schema_of
from reflector.adopt.report import Choices, check_hash
from reflector.db import migrate
from reflector.db.adopted import adoption_of, origin_of, server_of
from reflector.db.models import Adoption, Artifact
from reflector.db.session import LONG_STATEMENT_SECONDS, Database, lock_failed, set_timeouts
from reflector.errors import AdoptionRefused, ObjectMissing, RetentionBusy, StoreIsForeign
from reflector.instance import Instance
from reflector.inventory import DOOMED
from reflector.retention.run import drain_now
from reflector.storage import Store

log = structlog.get_logger(__name__)

#: Seconds that a schema change waits for a lock. Statements of other programs queue behind it meanwhile.
_LOCK_SECONDS = 0.05
#: Attempts of a schema change, and the pause between two of them in seconds.
_ATTEMPTS = 200
_PAUSE_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Installed:
    """The result of an installation."""

    #: Living artifacts: files, folders and objects that rows reference.
    artifacts: int
    #: Rows whose pointers cannot be read.
    errors: tuple[str, ...]


def install(instance: Instance, choices: Choices, given_hash: str) -> Installed:
    """Put the engine beside the installation. May be killed at any time and called again.

    Raises AdoptionRefused if the report has changed, or if the places are not the right ones.
    """
    database = instance.database
    with database.exclusive("retention"):
        if look.require_known_schema(database) is None:  # not adopted yet
            checked = check_hash(instance, choices, given_hash)
            if checked.look.refusals:
                raise AdoptionRefused(checked.look.refusals[0])
            for store in instance.stores.all():
                _require_free_marker(database, store)
            _change_schema(database, _install_statements(instance, choices))
            log.info("adopted", revision=checked.look.revision)
        inventory.instance_id(database)
        for store in instance.stores.all():
            inventory.recognize(database, store)
        _build_indexes(database)
        errors = triggers.enter_missing(database)
        with database.maintenance() as connection:
            connection.exec_driver_sql("ANALYZE artifact")
    with database.snapshot() as session:
        artifacts = session.scalar(sa.select(sa.func.count()).select_from(Artifact)) or 0
    return Installed(artifacts, tuple(errors))


def _install_statements(instance: Instance, choices: Choices) -> Iterator[sa.Executable]:
    stores = instance.stores
    yield from _texts(schema.add_tables())
    with instance.database.snapshot() as session:
        origin, server, namespace = origin_of(session), server_of(session), schema_of(session.connection())
    yield sa.insert(Adoption).values(
        revision=migrate.head(),
        bucket=stores.default.bucket if stores.default.name == "s3" else "",
        videos=stores.videos,
        lost=",".join(choices.lost),
        keeps_roomless=choices.keeps_roomless,
        origin=origin,
        server=server,
    )
    yield from _texts(triggers.add_functions(namespace))
    # From here on other programs wait until the commit.
    yield from _texts(schema.add_columns())
    yield from _texts(triggers.add_triggers())


def _texts(statements: Iterator[str]) -> Iterator[sa.Executable]:
    # A colon would begin a parameter: PostgreSQL's casts have two.
    return (sa.text(statement.replace(":", "\\:")) for statement in statements)


def _change_schema(database: Database, statements: Iterator[sa.Executable]) -> None:
    """Run `statements` in one transaction. It is tried again when it does not get a lock at once."""
    prepared = list(statements)
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with database.transaction(lock_seconds=_LOCK_SECONDS) as session:
                for statement in prepared:
                    session.execute(statement)
        except sa.exc.OperationalError as error:
            if not lock_failed(error) or attempt == _ATTEMPTS:
                raise
            time.sleep(_PAUSE_SECONDS)  # Statements that queued behind us go first.
        else:
            return


def _require_free_marker(database: Database, store: Store) -> None:
    """Raise StoreIsForeign if a store carries a marker, unless an earlier adoption of this same database left it."""
    try:
        with store.open(inventory.MARKER_KEY) as stream:
            found = stream.read(250).decode(errors="replace").split(" ")
    except ObjectMissing:
        return
    with database.snapshot() as session:
        mine = [origin_of(session), server_of(session)]
    if [*found[1:2], *found[4:]] != mine:
        raise StoreIsForeign()
    store.erase_many([inventory.MARKER_KEY])


_INVALID = sa.text(
    "SELECT c.relname FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid"
    " WHERE NOT i.indisvalid AND c.relname = ANY (:names)"
)


def _build_indexes(database: Database) -> None:
    with database.maintenance() as connection:
        set_timeouts(connection, LONG_STATEMENT_SECONDS, LONG_STATEMENT_SECONDS)
        for name in connection.scalars(_INVALID, {"names": list(schema.OWN_INDEXES)}).all():
            connection.exec_driver_sql(f"DROP INDEX CONCURRENTLY {name}")  # a killed build has left it
        for name, columns in schema.OWN_INDEXES.items():
            connection.exec_driver_sql(f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {columns}")


# -- undo -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Undone:
    """The result of a removal."""

    #: Artifacts of rows that other programs deleted and whose grace time was not over. `adopt leaks` finds their bytes.
    pending: int
    #: Markers and journals that could not be erased.
    kept: tuple[str, ...]


def undo(instance: Instance) -> Undone:
    """Remove the engine: its tables, columns, triggers, indexes, markers and journals. May be called again.

    Doomed bytes are erased first. Raises AdoptionRefused if some cannot be.
    """
    database = instance.database
    with database.snapshot() as session:
        if adoption_of(session) is None:
            raise AdoptionRefused("This database is not adopted. There is nothing to undo.")
    with database.exclusive("retention"):
        try:
            drain_now(instance)
        except RetentionBusy:
            raise AdoptionRefused("A drain is under way. Try again when it has ended.") from None
        with database.snapshot() as session:
            doomed = session.scalar(sa.select(sa.func.count()).select_from(Artifact).where(DOOMED)) or 0
        if doomed:
            raise AdoptionRefused(
                f"{doomed} doomed artifacts are not erased yet, and only this database knows them. Nothing "
                "was removed. `reflector retention status` lists them; `reflector retention forget` closes dead ones."
            )
        left = sum(1 for _ in pending.pending(database, instance.settings))
        with database.maintenance() as connection:
            set_timeouts(connection, LONG_STATEMENT_SECONDS, LONG_STATEMENT_SECONDS)
            for name in schema.OWN_INDEXES:
                connection.exec_driver_sql(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
        for store in instance.stores.all():  # checked now, while the database still proves that they are ours
            inventory.require_mine(database, store)
        own = [f"{inventory.JOURNAL_PREFIX}{inventory.instance_id(database)}/", inventory.MARKER_KEY]
        _change_schema(database, _texts(_undo_statements()))
        answers = [(store, store.erase_many(own)) for store in instance.stores.all()]
        for store in instance.stores.all():
            if next(store.list(inventory.JOURNAL_PREFIX), None) is None:  # no journal of another database
                store.erase_many([inventory.JOURNAL_PREFIX])  # an empty folder on a disk
    kept = [f"{store.name} {store.bucket} {key}" for store, answer in answers for key, code in answer.items() if code]
    log.info("adoption_undone", pending=left, kept=len(kept))
    return Undone(left, tuple(kept))


def _undo_statements() -> Iterator[str]:
    yield from triggers.drop_triggers()
    yield from schema.drop_columns()
    yield from schema.drop_tables()


def undo_script() -> str:
    """The SQL that removes everything from the database with psql, without this program."""
    lines: Sequence[str] = [
        "-- Removes Reflector's retention engine from this database. Its markers (.reflector-instance) and journals",
        "-- (.reflector-journal/) stay in DATA_DIR and in the default bucket; remove them by hand.",
        *(f"DROP INDEX CONCURRENTLY IF EXISTS {name};" for name in schema.OWN_INDEXES),
        "BEGIN;",
        "SET LOCAL lock_timeout = '2s';",
        *(f"{statement};" for statement in _undo_statements()),
        "COMMIT;",
    ]
    return "\n".join(lines) + "\n"
