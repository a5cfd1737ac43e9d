"""Routes that create transcripts: from JSON, or from a form with the recording."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO, TypeVar, cast

import sqlalchemy as sa
from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

from reflector.api.access import Called, Caller, readable, shortened
from reflector.api.auth import not_signed_in
from reflector.api.bodies import Part, read_all, stated_length
from reflector.api.limits import Action
from reflector.api.problems import Problem, problems, unprocessable
from reflector.api.recording_forms import FILE, in_thread, open_form, receive
from reflector.api.schemas import TranscriptCreated, TranscriptNew
from reflector.api.services import Served, Services
from reflector.api.transcripts import erase_with_bytes
from reflector.api.views import SHOWN, base_url, show
from reflector.db.models import Job, Transcript, utcnow
from reflector.db.states import ErasureReason, ShareMode
from reflector.settings import Settings
from reflector.transcription import ingest
from reflector.transcription.languages import is_multilingual

router = APIRouter(prefix="/v1/transcripts", tags=["transcripts"])

M = TypeVar("M", bound=BaseModel)

#: Maximum bytes of a JSON body.
JSON_MAX_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Intake:
    """Turns a form with a recording into a transcript."""

    #: The names of its fields, besides the file.
    names: Collection[str]
    #: The properties of a transcript that was created at this moment, from the fields. Raises Problem 422.
    columns: Callable[[Mapping[str, str], datetime], dict[str, Any]]
    #: Whether the transcript only lives until its text is sent (see transcriptions.py). It is then anonymous.
    ephemeral: bool = False
    #: Called with each piece of the body. It shows that what waits for the end of the upload is still used.
    sign: Callable[[], None] = lambda: None


_CREATE_BODY = {
    "requestBody": {
        "description": "The properties of the transcript. A form also has the recording, in the field `file`.",
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/TranscriptNew"}},
            "multipart/form-data": {
                "schema": {
                    "allOf": [
                        {"$ref": "#/components/schemas/TranscriptNew"},
                        {"type": "object", "properties": {"file": FILE}, "required": ["file"]},
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
        303: {"description": "The page of the transcript, if a browser sent the form."},
        **problems(400, 401, 408, 413, 415, 429, 503, 507),
    },
)
async def create_transcript(
    request: Request, response: Response, services: Served, caller: Called
) -> TranscriptCreated:
    """Create a transcript. A form contains its recording in the field `file`. With JSON, the recording is sent later.

    If the caller is not signed in, the answer contains the `owner_token`. It is shown only once. The other fields of a
    form can precede or follow the file.
    """
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "multipart/form-data":
        made = await in_thread(partial(_create_from_form, request, services, caller))
    elif kind == "application/json" or (not kind and stated_length(request) <= JSON_MAX_BYTES):
        body = await read_all(request, JSON_MAX_BYTES) or b"{}"
        if not kind and not body.lstrip().startswith(b"{"):
            raise _no_form(services, request)
        made = await to_thread.run_sync(partial(_create, request, services, caller, parse(TranscriptNew, body)))
    else:
        raise _no_form(services, request)
    response.headers["Location"] = made.links["self"]
    if request.headers.get("accept", "").startswith("text/html"):
        # The page for a browser that sent a form without scripts. It never sends the part after the #.
        key = f"#owner={made.owner_token}" if made.owner_token else ""
        response.status_code, response.headers["Location"] = 303, f"/transcripts/{made.id}{key}"
    return made


def _no_form(services: Services, request: Request) -> Problem:
    """Problem 415: the body is neither a form nor JSON, for example the recording itself."""
    command = f"curl -F file=@recording.mp3 {base_url(services, request)}/v1/transcripts"
    return Problem(
        415,
        "unsupported_media_type",
        f"Send the recording as a form (multipart/form-data), for example with `{command}`, or send application/json.",
        headers={"Accept-Post": "application/json, multipart/form-data"},
    )


def parse(model: type[M], body: bytes | Mapping[str, str]) -> M:
    """Parse the fields of a request from JSON or from a form. Raises RequestValidationError."""
    try:
        if isinstance(body, bytes):
            return model.model_validate_json(body)
        return model.model_validate_strings(body)
    except ValidationError as error:
        found = error.errors(include_input=False, include_context=False)
        raise RequestValidationError([{**item, "loc": ("body", *item["loc"])} for item in found]) from None


def _create(request: Request, services: Services, caller: Caller, new: TranscriptNew) -> TranscriptCreated:
    _check_may_create(services, caller)
    values = _columns(services, caller, new, utcnow())
    client = services.limits.client(request, caller.user)
    return _shown(request, services, _enter(services, client, user_id=caller.user, **values), caller)


def _check_may_create(services: Services, caller: Caller) -> None:
    """Raise Problem 401 if this instance takes recordings of signed-in users only."""
    if services.users.exist and caller.user is None and not services.instance.settings.PUBLIC_MODE:
        raise not_signed_in("This instance takes recordings of signed-in users only. Sign in first.")


def _enter(services: Services, client: str, **values: Any) -> ingest.Created:
    """Create a transcript with the properties `values` within the limits of its client. Raises Problem 429."""
    services.limits.check_unfinished(client)
    services.limits.count(Action.TRANSCRIPTS, client)
    return ingest.create(services.instance.database, ingest.NewTranscript(client=client, **values))


def _columns(services: Services, caller: Caller, new: TranscriptNew, created_at: datetime) -> dict[str, Any]:
    """The columns of a transcript from its owner's request. Raises Problem 422."""
    if new.share_mode not in {None, ShareMode.PUBLIC} and caller.user is None:
        raise unprocessable("body.share_mode", "an anonymous transcript is always public")
    check_language(services.instance.settings, "body.source_language", new.source_language)
    transcript = Transcript(user_id=caller.user, created_at=created_at)
    return {
        "name": new.name,
        "source_language": new.source_language,
        "target_language": new.target_language,
        "diarization": new.diarization,
        "keep_video": new.keep_video,
        "share_mode": new.share_mode or (ShareMode.PUBLIC if caller.user is None else ShareMode.PRIVATE),
        "erase_at": shortened(transcript, new, services.instance.settings, created_at),
    }


def check_language(settings: Settings, field: str, language: str | None) -> None:
    """Raise Problem 422 for `field` if the speech model does not know the language that was asked for."""
    if (language or "en").split("-")[0] != "en" and not is_multilingual(settings.WHISPER_MODEL):
        raise unprocessable(field, "is not English, the only language of this server's speech model")


def _shown(request: Request, services: Services, made: ingest.Created, caller: Caller) -> TranscriptCreated:
    owner = Caller(caller.user, made.owner_token)
    with services.instance.database.snapshot() as session:
        transcript = readable(session, services, made.transcript_id, owner, *SHOWN)
        [shown] = show(session, services, request, owner, [transcript])
    return TranscriptCreated(**shown.model_dump(), owner_token=made.owner_token)


def _create_from_form(request: Request, services: Services, caller: Caller) -> TranscriptCreated:
    def columns(fields: Mapping[str, str], created_at: datetime) -> dict[str, Any]:
        return _columns(services, caller, parse(TranscriptNew, fields), created_at)

    made = create_with_file(request, services, caller, Intake(TranscriptNew.model_fields, columns))
    return _shown(request, services, made, caller)


def create_with_file(request: Request, services: Services, caller: Caller, intake: Intake) -> ingest.Created:
    """Create a transcript from a form, and receive its recording from the field `file`.

    The other fields can precede or follow the file. Raises the problems of limits, forms and uploads.
    """
    client = services.limits.client(request, caller.user)
    with services.limits.uploading(client) as held:
        form = open_form(request, services, client, held, "file", intake.sign)
        fields: dict[str, str] = {}
        for part in form:
            if part.name == "file" and part.file_name is not None:
                _check_may_create(services, caller)
                return _create_from(
                    services, None if intake.ephemeral else caller.user, client, intake, fields, part, form
                )
            _read_field(part, intake.names, fields)
    raise unprocessable("body.file", "the form has no file in a field of this name")


def _read_field(part: Part, names: Collection[str], fields: dict[str, str]) -> None:
    if part.name not in names or not (text := part.text()):  # browsers also send empty fields
        return
    # A name with brackets can be repeated.
    before = fields.get(part.name) if part.name.endswith("[]") else None
    fields[part.name] = text if before is None else f"{before},{text}"


def _create_from(
    services: Services,
    user: str | None,
    client: str,
    intake: Intake,
    fields: dict[str, str],
    file: Part,
    rest: Iterator[Part],
) -> ingest.Created:
    values = intake.columns(fields, utcnow())
    made = _enter(services, client, user_id=user, ephemeral=intake.ephemeral, **values)

    def at_the_end() -> None:
        """Read the fields that follow the file, before the recording is complete and a worker begins."""
        before = dict(fields)
        for part in rest:
            if part.name == "file":
                raise unprocessable("body.file", "must come once")
            _read_field(part, intake.names, fields)
        if fields != before:
            row = Transcript.id == made.transcript_id
            with services.instance.database.snapshot() as session:
                created_at = session.scalar(sa.select(Transcript.created_at).where(row))
            values = intake.columns(fields, created_at or utcnow())
            job = {name: values.pop(name) for name in {"diarization", "keep_video"} & values.keys()}
            with services.instance.database.transaction() as session:
                session.execute(sa.update(Transcript).where(row).values(**values))
                session.execute(sa.update(Job).where(Job.transcript_id == made.transcript_id).values(job))

    try:
        whole = replace(file, stream=cast(BinaryIO, _ToTheEnd(file.stream, at_the_end)))
        receive(services, made.transcript_id, whole)
    except BaseException:
        # The client has received neither the id nor the owner token, so the transcript must not stay.
        erase_with_bytes(services, made.transcript_id, ErasureReason.OWNER if user is None else ErasureReason.USER)
        raise
    return made


@dataclass(slots=True)
class _ToTheEnd:
    """The file of a form as a stream. Before it reports its end, the rest of the form is read."""

    stream: BinaryIO
    at_the_end: Callable[[], None]

    def read(self, size: int = -1, /) -> bytes:
        """Read from the underlying stream. Raises Problem if the rest of the form is not valid."""
        data = self.stream.read(size)
        if not data:
            self.at_the_end()
        return data
