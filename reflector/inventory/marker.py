"""The marker in each store: it names the database that owns the contents of the store.

See docs/decisions/0008-a-store-carries-a-marker.md.
"""

from contextlib import suppress
from io import BytesIO
from typing import Literal

import sqlalchemy as sa

from reflector.db.models import Identity, MarkedStore
from reflector.db.session import Database, forbid_transaction
from reflector.errors import DatabaseNotReady, ObjectMissing, StoreIsForeign
from reflector.storage import Store, Stores
from reflector.storage.base import split_bucket

#: The key under which a store carries the id of the database that owns its contents.
MARKER_KEY = ".reflector-instance"
#: Where `reflector doctor` puts probes without content, and erases them again.
PROBE_PREFIX = ".reflector-doctor/"
#: Where a store keeps the journal (reflector/inventory/journal.py).
JOURNAL_PREFIX = ".reflector-journal/"


def is_own_file(bucket: str, key: str) -> bool:
    """Whether this is a marker, a probe or a journal of any instance.

    No pointer may lead there, whatever program wrote it: a store without its marker belongs to no instance.
    """
    parts = (split_bucket(bucket)[1] + key).split("/")
    return parts[-1] == MARKER_KEY or not {PROBE_PREFIX.rstrip("/"), JOURNAL_PREFIX.rstrip("/")}.isdisjoint(parts)


def instance_id(database: Database) -> str:
    """The id of this database, made at the first call.

    Raises DatabaseNotReady when the id has vanished: a backup is being restored, and will bring it back. A second id
    would make the restore fail.
    """
    with database.snapshot() as session:
        known = session.get(Identity, 1)
    if known is not None:
        database.known_id = known.id
        return known.id
    if database.known_id is not None and not database.is_sqlite:  # SQLite is restored as a whole file
        raise DatabaseNotReady()
    with suppress(sa.exc.IntegrityError), database.transaction() as session:  # another process may be first
        session.add(Identity())
    return instance_id(database)


#: Whose a store is. mine: it carries this database's marker. new: nobody's so far. lost: it was ours and carries no
#: marker now: the wrong mount or bucket, or emptied by hand. foreign: it carries another database's marker.
Mark = Literal["mine", "new", "lost", "foreign"]


def is_own(stores: Stores, name: str, bucket: str) -> bool:
    """Whether a store is one that carries our marker. The buckets in which others leave recordings carry none."""
    return (name, bucket) in [(own.name, own.bucket) for own in stores.all()]


def mark_of(database: Database, store: Store) -> Mark:
    """Whose `store` is."""
    mine = instance_id(database)
    forbid_transaction()
    found = _read_marker(store)
    if found is not None:
        return "mine" if found == mine else "foreign"
    with database.snapshot() as session:
        return "new" if session.get(MarkedStore, (store.name, store.bucket)) is None else "lost"


def recognise(database: Database, store: Store) -> None:
    """Make sure that `store` is this database's, marking it at the first meeting. Raises StoreIsForeign."""
    mark = mark_of(database, store)
    if mark in ("foreign", "lost"):
        raise StoreIsForeign()
    if mark == "new":
        store.put(MARKER_KEY, BytesIO(instance_id(database).encode()))
    _remember(database, store)


def require_mine(database: Database, store: Store) -> None:
    """Look whether `store` carries this database's marker, and never mark it. Raises StoreIsForeign."""
    if mark_of(database, store) != "mine":
        raise StoreIsForeign()


def adopt(database: Database, store: Store) -> None:
    """Put this database's marker into `store`, whatever it carries. For an operator who knows that it is the one."""
    store.put(MARKER_KEY, BytesIO(instance_id(database).encode()))
    _remember(database, store)


def _remember(database: Database, store: Store) -> None:
    """Keep in mind that `store` carries the marker, so that its absence says something."""
    with database.snapshot() as session:
        known = session.get(MarkedStore, (store.name, store.bucket)) is not None
    if not known:
        with database.transaction() as session:
            session.merge(MarkedStore(store=store.name, bucket=store.bucket))


def _read_marker(store: Store) -> str | None:
    try:
        with store.open(MARKER_KEY) as stream:
            return stream.read(100).decode(errors="replace")
    except ObjectMissing:
        return None
