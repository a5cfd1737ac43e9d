"""Migrates a database to the schema of this version, and checks its revision.

Alembic migrates. It is imported only then: nearly every command and process checks the revision, and finds it right.
"""

import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
import structlog

from reflector.db.adopted import DatabaseKind, adoption_of, kind_of, require_own
from reflector.db.session import Database, lock_failed
from reflector.errors import DatabaseNotReady

if TYPE_CHECKING:
    from alembic.config import Config

log = structlog.get_logger(__name__)

#: Attempts of a migration whose table another session has locked, and the pause between them in seconds.
_ATTEMPTS = 5
_PAUSE_SECONDS = 1.0

#: The folder of the migrations.
MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Migrate up to `revision`. Safe to call at every start, by several processes at once.

    Raises ExistingInstallation, and touches nothing, if the tables are another program's, and DatabaseNotReady if a
    newer version of Reflector has migrated the database.
    """
    require_own(database)
    refuse_unknown(database)
    if revision == "head" and current(database) == head():
        return
    from alembic import command

    _run(database, command.upgrade, revision)


def downgrade(database: Database, revision: str) -> None:
    """Migrate down to `revision` ("base" for an empty database)."""
    from alembic import command

    _run(database, command.downgrade, revision)


def current(database: Database) -> str | None:
    """The present revision of the database; None if it was never migrated."""
    with database.engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        return found


def head() -> str:
    """The revision that this version of Reflector needs."""
    return max(_revisions())


def _revisions() -> set[str]:
    """All revisions. The file of a migration is called `<revision>_<title>.py`, and revisions are counted."""
    return {path.name.partition("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*_*.py")}


def refuse_unknown(database: Database) -> None:
    """Raise DatabaseNotReady if the database is at a revision that this version of Reflector does not have.

    A process that already runs goes on while a newer version migrates the database; see
    docs/decisions/0031-old-and-new-side-by-side.md.
    """
    found = current(database)
    if found is not None and found not in _revisions():
        raise DatabaseNotReady(
            f"The database is at revision {found}, which Reflector {version('reflector')} does not know: "
            "a newer version has migrated it. Install that version."
        )


def require(database: Database, *, adopted: bool = False) -> None:
    """Raise DatabaseNotReady unless the database is at the revision of this version. Never creates an SQLite file.

    `adopted`: the caller can work on the database of an existing installation, too. Otherwise this raises
    ExistingInstallation for one.
    """
    if database.file is not None and not database.file.exists():
        raise DatabaseNotReady("There is no database yet, or DATA_DIR and DATABASE_URL name another place.")
    wanted = head()
    if adopted and kind_of(database) is DatabaseKind.ADOPTED:
        with database.snapshot() as session:
            adoption = adoption_of(session)
        if adoption is not None and adoption.revision != wanted:
            raise DatabaseNotReady(
                f"Reflector's tables in this database are at revision {adoption.revision}, and this version needs "
                f"{wanted}. Call `reflector adopt undo` with the version that installed them, then install again."
            )
        return
    require_own(database)
    found = current(database)
    if found is None:
        raise DatabaseNotReady(
            "The database does not have Reflector's tables yet; `reflector db upgrade` creates them."
        )
    if found != wanted:
        raise DatabaseNotReady(f"The database is at revision {found}, and this version of Reflector needs {wanted}.")


def _run(database: Database, step: "Callable[[Config, str], None]", revision: str) -> None:
    from alembic.config import Config

    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with database.migration_connection() as connection:
                config = Config()
                config.set_main_option("script_location", str(MIGRATIONS))
                config.set_main_option("path_separator", "os")
                config.attributes["connection"] = connection
                step(config, revision)
        except sa.exc.OperationalError as error:
            if not lock_failed(error) or attempt == _ATTEMPTS:
                raise
            log.warning("migration_waits_for_a_lock", attempt=attempt)
            time.sleep(_PAUSE_SECONDS)  # let the requests that queued behind the migration go first
        else:
            return
