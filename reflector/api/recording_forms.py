"""Receives a form with a recording: for a new transcript (creation.py), or for one that exists (uploads.py).

These routes read their bodies themselves (see bodies.py). Each upload has its own thread, so that slow uploads do not
use up the threads of other requests.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import anyio
from anyio import to_thread
from fastapi import Request

from reflector.api.bodies import OVERHEAD_BYTES, Body, Part, parts
from reflector.api.limits import Held
from reflector.api.services import Services
from reflector.api.views import base_url
from reflector.transcription import ingest
from reflector.transcription.space import check_space

T = TypeVar("T")

#: The field with a recording, as OpenAPI describes it.
FILE = {"type": "string", "format": "binary", "description": "The recording, audio or video."}


async def in_thread(work: Callable[[], T]) -> T:
    """Run `work` in a separate thread, outside the shared thread pool."""
    return await to_thread.run_sync(work, limiter=anyio.CapacityLimiter(1))


@dataclass(frozen=True, slots=True)
class Chunk:
    """The client's description of a chunk."""

    number: int = 0
    #: None while the client does not know it.
    total: int | None = 1
    total_bytes: int | None = None


def open_form(
    request: Request,
    services: Services,
    client: str,
    held: Held,
    field: str,
    sign: Callable[[], None] = lambda: None,
) -> Iterator[Part]:
    """The parts of a form with a recording in `field`, after a check of the client's limits."""

    def received(size: int) -> None:
        services.shutdown.check_upload()
        held.received(size)
        sign()

    body = Body(request, services.instance.settings.UPLOAD_MAX_BYTES + OVERHEAD_BYTES, received)
    check_space(services.instance.settings, body.length)
    services.limits.check_minutes(client)
    services.limits.check_bytes(client, body.length)
    example = f"curl -F {field}=@recording.mp3 {base_url(services, request)}{request.url.path}"
    return parts(body, request.headers.get("content-type", ""), example)


def receive(services: Services, transcript_id: str, part: Part, chunk: Chunk = Chunk()) -> ingest.Received:
    """Store the file of the form. The last chunk of a recording wakes a worker."""
    received = ingest.receive_chunk(
        services.instance,
        transcript_id,
        part.stream,
        chunk.number,
        chunk.total,
        total_bytes=chunk.total_bytes,
        file_name=part.file_name or "",
    )
    if received.complete:
        services.wake(transcript_id)
    return received
