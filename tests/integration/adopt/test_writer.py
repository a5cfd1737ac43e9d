"""While other programs write ten times a second, report, installation, runs and undo make none of their writes fail."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import LiteralString
from uuid import uuid4

import psycopg
import pytest

from tests.existing import Existing, dump, seed
from tests.integration.adopt.conftest import Reflector, Said

pytestmark = [pytest.mark.postgres, pytest.mark.s3]

DEEP = os.environ.get("REFLECTOR_TEST_DEEP") == "1"
#: Milliseconds that a statement of the other program may wait for a lock. A busy machine needs some time for each step.
LOCK_MS = 100 if DEEP else 2000


@dataclass
class Writer:
    """The rows that the other program has written, and its failed statements."""

    url: str
    #: The bucket of its recordings, which all have the same object.
    bucket: str
    #: The title of each transcript that must be there.
    titles: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    rounds: int = 0
    #: Seconds of its longest statement. On a busy machine most of it is the wait for a processor.
    longest: float = 0.0

    def _execute(self, connection: psycopg.Connection, statement: LiteralString, values: list[str]) -> None:
        began = monotonic()
        connection.execute(statement, values)
        self.longest = max(self.longest, monotonic() - began)

    def write(self, connection: psycopg.Connection) -> None:
        """One round: a new meeting with its recording and transcript, changes, and a deletion."""
        row, meeting, recording = (str(uuid4()) for _ in range(3))
        self._execute(connection, "INSERT INTO meeting (id, platform) VALUES (%s, 'daily')", [meeting])
        self._execute(
            connection,
            "INSERT INTO recording (id, bucket_name, object_key, recorded_at, meeting_id) "
            "VALUES (%s, %s, 'same.mp4', now(), %s)",
            [recording, self.bucket, meeting],
        )
        self._execute(
            connection,
            "INSERT INTO transcript (id, status, source_kind, created_at, meeting_id, recording_id) "
            "VALUES (%s, 'idle', 'room', now(), %s, %s)",
            [row, meeting, recording],
        )
        self._execute(connection, "UPDATE meeting SET num_clients = num_clients + 1 WHERE id = %s", [meeting])
        self._execute(connection, "UPDATE transcript SET title = %s, status = 'processing' WHERE id = %s", [row, row])
        self.titles[row] = row
        if self.rounds % 3 == 2:
            oldest = next(iter(self.titles))
            self._execute(connection, "DELETE FROM transcript WHERE id = %s", [oldest])
            del self.titles[oldest]
        self.rounds += 1


@contextmanager
def writing(url: str, bucket: str) -> Iterator[Writer]:
    """Another program that writes ten times a second during the block."""
    writer, over = Writer(url, bucket), threading.Event()

    def work() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"SET lock_timeout = '{LOCK_MS}ms'".encode())
            while not over.wait(0.1):
                try:
                    writer.write(connection)
                except psycopg.Error as error:
                    writer.errors.append(f"{type(error).__name__}: {error}")

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield writer
    finally:
        over.set()
        thread.join()


def test_no_statement_of_the_other_program_fails(
    existing: Existing, reflector: Reflector, adopted: Callable[..., None]
) -> None:
    seed(existing)
    schema = dump(existing.url)
    existing.put(existing.recordings, "same.mp4")
    with writing(existing.url, existing.recordings) as writer:
        adopted()
        assert reflector("retention", "run").code == 0
        pending = reflector("retention", "pending", "--json").json["pending"]
        assert reflector("adopt", "undo", "--yes").code == 0
    print(f"{writer.rounds} rounds, the longest statement took {writer.longest * 1000:.0f} ms")
    assert writer.errors == []
    assert writer.rounds > 3
    titles = dict(existing.execute("SELECT id, title FROM transcript WHERE status = 'processing'"))
    assert titles == writer.titles
    assert pending, "what they deleted was not seen"
    assert existing.left("users_file_old") == {"transcripts": (1, 1), "files": (3, 3), "objects": (1, 1)}
    assert dump(existing.url) == schema


def test_both_cleanups_side_by_side_leave_nothing(
    existing: Existing, reflector: Reflector, adopted: Callable[..., None]
) -> None:
    """Their cleanup erases the rows and the bytes that it knows. Ours erases the rest after the grace time."""
    adopted()
    for _ in range(3):
        seed(existing)
    anonymous = existing.execute(
        "SELECT id, meeting_id, recording_id FROM transcript WHERE user_id IS NULL"
        " AND created_at < now() - interval '7 days' ORDER BY created_at DESC"
    )
    errors: list[str] = []

    def theirs() -> None:
        with psycopg.connect(existing.url, autocommit=True) as connection:
            for row, _meeting, _recording in anonymous:
                try:
                    connection.execute("DELETE FROM transcript WHERE id = %s", [row])
                except psycopg.errors.DeadlockDetected as error:  # their next nightly run does it
                    errors.append(str(error))
                (existing.data_dir / row / "audio.mp3").unlink(missing_ok=True)

    thread = threading.Thread(target=theirs)
    thread.start()
    codes = [reflector("retention", "run").code]
    thread.join()
    existing.execute("UPDATE adoption_pending SET noticed_at = noticed_at - interval '2 days'")
    codes += [reflector("retention", "run").code, reflector("retention", "run").code]
    existing.execute("UPDATE adoption_pending SET noticed_at = noticed_at - interval '2 days'")
    codes.append(reflector("retention", "run").code)

    assert codes[-1] == 0
    for name in ("anonymous_file_old", "anonymous_stored_old", "anonymous_live_old"):
        assert {part: left for part, (left, _) in existing.left(name).items() if left} == {}, name
    assert reflector("retention", "pending", "--json").json["count"] == 0
    assert reflector("retention", "verify").code == 0


def test_a_cleanup_that_locks_in_another_order_neither_fails_nor_waits(
    existing: Existing, reflector: Reflector, adopted: Callable[..., None]
) -> None:
    """Theirs deletes the meeting and then the transcript, in one transaction. Ours locks the transcript first."""
    adopted("--erase-roomless")
    meeting = existing.meeting("both")
    recording = existing.recording("both", meeting)
    row = existing.transcript("both", source_kind="room", meeting_id=meeting, recording_id=recording)
    ended: list[Said] = []
    with psycopg.connect(existing.url) as theirs, psycopg.connect(existing.url, autocommit=True) as watcher:
        theirs.execute("SET deadlock_timeout = '200ms'")  # otherwise their statement would be the one that fails
        theirs.execute("DELETE FROM meeting WHERE id = %s", [meeting])
        ours = threading.Thread(target=lambda: ended.append(reflector("retention", "run")))
        ours.start()
        _wait_until_a_session_waits_for(watcher, theirs.info.backend_pid, ended)
        theirs.execute("DELETE FROM transcript WHERE id = %s", [row])
        theirs.execute("DELETE FROM recording WHERE id = %s", [recording])
        theirs.commit()
        ours.join()

    assert [said.code for said in ended] == [0], ended
    assert existing.left("both") == {
        "transcripts": (0, 1),
        "meetings": (0, 1),
        "recordings": (0, 1),
        "files": (3, 3),
        "objects": (1, 1),
        "recorded": (1, 1),
    }
    for _ in range(2):
        existing.execute("UPDATE adoption_pending SET noticed_at = noticed_at - interval '2 days'")
        assert reflector("retention", "run").code == 0
    assert {left for left, _ in existing.left("both").values()} == {0}


def test_a_run_waits_for_a_locked_meeting_a_bounded_time_and_erases_it_later(
    existing: Existing, reflector: Reflector, adopted: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_LOCK_TIMEOUT_SECONDS", "1")
    adopted("--erase-roomless")
    meeting = existing.meeting("locked")
    row = existing.transcript("locked", source_kind="room", meeting_id=meeting)
    with psycopg.connect(existing.url) as theirs:
        theirs.execute("SELECT FROM meeting WHERE id = %s FOR UPDATE", [meeting])
        run = reflector("retention", "run", "--json")
        assert run.code != 0
        assert run.json["errors"] == [f"{row}: LockNotAvailable"]
    assert reflector("retention", "run").code == 0
    assert {left for left, _ in existing.left("locked").values()} == {0}


def _wait_until_a_session_waits_for(watcher: psycopg.Connection, pid: int, ended: list[Said]) -> None:
    deadline = monotonic() + 60
    while not watcher.execute(
        "SELECT pid FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))", [pid]
    ).fetchone():
        assert not ended, ended
        assert monotonic() < deadline, "the run did not meet the lock"
        sleep(0.002)
