"""A proxy in front of a real S3 server. A test can spoil single answers on the wire. The signature stays valid, because
the proxy passes on the Host header that the client signed.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.servers import S3Server


@dataclass(frozen=True)
class Request:
    """A request as it came from the client."""

    method: str
    #: With the query.
    path: str
    #: Names in lower case.
    headers: dict[str, str]
    body: bytes
    #: The client's socket. It is readable if the client has sent more than this request.
    connection: socket.socket

    @property
    def is_bulk_delete(self) -> bool:
        """Whether this is DeleteObjects."""
        return self.method == "POST" and "?delete" in self.path


class CutOff(Exception):
    """Raised by a fault: close the connection without calling the server."""


@dataclass(frozen=True)
class Spoiled:
    """An answer that replaces the server's."""

    status: int
    code: str
    #: Bytes that replace the usual error document.
    body: bytes = b""
    #: Whether the server still executes the request.
    done: bool = False
    #: Bytes that the answer promises beyond `body`, and does not send.
    missing: int = 0


#: Looks at a request and may spoil its answer.
Fault = Callable[[Request], Spoiled | None]


@dataclass
class Proxy:
    """The requests so far."""

    server: S3Server
    requests: list[Request] = field(default_factory=list)


@contextmanager
def spoiled(server: S3Server, fault: Fault = lambda request: None) -> Iterator[Proxy]:
    """A server at which `fault` spoils answers, until the block ends."""
    upstream = urlsplit(server.endpoint_url)
    requests: list[Request] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _handle(self) -> None:
            request = self._request()
            requests.append(request)
            try:
                answer = fault(request)
            except CutOff:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            if answer is None:
                self._send(*self._forward(request))
                return
            if answer.done:
                self._forward(request)
            document = answer.body or f"<Error><Code>{answer.code}</Code><Message/></Error>".encode()
            self._send(answer.status, [("Content-Type", "application/xml")], document, answer.missing)

        def _request(self) -> Request:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            return Request(self.command, self.path, headers, body, self.connection)

        def _forward(self, request: Request) -> tuple[int, list[tuple[str, str]], bytes]:
            connection = HTTPConnection(upstream.hostname or "", upstream.port, timeout=60)
            try:
                connection.putrequest(request.method, request.path, skip_host=True, skip_accept_encoding=True)
                for name, value in self.headers.items():
                    connection.putheader(name, value)
                connection.endheaders(request.body)
                response: HTTPResponse = connection.getresponse()
                return response.status, response.getheaders(), response.read()
            finally:
                connection.close()

        def _send(self, status: int, headers: list[tuple[str, str]], body: bytes, missing: int = 0) -> None:
            self.send_response_only(status)
            length = str(len(body) + missing)
            self.close_connection = missing > 0
            for name, value in headers:
                if name.lower() == "content-length" and self.command == "HEAD":
                    length = value
                elif name.lower() not in {"content-length", "transfer-encoding", "connection"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", length)
            self.end_headers()
            if self.command != "HEAD":  # its answer ends here; further bytes would be taken for the next answer
                self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _handle

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{http.server_address[1]}"
        try:
            yield Proxy(S3Server(server.name, address, server.access_key, server.secret_key), requests)
        finally:
            http.shutdown()
            thread.join()
