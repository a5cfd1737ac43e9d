"""A real server on a free port of the loopback, in a thread of the test."""

import io
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import httpx
import sqlalchemy as sa

from reflector import instance as reflector_instance
from reflector.api.server import Server, make_server
from reflector.api.services import Services
from reflector.app import create_app
from reflector.db import migrate
from reflector.db.models import Job, Transcript, utcnow
from reflector.db.session import Database, open_database
from reflector.db.states import ArtifactKind
from reflector.inventory import Place
from reflector.settings import Settings, load_settings
from reflector.storage import Stores
from reflector.transcription import usage
from tests.keep import keep

WORDS = [
    {"text": " Marmots", "start": 0.0, "end": 0.8},
    {"text": " <b>whistle</b>", "start": 0.9, "end": 1.5},
    {"text": " & sleep.", "start": 1.6, "end": 2.5},
]
SEGMENTS = [
    {
        "start": 0.0,
        "end": 2.5,
        "text": "Marmots <b>whistle</b> & sleep.",
        "words": [{**word, "probability": 0.9} for word in WORDS],
    }
]
QUOTES = [{"text": "Marmots <b>whistle</b> & sleep.", "start": 0.0, "end": 2.5}]
TOPICS = [
    {
        "id": "1",
        "title": "Marmots",
        "summary": "Marmots <b>whistle</b> & sleep.",
        "timestamp": 0.0,
        "duration": 2.5,
        "transcript": "Marmots <b>whistle</b> & sleep.",
        "words": [{**word, "speaker": 0} for word in WORDS],
        "quotes": QUOTES,
    }
]


@dataclass(frozen=True)
class Instance:
    """One running instance."""

    settings: Settings
    url: str
    services: Services
    #: Ids of transcripts for which a worker was woken.
    woken: list[str]
    server: Server
    thread: Thread

    def stop(self) -> None:
        """Ask the server to end, as SIGTERM does."""
        self.server.should_exit = True

    def running(self) -> bool:
        """Whether it still serves."""
        return self.thread.is_alive()

    @property
    def here(self) -> reflector_instance.Instance:
        """The settings, the database and the stores as one value."""
        return self.services.instance

    @property
    def database(self) -> Database:
        return self.services.instance.database

    @property
    def stores(self) -> Stores:
        return self.services.instance.stores

    def set(self, transcript_id: str, **columns: object) -> None:
        """Write columns of a transcript's row, as time or a worker would."""
        with self.database.transaction() as session:
            session.execute(sa.update(Transcript).where(Transcript.id == transcript_id).values(**columns))

    def convert(self, transcript_id: str, seconds: float) -> None:
        """Note the length of an uploaded recording, as its conversion does."""
        with self.database.snapshot() as session:
            client = session.scalar(sa.select(Job.client).where(Job.transcript_id == transcript_id))
        assert client
        usage.charge_minutes(self.database, client, seconds, most_seconds=0)
        self.set(transcript_id, duration=seconds)

    def age(self, transcript_id: str, **since: float) -> datetime:
        """Let a transcript have been made so long ago; returns when."""
        created_at = utcnow() - timedelta(**since)
        self.set(transcript_id, created_at=created_at)
        return created_at

    def finish(self, transcript_id: str, mp3: bytes = b"ID3 and sound") -> None:
        """Bring a transcript to its end, as the pipeline leaves it."""
        places = (
            (Place.in_store(ArtifactKind.MP3, self.stores.default, f"{transcript_id}/audio.mp3"), mp3),
            (Place(ArtifactKind.WAVEFORM, "local", "", f"{transcript_id}/audio.json"), b'{"data":[0,1]}'),
        )
        for place, data in places:
            keep(self.here, transcript_id, place, io.BytesIO(data))
        self.set(
            transcript_id,
            status="ended",
            duration=3.0,
            title="Marmots",
            short_summary="Marmots <b>whistle</b>.",
            long_summary="All of it.",
            source_language="en",
            segments=SEGMENTS,
            topics=TOPICS,
            events=[{"event": "DIGEST", "data": {"made_by": "extractive", "quotes": QUOTES}}],
        )
        # The job is written last, because a client that waits for its end then reads the text.
        with self.database.transaction() as session:
            session.execute(sa.update(Job).where(Job.transcript_id == transcript_id).values(stage="done", progress=1))

    def client(self, **options: Any) -> httpx.Client:
        """A client of this instance."""
        return httpx.Client(base_url=self.url, timeout=30, **options)


@contextmanager
def serving(
    data_dir: Path,
    template: Path | None = None,
    work: Callable[[Instance, str], None] = lambda _instance, _id: None,
    /,
    **overrides: object,
) -> Iterator[Instance]:
    """An instance with its own folder and database, behind a real HTTP server.

    `template`: a migrated SQLite database to copy, which is quicker than migrating one. `work` is called with each
    transcript that waits for a worker, in a thread of its own. Each request computes the promise anew, so that a test
    sees what it has just changed.
    """
    options: dict[str, object] = {"DATA_DIR": data_dir, "PUBLIC_MODE": True, "DISK_FREE_MIN_BYTES": 0}
    settings = load_settings(**options | overrides)
    if template is not None:
        data_dir.mkdir(parents=True, exist_ok=True)
        shutil.copy(template, data_dir / "reflector.sqlite3")
    else:
        database = open_database(settings)
        migrate.upgrade(database)
        database.engine.dispose()
    woken: list[str] = []
    started: list[Instance] = []

    def wake(transcript_id: str) -> None:
        woken.append(transcript_id)
        Thread(target=work, args=(started[0], transcript_id), daemon=True).start()

    app = create_app(settings, wake=wake, believed_seconds=0)
    listener = socket.create_server(("127.0.0.1", 0))
    listener = socket.socket(fileno=listener.detach())  # now it knows its protocol, and asyncio sets TCP_NODELAY
    server = make_server(app, settings, drain_seconds=0)
    thread = Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        deadline = monotonic() + 20
        while not server.started:
            assert thread.is_alive(), "the server died"
            assert monotonic() < deadline, "the server did not start"
            sleep(0.01)
        port = listener.getsockname()[1]
        started.append(Instance(settings, f"http://127.0.0.1:{port}", app.state.services, woken, server, thread))
        yield started[0]
    finally:
        server.should_exit = True
        thread.join(20)
        app.state.services.instance.database.engine.dispose()


def create(http: httpx.Client, **body: object) -> dict[str, Any]:
    """A new transcript that waits for its recording."""
    answer = http.post("/v1/transcripts", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def owner(made: dict[str, Any]) -> dict[str, str]:
    """The header that proves the ownership of a new transcript."""
    return {"X-Owner-Token": made["owner_token"]}


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem document of an answer, which must be one."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert document["code"] == code, document
    assert document["status"] == status
    assert document["type"] == f"urn:reflector:problem:{code}"
    assert document["title"]
    assert document["detail"].endswith("."), "a sentence for a person"
    return document
