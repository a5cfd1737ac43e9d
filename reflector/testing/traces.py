"""Looks for words everywhere an instance could still hold them. It knows no schema and believes no row.

The database is read by introspection, so that a table or column that nobody thought of is searched too; of SQLite
the raw file, its write-ahead log and its journal are searched besides, free pages included.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa

from reflector.db.session import Database
from reflector.storage import Store

_CHUNK = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Trace:
    """One place where one word was found."""

    word: str
    #: A table and column, a file, or a store and key.
    place: str


def in_rows(database: Database, words: Iterable[str], *, except_tables: Iterable[str] = ()) -> Iterator[Trace]:
    """Every column of every table in which one of `words` stands."""
    words = tuple(words)
    schema = sa.MetaData()
    with database.engine.connect() as connection:
        schema.reflect(connection)
        for table in schema.tables.values():
            if table.name in except_tables:
                continue
            columns = [sa.cast(column, sa.Text()).label(column.name) for column in table.columns]
            for row in connection.execute(sa.select(*columns)).mappings():
                for name, value in row.items():
                    yield from _found(words, str(value or ""), f"{table.name}.{name}")


def in_raw_files(files: Iterable[Path], words: Iterable[str]) -> Iterator[Trace]:
    """Every one of `files` in whose raw bytes one of `words` stands; absent files hold nothing."""
    words = tuple(words)
    for path in files:
        if path.exists():
            with path.open("rb") as stream:
                yield from _in_stream(stream, words, str(path))


def in_store(store: Store, words: Iterable[str], *, except_keys: tuple[str, ...] = ()) -> Iterator[Trace]:
    """Every object, version, unfinished upload and temporary file of `store` whose key or bytes hold one of `words`.

    Keys that begin with one of `except_keys` are passed over.
    """
    words = tuple(words)
    for found in store.list():
        if found.key.startswith(except_keys):
            continue
        place = f"{store.name}:{found.key} ({found.kind})"
        yield from _found(words, found.key, place)
        if found.kind in ("object", "temporary"):
            with store.open(found.key) as stream:
                yield from _in_stream(stream, words, place)


def database_files(database: Database) -> list[Path]:
    """The files of an embedded database: pages, write-ahead log, shared memory, rollback journal."""
    if database.file is None:
        return []
    return [Path(f"{database.file}{suffix}") for suffix in ("", "-wal", "-shm", "-journal")]


def _found(words: tuple[str, ...], text: str, place: str) -> Iterator[Trace]:
    for word in words:
        if word in text:
            yield Trace(word, place)


def _in_stream(stream: BinaryIO, words: tuple[str, ...], place: str) -> Iterator[Trace]:
    """Search in chunks that overlap by the longest word, so that memory stays flat and no word falls between two."""
    overlap = max((len(word.encode()) for word in words), default=1) - 1
    seen: set[str] = set()
    tail = b""
    while chunk := stream.read(_CHUNK):
        window = tail + chunk
        for word in words:
            if word not in seen and word.encode() in window:
                seen.add(word)
                yield Trace(word, place)
        tail = window[-overlap:] if overlap else b""
