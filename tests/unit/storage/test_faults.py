"""The stores that misbehave do exactly what they say."""

from io import BytesIO
from pathlib import Path

import pytest

from reflector.errors import StorageError, StoreDenied, StoreFull, StoreUnavailable
from reflector.settings import load_settings
from reflector.storage.local import LocalStore
from tests.faults import stores as faults

KEYS = ["a/1", "a/2", "b/1", "b/2"]


@pytest.fixture
def inner(tmp_path: Path) -> LocalStore:
    store = LocalStore(tmp_path)
    for key in KEYS:
        store.put(key, BytesIO(b"0123456789"))
    return store


def left(store: LocalStore) -> list[str]:
    return sorted(found.key for found in store.list())


def test_fails_once_then_works(inner: LocalStore) -> None:
    store = faults.FailsOnce(inner)
    with pytest.raises(StoreUnavailable):
        store.erase_many(KEYS)
    assert left(inner) == KEYS
    assert store.erase_many(KEYS) == dict.fromkeys(KEYS)
    assert left(inner) == []


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (faults.FailsAlways, "store_unavailable"),
        (faults.SlowDown, "store_unavailable"),
        (faults.Denied, "store_denied"),
        (faults.MissingBucket, "bucket_missing"),
    ],
)
def test_a_store_that_fails_as_a_whole_changes_nothing(
    inner: LocalStore, make: type[faults.FailsAlways], error: str
) -> None:
    store = make(inner)
    with pytest.raises(StorageError) as raised:
        store.erase_many(KEYS)
    assert raised.value.code == error
    assert left(inner) == KEYS


def test_fails_always_can_be_switched_off(inner: LocalStore) -> None:
    store = faults.FailsAlways(inner)
    store.failing = False
    assert store.stat("a/1").size == 10


def test_fails_by_key_spares_the_others(inner: LocalStore) -> None:
    store = faults.FailsByKey(inner, lambda key: key.startswith("a/"))
    assert store.erase_many(KEYS) == {"a/1": "InternalError", "a/2": "InternalError", "b/1": None, "b/2": None}
    assert left(inner) == ["a/1", "a/2"]
    with pytest.raises(StoreUnavailable):
        store.stat("a/1")


def test_partial_errors_leave_every_second_key(inner: LocalStore) -> None:
    answer = faults.PartialErrors(inner).erase_many(KEYS)
    assert left(inner) == [key for key in KEYS if answer[key]] == ["a/1", "b/1"]


def test_lies_leave_the_bytes(inner: LocalStore) -> None:
    assert faults.Lies(inner).erase_many(KEYS) == dict.fromkeys(KEYS)
    assert left(inner) == KEYS


def test_a_broken_stream_gives_only_its_first_bytes(inner: LocalStore) -> None:
    with faults.ConnectionReset(inner).open("a/1") as stream, pytest.raises(StoreUnavailable):
        stream.read(10)
    with faults.ConnectionReset(inner).open("a/1") as stream:
        assert stream.read(5) == b"01234"
        with pytest.raises(StoreUnavailable):
            stream.read(5)
    store = faults.ConnectionReset(inner)
    with store.open("a/1"):
        pass
    with store.open("a/1") as stream:
        assert stream.read() == b"0123456789"


def test_a_timeout_after_doing_has_done_it(inner: LocalStore) -> None:
    with pytest.raises(StoreUnavailable):
        faults.TimesOutAfterDoing(inner).erase_many(KEYS)
    assert left(inner) == []


def test_a_reset_connection_has_done_half(inner: LocalStore) -> None:
    store = faults.ConnectionReset(inner)
    with pytest.raises(StoreUnavailable):
        store.erase_many(KEYS)
    assert left(inner) == ["b/1", "b/2"]
    assert store.erase_many(KEYS) == dict.fromkeys(KEYS)


def test_a_reset_connection_breaks_streams_in_the_middle(inner: LocalStore) -> None:
    with pytest.raises(StoreUnavailable):
        faults.ConnectionReset(inner).put("c/1", BytesIO(b"0123456789"))
    assert left(inner) == KEYS
    with faults.ConnectionReset(inner).open("a/1") as stream:
        assert stream.read(5) == b"01234"
        with pytest.raises(StoreUnavailable):
            stream.read(5)


def test_a_full_disk_erases(inner: LocalStore) -> None:
    store = faults.DiskFull(inner)
    with pytest.raises(StoreFull):
        store.put("c/1", BytesIO(b"x"))
    assert store.erase_many(["a/"]) == {"a/": None}


def test_a_read_only_store_keeps_its_objects(inner: LocalStore) -> None:
    store = faults.ReadOnly(inner)
    with pytest.raises(StoreDenied):
        store.put("c/1", BytesIO(b"x"))
    assert store.erase_many(["a/", "b/1", "c/1"]) == {"a/": "EROFS", "b/1": "EROFS", "c/1": None}
    assert left(inner) == KEYS


@pytest.mark.parametrize(("after", "expected"), [(False, ["b/1", "b/2"]), (True, ["b/2"])])
def test_dies_before_or_after_the_call(inner: LocalStore, after: bool, expected: list[str]) -> None:
    def die() -> None:
        raise KeyboardInterrupt

    store = faults.DiesAt(inner, 2, die, after=after)
    store.erase_many(["a/"])
    with pytest.raises(KeyboardInterrupt):
        store.erase_many(["b/1"])
    assert left(inner) == expected


def test_a_recorder_remembers_in_order(inner: LocalStore) -> None:
    store = faults.Recorder(faults.Slow(inner, 0.001))
    store.stat("a/1")
    store.erase_many(["a/1", "b/1"])
    assert store.calls == [("stat", ("a/1",)), ("erase_many", ("a/1", "b/1"))]


def test_wrapped_stores_wrap_each_store_once(tmp_path: Path) -> None:
    stores = faults.WrappedStores(load_settings(_env_file=None, DATA_DIR=tmp_path), faults.Recorder)
    assert stores.default is stores.local is stores.get("local", "")
    assert stores.bucket("one") is stores.bucket("one")
    assert stores.local.path("a/b") == tmp_path / "a/b"
