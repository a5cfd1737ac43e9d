"""Measures the memory of an idle instance, and the seconds until it answers.

    python -m bench.footprint                            this checkout
    python -m bench.footprint --before ../another        beside another checkout, whose dependencies must be the same

`reflector serve` is started in an empty folder, several times, in turn with the other checkout. Memory is PSS: the
private memory of a process, and its share of shared memory (Linux, smaps_rollup). It is read when every process has
been ready for a while, and with `--after-upload` again five minutes after a recording was transcribed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.erase import settings_of
from reflector.db.models import Heartbeat
from reflector.db.session import open_database
from tests.servers import free_ports, running

HERE = Path(__file__).parents[1]
CLIP = HERE / "tests/data/speech/sense_and_sensibility.opus"
#: Seconds after the first heartbeats of all processes.
SETTLE_SECONDS = 5
AFTER_UPLOAD_SECONDS = 300


def main() -> None:
    """Measure and print medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", type=Path, help="another checkout to compare with")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--after-upload", action="store_true", help="also five minutes after one (takes long)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    trees = {"before": options.before.resolve()} if options.before else {}
    trees["now"] = HERE
    measured: dict[str, list[dict[str, float]]] = {name: [] for name in trees}
    for _ in range(options.rounds):
        for name, tree in trees.items():
            measured[name].append(_measure(tree, after_upload=options.after_upload))
    figures = {
        name: {what: statistics.median(each[what] for each in found) for what in found[0]}
        for name, found in measured.items()
    }
    for name, found in figures.items():
        print(f"{name:7}", *(f"{what}: {value:.1f}" for what, value in found.items()), sep="   ")
    if options.json:
        options.json.write_text(json.dumps(figures))


def _measure(tree: Path, *, after_upload: bool) -> dict[str, float]:
    """Seconds until the API answers, the number of processes, and their PSS in MB."""
    with tempfile.TemporaryDirectory(prefix="reflector-bench-") as folder:
        began = time.perf_counter()
        with _serving(tree, Path(folder)) as (process, address):
            figures = {"seconds until it answers": time.perf_counter() - began}
            _wait_for_signs_of_life(Path(folder) / "data")
            time.sleep(SETTLE_SECONDS)
            figures["processes"] = len(tree_of(process.pid))
            figures["MB before the first upload"] = pss_mb(process.pid)
            if after_upload:
                _transcribe(address)
                time.sleep(AFTER_UPLOAD_SECONDS)
                figures["MB five minutes after one"] = pss_mb(process.pid)
            return figures


@contextmanager
def _serving(tree: Path, folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    (port,) = free_ports(1)
    chosen = {"DATA_DIR": str(folder / "data"), "PUBLIC_MODE": "true", "PORT": str(port), "LOG_LEVEL": "ERROR"}
    environment = os.environ | chosen | {"PYTHONPATH": str(tree)}
    command = [sys.executable, "-c", "from reflector.cli import main; main()", "serve"]
    address = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        try:
            return httpx.get(f"{address}/health/live", timeout=60).is_success
        except httpx.TransportError:
            return False

    log = folder / "serve.log"
    with running(command, answers, log, environment=environment, cwd=tree, seconds=300) as process:
        yield process, address


def _wait_for_signs_of_life(data: Path) -> None:
    database = open_database(settings_of({"DATA_DIR": str(data)}))
    try:
        while True:
            with database.snapshot() as session:
                if len({(row.kind, row.queue) for row in session.query(Heartbeat)}) == 3:
                    return
            time.sleep(0.2)
    finally:
        database.engine.dispose()


def _transcribe(address: str) -> None:
    with httpx.Client(base_url=address, timeout=600) as client:
        made = client.post("/v1/transcripts", files={"file": ("a.opus", CLIP.read_bytes())}).raise_for_status().json()
        while client.get(f"/v1/transcripts/{made['id']}").json()["status"] not in {"ended", "error"}:
            time.sleep(1)


def tree_of(pid: int) -> list[int]:
    """A process, and all processes that it has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in tree_of(int(child)))]


def pss_mb(pid: int) -> float:
    """The memory of a process and of all that it has started, in MB."""
    total = 0
    for each in tree_of(pid):
        rollup = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        total += next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    return total / 1024


if __name__ == "__main__":
    main()
