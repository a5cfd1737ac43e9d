"""Serves the audio or video of a transcript from its store, with ranges (RFC 9110, section 14).

There is no redirect to a presigned link, because such a link would outlive the transcript (R4). If the transcript
expires or is erased while its audio is being sent, the answer ends there.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Any, BinaryIO

import sqlalchemy as sa
from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from starlette.types import Send

from reflector import policy
from reflector.api.access import Called, Caller, expires_at, readable
from reflector.api.downloads import disposition, file_name
from reflector.api.problems import Problem, problems
from reflector.api.services import Served, Services
from reflector.db.models import Artifact, Transcript, utcnow
from reflector.db.states import ArtifactKind
from reflector.errors import ObjectMissing
from reflector.storage import Store
from reflector.transcription import videos
from reflector.transcription.layout import noted

router = APIRouter(prefix="/v1/transcripts/{transcript_id}/audio", tags=["audio"])

#: The media types that are served, and the extensions of their files.
_EXTENSIONS = {"audio/mpeg": "mp3"} | {kind: kind.removeprefix("video/") for kind in videos.MEDIA_TYPES}
_PIECE_BYTES = 256 * 1024
#: Seconds between two checks whether the audio was erased while it is being sent. A store can still deliver its bytes.
_LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Media:
    """One audio file, waveform or video of a transcript."""

    store: Store
    key: str
    #: In bytes.
    size: int
    #: Changes with the bytes.
    etag: str
    #: File name of a download.
    name: str
    media_type: str
    #: Length of the recording in seconds, if it is known.
    duration: float | None
    expires_at: datetime | None
    #: Whether the file may still be read.
    is_kept: Callable[[], bool]


def find(services: Services, caller: Caller, transcript_id: str, kind: ArtifactKind) -> Media:
    """Find the newest file of this kind. Raises Problem 401, 403, 404 and 410."""
    with services.instance.database.snapshot() as session:
        columns = (
            Transcript.audio_deleted,
            Transcript.name,
            Transcript.title,
            Transcript.duration,
            Transcript.events,
        )
        transcript = readable(session, services, transcript_id, caller, *columns)
        file = services.find_media(session, [transcript_id], kind).get(transcript_id)
        refused = sa.select(Transcript.id).where(Transcript.id == transcript_id, policy.audio_withheld_clause())
        withheld = session.scalar(refused) is not None
    media_type = "audio/mpeg"
    if kind is ArtifactKind.VIDEO:
        media_type = str(noted(transcript.events, videos.EVENT).get("media_type"))
    if file is None or media_type not in _EXTENSIONS:
        raise _missing(transcript, kind)
    if withheld:
        raise Problem(
            403,
            "audio_withheld",
            "Somebody in the meeting did not consent to keeping the audio. The owner has not decided about it yet.",
        )
    store = services.instance.stores.get(file.store, file.bucket)
    try:
        found = store.stat(file.key)
    except ObjectMissing:
        raise _missing(transcript, kind) from None
    etag = f'"{file.artifact_id}-{found.size}-{int(found.modified_at.timestamp())}"'
    name = file_name(transcript.name or transcript.title, transcript.created_at, _EXTENSIONS[media_type])
    end = expires_at(transcript, services.instance.settings)
    is_kept = partial(_is_kept, services, file.artifact_id)
    return Media(store, file.key, found.size, etag, name, media_type, transcript.duration, end, is_kept)


def _is_kept(services: Services, artifact_id: int) -> bool:
    """Whether the file may still be read.

    It may not if its transcript was erased or has expired, or if a refusal of consent withholds the audio.
    """
    life = sa.select(Transcript.user_id, Transcript.created_at, Transcript.erase_at)
    readable = Artifact.id == artifact_id, ~policy.audio_withheld_clause()
    with services.instance.database.snapshot() as session:
        owner: Any = session.execute(
            life.join(Artifact, Artifact.transcript_id == Transcript.id).where(*readable)
        ).one_or_none()
    end = expires_at(owner, services.instance.settings) if owner is not None else None
    return owner is not None and (end is None or end >= utcnow())


def _missing(transcript: Transcript, kind: ArtifactKind) -> Problem:
    if transcript.audio_deleted:
        return Problem(
            404, "audio_deleted", "The audio was erased because somebody in the meeting did not consent to keeping it."
        )
    if kind is ArtifactKind.VIDEO:
        return Problem(404, "no_video", "There is no video for this transcript, or not yet.")
    return Problem(404, "no_audio", "There is no audio for this transcript, or not yet.")


# -- ranges -------------------------------------------------------------------------------------------------------


def byte_range(header: str, size: int) -> range | None:
    """The bytes that a Range header requests. None means the whole file, also for a header that is not one plain range.

    Raises Problem 416 if the range is outside the file.
    """
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", header.strip())
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1 if last else size, size)
        if last and int(last) < int(first):
            return None
    if start >= end:
        raise Problem(
            416,
            "range_not_satisfiable",
            f"The range lies outside the file of {size} bytes.",
            headers={"Content-Range": f"bytes */{size}"},
        )
    return range(start, end)


_BINARY = {"schema": {"type": "string", "format": "binary"}}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "All of it.", "content": {"audio/mpeg": _BINARY}},
    206: {"description": "The range that was asked for.", "content": {"audio/mpeg": _BINARY}},
    **problems(401, 403, 404, 410, 416, 503),
}


_WAVEFORM = {
    "type": "object",
    "properties": {"data": {"type": "array", "items": {"type": "number"}}, "duration": {"type": "number"}},
}


@router.get("/mp3", response_class=Response, responses=_RESPONSES)
def read_audio(request: Request, services: Served, caller: Called, transcript_id: str) -> Response:
    """The audio as MP3, as a whole or in ranges."""
    return answer(request, find(services, caller, transcript_id, ArtifactKind.MP3))


def answer(request: Request, media: Media) -> Response:
    """The whole file, or the range that the request wants. Raises Problem 416."""
    wanted = None
    # If the file has changed, the answer is the whole file instead of a range (RFC 9110, section 13.1.5).
    if request.headers.get("if-range", media.etag) == media.etag:
        wanted = byte_range(request.headers.get("range", ""), media.size)
    span = wanted or range(media.size)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Length": str(len(span)),
        "ETag": media.etag,
        "Content-Disposition": disposition("inline", media.name),
    }
    if wanted is not None:
        headers["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{media.size}"
    status = 200 if wanted is None else 206
    stream = media.store.open(media.key, start=span.start, length=len(span))
    return MediaResponse(media, stream, pieces(stream, len(span)), status, headers, media.media_type)


@router.get(
    "/waveform",
    response_class=Response,
    responses={
        200: {"description": "The waveform.", "content": {"application/json": {"schema": _WAVEFORM}}},
        **problems(401, 403, 404, 410, 503),
    },
)
def read_waveform(services: Served, caller: Called, transcript_id: str) -> Response:
    """The waveform of the audio: `data`, peaks from 0 to 1, and `duration` in seconds, as wavesurfer.js takes them."""
    found = find(services, caller, transcript_id, ArtifactKind.WAVEFORM)
    with found.store.open(found.key) as stream:
        content = stream.read()
    if content.startswith(b"["):  # an adopted installation keeps a bare list of peaks
        content = b'{"data":%b,"duration":%b}' % (content, json.dumps(found.duration or 0.0).encode())
    return Response(content, media_type="application/json")


def pieces(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """The next `size` bytes of `stream`, a piece at a time."""
    while size > 0 and (piece := stream.read(min(_PIECE_BYTES, size))):
        size -= len(piece)
        yield piece


class MediaResponse(StreamingResponse):
    """Sends a file. If it expires or is erased meanwhile, the connection is cut, so that a part never looks whole.

    `headers` has the Content-Length of all `sent` pieces, which are read from `stream`.
    """

    def __init__(
        self,
        media: Media,
        stream: BinaryIO,
        sent: Iterator[bytes],
        status: int,
        headers: dict[str, str],
        media_type: str,
    ) -> None:
        super().__init__((), status, headers, media_type)
        self._media = media
        self._stream = stream
        self._sent = sent
        self._look_at = monotonic() + _LOOK_SECONDS

    async def stream_response(self, send: Send) -> None:
        """Send the bytes while they may be read, and always close the file."""
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            left = int(self.headers["content-length"])
            if not left:
                await send({"type": "http.response.body"})
            while left > 0 and (piece := await to_thread.run_sync(self._next)):
                left -= len(piece)
                await send({"type": "http.response.body", "body": piece, "more_body": left > 0})
        finally:
            self._stream.close()

    def _next(self) -> bytes:
        """The next piece. It is empty at the end, or if the file may not be read any more."""
        if self._media.expires_at is not None and self._media.expires_at < utcnow():
            return b""
        if monotonic() >= self._look_at:
            if not self._media.is_kept():
                return b""
            self._look_at = monotonic() + _LOOK_SECONDS
        return next(self._sent, b"")
