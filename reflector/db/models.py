"""The rows. Core columns keep the names and meanings of the public Reflector schema.

Every column says with `holds` what it can hold, so that a test can prove that erasure knows all of it:

- ``nothing``: technical, says nothing about a person;
- ``content``: what people said, or named;
- ``person``: who they are;
- ``pointer``: where bytes lie.

See docs/decisions/0001-an-artifact-without-an-owner-is-doomed.md and docs/decisions/0013-tests-guard-the-schema.md.
"""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from reflector.db.states import RecordingStatus, Stage, Status

Holds = Literal["nothing", "content", "person", "pointer"]

#: What stands for a date that a database can hold and Python cannot: PostgreSQL's `-infinity` and `infinity`, any text
#: in SQLite. One such row must not keep all others from being read. Far enough from Python's own limits to reckon with.
LONG_AGO = datetime(1000, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(9000, 1, 1, tzinfo=UTC)


class _SQLiteText(sqlite.DATETIME):
    """A date as SQLite keeps it: as text, that may be any text."""

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Any:
        """Read the text. A value that is no date becomes a moment on the same side of every cutoff as in SQLite's
        order, in which numbers come before text, and text before blobs."""
        read: Any = super().result_processor(dialect, coltype)
        write: Any = super().bind_processor(dialect)

        def process(value: Any) -> datetime | None:
            try:
                moment: datetime | None = read(value)
            except (TypeError, ValueError):
                if isinstance(value, str):
                    return _latest_not_after(value, write)
                return FAR_AHEAD if isinstance(value, bytes) else LONG_AGO
            return moment

        return process


def _latest_not_after(text: str, write: Callable[[datetime], str]) -> datetime:
    """The latest moment whose text in the database is not greater than `text`."""
    first, beyond = LONG_AGO, FAR_AHEAD
    while beyond - first > timedelta(microseconds=1):
        middle = first + (beyond - first) / 2
        first, beyond = (middle, beyond) if write(middle) <= text else (first, middle)
    return first


_SQLITE_TEXT: sa.types.TypeEngine[Any] = _SQLiteText()  # type: ignore[no-untyped-call]


class UTCDateTime(sa.TypeDecorator[datetime]):
    """An aware datetime in UTC, on databases that know time zones and on SQLite, which does not."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """On SQLite the type that reads any text."""
        return dialect.type_descriptor(_SQLITE_TEXT if dialect.name == "sqlite" else self.impl_instance)

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse naive datetimes: nobody can say which moment they mean."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give every moment back in UTC."""
        if value is None:
            return None
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return min(moment, FAR_AHEAD)  # so that a number of days after it is still a date


def utcnow() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A new unguessable id: a random UUID (RFC 9562, version 4) as a string."""
    return str(uuid.uuid4())


def holds(what: Holds, *args: Any, **options: Any) -> MappedColumn[Any]:
    """A column that says what it can hold."""
    return mapped_column(*args, info={"holds": what}, **options)


#: Columns that say what state a row is in.
_STATES = frozenset({"status", "stage", "error", "kind", "store", "attempts", "last_error", "outcome", "reason"})


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can change it on every database."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UTCDateTime, str: sa.String, dict[str, Any]: sa.JSON, list[Any]: sa.JSON}  # noqa: RUF012

    def __repr__(self) -> str:
        """Id, owner, dates and states, for the message of a failing test. Never content or a name; loads nothing."""
        state = sa.inspect(self)
        loaded = state.dict
        shown = [
            f"{column.name}={loaded[column.name]}"
            for column in self.__table__.columns
            if loaded.get(column.name) is not None
            and column.info.get("holds") == "nothing"
            and (column.primary_key or column.name in _STATES or isinstance(column.type, UTCDateTime))
        ]
        if "user_id" in self.__table__.columns and ("user_id" in loaded or state.identity is None):
            shown.append("owner=anonymous" if loaded.get("user_id") is None else "owner=user")
        return f"<{type(self).__name__} {' '.join(shown)}>"


def _partial(name: str, *columns: str, where: str) -> sa.Index:
    """An index of the few rows that a step of the engine asks for."""
    return sa.Index(name, *columns, postgresql_where=sa.text(where), sqlite_where=sa.text(where))


class Room(Base):
    """A place where meetings are held. Configuration: it belongs to a user, or to the operator."""

    __tablename__ = "room"

    id: Mapped[str] = holds("nothing", primary_key=True, default=new_id)
    name: Mapped[str] = holds("content", unique=True)
    user_id: Mapped[str | None] = holds("person")
    created_at: Mapped[datetime] = holds("nothing", default=utcnow)
    is_shared: Mapped[bool] = holds("nothing", default=False, server_default=sa.false())
    platform: Mapped[str] = holds("nothing", default="", server_default="")


class Meeting(Base):
    """One meeting in a room."""

    __tablename__ = "meeting"
    __table_args__ = (
        sa.Index("ix_meeting_start_date", "start_date"),
        sa.Index("ix_meeting_room_id", "room_id"),
        _partial("ix_meeting_not_inventoried", "id", where="NOT inventoried"),
    )

    id: Mapped[str] = holds("nothing", primary_key=True, default=new_id)
    room_name: Mapped[str | None] = holds("content")
    room_url: Mapped[str | None] = holds("content")
    host_room_url: Mapped[str | None] = holds("content")
    start_date: Mapped[datetime] = holds("nothing", default=utcnow)
    end_date: Mapped[datetime | None] = holds("nothing")
    #: Without its room a user's meeting would be nobody's, and would be erased with the refusals in it.
    room_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("room.id", ondelete="RESTRICT"))
    is_active: Mapped[bool] = holds("nothing", default=True, server_default=sa.true())
    platform: Mapped[str] = holds("nothing", default="", server_default="")
    daily_composed_video_s3_key: Mapped[str | None] = holds("pointer")
    daily_composed_video_duration: Mapped[int | None] = holds("nothing")
    #: Whether somebody other than the room's owner began it here. False for meetings of other programs.
    begun_by_guest: Mapped[bool] = holds("nothing", default=False, server_default=sa.false())
    #: When the room's owner joined a meeting that a guest had begun: from then on it counts as the owner's.
    taken_over_at: Mapped[datetime | None] = holds("nothing")
    inventoried: Mapped[bool] = holds("nothing", default=False, server_default=sa.false())


class MeetingConsent(Base):
    """What one participant of a meeting answered when asked whether audio may be kept."""

    __tablename__ = "meeting_consent"
    __table_args__ = (
        sa.Index("ix_meeting_consent_meeting_id", "meeting_id"),
        _partial("ix_meeting_consent_refused", "meeting_id", where="NOT consent_given"),
    )

    id: Mapped[str] = holds("nothing", primary_key=True, default=new_id)
    meeting_id: Mapped[str] = holds("nothing", sa.ForeignKey("meeting.id", ondelete="CASCADE"))
    user_id: Mapped[str | None] = holds("person")
    consent_given: Mapped[bool] = holds("nothing")
    consent_timestamp: Mapped[datetime] = holds("nothing", default=utcnow)
    #: What the owner decided about a refusal that only withholds the audio (`Decision`). NULL: nothing yet.
    decision: Mapped[str | None] = holds("nothing")


class Recording(Base):
    """A finished recording of a meeting in a cloud store: one object, or one per track."""

    __tablename__ = "recording"
    __table_args__ = (
        sa.Index("ix_recording_meeting_id", "meeting_id"),
        sa.Index("ix_recording_recorded_at", "recorded_at"),
        _partial("ix_recording_not_inventoried", "id", where="NOT inventoried"),
    )

    id: Mapped[str] = holds("nothing", primary_key=True, default=new_id)
    bucket_name: Mapped[str] = holds("pointer")
    object_key: Mapped[str] = holds("pointer", default="", server_default="")
    recorded_at: Mapped[datetime] = holds("nothing", default=utcnow)
    status: Mapped[str] = holds("nothing", default=RecordingStatus.PENDING, server_default=RecordingStatus.PENDING)
    meeting_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("meeting.id", ondelete="SET NULL"))
    track_keys: Mapped[list[Any] | None] = holds("pointer", sa.JSON(none_as_null=True))
    inventoried: Mapped[bool] = holds("nothing", default=False, server_default=sa.false())


class RecordingMeeting(Base):
    """A meeting that a recording may be of. For recordings announced by room, when not exactly one meeting fits."""

    __tablename__ = "recording_meeting"
    __table_args__ = (sa.Index("ix_recording_meeting_meeting_id", "meeting_id"),)

    recording_id: Mapped[str] = holds("nothing", sa.ForeignKey("recording.id", ondelete="CASCADE"), primary_key=True)
    meeting_id: Mapped[str] = holds("nothing", sa.ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)


class Transcript(Base):
    """What was said in a recording, and everything derived from it. Anonymous where `user_id` is NULL."""

    __tablename__ = "transcript"
    __table_args__ = (
        _partial("ix_transcript_anonymous_created_at", "created_at", "id", where="user_id IS NULL"),
        _partial(
            "ix_transcript_anonymous_erase_at", "erase_at", "id", where="user_id IS NULL AND erase_at IS NOT NULL"
        ),
        # Partial, so that no planner takes it for one of anonymous transcripts: it is not in the engine's order.
        _partial("ix_transcript_user_id_created_at", "user_id", "created_at", where="user_id IS NOT NULL"),
        sa.Index("ix_transcript_meeting_id", "meeting_id"),
        sa.Index("ix_transcript_recording_id", "recording_id"),
        sa.Index("ix_transcript_room_id", "room_id"),
        _partial("ix_transcript_not_inventoried", "id", where="NOT inventoried"),
        sa.CheckConstraint(f"status IN ({', '.join(repr(str(status)) for status in Status)})", name="status"),
    )

    id: Mapped[str] = holds("nothing", primary_key=True, default=new_id)
    name: Mapped[str | None] = holds("content")
    status: Mapped[str] = holds("nothing", default=Status.IDLE, server_default=Status.IDLE)
    created_at: Mapped[datetime] = holds("nothing", default=utcnow)
    duration: Mapped[float | None] = holds("nothing")
    title: Mapped[str | None] = holds("content")
    short_summary: Mapped[str | None] = holds("content")
    long_summary: Mapped[str | None] = holds("content")
    topics: Mapped[list[Any] | None] = holds("content", sa.JSON(none_as_null=True))
    events: Mapped[list[Any] | None] = holds("content", sa.JSON(none_as_null=True))
    participants: Mapped[list[Any] | None] = holds("person", sa.JSON(none_as_null=True))
    source_language: Mapped[str | None] = holds("nothing")
    target_language: Mapped[str | None] = holds("nothing")
    audio_location: Mapped[str] = holds("nothing", default="local", server_default="local")
    user_id: Mapped[str | None] = holds("person")
    share_mode: Mapped[str] = holds("nothing", default="public", server_default="public")
    meeting_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("meeting.id", ondelete="SET NULL"))
    recording_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("recording.id", ondelete="SET NULL"))
    source_kind: Mapped[str] = holds("nothing", default="file", server_default="file")
    audio_deleted: Mapped[bool | None] = holds("nothing")
    room_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("room.id", ondelete="SET NULL"))
    webvtt: Mapped[str | None] = holds("content")
    #: What the recogniser heard: segments with their words. Ours; topics and webvtt are made from it.
    segments: Mapped[list[Any] | None] = holds("content", sa.JSON(none_as_null=True))
    #: An earlier end than the instance's, chosen by the owner.
    erase_at: Mapped[datetime | None] = holds("nothing")
    #: SHA-256 of the owner token, in hex; the token itself is shown once and never kept.
    owner_token_hash: Mapped[str | None] = holds("person")
    #: Code of the reason when `status` is "error".
    error: Mapped[str | None] = holds("nothing")
    #: Whether every byte this row leads to has its artifact row (see reflector/inventory.py).
    inventoried: Mapped[bool] = holds("nothing", default=False, server_default=sa.false())


class Job(Base):
    """How far the making of a transcript has come. The row, not the broker's message, is the lock."""

    __tablename__ = "job"
    __table_args__ = (
        sa.Index("ix_job_stage_lease_until", "stage", "lease_until"),
        sa.Index("ix_job_client_started_at", "client", "started_at"),
    )

    transcript_id: Mapped[str] = holds("nothing", sa.ForeignKey("transcript.id", ondelete="CASCADE"), primary_key=True)
    #: The stage that comes next (`Stage`).
    stage: Mapped[str] = holds("nothing", default=Stage.UPLOAD, server_default=Stage.UPLOAD)
    created_at: Mapped[datetime] = holds("nothing", default=utcnow)
    #: 0 to 1 within the stage.
    progress: Mapped[float] = holds("nothing", default=0.0, server_default="0")
    #: Who works on it, until when; a lease that has passed is open to anyone. In stage upload: when it is given up.
    claimed_by: Mapped[str | None] = holds("nothing")
    lease_until: Mapped[datetime | None] = holds("nothing")
    #: When it was last taken up, or done, for fairness between clients.
    started_at: Mapped[datetime | None] = holds("nothing")
    #: Times that the present stage was begun.
    attempts: Mapped[int] = holds("nothing", default=0, server_default="0")
    #: Keyed hash of who brought the recording, for limits and fairness; NULL once it is done and a day old.
    client: Mapped[str | None] = holds("person")
    #: Chunks of a chunked upload: how many there will be, and how many have come.
    chunks_total: Mapped[int | None] = holds("nothing")
    chunks_received: Mapped[int] = holds("nothing", default=0, server_default="0")
    #: Size of the whole recording in bytes, if the client stated it.
    upload_bytes: Mapped[int | None] = holds("nothing", sa.BigInteger())


class Usage(Base):
    """What a client used, and until when it counts. See reflector/transcription/usage.py."""

    __tablename__ = "usage"
    __table_args__ = (sa.Index("ix_usage_client_name", "client", "name"), sa.Index("ix_usage_until", "until"))

    id: Mapped[int] = holds(
        "nothing", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    #: What is counted: transcripts, meetings, answers, minutes, uploads or streams.
    name: Mapped[str] = holds("nothing")
    #: Keyed hash of the client, as in Job.client.
    client: Mapped[str] = holds("person")
    #: Requests, seconds or bytes.
    amount: Mapped[int] = holds("nothing", sa.BigInteger())
    created_at: Mapped[datetime] = holds("nothing", default=utcnow)
    until: Mapped[datetime] = holds("nothing")


#: An artifact without an owner is doomed. It is the absence itself that says so: whoever deletes an owner row, by
#: whatever means, dooms its artifacts through ON DELETE SET NULL.
DOOMED = "transcript_id IS NULL AND recording_id IS NULL AND meeting_id IS NULL"
#: All others are living. Each of the two has an index of its own by location: dooming a million then writes into one
#: index at random places, and not into two.
LIVING = "transcript_id IS NOT NULL OR recording_id IS NOT NULL OR meeting_id IS NOT NULL"


class Artifact(Base):
    """The inventory: one row for every file, folder or object that Reflector keeps. See reflector/inventory.py."""

    __tablename__ = "artifact"
    __table_args__ = (
        _partial("ix_artifact_transcript_id", "transcript_id", where="transcript_id IS NOT NULL"),
        _partial("ix_artifact_recording_id", "recording_id", where="recording_id IS NOT NULL"),
        _partial("ix_artifact_meeting_id", "meeting_id", where="meeting_id IS NOT NULL"),
        _partial("ix_artifact_location", "store", "bucket", "key", where=LIVING),
        _partial("ix_artifact_doomed", "store", "bucket", "key", "id", where=DOOMED),
        {
            "sqlite_autoincrement": True
        },  # an id is never used twice: a late writer must not take another's row for its own
    )

    id: Mapped[int] = holds(
        "nothing", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    #: upload, wav, mp3, waveform, folder, recording, track, composed_video
    kind: Mapped[str] = holds("nothing")
    store: Mapped[str] = holds("pointer")
    bucket: Mapped[str] = holds("pointer", default="", server_default="")
    key: Mapped[str] = holds("pointer")
    #: Bytes, once they are all there.
    size: Mapped[int | None] = holds("nothing", sa.BigInteger())
    transcript_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("transcript.id", ondelete="SET NULL"))
    recording_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("recording.id", ondelete="SET NULL"))
    meeting_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("meeting.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = holds("nothing", default=utcnow, server_default=sa.func.current_timestamp())
    #: While a writer may still be at work: the moment after which it no longer is. NULL once all bytes are there.
    writable_until: Mapped[datetime | None] = holds("nothing")
    doomed_at: Mapped[datetime | None] = holds("nothing")
    attempts: Mapped[int] = holds("nothing", default=0, server_default="0")
    next_attempt_at: Mapped[datetime | None] = holds("nothing")
    #: Content-free code of what stood in the way last time.
    last_error: Mapped[str | None] = holds("nothing")
    #: Set after the last attempt that the settings allow: no longer tried by itself, still counted.
    dead_at: Mapped[datetime | None] = holds("nothing")


class Tombstone(Base):
    """That something was erased, when and why; nothing of what it was."""

    __tablename__ = "tombstone"

    #: The id of what was erased.
    id: Mapped[str] = holds("nothing", primary_key=True)
    #: transcript, meeting or recording.
    kind: Mapped[str] = holds("nothing")
    #: expired, erase_at, owner, user or orphan.
    reason: Mapped[str] = holds("nothing")
    erased_at: Mapped[datetime] = holds("nothing", default=utcnow)
    run_id: Mapped[str | None] = holds("nothing")


class JournalEntry(Base):
    """An event that a restored backup must not undo: an early erasure, a refusal, a shortened life, a claim (R14).

    The row commits together with the change; reflector/inventory/journal.py then writes it to the journals.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (
        sa.Index("ix_journal_entry_at", "at"),
        _partial("ix_journal_entry_incomplete", "at", where="NOT complete"),
    )

    id: Mapped[str] = holds("nothing", primary_key=True, default=new_id)
    #: transcript, meeting or recording (it was erased), refused, shortened or claimed.
    kind: Mapped[str] = holds("nothing")
    #: The id of the transcript, meeting or recording.
    subject_id: Mapped[str] = holds("nothing")
    at: Mapped[datetime] = holds("nothing", default=utcnow)
    #: Why it was erased, as in the tombstone.
    reason: Mapped[str | None] = holds("nothing")
    #: The end that the owner chose, where a life was shortened.
    until: Mapped[datetime | None] = holds("nothing")
    #: Whether at least one journal holds the entry.
    durable: Mapped[bool] = holds("nothing", default=False, server_default=sa.false())
    #: Whether every journal holds it.
    complete: Mapped[bool] = holds("nothing", default=False, server_default=sa.false())


class RetentionRun(Base):
    """One run of the engine: who started it, what it was to do, and what came of it."""

    __tablename__ = "retention_run"
    __table_args__ = (sa.Index("ix_retention_run_started_at", "started_at"),)

    id: Mapped[str] = holds("nothing", primary_key=True, default=new_id)
    #: beat, tool, cli, call.
    trigger: Mapped[str] = holds("nothing")
    days: Mapped[int] = holds("nothing")
    cutoff: Mapped[datetime] = holds("nothing")
    started_at: Mapped[datetime] = holds("nothing", default=utcnow)
    ended_at: Mapped[datetime | None] = holds("nothing")
    #: running, done, errors (some items failed), unfinished (the time budget ended it, or another drain
    #: was under way), failed.
    outcome: Mapped[str] = holds("nothing", default="running")
    transcripts_deleted: Mapped[int] = holds("nothing", default=0, server_default="0")
    meetings_deleted: Mapped[int] = holds("nothing", default=0, server_default="0")
    recordings_deleted: Mapped[int] = holds("nothing", default=0, server_default="0")
    artifacts_erased: Mapped[int] = holds("nothing", default=0, server_default="0")
    errors: Mapped[int] = holds("nothing", default=0, server_default="0")
    #: When `verify` last looked for anything that this run should have erased, and how much it found.
    verified_at: Mapped[datetime | None] = holds("nothing")
    residue: Mapped[int | None] = holds("nothing")


class Heartbeat(Base):
    """The latest sign of life of one process. A worker has a row for each of its queues."""

    __tablename__ = "heartbeat"

    #: beat or worker.
    kind: Mapped[str] = holds("nothing", primary_key=True)
    #: The queue that the worker consumes; empty for beat.
    queue: Mapped[str] = holds("nothing", primary_key=True, default="")
    host: Mapped[str] = holds("nothing", primary_key=True)
    pid: Mapped[int] = holds("nothing", primary_key=True, autoincrement=False)
    #: By the clock of the database, so that the clocks of two machines need not agree.
    moment: Mapped[datetime] = holds("nothing")
    #: Version of Reflector that the process runs.
    version: Mapped[str] = holds("nothing")


class Identity(Base):
    """This database's own id, the one row of its table. The markers in its stores repeat it."""

    __tablename__ = "instance"
    __table_args__ = (sa.CheckConstraint("one = 1", name="one"),)

    one: Mapped[int] = holds("nothing", primary_key=True, default=1, autoincrement=False)
    id: Mapped[str] = holds("nothing", default=new_id)
    created_at: Mapped[datetime] = holds("nothing", default=utcnow)


class MarkedStore(Base):
    """A store that carries this instance's marker. Without it, "nothing there" may be a disk that is not mounted."""

    __tablename__ = "marked_store"

    store: Mapped[str] = holds("nothing", primary_key=True)
    bucket: Mapped[str] = holds("nothing", primary_key=True)
    marked_at: Mapped[datetime] = holds("nothing", default=utcnow)


class WebhookMessage(Base):
    """A webhook message that was accepted. Its id is ignored while its timestamp is still valid."""

    __tablename__ = "webhook_message"
    __table_args__ = (sa.Index("ix_webhook_message_seen_at", "seen_at"),)

    #: SHA-256 of the message id, in hex: senders choose the ids.
    id: Mapped[str] = holds("nothing", primary_key=True)
    seen_at: Mapped[datetime] = holds("nothing", default=utcnow)
