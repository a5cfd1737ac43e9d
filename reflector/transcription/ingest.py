"""Creates transcripts and receives uploaded recordings, whole or in chunks. `recordings.py` receives announced ones.

An upload is one file, `<transcript id>/upload.<ext>` on the local disk, for any number of chunks. Its artifact row is
committed before the first byte (R1). The job's row has the number of received chunks. The artifact's `size` is the
offset of the next chunk. If a connection breaks, the next attempt overwrites the bytes after that offset. A lock on the
file lets only one client write at a time. The kernel releases it when its process dies.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import BinaryIO

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector import inventory
from reflector.db.models import Artifact, Job, Transcript, utcnow
from reflector.db.session import Database, forbid_transaction
from reflector.db.states import ArtifactKind, ShareMode, SourceKind, Stage, Status
from reflector.errors import (
    ArtifactDoomed,
    BadChunk,
    EmptyChunk,
    NoSpace,
    NotReceiving,
    StoreBusy,
    StoreUnavailable,
    TooLarge,
    TranscriptGone,
    UploadBusy,
    WrongChunk,
    WrongSize,
)
from reflector.instance import Instance
from reflector.inventory import Place
from reflector.settings import Settings
from reflector.transcription.space import check_space, is_full

log = structlog.get_logger(__name__)

#: Seconds until the deadline of a writer, and seconds between two extensions of that deadline.
_WRITER_SECONDS, _EXTEND_SECONDS = 120.0, 10.0
_READ_BYTES = 1024 * 1024
#: The largest number of chunks. More would be a mistake or an attempt to overload the server.
MAX_CHUNKS = 100_000


# -- a new transcript -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewTranscript:
    """The properties of a transcript that are known before its recording."""

    name: str | None = None
    #: Code of the spoken language, such as "en". None: detect it.
    source_language: str | None = None
    target_language: str | None = None
    #: None: anonymous.
    user_id: str | None = None
    #: Keyed hash of the client that sends the recording, for fairness between clients.
    client: str | None = None
    source_kind: SourceKind = SourceKind.FILE
    meeting_id: str | None = None
    recording_id: str | None = None
    room_id: str | None = None
    #: None: private for a user's transcript, public for an anonymous one.
    share_mode: ShareMode | None = None
    #: An end before the regular one; aware.
    erase_at: datetime | None = None
    #: Whether it is made for one answer, and erased as soon as its text is sent.
    ephemeral: bool = False
    #: Whether speakers are told apart by their voices. None: the setting DIARIZATION decides.
    diarization: bool | None = None
    #: Whether its video is kept, if it is one that browsers play.
    keep_video: bool = False


@dataclass(frozen=True, slots=True)
class Created:
    """The result of creating a transcript."""

    transcript_id: str
    #: Proves ownership of an anonymous transcript. It is shown only once. None for a signed-in user's.
    owner_token: str | None


def create(database: Database, new: NewTranscript) -> Created:
    """Create a transcript that waits for its recording."""
    token = None if new.user_id else secrets.token_urlsafe(32)
    with database.transaction() as session:
        transcript = enter(session, new, stage=Stage.UPLOAD, owner_token=token)
    log.info("transcript_created", transcript_id=transcript.id, source_kind=new.source_kind)
    return Created(transcript.id, token)


def owner_token_hash(token: str) -> str:
    """The hash that is stored for an owner token. The token has 256 random bits, so it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def enter(session: Session, new: NewTranscript, *, stage: Stage, owner_token: str | None = None) -> Transcript:
    """Insert the rows of a new transcript in the caller's transaction. Its job begins at `stage`."""
    transcript = Transcript(
        name=new.name,
        source_language=new.source_language,
        target_language=new.target_language,
        user_id=new.user_id,
        source_kind=new.source_kind,
        meeting_id=new.meeting_id,
        recording_id=new.recording_id,
        room_id=new.room_id,
        share_mode=new.share_mode or (ShareMode.PRIVATE if new.user_id else ShareMode.PUBLIC),
        erase_at=new.erase_at,
        status=Status.IDLE if stage is Stage.UPLOAD else Status.UPLOADED,
        owner_token_hash=owner_token_hash(owner_token) if owner_token else None,
    )
    inventory.enter_transcript(session, transcript)
    session.add(
        Job(
            transcript_id=transcript.id,
            stage=stage,
            client=new.client or "",
            ephemeral=new.ephemeral,
            diarization=new.diarization,
            keep_video=new.keep_video,
        )
    )
    return transcript


# -- uploads ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Received:
    """The progress of an upload."""

    #: Number of the next expected chunk. It equals `total_chunks` when all chunks are received.
    next_chunk: int
    #: None while the client has not stated it.
    total_chunks: int | None
    #: Received bytes.
    size: int

    @property
    def complete(self) -> bool:
        """Whether the whole recording is received."""
        return self.next_chunk == self.total_chunks


def receive(instance: Instance, transcript_id: str, stream: BinaryIO, *, file_name: str = "") -> Received:
    """Receive a whole recording in one stream. Raises the errors of `receive_chunk`."""
    return receive_chunk(instance, transcript_id, stream, 0, 1, file_name=file_name)


def receive_chunk(
    instance: Instance,
    transcript_id: str,
    stream: BinaryIO,
    chunk_number: int,
    total_chunks: int | None,
    *,
    total_bytes: int | None = None,
    file_name: str = "",
) -> Received:
    """Append chunk `chunk_number` (from 0) of `total_chunks` to the recording. The last chunk makes the job ready.

    A recorder that does not know the number of chunks passes None until its last chunk. `total_bytes` is the size of
    the whole recording, if the client states it. Only a plain suffix of `file_name` is used. Memory use is constant.

    Raises BadChunk, EmptyChunk, WrongChunk (with the expected chunk), UploadBusy, NotReceiving, NoSpace and
    StorageError. After these, the chunks received before are kept. After TooLarge and WrongSize the client must send
    the recording again from its beginning. Raises TranscriptGone if the transcript does not exist any more.
    """
    if not 0 <= chunk_number < (MAX_CHUNKS if total_chunks is None else total_chunks) <= MAX_CHUNKS:
        raise BadChunk()
    settings = instance.settings
    check_space(settings)
    artifact_id, place = _announce(instance.database, settings, transcript_id, file_name)
    upload = _Upload(instance, transcript_id, artifact_id, place)
    with upload.writing() as file:
        start = upload.begin(file, chunk_number, total_chunks, total_bytes)
        size = start + upload.copy(stream, file, settings.UPLOAD_MAX_BYTES - start)
        if size == start:
            raise EmptyChunk()
        received = upload.advance(chunk_number, size)
    if received.complete:
        log.info("upload_complete", transcript_id=transcript_id, size=size, chunks=received.total_chunks)
    return received


def _announce(database: Database, settings: Settings, transcript_id: str, file_name: str) -> tuple[int, Place]:
    """Commit the upload's artifact row before its first byte (R1). Later chunks use the row of the first chunk."""
    with database.transaction() as session:
        job = _lock_upload(session, transcript_id)
        job.lease_until = _idle_until(settings)
        earlier = sa.select(Artifact.key).where(
            Artifact.transcript_id == transcript_id, Artifact.kind == ArtifactKind.UPLOAD
        )
        key = session.scalar(earlier.limit(1))
        place = Place(ArtifactKind.UPLOAD, "local", "", key or f"{transcript_id}/upload.{suffix(file_name)}")
        return inventory.announce_in(session, transcript_id, place, _writable_until()), place


def _writable_until() -> datetime:
    return utcnow() + timedelta(seconds=_WRITER_SECONDS)


def _idle_until(settings: Settings) -> datetime:
    """The time at which an upload counts as abandoned if no more bytes arrive."""
    return utcnow() + timedelta(seconds=settings.UPLOAD_IDLE_SECONDS)


def suffix(file_name: str) -> str:
    """The suffix of a file name, such as "mp3". It is "bin" if there is no short, plain suffix."""
    found = re.search(r"\.([A-Za-z0-9]{1,8})$", file_name)
    return found[1].lower() if found else "bin"


def _lock_upload(session: Session, transcript_id: str) -> Job:
    """`_lock_job`. Also raises NotReceiving if the upload was completed or abandoned, perhaps while we waited."""
    job = _lock_job(session, transcript_id)
    if job.stage != Stage.UPLOAD:
        raise NotReceiving()
    return job


def _lock_job(session: Session, transcript_id: str) -> Job:
    """Lock the transcript's row and then the job's row: the order of all transactions.

    Raises TranscriptGone, and NotReceiving for a transcript without a job.
    """
    owner = sa.select(Transcript.id).where(Transcript.id == transcript_id).with_for_update(key_share=True)
    if session.scalar(owner) is None:
        raise TranscriptGone()
    job = session.get(Job, transcript_id, with_for_update=True)
    if job is None:  # another program created it, complete
        raise NotReceiving()
    return job


@contextmanager
def _disk() -> Iterator[None]:
    """Translate the disk's errors while a file is written."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise NoSpace() from None
        raise StoreUnavailable() from error


@dataclass(slots=True)
class _Upload:
    """One chunk of an upload while a client sends it."""

    instance: Instance
    transcript_id: str
    artifact_id: int
    place: Place
    #: The number of chunks and the size in bytes, if the client has stated them.
    total_chunks: int | None = None
    total_bytes: int | None = None

    @contextmanager
    def writing(self) -> Iterator[BinaryIO]:
        """Open the file exclusively during the block. After the block the artifact is always sealed or doomed.

        After a failure the artifact is sealed at its old size. After TooLarge and WrongSize the file is erased.
        """
        forbid_transaction()
        try:
            with self.instance.stores.local.appending(self.place.key) as file:
                yield file
        except StoreBusy:
            raise UploadBusy() from None
        except (TooLarge, WrongSize):
            with suppress(TranscriptGone), self.instance.database.transaction() as session:
                job = _lock_job(session, self.transcript_id)
                job.chunks_received, job.chunks_total, job.upload_bytes = 0, None, None
            inventory.take_back(self.instance, [self.artifact_id], [self.place])
            raise
        except BaseException:
            try:  # keep the earlier chunks for the next attempt
                inventory.seal(self.instance.database, [self.artifact_id])
            except ArtifactDoomed:  # the transcript was erased meanwhile
                inventory.take_back(self.instance, [self.artifact_id], [self.place])
            raise

    def begin(self, file: BinaryIO, chunk_number: int, total_chunks: int | None, total_bytes: int | None) -> int:
        """Truncate the file to the chunk's offset, and return the offset in bytes.

        Raises WrongChunk, WrongSize, TooLarge and NotReceiving.
        """
        with self.instance.database.transaction() as session:
            job = _lock_upload(session, self.transcript_id)
            self.total_chunks = job.chunks_total or total_chunks
            self.total_bytes = job.upload_bytes or total_bytes
            if chunk_number != job.chunks_received or total_chunks not in {None, self.total_chunks}:
                raise WrongChunk(job.chunks_received, self.total_chunks or 0)
            known = session.get_one(Artifact, self.artifact_id)
            start = (known.size or 0) if job.chunks_received else 0
        if total_bytes not in {None, self.total_bytes}:
            raise WrongSize()
        if (self.total_bytes or 0) > self.instance.settings.UPLOAD_MAX_BYTES:
            raise TooLarge()
        file.truncate(start)  # the client sends an incomplete chunk again
        file.seek(start)
        return start

    def copy(self, stream: BinaryIO, file: BinaryIO, most: int) -> int:
        """Copy at most `most` bytes and return their number. Raises TooLarge, NoSpace and TranscriptGone.

        After an error none of the chunk's bytes stay. The free space is checked before each piece, because several
        uploads can fill the disk together.
        """
        start, size, extend_at = file.tell(), 0, monotonic() + _EXTEND_SECONDS
        try:
            while data := stream.read(_READ_BYTES):
                size += len(data)
                if size > most:
                    raise TooLarge()
                check_space(self.instance.settings, len(data))
                rest = memoryview(data)
                with _disk():
                    while rest:  # the file is unbuffered, so one call of `write` can be partial
                        rest = rest[file.write(rest) :]
                if monotonic() > extend_at:
                    with self.instance.database.transaction() as session:
                        job = _lock_upload(session, self.transcript_id)
                        job.lease_until = _idle_until(self.instance.settings)
                        inventory.announce_in(session, self.transcript_id, self.place, _writable_until())
                    extend_at = monotonic() + _EXTEND_SECONDS
            with _disk():
                os.fsync(file.fileno())
        except BaseException:
            with suppress(OSError):
                file.truncate(start)  # free the space at once, because the disk may be full
            raise
        return size

    def advance(self, chunk_number: int, size: int) -> Received:
        """Commit that the chunk is received, and seal the artifact. Raises WrongSize and NotReceiving."""
        received = Received(chunk_number + 1, self.total_chunks, size)
        if self.total_bytes is not None and (
            size > self.total_bytes or (received.complete and size != self.total_bytes)
        ):
            raise WrongSize()
        with self.instance.database.transaction() as session:
            job = _lock_upload(session, self.transcript_id)
            job.chunks_received, job.chunks_total = received.next_chunk, received.total_chunks
            job.upload_bytes = size if received.complete else self.total_bytes
            session.execute(sa.update(Artifact).where(Artifact.id == self.artifact_id).values(size=size))
            inventory.seal_in(session, [self.artifact_id])
            if received.complete:
                job.stage, job.lease_until = Stage.CONVERT, None
                owner = sa.update(Transcript).where(Transcript.id == self.transcript_id)
                session.execute(owner.values(status=Status.UPLOADED))
        return received
