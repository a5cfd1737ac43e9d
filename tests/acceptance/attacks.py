"""Measures how long other visitors wait during an attack: `python -m tests.acceptance.attacks [--root OTHER_CHECKOUT]`.

Each attack runs against a fresh `reflector serve --api-only` that may open 1,024 files. It is bounded: at most 4,096
sockets, all closed after a minute at the latest. Another address asks for a page again and again meanwhile, or
brings a recording. The table in docs/security.md was made with it. `--root` measures another version of Reflector.
"""

import argparse
import os
import resource
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import httpx

from tests.servers import free_ports

OPEN_FILES = 1024
SOCKETS = 4 * OPEN_FILES
#: Seconds for which the other visitor repeats its requests.
SECONDS = 20.0
#: Seconds after which a visitor gives up.
PATIENCE = 10.0
BOUNDARY = "0123456789abcdef"
PART = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="x"\r\n\r\n\r\n'.encode()
FORM = f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
HALF = b"GET / HTTP/1.1\r\nHost: x\r\nX-A: "


@dataclass(frozen=True)
class Server:
    """A running server, and the path of its log."""

    port: int
    log: Path

    def connect(self, source: str) -> socket.socket:
        """A connection from an address of the loopback network."""
        made = socket.socket()
        made.settimeout(0.3)
        made.bind((source, 0))
        made.connect(("127.0.0.1", self.port))
        return made

    def client(self, source: str) -> httpx.Client:
        """A client with an address of its own."""
        transport = httpx.HTTPTransport(local_address=source)
        return httpx.Client(base_url=f"http://127.0.0.1:{self.port}", transport=transport, timeout=PATIENCE)


@contextmanager
def serving(root: Path, **settings: str) -> Iterator[Server]:
    """`reflector serve --api-only` of the version in `root`."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        (port,) = free_ports(1)
        log = Path(folder, "log")
        chosen = {"DATA_DIR": f"{folder}/data", "PORT": str(port), "PUBLIC_MODE": "true", "DISK_FREE_MIN_BYTES": "0"}
        process = subprocess.Popen(
            [sys.executable, "-c", "from reflector.cli import main; main()", "serve", "--api-only"],
            env=os.environ | chosen | settings | {"PYTHONPATH": str(root)},
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=stack.enter_context(log.open("w")),
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES)),
        )
        stack.callback(process.wait, 60)
        stack.callback(process.terminate)
        server = Server(port, log)
        deadline = monotonic() + 60
        while True:
            with suppress(httpx.HTTPError), server.client("127.0.0.1") as http:
                http.get("/health")
                break
            if monotonic() > deadline:
                raise TimeoutError(log.read_text())
            sleep(0.2)
        yield server


# -- attacks: each holds what it holds until the block ends --------------------------------------------------------


@contextmanager
def half_sent(server: Server, sources: int) -> Iterator[None]:
    """Four times as many half-sent requests as files may be open."""
    with ExitStack() as stack:
        failures = 0
        for n in range(SOCKETS):
            try:
                made = stack.enter_context(server.connect(f"127.0.2.{n % sources + 1}"))
                made.sendall(HALF)
            except TimeoutError:  # the queue of the system is full: further connections would only wait
                failures += 1
                if failures > 20:
                    break
            except OSError:  # refused
                pass
        yield


@contextmanager
def slow_uploads(server: Server) -> Iterator[None]:
    """Four uploads from each of 16 addresses, one byte every now and then."""
    with ExitStack() as stack, dripping(stack) as drips:
        for n in range(16):
            source = f"127.0.2.{n + 1}"
            with server.client(source) as http:
                for _ in range(4):
                    made = http.post("/v1/transcripts", json={}).json()
                    connection = stack.enter_context(server.connect(source))
                    head = f"POST /v1/transcripts/{made['id']}/record/upload HTTP/1.1\r\nHost: x\r\n{FORM}"
                    head += f"X-Owner-Token: {made['owner_token']}\r\nContent-Length: 1000000\r\n\r\n"
                    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="chunk"; filename="a"\r\n\r\n'
                    connection.sendall((head + part).encode())
                    drips.append((connection, b"x", 5.0))
        sleep(25)
        yield


@contextmanager
def event_streams(server: Server) -> Iterator[None]:
    """500 event streams from one address."""
    with ExitStack() as stack:
        with server.client("127.0.2.1") as http:
            transcript_id = http.post("/v1/transcripts", json={}).json()["id"]
        for _ in range(500):
            with suppress(OSError):
                connection = stack.enter_context(server.connect("127.0.2.1"))
                connection.sendall(f"GET /v1/transcripts/{transcript_id}/events HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        yield


@contextmanager
def tiny_parts(server: Server) -> Iterator[None]:
    """Four uploads that consist of empty parts."""
    with ExitStack() as stack, dripping(stack) as drips:
        with server.client("127.0.2.1") as http:
            for _ in range(4):
                made = http.post("/v1/transcripts", json={}).json()
                connection = stack.enter_context(server.connect("127.0.2.1"))
                head = f"POST /v1/transcripts/{made['id']}/record/upload HTTP/1.1\r\nHost: x\r\n{FORM}"
                head += f"X-Owner-Token: {made['owner_token']}\r\nContent-Length: 1000000000\r\n\r\n"
                connection.sendall(head.encode())
                drips.append((connection, PART * 4000, 0.1))
        yield


@contextmanager
def dripping(stack: ExitStack) -> Iterator[list[tuple[socket.socket, bytes, float]]]:
    """Send each connection its bytes again and again, with a pause in between, from threads."""
    drips: list[tuple[socket.socket, bytes, float]] = []
    stop = threading.Event()

    def drip() -> None:
        due: dict[int, float] = {}
        while not stop.wait(0.02):
            for index, (connection, data, pause) in enumerate(list(drips)):
                if monotonic() >= due.get(index, 0.0):
                    due[index] = monotonic() + pause
                    with suppress(OSError):
                        connection.sendall(data)

    thread = threading.Thread(target=drip)
    thread.start()
    stack.callback(thread.join, 10)
    stack.callback(stop.set)
    yield drips


@contextmanager
def nothing(_: Server) -> Iterator[None]:
    """No attack."""
    yield


# -- the other visitor ----------------------------------------------------------------------------------------------


def reads(http: httpx.Client) -> bool:
    """The visitor asks for a page."""
    return http.get("/v1/retention").status_code == 200


def uploads(http: httpx.Client) -> bool:
    """The visitor uploads a recording."""
    return http.post("/v1/transcripts", files={"file": ("a.wav", b"RIFF" * 1000)}).status_code == 201


def visit(server: Server, asks: Callable[[httpx.Client], bool]) -> tuple[list[float], int]:
    """Repeat visits. Returns the seconds of each visit, and the number of failed visits."""
    waited, failed, end = [], 0, monotonic() + SECONDS
    while monotonic() < end:
        began = monotonic()
        try:
            with server.client("127.0.9.9") as http:
                failed += not asks(http)
        except httpx.HTTPError:
            failed += 1
        waited.append(monotonic() - began)
        sleep(0.5)
    return waited, failed


ATTACKS: Sequence[tuple[str, Callable[[Server], object], Callable[[httpx.Client], bool]]] = (
    ("none", nothing, reads),
    ("4,096 half-sent requests, 1 address", lambda server: half_sent(server, 1), reads),
    ("4,096 half-sent requests, 40 addresses", lambda server: half_sent(server, 40), reads),
    ("500 event streams, 1 address", event_streams, reads),
    ("4 uploads of tiny parts", tiny_parts, reads),
    ("none", nothing, uploads),
    ("64 slow uploads, 16 addresses", slow_uploads, uploads),
)


def main() -> None:
    """Run the attacks and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2], help="a checkout of another version")
    options = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, SOCKETS + 1000), hard))
    print("| attack | the other visitor | median | longest | failed | lines logged |\n|---|---|---|---|---|---|")
    for name, attack, asks in ATTACKS:
        with serving(options.root) as server:
            with attack(server):  # type: ignore[attr-defined]
                waited, failed = visit(server, asks)
            middle, longest = sorted(waited)[len(waited) // 2], max(waited)
            lines = len(server.log.read_text().splitlines())
        figures = f"{middle:.2f} s | {longest:.2f} s | {failed} of {len(waited)} | {lines}"
        print(f"| {name} | {asks.__name__} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
