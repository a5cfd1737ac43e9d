"""Measures the effect of a run on visitors: reads and uploads during it, against the same without it.

    python -m bench.latency                      PostgreSQL + local
    python -m bench.latency --sqlite

Starts the HTTP server alone, fills the instance with expired transcripts, and asks it from two threads at a steady
pace: 20 reads and 5 small uploads a second, on loopback. It measures half a minute without a run, and then the time of
a run, by default also about half a minute.
"""

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx

from bench.erase import fresh_postgres, settings_of
from bench.populate import fill
from reflector.db import migrate
from reflector.db.session import Database
from reflector.instance import Instance
from reflector.retention import run
from reflector.settings import Settings
from reflector.storage import Stores
from tests.servers import free_ports, program, stop

QUIET_SECONDS = 30.0
READS_PER_SECOND, UPLOADS_PER_SECOND = 20, 5
CLIP = Path(__file__).parents[1] / "tests/data/speech/sense_and_sensibility.opus"


def main() -> None:
    """Measure and print medians and 99th percentiles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--count", type=int, default=50_000, help="expired transcripts")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reflector-bench-")))
        (port,) = free_ports(1)
        environment = {"DATA_DIR": str(root / "data"), "PUBLIC_MODE": "true", "PORT": str(port), "LOG_LEVEL": "ERROR"}
        environment |= {"TRANSCRIPTS_PER_CLIENT_PER_HOUR": "100000", "AUDIO_MINUTES_PER_CLIENT_PER_DAY": "100000"}
        if not options.sqlite:
            environment["DATABASE_URL"] = stack.enter_context(fresh_postgres())
        settings = settings_of(environment)
        database, stores = Database(settings.database_url), Stores(settings)
        settings.DATA_DIR.mkdir()
        migrate.upgrade(database)
        address = stack.enter_context(_server(environment, root))
        figures = {"idle": _ask_while(address, lambda: time.sleep(QUIET_SECONDS))}
        _fill(database, stores, settings, options.count)
        figures["run"] = _ask_while(address, lambda: _run(database, stores, settings))
        database.engine.dispose()
    for kind in ("read", "upload"):
        for when, measured in figures.items():
            print(f"{kind:7} {when:5} n={len(measured[kind]):5}  " + _summary(measured[kind]))
    if options.json:
        options.json.write_text(json.dumps({when: _percentiles(measured) for when, measured in figures.items()}))


def _fill(database: Database, stores: Stores, settings: Settings, count: int) -> None:
    fill(database, stores, settings.DATA_DIR, count=count, text_bytes=5000, recordings=None, client=None)
    os.sync()


def _run(database: Database, stores: Stores, settings: Settings) -> None:
    stats = run.run(Instance(settings, database, stores))
    assert stats["outcome"] == "done", stats


@contextmanager
def _server(environment: dict[str, str], root: Path) -> Iterator[str]:
    address = f"http://127.0.0.1:{environment['PORT']}"
    with (root / "serve.log").open("wb") as log:
        command = [program("reflector"), "serve", "--api-only"]
        process = subprocess.Popen(command, env=os.environ | environment, cwd=root, stdout=log, stderr=log)
    try:
        for _ in range(300):
            try:
                if httpx.get(f"{address}/v1/retention").is_success:
                    break
            except httpx.TransportError:
                time.sleep(0.2)
        yield address
    finally:
        stop(process, 20)


def _ask_while(address: str, work: Callable[[], None]) -> dict[str, list[float]]:
    """Seconds of each request that was made while `work` ran."""
    over = Event()
    measured: dict[str, list[float]] = {"read": [], "upload": []}
    with httpx.Client(base_url=address, timeout=60) as client:
        created = client.post("/v1/transcripts", files={"file": ("a.opus", CLIP.read_bytes())}).raise_for_status()
        known = created.json()["id"]

        def read() -> None:
            client.get(f"/v1/transcripts/{known}").raise_for_status()

        def upload() -> None:
            client.post("/v1/transcripts", files={"file": ("a.opus", CLIP.read_bytes())}).raise_for_status()

        threads = [
            Thread(target=_steadily, args=(read, READS_PER_SECOND, over, measured["read"])),
            Thread(target=_steadily, args=(upload, UPLOADS_PER_SECOND, over, measured["upload"])),
        ]
        for thread in threads:
            thread.start()
        try:
            work()
        finally:
            over.set()
            for thread in threads:
                thread.join()
    return measured


def _steadily(request: Callable[[], None], per_second: float, over: Event, measured: list[float]) -> None:
    while not over.is_set():
        started = time.perf_counter()
        request()
        took = time.perf_counter() - started
        measured.append(took)
        over.wait(max(0.0, 1 / per_second - took))


def _percentiles(measured: dict[str, list[float]]) -> dict[str, Any]:
    return {kind: {"p50": _at(times, 50), "p99": _at(times, 99), "n": len(times)} for kind, times in measured.items()}


def _at(times: list[float], percent: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1] if len(times) > 1 else times[0]


def _summary(times: list[float]) -> str:
    return f"p50 {_at(times, 50) * 1000:7.1f} ms   p99 {_at(times, 99) * 1000:7.1f} ms"


if __name__ == "__main__":
    main()
