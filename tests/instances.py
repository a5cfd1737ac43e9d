"""A whole public instance under test, on the embedded defaults and on real services.

An instance is set up as an operator would: by environment variables. The tests call the same functions as beat, the
tool and the command line.
"""

import io
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from reflector import instance as reflector_instance
from reflector import inventory, settings
from reflector.db import session
from reflector.db.models import Base, Recording, RetentionRun, Transcript
from reflector.db.session import Database
from reflector.db.states import ArtifactKind
from reflector.instance import get_stores
from reflector.inventory import Place
from reflector.retention.report.verify import Residue, verify
from reflector.retention.report.why import why
from reflector.retention.run import CleanupStats, cleanup_old_public_data
from reflector.settings import Settings
from reflector.storage import Store, Stores
from tests.faults import traces
from tests.faults.traces import Trace
from tests.keep import keep
from tests.servers import S3Server

#: Files of a transcript on the local disk, by kind.
FILES = {
    ArtifactKind.UPLOAD: "upload.webm",
    ArtifactKind.WAV: "audio.wav",
    ArtifactKind.MP3: "audio.mp3",
    ArtifactKind.WAVEFORM: "audio.json",
}
#: Tables that may have the ids of erased rows. They have no content of these rows.
RECORDS = ("tombstone", "retention_run", "journal_entry")
#: The prefixes of Reflector's own files: the embedded database (searched separately), the marker, and the journal,
#: which has ids and no content.
OURS = ("reflector.sqlite3", inventory.MARKER_KEY, inventory.JOURNAL_PREFIX)


@dataclass
class Instance:
    """A public instance with its database and its stores."""

    settings: Settings
    database: Database
    stores: Stores
    #: Bucket, with a folder for this test, in which other programs leave recordings.
    recordings: str

    @property
    def here(self) -> reflector_instance.Instance:
        """The settings, the database and the stores as one value."""
        return reflector_instance.Instance(self.settings, self.database, self.stores)

    # -- given ------------------------------------------------------------------------------------------------------

    def add(self, *rows: Base) -> None:
        """Add rows as Reflector does: a transcript comes with the artifact row of its folder."""
        with self.database.transaction() as session:
            for row in rows:
                if isinstance(row, Transcript):
                    inventory.enter_transcript(session, row)
                else:
                    session.add(row)
                    session.flush()

    def adopt(self, *rows: Base) -> None:
        """Add rows as another program does: columns only, no artifact row."""
        with self.database.transaction() as session:
            for row in rows:
                session.add(row)
                session.flush()

    def keep_files(self, transcript: Transcript, content: bytes = b"sound") -> None:
        """Keep every file of a finished transcript, in its folder and in the default store."""
        places = [Place(kind, "local", "", f"{transcript.id}/{name}") for kind, name in FILES.items()]
        places.append(Place.in_store(ArtifactKind.MP3, self.stores.default, f"{transcript.id}/audio.mp3"))
        for place in dict.fromkeys(places):
            self.keep(transcript, place, content)

    def keep(self, transcript: Transcript, place: Place, content: bytes = b"sound") -> None:
        """Keep `content` in one place, through the inventory."""
        keep(self.here, transcript.id, place, io.BytesIO(content))

    # -- when -------------------------------------------------------------------------------------------------------

    def run(self, days: int | None = None) -> CleanupStats:
        """One run, by the public function."""
        stats = cleanup_old_public_data(days)
        assert stats is not None
        return stats

    def restart(self, **environment: object) -> None:
        """Continue with these changed settings, as a new process would."""
        os.environ.update({name: str(value) for name, value in environment.items()})
        self.database.engine.dispose()
        forget_the_process()
        self.settings, self.database, self.stores = (
            settings.get_settings(),
            session.get_database(),
            get_stores(),
        )

    # -- then -------------------------------------------------------------------------------------------------------

    def ids(self, model: type[Base]) -> set[Any]:
        """The ids of all rows of a table."""
        with self.database.snapshot() as session:
            return set(session.scalars(sa.select(sa.inspect(model).primary_key[0])))

    def has(self, *rows: Base) -> bool:
        """Whether all of `rows` are still there."""
        return all(_id_of(row) in self.ids(type(row)) for row in rows)

    def lacks(self, *rows: Base) -> bool:
        """Whether all of `rows` are gone."""
        return not any(_id_of(row) in self.ids(type(row)) for row in rows)

    def still_there(self, *rows: Base) -> list[str]:
        """The members of `rows` that are still there, each with the answer of `retention why`."""
        return [f"{row!r}: {self._why(row)}" for row in rows if _id_of(row) in self.ids(type(row))]

    def erased(self, *rows: Base) -> list[str]:
        """The members of `rows` that are gone, each with the reason of its tombstone."""
        return [f"{row!r}: {self._why(row)}" for row in rows if _id_of(row) not in self.ids(type(row))]

    def _why(self, row: Base) -> object:
        return why(self.database, self.settings, str(_id_of(row))).fate

    def snapshot_of(self, row: Base) -> dict[str, object]:
        """All columns of `row` as they are in the database now, except `inventoried`."""
        table = type(row).__table__
        key = sa.inspect(type(row)).primary_key[0]
        with self.database.snapshot() as session:
            columns = [column for column in table.columns if column.name != "inventoried"]
            query = sa.select(*columns).where(key == _id_of(row))
            return dict(session.execute(query).mappings().one())

    def objects(self, prefix: str = "") -> dict[str, bytes]:
        """The bytes under every key of the disk and of the default store that starts with `prefix`."""
        return {
            f"{store.name}:{found.key}": _read(store, found.key)
            for store in self._stores()
            for found in store.list(prefix)
            if found.kind == "object" and not found.key.startswith(OURS)
        }

    def last_run(self) -> RetentionRun:
        """The latest row of `retention_run`."""
        with self.database.snapshot() as session:
            latest = session.scalars(sa.select(RetentionRun).order_by(RetentionRun.started_at.desc())).first()
        assert latest is not None
        return latest

    def residue(self) -> list[Residue]:
        """The findings of `verify`."""
        return list(verify(self.here))

    def traces(self, *words: str) -> list[Trace]:
        """The places of `words`: in rows, raw database files, files and objects."""
        stored = (trace for store in self._stores() for trace in traces.in_store(store, words, except_keys=OURS))
        return [*traces.in_rows(self.database, words, except_tables=RECORDS), *stored]

    def _stores(self) -> Iterable[Store]:
        others = [self.stores.bucket(self.recordings)] if self.recordings else []
        return {id(store): store for store in (self.stores.local, self.stores.default, *others)}.values()

    def put(self, recording: Recording, content: bytes) -> None:
        """Put the objects of a recording, like a meeting service, without Reflector."""
        store = self.stores.bucket(recording.bucket_name)
        for key in filter(None, [recording.object_key, *(recording.track_keys or [])]):
            store.put(key, io.BytesIO(content))

    def raw_traces(self, *words: str) -> list[Trace]:
        """The places of `words` in the raw files of an embedded database."""
        return list(traces.in_raw_files(traces.database_files(self.database), words))


@contextmanager
def local_time_zone(zone: str) -> Iterator[None]:
    """This process in another time zone, for the block."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


@contextmanager
def resisting(database: Database, transcript_id: str) -> Iterator[None]:
    """During the block the database refuses to delete one transcript, and its error message has its content."""
    if database.is_sqlite:
        make = [
            "CREATE TRIGGER resist BEFORE DELETE ON transcript WHEN OLD.id = '{id}' "
            "BEGIN SELECT RAISE(ABORT, 'PORCUPINE was said'); END"
        ]
        drop = ["DROP TRIGGER resist"]
    else:
        make = [
            "CREATE FUNCTION resist() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION USING MESSAGE = OLD.title; END $$",
            "CREATE TRIGGER resist BEFORE DELETE ON transcript FOR EACH ROW WHEN (OLD.id = '{id}') "
            "EXECUTE FUNCTION resist()",
        ]
        drop = ["DROP TRIGGER resist ON transcript", "DROP FUNCTION resist"]
    with database.engine.begin() as connection:
        for statement in make:
            connection.exec_driver_sql(statement.replace("{id}", transcript_id))
    try:
        yield
    finally:
        with database.engine.begin() as connection:
            for statement in drop:
                connection.exec_driver_sql(statement)


def _id_of(row: Base) -> object:
    identity = sa.inspect(row).identity
    assert identity is not None, "the row was never added"
    return identity[0]


def _read(store: Store, key: str) -> bytes:
    with store.open(key) as stream:
        return stream.read()


def an_instance(
    monkeypatch: pytest.MonkeyPatch, directory: Path, *, recordings: str = "", **environment: str
) -> Iterator[Instance]:
    """A public instance with `environment`, as the instance of this process, until the test is over."""
    monkeypatch.chdir(directory)
    for name, value in ({"PUBLIC_MODE": "true"} | environment).items():
        monkeypatch.setenv(name, value)
    forget_the_process()
    made = Instance(settings.get_settings(), session.get_database(), get_stores(), recordings)
    yield made
    made.database.engine.dispose()
    forget_the_process()


def forget_the_process() -> None:
    """Forget the settings, the database and the stores of this process, so that they are read and opened anew."""
    for cached in (settings.get_settings, session.get_database, get_stores):
        cached.cache_clear()


def embedded(template: Path, directory: Path) -> dict[str, str]:
    data = directory / "data"
    data.mkdir()
    shutil.copy(template, data / "reflector.sqlite3")
    return {"DATA_DIR": str(data)}


def s3(server: S3Server) -> dict[str, str]:
    return {
        "TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL": server.endpoint_url,
        "TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID": server.access_key,
        "TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": server.secret_key,
    }


def empty(url: str) -> None:
    """Delete every row of a database that the tests of a module share."""
    with psycopg.connect(url) as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(f"DELETE FROM {table.name}")
