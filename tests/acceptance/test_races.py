"""Concurrency and failing environments: processes that race, wrong clocks, and a database that goes away during a run.
Each thing is erased once and counted once, and no data of a signed-in user is touched.
"""

import json
import os
import random
import re
import subprocess
import sys
import traceback
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from subprocess import PIPE
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa

from reflector import inventory
from reflector.commands.doctor import examine
from reflector.commands.exits import Exit
from reflector.db.models import (
    Artifact,
    Identity,
    Job,
    Meeting,
    Recording,
    RetentionRun,
    Tombstone,
    Transcript,
    new_id,
    utcnow,
)
from reflector.db.session import Database
from reflector.db.states import ArtifactKind, ErasureReason
from reflector.errors import RetentionBusy, RetentionError
from reflector.inventory import WRITER_MAX_SECONDS
from reflector.inventory import Place as Where
from reflector.retention.erase import erase_now
from reflector.retention.report.status import last_runs, promise
from reflector.retention.run import CleanupStats, drain_now
from reflector.testing.factories import (
    a_consent,
    a_meeting,
    a_recording,
    a_users_transcript,
    an_anonymous_transcript,
    days_ago,
)
from reflector.transcription import ingest, jobs
from tests.acceptance.graph import DOOMED_WORD, Graph, add, keep_files
from tests.acceptance.places import EmbeddedPlace, Place, ServicesPlace
from tests.acceptance.racers import READY
from tests.acceptance.world import World, put
from tests.faults.crash import Fuse, dying
from tests.faults.stores import FailsAlways
from tests.instances import Instance, resisting

ROOT = Path(__file__).parents[2]
DEEP = bool(os.environ.get("REFLECTOR_TEST_DEEP"))
#: The number of racing processes.
PROCESSES = 8


def seeded() -> random.Random:
    """A random generator whose seed is printed, so that a failure can be repeated."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    return random.Random(seed)


def until(true: Callable[[], object], seconds: float) -> None:
    """Wait until something is true."""
    deadline = monotonic() + seconds
    while not true():
        assert monotonic() < deadline, "did not happen in time"
        sleep(0.05)


# -- processes that begin at the same moment ------------------------------------------------------------------------


def at_once(*roles: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Start one process for each of these roles of tests/acceptance/racers.py, and return their results."""
    start, hold = os.pipe()  # nothing is written: closing this end starts all of them at once
    with ExitStack() as stack:
        stack.callback(os.close, start)
        processes = []
        for role, options in roles:
            command = [sys.executable, "-m", "tests.acceptance.racers", role, json.dumps(options)]
            # On a busy machine a transaction of another process may take longer than the 5 seconds of the default. A
            # deadlock is an error with any timeout.
            environment = os.environ | {"PYTHONPATH": str(ROOT), "DATABASE_LOCK_TIMEOUT_SECONDS": "120"}
            process = subprocess.Popen(command, stdin=start, stdout=PIPE, stderr=PIPE, text=True, env=environment)
            stack.enter_context(process)
            stack.callback(process.kill)
            processes.append(process)
        try:
            for process in processes:
                assert process.stdout is not None
                assert process.stderr is not None
                assert process.stdout.readline().strip() == READY, process.stderr.read()
        finally:
            os.close(hold)
        ended = [process.communicate(timeout=120) for process in processes]
    assert [(process.returncode, err) for process, (_, err) in zip(processes, ended, strict=True)] == [(0, "")] * len(
        processes
    )
    return [json.loads(out) for out, _ in ended]


@contextmanager
def held_back(instance: Instance, processes: int) -> Iterator[Callable[[], int]]:
    """Block the query of the schema's version, which every process makes first, until the block ends.

    The block gets a function that returns the number of waiting processes.
    """
    waiting = (
        "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
        "WHERE datname = current_database() AND relation = 'alembic_version'::regclass AND NOT granted"
    )
    if instance.database.is_sqlite:  # readers do not wait there, so the start is only approximately simultaneous
        yield lambda: processes
        return
    with instance.database.transaction() as session, instance.database.maintenance() as watching:
        session.execute(sa.text("LOCK TABLE alembic_version"))
        yield lambda: int(watching.exec_driver_sql(waiting).scalar_one())


@pytest.fixture
def in_memory(postgres_instance: Instance, memory: Path) -> Instance:
    """A public instance on PostgreSQL, with its files in memory."""
    postgres_instance.restart(DATA_DIR=memory / uuid4().hex)
    return postgres_instance


class Crowd:
    """Thousands of expired transcripts, made quickly. Every ten share a meeting, which some reach by its recording.
    Each has a folder with one file, which holds the transcript's own id. `users` more are a signed-in user's.
    """

    def __init__(self, instance: Instance, count: int, *, users: int = 0) -> None:
        self.instance = instance
        made = days_ago(8)
        times = {"start_date": made, "end_date": made, "is_active": False}
        self.meetings = {
            meeting_id: {"id": meeting_id, **times} for meeting_id in (new_id() for _ in range(count // 10))
        }
        self.recordings = {
            (recording_id := new_id()): {"id": recording_id, "recorded_at": made, "meeting_id": meeting_id}
            for meeting_id in self.meetings
        }
        groups = list(self.recordings.values())
        self.transcripts = {
            (transcript_id := new_id()): {
                "id": transcript_id,
                "created_at": made,
                "inventoried": True,
                "user_id": "a-signed-in-user" if n < users else None,
                "meeting_id": groups[n % len(groups)]["meeting_id"] if n % 3 else None,
                "recording_id": None if n % 3 else groups[n % len(groups)]["id"],
            }
            for n in range(count + users)
        }
        self._add(instance.settings.DATA_DIR)

    def _add(self, folder: Path) -> None:
        artifacts = [
            {"kind": kind, "store": "local", "key": f"{transcript_id}/{name}", "transcript_id": transcript_id}
            for transcript_id in self.transcripts
            for kind, name in (("folder", ""), ("mp3", "audio.mp3"))
        ]
        recordings = [{"bucket_name": "b", **row} for row in self.recordings.values()]
        with self.instance.database.transaction() as session:
            session.execute(sa.insert(Meeting), list(self.meetings.values()))
            session.execute(sa.insert(Recording), recordings)
            session.execute(sa.insert(Transcript), list(self.transcripts.values()))
            session.execute(sa.insert(Artifact), artifacts)
        for transcript_id in self.transcripts:
            (folder / transcript_id).mkdir(parents=True)
            (folder / transcript_id / "audio.mp3").write_text(transcript_id)

    def recording_of(self, transcript_id: str) -> dict[str, Any]:
        """The recording of a transcript's group."""
        row = self.transcripts[transcript_id]
        wanted = ("id", row["recording_id"]) if row["recording_id"] else ("meeting_id", row["meeting_id"])
        return next(recording for recording in self.recordings.values() if recording[wanted[0]] == wanted[1])

    def is_left_with(self, owners: dict[str, str]) -> None:
        """Assert that only the transcripts of `owners` are left.

        They must have their owners, meetings and recordings, and no data of other transcripts may be left.
        """
        kept = [self.recording_of(transcript_id) for transcript_id in owners]
        expected = {i: self.transcripts[i] | {"user_id": user_id} for i, user_id in owners.items()}
        columns = [Transcript.__table__.c[name] for name in next(iter(self.transcripts.values()))]
        with self.instance.database.snapshot() as session:
            assert {row.id: dict(row._mapping) for row in session.execute(sa.select(*columns))} == expected
            left = session.execute(sa.select(Recording.id, Recording.meeting_id)).all()
            leads = session.execute(sa.select(Artifact.transcript_id, Artifact.key)).all()
            stones = session.execute(sa.select(Tombstone.kind, Tombstone.id)).all()
        assert set(left) == {(recording["id"], recording["meeting_id"]) for recording in kept}
        meetings, recordings = {row.meeting_id for row in left}, {row.id for row in left}
        assert self.instance.ids(Meeting) == meetings
        assert sorted(leads) == sorted((i, f"{i}/{name}") for i in owners for name in ("", "audio.mp3"))
        assert sorted(stones) == sorted(
            (kind, row_id)
            for kind, rows, stays in (
                ("transcript", self.transcripts, owners.keys()),
                ("meeting", self.meetings, meetings),
                ("recording", self.recordings, recordings),
            )
            for row_id in rows.keys() - stays
        )
        assert self.instance.objects() == {f"local:{i}/audio.mp3": i.encode() for i in owners}
        assert self.instance.residue() == []

    @property
    def users(self) -> dict[str, str]:
        """The owners of signed-in users' transcripts, by the transcript's id."""
        return {i: str(row["user_id"]) for i, row in self.transcripts.items() if row["user_id"]}


def counted_in_rows(instance: Instance) -> dict[str, tuple[int, int, int]]:
    """The counts in the row of each run: transcripts, meetings, recordings."""
    query = sa.select(
        RetentionRun.id,
        RetentionRun.transcripts_deleted,
        RetentionRun.meetings_deleted,
        RetentionRun.recordings_deleted,
    )
    with instance.database.snapshot() as session:
        return {
            run_id: (transcripts, meetings, recordings)
            for run_id, transcripts, meetings, recordings in session.execute(query)
        }


@pytest.mark.postgres
def test_eight_processes_erase_five_thousand_together_while_a_user_claims_some(in_memory: Instance) -> None:
    count, chance = 5000, seeded()
    crowd = Crowd(in_memory, count, users=20)
    claims = {"user_id": "its-new-owner", "most": count // 10, "seed": chance.randrange(2**32)}

    *erasers, claimer = at_once(*[("erase_and_drain", {"batch": 20})] * PROCESSES, ("claim", claims))

    claimed = claimer["claimed"]
    print(f"claimed {len(claimed)}, erased {[eraser['transcripts'] for eraser in erasers]}")
    assert max(eraser["began"] for eraser in (*erasers, claimer)) < min(
        eraser["ended"] for eraser in (*erasers, claimer)
    )
    assert [eraser["errors"] for eraser in erasers] == [[]] * PROCESSES
    assert min(eraser["transcripts"] for eraser in erasers) > 0
    assert len(claimed) > 50
    assert len(claimed) + sum(eraser["transcripts"] for eraser in erasers) == count
    assert counted_in_rows(in_memory) == {
        eraser["run_id"]: (eraser["transcripts"], eraser["meetings"], eraser["recordings"]) for eraser in erasers
    }
    # Each has two artifacts, and each artifact was erased once. None is waiting.
    assert sum(eraser["artifacts"] for eraser in erasers) == 2 * (count - len(claimed))
    crowd.is_left_with(crowd.users | dict.fromkeys(claimed, "its-new-owner"))


# -- through the public door ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instance", "processes"),
    [("sqlite_instance", 4), pytest.param("in_memory", PROCESSES if DEEP else 4, marks=pytest.mark.postgres)],
)
def test_many_tools_at_once_erase_or_say_that_another_does(
    instance: str, processes: int, request: pytest.FixtureRequest
) -> None:
    here: Instance = request.getfixturevalue(instance)
    count = 300
    crowd = Crowd(here, count, users=3)
    command = [sys.executable, "-m", "reflector.tools.cleanup_old_data", "--json"]
    # Enough transactions for a long run. The first tool waits until the last one has started.
    environment = os.environ | {"RETENTION_BATCH_SIZE": "1", "DATABASE_LOCK_TIMEOUT_SECONDS": "120"}
    with ExitStack() as stack:
        with held_back(here, processes) as waiting:
            tools = [
                stack.enter_context(subprocess.Popen(command, stdout=PIPE, stderr=PIPE, text=True, env=environment))
                for _ in range(processes)
            ]
            until(lambda: waiting() == processes, 120)
        said = [tool.communicate(timeout=120) for tool in tools]

    codes = [tool.returncode for tool in tools]
    print(f"exit codes {codes}")
    assert set(codes) <= {Exit.DONE, Exit.BUSY}
    assert Exit.DONE in codes
    for code, (out, err) in zip(codes, said, strict=True):
        if code == Exit.BUSY:
            assert (out, err.splitlines()[-1]) == ("", str(RetentionBusy()))
    stats = [json.loads(out) for code, (out, _) in zip(codes, said, strict=True) if code == Exit.DONE]
    assert sum(run["transcripts_deleted"] for run in stats) == count
    assert sum(run["artifacts_erased"] for run in stats) == 2 * count
    assert counted_in_rows(here) == {
        run["run_id"]: (run["transcripts_deleted"], run["meetings_deleted"], run["recordings_deleted"]) for run in stats
    }
    crowd.is_left_with(crowd.users)


# -- the database is gone in the middle of a run --------------------------------------------------------------------

#: The only messages that a run may have for an error of a library.
CONTENT_FREE = re.compile(r"The run could not be made: [A-Z][A-Za-z]+\.")


def a_run(world: World, **options: Any) -> CleanupStats | None:
    """A run with a disturbance; None if it fails. Its error must not have content."""
    try:
        return world.run(**options)
    except RetentionError as error:
        said, traced = str(error), "".join(traceback.format_exception(error))
    assert CONTENT_FREE.fullmatch(said)
    assert DOOMED_WORD not in traced
    return None


def is_finished_by_the_next(world: World, graph: Graph, counted: dict[str, int]) -> list[str]:
    """Make an undisturbed run, and assert that all runs together have the result of one run.

    How each of them ended, by its row.
    """
    assert world.unreachable() == []
    assert world.run()["outcome"] == "done"
    graph.is_what_is_left_in(world)
    assert world.counted() == counted
    rows = [row for key, row in world.rows().items() if key[0] == "retention_run"]
    return [row["outcome"] for row in sorted(rows, key=lambda row: row["started_at"])]


def with_settings(world: World, **settings: str) -> World:
    """The same instance, restarted with other settings."""
    return replace(world.address, environment=world.address.environment | settings).open(world.database)


def undisturbed(place: Place) -> tuple[list[str], int, dict[str, int]]:
    """The effects of an undisturbed run, the number of its progress reports, and its counts."""
    world, _ = place.full()
    told: list[tuple[int, int]] = []
    with dying(world.database) as fuse:
        world.run(progress=lambda *counts: told.append(counts))
    return fuse.effects, len(told), world.counted()


@contextmanager
def happening(world: World, gap: int, happens: Callable[[], object]) -> Iterator[Fuse]:
    """Call a function in the gap between two effects of the block, which continues afterwards."""

    def disaster() -> None:
        happens()
        fuse.dead = False

    with dying(world.database, in_gap=gap, die=disaster) as fuse:
        yield fuse


def at(moment: int, happens: Callable[[], object]) -> Callable[[int, int], None]:
    """Call a function at progress report number `moment`, counted from 1."""
    left = iter(range(moment - 1, -1, -1))

    def tell(_rows: int, _artifacts: int) -> None:
        if next(left, None) == 0:
            happens()

    return tell


def on_server(world: World, sql: str) -> None:
    """Execute `sql` on another database of the server of `world`.

    The braces become the name of the database of `world`.
    """
    url = world.database.url.set(drivername="postgresql", database="postgres")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(sql.format(world.database.url.database))


def cut(world: World) -> None:
    """End all connections to a database of PostgreSQL, as its restart does."""
    on_server(world, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{}'")


@contextmanager
def between_transactions(world: World, moment: int, happens: Callable[[], bool]) -> Iterator[list[bool]]:
    """Call a function after connections were returned `moment` times, when their users hold no lock.

    The block gets a list of the results.
    """
    given_back, became = count(1), list[bool]()

    def over(_connection: object, _record: object) -> None:
        if next(given_back) == moment:
            became.append(happens())

    sa.event.listen(world.database.engine, "checkin", over)
    try:
        yield became
    finally:
        sa.event.remove(world.database.engine, "checkin", over)


def claim(world: World, transcript_id: str) -> bool:
    """A user claims a transcript by another connection. Returns whether the claim was in time."""
    own = sa.update(Transcript).where(Transcript.id == transcript_id, Transcript.user_id.is_(None))
    other = Database(world.settings.database_url)
    try:
        with other.transaction() as session:
            return session.scalar(own.values(user_id="its-new-owner").returning(Transcript.id)) is not None
    finally:
        other.engine.dispose()


def test_a_claim_during_a_failed_batch_is_in_time_or_too_late(
    place: Place,
) -> None:
    """A batch that fails releases its rows, and erases them again one by one.

    A user who claims one in between keeps it.
    """
    in_time = 0
    for moment in count(1):
        world = place.empty()
        meeting = a_meeting()
        recording = a_recording(meeting, bucket=world.recordings, key="claimed.mp4")
        claimed = an_anonymous_transcript(days_old=8, meeting=meeting)
        resists = an_anonymous_transcript(days_old=9)  # the oldest is in the first batch, and so is the second oldest
        put(world.stores.bucket(world.recordings), recording.object_key, b"sound")
        add(world, meeting, a_consent(meeting), recording, claimed, resists)
        keep_files(world, claimed, "sound")
        rows, objects = world.rows(), world.objects()
        happens = partial(claim, world, claimed.id)

        with resisting(world.database, resists.id), between_transactions(world, moment, happens) as claims:
            stats = world.run()

        assert (stats["outcome"], len(stats["errors"])) == ("errors", 1)
        left = world.rows()
        if claims == [False]:
            assert {key[1] for key in left if key[0] in ("transcript", "meeting", "recording")} == {resists.id}
            break
        assert claims == [True]
        in_time += 1
        rows["transcript", claimed.id] |= {"user_id": "its-new-owner"}
        assert {key: left.get(key) for key in rows} == rows
        assert world.objects() == objects
        assert {key for key in left if key[0] == "tombstone"} == set()
    assert in_time > 0


@pytest.mark.postgres
@pytest.mark.s3
def test_a_run_whose_connections_are_cut_anywhere_is_finished_by_the_next(services: ServicesPlace) -> None:
    effects, _, counted = undisturbed(services)
    # Two threads share the work, so some runs need a few effects less than others.
    every = range(1, int(len(effects) * 0.9))
    for gap in every if DEEP else seeded().sample(every, 5):
        world, graph = services.full()
        print(f"cut in gap {gap}: before {effects[gap - 1]}")
        with happening(world, gap, partial(cut, world)) as fuse:
            stats = a_run(world)

        assert len(fuse.effects) >= gap, f"nothing was cut: there were {len(fuse.effects)} effects only"
        # A cut in the middle of a transaction loses that transaction. Otherwise no code needs the old connections,
        # unless a transaction is open during a call of a store. The run itself repeats work that the background thread
        # had begun.
        in_transaction = fuse.effects[gap - 1].startswith(("SQL", "COMMIT"))
        in_background = fuse.threads[gap - 1].startswith("background-drain")
        assert stats is None or not in_transaction or in_background
        said = is_finished_by_the_next(world, graph, counted)
        recorded = gap > effects.index("COMMIT") + 1  # its own row is the first thing that it commits
        # A run that lost the connection with its drain lock leaves the bytes to the next run.
        assert said == [*(["failed" if stats is None else str(stats["outcome"])] if recorded else []), "done"]
        assert stats is None or stats["outcome"] in {"done", "unfinished"}


@pytest.mark.postgres
@pytest.mark.s3
def test_a_run_that_lost_its_lock_shares_the_work(services: ServicesPlace) -> None:
    _, _, counted = undisturbed(services)
    world, graph = services.full()
    meanwhile: list[CleanupStats] = []

    def another_run() -> None:
        cut(world)
        meanwhile.append(world.restarted().run())

    stats = a_run(world, progress=at(1, another_run))

    assert stats is not None
    shares = [each["transcripts_deleted"] for each in (stats, *meanwhile)]
    assert min(shares) > 0
    assert sum(shares) == counted["transcripts_deleted"]
    assert is_finished_by_the_next(world, graph, counted) == ["done"] * 3


@pytest.mark.postgres
@pytest.mark.s3
def test_a_run_fails_without_a_database_and_the_next_finishes_it(
    services: ServicesPlace,
) -> None:
    _, tells, counted = undisturbed(services)
    for moment in (1, seeded().randrange(2, tells + 1)):
        world, graph = services.full()

        def gone(world: World = world) -> None:
            on_server(world, 'ALTER DATABASE "{}" ALLOW_CONNECTIONS false')
            cut(world)

        try:
            assert a_run(world, progress=at(moment, gone)) is None
            assert a_run(world) is None
        finally:
            on_server(world, 'ALTER DATABASE "{}" ALLOW_CONNECTIONS true')

        # The second run could not begin.
        assert is_finished_by_the_next(world, graph, counted) == ["failed", "done"]


LOCKER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked_by_another_process(world: World) -> Iterator[Callable[[], None]]:
    """Gives a function that makes another process hold SQLite's lock until the block ends."""
    lockers = list[subprocess.Popen[str]]()

    def lock() -> None:
        command = [sys.executable, "-c", LOCKER, str(world.database.file)]
        lockers.append(subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True))
        assert lockers[-1].stdout is not None
        assert lockers[-1].stdout.readline() == "locked\n"

    try:
        yield lock
    finally:
        for locker in lockers:
            locker.communicate(timeout=30)  # its input ends, and so does it


def test_a_run_fails_on_a_locked_database_and_the_next_finishes_it(
    embedded: EmbeddedPlace,
) -> None:
    _, tells, counted = undisturbed(embedded)
    every = range(1, tells + 1)
    for moment in every if DEEP else sorted(seeded().sample(every, 5)):
        world, graph = embedded.full()
        world = world.address.open(Database(world.database.url.render_as_string(hide_password=False), busy_seconds=0.1))
        print(f"locked when progress is told for the time {moment} of {tells}")

        with locked_by_another_process(world) as lock:
            assert a_run(world, progress=at(moment, lock)) is None

        assert is_finished_by_the_next(world, graph, counted) == ["failed", "done"]


# -- clocks that are wrong, and days that change --------------------------------------------------------------------

A_YEAR = timedelta(days=365)


def with_days(world: World, days: int) -> World:
    """The same instance, restarted with another number of days."""
    return with_settings(world, PUBLIC_DATA_RETENTION_DAYS=str(days))


@dataclass(frozen=True)
class Life:
    """An anonymous transcript as the test expects it, without reading a clock."""

    #: Its age in days by the clock of the instance; negative if that clock was moved back.
    age: float
    #: The maximum age that its owner chose, in days.
    most: float

    def is_over(self, days: int) -> bool:
        return self.age > min(days, self.most)


def is_kept(world: World, transcripts: Collection[str], content: str) -> None:
    """Assert that the instance has exactly these transcripts, each with its file, and nothing else."""
    names = ("audio.wav", "audio.mp3")
    assert {key[1] for key in world.rows() if key[0] == "transcript"} == set(transcripts)
    assert {key for _, key in world.objects()} == {f"{each}/{name}" for each in transcripts for name in names}
    assert set(world.objects().values()) <= {content.encode()}
    assert world.residue() == []


def test_a_run_erases_only_expired_data_at_any_clock_and_days(place: Place) -> None:
    chance, word = seeded(), "whatever"
    world = place.empty()
    users = [a_users_transcript(days_old=days) for days in (0.1, 20, 400)]
    add(world, *users)
    for row in users:
        keep_files(world, row, word)
    lives: dict[str, Life] = {}
    for _ in range(24 if isinstance(place, EmbeddedPlace) else 8):
        most = chance.choice([3.0, 400.0, 400.0])
        row = an_anonymous_transcript(days_old=0.1, erase_at=days_ago(0.1 - most) if most < 7 else None)
        add(world, row)
        keep_files(world, row, word)
        lives[row.id] = Life(0.1, most)
        moved = chance.choice([0.25, 1, 4, 9, 33, -0.25, -1, -4, -9, -33])
        world.let_pass(timedelta(days=moved))
        lives = {each: replace(life, age=life.age + moved) for each, life in lives.items()}
        days = chance.choice([7, 30])
        world = with_days(world, days)
        theirs = {key: row for key, row in world.rows().items() if key[-1] in {row.id for row in users}}
        over = {each for each, life in lives.items() if life.is_over(days)}
        print(f"moved by {moved} days, kept for {days} days: {len(over)} of {len(lives)} are over")

        stats = world.run()

        assert (stats["transcripts_deleted"], stats["outcome"]) == (len(over), "done")
        lives = {each: life for each, life in lives.items() if each not in over}
        is_kept(world, [*lives, *(row.id for row in users)], word)
        assert theirs.items() <= world.rows().items()
        stands = promise(world.database, world.settings)
        assert (stands.behind, stands.last_run and stands.last_run.id) == ((), stats["run_id"])


def test_changed_days_hold_from_the_next_run_on(place: Place) -> None:
    world = with_days(place.empty(), 30)
    rows = {days: an_anonymous_transcript(days_old=days) for days in (1, 6, 8, 29, 31)}
    add(world, *rows.values())
    for row in rows.values():
        keep_files(world, row, "whatever")

    for days, left in ((30, (1, 6, 8, 29)), (7, (1, 6)), (30, (1, 6))):
        world = with_days(world, days)
        world.run()
        is_kept(world, [rows[each].id for each in left], "whatever")
    world.let_pass(timedelta(days=3))
    world.run()
    is_kept(
        world, [rows[each].id for each in (1, 6)], "whatever"
    )  # four and nine days old, with a setting of thirty days
    with_days(world, 7).run()
    is_kept(world, [rows[1].id], "whatever")


@pytest.mark.parametrize("ahead", [timedelta(hours=1), A_YEAR])
def test_a_pause_from_a_fast_clock_is_no_longer_than_any(cloud: EmbeddedPlace, ahead: timedelta) -> None:
    world = cloud.empty()
    add(world, row := an_anonymous_transcript())
    keep_files(world, row, "whatever")
    world.with_stores(FailsAlways).run()
    put_off = promise(world.database, world.settings).pending

    world.let_pass(-ahead)  # the clock is corrected
    drain_now(world.here)
    early = promise(world.database, world.settings).pending
    world.let_pass(timedelta(seconds=world.settings.RETENTION_BACKOFF_MAX_SECONDS))
    drain_now(world.here)

    assert put_off == 3
    # A possible pause is kept, and an impossible one is ignored.
    assert early == (0 if ahead == A_YEAR else put_off)
    is_kept(world, [], "")
    assert promise(world.database, world.settings).pending == 0


def test_a_writer_that_died_while_the_clock_was_ahead_leaves_nothing(place: Place) -> None:
    world = place.empty()
    add(world, row := an_anonymous_transcript())
    where = Where(ArtifactKind.MP3, "local", "", f"{row.id}/audio.mp3")
    inventory.announce(world.database, row.id, [where], seconds=60)
    put(world.stores.local, where.key, b"half of it")
    world.let_pass(-A_YEAR)
    erase_now(world.here, row.id, reason=ErasureReason.OWNER)

    drain_now(world.here)
    assert world.objects() == {}
    put(world.stores.local, where.key, b"the other half")  # the writer was slow, and dies now
    world.let_pass(timedelta(seconds=WRITER_MAX_SECONDS))
    drain_now(world.here)

    is_kept(world, [], "")
    assert not [key for key in world.rows() if key[0] == "artifact"]


def a_job(world: World, client: str = "somebody", **values: object) -> str:
    """A transcript whose uploaded recording waits for a worker."""
    made = ingest.create(world.database, ingest.NewTranscript(client=client)).transcript_id
    with world.database.transaction() as session:
        job = sa.update(Job).where(Job.transcript_id == made)
        session.execute(job.values(**({"stage": "convert", "lease_until": None} | values)))
    return made


def test_a_job_survives_a_worker_that_died_with_a_fast_clock(place: Place) -> None:
    world = place.empty()
    a_job(world)
    held = jobs.lease_next(world.database)
    assert jobs.lease_next(world.database) is None

    world.let_pass(-A_YEAR)

    assert jobs.waiting(world.database) == 1
    again = jobs.lease_next(world.database)
    assert held is not None
    assert again is not None
    assert (again.transcript_id, again.attempts) == (held.transcript_id, 2)
    assert jobs.lease_next(world.database) is None  # with a lease of the maximum length


def test_an_upload_broken_off_under_a_fast_clock_is_given_up(place: Place) -> None:
    world = place.empty()
    idle = timedelta(seconds=world.settings.UPLOAD_IDLE_SECONDS)
    abandoned = a_job(world, stage="upload", lease_until=utcnow() + idle + A_YEAR)
    under_way = a_job(world, stage="upload", lease_until=utcnow() + idle)
    world.let_pass(timedelta(seconds=-5))  # a clock that is set back a little loses no upload

    given_up = jobs.abandoned_uploads(world.database, world.settings.UPLOAD_IDLE_SECONDS)

    assert [upload.transcript_id for upload in given_up] == [abandoned]
    assert under_way not in [upload.transcript_id for upload in given_up]


def test_a_clock_that_was_ahead_delays_nothing(place: Place) -> None:
    world = place.empty()
    now = utcnow()
    a_job(world, "served ahead", stage="done", started_at=now + A_YEAR)
    a_job(world, "served a minute ago", stage="done", started_at=now - timedelta(minutes=1))
    third = a_job(world, "served a minute ago", created_at=now - timedelta(hours=2))
    second = a_job(world, "served ahead", created_at=now - timedelta(hours=1))
    first = a_job(world, "came ahead", created_at=now + A_YEAR)

    claims = [jobs.lease_next(world.database) for _ in range(3)]

    assert [claim.transcript_id for claim in claims if claim] == [first, second, third]


@pytest.mark.parametrize("born", [timedelta(days=-3), A_YEAR])
def test_a_good_run_of_the_future_proves_nothing(place: Place, born: timedelta) -> None:
    world = place.empty()
    inventory.instance_id(world.database)
    assert world.run()["outcome"] == "done"
    world.let_pass(-A_YEAR)
    with world.database.transaction() as session:
        session.execute(sa.update(Identity).values(created_at=utcnow() + born))

    stands = promise(world.database, world.settings)
    assert (stands.last_run, stands.last_good_run_at, last_runs(world.database, 5)) == (None, None, [])
    assert stands.behind == ("no_recent_run",)

    stats = world.run()
    assert promise(world.database, world.settings).behind == ()
    assert [run.id for run in last_runs(world.database, 5)] == [stats["run_id"]]


def test_doctor_reports_transcripts_made_with_a_fast_clock(embedded: EmbeddedPlace) -> None:
    world = embedded.empty()
    add(world, an_anonymous_transcript(days_old=0), a_users_transcript(days_old=-300))
    before = {finding.name for finding in examine(world.settings)}
    add(world, an_anonymous_transcript(days_old=-300), an_anonymous_transcript(days_old=-2))

    found = {finding.name: finding for finding in examine(world.settings)}

    assert "made ahead" not in before
    assert found["made ahead"].state == "warn"
    assert found["made ahead"].says.startswith("2 anonymous transcripts ")
