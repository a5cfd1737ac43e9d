"""Artifact rows: their states, where their bytes lie, and how they are doomed."""

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.among import among
from reflector.db.models import Artifact, Transcript, utcnow
from reflector.db.session import Database
from reflector.storage import Store

Kind = Literal["upload", "wav", "mp3", "waveform", "folder", "recording", "track", "composed_video"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one artifact lies, or will lie."""

    kind: Kind
    #: "local" or "s3"
    store: str
    bucket: str
    key: str

    @classmethod
    def in_store(cls, kind: Kind, store: Store, key: str) -> "Place":
        """The place `key` of a store."""
        return cls(kind, store.name, store.bucket, key)


#: No writer says that it will be at work for longer than this.
WRITER_MAX_SECONDS = 24 * 3600.0
#: The conditions of the indexes by location, word for word: planners take a partial index for nothing less.
DOOMED = sa.and_(Artifact.transcript_id.is_(None), Artifact.recording_id.is_(None), Artifact.meeting_id.is_(None))
LIVING = sa.or_(
    Artifact.transcript_id.is_not(None), Artifact.recording_id.is_not(None), Artifact.meeting_id.is_not(None)
)
#: Word for word as in the partial indexes: SQLite does not see through `inventoried = 0`.
NOT_INVENTORIED = sa.text("NOT inventoried")


def enter_transcript(session: Session, transcript: Transcript) -> None:
    """Add a new transcript together with the artifact row of its folder on the local disk."""
    transcript.inventoried = True
    session.add(transcript)
    session.flush()
    session.add(Artifact(kind="folder", store="local", bucket="", key=f"{transcript.id}/", transcript_id=transcript.id))


def lock_transcripts(session: Session, ids: Collection[str]) -> bool:
    """Lock the rows of transcripts before those of their artifacts, as everybody does who changes several of these:
    two who lock them in different orders would wait for each other. Returns whether there was any."""
    rows = sa.select(Transcript.id).where(among(Transcript.id, ids)).order_by(Transcript.id)
    return bool(session.scalars(rows.with_for_update(key_share=True)).all())


def at(place: Place) -> sa.ColumnElement[bool]:
    return sa.and_(Artifact.store == place.store, Artifact.bucket == place.bucket, Artifact.key == place.key)


def doomed_in(database: Database, places: Iterable[Place]) -> list[int]:
    """The doomed artifacts of some places: nobody can announce these as long as there are any."""
    doomed = sa.select(Artifact.id).where(DOOMED)
    with database.snapshot() as session:
        return [found for place in places for found in session.scalars(doomed.where(at(place)))]


def doom(session: Session, *which: sa.ColumnElement[bool]) -> None:
    """Take the owner from the artifacts that match all of `which`: the drain erases their bytes."""
    session.execute(
        sa.update(Artifact)
        .where(*which, Artifact.doomed_at.is_(None))
        .values(transcript_id=None, recording_id=None, meeting_id=None, doomed_at=utcnow(), next_attempt_at=None),
        execution_options={"synchronize_session": False},
    )


def alone(database: Database, *, wait_seconds: float = 0.0) -> AbstractContextManager[None]:
    """Be the only one for the block who lets rows of erased bytes go. Raises RetentionBusy."""
    return database.exclusive("drain", wait_seconds=wait_seconds)
