"""Artifact rows: their states, the places of their bytes, and the lock and statements that doom them."""

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.among import among
from reflector.db.models import Artifact, Transcript, utcnow
from reflector.db.session import Database
from reflector.db.states import ArtifactKind
from reflector.storage import Store


@dataclass(frozen=True, slots=True)
class Place:
    """The location of one artifact, before or after its bytes are written."""

    kind: ArtifactKind
    #: "local" or "s3"
    store: str
    bucket: str
    key: str

    @classmethod
    def in_store(cls, kind: ArtifactKind, store: Store, key: str) -> "Place":
        """The place for `key` in a store."""
        return cls(kind, store.name, store.bucket, key)


#: The latest deadline that a writer can announce, in seconds.
WRITER_MAX_SECONDS = 24 * 3600.0
#: The exact conditions of the partial indexes by location. Planners use a partial index only for the same condition.
DOOMED = sa.and_(Artifact.transcript_id.is_(None), Artifact.recording_id.is_(None), Artifact.meeting_id.is_(None))
LIVING = sa.or_(
    Artifact.transcript_id.is_not(None), Artifact.recording_id.is_not(None), Artifact.meeting_id.is_not(None)
)
#: Written exactly as in the partial indexes: SQLite does not recognize `inventoried = 0` as the same condition.
NOT_INVENTORIED = sa.text("NOT inventoried")


def enter_transcript(session: Session, transcript: Transcript) -> None:
    """Add a new transcript together with the artifact row of its folder on the local disk.

    See docs/decisions/0009-one-artifact-for-the-folder.md.
    """
    transcript.inventoried = True
    session.add(transcript)
    session.flush()
    session.add(
        Artifact(
            kind=ArtifactKind.FOLDER, store="local", bucket="", key=f"{transcript.id}/", transcript_id=transcript.id
        )
    )


def lock_transcripts(session: Session, ids: Collection[str]) -> bool:
    """Lock the rows of transcripts. Returns whether any of them exists.

    Every transaction that changes transcripts and their artifacts locks the transcripts first. Two transactions that
    locked them in different orders could deadlock.
    """
    rows = sa.select(Transcript.id).where(among(Transcript.id, ids)).order_by(Transcript.id)
    return bool(session.scalars(rows.with_for_update(key_share=True)).all())


def at(place: Place) -> sa.ColumnElement[bool]:
    return sa.and_(Artifact.store == place.store, Artifact.bucket == place.bucket, Artifact.key == place.key)


def doomed_in(database: Database, places: Iterable[Place]) -> list[int]:
    """The ids of the doomed artifacts at `places`. While a place has one, it cannot be announced."""
    doomed = sa.select(Artifact.id).where(DOOMED)
    with database.snapshot() as session:
        return [found for place in places for found in session.scalars(doomed.where(at(place)))]


def doom(session: Session, *which: sa.ColumnElement[bool]) -> list[int]:
    """Remove the owner of the artifacts that match all of `which`, so that the drain erases their bytes.

    Returns their ids.
    """
    dooming = (
        sa.update(Artifact)
        .where(*which, Artifact.doomed_at.is_(None))
        .values(transcript_id=None, recording_id=None, meeting_id=None, doomed_at=utcnow(), next_attempt_at=None)
        .returning(Artifact.id)
    )
    return list(session.scalars(dooming, execution_options={"synchronize_session": False}))


def drain_lock(database: Database, *, wait_seconds: float = 0.0) -> AbstractContextManager[Callable[[], None]]:
    """Hold the drain lock during the block. Only its holder deletes the rows of erased artifacts.

    Waits at most `wait_seconds` for the lock. Raises RetentionBusy. Yields a check for
    the moment before rows are deleted: it raises RetentionBusy when the lock was lost.
    """
    return database.exclusive("drain", wait_seconds=wait_seconds)
