"""Erases the kept video of a transcript, and nothing else of it."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.models import Artifact, Job
from reflector.db.states import ArtifactKind, Stage
from reflector.inventory import journal
from reflector.inventory.journal import JournalKind
from reflector.inventory.rows import doom

#: The stages that still need the upload for its sound.
_BEFORE_SOUND = frozenset({Stage.UPLOAD, Stage.INGEST, Stage.CONVERT})


def drop_video(session: Session, transcript_id: str, *, to_journal: bool = True) -> list[int]:
    """Doom the video of a transcript, whose row is locked. Returns the ids of the doomed artifacts.

    Before its sound is taken, the upload stays until the conversion ends, which then dooms it. A transcript without a
    video stays as it is. `to_journal`: False for an erasure that comes from the journal (R14).
    """
    # A worker that converts the recording locks the transcript's row first, and reads `keep_video` after it.
    wanted = sa.update(Job).where(Job.transcript_id == transcript_id, Job.keep_video)
    stage = session.scalar(
        wanted.values(keep_video=False).returning(Job.stage), execution_options={"synchronize_session": False}
    )
    if stage is None:
        return []
    if to_journal:
        journal.note(session, JournalKind.VIDEO_ERASED, [transcript_id])
    if stage in _BEFORE_SOUND:
        return []
    return doom(session, Artifact.transcript_id == transcript_id, Artifact.kind == ArtifactKind.VIDEO)
