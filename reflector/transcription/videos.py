"""Decides whether the uploaded video of a transcript is kept, and keeps it.

1. Its owner must have asked for it when the transcript was created, and browsers must be able to play it as it is. The
   confined decoder says what is in the file (`convert.Video`). Nothing is converted, and nothing else reads the file.
2. The upload stays where it is, under its own artifact row. The row gets the kind `video`. With an S3 store, the video
   is copied there, and the local file is doomed.
3. The rows of this kind are the quota. They are counted and changed under one lock, so the limits hold for all workers.
   Rows of videos that are doomed and not erased yet still count for the disk.
4. A video that is not kept is an upload like any other: it is doomed as soon as its sound is taken.

See docs/decisions/0058-a-video-is-kept-if-its-owner-asks.md.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import inventory
from reflector.db.models import Artifact, Job, Transcript
from reflector.db.states import ArtifactKind
from reflector.errors import TranscriptGone
from reflector.inventory import Place
from reflector.settings import Settings
from reflector.transcription import jobs
from reflector.transcription.context import StageContext, StageTransaction
from reflector.transcription.decode.convert import Video

#: The name of the event that says whether the video is kept: {"state", "reason", "media_type"}.
EVENT = "VIDEO"


class Reason(StrEnum):
    """The reason why a video is not kept although its owner asked for it."""

    #: The instance keeps none.
    OFF = "videos_off"
    #: The recording has no video track.
    NONE = "no_video"
    #: Browsers do not play it as it is.
    NOT_PLAYABLE = "video_not_playable"
    #: The client has used up VIDEO_BYTES_PER_CLIENT.
    CLIENT = "video_quota"
    #: All videos together would exceed VIDEO_DISK_SHARE.
    DISK = "video_no_space"


#: The sentence for each reason, for people.
EXPLANATIONS: Mapping[str, str] = {
    Reason.OFF: "This instance keeps no videos.",
    Reason.NONE: "The recording has no video.",
    Reason.NOT_PLAYABLE: "Browsers cannot play this kind of video. They play MP4 with H.264, and WebM.",
    Reason.CLIENT: "This instance keeps only a limited amount of video for each visitor.",
    Reason.DISK: "The instance has no space for another video at the moment.",
}

#: By container: the media type, the codecs of the picture, and the codecs of the sound that browsers play.
_PLAYABLE: Mapping[str, tuple[str, frozenset[str], frozenset[str]]] = {
    "mp4": ("video/mp4", frozenset({"h264"}), frozenset({"aac", "mp3", "opus"})),
    "webm": ("video/webm", frozenset({"vp8", "vp9", "av1"}), frozenset({"opus", "vorbis"})),
}
#: The profiles of H.264 that browsers play: 8 bits, with half of the colours' resolution (4:2:0).
_H264_PROFILES = frozenset({"Constrained Baseline", "Baseline", "Main", "High"})
MEDIA_TYPES = frozenset(media_type for media_type, _, _ in _PLAYABLE.values())


@dataclass(frozen=True, slots=True)
class Choice:
    """The decision about the upload."""

    #: Whether its owner asked to keep it.
    asked: bool = False
    #: The reason why it is not kept. None: it is kept, or its owner did not ask.
    reason: Reason | None = None
    #: For browsers.
    media_type: str = ""
    #: Bytes.
    size: int = 0

    @property
    def keeps(self) -> bool:
        """Whether it is kept."""
        return self.asked and self.reason is None

    @property
    def events(self) -> list[dict[str, object]]:
        """The event for the transcript's row; none if nobody asked."""
        if not self.asked:
            return []
        kept = {"state": "kept", "reason": None, "media_type": self.media_type}
        refused = {"state": "not_kept", "reason": self.reason, "media_type": None}
        return [{"event": EVENT, "data": kept if self.keeps else refused}]


def are_kept(settings: Settings) -> bool:
    """Whether this instance keeps videos."""
    return settings.VIDEO_BYTES_PER_CLIENT > 0 and settings.VIDEO_DISK_SHARE > 0


def media_type_of(video: Video) -> str | None:
    """The media type under which browsers play a video. None if they do not play it."""
    media_type, codecs, sounds = _PLAYABLE.get(video.container, ("", frozenset(), frozenset()))
    if video.codec not in codecs or video.sound not in sounds:
        return None
    return media_type if video.codec != "h264" or video.profile in _H264_PROFILES else None


def choose(stage: StageContext, upload: str, video: Video | None) -> Choice:
    """Decide what becomes of the local file `upload`, and reserve its bytes if it is kept.

    A stage that runs again decides again. Raises TranscriptGone and JobLost.
    """
    transcript_id = stage.job.transcript_id
    wanted = sa.select(Job.keep_video, Job.client, Transcript.user_id).join(
        Transcript, Transcript.id == Job.transcript_id
    )
    own = Artifact.transcript_id == transcript_id, Artifact.store == "local", Artifact.key == upload
    with stage.instance.database.transaction() as session:
        if not inventory.lock_transcripts(session, [transcript_id]):
            raise TranscriptGone()
        jobs.lock(session, stage.job)
        asked, client, user = session.execute(wanted.where(Job.transcript_id == transcript_id)).one()
        if not asked:
            return Choice()
        stage.instance.database.serialize(session, "videos")  # the last lock: its holder waits for no other lock
        size = session.scalar(sa.select(Artifact.size).where(*own)) or 0
        reason = _reason(stage, session, video, size, client, user)
        kind = ArtifactKind.VIDEO if reason is None else ArtifactKind.UPLOAD
        session.execute(sa.update(Artifact).where(*own).values(kind=kind))
    return Choice(True, reason, media_type_of(video) or "" if video else "", size)


def _reason(
    stage: StageContext, session: Session, video: Video | None, size: int, client: str | None, user: str | None
) -> Reason | None:
    settings = stage.instance.settings
    if not are_kept(settings):
        return Reason.OFF
    if video is None:
        return Reason.NONE
    if media_type_of(video) is None:
        return Reason.NOT_PLAYABLE
    # A literal, as in the partial index: planners use that index only for the same condition.
    kept = sa.select(sa.func.coalesce(sa.func.sum(Artifact.size), 0)).where(
        Artifact.kind == sa.literal_column("'video'"),
        Artifact.transcript_id.is_distinct_from(stage.job.transcript_id),
    )
    # The hash of an anonymous client changes every day, so its videos of earlier days are not known to be its own.
    of_client = kept.join(Job, Job.transcript_id == Artifact.transcript_id).where(Job.client == client)
    of_user = kept.join(Transcript, Transcript.id == Artifact.transcript_id).where(Transcript.user_id == user)
    mine = session.scalar(of_client if user is None else of_user) or 0
    if mine + size > settings.VIDEO_BYTES_PER_CLIENT:
        return Reason.CLIENT
    most = settings.VIDEO_DISK_SHARE * shutil.disk_usage(settings.DATA_DIR).total
    return Reason.DISK if (session.scalar(kept) or 0) + size > most else None


def copy_to_cloud(stage: StageContext, upload: str) -> None:
    """Copy the video into the S3 store. Raises StorageError and the errors of `inventory.writing`."""
    stores = stage.instance.stores
    key = f"{stage.job.transcript_id}/video{PurePosixPath(upload).suffix}"
    stored = Place.in_store(ArtifactKind.VIDEO, stores.default, key)
    with stores.local.open(upload) as stream, stage.writing([stored]):
        stores.default.put(stored.key, stream)


def settle(tx: StageTransaction, choice: Choice, *, in_cloud: bool) -> None:
    """Doom the files of the upload that are not kept, in the transaction that ends the conversion."""
    transcript_id = tx.job.transcript_id
    tx.doom(kind=ArtifactKind.UPLOAD)
    # Its owner may have changed their mind since `choose`.
    still = choice.keeps and tx.session.scalar(sa.select(Job.keep_video).where(Job.transcript_id == transcript_id))
    if not still:
        tx.doom(kind=ArtifactKind.VIDEO)
    elif in_cloud:
        tx.doom(kind=ArtifactKind.VIDEO, store="local")
        kept = sa.update(Artifact).where(Artifact.transcript_id == transcript_id, Artifact.kind == ArtifactKind.VIDEO)
        tx.session.execute(kept.values(size=choice.size))
