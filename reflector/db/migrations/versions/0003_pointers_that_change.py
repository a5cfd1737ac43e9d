"""A pointer that another program changes is entered in the inventory once more; refusals have an index

The service in which a meeting is held names the composed video long after it began, when the inventory had been through
its row: the video was never entered, and outlived its meeting. The database itself takes the mark away now.

Refusals are few among all answers, and looked through every minute.

SQLite drops the triggers of a table with the table: whoever rebuilds one (`batch_alter_table`) makes them again.
Sources: PostgreSQL "CREATE TRIGGER"; SQLite "CREATE TRIGGER".
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

POINTERS = {"meeting": "daily_composed_video_s3_key", "recording": "bucket_name, object_key, track_keys"}
FUNCTION = """
CREATE FUNCTION reflector_pointer_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.inventoried = false;
    RETURN NEW;
END
$$
"""


def upgrade() -> None:
    refused = sa.text("NOT consent_given")
    op.create_index(
        "ix_meeting_consent_refused",
        "meeting_consent",
        ["meeting_id"],
        unique=False,
        postgresql_where=refused,
        sqlite_where=refused,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(FUNCTION)
        for table, columns in POINTERS.items():
            op.execute(
                f"CREATE TRIGGER {table}_pointer_changed BEFORE UPDATE OF {columns} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION reflector_pointer_changed()"
            )
    else:
        for table, columns in POINTERS.items():
            op.execute(
                f"CREATE TRIGGER {table}_pointer_changed AFTER UPDATE OF {columns} ON {table} "  # noqa: S608  (names of our own)
                f"BEGIN UPDATE {table} SET inventoried = 0 WHERE id = NEW.id; END"
            )


def downgrade() -> None:
    op.drop_index("ix_meeting_consent_refused", table_name="meeting_consent")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION reflector_pointer_changed CASCADE")
    else:
        for table in POINTERS:
            op.execute(f"DROP TRIGGER {table}_pointer_changed")
