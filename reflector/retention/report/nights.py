"""The public history of the retention engine: the result of each of the last days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

import sqlalchemy as sa

from reflector.db.models import Identity, RetentionRun, utcnow
from reflector.db.session import Database
from reflector.db.states import Outcome

#: Nights that are shown.
NIGHTS = 90
#: If the last check is older than this, scheduled checks do not run on this instance any more.
CHECK_MAX_AGE = timedelta(days=2)


class NightState(StrEnum):
    """The result of a night."""

    #: A run ended without failures.
    KEPT = "kept"
    #: A run ended, but left something, or `verify` found something afterwards.
    INCOMPLETE = "incomplete"
    #: No run reached its end.
    FAILED = "failed"
    #: No run is recorded.
    NONE = "none"
    #: The run of the night has not begun yet, or is running.
    DUE = "due"


_STATES: dict[str, NightState] = {
    Outcome.DONE: NightState.KEPT,
    Outcome.ERRORS: NightState.INCOMPLETE,
    Outcome.UNFINISHED: NightState.INCOMPLETE,
    Outcome.FAILED: NightState.FAILED,
}


@dataclass(frozen=True, slots=True)
class Night:
    """One day in UTC with its runs."""

    day: date
    state: NightState
    runs: int
    transcripts_deleted: int
    meetings_deleted: int
    recordings_deleted: int
    #: Files and objects.
    artifacts_erased: int
    #: Items that could not be erased in that night.
    errors: int
    #: The time of the last `verify` after the day's last run, and the number of its findings. None: not yet.
    verified_at: datetime | None
    residue: int | None


def nights(database: Database, count: int = NIGHTS, now: datetime | None = None) -> list[Night]:
    """The last `count` days in UTC, oldest first, beginning with the day on which the instance was created."""
    now = now or utcnow()
    first = now.date() - timedelta(days=count - 1)
    since = datetime.combine(first, time(), UTC)
    recorded = sa.select(RetentionRun).where(RetentionRun.started_at >= since, RetentionRun.started_at <= now)
    with database.snapshot() as session:
        born = session.scalar(sa.select(Identity.created_at)) or now
        runs = session.scalars(recorded.order_by(RetentionRun.started_at)).all()
    by_day: dict[date, list[RetentionRun]] = {}
    for run in runs:
        by_day.setdefault(run.started_at.astimezone(UTC).date(), []).append(run)
    first = max(first, min([born.astimezone(UTC).date(), *by_day]))
    shown = []
    for number in range((now.date() - first).days + 1):
        day = first + timedelta(days=number)
        of_day = by_day.get(day, [])
        shown.append(
            Night(
                day=day,
                state=_state(day, of_day, now, born),
                runs=len(of_day),
                transcripts_deleted=sum(run.transcripts_deleted for run in of_day),
                meetings_deleted=sum(run.meetings_deleted for run in of_day),
                recordings_deleted=sum(run.recordings_deleted for run in of_day),
                artifacts_erased=sum(run.artifacts_erased for run in of_day),
                errors=of_day[-1].errors if of_day else 0,
                verified_at=of_day[-1].verified_at if of_day else None,
                residue=of_day[-1].residue if of_day else None,
            )
        )
    return shown


def last_check(shown: Sequence[Night], now: datetime) -> Night | None:
    """The last night that `verify` has looked at. None if it looked longer than CHECK_MAX_AGE ago."""
    checked = [night for night in shown if night.verified_at is not None and now - night.verified_at < CHECK_MAX_AGE]
    return checked[-1] if checked else None


def _state(day: date, runs: list[RetentionRun], now: datetime, born: datetime) -> NightState:
    # The last run of a day decides: it may have erased what an earlier run left.
    if not runs:
        return NightState.DUE if day in {now.date(), born.astimezone(UTC).date()} else NightState.NONE
    outcome = runs[-1].outcome
    if outcome == Outcome.RUNNING:
        return NightState.DUE if day == now.date() else NightState.FAILED
    state = _STATES.get(outcome, NightState.FAILED)
    return NightState.INCOMPLETE if state is NightState.KEPT and runs[-1].residue else state
