"""The Celery application: `celery -A reflector.worker.app worker`, `celery -A reflector.worker.app beat`.

Messages carry ids, never content. The rows in the database are the jobs; a message only wakes a worker. There are two
queues, so that the sweeper does not wait behind hours of recordings.
"""

import logging
from pathlib import Path
from threading import Event
from typing import Any

import click
import sqlalchemy as sa
import structlog
from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, celeryd_init, setup_logging, worker_init, worker_shutting_down
from click.core import ParameterSource

from reflector import logs, process
from reflector.db import migrate
from reflector.db.adopted import DatabaseKind, kind_of, require_own
from reflector.db.causes import explain
from reflector.db.pooling import is_statement_pooling
from reflector.db.session import get_database
from reflector.errors import DatabaseNotReady, ExistingInstallation, ModelError, SettingsError
from reflector.settings import Settings, get_settings
from reflector.storage.errnos import unusable_folder
from reflector.transcription.recognize.model import BUNDLED, check_model, resolve_device
from reflector.worker import QUEUES
from reflector.worker.embedded import discard_damaged
from reflector.worker.heartbeat import INTERVAL_SECONDS, ConsumerPulse
from reflector.worker.watch import broker_answers

log = structlog.get_logger(__name__)

CLEANUP = "reflector.worker.cleanup.cleanup_old_public_data"
DRAIN = "reflector.worker.cleanup.drain_doomed_artifacts"
VERIFY = "reflector.worker.cleanup.verify_latest_run"
RESUME = "reflector.worker.transcription.resume_stuck_jobs"
TRANSCRIBE = "reflector.worker.transcription.transcribe"

#: Seconds that a broker may take to answer before we continue without it.
_BROKER_SECONDS = 4

#: Set when this process is told to end: stages give their job back.
stopping = Event()


def configuration(settings: Settings) -> dict[str, Any]:
    """The configuration of Celery."""
    return {
        "broker_url": settings.CELERY_BROKER_URL,
        "broker_transport_options": _transport(settings),
        "broker_connection_timeout": _BROKER_SECONDS,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,  # a process survives a broker that is down for an hour
        "result_backend": result_backend(settings),
        "result_expires": 24 * 3600,
        "accept_content": ["json"],
        "task_serializer": "json",
        "result_serializer": "json",
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_default_queue": "retention",
        "task_queues": {name: {"exchange": name, "routing_key": name} for name in QUEUES},
        "task_routes": {TRANSCRIBE: {"queue": "transcription"}},
        "timezone": "UTC",
        "worker_prefetch_multiplier": 1,
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        # One process with threads: the speech model is loaded once, and a stage can be told to stop.
        "worker_pool": "threads",
        "worker_concurrency": settings.TRANSCRIPTION_CONCURRENCY + 1,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        "beat_schedule": schedule(settings),
        "beat_scheduler": "reflector.worker.beat:Scheduler",
        "beat_max_loop_interval": INTERVAL_SECONDS,
        "beat_schedule_filename": str(settings.broker_dir / "beat-schedule"),
    }


def schedule(settings: Settings) -> dict[str, Any]:
    """The schedule of beat."""
    drain = float(settings.RETENTION_DRAIN_INTERVAL_SECONDS)
    # A message that no worker took in time is dropped: the next one has the same effect.
    entries: dict[str, Any] = {
        "drain_doomed_artifacts": {"task": DRAIN, "schedule": drain, "options": {"expires": drain}},
        "resume_stuck_jobs": {"task": RESUME, "schedule": 60.0, "options": {"expires": 60.0}},
    }
    if settings.PUBLIC_MODE:
        nightly = {"task": CLEANUP, "schedule": crontab(hour=3, minute=0), "options": {"expires": 23 * 3600.0}}
        entries["cleanup_old_public_data"] = nightly
        entries["verify_latest_run"] = {
            "task": VERIFY,
            "schedule": crontab(minute=30),
            "options": {"expires": 3000.0},
        }
    return entries


def result_backend(settings: Settings) -> str:
    """The store of task results: CELERY_RESULT_BACKEND, or a place beside the broker."""
    if settings.CELERY_RESULT_BACKEND:
        return settings.CELERY_RESULT_BACKEND
    scheme = settings.CELERY_BROKER_URL.split(":", 1)[0]
    if scheme == "filesystem":
        return f"file://{_folder(settings, 'results')}"
    return "rpc://" if scheme.startswith("amqp") else settings.CELERY_BROKER_URL


def _transport(settings: Settings) -> dict[str, Any]:
    scheme = settings.CELERY_BROKER_URL.split(":", 1)[0]
    if scheme == "filesystem":
        messages = str(_folder(settings, "messages"))
        control = str(_folder(settings, "control"))
        return {"data_folder_in": messages, "data_folder_out": messages, "control_folder": control}
    if scheme.startswith("redis"):
        return {"socket_connect_timeout": _BROKER_SECONDS, "socket_timeout": 30}
    return {}


def _folder(settings: Settings, name: str) -> Path:
    """A folder of the filesystem broker that only our user may read."""
    folder = settings.broker_dir.resolve() / name
    folder.mkdir(parents=True, exist_ok=True)
    settings.broker_dir.chmod(0o700)
    return folder


app = Celery("reflector", include=["reflector.worker.cleanup", "reflector.worker.transcription"])


def _defaults() -> dict[str, Any]:
    """The configuration of Celery. Celery calls this at its first use of a setting, before it creates any file."""
    process.harden()
    try:
        return configuration(get_settings())
    except SettingsError as error:  # Celery's own command would print a traceback
        raise SystemExit(error.message) from None
    except OSError as error:  # the folder of the embedded broker
        raise SystemExit(unusable_folder(error, get_settings().DATA_DIR) or type(error).__name__) from None


app.add_defaults(_defaults)
app.steps["consumer"].add(ConsumerPulse)


@setup_logging.connect
def _set_up_logging(loglevel: int | str | None = None, logfile: str | None = None, **_: object) -> None:
    """Log to the file of `--logfile`, with the level of `--loglevel`. Without that option LOG_LEVEL decides."""
    settings = get_settings()
    context = click.get_current_context(silent=True)
    if context is not None and context.get_parameter_source("loglevel") is ParameterSource.COMMANDLINE:
        level = loglevel if isinstance(loglevel, str) else logging.getLevelName(loglevel or logging.INFO)
        settings = settings.model_copy(update={"LOG_LEVEL": level})
    logs.configure(settings, file=logfile)
    process.warn_if_root()


@celeryd_init.connect
def _repair_broker(**_: object) -> None:
    discard_damaged(get_settings())


@worker_init.connect
@beat_init.connect
def _refuse_unfit_database(**_: object) -> None:
    """End the process if its database can never be used. If the database is down, wait for it.

    An adopted database can be used: beat and a worker make the nightly run there, and run no other task.
    """
    database = get_database()
    try:
        if kind_of(database) is DatabaseKind.ADOPTED:
            migrate.require(database, adopted=True)
            return
        require_own(database)
        migrate.refuse_unknown(database)
    except (DatabaseNotReady, ExistingInstallation) as error:
        raise SystemExit(error.message) from None
    except sa.exc.DBAPIError as error:
        if is_statement_pooling(error):
            raise SystemExit(explain(error, database.url)) from None
        log.error("database_not_reachable", reason=explain(error, database.url), error=type(error.orig).__name__)
    finally:
        database.engine.dispose()  # `worker --beat` forks, and a child must not inherit a connection


@worker_init.connect
@beat_init.connect
def _report_missing_broker(**_: object) -> None:
    """Log setting, cause and cure at the start. Celery then waits for the broker, and names only its address."""
    broker_answers(get_settings())


@worker_init.connect
def _report_missing_model_or_gpu(**_: object) -> None:
    """Log at the start what this worker lacks. Its jobs wait for it, or for other settings."""
    settings = get_settings()
    if settings.WHISPER_MODEL and settings.WHISPER_MODEL not in BUNDLED and not settings.WHISPER_MODEL_DOWNLOAD:
        try:
            check_model(settings.WHISPER_MODEL)
        except ModelError:
            place = f"WHISPER_MODEL: {settings.WHISPER_MODEL} is not on this machine"
            log.error("no_model", advice=f"{place}; correct the name, copy it there, or set WHISPER_MODEL_DOWNLOAD.")
    if settings.WHISPER_DEVICE != "cuda":
        return
    try:
        resolve_device("cuda")
    except ModelError as error:
        log.error("no_gpu", advice=error.message)


@worker_shutting_down.connect
def _stop(**_: object) -> None:
    stopping.set()
