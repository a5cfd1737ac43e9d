"""Strays: stored files and objects that no living row references.

Reflector itself leaves none. A stray is the result of a bug, or of a restored or wrong database, and nobody can tell
which. Strays are reported. `reflector retention orphans --erase` erases them: after a grace time, up to a share of the
store, and only if all stores carry this database's marker already. The search writes no marker. Bytes that certainly
belong to erased transcripts are doomed after each run (`doom_returned`).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector import inventory, policy
from reflector.db.adopted import DatabaseKind, kind_of
from reflector.db.among import among
from reflector.db.models import Artifact, Tombstone, Transcript, is_id, utcnow
from reflector.db.session import Database, forbid_transaction
from reflector.db.states import ArtifactKind
from reflector.errors import ReflectorError, StoreIsForeign, TooManyOrphans
from reflector.instance import Instance
from reflector.settings import Settings
from reflector.storage import LocalStore, Store
from reflector.storage.base import Erasures, StoredKind, StoredObject, chunks, failed
from reflector.storage.local.erase import temporaries_of

log = structlog.get_logger(__name__)


class StrayReason(StrEnum):
    """The reason why a stored object is a stray."""

    #: A tombstone or a refusal says that it should be gone.
    ERASED = "erased"
    #: Its transcript is expired.
    EXPIRED = "expired"
    #: It waits for the drain.
    DOOMED = "doomed"
    #: No row references it.
    UNKNOWN = "unknown"
    #: No row references it, and it is where Reflector keeps no artifacts: at the top of DATA_DIR, or in a folder whose
    #: name begins with a dot. It may be the operator's, so it is never erased.
    LOOSE = "loose"
    #: A folder that we may not read and that cannot be a transcript's, such as `lost+found` of a disk.
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Stray:
    """A stored object that no living row references."""

    found: StoredObject
    reason: StrayReason


def find_strays(database: Database, store: Store, cutoff: datetime | None) -> Iterator[Stray]:
    """Search a whole store, in pages, for objects that should not be there.

    `cutoff` separates expired transcripts from living ones; None if the instance has no retention. Files of Reflector
    itself (the embedded database, the broker, the marker) are not artifacts and are skipped.
    """
    listing = _artifacts_of(database, store)
    forbid_transaction()
    while page := list(islice(listing, _AT_ONCE)):
        yield from _strays_of(database, store, page, cutoff)


def _strays_of(
    database: Database, store: Store, page: Sequence[StoredObject], cutoff: datetime | None
) -> Iterator[Stray]:
    now = utcnow()
    ids = {owner for found in page if _can_be_in_a_row(owner := owner_of(found.key))}
    keys = {found.key for found in page} | {_folder_of(found.key) for found in page}
    with database.snapshot() as session:
        expired: sa.ColumnElement[bool] = sa.false()
        if cutoff is not None:
            expired = policy.expired_clause(cutoff, now)
        transcripts = dict(session.execute(sa.select(Transcript.id, expired).where(among(Transcript.id, ids))).all())
        erased = set(session.scalars(sa.select(Tombstone.id).where(among(Tombstone.id, ids))))
        # A refusal erases the audio and keeps the text. Audio that exists again came back with a restored store.
        refused = sa.and_(among(Transcript.id, ids), Transcript.audio_deleted.is_(True))
        erased |= set(session.scalars(sa.select(Transcript.id).where(refused)))
        known = _known(session, store, keys)
    for found in page:
        owner = owner_of(found.key)
        if transcripts.get(owner):
            yield Stray(found, StrayReason.EXPIRED)
        elif known.get(found.key) or (owner in transcripts and owner not in erased):
            continue
        elif owner in erased:
            yield Stray(found, StrayReason.ERASED)
        elif found.key in known or _folder_of(found.key) in known:
            yield Stray(found, StrayReason.DOOMED)
        elif found.kind is StoredKind.UNREADABLE and not is_id(owner):
            yield Stray(found, StrayReason.UNREADABLE)
        elif isinstance(store, LocalStore) and ("/" not in found.key or found.key.startswith(".")):
            yield Stray(found, StrayReason.LOOSE)
        else:
            yield Stray(found, StrayReason.UNKNOWN)


#: Folders in the bucket of an existing installation, below which its pipelines keep copies in a folder per transcript.
PIPELINE_FOLDERS = ("file_pipeline", "file_pipeline_hatchet")


def owner_of(key: str) -> str:
    """The id of the transcript in whose folder a key is. Another name if the key is in no transcript's folder."""
    first, _, rest = key.partition("/")
    return rest.partition("/")[0] if first in PIPELINE_FOLDERS else first


def _folder_of(key: str) -> str:
    """The key of the folder that `owner_of` looks at."""
    first = key.partition("/")[0]
    return f"{first}/{owner_of(key)}/" if first in PIPELINE_FOLDERS else f"{first}/"


def _can_be_in_a_row(name: str) -> bool:
    """Whether a database can hold `name`. A file name can be invalid UTF-8, and PostgreSQL accepts no NUL."""
    return "\0" not in name and not any("\ud800" <= character <= "\udfff" for character in name)


def _known(session: Session, store: Store, keys: Collection[str]) -> dict[str, bool]:
    """Map each key that has an artifact row to whether one of its rows is living."""
    # In this order: a living artifact can become doomed between the two queries, but never the other way round.
    states = (inventory.LIVING, inventory.DOOMED)
    keys = [key for key in keys if _can_be_in_a_row(key)]
    living, doomed = (inventory.led_to(session, store.name, store.bucket, keys, state) for state in states)
    return dict.fromkeys(doomed, False) | dict.fromkeys(living, True)


#: Keys per page, and per bulk erasure.
_AT_ONCE = 1000
#: Reflector's own files in DATA_DIR, apart from artifacts, database and marker: the broker, the lock of `serve`, the
#: secret for the hashes of addresses, and the unfinished marker of a process that died.
_OWN = (".broker/", ".serve.lock", ".client-key", temporaries_of(inventory.MARKER_KEY))


def _artifacts_of(database: Database, store: Store) -> Iterator[StoredObject]:
    """All objects of a store, without Reflector's own files and the empty objects that consoles create for folders."""
    return (
        found
        for found in store.list()
        if not _is_ours(database, store, found.key)
        and (found.size or found.kind is StoredKind.UNREADABLE or not found.key.endswith("/"))
    )


def _is_ours(database: Database, store: Store, key: str) -> bool:
    if key == inventory.MARKER_KEY or key.startswith((inventory.PROBE_PREFIX, inventory.JOURNAL_PREFIX)):
        return True
    if not isinstance(store, LocalStore):
        return False
    if database.file is None:
        return key.startswith(_OWN)
    # The embedded database can be in a folder below DATA_DIR. Its write-ahead log and its locks have its name and "-".
    path, file = str(store.root / key), str(database.file.resolve())
    return key.startswith(_OWN) or path == file or path.startswith(f"{file}-")


def doom_returned(instance: Instance) -> int:
    """Doom bytes of erased transcripts that a restored disk or bucket brought back (R14). The drain erases them.

    No operator has to decide, because a tombstone or a refusal proves that they should be gone. Returns the number of
    keys. A store that does not answer, or does not carry our marker, is skipped. So is an existing installation, in
    which another program decides which audio a refusal leaves.
    """
    if kind_of(instance.database) is not DatabaseKind.OWN:
        return 0
    found = 0
    for store in instance.stores.all():
        try:
            inventory.require_mine(instance.database, store)
            strays = find_strays(instance.database, store, None)
            keys = (stray.found.key for stray in strays if stray.reason is StrayReason.ERASED)
            # A row that cannot hold the key holds the folder of its transcript.
            returned = {key if _can_be_in_a_row(key) else f"{key.split('/', 1)[0]}/" for key in keys}
        except ReflectorError as error:
            log.warning("store_not_looked_through", store=store.name, error=error.log_code)
            continue
        with instance.database.transaction() as session:
            for key in sorted(returned):
                kind = ArtifactKind.FOLDER if key.endswith("/") else ArtifactKind.UPLOAD
                session.add(Artifact(kind=kind, store=store.name, bucket=store.bucket, key=key, doomed_at=utcnow()))
        found += len(returned)
    if found:
        log.warning("erased_bytes_came_back", artifacts=found)
    return found


def erase_strays(instance: Instance, *, force: bool = False) -> list[tuple[Store, Erasures]]:
    """Erase the strays of all our stores: bytes whose rows were erased, and unknown bytes.

    Unknown bytes must be older than RETENTION_ORPHAN_GRACE_HOURS. All stores are searched before anything is erased.
    Returns the result of each store. Raises StoreIsForeign if a store does not carry this database's marker already.
    Raises TooManyOrphans if more than RETENTION_ORPHAN_MAX_SHARE of the keys of a store would be erased as unknown,
    unless `force`.
    """
    database, stores = instance.database, instance.stores
    for store in stores.all():
        try:
            inventory.require_mine(database, store)
        except StoreIsForeign:
            which = "local" if store.name == "local" else "default"
            raise StoreIsForeign(
                "The store does not carry this database's marker, and nothing was erased in any."
                f" If it is the right one: `reflector storage adopt {which}`."
            ) from None
    inventory.complete(instance)  # a key that a row references is not unknown
    found = [(store, _erasable(instance, store, force=force)) for store in stores.all()]
    return [(store, _erase(database, store, keys)) for store, keys in found]


def grace_begins(settings: Settings) -> datetime:
    """The moment after which unknown bytes may belong to a writer that is still writing."""
    return utcnow() - timedelta(hours=settings.RETENTION_ORPHAN_GRACE_HOURS)


def _erasable(instance: Instance, store: Store, *, force: bool) -> list[str]:
    database, settings = instance.database, instance.settings
    before = grace_begins(settings)
    erased, unknown = set[str](), dict[str, datetime]()
    for stray in find_strays(database, store, None):
        key, modified_at = stray.found.key, stray.found.modified_at
        if key.endswith("/") and (stray.found.kind, stray.reason) != (StoredKind.UNREADABLE, StrayReason.ERASED):
            continue  # a store would erase everything below it
        if stray.reason is StrayReason.ERASED:
            erased.add(key)
        elif stray.reason is StrayReason.UNKNOWN:  # a key is as young as its youngest version
            unknown[key] = max(modified_at, unknown.get(key, modified_at))
    old = {key for key, youngest in unknown.items() if youngest < before}
    if old and not force:
        # Keys that have only old versions do not count. This makes the limit stricter.
        keys = sum(
            1 for found in _artifacts_of(database, store) if found.kind in (StoredKind.OBJECT, StoredKind.TEMPORARY)
        )
        if len(old) > settings.RETENTION_ORPHAN_MAX_SHARE * keys:
            raise TooManyOrphans()
    return sorted(erased | old)


def count_young(instance: Instance) -> int:
    """The number of unknown keys that are younger than RETENTION_ORPHAN_GRACE_HOURS, so that they are not erased."""
    before = grace_begins(instance.settings)
    return sum(
        len(
            {
                stray.found.key
                for stray in find_strays(instance.database, store, None)
                if stray.reason is StrayReason.UNKNOWN and stray.found.modified_at >= before
            }
        )
        for store in instance.stores.all()
    )


def _erase(database: Database, store: Store, keys: Sequence[str]) -> Erasures:
    """Erase those of `keys` that still have no row. The search before can have taken hours."""
    answer: dict[str, str | None] = {}
    for some in chunks(keys, _AT_ONCE):
        with database.snapshot() as session:
            known = _known(session, store, some)
        unknown = [key for key in some if key not in known]
        try:
            answer |= store.erase_many(unknown)
            inventory.require_mine(database, store)  # a store that was unmounted or replaced looks empty
        except ReflectorError as error:  # the results so far must still be reported
            left = [key for key in keys if key >= some[0] and key not in known]  # they are sorted
            return answer | failed(left, error.log_code)
    return answer
