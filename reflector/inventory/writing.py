"""Writes bytes: announce their artifact rows, write the bytes, seal the rows. After a failure, erase what was written.

See docs/decisions/0003-writers-have-a-deadline.md and docs/decisions/0020-no-writes-where-bytes-are-erased.md.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session, aliased

from reflector.db.among import among
from reflector.db.changes import change
from reflector.db.models import Artifact, utcnow
from reflector.db.session import Database, forbid_transaction
from reflector.db.states import ArtifactKind
from reflector.errors import ArtifactDoomed, BeingErased, ReflectorError, RetentionBusy, StorageError, TranscriptGone
from reflector.instance import Instance
from reflector.inventory.marker import Mark, is_own, mark_of
from reflector.inventory.rows import DOOMED, LIVING, Place, at, doom, drain_lock, lock_transcripts

log = structlog.get_logger(__name__)
#: Seconds that a failed writer has to erase what it wrote, and seconds that it waits for the drain lock.
_TAKE_BACK_SECONDS, _TAKE_BACK_WAIT_SECONDS = 60.0, 5.0


def announce(database: Database, transcript_id: str, places: Sequence[Place], *, seconds: float) -> list[int]:
    """Commit the artifact rows of bytes that will be written within `seconds` (at most WRITER_MAX_SECONDS).

    Returns the ids of the rows, in the order of `places`. A place that the transcript already has keeps its row,
    because a stage can run twice.
    Raises TranscriptGone if the transcript does not exist, BeingErased while a doomed row names a place.
    """
    until = utcnow() + timedelta(seconds=seconds)
    with database.transaction() as session:
        if not lock_transcripts(session, [transcript_id]):
            raise TranscriptGone()
        return [announce_in(session, transcript_id, place, until) for place in places]


def announce_in(session: Session, transcript_id: str, place: Place, until: datetime) -> int:
    """`announce` one place in the caller's transaction, which has locked the transcript's row."""
    known = session.scalars(sa.select(Artifact).where(Artifact.transcript_id == transcript_id, at(place))).first()
    if known is None:
        if session.scalar(_one(DOOMED, at(place))) is not None:
            raise BeingErased()
        known = Artifact(
            kind=place.kind, store=place.store, bucket=place.bucket, key=place.key, transcript_id=transcript_id
        )
        session.add(known)
    known.writable_until = until
    session.flush()
    _update_folder_deadline(session, [transcript_id])
    return known.id


def extend(database: Database, transcript_id: str, *, seconds: float) -> None:
    """Move the deadline of a transcript's unsealed artifacts to `seconds` from now."""
    with database.transaction() as session:
        lock_transcripts(session, [transcript_id])
        unsealed = sa.update(Artifact).where(
            Artifact.transcript_id == transcript_id, Artifact.writable_until.is_not(None)
        )
        session.execute(unsealed.values(writable_until=utcnow() + timedelta(seconds=seconds)))


def _update_folder_deadline(session: Session, transcript_ids: Collection[str]) -> None:
    """Give the folder of each transcript the latest deadline of the writers inside it.

    A writer that dies can leave temporary files in the folder. Only the folder's own artifact row covers these.
    """
    inside = aliased(Artifact)
    last = sa.select(sa.func.max(inside.writable_until)).where(
        inside.transcript_id == Artifact.transcript_id, inside.kind != ArtifactKind.FOLDER
    )
    session.execute(
        sa.update(Artifact)
        .where(among(Artifact.transcript_id, transcript_ids), Artifact.kind == ArtifactKind.FOLDER)
        .values(writable_until=last.scalar_subquery()),
        execution_options={"synchronize_session": False},
    )


#: Returns whether another writer has taken over what this one announced. Called with the transcript's row locked.
PassedOn = Callable[[Session], bool]


def _never_passed_on(_session: Session) -> bool:
    return False


def seal(database: Database, artifact_ids: Sequence[int], *, passed_on: PassedOn = _never_passed_on) -> None:
    """Record that all bytes of announced artifacts are written.

    Raises ArtifactDoomed if one of them has lost its owner, or if another writer has taken over. The caller must then
    erase what it wrote (`take_back`).
    """
    with database.transaction() as session:
        lock_transcripts(session, _owners(session, artifact_ids))
        alive = not passed_on(session) and seal_in(session, artifact_ids)
    if not alive:
        raise ArtifactDoomed()


def seal_in(session: Session, artifact_ids: Sequence[int]) -> bool:
    """`seal` in the caller's transaction, which has locked the transcript's row.

    Returns whether all artifacts still have an owner.
    """
    owners = _owners(session, artifact_ids)
    # Without the writer's deadline, doomed artifacts among these are due at once.
    session.execute(
        sa.update(Artifact).where(among(Artifact.id, artifact_ids)).values(writable_until=None, next_attempt_at=None)
    )
    _update_folder_deadline(session, owners)
    return len(owners) == len(set(artifact_ids))


def _owners(session: Session, artifact_ids: Sequence[int]) -> list[str]:
    """The transcript of each artifact that still has one."""
    alive = sa.select(Artifact.transcript_id).where(
        among(Artifact.id, artifact_ids), Artifact.transcript_id.is_not(None)
    )
    return [str(owner) for owner in session.scalars(alive)]


@contextmanager
def writing(
    instance: Instance,
    transcript_id: str,
    places: Sequence[Place],
    *,
    seconds: float,
    passed_on: PassedOn = _never_passed_on,
) -> Iterator[None]:
    """Announce `places` before the block, which writes their bytes, and seal them after it.

    If the block fails, or the transcript is erased during it, everything that it wrote is erased again. If another
    writer has taken over (`passed_on`), the bytes are left to that writer.
    Raises TranscriptGone and BeingErased before the block, and ArtifactDoomed after it. ArtifactDoomed also replaces a
    StorageError of the block if the artifacts were doomed: erasing the folder can make the write fail.
    """
    forbid_transaction()
    ids = announce(instance.database, transcript_id, places, seconds=seconds)
    try:
        yield
        seal(instance.database, ids, passed_on=passed_on)
    except BaseException as error:
        if not take_back(instance, ids, places, passed_on=passed_on) and isinstance(error, StorageError):
            raise ArtifactDoomed() from None
        raise


def take_back(
    instance: Instance,
    ids: Sequence[int],
    places: Sequence[Place],
    *,
    passed_on: PassedOn = _never_passed_on,
) -> bool:
    """Doom announced artifacts and try to erase their bytes at once. The drain erases what is left.

    `ids` are the result of `announce` for `places`, in the same order. A place that another living artifact names is
    not touched, because another writer has it now. Returns whether all artifacts still had an owner and were ours.
    """
    with instance.database.transaction() as session:
        owners = _owners(session, ids)
        lock_transcripts(session, owners)
        owners = _owners(session, ids)
        ours = not passed_on(session)
        if ours:
            doom(session, among(Artifact.id, ids))
        going = [place for place in places if session.scalar(_one(LIVING, at(place))) is None]
        for place in going:
            _keep_doomed_row(session, place)
        _update_folder_deadline(session, owners)
    if going:
        try:
            with drain_lock(instance.database, wait_seconds=_TAKE_BACK_WAIT_SECONDS) as require_lock:
                _erase_places(instance, going, owners, require_lock)
        except RetentionBusy:  # The rows keep their deadline: the running drain may have passed these places too early.
            log.warning("artifacts_left_to_drain", artifacts=len(going))
    return ours and len(owners) == len(set(ids))


def _erase_places(
    instance: Instance, places: Iterable[Place], owners: Collection[str], require_lock: Callable[[], None]
) -> None:
    for place in places:
        erased = _try_erase(instance, place)
        require_lock()
        with instance.database.transaction() as session:
            lock_transcripts(session, owners)
            if erased:
                session.execute(sa.delete(Artifact).where(DOOMED, at(place)))
            else:  # The drain retries from now on.
                session.execute(
                    sa.update(Artifact).where(DOOMED, at(place)).values(writable_until=None, next_attempt_at=None)
                )
            _update_folder_deadline(session, owners)


def _one(*which: sa.ColumnElement[bool]) -> sa.Select[int]:
    return sa.select(Artifact.id).where(*which).limit(1)


def _keep_doomed_row(session: Session, place: Place) -> None:
    """Keep the doomed row of a place during its erasure, so that no writer can announce the place.

    If there is no row, the drain has already deleted it because the writer missed its deadline. Then create it again.
    """
    until = utcnow() + timedelta(seconds=_TAKE_BACK_SECONDS)
    if not change(session, sa.update(Artifact).where(DOOMED, at(place)).values(writable_until=until)):
        where = {"kind": place.kind, "store": place.store, "bucket": place.bucket, "key": place.key}
        session.add(Artifact(**where, doomed_at=utcnow(), writable_until=until))


def _try_erase(instance: Instance, place: Place) -> bool:
    """Erase the bytes of a place. Returns whether they are known to be gone."""
    try:
        store = instance.stores.get(place.store, place.bucket)
        gone = store.erase_many([place.key])[place.key] is None
        # The marker is read after the erasure: a store that was unmounted or replaced meanwhile looks empty.
        return gone and (
            not is_own(instance.stores, place.store, place.bucket)
            or mark_of(instance.database, store) in (Mark.MINE, Mark.NEW)
        )
    except ReflectorError as error:
        log.warning("artifact_left_to_drain", error=error.log_code)
        return False
