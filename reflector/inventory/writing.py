"""Bytes that Reflector writes itself: announce their rows, write them, seal the rows; or take everything back.

See docs/decisions/0003-writers-have-a-deadline.md and docs/decisions/0020-no-writes-where-bytes-are-erased.md.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session, aliased

from reflector.db.among import among
from reflector.db.models import Artifact, utcnow
from reflector.db.session import Database, forbid_transaction
from reflector.errors import ArtifactDoomed, BeingErased, ReflectorError, RetentionBusy, StorageError, TranscriptGone
from reflector.instance import Instance
from reflector.inventory.marker import is_own, mark_of
from reflector.inventory.rows import DOOMED, LIVING, Place, alone, at, doom, lock_transcripts

log = structlog.get_logger(__name__)
#: How long a writer that failed may take to erase what it wrote, and how long it waits for others who erase.
_TAKE_BACK_SECONDS, _TAKE_BACK_WAIT_SECONDS = 60.0, 5.0


def announce(database: Database, transcript_id: str, places: Sequence[Place], *, seconds: float) -> list[int]:
    """Commit the artifact rows of bytes that will be written within `seconds` (at most WRITER_MAX_SECONDS), and return
    their ids.

    A place that the transcript already has is announced again under its old id: stages can run twice.
    Raises TranscriptGone if there is no such transcript any more, BeingErased while the place is doomed.
    """
    until = utcnow() + timedelta(seconds=seconds)
    with database.transaction() as session:
        if not lock_transcripts(session, [transcript_id]):
            raise TranscriptGone()
        return [announce_in(session, transcript_id, place, until) for place in places]


def announce_in(session: Session, transcript_id: str, place: Place, until: datetime) -> int:
    """`announce` one place in a transaction of the caller, who holds the transcript's row locked."""
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
    _let_folder_wait(session, [transcript_id])
    return known.id


def extend(database: Database, transcript_id: str, *, seconds: float) -> None:
    """Give those who write for a transcript `seconds` from now on for what they have announced and not yet sealed."""
    with database.transaction() as session:
        lock_transcripts(session, [transcript_id])
        unsealed = sa.update(Artifact).where(
            Artifact.transcript_id == transcript_id, Artifact.writable_until.is_not(None)
        )
        session.execute(unsealed.values(writable_until=utcnow() + timedelta(seconds=seconds)))


def _let_folder_wait(session: Session, transcript_ids: Collection[str]) -> None:
    """Let the folder of a transcript wait for its last writer: a writer that dies late leaves temporary files there,
    which only the folder's own artifact leads to."""
    inside = aliased(Artifact)
    last = sa.select(sa.func.max(inside.writable_until)).where(
        inside.transcript_id == Artifact.transcript_id, inside.kind != "folder"
    )
    session.execute(
        sa.update(Artifact)
        .where(among(Artifact.transcript_id, transcript_ids), Artifact.kind == "folder")
        .values(writable_until=last.scalar_subquery()),
        execution_options={"synchronize_session": False},
    )


#: Whether what a writer has announced is another writer's by now. Asked in a transaction that holds the transcript.
PassedOn = Callable[[Session], bool]


def _to_nobody(_session: Session) -> bool:
    return False


def seal(database: Database, artifact_ids: Sequence[int], *, passed_on: PassedOn = _to_nobody) -> None:
    """Say that the bytes of announced artifacts are all there.

    Raises ArtifactDoomed if any of them lost its owner meanwhile, or is another writer's by now. The caller must then
    take back what it wrote.
    """
    with database.transaction() as session:
        lock_transcripts(session, _owners(session, artifact_ids))
        alive = not passed_on(session) and seal_in(session, artifact_ids)
    if not alive:
        raise ArtifactDoomed()


def seal_in(session: Session, artifact_ids: Sequence[int]) -> bool:
    """`seal` in a transaction of the caller, who holds the transcript's row locked. Returns whether all of them still
    have an owner."""
    owners = _owners(session, artifact_ids)
    _end_writing(session, artifact_ids)
    _let_folder_wait(session, owners)
    return len(owners) == len(set(artifact_ids))


def _end_writing(session: Session, artifact_ids: Sequence[int]) -> None:
    """No writer is at work any more: what is doomed is due at once."""
    session.execute(
        sa.update(Artifact).where(among(Artifact.id, artifact_ids)).values(writable_until=None, next_attempt_at=None)
    )


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
    passed_on: PassedOn = _to_nobody,
) -> Iterator[None]:
    """Write the bytes of `places` inside the block; their rows are there before it and sealed after it.

    If the block fails, or the transcript is erased meanwhile, everything it wrote is taken away again; but what is
    another writer's by now (`passed_on`) is left to that one.
    Raises TranscriptGone and BeingErased before the block, and ArtifactDoomed after it; also when a store failed
    because its folder was erased from under the writer.
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
    passed_on: PassedOn = _to_nobody,
) -> bool:
    """Doom what was announced, and erase it at once where the store lets us; the drain does the rest.

    `ids` are what `announce` gave for `places`, in the same order. A place that a living artifact leads to all the
    same stays as it is: another writer has it now. Returns whether all of it was still alive, and ours.
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
            _hold_doomed(session, place)
        _let_folder_wait(session, owners)
    if going:
        try:
            with alone(instance.database, wait_seconds=_TAKE_BACK_WAIT_SECONDS):
                _empty(instance, going, owners)
        except RetentionBusy:  # the rows stay as they are held: the drain under way may have been there too early
            log.warning("artifacts_left_to_drain", artifacts=len(going))
    return ours and len(owners) == len(set(ids))


def _empty(instance: Instance, places: Iterable[Place], owners: Collection[str]) -> None:
    for place in places:
        erased = _erased(instance, place)
        with instance.database.transaction() as session:
            lock_transcripts(session, owners)
            if erased:
                session.execute(sa.delete(Artifact).where(DOOMED, at(place)))
            else:  # the drain's, from now on
                session.execute(
                    sa.update(Artifact).where(DOOMED, at(place)).values(writable_until=None, next_attempt_at=None)
                )
            _let_folder_wait(session, owners)


def _one(*which: sa.ColumnElement[bool]) -> sa.Select[int]:
    return sa.select(Artifact.id).where(*which).limit(1)


def _hold_doomed(session: Session, place: Place) -> None:
    """Let the doomed rows of a place that is about to be erased stay until that is done: until then nobody announces
    it. If there is none any more, it was drained, and its writer later than it had announced: enter it once more."""
    until = utcnow() + timedelta(seconds=_TAKE_BACK_SECONDS)
    held: Any = session.execute(sa.update(Artifact).where(DOOMED, at(place)).values(writable_until=until))
    if not held.rowcount:
        where = {"kind": place.kind, "store": place.store, "bucket": place.bucket, "key": place.key}
        session.add(Artifact(**where, doomed_at=utcnow(), writable_until=until))


def _erased(instance: Instance, place: Place) -> bool:
    """Erase what lies in a place, and say whether it is known to be gone."""
    try:
        store = instance.stores.get(place.store, place.bucket)
        gone = store.erase_many([place.key])[place.key] is None
        # Looked at afterwards: what was unmounted or swapped meanwhile looks erased.
        return gone and (
            not is_own(instance.stores, place.store, place.bucket)
            or mark_of(instance.database, store) in ("mine", "new")
        )
    except ReflectorError as error:
        log.warning("artifact_left_to_drain", error=error.log_code)
        return False
