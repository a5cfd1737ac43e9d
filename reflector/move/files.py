"""Moves finished recordings from the old default store to the new one."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from io import RawIOBase
from typing import Any, BinaryIO, cast

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import aliased

from reflector import inventory
from reflector.db.among import among
from reflector.db.models import Artifact, Transcript, utcnow
from reflector.db.states import ArtifactKind
from reflector.errors import MoveFailed, MoveRefused, ObjectMissing, StoreIsForeign
from reflector.instance import Instance
from reflector.inventory import Mark, Place
from reflector.retention.drain import Drain
from reflector.retention.strays import StrayReason, find_strays
from reflector.storage import Store
from reflector.storage.base import chunks

log = structlog.get_logger(__name__)

#: Files copied at a time, and files announced in one transaction.
_THREADS, _BATCH = 4, 64
#: Seconds that a batch may take: the writer's deadline of its files. If the move dies, the next one copies them again.
_BATCH_SECONDS = 3600.0
_CHUNK = 1024 * 1024
#: Rows read, and keys looked up, at a time.
_KEYS = 1000
#: Seconds to wait for a drain that is under way.
_DRAIN_WAIT_SECONDS = 60.0
#: The files in the default store. All others are in DATA_DIR, whatever the store.
_MOVED = (ArtifactKind.MP3, ArtifactKind.VIDEO)
#: No living row references a stray with one of these reasons.
_UNEXPLAINED = (StrayReason.UNKNOWN, StrayReason.ERASED)


@dataclass(slots=True)
class MovedFiles:
    """The result of moving the files."""

    #: Files copied and compared by this process.
    files: int = 0
    #: Their size in bytes.
    bytes: int = 0
    #: Files that the inventory names and the old store does not have. They were lost before the move.
    missing: int = 0
    #: Files that could not be erased in the old store yet.
    left: int = 0


class FileMove:
    """One pass over the files that are still in the old store."""

    def __init__(self, instance: Instance, old: Store, progress: Callable[[int], None] = lambda _: None) -> None:
        """`instance` has the new stores. `progress` is called with the number of files copied so far."""
        self._instance = instance
        self._database = instance.database
        self._old, self._new = old, instance.stores.default
        here = Artifact.store == self._old.name, Artifact.bucket == self._old.bucket
        self._from_old = sa.and_(*here, Artifact.kind.in_(_MOVED))
        self._progress = progress
        self.moved = MovedFiles()

    def check(self) -> None:
        """Check the stores before anything is written. Raises MoveRefused, StoreIsForeign and StorageError."""
        mark = inventory.mark_of(self._database, self._old)
        with self._database.snapshot() as session:
            waiting = session.scalar(sa.select(Artifact.id).where(self._from_old).limit(1))
        if mark in (Mark.LOST, Mark.FOREIGN) or (mark is Mark.NEW and waiting is not None):
            raise StoreIsForeign("The old store does not carry this database's marker: is it the right one?")
        if self._old.name == "s3" and (unknown := self._unknown_in(self._old)):
            raise MoveRefused(
                f"The old bucket holds {unknown} objects that no row knows, and that would stay there. "
                "`reflector retention orphans` lists them; erase them, or move them away."
            )
        mark = inventory.mark_of(self._database, self._new)
        if mark is Mark.FOREIGN:
            raise MoveRefused("The new store belongs to another instance: it carries the marker of another database.")
        if mark is Mark.LOST:
            raise StoreIsForeign("The new store carried this database's marker once: is it the right one?")
        if mark is Mark.NEW and (unknown := self._unknown_in(self._new)):
            raise MoveRefused(f"The new store is not empty: it holds {unknown} objects that no row knows.")

    def _unknown_in(self, store: Store) -> int:
        """The number of keys in `store` that no row knows, not even a doomed one."""
        strays = find_strays(self._database, store, None)
        keys = sorted(
            {stray.found.key for stray in strays if stray.reason in (StrayReason.UNKNOWN, StrayReason.ERASED)}
        )
        unknown = 0
        for some in chunks(keys, _KEYS):
            with self._database.snapshot() as session:
                unknown += len(some) - len(inventory.led_to(session, store.name, store.bucket, some, inventory.DOOMED))
        return unknown

    # -- copying ----------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Copy every finished file that has no sealed copy in the new store.

        Raises MoveFailed if a copy differs, and StorageError. The next pass continues from there.
        """
        copied = aliased(Artifact)
        in_new = copied.store == self._new.name, copied.bucket == self._new.bucket, copied.kind == Artifact.kind
        has_copy = sa.exists().where(
            copied.transcript_id == Artifact.transcript_id, *in_new, copied.writable_until.is_(None)
        )
        pending = (
            sa.select(Artifact.id, Artifact.transcript_id, Artifact.kind, Artifact.key)
            .where(self._from_old, Artifact.transcript_id.is_not(None), Artifact.writable_until.is_(None), ~has_copy)
            .order_by(Artifact.id)
            .limit(_KEYS)
        )
        after = 0
        with ThreadPoolExecutor(_THREADS, "move") as pool:
            while True:
                with self._database.snapshot() as session:
                    rows = session.execute(pending.where(Artifact.id > after)).all()
                if not rows:
                    return
                after = rows[-1].id
                for batch in chunks(rows, _BATCH):
                    self._copy_batch(pool, batch)

    def _copy_batch(self, pool: ThreadPoolExecutor, rows: Sequence[Any]) -> None:
        owners = sorted({row.transcript_id for row in rows})
        until = utcnow() + timedelta(seconds=_BATCH_SECONDS)
        with self._database.transaction() as session:
            inventory.lock_transcripts(session, owners)
            ids = [
                inventory.announce_in(
                    session, row.transcript_id, Place.in_store(ArtifactKind(row.kind), self._new, row.key), until
                )
                for row in rows
            ]
        sizes = list(pool.map(self._copy_one, [row.key for row in rows]))
        missing = [artifact_id for artifact_id, size in zip(ids, sizes, strict=True) if size is None]
        with self._database.transaction() as session:
            inventory.lock_transcripts(session, owners)
            inventory.seal_in(session, ids)
            inventory.doom(session, among(Artifact.id, missing))
            for artifact_id, row, size in zip(ids, rows, sizes, strict=True):
                if row.kind == ArtifactKind.VIDEO:  # the quota counts these bytes
                    session.execute(sa.update(Artifact).where(Artifact.id == artifact_id).values(size=size))
        self.moved.files += len(ids) - len(missing)
        self.moved.missing += len(missing)
        self.moved.bytes += sum(size or 0 for size in sizes)
        self._progress(self.moved.files)

    def _copy_one(self, key: str) -> int | None:
        """Copy one file and compare what the new store has with what was read. Returns its size; None if it is missing.

        The copy is read from the new store, so it has really arrived there.
        """
        try:
            with self._old.open(key) as stream:
                read = _Hashing(stream)
                size = self._new.put(key, cast(BinaryIO, read))
        except ObjectMissing:
            log.warning("file_missing_before_move", store=self._old.name)
            return None
        with self._new.open(key) as stream:
            written = sha256()
            while chunk := stream.read(_CHUNK):
                written.update(chunk)
        if written.digest() != read.hash.digest():
            raise MoveFailed("A file in the new store differs from the old one. Nothing was erased; run it again.")
        return size

    # -- erasing the old files --------------------------------------------------------------------------------------

    def erase_old(self) -> None:
        """Doom the files of the old store and drain it. Give up the old bucket once nothing is left in it.

        Raises RetentionBusy while another drain runs, and MoveFailed.
        """
        self._doom_old()
        with (
            inventory.drain_lock(self._database, wait_seconds=_DRAIN_WAIT_SECONDS) as require_lock,
            closing(Drain(self._instance).batches(require_lock)) as batches,
        ):
            for _ in batches:
                pass
        doomed = sa.select(sa.func.count()).select_from(Artifact).where(inventory.DOOMED, self._from_old)
        with self._database.snapshot() as session:
            self.moved.left = session.execute(doomed).scalar_one()
        if self.moved.left or self._old.name == "local":  # DATA_DIR is still the folder of the instance
            return
        if inventory.mark_of(self._database, self._old) is Mark.MINE:
            if self._unknown_in(self._old):
                raise MoveFailed("The old bucket holds objects again that no row knows. Is another process at work?")
            inventory.disown(self._database, self._old)

    def _doom_old(self) -> None:
        """Doom every old file, and record where the recordings of their transcripts are now.

        A file that is not sealed belongs to a conversion that will write it again. In DATA_DIR that is the same place,
        so the file stays.
        """
        going = sa.and_(self._from_old, Artifact.transcript_id.is_not(None))
        if self._old.name == "local":
            going = sa.and_(going, Artifact.writable_until.is_(None))
        with self._database.snapshot() as session:
            rows = session.execute(sa.select(Artifact.id, Artifact.transcript_id).where(going)).all()
        location = "local" if self._new.name == "local" else "storage"
        for some in chunks(rows, _BATCH):
            owners = sorted({row.transcript_id for row in some})
            with self._database.transaction() as session:
                inventory.lock_transcripts(session, owners)
                inventory.doom(session, among(Artifact.id, [row.id for row in some]))
                moved = sa.update(Transcript).where(among(Transcript.id, owners))
                session.execute(moved.values(audio_location=location), execution_options={"synchronize_session": False})


class _Hashing(RawIOBase):
    """A stream that computes the SHA-256 of what is read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.hash = sha256()

    def read(self, size: int = -1) -> bytes:
        """Read at most `size` bytes."""
        data = self._stream.read(size)
        self.hash.update(data)
        return data
