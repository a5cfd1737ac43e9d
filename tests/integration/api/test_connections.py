"""One client cannot stop the server: connections are limited, and must send and read in time."""

import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic

import httpx
import pytest

from reflector.api import connections
from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance, create, owner
from tests.integration.api.test_uploads import until

HALF = b"GET / HTTP/1.1\r\nHost: x\r\nX-A: "


def address(instance: Instance) -> tuple[str, int]:
    host, port = instance.url.removeprefix("http://").split(":")
    return host, int(port)


@contextmanager
def half_sent(instance: Instance, count: int, sources: int = 1) -> Iterator[list[socket.socket]]:
    """`count` connections from `sources` addresses, each with half of a request."""
    with ExitStack() as stack:
        opened = []
        for n in range(count):
            made = stack.enter_context(socket.socket())
            made.settimeout(10)
            made.bind((f"127.0.1.{n % sources + 1}", 0))
            made.connect(address(instance))
            try:
                made.sendall(HALF)
            except OSError:  # refused already
                continue
            opened.append(made)
        yield opened


def visit(instance: Instance, source: str = "127.0.0.9") -> float:
    """Seconds that another visitor waits for a page."""
    transport = httpx.HTTPTransport(local_address=source)
    began = monotonic()
    with httpx.Client(base_url=instance.url, transport=transport, timeout=10) as http:
        assert http.get("/v1/retention").status_code == 200
    return monotonic() - began


def is_closed(connection: socket.socket) -> bool:
    """Whether the server has closed the connection."""
    connection.setblocking(False)
    try:
        return connection.recv(4096) in (b"",) or is_closed(connection)
    except BlockingIOError:
        return False
    except OSError:
        return True


@pytest.mark.parametrize("sources", [1, 40])
def test_another_visitor_gets_in_at_once(serve: Serve, sources: int) -> None:
    instance = serve(CONNECTIONS_MAX=100, CONNECTIONS_PER_CLIENT=20)

    with half_sent(instance, 400, sources):
        waited = [visit(instance) for _ in range(5)]

    assert max(waited) < 1, waited


def test_one_address_has_a_cap_of_its_own(serve: Serve) -> None:
    instance = serve(CONNECTIONS_MAX=100, CONNECTIONS_PER_CLIENT=20)

    with half_sent(instance, 60) as opened:
        until(lambda: sum(not is_closed(each) for each in opened) == 20)
        assert not is_closed(opened[-1]), "the connection that has waited longest is closed first"


def test_a_request_that_is_being_served_is_never_closed_for_a_new_connection(serve: Serve) -> None:
    instance = serve(CONNECTIONS_MAX=4, CONNECTIONS_PER_CLIENT=4)
    with instance.client() as http:
        made = create(http)
    with ExitStack() as stack:
        watchers = []
        for _ in range(4):
            watcher = stack.enter_context(socket.create_connection(address(instance), timeout=10))
            watcher.sendall(f"GET /v1/transcripts/{made['id']}/events HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert watcher.recv(65536).startswith(b"HTTP/1.1 200")
            watchers.append(watcher)

        refused = stack.enter_context(socket.create_connection(address(instance), timeout=10))
        assert refused.recv(4096).startswith(b"HTTP/1.1 503")
        assert not any(is_closed(watcher) for watcher in watchers)


def test_headers_that_drip_are_not_waited_for(instance: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEADERS_SECONDS", 0.5)

    with half_sent(instance, 1) as [connection]:
        began = monotonic()
        while not is_closed(connection) and monotonic() - began < 10:
            connection.setblocking(True)
            try:
                connection.sendall(b"x")
            except OSError:
                break
        assert monotonic() - began < 5


def test_bytes_after_an_answer_are_not_waited_for(instance: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEADERS_SECONDS", 0.5)
    long = b"POST /v1/nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"

    with socket.create_connection(address(instance), timeout=10) as connection:
        connection.sendall(long)
        assert connection.recv(4096).startswith(b"HTTP/1.1 404")
        until(lambda: is_closed(connection))


def test_a_client_that_does_not_read_is_cut_off(instance: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "READING_SECONDS", 0.3)
    with instance.client() as http:
        made = create(http)
        instance.finish(made["id"], mp3=b"x" * 20_000_000)

    with socket.create_connection(address(instance), timeout=10) as connection:
        connection.sendall(f"GET /v1/transcripts/{made['id']}/audio/mp3 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        until(lambda: not instance.server.server_state.connections)


def test_a_client_that_reads_slowly_gets_all_of_it(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"], mp3=b"x" * 3_000_000)

    with http.stream("GET", f"/v1/transcripts/{made['id']}/audio/mp3", headers=owner(made)) as answer:
        assert sum(map(len, answer.iter_raw(1000))) == 3_000_000


def test_slots_are_free_again(serve: Serve) -> None:
    instance = serve(CONNECTIONS_MAX=10, CONNECTIONS_PER_CLIENT=5)
    for _ in range(5):
        with half_sent(instance, 30, 3):
            pass

    until(lambda: not instance.server.server_state.connections)
    with ExitStack() as stack:
        clients = [stack.enter_context(instance.client()) for _ in range(5)]
        assert [client.get("/v1/retention").status_code for client in clients] == [200] * 5


def test_refusals_and_malformed_requests_do_not_fill_the_log(
    serve: Serve, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    instance = serve(CONNECTIONS_MAX=5, CONNECTIONS_PER_CLIENT=5)

    with half_sent(instance, 200, 40):
        visit(instance)
    for _ in range(50):
        with socket.create_connection(address(instance), timeout=10) as connection:
            connection.sendall(b"no HTTP\r\n\r\n")
            assert connection.recv(4096).startswith(b"HTTP/1.1 400")

    lines = [*"".join(capfd.readouterr()).splitlines(), *caplog.text.splitlines()]
    assert len(lines) < 10, lines[:20]


def test_the_soft_limit_of_open_files_is_raised() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (512, hard))
        assert connections.raise_descriptor_limit(1000) == 1000
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 2064
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
