"""Routes for the text of a transcript: its topics, and the text as txt, vtt, srt, json and docx, or all in a zip."""

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response

from reflector.api.access import Called, readable
from reflector.api.downloads import disposition, file_name
from reflector.api.problems import Problem, problems
from reflector.api.schemas import TopicOut
from reflector.api.services import Served
from reflector.db.models import Transcript
from reflector.db.states import Status
from reflector.transcription import document, export, pieces, reading
from reflector.transcription.speech import segments_from

router = APIRouter(prefix="/v1/transcripts/{transcript_id}", tags=["text"])


class Format(StrEnum):
    """The formats of the text."""

    #: Paragraphs.
    TXT = "txt"
    #: WebVTT.
    VTT = "vtt"
    #: SubRip.
    SRT = "srt"
    #: Segments and words (`schemas.Said`).
    JSON = "json"
    #: A Word document.
    DOCX = "docx"
    #: All other formats in one archive.
    ZIP = "zip"


MEDIA_TYPES: dict[Format, str] = {
    Format.TXT: "text/plain",
    Format.VTT: "text/vtt",
    Format.SRT: "application/x-subrip",
    Format.JSON: "application/json",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.ZIP: "application/zip",
}
_BINARY: frozenset[Format] = frozenset({Format.DOCX, Format.ZIP})


@router.get("/topics", responses=problems(401, 403, 404, 410, 503))
def read_topics(services: Served, caller: Called, transcript_id: str) -> list[TopicOut]:
    """Read the topics in order, each with its words. The list is empty until the transcript is done."""
    with services.instance.database.snapshot() as session:
        kept = readable(session, services, transcript_id, caller, Transcript.topics).topics or []
    return [TopicOut.model_validate(topic) for topic in kept]


@router.get(
    "/text.{format}",
    response_class=Response,
    responses={
        200: {
            "description": "The text.",
            "content": {
                kind: {"schema": {"type": "string"} | ({"format": "binary"} if format in _BINARY else {})}
                for format, kind in MEDIA_TYPES.items()
            }
            | {"application/json": {"schema": {"$ref": "#/components/schemas/Said"}}},
        },
        **problems(401, 403, 404, 409, 410, 503),
    },
)
def read_text(
    services: Served,
    caller: Called,
    transcript_id: str,
    format: Annotated[
        Format,
        Path(
            description="txt: paragraphs. vtt: WebVTT. srt: SubRip. json: segments and words. docx: a Word document. "
            "zip: all of these."
        ),
    ],
    so_far: Annotated[
        bool, Query(description="Whether a text that is not complete is wanted, while the recording is recognized.")
    ] = False,
) -> Response:
    """Read the text in one format. In vtt and srt, characters that could be markup are escaped.

    With `so_far` the answer is what is recognized already, which may be nothing. It is not the last word: the text of
    several tracks comes only at the end.

    The file name of the answer is the transcript's name or title, with the day of its creation.
    """
    columns = (
        Transcript.status,
        Transcript.name,
        Transcript.title,
        Transcript.source_language,
        Transcript.segments,
        Transcript.topics,
    )
    with services.instance.database.snapshot() as session:
        transcript = readable(session, services, transcript_id, caller, *columns)
        if so_far and transcript.status != Status.ENDED and transcript.segments is None:
            session.expunge(transcript)
            transcript.segments = [asdict(segment) for segment in pieces.text_so_far(session, transcript_id).segments]
    if transcript.status != Status.ENDED and not (so_far and transcript.status != Status.ERROR):
        raise Problem(409, "not_done", "The transcript is not done.", transcript_status=transcript.status)
    name = file_name(transcript.name or transcript.title, transcript.created_at, format)
    kind: Literal["inline", "attachment"] = "attachment" if format in _BINARY else "inline"
    return Response(
        _archive(transcript) if format is Format.ZIP else _written(transcript, format),
        media_type=MEDIA_TYPES[format],
        headers={"Content-Disposition": disposition(kind, name)},
    )


def _written(transcript: Transcript, format: Format) -> bytes:
    """The text in a format other than zip."""
    if format in {Format.TXT, Format.DOCX}:
        sections = reading.sections(transcript.segments, transcript.topics)
        if format is Format.TXT:
            return export.to_txt(sections).encode()
        title = transcript.name or transcript.title or "Transcript"
        return document.to_docx(document.About(title, transcript.created_at, _language(transcript)), sections)
    segments = _segments(transcript)
    if format is Format.VTT:
        return export.to_vtt(segments).encode()
    if format is Format.SRT:
        return export.to_srt(segments).encode()
    return export.to_json(segments, _language(transcript)).encode()


def _archive(transcript: Transcript) -> bytes:
    title, made_at = transcript.name or transcript.title, transcript.created_at
    formats = [format for format in MEDIA_TYPES if format is not Format.ZIP]
    files = {file_name(title, made_at, format): _written(transcript, format) for format in formats}
    return document.to_zip(files, made_at)


def _segments(transcript: Transcript) -> list[Any]:
    if transcript.segments is not None:
        return segments_from(transcript.segments)
    # Other programs store the words only in the topics.
    return export.segments_of(transcript.topics or [], _language(transcript))


def _language(transcript: Transcript) -> str:
    return (transcript.source_language or "en").split("-")[0]
