"""Searches for words in all places where an instance could still keep them. It does not rely on the schema or on rows.

The tables are found by introspection, so that unknown tables and columns are searched too. For SQLite the raw files are
also searched: the database with its free pages, the write-ahead log and the journal.
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
    """A place where a word was found."""

    word: str
    #: A table and column, a file, or a store and key.
    place: str


def in_rows(database: Database, words: Iterable[str], *, except_tables: Iterable[str] = ()) -> Iterator[Trace]:
    """Every column of every table that contains one of `words`."""
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
    """Every one of `files` whose raw bytes contain one of `words`. Missing files are skipped."""
    words = tuple(words)
    for path in files:
        if path.exists():
            with path.open("rb") as stream:
                yield from _in_stream(stream, words, str(path))


def in_store(store: Store, words: Iterable[str], *, except_keys: tuple[str, ...] = ()) -> Iterator[Trace]:
    """Every object, version, unfinished upload and temporary file of `store` whose key or bytes contain one of `words`.

    Keys that begin with one of `except_keys` are skipped.
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
    """The files of an SQLite database: database, write-ahead log, shared memory, rollback journal."""
    if database.file is None:
        return []
    return [Path(f"{database.file}{suffix}") for suffix in ("", "-wal", "-shm", "-journal")]


def _found(words: tuple[str, ...], text: str, place: str) -> Iterator[Trace]:
    for word in words:
        if word in text:
            yield Trace(word, place)


def _in_stream(stream: BinaryIO, words: tuple[str, ...], place: str) -> Iterator[Trace]:
    """Search in chunks that overlap by the longest word, so that no word is split between two chunks."""
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
