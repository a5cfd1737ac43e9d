"""Recognizes a PgBouncer that gives each transaction another server connection, and refuses it.

Reflector's locks and timeouts belong to a session. With pool_mode=transaction a lock stays on a server connection that
nobody holds any more, and two runs can have the same one. (PgBouncer itself refuses us with pool_mode=statement.)

Source: PgBouncer, "Features", table "SQL feature map for pooling modes".
"""

import psycopg
import sqlalchemy as sa

from reflector.errors import DatabaseNotReady

#: Rounds of the test. One is enough unless other clients connect meanwhile.
_ROUNDS = 3
_PID = "SELECT pg_backend_pid()"


def refuse_transaction_pooling(connection: psycopg.Connection, url: sa.URL) -> None:
    """Raise DatabaseNotReady if the server connection behind `connection`, which is in autocommit, is not its own.

    A direct connection knows the process id of its server process. A pooler reports an id of its own, and only then a
    second connection is opened. It holds a transaction open between two questions of the first one, so that the pooler
    has to give the first one another server connection, even without other clients.
    """
    first = _server_process(connection)
    if first == connection.info.backend_pid:
        return
    password = connection.info.password
    with psycopg.connect(connection.info.dsn, password=password, autocommit=True) as second:
        for _ in range(_ROUNDS):
            with second.transaction():
                between = _server_process(second)
                # If there is only one server connection, the first connection must not ask now: it would wait for ever.
                pooled = between == first or _server_process(connection) != first
            if pooled:
                raise DatabaseNotReady(
                    f"DATABASE_URL: PgBouncer at {url.host or 'this machine'}:{url.port or 5432} pools transactions, "
                    "and Reflector needs sessions; set pool_mode=session there, or connect to PostgreSQL directly."
                )


def is_statement_pooling(error: sa.exc.DBAPIError) -> bool:
    """Whether PgBouncer with pool_mode=statement refused to begin a transaction."""
    return isinstance(error.orig, psycopg.errors.ProtocolViolation) and "statement pooling" in str(error.orig)


def _server_process(connection: psycopg.Connection) -> int:
    row = connection.execute(_PID).fetchone()
    assert row is not None  # noqa: S101  # a SELECT without FROM has one row
    return int(row[0])
