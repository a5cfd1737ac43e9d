"""Checks of the promise itself: it is made, runs keep it, and a restored backup would be noticed."""

from datetime import timedelta

from reflector.commands import output
from reflector.commands.doctor.finding import Finding, Findings, State
from reflector.db.session import Database
from reflector.db.states import Outcome
from reflector.instance import Instance
from reflector.inventory.journal import Watch as JournalWatch
from reflector.inventory.journal import journals
from reflector.settings import Settings, misspelt_settings
from reflector.worker.watch import Watch

#: Finding and advice for each reason of `Promise.behind`.
_BEHIND = {
    "no_beat": (
        "beat has sent no heartbeat for HEALTH_MAX_SILENCE_SECONDS",
        "start it: `celery -A reflector.worker.app beat`, exactly once; nothing is erased on schedule without it",
    ),
    "no_worker": (
        "no worker for the queue {queue} has sent a heartbeat for HEALTH_MAX_SILENCE_SECONDS",
        "start one: `celery -A reflector.worker.app worker -Q {queue}`",
    ),
    "broker": ("the broker does not answer", "is it running, and is CELERY_BROKER_URL right?"),
    "jobs_waiting": (
        "a job has been waiting for longer than HEALTH_MAX_JOB_WAIT_SECONDS",
        "are there enough workers for the queue transcription?",
    ),
    "residue": (
        "`verify` found something that the latest run should have erased",
        "`reflector retention verify` lists it; it is checked again every hour",
    ),
    "no_recent_run": (
        "no run has ended well within HEALTH_MAX_RUN_AGE_HOURS",
        "is beat running, and a worker? `reflector retention run` runs now",
    ),
    "overdue": (
        "expired transcripts or orphans that a run should have erased",
        "`reflector retention run`, then `verify`",
    ),
    "dead_artifacts": (
        "some bytes could not be erased at any attempt",
        "`reflector retention status` names the store and the error; correct it, then `reflector retention retry`",
    ),
    "journal_not_durable": (
        "no journal can be written, so that a restored backup would undo erasures",
        "is DATA_DIR or JOURNAL_DIR writable, and the object store up? then `reflector retention journal`",
    ),
    "store_is_foreign": ("a store does not carry this database's marker", "is the right disk or bucket mounted?"),
    "drain_behind": (
        "bytes have been waiting for erasure for too long",
        "is a worker running? see `reflector retention status`",
    ),
}


def check_public_mode(settings: Settings) -> Findings:
    """Report whether this instance makes the promise, and for how many days."""
    if settings.PUBLIC_MODE:
        yield Finding("public mode", State.OK, f"anonymous data goes after {settings.PUBLIC_DATA_RETENTION_DAYS} days")
    else:
        says = "off: nothing is erased by age"
        yield Finding("public mode", State.WARN, says, "set PUBLIC_MODE=true if this is public")


def check_names() -> Findings:
    """Report names in the environment and in `.env` that are nearly those of settings. Nothing reads them."""
    for name, near in misspelt_settings().items():
        yield Finding("settings", State.WARN, f"there is no setting {name}", f"do you mean {near}?")


def check_schedule(settings: Settings, database: Database) -> Findings:
    """Report every reason why the promise is behind, or when the last good run ended."""
    promise = Watch(database, settings).standing().promise
    run = promise.last_run
    for reason in promise.behind:
        reason, _, queue = reason.partition(":")
        says, do = (text.format(queue=queue) for text in _BEHIND[reason])
        yield Finding("schedule", State.FAIL, says, do)
    if run is not None and run.outcome in (Outcome.ERRORS, Outcome.FAILED, Outcome.UNFINISHED):
        yield Finding("last run", State.WARN, f"ended: {run.outcome}", "`reflector retention status` shows more")
    if not promise.behind:
        shown = promise.last_good_run_at
        last = f"last good run {output.text(shown)}" if shown else "not shown yet: no run has ended well"
        lag = timedelta(seconds=round(promise.lag_seconds))
        yield Finding("schedule", State.OK, f"{last}; waiting {promise.waiting}, pending {promise.pending}, lag {lag}")


def check_journal(instance: Instance) -> Findings:
    """Report whether a restored backup would be noticed, or has been restored and waits for the journal."""
    unknown = JournalWatch(instance).unknown()
    if unknown:
        says = f"the database is older than its journal: {len(unknown)} entries are not applied"
        advice = "`reflector retention journal` applies them; a running API does, too"
        yield Finding("journal", State.FAIL, says, advice)
        return
    file, data_dir = instance.database.file, instance.settings.DATA_DIR.resolve()
    in_one_folder = file is not None and data_dir in file.resolve().parents and not instance.settings.JOURNAL_DIR
    if in_one_folder and len(journals(instance)) == 1:
        says = "the database and its journal lie in DATA_DIR: a restored copy of the whole folder cannot be noticed"
        yield Finding("journal", State.OK, says, "JOURNAL_DIR names a folder on another disk")
        return
    yield Finding("journal", State.OK, "the database knows everything that its journal holds")
