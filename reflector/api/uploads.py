"""Routes that receive the recording of an existing transcript, whole or in chunks."""

from functools import partial
from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Query, Request

from reflector.api.access import Called, Caller, owned
from reflector.api.problems import problems, unprocessable
from reflector.api.recording_forms import FILE, Chunk, in_thread, open_form, receive
from reflector.api.schemas import UploadStatus
from reflector.api.services import Served, Services
from reflector.db.models import Job
from reflector.db.states import Stage
from reflector.transcription import ingest

router = APIRouter(prefix="/v1/transcripts", tags=["transcripts"])

_CHUNK_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {"schema": {"type": "object", "properties": {"chunk": FILE}, "required": ["chunk"]}}
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
    total_chunks: Annotated[
        int, Query(ge=0, le=ingest.MAX_CHUNKS, description="The number of chunks; 0 while it is not known.")
    ] = 1,
    total_bytes: Annotated[
        int | None, Query(ge=1, description="Size of the whole recording, if it is known at the start.")
    ] = None,
) -> UploadStatus:
    """Send the recording of a transcript, whole or in chunks, in order, as the field `chunk` of a form.

    The last chunk starts the transcription. If a chunk failed, send it again: earlier chunks are kept. A recorder that
    does not know the number of chunks sends `total_chunks=0`, and the true number with its last chunk.
    """
    if total_chunks and chunk_number >= total_chunks:
        raise unprocessable("query.chunk_number", "must be less than total_chunks")
    chunk = Chunk(chunk_number, total_chunks or None, total_bytes)
    return await in_thread(partial(_upload, request, services, caller, transcript_id, chunk))


@router.get("/{transcript_id}/record/upload", responses=problems(401, 403, 404, 410, 503))
def read_upload(services: Served, caller: Called, transcript_id: str) -> UploadStatus:
    """The progress of an upload. To continue an interrupted upload, send chunk number `chunks_received` next."""
    columns = sa.select(Job.stage, Job.chunks_received, Job.chunks_total).where(Job.transcript_id == transcript_id)
    with services.instance.database.snapshot() as session:
        owned(session, services, transcript_id, caller)
        job = session.execute(columns).one_or_none()
    if job is None:  # another program created it, complete
        return UploadStatus(chunks_received=0, total_chunks=0, complete=True)
    return UploadStatus(
        chunks_received=job.chunks_received, total_chunks=job.chunks_total or 0, complete=job.stage != Stage.UPLOAD
    )


def _upload(request: Request, services: Services, caller: Caller, transcript_id: str, chunk: Chunk) -> UploadStatus:
    with services.instance.database.snapshot() as session:
        owned(session, services, transcript_id, caller)
    client = services.limits.client(request, caller.user)
    with services.limits.uploading(client) as held:
        if chunk.total_bytes is not None and not chunk.number:  # refuse before the first byte what cannot be kept
            services.limits.check_bytes(client, chunk.total_bytes)
        for part in open_form(request, services, client, held, "chunk"):
            if part.name == "chunk":
                received = receive(services, transcript_id, part, chunk)
                return UploadStatus(
                    chunks_received=received.next_chunk,
                    total_chunks=received.total_chunks or 0,
                    complete=received.complete,
                )
    raise unprocessable("body.chunk", "the form has no field of this name")
