"""Finds bytes that earlier cleanups leaked: bytes in the folder of a transcript that no table knows any more.

In DATA_DIR and in the default bucket only keys that name their transcript can be erased: <id>/…, also below the folders
of the pipelines, where <id> is a UUID.

The buckets of recordings carry no marker, and hold objects that no row names and that are still needed. There a key
counts as leaked only if it contains a UUID that no table knows, and if nothing living is near it: no row or artifact
leads into its folder, it is not below the folder of a recording, and no part of it is the name of a room or of a
meeting. So the video tracks of a living recording stay, and so does a recording of a room that the other program has
not imported yet. Another installation may use the same bucket. So an operator must name each such bucket before
anything is erased in it.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import sqlalchemy as sa

from reflector import inventory
from reflector.adopt import sample
from reflector.adopt.look import require_known_schema
from reflector.db.adopted import DatabaseKind, kind_of
from reflector.db.among import among
from reflector.db.models import Artifact, Transcript, is_id
from reflector.db.session import Database, forbid_transaction
from reflector.errors import AdoptionRefused, StorageError, TooManyOrphans
from reflector.instance import Instance
from reflector.retention.strays import grace_begins, owner_of
from reflector.storage import Store
from reflector.storage.base import StoredObject

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored object, and the transcript in whose folder it lies."""

    store: Store
    found: StoredObject
    #: The id of a transcript, or in a bucket of recordings any UUID in the key; "" if the key names none.
    owner: str
    #: Whether a row has this id, an artifact row still references it (pending.py), or something living is near it.
    is_known: bool

    def is_leaked(self, before: datetime) -> bool:
        """Whether it is older than `before`, and no table knows its transcript.

        The object of a folder itself never counts: a store would erase everything below it.
        """
        is_folder = self.found.key.endswith("/")
        return bool(self.owner) and not (is_folder or self.is_known) and self.found.modified_at < before


def look_through(instance: Instance, store: Store) -> Iterator[Stored]:
    """Yield everything in a store, in pages. Raises StorageError."""
    if inventory.is_own(instance.stores, store.name, store.bucket):
        return _look_through_own(instance.database, store)
    return _look_through_recordings(instance, store)


def _look_through_own(database: Database, store: Store) -> Iterator[Stored]:
    in_use = _folders_of_recordings(database, store)
    adopted = kind_of(database) is not DatabaseKind.EXISTING
    listing = (found for found in store.list() if not inventory.is_own_file(store.bucket, found.key))
    forbid_transaction()
    while page := list(islice(listing, _AT_ONCE)):
        owners = {found.key: owner for found in page if is_id(owner := owner_of(found.key))}
        with database.snapshot() as session:
            ids = sorted(set(owners.values()))
            known = set(session.scalars(sa.select(Transcript.id).where(among(Transcript.id, ids))))
            if adopted:
                of_artifacts = sa.select(Artifact.transcript_id).where(among(Artifact.transcript_id, ids))
                known |= {owner for owner in session.scalars(of_artifacts) if owner}
        for found in page:
            owner = owners.get(found.key, "")
            yield Stored(store, found, owner, owner in known or owner in in_use)


_RECORDED = sa.text(
    "SELECT coalesce(nullif(bucket_name, ''), :bucket) || '/' || object_key FROM recording"
    " UNION ALL SELECT coalesce(nullif(bucket_name, ''), :bucket) || '/' || track FROM recording,"
    " jsonb_array_elements_text(CASE WHEN jsonb_typeof(to_jsonb(track_keys)) = 'array'"
    " THEN to_jsonb(track_keys) ELSE '[]' END) track"
    " UNION ALL SELECT :bucket || '/' || daily_composed_video_s3_key FROM meeting"
)


def _folders_of_recordings(database: Database, store: Store) -> set[str]:
    """The folders with the name of a transcript that contain a recording or a video of some row."""
    begin = f"{store.bucket}/"
    with database.snapshot() as session:
        places = [place for place in session.scalars(_RECORDED, {"bucket": store.bucket}) if place]
    owners = {owner_of(place.removeprefix(begin)) for place in places if place.startswith(begin)}
    return {owner for owner in owners if is_id(owner)}


_UUID_IN_KEY = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
#: Keys that rows reference, in one bucket. A composed video may be in any bucket, because its row names none.
_POINTERS = sa.text(
    "SELECT object_key FROM recording WHERE coalesce(nullif(bucket_name, ''), :default) = :bucket"
    " UNION ALL SELECT track FROM recording,"
    " jsonb_array_elements_text(CASE WHEN jsonb_typeof(to_jsonb(track_keys)) = 'array'"
    " THEN to_jsonb(track_keys) ELSE '[]' END) track WHERE coalesce(nullif(bucket_name, ''), :default) = :bucket"
    " UNION ALL SELECT daily_composed_video_s3_key FROM meeting WHERE daily_composed_video_s3_key <> ''"
)
_ROOM_NAMES = sa.text("SELECT name FROM room UNION SELECT room_name FROM meeting WHERE room_name <> ''")
_KNOWN = sa.text(
    " UNION ALL ".join(
        f"SELECT lower(id) FROM {table} WHERE lower(id) = ANY (:ids)"
        for table in ("transcript", "meeting", "recording", "room")
    )
)


def _look_through_recordings(instance: Instance, store: Store) -> Iterator[Stored]:
    adopted = kind_of(instance.database) is not DatabaseKind.EXISTING
    default = instance.stores.default.bucket
    with instance.database.snapshot() as session:
        pointers = set(session.scalars(_POINTERS, {"default": default, "bucket": store.bucket}))
        rooms = set(session.scalars(_ROOM_NAMES))
        if adopted:
            pointers |= set(session.scalars(sa.select(Artifact.key).where(Artifact.bucket == store.bucket)))
    pointers = {pointer.strip("/") for pointer in pointers}
    folders = {_parent(pointer) for pointer in pointers}
    listing = (found for found in store.list() if not inventory.is_own_file(store.bucket, found.key))
    forbid_transaction()
    while page := list(islice(listing, _AT_ONCE)):
        ids = {found.key: [name.lower() for name in _UUID_IN_KEY.findall(found.key)] for found in page}
        with instance.database.snapshot() as session:
            known = set(session.scalars(_KNOWN, {"ids": sorted({name for names in ids.values() for name in names})}))
        for found in page:
            parts = found.key.strip("/").split("/")
            above = {"/".join(parts[:length]) for length in range(1, len(parts) + 1)}
            is_near = _parent(found.key.strip("/")) in folders or not above.isdisjoint(pointers)
            is_known = is_near or not rooms.isdisjoint(parts) or not known.isdisjoint(ids[found.key])
            yield Stored(store, found, next(iter(ids[found.key]), ""), is_known)


def _parent(key: str) -> str:
    return key.rpartition("/")[0]


def buckets_of_recordings(instance: Instance) -> list[str]:
    """The buckets without our marker: those of recordings, and the bucket of composed videos."""
    with instance.database.snapshot() as session:
        named = set(session.scalars(sa.text("SELECT DISTINCT bucket_name FROM recording")))
    return sorted((named | {instance.stores.videos}) - {"", instance.stores.default.bucket})


def find_leaks(instance: Instance) -> Iterator[Stored]:
    """Everything that was leaked longer ago than RETENTION_ORPHAN_GRACE_HOURS.

    Raises StorageError at the end if a store could not be listed. So the leaks of the other stores are still found.
    """
    before = grace_begins(instance.settings)
    failure: StorageError | None = None
    others = (instance.stores.bucket(bucket) for bucket in buckets_of_recordings(instance))
    for store in (*instance.stores.all(), *others):
        try:
            yield from (stored for stored in look_through(instance, store) if stored.is_leaked(before))
        except StorageError as error:
            failure = failure or error
    if failure is not None:
        raise failure


def erase_leaks(instance: Instance, *, buckets: Collection[str] = (), force: bool = False) -> dict[str, str | None]:
    """Erase leaked bytes. Returns the code of the error of each key, or None. Raises StorageError and IsACopy.

    A store that is recognized neither by its marker nor by a sample of its bytes may be another installation's. A
    database that was restored, or is new, knows too few of the transcripts: this raises TooManyOrphans if more than
    RETENTION_ORPHAN_MAX_SHARE of the keys of a store would go, unless `force`. All stores are searched before anything
    is erased. `buckets`: the buckets of recordings in which leaks are erased, too.
    """
    unknown = set(buckets) - set(buckets_of_recordings(instance))
    if unknown:
        raise AdoptionRefused(f"No recording is in the bucket {min(unknown)}. Nothing was erased.")
    adopted_at = require_known_schema(instance.database)
    if adopted_at is not None:
        inventory.require_original(instance)
    if adopted_at is None or buckets:
        sample.require_right_places(sample.take_samples(instance.database, instance.stores), ())
    others = (instance.stores.bucket(bucket) for bucket in sorted(set(buckets)))
    stores = (*instance.stores.all(), *others)
    found = [(store, _leaked_keys(instance, store, force=force)) for store in stores]
    answers: dict[str, str | None] = {}
    for store, keys in found:
        answers |= store.erase_many(keys)
    return answers


def _leaked_keys(instance: Instance, store: Store, *, force: bool) -> list[str]:
    before = grace_begins(instance.settings)
    leaked, kept = set[str](), set[str]()
    for stored in look_through(instance, store):
        (leaked if stored.is_leaked(before) else kept).add(stored.found.key)
    total = len(leaked | kept)
    leaked -= kept  # a key is as young as its youngest version
    if not force and len(leaked) > instance.settings.RETENTION_ORPHAN_MAX_SHARE * total:
        raise TooManyOrphans()
    return sorted(leaked)
