"""Whether the instance works and keeps its promise, for monitors: `/health`, and `/metrics` for Prometheus."""

from collections.abc import Iterator

import structlog
from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from reflector.api.schemas import Health
from reflector.api.services import Served
from reflector.db.models import utcnow
from reflector.db.session import Database
from reflector.retention.report.status import Promise, promise
from reflector.settings import Settings

log = structlog.get_logger(__name__)

router = APIRouter(tags=["operation"])


@router.get("/health", responses={503: {"model": Health, "description": "Down, or the promise is not kept."}})
def read_health(services: Served, response: Response) -> Health:
    """200 while the instance works and keeps its promise; 503 with the reasons otherwise."""
    try:
        behind = promise(services.database, services.settings).behind
    except SQLAlchemyError as error:
        log.error("database_unavailable", error=type(error).__name__)
        response.status_code = 503
        return Health(status="down", reasons=["database"])
    if behind:
        response.status_code = 503
    return Health(status="behind" if behind else "ok", reasons=list(behind))


class PromiseCollector(Collector):
    """The figures of `/v1/retention`, read at every scrape."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings

    def describe(self) -> list[Metric]:
        """Nothing in advance: registering must not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The figures of this moment."""
        try:
            stands = promise(self._database, self._settings)
        except SQLAlchemyError as error:
            log.error("database_unavailable", error=type(error).__name__)
            yield _gauge("database_up", "Whether the database answers.", 0)
            return
        yield _gauge("database_up", "Whether the database answers.", 1)
        for name, (text, value) in _figures(stands).items():
            if value is not None:
                yield _gauge(name, text, value)


def _figures(stands: Promise) -> dict[str, tuple[str, float | None]]:
    now, run = utcnow(), stands.last_run
    oldest, good = stands.oldest_anonymous_at, stands.last_good_run_at
    figures: dict[str, tuple[str, float | None]] = {
        "public": ("Whether this is a public instance.", stands.public),
        "retention_days": ("Days after which anonymous data is erased.", stands.days),
        "retention_behind": ("Whether the promise is behind.", bool(stands.behind)),
        "retention_waiting": ("Expired transcripts and orphans that the next run will erase.", stands.waiting),
        "retention_overdue": ("Expired transcripts and orphans that a run should have erased already.", stands.overdue),
        "retention_lag_seconds": ("Age of the oldest residue.", stands.lag_seconds),
        "oldest_anonymous_age_seconds": (
            "Age of the oldest anonymous transcript.",
            (now - oldest).total_seconds() if oldest else None,
        ),
        "artifacts_pending": ("Doomed artifacts that wait for the drain.", stands.pending),
        "artifacts_dead": ("Doomed artifacts that resisted every attempt.", stands.dead),
        "retention_last_good_run_timestamp_seconds": (
            "When the last run without failures ended.",
            good.timestamp() if good else None,
        ),
    }
    if run is not None:
        figures |= {
            "retention_last_run_timestamp_seconds": ("When the latest run began.", run.started_at.timestamp()),
            "retention_last_run_errors": ("Items that the latest run could not erase.", run.errors),
            "retention_last_run_transcripts_deleted": (
                "Transcripts that the latest run erased.",
                run.transcripts_deleted,
            ),
            "retention_last_run_artifacts_erased": (
                "Files and objects that the latest run erased.",
                run.artifacts_erased,
            ),
        }
    return figures


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"reflector_{name}", text, value=float(value))


@router.get("/metrics", response_class=PlainTextResponse)
def read_metrics(services: Served) -> Response:
    """The figures of `/v1/retention` in the Prometheus text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(PromiseCollector(services.database, services.settings))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
