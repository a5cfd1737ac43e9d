"""Turns pointers into artifact rows before anything is erased. Other programs write these pointers into our rows.

See docs/decisions/0024-a-trigger-watches-pointers.md.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.among import among
from reflector.db.models import Artifact, Meeting, Recording, Transcript
from reflector.db.states import ArtifactKind
from reflector.instance import Instance
from reflector.inventory.rows import NOT_INVENTORIED, Place
from reflector.storage import Stores
from reflector.storage.base import MAX_KEY_BYTES

_BATCH = 500


def complete(instance: Instance) -> bool:
    """Create artifact rows for the pointers of all rows that are not yet inventoried.

    Returns whether all are inventoried now. Rows that another session has locked are left out.
    This is cheap when there is no such row, because a partial index lists them.
    """
    if instance.stores.videos:
        # The settings name the bucket of composed videos now: set it in the rows that have none.
        without_bucket = sa.and_(
            Artifact.store == "s3", Artifact.bucket == "", Artifact.kind == ArtifactKind.COMPOSED_VIDEO
        )
        with instance.database.transaction() as session:
            session.execute(
                sa.update(Artifact).where(without_bucket).values(bucket=instance.stores.videos),
                execution_options={"synchronize_session": False},
            )
    for model in (Recording, Meeting, Transcript):
        while True:
            with instance.database.transaction() as session:
                ids = session.scalars(
                    sa.select(model.id).where(NOT_INVENTORIED).limit(_BATCH).with_for_update(skip_locked=True)
                ).all()
                if not ids:
                    break
                enter(session, instance.stores, model, ids)
    with instance.database.snapshot() as session:
        left = (sa.select(model.id).where(NOT_INVENTORIED).limit(1) for model in (Recording, Meeting, Transcript))
        return all(session.scalar(query) is None for query in left)


def enter(session: Session, stores: Stores, model: type[Recording | Meeting | Transcript], ids: Iterable[str]) -> None:
    """Create artifact rows for the pointers of `ids`, in the caller's transaction. Inventoried rows are skipped.

    A trigger resets `inventoried` when another program changes a pointer. The artifact rows of the old pointers stay.
    """
    ids = list(ids)
    places, columns, owner = _POINTERS[model]
    rows = session.execute(sa.select(model.id, *columns).where(among(model.id, ids), ~model.inventoried)).all()
    if not rows:
        return
    location = (Artifact.__table__.c[owner], Artifact.store, Artifact.bucket, Artifact.key)
    known = {
        tuple(row) for row in session.execute(sa.select(*location).where(among(location[0], [r.id for r in rows])))
    }
    entries = [
        {"kind": p.kind, "store": p.store, "bucket": p.bucket, "key": p.key, owner: row.id}
        for row in rows
        for p in places(row, stores)
        if _can_exist(p) and (row.id, p.store, p.bucket, p.key) not in known
    ]
    if entries:
        session.execute(sa.insert(Artifact), entries)
    session.execute(
        sa.update(model).where(among(model.id, [row.id for row in rows])).values(inventoried=True),
        execution_options={"synchronize_session": False},
    )


def _transcript_places(row: Any, stores: Stores) -> list[Place]:
    places = [Place(ArtifactKind.FOLDER, "local", "", f"{row.id}/")]
    if stores.default.name != "local":
        places.append(Place.in_store(ArtifactKind.MP3, stores.default, f"{row.id}/audio.mp3"))
    return places


def _recording_places(row: Any, _stores: Stores) -> list[Place]:
    places = [Place(ArtifactKind.TRACK, "s3", row.bucket_name, key) for key in _strings(row.tracks)]
    if row.object_key:
        places.append(Place(ArtifactKind.RECORDING, "s3", row.bucket_name, row.object_key))
    return places


def _meeting_places(row: Any, stores: Stores) -> list[Place]:
    """The composed video of a meeting. The meeting's row has its key but not its bucket.

    The bucket comes from the settings, or from the meeting's recordings, which the same service wrote. If neither
    names one, the artifact gets no bucket. It then cannot be erased and becomes dead, which is reported, until the
    operator sets the bucket (see `complete`). It never counts as gone.
    """
    if not row.video:
        return []
    recording_buckets = sorted(set((row.recording_buckets or "").split("\n")) - {""})
    otherwise = stores.default.bucket if stores.default.name == "s3" else ""
    buckets = [stores.videos] if stores.videos else recording_buckets or [otherwise]
    return [Place(ArtifactKind.COMPOSED_VIDEO, "s3", bucket, row.video) for bucket in buckets]


_BUCKET_NAMES = sa.select(sa.func.aggregate_strings(Recording.bucket_name, "\n"))
#: The buckets of a meeting's recordings, one per line (a bucket name cannot contain a line break).
_RECORDING_BUCKETS = sa.case(
    (
        Meeting.daily_composed_video_s3_key.is_not(None),
        _BUCKET_NAMES.where(Recording.meeting_id == Meeting.id).scalar_subquery(),
    )
)

#: For each kind of row: the function that turns its pointers into places, the columns it needs, and the owner column.
_POINTERS: dict[
    type[Recording | Meeting | Transcript], tuple[Callable[[Any, Stores], list[Place]], tuple[Any, ...], str]
] = {
    Transcript: (_transcript_places, (), "transcript_id"),
    Recording: (
        _recording_places,
        # Read as text: a value that is not JSON must not prevent the erasure of its row.
        (Recording.bucket_name, Recording.object_key, sa.cast(Recording.track_keys, sa.Text()).label("tracks")),
        "recording_id",
    ),
    Meeting: (
        _meeting_places,
        (Meeting.daily_composed_video_s3_key.label("video"), _RECORDING_BUCKETS.label("recording_buckets")),
        "meeting_id",
    ),
}


def _can_exist(place: Place) -> bool:
    """Whether a store could hold bytes at this place.

    Other programs can write strings that a database rejects as text (NUL, lone surrogates) or as an index entry (too
    long). Such a string must not prevent the erasure of its row or of a batch.
    """
    try:
        lengths = [len(text.encode()) for text in (place.bucket, place.key)]
    except UnicodeEncodeError:
        return False
    return max(lengths) <= MAX_KEY_BYTES and "\0" not in place.bucket + place.key


def _strings(text: str | None) -> list[str]:
    """Every string in a JSON text. If it is not JSON, or nested too deeply, everything between double quotes."""
    if not text:
        return []
    try:
        return list(_walk(json.loads(text)))
    except (ValueError, RecursionError):
        return re.findall(r'"([^"]+)"', text)


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _walk(item)
