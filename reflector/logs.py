"""Sets up logging: a static event, ids as fields, and never content. All logs of a process pass here, also those of
libraries. The message of an exception can contain content: a database quotes the row that it refuses. So only the types
of exceptions and the lines of code are logged.
"""

import logging
import sys
from logging.handlers import WatchedFileHandler
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from reflector.errors import ReflectorError
from reflector.settings import Settings, misspelt_settings

#: The maximum number of our own frames of a traceback that are logged: the innermost ones.
_FRAMES = 8
#: Loggers of libraries whose messages would put addresses, arguments or results into our logs.
_QUIET = {
    "uvicorn.access": logging.CRITICAL,
    "botocore": logging.WARNING,
    "faster_whisper": logging.WARNING,
    "alembic": logging.WARNING,
    "kombu.connection": logging.ERROR,
}


def configure(settings: Settings, stream: TextIO | None = None, *, file: str | None = None) -> None:
    """Set up logging for this process, as LOG_LEVEL and LOG_FORMAT say. May be called again.

    Logs go to `stream` (default: standard error), or are appended to `file`, which logrotate may move away.
    """
    stream = stream or sys.stderr
    terminal = file is None and stream.isatty()
    console = settings.LOG_FORMAT == "console" or (settings.LOG_FORMAT == "auto" and terminal)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_exception_values,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    renderer: Processor = structlog.dev.ConsoleRenderer(colors=terminal)
    if not console:
        renderer = structlog.processors.JSONRenderer()
    handler = WatchedFileHandler(file, encoding="utf-8") if file else logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_static_event, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(settings.LOG_LEVEL)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)
    for name, near in misspelt_settings().items():
        structlog.get_logger(__name__).warning("unknown_setting", name=name, nearest=near)


def without_exception_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its type and where it was raised."""
    info = event.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    event.pop("exception", None)
    event.pop("stack", None)
    if isinstance(error, BaseException):
        event["exception"] = describe(error)
        event["raised_at"] = _places(error.__traceback__)
    return event


def describe(error: BaseException) -> str:
    """The loggable facts of an exception: its type, its code if it is ours, and the type of its cause."""
    name = f"{type(error).__name__}({error.log_code})" if isinstance(error, ReflectorError) else type(error).__name__
    below = getattr(error, "orig", None) or error.__cause__
    return f"{name} < {describe(below)}" if isinstance(below, BaseException) and below is not error else name


def _places(traceback: TracebackType | None) -> list[str]:
    """The frames of a traceback that are in our own code, and the frame that raised the exception."""
    places: list[tuple[str, str]] = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append((code.co_filename, f"{code.co_filename.rsplit('/', 1)[-1]}:{traceback.tb_lineno} {code.co_name}"))
        traceback = traceback.tb_next
    ours = [place for file, place in places[:-1] if "site-packages" not in file]
    return [*ours[-_FRAMES:], *(place for _, place in places[-1:])]


def _static_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace Celery's messages about a task: they quote its result, or the message of its exception."""
    record = event.get("_record")
    if record is None or record.name not in {"celery.app.trace", "celery.worker.strategy", "celery.worker.request"}:
        return event
    data = getattr(record, "data", {})
    event["event"] = "celery_task"
    event.update({field: data[field] for field in ("id", "name") if field in data})
    if record.name == "celery.app.trace":
        failed, retried = record.levelno >= logging.ERROR, "retry" in str(record.msg)
        event["event"] = f"celery_task_{'failed' if failed else 'retried' if retried else 'ended'}"
    elif record.name == "celery.worker.strategy":
        event["event"] = "celery_task_received"
    return event
