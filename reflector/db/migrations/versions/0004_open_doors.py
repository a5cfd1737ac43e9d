"""Shared limits, sizes of uploads, signs of life of the processes, and the journal

Limits were counted in the memory of each process unless there was a Redis, so that two API processes allowed twice as
much. The table `usage` is shared by all of them. Its rows are valid for at most a day.

Every process of an instance writes into `heartbeat` that it still does its work. `retention_run` keeps what `verify`
found after the run.

The rows of `journal_entry` are also written outside the database (docs/data_retention.md, rule R14).

A refusal in a meeting that a guest began in a user's room must not erase the user's data. So a meeting says who began
it, and a refusal says what the owner decided. A recording that was announced by its room says which meetings it may be
of. A webhook message is accepted once.

The table `adoption` has a row in the database of an existing installation only (docs/howto/adopt.md).

Recordings are recognized in pieces of about a minute. `piece` keeps what was said in them until all of it is
recognized.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "usage",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_usage"),
    )
    op.create_index("ix_usage_client_name", "usage", ["client", "name"])
    op.create_index("ix_usage_until", "usage", ["until"])
    op.add_column("job", sa.Column("upload_bytes", sa.BigInteger(), nullable=True))
    op.add_column("job", sa.Column("ephemeral", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("job", sa.Column("diarization", sa.Boolean(), nullable=True))
    op.add_column("job", sa.Column("keep_video", sa.Boolean(), nullable=False, server_default=sa.false()))
    video = sa.text("kind = 'video'")
    op.create_index(
        "ix_artifact_video", "artifact", ["transcript_id", "size"], postgresql_where=video, sqlite_where=video
    )
    op.add_column("job", sa.Column("work_seconds", sa.Double(), nullable=False, server_default="0"))
    ephemeral = sa.text("ephemeral")
    op.create_index("ix_job_ephemeral", "job", ["created_at"], postgresql_where=ephemeral, sqlite_where=ephemeral)
    waiting = sa.text("stage <> 'upload' AND stage <> 'done'")
    op.create_index("ix_job_waiting", "job", ["client", "started_at"], postgresql_where=waiting, sqlite_where=waiting)
    new = sa.text("stage <> 'upload' AND stage <> 'done' AND started_at IS NULL")
    op.create_index("ix_job_new", "job", ["client", "created_at"], postgresql_where=new, sqlite_where=new)
    op.create_table(
        "heartbeat",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("queue", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "queue", "host", "pid", name="pk_heartbeat"),
    )
    op.add_column("retention_run", sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("retention_run", sa.Column("residue", sa.Integer(), nullable=True))
    op.create_table(
        "journal_entry",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("durable", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("complete", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
    )
    op.create_index("ix_journal_entry_at", "journal_entry", ["at"], unique=False)
    incomplete = sa.text("NOT complete")
    op.create_index(
        "ix_journal_entry_incomplete",
        "journal_entry",
        ["at"],
        unique=False,
        postgresql_where=incomplete,
        sqlite_where=incomplete,
    )
    op.add_column("meeting", sa.Column("begun_by_guest", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("meeting", sa.Column("taken_over_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("meeting_consent", sa.Column("decision", sa.String(), nullable=True))
    op.create_table(
        "recording_meeting",
        sa.Column("recording_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"],
            ["recording.id"],
            name="fk_recording_meeting_recording_id_recording",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name="fk_recording_meeting_meeting_id_meeting", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("recording_id", "meeting_id", name="pk_recording_meeting"),
    )
    op.create_index("ix_recording_meeting_meeting_id", "recording_meeting", ["meeting_id"], unique=False)
    op.create_table(
        "webhook_message",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_message"),
    )
    op.create_index("ix_webhook_message_seen_at", "webhook_message", ["seen_at"], unique=False)
    op.create_table(
        "adoption",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("bucket", sa.String(), server_default="", nullable=False),
        sa.Column("videos", sa.String(), server_default="", nullable=False),
        sa.Column("lost", sa.String(), server_default="", nullable=False),
        sa.Column("keeps_roomless", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("turn", sa.String(), nullable=False),
        sa.Column("last_turn", sa.String(), server_default="", nullable=False),
        sa.Column("server", sa.String(), nullable=False),
        sa.Column("first_run_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("one = 1", name="one"),
        sa.PrimaryKeyConstraint("one", name="pk_adoption"),
    )
    op.create_table(
        "piece",
        sa.Column("transcript_id", sa.String(), nullable=False),
        sa.Column("track", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcript.id"], name="fk_piece_transcript_id_transcript", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("transcript_id", "track", "start", name="pk_piece"),
    )
    if op.get_bind().dialect.name == "postgresql":
        # Statistics would keep copies of people's words after they are erased.
        op.execute("ALTER TABLE piece ALTER COLUMN said SET STATISTICS 0")


def downgrade() -> None:
    op.drop_table("piece")
    op.drop_table("adoption")
    op.drop_table("webhook_message")
    op.drop_table("recording_meeting")
    op.drop_column("meeting_consent", "decision")
    op.drop_column("meeting", "taken_over_at")
    op.drop_column("meeting", "begun_by_guest")
    op.drop_table("journal_entry")
    op.drop_column("retention_run", "residue")
    op.drop_column("retention_run", "verified_at")
    op.drop_table("heartbeat")
    op.drop_index("ix_job_new", table_name="job")
    op.drop_index("ix_job_waiting", table_name="job")
    op.drop_index("ix_job_ephemeral", table_name="job")
    op.drop_column("job", "work_seconds")
    op.drop_index("ix_artifact_video", table_name="artifact")
    op.drop_column("job", "keep_video")
    op.drop_column("job", "diarization")
    op.drop_column("job", "ephemeral")
    op.drop_column("job", "upload_bytes")
    op.drop_index("ix_usage_until", table_name="usage")
    op.drop_index("ix_usage_client_name", table_name="usage")
    op.drop_table("usage")
