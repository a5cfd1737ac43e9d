"""A move dies between any two of its effects, and the same command finishes it: nothing lost, nothing twice.

The quick way is an exception that nobody may catch, in a sample of the gaps. REFLECTOR_TEST_DEEP=1 tries all of them,
and kills a move of 20,000 transcripts with 60,000 files.
"""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from reflector import inventory
from reflector.testing.crash import Killed, die_really, dying
from tests.acceptance.installation import EXPIRED, Installation, Rows, audio_of, fill, move_installation, rows_of
from tests.acceptance.test_crash import DEEP, gaps
from tests.acceptance.test_move import EMBEDDED, GROWN_UP, Kinds, left_in
from tests.instances import s3
from tests.servers import S3Server

pytestmark = [pytest.mark.postgres, pytest.mark.s3]
Fresh = Callable[[], Installation]


@pytest.fixture(params=["there", "back"])
def fresh(
    request: pytest.FixtureRequest,
    memory: Path,
    migrated_sqlite: Path,
    postgres_url: str,
    seaweedfs: S3Server,
    buckets: tuple[str, str],
) -> Iterator[Fresh]:
    """Make a new instance that is to move: from the embedded defaults to PostgreSQL and S3, or back."""
    directory = memory / f"move-{uuid4().hex}"

    def environment(kinds: Kinds) -> dict[str, str]:
        if kinds == EMBEDDED:
            return {"TRANSCRIPT_STORAGE_BACKEND": "local", "DATABASE_URL": "", **s3(seaweedfs)}
        bucket = f"{buckets[0]}/{uuid4().hex}"
        return {
            "TRANSCRIPT_STORAGE_BACKEND": "aws",
            "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": bucket,
            "DATABASE_URL": postgres_url,
            **s3(seaweedfs),
        }

    def made() -> Installation:
        shutil.rmtree(directory, ignore_errors=True)
        (directory / "data").mkdir(parents=True)
        with psycopg.connect(postgres_url) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        old, new = (EMBEDDED, GROWN_UP) if request.param == "there" else (GROWN_UP, EMBEDDED)
        if old == EMBEDDED:
            shutil.copy(migrated_sqlite, directory / "data" / "reflector.sqlite3")
        installation = Installation.make(directory, environment(old), environment(new))
        with installation.opened(installation.old) as instance:
            fill(instance, buckets[1], young=1)
        return installation

    yield made
    shutil.rmtree(directory, ignore_errors=True)


def contents(installation: Installation, environment: dict[str, str]) -> tuple[Rows, dict[str, bytes], str]:
    """What a move keeps, and the id of the instance."""
    with installation.opened(environment) as instance:
        rows = {key: row for key, row in rows_of(instance).items() if EXPIRED not in repr(row)}
        audio = {key: content for key, content in audio_of(instance).items() if EXPIRED.encode() not in content}
        return rows, audio, inventory.instance_id(instance.database)


def assert_moved(installation: Installation, before: tuple[Rows, dict[str, bytes], str]) -> None:
    """Assert that everything is in the new place once, and nothing in the old one."""
    rows, audio, instance_id = contents(installation, installation.new)
    assert {key: row for key, row in rows.items() if key in before[0]} == before[0]
    assert (audio, instance_id) == before[1:]
    assert left_in(installation) == []


def test_a_move_that_dies_anywhere_is_finished_by_the_same_command(fresh: Fresh) -> None:
    installation = fresh()
    with dying(None) as fuse:
        installation.move()
    assert {"COMMIT", "SQL INSERT INTO transcript", "S3 PUT"} & set(fuse.effects)

    for gap in gaps(fuse.effects, sample=3):
        installation = fresh()
        before = contents(installation, installation.old)
        with dying(None, in_gap=gap) as fuse, suppress(Killed):
            installation.move()
        if not fuse.dead:  # threads may share the work in another order, and need fewer effects
            continue

        installation.move()

        assert_moved(installation, before)


@pytest.mark.parametrize("fresh", ["there", *(["back"] if DEEP else [])], indirect=True)
def test_a_move_that_is_killed_is_finished_by_the_same_command(fresh: Fresh) -> None:
    installation = fresh()
    before = contents(installation, installation.old)
    order = json.dumps([installation.old, str(installation.file)])

    done = subprocess.run([sys.executable, "-m", "tests.acceptance.test_killed_move", order], check=False)

    assert done.returncode == -signal.SIGKILL
    installation.move()
    assert_moved(installation, before)


if __name__ == "__main__":
    environment, file = json.loads(sys.argv[1])
    with dying(None, in_gap=60, die=die_really):
        move_installation(environment, Path(file))
