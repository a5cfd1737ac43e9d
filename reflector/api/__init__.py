"""The REST interface: thin routes that take input, call one function and shape the output."""

from fastapi import APIRouter
from fastapi.routing import APIRoute

from reflector.api import (
    audio,
    corrections,
    creation,
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
    video,
    webhooks,
)

#: Every router of the API.
ROUTERS = (
    creation.router,
    uploads.router,
    transcripts.router,
    transcriptions.router,
    forms.router,
    texts.router,
    corrections.router,
    audio.router,
    video.router,
    events.router,
    rooms.router,
    meetings.router,
    webhooks.router,
    retention.router,
    health.router,
)


#: The routes that show an adopted installation (ADOPT_SERVE). None of them writes.
READING_ROUTERS = tuple(
    APIRouter(routes=[route for route in each.routes if isinstance(route, APIRoute) and route.methods == {"GET"}])
    for each in (transcripts.router, texts.router, audio.router, retention.router, health.router)
)
