"""Measures how quickly the API answers one visitor, and sixteen at once. Needs `wrk`, which Debian has.

    python -m bench.answers                              this checkout, with one and with two API processes
    python -m bench.answers --before ../another          beside another checkout, whose dependencies must be the same

All servers run at the same time, each with a database of its own that holds three minutes of speech. They are asked in
turn, so that other work on the machine affects all of them. Figures are medians of the rounds. `wrk` corrects its
percentiles for coordinated omission: a pause counts for all requests that it would have held up.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import httpx

from bench.erase import settings_of
from reflector.db.models import Transcript
from reflector.db.session import Database
from reflector.testing.factories import an_anonymous_transcript
from tests.servers import free_ports, program, running

HERE = Path(__file__).parents[1]
CLIENTS = (1, 16)
#: Two runs of these go before the measured ones: the first statements are compiled then.
WARM_UP_SECONDS = 1
SEGMENTS = 18
#: Name, path and headers of each request.
REQUESTS = (
    ("transcript as JSON", "/v1/transcripts/{id}", ""),
    ("transcript as JSON, gzip", "/v1/transcripts/{id}", "Accept-Encoding: gzip"),
    ("text.vtt", "/v1/transcripts/{id}/text.vtt", ""),
    ("text.vtt, gzip", "/v1/transcripts/{id}/text.vtt", "Accept-Encoding: gzip"),
    ("transcript page", "/transcripts/{id}", "Accept: text/html"),
    ("/health", "/health", ""),
    ("home page", "/", "Accept: text/html"),
    ("/openapi.json", "/openapi.json", ""),
)


@dataclass(frozen=True)
class Variant:
    """One server that is compared with the others."""

    name: str
    tree: Path
    processes: int


@dataclass(frozen=True)
class Answers:
    """The result of one run of `wrk`: requests per second, and milliseconds."""

    per_second: float
    p50: float
    p99: float
    #: Requests without an answer, or with an error.
    failed: float


def main() -> None:
    """Measure and print medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", type=Path, help="another checkout to compare with")
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2], help="values of API_PROCESSES")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4, help="of each run")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    variants = [Variant("before", options.before.resolve(), 1)] if options.before else []
    variants += [Variant(f"{count} process{'es' * (count > 1)}", HERE, count) for count in options.processes]
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reflector-bench-")))
        servers = [
            (variant, stack.enter_context(_server(variant, root / str(n)))) for n, variant in enumerate(variants)
        ]
        figures: list[dict[str, Any]] = [
            {"request": name, "clients": clients, "variants": found}
            for name, path, header in REQUESTS
            for clients in CLIENTS
            for found in [_compare(servers, path, header, clients, options.rounds, options.seconds)]
        ]
    for row in figures:
        print(f"{row['request']:26} {row['clients']:2} clients", *(_shown(*each) for each in row["variants"].items()))
    if options.json:
        options.json.write_text(json.dumps(figures))


def _compare(
    servers: Sequence[tuple[Variant, tuple[str, str]]], path: str, header: str, clients: int, rounds: int, seconds: int
) -> dict[str, dict[str, float]]:
    """Medians of each variant, asked in turn."""
    measured: dict[str, list[Answers]] = {variant.name: [] for variant, _ in servers}
    for number in range(rounds + 1):
        for variant, (address, transcript_id) in servers:
            took = seconds if number else WARM_UP_SECONDS
            answers = wrk(address + path.format(id=transcript_id), header, clients, took)
            assert answers.failed == 0, answers
            if number:
                measured[variant.name].append(answers)
    return {
        name: {field: statistics.median(getattr(each, field) for each in found) for field in Answers.__annotations__}
        for name, found in measured.items()
    }


def wrk(url: str, header: str, clients: int, seconds: int, *, script: Path | None = None) -> Answers:
    """Let `clients` ask for one address, each again as soon as it has its answer. `script`: in Lua, makes requests."""
    extra = (["-H", header] if header else []) + (["-s", str(script)] if script else [])
    command = [program("wrk"), "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout=30s", "--latency", *extra, url]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    per_second = re.search(r"Requests/sec:\s+([\d.]+)", output)
    assert per_second, output
    failures = re.findall(r"(?:Non-2xx or 3xx responses:|connect|read|write|timeout) (\d+)", output)
    return Answers(
        float(per_second[1]), _milliseconds(output, 50), _milliseconds(output, 99), float(sum(map(int, failures)))
    )


def _milliseconds(output: str, percent: int) -> float:
    found = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s)\b", output)
    assert found, output
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[found[2]]


@contextmanager
def _server(variant: Variant, root: Path) -> Iterator[tuple[str, str]]:
    """The address of a running server, and the id of its transcript."""
    root.mkdir()
    (port,) = free_ports(1)
    chosen = {"DATA_DIR": str(root / "data"), "PUBLIC_MODE": "true", "PORT": str(port), "LOG_LEVEL": "ERROR"}
    chosen |= {"API_PROCESSES": str(variant.processes), "CONNECTIONS_PER_CLIENT": "1000"}
    chosen["HEALTH_MAX_SILENCE_SECONDS"] = "86400"  # beat and workers are not started
    environment = os.environ | chosen | {"PYTHONPATH": str(variant.tree)}
    command = [sys.executable, "-c", "from reflector.cli import main; main()", "serve", "--api-only"]
    address = f"http://127.0.0.1:{port}"
    log = root / "serve.log"
    with running(command, lambda: _answers(address), log, environment=environment, cwd=variant.tree, seconds=300):
        database = Database(settings_of(chosen).database_url)
        with database.transaction() as session:
            transcript = three_minutes_of_speech()
            session.add(transcript)
        database.engine.dispose()
        yield address, transcript.id


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health/live").is_success
    except httpx.TransportError:
        return False


def three_minutes_of_speech() -> Transcript:
    """A transcript with 450 words and their times."""
    random = Random(7)
    segments: list[dict[str, Any]] = []
    for number in range(SEGMENTS):
        words = [f" w{random.randrange(10**5)}" for _ in range(25)]
        start = number * 10.0
        spoken = [
            {"text": word, "start": start + 0.4 * n, "end": start + 0.4 * n + 0.3, "probability": 0.9}
            for n, word in enumerate(words)
        ]
        segments.append({"start": start, "end": start + 10.0, "text": "".join(words).strip(), "words": spoken})
    return an_anonymous_transcript(days_old=1, segments=segments, duration=180.0, title="A talk", topics=[], events=[])


def _shown(name: str, found: dict[str, float]) -> str:
    return f"| {name}: {found['per_second']:6.0f}/s p50 {found['p50']:6.1f} p99 {found['p99']:6.1f} ms"


if __name__ == "__main__":
    main()
