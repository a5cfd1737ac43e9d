"""Erased text is gone from the raw bytes of the embedded database, and was never in a log or an error."""

import json
import logging
import sqlite3
import time
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from random import Random
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
import structlog

from reflector.db import scrub
from reflector.db.models import Job, Transcript, new_id
from reflector.db.session import Database
from reflector.db.states import ErasureReason
from reflector.errors import RetentionError
from reflector.retention.erase import erase_now
from reflector.retention.run import drain_now, run
from reflector.storage import Stores
from reflector.testing.factories import a_recording, an_anonymous_transcript, days_ago, saying
from tests.faults import traces
from tests.instances import Instance, resisting


def of_many_sizes(count: int, word: str, seed: int) -> list[Transcript]:
    """Transcripts whose texts fill from a few bytes of a page to many overflow pages."""
    random = Random(seed)
    rows = []
    for _ in range(count):
        row = saying(an_anonymous_transcript(days_old=random.uniform(8, 90)), word)
        row.long_summary = " ".join([word] * int(random.paretovariate(0.6)))[:200_000]
        row.topics = [{"title": word, "words": [word] * random.randrange(200)}]
        rows.append(row)
    return rows


# -- raw bytes --------------------------------------------------------------------------------------------------------


def test_no_page_and_no_log_frame_keeps_an_erased_word(sqlite_instance: Instance) -> None:
    seed = 20_261_123
    random = Random(seed)
    rows = []
    for _ in range(
        6000
    ):  # small transcripts, with kept ones between them, so that pages are merged during the deletion
        users = random.random() < 0.3
        word = "HEDGEHOG " if users else "PORCUPINE "
        texts = {
            "title": word * random.randrange(1, 40),
            "long_summary": word * int(min(2000, random.paretovariate(0.8))),
        }
        made = days_ago(random.uniform(8, 90))
        rows.append({"id": new_id(), "created_at": made, "user_id": "a user" if users else None, **texts})
    with sqlite_instance.database.transaction() as session:
        session.execute(sa.insert(Transcript), rows)
    assert sqlite_instance.raw_traces("PORCUPINE") != []

    stats = sqlite_instance.run()

    print(f"{seed=}")
    assert (stats["transcripts_deleted"], stats["errors"]) == (sum(row["user_id"] is None for row in rows), [])
    assert sqlite_instance.raw_traces("PORCUPINE") == []
    assert [trace.word for trace in sqlite_instance.raw_traces("HEDGEHOG")] == ["HEDGEHOG"]


def test_an_owners_erasure_removes_the_text_from_the_raw_bytes_at_once(sqlite_instance: Instance) -> None:
    rows = of_many_sizes(40, "PORCUPINE", 7)
    for row in rows:
        sqlite_instance.add(row)

    for row in rows:
        erase_now(sqlite_instance.here, row.id, reason=ErasureReason.OWNER)
    drain_now()

    assert sqlite_instance.raw_traces("PORCUPINE") == []


def test_an_empty_run_scrubs_what_an_earlier_one_left(sqlite_instance: Instance) -> None:
    transcript = saying(an_anonymous_transcript(), "PORCUPINE")
    sqlite_instance.add(transcript)
    erase_now(sqlite_instance.here, transcript.id, reason=ErasureReason.OWNER)
    with sqlite_instance.database.transaction() as session:
        session.execute(sa.text("DELETE FROM artifact"))
    assert sqlite_instance.raw_traces("PORCUPINE") != []

    sqlite_instance.run()

    assert sqlite_instance.raw_traces("PORCUPINE") == []


def test_without_vacuum_the_log_is_still_emptied(sqlite_instance: Instance) -> None:
    sqlite_instance.restart(RETENTION_VACUUM="off")
    transcript = saying(an_anonymous_transcript(), "PORCUPINE")
    sqlite_instance.add(transcript)

    stats = sqlite_instance.run()

    assert stats["errors"] == []
    assert sqlite_instance.raw_traces("PORCUPINE") == []


def test_without_vacuum_a_log_that_cannot_be_emptied_is_reported(sqlite_instance: Instance) -> None:
    sqlite_instance.restart(RETENTION_VACUUM="off")
    sqlite_instance.add(an_anonymous_transcript())

    with a_reader(sqlite_instance):
        stats = sqlite_instance.run()

    assert stats["errors"] == ["database: not scrubbed"]


@contextmanager
def a_reader(instance: Instance) -> Iterator[None]:
    """Another process that keeps a snapshot open."""
    with closing(sqlite3.connect(instance.database.file or "", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM transcript").fetchall()
        yield


def test_a_reader_that_keeps_the_log_is_reported_and_delays_nothing(sqlite_instance: Instance) -> None:
    transcript = saying(an_anonymous_transcript(), "PORCUPINE")
    sqlite_instance.add(transcript)

    with a_reader(sqlite_instance):
        began = time.monotonic()
        stats = sqlite_instance.run()
        took = time.monotonic() - began
    again = sqlite_instance.run()

    assert took < 25
    assert (stats["errors"], stats["outcome"]) == (["database: not scrubbed"], "errors")
    assert again["errors"] == []
    assert sqlite_instance.raw_traces("PORCUPINE") == []


def test_writers_go_on_while_the_log_cannot_be_emptied(sqlite_instance: Instance) -> None:
    with a_reader(sqlite_instance):
        sqlite_instance.add(an_anonymous_transcript())
        began = time.monotonic()
        emptied = scrub.checkpoint(sqlite_instance.database, patience_seconds=0.2)
        sqlite_instance.add(an_anonymous_transcript())
        took = time.monotonic() - began

    assert not emptied
    assert took < 10
    assert scrub.checkpoint(sqlite_instance.database)


@pytest.mark.postgres
@pytest.mark.parametrize("how", ["plain", "full"])
def test_postgresql_keeps_no_row_that_can_be_seen_by_any_snapshot(postgres_instance: Instance, how: str) -> None:
    postgres_instance.restart(RETENTION_VACUUM=how)
    postgres_instance.adopt(*of_many_sizes(100, "PORCUPINE", 3))

    assert postgres_instance.run()["errors"] == []

    with postgres_instance.database.maintenance() as connection:
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pgstattuple")

        def dead() -> int:
            # Statistics arrive late, so the test reads the number of dead rows from the table itself.
            return int(
                connection.exec_driver_sql("SELECT dead_tuple_count FROM pgstattuple('transcript')").scalar_one()
            )

        # Rows that the server's own ANALYZE can still see at that moment stay until the next run.
        for _ in range(20):
            if dead():
                time.sleep(0.5)
                postgres_instance.run()
        assert dead() == 0


@contextmanager
def an_older_transaction(instance: Instance, where: str) -> Iterator[None]:
    """A transaction that began before the run: a backup of this database, or a writer in another database."""
    here = sa.make_url(instance.settings.DATABASE_URL)
    url = here if where == "here" else here.set(database="postgres")
    statement = "SELECT count(*) FROM transcript" if where == "here" else "SELECT txid_current()"
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.execute(statement)
        yield


@pytest.mark.postgres
@pytest.mark.parametrize("where", ["here", "in another database"])
def test_an_older_reader_is_reported_and_the_next_run_clears_up_after_it(
    postgres_instance: Instance, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    postgres_instance.restart(RETENTION_VACUUM="full")
    postgres_instance.add(saying(an_anonymous_transcript(), "PORCUPINE"))

    with an_older_transaction(postgres_instance, where), monkeypatch.context() as patch:
        patch.setattr(scrub, "OLDER_READERS_SECONDS", 0.5)
        held_back = postgres_instance.run()
    again = postgres_instance.run()

    assert (held_back["transcripts_deleted"], held_back["errors"]) == (1, ["database: not scrubbed"])
    assert held_back["outcome"] == "errors"
    assert again["errors"] == []
    with postgres_instance.database.maintenance() as connection:
        assert connection.exec_driver_sql("SELECT pg_relation_size('transcript')").scalar() == 0


# -- logs and errors --------------------------------------------------------------------------------------------------


@pytest.fixture
def said(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Any:
    """All output so far: the streams, the logs of libraries, and structured events."""
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as events:
        yield lambda: "".join(capfd.readouterr()) + caplog.text + json.dumps(events, default=repr)


def test_a_run_logs_no_content(local_instance: Instance, said: Any) -> None:
    rows = of_many_sizes(5, "PORCUPINE", 5)
    local_instance.add(*rows, *(saying(Job(transcript_id=row.id), "PORCUPINE") for row in rows))
    for row in rows:
        local_instance.keep_files(row, b"PORCUPINE")

    stats = local_instance.run()

    text = said()
    assert "Starting cleanup of old public data" in text
    assert "PORCUPINE" not in text + json.dumps(stats)


def test_a_row_that_cannot_be_deleted_is_named_by_id(local_instance: Instance, said: Any) -> None:
    bad = saying(an_anonymous_transcript(), "PORCUPINE")
    local_instance.add(bad, *(an_anonymous_transcript() for _ in range(3)))

    with resisting(local_instance.database, bad.id):
        stats = local_instance.run()

    assert stats["error_count"] == 1
    assert bad.id in stats["errors"][0]
    assert "PORCUPINE" not in said() + json.dumps(stats)


def test_a_failed_run_reveals_no_content(local_instance: Instance, said: Any) -> None:
    """The database refuses an insert, and its message repeats the values. Traces with locals are recorded too."""
    recording = a_recording(bucket="b", key="PORCUPINE/one.mp4")
    local_instance.adopt(recording)

    with refusing_artifacts(local_instance.database), pytest.raises(RetentionError) as failure:
        local_instance.run()

    trace = traceback.TracebackException.from_exception(failure.value, capture_locals=True)
    assert "PORCUPINE" not in "".join(trace.format())
    assert "PORCUPINE" not in said() + str(failure.value)
    assert local_instance.last_run().outcome == "failed"


class refusing_artifacts:
    """During the block the database refuses artifact rows, and its message has their values."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.make, self.drop = (
            (
                ["CREATE TRIGGER refuse BEFORE INSERT ON artifact BEGIN SELECT RAISE(ABORT, 'PORCUPINE'); END"],
                ["DROP TRIGGER refuse"],
            )
            if database.is_sqlite
            else (
                [
                    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
                    "$$ BEGIN RAISE EXCEPTION USING MESSAGE = NEW.key; END $$",
                    "CREATE TRIGGER refuse BEFORE INSERT ON artifact FOR EACH ROW EXECUTE FUNCTION refuse()",
                ],
                ["DROP TRIGGER refuse ON artifact", "DROP FUNCTION refuse"],
            )
        )

    def __enter__(self) -> None:
        self._do(self.make)

    def __exit__(self, *_: object) -> None:
        self._do(self.drop)

    def _do(self, statements: list[str]) -> None:
        with self.database.engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


def test_no_bound_value_is_in_the_text_of_an_error(local_instance: Instance) -> None:
    row = saying(an_anonymous_transcript(), "PORCUPINE")
    local_instance.add(an_anonymous_transcript(id=row.id))

    with pytest.raises(sa.exc.IntegrityError) as failure, local_instance.database.transaction() as session:
        session.add(row)

    assert "PORCUPINE" not in str(failure.value) + repr(failure.value)


def test_the_search_itself_finds_words_at_the_seams_of_its_chunks(
    sqlite_instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(traces, "_CHUNK", 8)
    path = sqlite_instance.settings.DATA_DIR / "raw"
    for gap in range(20):
        path.write_bytes(b"." * gap + b"PORCUPINE")

        assert [trace.word for trace in traces.in_raw_files([path], ["PORCUPINE"])] == ["PORCUPINE"]


def test_a_run_without_stores_ends_in_an_error_without_loss(local_instance: Instance) -> None:
    transcript = an_anonymous_transcript(recording=(recording := a_recording(bucket="b", key="one.mp4")))
    local_instance.add(recording, transcript)
    wrong = local_instance.settings.model_copy(update={"TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL": "no address"})

    stats = run(replace(local_instance.here, stores=Stores(wrong), settings=wrong))

    assert (stats["transcripts_deleted"], stats["error_count"], stats["outcome"]) == (1, 1, "errors")
