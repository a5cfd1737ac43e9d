"""The REST interface: thin routes that take input, call one function and shape the output."""

from reflector.api import (
    audio,
    corrections,
    events,
    forms,
    health,
    meetings,
    retention,
    rooms,
    texts,
    transcriptions,
    transcripts,
    uploads,
    webhooks,
)

#: Every router of the API.
ROUTERS = (
    uploads.router,
    transcripts.router,
    transcriptions.router,
    forms.router,
    texts.router,
    corrections.router,
    audio.router,
    events.router,
    rooms.router,
    meetings.router,
    webhooks.router,
    retention.router,
    health.router,
)
