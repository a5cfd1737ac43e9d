"""An existing installation of Reflector, made by other programs: their schema, rows, files and objects.

The schema is that of 2026-02 (tests/data/adopt/). The kinds of data are what their programs leave behind.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg.types.json import Json

from tests.servers import S3Server

FACTS = Path(__file__).parent / "data" / "adopt"
REVISION = "623af934249a"
_SEARCH = (
    "GENERATED ALWAYS AS (setweight(to_tsvector('english', coalesce(title, '')), 'A') || "
    "setweight(to_tsvector('english', coalesce(long_summary, '')), 'B') || "
    "setweight(to_tsvector('english', coalesce(webvtt, '')), 'C')) STORED"
)
#: Facts that the lists lack: the counter of a transcript's changes, and a participant who left.
_TRIGGERS = (
    "CREATE FUNCTION set_transcript_change_seq() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN SELECT nextval('transcript_change_seq') INTO NEW.change_seq; RETURN NEW; END $$",
    "CREATE TRIGGER trigger_transcript_change_seq BEFORE INSERT OR UPDATE ON transcript "
    "FOR EACH ROW EXECUTE FUNCTION set_transcript_change_seq()",
    "CREATE FUNCTION left_at_stays() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN IF OLD.left_at IS NOT NULL THEN RAISE EXCEPTION 'left_at stays as it is'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER prevent_left_at_update_trigger BEFORE UPDATE ON daily_participant_session "
    "FOR EACH ROW EXECUTE FUNCTION left_at_stays()",
)


def _facts(name: str) -> list[list[str]]:
    return [line.split("|") for line in (FACTS / f"{name}.txt").read_text().splitlines()]


def columns() -> dict[str, list[str]]:
    """The columns of each table."""
    found: dict[str, list[str]] = {}
    for table, column, *_ in _facts("columns"):
        found.setdefault(table, []).append(column)
    return found


def _schema() -> Iterator[str]:
    yield "CREATE TYPE sourcekind AS ENUM ('room', 'live', 'file')"
    yield "CREATE SEQUENCE transcript_change_seq"
    tables: dict[str, list[str]] = {}
    for table, column, kind, nullable, default, generated in _facts("columns"):
        rest = f" {_SEARCH}" if generated == "ALWAYS" else f" DEFAULT {default}" if default else ""
        required = " NOT NULL" if nullable == "NO" else ""
        tables.setdefault(table, []).append(f'"{column}" {kind.removeprefix("USER-DEFINED:")}{rest}{required}')
    for table, parts in tables.items():
        yield f'CREATE TABLE "{table}" ({", ".join(parts)})'
    constraints = _facts("constraints")
    for kinds in ("pu", "f"):  # a foreign key needs the key that it names
        for table, kind, name, definition in constraints:
            if kind in kinds:
                table = table.strip('"')
                yield f'ALTER TABLE "{table}" ADD CONSTRAINT {name} {definition}'
    named = {name for _, _, name, _ in constraints}
    yield from (line for _, line in _facts("indexes") if line.split(" INDEX ")[1].split(" ")[0] not in named)
    yield from _TRIGGERS
    yield f"INSERT INTO alembic_version VALUES ('{REVISION}')"


def make_schema(url: str) -> None:
    """Create their schema in an empty database."""
    with psycopg.connect(url) as connection:
        for statement in _schema():
            connection.execute(statement.encode())


@dataclass
class Kind:
    """The data of one kind: ids of rows, keys of files and objects, words of its texts."""

    transcripts: list[str] = field(default_factory=list)
    meetings: list[str] = field(default_factory=list)
    recordings: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    #: Objects that only the transcript references.
    objects: list[str] = field(default_factory=list)
    #: Objects of the recordings and of the composed video, in the bucket of the meeting service.
    recorded: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


@dataclass
class Existing:
    """The installation: its database, its disk and its two buckets."""

    url: str
    data_dir: Path
    server: S3Server
    bucket: str
    recordings: str
    kinds: dict[str, Kind] = field(default_factory=dict)

    # -- given ------------------------------------------------------------------------------------------------------

    def environment(self) -> dict[str, str]:
        """The settings under which Reflector works on this installation."""
        return {
            "PUBLIC_MODE": "true",
            "DATABASE_URL": self.url,
            "DATA_DIR": str(self.data_dir),
            "TRANSCRIPT_STORAGE_BACKEND": "aws",
            "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": self.bucket,
            "TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL": self.server.endpoint_url,
            "TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID": self.server.access_key,
            "TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": self.server.secret_key,
            "DAILYCO_STORAGE_AWS_BUCKET_NAME": self.recordings,
        }

    def execute(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """One statement, as their programs run it. Returns its rows."""
        with psycopg.connect(self.url) as connection:
            cursor = connection.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def add(self, table: str, **values: Any) -> str:
        """Insert one row with a new id, or the one in `values`. Returns the id."""
        values = {"id": str(uuid4())} | values
        insert = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(sql.Placeholder() * len(values)),
        )
        with psycopg.connect(self.url) as connection:
            connection.execute(insert, [Json(v) if isinstance(v, list | dict) else v for v in values.values()])
        return str(values["id"])

    def kind(self, name: str) -> Kind:
        """The kind of this name."""
        return self.kinds.setdefault(name, Kind())

    def put(self, bucket: str, key: str, content: bytes = b"") -> str:
        """Put an object into a bucket, by default with random bytes. Returns its key."""
        self.server.client.put_object(Bucket=bucket, Key=key, Body=content or os.urandom(5))
        return key

    def transcript(
        self,
        name: str,
        *,
        days: float = 9,
        files: tuple[str, ...] = ("upload.mp3", "audio.mp3", "audio.json"),
        copies: tuple[str, ...] = ("file_pipeline/{id}/audio.mp3",),
        **values: Any,
    ) -> str:
        """A transcript of a kind, with its files and the copies that only it references."""
        kind = self.kind(name)
        row_id = str(values.pop("id", uuid4()))
        word = "zebra" + uuid4().hex[:12]
        made = datetime.now(UTC) - timedelta(days=days)
        text = {"title": f"About {word}", "long_summary": f"Long {word}", "webvtt": f"WEBVTT\n\n{word}\n"}
        topics = [{"id": "t", "title": word, "summary": word, "timestamp": 0, "transcript": word, "words": []}]
        columns = {
            "status": "ended",
            "created_at": made,
            "source_kind": "file",
            "duration": 61_000.0,
            "topics": topics,
            "events": [{"event": "TOPIC", "data": {"title": word}}],
            "participants": [{"id": "p", "speaker": 0, "name": f"Ana {word}"}],
            "action_items": {"decisions": [word]},
            **text,
        }
        kind.transcripts.append(self.add("transcript", **(columns | values | {"id": row_id})))
        kind.words.append(word)
        for file in files:
            path = self.data_dir / row_id / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(os.urandom(64))
            kind.files.append(f"{row_id}/{file}")
        if values.get("audio_location") == "storage":
            copies = (*copies, "{id}/audio.mp3")
        kind.objects += [self.put(self.bucket, copy.format(id=row_id)) for copy in copies]
        return row_id

    def meeting(self, name: str, *, room: str | None = None, video: bool = False, **values: Any) -> str:
        """A meeting of a kind with one consent, nine days old."""
        start = datetime.now(UTC) - timedelta(days=9)
        row_id = str(values.pop("id", uuid4()))
        key = f"acme/{row_id[:8]}/{int(start.timestamp() * 1000)}" if video else None
        columns = {
            "room_name": f"acme-{row_id[:8]}",
            "start_date": start,
            "end_date": start + timedelta(minutes=30),
            "room_id": room,
            "is_active": False,
            "platform": "daily",
            "daily_composed_video_s3_key": key,
        }
        self.add("meeting", **(columns | values | {"id": row_id}))
        self.add("meeting_consent", meeting_id=row_id, consent_given=True, consent_timestamp=start)
        kind = self.kind(name)
        kind.meetings.append(row_id)
        kind.recorded += [self.put(self.recordings, key)] if key else []
        return row_id

    def recording(self, name: str, meeting: str | None, *, tracks: bool = False) -> str:
        """A recording of a meeting: one object, or one for each of two tracks."""
        row_id = str(uuid4())
        base = f"acme/room-{row_id[:8]}"
        keys = [f"{base}/{n}-{uuid4()}-cam-audio-{n}" for n in range(2)] if tracks else [f"{base}.mp4"]
        self.add(
            "recording",
            id=row_id,
            bucket_name=self.recordings,
            object_key=base if tracks else keys[0],
            recorded_at=datetime.now(UTC) - timedelta(days=9),
            status="completed",
            meeting_id=meeting,
            track_keys=keys if tracks else None,
        )
        kind = self.kind(name)
        kind.recordings.append(row_id)
        kind.recorded += [self.put(self.recordings, key) for key in keys]
        return row_id

    def room(self) -> str:
        """A user's room."""
        row_id = str(uuid4())
        now = datetime.now(UTC)
        return self.add(
            "room", id=row_id, name=f"room-{row_id[:8]}", user_id="user-1", created_at=now, platform="daily"
        )

    # -- then -------------------------------------------------------------------------------------------------------

    def files(self) -> set[str]:
        """The files in DATA_DIR, except the engine's own."""
        found = (path.relative_to(self.data_dir) for path in self.data_dir.rglob("*") if path.is_file())
        return {str(path) for path in found if not str(path).startswith(".reflector")}

    def objects(self, bucket: str) -> set[str]:
        """The keys in a bucket, except the engine's own."""
        pages = self.server.client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        keys = {item["Key"] for page in pages for item in page.get("Contents", [])}
        return {key for key in keys if not key.startswith(".reflector")}

    def contents(self) -> dict[tuple[str, str], str]:
        """The hash of every file ("" is its place) and of every object (its bucket is its place), by place and key."""
        found = {("", key): sha256((self.data_dir / key).read_bytes()).hexdigest() for key in self.files()}
        for bucket in (self.bucket, self.recordings):
            for key in self.objects(bucket):
                body = self.server.client.get_object(Bucket=bucket, Key=key)["Body"].read()
                found[bucket, key] = sha256(body).hexdigest()
        return found

    def ids(self, table: str) -> set[str]:
        """The ids of all rows of a table."""
        return {row[0] for row in self.execute(f"SELECT id FROM {table}")}

    def left(self, name: str) -> dict[str, tuple[int, int]]:
        """For each part of a kind the number that is left, and the original number."""
        kind = self.kinds[name]
        there = {
            "transcripts": self.ids("transcript"),
            "meetings": self.ids("meeting"),
            "recordings": self.ids("recording"),
            "files": self.files(),
            "objects": self.objects(self.bucket),
            "recorded": self.objects(self.recordings),
        }
        parts = {part: getattr(kind, part) for part in there}
        return {part: (len(there[part] & set(keys)), len(keys)) for part, keys in parts.items() if keys}

    def rows(self) -> dict[tuple[str, str], str]:
        """Every row of theirs as text, in their own columns only, with the transaction that wrote it (`xmin`)."""
        found: dict[tuple[str, str], str] = {}
        with psycopg.connect(self.url) as connection:
            for table, names in columns().items():
                fields = sql.SQL(", ").join(sql.Identifier(name) for name in names)
                key = sql.Identifier(names[0])
                query = sql.SQL("SELECT {}, CAST(ROW(xmin, {}) AS text) FROM {}").format(
                    key, fields, sql.Identifier(table)
                )
                found |= {(table, str(row[0])): row[1] for row in connection.execute(query)}
        return found

    def words_left(self, name: str) -> list[str]:
        """The words of a kind that some row of any table still holds."""
        with psycopg.connect(self.url) as connection:
            tables = connection.execute("SELECT relname FROM pg_stat_user_tables").fetchall()
            rows = [
                str(row)
                for (table,) in tables
                for row in connection.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table)))
            ]
        return [word for word in self.kinds[name].words if any(word in row for row in rows)]


def _anonymous_file_old(existing: Existing, name: str) -> None:
    existing.transcript(name)


def _anonymous_file_new(existing: Existing, name: str) -> None:
    existing.transcript(name, days=2)


def _anonymous_stored_old(existing: Existing, name: str) -> None:
    existing.transcript(name, audio_location="storage", files=("upload.mp3", "audio.json"))


def _anonymous_live_old(existing: Existing, name: str) -> None:
    existing.transcript(name, source_kind="live", files=("audio.wav", "audio.mp3", "audio.json"), copies=())


def _users_file_old(existing: Existing, name: str) -> None:
    existing.transcript(name, user_id="user-1")


def _anonymous_room_old(existing: Existing, name: str) -> None:
    meeting = existing.meeting(name)
    recording = existing.recording(name, meeting)
    existing.transcript(name, source_kind="room", meeting_id=meeting, recording_id=recording)


def _anonymous_tracks_old(existing: Existing, name: str) -> None:
    meeting = existing.meeting(name, video=True)
    recording = existing.recording(name, meeting, tracks=True)
    copies = tuple(f"file_pipeline_hatchet/{{id}}/tracks/padded_{n}.webm" for n in range(2))
    existing.transcript(name, source_kind="room", meeting_id=meeting, recording_id=recording, copies=copies)


def _in_room(existing: Existing, name: str, user: str | None) -> None:
    room = existing.room()
    meeting = existing.meeting(name, room=room, video=True)
    recording = existing.recording(name, meeting, tracks=True)
    now = datetime.now(UTC)
    existing.add(
        "daily_participant_session",
        meeting_id=meeting,
        room_id=room,
        session_id=str(uuid4()),
        user_name="Maria",
        joined_at=now,
        left_at=now,
    )
    existing.transcript(
        name,
        source_kind="room",
        user_id=user,
        meeting_id=meeting,
        recording_id=recording,
        room_id=room,
        audio_location="storage",
        files=("audio.json",),
        copies=(),
    )


def _anonymous_owned_old(existing: Existing, name: str) -> None:
    _in_room(existing, name, None)


def _users_room_old(existing: Existing, name: str) -> None:
    _in_room(existing, name, "user-1")


def _shared_old(existing: Existing, name: str) -> None:
    meeting = existing.meeting("shared_users")
    recording = existing.recording("shared_users", meeting)
    existing.transcript(name, source_kind="room", meeting_id=meeting, recording_id=recording)
    existing.transcript(
        "shared_users", source_kind="room", meeting_id=meeting, recording_id=recording, user_id="user-2"
    )


def _without_transcript(existing: Existing, name: str) -> None:
    existing.recording(name, existing.meeting(name, video=True))
    existing.recording(name, None)


def _odd_old(existing: Existing, name: str) -> None:
    existing.transcript(name, status=None, topics=None)


def _dangling(existing: Existing, name: str) -> None:
    """Rows that their schema allows and Reflector's does not. Only rows that stay."""
    existing.transcript(name, created_at=None)
    existing.transcript(name, user_id="")
    existing.transcript(name, id=f"legacy-{uuid4().hex[:6]}", days=1)
    existing.meeting(name, id=str(uuid4().int)[:8], start_date=None, end_date=None)


def _dangling_old(existing: Existing, name: str) -> None:
    existing.transcript(name, meeting_id="no-such-meeting", recording_id="no-such-recording", room_id="no-such-room")
    existing.transcript(name, id=f"legacy-{uuid4().hex[:6]}")


KINDS: dict[str, Callable[[Existing, str], None]] = {
    "anonymous_file_old": _anonymous_file_old,
    "anonymous_file_new": _anonymous_file_new,
    "anonymous_stored_old": _anonymous_stored_old,
    "anonymous_live_old": _anonymous_live_old,
    "users_file_old": _users_file_old,
    "anonymous_room_old": _anonymous_room_old,
    "anonymous_tracks_old": _anonymous_tracks_old,
    "anonymous_owned_old": _anonymous_owned_old,
    "users_room_old": _users_room_old,
    "shared_old": _shared_old,
    "without_transcript": _without_transcript,
    "odd_old": _odd_old,
    "dangling": _dangling,
    "dangling_old": _dangling_old,
}


def seed(existing: Existing) -> None:
    """One of each kind."""
    for name, make in KINDS.items():
        make(existing, name)


def dump(url: str) -> list[str]:
    """The schema as `pg_dump -s` prints it, without its random \\restrict lines."""
    printed = subprocess.run(["pg_dump", "-s", url], check=True, capture_output=True, text=True).stdout
    return [line for line in printed.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]
