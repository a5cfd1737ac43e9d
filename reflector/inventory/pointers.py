"""Pointers to bytes that other programs wrote into rows: each becomes an artifact row before anything is erased.

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
from reflector.instance import Instance
from reflector.inventory.rows import NOT_INVENTORIED, Place
from reflector.storage import Stores
from reflector.storage.base import MAX_KEY_BYTES

_BATCH = 500


def complete(instance: Instance) -> None:
    """Enter every pointer that stands in a row not yet inventoried. Cheap when there is none: a partial index."""
    _house(instance)
    for model in (Recording, Meeting, Transcript):
        while True:
            with instance.database.transaction() as session:
                ids = session.scalars(
                    sa.select(model.id).where(NOT_INVENTORIED).limit(_BATCH).with_for_update(skip_locked=True)
                ).all()
                if not ids:
                    break
                enter(session, instance.stores, model, ids)


def enter(session: Session, stores: Stores, model: type[Recording | Meeting | Transcript], ids: Iterable[str]) -> None:
    """Enter the pointers of those rows of `ids` that are not yet inventoried, in the caller's transaction.

    The database takes the mark away when another program changes a pointer; what such a row has already stays.
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
    places = [Place("folder", "local", "", f"{row.id}/")]
    if stores.default.name != "local":
        places.append(Place.in_store("mp3", stores.default, f"{row.id}/audio.mp3"))
    return places


def _recording_places(row: Any, _stores: Stores) -> list[Place]:
    places = [Place("track", "s3", row.bucket_name, key) for key in _strings(row.tracks)]
    if row.object_key:
        places.append(Place("recording", "s3", row.bucket_name, row.object_key))
    return places


def _meeting_places(row: Any, stores: Stores) -> list[Place]:
    """A meeting's row names the key of its composed video, and not the bucket: the settings do, or its recordings,
    which the same service has left. Where nobody does, the artifact has no bucket: it can never be reached, so it
    dies of that, loudly, until the operator names the bucket (see `_house`). It is never taken for gone."""
    if not row.video:
        return []
    beside = sorted(set((row.beside or "").split("\n")) - {""})
    otherwise = stores.default.bucket if stores.default.name == "s3" else ""
    buckets = [stores.videos] if stores.videos else beside or [otherwise]
    return [Place("composed_video", "s3", bucket, row.video) for bucket in buckets]


def _house(instance: Instance) -> None:
    """Give composed videos whose bucket nobody knew the one that the settings name by now."""
    homeless = sa.and_(Artifact.store == "s3", Artifact.bucket == "", Artifact.kind == "composed_video")
    if not instance.stores.videos:
        return
    with instance.database.transaction() as session:
        session.execute(
            sa.update(Artifact).where(homeless).values(bucket=instance.stores.videos),
            execution_options={"synchronize_session": False},
        )


def _buckets_beside() -> sa.ColumnElement[str]:
    """The buckets of a meeting's recordings, a line each (no bucket's name holds a line break)."""
    names = sa.select(sa.func.aggregate_strings(Recording.bucket_name, "\n")).where(Recording.meeting_id == Meeting.id)
    return sa.case((Meeting.daily_composed_video_s3_key.is_not(None), names.scalar_subquery()))


#: For each kind of row: how its pointers become places, the columns that this needs, and the owner column.
_POINTERS: dict[
    type[Recording | Meeting | Transcript], tuple[Callable[[Any, Stores], list[Place]], tuple[Any, ...], str]
] = {
    Transcript: (_transcript_places, (), "transcript_id"),
    Recording: (
        _recording_places,
        # As text: a value that is no JSON must not keep its row from being erased.
        (Recording.bucket_name, Recording.object_key, sa.cast(Recording.track_keys, sa.Text()).label("tracks")),
        "recording_id",
    ),
    Meeting: (
        _meeting_places,
        (Meeting.daily_composed_video_s3_key.label("video"), _buckets_beside().label("beside")),
        "meeting_id",
    ),
}


def _can_exist(place: Place) -> bool:
    """Whether any store could hold bytes there. Other programs' columns hold strings that no database takes as text
    (NUL, lone surrogates) or as an index entry (too long); such a one must not keep its row, or a batch, alive."""
    try:
        lengths = [len(text.encode()) for text in (place.bucket, place.key)]
    except UnicodeEncodeError:
        return False
    return max(lengths) <= MAX_KEY_BYTES and "\0" not in place.bucket + place.key


def _strings(text: str | None) -> list[str]:
    """Every string in a JSON text; if it is no JSON, or a bottomless one, everything that stands between quotes."""
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
