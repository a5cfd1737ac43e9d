"""Looks again, from the outside in: is anything expired still to be found? Changes nothing.

It asks the database, the disk and the buckets, each for itself, and believes none of them about the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any

import sqlalchemy as sa

from reflector import inventory, policy
from reflector.db.models import Artifact, utcnow
from reflector.db.session import Database, forbid_transaction
from reflector.errors import ObjectMissing, ReflectorError, StoreIsForeign
from reflector.instance import Instance
from reflector.inventory import DOOMED
from reflector.retention import orphans, plan, strays
from reflector.storage import Stores
from reflector.storage.base import Store

_PAGE = 1000


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
    #: Why it counts: expired, erase_at, orphan, ownerless, erased, doomed, unknown, loose, or the code of what stands
    #: in the way.
    reason: str


def verify(instance: Instance, *, days: int | None = None, at: datetime | None = None) -> Iterator[Residue]:
    """Everything expired that is left, in rows, files, objects and versions; nothing, if the promise is kept.

    `at` is the moment to judge by, now by default: what expired or was doomed later is no residue.

    Bytes that no row knows count as residue once they are older than the days: nobody can say whose they are. So does a
    transcript's folder that may not be looked into; one of somebody else (`lost+found`) does not.
    """
    database, stores, settings = instance.database, instance.stores, instance.settings
    days = settings.PUBLIC_DATA_RETENTION_DAYS if days is None else policy.checked_days(days)
    now = at or utcnow()
    cutoff = policy.cutoff(now, days)
    candidates = {
        ("transcript", "expired"): partial(plan.expired, cutoff),
        ("transcript", "erase_at"): partial(plan.expired_early, cutoff, now),
        ("meeting", "orphan"): partial(orphans.meetings, cutoff),
        ("recording", "orphan"): partial(orphans.recordings, cutoff),
    }
    for (kind, reason), select in candidates.items():
        for row in _pages(database, select):
            yield Residue(kind, "database", row.id, reason)
    for row in inventory.find_ownerless(database):
        yield Residue(row.table, "database", row.id, f"ownerless: no {row.owner}")
    yield from _doomed(database, stores, now)
    yield from _of_others(instance, cutoff)
    for store in stores.all():
        try:
            if inventory.mark_of(database, store) in ("lost", "foreign"):
                raise StoreIsForeign()  # that nothing is found there proves nothing
            for stray in strays.find_strays(database, store, cutoff):
                # What is doomed was reported with its artifact; what is unknown and young may be somebody's upload.
                if stray.reason in ("erased", "expired") or (
                    stray.reason in ("unknown", "loose") and stray.found.modified_at < now - timedelta(days=days)
                ):
                    yield Residue(stray.found.kind, store.name, stray.found.key, stray.reason)
        except ReflectorError as error:
            yield Residue("store", store.name, store.bucket, error.log_code)


def _of_others(instance: Instance, cutoff: datetime) -> Iterator[Residue]:
    """The buckets in which others leave recordings. What no row knows there is theirs, and no residue."""
    for bucket in inventory.buckets_of_others(instance):
        try:
            for stray in strays.find_strays(instance.database, instance.stores.get("s3", bucket), cutoff):
                if stray.reason in ("erased", "expired"):
                    yield Residue(stray.found.kind, "s3", stray.found.key, stray.reason)
        except ReflectorError as error:
            yield Residue("store", "s3", bucket, error.log_code)


def _pages(database: Database, select: Any) -> Iterator[Any]:
    after = None
    while True:
        with database.snapshot() as session:
            rows = session.execute(select(after).limit(_PAGE)).all()
        yield from rows
        if len(rows) < _PAGE:
            return
        after = (rows[-1].age, rows[-1].id)


def _doomed(database: Database, stores: Stores, now: datetime) -> Iterator[Residue]:
    """Artifacts that were doomed by `now`. One whose bytes are gone, and whose writer may be at work, is no residue."""
    after = 0
    while True:
        with database.snapshot() as session:
            rows = session.scalars(
                sa.select(Artifact)
                .where(DOOMED, sa.func.coalesce(Artifact.doomed_at, Artifact.created_at) <= now, Artifact.id > after)
                .order_by(Artifact.id)
                .limit(_PAGE)
            ).all()
        forbid_transaction()
        for row in rows:
            if row.writable_until is not None and row.writable_until > utcnow() and _is_gone(stores, row):
                continue
            state = "dead" if row.dead_at else "doomed"
            yield Residue("artifact", row.store, str(row.id), f"{state}: {row.last_error}" if row.last_error else state)
        if len(rows) < _PAGE:
            return
        after = rows[-1].id


def _is_gone(stores: Stores, row: Artifact) -> bool:
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
