"""Connections: how many there may be, and how long each may keep the server waiting.

Uvicorn reads requests from everybody who connects, for as long as they like. One visitor with a thousand half-sent
requests would use up the descriptors of the process, and nobody else could connect. Therefore:

- one address has at most CONNECTIONS_PER_CLIENT connections, and all together at most CONNECTIONS_MAX;
- when there are too many, the connection is closed that has waited longest for its next request, out of those of the
  address that has the most connections. A new visitor gets in as long as anybody is waiting;
- a connection is closed unless the headers of its next request arrive within HEADERS_SECONDS, however slowly they drip;
- a connection is closed if its client does not read the answer.

Uploads and event streams have limits of their own (limits.py): they belong to clients, which share a proxy's address.
docs/decisions/0014-uvicorn-with-a-door.md says why this is a subclass of Uvicorn's protocol.
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
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from reflector.api.addresses import Network, address_of, is_trusted

log = structlog.get_logger(__name__)

#: Seconds for the headers of a request to arrive, counted from the end of the last one.
HEADERS_SECONDS = 10.0
#: Seconds between two looks at a client that is slow to read its answer, and bytes it must read in the meantime.
READING_SECONDS, READING_MIN_BYTES = 30.0, 30 * 1024
#: Descriptors that are not for connections: the database, logs, the listener, libraries.
RESERVED_DESCRIPTORS = 64
#: A connection may need a second descriptor: the file that it uploads or listens to, or a connection to a store.
DESCRIPTORS_PER_CONNECTION = 2
#: Refusals are counted, and logged once in so many seconds.
LOG_SECONDS = 60.0
_REFUSAL = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


def raise_descriptor_limit(connections: int) -> int:
    """Raise the soft limit of open files as far as `connections` need, and return how many connections it allows."""
    needed = connections * DESCRIPTORS_PER_CONNECTION + RESERVED_DESCRIPTORS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < needed:
        wanted = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        with contextlib.suppress(OSError, ValueError):  # some systems state a hard limit that they do not grant
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return connections
    allowed = max(1, (soft - RESERVED_DESCRIPTORS) // DESCRIPTORS_PER_CONNECTION)
    log.warning("few_descriptors", open_files=soft, connections=allowed, wanted=connections)
    return allowed


class Connections:
    """The connections of this process, by address."""

    def __init__(self, total: int, per_address: int, proxies: Sequence[Network] = ()) -> None:
        self.total = total
        self.per_address = per_address
        self._proxies = proxies
        self._open: Counter[str] = Counter()
        #: Connections that wait for a request, for each address, the one that has waited longest first.
        self._waiting: dict[str, dict[Connection, None]] = {}
        self._refused = 0
        self._logged_at = float("-inf")

    def admit(self, new: "Connection", peer: str) -> bool:
        """Count a new connection; False if there is no place for it. Another one may be closed to make a place."""
        new.address = address = address_of(peer, "", ())
        capped = not is_trusted(peer, self._proxies)  # a proxy's connections belong to many clients
        if capped and self._open[address] >= self.per_address:
            made = self._close_one_of(address)
        else:
            made = self._open.total() < self.total or self._close_one_of(self._largest(address))
        if made:
            self._open[address] += 1
            self.waits(new)
        else:
            self._note_refusal()
        return made

    def waits(self, connection: "Connection") -> None:
        """The connection waits for its next request."""
        self._waiting.setdefault(connection.address, {})[connection] = None

    def works(self, connection: "Connection") -> None:
        """A request of the connection is being served."""
        waiting = self._waiting.get(connection.address, {})
        waiting.pop(connection, None)
        if not waiting:
            self._waiting.pop(connection.address, None)

    def forget(self, connection: "Connection") -> None:
        """The connection is closed."""
        self.works(connection)
        self._open[connection.address] -= 1
        if self._open[connection.address] <= 0:
            del self._open[connection.address]

    def _largest(self, newcomer: str) -> str | None:
        """The address that must give up a connection for `newcomer`: it has the most, and one of them is waiting."""
        largest = max(self._waiting, key=lambda address: self._open[address], default=None)
        return newcomer if largest is None or self._open[largest] <= self._open[newcomer] else largest

    def _close_one_of(self, address: str | None) -> bool:
        victim = next(iter(self._waiting.get(address or "", ())), None)
        if victim is None:
            return False
        victim.give_up()
        return True

    def _note_refusal(self) -> None:
        self._refused += 1
        if monotonic() - self._logged_at >= LOG_SECONDS:
            log.warning("connections_refused", count=self._refused)
            self._refused, self._logged_at = 0, monotonic()


class Connection(H11Protocol):
    """One connection, which must send its requests and read its answers in time."""

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
        self._admitted = self._works = False
        self._waits_until: asyncio.TimerHandle | None = None
        self._reads_until: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let the connection in, or close it at once."""
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
        """Free the place."""
        if self._admitted:
            self._admitted = False
            self._door.forget(self)
        self._disarm()
        self._stop_looking()
        super().connection_lost(exc)

    def give_up(self) -> None:
        """Close the connection now, without a word: what is still to be sent is dropped."""
        if self._admitted:
            self._admitted = False
            self._door.forget(self)
        self._disarm()
        self.transport.abort()

    # -- requests that do not come ------------------------------------------------------------------------------

    def handle_events(self) -> None:
        """Note whether a request has begun."""
        super().handle_events()
        self._follow()

    def on_response_complete(self) -> None:
        """Note that a request has ended."""
        super().on_response_complete()
        self._follow()

    def _follow(self) -> None:
        works = self.cycle is not None and not self.cycle.response_complete
        if works == self._works or not self._admitted:
            return
        self._works = works
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
            self._arm()  # it still reads the last answer
        else:
            self.give_up()

    # -- answers that are not read ------------------------------------------------------------------------------

    def pause_writing(self) -> None:
        """The answer is not read as fast as it is sent."""
        super().pause_writing()
        self._look_later()

    def resume_writing(self) -> None:
        """The answer is read again."""
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
