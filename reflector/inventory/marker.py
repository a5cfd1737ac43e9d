"""The marker object in each store. It names the database that owns the contents of the store.

See docs/decisions/0008-a-store-carries-a-marker.md.
"""

from contextlib import suppress
from enum import StrEnum
from io import BytesIO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.adopted import adoption_of, origin_of, server_of
from reflector.db.models import Adoption, Base, Identity, MarkedStore, new_id
from reflector.db.session import Database, forbid_transaction
from reflector.errors import AdoptionRefused, DatabaseNotReady, IsACopy, MoveFailed, ObjectMissing, StoreIsForeign
from reflector.instance import Instance
from reflector.storage import Store, Stores
from reflector.storage.base import plain_form, split_bucket

#: The key of the marker. Its content is the id of the database that owns the store.
MARKER_KEY = ".reflector-instance"
#: `reflector doctor` writes probes without content here, and erases them again.
PROBE_PREFIX = ".reflector-doctor/"
#: The folder of the journal (reflector/inventory/journal.py).
JOURNAL_PREFIX = ".reflector-journal/"
#: The beginning that these three names share.
_OWN = ".reflector-"

#: The prefix of the id of a database while `reflector move` fills it, and once its instance lives in another one.
MOVING, MOVED = "moving:", "moved:"


def is_own_file(bucket: str, key: str) -> bool:
    """Whether this key is a marker, a probe or a journal of any instance.

    No pointer may reference such a key, whichever program wrote the pointer: erasing the marker would leave a store
    that belongs to no instance.
    """
    if _OWN not in bucket + key:  # a drain asks this for each artifact, and the answer is nearly always no
        return False
    # Compare the plain form: some servers take a backslash for a slash.
    parts = plain_form(split_bucket(bucket)[1] + key).split("/")
    return parts[-1] == MARKER_KEY or not {PROBE_PREFIX.rstrip("/"), JOURNAL_PREFIX.rstrip("/")}.isdisjoint(parts)


def instance_id(database: Database) -> str:
    """The id of this database. The first call creates it.

    Raises DatabaseNotReady while a backup is being restored: the id will come back, and a second one would make the
    restore fail. Also raises it for a database that is being moved, or was moved: its instance has another one.
    """
    with database.snapshot() as session:
        known = session.get(Identity, 1)
        if known is None and is_being_restored(session):
            raise DatabaseNotReady()
    if known is not None:
        if known.id.startswith((MOVING, MOVED)):
            raise DatabaseNotReady(
                "`reflector move` has not finished with this database: run it again with the same two settings files."
            )
        return known.id
    with suppress(sa.exc.IntegrityError), database.transaction() as session:  # another process may be first
        session.add(Identity())
    return instance_id(database)


def is_being_restored(session: Session) -> bool:
    """Whether some foreign keys are missing. pg_restore adds them last, after all rows.

    Source: PostgreSQL, "pg_dump", on the sections pre-data, data and post-data.
    """
    if session.get_bind().dialect.name == "sqlite":
        return False  # SQLite is restored as a whole file
    if adoption_of(session) is not None:
        return False  # An existing installation lacks these foreign keys. A restored one has another origin.
    keys = [key.name for table in Base.metadata.sorted_tables for key in table.foreign_key_constraints]
    found = sa.text("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conname = ANY(:keys)")
    present: int = session.execute(found, {"keys": keys}).scalar_one()
    return present < len(keys)


class Mark(StrEnum):
    """The owner of a store, by its marker."""

    #: It carries this database's marker.
    MINE = "mine"
    #: It has no marker and never had ours.
    NEW = "new"
    #: It had our marker and has none now: the wrong disk or bucket is mounted, or somebody emptied it.
    LOST = "lost"
    #: It carries another database's marker.
    FOREIGN = "foreign"


def is_own(stores: Stores, name: str, bucket: str) -> bool:
    """Whether a store is one of those that carry our marker. Buckets in which other services put recordings do not."""
    return (name, bucket) in [(own.name, own.bucket) for own in stores.all()]


def mark_of(database: Database, store: Store) -> Mark:
    """Read the marker of `store` and return its owner. Raises StorageError."""
    mine = instance_id(database)
    forbid_transaction()
    try:
        with store.open(MARKER_KEY) as stream:
            found = stream.read(250).decode(errors="replace")
    except ObjectMissing:
        with database.snapshot() as session:
            return Mark.NEW if session.get(MarkedStore, (store.name, store.bucket)) is None else Mark.LOST
    return Mark.MINE if _is_mine(database, mine, found) else Mark.FOREIGN


def recognize(database: Database, store: Store) -> None:
    """Make sure that `store` belongs to this database; write the marker into a new store. Raises StoreIsForeign."""
    mark = mark_of(database, store)
    if mark in (Mark.FOREIGN, Mark.LOST):
        raise StoreIsForeign()
    if mark is Mark.NEW:
        store.put(MARKER_KEY, BytesIO(_text_of_marker(database)))
    _remember(database, store)


def require_mine(database: Database, store: Store) -> None:
    """Check that `store` carries this database's marker, without writing it. Raises StoreIsForeign."""
    if mark_of(database, store) is not Mark.MINE:
        raise StoreIsForeign()


def adopt(database: Database, store: Store) -> None:
    """Write this database's marker into `store`, and overwrite any other. For an operator who is sure of the store."""
    store.put(MARKER_KEY, BytesIO(_text_of_marker(database)))
    _remember(database, store)


def disown(database: Database, store: Store) -> None:
    """Erase this database's journal and marker from a store that the instance has left. Can be repeated.

    Raises MoveFailed if one of them cannot be erased.
    """
    journal = f"{JOURNAL_PREFIX}{instance_id(database)}/"
    _erase(store, journal)
    with database.transaction() as session:
        session.execute(
            sa.delete(MarkedStore).where(MarkedStore.store == store.name, MarkedStore.bucket == store.bucket)
        )
    _erase(store, MARKER_KEY)


def _erase(store: Store, key: str) -> None:
    if error := store.erase_many([key])[key]:
        raise MoveFailed(f"The marker or the journal in the old store could not be erased ({error}); run it again.")


# -- the database of an existing installation -------------------------------------------------------------------------


def _text_of_marker(database: Database) -> bytes:
    """The id of the database. For an adopted database more values follow: a copy has the same id."""
    mine = instance_id(database)
    with database.snapshot() as session:
        adoption = adoption_of(session)
    if adoption is None:
        return mine.encode()
    return f"{mine} {adoption.origin} {adoption.epoch} {adoption.turn} {adoption.server}".encode()


def _is_mine(database: Database, mine: str, found: str) -> bool:
    with database.snapshot() as session:
        adoption = adoption_of(session)
        if adoption is None:
            return found == mine
        origin = origin_of(session)
    identity, marked_origin, epoch, turn, *_ = [*found.split(" "), "", "", ""]
    return (
        identity == mine
        and marked_origin == adoption.origin == origin
        and turn in (adoption.turn, adoption.last_turn)
        and epoch in (str(adoption.epoch), str(adoption.epoch - 1))
    )


def require_original(instance: Instance) -> None:
    """Raise IsACopy if an adopted database is not the one that its stores know. Does nothing for Reflector's own.

    Raises StorageError when a store cannot be asked. See docs/decisions/0041-a-copy-of-the-whole-server.md.
    """
    database = instance.database
    with database.snapshot() as session:
        adoption = adoption_of(session)
        if adoption is None:
            return
        if adoption.origin != origin_of(session):
            raise IsACopy()
        if adoption.server != server_of(session):
            raise IsACopy(
                "This database may be a copy: it answers at another address than at its last run, or on another "
                f"timeline. {_IF_ORIGINAL}"
            )
    for store in instance.stores.all():
        match mark_of(database, store):
            case Mark.FOREIGN:
                raise IsACopy(
                    "This database may be a copy, or an older backup: another database has worked on its stores since "
                    f"its last run. {_IF_ORIGINAL}"
                )
            case Mark.LOST | Mark.NEW:
                raise StoreIsForeign()


_IF_ORIGINAL = (
    "Nothing was erased. Only if this is the original, and no copy of it works on these stores: "
    "`reflector adopt original`."
)


def raise_epoch(instance: Instance) -> None:
    """Raise the epoch in an adopted database, then in the marker of each store. Raises IsACopy.

    In this order: a process that dies in between leaves a database that is ahead of a marker by one, which is allowed.
    Two copies that pass `require_original` at the same time both write the markers. The first one finds that here.
    """
    _write_markers(instance)  # a marker that is still behind must not fall behind by two
    with instance.database.transaction() as session:
        session.execute(sa.update(Adoption).values(epoch=Adoption.epoch + 1, last_turn=Adoption.turn, turn=new_id()))
    _write_markers(instance)
    require_original(instance)


def declare_original(instance: Instance) -> None:
    """Let an adopted database own its stores again, whichever markers they carry. For an operator who is sure of it.

    Raises IsACopy for a database that was restored or cloned by itself: it has another origin.
    """
    with instance.database.transaction() as session:
        adoption = adoption_of(session)
        if adoption is None:
            raise AdoptionRefused("This database is not adopted.")
        if adoption.origin != origin_of(session):
            raise IsACopy()
        adoption.server = server_of(session)
    _write_markers(instance)


def _write_markers(instance: Instance) -> None:
    for store in instance.stores.all():
        adopt(instance.database, store)


def _remember(database: Database, store: Store) -> None:
    """Record that `store` carries the marker, so that a missing marker can be told from a new store."""
    with database.snapshot() as session:
        known = session.get(MarkedStore, (store.name, store.bucket)) is not None
    if not known:
        with suppress(sa.exc.IntegrityError), database.transaction() as session:  # another process may be first
            session.merge(MarkedStore(store=store.name, bucket=store.bucket))
