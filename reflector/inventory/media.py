"""Finds the complete audio, waveform or video of a transcript, for the API and the pages."""

from collections.abc import Callable, Collection
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.models import Artifact
from reflector.db.states import ArtifactKind


class MediaFile(NamedTuple):
    """The place of a complete audio file, waveform or video."""

    artifact_id: int
    #: "local" or "s3", the bucket, and the key in it.
    store: str
    bucket: str
    key: str


#: Finds the newest file of one kind (MP3, waveform or video) of each of some transcripts, by the id of the transcript.
#: It leaves out those without one.
FindMedia = Callable[[Session, Collection[str], ArtifactKind], dict[str, MediaFile]]


def find_media(session: Session, transcript_ids: Collection[str], kind: ArtifactKind) -> dict[str, MediaFile]:
    """The media files that Reflector itself has made or kept. See `FindMedia`."""
    columns = sa.select(Artifact.transcript_id, Artifact.id, Artifact.store, Artifact.bucket, Artifact.key)
    complete = columns.where(
        Artifact.transcript_id.in_(transcript_ids), Artifact.kind == kind, Artifact.writable_until.is_(None)
    )
    found = {}
    for owner, artifact_id, store, bucket, key in session.execute(complete.order_by(Artifact.id)):
        if owner is not None:
            found[owner] = MediaFile(artifact_id, store, bucket, key)  # the newest comes last
    return found
