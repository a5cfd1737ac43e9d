"""On PostgreSQL the bytes of committed batches are erased during the next batches, under the rules of every drain."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from zlib import crc32

import pytest
import sqlalchemy as sa

from reflector import inventory
from reflector.db.models import Artifact, Transcript, utcnow
from reflector.db.states import ErasureReason
from reflector.errors import RetentionBusy, StoreUnavailable
from reflector.retention.drain import Drain
from reflector.retention.erase import erase_now
from reflector.retention.run import CleanupStats, run
from reflector.storage import Store
from reflector.storage.base import Erasures
from reflector.testing.factories import a_recording, a_users_transcript, an_anonymous_transcript, days_ago
from tests.faults.stores import FailsByKey, WrappedStores, Wrapper
from tests.instances import Instance
from tests.integration.retention.test_bounded_waits import idle_in_transaction

pytestmark = pytest.mark.postgres

#: Seconds after which a test calls a wait endless. The machine may be busy.
ENDLESS = 60.0


@pytest.fixture
def postgres(postgres_instance: Instance) -> Instance:
    """An instance on PostgreSQL whose runs erase one transcript at a time."""
    postgres_instance.restart(RETENTION_BATCH_SIZE=1, DATABASE_LOCK_TIMEOUT_SECONDS=0.3)
    return postgres_instance


class Erases(Wrapper):
    """Calls `before` and `after` at each erasure of artifacts."""

    def __init__(
        self, inner: Store, *, before: Callable[[], None] = lambda: None, after: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(inner)
        self._before = before
        self._after = after

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        """Erase, with a call before and after."""
        if all(key.startswith(inventory.JOURNAL_PREFIX) for key in keys):
            return super().erase_many(keys)
        self._before()
        answer = super().erase_many(keys)
        self._after()
        return answer


def expired_with_files(instance: Instance, count: int) -> None:
    for _ in range(count):
        row = an_anonymous_transcript()
        instance.add(row)
        instance.keep_files(row)


def run_with(
    instance: Instance, wrap: Callable[[Store], Store], progress: Callable[[int, int], None] | None = None
) -> CleanupStats:
    """A run whose stores are wrapped."""
    there = replace(instance.here, stores=WrappedStores(instance.settings, wrap))
    return run(there, progress=progress)


def drain_twice(drain: Drain, instance: Instance, between: Callable[[], object] = lambda: None) -> None:
    """Two passes of one drain."""
    with inventory.drain_lock(instance.database) as require_lock:
        list(drain.batches(require_lock))
        between()
        list(drain.batches(require_lock))


def doom_a_transcript(instance: Instance) -> None:
    row = an_anonymous_transcript()
    instance.add(row)
    instance.keep_files(row)
    erase_now(instance.here, row.id, reason=ErasureReason.OWNER)


def test_bytes_of_the_first_batch_go_before_the_rows_of_the_last(postgres: Instance) -> None:
    expired_with_files(postgres, 4)
    erased, left = threading.Event(), list[int]()

    def wait_for_bytes(rows: int, _artifacts: int) -> None:
        if rows == 1:
            erased.wait(ENDLESS)
            left.append(len(postgres.ids(Transcript)))

    stats = run_with(postgres, lambda store: Erases(store, after=erased.set), wait_for_bytes)

    assert erased.is_set()
    assert left[0] == 3
    assert (stats["outcome"], stats["transcripts_deleted"], stats["error_count"]) == ("done", 4, 0)
    assert postgres.objects() == {}
    assert postgres.ids(Artifact) == set()
    assert postgres.last_run().artifacts_erased == stats["artifacts_erased"]


def test_an_owner_finds_the_lock_of_the_drain_free_while_rows_go(postgres: Instance) -> None:
    expired_with_files(postgres, 3)
    erased, free = threading.Event(), list[bool]()

    def take_the_lock(rows: int, _artifacts: int) -> None:
        if rows == 1:
            erased.wait(ENDLESS)
            with suppress(RetentionBusy), inventory.drain_lock(postgres.database, wait_seconds=ENDLESS):
                free.append(True)

    stats = run_with(postgres, lambda store: Erases(store, after=erased.set), take_the_lock)

    assert stats["outcome"] == "done"
    assert free[0]


def test_a_run_goes_on_when_the_connections_of_its_background_are_cut(postgres: Instance) -> None:
    expired_with_files(postgres, 3)
    cuts, erased = [1], threading.Event()
    lock_holders = (
        "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database d ON d.oid = database"
        f" WHERE locktype = 'advisory' AND datname = current_database() AND objid = {crc32(b'reflector:drain')}"
    )

    def cut() -> None:
        if cuts:
            cuts.pop()
            with postgres.database.maintenance() as connection:
                connection.exec_driver_sql(lock_holders)

    def wait_for_bytes(rows: int, _artifacts: int) -> None:
        if rows == 1:
            erased.wait(ENDLESS)

    stats = run_with(postgres, lambda store: Erases(store, before=cut, after=erased.set), wait_for_bytes)

    assert cuts == []
    assert (stats["outcome"], stats["transcripts_deleted"]) == ("done", 3)
    assert postgres.objects() == {}
    assert postgres.ids(Artifact) == set()


# -- what several passes of one drain may do ------------------------------------------------------------------------


def test_a_store_that_is_down_is_asked_once_in_all_passes(postgres: Instance) -> None:
    asked: list[float] = []

    def refuse() -> None:
        asked.append(time.monotonic())
        raise StoreUnavailable()

    there = replace(postgres.here, stores=WrappedStores(postgres.settings, lambda store: Erases(store, before=refuse)))
    doom_a_transcript(postgres)
    drain = Drain(there)

    drain_twice(drain, postgres, between=lambda: doom_a_transcript(postgres))

    assert len(asked) == 1
    assert drain.drained.errors.lines == ["store local: store_unavailable"]


def test_an_artifact_that_resists_is_tried_once_in_all_passes(postgres: Instance) -> None:
    postgres.restart(RETENTION_BACKOFF_SECONDS=0.001)
    doom_a_transcript(postgres)
    stores = WrappedStores(postgres.settings, lambda store: FailsByKey(store, lambda key: "/" in key, code="EACCES"))
    drain = Drain(replace(postgres.here, stores=stores))

    drain_twice(drain, postgres, between=lambda: time.sleep(0.05))

    with postgres.database.snapshot() as session:
        attempts = set(session.scalars(sa.select(Artifact.attempts)))
    assert attempts == {1}
    assert drain.drained.errors.count == len(postgres.ids(Artifact))


def test_a_locked_artifact_is_tried_once_in_all_passes(postgres: Instance) -> None:
    with postgres.database.transaction() as session:
        session.add_all(Artifact(kind="wav", store="local", bucket="", key=f"{n}", doomed_at=utcnow()) for n in "ab")
    drain = Drain(postgres.here)

    with idle_in_transaction(postgres.database, "SELECT FROM artifact WHERE key = 'a' FOR UPDATE"):
        drain_twice(drain, postgres)

    (left,) = postgres.ids(Artifact)
    assert drain.drained.errors.lines == [f"artifact {left}: locked"]


def test_nothing_goes_while_a_locked_row_may_reference_the_same_bytes(postgres: Instance) -> None:
    """Another program has just written a user's recording, and its pointer is not in the inventory yet."""
    recording = a_recording(recorded_at=days_ago(1), bucket="shared", key="audio.mp4")
    postgres.adopt(recording, a_users_transcript(recording=recording))
    with postgres.database.transaction() as session:
        session.add(Artifact(kind="recording", store="s3", bucket="shared", key="audio.mp4", doomed_at=utcnow()))
        session.add(Artifact(kind="wav", store="local", bucket="", key="a/b", doomed_at=utcnow()))
    drain = Drain(postgres.here)

    with inventory.drain_lock(postgres.database) as require_lock:
        with idle_in_transaction(postgres.database, "SELECT FROM recording FOR UPDATE"):
            list(drain.batches(require_lock, rows_are_locked=True))
            assert drain.drained.artifacts == 0
        list(drain.batches(require_lock, rows_are_locked=True))

    assert drain.drained.artifacts == 2
    assert drain.drained.errors.lines == []
    with postgres.database.snapshot() as session:
        owners = sa.select(Artifact.recording_id).where(Artifact.key == "audio.mp4")
        assert session.scalars(owners).all() == [recording.id]
