"""Fills an instance with expired anonymous transcripts, each with a meeting, a recording and its files."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa

from reflector.db.models import Artifact, Meeting, MeetingConsent, Recording, Transcript, new_id, utcnow
from reflector.db.session import Database
from reflector.storage import Stores

LOCAL_FILES = {"wav": "audio.wav", "mp3": "audio.mp3", "waveform": "audio.json"}
FILE_BYTES = 4096


def fill(
    database: Database,
    stores: Stores,
    root: Path,
    *,
    count: int,
    text_bytes: int,
    recordings: str | None,
    client: Any,
) -> None:
    """Make `count` transcripts of about `text_bytes` of text. `recordings` is the bucket of their recordings' objects,
    which together with a copy of audio.mp3 lie in S3; None: everything is local and no recording has an object."""
    texts = list(_texts(text_bytes))
    for start in range(0, count, 1000):
        chunk = range(start, min(start + 1000, count))
        rows = [_rows(texts[i % len(texts)], recordings, stores) for i in chunk]
        with database.transaction() as session:
            for model in (Meeting, MeetingConsent, Recording, Transcript, Artifact):
                session.execute(sa.insert(model), [row for group in rows for row in group[model]])
        for group in rows:
            _write_files(root / group[Transcript][0]["id"])
    if recordings is not None:
        _put_objects(database, client)


def _texts(size: int) -> Iterator[str]:
    random = Random(7)
    for _ in range(50):
        yield " ".join(f"w{random.randrange(10**6)}" for _ in range(size // 8))


def _rows(text: str, bucket: str | None, stores: Stores) -> dict[Any, list[dict[str, Any]]]:
    old = utcnow() - timedelta(days=8)
    transcript, meeting, recording = new_id(), new_id(), new_id()
    key = f"domain/room/{new_id()}.mp4"
    #: Kind, store, bucket, key, and the ids of the transcript or the recording that owns it.
    owned: list[tuple[str, str, str, str, str | None, str | None]] = [
        ("folder", "local", "", f"{transcript}/", transcript, None)
    ]
    owned += [(kind, "local", "", f"{transcript}/{name}", transcript, None) for kind, name in LOCAL_FILES.items()]
    if bucket is not None:
        owned.append(("mp3", "s3", stores.default.bucket, f"{transcript}/audio.mp3", transcript, None))
        owned.append(("recording", "s3", bucket, key, None, recording))
    names = ("kind", "store", "bucket", "key", "transcript_id", "recording_id")
    return {
        Meeting: [{"id": meeting, "start_date": old, "end_date": old, "room_name": "room", "inventoried": True}],
        MeetingConsent: [{"meeting_id": meeting, "consent_given": True}],
        Recording: [
            {
                "id": recording,
                "bucket_name": bucket or "",
                "object_key": key if bucket else "",
                "recorded_at": old,
                "meeting_id": meeting,
                "inventoried": True,
            }
        ],
        Transcript: [
            {
                "id": transcript,
                "created_at": old,
                "status": "ended",
                "title": "t",
                "meeting_id": meeting,
                "recording_id": recording,
                "inventoried": True,
                "webvtt": text[: len(text) // 2],
                "topics": [{"transcript": text[len(text) // 2 :]}],
            }
        ],
        Artifact: [dict(zip(names, values, strict=True)) for values in owned],
    }


def _write_files(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in LOCAL_FILES.values():
        (folder / name).write_bytes(os.urandom(16) * (FILE_BYTES // 16))


def _put_objects(database: Database, client: Any) -> None:
    with database.snapshot() as session:
        places = session.execute(sa.select(Artifact.bucket, Artifact.key).where(Artifact.store == "s3")).all()

    def put(place: Any) -> None:
        client.put_object(Bucket=place.bucket, Key=place.key, Body=b"x" * 256)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(put, places))
