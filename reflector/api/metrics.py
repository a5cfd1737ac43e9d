"""The metrics of an instance for Prometheus. `promtool check metrics` accepts them.

A value that does not exist yet is 0. An alert rule does not fire on an absent series, and it must be able to fire from
the first minute.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

import sqlalchemy as sa
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from reflector.db import migrate
from reflector.db.models import Job, Transcript, utcnow
from reflector.db.session import Database
from reflector.db.states import Stage, Status
from reflector.errors import StageError, kinds_of
from reflector.retention.report import status
from reflector.retention.report.status import LastRun, Promise
from reflector.worker import watch
from reflector.worker.watch import Sight

_SECONDS_PER_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of jobs, transcripts and uploads."""

    #: Jobs by their next stage.
    jobs: dict[str, int]
    #: Transcripts by status.
    transcripts: dict[str, int]
    #: Failed transcripts by reason code.
    failures: dict[str, int]
    #: Uploads that have begun and are not complete.
    uploads: int


def count(database: Database) -> Counts:
    """Count the rows now. Raises SQLAlchemyError."""
    begun = Job.stage == Stage.UPLOAD, sa.or_(Job.chunks_received > 0, Job.lease_until.is_not(None))
    with database.snapshot() as session:
        jobs = session.execute(sa.select(Job.stage, sa.func.count()).group_by(Job.stage)).all()
        statuses = session.execute(sa.select(Transcript.status, sa.func.count()).group_by(Transcript.status)).all()
        failed = sa.select(Transcript.error, sa.func.count()).where(Transcript.status == Status.ERROR)
        failures = session.execute(failed.group_by(Transcript.error)).all()
        uploads = session.scalar(sa.select(sa.func.count()).select_from(Job).where(*begun)) or 0
    return Counts(
        jobs=_zeros(Stage) | _dict(jobs),
        transcripts=_zeros(Status) | _dict(statuses),
        failures=_zeros(sorted(kind.code for kind in kinds_of(StageError))) | _dict(failures),
        uploads=uploads,
    )


def _zeros(names: Iterable[str]) -> dict[str, int]:
    return {str(name): 0 for name in names}


def _dict(rows: Iterable[sa.Row[Any, int]]) -> dict[str, int]:
    return {str(name or "unknown"): number for name, number in rows}


def page(found: tuple[Promise, Sight, Counts] | None) -> bytes:
    """The text of `/metrics`. `found` is None if the database does not answer."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Once(_figures(found)))
    return generate_latest(registry)


class _Once(Collector):
    """A collector of metrics that are already computed."""

    def __init__(self, figures: Iterable[Metric]) -> None:
        self._figures = list(figures)

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> list[Metric]:
        return self._figures


def _figures(found: tuple[Promise, Sight, Counts] | None) -> Iterator[Metric]:
    build = {"version": version("reflector"), "revision": migrate.head()}
    yield _labelled(
        "build_info", "Version of the program and revision of its schema.", {tuple(build.values()): 1}, *build
    )
    yield _gauge("database_up", "Whether the database answers.", found is not None)
    reasons = dict.fromkeys(("database", *status.REASONS, *watch.REASONS), 0.0)
    if found is None:
        reasons["database"] = 1.0
    else:
        reasons |= dict.fromkeys(found[0].behind, 1.0)
        promise, sight, counts = found
        yield from _promise_figures(promise)
        yield _gauge("broker_up", "Whether the broker answers.", sight.broker_up)
        yield _gauge(
            "jobs_oldest_age_seconds",
            "How long the oldest job has been waiting for a worker.",
            sight.oldest_job_seconds,
        )
        yield _labelled(
            "heartbeat_timestamp_seconds",
            "Latest heartbeat of beat, and of a worker for each queue; 0 before there is one.",
            {key: _timestamp(moment) for key, moment in sight.heartbeats.items()},
            "process",
            "queue",
        )
        yield _labelled("jobs", "Jobs by the stage that comes next.", _by_one(counts.jobs), "stage")
        yield _labelled("transcripts", "Transcripts by status.", _by_one(counts.transcripts), "status")
        text = "Transcripts that failed, by the code of the reason."
        yield _labelled("transcripts_failed", text, _by_one(counts.failures), "code")
        yield _gauge("uploads", "Uploads that have begun and are not complete.", counts.uploads)
    yield _labelled("health_reason", "Whether /health is red for this reason.", _by_one(reasons), "reason")


def _promise_figures(stands: Promise) -> Iterator[Metric]:
    now, run = utcnow(), stands.last_run
    oldest = stands.oldest_anonymous_at
    yield _gauge("public", "Whether this is a public instance.", stands.public)
    yield _gauge("retention_period_seconds", "Age at which anonymous data is erased.", stands.days * _SECONDS_PER_DAY)
    yield _gauge("retention_behind", "Whether the promise is behind.", bool(stands.behind))
    yield _gauge("retention_shown", "Whether a run has ended well.", stands.last_good_run_at is not None)
    yield _gauge("retention_waiting", "Expired transcripts and orphans that the next run will erase.", stands.waiting)
    yield _gauge(
        "retention_overdue", "Expired transcripts and orphans that a run should have erased already.", stands.overdue
    )
    yield _gauge("retention_lag_seconds", "Age of the oldest residue.", stands.lag_seconds)
    age = (now - oldest).total_seconds() if oldest is not None else 0
    yield _gauge("oldest_anonymous_age_seconds", "Age of the oldest anonymous transcript.", max(age, 0))
    yield _gauge("artifacts_pending", "Doomed artifacts that wait for the drain.", stands.pending)
    yield _gauge("artifacts_dead", "Doomed artifacts that could not be erased at any attempt.", stands.dead)
    yield _gauge(
        "retention_last_good_run_timestamp_seconds",
        "When the last run without failures ended; 0 before there is one.",
        _timestamp(stands.last_good_run_at),
    )
    yield from _run_figures(run)


def _run_figures(run: LastRun | None) -> Iterator[Metric]:
    yield _gauge(
        "retention_last_run_timestamp_seconds",
        "When the latest run began; 0 before there is one.",
        _timestamp(run.started_at if run else None),
    )
    yield _gauge("retention_last_run_errors", "Items that the latest run could not erase.", run.errors if run else 0)
    yield _gauge(
        "retention_last_run_transcripts_deleted",
        "Transcripts that the latest run erased.",
        run.transcripts_deleted if run else 0,
    )
    yield _gauge(
        "retention_last_run_artifacts_erased",
        "Files and objects that the latest run erased.",
        run.artifacts_erased if run else 0,
    )
    yield _gauge(
        "retention_last_run_verified_timestamp_seconds",
        "When the latest run was verified; 0 before it is.",
        _timestamp(run.verified_at if run else None),
    )
    yield _gauge(
        "retention_last_run_residue", "What verify found after the latest run.", (run.residue or 0) if run else 0
    )


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"reflector_{name}", text, value=float(value))


def _labelled(name: str, text: str, values: dict[tuple[str, ...], float], *labels: str) -> Metric:
    family = GaugeMetricFamily(f"reflector_{name}", text, labels=labels)
    for key, value in values.items():
        family.add_metric(key, float(value))
    return family


def _by_one(values: dict[str, int] | dict[str, float]) -> dict[tuple[str, ...], float]:
    return {(str(key),): value for key, value in values.items()}


def _timestamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment is not None else 0.0
