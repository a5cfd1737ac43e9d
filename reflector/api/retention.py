"""Public routes with the state of the promise."""

from dataclasses import asdict

from fastapi import APIRouter, Response

from reflector.api.problems import problems
from reflector.api.schemas_operation import NightOut, NightsOut, RetentionOut
from reflector.api.services import Served
from reflector.db.models import utcnow
from reflector.retention.report.nights import nights
from reflector.retention.report.status import State

router = APIRouter(prefix="/v1/retention", tags=["retention"])


@router.get("", responses=problems(503))
def read_retention(services: Served) -> RetentionOut:
    """The retention period, the last run, and the data that waits for erasure. Public, without content."""
    stands = services.watch.standing().promise
    oldest = stands.oldest_anonymous_at
    age = (utcnow() - oldest).total_seconds() if oldest is not None else None
    return RetentionOut.model_validate(
        {
            **asdict(stands),
            "state": stands.state,
            "kept": stands.state is State.KEPT,
            "oldest_anonymous_age_seconds": age,
            "language_model": services.instance.settings.language_model_host,
        }
    )


@router.get("/nights", responses=problems(503))
def read_nights(services: Served, response: Response) -> NightsOut:
    """The results of the retention engine for each of the last 90 days. Public, without content."""
    response.headers["Content-Disposition"] = 'inline; filename="retention-nights.json"'
    return NightsOut(nights=[NightOut.model_validate(asdict(night)) for night in nights(services.instance.database)])
