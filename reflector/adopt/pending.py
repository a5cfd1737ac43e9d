"""Erases the bytes of rows that other programs deleted, after a grace time. An operator can revoke such an erasure.

If a user deletes a room there, the database deletes its meetings too, and with them the pointers to videos that
somebody may still want. So the bytes wait for ADOPT_GRACE_DAYS after the first run that finds the row missing. Until
then the artifact still names its owner, so no drain erases it. Reflector's own erasures doom the artifacts before they
delete the row, so they never appear here.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from reflector import inventory
from reflector.adopt.schema import PENDING
from reflector.db.among import among
from reflector.db.models import Artifact, Meeting, Recording, Transcript, utcnow
from reflector.db.session import Database
from reflector.settings import Settings

_PAGE = 1000
#: Checked again in the transaction that dooms, because the other program may have restored the row.
_OWNER_IS_MISSING = sa.and_(
    ~sa.exists().where(Transcript.id == Artifact.transcript_id),
    ~sa.exists().where(Recording.id == Artifact.recording_id),
    ~sa.exists().where(Meeting.id == Artifact.meeting_id),
)


@dataclass(frozen=True, slots=True)
class Pending:
    """An artifact whose owner another program deleted."""

    artifact_id: int
    #: "local" or "s3", and the bucket.
    store: str
    bucket: str
    key: str
    #: transcript, meeting or recording, and its id.
    owner: str
    owner_id: str
    #: The time at which its bytes are erased. None: no run has seen it yet, or the erasure is revoked.
    erased_after: datetime | None
    is_revoked: bool


def pending(database: Database, settings: Settings) -> Iterator[Pending]:
    """Everything that other programs deleted and that is not erased yet. Changes nothing."""
    for owners in _pages(database):
        with database.snapshot() as session:
            columns = sa.select(Artifact, PENDING.c.noticed_at, PENDING.c.revoked_at)
            joined = columns.outerjoin(PENDING, PENDING.c.artifact_id == Artifact.id)
            rows = session.execute(joined.where(among(Artifact.id, list(owners))).order_by(Artifact.id)).all()
        for artifact, noticed_at, revoked_at in rows:
            waits = noticed_at is not None and revoked_at is None
            yield Pending(
                artifact.id,
                artifact.store,
                artifact.bucket,
                artifact.key,
                owners[artifact.id],
                artifact.transcript_id or artifact.recording_id or artifact.meeting_id or "",
                noticed_at + timedelta(days=settings.ADOPT_GRACE_DAYS) if waits else None,
                revoked_at is not None,
            )


def notice(database: Database) -> int:
    """Note each artifact whose owner is missing, and remove the note if the owner is back. Returns how many are new."""
    new = 0
    present: set[int] = set()
    for owners in _pages(database):
        present |= owners.keys()
        values = [{"artifact_id": artifact_id, "noticed_at": utcnow()} for artifact_id in owners]
        with database.transaction() as session:
            noted = insert(PENDING).on_conflict_do_nothing().returning(PENDING.c.artifact_id)
            new += len(session.execute(noted, values).all())
    with database.transaction() as session:
        known = set(session.scalars(sa.select(PENDING.c.artifact_id)))
        session.execute(sa.delete(PENDING).where(among(PENDING.c.artifact_id, list(known - present))))
    return new


def doom_due(database: Database, settings: Settings) -> int:
    """Doom the artifacts whose grace time is over and whose owner is still missing. Returns how many."""
    before = utcnow() - timedelta(days=settings.ADOPT_GRACE_DAYS)
    due = sa.select(PENDING.c.artifact_id).where(PENDING.c.revoked_at.is_(None), PENDING.c.noticed_at <= before)
    doomed = 0
    for owners in _pages(database):
        with database.transaction() as session:
            ids = list(session.scalars(due.where(among(PENDING.c.artifact_id, list(owners))).with_for_update()))
            if ids:
                inventory.doom(session, among(Artifact.id, ids), _OWNER_IS_MISSING)
                session.execute(sa.delete(PENDING).where(among(PENDING.c.artifact_id, ids)))
        doomed += len(ids)
    return doomed


def revoke(database: Database, settings: Settings, artifact_ids: Collection[int]) -> list[int]:
    """Keep the bytes of these pending artifacts. Returns those that were pending."""
    found = [item.artifact_id for item in pending(database, settings) if item.artifact_id in set(artifact_ids)]
    values = [{"artifact_id": artifact_id, "noticed_at": utcnow(), "revoked_at": utcnow()} for artifact_id in found]
    if values:
        with database.transaction() as session:
            noted = insert(PENDING)
            session.execute(
                noted.on_conflict_do_update(
                    index_elements=[PENDING.c.artifact_id], set_={"revoked_at": noted.excluded.revoked_at}
                ),
                values,
            )
    return found


def _pages(database: Database) -> Iterator[dict[int, str]]:
    """Artifacts whose owner is missing, a page at a time: their ids, with the table of the owner."""
    page: dict[int, str] = {}
    for row in inventory.find_ownerless(database):
        if row.table == Artifact.__tablename__:
            page[int(row.id)] = row.owner
        if len(page) >= _PAGE:
            yield page
            page = {}
    if page:
        yield page
