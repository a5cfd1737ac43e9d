"""Measures an instance under 1,000 readers, 100 simultaneous uploads, and a long queue.

    python -m bench.scale --json bench/out/scale.json    everything: less than eight minutes on two free cores
    python -m bench.scale --only queue                   one part: readers, uploads or queue

It needs root, `wrk`, `ip`, `socat` and `redis-server`. PostgreSQL, Redis and the files are on this machine. Requests
come through a trusted proxy, so that each client has an address of its own.

readers   1,000 connections ask for a transcript of three minutes, with 1, 2 and 4 API processes.
uploads   100 clients each send 4 MB in chunks of 1 MB, with 1, 2 and 4 API processes. A client that is told to come
          later (503) does so after a second.
queue     Workers take jobs while 100 and 10,000 wait. Each worker is in a network namespace of its own, which stands
          for another machine. A job is half a second of silence, and each client has ten of them. A job is converted
          and searched for speech, and nothing is recognized. So the figure is the rate of the queue,
          not the pace of recognition.

Memory is PSS of one process. Cores are the processor time of the API processes or workers, of the database's sessions,
and of everything on the machine, divided by the seconds of the measurement. They show what is saturated.
"""

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from bench.answers import three_minutes_of_speech, wrk
from bench.erase import fresh_postgres, settings_of
from bench.footprint import pss_mb, tree_of
from bench.machines import machine
from reflector import inventory
from reflector.db import migrate
from reflector.db.models import Artifact, Job, Transcript, new_id, utcnow
from reflector.db.session import Database
from reflector.storage import Stores
from tests.servers import free_ports, program, redis, running, stop

PROCESSES = (1, 2, 4)
READERS, READ_SECONDS = 1000, 8
UPLOADS, CHUNKS, CHUNK_BYTES = 100, 4, 1024**2
#: Jobs that wait, and workers that take them.
QUEUES = ((100, 1), (10_000, 1), (10_000, 2), (10_000, 4))
QUEUE_SECONDS, JOBS_OF_A_CLIENT = 25, 10
_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("readers", "uploads", "queue"), nargs="+")
    parser.add_argument("--json", type=Path, help="write the figures here too; what was not measured stays as it is")
    options = parser.parse_args()
    chosen = options.only or ["readers", "uploads", "queue"]
    figures = json.loads(options.json.read_text()) if options.json and options.json.exists() else {}
    if "readers" in chosen or "uploads" in chosen:
        served = [_serve(count, chosen) for count in PROCESSES]
        for kind in {"readers", "uploads"} & set(chosen):
            figures[kind] = [found[kind] for found in served]
    if "queue" in chosen:
        figures["queue"] = [_work(waiting, workers) for waiting, workers in QUEUES]
    for kind in chosen:
        for row in figures[kind]:
            print(f"{kind:8}", *(f"{name}: {value:,.1f}" for name, value in row.items()), sep="  ", flush=True)
    if options.json:
        options.json.parent.mkdir(exist_ok=True)
        options.json.write_text(json.dumps(figures, indent=1))


# -- an instance ------------------------------------------------------------------------------------------------------


@dataclass
class Place:
    """An instance with its database, its broker and its folder."""

    folder: Path
    environment: dict[str, str]
    database: Database

    def fill(self, count: int) -> None:
        """Insert `count` transcripts that wait for a worker, and write their recordings."""
        content, began = _silence(), utcnow() - timedelta(hours=1)
        rows: dict[Any, list[dict[str, Any]]] = {Transcript: [], Artifact: [], Job: []}
        for number in range(count):
            name, client = new_id(), f"{number // JOBS_OF_A_CLIENT:064x}"
            at = began + timedelta(milliseconds=number)
            rows[Transcript].append({"id": name, "created_at": at, "status": "uploaded", "inventoried": True})
            common = {"store": "local", "bucket": "", "transcript_id": name}
            rows[Artifact].append(common | {"kind": "folder", "key": f"{name}/"})
            rows[Artifact].append(common | {"kind": "upload", "key": f"{name}/upload.wav"})
            job = {"transcript_id": name, "stage": "convert", "client": client, "created_at": at}
            rows[Job].append(job | {"upload_bytes": len(content)})
            folder = self.folder / "data" / name
            folder.mkdir()
            (folder / "upload.wav").write_bytes(content)
        with self.database.transaction() as session:
            for model, values in rows.items():
                session.execute(sa.insert(model), values)
        with self.database.maintenance() as connection:
            connection.execute(sa.text("ANALYZE"))

    def done(self) -> int:
        """Jobs that are over."""
        with self.database.snapshot() as session:
            return session.scalar(sa.select(sa.func.count()).where(Job.stage == "done")) or 0

    def sessions(self) -> list[int]:
        """Process ids of the database's sessions of this instance."""
        with self.database.snapshot() as session:
            asked = sa.text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            return list(session.scalars(asked))


@contextmanager
def _instance() -> Iterator[Place]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reflector-bench-")))
        url = stack.enter_context(fresh_postgres())
        (folder / "redis").mkdir()
        broker = stack.enter_context(redis(folder / "redis"))
        environment = {
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": url,
            "CELERY_BROKER_URL": broker,
            "PUBLIC_MODE": "true",
            "TRUSTED_PROXIES": "127.0.0.1",
            "TRANSCRIPTS_PER_CLIENT_PER_HOUR": "100000",
            "DISK_FREE_MIN_BYTES": "0",
            "LOG_LEVEL": "ERROR",
        }
        settings = settings_of(environment)
        settings.DATA_DIR.mkdir()
        database = Database(settings.database_url)
        migrate.upgrade(database)
        inventory.recognize(database, Stores(settings).local)
        yield Place(folder, environment, database)
        database.engine.dispose()


# -- readers and uploads ----------------------------------------------------------------------------------------------


def _serve(processes: int, chosen: list[str]) -> dict[str, dict[str, float]]:
    """The figures of readers and uploads, as far as they are `chosen`, with so many API processes."""
    (port,) = free_ports(1)
    address = f"http://127.0.0.1:{port}"
    measured: dict[str, dict[str, float]] = {}
    with _instance() as place:
        with place.database.transaction() as session:
            transcript = three_minutes_of_speech()
            session.add(transcript)
        chosen_settings = {"PORT": str(port), "API_PROCESSES": str(processes)}
        environment = os.environ | place.environment | chosen_settings
        command = [program("reflector"), "serve", "--api-only"]

        def answers() -> bool:
            try:
                return httpx.get(f"{address}/health/live", timeout=60).is_success
            except httpx.TransportError:
                return False

        log = place.folder / "serve.log"
        with running(command, answers, log, environment=environment, cwd=place.folder, seconds=300) as server:
            children = tree_of(server.pid)[1:]
            common = {"processes": float(processes)}
            if "readers" in chosen:
                measured["readers"] = common | _read(place, children, f"{address}/v1/transcripts/{transcript.id}")
            if "uploads" in chosen:
                measured["uploads"] = common | _upload(place, children, address)
    return measured


def _read(place: Place, children: list[int], url: str) -> dict[str, float]:
    visitors = Path(__file__).with_name("readers.lua")
    wrk(url, "", 16, 2, script=visitors)  # the first statements are compiled
    with _cores(place, children) as cores:
        found = wrk(url, "", READERS, READ_SECONDS, script=visitors)
    return {
        "requests/s": found.per_second,
        "p50 ms": found.p50,
        "p99 ms": found.p99,
        "failed": found.failed,
        "MB of a process": _pss_of_each(children),
        **cores,
    }


def _upload(place: Place, children: list[int], address: str) -> dict[str, float]:
    senders = [Sender(address, f"198.51.100.{number + 1}") for number in range(UPLOADS)]
    with ThreadPoolExecutor(UPLOADS) as pool, _cores(place, children) as cores:
        began = time.perf_counter()
        list(pool.map(Sender.send, senders))
        took = time.perf_counter() - began
        memory = _pss_of_each(children)
    chunks = [each for sender in senders for each in sender.chunks]
    return {
        "MB/s": UPLOADS * CHUNKS * CHUNK_BYTES / 1e6 / took,
        "p50 ms": 1000 * statistics.median(chunks),
        "p99 ms": 1000 * statistics.quantiles(chunks, n=100, method="inclusive")[98],
        "told to come later": float(sum(sender.refused for sender in senders)),
        "cut off": float(sum(sender.cut_off for sender in senders)),
        "MB of a process": memory,
        **cores,
    }


@dataclass
class Sender:
    """A client that sends one recording."""

    address: str
    client: str
    #: Seconds of each chunk that was taken.
    chunks: list[float] = field(default_factory=list)
    refused: int = 0
    #: Chunks whose connection was closed before the answer came.
    cut_off: int = 0

    def send(self) -> None:
        """Send all of it."""
        content = os.urandom(CHUNK_BYTES)
        headers = {"X-Forwarded-For": self.client}
        with httpx.Client(base_url=self.address, timeout=120, headers=headers) as client:
            made = client.post("/v1/transcripts", json={}).raise_for_status().json()
            url, owner = f"/v1/transcripts/{made['id']}/record/upload", {"X-Owner-Token": made["owner_token"]}
            number = 0
            while number < CHUNKS:
                began = time.perf_counter()
                try:
                    answer = client.post(
                        url,
                        params={"chunk_number": number, "total_chunks": CHUNKS},
                        files={"chunk": ("a.wav", content)},
                        headers=owner,
                    )
                except httpx.RemoteProtocolError:
                    self.cut_off += 1  # a chunk may be sent twice
                    continue
                if answer.status_code == 503:
                    self.refused += 1
                    time.sleep(1)
                    continue
                answer.raise_for_status()
                self.chunks.append(time.perf_counter() - began)
                number += 1


# -- the queue --------------------------------------------------------------------------------------------------------


def _work(waiting: int, workers: int) -> dict[str, float]:
    """The figures of a queue of `waiting` jobs, and of `workers` on machines of their own."""
    with _instance() as place, ExitStack() as stack:
        place.fill(waiting)
        processes = [stack.enter_context(_worker(place, number)) for number in range(workers)]
        _wake(place, workers)
        while place.done() < 2 * workers:  # until then the workers load libraries
            time.sleep(0.1)
        with _cores(place, [pid for process in processes for pid in tree_of(process.pid)]) as cores:
            before, began = place.done(), time.perf_counter()
            while place.done() < waiting and time.perf_counter() - began < QUEUE_SECONDS:
                time.sleep(0.2)
            done, took = place.done() - before, time.perf_counter() - began
        memory = [pss_mb(process.pid) for process in processes]
    return {
        "waiting": float(waiting),
        "workers": float(workers),
        "jobs/min": 60 * done / took,
        "core-s of a worker for a job": cores["cores of ours"] * took / max(done, 1),
        "core-s of the database for a job": cores["cores of the database"] * took / max(done, 1),
        "MB of a process": statistics.mean(memory),
        **cores,
    }


@contextmanager
def _worker(place: Place, number: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker on another machine, which reaches the database and the broker by the network."""
    ports = [sa.make_url(place.environment[name]).port or 5432 for name in ("DATABASE_URL", "CELERY_BROKER_URL")]
    with machine(number, ports) as (prefix, host):
        there = {
            name: sa.make_url(place.environment[name]).set(host=host).render_as_string(hide_password=False)
            for name in ("DATABASE_URL", "CELERY_BROKER_URL")
        }
        environment = os.environ | place.environment | there | {"TRANSCRIPTION_CONCURRENCY": "1"}
        command = [*prefix, program("celery"), "--quiet", "-A", "reflector.worker.app", "worker"]
        options = ["-Q", "transcription", "-n", f"transcriber@machine-{number}", "-c", "2"]
        with (place.folder / f"worker-{number}.log").open("wb") as log:
            process = subprocess.Popen([*command, *options], env=environment, stdout=log, stderr=log, cwd=place.folder)
        try:
            yield process
        finally:
            stop(process)


def _wake(place: Place, workers: int) -> None:
    send = f"from reflector.worker.transcription import wake; [wake('') for _ in range({workers})]"
    subprocess.run([sys.executable, "-c", send], env=os.environ | place.environment, check=True, cwd=place.folder)


def _silence() -> bytes:
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(8000))
    return content.getvalue()


# -- processors and memory --------------------------------------------------------------------------------------------


@contextmanager
def _cores(place: Place, ours: list[int]) -> Iterator[dict[str, float]]:
    """Fill in, at the end of the block, how many cores were busy in it."""
    found: dict[str, float] = {}
    counters: dict[str, Callable[[], dict[int, float]]] = {
        "cores of ours": lambda: {pid: _seconds(pid) for root in ours for pid in tree_of(root)},
        "cores of the database": lambda: {pid: _seconds(pid) for pid in place.sessions()},
        "cores of the machine": lambda: {0: _busy_seconds()},
    }
    before, began = {name: count() for name, count in counters.items()}, time.perf_counter()
    yield found
    took = time.perf_counter() - began
    for name, count in counters.items():
        after = count()
        found[name] = sum(value - before[name].get(pid, 0.0) for pid, value in after.items()) / took


def _seconds(pid: int) -> float:
    """Processor time of a process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(int(value) for value in fields[11:15]) / _TICKS


def _busy_seconds() -> float:
    fields = [int(value) for value in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    return (sum(fields[:8]) - fields[3] - fields[4]) / _TICKS


def _pss_of_each(pids: list[int]) -> float:
    return statistics.mean(pss_mb(pid) for pid in pids)


if __name__ == "__main__":
    main()
