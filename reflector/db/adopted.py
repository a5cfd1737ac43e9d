"""Recognises the database of an existing Reflector installation, whose tables belong to another program.

Such a database has that program's tables and revision. `reflector adopt` adds Reflector's own tables beside them. Then
it has a row in `adoption`, and is called adopted.
"""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.models import Adoption
from reflector.db.session import Database
from reflector.errors import ExistingInstallation


class DatabaseKind(StrEnum):
    """Whose database it is."""

    #: Reflector's own, or empty.
    OWN = "own"
    #: Of an existing installation. Reflector's tables are not in it.
    EXISTING = "existing"
    #: Of an existing installation, with Reflector's retention beside it.
    ADOPTED = "adopted"


def kind_of(database: Database) -> DatabaseKind:
    """Look at the tables of a database. Creates no SQLite file: an SQLite database is always Reflector's own."""
    if database.is_sqlite:
        return DatabaseKind.OWN
    with database.snapshot() as session:
        if adoption_of(session) is not None:
            return DatabaseKind.ADOPTED
        return (
            DatabaseKind.EXISTING if _has(session, "transcript") and not _has(session, "artifact") else DatabaseKind.OWN
        )


def require_own(database: Database) -> None:
    """Raise ExistingInstallation if the tables are another program's."""
    match kind_of(database):
        case DatabaseKind.EXISTING:
            raise ExistingInstallation()
        case DatabaseKind.ADOPTED:
            raise ExistingInstallation(
                "This is the database of an existing Reflector installation, with this retention engine beside it. "
                "Nothing was touched. `reflector adopt` and `reflector retention` work on it; nothing else does."
            )


def adoption_of(session: Session) -> Adoption | None:
    """The row that says how this database was adopted, or None. Works before the table exists, too."""
    if session.get_bind().dialect.name == "sqlite" or not _has(session, "adoption"):
        return None
    return session.get(Adoption, 1, populate_existing=True)


def origin_of(session: Session) -> str:
    """The cluster and the oid. They differ in every copy that a restore or CREATE DATABASE makes.

    A copy of the whole cluster has the same origin. Only the epoch tells it from the original.
    Source: PostgreSQL, "9.27.13 Control Data Functions" and "53.15 pg_database".
    """
    query = sa.text(
        "SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || oid"
        " FROM pg_database WHERE datname = current_database()"
    )
    return str(session.execute(query).scalar_one())


def _has(session: Session, table: str) -> bool:
    return session.execute(sa.text("SELECT to_regclass(:name)"), {"name": table}).scalar_one() is not None
