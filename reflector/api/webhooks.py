"""Recordings are announced here, by whoever records the meetings.

A request is signed: `X-Webhook-Signature` is the HMAC-SHA256 of `<timestamp>.<raw body>` in hex, keyed with
RECORDING_WEBHOOK_SECRET, and `X-Webhook-Timestamp` is that timestamp in whole seconds since 1970, at most five minutes
away from now. A repeated announcement changes nothing, so a replay within the window does neither.
"""

import hmac
import time
from functools import partial
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from sqlalchemy.orm import Session

from reflector.api.problems import Problem, problems, unprocessable
from reflector.api.schemas import RecordingAccepted, RecordingAnnounced
from reflector.api.services import Served
from reflector.db.models import Meeting
from reflector.meetings import life
from reflector.settings import Settings
from reflector.transcription import recordings

router = APIRouter(prefix="/v1/webhooks", tags=["meetings"])

#: Seconds by which the time of a request may differ from ours.
WINDOW_SECONDS = 300


async def _raw(request: Request) -> bytes:
    return await request.body()


@router.post(
    "/recordings",
    status_code=202,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/RecordingAnnounced"}}},
        }
    },
    responses=problems(401, 404, 409, 410, 413, 503),
)
def announce_recording(
    response: Response,
    services: Served,
    body: Annotated[bytes, Depends(_raw)],
    signature: Annotated[str, Header(alias="X-Webhook-Signature", description="HMAC-SHA256 in hex.")] = "",
    timestamp: Annotated[str, Header(alias="X-Webhook-Timestamp", description="Seconds since 1970.")] = "",
) -> RecordingAccepted:
    """A recording of a meeting is finished: it is fetched, its tracks mixed, and transcribed.

    202 for a new one; 200 if it had been announced before. The announcement is signed (HMAC-SHA256 of
    `<timestamp>.<body>`).
    """
    secret = services.instance.settings.RECORDING_WEBHOOK_SECRET.get_secret_value()
    if not secret:
        raise Problem(404, "webhook_closed", "This instance takes no announcements of recordings.")
    check_signature(secret, timestamp, body, signature, time.time())
    announced = recordings.announce_recording(
        services.instance.database,
        services.instance.stores,
        _recording(body),
        is_over=partial(_is_over, services.instance.settings),
    )
    if announced.new:
        services.wake(announced.transcript_id)
    else:
        response.status_code = 200
    return RecordingAccepted(
        recording_id=announced.recording_id, transcript_id=announced.transcript_id, new=announced.new
    )


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of an announcement, in hex."""
    return hmac.new(secret.encode(), f"{timestamp}.".encode() + body, sha256).hexdigest()


def check_signature(secret: str, timestamp: str, body: bytes, signature: str, now: float) -> None:
    """Raises Problem 401 unless the signature is right and its time (seconds since 1970) near `now`."""
    right = hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.strip().lower().encode())
    timely = timestamp.isascii() and timestamp.isdecimal() and abs(int(timestamp[:20]) - now) <= WINDOW_SECONDS
    if not (right and timely):
        text = "The announcement is not signed with this instance's secret, or its time is too far from now."
        raise Problem(401, "bad_signature", text, headers={"WWW-Authenticate": "HMAC-SHA256"})


def _is_over(settings: Settings, session: Session, meeting: Meeting) -> bool:
    return life.expired_at(session, settings, meeting) is not None


def _recording(body: bytes) -> recordings.NewRecording:
    try:
        said = RecordingAnnounced.model_validate_json(body)
    except ValidationError as error:
        found = error.errors(include_input=False, include_context=False)
        raise RequestValidationError([{**item, "loc": ("body", *item["loc"])} for item in found]) from None
    if bool(said.object_key) == bool(said.track_keys):
        raise unprocessable("body.object_key", "give either object_key or track_keys")
    return recordings.NewRecording(
        bucket=said.bucket,
        object_key=said.object_key or "",
        track_keys=tuple(said.track_keys),
        track_names=tuple(said.track_names),
        meeting_id=said.meeting_id,
        room_name=said.room_name,
        recorded_at=said.recorded_at,
    )
