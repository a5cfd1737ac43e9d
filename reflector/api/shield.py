"""What surrounds every request: who may send it from where, security headers, limits on short bodies, and errors.

Browsers send along with a request where it comes from. A write that comes from a page of somebody else is refused: it
would count against the visitor, or answer about consent in their name. Programs send neither header and pass:
what they may do is decided by tokens, never by cookies.
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

#: Largest body of a route that does not read a stream.
BODY_MAX_BYTES = 256 * 1024
#: The routes that read their bodies, and count them, themselves.
_STREAMED = re.compile(r"/v1/transcripts(/[^/]+/record/upload)?")

#: Methods that change nothing (RFC 9110, section 9.2.1).
_SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
#: Monitors ask for these by the address of the machine.
_FOR_MONITORS = {"/health", "/metrics"}

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
    """The outermost layer of the application. `base_url`: the public address, or "" if it is not known."""

    def __init__(self, app: ASGIApp, base_url: str = "") -> None:
        self._app = app
        self._public = _host_of(base_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request. Nothing rises from here: a server would log it whole."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False
        # HEAD works wherever GET does: the answer to GET is begun, and ends with its headers.
        head_only = scope["method"] == "HEAD"
        if head_only:
            scope = {**scope, "method": "GET"}

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add_headers(message)
            await send(message)
            if head_only:
                await send({"type": "http.response.body"})
                raise _HeadersSent

        try:
            if (refusal := self._refusal(scope)) is not None:
                await refusal.response()(scope, receive, answer)
            else:
                await self._app(scope, _limited(scope, receive), answer)
        except ClientDisconnect:
            pass  # nobody is there to be told
        # Anything at all: people's words ride in exceptions, and the server would log every one of them whole.
        except Exception as error:  # noqa: BLE001
            if head_only and started:
                return  # _HeadersSent, which may come in a group of a task group
            _log(error)
            if not started:
                problem = Problem(500, "internal_error", "Something went wrong here. It has been noted.")
                await problem.response()(scope, receive, answer)

    def _refusal(self, scope: Scope) -> Problem | None:
        """Why this request is not served, judged by its headers alone."""
        headers = Headers(scope=scope)
        host = _normal(headers.get("host", ""))
        if self._public and host != self._public and not _is_loopback(host) and scope["path"] not in _FOR_MONITORS:
            return Problem(421, "wrong_host", "This server does not serve the host that the request names.")
        if scope["method"] in _SAFE:
            return None
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None:
            allowed = site in {"same-origin", "none"}
        else:  # an old browser, or one without TLS; or a program, which sends neither
            allowed = origin is None or _host_of(origin) in {host, self._public} - {""}
        if allowed:
            return None
        return Problem(403, "cross_site", "A page of another site may not do this.")


class _HeadersSent(Exception):
    """The answer to HEAD is complete."""


def _host_of(url: str) -> str:
    """Host and port of an address, without the port that is usual for its scheme; "" for `null` and other odd ones."""
    try:
        parts = urlsplit(url)
        return _normal(parts.netloc.rpartition("@")[2]) if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _normal(host: str) -> str:
    return re.sub(r":(80|443)$", "", host.lower().rstrip("."))


def _is_loopback(host: str) -> bool:
    """Whether the request names this machine: monitors and proxies do. No name of another site resolves to these."""
    return re.fullmatch(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?", host) is not None


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
