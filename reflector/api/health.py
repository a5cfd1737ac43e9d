"""Routes for monitors: `/health`, `/health/live` and `/metrics`.

These routes are coroutines with their own threads. When the database hangs, all threads of the other routes hang too,
but a monitor still gets an answer.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import structlog
from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError

from reflector.api import metrics
from reflector.api.schemas_operation import Health, HealthStatus, Live
from reflector.api.services import Served
from reflector.retention.report.status import Promise, State
from reflector.worker.watch import Sight

log = structlog.get_logger(__name__)

T = TypeVar("T")

router = APIRouter(tags=["operation"])

#: Seconds after which the database counts as down.
_DATABASE_SECONDS = 10.0
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="health")


class _DatabaseDown(Exception):
    """The database failed, or did not answer in time."""


async def _ask(look: Callable[[], T]) -> T:
    """The result of `look`, computed in a thread. Raises _DatabaseDown."""
    try:
        # The timeout also cancels a look that is still queued, so that looks do not pile up while the database hangs.
        return await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(_threads, look), _DATABASE_SECONDS)
    except (SQLAlchemyError, TimeoutError) as error:
        log.error("database_unavailable", error=type(error).__name__)
        raise _DatabaseDown from None


@router.get("/health/live")
async def read_live() -> Live:
    """200 while this process serves requests. It is for process supervisors, and independent of the promise."""
    return Live(status="ok")


@router.get("/health", responses={503: {"model": Health, "description": "Down, or the promise is not kept."}})
async def read_health(services: Served, response: Response) -> Health:
    """200 while the instance works and nothing of the promise is behind; 503 with the reasons otherwise."""
    try:
        stands = await _ask(services.watch.standing)
    except _DatabaseDown:
        response.status_code = 503
        return Health(status=HealthStatus.DOWN, reasons=["database"])
    if stands.promise.behind:
        response.status_code = 503
        return Health(status=HealthStatus.BEHIND, reasons=list(stands.promise.behind))
    is_shown = stands.promise.state is not State.NOT_SHOWN_YET
    return Health(status=HealthStatus.OK if is_shown else HealthStatus.NOT_SHOWN_YET, reasons=[])


@router.get("/metrics", response_class=PlainTextResponse)
async def read_metrics(services: Served) -> Response:
    """The figures of `/v1/retention`, of the jobs and of the processes, in the Prometheus text format."""

    def look() -> tuple[Promise, Sight, metrics.Counts]:
        return *services.watch.standing(), metrics.count(services.instance.database)

    try:
        found = await _ask(look)
    except _DatabaseDown:
        page = metrics.page(None)
    else:
        page = metrics.page(found)
    return Response(page, media_type=CONTENT_TYPE_LATEST)
