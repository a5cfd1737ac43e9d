"""The query for doomed artifacts, and the row that it returns. drain.py uses them."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from reflector import inventory
from reflector.db.models import Artifact
from reflector.db.states import ArtifactKind
from reflector.inventory import DOOMED

LOCATION = (Artifact.store, Artifact.bucket, Artifact.key)


class StoreName(NamedTuple):
    """The store that an artifact row names."""

    #: "local" or "s3"
    store: str
    bucket: str


class DoomedArtifact(NamedTuple):
    """The columns of a doomed artifact that a drain needs."""

    id: int
    kind: str
    store: str
    bucket: str
    key: str
    attempts: int
    writable_until: datetime | None
    doomed_since: datetime

    @property
    def store_name(self) -> StoreName:
        """The store that has the bytes."""
        return StoreName(self.store, self.bucket)

    @property
    def is_folder(self) -> bool:
        """Whether the row stands for everything below its key. Any other key that ends in "/" names one object."""
        # Only two kinds of artifacts are folders: those of transcripts, and on the local disk those of decoded tracks.
        may_be = self.kind == ArtifactKind.FOLDER or (self.kind == ArtifactKind.TRACK and self.store == "local")
        return may_be and self.key.endswith("/")

    @property
    def is_forbidden(self) -> bool:
        """Whether the pointer names bytes that are not the artifact's: a marker, a probe or a journal."""
        return inventory.is_own_file(self.bucket, self.key)


#: A query for the columns of `DoomedArtifact`.
DoomedQuery = sa.Select[int, str, str, str, str, int, datetime | None, datetime]


def select_doomed() -> DoomedQuery:
    """All doomed artifacts, in the order of store, bucket, key and id, as in ix_artifact_doomed."""
    since = sa.func.coalesce(Artifact.doomed_at, Artifact.created_at).label("doomed_since")
    progress = (Artifact.attempts, Artifact.writable_until, since)
    columns = sa.select(Artifact.id, Artifact.kind, *LOCATION, *progress)
    return columns.where(DOOMED).order_by(*LOCATION, Artifact.id)
