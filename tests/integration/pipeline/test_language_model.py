"""The text is sent to the operator's language model only while the transcript lives."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.models import Job, Transcript, utcnow
from reflector.db.session import Database

from .conftest import Place

SEGMENTS = [{"start": 0.0, "end": 1.0, "text": "My secret diagnosis.", "words": []}]


@pytest.fixture
def requests() -> Iterator[tuple[str, list[bytes]]]:
    """The address of a language model that always fails, and the bodies that were sent to it."""
    sent: list[bytes] = []

    class Model(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(400)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Model)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1", sent
    server.shutdown()
    thread.join()
    server.server_close()


class ReadOnce(Database):
    """A database in which something happens right after the stage has read the text."""

    def __init__(self, url: str, happens: Callable[[], None]) -> None:
        super().__init__(url)
        self._happens = happens
        self.happened = False

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        with super().snapshot() as session:
            yield session
            at_work = session.scalar(sa.select(sa.exists().where(Job.claimed_by.is_not(None))))
        if at_work and not self.happened:
            self.happened = True
            self._happens()


def is_lost(place: Place, transcript_id: str) -> None:
    place.change(Job, transcript_id, claimed_by="another worker")


def is_expired(place: Place, transcript_id: str) -> None:
    place.change(Transcript, transcript_id, created_at=utcnow() - timedelta(days=8))


@pytest.mark.parametrize(
    ("happens", "sent"),
    [(None, True), (Place.erase, False), (is_expired, False), (is_lost, False)],
    ids=["nothing", "erased", "expired", "lost to another worker"],
)
def test_text_is_sent_only_while_the_transcript_lives(
    any_place: Place,
    requests: tuple[str, list[bytes]],
    happens: Callable[[Place, str], None] | None,
    sent: bool,
) -> None:
    url, bodies = requests
    transcript_id = any_place.upload(b"a recording")
    any_place.change(Transcript, transcript_id, segments=SEGMENTS, source_language="en")
    any_place.change(Job, transcript_id, stage="digest")
    database = ReadOnce(any_place.settings.database_url, lambda: happens(any_place, transcript_id) if happens else None)
    settings = any_place.settings.model_copy(update={"LLM_URL": url})

    any_place.runner(settings=settings, database=database).run_next()

    assert database.happened
    database.engine.dispose()
    assert [b"secret diagnosis" in body for body in bodies] == ([True] if sent else [])


def test_the_text_of_an_answer_is_not_sent(place: Place, requests: tuple[str, list[bytes]]) -> None:
    url, bodies = requests
    transcript_id = place.upload(b"a recording", ephemeral=True)
    place.change(Transcript, transcript_id, segments=SEGMENTS, source_language="en")
    place.change(Job, transcript_id, stage="digest")

    place.runner(settings=place.settings.model_copy(update={"LLM_URL": url})).run_next()

    assert place.transcript(transcript_id).status == "ended"
    assert bodies == []
