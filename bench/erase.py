"""Measures how long erasing takes against the floor, side by side in one run.

    python -m bench.erase                       all scenarios, three rounds each
    python -m bench.erase --only light-pg-s3 --rounds 1

Each round fills a new instance for each of the two, and measures each in its own process: wall seconds and peak memory.
The scenarios with `pg` need PostgreSQL (REFLECTOR_TEST_POSTGRES_URL). S3 is a SeaweedFS that is started for the run.
Everything listens on loopback and ends with the run.
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
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import sqlalchemy as sa

from bench import floor
from bench.populate import fill
from reflector.db import migrate
from reflector.db.session import Database
from reflector.instance import Instance
from reflector.retention import run
from reflector.retention.report import verify
from reflector.settings import Settings, load_settings
from reflector.storage import Stores
from tests.servers import S3Server, seaweedfs

POSTGRES = os.environ.get("REFLECTOR_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1/postgres")
RECORDINGS = "recordings"


@dataclass(frozen=True)
class Scenario:
    """One mix of data and services."""

    name: str
    count: int
    text_bytes: int
    postgres: bool
    s3: bool


SCENARIOS = [
    Scenario(f"{weight}-{place}", count, size, postgres, s3)
    for weight, count, size in (("light", 10_000, 5_000), ("heavy", 2_000, 300_000))
    for place, postgres, s3 in (("sqlite-local", False, False), ("pg-local", True, False), ("pg-s3", True, True))
]


def main() -> None:
    """Measure the chosen scenarios and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="scenarios whose name contains this")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scale", type=float, default=1.0, help="factor on the number of transcripts")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    rows = []
    print(f"{'scenario':22}{'count':>8}{'engine s':>10}{'floor s':>10}{'ratio':>8}{'per s':>8}{'peak MB':>9}")
    for scenario in (s for s in SCENARIOS if options.only in s.name):
        row = measure(scenario, options.rounds, max(1, int(scenario.count * options.scale)))
        rows.append(row)
        print(
            f"{row['name']:22}{row['count']:>8}{row['engine']:>10.2f}{row['floor']:>10.2f}{row['ratio']:>8.2f}"
            f"{row['per_second']:>8.0f}{row['peak_mb']:>9.0f}",
            flush=True,
        )
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2))


def measure(scenario: Scenario, rounds: int, count: int) -> dict[str, Any]:
    """Medians of `rounds` rounds of engine and floor in turn."""
    figures: dict[str, list[dict[str, float]]] = {"engine": [], "floor": []}
    for _ in range(rounds):
        for who, measured in figures.items():
            with instance(scenario, count) as environment:
                measured.append(in_child("bench.erase", who, json.dumps(environment)))
    seconds = {who: [m["seconds"] for m in measured] for who, measured in figures.items()}
    engine = statistics.median(seconds["engine"])
    return {
        "name": scenario.name,
        "count": count,
        "engine": engine,
        "floor": statistics.median(seconds["floor"]),
        "ratio": statistics.median(e / f for e, f in zip(seconds["engine"], seconds["floor"], strict=True)),
        "per_second": count / engine,
        "peak_mb": max(m["peak_mb"] for m in figures["engine"]),
        "all_seconds": seconds,
    }


@contextmanager
def instance(scenario: Scenario, count: int) -> Iterator[dict[str, str]]:
    """A filled instance, as the environment that names it."""
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reflector-bench-")))
        environment = {"DATA_DIR": str(root / "data"), "PUBLIC_MODE": "true", "LOG_LEVEL": "ERROR"}
        if scenario.postgres:
            environment["DATABASE_URL"] = stack.enter_context(fresh_postgres())
        if scenario.s3:
            weed = root / "weed"
            weed.mkdir()
            environment |= _s3(stack.enter_context(seaweedfs(weed)))
        settings = settings_of(environment)
        database, stores = Database(settings.database_url), Stores(settings)
        settings.DATA_DIR.mkdir()
        migrate.upgrade(database)
        recordings = RECORDINGS if scenario.s3 else None
        fill(
            database,
            stores,
            settings.DATA_DIR,
            count=count,
            text_bytes=scenario.text_bytes,
            recordings=recordings,
            client=_client(settings),
        )
        if scenario.postgres:
            with database.maintenance() as connection:
                connection.execute(sa.text("VACUUM ANALYZE"))
                connection.execute(sa.text("CHECKPOINT"))
        os.sync()  # the eraser must not wait for writes of the filling
        database.engine.dispose()
        yield environment


@contextmanager
def fresh_postgres() -> Iterator[str]:
    """The URL of an empty database that goes with the block."""
    server = sa.make_url(POSTGRES).set(drivername="postgresql+psycopg")
    name = f"reflector_bench_{uuid4().hex[:8]}"
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


def _s3(server: S3Server) -> dict[str, str]:
    for bucket in ("transcripts", RECORDINGS):
        server.client.create_bucket(Bucket=bucket)
    return {
        "TRANSCRIPT_STORAGE_BACKEND": "aws",
        "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": "transcripts",
        "TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL": server.endpoint_url,
        "TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID": server.access_key,
        "TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": server.secret_key,
    }


def in_child(module: str, *arguments: str) -> dict[str, float]:
    """Call `child` of a module of bench in a process of its own. Returns the JSON that it prints last."""
    command = [sys.executable, "-c", f"from {module} import child; child()", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def child() -> None:
    """Erase everything, as the engine or as the floor, and print the measurements."""
    who, environment = sys.argv[1], json.loads(sys.argv[2])
    settings = settings_of(environment)
    database, stores = Database(settings.database_url), Stores(settings)
    client = _client(settings)
    with database.engine.connect():  # connect before the measurement
        started = time.perf_counter()
    if who == "engine":
        stats = run.run(Instance(settings, database, stores))
        assert stats["outcome"] == "done", stats
    else:
        floor.erase(database, settings.DATA_DIR, client)
    seconds = time.perf_counter() - started
    peak = peak_mb()
    left = list(verify.verify(Instance(settings, database, stores))) if who == "engine" else []
    assert not left, left[:5]
    print(json.dumps({"seconds": seconds, "peak_mb": peak}))


def peak_mb() -> float:
    """Peak resident memory of this process."""
    # Not ru_maxrss: a child started by vfork inherits the peak of its parent, which filled the instance.
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _client(settings: Settings) -> Any:
    if settings.TRANSCRIPT_STORAGE_BACKEND == "local":
        return None
    return boto3.client(
        "s3",
        endpoint_url=settings.TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL,
        region_name=settings.TRANSCRIPT_STORAGE_AWS_REGION,
        aws_access_key_id=settings.TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID,
        aws_secret_access_key=settings.TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY.get_secret_value(),
    )


def settings_of(environment: dict[str, str]) -> Settings:
    """The settings in `environment`, without the real environment."""
    return load_settings(_env_file=None, **environment)


if __name__ == "__main__":
    main()
