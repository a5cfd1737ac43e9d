"""The first schema"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: Columns whose values PostgreSQL must not sample.
WITHOUT_STATISTICS = {
    "transcript": (
        "name",
        "title",
        "short_summary",
        "long_summary",
        "topics",
        "events",
        "participants",
        "webvtt",
        "segments",
        "owner_token_hash",
    ),
    "meeting": ("room_name", "room_url", "host_room_url", "daily_composed_video_s3_key"),
    "recording": ("bucket_name", "object_key", "track_keys"),
    "meeting_consent": ("user_id",),
    "artifact": ("key",),
    "job": ("client",),
}


def upgrade() -> None:
    op.create_table(
        "instance",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("one = 1", name=op.f("ck_instance_one")),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_instance")),
    )
    op.create_table(
        "marked_store",
        sa.Column("store", sa.String(), nullable=False),
        sa.Column("bucket", sa.String(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("store", "bucket", name=op.f("pk_marked_store")),
    )
    op.create_table(
        "retention_run",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("trigger", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("cutoff", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("transcripts_deleted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("meetings_deleted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("recordings_deleted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("artifacts_erased", sa.Integer(), server_default="0", nullable=False),
        sa.Column("errors", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_run")),
    )
    op.create_index("ix_retention_run_started_at", "retention_run", ["started_at"], unique=False)

    op.create_table(
        "room",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_shared", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("platform", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("name", name=op.f("uq_room_name")),
    )
    op.create_table(
        "tombstone",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("room_name", sa.String(), nullable=True),
        sa.Column("room_url", sa.String(), nullable=True),
        sa.Column("host_room_url", sa.String(), nullable=True),
        sa.Column("start_date", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_date", sa.DateTime(timezone=True), nullable=True),
        sa.Column("room_id", sa.String(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("platform", sa.String(), server_default="", nullable=False),
        sa.Column("daily_composed_video_s3_key", sa.String(), nullable=True),
        sa.Column("daily_composed_video_duration", sa.Integer(), nullable=True),
        sa.Column("inventoried", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_meeting_room_id_room"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(
        "ix_meeting_not_inventoried",
        "meeting",
        ["id"],
        unique=False,
        postgresql_where=sa.text("NOT inventoried"),
        sqlite_where=sa.text("NOT inventoried"),
    )
    op.create_index("ix_meeting_room_id", "meeting", ["room_id"], unique=False)
    op.create_index("ix_meeting_start_date", "meeting", ["start_date"], unique=False)

    op.create_table(
        "meeting_consent",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.Column("consent_given", sa.Boolean(), nullable=False),
        sa.Column("consent_timestamp", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_consent_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_consent")),
    )
    op.create_index("ix_meeting_consent_meeting_id", "meeting_consent", ["meeting_id"], unique=False)

    op.create_table(
        "recording",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("bucket_name", sa.String(), nullable=False),
        sa.Column("object_key", sa.String(), server_default="", nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(), server_default="pending", nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("track_keys", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("inventoried", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_recording_meeting_id_meeting"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
    )
    op.create_index("ix_recording_meeting_id", "recording", ["meeting_id"], unique=False)
    op.create_index(
        "ix_recording_not_inventoried",
        "recording",
        ["id"],
        unique=False,
        postgresql_where=sa.text("NOT inventoried"),
        sqlite_where=sa.text("NOT inventoried"),
    )
    op.create_index("ix_recording_recorded_at", "recording", ["recorded_at"], unique=False)

    op.create_table(
        "transcript",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("status", sa.String(), server_default="idle", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration", sa.Double(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("short_summary", sa.String(), nullable=True),
        sa.Column("long_summary", sa.String(), nullable=True),
        sa.Column("topics", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("events", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("participants", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("source_language", sa.String(), nullable=True),
        sa.Column("target_language", sa.String(), nullable=True),
        sa.Column("audio_location", sa.String(), server_default="local", nullable=False),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.Column("share_mode", sa.String(), server_default="public", nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("recording_id", sa.String(), nullable=True),
        sa.Column("source_kind", sa.String(), server_default="file", nullable=False),
        sa.Column("audio_deleted", sa.Boolean(), nullable=True),
        sa.Column("room_id", sa.String(), nullable=True),
        sa.Column("webvtt", sa.String(), nullable=True),
        sa.Column("segments", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner_token_hash", sa.String(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("inventoried", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "status IN ('idle', 'uploaded', 'recording', 'processing', 'error', 'ended')",
            name=op.f("ck_transcript_status"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_transcript_meeting_id_meeting"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_transcript_recording_id_recording"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_transcript_room_id_room"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript")),
    )
    op.create_index(
        "ix_transcript_anonymous_created_at",
        "transcript",
        ["created_at", "id"],
        unique=False,
        postgresql_where=sa.text("user_id IS NULL"),
        sqlite_where=sa.text("user_id IS NULL"),
    )
    op.create_index(
        "ix_transcript_anonymous_erase_at",
        "transcript",
        ["erase_at", "id"],
        unique=False,
        postgresql_where=sa.text("user_id IS NULL AND erase_at IS NOT NULL"),
        sqlite_where=sa.text("user_id IS NULL AND erase_at IS NOT NULL"),
    )
    op.create_index("ix_transcript_meeting_id", "transcript", ["meeting_id"], unique=False)
    op.create_index(
        "ix_transcript_not_inventoried",
        "transcript",
        ["id"],
        unique=False,
        postgresql_where=sa.text("NOT inventoried"),
        sqlite_where=sa.text("NOT inventoried"),
    )
    op.create_index("ix_transcript_recording_id", "transcript", ["recording_id"], unique=False)
    op.create_index("ix_transcript_room_id", "transcript", ["room_id"], unique=False)
    op.create_index(
        "ix_transcript_user_id_created_at",
        "transcript",
        ["user_id", "created_at"],
        unique=False,
        postgresql_where=sa.text("user_id IS NOT NULL"),
        sqlite_where=sa.text("user_id IS NOT NULL"),
    )

    op.create_table(
        "artifact",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("store", sa.String(), nullable=False),
        sa.Column("bucket", sa.String(), server_default="", nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("transcript_id", sa.String(), nullable=True),
        sa.Column("recording_id", sa.String(), nullable=True),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.current_timestamp(), nullable=False),
        sa.Column("writable_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("doomed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_artifact_meeting_id_meeting"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_artifact_recording_id_recording"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcript.id"], name=op.f("fk_artifact_transcript_id_transcript"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_artifact")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_artifact_doomed",
        "artifact",
        ["store", "bucket", "key", "id"],
        unique=False,
        postgresql_where=sa.text("transcript_id IS NULL AND recording_id IS NULL AND meeting_id IS NULL"),
        sqlite_where=sa.text("transcript_id IS NULL AND recording_id IS NULL AND meeting_id IS NULL"),
    )
    op.create_index("ix_artifact_location", "artifact", ["store", "bucket", "key"], unique=False)
    op.create_index(
        "ix_artifact_meeting_id",
        "artifact",
        ["meeting_id"],
        unique=False,
        postgresql_where=sa.text("meeting_id IS NOT NULL"),
        sqlite_where=sa.text("meeting_id IS NOT NULL"),
    )
    op.create_index(
        "ix_artifact_recording_id",
        "artifact",
        ["recording_id"],
        unique=False,
        postgresql_where=sa.text("recording_id IS NOT NULL"),
        sqlite_where=sa.text("recording_id IS NOT NULL"),
    )
    op.create_index(
        "ix_artifact_transcript_id",
        "artifact",
        ["transcript_id"],
        unique=False,
        postgresql_where=sa.text("transcript_id IS NOT NULL"),
        sqlite_where=sa.text("transcript_id IS NOT NULL"),
    )

    op.create_table(
        "job",
        sa.Column("transcript_id", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), server_default="upload", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("progress", sa.Double(), server_default="0", nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("client", sa.String(), nullable=True),
        sa.Column("chunks_total", sa.Integer(), nullable=True),
        sa.Column("chunks_received", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcript.id"], name=op.f("fk_job_transcript_id_transcript"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("transcript_id", name=op.f("pk_job")),
    )
    op.create_index("ix_job_stage_lease_until", "job", ["stage", "lease_until"], unique=False)
    op.create_index("ix_job_client_started_at", "job", ["client", "started_at"], unique=False)

    # ANALYZE copies column values into pg_statistic, where no DELETE reaches them.
    if op.get_bind().dialect.name == "postgresql":
        for table, columns in WITHOUT_STATISTICS.items():
            for column in columns:
                op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


def downgrade() -> None:
    op.drop_table("job")
    op.drop_table("artifact")
    op.drop_table("transcript")
    op.drop_table("recording")
    op.drop_table("meeting_consent")
    op.drop_table("meeting")
    op.drop_table("tombstone")
    op.drop_table("room")
    op.drop_table("retention_run")
    op.drop_table("marked_store")
    op.drop_table("instance")
