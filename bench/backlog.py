"""Measures a backlog of a million: the rate at the end against the beginning, and the memory.

    python -m bench.backlog                 1,000,000 transcripts with an artifact each, on PostgreSQL
    python -m bench.backlog --count 100000
    python -m bench.backlog --erased 0      on an instance that has never erased anything

The rows are made inside the database; each has about 5 KB of text and a folder that is not there (erasing files is what
bench.erase measures). By default the instance has erased a million before, so their tombstones exist: an empty index
would be faster. Prints the rate of each tenth of the two phases and the peak memory of the process.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.erase import fresh_postgres, peak_mb, settings_of
from reflector.db import migrate
from reflector.db.session import Database
from reflector.instance import Instance
from reflector.retention import run

_TRANSCRIPTS = """
INSERT INTO transcript (id, status, created_at, title, webvtt, audio_location, share_mode, source_kind, inventoried)
SELECT gen_random_uuid()::text, 'ended', now() - interval '8 days' - i * interval '1 millisecond', 't',
       (SELECT string_agg(md5(i::text || j::text), ' ') FROM generate_series(1, 150) j),
       'local', 'public', 'file', true
FROM generate_series(1, :count) i
"""
_ARTIFACTS = """
INSERT INTO artifact (kind, store, bucket, key, transcript_id, attempts)
SELECT 'folder', 'local', '', id || '/', id, 0 FROM transcript
"""


_TOMBSTONES = """
INSERT INTO tombstone (id, kind, reason, erased_at)
SELECT gen_random_uuid()::text, 'transcript', 'expired', now() - interval '30 days' FROM generate_series(1, :count)
"""


def main() -> None:
    """Fill, erase in a child process, and print the measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--erased", type=int, default=1_000_000, help="tombstones of what was erased before")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    with fresh_postgres() as url, tempfile.TemporaryDirectory(prefix="reflector-bench-") as root:
        environment = {"DATA_DIR": root, "DATABASE_URL": url, "PUBLIC_MODE": "true", "LOG_LEVEL": "ERROR"}
        _fill(Database(settings_of(environment).database_url), options.count, options.erased)
        command = [sys.executable, "-c", "from bench.backlog import child; child()", json.dumps(environment)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=7200)
    figures = json.loads(done.stdout.splitlines()[-1])
    for phase in ("rows", "artifacts"):
        rates = figures[phase]
        print(f"{phase:10} per second, tenth by tenth: {' '.join(f'{rate:.0f}' for rate in rates)}")
        print(f"{'':10} last tenth / first tenth: {rates[-1] / rates[0]:.2f}")
    print(f"{figures['seconds']:.0f} s for {options.count} transcripts, peak memory {figures['peak_mb']:.0f} MB")
    if options.json:
        options.json.write_text(json.dumps(figures | {"count": options.count, "erased": options.erased}, indent=2))


def _fill(database: Database, count: int, erased: int) -> None:
    migrate.upgrade(database)
    with database.engine.begin() as connection:
        connection.execute(sa.text(_TRANSCRIPTS), {"count": count})
        connection.execute(sa.text(_ARTIFACTS))
        connection.execute(sa.text(_TOMBSTONES), {"count": erased})
    with database.maintenance() as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))
        connection.execute(sa.text("CHECKPOINT"))
    database.engine.dispose()


def child() -> None:
    """Run the engine, sampling its progress."""
    settings = settings_of(json.loads(sys.argv[1]))
    samples: list[tuple[float, int, int]] = []
    started = time.perf_counter()
    stats = run.run(
        Instance.open(settings),
        progress=lambda rows, artifacts: samples.append((time.perf_counter() - started, rows, artifacts)),
    )
    assert stats["outcome"] == "done", stats
    seconds = time.perf_counter() - started
    figures: dict[str, Any] = {"seconds": seconds, "peak_mb": peak_mb()}
    figures["rows"] = _tenths([(at, rows) for at, rows, artifacts in samples if artifacts == 0])
    figures["artifacts"] = _tenths([(at, artifacts) for at, _, artifacts in samples if artifacts > 0])
    print(json.dumps(figures))


def _tenths(samples: list[tuple[float, int]]) -> list[float]:
    """The rate within each tenth of the samples."""
    edges = [samples[round(i * (len(samples) - 1) / 10)] for i in range(11)]
    return [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(edges)]


if __name__ == "__main__":
    main()
