"""A wrong place, or a copy of the database, is refused before any row goes."""

import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from reflector.db.models import utcnow
from reflector.db.session import get_database
from tests.existing import Existing, dump
from tests.integration.adopt.conftest import Reflector, settle

pytestmark = [pytest.mark.postgres, pytest.mark.s3]

Adopt = Callable[..., None]


def a_little_of_everything(existing: Existing) -> None:
    """Living and expired rows whose bytes are in each of the three places."""
    existing.transcript("expired")
    existing.transcript("local", user_id="user-1")
    existing.transcript("stored", user_id="user-1", audio_location="storage", files=("audio.json",))
    meeting = existing.meeting("meeting", room=existing.room(), video=True)
    existing.recording("meeting", meeting, tracks=True)


def _empty_folder(existing: Existing) -> dict[str, str]:
    folder = existing.data_dir.with_name("empty")
    folder.mkdir()
    return {"DATA_DIR": str(folder)}


def _missing_folder(existing: Existing) -> dict[str, str]:
    return {"DATA_DIR": str(existing.data_dir.with_name("missing"))}


def _other_bucket(existing: Existing) -> dict[str, str]:
    return {"TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": existing.server.make_bucket()}


def _bucket_with_folder(existing: Existing) -> dict[str, str]:
    return {"TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": f"{existing.bucket}/folder"}


def _forgotten_s3(existing: Existing) -> dict[str, str]:
    names = [name for name in existing.environment() if name.startswith(("TRANSCRIPT_", "DAILYCO_"))]
    return dict.fromkeys(names, "")


def _wrong_key(_existing: Existing) -> dict[str, str]:
    return {"TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID": "nobody"}


def _other_bucket_of_videos(existing: Existing) -> dict[str, str]:
    return {"DAILYCO_STORAGE_AWS_BUCKET_NAME": existing.bucket}


WRONG = {
    "empty folder": (_empty_folder, "local"),
    "missing folder": (_missing_folder, "local"),
    "other bucket": (_other_bucket, "default"),
    "bucket with a folder": (_bucket_with_folder, "default"),
    "forgotten S3 settings": (_forgotten_s3, "default"),
    "wrong key": (_wrong_key, "default"),
    "other bucket of videos": (_other_bucket_of_videos, "default"),
}


def test_a_wrong_place_is_refused_before_and_after_the_installation(
    existing: Existing, reflector: Reflector, adopted: Adopt, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_little_of_everything(existing)
    schema, rows = dump(existing.url), existing.rows()
    changes = {name: (make(existing), place) for name, (make, place) in WRONG.items()}
    for name, (change, place) in changes.items():
        settle(monkeypatch, change)
        reported = reflector("adopt", "report", "--json")
        assert reported.code == 2, name
        assert any(f"{place}: 0 of" in line for line in reported.json["look"]["refusals"]), (name, reported.text)
        installed = reflector("adopt", "install", "--yes", reported.json["hash"])
        assert installed.code == 1, name
        assert "right place" in installed.text
        settle(monkeypatch, existing.environment())
    assert dump(existing.url) == schema

    adopted(confirm=False)
    for name, (change, _) in changes.items():
        settle(monkeypatch, change)
        assert reflector("retention", "run").code == 1, name
        assert existing.rows() == rows, name
        settle(monkeypatch, existing.environment())


def test_a_lost_place_can_be_named(
    existing: Existing, reflector: Reflector, adopted: Adopt, monkeypatch: pytest.MonkeyPatch
) -> None:
    existing.transcript("expired")
    settle(monkeypatch, _empty_folder(existing))
    assert reflector("adopt").code == 2

    adopted("--lost", "local")

    assert existing.ids("transcript") == set()


def test_bytes_whose_store_is_not_configured_are_red_at_once(
    existing: Existing, reflector: Reflector, adopted: Adopt, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given rows whose audio is in S3, settings without S3, and an operator who names that place as lost
    row = existing.transcript("stored", audio_location="storage", files=("audio.json",), copies=())
    settle(monkeypatch, _forgotten_s3(existing))
    report = reflector("adopt", "report", "--json", "--lost", "default").json
    assert reflector("adopt", "install", "--yes", report["hash"], "--lost", "default").code == 0

    run = reflector("retention", "run", "--json")

    assert run.code == 3
    assert run.json["transcripts_deleted"] == 1
    assert run.json["error_count"] == 1
    assert existing.execute("SELECT key, dead_at IS NOT NULL FROM artifact") == [(f"{row}/audio.mp3", True)]
    assert reflector("retention", "verify").code == 3
    undone = reflector("adopt", "undo", "--yes")
    assert undone.code == 1, "only this database knows where the bytes were"
    assert existing.left("stored")["objects"] == (1, 1)


def test_a_bucket_of_another_account_keeps_its_pointers(
    existing: Existing, reflector: Reflector, adopted: Adopt
) -> None:
    # Given a recording in a bucket that our key cannot reach, beside many that it can reach
    meeting = existing.meeting("users", room=existing.room())
    existing.recording("users", meeting, tracks=True)
    elsewhere = existing.meeting("elsewhere")
    key = {"bucket_name": "bucket-of-another-account", "object_key": "talk.mp4", "meeting_id": elsewhere}
    recording = existing.add("recording", status="completed", recorded_at=utcnow() - timedelta(days=9), **key)
    existing.transcript("elsewhere", meeting_id=elsewhere, recording_id=recording)
    refused = reflector("adopt", "report", "--json", "--erase-roomless")
    assert refused.code == 2
    assert "bucket-of-another-account: 0 of 1" in refused.json["look"]["refusals"][0]

    adopted("--erase-roomless", "--lost", "bucket-of-another-account", confirm=False)
    run = reflector("retention", "run", "--json")

    assert (run.code, run.json["error_count"]) == (3, 1)
    assert existing.execute("SELECT bucket, key FROM artifact WHERE doomed_at IS NOT NULL") == [
        ("bucket-of-another-account", "talk.mp4")
    ]
    assert reflector("retention", "verify").code == 3
    assert existing.left("users")["recorded"] == (2, 2)


def test_an_unknown_schema_is_refused_with_the_difference(existing: Existing, reflector: Reflector) -> None:
    existing.execute("ALTER TABLE transcript ALTER COLUMN created_at TYPE timestamp")
    existing.execute("ALTER TABLE recording DROP COLUMN track_keys")

    said = reflector("adopt").text

    assert "transcript.created_at: needs timestamp with time zone, has timestamp without time zone" in said
    assert "recording.track_keys: needs json or jsonb, has nothing" in said


def test_a_copy_of_the_database_is_refused(
    existing: Existing, reflector: Reflector, adopted: Adopt, monkeypatch: pytest.MonkeyPatch
) -> None:
    existing.transcript("expired")
    adopted()
    existing.transcript("expired")
    get_database().engine.dispose()
    server, _, name = existing.url.rpartition("/")
    clone = f"{name}_clone"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{clone}" TEMPLATE "{name}"'.encode())
        try:
            settle(monkeypatch, {"DATABASE_URL": f"{server}/{clone}"})
            for command in (["run"], ["retry"]):
                refused = reflector("retention", *command)
                assert "This database is a copy" in refused.text, command
            assert reflector("adopt", "undo", "--yes").code == 1
        finally:
            get_database().engine.dispose()
            connection.execute(f'DROP DATABASE "{clone}" WITH (FORCE)'.encode())
    settle(monkeypatch, existing.environment())
    assert existing.left("expired")["files"] == (3, 6)
    assert reflector("retention", "run").code == 0


_STATE = "(epoch, turn, last_turn)"


def test_of_two_copies_of_a_whole_server_only_one_goes_on(
    existing: Existing, reflector: Reflector, adopted: Adopt
) -> None:
    # Given a copy with the same origin: only the row of the adoption can tell the two apart
    adopted()
    state = existing.execute("SELECT epoch, turn, last_turn FROM adoption")[0]
    assert reflector("retention", "run").code == 0  # the copy
    existing.transcript("expired")
    rows = existing.rows()

    for behind in (1, 0):  # the original, before and after it has begun its own run
        existing.execute(f"UPDATE adoption SET {_STATE} = (%s, %s, %s)", state[0] + 1 - behind, *state[1:])
        for command in (["retention", "run"], ["retention", "retry"], ["adopt", "undo", "--yes"]):
            refused = reflector(*command)
            assert refused.code == 1, command
            assert "another database has worked on its stores" in refused.text, command
    assert "another database" in reflector("doctor").text
    assert existing.rows() == rows
    assert existing.left("expired")["files"] == (3, 3)

    assert reflector("adopt", "original", "--yes").code == 0
    assert reflector("retention", "run").code == 0
    assert existing.left("expired")["files"] == (0, 3)


def test_a_run_that_died_between_the_database_and_the_markers_is_no_copy(
    existing: Existing, reflector: Reflector, adopted: Adopt
) -> None:
    adopted()
    for _ in range(2):
        existing.execute(f"UPDATE adoption SET {_STATE} = (epoch + 1, 'not in the markers yet', turn)")
        assert reflector("retention", "run").code == 0


def test_a_server_at_another_address_is_refused(
    existing: Existing, reflector: Reflector, adopted: Adopt, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopted()
    existing.transcript("expired")
    monkeypatch.setattr("socket.gethostname", lambda: "another-machine")

    refused = reflector("retention", "run")

    assert refused.code == 1
    assert "another address" in refused.text
    assert existing.left("expired")["files"] == (3, 3)
    assert "another address" in reflector("adopt").text
    assert reflector("adopt", "original", "--yes").code == 0
    assert reflector("retention", "run").code == 0


def test_a_copy_made_before_the_installation_does_not_take_the_stores(
    existing: Existing, reflector: Reflector, adopted: Adopt, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given the original, which is adopted, and a copy of its whole server, which is not
    existing.transcript("expired")
    adopted(confirm=False)
    marker = (existing.data_dir / ".reflector-instance").read_bytes()
    script = Path("reflector-undo.sql").read_text()
    subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", existing.url], input=script, text=True, check=True)
    monkeypatch.setattr("socket.gethostname", lambda: "another-machine")
    report = reflector("adopt", "report", "--json").json

    refused = reflector("adopt", "install", "--yes", report["hash"])

    assert refused.code == 1
    assert "marker" in refused.text
    assert (existing.data_dir / ".reflector-instance").read_bytes() == marker


def test_another_installations_store_is_refused(existing: Existing, reflector: Reflector) -> None:
    existing.transcript("expired")
    (existing.data_dir / ".reflector-instance").write_text("11111111-2222-4333-8444-555555555555")

    report = reflector("adopt", "report", "--json").json

    assert reflector("adopt", "install", "--yes", report["hash"]).code == 1
    assert "marker" in reflector("adopt", "install", "--yes", report["hash"]).text


def test_the_schema_of_august_2025_is_refused_with_its_difference(existing: Existing, reflector: Reflector) -> None:
    # It lacks these two columns that the engine reads.
    existing.execute("ALTER TABLE recording DROP COLUMN track_keys")
    existing.execute("ALTER TABLE meeting DROP COLUMN daily_composed_video_s3_key")
    before = dump(existing.url)

    for command in ("look", "report"):
        said = reflector("adopt", command)
        assert said.code == 1
        assert said.text == (
            "The schema is not one that this version knows. "
            "meeting.daily_composed_video_s3_key: needs character varying or text, has nothing; "
            "recording.track_keys: needs json or jsonb, has nothing."
        )
    assert dump(existing.url) == before
