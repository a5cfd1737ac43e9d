"""Closes artifacts by hand: their bytes can no longer be erased, for example because the bucket is gone for good.

The rows are deleted, and no bytes are touched. A tombstone records each artifact and the reason of the operator.
"""

from collections.abc import Collection
from enum import StrEnum

import sqlalchemy as sa
import structlog

from reflector import inventory
from reflector.db.among import among
from reflector.db.models import Artifact, Tombstone
from reflector.db.states import TombstoneKind
from reflector.instance import Instance
from reflector.inventory import DOOMED
from reflector.retention.drain import ONLY_WAIT_SECONDS

log = structlog.get_logger(__name__)

#: Artifacts closed in one transaction.
_AT_ONCE = 1000


class ForgetReason(StrEnum):
    """The reason why an operator closes artifacts. A closed list, because a free text could contain content."""

    #: The bucket was removed with everything in it.
    BUCKET_REMOVED = "bucket_removed"
    #: The disk was destroyed or given back.
    DISK_LOST = "disk_lost"
    #: The operator erased the bytes in another way.
    ERASED_BY_HAND = "erased_by_hand"
    #: The bytes belong to somebody else, who keeps them.
    NOT_OURS = "not_ours"


def tombstone_id(artifact_id: int) -> str:
    """The id of the tombstone of an artifact. It cannot be the id of a transcript, meeting or recording."""
    return f"artifact-{artifact_id}"


def forget(
    instance: Instance,
    reason: ForgetReason,
    *,
    artifact_ids: Collection[int] = (),
    bucket: str | None = None,
) -> list[int]:
    """Close the artifacts among `artifact_ids` that could not be erased, and the dead ones of `bucket` and its folders.

    A store can answer for ever that it failed to erase one key. That is not counted as an attempt (R10), so such an
    artifact never dies. An operator can close it by its id.

    Returns the ids of the closed artifacts. Other artifacts stay, because the drain still erases them.
    Raises RetentionBusy during a drain.
    """
    is_dead = Artifact.dead_at.is_not(None)
    wanted = sa.and_(among(Artifact.id, artifact_ids), sa.or_(is_dead, Artifact.last_error.is_not(None)))
    if bucket is not None:
        in_folder = Artifact.bucket.startswith(f"{bucket}/", autoescape=True)
        wanted = sa.or_(wanted, sa.and_(is_dead, Artifact.store == "s3", sa.or_(Artifact.bucket == bucket, in_folder)))
    not_erased = sa.select(Artifact.id).where(DOOMED, wanted)
    closed: list[int] = []
    with inventory.drain_lock(instance.database, wait_seconds=ONLY_WAIT_SECONDS):
        while True:
            with instance.database.transaction() as session:
                ids = session.scalars(not_erased.order_by(Artifact.id).limit(_AT_ONCE).with_for_update()).all()
                session.add_all(Tombstone(id=tombstone_id(i), kind=TombstoneKind.ARTIFACT, reason=reason) for i in ids)
                session.execute(
                    sa.delete(Artifact).where(among(Artifact.id, ids)), execution_options={"synchronize_session": False}
                )
            if not ids:
                break
            closed += ids
    log.warning("artifacts_forgotten", artifacts=len(closed), reason=str(reason))
    return closed
