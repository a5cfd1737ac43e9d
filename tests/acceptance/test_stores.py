"""A failing store delays only its own bytes, only while it fails, and visibly."""

import io
import shutil
import socket
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from threading import Barrier
from time import sleep
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from botocore.retries.standard import ExponentialBackoff
from fastapi.testclient import TestClient

import reflector
from reflector import inventory
from reflector.app import create_app
from reflector.commands.doctor import examine
from reflector.db.models import Transcript, utcnow
from reflector.db.session import Database
from reflector.db.states import ArtifactKind, ErasureReason
from reflector.errors import StoreFull, StoreUnavailable
from reflector.instance import Instance
from reflector.inventory import Place as Where
from reflector.retention.drain import Drain, revive
from reflector.retention.erase import erase_now
from reflector.retention.report.status import Promise, obstacles, promise
from reflector.retention.run import drain_now
from reflector.storage import Store
from reflector.storage.base import Erasures
from reflector.testing.factories import a_users_transcript, an_anonymous_transcript
from reflector.transcription.runner import Runner
from reflector.worker import BEAT, QUEUES, WORKER, heartbeat
from tests.acceptance.graph import add
from tests.acceptance.places import EmbeddedPlace
from tests.acceptance.world import Address, World
from tests.faults import stores as faults
from tests.keep import keep
from tests.permissions import give_to_nobody, reachable, unprivileged
from tests.servers import S3Server

#: Expired transcripts of an instance here; each has a folder on the disk and an object in the default store.
COUNT = 6
ONE_PASS = 1
#: The real speech of the demo.
A_SENTENCE = Path(reflector.__file__).parent / "commands" / "speech" / "amiable.opus"


@pytest.fixture
def world(cloud: EmbeddedPlace) -> World:
    """An instance with expired transcripts, and one of a user's."""
    world = cloud.empty()
    expire(world, COUNT)
    add(world, users := a_users_transcript())
    keep_sound(world, users.id)
    return world


def expire(world: World, count: int, days_old: float = 8) -> None:
    """Add transcripts that are or will be expired."""
    for _ in range(count):
        add(world, transcript := an_anonymous_transcript(days_old=days_old))
        keep_sound(world, transcript.id)


def keep_sound(world: World, transcript_id: str) -> None:
    for store in (world.stores.local, world.stores.default):
        where = Where.in_store(ArtifactKind.MP3, store, f"{transcript_id}/audio.mp3")
        keep(world.here, transcript_id, where, io.BytesIO(b"sound"))


def of_default(world: World, fault: Callable[[Store], Store]) -> World:
    """The instance with `fault` in its default store."""
    bucket = world.stores.default.bucket
    return world.with_stores(lambda store: fault(store) if store.bucket == bucket else store)


def left(world: World) -> dict[str, int]:
    """The number of objects in each store, by bucket; "" is the disk."""
    found = [bucket for bucket, _ in world.objects()]
    return {store.bucket: found.count(store.bucket) for store in world.stores.all()}


def stands(world: World) -> Promise:
    return promise(world.database, world.settings)


def health(world: World) -> tuple[int, str]:
    """The reasons of `/health` while all processes work."""
    heartbeat.write(world.database, BEAT, [""])
    heartbeat.write(world.database, WORKER, QUEUES)
    with TestClient(create_app(world.settings)) as client:
        answer = client.get("/health")
    return answer.status_code, answer.json()["status"]


def recognized(world: World) -> World:
    """The instance whose default store already has its marker, so the next call to the store erases."""
    inventory.recognize(world.database, world.stores.default)
    return world


class OfErasing(faults.Wrapper):
    """Has a fault only in erasures; its marker can be read."""

    def __init__(self, inner: Store, fault: Callable[[Store], Store]) -> None:
        super().__init__(inner)
        self._faulty = fault(inner)

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        """Erase by the faulty store."""
        return self._faulty.erase_many(keys)


def erasures(asked: faults.Recorder) -> int:
    """The number of calls to erase."""
    return [call for call, _ in asked.calls].count("erase_many")


#: The faults by name, and whether an artifact can become dead by each.
FAULTS: dict[str, tuple[Callable[[Store], Store], bool]] = {
    "fails once": (faults.FailsOnce, False),
    "fails always": (faults.FailsAlways, False),
    "slow down": (faults.SlowDown, False),
    "denied": (faults.Denied, True),
    "missing bucket": (faults.MissingBucket, True),
    "times out after doing": (lambda store: faults.TimesOutAfterDoing(store, times=3), False),
    "fails by key": (lambda store: faults.FailsByKey(store, lambda _: True, code="AccessDenied"), True),
    "partial errors": (lambda store: faults.PartialErrors(store, code="AccessDenied"), True),
    "overloaded": (faults.PartialErrors, False),
    "connection reset": (lambda store: faults.ConnectionReset(store, times=3), False),
    "read only": (faults.ReadOnly, False),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_holds_up_only_its_own_store(world: World, name: str) -> None:
    fault, _ = FAULTS[name]
    asked = faults.Recorder(OfErasing(recognized(world).stores.default, fault))

    stats = of_default(world, lambda _: asked).run()

    assert erasures(asked) == 1
    # The text is gone and every other store is clean, although this one fails.
    assert stats["transcripts_deleted"] == COUNT
    assert left(world)[""] == ONE_PASS
    pending = stands(world).pending
    assert 0 < pending <= COUNT  # every fault has an effect, and no more artifacts wait than exist
    assert (stats["outcome"], stats["errors"] == []) == ("errors", False)
    is_caught_up_with(world)


#: Faults that hit a store as soon as its marker is read: nothing may be erased in a store that is not recognized.
AT_THE_MARKER = ("fails once", "fails always", "slow down", "denied", "missing bucket")


@pytest.mark.parametrize("name", [*AT_THE_MARKER, "connection reset"])
def test_a_store_whose_marker_cannot_be_read_is_not_asked_to_erase(world: World, name: str) -> None:
    fault, _ = FAULTS[name]
    asked = faults.Recorder(fault(recognized(world).stores.default))

    stats = of_default(world, lambda _: asked).run()

    assert asked.calls == [("open", (inventory.MARKER_KEY,))]
    assert (stats["outcome"], len(stats["errors"]), stats["transcripts_deleted"]) == ("errors", 1, COUNT)
    assert left(world) == {"": ONE_PASS, "default": COUNT + ONE_PASS}
    assert stands(world).pending == COUNT
    is_caught_up_with(world)


@pytest.mark.parametrize("fault", [faults.DiskFull, faults.ReadOnly])
def test_a_store_that_cannot_be_marked_is_not_asked_to_erase(world: World, fault: Callable[[Store], Store]) -> None:
    asked = faults.Recorder(fault(world.stores.default))

    of_default(world, lambda _: asked).run()

    assert [call for call, _ in asked.calls] == ["open", "put"]
    assert left(world) == {"": ONE_PASS, "default": COUNT + ONE_PASS}
    is_caught_up_with(world)


def is_caught_up_with(world: World) -> None:
    """Assert that no artifact is retried before its pause is over, and that the drain after the pause erases all."""
    asked = faults.Recorder(world.stores.default)
    of_default(world, lambda _: asked).run()
    assert erasures(asked) == 0

    world.let_pass(timedelta(hours=1))
    drain_now(world.here)
    assert left(world) == {"": ONE_PASS, "default": ONE_PASS}
    assert (world.residue(), stands(world).pending) == ([], 0)


def test_a_slow_store_is_waited_for(world: World) -> None:
    asked = faults.Recorder(faults.Slow(world.stores.default, 0.1))

    stats = of_default(world, lambda _: asked).run()

    assert (stats["outcome"], erasures(asked)) == ("done", 1)
    assert left(world) == {"": ONE_PASS, "default": ONE_PASS}


def test_a_full_disk_accepts_nothing_and_is_drained(world: World) -> None:
    recognized(world)
    full = of_default(world, faults.DiskFull)
    add(world, transcript := an_anonymous_transcript(days_old=1))
    where = Where.in_store(ArtifactKind.MP3, full.stores.default, f"{transcript.id}/audio.mp3")

    with pytest.raises(StoreFull):
        keep(full.here, transcript.id, where, io.BytesIO(b"too much"))
    stats = full.run()

    assert (stats["outcome"], stats["transcripts_deleted"]) == ("done", COUNT)
    assert left(world) == {"": ONE_PASS, "default": ONE_PASS}
    assert (world.residue(), world.unreachable(), stands(world).pending) == ([], [], 0)


def upload(world: World) -> str:
    """Upload a recording as a visitor. Returns the transcript's id."""
    with a_visitor(world) as client:
        answer = client.post("/v1/transcripts", files={"file": ("talk.opus", A_SENTENCE.read_bytes())})
    assert answer.status_code == 201
    return str(answer.json()["id"])


def a_visitor(world: World) -> TestClient:
    """A client of the instance. No worker is woken."""
    return TestClient(create_app(world.settings.model_copy(update={"DISK_FREE_MIN_BYTES": 0}), wake=lambda _: None))


def seen(world: World, transcript_id: str) -> Any:
    """The API's answer about a transcript."""
    with a_visitor(world) as client:
        return client.get(f"/v1/transcripts/{transcript_id}").json()


def work(world: World) -> None:
    """A worker takes the next job, and works as long as it can."""
    settings = world.settings.model_copy(update={"DISK_FREE_MIN_BYTES": 0})
    here = Instance(settings, world.database, world.stores)
    assert Runner(here, Drain(here).only).run_next() is not None


def stored(world: World, transcript_id: str) -> set[tuple[str, str]]:
    """The stored bytes of a transcript: bucket and name."""
    return {(bucket, key.removeprefix(f"{transcript_id}/")) for bucket, key in world.objects() if transcript_id in key}


def claimed(world: World, transcript_id: str) -> set[tuple[str, str]]:
    """The artifacts of a transcript. All of them must be sealed."""
    rows = [row for key, row in world.rows().items() if key[0] == "artifact" and row["key"] != f"{transcript_id}/"]
    assert {row["writable_until"] for row in rows} <= {None}
    return {(row["bucket"], row["key"].removeprefix(f"{transcript_id}/")) for row in rows}


CONVERTED = {("", "audio.wav"), ("", "audio.mp3"), ("", "audio.json"), ("", "upload.opus")}


def test_a_recording_waits_for_room_in_a_full_store_and_is_transcribed(cloud: EmbeddedPlace) -> None:
    world = cloud.empty()
    transcript_id = upload(recognized(world))

    work(of_default(world, faults.DiskFull))

    assert stored(world, transcript_id) == claimed(world, transcript_id) == CONVERTED
    assert (seen(world, transcript_id)["status"], seen(world, transcript_id)["error"]) == ("processing", None)

    world.let_pass(timedelta(hours=1))
    work(world)

    assert seen(world, transcript_id)["status"] == "ended"
    assert (
        stored(world, transcript_id) == claimed(world, transcript_id) == {("default", "audio.mp3"), ("", "audio.json")}
    )
    nothing_is_left_after_its_days(world, transcript_id)


def test_a_recording_fails_after_a_day_without_room_in_the_store(cloud: EmbeddedPlace) -> None:
    world = cloud.empty()
    transcript_id = upload(recognized(world))
    full = of_default(world, faults.DiskFull)

    for _ in range(world.settings.TRANSCRIPTION_MAX_ATTEMPTS + 2):  # an outage of a day counts as no attempt
        work(full)
        assert seen(world, transcript_id)["status"] == "processing"
        assert stored(world, transcript_id) == claimed(world, transcript_id) == CONVERTED
        world.let_pass(timedelta(hours=4))
    world.let_pass(timedelta(hours=4))
    for _ in range(world.settings.TRANSCRIPTION_MAX_ATTEMPTS):
        world.let_pass(timedelta(hours=1))
        work(full)

    told = seen(world, transcript_id)
    assert (told["status"], told["error"]) == (
        "error",
        {"code": "store_full", "detail": "The store has no room for this."},
    )
    assert stored(world, transcript_id) == claimed(world, transcript_id) == set()
    nothing_is_left_after_its_days(world, transcript_id)


def nothing_is_left_after_its_days(world: World, transcript_id: str) -> None:
    """Assert that a run erases all of a transcript that is expired."""
    assert (world.unreachable(), world.residue()) == ([], [])
    world.let_pass(timedelta(days=8))
    assert (world.run()["outcome"], seen(world, transcript_id)["code"]) == ("done", "gone")
    assert {key[0] for key, row in world.rows().items() if transcript_id in repr((key, row))} == {"tombstone"}
    assert (stored(world, transcript_id), world.unreachable(), world.residue()) == (set(), [], [])


def test_stores_work_side_by_side(world: World) -> None:
    everybody_is_here = Barrier(2)

    def meeting_the_other(store: Store) -> Store:
        wrapper = faults.Wrapper(store)

        def erase_many(keys: Sequence[str]) -> Erasures:
            everybody_is_here.wait(timeout=30)
            return store.erase_many(keys)

        wrapper.erase_many = erase_many  # type: ignore[method-assign]
        return wrapper

    stats = world.with_stores(meeting_the_other).run()

    assert stats["outcome"] == "done"
    assert left(world) == {"": ONE_PASS, "default": ONE_PASS}


def slowly(store: Store, seconds: float, then: Callable[[Sequence[str]], Erasures]) -> Store:
    """A store that erases slowly."""
    wrapper = faults.Wrapper(store)

    def erase_many(keys: Sequence[str]) -> Erasures:
        sleep(seconds)
        return then(keys)

    wrapper.erase_many = erase_many  # type: ignore[method-assign]
    return wrapper


def test_the_marker_id_is_made_once_for_all_stores(world: World) -> None:
    made = []

    def slowly(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        if sql.startswith("INSERT INTO instance"):
            made.append(sql)
            sleep(0.5)  # long enough for another store to search and find nothing

    sa.event.listen(world.database.engine, "before_cursor_execute", slowly)
    try:
        assert world.run()["outcome"] == "done"
    finally:
        sa.event.remove(world.database.engine, "before_cursor_execute", slowly)

    assert len(made) == 1
    assert {inventory.mark_of(world.database, s) for s in (world.stores.local, world.stores.default)} == {"mine"}


def test_an_unforeseen_fault_stays_in_its_store(world: World) -> None:
    def broken(keys: Sequence[str]) -> Erasures:
        raise KeyError(keys[0])

    def wrap(store: Store) -> Store:
        return slowly(store, 0.3, store.erase_many) if store.bucket == "" else slowly(store, 0, broken)

    stats = world.with_stores(wrap).run()

    assert (stats["outcome"], stats["errors"]) == ("errors", ["store s3: KeyError"])
    assert left(world) == {"": ONE_PASS, "default": COUNT + ONE_PASS}
    assert stands(world).pending == COUNT


def test_a_drain_stopped_early_records_the_batches_under_way(world: World) -> None:
    def down(keys: Sequence[str]) -> Erasures:
        raise StoreUnavailable()

    def wrap(store: Store) -> Store:
        return slowly(store, 0.3, down) if store.bucket == "default" else store

    faulty = world.with_stores(wrap)
    with world.database.snapshot() as session:
        expired = session.scalars(sa.select(Transcript.id).where(Transcript.user_id.is_(None))).all()
    for transcript_id in expired:
        erase_now(world.here, transcript_id, reason=ErasureReason.OWNER)
    drain = Drain(faulty.here)

    with inventory.drain_lock(world.database) as require_lock:
        batches = drain.batches(require_lock)
        next(batches)
        batches.close()

    assert drain.drained.errors.lines == ["store s3: store_unavailable"]
    assert left(world)[""] == ONE_PASS


def test_verify_finds_the_objects_of_a_store_that_lies(world: World) -> None:
    of_default(world, faults.Lies).run()

    assert {(found.kind, found.place, found.reason) for found in world.residue()} == {("object", "s3", "erased")}
    assert len(world.residue()) == COUNT


#: For each fault that never ends, the number of objects that it keeps for ever. Of two keys one is erased, of one key
#: none.
NEVER_ENDING = {
    "fails always": COUNT,
    "denied": COUNT,
    "missing bucket": COUNT,
    "partial errors": 1,
    "overloaded": 1,
    "read only": COUNT,
}


@pytest.mark.parametrize(
    ("met", "name"),
    [
        *(("at erasing", name) for name in NEVER_ENDING),
        *(("at the marker", name) for name in NEVER_ENDING if name in AT_THE_MARKER),
    ],
)
def test_an_artifact_that_cannot_be_erased_is_dead_or_waits_and_is_never_forgotten(
    world: World, met: str, name: str
) -> None:
    fault, may_die = FAULTS[name]
    store = recognized(world).stores.default
    asked = faults.Recorder(OfErasing(store, fault) if met == "at erasing" else fault(store))
    faulty = of_default(world, lambda _: asked)
    faulty.run()

    most = world.settings.RETENTION_MAX_ATTEMPTS
    for _ in range(most + 3):
        world.let_pass(timedelta(seconds=world.settings.RETENTION_BACKOFF_MAX_SECONDS))
        drain_now(faulty.here)

    tries = most if may_die else 1 + most + 3  # each drain comes after the longest pause
    assert (erasures(asked) if met == "at erasing" else len(asked.calls)) == tries
    still = NEVER_ENDING[name]
    assert left(world) == {"": ONE_PASS, "default": still + ONE_PASS}
    stood = stands(world)
    assert (stood.pending, stood.dead) == ((0, still) if may_die else (still, 0))
    assert ("dead_artifacts" in stood.behind) == may_die
    assert Counter(found.kind for found in world.residue()) == {"artifact": still, "object": still}


def doomed(world: World) -> dict[str, dict[str, Any]]:
    """The rows of what is doomed in the default store, by key."""
    rows = [row for key, row in world.rows().items() if key[0] == "artifact" and row["bucket"] == "default"]
    return {row["key"]: row for row in rows if row["transcript_id"] is None}


@pytest.mark.parametrize(("code", "counts"), [("AccessDenied", True), ("SlowDown", False)])
def test_keys_that_fail_wait_alone_and_everything_around_them_goes(world: World, code: str, counts: bool) -> None:
    bad = sorted(f"{transcript_id}/audio.mp3" for (transcript_id,) in _expired(world))[1:4:2]  # between the others
    faulty = of_default(recognized(world), lambda store: faults.FailsByKey(store, bad.__contains__, code=code))
    before = utcnow()

    stats = faulty.run()

    after = utcnow()
    assert (stats["outcome"], sorted(line.partition(": ")[2] for line in stats["errors"])) == ("errors", [code] * 2)
    assert left(world) == {"": ONE_PASS, "default": len(bad) + ONE_PASS}
    assert sorted(doomed(world)) == bad
    first = timedelta(seconds=world.settings.RETENTION_BACKOFF_SECONDS)
    for row in doomed(world).values():
        assert (row["attempts"], row["last_error"], row["dead_at"]) == (int(counts), code, None)
        assert before + first * 0.75 <= row["next_attempt_at"] <= after + first

    most = world.settings.RETENTION_MAX_ATTEMPTS
    for attempt in range(2, most + 3):
        world.let_pass(timedelta(seconds=world.settings.RETENTION_BACKOFF_MAX_SECONDS))
        expire(world, 1)
        faulty.run()
        # Later artifacts are not delayed either: neither on the disk nor in the failing store itself.
        assert left(world) == {"": ONE_PASS, "default": len(bad) + ONE_PASS}
        assert {key: row["attempts"] for key, row in doomed(world).items()} == dict.fromkeys(
            bad, min(attempt, most) if counts else 0
        )
        dead = counts and attempt >= most
        stood = stands(world)
        assert (stood.pending, stood.dead) == ((0, len(bad)) if dead else (len(bad), 0))
        assert ("dead_artifacts" in stood.behind) == dead

    # The store works again. Dead artifacts need `retry`; the others are retried automatically.
    if counts:
        assert revive(world.database) == len(bad)
    else:
        world.let_pass(timedelta(hours=6))
    assert world.run()["outcome"] == "done"
    assert left(world) == {"": ONE_PASS, "default": ONE_PASS}
    stood = stands(world)
    assert (stood.pending, stood.dead, stood.behind, doomed(world), world.residue()) == (0, 0, (), {}, [])


QUARTER_OF_AN_HOUR = timedelta(minutes=15)
#: Maximum seconds that the tests themselves take between two drains.
A_LITTLE = timedelta(minutes=1)


def asked_in_a_day(world: World, fault: Callable[[Store], Store]) -> dict[str, list[timedelta]]:
    """Drain every quarter of an hour for a day, with a fault of erasing that never ends. Returns how long after the
    run, which is the first to try, each key was asked for."""
    recorder = faults.Recorder(OfErasing(recognized(world).stores.default, fault))
    faulty = of_default(world, lambda _: recorder)
    began, passed = utcnow(), timedelta()
    moments: dict[str, list[timedelta]] = {}
    faulty.run()
    while True:
        now, new = utcnow() - began + passed, recorder.calls[:]
        recorder.calls.clear()
        # A store without due artifacts is not called; a failing store is called for one batch.
        assert [call for call, _ in new] in ([], ["open", "erase_many"])
        for key in new[-1][1] if new else ():
            moments.setdefault(key, []).append(now)
        if passed >= timedelta(days=1):
            return moments
        world.let_pass(QUARTER_OF_AN_HOUR)
        passed += QUARTER_OF_AN_HOUR
        drain_now(faulty.here)


def keeps(moments: Sequence[timedelta], pause: Callable[[int, timedelta], timedelta], longest: timedelta) -> None:
    """Assert that each attempt comes at the first drain after the pause since the attempt before it.

    The pause may be up to a quarter shorter. `pause` gets the number of attempts, and the time since the first one.
    """
    for number, (one, next_one) in enumerate(pairwise(moments), start=1):
        rule = min(pause(number, one - moments[0]), longest)
        assert rule * 0.75 - A_LITTLE <= next_one - one <= rule + QUARTER_OF_AN_HOUR + A_LITTLE, number


def test_pauses_grow_while_a_store_is_down_for_a_day(world: World) -> None:
    shortest = timedelta(seconds=world.settings.RETENTION_BACKOFF_SECONDS)
    longest = timedelta(seconds=world.settings.RETENTION_BACKOFF_MAX_SECONDS)

    asked = asked_in_a_day(world, faults.FailsAlways)

    assert sorted(asked) == sorted(doomed(world))
    assert len(asked) == COUNT
    for moments in asked.values():
        keeps(moments, lambda _, waited: max(waited, shortest), longest)
        # No artifact became dead before the day was over.
        assert timedelta(days=1) - moments[-1] <= longest + QUARTER_OF_AN_HOUR + A_LITTLE
        # At 0, 15 and 30 minutes, 1, 1¾, 3¼ and 5¾ hours, and then every 4½ at the soonest, of 97 drains.
        assert len(moments) <= 11
    assert (
        len({tuple(moments) for moments in asked.values()}) > 1
    )  # artifacts that failed together are not retried together


def test_pauses_double_until_an_artifact_is_dead(world: World) -> None:
    shortest = timedelta(seconds=world.settings.RETENTION_BACKOFF_SECONDS)
    longest = timedelta(seconds=world.settings.RETENTION_BACKOFF_MAX_SECONDS)

    asked = asked_in_a_day(world, faults.Denied)

    assert sorted(asked) == sorted(doomed(world))
    assert len(asked) == COUNT
    for moments in asked.values():
        keeps(moments, lambda attempts, _: shortest * 2 ** (attempts - 1), longest)
        # All attempts fit into a day: twelve take 22.5 hours at most.
        assert len(moments) == world.settings.RETENTION_MAX_ATTEMPTS
    assert len({tuple(moments) for moments in asked.values()}) > 1
    assert (stands(world).pending, stands(world).dead) == (0, COUNT)


@dataclass(frozen=True)
class Apart:
    """An instance whose bucket is on a real server."""

    up: World
    #: The same, while its server is down.
    down: World


@pytest.fixture
def apart(
    migrated_sqlite: Path,
    tmp_path: Path,
    seaweedfs: S3Server,
    buckets: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Apart]:
    """An instance, and the same instance without its server."""
    # No retries: boto would wait for up to three seconds each time.
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda *_: 0)
    data, folder = tmp_path / "data", uuid4().hex
    data.mkdir()
    shutil.copy(migrated_sqlite, data / "reflector.sqlite3")
    recordings = f"{buckets[1]}/{folder}"
    environment = {
        "DATA_DIR": str(data),
        "TRANSCRIPT_STORAGE_BACKEND": "aws",
        "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": f"{buckets[0]}/{folder}",
        "TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID": seaweedfs.access_key,
        "TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": seaweedfs.secret_key,
        "DAILYCO_STORAGE_AWS_BUCKET_NAME": recordings,
        "RETENTION_MAX_ATTEMPTS": "3",  # so that an artifact that became dead by an outage would be dead within a week
    }
    with closing(socket.socket()) as nobody:
        nobody.bind(("127.0.0.1", 0))  # the port is reserved, and no server listens there
        addresses = (seaweedfs.endpoint_url, f"http://127.0.0.1:{nobody.getsockname()[1]}")
        up, down = (
            Address(environment | {"TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL": url}, recordings, folders=False)
            for url in addresses
        )
        database = Database(up.settings.database_url)
        yield Apart(up.open(database), down.open(database))
        database.engine.dispose()


def out_of_order(world: World) -> list[tuple[str, str]]:
    """The findings of `reflector doctor` that are not ok, with their state."""
    return [(finding.name, finding.state) for finding in examine(world.settings) if finding.state != "ok"]


@pytest.mark.s3
def test_a_store_that_is_down_for_days_holds_up_nothing_else(apart: Apart) -> None:
    up, days, bucket = apart.up, 7, apart.up.stores.default.bucket
    for day in range(days):  # each day some transcripts expire; their objects were stored before
        expire(up, COUNT, days_old=6.5 - day)
    add(up, users := a_users_transcript())
    keep_sound(up, users.id)
    everything = COUNT * days + ONE_PASS
    assert (up.run()["outcome"], left(up)) == ("done", {"": everything, bucket: everything})
    assert (health(up), out_of_order(up)) == ((200, "ok"), [])
    asked = faults.Recorder(apart.down.stores.default)
    down = of_default(apart.down, lambda _: asked)
    most_hours = up.settings.HEALTH_MAX_RUN_AGE_HOURS

    for day in range(days):
        up.let_pass(timedelta(days=1))
        asked.calls.clear()
        stats = down.run()
        assert (stats["transcripts_deleted"], stats["errors"]) == (COUNT, ["store s3: connection_refused"])
        expired = COUNT * (day + 1)
        assert left(up)[""] == everything - expired  # other stores continue
        stood = stands(down)
        assert (stood.pending, stood.dead) == (expired, 0)  # the inventory has each object once, and none is dead
        told = [(one.store, one.error, one.state, one.artifacts) for one in obstacles(down.database)]
        assert told == [("s3", "connection_refused", "pending", expired)]
        assert day * 86_400 <= stood.lag_seconds < (day + 1) * 86_400
        # Doctor reports it on the first day, and /health as soon as an artifact has waited for too long.
        behind = ["no_recent_run"] * (24 * (day + 1) > most_hours) + ["drain_behind"] * (24 * day > most_hours)
        assert list(stood.behind) == behind
        assert health(down) == ((503, "behind") if behind else (200, "ok"))
        assert out_of_order(down) == [
            *([("schedule", "FAIL")] * len(behind)),
            ("last run", "warn"),
            ("storage s3", "FAIL"),
            (f"bucket {down.recordings}", "FAIL"),
        ]
        # The store was called once, and is not called again before the pause of one of its artifacts is over.
        drain_now(down.here)
        assert asked.calls == [("open", (inventory.MARKER_KEY,))]
    assert left(up) == {"": ONE_PASS, bucket: everything}

    up.let_pass(timedelta(days=1))
    stats = up.run()

    assert (stats["outcome"], stats["artifacts_erased"]) == ("done", COUNT * days)
    assert left(up) == {"": ONE_PASS, bucket: ONE_PASS}
    assert up.residue() == []
    stood = stands(up)
    assert (stood.pending, stood.dead, stood.lag_seconds, stood.behind) == (0, 0, 0.0, ())
    assert (health(up), out_of_order(up)) == ((200, "ok"), [])


def test_the_bytes_of_a_writer_that_died_count_as_behind_too(world: World) -> None:
    world.run()
    add(world, transcript := an_anonymous_transcript(days_old=6))
    where = Where(ArtifactKind.MP3, "s3", "default", f"{transcript.id}/audio.mp3")
    inventory.announce(world.database, transcript.id, [where], seconds=60)
    world.stores.default.put(where.key, io.BytesIO(b"sound"))  # here the artifact becomes dead
    world.let_pass(timedelta(days=2))
    faulty = of_default(world, faults.FailsAlways)

    for _ in range(3):
        faulty.run()
        world.let_pass(timedelta(days=1))

    stood = stands(world)
    assert stood.pending == 1
    assert "drain_behind" in stood.behind
    assert stood.lag_seconds > 2 * 86_400


def test_a_swapped_disk_is_not_taken_for_empty(world: World) -> None:
    """A missing mount looks like an empty folder, so its empty listing proves nothing."""
    inventory.recognize(world.database, world.stores.default)
    root = world.stores.default.root  # type: ignore[attr-defined]
    elsewhere = root.with_name("elsewhere")
    root.rename(elsewhere)

    stats = world.run()

    assert "store s3: store_is_foreign" in stats["errors"]
    assert stands(world).pending == COUNT
    elsewhere.rename(root)
    world.let_pass(timedelta(hours=1))
    drain_now(world.here)
    assert left(world) == {"": ONE_PASS, "default": ONE_PASS}


@pytest.mark.parametrize("in_its_place", ["nothing", "an empty folder", "another database's"])
def test_a_disk_that_vanishes_during_a_drain_is_not_empty(world: World, in_its_place: str) -> None:
    inventory.recognize(world.database, world.stores.default)
    root: Path = world.stores.default.root  # type: ignore[attr-defined]
    elsewhere = root.with_name("elsewhere")

    def unmounted_first(keys: Sequence[str]) -> Erasures:
        root.rename(elsewhere)
        if in_its_place != "nothing":
            root.mkdir()
        if in_its_place == "another database's":
            (root / inventory.MARKER_KEY).write_text("another's")
        return world.stores.default.erase_many(keys)

    stats = of_default(world, lambda store: slowly(store, 0, unmounted_first)).run()

    assert len(stats["errors"]) == 1
    assert stats["errors"][0].startswith("store s3: ")
    assert stands(world).pending == COUNT
    shutil.rmtree(root, ignore_errors=True)
    elsewhere.rename(root)
    world.let_pass(timedelta(hours=1))
    drain_now(world.here)
    assert left(world) == {"": ONE_PASS, "default": ONE_PASS}
    assert (world.residue(), world.unreachable()) == ([], [])


def test_a_lost_marker_is_not_written_again_after_erasing(world: World) -> None:
    inventory.recognize(world.database, world.stores.default)

    def takes_the_marker_along(keys: Sequence[str]) -> Erasures:
        return world.stores.default.erase_many([*keys, inventory.MARKER_KEY])

    stats = of_default(world, lambda store: slowly(store, 0, takes_the_marker_along)).run()

    assert stats["errors"] == ["store s3: store_is_foreign"]
    assert stands(world).pending == COUNT
    assert inventory.mark_of(world.database, world.stores.default) == "lost"


def test_a_symlink_in_place_of_a_folder_is_removed_without_its_target(world: World, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_bytes(b"not ours")
    swapped = expired_folders(world)[0]
    (swapped / "audio.mp3").unlink()
    swapped.rmdir()
    swapped.symlink_to(outside)

    world.run()

    assert (outside / "precious").read_bytes() == b"not ours"
    assert not swapped.is_symlink()
    assert left(world) == {"": ONE_PASS, "default": ONE_PASS}


def test_a_read_only_directory_costs_only_its_own_transcript(world: World) -> None:
    root = world.settings.DATA_DIR
    closed = expired_folders(world)[0]
    give_to_nobody(root.parent)
    closed.chmod(0o500)
    with reachable(root), unprivileged():
        stats = world.run()

    assert (stats["outcome"], stats["transcripts_deleted"]) == ("errors", COUNT)
    resisting = [line.partition(": ")[2] for line in stats["errors"]]
    assert resisting == ["EACCES", "EACCES"]  # the file, and its folder
    assert (closed / "audio.mp3").exists()
    assert left(world) == {"": 1 + ONE_PASS, "default": ONE_PASS}
    assert stands(world).pending == len(resisting)
    assert {found.reason for found in world.residue()} == {"doomed: EACCES", "erased"}

    closed.chmod(0o700)
    world.let_pass(timedelta(hours=1))
    with reachable(root), unprivileged():
        drain_now(world.here)
    assert not closed.exists()
    assert left(world) == {"": ONE_PASS, "default": ONE_PASS}
    assert (world.residue(), stands(world).pending) == ([], 0)


def expired_folders(world: World) -> list[Path]:
    """The folders of expired transcripts on the disk."""
    return [world.settings.DATA_DIR / transcript_id for (transcript_id,) in _expired(world)]


def _expired(world: World) -> list[tuple[str]]:
    return [(key[1],) for key, row in world.rows().items() if key[0] == "transcript" and row["user_id"] is None]


def test_a_store_that_fails_while_somebody_writes_leaves_nothing(world: World) -> None:
    add(world, transcript := an_anonymous_transcript(days_old=1))
    faulty = of_default(world, lambda store: faults.ConnectionReset(store))
    where = Where(ArtifactKind.MP3, "s3", "default", f"{transcript.id}/audio.mp3")

    with pytest.raises(StoreUnavailable):
        keep(faulty.here, transcript.id, where, io.BytesIO(b"half of it is read"))

    drain_now(world.here)
    assert ("default", where.key) not in world.objects()
    assert world.unreachable() == []
