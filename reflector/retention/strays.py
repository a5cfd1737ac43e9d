"""Stray bytes: files and objects that no row knows.

Reflector itself leaves none. They point at a mistake of ours, or at a restored or wrong database, which looks exactly
the same. They are reported. They are erased only on demand, after a grace time, up to a share of the store, and only
when all stores carry this database's marker already: looking for strays marks no store.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector import inventory, policy
from reflector.db.adopted import Kind, kind_of
from reflector.db.among import among
from reflector.db.models import Artifact, Tombstone, Transcript, utcnow
from reflector.db.session import Database, forbid_transaction
from reflector.errors import ReflectorError, StoreIsForeign, TooManyOrphans
from reflector.instance import Instance
from reflector.storage import LocalStore, Store
from reflector.storage.base import Erasures, StoredObject, chunks, failed
from reflector.storage.local_erase import temporaries_of

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Stray:
    """A stored object that no living row leads to."""

    found: StoredObject
    #: "erased": a tombstone says it should be gone. "expired": its transcript is expired. "doomed": it waits for the
    #: drain. "unknown": no row has ever heard of it. "loose": nor of this, but it lies where Reflector keeps no
    #: artifacts, at the top of DATA_DIR or in a folder with a dot: it may be the operator's, and is never erased.
    #: "unreadable": a folder that we may not look into, and that is no transcript's, such as `lost+found` of a disk.
    reason: str


def find_strays(database: Database, store: Store, cutoff: datetime | None) -> Iterator[Stray]:
    """Look through a whole store, in pages, for what should not be there.

    `cutoff` (None on an instance without retention) tells expired transcripts from living ones. Files of Reflector
    itself (the embedded database, the broker, the marker) are no artifacts and are passed over.
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
        # After a refusal the text stays and the audio goes: audio that is there again came back with a restored store.
        refused = sa.and_(among(Transcript.id, ids), Transcript.audio_deleted.is_(True))
        erased |= set(session.scalars(sa.select(Transcript.id).where(refused)))
        known = _known(session, store, keys)
    for found in page:
        owner = owner_of(found.key)
        if transcripts.get(owner):
            yield Stray(found, "expired")
        elif known.get(found.key) or (owner in transcripts and owner not in erased):
            continue
        elif owner in erased:
            yield Stray(found, "erased")
        elif found.key in known or _folder_of(found.key) in known:
            yield Stray(found, "doomed")
        elif found.kind == "unreadable" and not _names_a_transcript(owner):
            yield Stray(found, "unreadable")
        elif _is_loose(store, found.key):
            yield Stray(found, "loose")
        else:
            yield Stray(found, "unknown")


#: Folders in the bucket of an existing installation, below which its pipelines keep copies in a folder per transcript.
PIPELINE_FOLDERS = ("file_pipeline", "file_pipeline_hatchet")


def owner_of(key: str) -> str:
    """The id of the transcript in whose folder a key lies, if it lies in one. Otherwise some other name."""
    first, _, rest = key.partition("/")
    return rest.partition("/")[0] if first in PIPELINE_FOLDERS else first


def _folder_of(key: str) -> str:
    """The key of the folder that `owner_of` looks at."""
    first = key.partition("/")[0]
    return f"{first}/{owner_of(key)}/" if first in PIPELINE_FOLDERS else f"{first}/"


def _names_a_transcript(folder: str) -> bool:
    """Whether a folder could be that of a transcript, of this database or of a lost one."""
    try:
        UUID(folder)
    except ValueError:
        return False
    return True


def _can_be_in_a_row(name: str) -> bool:
    """Whether a database can hold `name`: a name on the disk may be no UTF-8, and PostgreSQL takes no NUL."""
    return "\0" not in name and not any("\ud800" <= character <= "\udfff" for character in name)


def _known(session: Session, store: Store, keys: Collection[str]) -> dict[str, bool]:
    """The keys that have an artifact row, and whether a living one is among its rows."""
    # In this order: what is living may be doomed between the two, and never the other way round.
    states = (inventory.LIVING, inventory.DOOMED)
    keys = [key for key in keys if _can_be_in_a_row(key)]
    living, doomed = (inventory.led_to(session, store.name, store.bucket, keys, state) for state in states)
    return dict.fromkeys(doomed, False) | dict.fromkeys(living, True)


#: Keys looked at, or erased, in one go.
_AT_ONCE = 1000
#: What Reflector itself keeps in DATA_DIR beside the artifacts, the database and the marker: the broker, the lock of
#: `serve`, the secret for the hashes of addresses, and what a process leaves that dies while it puts the marker there.
_OWN = (".broker/", ".serve.lock", ".client-key", temporaries_of(inventory.MARKER_KEY))


def _artifacts_of(database: Database, store: Store) -> Iterator[StoredObject]:
    """Everything in a store but the files of Reflector itself, and the empty objects that consoles make for folders."""
    return (
        found
        for found in store.list()
        if not _is_ours(database, store, found.key)
        and (found.size or found.kind == "unreadable" or not found.key.endswith("/"))
    )


def _is_ours(database: Database, store: Store, key: str) -> bool:
    if key == inventory.MARKER_KEY or key.startswith((inventory.PROBE_PREFIX, inventory.JOURNAL_PREFIX)):
        return True
    if not isinstance(store, LocalStore):
        return False
    return key.startswith(_OWN) or (database.file is not None and _is_of_database(store.root / key, database.file))


def _is_of_database(path: Path, database: Path) -> bool:
    """Whether a file is the embedded database, which may lie in a folder below DATA_DIR, or one of its companions: the
    write-ahead log, locks."""
    return str(path) == str(database.resolve()) or str(path).startswith(f"{database.resolve()}-")


def _is_loose(store: Store, key: str) -> bool:
    return isinstance(store, LocalStore) and ("/" not in key or key.startswith("."))


def doom_returned(instance: Instance) -> int:
    """Doom bytes of erased transcripts that are there again: a restored disk or bucket brought them back (R14).

    A tombstone, or a refusal, says that they are to be gone, so that nobody has to decide. The drain erases them.
    Returns how many were found. A store that cannot be asked, or that does not carry our marker, is left out. So is an
    existing installation, in which another program decides what a refusal leaves.
    """
    if kind_of(instance.database) is not Kind.OWN:
        return 0
    found = 0
    for store in instance.stores.all():
        try:
            inventory.require_mine(instance.database, store)
            erased = (stray for stray in find_strays(instance.database, store, None) if stray.reason == "erased")
            returned = {_nameable(stray.found.key) for stray in erased}
        except ReflectorError as error:
            log.warning("store_not_looked_through", store=store.name, error=error.log_code)
            continue
        with instance.database.transaction() as session:
            for key in sorted(returned):
                kind = "folder" if key.endswith("/") else "upload"
                session.add(Artifact(kind=kind, store=store.name, bucket=store.bucket, key=key, doomed_at=utcnow()))
        found += len(returned)
    if found:
        log.warning("erased_bytes_came_back", artifacts=found)
    return found


def _nameable(key: str) -> str:
    """`key`, or the erased transcript's folder that it lies in when no row can hold it."""
    return key if _can_be_in_a_row(key) else f"{key.split('/', 1)[0]}/"


def erase_strays(instance: Instance, *, force: bool = False) -> list[tuple[Store, Erasures]]:
    """Erase, in every store of ours, the bytes whose rows were erased, and those that no row knows, once they are older
    than RETENTION_ORPHAN_GRACE_HOURS.

    All stores are looked at before anything is erased in any. Returns the answer of each. Raises StoreIsForeign when
    one of them does not carry this database's marker already, and TooManyOrphans when more than
    RETENTION_ORPHAN_MAX_SHARE of the keys of one are unknown and would go, unless `force`.
    """
    database, stores = instance.database, instance.stores
    for store in stores.all():
        _require_mine(database, store)
    inventory.complete(instance)  # what a row knows, but not yet the inventory, is not unknown
    found = [(store, _erasable(instance, store, force=force)) for store in stores.all()]
    return [(store, _erase(database, store, keys)) for store, keys in found]


def _require_mine(database: Database, store: Store) -> None:
    try:
        inventory.require_mine(database, store)
    except StoreIsForeign:
        which = "local" if store.name == "local" else "default"
        raise StoreIsForeign(
            "The store does not carry this database's marker, and nothing was erased in any."
            f" If it is the right one: `reflector storage adopt {which}`."
        ) from None


def _erasable(instance: Instance, store: Store, *, force: bool) -> list[str]:
    database, settings = instance.database, instance.settings
    before = utcnow() - timedelta(hours=settings.RETENTION_ORPHAN_GRACE_HOURS)
    erased, unknown = set[str](), dict[str, datetime]()
    for stray in find_strays(database, store, None):
        key, modified_at = stray.found.key, stray.found.modified_at
        if key.endswith("/") and (stray.found.kind, stray.reason) != ("unreadable", "erased"):
            continue  # to a store it would name everything below
        if stray.reason == "erased":
            erased.add(key)
        elif stray.reason == "unknown":  # a key is as young as the youngest of its versions
            unknown[key] = max(modified_at, unknown.get(key, modified_at))
    old = {key for key, youngest in unknown.items() if youngest < before}
    if old and not force and len(old) > settings.RETENTION_ORPHAN_MAX_SHARE * _keys_in(database, store):
        raise TooManyOrphans()
    return sorted(erased | old)


def count_young(instance: Instance) -> int:
    """How many keys no row knows, and are younger than RETENTION_ORPHAN_GRACE_HOURS, so that they may not be erased."""
    before = utcnow() - timedelta(hours=instance.settings.RETENTION_ORPHAN_GRACE_HOURS)
    return sum(
        len(
            {
                stray.found.key
                for stray in find_strays(instance.database, store, None)
                if stray.reason == "unknown" and stray.found.modified_at >= before
            }
        )
        for store in instance.stores.all()
    )


def _keys_in(database: Database, store: Store) -> int:
    """How many keys a store holds: each has one entry that can be read, however many versions there are besides. Of a
    key that has nothing but those nothing is counted; that can only make us more careful."""
    return sum(1 for found in _artifacts_of(database, store) if found.kind in ("object", "temporary"))


def _erase(database: Database, store: Store, keys: Sequence[str]) -> Erasures:
    """Erase those of `keys` that no row has come to know since all was looked through, which can take hours."""
    answer: dict[str, str | None] = {}
    for some in chunks(keys, _AT_ONCE):
        with database.snapshot() as session:
            known = _known(session, store, some)
        unknown = [key for key in some if key not in known]
        try:
            answer |= store.erase_many(unknown)
            inventory.require_mine(database, store)  # what was unmounted or swapped meanwhile looks erased
        except ReflectorError as error:  # what other stores have lost by now is told all the same
            left = [key for key in keys if key >= some[0] and key not in known]  # they are sorted
            return answer | failed(left, error.log_code)
    return answer
