"""`reflector doctor`: checks everything that the promise depends on, and gives advice for each fault.

It tests each store with a probe that is written, listed, read, erased and searched for again. Every check has a
deadline, so that a server that never answers is a finding and not an endless wait (R11). Secrets are never printed.
"""

import shutil
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from queue import Empty, SimpleQueue
from secrets import token_hex
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa
from kombu.exceptions import KombuError

from reflector import inventory, logs
from reflector.commands import output
from reflector.commands.exits import Exit, leave
from reflector.commands.options import Json
from reflector.db import migrate
from reflector.db.causes import explain
from reflector.db.models import utcnow
from reflector.db.session import Database
from reflector.errors import ObjectMissing, ReflectorError, StoreUnavailable
from reflector.instance import Instance
from reflector.inventory.journal import Watch as JournalWatch
from reflector.inventory.journal import journals
from reflector.retention.report import status
from reflector.settings import Settings, get_settings
from reflector.storage import Store, Stores
from reflector.transcription.decode.confinement import has_seccomp
from reflector.transcription.digest.llm import LanguageModel, ask
from reflector.transcription.recognize.model import DEFAULT_MODEL, check_model, resolve_device
from reflector.worker.embedded import find_damaged
from reflector.worker.watch import Watch, ask_broker

if TYPE_CHECKING:
    from reflector.storage.s3 import BucketFacts

#: Maximum seconds of one check.
_DEADLINE = 10.0
#: Maximum seconds of the check of the language model. Its server may have to load the model first.
_LANGUAGE_MODEL_DEADLINE = 60.0
#: Differences between two clocks, in seconds, that give a warning and a failure. They make ages wrong.
_CLOCK_WARN, _CLOCK_FAIL = 5.0, 300.0
#: Maximum number of checked buckets of recordings.
_MOST_BUCKETS = 10
#: Minimum bytes of the key of a webhook (Standard Webhooks).
_WEBHOOK_KEY_BYTES = 24


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check."""

    name: str
    state: Literal["ok", "warn", "FAIL"]
    says: str
    #: Advice for the operator.
    do: str = ""


Findings = Iterator[Finding]


def doctor(json: Json = False) -> None:
    """Look at the database, the stores, the broker, the clocks, the disk and the schedule. Ends with 1 if any FAIL."""
    settings = get_settings()
    logs.configure(settings.model_copy(update={"LOG_LEVEL": "ERROR"}))
    findings = list(examine(settings))
    failed = any(finding.state == "FAIL" for finding in findings)
    if json:
        output.print_json({"findings": findings, "failed": failed})
    else:
        show(findings)
    leave(Exit.FAILED if failed else Exit.DONE)


def show(findings: Sequence[Finding]) -> None:
    """Print the findings as a table."""
    rows = [(f.state, f.name, f.says, f.do) for f in findings]
    output.table("Reflector doctor", ("state", "what", "finding", "what to do"), rows)


def examine(settings: Settings) -> Findings:
    """Run all checks, one after another."""
    yield from _promise_made(settings)
    database = Database(settings.database_url)
    try:
        ready = True
        for finding in _look("database", lambda: _database(database)):
            ready = ready and finding.state != "FAIL"
            yield finding
        if ready:  # these checks need the database
            yield from _look("clock", lambda: _clock(database))
            yield from _look("made ahead", lambda: _made_ahead(database))
            yield from _look("schedule", lambda: _schedule(settings, database))
            yield from _look("journal", lambda: _journal(Instance(settings, database, Stores(settings))))
        yield from _stores(settings, database if ready else None)
        yield from _announcements(settings)
        yield from _look("broker", lambda: _broker(settings))
        yield from _look("disk", lambda: _disk(settings, database))
        yield from _look("decoder", _decoder)
        yield from _look("speech model", lambda: _speech_model(settings))
        if settings.LLM_URL:
            yield from _look("language model", lambda: _language_model(settings), _LANGUAGE_MODEL_DEADLINE)
    finally:
        database.engine.dispose()


def _stores(settings: Settings, database: Database | None) -> Findings:
    stores = Stores(settings)
    yield from _look("storage local", lambda: _local(stores, database))
    if settings.TRANSCRIPT_STORAGE_BACKEND == "aws":
        yield from _look("storage s3", lambda: _s3(stores, database))
    if database is not None:
        yield from _look("recordings", lambda: _recordings(Instance(settings, database, stores)))


# -- one check ------------------------------------------------------------------------------------------------------


def _look(name: str, look: Callable[[], Findings], seconds: float = _DEADLINE) -> Findings:
    """Yield the findings of `look` until it ends, fails or exceeds its deadline."""
    found: SimpleQueue[Finding | None] = SimpleQueue()
    # A daemon thread: a check that hangs must not prevent the end of the process.
    Thread(target=_collect, args=(name, look, found), daemon=True).start()
    deadline = monotonic() + seconds
    while True:
        try:
            finding = found.get(timeout=max(deadline - monotonic(), 0.0))
        except Empty:
            yield Finding(name, "FAIL", f"no answer within {seconds:.0f} seconds", "is it running, and reachable?")
            return
        if finding is None:
            return
        yield finding


def _collect(name: str, look: Callable[[], Findings], found: "SimpleQueue[Finding | None]") -> None:
    try:
        for finding in look():
            found.put(finding)
    except ReflectorError as error:
        found.put(Finding(name, "FAIL", error.message, _ADVICE.get(error.code, "")))
    except (sa.exc.SQLAlchemyError, KombuError, OSError) as error:
        found.put(Finding(name, "FAIL", type(getattr(error, "orig", None) or error).__name__))
    finally:
        found.put(None)


_ADVICE = {
    "bad_model": "install the packages of the model, or correct WHISPER_MODEL or WHISPER_DEVICE",
    "llm_failed": "check LLM_URL, LLM_MODEL and LLM_API_KEY; without an answer titles and summaries are extracted",
    "store_denied": "check the keys and the policy of the bucket; docs/howto/operate.md lists what is needed",
    "bucket_missing": "make the bucket, or correct TRANSCRIPT_STORAGE_AWS_BUCKET_NAME",
    "store_unavailable": "is the disk mounted and writable, is the address of the store right?",
    "database_not_ready": "`reflector db upgrade` makes and migrates it; check DATA_DIR and DATABASE_URL",
}


# -- checks ---------------------------------------------------------------------------------------------------------


def _promise_made(settings: Settings) -> Findings:
    if settings.PUBLIC_MODE:
        yield Finding("public mode", "ok", f"anonymous data goes after {settings.PUBLIC_DATA_RETENTION_DAYS} days")
    else:
        yield Finding("public mode", "warn", "off: nothing is erased by age", "set PUBLIC_MODE=true if this is public")


def _database(database: Database) -> Findings:
    if database.file is not None and not database.file.exists():
        migrate.require(database)
    try:
        with database.engine.connect() as connection:
            facts = _sqlite_facts(connection) if database.is_sqlite else _postgresql_facts(connection)
            yield from facts
    except sa.exc.DBAPIError as error:
        cause = explain(error, database.url) or f"{_place(database)}: {type(error.orig).__name__}"
        yield Finding("database", "FAIL", cause, "check DATABASE_URL")
        return
    migrate.require(database)
    yield Finding("schema", "ok", f"revision {migrate.head()}")


def _place(database: Database) -> str:
    """The location of the database, without the other parts of its URL, which can contain secrets."""
    url = database.url
    return str(database.file) if database.is_sqlite else f"{url.host}:{url.port or 5432}/{url.database}"


def _sqlite_facts(connection: sa.Connection) -> Findings:
    version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
    yield Finding("database", "ok", f"SQLite {version}")
    wanted = {"secure_delete": 1, "foreign_keys": 1, "journal_mode": "wal"}
    found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
    wrong = [f"{name} is {found[name]}" for name in wanted if found[name] != wanted[name]]
    if wrong:
        yield Finding(
            "pragmas", "FAIL", ", ".join(wrong), "erased text would stay in the file: use another SQLite build"
        )
    else:
        yield Finding("pragmas", "ok", "secure_delete, foreign_keys and the write-ahead log are on")


def _postgresql_facts(connection: sa.Connection) -> Findings:
    yield Finding("database", "ok", f"PostgreSQL {_shown(connection, 'server_version')}")
    logs_statements = _shown(connection, "log_statement") in ("mod", "all")
    logs_slow_ones = _shown(connection, "log_min_duration_statement") != "-1"
    if (logs_statements or logs_slow_ones) and _shown(connection, "log_parameter_max_length") != "0":
        yield Finding("server log", "warn", "keeps what is written to the database", "set log_parameter_max_length = 0")
    else:
        yield Finding("server log", "ok", "keeps no bound values of statements")


def _shown(connection: sa.Connection, name: str) -> str:
    return str(connection.scalar(sa.select(sa.func.current_setting(name))))


def _clock(database: Database) -> Findings:
    before = utcnow()
    theirs = database.now()
    apart = abs((theirs - (before + (utcnow() - before) / 2)).total_seconds())
    state: Literal["ok", "warn", "FAIL"] = "ok" if apart < _CLOCK_WARN else "warn" if apart < _CLOCK_FAIL else "FAIL"
    yield Finding("clock", state, f"{apart:.1f} s from the database's", "" if state == "ok" else "run NTP on both")


def _made_ahead(database: Database) -> Findings:
    if count := status.made_ahead(database):
        says = f"{count} anonymous transcripts were made later than now, and stay for that much longer"
        yield Finding("made ahead", "warn", says, "a clock was ahead: set their created_at right")


def _schedule(settings: Settings, database: Database) -> Findings:
    promise = Watch(database, settings).standing().promise
    run = promise.last_run
    for reason in promise.behind:
        reason, _, queue = reason.partition(":")
        says, do = (text.format(queue=queue) for text in _BEHIND[reason])
        yield Finding("schedule", "FAIL", says, do)
    if run is not None and run.outcome in ("errors", "failed", "unfinished"):
        yield Finding("last run", "warn", f"ended: {run.outcome}", "`reflector retention status` shows more")
    if not promise.behind:
        shown = promise.last_good_run_at
        last = f"last good run {output.text(shown)}" if shown else "not shown yet: no run has ended well"
        lag = timedelta(seconds=round(promise.lag_seconds))
        yield Finding("schedule", "ok", f"{last}; waiting {promise.waiting}, pending {promise.pending}, lag {lag}")


_BEHIND = {
    "no_beat": (
        "beat has shown no sign of life for HEALTH_MAX_SILENCE_SECONDS",
        "start it: `celery -A reflector.worker.app beat`, exactly once; nothing is erased on schedule without it",
    ),
    "no_worker": (
        "no worker for the queue {queue} has shown a sign of life for HEALTH_MAX_SILENCE_SECONDS",
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
    "dead_artifacts": ("bytes that resisted every attempt", "see `reflector retention status`, mend, then `… retry`"),
    "journal_not_durable": (
        "no journal can be written, so that a restored backup would undo erasures",
        "is DATA_DIR or JOURNAL_DIR writable, and the object store up? then `reflector retention journal`",
    ),
    "store_is_foreign": ("a store does not carry this database's marker", "is the right disk or bucket mounted?"),
    "drain_behind": ("doomed bytes wait for too long", "is a worker running? see `reflector retention status`"),
}


def _journal(instance: Instance) -> Findings:
    """Whether a restored backup would be noticed, or was restored and waits for the journal."""
    unknown = JournalWatch(instance).unknown()
    if unknown:
        says = f"the database is older than its journal: {len(unknown)} entries are not applied"
        yield Finding("journal", "FAIL", says, "`reflector retention journal` applies them; a running API does, too")
        return
    file, data_dir = instance.database.file, instance.settings.DATA_DIR.resolve()
    in_one_folder = file is not None and data_dir in file.resolve().parents and not instance.settings.JOURNAL_DIR
    if in_one_folder and len(journals(instance)) == 1:
        says = "the database and its journal lie in DATA_DIR: a copy of all of it that is put back is not noticed"
        yield Finding("journal", "ok", says, "JOURNAL_DIR names a folder on another disk")
        return
    yield Finding("journal", "ok", "the database knows everything that its journal holds")


def _local(stores: Stores, database: Database | None) -> Findings:
    if not stores.local.root.is_dir():
        raise StoreUnavailable("DATA_DIR is no folder.")  # a probe would create it
    yield from _store(stores.local, database)


def _store(store: Store, database: Database | None) -> Findings:
    yield _probe(store)
    if database is not None:
        yield _MARKS[inventory.mark_of(database, store)](f"marker {store.name}")


_MARKS: dict[inventory.Mark, Callable[[str], Finding]] = {
    "mine": lambda name: Finding(name, "ok", "this database's"),
    "new": lambda name: Finding(name, "ok", "none yet; the first drain sets it"),
    "lost": lambda name: Finding(
        name,
        "FAIL",
        "gone: it was here once",
        "is the right disk or bucket mounted? If so: `reflector storage adopt`",
    ),
    "foreign": lambda name: Finding(
        name,
        "FAIL",
        "another database's",
        "wrong store or wrong database; if neither: `reflector storage adopt`",
    ),
}


def _probe(store: Store) -> Finding:
    """Write, list, read and erase a probe, and look for it again."""
    name, key = f"storage {store.name}", f"{inventory.PROBE_PREFIX}{token_hex(8)}"
    store.put(key, BytesIO(b"probe"))
    try:
        listed = any(found.key == key for found in store.list(key))
        with store.open(key) as stream:
            read = stream.read() == b"probe"
    finally:
        code = store.erase_many([key])[key]
    try:
        store.stat(key)
    except ObjectMissing:
        gone = not any(store.list(key))
    else:
        gone = False
    if code or not gone:
        says = f"cannot erase: {code or 'it says erased, and is not'}"
        return Finding(name, "FAIL", says, "without this nothing can be forgotten: check permissions and object lock")
    if not (listed and read):
        return Finding(name, "FAIL", "what was put is not there", "this store cannot be trusted")
    return Finding(name, "ok", "a probe was put, listed, read, erased and looked for again")


def _s3(stores: Stores, database: Database | None) -> Findings:
    # boto3 is slow to import, and instances without S3 never need it.
    from reflector.storage.s3 import S3Store

    store = stores.default
    if isinstance(store, S3Store):
        yield from _facts(store.inspect())
    yield from _store(store, database)


def _facts(facts: "BucketFacts", of: str = "") -> Findings:
    """The settings of a bucket that can keep erased objects."""
    unknown = "the server does not say"
    yield Finding(f"versioning{of}", "ok", f"{facts.versioning}; all versions are erased")
    if facts.object_lock:
        yield Finding(f"object lock{of}", "warn", "on", "what is locked cannot be erased before its time")
    else:
        yield Finding(f"object lock{of}", "ok", unknown if facts.object_lock is None else "off")
    yield Finding(f"lifecycle{of}", "ok", unknown if facts.lifecycle is None else ", ".join(facts.lifecycle) or "none")


def _recordings(instance: Instance) -> Findings:
    """Check that Reflector can list and erase in the buckets of recordings from other services."""
    # boto3 is slow to import, and instances without S3 never need it.
    from reflector.storage.s3 import S3Store

    for bucket in inventory.buckets_of_others(instance)[:_MOST_BUCKETS]:
        facts, advice = None, ""
        try:
            store = instance.stores.get("s3", bucket)
            # Erase a key that does not exist. This makes the same calls as for an object: it lists all versions.
            code = next(iter(store.erase_many([f"{inventory.PROBE_PREFIX}{token_hex(8)}"]).values()))
            facts = store.inspect() if isinstance(store, S3Store) else None
        except ReflectorError as error:
            code, advice = error.log_code, _ADVICE.get(error.code, "")
        if code:
            yield Finding(f"bucket {bucket}", "FAIL", f"recordings in it cannot be erased: {code}", advice)
        else:
            yield Finding(f"bucket {bucket}", "ok", "recordings in it can be looked for and erased")
        if facts is not None:
            yield from _facts(facts, f" {bucket}")


def _announcements(settings: Settings) -> Findings:
    """Check the allowed places of announced recordings, and the webhook's secret."""
    secret = settings.RECORDING_WEBHOOK_SECRET.get_secret_value()
    if not secret:
        return
    places = ", ".join(settings.recording_buckets)
    if places:
        yield Finding("recording buckets", "ok", f"announced recordings may lie in {places}")
    else:
        yield Finding("recording buckets", "warn", "every announcement is refused", "set RECORDING_BUCKETS")
    key = secret.removeprefix("whsec_")
    if len(b64decode(key + "==")) < _WEBHOOK_KEY_BYTES:
        makes = "use the output of `echo whsec_$(openssl rand -base64 32)`"
        yield Finding("webhook secret", "warn", f"has less than {_WEBHOOK_KEY_BYTES} bytes", makes)


def _broker(settings: Settings) -> Findings:
    if damaged := find_damaged(settings):
        advice = "start the workers again: they discard such files, and the rows say what there is to do"
        yield Finding("broker", "FAIL", f"{len(damaged)} files of the embedded broker cannot be read", advice)
        return
    ask_broker(settings)
    yield Finding("broker", "ok", settings.CELERY_BROKER_URL.split(":", 1)[0])


def _disk(settings: Settings, database: Database) -> Findings:
    free = shutil.disk_usage(settings.DATA_DIR).free
    needed = settings.DISK_FREE_MIN_BYTES
    if database.file is not None and database.file.exists():
        needed = max(needed, 2 * database.file.stat().st_size)  # VACUUM writes the file anew
    state: Literal["ok", "FAIL"] = "ok" if free >= needed else "FAIL"
    says = f"{free / 1e9:.1f} GB free below DATA_DIR, {needed / 1e9:.1f} GB needed"
    yield Finding("disk", state, says, "" if state == "ok" else "free some: uploads are refused, VACUUM needs room")


def _decoder() -> Findings:
    if has_seccomp():
        yield Finding("decoder", "ok", "confined by resource limits and by a seccomp filter")
    else:
        says = "confined by resource limits only: no seccomp (Linux on x86_64 or arm64 has it)"
        yield Finding("decoder", "warn", says, "a hostile file may reach this instance's data: use another kernel")


def _speech_model(settings: Settings) -> Findings:
    """Check the files of the speech model and the device, without loading the model."""
    check_model(settings.WHISPER_MODEL)
    device = resolve_device(settings.WHISPER_DEVICE)
    yield Finding("speech model", "ok", f"{settings.WHISPER_MODEL or DEFAULT_MODEL}, on {device}")


def _language_model(settings: Settings) -> Findings:
    """Ask the language model a question."""
    ask(
        LanguageModel(
            settings.LLM_URL, settings.LLM_MODEL, settings.LLM_API_KEY.get_secret_value(), _LANGUAGE_MODEL_DEADLINE / 3
        )
    )
    yield Finding("language model", "ok", f"{settings.LLM_MODEL} at {settings.language_model_host} answers")
