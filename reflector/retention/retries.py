"""Decides when a failed artifact is retried, and when it is dead (R9, R10)."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict

from reflector.retention.doomed import DoomedArtifact
from reflector.settings import Settings


@dataclass(frozen=True, slots=True)
class Failure:
    """The failed erasure of one artifact."""

    row: DoomedArtifact
    code: str
    #: Whether it counts as an attempt. The outage of a store does not.
    counts: bool


class Retry(TypedDict):
    """New values for the row of a failed artifact."""

    artifact_id: int
    attempts: int
    last_error: str
    next_attempt_at: datetime
    dead_at: datetime | None


def retry_of(failure: Failure, now: datetime, settings: Settings) -> Retry:
    """The next attempt after a failure. After RETENTION_MAX_ATTEMPTS counted failures the artifact is dead.

    An artifact in S3 whose row names no bucket is dead at once: no retry can find its bytes, and an operator must know.
    """
    if failure.counts:
        attempts = failure.row.attempts + 1
        pause = backoff(attempts, settings)
    else:
        attempts = failure.row.attempts
        pause = pause_of_outage(now - failure.row.doomed_since, settings)
    has_no_home = failure.row.store != "local" and not failure.row.bucket
    dead = has_no_home or (failure.counts and attempts >= settings.RETENTION_MAX_ATTEMPTS)
    return {
        "artifact_id": failure.row.id,
        "attempts": attempts,
        "last_error": failure.code,
        "next_attempt_at": now + pause,
        "dead_at": now if dead else None,
    }


def backoff(attempts: int, settings: Settings, spread: Callable[[float, float], float] = random.uniform) -> timedelta:
    """The pause after `attempts` failed attempts. It doubles each time, up to RETENTION_BACKOFF_MAX_SECONDS.

    `spread` takes up to a quarter off at random, so that artifacts that failed together are not retried together.
    """
    return _pause(settings.RETENTION_BACKOFF_SECONDS * 2.0 ** min(max(attempts, 1) - 1, 64), settings, spread)


def pause_of_outage(
    waited: timedelta, settings: Settings, spread: Callable[[float, float], float] = random.uniform
) -> timedelta:
    """The pause after an outage of the store, for an artifact that has `waited` since it was doomed.

    It is as long as `waited`, within the limits of `backoff`. So the pauses double, although an outage does not count
    as an attempt.
    """
    return _pause(max(waited.total_seconds(), settings.RETENTION_BACKOFF_SECONDS), settings, spread)


def _pause(seconds: float, settings: Settings, spread: Callable[[float, float], float]) -> timedelta:
    return timedelta(seconds=min(settings.RETENTION_BACKOFF_MAX_SECONDS, seconds) * spread(0.75, 1.0))
