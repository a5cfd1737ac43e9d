"""A transcript over HTTP: made, read, renamed, shortened, erased."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from reflector.db.models import Artifact, Base, Transcript
from reflector.retention.run import drain_now
from tests.faults import traces
from tests.integration.api.server import Instance, create, owner, problem


def test_an_anonymous_transcript_comes_with_an_owner_token_once_and_an_end(http: httpx.Client) -> None:
    made = create(http, name="Monday", source_language="en")

    assert len(made["owner_token"]) >= 43
    assert made["status"] == "idle"
    assert made["progress"] == {"stage": "upload", "fraction": 0.0, "place": None, "seconds_left": None}
    assert datetime.fromisoformat(made["expires_at"]) - datetime.fromisoformat(made["created_at"]) == timedelta(days=7)
    read = http.get(f"/v1/transcripts/{made['id']}")
    assert read.status_code == 200
    assert "owner_token" not in read.json()
    assert read.json()["name"] == "Monday"


def test_only_a_hash_of_the_owner_token_is_kept(instance: Instance, http: httpx.Client) -> None:
    made = create(http)

    with instance.database.snapshot() as session:
        row = session.get_one(Transcript, made["id"])
    assert made["owner_token"] not in str(vars(row))
    assert row.owner_token_hash is not None
    assert len(row.owner_token_hash) == 64


def test_no_answer_tells_the_user_the_hash_or_the_client(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"])

    shown = http.get(f"/v1/transcripts/{made['id']}", headers=owner(made)).text

    with instance.database.snapshot() as session:
        row = session.get_one(Transcript, made["id"])
    assert row.owner_token_hash is not None
    assert row.owner_token_hash not in shown
    for word in ("user_id", "owner_token", "client", "hash"):
        assert word not in shown


def test_a_finished_transcript_has_topics_and_their_author(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"])

    shown = http.get(f"/v1/transcripts/{made['id']}").json()

    assert shown["status"] == "ended"
    assert shown["title"] == "Marmots"
    assert shown["digest_by"] == "extractive"
    assert shown["quotes"][0]["start"] == 0.0
    assert shown["audio_available"] is True
    assert shown["duration"] == 3.0


def test_a_failed_transcript_has_a_reason_for_people(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.set(made["id"], status="error", error="silent")

    shown = http.get(f"/v1/transcripts/{made['id']}").json()

    assert shown["error"] == {"code": "silent", "detail": "The recording is silent."}


@pytest.mark.parametrize("code", ["worker_died", "upload_abandoned", "no_such_code"])
def test_every_reason_has_a_sentence(instance: Instance, http: httpx.Client, code: str) -> None:
    made = create(http)
    instance.set(made["id"], status="error", error=code)

    assert http.get(f"/v1/transcripts/{made['id']}").json()["error"]["detail"].endswith(".")


def test_transcripts_of_others_cannot_be_listed(http: httpx.Client) -> None:
    create(http)

    problem(http.get("/v1/transcripts"), 404, "no_users")


@pytest.mark.parametrize(
    "path", ["x", "00000000-0000-4000-8000-000000000000", "%00", "ABCDEF00-0000-4000-8000-000000000000"]
)
def test_an_unknown_id_is_not_found(http: httpx.Client, path: str) -> None:
    problem(http.get(f"/v1/transcripts/{path}"), 404, "not_found")


# -- changing -----------------------------------------------------------------------------------------------------


def test_the_owner_renames(http: httpx.Client) -> None:
    made = create(http, name="old")

    answer = http.patch(f"/v1/transcripts/{made['id']}", json={"name": "new"}, headers=owner(made))

    assert answer.status_code == 200
    assert http.get(f"/v1/transcripts/{made['id']}").json()["name"] == "new"


def test_a_life_is_shortened_and_never_lengthened(http: httpx.Client) -> None:
    made = create(http)
    at = f"/v1/transcripts/{made['id']}"

    shorter = http.patch(at, json={"expires_in_days": 2}, headers=owner(made))
    assert shorter.status_code == 200
    end = datetime.fromisoformat(shorter.json()["expires_at"])
    assert timedelta(days=1.9) < end - datetime.now(UTC) <= timedelta(days=2)

    for body in ({"expires_in_days": 3}, {"erase_at": made["expires_at"]}, {"erase_at": "8999-12-31T23:59:59Z"}):
        document = problem(http.patch(at, json=body, headers=owner(made)), 422, "invalid_request")
        assert "never lengthened" in document["detail"]
    assert http.get(at).json()["expires_at"] == shorter.json()["expires_at"]


@pytest.mark.parametrize(
    "body",
    [
        {"erase_at": "2001-01-01T00:00:00Z"},
        {"erase_at": "2031-01-01T00:00:00"},
        {"erase_at": "0001-01-01T00:00:00+14:00"},
        {"expires_in_days": 0},
        {"expires_in_days": 1e-9},
        {"expires_in_days": -1},
        {"expires_in_days": 1e308},
        {"expires_in_days": "many"},
        {"expires_in_days": 1, "erase_at": "2031-01-01T00:00:00Z"},
        {"name": "x" * 256},
        {"name": "a\0b"},
        {"share_mode": "private"},
        {"share_mode": "everybody"},
    ],
)
def test_a_bad_change_is_refused_and_changes_nothing(http: httpx.Client, body: dict[str, object]) -> None:
    made = create(http, name="kept")
    at = f"/v1/transcripts/{made['id']}"

    document = problem(http.patch(at, json=body, headers=owner(made)), 422, "invalid_request")

    assert document["errors"][0]["where"]
    assert http.get(at).json()["name"] == "kept"
    assert http.get(at).json()["expires_at"] == made["expires_at"]


def test_a_life_can_be_shorter_from_the_beginning(http: httpx.Client) -> None:
    made = create(http, expires_in_days=1)

    life = datetime.fromisoformat(made["expires_at"]) - datetime.fromisoformat(made["created_at"])
    assert abs(life - timedelta(days=1)) < timedelta(seconds=5)


def test_the_days_of_the_instance_can_be_asked_for_and_no_more(http: httpx.Client) -> None:
    create(http, expires_in_days=7)

    problem(http.post("/v1/transcripts", json={"expires_in_days": 7.01}), 422, "invalid_request")


@pytest.mark.parametrize("verb", ["PATCH", "DELETE"])
def test_only_the_owner_may_change_or_erase(http: httpx.Client, verb: str) -> None:
    made, other = create(http), create(http)
    at = f"/v1/transcripts/{made['id']}"

    nobody = http.request(verb, at, json={})
    somebody = http.request(verb, at, json={}, headers=owner(other))

    problem(nobody, 401, "not_signed_in")
    assert "www-authenticate" in nobody.headers
    problem(somebody, 403, "not_owner")
    assert http.get(at).status_code == 200


# -- erasing ------------------------------------------------------------------------------------------------------


def test_the_owner_erases_rows_and_bytes_at_once(instance: Instance, http: httpx.Client) -> None:
    made = create(http, name="Matterhorn")
    instance.finish(made["id"])

    answer = http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made))

    assert answer.json() == {"status": "ok", "pending": 0, "durable": True}
    assert not (instance.settings.DATA_DIR / made["id"]).exists()
    with instance.database.snapshot() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Artifact)) == 0
        for table in Base.metadata.sorted_tables:
            if table.name not in ("tombstone", "journal_entry"):  # both say that it was erased
                assert made["id"] not in str(session.execute(sa.select(table)).all()), table.name


def test_an_erased_transcript_answers_410_with_when_and_why(http: httpx.Client) -> None:
    made = create(http)
    http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made))

    document = problem(http.get(f"/v1/transcripts/{made['id']}"), 410, "gone")

    assert document["reason"] == "owner"
    assert abs(datetime.fromisoformat(document["gone_at"]) - datetime.now(UTC)) < timedelta(minutes=1)
    problem(http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made)), 410, "gone")


# -- the raw bytes ----------------------------------------------------------------------------------------------------


def raw_words(instance: Instance) -> set[str]:
    """The words of the text that are in the raw files of the database, including its write-ahead log."""
    found = traces.in_raw_files(traces.database_files(instance.database), ["whistle", "PORCUPINE"])
    return {trace.word for trace in found}


def said(instance: Instance, http: httpx.Client) -> dict[str, Any]:
    made = create(http, name="PORCUPINE")
    instance.finish(made["id"])
    assert raw_words(instance) == {"whistle", "PORCUPINE"}
    return made


def test_the_text_is_gone_from_the_raw_bytes_when_an_erasure_is_answered(
    instance: Instance, http: httpx.Client
) -> None:
    made = said(instance, http)

    answer = http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made))

    assert answer.json() == {"status": "ok", "pending": 0, "durable": True}
    assert raw_words(instance) == set()


def test_a_long_reader_delays_the_end_of_the_text_only_to_the_next_drain(
    instance: Instance, http: httpx.Client
) -> None:
    made = said(instance, http)
    # It keeps the database open: SQLite tidies up by itself when the last connection ends.
    with closing(sqlite3.connect(instance.database.file or "", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM transcript").fetchall()
        began = monotonic()
        answer = http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made))
        took = monotonic() - began
        reader.execute("COMMIT")
        before = raw_words(instance)

        drained = drain_now(instance.here)

    assert answer.status_code == 200
    assert took < 5
    assert before == {"whistle", "PORCUPINE"}
    assert drained == {"artifacts_erased": 0, "errors": 0}
    assert raw_words(instance) == set()
