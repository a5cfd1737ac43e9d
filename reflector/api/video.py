"""Serves the video of a transcript, if its owner keeps one, and erases it alone."""

from fastapi import APIRouter, Request, Response

from reflector.api import audio
from reflector.api.access import Called, owned
from reflector.api.problems import problems
from reflector.api.schemas import Erased
from reflector.api.services import Served
from reflector.db.states import ArtifactKind
from reflector.inventory import drop_video
from reflector.inventory.journal import write_pending
from reflector.retention.drain import Drain
from reflector.transcription.videos import MEDIA_TYPES

router = APIRouter(prefix="/v1/transcripts/{transcript_id}/video", tags=["video"])

#: The bytes are those that somebody has uploaded. If a browser takes them for a page, it may do nothing.
_SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
_CONTENT = {media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in sorted(MEDIA_TYPES)}


@router.get(
    "",
    response_class=Response,
    responses={
        200: {"description": "All of it.", "content": _CONTENT},
        206: {"description": "The range that was asked for.", "content": _CONTENT},
        **problems(401, 403, 404, 410, 416, 503),
    },
)
def read_video(request: Request, services: Served, caller: Called, transcript_id: str) -> Response:
    """The uploaded video as it came, as a whole or in ranges. Its captions are `text.vtt`."""
    response = audio.answer(request, audio.find(services, caller, transcript_id, ArtifactKind.VIDEO))
    response.headers["Content-Security-Policy"] = _SANDBOX
    return response


@router.delete("", responses=problems(401, 403, 404, 410, 503))
def erase_video(services: Served, caller: Called, transcript_id: str) -> Erased:
    """Erase the video and keep the rest. For its owner. While the sound is not taken yet, it goes as soon as it is."""
    with services.instance.database.transaction() as session:
        owned(session, services, transcript_id, caller, lock=True)
        doomed = drop_video(session, transcript_id)
    durable = write_pending(services.instance)
    drain = Drain(services.instance)
    drain.only(doomed)
    return Erased(pending=len(doomed) - drain.drained.artifacts, durable=durable)
