"""What was said: topics, and the text as txt, vtt, srt and json."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response

from reflector.api.access import Called, readable
from reflector.api.problems import Problem, problems
from reflector.api.schemas import TopicOut
from reflector.api.services import Served
from reflector.db.models import Transcript
from reflector.transcription import export
from reflector.transcription.speech import segments_from

router = APIRouter(prefix="/v1/transcripts/{transcript_id}", tags=["text"])

Format = Literal["txt", "vtt", "srt", "json"]

MEDIA_TYPES: dict[Format, str] = {
    "txt": "text/plain",
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "json": "application/json",
}


@router.get("/topics", responses=problems(401, 403, 404, 410, 503))
def read_topics(services: Served, caller: Called, transcript_id: str) -> list[TopicOut]:
    """The topics, in order, each with its words; none as long as the transcript is not done."""
    with services.database.snapshot() as session:
        kept = readable(session, services, transcript_id, caller, Transcript.topics).topics or []
    return [TopicOut.model_validate(topic) for topic in kept]


@router.get(
    "/text.{format}",
    response_class=Response,
    responses={
        200: {
            "description": "The text.",
            "content": {kind: {"schema": {"type": "string"}} for kind in MEDIA_TYPES.values()}
            | {"application/json": {"schema": {"$ref": "#/components/schemas/Said"}}},
        },
        **problems(401, 403, 404, 409, 410, 503),
    },
)
def read_text(
    services: Served,
    caller: Called,
    transcript_id: str,
    format: Annotated[Format, Path(description="txt: plain. vtt: WebVTT. srt: SubRip. json: segments and words.")],
) -> Response:
    """The text, as plain text, WebVTT, SubRip or JSON; everything that could be markup is escaped."""
    columns = (Transcript.status, Transcript.source_language, Transcript.segments, Transcript.topics)
    with services.database.snapshot() as session:
        transcript = readable(session, services, transcript_id, caller, *columns)
    if transcript.status != "ended":
        raise Problem(409, "not_done", "The transcript is not done.", transcript_status=transcript.status)
    return Response(
        _FORMATS[format](transcript),
        media_type=MEDIA_TYPES[format],
        headers={"Content-Disposition": f'inline; filename="transcript-{transcript.id}.{format}"'},
    )


def _segments(transcript: Transcript) -> list[Any]:
    if transcript.segments is not None:
        return segments_from(transcript.segments)
    # Made by another program, which keeps the words with its topics.
    return export.segments_of(transcript.topics or [], _language(transcript))


def _language(transcript: Transcript) -> str:
    return (transcript.source_language or "en").split("-")[0]


_FORMATS = {
    "txt": lambda transcript: export.to_txt(transcript.topics or []),
    "vtt": lambda transcript: export.to_vtt(_segments(transcript)),
    "srt": lambda transcript: export.to_srt(_segments(transcript)),
    "json": lambda transcript: export.to_json(_segments(transcript), _language(transcript)),
}
