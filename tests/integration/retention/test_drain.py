"""A drain with failing stores loses no artifact, and reports none as erased that still exists."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from reflector.db.models import Artifact, utcnow
from reflector.db.states import ArtifactKind, ErasureReason
from reflector.errors import BucketMissing, StorageError, StoreDenied, StoreUnavailable
from reflector.inventory import MARKER_KEY, Place, recognize
from reflector.retention.drain import BATCH, Drain, revive
from reflector.retention.erase import erase_now
from reflector.retention.retries import backoff
from reflector.retention.run import run
from reflector.storage import Store
from reflector.testing.factories import an_anonymous_transcript
from tests.faults.stores import (
    ConnectionReset,
    Denied,
    FailsAlways,
    FailsByKey,
    FailsOnce,
    Lies,
    MissingBucket,
    PartialErrors,
    ReadOnly,
    Recorder,
    SlowDown,
    TimesOutAfterDoing,
    WrappedStores,
    Wrapper,
)
from tests.instances import Instance, an_instance
from tests.servers import S3Server


def expired_with_files(instance: Instance, count: int = 3) -> list[str]:
    """Expired transcripts with all their files; returns their ids."""
    rows = [an_anonymous_transcript() for _ in range(count)]
    instance.add(*rows)
    for row in rows:
        instance.keep_files(row)
    return [row.id for row in rows]


def artifacts(instance: Instance) -> list[Artifact]:
    with instance.database.snapshot() as session:
        return list(session.scalars(sa.select(Artifact).order_by(Artifact.id)))


def due_now(instance: Instance) -> None:
    """Make every artifact due."""
    with instance.database.transaction() as session:
        session.execute(sa.update(Artifact).values(next_attempt_at=utcnow() - timedelta(seconds=1)))


def run_with(instance: Instance, wrap: Callable[[Store], Any]) -> Any:
    return run(replace(instance.here, stores=WrappedStores(instance.settings, wrap)))


def when_erasing(fault: Callable[[Store], Any]) -> Callable[[Store], Any]:
    """A store that has the fault only in erasures."""

    def wrap(store: Store) -> Any:
        wrapper = Wrapper(store)
        wrapper.erase_many = fault(store).erase_many  # type: ignore[method-assign]
        return wrapper

    return wrap


FAULTS: dict[str, Callable[[Store], Any]] = {
    "fails when recognized": FailsOnce,
    "is reset when recognized": ConnectionReset,
    "fails when erasing": when_erasing(FailsOnce),
    "slows down when erasing": when_erasing(SlowDown),
    "times out after erasing": when_erasing(TimesOutAfterDoing),
    "is reset in the middle of erasing": when_erasing(ConnectionReset),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_store_that_fails_once_is_asked_again_and_everything_is_gone(sqlite_instance: Instance, fault: str) -> None:
    expired_with_files(sqlite_instance)
    recognize(sqlite_instance.database, sqlite_instance.stores.local)

    first = run_with(sqlite_instance, FAULTS[fault])
    between = len(artifacts(sqlite_instance))
    due_now(sqlite_instance)
    again = sqlite_instance.run()

    assert (first["transcripts_deleted"], first["error_count"], first["artifacts_erased"]) == (3, 1, 0)
    assert between > 0
    assert (again["errors"], again["artifacts_erased"]) == ([], between)
    assert sqlite_instance.objects() == {}
    assert sqlite_instance.residue() == []


@pytest.mark.parametrize(
    ("fault", "code", "attempts"),
    [(FailsAlways, "store_unavailable", 0), (Denied, "store_denied", 1), (MissingBucket, "bucket_missing", 1)],
)
def test_a_store_that_always_fails_keeps_every_row_with_its_error(
    sqlite_instance: Instance, fault: Any, code: str, attempts: int
) -> None:
    expired_with_files(sqlite_instance)
    before = len(artifacts(sqlite_instance))
    files = sqlite_instance.objects()

    stats = run_with(sqlite_instance, fault)

    assert stats["errors"] == [f"store local: {code}"]
    assert [(row.last_error, row.attempts) for row in artifacts(sqlite_instance)] == [(code, attempts)] * before
    assert sqlite_instance.objects() == files


def test_an_outage_costs_one_batch_and_no_attempts(sqlite_instance: Instance) -> None:
    instance = sqlite_instance
    instance.restart(RETENTION_MAX_ATTEMPTS=3)
    with instance.database.transaction() as session:
        rows = [{"kind": "mp3", "store": "local", "key": f"x/{n}"} for n in range(BATCH + 500)]
        session.execute(sa.insert(Artifact), rows)
    calls: list[Recorder] = []

    def down(store: Store) -> Store:
        calls.append(Recorder(FailsAlways(store)))
        return calls[-1]

    for _ in range(5):
        due_now(instance)
        stats = run_with(instance, down)

    assert stats["errors"] == ["store local: store_unavailable"]
    assert len(calls) == 5
    assert {len(recorder.calls) for recorder in calls} == {1}  # one call, and the store is not called again
    assert {row.dead_at for row in artifacts(instance)} == {None}
    assert {row.attempts for row in artifacts(instance)} == {0}
    due_now(instance)
    assert instance.run()["artifacts_erased"] == BATCH + 500


def test_an_outage_uses_up_no_attempt_of_an_artifact(sqlite_instance: Instance) -> None:
    sqlite_instance.restart(RETENTION_MAX_ATTEMPTS=2)
    expired_with_files(sqlite_instance, 1)
    for _ in range(5):
        due_now(sqlite_instance)
        run_with(sqlite_instance, FailsAlways)

    due_now(sqlite_instance)
    run_with(sqlite_instance, when_erasing(lambda store: FailsByKey(store, lambda _: True, code="AccessDenied")))

    assert {(row.attempts, row.dead_at) for row in artifacts(sqlite_instance)} == {(1, None)}


@pytest.mark.parametrize(("waited_hours", "pause_hours"), [(0, 1 / 60), (1, 1), (3, 3), (1000, 6)])
def test_the_longer_a_store_is_down_the_rarer_it_is_asked(
    sqlite_instance: Instance, waited_hours: float, pause_hours: float
) -> None:
    with sqlite_instance.database.transaction() as session:
        doomed_at = utcnow() - timedelta(hours=waited_hours)
        session.add(Artifact(kind="mp3", store="local", key="x/audio.mp3", doomed_at=doomed_at))

    before = utcnow()
    run_with(sqlite_instance, FailsAlways)

    (artifact,) = artifacts(sqlite_instance)
    assert artifact.next_attempt_at is not None
    pause = (artifact.next_attempt_at - before).total_seconds() / 3600
    assert 0.75 * pause_hours <= pause <= pause_hours + 0.01


@pytest.mark.parametrize(
    "code",
    [
        *("SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "503"),
        *("EIO", "EROFS", "ESTALE", "EMFILE", "ENOSPC", "ENXIO"),
    ],
)
def test_an_overloaded_answer_for_one_key_is_no_attempt(sqlite_instance: Instance, code: str) -> None:
    sqlite_instance.restart(RETENTION_MAX_ATTEMPTS=2)
    expired_with_files(sqlite_instance)

    for _ in range(3):
        due_now(sqlite_instance)
        stats = run_with(sqlite_instance, lambda store: FailsByKey(store, lambda key: key != MARKER_KEY, code=code))

    found = artifacts(sqlite_instance)
    assert {(row.last_error, row.attempts, row.dead_at) for row in found} == {(code, 0, None)}
    assert stats["error_count"] == len(found) > 0


def test_retry_makes_waiting_artifacts_due(sqlite_instance: Instance) -> None:
    expired_with_files(sqlite_instance)
    run_with(sqlite_instance, FailsAlways)
    waiting = len(artifacts(sqlite_instance))

    assert revive(sqlite_instance.database) == waiting
    assert sqlite_instance.run()["artifacts_erased"] == waiting


def test_one_artifact_that_resists_costs_one_artifact(sqlite_instance: Instance) -> None:
    ids = expired_with_files(sqlite_instance)
    bad = f"{ids[0]}/"

    stats = run_with(sqlite_instance, lambda store: FailsByKey(store, lambda key: key == bad))

    left = artifacts(sqlite_instance)
    assert {row.key.split("/")[0] for row in left} == {ids[0]}
    assert {row.last_error for row in left} == {"InternalError"}
    assert stats["error_count"] == len(left)
    assert all(error.split(": ")[1] == "InternalError" for error in stats["errors"])
    assert set(sqlite_instance.objects()) == {key for key in sqlite_instance.objects() if ids[0] in key} != set()


def test_errors_by_key_in_a_good_answer_are_read(sqlite_instance: Instance) -> None:
    expired_with_files(sqlite_instance, 10)
    total = len(artifacts(sqlite_instance))

    stats = run_with(sqlite_instance, PartialErrors)

    assert 0 < len(artifacts(sqlite_instance)) == total - stats["artifacts_erased"] == stats["error_count"]
    due_now(sqlite_instance)
    sqlite_instance.run()
    assert sqlite_instance.objects() == {}
    assert artifacts(sqlite_instance) == []


def test_a_store_that_refuses_to_erase_loses_no_row(sqlite_instance: Instance) -> None:
    expired_with_files(sqlite_instance)
    before = sqlite_instance.objects()
    recognize(sqlite_instance.database, sqlite_instance.stores.local)

    stats = run_with(sqlite_instance, ReadOnly)

    assert sqlite_instance.objects() == before
    assert stats["error_count"] == len(artifacts(sqlite_instance)) > 0


def test_verify_finds_the_bytes_that_a_lying_store_has_left(sqlite_instance: Instance) -> None:
    (transcript_id,) = expired_with_files(sqlite_instance, 1)

    stats = run_with(sqlite_instance, Lies)

    assert stats["errors"] == []
    found = sqlite_instance.residue()
    assert {(residue.kind, residue.place, residue.reason) for residue in found} == {("object", "local", "erased")}
    assert {residue.id.split("/")[0] for residue in found} == {transcript_id}
    assert len(found) == len(sqlite_instance.objects())


def test_more_than_a_thousand_artifacts_are_drained_in_batches(sqlite_instance: Instance) -> None:
    with sqlite_instance.database.transaction() as session:
        rows = [{"kind": "mp3", "store": "local", "key": f"{n}/audio.mp3"} for n in range(2 * BATCH + 1)]
        session.execute(sa.insert(Artifact), rows)
    calls: list[Recorder] = []

    def record(store: Store) -> Store:
        calls.append(Recorder(store))
        return calls[-1]

    stats = run_with(sqlite_instance, record)

    sizes = [len(keys) for call, keys in calls[0].calls if call == "erase_many"]
    assert sizes == [BATCH, BATCH, 1]
    assert stats["artifacts_erased"] == 2 * BATCH + 1
    assert artifacts(sqlite_instance) == []


@pytest.fixture
def lockable_instance(
    seaweedfs: S3Server, migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Instance]:
    """An instance whose bucket keeps all versions, and can refuse to erase one of them."""
    database, bucket = tmp_path / "reflector.sqlite3", seaweedfs.make_bucket(lock=True)
    database.write_bytes(migrated_sqlite.read_bytes())
    yield from an_instance(
        monkeypatch,
        tmp_path,
        DATABASE_URL=f"sqlite:///{database}",
        TRANSCRIPT_STORAGE_BACKEND="aws",
        TRANSCRIPT_STORAGE_AWS_BUCKET_NAME=bucket,
        TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL=seaweedfs.endpoint_url,
        TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID=seaweedfs.access_key,
        TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY=seaweedfs.secret_key,
    )


@pytest.mark.s3
def test_a_locked_version_waits_alone_until_the_lock_ends(lockable_instance: Instance, seaweedfs: S3Server) -> None:
    instance, store = lockable_instance, lockable_instance.stores.default
    ids = expired_with_files(instance)
    held = f"{ids[1]}/audio.mp3"
    hold: dict[str, Any] = {"Bucket": store.bucket, "Key": held, "VersionId": store.stat(held).version_id}
    seaweedfs.client.put_object_legal_hold(**hold, LegalHold={"Status": "ON"})
    store.put(held, BytesIO(b"a younger version"))

    stats = instance.run()

    (waits,) = artifacts(instance)
    assert (stats["transcripts_deleted"], stats["errors"]) == (3, [f"artifact {waits.id}: AccessDenied"])
    assert (waits.key, waits.last_error, waits.attempts) == (held, "AccessDenied", 1)
    assert {(found.key, found.version_id) for found in store.list()} >= {(held, hold["VersionId"])}
    assert {found.key for found in store.list()} == {held, MARKER_KEY}
    assert {found.reason for found in instance.residue()} == {"doomed: AccessDenied", "erased"}

    seaweedfs.client.put_object_legal_hold(**hold, LegalHold={"Status": "OFF"})
    due_now(instance)
    assert instance.run()["outcome"] == "done"
    assert {found.key for found in store.list()} == {MARKER_KEY}
    assert (artifacts(instance), instance.residue()) == ([], [])


def test_a_location_of_a_living_artifact_is_left_alone(local_instance: Instance) -> None:
    going, living = an_anonymous_transcript(), an_anonymous_transcript(days_old=1)
    local_instance.add(going, living)
    shared = Place(ArtifactKind.COMPOSED_VIDEO, "local", "", "shared/video.mp4")
    for row in (going, living):
        local_instance.keep(row, shared, b"HEDGEHOG")

    first = local_instance.run()
    after = local_instance.objects()
    erase_now(local_instance.here, living.id, reason=ErasureReason.OWNER)
    local_instance.run()

    assert first["errors"] == []
    assert after == {"local:shared/video.mp4": b"HEDGEHOG"}
    assert local_instance.objects() == {}
    assert artifacts(local_instance) == []


def test_only_the_given_artifacts_are_drained_at_once(local_instance: Instance) -> None:
    first, second = expired_with_files(local_instance, 2)
    doomed = erase_now(local_instance.here, first, reason=ErasureReason.OWNER)
    erase_now(local_instance.here, second, reason=ErasureReason.OWNER)

    drain = Drain(local_instance.here)
    drain.only(doomed)

    assert drain.drained.artifacts == len(doomed)
    assert local_instance.objects(first) == {}
    assert local_instance.objects(second) != {}


def test_draining_a_living_artifact_does_nothing(local_instance: Instance) -> None:
    transcript = an_anonymous_transcript(days_old=1)
    local_instance.add(transcript)
    local_instance.keep_files(transcript)
    before = local_instance.objects()

    Drain(local_instance.here).only(local_instance.ids(Artifact))

    assert local_instance.objects() == before
    assert local_instance.erased(transcript) == []


def test_the_pause_doubles_up_to_its_limit_with_a_quarter_of_jitter(sqlite_instance: Instance) -> None:
    settings = sqlite_instance.settings
    longest = [backoff(n, settings, lambda _low, high: high) for n in range(1, 20)]
    shortest = [backoff(n, settings, lambda low, _high: low) for n in range(1, 20)]
    limit = timedelta(seconds=settings.RETENTION_BACKOFF_MAX_SECONDS)

    assert longest[0] == timedelta(seconds=settings.RETENTION_BACKOFF_SECONDS)
    assert all(later == min(2 * earlier, limit) for earlier, later in pairwise(longest))
    assert shortest == [0.75 * pause for pause in longest]
    assert backoff(10**6, settings) <= limit


def test_a_dead_artifact_is_kept_and_counted_until_revived(local_instance: Instance) -> None:
    local_instance.restart(RETENTION_MAX_ATTEMPTS=2)
    expired_with_files(local_instance, 1)
    attempts = []
    for _ in range(4):
        due_now(local_instance)
        run_with(local_instance, Denied)
        attempts.append({(row.attempts, row.dead_at is not None) for row in artifacts(local_instance)})
    due_now(local_instance)
    nothing = local_instance.run()
    revived = revive(local_instance.database)
    after = local_instance.run()

    assert attempts == [{(1, False)}, {(2, True)}, {(2, True)}, {(2, True)}]
    assert (nothing["artifacts_erased"], nothing["errors"]) == (0, [])
    assert (after["artifacts_erased"], after["errors"]) == (revived, [])
    assert local_instance.objects() == {}


@pytest.mark.parametrize("error", [StoreDenied(), BucketMissing(), StoreUnavailable()], ids=lambda e: e.code)
def test_only_the_code_of_a_failure_is_recorded(local_instance: Instance, error: StorageError) -> None:
    error.args = ("PORCUPINE/audio.mp3 could not be erased",)
    expired_with_files(local_instance, 1)

    stats = run_with(local_instance, lambda store: FailsAlways(store, error))

    assert "PORCUPINE" not in str(stats)
    assert {row.last_error for row in artifacts(local_instance)} == {error.code}


def test_the_marker_of_a_store_is_never_erased(local_instance: Instance) -> None:
    expired_with_files(local_instance)
    local_instance.run()

    assert [found.key for found in local_instance.stores.local.list(MARKER_KEY)] == [MARKER_KEY]


def test_nothing_can_be_drained(local_instance: Instance) -> None:
    Drain(local_instance.here).only([])
