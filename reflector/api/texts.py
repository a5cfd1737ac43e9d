"""Routes for the text of a transcript: its topics, and the text as txt, vtt, srt, json, docx and pdf.

The zip has all of these and the audio. It is written while it is sent, so memory use does not depend on its size.
"""

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from zipstream import ZipStream

from reflector.api import audio
from reflector.api.access import Called, Caller, readable
from reflector.api.downloads import disposition, file_name
from reflector.api.problems import Problem, problems
from reflector.api.schemas import TopicOut
from reflector.api.services import Served, Services
from reflector.db.models import Transcript
from reflector.db.states import ArtifactKind, Status
from reflector.transcription import document, export, layout, pdf, pieces
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
    #: PDF, for scripts of which Reflector has a typeface.
    PDF = "pdf"
    #: All other formats and the audio in one archive.
    ZIP = "zip"


MEDIA_TYPES: dict[Format, str] = {
    Format.TXT: "text/plain",
    Format.VTT: "text/vtt",
    Format.SRT: "application/x-subrip",
    Format.JSON: "application/json",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.ZIP: "application/zip",
}
_BINARY: frozenset[Format] = frozenset({Format.DOCX, Format.PDF, Format.ZIP})


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
            "pdf: PDF, for the scripts of Europe. zip: all of these, and the audio."
        ),
    ],
    so_far: Annotated[
        bool, Query(description="Whether an incomplete text is accepted while the recording is being recognized.")
    ] = False,
) -> Response:
    """Read the text in one format. In vtt and srt, characters that could be markup are escaped.

    With `so_far` the answer is the text that is recognized so far, which may be empty. The text of several tracks comes
    only at the end.

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
    headers = {"Content-Disposition": disposition(kind, name)}
    if format is Format.ZIP:
        return _archive(services, caller, transcript, headers)
    text = _written(transcript, format)
    if text is None:
        raise Problem(409, "no_typeface", "There is no typeface for this text. Print the transcript's page instead.")
    return Response(text, media_type=MEDIA_TYPES[format], headers=headers)


def _written(transcript: Transcript, format: Format) -> bytes | None:
    """The text in a format other than zip. None: the typeface of the PDF lacks letters of this text."""
    if format in {Format.TXT, Format.DOCX, Format.PDF}:
        sections = layout.sections(transcript.segments, transcript.topics)
        if format is Format.TXT:
            return export.to_txt(sections).encode()
        about = document.About.of(transcript)
        if format is Format.DOCX:
            return document.to_docx(about, sections)
        return pdf.to_pdf(about, sections) if pdf.can_write(about, sections) else None
    if transcript.segments is not None:
        segments = segments_from(transcript.segments)
    else:  # other programs store the words only in the topics
        segments = export.segments_of(transcript.topics or [], _language(transcript))
    if format is Format.VTT:
        return export.to_vtt(segments).encode()
    if format is Format.SRT:
        return export.to_srt(segments).encode()
    return export.to_json(segments, _language(transcript)).encode()


def _archive(services: Services, caller: Caller, transcript: Transcript, headers: dict[str, str]) -> Response:
    """All formats, and the audio if it exists and may be played."""
    archive = ZipStream(sized=True)  # nothing is compressed, so the length is known before the first byte
    for format in MEDIA_TYPES:
        if format is not Format.ZIP and (text := _written(transcript, format)) is not None:
            archive.add(text, file_name(transcript.name or transcript.title, transcript.created_at, format))
    try:
        sound = audio.find(services, caller, transcript.id, ArtifactKind.MP3)
    except Problem as problem:
        if problem.code not in {"no_audio", "audio_deleted", "audio_withheld"}:
            raise
        return Response(bytes(archive), media_type=MEDIA_TYPES[Format.ZIP], headers=headers)
    stream = sound.store.open(sound.key)
    archive.add(audio.pieces(stream, sound.size), sound.name, size=sound.size)
    headers["Content-Length"] = str(len(archive))
    return audio.MediaResponse(sound, stream, iter(archive), 200, headers, MEDIA_TYPES[Format.ZIP])


def _language(transcript: Transcript) -> str:
    return (transcript.source_language or "en").split("-")[0]
