"""The contract of `reflector.storage.base`, against every store. A store that does not pass is not a store."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import Literal

import pytest

from reflector.errors import BadKey, ObjectMissing, StoreUnavailable, TooLarge
from reflector.storage.base import Store, is_unusual
from reflector.storage.local import LocalStore
from reflector.storage.s3 import PART_BYTES, S3Store
from tests.faults import stores as faults
from tests.servers import S3Server

#: Name of the store -> (server, versioning, folder).
S3_STORES: dict[str, tuple[str, Literal["off", "Enabled", "Suspended"], str]] = {
    "seaweedfs": ("seaweedfs", "off", ""),
    "seaweedfs-versioned": ("seaweedfs", "Enabled", ""),
    "seaweedfs-suspended": ("seaweedfs", "Suspended", ""),
    "seaweedfs-folder": ("seaweedfs", "off", "/some/folder"),
    "seaweedfs-versioned-folder": ("seaweedfs", "Enabled", "/folder"),
    "rclone": ("rclone", "off", ""),
    "moto": ("moto", "off", ""),
}
#: One store for each kind of server, for slow tests.
DEEP = bool(os.environ.get("REFLECTOR_TEST_DEEP"))
S3_SERVER_STORES = [
    pytest.param(name, marks=pytest.mark.s3) for name in ("seaweedfs", "seaweedfs-versioned", "rclone", "moto")
]


def recovered(store: Store) -> Store:
    """`store` after its fault is over."""
    with pytest.raises(StoreUnavailable):
        store.erase_many(["nothing"])
    return store


#: Stores that misbehave without violating the contract, and stores whose fault is over.
HARMLESS: dict[str, Callable[[Store], Store]] = {
    "slow": lambda store: faults.Slow(store, 0.001),
    "recorder": faults.Recorder,
    "after a failure": lambda store: recovered(faults.FailsOnce(store)),
    "after a timeout": lambda store: recovered(faults.TimesOutAfterDoing(store)),
    "after a reset": lambda store: recovered(faults.ConnectionReset(store)),
    "others of a bad key": lambda store: faults.FailsByKey(store, lambda key: key == "bad"),
}

ODD_KEYS = [
    "a/with space.mp3",
    "a/plus+and&amp;<tag>\"quote'.mp3",
    "a/percent%20%2F%.mp3",
    "a/hash#question?query=1;semi:colon@at,comma$dollar!*()",
    "a/ümläut-日本語-🎙️.mp3",
    "a/combining-e\u0301",
    "a/ leading and trailing ",
    "a/...",
    "a/.hidden",
    "a/~tilde|pipe^caret`tick{brace}[bracket]",
    "d/e/e/p/" + "x/" * 40 + "leaf",
    "long/" + "n" * 200,
]


#: Names that Reflector does not write, and that other programs can have left on a disk. They can be erased.
LEGAL_ON_DISK = {"c\\d", "a\nb", "a\x7f", "\udcff"}


@pytest.fixture(params=["local", *HARMLESS, *(pytest.param(name, marks=pytest.mark.s3) for name in S3_STORES)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param in S3_STORES:
        server_name, versioning, folder = S3_STORES[request.param]
        server: S3Server = request.getfixturevalue(server_name)
        bucket = server.make_bucket(versioning) + folder
        return S3Store.from_settings(server.settings(bucket), bucket)
    local = LocalStore(tmp_path / "data")
    local.root.mkdir()
    return HARMLESS[request.param](local) if request.param in HARMLESS else local


def read(store: Store, key: str, **section: int) -> bytes:
    with store.open(key, **section) as stream:
        return stream.read()


def put(store: Store, *keys: str, content: bytes = b"content") -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda key: store.put(key, BytesIO(content)), keys))


def kept(store: Store, prefix: str = "") -> list[str]:
    return sorted(found.key for found in store.list(prefix))


class Interrupted(RawIOBase):
    """A stream that breaks after `length` bytes, as an upload does when its sender goes away."""

    def __init__(self, length: int) -> None:
        self._left = length

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self._left:
            raise ConnectionAbortedError("the sender went away")
        size = min(size, self._left)
        self._left -= size
        return bytes(size)


# -- coming in and reading ----------------------------------------------------------------------------------------


def test_an_object_can_be_read_after_it_was_put(store: Store) -> None:
    assert store.put("id/audio.mp3", BytesIO(b"0123456789")) == 10
    assert read(store, "id/audio.mp3") == b"0123456789"
    (found,) = store.list()
    assert (found.key, found.size, found.kind) == ("id/audio.mp3", 10, "object")
    stated = store.stat("id/audio.mp3")
    assert (stated.key, stated.size, stated.kind) == ("id/audio.mp3", 10, "object")
    assert abs(stated.modified_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_second_put_replaces_the_first(store: Store) -> None:
    put(store, "id/a", content=b"old and longer")
    put(store, "id/a", content=b"new")
    assert read(store, "id/a") == b"new"


def test_no_bytes_are_an_object_too(store: Store) -> None:
    assert store.put("id/empty", BytesIO()) == 0
    assert read(store, "id/empty") == b""
    assert store.stat("id/empty").size == 0
    assert store.erase_many(["id/empty"]) == {"id/empty": None}
    assert kept(store) == []


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ({"start": 0}, b"0123456789"),
        ({"start": 4}, b"456789"),
        ({"start": 4, "length": 3}, b"456"),
        ({"start": 8, "length": 100}, b"89"),
        ({"start": 10}, b""),
        ({"start": 100, "length": 5}, b""),
        ({"start": 3, "length": 0}, b""),
    ],
)
def test_sections_can_be_read(store: Store, section: dict[str, int], expected: bytes) -> None:
    put(store, "id/a", content=b"0123456789")
    assert read(store, "id/a", **section) == expected


def test_a_stream_can_be_read_in_pieces_and_left_early(store: Store) -> None:
    put(store, "id/a", content=b"0123456789")
    with store.open("id/a") as stream:
        assert stream.read(4) == b"0123"
        assert stream.read(2) == b"45"
    assert stream.closed


@pytest.mark.parametrize("key", ODD_KEYS)
def test_odd_keys_come_in_and_go(store: Store, key: str) -> None:
    put(store, key, "other/key")
    assert read(store, key) == b"content"
    assert kept(store) == sorted([key, "other/key"])
    assert kept(store, key) == [key]
    assert store.erase_many([key]) == {key: None}
    assert kept(store) == ["other/key"]


@pytest.mark.parametrize(
    "key",
    ["", "/", "/c", "c//d", "./a", "a/.", "../a", "a/../b", "c\\d", "a\0b", "a\nb", "a\x7f", "\udcff", "x" * 1025],
)
def test_an_invalid_key_is_refused(store: Store, key: str) -> None:
    put(store, "a/b")
    with pytest.raises(BadKey):
        store.put(key, BytesIO(b"x"))
    with pytest.raises(BadKey):
        store.open(key)
    with pytest.raises(BadKey):
        store.stat(key)
    erased = store.erase_many([key, "never/was"])
    if store.name == "local":
        assert erased[key] == (None if key in LEGAL_ON_DISK else "bad_key")
    else:  # a server may refuse unusual keys of other programs too
        unusual = {None, "key_refused", "key_not_listed"}
        assert erased[key] in (unusual if is_unusual(key) else {"bad_key"})
    assert erased["never/was"] is None
    assert kept(store) == ["a/b"]


def test_a_folder_can_only_be_erased(store: Store) -> None:
    with pytest.raises(BadKey):
        store.put("a/", BytesIO(b"x"))


@pytest.mark.parametrize("key", ["never/was", "id", "id/a/below"])
def test_a_missing_object_is_reported_as_missing(store: Store, key: str) -> None:
    put(store, "id/a")
    with pytest.raises(ObjectMissing):
        store.open(key)
    with pytest.raises(ObjectMissing):
        store.open(key, start=1, length=0)
    with pytest.raises(ObjectMissing):
        store.stat(key)


def test_a_large_stream_arrives_whole(store: Store) -> None:
    content = random.Random(7).randbytes(20 * 1024**2)
    assert store.put("id/large", BytesIO(content)) == len(content)
    assert read(store, "id/large") == content
    assert read(store, "id/large", start=PART_BYTES - 5, length=10) == content[PART_BYTES - 5 : PART_BYTES + 5]
    assert store.erase_many(["id/large"]) == {"id/large": None}
    assert kept(store) == []


def test_a_stream_of_exactly_one_part_arrives_whole(store: Store) -> None:
    assert store.put("id/part", BytesIO(bytes(PART_BYTES))) == PART_BYTES
    assert store.stat("id/part").size == PART_BYTES


@pytest.mark.parametrize("length", [10, PART_BYTES + 10])
def test_an_interrupted_stream_leaves_nothing(store: Store, length: int) -> None:
    with pytest.raises(ConnectionAbortedError):
        store.put("id/a", Interrupted(length))  # type: ignore[arg-type]
    assert kept(store) == []


def test_an_interrupted_stream_leaves_the_old_bytes(store: Store) -> None:
    put(store, "id/a", content=b"old")
    with pytest.raises(ConnectionAbortedError):
        store.put("id/a", Interrupted(10))  # type: ignore[arg-type]
    assert read(store, "id/a") == b"old"
    assert kept(store) == ["id/a"]


@pytest.mark.parametrize("excess", [1, PART_BYTES, 2 * PART_BYTES])
def test_a_stream_over_its_limit_leaves_nothing(store: Store, excess: int) -> None:
    limit = PART_BYTES // 2
    with pytest.raises(TooLarge):
        store.put("id/a", BytesIO(bytes(limit + excess)), max_bytes=limit)
    assert kept(store) == []
    assert store.put("id/a", BytesIO(bytes(limit)), max_bytes=limit) == limit


# -- listing ------------------------------------------------------------------------------------------------------


def test_a_listing_follows_its_prefix(store: Store) -> None:
    put(store, "a/1", "a/2", "ab/1", "b/1", "a.txt")
    assert kept(store, "a/") == ["a/1", "a/2"]
    assert kept(store, "a") == ["a.txt", "a/1", "a/2", "ab/1"]
    assert kept(store, "a/1") == ["a/1"]
    assert kept(store, "c/") == kept(store, "a/1/") == kept(store, "../") == []


def test_a_hidden_key_at_the_top_is_an_object(store: Store) -> None:
    put(store, ".reflector-instance", content=b"an id")
    assert [(found.key, found.kind) for found in store.list()] == [(".reflector-instance", "object")]
    assert read(store, ".reflector-instance") == b"an id"


# -- erasing ------------------------------------------------------------------------------------------------------


def test_erased_keys_are_gone_and_others_stay(store: Store) -> None:
    put(store, "a/1", "a/2", "b/1", "b.txt", "b/10")
    assert store.erase_many(["a/1", "b/1", "never/was"]) == {"a/1": None, "b/1": None, "never/was": None}
    assert kept(store) == ["a/2", "b.txt", "b/10"]
    with pytest.raises(ObjectMissing):
        store.open("a/1")


def test_erasing_again_is_no_error(store: Store) -> None:
    put(store, "a/1")
    for _ in range(3):
        assert store.erase_many(["a/1", "a/"]) == {"a/1": None, "a/": None}


def test_erasing_nothing_is_no_error(store: Store) -> None:
    assert store.erase_many([]) == {}


def test_a_folder_takes_along_everything_below_it_and_nothing_else(store: Store) -> None:
    put(store, "a/1", "a/b/c/2", "a/b/3", "a.txt", "ab/1", "b/a/1")
    assert store.erase_many(["a/", "never/"]) == {"a/": None, "never/": None}
    assert kept(store) == ["a.txt", "ab/1", "b/a/1"]


def test_folders_and_keys_may_overlap(store: Store) -> None:
    put(store, "a/1", "a/b/2", "c/3", "c/4")
    assert store.erase_many(["a/", "a/b/", "a/1", "c/3", "a/1"]) == dict.fromkeys(["a/", "a/b/", "a/1", "c/3"])
    assert kept(store) == ["c/4"]


def test_a_key_is_not_the_folder_of_its_name(store: Store) -> None:
    put(store, "a/1", "b")
    assert store.erase_many(["a", "b/"]) == {"a": None, "b/": None}
    assert kept(store) == ["a/1", "b"]


# Moto takes a minute for the keys of this test.
@pytest.mark.parametrize("store", ["local", *(S3_SERVER_STORES if DEEP else S3_SERVER_STORES[:-1])], indirect=True)
def test_thousands_of_keys_are_erased_among_others(store: Store) -> None:
    # given more keys, in folders of their own and in one folder, than one call or one page of a listing can take
    doomed = [f"{number:04}/audio.mp3" for number in range(0, 2020, 2)]
    others = [f"{number:04}/audio.mp3" for number in range(1, 2020, 50)]
    put(store, *doomed, *others, *(f"folder/{number}" for number in range(1010)), content=b"x")
    # when
    answer = store.erase_many([*doomed, "folder/", "never/was"])
    # then
    assert answer == dict.fromkeys([*doomed, "folder/", "never/was"])
    assert kept(store) == others


def test_writers_and_erasers_at_once_do_not_hurt_each_other(store: Store) -> None:
    # given a writer who keeps writing into folders that an eraser keeps emptying
    def write(number: int) -> None:
        store.put(f"{number % 5}/kept", BytesIO(b"kept"))
        store.put(f"{number % 5}/erased", BytesIO(b"erased"))

    def erase(number: int) -> None:
        store.erase_many([f"{number % 5}/erased", f"{number % 5}/never"])

    # when
    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(job, number) for number in range(50) for job in (write, erase)]
    for job in jobs:
        job.result()
    # then no other key is lost, and the erased keys can be erased
    assert store.erase_many([f"{number}/erased" for number in range(5)]) == {f"{n}/erased": None for n in range(5)}
    assert {found.key for found in store.list() if found.kind == "object"} == {f"{n}/kept" for n in range(5)}
    assert all(read(store, f"{number}/kept") == b"kept" for number in range(5))


def test_two_erasers_of_the_same_keys_both_succeed(store: Store) -> None:
    keys = [f"{number:03}/audio.mp3" for number in range(200)]
    put(store, *keys)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(store.erase_many, [keys, keys, [f"{key[:3]}/" for key in keys], keys[::-1]]))
    assert all(code is None for answer in answers for code in answer.values())
    assert kept(store) == []


@pytest.mark.parametrize("store", ["local", pytest.param("seaweedfs", marks=pytest.mark.s3)], indirect=True)
def test_memory_stays_flat_for_a_large_stream(store: Store, request: pytest.FixtureRequest) -> None:
    """A child process writes and reads 256 MB, and its memory grows by far less."""
    if isinstance(store, S3Store):
        server: S3Server = request.getfixturevalue("seaweedfs")
        make = f"S3Store.from_settings(S3Server('', {server.endpoint_url!r}).settings('b'), {store.bucket!r})"
    else:
        assert isinstance(store, LocalStore)
        make = f"LocalStore(Path({str(store.root)!r}))"
    script = MEMORY_SCRIPT.replace("MAKE", make)
    result = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert int(result.stdout) < 100, "megabytes that the process grew"
    assert store.stat("id/large").size == 256 * 1024**2
    store.erase_many(["id/large"])


MEMORY_SCRIPT = """
import resource
from io import RawIOBase
from pathlib import Path
from reflector.storage.local import LocalStore
from reflector.storage.s3 import S3Store
from tests.servers import S3Server

class Zeros(RawIOBase):
    left = 256 * 1024**2
    def read(self, size=-1):
        size = min(size, self.left)
        self.left -= size
        return bytes(size)

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

store = MAKE
store.erase_many(["warm/up"]) if store.name == "s3" else None
before = peak()
store.put("id/large", Zeros())
with store.open("id/large") as stream:
    while stream.read(1024**2):
        pass
print(peak() - before)
"""
