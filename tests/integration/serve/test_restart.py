"""A restart under load interrupts no upload in chunks, no event stream and no reader.

REFLECTOR_TEST_DEEP=1 uploads 200 MB over 30 seconds; by default it is a few chunks.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Any

import httpx
import pytest

from tests.acceptance.test_crash import DEEP
from tests.integration.serve.test_serve import START_SECONDS, Server, command, serving, started, until

CHUNKS, CHUNK_BYTES = (100, 2 * 1024**2) if DEEP else (12, 64 * 1024)
#: Seconds that one chunk takes to be sent.
CHUNK_SECONDS = 0.3
PIECES = 8


class Visitor(Thread):
    """Repeats a request until it is told to stop, and records failures."""

    def __init__(self, act: Callable[[], None], close: Callable[[], None] = lambda: None) -> None:
        super().__init__(daemon=True)
        self._act = act
        self._close = close
        self._over = Event()
        self.times = 0
        self.faults: list[str] = []

    def run(self) -> None:
        while not self._over.is_set():
            try:
                self._act()
            except (httpx.HTTPError, AssertionError) as error:
                self.faults.append(f"{type(error).__name__}: {error}")
            self.times += 1
        self._close()

    def stop(self) -> None:
        self._over.set()
        self.join(START_SECONDS)


def reader(url: str, *, keep_alive: bool) -> Visitor:
    """Reads a page 20 times a second, over one connection or over a new one each time."""
    kept = httpx.Client(timeout=START_SECONDS)

    def read() -> None:
        if keep_alive:
            kept.get(url).raise_for_status()
        else:
            httpx.get(url, timeout=START_SECONDS).raise_for_status()
        sleep(0.05)

    return Visitor(read, kept.close)


def listener_of(url: str) -> Visitor:
    """Follows an event stream. When it ends, it connects again, as a browser does."""

    def follow() -> None:
        with httpx.stream("GET", f"{url}/events", timeout=START_SECONDS) as answer:
            answer.raise_for_status()
            lines = [line for line in answer.iter_lines() if line]
        last = next(line for line in reversed(lines) if line.startswith(("event:", "retry:")))
        assert last in {"event: ended", "event: error", "retry: 1000"}, lines

    return Visitor(follow)


def slow_form(content: bytes) -> Iterator[bytes]:
    """A form with one chunk, sent piece by piece."""
    yield b'--b\r\nContent-Disposition: form-data; name="chunk"; filename="a.wav"\r\n\r\n'
    size = max(1, len(content) // PIECES)
    for start in range(0, len(content), size):
        yield content[start : start + size]
        sleep(CHUNK_SECONDS / PIECES)
    yield b"\r\n--b--\r\n"


@contextmanager
def under_load(server: Server) -> Iterator[tuple[httpx.Client, dict[str, Any]]]:
    """Readers and an event stream; no request may have failed at the end of the block."""
    with httpx.Client(base_url=server.url, timeout=START_SECONDS) as client:
        made = client.post("/v1/transcripts", json={}).raise_for_status().json()
        address = f"{server.url}/v1/transcripts/{made['id']}"
        visitors = [reader(address, keep_alive=True), reader(address, keep_alive=False), listener_of(address)]
        for visitor in visitors:
            visitor.start()
        try:
            yield client, made
        finally:
            client.delete(f"/v1/transcripts/{made['id']}", headers={"X-Owner-Token": made["owner_token"]})
            for visitor in visitors[:2]:
                visitor.stop()
    assert [fault for visitor in visitors[:2] for fault in visitor.faults if "410 Gone" not in fault] == []
    assert [fault for fault in visitors[2].faults if "410 Gone" not in fault and "event: gone" not in fault] == []
    visitors[2].stop()
    assert all(visitor.times > 1 for visitor in visitors)


def send(client: httpx.Client, made: dict[str, Any], number: int, content: bytes, total: int = 0) -> dict[str, Any]:
    """Send one chunk, which must succeed."""
    answer = client.post(
        f"/v1/transcripts/{made['id']}/record/upload",
        params={"chunk_number": number, "total_chunks": total},
        content=slow_form(content),
        headers={"X-Owner-Token": made["owner_token"], "Content-Type": "multipart/form-data; boundary=b"},
    )
    status: dict[str, Any] = answer.raise_for_status().json()
    return status


@pytest.mark.timeout(900)
def test_restart_under_load_fails_no_request(tmp_path: Path) -> None:
    with (
        serving(tmp_path / "data", "--api-only", API_PROCESSES="2", UPLOAD_DISK_SHARE="1") as server,
        under_load(server) as (client, made),
    ):
        # Given two processes, and an upload under way
        until(lambda: ready(tmp_path) == 2)
        before = server.children()
        replaced = False
        sent, content = 0, os.urandom(CHUNK_BYTES)

        # When everything is replaced in the middle of a chunk
        while sent < CHUNKS - 1 or not replaced:
            if sent == 2:
                server.process.send_signal(signal.SIGUSR2)
            send(client, made, sent, content)
            sent += 1
            replaced = not set(before) & set(server.children())

        # Then the upload ends, served by new processes
        assert send(client, made, sent, content, total=sent + 1)["complete"]
        assert server.process.poll() is None
        assert sorted(server.children().values()) == ["api-1", "api-2"]


def ready(folder: Path) -> int:
    """The number of children that have reported that they serve."""
    return (folder / "log.txt").read_text().count("child_ready")


def test_process_that_ends_tells_uploads_to_resume_and_visitors_wait(tmp_path: Path) -> None:
    # Given a socket that the service manager holds (systemd, sd_listen_fds(3))
    with socket.create_server(("127.0.0.1", 0)) as held:
        address = f"http://127.0.0.1:{held.getsockname()[1]}"
        hand_over = (
            "import os, sys; os.dup2(int(sys.argv[1]), 3, inheritable=True); "
            "os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='1'); "
            "os.execv(sys.argv[2], sys.argv[2:])"
        )
        data, descriptors = tmp_path / "data", (held.fileno(),)
        arguments, environment = command(data, "--api-only", API_DRAIN_SECONDS="1")
        arguments = [sys.executable, "-c", hand_over, str(held.fileno()), *arguments]

        # When the process ends while an upload is under way
        with started(arguments, environment, data, descriptors) as server:
            assert server.url == address
            made = httpx.post(f"{address}/v1/transcripts", json={}, timeout=START_SECONDS).raise_for_status().json()
            answer = answer_while_sending(server, made, endless_form(server.process))

        # Then it is told to resume
        assert answer.startswith("HTTP/1.1 503")
        assert '"restarting"' in answer
        assert "retry-after: 1" in answer.lower()

        # And a visitor who comes before the next process serves only waits
        codes: list[int] = []
        visitor = Thread(
            target=lambda: codes.append(httpx.get(f"{address}/health/live", timeout=START_SECONDS).status_code)
        )
        visitor.start()
        with started(arguments, environment, data, descriptors):
            visitor.join(START_SECONDS)
    assert codes == [200]


def endless_form(process: "subprocess.Popen[str]") -> Iterator[bytes]:
    """A form whose chunk does not end. After its beginning, `process` is told to end."""
    yield next(slow_form(b""))
    process.send_signal(signal.SIGTERM)
    while True:
        yield b"x" * 512
        sleep(0.05)


def answer_while_sending(server: Server, made: dict[str, Any], body: Iterator[bytes]) -> str:
    """The answer to an upload that still sends. httpx reads no answer before it has sent everything."""
    host, port = server.url.removeprefix("http://").split(":")
    head = (
        f"POST /v1/transcripts/{made['id']}/record/upload HTTP/1.1\r\nHost: {host}:{port}\r\n"
        f"X-Owner-Token: {made['owner_token']}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=0.05) as connection:
        connection.sendall(head.encode())
        for piece in body:
            connection.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            try:
                answer = connection.recv(65536)
            except TimeoutError:
                continue
            connection.settimeout(START_SECONDS)
            while more := connection.recv(65536):
                answer += more
            return answer.decode()
    raise AssertionError("there was no answer")
