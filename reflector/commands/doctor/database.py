"""Checks of the database: its answer, its settings that can keep erased text, its schema and its clock."""

import sqlalchemy as sa

from reflector.commands.doctor.finding import Finding, Findings, State
from reflector.db import migrate
from reflector.db.causes import explain
from reflector.db.models import utcnow
from reflector.db.session import Database
from reflector.errors import ExistingInstallation
from reflector.retention.report import status

#: The finding that the database and the stores belong to another program.
INSTALLATION = "installation"
#: Seconds between two clocks from which on there is a warning, and a failure. A wrong clock makes ages wrong.
_CLOCK_WARN, _CLOCK_FAIL = 5.0, 300.0


def check_database(database: Database) -> Findings:
    """Check the server or the file, its settings that can keep erased text, and the schema."""
    if database.file is not None and not database.file.exists():
        migrate.require(database)
    try:
        with database.engine.connect() as connection:
            yield from _check_sqlite(connection) if database.is_sqlite else _check_postgresql(connection)
    except sa.exc.DBAPIError as error:
        # Only the location from the URL: its other parts can contain secrets.
        url = database.url
        place = str(database.file) if database.is_sqlite else f"{url.host}:{url.port or 5432}/{url.database}"
        cause = explain(error, url) or f"{place}: {type(error.orig).__name__}"
        yield Finding("database", State.FAIL, cause, "check DATABASE_URL")
        return
    try:
        migrate.require(database, adopted=True)
    except ExistingInstallation as error:
        yield Finding(INSTALLATION, State.FAIL, error.message, "`reflector adopt` looks at it and writes nothing")
        return
    yield Finding("schema", State.OK, f"revision {migrate.head()}")


def _check_sqlite(connection: sa.Connection) -> Findings:
    version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
    yield Finding("database", State.OK, f"SQLite {version}")
    wanted = {"secure_delete": 1, "foreign_keys": 1, "journal_mode": "wal"}
    found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
    wrong = [f"{name} is {found[name]}" for name in wanted if found[name] != wanted[name]]
    if wrong:
        advice = "erased text would stay in the file: use another SQLite build"
        yield Finding("pragmas", State.FAIL, ", ".join(wrong), advice)
    else:
        yield Finding("pragmas", State.OK, "secure_delete, foreign_keys and the write-ahead log are on")


def _check_postgresql(connection: sa.Connection) -> Findings:
    def setting(name: str) -> str:
        return str(connection.scalar(sa.select(sa.func.current_setting(name))))

    yield Finding("database", State.OK, f"PostgreSQL {setting('server_version')}")
    logs_statements = setting("log_statement") in ("mod", "all") or setting("log_min_duration_statement") != "-1"
    if logs_statements and setting("log_parameter_max_length") != "0":
        says = "keeps what is written to the database"
        yield Finding("server log", State.WARN, says, "set log_parameter_max_length = 0")
    else:
        yield Finding("server log", State.OK, "keeps no bound values of statements")


def check_clock(database: Database) -> Findings:
    """Compare the clock of this machine with the clock of the database."""
    before = utcnow()
    theirs = database.now()
    apart = abs((theirs - (before + (utcnow() - before) / 2)).total_seconds())
    state = State.OK if apart < _CLOCK_WARN else State.WARN if apart < _CLOCK_FAIL else State.FAIL
    yield Finding("clock", state, f"{apart:.1f} s from the database's", "" if state is State.OK else "run NTP on both")


def check_dates(database: Database) -> Findings:
    """Look for anonymous transcripts with a date in the future: they would stay for too long."""
    if count := status.made_ahead(database):
        says = f"{count} anonymous transcripts were made later than now, and will stay that much longer"
        yield Finding("made ahead", State.WARN, says, "a clock was ahead: set their created_at right")
