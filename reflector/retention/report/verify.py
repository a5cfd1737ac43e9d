"""Checks whether anything expired can still be found. It changes nothing.

It searches the database, the disk and the buckets independently: no search relies on the result of another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import NamedTuple

import sqlalchemy as sa

from reflector import inventory, policy
from reflector.db.models import Artifact, utcnow
from reflector.db.paging import keyset, pages
from reflector.db.session import Database, forbid_transaction
from reflector.db.states import ArtifactState, ErasureReason
from reflector.errors import ObjectMissing, ReflectorError, StoreIsForeign
from reflector.instance import Instance
from reflector.inventory import DOOMED
from reflector.retention import orphans, plan, strays
from reflector.retention.plan import Candidate, Kind
from reflector.retention.strays import StrayReason
from reflector.storage import Stores
from reflector.storage.base import Store

_PAGE = 1000
#: Strays that are residue in every store and at any age.
_EXPIRED = (StrayReason.ERASED, StrayReason.EXPIRED)
#: Strays that are residue in Reflector's own stores once they are older than the days.
_WITHOUT_ROW = (StrayReason.UNKNOWN, StrayReason.LOOSE)


@dataclass(frozen=True, slots=True)
class Residue:
    """Something expired that can still be found."""

    #: transcript, meeting, meeting_consent, recording, artifact, job; object, version, marker, upload, temporary,
    #: unreadable (a folder); store (could not be asked).
    kind: str
    #: "database", "local" or "s3".
    place: str
    #: Id of the row, or the key of the stored object.
    id: str
    #: The reason: expired, erase_at, orphan, ownerless, erased, doomed, unknown, loose, or the code of an error.
    reason: str


def verify(instance: Instance, *, days: int | None = None, at: datetime | None = None) -> Iterator[Residue]:
    """Yield everything expired that is left in rows, files, objects and versions. Nothing if the promise is kept.

    `at` (default: now) is the moment of the check. Data that expired or was doomed later is not residue.

    Bytes without a row count as residue when they are older than the days, because nobody knows whose they are. A
    transcript's folder that cannot be read counts too; another folder, such as `lost+found`, does not.
    """
    database, stores, settings = instance.database, instance.stores, instance.settings
    days = settings.PUBLIC_DATA_RETENTION_DAYS if days is None else policy.checked_days(days)
    now = at or utcnow()
    cutoff = policy.cutoff(now, days)
    candidates = {
        (Kind.TRANSCRIPT, ErasureReason.EXPIRED): partial(plan.expired, cutoff),
        (Kind.TRANSCRIPT, ErasureReason.ERASE_AT): partial(plan.expired_early, cutoff, now),
        (Kind.MEETING, ErasureReason.ORPHAN): partial(orphans.meetings, cutoff),
        (Kind.RECORDING, ErasureReason.ORPHAN): partial(orphans.recordings, cutoff),
    }
    for (kind, reason), select in candidates.items():
        for page in pages(database, select, Candidate, lambda last: last.position, _PAGE):
            for row in page:
                yield Residue(kind, "database", row.id, reason)
    for ownerless in inventory.find_ownerless(database):
        yield Residue(ownerless.table, "database", ownerless.id, f"ownerless: no {ownerless.owner}")
    yield from _doomed(database, stores, now)
    # Residue in the buckets in which other services put recordings. Objects without a row there are not residue.
    for bucket in inventory.buckets_of_others(instance):
        try:
            for stray in strays.find_strays(instance.database, instance.stores.get("s3", bucket), cutoff):
                if stray.reason in _EXPIRED:
                    yield Residue(stray.found.kind, "s3", stray.found.key, stray.reason)
        except ReflectorError as error:
            yield Residue("store", "s3", bucket, error.log_code)
    for store in stores.all():
        try:
            if inventory.mark_of(database, store) in (inventory.Mark.LOST, inventory.Mark.FOREIGN):
                raise StoreIsForeign()  # an empty listing of another store proves nothing
            for stray in strays.find_strays(database, store, cutoff):
                # Doomed bytes were reported with their artifact. Young unknown bytes can be somebody's upload.
                is_old = stray.found.modified_at < now - timedelta(days=days)
                if stray.reason in _EXPIRED or (is_old and stray.reason in _WITHOUT_ROW):
                    yield Residue(stray.found.kind, store.name, stray.found.key, stray.reason)
        except ReflectorError as error:
            yield Residue("store", store.name, store.bucket, error.log_code)


class _Doomed(NamedTuple):
    id: int
    store: str
    bucket: str
    key: str
    writable_until: datetime | None
    dead_at: datetime | None
    last_error: str | None


def _doomed(database: Database, stores: Stores, now: datetime) -> Iterator[Residue]:
    """Artifacts that were doomed at `now` or earlier.

    An artifact is not residue while its writer may be at work, if its bytes are gone.
    """
    since = sa.func.coalesce(Artifact.doomed_at, Artifact.created_at)
    columns = [Artifact.__table__.c[name] for name in _Doomed._fields]
    doomed = sa.select(*columns).where(DOOMED, since <= now)

    def select(after: tuple[int] | None) -> sa.Select[*tuple[object, ...]]:
        return keyset(doomed, (Artifact.id,), after or (0,))

    for page in pages(database, select, _Doomed, lambda row: (row.id,), _PAGE):
        forbid_transaction()
        for row in page:
            if row.writable_until is not None and row.writable_until > utcnow() and _is_gone(stores, row):
                continue
            state = ArtifactState.DEAD if row.dead_at else ArtifactState.DOOMED
            yield Residue("artifact", row.store, str(row.id), f"{state}: {row.last_error}" if row.last_error else state)


def _is_gone(stores: Stores, row: _Doomed) -> bool:
    try:
        store: Store = stores.get(row.store, row.bucket)
        if row.key.endswith("/"):
            return not list(islice(store.list(row.key), 1))
        store.stat(row.key)
    except ObjectMissing:
        return True
    except ReflectorError:
        return False
    return False
