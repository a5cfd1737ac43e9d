"""Long recordings are recognized in pieces: nothing is done twice, nothing is lost, and short ones do not wait."""

import os
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from reflector.db.models import Job, KeptPiece, Transcript
from reflector.errors import JobLost
from reflector.inventory.ownerless import mend
from reflector.transcription import pieces, queue
from reflector.transcription.context import StageContext
from reflector.transcription.failure import give_up
from reflector.transcription.jobs import lease_next
from reflector.transcription.recognize import recognizer
from reflector.transcription.recognize.recognizer import Piece, Share
from reflector.transcription.speech import Segment, Word
from tests.faults import traces

from .conftest import A_SENTENCE, Place

DEEP = os.environ.get("REFLECTOR_TEST_DEEP") == "1"
PIECE = Piece(
    0,
    960_000,
    (Segment(1.0, 2.0, "Porcupines whisper.", (Word(1.0, 2.0, " Porcupines whisper."),), language="en"),),
    {"en": Share(1.0, 0.9)},
    "en",
    True,
)


def kept(place: Place, transcript_id: str) -> list[Piece]:
    with place.database.snapshot() as session:
        return pieces.kept(session, transcript_id)[0]


def text_so_far(place: Place, transcript_id: str) -> list[Segment]:
    with place.database.snapshot() as session:
        return pieces.text_so_far(session, transcript_id).segments


def keep(place: Place, transcript_id: str, piece: Piece = PIECE, track: int = 0) -> None:
    with place.database.transaction() as session:
        pieces.keep(session, transcript_id, track, piece)


@pytest.fixture
def short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of some seconds, so that a short recording has several."""
    monkeypatch.setattr(recognizer, "PIECE_SECONDS", 8)
    monkeypatch.setattr(recognizer, "PIECE_CHUNKS", 1)
    monkeypatch.setattr(queue, "LONG_SECONDS", 6.0)


def when(condition: Callable[[], bool], then: Callable[[], bool]) -> Callable[[], bool]:
    """Something that happens once, when a worker asks whether it shall stop."""
    happened = False

    def stopping() -> bool:
        nonlocal happened
        if happened or not condition():
            return False
        happened = True
        return then()

    return stopping


@pytest.mark.usefixtures("short_pieces")
def test_work_continues_after_the_last_piece_with_the_same_text(place: Place) -> None:
    long = place.upload(client="long")

    # A worker ends after the first piece.
    place.runner(stopping=when(lambda: len(kept(place, long)) == 1, lambda: True)).run_next()

    [first] = kept(place, long)
    assert (place.transcript(long).status, place.job(long).attempts) == ("processing", 0)
    assert place.transcript(long).segments is None
    assert text_so_far(place, long) == list(first.segments)
    assert 0.2 < place.job(long).progress < 0.6

    # Another worker continues. Meanwhile a shorter recording arrives, and has its turn between two pieces.
    shorter: list[str] = []

    def arrives() -> bool:
        shorter.append(place.upload(A_SENTENCE.read_bytes(), client="short"))
        return False

    done = place.runner(stopping=when(lambda: True, arrives)).run_next()

    assert [done] == shorter
    assert place.transcript(shorter[0]).status == "ended"
    assert place.transcript(long).status == "processing"
    assert kept(place, long)[0] == first
    assert place.runner().run_next() == long
    text = " ".join(segment["text"] for segment in place.transcript(long).segments or [])
    assert text.startswith(" ".join(segment.text for segment in first.segments))
    assert "cold-hearted" in text
    assert place.count(KeptPiece) == 0
    assert place.job(long).work_seconds > 0
    if DEEP:
        whole = place.upload()
        place.runner().run_next()
        assert place.transcript(long).segments == place.transcript(whole).segments
        assert place.transcript(long).events == place.transcript(whole).events


def test_pieces_of_a_damaged_row_are_made_again(place: Place) -> None:
    transcript_id = place.upload(b"a recording")
    keep(place, transcript_id)
    keep(place, transcript_id, replace(PIECE, start=1_920_000, end=2_880_000))  # the one before it is not there

    assert kept(place, transcript_id) == [PIECE]


def test_the_text_of_tracks_is_shown_when_all_of_them_are_recognized(place: Place) -> None:
    transcript_id = place.upload(b"a recording")
    keep(place, transcript_id, track=1)

    assert text_so_far(place, transcript_id) == []


def test_a_worker_whose_job_another_one_has_keeps_no_piece(place: Place) -> None:
    transcript_id = place.upload(b"a recording")
    place.change(Job, transcript_id, stage="recognize")
    lease = lease_next(place.database)
    assert lease is not None
    stage = StageContext(place.instance, lease, place.drain)
    place.change(Job, transcript_id, claimed_by="another worker")

    with pytest.raises(JobLost), stage.commit() as tx:  # noqa: PT012  (the block is what must not happen)
        pieces.keep(tx.session, transcript_id, 0, PIECE)
        tx.go_on(0.5)

    assert place.count(KeptPiece) == 0


def erased(place: Place, transcript_id: str) -> None:
    place.erase(transcript_id)


def given_up(place: Place, transcript_id: str) -> None:
    lease = lease_next(place.database)
    assert lease is not None
    give_up(StageContext(place.instance, lease, place.drain), "worker_died")


def left_without_owner(place: Place, transcript_id: str) -> None:
    """Another program deletes the row, without the actions of foreign keys."""
    with place.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.execute(sa.delete(Transcript).where(Transcript.id == transcript_id))
        connection.commit()
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    for _ in mend(place.database):
        pass


@pytest.mark.parametrize("end", [erased, given_up, left_without_owner])
def test_pieces_end_with_their_transcript(place: Place, end: Callable[[Place, str], None]) -> None:
    transcript_id = place.upload(b"a recording")
    keep(place, transcript_id)
    place.change(Job, transcript_id, stage="recognize")
    assert list(traces.in_rows(place.database, ["Porcupines"])) != []

    end(place, transcript_id)

    assert place.count(KeptPiece) == 0
    assert list(traces.in_rows(place.database, ["Porcupines"])) == []
