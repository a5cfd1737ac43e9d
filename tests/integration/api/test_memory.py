"""A recording of any size goes from the socket to the disk: the memory of the server does not grow with it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest

from tests.integration.api.server import create, owner
from tests.integration.api.test_uploads import FORM, form

UPLOAD_BYTES = int(os.environ.get("REFLECTOR_TEST_UPLOAD_BYTES") or 160 * 1024**2)
#: Far less than the upload, and far more than an upload needs.
GROWTH_MAX_MB = 48

SERVER = """
import socket, sys, uvicorn
from reflector.app import create_app
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
app = create_app(wake=lambda _: None)
uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning")).run(sockets=[listener])
"""


def peak_mb(pid: int) -> float:
    """The largest resident memory of a process so far."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


@pytest.fixture
def process(migrated_sqlite: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A server in a process of its own, and a client of it."""
    if not Path("/proc/self/status").exists():
        pytest.skip("no /proc: the memory of a process cannot be read")
    (tmp_path / "reflector.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    settings = {"DATA_DIR": str(tmp_path), "PUBLIC_MODE": "true", "DISK_FREE_MIN_BYTES": "0"}
    environment = os.environ | settings
    with subprocess.Popen([sys.executable, "-c", SERVER], env=environment, text=True, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        try:
            port = int(server.stdout.readline())
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as http:
                deadline = monotonic() + 60
                while monotonic() < deadline:
                    try:
                        http.get("/v1/retention")
                        break
                    except httpx.TransportError:
                        sleep(0.1)
                yield server, http
        finally:
            server.terminate()


def test_memory_stays_flat_however_large_the_upload(process: tuple[subprocess.Popen[str], httpx.Client]) -> None:
    server, http = process
    small, large = create(http), create(http)
    piece = os.urandom(1024**2)

    def send(made: dict[str, Any], size: int) -> None:
        pieces = form(piece for _ in range(size // len(piece)))
        answer = http.post(f"/v1/transcripts/{made['id']}/record/upload", content=pieces, headers=owner(made) | FORM)
        assert answer.status_code == 200, answer.text

    send(small, 8 * 1024**2)
    before = peak_mb(server.pid)
    started = monotonic()
    send(large, UPLOAD_BYTES)
    seconds = monotonic() - started

    growth = peak_mb(server.pid) - before
    print(f"{UPLOAD_BYTES / 1e6:.0f} MB in {seconds:.1f} s; the peak of {before:.0f} MB grew by {growth:.1f} MB")
    assert growth < GROWTH_MAX_MB
