"""kill -9 of the worker in each stage: the transcript still ends or is erased, and nothing is left over."""

import json
import socketserver
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event, Thread

import av
import pytest
import sqlalchemy as sa

import reflector.instance
from reflector.db.models import Artifact, Job, Meeting, Transcript
from reflector.db.states import ErasureReason
from reflector.retention.drain import Drain
from reflector.retention.erase import erase_now
from reflector.transcription import recordings
from reflector.worker.app import DRAIN, RESUME, TRANSCRIBE
from tests.servers import S3Server

from .conftest import SPEECH, Instance, an_instance, until

STAGES = ("ingest", "convert", "recognize", "digest")
#: Silence before the speech, in minutes: it takes long to decode and nothing to recognize.
SILENT_MINUTES = 6


@pytest.fixture(scope="session")
def long_recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A long silence, and then somebody speaks."""
    path = tmp_path_factory.mktemp("speech") / "long.wav"
    resampler = av.AudioResampler("s16", "mono", 16_000)
    with av.open(str(SPEECH)) as source, wave.open(str(path), "wb") as writer:
        writer.setparams((1, 2, 16_000, 0, "NONE", ""))
        for _ in range(SILENT_MINUTES):
            writer.writeframes(bytes(2 * 16_000 * 60))
        for frame in source.decode(audio=0):
            for part in resampler.resample(frame):
                writer.writeframes(part.to_ndarray().tobytes())
    return path


class SilentModel(socketserver.ThreadingTCPServer):
    """A language model that lets every digest wait until it is told to answer."""

    daemon_threads = True

    def __init__(self) -> None:
        self.answers = Event()
        super().__init__(("127.0.0.1", 0), self._handler())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answers = self.answers
        words = {"title": "A title", "short_summary": "Short.", "long_summary": "Long."}

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                answers.wait()
                body = json.dumps({"choices": [{"message": {"content": json.dumps(words)}}]}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@dataclass(frozen=True)
class Scene:
    """A job that stays in the stage in which its worker will be killed."""

    instance: Instance
    stage: str
    transcript_id: str
    #: Let the stage end this time.
    go_on: Callable[[], object]

    def reached(self) -> bool:
        """Whether a worker is in the stage."""
        with self.instance.database.snapshot() as session:
            job = session.get_one(Job, self.transcript_id)
        return job.stage == self.stage and job.claimed_by is not None

    def kill_the_worker_there(self) -> None:
        """SIGKILL, as soon as the stage is reached."""
        with self.instance.worker() as worker:
            self.instance.send(TRANSCRIBE, self.transcript_id)
            until(self.reached, 120)
            until(self.has_begun, 60)
            worker.kill()
            worker.wait()
        assert self.instance.transcript(self.transcript_id).status == "processing"

    def has_begun(self) -> bool:
        """Whether the stage has announced what it writes, where it writes anything."""
        if self.stage not in ("ingest", "convert"):
            return True
        with self.instance.database.snapshot() as session:
            return (
                session.scalar(sa.select(Artifact.id).where(Artifact.writable_until.is_not(None)).limit(1)) is not None
            )


@pytest.fixture(params=STAGES)
def scene(request: pytest.FixtureRequest, tmp_path: Path, moto: S3Server, long_recording: Path) -> Iterator[Scene]:
    model = SilentModel()
    Thread(target=model.serve_forever, daemon=True).start()
    bucket = moto.make_bucket()
    environment = {
        "TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL": moto.endpoint_url,
        "TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID": moto.access_key,
        "TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": moto.secret_key,
        "LLM_URL": model.url,
        "LLM_MODEL": "silent",
    }
    with an_instance(tmp_path, **environment) as instance:
        if request.param == "ingest":
            transcript_id = announced(instance, moto, bucket, long_recording)
        else:
            transcript_id = instance.upload(long_recording if request.param == "convert" else SPEECH)
        yield Scene(instance, request.param, transcript_id, model.answers.set)
    model.answers.set()
    model.shutdown()
    model.server_close()


def announced(instance: Instance, server: S3Server, bucket: str, recording: Path) -> str:
    """A recording of two long tracks, so that fetching and mixing it takes time."""
    for key in ("ada", "eve"):
        server.client.put_object(Bucket=bucket, Key=key, Body=recording.read_bytes())
    with instance.database.transaction() as session:
        session.add(Meeting(id="meeting"))
    new = recordings.NewRecording(bucket, track_keys=("ada", "eve"), meeting_id="meeting")
    here = reflector.instance.Instance(instance.settings, instance.database, instance.stores)
    return recordings.announce_recording(here, new).transcript_id


def test_the_next_worker_brings_the_transcript_to_its_end(scene: Scene) -> None:
    scene.kill_the_worker_there()
    scene.go_on()

    scene.instance.half_a_minute_later()
    with scene.instance.worker():
        scene.instance.send(RESUME)
        made = scene.instance.wait_for_end(scene.transcript_id, 240)
        # The drain, which beat starts every few minutes, erases the artifacts that the dead worker had only doomed.
        scene.instance.send(DRAIN).get(timeout=60)

    assert (made.status, made.error, made.title) == ("ended", None, "A title")
    assert "cold-hearted" in (made.webvtt or "")
    assert kept(scene) == {"audio.json", "audio.mp3"}
    assert left_over(scene) == []


def test_a_transcript_that_is_erased_meanwhile_leaves_nothing(scene: Scene) -> None:
    scene.kill_the_worker_there()
    scene.go_on()

    instance = scene.instance
    doomed = erase_now(instance.here, scene.transcript_id, reason=ErasureReason.OWNER)
    Drain(instance.here).only(doomed)
    assert instance.files(scene.transcript_id) == []
    instance.half_a_minute_later()
    with instance.worker():
        instance.send(RESUME)
        instance.send(DRAIN).get(timeout=60)

    assert (instance.count(Transcript), instance.count(Job), instance.count(Artifact)) == (0, 0, 0)
    assert instance.files(scene.transcript_id) == []
    assert left_over(scene) == []


def kept(scene: Scene) -> set[str]:
    """The files of the transcript."""
    folder = scene.instance.settings.DATA_DIR / scene.transcript_id
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def left_over(scene: Scene) -> list[str]:
    """Files below DATA_DIR that are neither the transcript's nor Reflector's own."""
    data = scene.instance.settings.DATA_DIR
    ours = ("reflector.sqlite3", ".broker", ".reflector-instance", ".reflector-journal", scene.transcript_id)
    return [str(path) for path in data.iterdir() if not path.name.startswith(ours)]
