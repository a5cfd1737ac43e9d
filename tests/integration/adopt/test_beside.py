"""The engine beside programs that insert, delete and migrate: none of their statements fails, and nothing is lost."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from reflector.adopt.schema import NEEDED
from tests.existing import KINDS, Existing, columns, dump, seed
from tests.integration.adopt.conftest import Reflector, settle

pytestmark = [pytest.mark.postgres, pytest.mark.s3]

Adopt = Callable[..., None]

DEEP = os.environ.get("REFLECTOR_TEST_DEEP") == "1"
#: Changes that the next version of another program can make to a column.
MIGRATIONS = ("DROP COLUMN {}", "RENAME COLUMN {} TO renamed_{}", "ALTER COLUMN {} TYPE text USING {}::text")


def test_deletions_by_other_programs_have_a_grace_time(
    existing: Existing, reflector: Reflector, adopted: Adopt, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopted()
    kept = existing.transcript("users", user_id="user-1", audio_location="storage", files=("audio.json",))
    room = existing.room()
    existing.recording("room", existing.meeting("room", room=room, video=True), tracks=True)
    video = existing.recording("wanted", existing.meeting("wanted", room=room, video=True))
    existing.execute("DELETE FROM room")  # its meetings cascade
    existing.execute("DELETE FROM recording")
    existing.execute("DELETE FROM transcript WHERE id = %s", kept)

    assert {item["erased_after"] for item in reflector("retention", "pending", "--json").json["pending"]} == {None}
    assert reflector("retention", "run").code == 0
    pending = reflector("retention", "pending", "--json").json["pending"]
    assert {item["owner"] for item in pending} == {"transcript", "meeting", "recording"}
    assert reflector("retention", "verify").code == 0
    assert existing.left("users") == {"transcripts": (0, 1), "files": (1, 1), "objects": (2, 2)}

    wanted = [item for item in pending if item["owner_id"] in (video, *existing.kind("wanted").meetings)]
    revoke = [word for item in wanted for word in ("--revoke", str(item["artifact_id"]))]
    assert reflector("retention", "pending", *revoke).code == 0
    existing.execute("UPDATE adoption_pending SET noticed_at = noticed_at - interval '2 days'")
    assert reflector("retention", "run").code == 0

    assert existing.left("users") == {"transcripts": (0, 1), "files": (0, 1), "objects": (0, 2)}
    assert existing.left("room")["recorded"] == (0, 3)
    assert existing.left("wanted")["recorded"] == (2, 2)
    assert {item["is_revoked"] for item in reflector("retention", "pending", "--json").json["pending"]} == {True}


def test_a_pointer_that_lived_for_a_moment_is_known(existing: Existing, reflector: Reflector, adopted: Adopt) -> None:
    adopted()
    meeting = existing.meeting("short", room=existing.room())
    key = existing.put(existing.recordings, "acme/first-video")
    existing.execute("UPDATE meeting SET daily_composed_video_s3_key = %s WHERE id = %s", key, meeting)
    existing.execute("UPDATE meeting SET daily_composed_video_s3_key = NULL WHERE id = %s", meeting)
    existing.execute("DELETE FROM meeting WHERE id = %s", meeting)

    assert [item["key"] for item in reflector("retention", "pending", "--json").json["pending"]] == [key]


def test_the_first_run_is_small_and_waits(existing: Existing, reflector: Reflector, adopted: Adopt) -> None:
    existing.transcript("one")
    existing.execute(
        "INSERT INTO transcript (id, created_at, status, source_kind, audio_location, audio_deleted) "
        "SELECT gen_random_uuid(), now() - interval '8 days', 'ended', 'live', 'local', true "
        "FROM generate_series(1, 120)"
    )
    adopted(confirm=False)

    assert reflector("adopt", "confirm", "--yes").code == 1
    assert reflector("retention", "run", "--json").json["transcripts_deleted"] == 100
    second = reflector("retention", "run")
    assert second.code == 1
    assert "reflector adopt confirm --yes" in second.text
    assert len(existing.ids("transcript")) == 21
    assert reflector("adopt", "confirm", "--yes").code == 0
    assert reflector("retention", "run", "--json").json["transcripts_deleted"] == 21


def test_refusals_are_applied_only_on_demand(
    existing: Existing, reflector: Reflector, adopted: Adopt, monkeypatch: pytest.MonkeyPatch
) -> None:
    KINDS["users_room_old"](existing, "refused")
    KINDS["users_room_old"](existing, "other")
    meeting, transcript = existing.kind("refused").meetings[0], existing.kind("refused").transcripts[0]
    existing.execute("UPDATE meeting_consent SET consent_given = false WHERE meeting_id = %s", meeting)
    adopted()
    assert reflector("retention", "run").code == 0
    assert existing.left("refused")["recorded"] == (3, 3)

    settle(monkeypatch, {"ADOPT_APPLY_REFUSALS": "true"})
    assert reflector("retention", "run").code == 0
    rows = existing.rows()
    assert reflector("retention", "run").code == 0

    gone = {"files": (0, 1), "objects": (0, 1), "recorded": (0, 3)}
    assert existing.left("refused") == {"transcripts": (1, 1), "meetings": (1, 1), "recordings": (1, 1), **gone}
    assert existing.left("other")["recorded"] == (3, 3)
    assert existing.execute("SELECT audio_deleted FROM transcript WHERE id = %s", transcript) == [(True,)]
    assert existing.rows() == rows, "the second run updated a row again"
    assert reflector("retention", "verify").code == 0


def _stand_ins() -> list[str]:
    """Every migration of one column that another program may make: DROP, RENAME, ALTER TYPE; and ADD to each table."""
    found = []
    for table, names in columns().items():
        found.append(f'ALTER TABLE "{table}" ADD COLUMN added_later varchar')
        for name in names:
            found.append(f'ALTER TABLE "{table}" DROP COLUMN "{name}"')
            found.append(f'ALTER TABLE "{table}" RENAME COLUMN "{name}" TO renamed')
            found.append(f'ALTER TABLE "{table}" ALTER COLUMN "{name}" TYPE text USING "{name}"::text')
    return found


def _outcomes(url: str) -> dict[str, str]:
    """The outcome of each stand-in, each in a transaction that is rolled back."""
    outcomes = {}
    with psycopg.connect(url) as connection:
        for statement in _stand_ins():
            try:
                connection.execute(statement.encode())
                outcomes[statement] = "done"
            except psycopg.Error as error:
                outcomes[statement] = type(error).__name__
            connection.rollback()
    return outcomes


def test_their_next_migrations_run(existing: Existing, reflector: Reflector, adopted: Adopt) -> None:
    before = _outcomes(existing.url)
    adopted(confirm=False)

    assert _outcomes(existing.url) == before
    assert list(before.values()).count("done") > 300


@pytest.mark.parametrize("how", MIGRATIONS if DEEP else MIGRATIONS[:1])
def test_migrations_before_and_after_the_installation_change_what_the_engine_does_not_need(
    existing: Existing, reflector: Reflector, adopted: Adopt, how: str
) -> None:
    seed(existing)
    free = [(table, name) for table, names in columns().items() for name in names if name not in NEEDED.get(table, {})]
    free.remove(("alembic_version", "version_num"))
    before, after = free[::2], free[1::2]

    def migrate(some: list[tuple[str, str]]) -> int:
        done = 0
        with psycopg.connect(existing.url, autocommit=True) as connection:
            for table, name in some:
                with suppress(psycopg.Error):  # their own schema forbids it
                    connection.execute(f'ALTER TABLE "{table}" {how.replace("{}", name)}'.encode())
                    done += 1
        return done

    changed = migrate(before)
    adopted(confirm=False)
    changed += migrate(after)
    assert changed > len(free) * 0.8
    schema = dump(existing.url)
    assert reflector("retention", "run").code == 0
    assert existing.ids("transcript").isdisjoint(existing.kind("anonymous_file_old").transcripts)
    assert existing.files() >= set(existing.kind("users_file_old").files)
    assert dump(existing.url) == schema
    assert reflector("adopt", "undo", "--yes").code == 0


def test_an_insert_succeeds_after_a_migration_that_we_do_not_know(
    existing: Existing, reflector: Reflector, adopted: Adopt
) -> None:
    adopted(confirm=False)
    existing.execute("ALTER TABLE meeting RENAME COLUMN daily_composed_video_s3_key TO video_key")

    meeting = existing.add("meeting", platform="daily")
    existing.execute("UPDATE meeting SET num_clients = 2 WHERE id = %s", meeting)

    refused = reflector("retention", "run")
    assert refused.code == 1
    assert "meeting.daily_composed_video_s3_key: needs" in refused.text


def test_a_role_without_rights_on_our_tables_can_write(
    existing: Existing, reflector: Reflector, adopted: Adopt
) -> None:
    adopted()
    role = f"app_{existing.bucket.replace('-', '_')}"
    existing.execute(f"CREATE ROLE {role}")
    try:
        existing.execute(f"GRANT ALL ON transcript, meeting, room TO {role}")
        existing.execute(f"GRANT USAGE ON SEQUENCE transcript_change_seq TO {role}")
        with psycopg.connect(existing.url) as connection:
            connection.execute(f"SET ROLE {role}".encode())
            connection.execute("INSERT INTO transcript (id, source_kind, status) VALUES ('theirs', 'file', 'idle')")
            connection.execute("RESET ROLE")
            written = connection.execute("SELECT count(*) FROM artifact WHERE transcript_id = 'theirs'").fetchone()
            connection.execute(f"SET ROLE {role}".encode())
            connection.execute("CREATE TEMPORARY TABLE own (id text, audio_location text)")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(
                    "CREATE TRIGGER own AFTER INSERT ON own FOR EACH ROW EXECUTE FUNCTION reflector_enter_transcript()"
                )
        assert written == (4,)
    finally:
        existing.execute(f"DROP OWNED BY {role}")
        existing.execute(f"DROP ROLE {role}")


def test_earlier_leaks_are_listed_and_erased(
    existing: Existing, reflector: Reflector, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, {"RETENTION_ORPHAN_GRACE_HOURS": "0"})
    leaked = existing.transcript("leaked")
    existing.transcript("living", user_id="user-1")
    existing.execute("DELETE FROM transcript WHERE id = %s", leaked)
    existing.put(existing.bucket, "somebody/elses.mp4")

    listed = reflector("adopt", "leaks", "--json")
    assert listed.code == 3
    assert {item["key"] for item in listed.json["leaks"]} == {
        *existing.kind("leaked").files,
        *existing.kind("leaked").objects,
    }
    assert reflector("adopt", "leaks", "--erase", "--force").code == 0
    assert existing.left("leaked") == {"transcripts": (0, 1), "files": (0, 3), "objects": (0, 1)}
    assert existing.left("living") == {"transcripts": (1, 1), "files": (3, 3), "objects": (1, 1)}
    assert "somebody/elses.mp4" in existing.objects(existing.bucket)


def test_why_explains_every_kept_row(existing: Existing, reflector: Reflector, adopted: Adopt) -> None:
    seed(existing)
    adopted()
    kinds = existing.kinds
    expected = {
        kinds["dangling"].transcripts[0]: "It has no date",
        kinds["anonymous_room_old"].meetings[0]: "counts as a user's",
        kinds["without_transcript"].recordings[1]: "counts as a user's",
        kinds["anonymous_owned_old"].meetings[0]: "in a room of a signed-in user",
        kinds["anonymous_file_old"].transcripts[0]: "It was erased",
    }

    said = {row_id: reflector("retention", "why", row_id).text for row_id in expected}

    assert [row_id for row_id, words in expected.items() if words not in said[row_id]] == [], said
    assert reflector("retention", "status").code == 0
    assert reflector("retention", "preview", "--json").json["erase"]["transcripts"] == 0


@pytest.mark.parametrize("command", [["serve"], ["db", "upgrade"], ["retention", "verify"]])
def test_other_commands_print_one_line_and_touch_nothing(
    existing: Existing, reflector: Reflector, adopted: Adopt, command: list[str]
) -> None:
    existing.data_dir.chmod(0o755)
    rows = existing.rows()

    said = reflector(*command)

    assert said.code == 1
    assert "`reflector adopt`" in said.text
    assert "\n" not in said.text.strip()
    assert existing.rows() == rows
    assert existing.data_dir.stat().st_mode & 0o777 == 0o755
    assert existing.files() == set()


def test_doctor_writes_nothing_before_the_adoption(existing: Existing, reflector: Reflector) -> None:
    written = existing.data_dir.stat().st_mtime_ns

    doctor = reflector("doctor", "--json")

    assert doctor.code == 1
    findings = doctor.json["findings"]
    assert [finding["name"] for finding in findings if finding["state"] == "FAIL"] == ["installation"]
    assert not any(finding["name"].startswith(("storage", "broker")) for finding in findings)
    assert existing.data_dir.stat().st_mtime_ns == written


@pytest.mark.parametrize("is_adopted", [False, True])
def test_init_makes_nothing_for_another_programs_database(
    existing: Existing, reflector: Reflector, adopted: Adopt, tmp_path: Path, is_adopted: bool
) -> None:
    if is_adopted:
        adopted(confirm=False)
    written = existing.data_dir.stat().st_mtime_ns

    init = reflector("init", "--directory", str(tmp_path / "new"))

    assert init.code == 1
    assert "`reflector adopt`" in init.text
    assert not (tmp_path / "new").exists()
    assert existing.data_dir.stat().st_mtime_ns == written
