"""Real workers: processes on a real broker that are started as an operator does, and killed by signals."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from celery import Celery
from kombu import pools

from reflector import instance as reflector_instance
from reflector import inventory
from reflector.db import migrate
from reflector.db.models import Artifact, Base, Job, Transcript, utcnow
from reflector.db.session import Database, open_database
from reflector.settings import Settings, load_settings
from reflector.storage import Stores
from reflector.transcription import ingest
from reflector.worker import app as worker_app
from tests.conftest import missing
from tests.servers import stop

ROOT = Path(__file__).parents[3]
SPEECH = ROOT / "tests" / "data" / "speech" / "sense_and_sensibility.opus"
READY_SECONDS = 90


@dataclass(frozen=True)
class Instance:
    """An instance whose workers are separate processes. The test itself only sends and reads."""

    directory: Path
    environment: Mapping[str, str]
    settings: Settings
    database: Database
    stores: Stores
    client: Celery
    logs: list[Path] = field(default_factory=list)

    @property
    def here(self) -> reflector_instance.Instance:
        """The settings, the database and the stores as one value."""
        return reflector_instance.Instance(self.settings, self.database, self.stores)

    # -- processes --------------------------------------------------------------------------------------------------

    @contextmanager
    def celery(
        self, *arguments: str, ready: str, app: str = "reflector.worker.app"
    ) -> Iterator[subprocess.Popen[bytes]]:
        """`celery -A … ARGUMENTS`, from its output `ready` until the block ends."""
        with self.process([sys.executable, "-m", "celery", "-A", app, *arguments], ready) as process:
            yield process

    @contextmanager
    def worker(self, *options: str) -> Iterator[subprocess.Popen[bytes]]:
        """A worker of both queues, with a name that is new on its broker."""
        with self.celery("worker", "-n", f"test-{uuid4().hex}@%h", *options, ready="ready.") as process:
            yield process

    @contextmanager
    def process(self, command: Sequence[str], ready: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run `command` with this instance's settings. Its output is kept in `logs`."""
        log = self.directory / f"log-{len(self.logs)}.txt"
        self.logs.append(log)
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, stdout=output, stderr=subprocess.STDOUT, env=dict(self.environment), cwd=ROOT
            )
        try:
            until(lambda: ready in log.read_text() or process.poll() is not None, READY_SECONDS)
            assert process.poll() is None, log.read_text()
            yield process
        finally:
            stop(process, 20)

    def said(self) -> str:
        """The output of all processes of this instance."""
        return "\n".join(log.read_text(errors="replace") for log in self.logs)

    # -- rows -------------------------------------------------------------------------------------------------------

    def upload(self, path: Path = SPEECH, **new: Any) -> str:
        """A transcript whose recording has been uploaded."""
        transcript_id = ingest.create(self.database, ingest.NewTranscript(**new)).transcript_id
        with path.open("rb") as stream:
            ingest.receive(self.here, transcript_id, stream, file_name=path.name)
        return transcript_id

    def transcript(self, transcript_id: str) -> Transcript:
        """The row, which must be there."""
        with self.database.snapshot() as session:
            return session.get_one(Transcript, transcript_id)

    def count(self, model: type[Base]) -> int:
        """The number of rows."""
        with self.database.snapshot() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0

    def half_a_minute_later(self) -> None:
        """Let half a minute pass: the lease of a dead worker ends, and so does the deadline of its files."""
        with self.database.transaction() as session:
            session.execute(sa.update(Job).where(Job.stage != "upload").values(lease_until=utcnow()))
            late = sa.update(Artifact).where(Artifact.writable_until.is_not(None))
            session.execute(late.values(writable_until=utcnow(), next_attempt_at=None))

    def files(self, transcript_id: str) -> list[str]:
        """Every file on the disk whose path names the transcript."""
        paths = sorted(path.relative_to(self.settings.DATA_DIR) for path in self.settings.DATA_DIR.rglob("*"))
        return [str(path) for path in paths if transcript_id in str(path)]

    # -- messages ---------------------------------------------------------------------------------------------------

    def send(self, task: str, *arguments: str) -> Any:
        """Send a task by its name, as beat does."""
        return self.client.send_task(task, arguments)

    def wait_for_end(self, transcript_id: str, seconds: float = 120) -> Transcript:
        """Wait until the transcript is ended, with or without an error."""
        until(lambda: self.transcript(transcript_id).status in ("ended", "error"), seconds)
        return self.transcript(transcript_id)


def until(true: Callable[[], Any], seconds: float = 60) -> None:
    """Wait until something is true."""
    deadline = monotonic() + seconds
    while not true():
        assert monotonic() < deadline, "did not happen in time"
        sleep(0.02)


@contextmanager
def an_instance(directory: Path, **environment: str) -> Iterator[Instance]:
    """A migrated public instance below `directory` with these settings.

    It uses the small model, because each worker loads a model, and the tests are about workers.
    """
    values = {
        "DATA_DIR": str(directory / "data"),
        "PUBLIC_MODE": "true",
        "DISK_FREE_MIN_BYTES": "0",
        "WHISPER_MODEL": "tiny.en",
    } | environment
    inherited = {name: value for name, value in os.environ.items() if name not in Settings.model_fields}
    settings = load_settings(_env_file=None, **values)
    database, stores = open_database(settings), Stores(settings)
    migrate.upgrade(database)
    inventory.recognize(database, stores.local)
    client = Celery("test")  # and not the application with the settings of this process
    client.conf.update(worker_app.configuration(settings))
    try:
        yield Instance(directory, inherited | values | {"PYTHONPATH": str(ROOT)}, settings, database, stores, client)
    finally:
        if consumer := getattr(client.backend, "result_consumer", None):
            with suppress(AttributeError):  # no result was requested, so there is no connection to close
                consumer.stop()
        pools.reset()  # type: ignore[no-untyped-call]
        client.close()
        database.engine.dispose()


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Instance]:
    """The embedded defaults."""
    with an_instance(tmp_path) as instance:
        yield instance


@pytest.fixture
def rabbitmq_url() -> str:
    """URL of a RabbitMQ: REFLECTOR_TEST_RABBITMQ_URL, or the one on this machine."""
    url = os.environ.get("REFLECTOR_TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//")
    host, _, port = url.split("@")[-1].split("/")[0].partition(":")
    with socket.socket() as probe:
        if probe.connect_ex((host, int(port or 5672))):
            missing("no RabbitMQ at REFLECTOR_TEST_RABBITMQ_URL or 127.0.0.1:5672")
    return url


@pytest.fixture(
    params=[
        "filesystem",
        pytest.param("redis", marks=pytest.mark.redis),
        pytest.param("rabbitmq", marks=pytest.mark.rabbitmq),
    ]
)
def on_any_broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Instance]:
    """The same instance on each broker."""
    urls = {"redis": "redis_url", "rabbitmq": "rabbitmq_url"}
    broker = (
        {} if request.param == "filesystem" else {"CELERY_BROKER_URL": request.getfixturevalue(urls[request.param])}
    )
    with an_instance(tmp_path, **broker) as instance:
        if request.param != "filesystem":
            instance.client.control.purge()
        yield instance
