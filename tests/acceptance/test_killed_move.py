"""A move dies between any two of its effects, and the same command finishes it: nothing is lost, nothing is copied
twice. The quick way is an exception that no code may catch, in a sample of the gaps. REFLECTOR_TEST_DEEP=1 tries all of
them, and kills a move of 20,000 transcripts with 60,000 files.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa

from reflector import inventory
from reflector.db.models import Transcript
from reflector.db.states import ErasureReason
from reflector.errors import DatabaseNotReady
from reflector.inventory.journal import write_pending
from reflector.retention.erase import erase_now
from reflector.retention.report.verify import verify
from reflector.serve import prepare
from tests.acceptance.installation import (
    EXPIRED,
    Installation,
    Rows,
    audio_of,
    fill,
    fill_many,
    move_installation,
    rows_of,
    settings_of,
)
from tests.acceptance.test_crash import DEEP, gaps
from tests.acceptance.test_move import EMBEDDED, GROWN_UP, Kinds, left_in
from tests.faults.crash import Fuse, Killed, die_really, dying
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
    """Make a new instance to move: from the embedded defaults to PostgreSQL and S3, or back."""
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
    """The data that a move keeps, and the id of the instance."""
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

    for gap in gaps(fuse.effects, sample=2):
        installation = fresh()
        before = contents(installation, installation.old)
        with dying(None, in_gap=gap) as fuse, suppress(Killed):
            installation.move()
        if not fuse.dead:  # threads may share the work in another order, and need fewer effects
            continue

        installation.move()

        assert_moved(installation, before)


def test_a_move_that_is_killed_is_finished_by_the_same_command(fresh: Fresh) -> None:
    installation = fresh()
    before = contents(installation, installation.old)
    order = json.dumps([installation.old, str(installation.file)])

    done = subprocess.run([sys.executable, "-m", "tests.acceptance.test_killed_move", order], check=False)

    assert done.returncode == -signal.SIGKILL
    installation.move()
    assert_moved(installation, before)


# -- in between -----------------------------------------------------------------------------------------------------


def die_before(installation: Installation, effect: str, count: int) -> None:
    """Let a move die before `effect` happens for the `count`th time."""
    with pytest.MonkeyPatch.context() as patch:

        def before(fuse: Fuse, found: str) -> None:
            fuse.effects.append(found)
            if fuse.dead or fuse.effects.count(effect) == count:
                fuse.dead = True
                raise Killed()

        patch.setattr(Fuse, "before", before)
        with dying(None), suppress(Killed):
            installation.move()


@pytest.mark.parametrize("fresh", ["there"], indirect=True)
@pytest.mark.parametrize("updates", [1, 2], ids=["before the old database lets go", "before the new one takes over"])
def test_neither_database_is_served_while_rows_change_hands(fresh: Fresh, updates: int) -> None:
    installation = fresh()
    before = contents(installation, installation.old)

    die_before(installation, "SQL UPDATE instance SET", updates)

    for environment in (installation.old, installation.new)[updates % 2 :]:  # the old one is not given up yet
        with pytest.raises(DatabaseNotReady, match="run it again"):
            prepare(settings_of(environment))
    installation.move()
    assert_moved(installation, before)


@pytest.mark.parametrize("fresh", ["there"], indirect=True)
def test_a_transcript_erased_between_two_attempts_does_not_come_back(fresh: Fresh) -> None:
    # Given a move that died when all rows were in the new database, and files in the new store
    installation = fresh()
    die_before(installation, "SQL UPDATE instance SET", 1)

    # When the old place is used once more, and an owner erases a transcript there
    with installation.opened(installation.old) as instance:
        with instance.database.snapshot() as session:
            transcript_id = session.scalars(sa.select(Transcript.id).where(Transcript.user_id.is_(None))).one()
        erase_now(instance, transcript_id, reason=ErasureReason.OWNER)
        write_pending(instance)

    # Then the finished move does not have it, in rows or in files
    installation.move()
    with installation.opened(installation.new) as instance:
        assert ("transcript", transcript_id) not in rows_of(instance)
        assert ("tombstone", transcript_id) in rows_of(instance)
        assert not [key for key in audio_of(instance) if key.startswith(transcript_id)]
        assert [found for found in instance.stores.default.list() if transcript_id in found.key] == []
        assert list(verify(instance)) == []


# -- many -----------------------------------------------------------------------------------------------------------

#: Transcripts of the large move. Each has three files.
MANY = 20_000 if DEEP else 200


@pytest.mark.parametrize("fresh", ["there"], indirect=True)
def test_a_move_of_many_that_is_killed_twice_loses_nothing(fresh: Fresh) -> None:
    # Given 20,000 transcripts with 60,000 files
    installation = fresh()
    with installation.opened(installation.old) as instance:
        fill_many(instance, MANY)
    before = contents(installation, installation.old)
    command = [f"{sysconfig.get_path('scripts')}/reflector", "move", str(installation.file)]
    environment = os.environ | installation.old
    data = Path(installation.old["DATA_DIR"])

    def half_copied() -> bool:
        sealed = "SELECT count(*) > %s FROM artifact WHERE store = 's3' AND kind = 'mp3' AND writable_until IS NULL"
        try:
            with psycopg.connect(installation.new["DATABASE_URL"]) as connection:
                row = connection.execute(sealed, [MANY / 2]).fetchone()
        except psycopg.errors.UndefinedTable:
            return False
        return bool(row and row[0])

    def half_erased() -> bool:
        return len(list(data.glob("*/audio.mp3"))) < MANY / 2

    # When its move is killed with a half of the files copied, and again with a half of them erased
    for is_reached in (half_copied, half_erased):
        began = monotonic()
        with subprocess.Popen(command, env=environment) as process:
            while not is_reached():
                assert process.poll() is None
                sleep(0.05)
            process.kill()
        print(f"killed after {monotonic() - began:.0f} s")

    # Then the same command finishes it
    began = monotonic()
    assert subprocess.run(command, env=environment, check=False).returncode == 0
    print(f"finished after {monotonic() - began:.0f} s")
    assert_moved(installation, before)
    assert len(before[1]) > 2 * MANY


if __name__ == "__main__":
    environment, file = json.loads(sys.argv[1])
    with dying(None, in_gap=60, die=die_really):
        move_installation(environment, Path(file))
