"""A migration may rebuild a table without losing the rows that reference it."""

from pathlib import Path

from reflector.db import migrate
from reflector.db.session import Database
from reflector.testing.factories import a_consent, a_meeting


def test_a_table_that_is_rebuilt_keeps_the_rows_that_hang_on_it(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/reflector.sqlite3")
    migrate.upgrade(database)
    meeting = a_meeting()
    with database.transaction() as session:
        session.add(meeting)
        session.flush()
        session.add(a_consent(meeting))

    with database.migration_connection() as connection:  # what Alembic does to alter a table of SQLite
        connection.exec_driver_sql("CREATE TABLE rebuilt AS SELECT * FROM meeting")
        connection.exec_driver_sql("DROP TABLE meeting")
        connection.exec_driver_sql("ALTER TABLE rebuilt RENAME TO meeting")

    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM meeting_consent").scalar() == 1
    database.engine.dispose()
