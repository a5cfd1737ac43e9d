"""Recordings come in: with the transcript that is made for them, or afterwards, whole or in chunks.

These routes read their bodies themselves (see bodies.py), each in a thread of its own: a slow upload must not take a
thread from anybody who reads.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, BinaryIO, TypeVar, cast

import anyio
import sqlalchemy as sa
from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from reflector.api.access import Called, Caller, owned, readable, shortened
from reflector.api.auth import not_signed_in
from reflector.api.bodies import OVERHEAD_BYTES, Body, Part, parts, read_all
from reflector.api.problems import Problem, problems, unprocessable
from reflector.api.schemas import TranscriptCreated, TranscriptNew, UploadStatus
from reflector.api.services import Served, Services
from reflector.api.transcripts import erase_with_bytes
from reflector.api.views import SHOWN, show
from reflector.db.models import Job, Transcript, utcnow
from reflector.db.states import Stage
from reflector.transcription import ingest
from reflector.transcription.space import check_space

router = APIRouter(prefix="/v1/transcripts", tags=["transcripts"])

T = TypeVar("T")

#: Largest JSON body.
JSON_MAX_BYTES = 64 * 1024
_FILE = {"type": "string", "format": "binary", "description": "The recording, audio or video."}
_FIELDS = set(TranscriptNew.model_fields)


async def _in_thread(work: Callable[[], T]) -> T:
    """Do `work` in a thread that is not one of those that everybody else shares."""
    return await to_thread.run_sync(work, limiter=anyio.CapacityLimiter(1))


# -- a new transcript ---------------------------------------------------------------------------------------------

_CREATE_BODY = {
    "requestBody": {
        "description": "What is known about the transcript; as a form, with the recording as its last field.",
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/TranscriptNew"}},
            "multipart/form-data": {
                "schema": {
                    "allOf": [
                        {"$ref": "#/components/schemas/TranscriptNew"},
                        {"type": "object", "properties": {"file": _FILE}, "required": ["file"]},
                    ]
                }
            },
        },
    }
}


@router.post(
    "",
    status_code=201,
    openapi_extra=_CREATE_BODY,
    responses={
        303: {"description": "The page of the transcript, where a browser sent the form."},
        **problems(400, 401, 408, 413, 415, 429, 503, 507),
    },
)
async def create_transcript(
    request: Request, response: Response, services: Served, caller: Called
) -> TranscriptCreated:
    """Make a transcript: with its recording, as a form with the field `file`, or, as JSON, waiting for it.

    Without a user the answer carries the `owner_token`, this once. The other fields of a form come before the file; one
    that comes after it is refused.
    """
    kind = request.headers.get("content-type", "application/json").split(";")[0].strip().lower()
    if kind == "multipart/form-data":
        made = await _in_thread(partial(_create_with_file, request, services, caller))
    elif kind == "application/json":
        new = _new(await read_all(request, JSON_MAX_BYTES) or b"{}")
        made = await to_thread.run_sync(partial(_create, request, services, caller, new))
    else:
        raise Problem(
            415,
            "unsupported_media_type",
            "Send application/json, or multipart/form-data with the recording.",
            headers={"Accept-Post": "application/json, multipart/form-data"},
        )
    response.headers["Location"] = made.links["self"]
    if request.headers.get("accept", "").startswith("text/html"):
        response.status_code, response.headers["Location"] = 303, _page_of(made)
    return made


def _page_of(made: TranscriptCreated) -> str:
    """Where a browser goes that sent a form without scripts. What follows the # never leaves it again."""
    key = f"#owner={made.owner_token}" if made.owner_token else ""
    return f"/transcripts/{made.id}{key}"


def _new(body: bytes | dict[str, str]) -> TranscriptNew:
    """What is asked for, from JSON or from the fields of a form. Raises RequestValidationError."""
    try:
        if isinstance(body, bytes):
            return TranscriptNew.model_validate_json(body)
        return TranscriptNew.model_validate_strings(body)
    except ValidationError as error:
        found = error.errors(include_input=False, include_context=False)
        raise RequestValidationError([{**item, "loc": ("body", *item["loc"])} for item in found]) from None


def _create(request: Request, services: Services, caller: Caller, new: TranscriptNew) -> TranscriptCreated:
    return _shown(request, services, _made(request, services, caller, new), caller)


def _made(request: Request, services: Services, caller: Caller, new: TranscriptNew) -> ingest.Created:
    """Enter the transcript, within the client's limits."""
    if services.users.exist and caller.user is None and not services.settings.PUBLIC_MODE:
        raise not_signed_in("This instance takes recordings of signed-in users only. Sign in first.")
    if new.share_mode not in {None, "public"} and caller.user is None:
        raise unprocessable("body.share_mode", "an anonymous transcript is always public")
    now = utcnow()
    end = shortened(Transcript(user_id=caller.user, created_at=now), new, services.settings, now)
    client = services.limits.client(request, caller.user)
    services.limits.count("transcripts", client)
    return ingest.create(
        services.database,
        ingest.NewTranscript(
            name=new.name,
            source_language=new.source_language,
            target_language=new.target_language,
            user_id=caller.user,
            client=client,
            share_mode=new.share_mode,
            erase_at=end,
        ),
    )


def _shown(request: Request, services: Services, made: ingest.Created, caller: Caller) -> TranscriptCreated:
    owner = Caller(caller.user, made.owner_token)
    with services.database.snapshot() as session:
        transcript = readable(session, services, made.transcript_id, owner, *SHOWN)
        [shown] = show(session, services, request, owner, [transcript])
    return TranscriptCreated(**shown.model_dump(), owner_token=made.owner_token)


def _create_with_file(request: Request, services: Services, caller: Caller) -> TranscriptCreated:
    client = services.limits.client(request, caller.user)
    with services.limits.uploading(client):
        form = _form(request, services, client)
        fields: dict[str, str] = {}
        for part in form:
            if part.name == "file" and part.file_name is not None:
                return _create_from(request, services, caller, _new(fields), part, form)
            if part.name in _FIELDS and (text := part.text()):  # a form sends every field, also the empty ones
                fields[part.name] = text
    raise unprocessable("body.file", "the form has no file in a field of this name")


def _create_from(
    request: Request, services: Services, caller: Caller, new: TranscriptNew, file: Part, rest: Iterator[Part]
) -> TranscriptCreated:
    made = _made(request, services, caller, new)
    try:
        whole = replace(file, stream=cast(BinaryIO, _ToTheEnd(file.stream, rest)))
        _receive(services, made.transcript_id, whole, 0, 1)
    except BaseException:
        # Nobody was told the id or the owner token: what came of it must not stay.
        erase_with_bytes(services, made.transcript_id, "owner" if caller.user is None else "user")
        raise
    return _shown(request, services, made, caller)


@dataclass(frozen=True, slots=True)
class _ToTheEnd:
    """The file of a form; its end is reached when the rest of the form has been read and is in order."""

    stream: BinaryIO
    rest: Iterator[Part]

    def read(self, size: int = -1, /) -> bytes:
        """As the stream below. Raises Problem 422 at the end if a field follows: the transcript was made without it."""
        data = self.stream.read(size)
        if not data:
            for part in self.rest:
                if part.name in _FIELDS and part.text():
                    raise unprocessable(f"body.{part.name}", "must come before the file")
                if part.name == "file":
                    raise unprocessable("body.file", "must come once")
        return data


# -- the recording of one that waits for it -----------------------------------------------------------------------

_CHUNK_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {"schema": {"type": "object", "properties": {"chunk": _FILE}, "required": ["chunk"]}}
        },
    }
}


@router.post(
    "/{transcript_id}/record/upload",
    openapi_extra=_CHUNK_BODY,
    responses=problems(400, 401, 403, 404, 408, 409, 410, 413, 415, 429, 503, 507),
)
async def upload_recording(
    request: Request,
    services: Served,
    caller: Called,
    transcript_id: str,
    chunk_number: Annotated[int, Query(ge=0, lt=ingest.MAX_CHUNKS, description="This chunk, from 0.")] = 0,
    total_chunks: Annotated[int, Query(ge=1, le=ingest.MAX_CHUNKS, description="How many there will be.")] = 1,
) -> UploadStatus:
    """Bring the recording of a transcript, whole or in chunks, one after another, as the field `chunk` of a form.

    The last chunk starts the transcription. A chunk that did not arrive is sent again; what came before it stays.
    """
    if chunk_number >= total_chunks:
        raise unprocessable("query.chunk_number", "must be less than total_chunks")
    work = partial(_upload, request, services, caller, transcript_id, chunk_number, total_chunks)
    return await _in_thread(work)


@router.get("/{transcript_id}/record/upload", responses=problems(401, 403, 404, 410, 503))
def read_upload(services: Served, caller: Called, transcript_id: str) -> UploadStatus:
    """How far an upload has come, to go on with one that broke off: the next chunk is number `chunks_received`."""
    columns = sa.select(Job.stage, Job.chunks_received, Job.chunks_total).where(Job.transcript_id == transcript_id)
    with services.database.snapshot() as session:
        owned(session, services, transcript_id, caller)
        job = session.execute(columns).one_or_none()
    if job is None:  # made by another program, and complete
        return UploadStatus(chunks_received=0, total_chunks=0, complete=True)
    return UploadStatus(
        chunks_received=job.chunks_received, total_chunks=job.chunks_total or 0, complete=job.stage != Stage.UPLOAD
    )


def _upload(
    request: Request, services: Services, caller: Caller, transcript_id: str, number: int, total: int
) -> UploadStatus:
    with services.database.snapshot() as session:
        owned(session, services, transcript_id, caller)
    client = services.limits.client(request, caller.user)
    with services.limits.uploading(client):
        for part in _form(request, services, client):
            if part.name == "chunk":
                received = _receive(services, transcript_id, part, number, total)
                return UploadStatus(
                    chunks_received=received.next_chunk, total_chunks=received.total_chunks, complete=received.complete
                )
    raise unprocessable("body.chunk", "the form has no field of this name")


def _form(request: Request, services: Services, client: str) -> Iterator[Part]:
    body = Body(request, services.settings.UPLOAD_MAX_BYTES + OVERHEAD_BYTES)
    check_space(services.settings, body.length)
    services.limits.check_minutes(client)
    return parts(body, request.headers.get("content-type", ""))


def _receive(services: Services, transcript_id: str, part: Part, number: int, total: int) -> ingest.Received:
    """Give the file to the transcript; the last of its chunks wakes a worker."""
    received = ingest.receive_chunk(
        services.database,
        services.stores,
        services.settings,
        transcript_id,
        part.stream,
        number,
        total,
        file_name=part.file_name or "",
    )
    if received.complete:
        services.wake(transcript_id)
    return received
