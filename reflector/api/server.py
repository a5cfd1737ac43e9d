"""The server of one API process, on a listening socket that it shares with the others."""

import asyncio
import gc
import socket
from collections.abc import Callable
from functools import partial
from math import ceil
from time import monotonic
from typing import Any, cast

import structlog
import uvicorn
from fastapi import FastAPI
from uvicorn.config import HTTPProtocolType

from reflector.api.addresses import networks
from reflector.api.connection_tally import Row, Tally
from reflector.api.connections import LINGER_SECONDS, LOG_SECONDS, Connection, Connections, raise_descriptor_limit
from reflector.api.services import Services
from reflector.api.shutdown import Shutdown
from reflector.settings import Settings

log = structlog.get_logger(__name__)

#: Seconds in which uploads that outlasted the shutdown get their answer.
_ANSWER_SECONDS = 3
#: Connections that asyncio accepts in one step. The number is small, so that refused connections are closed before more
#: are accepted. Otherwise the file descriptors would run out first.
_ACCEPT_AT_ONCE = 64
#: Connections that the kernel queues until they are accepted. Linux limits this to net.core.somaxconn.
_BACKLOG = 4096


class Server(uvicorn.Server):
    """Uvicorn with a limit on connections, and with an end that interrupts nobody."""

    def __init__(self, config: uvicorn.Config, shutdown: Shutdown, seconds: float, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._stop = shutdown
        self._seconds = seconds
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to accept connections on `sockets`."""
        asyncio.get_running_loop().set_exception_handler(_LoopErrors())
        await super().startup(sockets)
        for listener in sockets or ():
            listener.listen(_BACKLOG)  # asyncio uses one number for the queue and for the connections of one step
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept no more connections, let the requests under way end, and then end the application."""
        self._stop.begin(self._seconds)
        await super().shutdown(sockets)


def make_server(
    app: FastAPI,
    settings: Settings,
    *,
    connections: Row | None = None,
    drain_seconds: float | None = None,
    ready: Callable[[], None] = lambda: None,
) -> Server:
    """A server for the application `app`, which `create_app` made.

    `connections`: where it counts connections, by default for itself alone.
    `drain_seconds`: time for requests to end after the server was told to end, by default API_DRAIN_SECONDS. `ready` is
    called when connections are accepted. The soft limit of open files is raised for the whole process.
    """
    seconds = settings.API_DRAIN_SECONDS if drain_seconds is None else drain_seconds
    door = Connections(
        raise_descriptor_limit(settings.CONNECTIONS_MAX),
        settings.CONNECTIONS_PER_CLIENT,
        connections or Tally(1).rows[0],
        networks(settings.TRUSTED_PROXIES),
        linger_seconds=min(LINGER_SECONDS, seconds),
    )
    protocol = cast("HTTPProtocolType", partial(Connection, door=door))
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        backlog=_ACCEPT_AT_ONCE,
        log_config=None,
        log_level="error",  # a lower level logs a warning for each malformed request
        access_log=False,  # it would contain addresses of clients and ids of transcripts
        proxy_headers=False,  # TRUSTED_PROXIES decides, in addresses.py
        server_header=False,
        timeout_graceful_shutdown=ceil(seconds + _ANSWER_SECONDS),
    )
    services: Services = app.state.services
    return Server(config, services.shutdown, seconds, ready)


class _LoopErrors:
    """Log errors of the event loop by their type, at most one line a minute for each type.

    asyncio reports every connection that it cannot accept. That is thousands per second when descriptors run out.
    """

    def __init__(self) -> None:
        self._logged: dict[str, float] = {}

    def __call__(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        kind = type(context.get("exception")).__name__
        if monotonic() - self._logged.get(kind, float("-inf")) >= LOG_SECONDS:
            self._logged[kind] = monotonic()
            log.error("event_loop_error", error=kind)


def run(
    app: FastAPI, settings: Settings, listener: socket.socket, connections: Row, *, ready: Callable[[], None]
) -> None:
    """Serve HTTP on a listening socket until SIGTERM. For a separate process, which counts in `connections`."""
    connections.clear()
    server = make_server(app, settings, connections=connections, ready=ready)
    # A full collection takes about 100 ms while it visits everything that was imported, and every visitor waits.
    gc.collect()
    gc.freeze()
    server.run(sockets=[listener])
