"""Middleware for every request: the check of its origin, security headers, limits on short bodies, and errors.

Browsers state the origin of a request in a header. A write from a page of another site is refused. It would count
against the visitor's limits, or give consent in the visitor's name. Other programs send no such header and are not
refused: tokens decide what they may do, never cookies.
"""

import re
import traceback
from urllib.parse import urlsplit

import anyio
import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reflector.api import bodies
from reflector.api.problems import Problem

log = structlog.get_logger(__name__)

#: Maximum bytes of a body that is not read as a stream.
BODY_MAX_BYTES = 256 * 1024
#: The routes that read and limit their bodies themselves.
STREAMED = re.compile(r"/v1/(transcripts(/[^/]+/record/upload)?|audio/transcriptions)")

#: Methods that change nothing (RFC 9110, section 9.2.1).
_SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
#: Names of this machine. Monitors and proxies use them, and another site cannot have them.
_LOOPBACK = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?")
#: Paths that monitors request by the machine's address instead of the public host name.
_FOR_MONITORS = {"/health", "/metrics"}

#: The id of a transcript gives access to it. It must not leak in a Referer header, nor stay in a shared cache.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "private, no-store",
}


class Shield:
    """The outermost middleware. `base_url`: the public address of the instance, or "" if it is not known."""

    def __init__(self, app: ASGIApp, base_url: str = "") -> None:
        self._app = app
        self._public = _host_of(base_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request. No exception leaves this method, because the server would log it with its message."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False
        # HEAD works on every GET route: the answer to GET begins, and ends after its headers.
        head_only = scope["method"] == "HEAD"
        if head_only:
            scope = {**scope, "method": "GET"}

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    if name == "Cache-Control" and headers.get(name) == "no-cache":  # FastAPI sets it on event streams
                        headers[name] = value
                    headers.setdefault(name, value)
            await send(message)
            if head_only:
                await send({"type": "http.response.body"})
                raise _HeadersSent

        try:
            if (refusal := self._refusal(scope)) is not None:
                await refusal.response(scope["path"])(scope, receive, answer)
            else:
                await self._app(scope, _limited(scope, receive), answer)
        except ClientDisconnect:
            pass  # there is no client to answer
        # Every exception: its message can contain content, and the server would log it.
        except Exception as error:  # noqa: BLE001
            if head_only and started:
                return  # _HeadersSent, perhaps inside an exception group of a task group
            # Log the type of the error and its place, without its message.
            frames = [f for f in traceback.extract_tb(error.__traceback__) if "reflector" in f.filename]
            where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
            log.error("request_failed", error=type(error).__name__, where=where)
            if not started:
                problem = Problem(500, "internal_error", "An unforeseen error occurred. It has been logged.")
                await problem.response(scope["path"])(scope, receive, answer)

    def _refusal(self, scope: Scope) -> Problem | None:
        """Check the headers of a request. Returns the problem if it must be refused, else None."""
        headers = Headers(scope=scope)
        host = _normal(headers.get("host", ""))
        is_known = host == self._public or _LOOPBACK.fullmatch(host) is not None
        if self._public and not is_known and scope["path"] not in _FOR_MONITORS:
            return Problem(421, "wrong_host", "This server does not serve the host name of the request.")
        if scope["method"] in _SAFE:
            return None
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None:
            allowed = site in {"same-origin", "none"}
        else:  # an old browser or one without TLS, or a program, which sends neither header
            allowed = origin is None or _host_of(origin) in {host, self._public} - {""}
        if allowed:
            return None
        return Problem(403, "cross_site", "A page of another site may not do this.")


class _HeadersSent(Exception):
    """Raised to end a request after the headers of the answer to HEAD."""


def _host_of(url: str) -> str:
    """Host and port of an address, without the default port. It is "" for `null` and for malformed addresses."""
    try:
        parts = urlsplit(url)
        return _normal(parts.netloc.rpartition("@")[2]) if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _normal(host: str) -> str:
    return re.sub(r":(80|443)$", "", host.lower().rstrip("."))


def _limited(scope: Scope, receive: Receive) -> Receive:
    if STREAMED.fullmatch(scope["path"]):
        return receive
    size, complete = 0, False
    deadline = anyio.current_time() + bodies.SHORT_SECONDS

    async def limited() -> Message:
        nonlocal size, complete
        if complete:  # the next message is the disconnect of the client
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
