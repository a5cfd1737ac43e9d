"""The index by location holds living artifacts only: doomed ones have their own

To doom an artifact wrote into both, at places that are far from each other.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LIVING = "transcript_id IS NOT NULL OR recording_id IS NOT NULL OR meeting_id IS NOT NULL"


def upgrade() -> None:
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
