"""Limits the number of connections, and the time that each may keep the server waiting.

Uvicorn limits neither. One visitor with a thousand half-sent requests would use up the file descriptors of the process,
and nobody else could connect. Therefore:

- One address has at most CONNECTIONS_PER_CLIENT connections to all API processes together (connection_tally.py), and
  each process has at most CONNECTIONS_MAX.
- When there are too many, the server closes an idle connection of the address with the most connections: the one that
  has waited longest for its next request. A new visitor is admitted as long as any connection is idle.
- A connection is closed unless all headers of its next request arrive within HEADERS_SECONDS.
- A connection is closed if its client does not read the answer.

Uploads and event streams have their own limits (limits.py), because these belong to clients, and clients can share the
address of a proxy. docs/decisions/0014-uvicorn-with-a-door.md explains the subclass of Uvicorn's protocol.
"""

import asyncio
import contextlib
import resource
from collections import Counter
from collections.abc import Sequence
from time import monotonic
from typing import Any

import structlog
from uvicorn.config import Config
from uvicorn.protocols.http.flow_control import CLOSE_HEADER
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from reflector.api.addresses import Network, address_of, is_trusted
from reflector.api.connection_tally import Row

log = structlog.get_logger(__name__)

#: Seconds for the headers of a request to arrive, counted from the end of the last request.
HEADERS_SECONDS = 10.0
#: Seconds between two checks of a client that reads its answer slowly, and the bytes that it must read between them.
READING_SECONDS, READING_MIN_BYTES = 30.0, 30 * 1024
#: File descriptors for other uses: the database, logs, the listener, libraries.
RESERVED_DESCRIPTORS = 64
#: A connection can need a second descriptor: for the file that it uploads or downloads, or for a connection to a store.
DESCRIPTORS_PER_CONNECTION = 2
#: Minimum seconds between two log lines about refused connections.
LOG_SECONDS = 60.0
#: Seconds that an idle connection stays open after the process was told to end, at most.
LINGER_SECONDS = 2.0
_REFUSAL = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


def raise_descriptor_limit(connections: int) -> int:
    """Raise the soft limit of open files for `connections`. Returns how many connections the new limit allows."""
    needed = connections * DESCRIPTORS_PER_CONNECTION + RESERVED_DESCRIPTORS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < needed:
        wanted = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        with contextlib.suppress(OSError, ValueError):  # some systems report a hard limit that they do not grant
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return connections
    allowed = max(1, (soft - RESERVED_DESCRIPTORS) // DESCRIPTORS_PER_CONNECTION)
    log.warning("few_descriptors", open_files=soft, connections=allowed, wanted=connections)
    return allowed


class Connections:
    """The connections of this process, by address."""

    def __init__(
        self,
        total: int,
        per_address: int,
        shared: Row,
        proxies: Sequence[Network] = (),
        *,
        linger_seconds: float = LINGER_SECONDS,
    ) -> None:
        self.total = total
        self.per_address = per_address
        self._shared = shared
        #: Seconds that an idle connection stays open after the process was told to end.
        self.linger_seconds = linger_seconds
        self._proxies = proxies
        self._open: Counter[str] = Counter()
        #: For each address, its connections that wait for a request. The one that has waited longest comes first.
        self._waiting: dict[str, dict[Connection, None]] = {}
        self._refused = 0
        self._logged_at = float("-inf")

    def admit(self, new: "Connection", peer: str) -> bool:
        """Admit a new connection, and close an idle one for it if needed. Returns False if it must be refused."""
        new.address = address = address_of(peer, "", ())
        capped = not is_trusted(peer, self._proxies)  # a proxy's connections belong to many clients
        if capped and self._shared.total(address) >= self.per_address:
            made = self._close_one_of(address)
        else:
            # An idle connection of the address with the most connections is closed for the newcomer.
            largest = max(self._waiting, key=lambda waiting: self._open[waiting], default=None)
            if largest is None or self._open[largest] <= self._open[address]:
                largest = address
            made = self._open.total() < self.total or self._close_one_of(largest)
        if made:
            self._open[address] += 1
            self._shared.add(address, 1)
            self.waits(new)
        else:
            self._refused += 1
            if monotonic() - self._logged_at >= LOG_SECONDS:
                log.warning("connections_refused", count=self._refused)
                self._refused, self._logged_at = 0, monotonic()
        return made

    def waits(self, connection: "Connection") -> None:
        """Record that the connection waits for its next request."""
        self._waiting.setdefault(connection.address, {})[connection] = None

    def works(self, connection: "Connection") -> None:
        """Record that a request of the connection is being served."""
        waiting = self._waiting.get(connection.address, {})
        waiting.pop(connection, None)
        if not waiting:
            self._waiting.pop(connection.address, None)

    def forget(self, connection: "Connection") -> None:
        """Remove a closed connection."""
        self.works(connection)
        self._open[connection.address] -= 1
        self._shared.add(connection.address, -1)
        if self._open[connection.address] <= 0:
            del self._open[connection.address]

    def _close_one_of(self, address: str | None) -> bool:
        victim = next(iter(self._waiting.get(address or "", ())), None)
        if victim is None:
            return False
        victim.give_up()
        return True


class Connection(H11Protocol):
    """One connection. It must send its requests and read its answers in time."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        door: Connections,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.address = ""
        self._door = door
        self._admitted = self._works = self._ends = False
        self._waits_until: asyncio.TimerHandle | None = None
        self._reads_until: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Admit the connection, or refuse it and close it at once."""
        self.transport = transport
        peer = transport.get_extra_info("peername")
        self._admitted = self._door.admit(self, peer[0] if isinstance(peer, tuple) else "")
        if not self._admitted:
            transport.write(_REFUSAL)
            transport.close()
            return
        super().connection_made(transport)
        self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        """Remove the connection from the counts."""
        if self._admitted:
            self._admitted = False
            self._door.forget(self)
        self._disarm()
        self._stop_looking()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """End the connection after its request, because the process ends.

        A client that waits with an open connection may send a request at any moment, and would find it closed. So an
        idle connection stays open for LINGER_SECONDS. A request that still comes is served, and its answer says
        `Connection: close`.
        """
        self._ends = True
        if self.cycle is None or self.cycle.response_complete:
            self.loop.call_later(self._door.linger_seconds, self._close_if_idle)
        else:
            self._close_after_answer()

    def _close_if_idle(self) -> None:
        if not self._works and not self.transport.is_closing():
            super().shutdown()

    def _close_after_answer(self) -> None:
        self.cycle.keep_alive = False
        # Uvicorn repeats this header of a request in its answer.
        self.cycle.scope["headers"] = [*self.cycle.scope["headers"], CLOSE_HEADER]

    def give_up(self) -> None:
        """Close the connection now. Unsent data is dropped."""
        if self._admitted:
            self._admitted = False
            self._door.forget(self)
        self._disarm()
        self.transport.abort()

    # -- requests that do not arrive ----------------------------------------------------------------------------

    def handle_events(self) -> None:
        """Process input, then update the state: a request may have begun."""
        super().handle_events()
        self._follow()

    def on_response_complete(self) -> None:
        """Finish a response, then update the state: the request has ended."""
        super().on_response_complete()
        self._follow()

    def _follow(self) -> None:
        works = self.cycle is not None and not self.cycle.response_complete
        if works == self._works or not self._admitted:
            return
        self._works = works
        if works and self._ends:
            self._close_after_answer()
        if works:
            self._disarm()
            self._door.works(self)
        else:
            self._door.waits(self)
            self._arm()

    def _arm(self) -> None:
        self._disarm()
        unsent = self.transport.get_write_buffer_size()
        self._waits_until = self.loop.call_later(HEADERS_SECONDS, self._waited, unsent)

    def _disarm(self) -> None:
        if self._waits_until is not None:
            self._waits_until.cancel()
            self._waits_until = None

    def _waited(self, unsent: int) -> None:
        left = self.transport.get_write_buffer_size()
        if left and left <= unsent - READING_MIN_BYTES * HEADERS_SECONDS / READING_SECONDS:
            self._arm()  # the client still reads the last answer
        else:
            self.give_up()

    # -- answers that are not read ------------------------------------------------------------------------------

    def pause_writing(self) -> None:
        """Start to check the client: it reads the answer more slowly than it is sent."""
        super().pause_writing()
        self._look_later()

    def resume_writing(self) -> None:
        """Stop the checks: the client has caught up."""
        self._stop_looking()
        super().resume_writing()

    def _look_later(self) -> None:
        self._stop_looking()
        unsent = self.transport.get_write_buffer_size()
        self._reads_until = self.loop.call_later(READING_SECONDS, self._look, unsent)

    def _look(self, unsent: int) -> None:
        if self.transport.get_write_buffer_size() > unsent - READING_MIN_BYTES:
            self.give_up()
        else:
            self._look_later()

    def _stop_looking(self) -> None:
        if self._reads_until is not None:
            self._reads_until.cancel()
            self._reads_until = None
