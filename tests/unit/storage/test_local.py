"""The rules of the store on the local disk beyond the contract of all stores."""

import os
import stat
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

import pytest

from reflector.errors import ObjectMissing, StorageError, StoreDenied, StoreUnavailable
from reflector.storage.local import LocalStore
from reflector.storage.local.erase import TEMPORARY_PREFIX
from tests.permissions import give_to_nobody, reachable, unprivileged


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "data")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder with a file, outside of the store's root."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "audio.mp3").write_bytes(b"precious")
    return folder


def put(store: LocalStore, *keys: str) -> None:
    for key in keys:
        store.put(key, BytesIO(b"content"))


def kept(store: LocalStore) -> list[str]:
    return sorted(found.key for found in store.list())


# -- the root -----------------------------------------------------------------------------------------------------


def test_a_disk_that_is_not_mounted_is_not_an_erased_one(store: LocalStore) -> None:
    with pytest.raises(StoreUnavailable):
        store.erase_many(["id/"])
    assert store.erase_many([]) == {}


def test_a_root_that_was_never_written_to_holds_nothing(store: LocalStore) -> None:
    assert list(store.list()) == []
    with pytest.raises(ObjectMissing):
        store.open("id/a")


def test_files_are_readable_by_their_user_only(store: LocalStore) -> None:
    put(store, "id/a")
    assert stat.S_IMODE(store.path("id/a").stat().st_mode) == 0o600
    assert stat.S_IMODE(store.path("id/").stat().st_mode) == 0o700


# -- symlinks -----------------------------------------------------------------------------------------------------


def test_a_symlink_on_the_way_is_never_followed(store: LocalStore, outside: Path) -> None:
    put(store, "other")
    store.path("id").symlink_to(outside, target_is_directory=True)
    for call in (
        lambda: store.put("id/new", BytesIO(b"x")),
        lambda: store.open("id/audio.mp3"),
        lambda: store.stat("id/audio.mp3"),
        lambda: list(store.list("id/")),
    ):
        with pytest.raises(StorageError):
            call()
    assert store.erase_many(["id/audio.mp3", "other"]) == {"id/audio.mp3": "ELOOP", "other": None}
    assert [path.name for path in outside.iterdir()] == ["audio.mp3"]
    assert (outside / "audio.mp3").read_bytes() == b"precious"


def test_erasing_removes_a_symlink_and_never_its_target(store: LocalStore, outside: Path) -> None:
    put(store, "id/a", "id/b/c")
    store.path("folder").symlink_to(outside, target_is_directory=True)
    store.path("id/file").symlink_to(outside / "audio.mp3")
    store.path("id/b/up").symlink_to(outside, target_is_directory=True)
    assert store.erase_many(["folder/", "id/"]) == {"folder/": None, "id/": None}
    assert kept(store) == []
    assert os.listdir(store.root) == []
    assert (outside / "audio.mp3").read_bytes() == b"precious"


def test_a_symlink_in_the_place_of_a_file_is_replaced_and_not_written_through(store: LocalStore, outside: Path) -> None:
    put(store, "id/a")
    store.path("id/link").symlink_to(outside / "audio.mp3")
    with pytest.raises(StorageError):
        store.open("id/link")
    put(store, "id/link")
    assert (outside / "audio.mp3").read_bytes() == b"precious"
    assert store.stat("id/link").size == len(b"content")


def test_a_folder_swapped_for_a_symlink_in_the_middle_is_not_followed(store: LocalStore, outside: Path) -> None:
    """An attacker swaps folder and symlink as fast as possible while we erase the files of the folder."""
    put(store, *(f"{number}/sub/audio.mp3" for number in range(200)))
    done = threading.Event()

    def swap() -> None:
        while not done.is_set():
            for number in range(200):
                sub, aside = store.root / str(number) / "sub", store.root / str(number) / "aside"
                try:
                    sub.rename(aside)
                    sub.symlink_to(outside, target_is_directory=True)
                except OSError:
                    continue

    attacker = threading.Thread(target=swap)
    attacker.start()
    try:
        store.erase_many([f"{number}/sub/audio.mp3" for number in range(200)])
        store.erase_many([f"{number}/" for number in range(200)])
    finally:
        done.set()
        attacker.join()
    assert (outside / "audio.mp3").read_bytes() == b"precious"
    assert set(store.erase_many([f"{number}/" for number in range(200)]).values()) == {None}
    assert kept(store) == []


# -- erasing ------------------------------------------------------------------------------------------------------


def test_a_reader_with_the_file_open_reads_nothing_more(store: LocalStore) -> None:
    content = os.urandom(4 * 1024**2)
    store.put("id/a", BytesIO(content))
    store.put("id/b", BytesIO(content))
    with store.open("id/a") as one, store.open("id/b", start=0, length=len(content)) as other:
        assert one.read(10) == content[:10]
        store.erase_many(["id/a", "id/"])
        assert len(one.read()) < 1024**2, "no more than what was buffered"
        assert len(other.read()) < 1024**2


def test_empty_folders_go_with_their_last_file_and_the_root_stays(store: LocalStore) -> None:
    put(store, "a/b/c/1", "a/2")
    store.erase_many(["a/b/c/1"])
    assert os.listdir(store.path("a")) == ["2"]
    store.erase_many(["a/2"])
    assert os.listdir(store.root) == []


def test_folders_of_any_depth_go(store: LocalStore) -> None:
    """The depth exceeds Python's recursion limit and the limit of open descriptors."""
    depth = max(sys.getrecursionlimit(), os.sysconf("SC_OPEN_MAX") if os.sysconf("SC_OPEN_MAX") < 5000 else 0) + 500
    put(store, "id/a")
    folder = os.open(store.path("id"), os.O_RDONLY)
    for level in range(depth):
        os.mkdir("d", dir_fd=folder)
        below = os.open("d", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = below
        if level % 100 == 0:
            os.close(os.open("file", os.O_WRONLY | os.O_CREAT, dir_fd=folder))
    os.close(folder)
    assert store.erase_many(["id/"]) == {"id/": None}
    assert os.listdir(store.root) == []


def test_a_file_in_an_unwritable_folder_is_answered_for_itself(store: LocalStore) -> None:
    put(store, "held/a", "deep/er/a", "deep/b", "deep/below/it/c", "free/a")
    store.root.parent.chmod(0o755)
    give_to_nobody(store.root)
    for folder in ("held", "deep/er"):
        store.path(folder).chmod(0o500)
    keys = ["held/a", "deep/", "free/"]
    with reachable(store.root), unprivileged():
        answer = store.erase_many(keys)
        with pytest.raises(StoreDenied):
            store.put("held/b", BytesIO(b"x"))
    assert answer == {"held/a": "EACCES", "deep/": "EACCES", "free/": None}
    for folder in ("held", "deep/er"):
        store.path(folder).chmod(0o700)
    assert kept(store) == ["deep/er/a", "held/a"]
    assert set(store.erase_many(keys).values()) == {None}


def test_an_emptied_folder_is_not_listed_again(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "id/a", "id/b")
    listings = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: listings.append(path) or scandir(path))  # type: ignore[func-returns-value]
    assert store.erase_many(["id/"]) == {"id/": None}
    assert len(listings) == 1


def test_a_file_that_is_added_during_the_erasure_of_its_folder_goes_too(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "id/a")
    rmdir, late = os.rmdir, ["id/sub/late", "id/late"]

    def rmdir_after_a_writer(*args: Any, **options: Any) -> None:
        if late:
            put(store, late.pop())
        rmdir(*args, **options)

    monkeypatch.setattr(os, "rmdir", rmdir_after_a_writer)
    assert store.erase_many(["id/"]) == {"id/": None}
    assert late == []
    assert kept(store) == []


def forbidden(path: Path, mode: int) -> Path:
    """A folder with `mode` and a file in it. Only root has further permissions."""
    (path / "below").mkdir(parents=True)
    (path / "below" / "file").write_bytes(b"x")
    (path / "file").write_bytes(b"x")
    path.chmod(mode)
    return path


@pytest.mark.parametrize("mode", [0o000, 0o400], ids=["nothing may be seen", "names may be seen"])
def test_an_unreadable_folder_is_listed_and_hides_nothing_else(store: LocalStore, mode: int) -> None:
    put(store, "one/a", "two/deep/a", "two/b")
    forbidden(store.root / "lost+found", mode)
    forbidden(store.root / "two" / "held", mode)
    give_to_nobody(store.root)
    with reachable(store.root), unprivileged():
        found = sorted((thing.key, thing.kind) for thing in store.list())
        with pytest.raises(StoreDenied):
            list(store.list("lost+found/"))
    assert found == [
        ("lost+found/", "unreadable"),
        ("one/a", "object"),
        ("two/b", "object"),
        ("two/deep/a", "object"),
        ("two/held/", "unreadable"),
    ]


def test_a_pipe_is_no_object(store: LocalStore) -> None:
    put(store, "id/a")
    os.mkfifo(store.path("id/pipe"))
    started = monotonic()
    with pytest.raises(ObjectMissing):
        store.open("id/pipe")
    with pytest.raises(ObjectMissing):
        store.stat("id/pipe")
    assert monotonic() - started < 5, "nobody waits for the other end of a pipe"
    assert store.erase_many(["id/pipe"]) == {"id/pipe": None}
    assert kept(store) == ["id/a"]


def test_thousands_of_folders_take_one_sync_of_the_root(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1000):
        (store.root / f"{number}").mkdir(parents=True)
        (store.root / f"{number}" / "audio.mp3").write_bytes(b"x")
    synced = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.readlink(f"/proc/self/fd/{descriptor}")))
    keys = [f"{number}/" for number in range(0, 1000, 2)] + [f"{number}/audio.mp3" for number in range(1, 1000, 2)]
    assert set(store.erase_many(keys).values()) == {None}
    monkeypatch.setattr(os, "fsync", real)
    assert synced == [str(store.root)]


def test_erasing_what_a_dead_process_erased_still_syncs(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dead process may not have synced the removal. The result None must be durable."""
    put(store, "other")
    synced = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.readlink(f"/proc/self/fd/{descriptor}")))
    assert store.erase_many(["id/a"]) == {"id/a": None}
    assert synced == [str(store.root)]


# -- coming in ----------------------------------------------------------------------------------------------------


def test_a_put_is_on_the_disk_before_it_returns(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "other")
    synced = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.readlink(f"/proc/self/fd/{descriptor}")))
    put(store, "id/a")
    assert synced[0] == str(store.root), "the new folder's name"
    assert TEMPORARY_PREFIX in synced[1], "the bytes"
    assert synced[2] == str(store.path("id")), "the file's name"


class ErasesMeanwhile(BytesIO):
    """A stream during which somebody erases the folder that it is written into."""

    def __init__(self, store: LocalStore, key: str) -> None:
        super().__init__(b"late")
        self._store, self._key = store, key

    def read(self, size: int | None = -1) -> bytes:
        assert self._store.erase_many([self._key]) == {self._key: None}
        return super().read(size)


def test_a_put_whose_folder_is_erased_meanwhile_fails_and_leaves_nothing(store: LocalStore) -> None:
    put(store, "other")
    with pytest.raises(StoreUnavailable):
        store.put("id/a", ErasesMeanwhile(store, "id/"))
    assert kept(store) == ["other"]


def test_a_put_survives_the_erasing_of_its_last_neighbour(store: LocalStore) -> None:
    put(store, "id/a")
    store.put("id/b", ErasesMeanwhile(store, "id/a"))
    assert kept(store) == ["id/b"]


def test_repeated_erasures_of_a_folder_lose_no_put(store: LocalStore) -> None:
    put(store, "other")

    def keep(number: int) -> None:
        put(store, f"id/{number}")
        assert store.stat(f"id/{number}").size == len(b"content")
        assert store.erase_many([f"id/{number}"]) == {f"id/{number}": None}

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keep, range(300)))
    assert kept(store) == ["other"]


def test_a_key_below_a_file_or_above_one_is_refused(store: LocalStore) -> None:
    put(store, "id/a")
    for key in ("id", "id/a/below"):
        with pytest.raises(StorageError) as raised:
            put(store, key)
        assert raised.value.code == "storage_error"
    assert kept(store) == ["id/a"]


def test_the_file_of_a_killed_writer_is_temporary_and_goes_with_its_folder(store: LocalStore) -> None:
    put(store, "id/a")
    store.path(f"id/{TEMPORARY_PREFIX}0123456789abcdef").write_bytes(b"half")
    assert sorted((found.kind, found.size) for found in store.list("id/")) == [("object", 7), ("temporary", 4)]
    assert store.erase_many(["id/"]) == {"id/": None}
    assert os.listdir(store.root) == []


def test_a_write_that_the_disk_refuses_leaves_nothing(store: LocalStore) -> None:
    """A limit on the size of files simulates a disk that refuses in the middle of a write."""
    import resource
    import signal

    put(store, "other")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limit[1]))
    try:
        with pytest.raises(StoreUnavailable, match="EFBIG"):
            store.put("id/a", BytesIO(bytes(3 * 1024**2)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, old)
    assert kept(store) == ["other"]


def test_no_error_carries_the_name_of_a_file(store: LocalStore, outside: Path) -> None:
    import traceback

    put(store, "other")
    store.path("secret-name").symlink_to(outside)
    with pytest.raises(StorageError) as raised:
        store.open("secret-name/secret-file")
    told = "".join(traceback.format_exception(raised.value))
    assert not [line for line in told.splitlines() if "secret" in line and not line.startswith(" ")]


@pytest.mark.skipif(not os.path.isdir("/dev/shm"), reason="needs tmpfs, which holds dates of any year")
@pytest.mark.parametrize("seconds", [1e12, -1e12])
def test_a_date_that_python_cannot_hold_ends_no_listing(seconds: float) -> None:
    with TemporaryDirectory(dir="/dev/shm") as directory:
        store = LocalStore(Path(directory))
        put(store, "odd", "other")
        os.utime(store.path("odd"), (seconds, seconds))

        assert kept(store) == ["odd", "other"]
