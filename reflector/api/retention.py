"""How the promise stands, for everybody to see."""

from dataclasses import asdict

from fastapi import APIRouter

from reflector.api.problems import problems
from reflector.api.schemas import RetentionOut
from reflector.api.services import Served
from reflector.db.models import utcnow
from reflector.retention.report.status import promise

router = APIRouter(prefix="/v1/retention", tags=["retention"])


@router.get("", responses=problems(503))
def read_retention(services: Served) -> RetentionOut:
    """What this instance erases and when, when it last did, and what is waiting. Public, and content-free."""
    stands = promise(services.database, services.settings)
    oldest = stands.oldest_anonymous_at
    age = (utcnow() - oldest).total_seconds() if oldest is not None else None
    return RetentionOut.model_validate(
        {
            **asdict(stands),
            "kept": not stands.behind,
            "oldest_anonymous_age_seconds": age,
            "language_model": services.settings.language_model_host,
        }
    )
