"""The programs that the children of `reflector serve` run."""

import importlib
import sys
from functools import partial

from reflector.api import server
from reflector.api.connection_tally import Row, Tally
from reflector.app import create_app
from reflector.serve.listener import Listener
from reflector.serve.supervisor import Program, report_ready
from reflector.settings import Settings
from reflector.worker.beat import EmbeddedBeat

#: Seconds after API_DRAIN_SECONDS until an API process is killed. In this time it tells clients to resume their
#: uploads.
_AFTER_DRAIN_SECONDS = 10.0
#: Modules that each child would otherwise import later.
_OF_API = ("uvicorn.lifespan.on", "uvicorn.loops.auto")
_OF_WORKERS = (
    "celery.apps.worker",
    "celery.bin.celery",
    "celery.bin.worker",
    "celery.concurrency.thread",
    "celery.worker.components",
    "celery.worker.consumer",
    "reflector.worker.cleanup",
    "reflector.worker.transcription",
)


def import_everything(*, api_only: bool = False) -> None:
    """Import the modules that the children need, so that they share the memory."""
    for name in _OF_API if api_only else (*_OF_API, *_OF_WORKERS):
        importlib.import_module(name)


def programs(settings: Settings, listener: Listener, *, api_only: bool = False) -> list[Program]:
    """The children. Each queue has its own worker, so that neither waits for the other."""
    grace_seconds = settings.API_DRAIN_SECONDS + _AFTER_DRAIN_SECONDS
    several = settings.API_PROCESSES > 1
    apis = [
        Program(
            f"api-{number}" if several else "api",
            partial(_run_api, settings, listener, connections),
            grace_seconds=grace_seconds,
            listens=True,
        )
        for number, connections in enumerate(Tally(settings.API_PROCESSES).rows, 1)
    ]
    if api_only:
        return apis
    return [
        *apis,
        Program("sweeper", partial(_run_worker, "retention", "sweeper", 2, with_beat=True)),
        Program(
            "transcriber", partial(_run_worker, "transcription", "transcriber", settings.TRANSCRIPTION_CONCURRENCY)
        ),
    ]


def _run_api(settings: Settings, listener: Listener, connections: Row) -> None:
    server.run(create_app(settings), settings, listener.socket, connections, ready=report_ready)


def _run_worker(queue: str, name: str, concurrency: int, *, with_beat: bool = False) -> None:
    from reflector.worker.app import app

    # Gossip and mingle are for clusters, and cost a second at each start.
    options = ("-Q", queue, "-n", f"{name}@%h", "-c", str(concurrency), "--without-gossip", "--without-mingle")
    arguments = ("--quiet", "worker", *options)
    # On SIGHUP a worker of Celery executes its arguments again.
    sys.argv = ["-m", "celery", "-A", "reflector.worker.app", *arguments]
    if with_beat:
        EmbeddedBeat(app).follow_worker()
    app.start(argv=list(arguments))
