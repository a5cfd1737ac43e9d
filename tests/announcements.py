"""Announcements of recordings, as a meeting service signs them."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
from standardwebhooks import Webhook

#: The example of the Standard Webhooks specification.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def signed(body: bytes, *, secret: str = SECRET, message_id: str | None = None, ago: float = 0) -> dict[str, str]:
    """The headers of a message with this body, signed `ago` seconds before now."""
    message_id = message_id or f"msg_{uuid4()}"
    moment = datetime.now(UTC) - timedelta(seconds=ago)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, moment, body.decode()),
        "Content-Type": "application/json",
    }


def announce(http: httpx.Client, body: object, **how: object) -> httpx.Response:
    """Announce a recording."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return http.post("/v1/webhooks/recordings", content=raw, headers=signed(raw, **how))  # type: ignore[arg-type]
