"""Measures look, report, installation and run on an existing installation, beside the same run on our own schema.

    python -m bench.adopt                       100,000 transcripts on PostgreSQL, 3 rounds
    python -m bench.adopt --count 20000 --rounds 1

Both databases hold the same rows: transcripts with about 5 KB of text and a folder with a file. Nine of ten are
anonymous and expired, the others a user's. Every tenth has a meeting and a recording. The two take turns, each in its
own process. The first run on the existing installation, which erases 100, is not part of the figures. Prints medians.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.erase import fresh_postgres, in_child, peak_mb, settings_of
from reflector.adopt import install as installing
from reflector.adopt.look import look
from reflector.adopt.report import Choices, report
from reflector.adopt.run import confirm, run_adopted
from reflector.db import migrate
from reflector.db.session import Database
from reflector.instance import Instance
from reflector.retention import run
from tests.existing import make_schema

#: Seconds that each step may take with 100,000 rows. The run is bounded by RATIO.
BOUNDS = {"look": 30.0, "install": 60.0}
#: Maximum time of a run, as a multiple of the run on our own schema.
RATIO = 1.5

_MEETINGS = """
INSERT INTO meeting (id, start_date, end_date{more})
SELECT 'm' || i, now() - interval '9 days', now() - interval '9 days'{values} FROM generate_series(1, :count, 10) i
"""
_RECORDINGS = """
INSERT INTO recording (id, bucket_name, object_key, recorded_at, meeting_id{more})
SELECT 'r' || i, '', '', now() - interval '9 days', 'm' || i{values} FROM generate_series(1, :count, 10) i
"""
_TRANSCRIPTS = """
INSERT INTO transcript (id, status, created_at, title, webvtt, audio_location, share_mode, source_kind, user_id,
                        meeting_id, recording_id{more})
SELECT md5(i::text)::uuid::text, 'ended', now() - interval '8 days' - i * interval '1 millisecond', 'title ' || i,
       (SELECT string_agg(md5((i % 5000)::text || j::text), ' ') FROM generate_series(1, 150) j),
       'local', 'private', 'live', CASE WHEN i % 10 = 0 THEN 'user-1' END,
       CASE WHEN i % 10 = 1 THEN 'm' || i END, CASE WHEN i % 10 = 1 THEN 'r' || i END{values}
FROM generate_series(1, :count) i
"""
_ARTIFACTS = """
INSERT INTO artifact (kind, store, bucket, key, transcript_id, attempts)
SELECT 'folder', 'local', '', id || '/', id, 0 FROM transcript
"""


def main() -> None:
    """Measure both in turn and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    rounds: list[dict[str, float]] = []
    for _ in range(options.rounds):
        figures: dict[str, float] = {}
        for whose in ("own", "adopted"):
            with _instance(whose, options.count) as environment:
                figures |= in_child("bench.adopt", whose, json.dumps(environment))
        figures["ratio"] = figures["run"] / figures["own"]
        print(json.dumps(figures), file=sys.stderr, flush=True)
        rounds.append(figures)
    medians = {name: statistics.median(figures[name] for figures in rounds) for name in rounds[0]}
    print("| step | seconds | bound |\n| --- | ---: | ---: |")
    for step in ("look", "report", "install"):
        print(f"| {step} | {medians[step]:.1f} | {BOUNDS.get(step, '–')} |")
    print(f"| run on our own schema | {medians['own']:.1f} | – |")
    print(f"| run beside their programs | {medians['run']:.1f} | – |")
    print(f"| ratio of the runs | {medians['ratio']:.2f} | {RATIO} |")
    print(f"\n{options.count} transcripts, {options.rounds} rounds, peak memory {medians['peak_mb']:.0f} MB")
    if options.json:
        options.json.write_text(json.dumps({"count": options.count, "rounds": rounds}, indent=2))


@contextmanager
def _instance(whose: str, count: int) -> Iterator[dict[str, str]]:
    """A filled database and DATA_DIR, as the environment that names them."""
    with fresh_postgres() as url, tempfile.TemporaryDirectory(prefix="reflector-bench-") as root:
        environment = {"DATA_DIR": root, "DATABASE_URL": url, "PUBLIC_MODE": "true", "LOG_LEVEL": "ERROR"}
        database = Database(settings_of(environment).database_url)
        if whose == "own":
            migrate.upgrade(database)
            more, values = {"meeting": ", inventoried"}, ", true"
        else:
            make_schema(url.replace("+psycopg", ""))
            more, values = {"meeting": ", platform"}, ", 'daily'"
        added = {"meeting": (more["meeting"], values)}
        if whose == "own":
            added |= dict.fromkeys(("recording", "transcript"), (", inventoried", ", true"))
        statements = {"meeting": _MEETINGS, "recording": _RECORDINGS, "transcript": _TRANSCRIPTS}
        with database.engine.begin() as connection:
            for table, statement in statements.items():
                names, constants = added.get(table, ("", ""))
                connection.execute(
                    sa.text(statement.format(more=names, values=constants).replace("::", r"\:\:")), {"count": count}
                )
            if whose == "own":
                connection.execute(sa.text(_ARTIFACTS))
            ids = connection.scalars(sa.text("SELECT id FROM transcript")).all()
        for row_id in ids:
            folder = Path(root, row_id)
            folder.mkdir()
            (folder / "audio.mp3").write_bytes(b"ID3")
        with database.maintenance() as connection:
            connection.execute(sa.text("VACUUM ANALYZE"))
            connection.execute(sa.text("CHECKPOINT"))
        database.engine.dispose()
        yield environment


def child() -> None:
    """Make the steps on one database, and print the seconds of each."""
    whose, environment = sys.argv[1], json.loads(sys.argv[2])
    instance = Instance.open(settings_of(environment))
    seconds: dict[str, float] = {}

    def timed(step: str, work: Callable[[], Any]) -> Any:
        started = time.perf_counter()
        result = work()
        seconds[step] = time.perf_counter() - started
        return result

    if whose == "own":
        stats = timed("own", lambda: run.run(instance))
    else:
        choices = Choices(instance.settings.PUBLIC_DATA_RETENTION_DAYS, keeps_roomless=False)
        timed("look", lambda: look(instance))
        given = timed("report", lambda: report(instance, choices)).hash
        timed("install", lambda: installing.install(instance, choices, given))
        run_adopted(instance)
        confirm(instance.database)
        stats = timed("run", lambda: run_adopted(instance))
        seconds["peak_mb"] = peak_mb()
    assert stats["outcome"] == "done", stats
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
