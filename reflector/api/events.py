"""Live progress as server-sent events."""

from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

import anyio
import sqlalchemy as sa
from anyio import to_thread
from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from reflector.api.access import Called, expires_at
from reflector.api.limits import Held
from reflector.api.problems import Problem, problems
from reflector.api.schemas import TranscriptOut
from reflector.api.services import Served, Services
from reflector.api.transcripts import read_transcript
from reflector.db.models import Job, Transcript, utcnow
from reflector.db.states import FINISHED, WORK

router = APIRouter(prefix="/v1/transcripts", tags=["transcripts"])

#: Seconds between two queries of the rows.
LOOK_SECONDS = 0.5
#: Milliseconds after which a client whose stream ended with the process connects again.
RETRY_MILLISECONDS = 1000


def _one_stream(request: Request, services: Served, caller: Called) -> Iterator[Held]:
    """Hold a stream slot of the client until the stream ends. Raises Problem 429 and 503."""
    with services.limits.streaming(services.limits.client(request, caller.user)) as held:
        yield held


@router.get(
    "/{transcript_id}/events", response_class=EventSourceResponse, responses=problems(401, 403, 404, 410, 429, 503)
)
async def watch_transcript(
    request: Request,
    services: Served,
    caller: Called,
    transcript_id: str,
    first: Annotated[TranscriptOut, Depends(read_transcript)],
    held: Annotated[Held, Depends(_one_stream)],
) -> AsyncIterator[ServerSentEvent]:
    """Stream the changes of a transcript. Each change is a `progress` event with the transcript as JSON.

    The stream ends with one event `ended` or `error`, or `gone` with the problem document when it expires or is erased.
    It ends without one of them when the server restarts: connect again.
    No database session is held meanwhile.
    """
    now = first
    while now.status not in FINISHED:
        yield ServerSentEvent(event="progress", data=now)
        if services.shutdown.has_begun:
            yield ServerSentEvent(comment="the server restarts", retry=RETRY_MILLISECONDS)
            return
        try:
            await _change(services, now, held)
            now = await to_thread.run_sync(read_transcript, request, services, caller, transcript_id)
        except Problem as problem:
            yield ServerSentEvent(event="gone", raw_data=bytes(problem.response().body).decode())
            return
    yield ServerSentEvent(event=now.status, data=now)


async def _change(services: Services, shown: TranscriptOut, held: Held) -> None:
    """Wait until the transcript differs from the last event, or is gone."""
    of = shown.progress
    progress = (of.stage, of.fraction, of.place) if of is not None else (None, None, None)
    before = (shown.status, *progress, shown.expires_at)
    while shown.expires_at is None or utcnow() <= shown.expires_at:
        await anyio.sleep(LOOK_SECONDS)
        await to_thread.run_sync(held.sign)
        if services.shutdown.has_begun or await to_thread.run_sync(_glance, services, shown.id) != before:
            return


def _glance(services: Services, transcript_id: str) -> tuple[Any, ...] | None:
    """The columns that change during transcription, in one short query, because there can be many streams."""
    life = (Transcript.user_id, Transcript.created_at, Transcript.erase_at)
    columns = sa.select(Transcript.status, Job.stage, Job.progress, *life)
    joined = columns.join(Job, Job.transcript_id == Transcript.id, isouter=True)
    with services.instance.database.snapshot() as session:
        row: Any = session.execute(joined.where(Transcript.id == transcript_id)).one_or_none()
        if row is None:
            return None
        place = services.turns.of(session, transcript_id).place if row.stage in WORK else None
    return row.status, row.stage, row.progress, place, expires_at(row, services.instance.settings)
