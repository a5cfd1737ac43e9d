"""Places for whole instances that are killed and made again: a folder, or PostgreSQL with S3."""

import shutil
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import sqlalchemy as sa

from reflector.db import migrate
from reflector.db.models import Base
from reflector.db.session import Database
from reflector.settings import load_settings
from tests.acceptance.graph import Graph, populate
from tests.acceptance.world import Address, World


class Place(Protocol):
    """The place of an instance."""

    def full(self) -> tuple[World, Graph]:
        """A new instance with every kind of data that a run can meet. It replaces the last one."""
        ...

    def empty(self) -> World:
        """A new, empty instance. It replaces the last one."""
        ...

    def close(self) -> None:
        """Close all files and connections."""
        ...


class EmbeddedPlace:
    """A folder that holds a whole instance: SQLite, the local disk, and folders for buckets."""

    def __init__(self, root: Path, **environment: str) -> None:
        self.root = root
        self._data = root / "now" / "data"
        places = {"DATA_DIR": str(self._data), "DAILYCO_STORAGE_AWS_BUCKET_NAME": "recordings"}
        self.address = Address(places | environment, "recordings", folders=True)
        # All instances here share it: compiling every statement anew for each of them would take longer than executing
        # it.
        self.database = Database(self.address.settings.database_url)
        self._others: list[sqlite3.Connection] = []

    def empty(self) -> World:
        """See `Place.empty`."""
        return self._become(self._empty)

    def full(self) -> tuple[World, Graph]:
        """See `Place.full`."""
        template, graph = self._full
        return self._become(template), graph

    def nothing(self) -> World:
        """An instance whose database has no table yet."""
        self._clear()
        self._data.mkdir(parents=True)
        return self.address.open(self.database)

    def close(self) -> None:
        """See `Place.close`."""
        while self._others:
            self._others.pop().close()
        self.database.engine.dispose()

    def _clear(self) -> None:
        self.close()
        with suppress(FileNotFoundError):
            shutil.rmtree(self._data.parent)

    def _become(self, template: Path) -> World:
        self._clear()
        shutil.copytree(template, self._data.parent)
        # Another process also has the database open, as usual. SQLite cleans up when the last process closes it, and a
        # killed process does not close it.
        other = sqlite3.connect(self._data / "reflector.sqlite3")
        other.execute("SELECT count(*) FROM sqlite_master").fetchone()
        self._others.append(other)
        return self.address.open(self.database)

    def _template(self, name: str) -> Path:
        self.close()
        return Path(shutil.copytree(self._data.parent, self.root / name))

    @cached_property
    def _empty(self) -> Path:
        migrate.upgrade(self.nothing().database)
        return self._template("empty")

    @cached_property
    def _full(self) -> tuple[Path, Graph]:
        graph = populate(self.empty())
        return self._template("full"), graph


@dataclass(frozen=True)
class ServicesPlace:
    """A PostgreSQL database and two buckets of an S3 server; each instance has new folders in them."""

    #: Settings that name the database and the server.
    environment: dict[str, str]
    buckets: tuple[str, str]
    root: Path

    @cached_property
    def database(self) -> Database:
        """The database, migrated already."""
        return Database(load_settings(_env_file=None, **self.environment).database_url)

    def address(self, folder: str) -> Address:
        """The instance of one folder."""
        places = {
            "DATA_DIR": str(self.root / folder),
            "TRANSCRIPT_STORAGE_BACKEND": "aws",
            "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": f"{self.buckets[0]}/{folder}",
            "DAILYCO_STORAGE_AWS_BUCKET_NAME": f"{self.buckets[1]}/{folder}",
        }
        return Address(self.environment | places, f"{self.buckets[1]}/{folder}", folders=False)

    def empty(self) -> World:
        """See `Place.empty`."""
        names = ", ".join(table.name for table in Base.metadata.sorted_tables)
        with self.database.transaction() as session:
            session.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY"))
        return self.address(uuid4().hex).open(self.database)

    def full(self) -> tuple[World, Graph]:
        """See `Place.full`."""
        world = self.empty()
        return world, populate(world)

    def close(self) -> None:
        """See `Place.close`."""
        self.database.engine.dispose()
