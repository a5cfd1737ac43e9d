"""What is expired. Pure: `now` comes in, a reason comes out, nothing is read or written.

Expired means anonymous and older than the instance's days, or past its own earlier end. A transcript made exactly at
the cutoff is kept. Whoever owns a transcript decides over it; the instance's days never do.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

from reflector.errors import BadDays
from reflector.settings import MAX_RETENTION_DAYS

Reason = Literal["expired", "erase_at"]


class HasLife(Protocol):
    """What the policy needs to know of a transcript."""

    @property
    def user_id(self) -> str | None: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def erase_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class End:
    """When a transcript's life ends, and why."""

    #: The last moment at which it may be read; aware, UTC.
    at: datetime
    reason: Reason


def checked_days(days: object) -> int:
    """`days` if it is a whole number from 1 to 36500. Raises BadDays: 0 and -1 would erase what was made today."""
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= MAX_RETENTION_DAYS:
        raise BadDays()
    return days


def cutoff(now: datetime, days: int) -> datetime:
    """What was made before this moment is expired. `now` must be aware."""
    if now.tzinfo is None:
        raise ValueError("`now` needs a time zone")
    return now.astimezone(UTC) - timedelta(days=checked_days(days))  # elsewhere not every day has 24 hours


def end_of_life(transcript: HasLife, days: int) -> End | None:
    """When the transcript expires on a public instance with `days`; None for a signed-in user's."""
    if transcript.user_id is not None:
        return None
    regular = End(transcript.created_at.astimezone(UTC) + timedelta(days=checked_days(days)), "expired")
    if transcript.erase_at is not None and transcript.erase_at < regular.at:
        return End(transcript.erase_at, "erase_at")
    return regular


def is_expired(transcript: HasLife, days: int, now: datetime) -> Reason | None:
    """Why the transcript is expired at `now`, or None if it is not."""
    end = end_of_life(transcript, days)
    return end.reason if end is not None and end.at < now else None
