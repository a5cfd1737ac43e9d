"""The programs of each earlier revision go on, under load, while this version migrates their database and starts.

The old programs come from the git history: the last commit before the next revision. They use the libraries of today,
and their database is the one in tests/data/releases. REFLECTOR_TEST_DEEP=1 runs it.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from time import sleep

import httpx
import pytest
import sqlalchemy as sa

from reflector.db import migrate
from reflector.db.models import Transcript, utcnow
from reflector.db.session import Database
from tests.acceptance.graph import DOOMED_WORD
from tests.acceptance.test_crash import DEEP
from tests.acceptance.world import Address, Rows
from tests.conftest import missing
from tests.data.releases import Release, released
from tests.instances import s3
from tests.integration.serve.test_restart import Visitor, reader
from tests.integration.serve.test_serve import SPEECH, Server, command, started, until
from tests.servers import S3Server, seaweedfs

ROOT = Path(__file__).parents[2]
RELEASES = [
    pytest.param(release, id=str(release), marks=[pytest.mark.postgres] if release.dialect == "postgresql" else [])
    for release in released()
    if release.revision != migrate.head()
]
#: Timeout of each step in seconds: two instances start on one machine.
WAIT_SECONDS = 300
#: Requests of each visitor that must succeed in each phase.
REQUESTS = 20


def git(*arguments: str) -> bytes:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
    if done.returncode != 0:
        missing("the git history is not here")
    return done.stdout


def old_programs(revision: str, folder: Path) -> Path:
    """The package as it was before the revision after `revision`."""
    following = f"{int(revision) + 1:04}"
    migrations = "reflector/db/migrations/versions"
    added = git("log", "--format=%H", "--diff-filter=A", "--", f"{migrations}/{following}_*.py").decode().split()
    if not added:
        missing("the git history is not here")
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", str(folder)], input=git("archive", f"{added[-1]}^", "reflector"), check=True)
    assert sorted(path.name[:4] for path in (folder / migrations).glob("0*.py"))[-1] == revision
    return folder


@pytest.mark.skipif(not DEEP, reason="takes a minute for each: REFLECTOR_TEST_DEEP=1")
@pytest.mark.s3
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("release", RELEASES)
def test_old_programs_go_on_while_a_new_version_migrates_and_starts(
    release: Release, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with own_seaweedfs(tmp_path / "seaweedfs") as store:
        # Given a released database, its buckets, and the programs of that time
        url = "" if release.dialect == "sqlite" else request.getfixturevalue("postgres_url")
        settings = instance_of(tmp_path, store, url)
        address = Address(settings, "recordings", folders=False)
        world = address.open(Database(address.settings.database_url))
        release.thaw(world)
        code = old_programs(release.revision, tmp_path / "old")
        with running(tmp_path / "old", settings, code) as old, ExitStack() as coming:
            visitors = visits(coming, old)
            enough(visitors)

            # When this version migrates the database under load
            upgraded, environment = command(tmp_path, **settings)
            subprocess.run([upgraded[0], "db", "upgrade"], env=environment, check=True)
            assert migrate.current(world.database) == migrate.head()
            enough(visitors)

            # Then a run of the old sweeper erases what is expired, and nothing of a user
            users = of_users(world.rows())
            wake_up = "from reflector.worker.app import CLEANUP, app; app.send_task(CLEANUP, queue='retention')"
            subprocess.run([sys.executable, "-c", wake_up], env=environment, check=True)
            until(lambda: not expired(world.database), WAIT_SECONDS)
            assert of_users(world.rows()) == users

            # And the old worker recognizes a recording that a new process took
            with running(tmp_path / "new", settings, ROOT, "--api-only") as new, ExitStack() as coming_too:
                visitors += visits(coming_too, new)
                transcribed(new)
                enough(visitors)

        # And no request failed, in the old process or in the new one
        assert [fault for visitor in visitors for fault in visitor.faults] == []

        # And the programs of this version finish what is left
        with running(tmp_path / "new", settings, ROOT) as new:
            transcribed(new)
        world.run()
        assert world.residue() == []
        assert world.traces(DOOMED_WORD) == []
        assert of_users(world.rows()) == users
        world.database.engine.dispose()


@contextmanager
def own_seaweedfs(folder: Path) -> Iterator[S3Server]:
    """A store with the buckets that the released instances name."""
    folder.mkdir()
    with seaweedfs(folder) as server:
        for bucket in ("default", "recordings"):
            server.client.create_bucket(Bucket=bucket)
        yield server


def instance_of(folder: Path, store: S3Server, url: str) -> dict[str, str]:
    (folder / "data").mkdir()
    return s3(store) | {
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": url,
        "PUBLIC_MODE": "true",
        "TRANSCRIPT_STORAGE_BACKEND": "aws",
        "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": "default",
        "DAILYCO_STORAGE_AWS_BUCKET_NAME": "recordings",
        "TRANSCRIPTS_PER_CLIENT_PER_HOUR": "100000",
        "DISK_FREE_MIN_BYTES": "0",
    }


@contextmanager
def running(folder: Path, settings: dict[str, str], code: Path, *options: str) -> Iterator[Server]:
    """`reflector serve` of the package in `code`. Its log is in `folder`."""
    folder.mkdir(exist_ok=True)
    _, environment = command(folder, **settings)
    serve = [sys.executable, "-c", "from reflector.cli import main; main()", "serve", *options]
    with started(serve, environment | {"PYTHONPATH": str(code)}, folder / "data") as server:
        yield server
    assert server.process.returncode == 0


def visits(stack: ExitStack, server: Server) -> list[Visitor]:
    """A visitor who reads, and one who makes a transcript, sends a recording, reads and erases it."""
    made = httpx.post(f"{server.url}/v1/transcripts", json={}, timeout=WAIT_SECONDS).raise_for_status().json()
    client = httpx.Client(base_url=server.url, timeout=WAIT_SECONDS)

    def come_and_go() -> None:
        made = client.post("/v1/transcripts", json={}).raise_for_status().json()
        address, owner = f"/v1/transcripts/{made['id']}", {"X-Owner-Token": made["owner_token"]}
        files, parameters = {"chunk": ("a.wav", b"RIFF" * 250)}, {"chunk_number": 0, "total_chunks": 2}
        sent = client.post(f"{address}/record/upload", files=files, params=parameters, headers=owner)
        sent.raise_for_status()
        client.get(address).raise_for_status()
        client.delete(address, headers=owner).raise_for_status()
        sleep(0.1)

    visitors = [
        reader(f"{server.url}/v1/transcripts/{made['id']}", keep_alive=True),
        Visitor(come_and_go, client.close),
    ]
    for visitor in visitors:
        visitor.start()
        stack.callback(visitor.stop)
    return visitors


def enough(visitors: list[Visitor]) -> None:
    """Wait until each visitor has been served REQUESTS more times."""
    wanted = {visitor: visitor.times + REQUESTS for visitor in visitors}
    until(lambda: all(visitor.times >= times for visitor, times in wanted.items()), WAIT_SECONDS)


def transcribed(server: Server) -> None:
    with httpx.Client(base_url=server.url, timeout=WAIT_SECONDS) as client:
        made = client.post("/v1/transcripts", files={"file": ("a.opus", SPEECH.read_bytes())}).raise_for_status().json()
        address = f"/v1/transcripts/{made['id']}"
        until(lambda: client.get(address).json()["status"] in ("ended", "error"), WAIT_SECONDS)
        assert "cold-hearted" in client.get(f"{address}/text.txt").text


def expired(database: Database) -> list[str]:
    """Anonymous transcripts that are older than the days of the instance."""
    week_ago = utcnow() - timedelta(days=7)
    with database.snapshot() as session:
        old = sa.select(Transcript.id).where(Transcript.user_id.is_(None), Transcript.created_at < week_ago)
        return list(session.scalars(old))


def of_users(rows: Rows) -> Rows:
    """The content of users' transcripts. One of them is a job under way, which ends meanwhile."""
    names = ("user_id", "created_at", "name", "title", "webvtt", "topics", "meeting_id", "recording_id", "share_mode")
    users = {key: row for key, row in rows.items() if key[0] == "transcript" and row["user_id"]}
    return {key: {name: row[name] for name in names} for key, row in users.items()}
