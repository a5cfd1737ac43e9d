"""Bytes that earlier cleanups leaked: they lie in the folder of a transcript that no table knows any more.

Only keys that name their transcript can be erased: <id>/… in DATA_DIR and in the default bucket, and <id>/… below the
folders of the pipelines, where <id> is a UUID. The buckets of recordings also hold objects that no row names and that
are still needed, such as the video tracks of a living recording. Those are never listed as leaked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

import sqlalchemy as sa

from reflector import inventory
from reflector.adopt import sample
from reflector.adopt.look import require_known_schema
from reflector.db.adopted import DatabaseKind, kind_of
from reflector.db.among import among
from reflector.db.models import Artifact, Transcript
from reflector.db.session import Database, forbid_transaction
from reflector.errors import TooManyOrphans
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
    #: The id of a transcript; "" if the key names none.
    owner: str
    #: Whether a row of `transcript` has this id, an artifact row still leads to it (pending.py), or a recording lies in
    #: the same folder.
    is_known: bool

    def is_leaked(self, before: datetime) -> bool:
        """Whether it is older than `before`, and no table knows its transcript.

        The object of a folder itself never is: a store would erase everything below it.
        """
        is_folder = self.found.key.endswith("/")
        return bool(self.owner) and not (is_folder or self.is_known) and self.found.modified_at < before


def look_through(database: Database, store: Store) -> Iterator[Stored]:
    """Yield everything in a store, in pages. Raises StorageError."""
    in_use = _folders_of_recordings(database, store)
    adopted = kind_of(database) is not DatabaseKind.EXISTING
    listing = (found for found in store.list() if not inventory.is_own_file(store.bucket, found.key))
    forbid_transaction()
    while page := list(islice(listing, _AT_ONCE)):
        owners = {found.key: _uuid(owner_of(found.key)) for found in page}
        with database.snapshot() as session:
            ids = sorted(set(owners.values()) - {""})
            known = set(session.scalars(sa.select(Transcript.id).where(among(Transcript.id, ids))))
            if adopted:
                of_artifacts = sa.select(Artifact.transcript_id).where(among(Artifact.transcript_id, ids))
                known |= {owner for owner in session.scalars(of_artifacts) if owner}
        for found in page:
            owner = owners[found.key]
            yield Stored(store, found, owner, owner in known or owner in in_use)


_RECORDED = sa.text(
    "SELECT coalesce(nullif(bucket_name, ''), :bucket) || '/' || object_key FROM recording"
    " UNION ALL SELECT coalesce(nullif(bucket_name, ''), :bucket) || '/' || track FROM recording,"
    " jsonb_array_elements_text(CASE WHEN jsonb_typeof(to_jsonb(track_keys)) = 'array'"
    " THEN to_jsonb(track_keys) ELSE '[]' END) track"
    " UNION ALL SELECT :bucket || '/' || daily_composed_video_s3_key FROM meeting"
)


def _folders_of_recordings(database: Database, store: Store) -> set[str]:
    """The folders named like a transcript in which a recording or a video lies that a row leads to."""
    begin = f"{store.bucket}/"
    with database.snapshot() as session:
        places = [place for place in session.scalars(_RECORDED, {"bucket": store.bucket}) if place]
    return {_uuid(owner_of(place.removeprefix(begin))) for place in places if place.startswith(begin)} - {""}


def find_leaks(instance: Instance) -> Iterator[Stored]:
    """Everything that was leaked longer ago than RETENTION_ORPHAN_GRACE_HOURS. Raises StorageError."""
    before = grace_begins(instance.settings)
    for store in instance.stores.all():
        yield from (stored for stored in look_through(instance.database, store) if stored.is_leaked(before))


def erase_leaks(instance: Instance, *, force: bool = False) -> dict[str, str | None]:
    """Erase what was leaked. Returns the code of the error of each key, or None. Raises StorageError and IsACopy.

    A store that is recognised neither by its marker nor by a sample of its bytes may be another installation's. A
    database that was restored, or is new, knows too few of the transcripts: this raises TooManyOrphans if more than
    RETENTION_ORPHAN_MAX_SHARE of the keys of a store would go, unless `force`. All stores are searched before anything
    is erased.
    """
    if require_known_schema(instance.database) is None:
        sample.require_right_places(sample.take_samples(instance.database, instance.stores), ())
    else:
        inventory.require_original(instance)
    found = [(store, _leaked_keys(instance, store, force=force)) for store in instance.stores.all()]
    answers: dict[str, str | None] = {}
    for store, keys in found:
        answers |= store.erase_many(keys)
    return answers


def _leaked_keys(instance: Instance, store: Store, *, force: bool) -> list[str]:
    before = grace_begins(instance.settings)
    leaked, kept = set[str](), set[str]()
    for stored in look_through(instance.database, store):
        (leaked if stored.is_leaked(before) else kept).add(stored.found.key)
    total = len(leaked | kept)
    leaked -= kept  # a key is as young as its youngest version
    if not force and len(leaked) > instance.settings.RETENTION_ORPHAN_MAX_SHARE * total:
        raise TooManyOrphans()
    return sorted(leaked)


def _uuid(name: str) -> str:
    """`name` if it is a UUID as Reflector writes them, otherwise ""."""
    try:
        return name if str(UUID(name)) == name else ""
    except ValueError:
        return ""
