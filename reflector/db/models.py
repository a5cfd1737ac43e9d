"""The tables. Core columns keep the names and meanings of the public Reflector schema.

Every column declares with `holds` which data it can hold. A test uses this to prove that erasure covers all of it:

- ``nothing``: technical data, without any relation to a person;
- ``content``: spoken or typed text;
- ``person``: the identity of a person;
- ``pointer``: the location of bytes.

See docs/decisions/0001-an-artifact-without-an-owner-is-doomed.md and docs/decisions/0013-tests-guard-the-schema.md.
"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from reflector.db.states import ArtifactState, Outcome, RecordingStatus, ShareMode, SourceKind, Stage, Status

Holds = Literal["nothing", "content", "person", "pointer"]

#: These replace dates that a database can hold and Python cannot: PostgreSQL's `-infinity` and `infinity`, and any text
#: in SQLite. Without them one such row would make a whole query fail. Both are far enough from Python's own limits that
#: adding or subtracting days cannot overflow.
LONG_AGO = datetime(1000, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(9000, 1, 1, tzinfo=UTC)


class _SQLiteText(sqlite.DATETIME):
    """A date in SQLite. SQLite stores it as text, and the column can contain any text."""

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Any:
        """Read the text. A value that is not a date becomes a moment at the same position in the sort order.

        So Python and SQL agree on which side of a cutoff it is. SQLite sorts numbers before text, and text before
        blobs.
        """
        read: Any = super().result_processor(dialect, coltype)
        write: Any = super().bind_processor(dialect)

        def process(value: Any) -> datetime | None:
            try:
                moment: datetime | None = read(value)
            except (TypeError, ValueError):
                if isinstance(value, str):
                    # A binary search for the latest moment whose text in the database is not greater than `value`.
                    first, beyond = LONG_AGO, FAR_AHEAD
                    while beyond - first > timedelta(microseconds=1):
                        middle = first + (beyond - first) / 2
                        first, beyond = (middle, beyond) if write(middle) <= value else (first, middle)
                    return first
                return FAR_AHEAD if isinstance(value, bytes) else LONG_AGO
            return moment

        return process


_SQLITE_TEXT: sa.types.TypeEngine[Any] = _SQLiteText()  # type: ignore[no-untyped-call]


class UTCDateTime(sa.TypeDecorator[datetime]):
    """An aware datetime in UTC, also on SQLite, which does not store time zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Use the type that reads any text on SQLite."""
        return dialect.type_descriptor(_SQLITE_TEXT if dialect.name == "sqlite" else self.impl_instance)

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Convert to UTC. Raises ValueError for a naive datetime, because its moment is ambiguous."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return every moment in UTC."""
        if value is None:
            return None
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return min(moment, FAR_AHEAD)  # so that days can be added to it


def utcnow() -> datetime:
    """The current time as an aware datetime in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A new unguessable id: a random UUID (RFC 9562, version 4) as a string."""
    return str(uuid.uuid4())


def is_id(text: str) -> bool:
    """Whether `text` has the form of an id. Databases treat malformed ids differently, so they are refused first."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def holds(what: Holds, *args: Any, **options: Any) -> MappedColumn[Any]:
    """A column that declares which kind of data it can hold."""
    return mapped_column(*args, info={"holds": what}, **options)


#: Columns that describe the state of a row.
_STATES = frozenset({"status", "stage", "error", "kind", "store", "attempts", "last_error", "outcome", "reason"})


class Base(DeclarativeBase):
    """Gives every constraint a name, so that migrations can change it on every database."""

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
        """Id, owner, dates and states, for the messages of failing tests.

        It contains neither content nor names, and does not load unloaded columns.
        """
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
    """An index of only those rows that one step of the engine selects."""
    return sa.Index(name, *columns, postgresql_where=sa.text(where), sqlite_where=sa.text(where))


class Room(Base):
    """A meeting room. It is configuration, and belongs to a user or to the operator."""

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
    #: RESTRICT: a user's meeting that lost its room would have no owner, and would be erased with its consents.
    room_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("room.id", ondelete="RESTRICT"))
    is_active: Mapped[bool] = holds("nothing", default=True, server_default=sa.true())
    platform: Mapped[str] = holds("nothing", default="", server_default="")
    daily_composed_video_s3_key: Mapped[str | None] = holds("pointer")
    daily_composed_video_duration: Mapped[int | None] = holds("nothing")
    #: Whether a person other than the room's owner began it here. False for meetings that other programs created.
    begun_by_guest: Mapped[bool] = holds("nothing", default=False, server_default=sa.false())
    #: The time at which the room's owner joined a meeting that a guest began. From then on it counts as the owner's.
    taken_over_at: Mapped[datetime | None] = holds("nothing")
    inventoried: Mapped[bool] = holds("nothing", default=False, server_default=sa.false())


class MeetingConsent(Base):
    """The answer of one participant of a meeting to the question whether the audio may be kept."""

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
    #: The owner's decision about a refusal that only withholds the audio (`Decision`). NULL: not decided yet.
    decision: Mapped[str | None] = holds("nothing")


class Recording(Base):
    """A finished recording of a meeting in an object store: one object, or one object per track."""

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
    """A meeting that a recording may belong to.

    For recordings that were announced by room name, when zero or several meetings match.
    """

    __tablename__ = "recording_meeting"
    __table_args__ = (sa.Index("ix_recording_meeting_meeting_id", "meeting_id"),)

    recording_id: Mapped[str] = holds("nothing", sa.ForeignKey("recording.id", ondelete="CASCADE"), primary_key=True)
    meeting_id: Mapped[str] = holds("nothing", sa.ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)


class Transcript(Base):
    """The text of a recording, and everything derived from it. It is anonymous if `user_id` is NULL."""

    __tablename__ = "transcript"
    __table_args__ = (
        _partial("ix_transcript_anonymous_created_at", "created_at", "id", where="user_id IS NULL"),
        _partial(
            "ix_transcript_anonymous_erase_at", "erase_at", "id", where="user_id IS NULL AND erase_at IS NOT NULL"
        ),
        # Partial, so that no planner uses it for anonymous transcripts: its order is not the engine's.
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
    share_mode: Mapped[str] = holds("nothing", default=ShareMode.PUBLIC, server_default="public")
    meeting_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("meeting.id", ondelete="SET NULL"))
    recording_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("recording.id", ondelete="SET NULL"))
    source_kind: Mapped[str] = holds("nothing", default=SourceKind.FILE, server_default="file")
    audio_deleted: Mapped[bool | None] = holds("nothing")
    room_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("room.id", ondelete="SET NULL"))
    webvtt: Mapped[str | None] = holds("content")
    #: The result of speech recognition: segments with their words. An addition to the public schema. Topics and webvtt
    #: are derived from it.
    segments: Mapped[list[Any] | None] = holds("content", sa.JSON(none_as_null=True))
    #: An end before the regular one, chosen by the owner.
    erase_at: Mapped[datetime | None] = holds("nothing")
    #: SHA-256 of the owner token, in hex. The token itself is shown once and never stored.
    owner_token_hash: Mapped[str | None] = holds("person")
    #: The reason code if `status` is "error".
    error: Mapped[str | None] = holds("nothing")
    #: Whether every pointer of this row has its artifact row (see reflector/inventory/pointers.py).
    inventoried: Mapped[bool] = holds("nothing", default=False, server_default=sa.false())


#: The stages in which a job waits for a worker, or a worker has it.
_WAITING = "stage <> 'upload' AND stage <> 'done'"


class Job(Base):
    """The progress of creating a transcript. A worker leases this row; the broker's message only wakes the worker."""

    __tablename__ = "job"
    __table_args__ = (
        sa.Index("ix_job_stage_lease_until", "stage", "lease_until"),
        sa.Index("ix_job_client_started_at", "client", "started_at"),
        _partial("ix_job_ephemeral", "created_at", where="ephemeral"),
        # For the front of the queue (reflector/transcription/queue.py).
        _partial("ix_job_waiting", "client", "started_at", where=_WAITING),
        # PostgreSQL does not take the rows of an index in order behind IS NULL, so these have an index of their own.
        _partial("ix_job_new", "client", "created_at", where=f"{_WAITING} AND started_at IS NULL"),
    )

    transcript_id: Mapped[str] = holds("nothing", sa.ForeignKey("transcript.id", ondelete="CASCADE"), primary_key=True)
    #: The stage that comes next (`Stage`).
    stage: Mapped[str] = holds("nothing", default=Stage.UPLOAD, server_default=Stage.UPLOAD)
    created_at: Mapped[datetime] = holds("nothing", default=utcnow)
    #: Progress within the stage, from 0 to 1.
    progress: Mapped[float] = holds("nothing", default=0.0, server_default="0")
    #: The worker that has leased the job, and the end of the lease. Any worker may take an expired lease. In stage
    #: upload, `lease_until` is the time at which the upload counts as abandoned.
    claimed_by: Mapped[str | None] = holds("nothing")
    lease_until: Mapped[datetime | None] = holds("nothing")
    #: The time at which the job was last leased, paused or finished, for fairness between clients.
    started_at: Mapped[datetime | None] = holds("nothing")
    #: The number of times that the current stage was begun.
    attempts: Mapped[int] = holds("nothing", default=0, server_default="0")
    #: Keyed hash of the client that uploaded the recording, for limits and fairness. Set to NULL one day after the end.
    client: Mapped[str | None] = holds("person")
    #: The number of chunks of a chunked upload, and the number received so far.
    chunks_total: Mapped[int | None] = holds("nothing")
    chunks_received: Mapped[int] = holds("nothing", default=0, server_default="0")
    #: Size of the whole recording in bytes, once the client has stated it or sent all of it.
    upload_bytes: Mapped[int | None] = holds("nothing", sa.BigInteger())
    #: Seconds that workers have worked on it, for estimates.
    work_seconds: Mapped[float] = holds("nothing", default=0.0, server_default="0")
    #: Whether the transcript is made for one answer, and erased as soon as its text is sent.
    ephemeral: Mapped[bool] = holds("nothing", default=False, server_default=sa.false())
    #: Whether speakers are told apart by their voices. NULL: the setting DIARIZATION decides.
    diarization: Mapped[bool | None] = holds("nothing")
    #: Whether the owner wants to keep the uploaded video (reflector/transcription/videos.py).
    keep_video: Mapped[bool] = holds("nothing", default=False, server_default=sa.false())


class KeptPiece(Base):
    """The words of about a minute of a recording, until all of the recording is recognized.

    After a crash, or after the turn of another job, a worker continues after the last piece.
    """

    __tablename__ = "piece"

    transcript_id: Mapped[str] = holds("nothing", sa.ForeignKey("transcript.id", ondelete="CASCADE"), primary_key=True)
    #: Number of the track, from 1; 0 for a recording that has only one.
    track: Mapped[int] = holds("nothing", primary_key=True, autoincrement=False)
    #: The piece in samples from the beginning of the recording; `until` is not part of it.
    start: Mapped[int] = holds("nothing", sa.BigInteger(), primary_key=True, autoincrement=False)
    until: Mapped[int] = holds("nothing", sa.BigInteger())
    #: Its segments with their words, and its languages (reflector/transcription/pieces.py).
    said: Mapped[dict[str, Any]] = holds("content")


class Usage(Base):
    """One use of a limited resource by a client. It counts against the limit until `until`.

    See reflector/transcription/usage.py.
    """

    __tablename__ = "usage"
    __table_args__ = (sa.Index("ix_usage_client_name", "client", "name"), sa.Index("ix_usage_until", "until"))

    id: Mapped[int] = holds(
        "nothing", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    #: The resource: transcripts, meetings, answers, minutes, uploads or streams.
    name: Mapped[str] = holds("nothing")
    #: Keyed hash of the client, as in Job.client.
    client: Mapped[str] = holds("person")
    #: Requests, seconds or bytes.
    amount: Mapped[int] = holds("nothing", sa.BigInteger())
    created_at: Mapped[datetime] = holds("nothing", default=utcnow)
    until: Mapped[datetime] = holds("nothing")


#: An artifact without an owner is doomed. There is no separate flag, so deleting an owner row by any means dooms its
#: artifacts through ON DELETE SET NULL.
DOOMED = "transcript_id IS NULL AND recording_id IS NULL AND meeting_id IS NULL"
#: All other artifacts are living. Doomed and living artifacts each have their own index by location. So dooming a
#: million artifacts causes random writes in one index instead of two.
LIVING = "transcript_id IS NOT NULL OR recording_id IS NOT NULL OR meeting_id IS NOT NULL"


class Artifact(Base):
    """The inventory: one row for every file, folder or object that Reflector keeps. See reflector/inventory/."""

    __tablename__ = "artifact"
    __table_args__ = (
        _partial("ix_artifact_transcript_id", "transcript_id", where="transcript_id IS NOT NULL"),
        _partial("ix_artifact_recording_id", "recording_id", where="recording_id IS NOT NULL"),
        _partial("ix_artifact_meeting_id", "meeting_id", where="meeting_id IS NOT NULL"),
        _partial("ix_artifact_location", "store", "bucket", "key", where=LIVING),
        _partial("ix_artifact_doomed", "store", "bucket", "key", "id", where=DOOMED),
        _partial("ix_artifact_video", "transcript_id", "size", where="kind = 'video'"),
        {
            "sqlite_autoincrement": True
        },  # Ids are never reused: a late writer could otherwise change the row of another artifact.
    )

    id: Mapped[int] = holds(
        "nothing", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    #: upload, wav, mp3, waveform, folder, recording, track, composed_video, video
    kind: Mapped[str] = holds("nothing")
    store: Mapped[str] = holds("pointer")
    bucket: Mapped[str] = holds("pointer", default="", server_default="")
    key: Mapped[str] = holds("pointer")
    #: Size in bytes, once all of them are written.
    size: Mapped[int | None] = holds("nothing", sa.BigInteger())
    transcript_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("transcript.id", ondelete="SET NULL"))
    recording_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("recording.id", ondelete="SET NULL"))
    meeting_id: Mapped[str | None] = holds("nothing", sa.ForeignKey("meeting.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = holds("nothing", default=utcnow, server_default=sa.func.current_timestamp())
    #: The deadline of the writer. NULL once all bytes are written.
    writable_until: Mapped[datetime | None] = holds("nothing")
    doomed_at: Mapped[datetime | None] = holds("nothing")
    attempts: Mapped[int] = holds("nothing", default=0, server_default="0")
    next_attempt_at: Mapped[datetime | None] = holds("nothing")
    #: Content-free code of the error of the last attempt.
    last_error: Mapped[str | None] = holds("nothing")
    #: The time at which the last allowed attempt failed. A dead artifact is not retried automatically, but counted.
    dead_at: Mapped[datetime | None] = holds("nothing")

    @property
    def state(self) -> ArtifactState:
        """Its state, by these columns."""
        if self.transcript_id or self.recording_id or self.meeting_id:
            return ArtifactState.LIVING
        return ArtifactState.DEAD if self.dead_at else ArtifactState.DOOMED


class Tombstone(Base):
    """Records that an id was erased, when and why. It contains no content."""

    __tablename__ = "tombstone"

    #: The erased id; "artifact-" and the number of an artifact that was closed by hand.
    id: Mapped[str] = holds("nothing", primary_key=True)
    #: transcript, meeting, recording or artifact.
    kind: Mapped[str] = holds("nothing")
    #: expired, erase_at, owner, user or orphan; of an artifact why it was closed (reflector/retention/forget.py).
    reason: Mapped[str] = holds("nothing")
    erased_at: Mapped[datetime] = holds("nothing", default=utcnow)
    run_id: Mapped[str | None] = holds("nothing")


class JournalEntry(Base):
    """An event that a restored backup must not undo, such as an early erasure, a refusal or a claim (R14).

    The row commits together with the change; reflector/inventory/journal.py then writes it to the journals.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (
        sa.Index("ix_journal_entry_at", "at"),
        _partial("ix_journal_entry_incomplete", "at", where="NOT complete"),
    )

    id: Mapped[str] = holds("nothing", primary_key=True, default=new_id)
    #: A member of `JournalKind`: transcript, meeting or recording (an erasure of one), refused, claimed and others.
    kind: Mapped[str] = holds("nothing")
    #: The id of the transcript, meeting or recording.
    subject_id: Mapped[str] = holds("nothing")
    at: Mapped[datetime] = holds("nothing", default=utcnow)
    #: The reason of the erasure, as in the tombstone.
    reason: Mapped[str | None] = holds("nothing")
    #: The end that the owner chose (shortened), or the moment of the refusal (withdrawn).
    until: Mapped[datetime | None] = holds("nothing")
    #: Whether at least one journal holds the entry.
    durable: Mapped[bool] = holds("nothing", default=False, server_default=sa.false())
    #: Whether every journal holds it.
    complete: Mapped[bool] = holds("nothing", default=False, server_default=sa.false())


class RetentionRun(Base):
    """One run of the retention engine: its trigger, its parameters and its result."""

    __tablename__ = "retention_run"
    __table_args__ = (sa.Index("ix_retention_run_started_at", "started_at"),)

    id: Mapped[str] = holds("nothing", primary_key=True, default=new_id)
    #: beat, tool, cli, call.
    trigger: Mapped[str] = holds("nothing")
    days: Mapped[int] = holds("nothing")
    cutoff: Mapped[datetime] = holds("nothing")
    started_at: Mapped[datetime] = holds("nothing", default=utcnow)
    ended_at: Mapped[datetime | None] = holds("nothing")
    #: running, done, errors (some items failed), unfinished (the time budget was used up, or another drain was
    #: running), failed.
    outcome: Mapped[str] = holds("nothing", default=Outcome.RUNNING)
    transcripts_deleted: Mapped[int] = holds("nothing", default=0, server_default="0")
    meetings_deleted: Mapped[int] = holds("nothing", default=0, server_default="0")
    recordings_deleted: Mapped[int] = holds("nothing", default=0, server_default="0")
    artifacts_erased: Mapped[int] = holds("nothing", default=0, server_default="0")
    errors: Mapped[int] = holds("nothing", default=0, server_default="0")
    #: The time of the last `verify` after this run, and the number of its findings.
    verified_at: Mapped[datetime | None] = holds("nothing")
    residue: Mapped[int | None] = holds("nothing")


class Heartbeat(Base):
    """The latest heartbeat of one process. A worker has a row for each of its queues."""

    __tablename__ = "heartbeat"

    #: beat or worker.
    kind: Mapped[str] = holds("nothing", primary_key=True)
    #: The queue that the worker consumes; empty for beat.
    queue: Mapped[str] = holds("nothing", primary_key=True, default="")
    host: Mapped[str] = holds("nothing", primary_key=True)
    pid: Mapped[int] = holds("nothing", primary_key=True, autoincrement=False)
    #: A time of the database's clock, so that the clocks of two machines need not agree.
    moment: Mapped[datetime] = holds("nothing")
    #: Version of Reflector that the process runs.
    version: Mapped[str] = holds("nothing")


class Identity(Base):
    """The id of this database, in the only row of the table. The markers in its stores contain the same id."""

    __tablename__ = "instance"
    __table_args__ = (sa.CheckConstraint("one = 1", name="one"),)

    one: Mapped[int] = holds("nothing", primary_key=True, default=1, autoincrement=False)
    id: Mapped[str] = holds("nothing", default=new_id)
    created_at: Mapped[datetime] = holds("nothing", default=utcnow)


class Adoption(Base):
    """The facts of an adoption, in the only row of the table.

    Reflector's own databases have no row here. The policy reads the row, so that every process obeys its rules.
    """

    __tablename__ = "adoption"
    __table_args__ = (sa.CheckConstraint("one = 1", name="one"),)

    one: Mapped[int] = holds("nothing", primary_key=True, default=1, autoincrement=False)
    adopted_at: Mapped[datetime] = holds("nothing", default=utcnow)
    #: The revision of Reflector's own tables in this database (`reflector.db.migrate.head`).
    revision: Mapped[str] = holds("nothing")
    #: The default bucket and the bucket of composed videos at that time. "" if there is none.
    bucket: Mapped[str] = holds("nothing", default="", server_default="")
    videos: Mapped[str] = holds("nothing", default="", server_default="")
    #: Places that the operator named as lost, separated by commas: "local", "default" or a bucket.
    lost: Mapped[str] = holds("nothing", default="", server_default="")
    #: Whether a meeting without a room, and a recording without a meeting, count as a user's.
    keeps_roomless: Mapped[bool] = holds("nothing", default=True, server_default=sa.true())
    #: The database server and the database: PostgreSQL's `system_identifier`, and the oid of the database. A restored
    #: or cloned database has other ones.
    origin: Mapped[str] = holds("nothing")
    #: Each run raises it here and in the markers. A database that is behind a marker is a copy.
    epoch: Mapped[int] = holds("nothing", sa.BigInteger(), default=1, server_default="1")
    #: A random text for this epoch and one for the epoch before. A copy of the whole server has the same origin and can
    #: reach the same epoch, but not with the same text.
    turn: Mapped[str] = holds("nothing", default=new_id)
    last_turn: Mapped[str] = holds("nothing", default="", server_default="")
    #: The address of the server and its timeline (`reflector.db.adopted.server_of`).
    server: Mapped[str] = holds("nothing")
    #: The end of the first run, and the time at which an operator agreed to further runs.
    first_run_at: Mapped[datetime | None] = holds("nothing")
    confirmed_at: Mapped[datetime | None] = holds("nothing")


class MarkedStore(Base):
    """A store that carries this instance's marker.

    If the marker is missing from such a store, an empty store may be a disk that is not mounted.
    """

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
