"""Unfinished files of a writer belong to the key that it was writing."""

from io import BytesIO
from pathlib import Path

import pytest

from reflector.storage.local import LocalStore
from tests.faults.crash import Killed


class DiesInTheMiddle(BytesIO):
    """A stream whose reader is killed when it has read half of it."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise Killed()
        return super().read(7)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalStore:
    """A store in which a put of id/audio.mp3 was killed."""
    store = LocalStore(tmp_path)
    store.put("id/audio.wav", BytesIO(b"sound"))
    with monkeypatch.context() as dead:
        dead.setattr("os.unlink", lambda *_, **__: None)  # a dead process removes nothing
        with pytest.raises(Killed):
            store.put("id/audio.mp3", DiesInTheMiddle(b"half of it and the rest"))
    assert {found.kind for found in store.list()} == {"temporary", "object"}
    return store


def test_erasing_a_key_takes_its_unfinished_files_along(store: LocalStore) -> None:
    assert store.erase_many(["id/audio.mp3"]) == {"id/audio.mp3": None}

    assert [found.key for found in store.list()] == ["id/audio.wav"]


def test_erasing_another_key_leaves_the_unfinished_file_of_a_writer_alone(store: LocalStore) -> None:
    store.erase_many(["id/audio.wav"])

    assert [found.kind for found in store.list()] == ["temporary"]


def test_a_file_that_is_being_written_is_left_to_its_writer(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)

    class ErasedInTheMiddle(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert store.erase_many(["id/audio.mp3"]) == {"id/audio.mp3": None}
            return super().read(size)

    store.put("id/audio.mp3", ErasedInTheMiddle(b"sound"))

    assert [(found.key, found.size) for found in store.list()] == [("id/audio.mp3", 5)]
