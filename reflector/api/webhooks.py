"""The route for other programs that announce finished recordings, with signed messages.

The format is Standard Webhooks (https://www.standardwebhooks.com), by the package `standardwebhooks`: the header
`webhook-signature` signs `webhook-id`, `webhook-timestamp` and the raw body with RECORDING_WEBHOOK_SECRET. The
timestamp may differ by five minutes from the server's. A message id is accepted once: a repeated message changes
nothing.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from standardwebhooks import Webhook, WebhookVerificationError

from reflector.api.problems import Problem, problems, unprocessable
from reflector.api.schemas_meetings import RecordingAccepted, RecordingAnnounced
from reflector.api.services import Served
from reflector.settings import Settings
from reflector.storage.base import split_bucket
from reflector.transcription import recordings

router = APIRouter(prefix="/v1/webhooks", tags=["meetings"])

#: The headers of a message.
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
#: Maximum characters of a message id.
_ID_MAX_CHARACTERS = 256


async def _raw(request: Request) -> bytes:
    """The bytes of the body, over which the sender made the signature."""
    return await request.body()


@router.post(
    "/recordings",
    status_code=202,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/RecordingAnnounced"}}},
        },
        "parameters": [
            {"name": ID, "in": "header", "required": True, "schema": {"type": "string"}, "description": "Unique id."},
            {
                "name": TIMESTAMP,
                "in": "header",
                "required": True,
                "schema": {"type": "string"},
                "description": "Seconds since 1970.",
            },
            {
                "name": SIGNATURE,
                "in": "header",
                "required": True,
                "schema": {"type": "string"},
                "description": "`v1,` and the HMAC-SHA256 in base64; several are separated by spaces.",
            },
        ],
    },
    responses=problems(401, 404, 409, 410, 413, 503),
)
def announce_recording(
    request: Request, response: Response, services: Served, body: Annotated[bytes, Depends(_raw)]
) -> RecordingAccepted:
    """Announce a finished recording of a meeting: it is fetched, its tracks are mixed, and it is transcribed.

    202 for a new recording; 200 if it was announced before. The message is signed as Standard Webhooks describes it.
    """
    secret = services.instance.settings.RECORDING_WEBHOOK_SECRET.get_secret_value()
    if not secret:
        raise Problem(404, "webhook_closed", "This instance takes no announcements of recordings.")
    message_id = request.headers.get(ID, "")
    try:
        Webhook(secret).verify(body, dict(request.headers), json_parse=False)
        is_right = len(message_id) <= _ID_MAX_CHARACTERS
    except (WebhookVerificationError, ValueError):  # ValueError: malformed base64 or commas, a body that is not UTF-8
        is_right = False
    if not is_right:
        text = "The announcement is not signed with this instance's secret, or its time is too far from now."
        raise Problem(401, "bad_signature", text, headers={"WWW-Authenticate": "HMAC-SHA256"})
    announced = recordings.announce_recording(
        services.instance, _recording(services.instance.settings, body), message_id=message_id
    )
    if announced.new:
        services.wake(announced.transcript_id)
    else:
        response.status_code = 200
    return RecordingAccepted(
        recording_id=announced.recording_id, transcript_id=announced.transcript_id, new=announced.new
    )


def _recording(settings: Settings, body: bytes) -> recordings.NewRecording:
    """Read an announcement. Raises RequestValidationError, and Problem 422 for objects outside RECORDING_BUCKETS."""
    try:
        said = RecordingAnnounced.model_validate_json(body)
    except ValidationError as error:
        found = error.errors(include_input=False, include_context=False)
        raise RequestValidationError([{**item, "loc": ("body", *item["loc"])} for item in found]) from None
    if bool(said.object_key) == bool(said.track_keys):
        raise unprocessable("body.object_key", "give either object_key or track_keys")
    bucket, folder = split_bucket(said.bucket)
    allowed = [split_bucket(name) for name in settings.recording_buckets]
    for key in (*said.track_keys, *([said.object_key] if said.object_key else [])):
        if not any(bucket == name and (folder + key).startswith(prefix) for name, prefix in allowed):
            raise unprocessable("body.bucket", "is not a place in which this instance takes recordings")
    return recordings.NewRecording(
        bucket=said.bucket,
        object_key=said.object_key or "",
        track_keys=tuple(said.track_keys),
        track_names=tuple(said.track_names),
        meeting_id=said.meeting_id,
        room_name=said.room_name,
        recorded_at=said.recorded_at,
    )
