"""A recording comes in by upload, whole or in chunks; `recordings.py` is the other way in.

An upload is one file, `<transcript id>/upload.<ext>` on the local disk, however many chunks it comes in. Its artifact
row is there before the first byte; the job's row says how many chunks have come, and the artifact's `size` where the
next one begins. What a broken connection left behind that point is overwritten by the next attempt. The lock on the
file itself lets one client write at a time, and falls with the process that holds it.
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
from typing import Any, BinaryIO

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector import inventory
from reflector.db.models import Artifact, Job, Transcript, utcnow
from reflector.db.session import Database, forbid_transaction
from reflector.db.states import Stage, Status
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

#: How long a writer that shows no sign of life is believed to be at work, and how often it shows one.
_WRITER_SECONDS, _SIGN_SECONDS = 120.0, 10.0
_READ_BYTES = 1024 * 1024
#: More chunks than this are a mistake, or an attempt to make us work.
MAX_CHUNKS = 100_000


# -- a new transcript -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewTranscript:
    """What is known about a transcript before its recording."""

    name: str | None = None
    #: Code of the language that is spoken, such as "en"; None: detected.
    source_language: str | None = None
    target_language: str | None = None
    #: None: anonymous.
    user_id: str | None = None
    #: Keyed hash of who brings the recording, for fairness between clients.
    client: str | None = None
    #: "file", "live" or "room".
    source_kind: str = "file"
    meeting_id: str | None = None
    recording_id: str | None = None
    room_id: str | None = None
    #: "public", "semi-private" or "private"; None: "private" for a user's, "public" for an anonymous one.
    share_mode: str | None = None
    #: An end before the instance's days; aware.
    erase_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Created:
    """A transcript that was created."""

    transcript_id: str
    #: What proves ownership of an anonymous transcript, shown this once; None for a signed-in user's.
    owner_token: str | None


def create(database: Database, new: NewTranscript) -> Created:
    """Make a transcript that waits for its recording."""
    token = None if new.user_id else secrets.token_urlsafe(32)
    with database.transaction() as session:
        transcript = enter(session, new, stage=Stage.UPLOAD, owner_token=token)
    log.info("transcript_created", transcript_id=transcript.id, source_kind=new.source_kind)
    return Created(transcript.id, token)


def owner_token_hash(token: str) -> str:
    """What is kept of an owner token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def enter(session: Session, new: NewTranscript, *, stage: Stage, owner_token: str | None = None) -> Transcript:
    """The rows of a new transcript, in the caller's transaction; its job begins at `stage`."""
    transcript = Transcript(
        name=new.name,
        source_language=new.source_language,
        target_language=new.target_language,
        user_id=new.user_id,
        source_kind=new.source_kind,
        meeting_id=new.meeting_id,
        recording_id=new.recording_id,
        room_id=new.room_id,
        share_mode=new.share_mode or ("private" if new.user_id else "public"),
        erase_at=new.erase_at,
        status=Status.IDLE if stage is Stage.UPLOAD else Status.UPLOADED,
        owner_token_hash=owner_token_hash(owner_token) if owner_token else None,
    )
    inventory.enter_transcript(session, transcript)
    session.add(Job(transcript_id=transcript.id, stage=stage, client=new.client or ""))
    return transcript


# -- uploads ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Received:
    """How far an upload has come."""

    #: Number of the chunk that is expected next; equal to `total_chunks` when all chunks are there.
    next_chunk: int
    #: None as long as the client has left it open.
    total_chunks: int | None
    #: Length of what is there, in bytes.
    size: int

    @property
    def complete(self) -> bool:
        """Whether the whole recording is there."""
        return self.next_chunk == self.total_chunks


def receive(instance: Instance, transcript_id: str, stream: BinaryIO, *, file_name: str = "") -> Received:
    """Take a whole recording in one stream. Raises what `receive_chunk` raises."""
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
    """Append chunk `chunk_number` (from 0) of `total_chunks` to the recording; the last one starts the work.

    A recorder that does not know the number of chunks gives None until its last one. `total_bytes` is the size of the
    whole recording, if the client states it. Of `file_name` only a plain suffix is used. Memory stays flat.

    Raises BadChunk, EmptyChunk, WrongChunk (with the chunk that is expected), UploadBusy, NotReceiving, NoSpace and
    StorageError: what was received before stays. After TooLarge and WrongSize the recording has to be sent again from
    its beginning. TranscriptGone when the transcript does not exist any more.
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
    """The upload's artifact row, committed before its first byte; a later chunk finds the first one's."""
    with database.transaction() as session:
        job = _locked_job(session, transcript_id)
        if job.stage != Stage.UPLOAD:
            raise NotReceiving()
        job.lease_until = _idle_until(settings)
        key = session.scalar(sa.select(Artifact.key).where(_is_upload(transcript_id)).limit(1))
        place = Place("upload", "local", "", key or f"{transcript_id}/upload.{suffix(file_name)}")
        return inventory.announce_in(session, transcript_id, place, _writable_until()), place


def _writable_until() -> datetime:
    return utcnow() + timedelta(seconds=_WRITER_SECONDS)


def _idle_until(settings: Settings) -> datetime:
    """When an upload of which nothing more comes is given up."""
    return utcnow() + timedelta(seconds=settings.UPLOAD_IDLE_SECONDS)


def suffix(file_name: str) -> str:
    """The plain suffix of a file name, such as "mp3"; "bin" if it has none that says nothing about a person."""
    found = re.search(r"\.([A-Za-z0-9]{1,8})$", file_name)
    return found[1].lower() if found else "bin"


def _is_upload(transcript_id: Any) -> sa.ColumnElement[bool]:
    return sa.and_(Artifact.transcript_id == transcript_id, Artifact.kind == "upload")


def _locked_job(session: Session, transcript_id: str) -> Job:
    """The job, with its transcript's row locked first, as everybody does. Raises TranscriptGone."""
    owner = sa.select(Transcript.id).where(Transcript.id == transcript_id).with_for_update(key_share=True)
    if session.scalar(owner) is None:
        raise TranscriptGone()
    job = session.get(Job, transcript_id, with_for_update=True)
    if job is None:  # made by another program, and complete
        raise NotReceiving()
    return job


@contextmanager
def _disk() -> Iterator[None]:
    """Translate what the disk answers while a file is written."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise NoSpace() from None
        raise StoreUnavailable() from error


def _write(file: BinaryIO, data: bytes) -> None:
    """All of `data`: the file has no buffer, and takes what fits on the disk."""
    rest = memoryview(data)
    with _disk():
        while rest:
            rest = rest[file.write(rest) :]


@dataclass(slots=True)
class _Upload:
    """One client's turn at the file of an upload."""

    instance: Instance
    transcript_id: str
    artifact_id: int
    place: Place
    #: How many chunks there will be, and bytes in all, as far as the client has stated them.
    total_chunks: int | None = None
    total_bytes: int | None = None

    @contextmanager
    def writing(self) -> Iterator[BinaryIO]:
        """The file, for us alone; whatever happens in the block, nobody is at work on it afterwards."""
        forbid_transaction()
        try:
            with self.instance.stores.local.appending(self.place.key) as file:
                yield file
        except StoreBusy:
            raise UploadBusy() from None
        except (TooLarge, WrongSize):
            self._start_again()
            raise
        except BaseException:
            self._leave()
            raise

    def begin(self, file: BinaryIO, chunk_number: int, total_chunks: int | None, total_bytes: int | None) -> int:
        """Go to where the chunk begins, and return that position in bytes.

        Raises WrongChunk, WrongSize, TooLarge and NotReceiving.
        """
        with self.instance.database.transaction() as session:
            job = _locked_job(session, self.transcript_id)
            if job.stage != Stage.UPLOAD:  # completed while we waited for the row or the file
                raise NotReceiving()
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
        file.truncate(start)  # a chunk that broke off is sent again
        file.seek(start)
        return start

    def copy(self, stream: BinaryIO, file: BinaryIO, most: int) -> int:
        """Copy at most `most` bytes and return how many. Raises TooLarge, NoSpace, TranscriptGone; nothing stays then.

        The disk is looked at before each piece: many uploads fill it together.
        """
        start, size, sign_at = file.tell(), 0, monotonic() + _SIGN_SECONDS
        try:
            while data := stream.read(_READ_BYTES):
                size += len(data)
                if size > most:
                    raise TooLarge()
                check_space(self.instance.settings, len(data))
                _write(file, data)
                if monotonic() > sign_at:
                    self._sign_of_life()
                    sign_at = monotonic() + _SIGN_SECONDS
            with _disk():
                os.fsync(file.fileno())
        except BaseException:
            with suppress(OSError):
                file.truncate(start)  # at once, and not when the upload is given up: the disk may be full
            raise
        return size

    def advance(self, chunk_number: int, size: int) -> Received:
        """Commit that the chunk is there, and that nobody is at work on the file. Raises WrongSize, NotReceiving."""
        received = Received(chunk_number + 1, self.total_chunks, size)
        if self.total_bytes is not None and (
            size > self.total_bytes or (received.complete and size != self.total_bytes)
        ):
            raise WrongSize()
        with self.instance.database.transaction() as session:
            job = _locked_job(session, self.transcript_id)
            if job.stage != Stage.UPLOAD:  # given up meanwhile
                raise NotReceiving()
            job.chunks_received, job.chunks_total = received.next_chunk, received.total_chunks
            job.upload_bytes = self.total_bytes
            session.execute(sa.update(Artifact).where(Artifact.id == self.artifact_id).values(size=size))
            inventory.seal_in(session, [self.artifact_id])
            if received.complete:
                job.stage, job.lease_until = Stage.CONVERT, None
                owner = sa.update(Transcript).where(Transcript.id == self.transcript_id)
                session.execute(owner.values(status=Status.UPLOADED))
        return received

    def _sign_of_life(self) -> None:
        with self.instance.database.transaction() as session:
            job = _locked_job(session, self.transcript_id)
            if job.stage != Stage.UPLOAD:  # given up meanwhile
                raise NotReceiving()
            job.lease_until = _idle_until(self.instance.settings)
            inventory.announce_in(session, self.transcript_id, self.place, _writable_until())

    def _leave(self) -> None:
        """Leave what was received before to the next attempt, or nothing if the transcript was erased meanwhile."""
        try:
            inventory.seal(self.instance.database, [self.artifact_id])
        except ArtifactDoomed:
            inventory.take_back(self.instance, [self.artifact_id], [self.place])

    def _start_again(self) -> None:
        with suppress(TranscriptGone), self.instance.database.transaction() as session:
            job = _locked_job(session, self.transcript_id)
            job.chunks_received, job.chunks_total, job.upload_bytes = 0, None, None
        inventory.take_back(self.instance, [self.artifact_id], [self.place])
