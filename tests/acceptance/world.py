"""A public instance for the acceptance tests. It can be made, copied, thrown away and inspected quickly."""

import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from reflector import instance as reflector_instance
from reflector import inventory
from reflector.db.models import Base, RetentionRun, UTCDateTime
from reflector.db.session import Database
from reflector.retention.report.verify import Residue, verify
from reflector.retention.run import CleanupStats, run
from reflector.settings import Settings, load_settings
from reflector.storage import LocalStore, Store, Stores
from reflector.storage.base import StoredObject
from reflector.storage.local.erase import temporaries_of
from tests.faults import traces

#: Tables that may have the ids of erased rows. They have no content of these rows.
RECORDS = ("tombstone", "retention_run", "journal_entry")
#: The prefix of the files of the embedded database, whose raw bytes are searched.
_DATABASE = ("reflector.sqlite3",)
Rows = dict[tuple[str, ...], dict[str, Any]]


class FolderBucket(LocalStore):
    """A folder in place of a bucket. It has all methods of a store and needs no server."""

    name = "s3"

    def __init__(self, root: Path, bucket: str) -> None:
        super().__init__(root / bucket)
        self.bucket = bucket


class FolderStores(Stores):
    """The stores of an instance whose buckets are folders beside DATA_DIR."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._folders: dict[str, Store] = {}
        self._root = settings.DATA_DIR.resolve().parent / "buckets"

    def bucket(self, bucket: str) -> Store:
        """The folder of a bucket."""
        return self._folders.setdefault(bucket, FolderBucket(self._root, bucket))


class WrappedStores(Stores):
    """Other stores, each wrapped by `wrap` when it is first used."""

    def __init__(self, inner: Stores, settings: Settings, wrap: Callable[[Store], Store]) -> None:
        super().__init__(settings)
        self._inner = inner
        self._wrap = wrap
        self._made: dict[int, Store] = {}

    @property
    def local(self) -> Any:
        """See `Stores.local`."""
        return self._wrapped(self._inner.local)

    @property
    def default(self) -> Store:
        """See `Stores.default`."""
        return self._wrapped(self._inner.default)

    def bucket(self, bucket: str) -> Store:
        """See `Stores.bucket`."""
        return self._wrapped(self._inner.bucket(bucket))

    def _wrapped(self, store: Store) -> Store:
        if id(store) not in self._made:
            self._made[id(store)] = self._wrap(store)
        return self._made[id(store)]


@dataclass(frozen=True)
class Address:
    """All that another process needs to open an instance."""

    #: Settings by name.
    environment: dict[str, str]
    #: Bucket (with folder) in which other programs leave recordings.
    recordings: str
    #: Whether the buckets are folders beside DATA_DIR.
    folders: bool

    @property
    def settings(self) -> Settings:
        """The settings of the instance. Batches are so small that a few rows need several of them."""
        return load_settings(**({"_env_file": None, "PUBLIC_MODE": True, "RETENTION_BATCH_SIZE": 2} | self.environment))

    def open(self, database: Database) -> "World":
        """The instance in a new process."""
        settings = self.settings
        return World(self, settings, database, (FolderStores if self.folders else Stores)(settings))


@dataclass(frozen=True)
class World:
    """One public instance, its places, and the passing of time."""

    address: Address
    settings: Settings
    database: Database
    stores: Stores

    @property
    def here(self) -> reflector_instance.Instance:
        """The settings, the database and the stores as one value."""
        return reflector_instance.Instance(self.settings, self.database, self.stores)

    @property
    def recordings(self) -> str:
        """Bucket (with folder) in which other programs leave recordings."""
        return self.address.recordings

    # -- what happens in it -----------------------------------------------------------------------------------------

    def run(self, **options: Any) -> CleanupStats:
        """One run of the engine."""
        return run(self.here, **options)

    def restarted(self) -> "World":
        """The same instance in a new process, which knows only the database and the stores."""
        return self.address.open(self.database)

    def with_stores(self, wrap: Callable[[Store], Store]) -> "World":
        """The same process with its stores wrapped by `wrap`."""
        return replace(self, stores=WrappedStores(self.stores, self.address.settings, wrap))

    def unreachable(self) -> list[tuple[str, str]]:
        """Stored bytes that no row references: bucket and key. There must be none at any moment."""
        inventory.complete(self.here)
        places = {(row["store"], row["bucket"], row["key"]) for key, row in self.rows().items() if key[0] == "artifact"}
        return [
            (store.bucket, found.key)
            for store in self.every_store()
            for found in store.list()
            if not _is_reflectors_own(store, found.key) and not _leads_to(store, found, places)
        ]

    def let_pass(self, time: timedelta) -> None:
        """Let `time` pass: moves every time in the database, and of every file, into the past."""
        with self.database.transaction() as session:
            for table in Base.metadata.sorted_tables:
                moments = [column for column in table.columns if isinstance(column.type, UTCDateTime)]
                for row in session.execute(sa.select(*table.primary_key, *moments)).mappings().all():
                    moved = {c.name: row[c.name] - time for c in moments if row[c.name] is not None}
                    if moved:
                        same = [key == row[key.name] for key in table.primary_key]
                        session.execute(sa.update(table).where(*same).values(moved))
        for store in self.every_store():
            if isinstance(store, LocalStore):
                _age(store.root, time.total_seconds())

    # -- what can be seen of it -------------------------------------------------------------------------------------

    def every_store(self) -> Iterable[Store]:
        """The disk, the default store and the one of the recordings."""
        stores = (self.stores.local, self.stores.default, self.stores.bucket(self.recordings))
        return {id(store): store for store in stores}.values()

    def rows(self) -> Rows:
        """Every row of every table, by table and key, except the inventory's own mark."""
        found: Rows = {}
        with self.database.snapshot() as session:
            for table in Base.metadata.sorted_tables:
                for row in session.execute(sa.select(table)).mappings():
                    key = (table.name, *(str(row[column.name]) for column in table.primary_key))
                    found[key] = {name: value for name, value in row.items() if name != "inventoried"}
        return found

    def objects(self) -> dict[tuple[str, str], bytes]:
        """The bytes of everything stored, by bucket and key. Entries that are not objects have no bytes."""
        return {
            (store.bucket, found.key): _read(store, found.key) if found.kind in ("object", "temporary") else b""
            for store in self.every_store()
            for found in store.list()
            if not _is_reflectors_own(store, found.key)
        }

    def residue(self) -> list[Residue]:
        """The findings of `verify`."""
        return list(verify(self.here))

    def resisting(self) -> list[dict[str, Any]]:
        """The artifacts whose erasure failed, with the error, for the message of a failing test."""
        return [row for key, row in self.rows().items() if key[0] == "artifact" and row["last_error"]]

    def traces(self, *words: str) -> list[traces.Trace]:
        """The places of `words`: in rows, in objects, or in the raw files of an embedded database."""
        rows = ((key, repr(row)) for key, row in self.rows().items() if key[0] not in RECORDS)
        return [
            *(traces.Trace(word, key[0]) for key, row in rows for word in words if word in row),
            *traces.in_raw_files(traces.database_files(self.database), words),
            *(t for store in self.every_store() for t in traces.in_store(store, words, except_keys=_DATABASE)),
        ]

    def counted(self) -> dict[str, int]:
        """The counts of all runs together."""
        names = ("transcripts_deleted", "meetings_deleted", "recordings_deleted", "artifacts_erased")
        sums = (sa.func.coalesce(sa.func.sum(getattr(RetentionRun, name)), 0).label(name) for name in names)
        with self.database.snapshot() as session:
            return dict(session.execute(sa.select(*sums)).mappings().one())


def _leads_to(store: Store, found: StoredObject, places: Iterable[tuple[str, str, str]]) -> bool:
    keys = [key for name, bucket, key in places if (name, bucket) == (store.name, store.bucket)]
    if found.kind == "temporary":  # erasing a key also erases its unfinished files
        keys += [_folder(key) + temporaries_of(key.rsplit("/", 1)[-1]) + found.key[-16:] for key in keys]
    return found.key in keys or found.key.split("/")[0] + "/" in keys


def _folder(key: str) -> str:
    return key[: key.rfind("/") + 1]


def put(store: Store, key: str, content: bytes) -> None:
    """Put an object like another program, without Reflector."""
    store.put(key, io.BytesIO(content))


def _read(store: Store, key: str) -> bytes:
    with store.open(key) as stream:
        return stream.read()


def _is_reflectors_own(store: Store, key: str) -> bool:
    unfinished = temporaries_of(inventory.MARKER_KEY)
    own = key == inventory.MARKER_KEY or key.startswith((unfinished, inventory.JOURNAL_PREFIX))
    return own or (store.name == "local" and "/" not in key)


def _age(root: Path, seconds: float) -> None:
    for path in _files(root):
        with suppress(FileNotFoundError):
            found = path.stat()
            os.utime(path, (found.st_atime - seconds, found.st_mtime - seconds))


def _files(root: Path) -> Iterator[Path]:
    return (path for path in root.rglob("*") if path.is_file() and not path.name.startswith("reflector.sqlite3"))
