"""The raw data directory of a PostgreSQL server."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from reflector.db.session import Database
from tests.faults.traces import Trace, in_raw_files


class NotHere(Exception):
    """The server's files cannot be read here. The message gives the reason."""


@dataclass(frozen=True)
class DataDirectory:
    """The raw files behind one database. Raises NotHere if they cannot be read."""

    database: Database

    def ask(self, statement: str) -> Sequence[Any]:
        """The rows of a query, outside any transaction."""
        with self.database.maintenance() as connection:
            answer = connection.exec_driver_sql(statement)
            return answer.all() if answer.returns_rows else []

    @cached_property
    def root(self) -> Path:
        """The answer to `SHOW data_directory`."""
        try:
            root = Path(self.ask("SHOW data_directory")[0][0])
            os.listdir(root / "base")
        except (sa.exc.ProgrammingError, OSError) as error:
            raise NotHere(f"PostgreSQL's data directory cannot be read ({type(error).__name__})") from None
        return root

    @cached_property
    def log(self) -> Path:
        """The server's log: its own file, or the file of its standard error."""
        try:
            if current := self.ask("SELECT pg_current_logfile()")[0][0]:
                return self.root / str(current)
            process = (self.root / "postmaster.pid").read_text().split("\n", 1)[0]
            log = Path(os.readlink(f"/proc/{process}/fd/2"))
        except OSError as error:
            raise NotHere(f"PostgreSQL's log cannot be found ({type(error).__name__})") from None
        if not (log.is_file() and os.access(log, os.R_OK)):
            raise NotHere("PostgreSQL does not log to a file that can be read")
        return log

    def pages(self) -> dict[str, list[Path]]:
        """The files of every table, index and TOAST table of the database, by its name, as they lie on the disk."""
        self.ask("CHECKPOINT")
        names = {
            str(node): f"TOAST of {toasted}" if toasted else name
            for node, name, toasted in self.ask(
                "SELECT pg_relation_filenode(c.oid), c.relname, owner.relname FROM pg_class c "
                "LEFT JOIN pg_class owner ON owner.reltoastrelid = c.oid WHERE pg_relation_filenode(c.oid) IS NOT NULL"
            )
        }
        ((oid,),) = self.ask("SELECT oid FROM pg_database WHERE datname = current_database()")
        files: dict[str, list[Path]] = {}
        for path in (self.root / "base" / str(oid)).iterdir():
            files.setdefault(names.get(re.split(r"[._]", path.name)[0], path.name), []).append(path)
        return files

    def holding(self, word: str) -> set[str]:
        """The tables, indexes and TOAST tables whose raw files contain `word`."""
        return {name for name, files in self.pages().items() if list(in_raw_files(files, [word]))}

    def counted(self, word: str) -> Counter[str]:
        """The number of different `word-NUMBER.` in each of them. The dot marks the end of the number."""
        pattern = re.compile(rf"{word}-\d+\.".encode())
        found: Counter[str] = Counter()
        for name, files in self.pages().items():
            if words := {number for path in files for number in pattern.findall(path.read_bytes())}:
                found[name] = len(words)
        return found

    def segments(self) -> list[Path]:
        """The segments of the write-ahead log, including those that will be reused."""
        return sorted((self.root / "pg_wal").glob("0*"))

    def segments_holding(self, word: str) -> list[str]:
        """The names of the segments that contain `word`."""
        while True:  # other databases use the same log, so a segment can be renamed during the search
            before = self.segments()
            found = [trace.place for trace in _in_files_that_come_and_go(before, word)]
            if self.segments() == before:
                return [Path(place).name for place in found]

    def use_up_a_segment(self) -> None:
        """Use up one segment and make a checkpoint. A server does both in the course of time."""
        self.ask("SELECT pg_switch_wal()")
        self.ask("CHECKPOINT")


def _in_files_that_come_and_go(files: Iterable[Path], word: str) -> Iterator[Trace]:
    for path in files:
        with suppress(FileNotFoundError):
            yield from in_raw_files([path], [word])
