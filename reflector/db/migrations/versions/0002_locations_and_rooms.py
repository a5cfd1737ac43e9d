"""The index by location holds living artifacts only; a room with meetings cannot be deleted

Doomed artifacts have an index of their own: to doom one wrote into both, at places that are far from each other. And a
meeting in a user's room became nobody's with a `DELETE FROM room`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LIVING = "transcript_id IS NOT NULL OR recording_id IS NOT NULL OR meeting_id IS NOT NULL"


def upgrade() -> None:
    _when_a_room_goes("RESTRICT")
    op.drop_index("ix_artifact_location", table_name="artifact")
    op.create_index(
        "ix_artifact_location",
        "artifact",
        ["store", "bucket", "key"],
        unique=False,
        postgresql_where=sa.text(LIVING),
        sqlite_where=sa.text(LIVING),
    )


def downgrade() -> None:
    op.drop_index("ix_artifact_location", table_name="artifact")
    op.create_index("ix_artifact_location", "artifact", ["store", "bucket", "key"], unique=False)
    _when_a_room_goes("SET NULL")


def _when_a_room_goes(ondelete: str) -> None:
    with op.batch_alter_table("meeting") as meeting:
        meeting.drop_constraint("fk_meeting_room_id_room", type_="foreignkey")
        meeting.create_foreign_key("fk_meeting_room_id_room", "room", ["room_id"], ["id"], ondelete=ondelete)
