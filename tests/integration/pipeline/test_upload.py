"""Every kind of upload is one file, and all its bytes have a row."""

import hashlib
import io
from contextlib import AbstractContextManager
from dataclasses import replace
from threading import Event, Thread
from typing import BinaryIO

import pytest

from reflector.db.models import Artifact, Job, Transcript, utcnow
from reflector.errors import BadChunk, NoSpace, NotReceiving, TooLarge, TranscriptGone, UploadBusy, WrongChunk
from reflector.settings import load_settings
from reflector.transcription import ingest
from reflector.transcription.failure import give_up_abandoned_uploads
from tests.faults.stores import WrappedStores, Wrapper

from .conftest import MB, Place, a_disk_of


def a_transcript(place: Place) -> str:
    return ingest.create(place.database, ingest.NewTranscript()).transcript_id


def send(place: Place, transcript_id: str, data: bytes, chunk: int = 0, of: int = 1) -> ingest.Received:
    stream = io.BytesIO(data)
    return ingest.receive_chunk(place.here, transcript_id, stream, chunk, of, file_name="My Diary.MP3")


def content(place: Place, transcript_id: str) -> bytes:
    return (place.settings.DATA_DIR / transcript_id / "upload.mp3").read_bytes()


def test_only_the_hash_of_an_owner_token_is_stored(place: Place) -> None:
    created = ingest.create(place.database, ingest.NewTranscript())

    kept = place.transcript(created.transcript_id).owner_token_hash
    assert created.owner_token is not None
    assert len(created.owner_token) == 43  # 256 bits
    assert kept == hashlib.sha256(created.owner_token.encode()).hexdigest()


def test_a_signed_in_users_transcript_needs_no_owner_token(place: Place) -> None:
    created = ingest.create(place.database, ingest.NewTranscript(user_id="ada"))

    assert created.owner_token is None
    assert place.transcript(created.transcript_id).owner_token_hash is None


def test_an_upload_is_kept_under_a_plain_name_and_waits_for_conversion(place: Place) -> None:
    transcript_id = a_transcript(place)

    received = send(place, transcript_id, b"sound")

    assert received.complete
    assert place.files(transcript_id) == [f"{transcript_id}/upload.mp3"]
    assert content(place, transcript_id) == b"sound"
    assert place.artifacts(transcript_id)["upload.mp3"].size == 5
    assert place.artifacts(transcript_id)["upload.mp3"].writable_until is None
    assert (place.job(transcript_id).stage, place.transcript(transcript_id).status) == ("convert", "uploaded")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.WAV", "wav"), ("a", "bin"), ("", "bin"), ("x.m/../p", "bin"), ("a.tar.gz", "gz"), (".averylongsuffix", "bin")],
)
def test_only_a_plain_suffix_of_a_file_name_is_used(name: str, expected: str) -> None:
    assert ingest.suffix(name) == expected


def test_chunks_make_one_file_in_order(place: Place) -> None:
    transcript_id = a_transcript(place)

    answers = [send(place, transcript_id, part, index, 3) for index, part in enumerate((b"one", b"two", b"three"))]

    assert [answer.next_chunk for answer in answers] == [1, 2, 3]
    assert content(place, transcript_id) == b"onetwothree"
    assert place.job(transcript_id).stage == "convert"


@pytest.mark.parametrize(("chunk", "of"), [(0, 3), (2, 3), (1, 4)])
def test_a_repeated_early_or_recounted_chunk_is_refused_and_loses_nothing(place: Place, chunk: int, of: int) -> None:
    transcript_id = a_transcript(place)
    send(place, transcript_id, b"one", 0, 3)

    with pytest.raises(WrongChunk) as refusal:
        send(place, transcript_id, b"wrong", chunk, of)

    assert (refusal.value.next_chunk, refusal.value.total_chunks) == (1, 3)
    send(place, transcript_id, b"two", 1, 3)
    send(place, transcript_id, b"three", 2, 3)
    assert content(place, transcript_id) == b"onetwothree"


@pytest.mark.parametrize(("chunk", "of"), [(-1, 1), (1, 1), (0, 0), (0, ingest.MAX_CHUNKS + 1)])
def test_impossible_chunk_numbers_are_refused(place: Place, chunk: int, of: int) -> None:
    with pytest.raises(BadChunk):
        send(place, a_transcript(place), b"x", chunk, of)


class Broken(io.BytesIO):
    """A connection that breaks after its first bytes."""

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        if not data:
            raise ConnectionResetError
        return data


def test_a_chunk_that_breaks_off_is_overwritten_when_sent_again(place: Place) -> None:
    transcript_id = a_transcript(place)
    send(place, transcript_id, b"one", 0, 2)

    with pytest.raises(ConnectionResetError):
        ingest.receive_chunk(place.here, transcript_id, Broken(b"half of"), 1, 2)
    assert place.artifacts(transcript_id)["upload.mp3"].writable_until is None  # no worker has it
    send(place, transcript_id, b"two", 1, 2)

    assert content(place, transcript_id) == b"onetwo"


class Held(io.BytesIO):
    """A slow client: it sends the rest when the test allows it."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.begun, self.go_on = Event(), Event()

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            self.begun.set()
            assert self.go_on.wait(30)
        return super().read(size)


def test_an_upload_is_not_given_up_while_its_bytes_come(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "_EXTEND_SECONDS", 0.0)
    transcript_id = a_transcript(place)
    given_up = []

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            given_up.append(give_up_abandoned_uploads(place.instance, place.drain))
            if not self.tell():  # the rest takes longer than UPLOAD_IDLE_SECONDS
                place.change(Job, transcript_id, lease_until=utcnow())
            return super().read(size)

    ingest.receive(place.here, transcript_id, Slow(b"x" * 2 * MB))

    assert given_up == [0, 0, 0]
    assert place.job(transcript_id).stage == "convert"


def in_background(place: Place, transcript_id: str, stream: BinaryIO) -> tuple[Thread, list[TranscriptGone]]:
    errors: list[TranscriptGone] = []

    def run() -> None:
        try:
            ingest.receive(place.here, transcript_id, stream, file_name="a.mp3")
        except TranscriptGone as error:
            errors.append(error)

    thread = Thread(target=run)
    thread.start()
    return thread, errors


def test_a_second_simultaneous_upload_is_refused(place: Place) -> None:
    transcript_id = a_transcript(place)
    slow = Held(b"first")
    thread, errors = in_background(place, transcript_id, slow)
    assert slow.begun.wait(30)

    with pytest.raises(UploadBusy):
        send(place, transcript_id, b"second")

    slow.go_on.set()
    thread.join()
    assert errors == []
    assert content(place, transcript_id) == b"first"


def test_a_transcript_erased_during_its_upload_leaves_nothing(place: Place) -> None:
    transcript_id = a_transcript(place)
    slow = Held(b"first")
    thread, errors = in_background(place, transcript_id, slow)
    assert slow.begun.wait(30)

    place.erase(transcript_id)
    slow.go_on.set()
    thread.join()

    assert [type(error) for error in errors] == [TranscriptGone]
    assert place.files(transcript_id) == []
    assert place.artifacts(transcript_id) == {}


def test_a_transcript_erased_before_the_first_byte_of_its_upload_leaves_nothing(place: Place) -> None:
    transcript_id = a_transcript(place)

    class Late(Wrapper):
        def appending(self, key: str) -> AbstractContextManager[BinaryIO]:
            place.erase(transcript_id)
            stream: AbstractContextManager[BinaryIO] = self.inner.appending(key)  # type: ignore[attr-defined]
            return stream

    stores = WrappedStores(place.settings, Late)
    with pytest.raises(TranscriptGone):
        ingest.receive(replace(place.here, stores=stores), transcript_id, io.BytesIO(b"too late"))

    assert place.files(transcript_id) == []


def test_a_recording_has_its_audio_already_and_takes_no_more(place: Place) -> None:
    transcript_id = a_transcript(place)
    send(place, transcript_id, b"sound")

    with pytest.raises(NotReceiving):
        send(place, transcript_id, b"more")

    assert content(place, transcript_id) == b"sound"


def test_too_large_in_sum_keeps_nothing_and_may_be_begun_again(place: Place) -> None:
    transcript_id = a_transcript(place)
    small = load_settings(DATA_DIR=place.settings.DATA_DIR, UPLOAD_MAX_BYTES=5, DISK_FREE_MIN_BYTES=0)
    limited = Place(small, place.database, place.stores)
    send(limited, transcript_id, b"123", 0, 2)

    with pytest.raises(TooLarge):
        send(limited, transcript_id, b"456", 1, 2)

    assert place.files(transcript_id) == []
    assert "upload.mp3" not in place.artifacts(transcript_id)
    send(limited, transcript_id, b"12345")
    assert content(place, transcript_id) == b"12345"


def test_an_upload_that_would_fill_the_disk_is_refused_before_its_first_byte(place: Place) -> None:
    transcript_id = a_transcript(place)
    full = load_settings(DATA_DIR=place.settings.DATA_DIR, DISK_FREE_MIN_BYTES=2**62)

    with pytest.raises(NoSpace):
        send(Place(full, place.database, place.stores), transcript_id, b"x")

    assert place.files(transcript_id) == []


def test_an_upload_stops_before_the_disk_is_full_and_gives_its_space_back(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    transcript_id = a_transcript(place)
    send(place, transcript_id, b"1" * 2 * MB, 0, 2)
    lowest = a_disk_of(place, 8 * MB, monkeypatch)

    with pytest.raises(NoSpace):
        send(place, transcript_id, b"2" * 20 * MB, 1, 2)

    assert content(place, transcript_id) == b"1" * 2 * MB
    assert 0 <= lowest[0] <= MB  # as far as it could, and no further
    send(place, transcript_id, b"3" * 4 * MB, 1, 2)
    assert len(content(place, transcript_id)) == 6 * MB


def test_an_erased_transcript_takes_no_upload(place: Place) -> None:
    transcript_id = a_transcript(place)
    place.erase(transcript_id)

    with pytest.raises(TranscriptGone):
        send(place, transcript_id, b"x")

    assert place.files(transcript_id) == []


def test_a_transcript_of_another_program_takes_no_upload(place: Place) -> None:
    with place.database.transaction() as session:
        session.add(Transcript(id="elsewhere", status="ended"))

    with pytest.raises(NotReceiving):
        send(place, "elsewhere", b"x")


def test_nothing_waits_for_a_writer_that_has_finished(place: Place) -> None:
    transcript_id = a_transcript(place)
    send(place, transcript_id, b"sound")

    assert {artifact.writable_until for artifact in place.artifacts(transcript_id).values()} == {None}
    place.erase(transcript_id)
    assert place.count(Artifact) == 0
