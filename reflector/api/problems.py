"""Errors as people and programs read them: RFC 9457 problem documents.

`code` is stable and part of the public interface; `detail` is a sentence for a person. Neither ever carries content,
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


class ProblemDocument(BaseModel):
    """What went wrong, as RFC 9457 describes it. A problem may carry more members than these."""

    model_config = ConfigDict(extra="allow")

    #: `urn:reflector:problem:` and the code.
    type: str
    #: The kind of problem, in a few words.
    title: str
    #: The HTTP status, again.
    status: int
    #: What went wrong this time and what can be done, for a person.
    detail: str
    #: Stable name of the problem, for programs.
    code: str


class Problem(HTTPException):
    """An answer that is an error. `fields` become members of the document."""

    def __init__(
        self, status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **fields: Any
    ) -> None:
        super().__init__(status, detail, dict(headers or {}))
        self.code = code
        self.fields = fields

    def response(self) -> JSONResponse:
        """The document, with its own media type."""
        fields = {name: _plain(value) for name, value in self.fields.items()}
        document = {
            "type": f"urn:reflector:problem:{self.code}",
            "title": self.code.replace("_", " ").capitalize(),
            "status": self.status_code,
            "detail": self.detail,
            "code": self.code,
        }
        return JSONResponse(fields | document, self.status_code, self.headers, MEDIA_TYPE)


def _plain(value: Any) -> Any:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value


def invalid(error: RequestValidationError) -> Problem:
    """The problem of a request that does not fit the API; says where, and never repeats what was sent."""
    places = [{"where": ".".join(map(str, e["loc"])), "message": e["msg"]} for e in error.errors()]
    sentence = "; ".join(f"{place['where']}: {place['message']}" for place in places[:3])
    return Problem(422, "invalid_request", f"The request is not valid: {sentence}.", errors=places)


def unprocessable(where: str, message: str) -> Problem:
    """The problem of one field whose value makes no sense here."""
    errors = [{"where": where, "message": message}]
    return Problem(422, "invalid_request", f"The request is not valid: {where}: {message}.", errors=errors)


def not_found(what: str) -> Problem:
    """There is no such thing, or it is nobody's business."""
    return Problem(404, "not_found", f"There is no such {what}.")


def too_many(code: str, detail: str, retry_after: float) -> Problem:
    """A limit was reached; `retry_after` is in seconds."""
    return Problem(429, code, detail, headers={"Retry-After": str(max(1, round(retry_after)))})


_MEANINGS = {
    400: "The request cannot be read.",
    401: "Nobody is signed in, or the token is not valid.",
    403: "Only its owner may do this.",
    404: "There is no such thing.",
    408: "The upload stalled.",
    409: "It is not in a state in which this can be done.",
    410: "It has expired or was erased; `gone_at` and `reason` say when and why.",
    411: "The length of the body is missing.",
    413: "The body is larger than this instance takes.",
    415: "The body is of a type that cannot be read here.",
    416: "The range lies outside the recording.",
    422: "The request is not valid; `errors` says where.",
    429: "A limit was reached; `Retry-After` says when to come again.",
    503: "The instance cannot serve this now.",
    507: "The disk of the instance is nearly full.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI descriptions of the errors that a route answers with (422 always)."""
    schema = {"$ref": "#/components/schemas/ProblemDocument"}
    return {
        status: {"description": _MEANINGS[status], "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in sorted({*statuses, 422})
    }
