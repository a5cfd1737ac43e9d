"""Error answers for people and programs: RFC 9457 problem documents.

Below /v1/audio, which follows OpenAI's interface, errors have the shape of that interface instead.

`code` is stable and part of the public interface. `detail` is a sentence for people. Neither ever contains content,
tokens or file names.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fastapi import HTTPException
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

MEDIA_TYPE = "application/problem+json"
#: The beginning of the paths that follow OpenAI's interface.
_OPENAI = "/v1/audio/"


class ProblemDocument(BaseModel):
    """A problem document of RFC 9457. A problem can have more members than these."""

    model_config = ConfigDict(extra="allow")

    #: `urn:reflector:problem:` and the code.
    type: str
    #: The kind of problem, in a few words.
    title: str
    #: The HTTP status, as in the response line.
    status: int
    #: The fault, and what the reader can do, for people.
    detail: str
    #: The stable name of the problem, for programs.
    code: str


class Problem(HTTPException):
    """An answer that is an error. `fields` become members of the document."""

    def __init__(
        self, status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **fields: Any
    ) -> None:
        super().__init__(status, detail, dict(headers or {}))
        self.code = code
        self.fields = fields

    def response(self, path: str = "") -> JSONResponse:
        """The document, with its own media type. Below /v1/audio: an error as OpenAI's interface has it."""
        if path.startswith(_OPENAI):
            # There, a request with a wrong field is answered with 400.
            status = 400 if self.status_code == 422 else self.status_code
            return JSONResponse(self.as_openai(), status, self.headers)
        fields = {
            name: value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value
            for name, value in self.fields.items()
        }
        document = {
            "type": f"urn:reflector:problem:{self.code}",
            "title": self.code.replace("_", " ").capitalize(),
            "status": self.status_code,
            "detail": self.detail,
            "code": self.code,
        }
        return JSONResponse(fields | document, self.status_code, self.headers, MEDIA_TYPE)

    def as_openai(self) -> dict[str, Any]:
        """The error document of OpenAI's interface (https://platform.openai.com/docs/guides/error-codes)."""
        kinds = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
        kind = kinds.get(self.status_code, "server_error" if self.status_code >= 500 else "invalid_request_error")
        places = self.fields.get("errors") or [{}]
        param = places[0].get("where", "").removeprefix("body.") or None
        return {"error": {"message": self.detail, "type": kind, "param": param, "code": self.code}}


def invalid(error: RequestValidationError) -> Problem:
    """Problem 422 for a request that does not match the API. It names the fields and never repeats their values."""
    places = [{"where": ".".join(map(str, e["loc"])), "message": e["msg"]} for e in error.errors()]
    sentence = "; ".join(f"{place['where']}: {place['message']}" for place in places[:3])
    return Problem(422, "invalid_request", f"The request is not valid: {sentence}.", errors=places)


def unprocessable(where: str, message: str) -> Problem:
    """Problem 422 for one field with an unacceptable value."""
    errors = [{"where": where, "message": message}]
    return Problem(422, "invalid_request", f"The request is not valid: {where}: {message}.", errors=errors)


def not_found(what: str) -> Problem:
    """Problem 404 for something that does not exist, or whose existence is not disclosed."""
    return Problem(404, "not_found", f"There is no such {what}.")


def too_many(code: str, detail: str, retry_after: float) -> Problem:
    """Problem 429: a limit is reached. `retry_after` is in seconds."""
    return Problem(429, code, detail, headers={"Retry-After": str(max(1, round(retry_after)))})


MEANINGS = {
    400: "The request cannot be read.",
    401: "The caller is not signed in, or the token is not valid.",
    403: "Only its owner may do this.",
    404: "It does not exist.",
    408: "The upload stalled.",
    409: "Its present state does not allow this.",
    410: "It has expired or was erased; `gone_at` and `reason` say when and why.",
    411: "The length of the body is missing.",
    413: "The body is larger than this instance accepts.",
    415: "This route does not accept the content type of the body.",
    416: "The range is outside the file.",
    422: "The request is not valid; `errors` lists the fields.",
    429: "A limit is reached; `Retry-After` says when to try again.",
    503: "The instance cannot serve this now.",
    507: "The disk of the instance is nearly full.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI descriptions of the error answers of a route (always with 422)."""
    schema = {"$ref": "#/components/schemas/ProblemDocument"}
    return {
        status: {"description": MEANINGS[status], "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in sorted({*statuses, 422})
    }
