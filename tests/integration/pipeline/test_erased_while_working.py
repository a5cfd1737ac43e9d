"""A transcript is erased during its transcription: the job stops, and nothing is left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from time import monotonic, sleep

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.models import Artifact, Job, Transcript, utcnow
from reflector.db.session import Database

from .conftest import A_SENTENCE, Place

#: More transactions than a job has, that of its lease included. A slow machine adds renewals of the lease.
STEPS = 20


class Interrupted(Database):
    """A database to whose `step`-th transaction something happens first."""

    def __init__(self, url: str, step: int, happens: Callable[[], None]) -> None:
        super().__init__(url)
        self._left = step
        self._happens = happens
        self._lock = Lock()
        self.happened = False

    @contextmanager
    def transaction(self, *, lock_seconds: float | None = None) -> Iterator[Session]:
        with self._lock:
            self._left -= 1
            if self._left == 0:
                self.happened = True
                self._happens()
        with super().transaction(lock_seconds=lock_seconds) as session:
            yield session


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_a_transcript_erased_before_any_transaction_of_its_job_leaves_nothing(place: Place, step: int) -> None:
    transcript_id = place.upload(A_SENTENCE.read_bytes())
    database = Interrupted(place.settings.database_url, step, lambda: place.erase(transcript_id))

    place.runner(database=database).run_next()
    database.engine.dispose()

    if not database.happened:
        assert place.transcript(transcript_id).status == "ended"  # so every transaction of the job was met
        place.erase(transcript_id)
    nothing_is_left(place, transcript_id)


def test_a_job_has_no_more_transactions_than_are_tried(place: Place) -> None:
    place.upload(A_SENTENCE.read_bytes())
    database = Interrupted(place.settings.database_url, STEPS, lambda: None)

    place.runner(database=database).run_next()
    database.engine.dispose()

    assert not database.happened


def a_long_recording(seconds: int = 3600, rate: int = 8000) -> bytes:
    """An hour of noise: 8 bit, mono."""
    size = seconds * rate
    form = b"\1\0\1\0" + rate.to_bytes(4, "little") * 2 + b"\1\0\x08\0"
    head = b"RIFF" + (size + 36).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little") + form
    return head + b"data" + size.to_bytes(4, "little") + bytes(range(60, 200)) * (size // 140)


def test_erasing_stops_a_conversion_under_way_within_seconds(place: Place) -> None:
    transcript_id = place.upload(a_long_recording())
    thread = Thread(target=place.runner().run_next)
    thread.start()
    until(lambda: place.job(transcript_id).progress > 0)

    place.erase(transcript_id)
    erased_at = monotonic()
    thread.join()

    assert monotonic() - erased_at < 5
    nothing_is_left(place, transcript_id)


def test_stopping_a_worker_ends_its_conversion_within_seconds(place: Place) -> None:
    transcript_id = place.upload(a_long_recording())
    stop = Event()
    thread = Thread(target=place.runner(stopping=stop.is_set).run_next)
    thread.start()
    until(lambda: place.job(transcript_id).progress > 0)

    stop.set()
    stopped_at = monotonic()
    thread.join()

    assert monotonic() - stopped_at < 5
    job = place.job(transcript_id)
    assert (job.stage, job.claimed_by) == ("convert", None)
    assert place.files(transcript_id) == [f"{transcript_id}/upload.opus"]  # the name that `upload` gives it


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    deadline = monotonic() + seconds
    while not true():
        assert monotonic() < deadline, "did not happen"
        sleep(0.05)


def nothing_is_left(place: Place, transcript_id: str) -> None:
    """No bytes at once, and no rows after the deadline of the last writer and another drain."""
    with place.database.snapshot() as session:
        assert session.get(Transcript, transcript_id) is None
        assert session.get(Job, transcript_id) is None
    assert place.files(transcript_id) == []
    assert not (place.settings.DATA_DIR / transcript_id).exists()
    with place.database.transaction() as session:
        session.execute(sa.update(Artifact).values(writable_until=utcnow()))
        rows = session.scalars(sa.select(Artifact.id)).all()
    place.drain(rows)
    assert place.count(Artifact) == 0
