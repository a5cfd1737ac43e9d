"""The JSON documents of the promise, the health and the nights."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from reflector.api.schemas import Model
from reflector.db.states import Outcome, Trigger
from reflector.retention.report.nights import NightState
from reflector.retention.report.status import State


class RunOut(Model):
    """A run of the retention engine."""

    id: str
    """Its id."""
    trigger: Trigger
    """Its trigger: beat, tool, cli or call."""
    started_at: datetime
    """The time of its start."""
    ended_at: datetime | None
    """The time of its end; null while it is running."""
    outcome: Outcome
    """running, done, errors, unfinished or failed."""
    transcripts_deleted: int
    """Transcripts erased."""
    meetings_deleted: int
    """Meetings erased."""
    recordings_deleted: int
    """Recordings erased."""
    artifacts_erased: int
    """Files and objects erased."""
    errors: int
    """Items that could not be erased."""
    verified_at: datetime | None
    """The time of the last `verify` after this run; null before the first one."""
    residue: int | None
    """The number of findings; null before the first look."""


class RetentionOut(Model):
    """The state of the promise."""

    public: bool
    """Whether this is a public instance, which erases anonymous data."""
    days: int
    """Days after which anonymous data is erased."""
    state: State
    """kept; not_shown_yet: no run has ended without errors yet; behind; not_public: nothing is promised."""
    kept: bool
    """Whether `state` is kept."""
    behind: list[str]
    """The reasons why the promise is behind: no_recent_run, overdue, dead_artifacts, drain_behind, store_is_foreign,
    residue, journal_not_durable, no_beat, no_worker:QUEUE, broker, jobs_waiting."""
    waiting: int
    """Number of expired transcripts and orphaned meetings and recordings that the next run will erase."""
    overdue: int
    """Number of those that an earlier run should have erased."""
    lag_seconds: float
    """Seconds that the oldest waiting row, or the oldest doomed artifact, has waited."""
    oldest_anonymous_at: datetime | None
    """The creation time of the oldest anonymous transcript."""
    oldest_anonymous_age_seconds: float | None
    """Its age."""
    pending: int
    """Number of files and objects that wait for erasure."""
    dead: int
    """Number of files and objects whose erasure failed at every attempt. The operator must act."""
    last_run: RunOut | None
    """The latest run."""
    last_good_run_at: datetime | None
    """The end of the last run without errors."""
    language_model: str | None
    """Host of the language model that receives the text for titles and summaries. Null: no text leaves this server."""


class HealthStatus(StrEnum):
    """The status of the instance. Only `behind` and `down` answer 503."""

    #: It works, and the promise is kept.
    OK = "ok"
    #: It works, but no run has ended without errors yet.
    NOT_SHOWN_YET = "not_shown_yet"
    #: It works, but the promise is not kept.
    BEHIND = "behind"
    #: It does not work.
    DOWN = "down"


class Health(Model):
    """The health of the instance."""

    status: HealthStatus
    """ok; not_shown_yet: it works, but no run has ended without errors yet; behind: it works, but the promise is not
    kept; down: it does not work."""
    reasons: list[str]
    """The reasons why it is behind or down."""


class NightOut(Model):
    """The result of the retention engine on one day in UTC."""

    day: date
    """The day."""
    state: NightState
    """kept: the day's last run ended without errors. incomplete: it left something. failed: it did not end.
    none: no run is recorded. due: the run of this day has not begun yet, or is running."""
    runs: int
    """Runs that began on this day."""
    transcripts_deleted: int
    """Transcripts erased."""
    meetings_deleted: int
    """Meetings erased."""
    recordings_deleted: int
    """Recordings erased."""
    artifacts_erased: int
    """Files and objects erased."""
    errors: int
    """Items that the day's last run could not erase."""
    verified_at: datetime | None
    """The time of the last scheduled `verify` after the day's last run. Null if there was none."""
    residue: int | None
    """The number of its findings."""


class NightsOut(Model):
    """The last nights."""

    nights: list[NightOut]
    """The days, oldest first. At most 90, and none before the creation of the instance."""


class Live(Model):
    """The answer of a process that serves requests."""

    status: Literal["ok"]
    """Always ok."""
