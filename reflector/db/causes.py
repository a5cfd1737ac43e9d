"""Explains why a database cannot be used: the setting, the cause and the advice. Shows no password and no content."""

import re

import sqlalchemy as sa

#: Errors of the whole database. They say nothing about one row or one recording (R10). A server that is read-only after
#: a failover, a damaged index, and a session that was idle in a transaction for too long are InternalErrors.
FAILURES = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.InternalError)

#: English messages of libpq and the server when a connection fails, with our cause and advice. The first match counts.
#: Sources: PostgreSQL, src/interfaces/libpq/fe-connect.c and src/backend/utils/init/postinit.c.
_CAUSES = (
    (r"database .* does not exist", "there is no database {name}", "create it, or correct the name"),
    (r"role .* does not exist", "there is no role {user}", "create it, or correct the user name"),
    (
        r"password authentication failed|no password supplied|fe_sendauth",
        "the server refuses the password of {user}",
        "correct the password",
    ),
    (r"pg_hba\.conf", "pg_hba.conf does not admit {user} from this machine", "add a line for it there"),
    (
        r"SSL|TLS|certificate",
        "no secure connection (TLS) to {place} is possible",
        "check sslmode and the certificates, here and on the server",
    ),
    (
        r"could not translate host name|resolve host|[Nn]ame or service not known",
        "the host name {host} is not known",
        "correct the host name",
    ),
    (
        r"Connection refused|No such file or directory|Is the server running",
        "no server answers at {place}",
        "start PostgreSQL, or correct the host and the port",
    ),
    (
        r"transaction blocks not allowed in statement pooling mode",
        "PgBouncer at {place} pools statements, and Reflector needs sessions",
        "set pool_mode=session there, or connect to PostgreSQL directly",
    ),
    (
        r"due to lock timeout|deadlock detected",
        "another session holds a lock in {place} for too long",
        "look in pg_stat_activity for a session that is idle in transaction, and end it",
    ),
    (
        r"due to statement timeout",
        "a statement takes too long in {place}",
        "find out why the server is busy, or raise DATABASE_STATEMENT_TIMEOUT_SECONDS",
    ),
    (
        r"read-only transaction|during recovery",
        "{place} accepts no changes",
        "connect to the primary server, not to a standby",
    ),
    (
        r"idle-in-transaction timeout",
        "{place} ended a transaction that had been idle for too long",
        "look whether this machine is overloaded, or raise DATABASE_STATEMENT_TIMEOUT_SECONDS",
    ),
    (r"timeout|timed out|[Nn]o route|unreachable", "{place} does not answer in time", "is it reachable from here?"),
    (r"too many clients|connection slots", "{place} accepts no more connections", "raise max_connections there"),
    (r"starting up|shutting down|recovery", "{place} is starting or ending", "try again in a moment"),
    (
        r"unable to open database file|readonly database",
        "the file {place} cannot be opened for writing",
        "check DATA_DIR and the owner of the folder",
    ),
    (
        r"no schema|permission denied",
        "{user} may not use the tables of {name}, or search_path names no schema there",
        "look at search_path of the role, and grant it the schema and its tables",
    ),
    (r"not a database|malformed", "{place} is no SQLite database", "name another file, or restore it from a backup"),
    (r"database is locked", "{place} is locked by another process", "try again; if it stays, look for that process"),
    (r"disk I/O error|disk is full", "the disk of {place} fails or is full", "free some space, or check the disk"),
)

#: SQLSTATE -> the English message of the table above, so that servers that speak another language are understood. The
#: first two characters are the class. Source: PostgreSQL, "Appendix A. PostgreSQL Error Codes".
_MESSAGES = {
    "25006": "read-only transaction",
    "25P03": "idle-in-transaction timeout",
    "28": "password authentication failed",
    "3D": "database does not exist",
    "3F": "no schema",
    "40P01": "deadlock detected",
    "42501": "permission denied",
    "53100": "disk is full",
    "53300": "too many clients",
    "55P03": "due to lock timeout",
    "57014": "due to statement timeout",
    "57P01": "shutting down",
    "57P02": "shutting down",
    "57P03": "starting up",
}


def explain(error: sa.exc.DBAPIError, url: sa.URL) -> str | None:
    """One line with setting, cause and cure; None if the cause is not known. Names the place, never a password."""
    state = getattr(error.orig, "sqlstate", None) or ""
    known = (_MESSAGES[state[:length]] for length in (5, 2) if state[:length] in _MESSAGES)
    said = next(known, str(error.orig))
    embedded = url.get_backend_name() == "sqlite"
    words = {
        "host": url.host or "this machine",
        "user": url.username or "the present user",
        "name": url.database or "",
        "place": str(url.database) if embedded else f"{url.host or 'this machine'}:{url.port or 5432}",
    }
    for pattern, cause, cure in _CAUSES:
        if re.search(pattern, said):
            return f"DATABASE_URL: {cause.format(**words)}; {cure}."
    # A server whose lc_messages is not English. A refused connection has no SQLSTATE, and carries no values of ours.
    refused = re.search(r"failed: FATAL: +([^\n]+)", said) or re.search(r"failed: [A-Z]+: +([^\n]+)", said)
    if refused and not state:
        reason = refused[1].rstrip(".")
        return (
            f"DATABASE_URL: {words['place']} refuses {words['user']} ({reason}); correct the URL, or ask its operator."
        )
    return None
