"""Keeps one client from occupying all threads that serve requests.

Most requests are served in threads, and some take a second of one processor: the text of an hour as PDF. A client that
hangs up has no connection any more, but its request would still be served. So limits on connections do not bound the
work that one client can order. Therefore:

- AT_ONCE requests of one client are served at once. Its further requests wait, and hold no thread.
- A GET whose client hung up while it waited is dropped.
- If too many requests of one client wait, more are refused.

A request counts until its answer begins, and an upload until its form is read: uploads have threads and limits of their
own (limits.py).
"""

from collections.abc import Sequence

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reflector.api.addresses import Network, address_of
from reflector.api.middleware import STREAMED
from reflector.api.problems import Problem

#: Requests of one client that one process serves at once.
AT_ONCE = 4


class _Line:
    """The requests of one client."""

    def __init__(self) -> None:
        self.requests = 0
        self.slots = anyio.Semaphore(AT_ONCE)


class Fairness:
    """The middleware. `proxies` are trusted to name their clients; `most_waiting` is the limit for each client."""

    def __init__(self, app: ASGIApp, proxies: Sequence[Network], most_waiting: int) -> None:
        self._app = app
        self._proxies = proxies
        self._most = AT_ONCE + most_waiting
        self._lines: dict[str, _Line] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request when it is its client's turn. Answers 503 if too many requests of the client wait."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        client = self._client(scope)
        line = self._lines.setdefault(client, _Line())
        if line.requests >= self._most:
            detail = "Too many of your requests wait for their answers. Try again soon."
            await Problem(503, "busy", detail, headers={"Retry-After": "5"}).response(scope["path"])(
                scope, receive, send
            )
            return
        line.requests += 1
        try:
            await self._in_turn(line, scope, receive, send)
        finally:
            line.requests -= 1
            if not line.requests:
                del self._lines[client]

    def _client(self, scope: Scope) -> str:
        peer = scope["client"][0] if scope["client"] else ""
        return address_of(peer, ",".join(Headers(scope=scope).getlist("x-forwarded-for")), self._proxies)

    async def _in_turn(self, line: _Line, scope: Scope, receive: Receive, send: Send) -> None:
        waits = line.slots.value == 0
        await line.slots.acquire()
        is_held = True
        first: Message | None = None

        def let_go() -> None:
            nonlocal is_held
            if is_held:
                is_held = False
                line.slots.release()

        async def answer(message: Message) -> None:
            let_go()
            await send(message)

        async def received() -> Message:
            nonlocal first
            if uploads:
                let_go()
            message, first = first, None
            return message or await receive()

        try:
            if waits and scope["method"] == "GET":
                first = await _available(receive)
            if first is not None and first["type"] == "http.disconnect":
                return
            uploads = _is_upload(scope)
            await self._app(scope, received, answer)
        finally:
            let_go()


def _is_upload(scope: Scope) -> bool:
    kind = Headers(scope=scope).get("content-type", "")
    return STREAMED.fullmatch(scope["path"]) is not None and kind.lower().startswith("multipart/")


async def _available(receive: Receive) -> Message | None:
    """The next message of the client if it is there already, else None."""
    with anyio.CancelScope() as scope:
        scope.cancel()
        return await receive()
    return None
