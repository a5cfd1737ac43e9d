"""`POST /v1/audio/transcriptions`: the interface of OpenAI, for the many programs that already speak it.

The recording goes through the same pipeline as any other, under the same limits. The answer is sent when the text is
complete. Before that, the transcript is erased in the same way as by its owner. It is also erased if the client hangs
up or the recording fails. Only its tombstone stays.

The transcript is anonymous, even if the key names a user: the key only decides whose limits count. So it has an end of
its own, LIFE after its creation. If this process dies, beat erases it then (reflector/retention/unsent.py).
"""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated, Any, NamedTuple

import anyio
import sqlalchemy as sa
import structlog
from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response, Security
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.security import HTTPAuthorizationCredentials
from starlette.requests import ClientDisconnect
from starlette.types import Send

from reflector.api.access import Caller
from reflector.api.auth import BEARER
from reflector.api.creation import Intake, check_language, create_with_file, parse
from reflector.api.limits import Held
from reflector.api.openai import TranscriptionAsked, openai_problems, text_of, to_json, to_verbose_json
from reflector.api.problems import Problem
from reflector.api.recording_forms import FILE, in_thread
from reflector.api.services import Served, Services
from reflector.api.transcripts import erase_with_bytes
from reflector.db.models import Job, Transcript, utcnow
from reflector.db.states import ErasureReason, Stage, Status
from reflector.errors import NoSpeech, ReflectorError, SilentMedia, TooShort, TranscriptGone, explanation
from reflector.transcription import pieces
from reflector.transcription.export import to_srt, to_vtt
from reflector.transcription.speech import Segment, segments_from

log = structlog.get_logger(__name__)

router = APIRouter(tags=["openai"])

#: The longest life of a transcript that is made for an answer, and the longest that a client waits for its text.
LIFE = timedelta(hours=1)
#: The key of a caller who is not signed in: many programs cannot send a request without a key.
ANONYMOUS_KEY = "anonymous"
#: Seconds between two queries of the rows, and between two comments that keep a stream open.
LOOK_SECONDS, SIGN_SECONDS = 0.25, 15.0
#: A recording without words has an empty text, as programs for dictation expect.
_EMPTY = {SilentMedia.code, TooShort.code, NoSpeech.code}
#: Failures that are the server's fault and not the recording's.
_OURS = {"worker_died", "internal", "no_space", "store_full", "error"}


def caller_of_key(
    services: Served, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)]
) -> Caller:
    """The caller by the key of the request: a user's token, or ANONYMOUS_KEY. Raises Problem 401 and 503."""
    if credentials is None or not services.users.exist or credentials.credentials == ANONYMOUS_KEY:
        return Caller()
    return Caller(services.users.of_token(credentials.credentials))


Keyed = Annotated[Caller, Depends(caller_of_key)]


def _one_place(request: Request, services: Served, caller: Keyed) -> Iterator[Held]:
    """Hold a stream slot of the client until the answer is sent. Raises Problem 429 and 503."""
    with services.limits.streaming(services.limits.client(request, caller.user)) as held:
        yield held


_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "allOf": [
                        {"$ref": "#/components/schemas/TranscriptionAsked"},
                        {"type": "object", "properties": {"file": FILE}, "required": ["file"]},
                    ]
                }
            }
        },
    }
}
_TEXT = {"schema": {"type": "string"}}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The text, in the format that was asked for.",
        "content": {
            "application/json": {
                "schema": {
                    "anyOf": [
                        {"$ref": "#/components/schemas/TranscriptionVerboseOut"},
                        {"$ref": "#/components/schemas/TranscriptionOut"},
                    ]
                }
            },
            **dict.fromkeys(("text/plain", "application/x-subrip", "text/vtt", "text/event-stream"), _TEXT),
        },
    },
    **openai_problems(400, 401, 408, 413, 415, 429, 503, 507),
}


@router.post("/v1/audio/transcriptions", response_class=Response, openapi_extra=_BODY, responses=_ANSWERS)
async def create_transcription(
    request: Request, services: Served, caller: Keyed, held: Annotated[Held, Depends(_one_place)]
) -> Response:
    """Transcribe a recording and forget it, through the interface of OpenAI.

    The answer comes when the text is complete. Nothing is kept, even if the client hangs up before that. With `stream`
    the text comes as events `transcript.text.delta` and `transcript.text.done`. Fields such as `prompt` and
    `temperature` are accepted and ignored.
    """
    asked = TranscriptionAsked()

    def columns(fields: Mapping[str, str], created_at: datetime) -> dict[str, Any]:
        nonlocal asked
        asked = parse(TranscriptionAsked, fields)
        check_language(services.instance.settings, "body.language", asked.language)
        return {"source_language": asked.language, "erase_at": created_at + LIFE, "diarization": False}

    names = [field.alias or name for name, field in TranscriptionAsked.model_fields.items()]
    # A slow upload takes longer than an unconfirmed slot counts.
    intake = Intake(names, columns, ephemeral=True, sign=held.sign)
    made = await in_thread(partial(create_with_file, request, services, caller, intake))
    work = _Work(request, services, held, made.transcript_id)
    if asked.stream:
        return _TextStream(work)
    async with work.forgotten():
        async for _ in work.waiting():
            pass
        said = await to_thread.run_sync(work.said)
    return _written(said, asked)


class _Said(NamedTuple):
    """The text of a recording."""

    segments: list[Segment]
    #: In seconds.
    duration: float
    #: Its tag, such as "en".
    language: str


@dataclass(frozen=True, slots=True)
class _Work:
    """A transcript that a client waits for."""

    request: Request
    services: Services
    held: Held
    transcript_id: str

    @asynccontextmanager
    async def forgotten(self) -> AsyncIterator[None]:
        """Erase the transcript at the end of the block, also if the block is cancelled."""
        try:
            yield
        finally:
            with anyio.CancelScope(shield=True):
                await to_thread.run_sync(_forget, self.services, self.transcript_id)

    async def waiting(self) -> AsyncIterator[None]:
        """Yield at each look until the text is there. Raises ClientDisconnect, and Problem after LIFE."""
        while not await to_thread.run_sync(self._is_done):
            yield
            if await self.request.is_disconnected():
                raise ClientDisconnect()
            await anyio.sleep(LOOK_SECONDS)

    def _is_done(self) -> bool:
        self.held.sign()
        if self.services.shutdown.has_begun:
            text = "The server restarts. Send the recording again."
            raise Problem(503, "restarting", text, headers={"Retry-After": "5", "Connection": "close"})
        columns = sa.select(Transcript.erase_at, Job.stage).join(Job, Job.transcript_id == Transcript.id)
        with self.services.instance.database.snapshot() as session:
            row = session.execute(columns.where(Transcript.id == self.transcript_id)).one_or_none()
        if row is None or (row.erase_at or utcnow()) < utcnow():
            raise _failed(503, "not_done_in_time", "The text was not there within an hour. Try a shorter recording.")
        return row.stage in {Stage.DIGEST, Stage.DONE}

    def so_far(self, start: int) -> pieces.SoFar:
        """The text that is recognized so far, after sample `start`. It is a part of the whole text."""
        with self.services.instance.database.snapshot() as session:
            return pieces.text_so_far(session, self.transcript_id, start)

    def said(self) -> _Said:
        """The text. Raises Problem if the recording could not be transcribed."""
        columns = sa.select(
            Transcript.status, Transcript.error, Transcript.segments, Transcript.duration, Transcript.source_language
        )
        with self.services.instance.database.snapshot() as session:
            row = session.execute(columns.where(Transcript.id == self.transcript_id)).one_or_none()
        if row is None:
            raise _failed(503, "not_done_in_time", "The transcript was erased before its text was read.")
        if row.status == Status.ERROR and row.error not in _EMPTY:
            code = row.error or ReflectorError.code
            raise _failed(500 if code in _OURS else 400, code, explanation(code))
        return _Said(segments_from(row.segments or []), row.duration or 0.0, row.source_language or "en")


def _forget(services: Services, transcript_id: str) -> None:
    """Erase the transcript. If that fails, the client gets its text all the same, and beat erases it later."""
    try:
        erase_with_bytes(services, transcript_id, ErasureReason.OWNER)
    except TranscriptGone:
        pass
    except (ReflectorError, sa.exc.SQLAlchemyError) as error:
        log.warning("answer_not_forgotten", transcript_id=transcript_id, error=type(error).__name__)


def _failed(status: int, code: str, detail: str) -> Problem:
    """A problem of the recording. OpenAI's own clients would send it twice more without the header."""
    return Problem(status, code, detail, headers={"x-should-retry": "false"})


def _written(said: _Said, asked: TranscriptionAsked) -> Response:
    match asked.response_format:
        case "text":
            return Response(f"{text_of(said.segments)}\n", media_type="text/plain")
        case "srt":
            return Response(to_srt(said.segments), media_type="application/x-subrip")
        case "vtt":
            return Response(to_vtt(said.segments), media_type="text/vtt")
        case "json":
            return JSONResponse(to_json(said.segments, said.duration).model_dump())
        case "verbose_json":
            granularities = (asked.granularities or "segment").split(",")
            document = to_verbose_json(said.segments, said.duration, said.language, granularities)
            return JSONResponse(document.model_dump(exclude_none=True))


class _TextStream(StreamingResponse):
    """The text as server-sent events, piece by piece.

    The transcript is erased before the last piece is sent, or when the client hangs up.
    """

    def __init__(self, work: _Work) -> None:
        super().__init__(self._events(work), media_type="text/event-stream")
        self._work = work

    async def stream_response(self, send: Send) -> None:
        """Send the events, and always erase the transcript."""
        async with self._work.forgotten():
            await super().stream_response(send)

    @staticmethod
    async def _events(work: _Work) -> AsyncIterator[str]:
        sign_at, until, sent, text = anyio.current_time(), 0, 0, ""
        try:
            async with work.forgotten():
                async for _ in work.waiting():
                    heard, until = await to_thread.run_sync(work.so_far, until)
                    sent += len(heard)
                    if more := text_of(heard):
                        yield _delta(text, more)
                        text = more
                    elif anyio.current_time() >= sign_at:
                        yield ": waiting\n\n"
                        sign_at = anyio.current_time() + SIGN_SECONDS
                said = await to_thread.run_sync(work.said)
        except Problem as problem:
            yield _event(problem.as_openai())
            return
        if more := text_of(said.segments[sent:]):
            yield _delta(text, more)
        document = to_json(said.segments, said.duration).model_dump()
        yield _event({"type": "transcript.text.done", **document})


def _delta(before: str, text: str) -> str:
    return _event({"type": "transcript.text.delta", "delta": f" {text}" if before else text})


def _event(document: dict[str, Any]) -> str:
    return f"data: {json.dumps(document, ensure_ascii=False)}\n\n"
