"""Frozen databases: the data of an instance of each released schema version, as that version wrote it. Each version has
one database of SQLite and one of PostgreSQL, and each database has two files: the SQL (`0001.sqlite.sql`), and the
content of its stores with the expected result of a run (`0001.sqlite.json`). README.md says how they are made;
tests/acceptance/test_upgrade.py opens them.
"""

import io
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from reflector.db.models import utcnow
from reflector.db.session import Database
from tests.acceptance.graph import Graph
from tests.acceptance.world import Address, World

FOLDER = Path(__file__).parent
DIALECTS = ("sqlite", "postgresql")
#: Bucket names of the instances here; their buckets are folders.
_BUCKETS = {
    "TRANSCRIPT_STORAGE_BACKEND": "aws",
    "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": "default",
    "DAILYCO_STORAGE_AWS_BUCKET_NAME": "recordings",
}


def released() -> "list[Release]":
    """All frozen databases, the oldest first."""
    return sorted((Release(*path.name.split(".")[:2]) for path in FOLDER.glob("*.sql")), key=str)


def open_world(directory: Path, database_url: str = "") -> World:
    """An instance whose files and buckets lie below `directory`; its database is embedded if no other is named."""
    data = directory / "data"
    data.mkdir()
    address = Address({"DATA_DIR": str(data), "DATABASE_URL": database_url} | _BUCKETS, "recordings", folders=True)
    return address.open(Database(address.settings.database_url))


@dataclass(frozen=True)
class Release:
    """One frozen database with its stores."""

    #: The revision of its schema.
    revision: str
    #: "sqlite" or "postgresql".
    dialect: str

    def __str__(self) -> str:
        return f"{self.revision}.{self.dialect}"

    @property
    def sql(self) -> Path:
        """The database."""
        return FOLDER / f"{self}.sql"

    @property
    def json(self) -> Path:
        """The content of its stores, and the expected result of a run."""
        return FOLDER / f"{self}.json"

    def thaw(self, world: World) -> None:
        """Put database and stored bytes into an instance that has not even a table."""
        if world.database.file is not None:
            with closing(sqlite3.connect(world.database.file)) as embedded:
                embedded.executescript(self.sql.read_text())
        else:
            with psycopg.connect(world.database.url.set(drivername="postgresql").render_as_string(False)) as server:
                server.execute("DROP SCHEMA public CASCADE")
                server.execute("CREATE SCHEMA public")
                server.execute(self.sql.read_bytes())
        for bucket, files in self._told["files"].items():
            store = world.stores.bucket(bucket) if bucket else world.stores.local
            for key, content in files.items():
                store.put(key, io.BytesIO(content.encode()))

    def made_at(self) -> datetime:
        """The moment at which it was frozen."""
        return datetime.fromisoformat(self._told["made_at"])

    def graph(self, world: World) -> Graph:
        """The data that a run must erase and keep in `world`, after the database was thawed and migrated."""
        told, rows = self._told, world.rows()
        return Graph(
            {kind: frozenset(ids) for kind, ids in told["gone"].items()},
            {key: rows[key] for key in (tuple(line.split(" ")) for line in told["rows_that_stay"])},
            {
                (bucket, key): told["files"][bucket][key].encode()
                for bucket, keys in told["files_that_stay"].items()
                for key in keys
            },
        )

    def freeze(self, world: World, graph: Graph) -> None:
        """Write the content of the stores of `world`, and the expected result of a run. make.py writes the SQL."""
        told = {
            "made_at": utcnow().isoformat(),
            "gone": {kind: sorted(ids) for kind, ids in graph.doomed.items()},
            "rows_that_stay": sorted(" ".join(key) for key in graph.rows),
            "files_that_stay": {
                store.bucket: sorted(key for bucket, key in graph.objects if bucket == store.bucket)
                for store in world.every_store()
            },
            "files": {store.bucket: _files(store) for store in world.every_store()},
        }
        self.json.write_text(json.dumps(told, indent=1) + "\n")

    @property
    def _told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.json.read_text())
        return told


def _files(store: Any) -> dict[str, str]:
    """Everything in a store, with the marker of its instance, and without the embedded database and its locks."""
    files = {}
    for found in store.list():
        if not found.key.startswith("reflector.sqlite3"):
            with store.open(found.key) as stream:
                files[found.key] = stream.read().decode()
    return dict(sorted(files.items()))
