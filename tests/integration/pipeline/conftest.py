"""An instance for the pipeline: a real database and the real local disk, not shared between tests."""

import io
import shutil
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

import reflector
from reflector import instance as reflector_instance
from reflector.db import migrate
from reflector.db.models import Artifact, Base, Job, Transcript
from reflector.db.session import Database, open_database
from reflector.db.states import ErasureReason
from reflector.instance import Instance
from reflector.retention.drain import Drain
from reflector.retention.erase import erase_now
from reflector.settings import Settings, load_settings
from reflector.storage import Stores
from reflector.transcription import ingest
from reflector.transcription.runner import Runner

MB = 1024**2
SPEECH = Path(__file__).parents[2] / "data" / "speech" / "sense_and_sensibility.opus"
#: The last sentence of it, which comes with the demo.
A_SENTENCE = Path(reflector.__file__).parent / "commands" / "speech" / "amiable.opus"


@dataclass(frozen=True)
class Place:
    """One instance, and queries of its state."""

    settings: Settings
    database: Database
    stores: Stores

    @property
    def here(self) -> reflector_instance.Instance:
        """The settings, the database and the stores as one value."""
        return reflector_instance.Instance(self.settings, self.database, self.stores)

    def files(self, transcript_id: str) -> list[str]:
        """Every file on the disk whose path names the transcript."""
        root = self.settings.DATA_DIR
        paths = sorted(path.relative_to(root) for path in root.rglob("*") if path.is_file())
        return [str(path) for path in paths if transcript_id in str(path)]

    def transcript(self, transcript_id: str) -> Transcript:
        """The row, which must be there."""
        with self.database.snapshot() as session:
            return session.get_one(Transcript, transcript_id)

    def job(self, transcript_id: str) -> Job:
        """The row, which must be there."""
        with self.database.snapshot() as session:
            return session.get_one(Job, transcript_id)

    def artifacts(self, transcript_id: str) -> dict[str, Artifact]:
        """The rows that belong to the transcript, by their key within its folder."""
        with self.database.snapshot() as session:
            rows = session.scalars(sa.select(Artifact).where(Artifact.transcript_id == transcript_id))
            return {row.key.removeprefix(f"{transcript_id}/"): row for row in rows}

    def change(self, model: type[Transcript | Job], transcript_id: str, **values: object) -> None:
        """Change a row, as time or another program would."""
        with self.database.transaction() as session:
            key = Job.transcript_id if model is Job else Transcript.id
            session.execute(sa.update(model).where(key == transcript_id).values(**values))

    def add(self, *rows: Base) -> None:
        """Add rows."""
        with self.database.transaction() as session:
            session.add_all(rows)

    def count(self, model: type[Base]) -> int:
        """The number of rows."""
        with self.database.snapshot() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0

    def upload(self, data: bytes | None = None, **new: Any) -> str:
        """A transcript whose recording, by default real speech, has been uploaded."""
        transcript_id = ingest.create(self.database, ingest.NewTranscript(**new)).transcript_id
        stream = io.BytesIO(SPEECH.read_bytes() if data is None else data)
        ingest.receive(self.here, transcript_id, stream, file_name="speech.opus")
        return transcript_id

    @property
    def instance(self) -> Instance:
        """The settings, the database and the stores as one value."""
        return Instance(self.settings, self.database, self.stores)

    def runner(
        self,
        *,
        stopping: Callable[[], bool] = lambda: False,
        settings: Settings | None = None,
        database: Database | None = None,
    ) -> Runner:
        """A worker; doomed bytes are erased at once."""
        instance = Instance(settings or self.settings, database or self.database, self.stores)
        return Runner(instance, self.drain, stopping)

    def drain(self, ids: Collection[int]) -> None:
        """Erase the bytes of these artifacts."""
        Drain(self.here).only(ids)

    def erase(self, transcript_id: str) -> None:
        """Erase as an owner does: the rows at once, and then the bytes."""
        self.drain(erase_now(self.here, transcript_id, reason=ErasureReason.OWNER))


def a_disk_of(place: Place, size: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Keep the files of transcripts on a disk of `size` bytes.

    The first item of the list is the minimum of free bytes so far.
    """
    lowest = [size]

    def disk_usage(_: object) -> SimpleNamespace:
        folders = [folder for folder in place.settings.DATA_DIR.iterdir() if folder.is_dir()]
        free = size - sum(file.stat().st_size for folder in folders for file in folder.iterdir() if file.is_file())
        lowest[0] = min(lowest[0], free)
        return SimpleNamespace(free=free)

    monkeypatch.setattr(shutil, "disk_usage", disk_usage)
    return lowest


def a_place(**overrides: Any) -> Iterator[Place]:
    """A migrated public instance.

    It recognizes with the small model, because these tests are about the rest of the pipeline. The default model is
    tested in tests/unit/transcription/test_recognize.py and, behind `reflector serve`, in tests/integration/serve.
    """
    chosen = {"_env_file": None, "PUBLIC_MODE": True, "DISK_FREE_MIN_BYTES": 0, "WHISPER_MODEL": "tiny.en"} | overrides
    settings = load_settings(**chosen)
    database = open_database(settings)
    migrate.upgrade(database)
    yield Place(settings, database, Stores(settings))
    database.engine.dispose()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """The embedded defaults."""
    yield from a_place(DATA_DIR=tmp_path / "data")


@pytest.fixture
def grown_up(tmp_path: Path, postgres_url: str) -> Iterator[Place]:
    """The same on PostgreSQL."""
    for place in a_place(DATA_DIR=tmp_path / "data", DATABASE_URL=postgres_url):
        with place.database.transaction() as session:
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(sa.delete(table))
        yield place


@pytest.fixture(params=["place", pytest.param("grown_up", marks=pytest.mark.postgres)])
def any_place(request: pytest.FixtureRequest) -> Place:
    """Both, one after the other."""
    place: Place = request.getfixturevalue(request.param)
    return place
