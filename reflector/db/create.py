"""Makes the PostgreSQL database of a new instance, if the present user has the right."""

import os
import pwd
import subprocess
from secrets import token_urlsafe

import psycopg
import sqlalchemy as sa

from reflector.db.causes import explain
from reflector.db.session import Database
from reflector.errors import CannotSetUp

#: Name of the role and of the database that `create_role_and_database` makes.
NAME = "reflector"
#: The system user that owns PostgreSQL's own superuser, as packages of every distribution install it.
_SUPERUSER = "postgres"
#: Seconds that the server may take to make a database. It copies some megabytes.
_SECONDS = 60
_TAKEN = f"""
    SELECT 'role' FROM pg_roles WHERE rolname = '{NAME}'
    UNION ALL SELECT 'database' FROM pg_database WHERE datname = '{NAME}';
"""  # noqa: S608  # the name is ours
_OPTIONS = "ENCODING 'UTF8' TEMPLATE template0"


def create_database(url: str) -> bool:
    """Make the database that `url` names unless it exists. Returns whether it was made.

    The role of `url` needs CREATEDB for that. Raises CannotSetUp with setting, cause and cure.
    """
    database = Database(url)
    try:
        with database.engine.connect():
            return False
    except sa.exc.DBAPIError as error:
        if "does not exist" not in str(error.orig) or "role" in str(error.orig):
            raise CannotSetUp(explain(error, database.url) or "DATABASE_URL: the database does not answer.") from None
    finally:
        database.engine.dispose()
    name, beside = database.url.database or "", database.url.set(drivername="postgresql", database="postgres")
    try:
        with psycopg.connect(beside.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {} " + _OPTIONS).format(psycopg.sql.Identifier(name)))
    except psycopg.Error as error:
        raise CannotSetUp(
            f"DATABASE_URL: there is no database {name}, and {database.url.username} may not create it "
            f'({type(error).__name__}); as a superuser: CREATE DATABASE "{name}" OWNER {database.url.username} '
            f"{_OPTIONS};"
        ) from None
    return True


def create_role_and_database() -> str:
    """Make a role with a fresh password and its database on the server of this machine. Returns their URL.

    It connects as the system user `postgres` if it runs as root, and as the present user otherwise. libpq's own
    variables (PGHOST, PGPORT) name another server. Raises CannotSetUp if the server denies it, or has the role or the
    database already.
    """
    taken = _psql(_TAKEN)
    if taken:
        raise CannotSetUp(
            f"PostgreSQL has a {' and a '.join(taken)} {NAME} already; set DATABASE_URL to use it, or remove it."
        )
    password = token_urlsafe(24)
    try:
        (port,) = _psql(
            # Neither the server's log nor its statistics of statements get the password.
            "SET log_statement = 'none'; SET log_min_error_statement = 'panic'; SET log_min_duration_statement = -1; "
            "SET pg_stat_statements.track_utility = off; "
            f"CREATE ROLE {NAME} LOGIN PASSWORD '{password}';\n"
            f"CREATE DATABASE {NAME} OWNER {NAME} {_OPTIONS};\nSHOW port;"
        )
    except CannotSetUp:
        _psql(f"DROP ROLE IF EXISTS {NAME};")
        raise
    return f"postgresql://{NAME}:{password}@127.0.0.1:{port}/{NAME}"


def _psql(statements: str) -> list[str]:
    """The lines of the answer. The statements go through a pipe, because everybody can read arguments."""
    command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", "postgres"]
    user = _SUPERUSER if os.geteuid() == 0 else None
    try:
        if user is not None:
            pwd.getpwnam(user)
        done = subprocess.run(
            command, input=statements, user=user, cwd="/", capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (KeyError, FileNotFoundError):
        raise CannotSetUp("There is no PostgreSQL on this machine; install it, or set DATABASE_URL.") from None
    except subprocess.TimeoutExpired:
        raise CannotSetUp(f"PostgreSQL did not answer within {_SECONDS} seconds.") from None
    if done.returncode:
        said = done.stderr.strip().splitlines()
        reason = said[0] if said and "PASSWORD" not in said[0] else "psql failed"
        raise CannotSetUp(f"PostgreSQL on this machine made no role and no database: {reason}. Or set DATABASE_URL.")
    return done.stdout.split()
