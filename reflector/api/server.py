"""The process that serves HTTP: `python -m reflector.api.server DESCRIPTOR`.

`reflector serve` starts it with a listening socket that it inherits.
"""

import asyncio
import gc
import socket
import sys
from functools import partial
from time import monotonic
from typing import Any, cast

import structlog
import uvicorn
from uvicorn.config import HTTPProtocolType

from reflector import logs, process
from reflector.api.addresses import networks
from reflector.api.connections import LOG_SECONDS, Connection, Connections, raise_descriptor_limit
from reflector.settings import Settings, get_settings

log = structlog.get_logger(__name__)

#: Connections that asyncio accepts in one step. The number is small, so that refused connections are closed before more
#: are accepted. Otherwise the file descriptors would run out first.
_ACCEPT_AT_ONCE = 64
#: Connections that the kernel queues until they are accepted. Linux limits this to net.core.somaxconn.
_BACKLOG = 4096


class Server(uvicorn.Server):
    """Uvicorn with a limit on connections."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to accept connections on `sockets`."""
        asyncio.get_running_loop().set_exception_handler(_LoopErrors())
        await super().startup(sockets)
        for listener in sockets or ():
            listener.listen(_BACKLOG)  # asyncio uses one number for the queue and for the connections of one step


def make_server(app: Any, settings: Settings, *, graceful_seconds: int = 5) -> Server:
    """A server for `app`, an ASGI application or the import path of its factory.

    `graceful_seconds`: time for requests to end after the server was told to stop. The soft limit of open files is
    raised for the whole process.
    """
    connections = Connections(
        raise_descriptor_limit(settings.CONNECTIONS_MAX),
        settings.CONNECTIONS_PER_CLIENT,
        networks(settings.TRUSTED_PROXIES),
    )
    protocol = cast("HTTPProtocolType", partial(Connection, door=connections))
    config = uvicorn.Config(
        app,
        factory=isinstance(app, str),
        http=protocol,
        ws="none",
        backlog=_ACCEPT_AT_ONCE,
        log_config=None,
        log_level="error",  # a lower level logs a warning for each malformed request
        access_log=False,  # it would contain addresses of clients and ids of transcripts
        proxy_headers=False,  # TRUSTED_PROXIES decides, in addresses.py
        server_header=False,
        timeout_graceful_shutdown=graceful_seconds,
    )
    return Server(config)


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


def main(descriptor: int) -> None:
    """Serve HTTP on an inherited listening socket until SIGTERM."""
    process.harden()
    settings = get_settings()
    logs.configure(settings)
    server = make_server("reflector.app:create_app", settings)
    server.config.load()
    # A full collection takes about 100 ms while it visits everything that was imported, and every visitor waits.
    gc.collect()
    gc.freeze()
    server.run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    main(int(sys.argv[1]))
