"""Recognizes the database of an existing Reflector installation, whose tables belong to another program.

Such a database has that program's tables and revision. `reflector adopt` adds Reflector's own tables beside them. Then
it has a row in `adoption`, and is called adopted.
"""

import socket
from enum import StrEnum
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.models import Adoption
from reflector.db.session import Database
from reflector.errors import DatabaseNotReady, ExistingInstallation


class DatabaseKind(StrEnum):
    """Whose database it is."""

    #: Reflector's own, or empty.
    OWN = "own"
    #: The database of an existing installation, without Reflector's tables.
    EXISTING = "existing"
    #: The database of an existing installation, with Reflector's retention beside it.
    ADOPTED = "adopted"


#: The schema in which new tables are made, and one that has our tables while no schema of search_path has them.
#: Source: PostgreSQL, "5.9.3 The Schema Search Path"; `current_schema` is NULL if no schema of the path exists.
_SCHEMAS = sa.text(
    "SELECT current_schema() AS used, current_setting('search_path') AS path, ("
    " SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
    " WHERE relname = 'transcript' AND relkind IN ('r', 'p') AND to_regclass('transcript') IS NULL"
    " AND EXISTS (SELECT FROM pg_class other WHERE other.relname = 'alembic_version'"
    " AND other.relnamespace = pg_class.relnamespace) ORDER BY nspname LIMIT 1) AS hidden"
)


def require_visible(session: Session) -> None:
    """Raise DatabaseNotReady if search_path leads past our tables, or to no schema at all.

    Such a database looks empty: it would be migrated a second time, and the stores would be taken for another one's.
    """
    schemas = session.execute(_SCHEMAS).one()
    url = session.get_bind().engine.url
    role = url.username or "the present user"
    if schemas.hidden is not None:
        raise DatabaseNotReady(
            f"DATABASE_URL: the tables are in the schema {schemas.hidden}, which {role} does not see with "
            f"search_path {schemas.path}; ALTER ROLE {role} SET search_path = {schemas.hidden}, and grant USAGE on it."
        )
    if schemas.used is None:
        raise DatabaseNotReady(
            f"DATABASE_URL: search_path {schemas.path} of {role} names no schema of the database {url.database}; "
            f"ALTER ROLE {role} SET search_path = public, and grant USAGE and CREATE on it."
        )


def kind_of(database: Database) -> DatabaseKind:
    """Look at the tables of a database. Creates no SQLite file: an SQLite database is always Reflector's own.

    Raises DatabaseNotReady, see `require_visible`.
    """
    if database.is_sqlite:
        return DatabaseKind.OWN
    with database.snapshot() as session:
        require_visible(session)
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

    A copy of the whole cluster has the same origin, see `server_of`.
    Source: PostgreSQL, "9.27.13 Control Data Functions" and "53.15 pg_database".
    """
    query = sa.text(
        "SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || oid"
        " FROM pg_database WHERE datname = current_database()"
    )
    return str(session.execute(query).scalar_one())


def server_of(session: Session) -> str:
    """The address of the server, as a hash, and its timeline. A copy of the whole cluster usually has other ones.

    A standby that was promoted, and a backup that was restored to a moment, begin a new timeline. A server on this
    machine is told from a copy on another machine by the host name.
    Source: PostgreSQL, "26.3.6 Timelines" and "9.27.13 Control Data Functions".
    """
    url = session.get_bind().engine.url
    host = url.query.get("host", url.host) or ""
    is_local = not host or host[0] in ("/", "@") or host in ("localhost", "127.0.0.1", "::1")
    address = f"{socket.gethostname() if is_local else host}:{url.query.get('port', url.port) or 5432}"
    timeline = session.execute(sa.text("SELECT timeline_id FROM pg_control_checkpoint()")).scalar_one()
    return f"{sha256(address.encode()).hexdigest()[:16]}/{timeline}"


def _has(session: Session, table: str) -> bool:
    return session.execute(sa.text("SELECT to_regclass(:name)"), {"name": table}).scalar_one() is not None
