"""What surrounds every request: security headers, a limit on short bodies, and the last word on what goes wrong."""

import re
import traceback

import anyio
import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reflector.api import bodies
from reflector.api.problems import Problem

log = structlog.get_logger(__name__)

#: Largest body of a route that does not read a stream.
BODY_MAX_BYTES = 256 * 1024
#: The routes that read their bodies, and count them, themselves.
_STREAMED = re.compile(r"/v1/transcripts(/[^/]+/record/upload)?")

#: The id of a transcript is a capability: it must not leak by a Referer, nor stay in a shared cache.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "private, no-store",
}


class Shield:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request. Nothing rises from here: a server would log it whole."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add_headers(message)
            await send(message)

        try:
            await self._app(scope, _limited(scope, receive), answer)
        except ClientDisconnect:
            pass  # nobody is there to be told
        # Anything at all: people's words ride in exceptions, and the server would log every one of them whole.
        except Exception as error:  # noqa: BLE001
            _log(error)
            if not started:
                problem = Problem(500, "internal_error", "Something went wrong here. It has been noted.")
                await problem.response()(scope, receive, answer)


def _add_headers(message: Message) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in _HEADERS.items():
        if name == "Cache-Control" and headers.get(name) == "no-cache":  # FastAPI's, on event streams
            headers[name] = value
        headers.setdefault(name, value)


def _limited(scope: Scope, receive: Receive) -> Receive:
    if _STREAMED.fullmatch(scope["path"]):
        return receive
    size, complete = 0, False
    deadline = anyio.current_time() + bodies.SHORT_SECONDS

    async def limited() -> Message:
        nonlocal size, complete
        if complete:  # the next message says that the client is gone
            return await receive()
        try:
            with anyio.fail_after(max(0.0, deadline - anyio.current_time())):
                message = await receive()
        except TimeoutError:
            raise bodies.too_slow() from None
        size += len(message.get("body", b""))
        complete = not message.get("more_body", False)
        if size > BODY_MAX_BYTES:
            raise bodies.too_large(BODY_MAX_BYTES)
        return message

    return limited


def _log(error: Exception) -> None:
    """The kind of error and where it was raised, without its message."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames if "reflector" in frame.filename]
    log.error("request_failed", error=type(error).__name__, where=where[-8:])
