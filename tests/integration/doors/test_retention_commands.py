"""`reflector retention …`, `storage adopt`, `room create`: their output, exit codes and effects."""

import os
import time

from reflector.db.models import Artifact, Room, Transcript, new_id, utcnow
from reflector.inventory import MARKER_KEY, recognize
from reflector.testing.factories import a_meeting, a_users_transcript, an_anonymous_transcript
from tests.instances import Instance
from tests.integration.doors.conftest import files_of, reflector


def test_preview_lists_rows_to_erase_and_to_keep_and_changes_nothing(instance: Instance) -> None:
    meeting = a_meeting()
    old, users = an_anonymous_transcript(meeting=meeting), a_users_transcript(meeting=meeting)
    instance.add(meeting, old, users)
    before = files_of(instance)

    plain, machine = reflector("retention", "preview"), reflector("retention", "preview", "--json")

    assert plain.code == machine.code == 0
    assert f"erase transcript {old.id} expired\n" in plain.out
    assert f"keep meeting {meeting.id} shared by transcript {users.id}\n" in plain.out
    assert machine.json["erase"] == {"transcripts": 1, "meetings": 0, "recordings": 0}
    assert machine.json["keep"] == {"transcripts": 0, "meetings": 1, "recordings": 0}
    assert machine.json["count"] == len(machine.json["items"]) == 2
    assert files_of(instance) == before


def test_verify_lists_residue_until_there_is_none(instance: Instance) -> None:
    old = an_anonymous_transcript()
    instance.add(old)
    instance.keep_files(old)

    found = reflector("retention", "verify", "--json")
    assert found.code == 3
    assert {"kind": "transcript", "place": "database", "id": old.id, "reason": "expired"} in found.json["residue"]
    assert f"transcript {old.id} database: expired" in reflector("retention", "verify").out

    instance.run()
    clean = reflector("retention", "verify")
    assert clean.code == 0
    assert clean.out == "Nothing that is expired is left.\n"


def test_verify_proves_nothing_in_a_store_that_is_not_ours(instance: Instance) -> None:
    instance.add(an_anonymous_transcript())
    instance.run()
    (instance.settings.DATA_DIR / MARKER_KEY).unlink()  # an unmounted disk looks like this

    ended = reflector("retention", "verify", "--json")

    assert ended.code == 3
    assert [item["reason"] for item in ended.json["residue"]] == ["store_is_foreign"]


def test_preview_and_verify_refuse_a_private_instance(instance: Instance) -> None:
    assert reflector("retention", "preview", PUBLIC_MODE="false").code == 5
    assert reflector("retention", "verify", PUBLIC_MODE="false").code == 5


def test_status_shows_the_policy_the_runs_and_the_obstacles(instance: Instance) -> None:
    instance.add(an_anonymous_transcript(), an_anonymous_transcript(days_old=1))
    instance.run()
    resists = Artifact(
        kind="mp3", store="local", key=f"{new_id()}/audio.mp3", last_error="PermissionError", dead_at=utcnow()
    )
    with instance.database.transaction() as session:
        session.add(resists)

    plain, machine = reflector("retention", "status"), reflector("retention", "status", "--json")

    assert plain.code == machine.code == 3
    assert "the promise                  is behind: dead_artifacts" in plain.out
    assert "PermissionError" in plain.out
    assert machine.json["promise"]["days"] == 7
    assert machine.json["runs"][0]["transcripts_deleted"] == 1
    assert machine.json["obstacles"][0]["artifacts"] == 1


def test_retry_gives_dead_artifacts_another_life_and_erases_them(instance: Instance) -> None:
    transcript_id = new_id()
    folder = instance.settings.DATA_DIR / transcript_id
    folder.mkdir()
    (folder / "audio.mp3").write_bytes(b"sound")
    key = f"{transcript_id}/audio.mp3"
    with instance.database.transaction() as session:
        session.add(Artifact(kind="mp3", store="local", key=key, attempts=12, last_error="x", dead_at=utcnow()))

    ended = reflector("retention", "retry", "--json")

    assert ended.code == 0
    assert ended.json == {"revived": 1, "artifacts_erased": 1, "errors": 0}
    assert not folder.exists()


def test_orphans_are_listed_and_erased_only_when_asked_old_and_few(instance: Instance) -> None:
    recognize(instance.database, instance.stores.local)
    alive = [an_anonymous_transcript(days_old=1) for _ in range(5)]
    instance.add(*alive)
    for transcript in alive:
        instance.keep_files(transcript)
    young, old = (instance.settings.DATA_DIR / new_id() / "audio.mp3" for _ in range(2))
    for path in (young, old):
        path.parent.mkdir()
        path.write_bytes(b"sound")
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(old, (two_days_ago, two_days_ago))

    listed = reflector("retention", "orphans", "--json")
    assert listed.code == 3
    assert {item["reason"] for item in listed.json["orphans"]} == {"unknown"}
    assert listed.json["count"] == 2

    refused = reflector("retention", "orphans", "--erase", RETENTION_ORPHAN_MAX_SHARE="0.01")
    assert refused.code == 1
    assert "--force" in refused.err
    assert old.exists()

    erased = reflector("retention", "orphans", "--erase", "--json")
    assert erased.code == 0
    assert erased.json == {"erased": 1, "left": [], "too_young": 1}
    assert young.exists()
    assert not old.exists()
    assert len(instance.ids(Transcript)) == 5


def test_orphans_of_a_store_that_is_not_ours_are_never_erased(instance: Instance) -> None:
    orphan = instance.settings.DATA_DIR / new_id() / "audio.mp3"
    orphan.parent.mkdir()
    orphan.write_bytes(b"sound")
    (instance.settings.DATA_DIR / MARKER_KEY).write_text("another database's")

    ended = reflector("retention", "orphans", "--erase", "--force", RETENTION_ORPHAN_GRACE_HOURS="0")

    assert ended.code == 1
    assert "marker" in ended.err
    assert orphan.exists()


def test_why_answers_in_words_and_in_json(instance: Instance) -> None:
    old = an_anonymous_transcript()
    instance.add(old)

    plain = reflector("retention", "why", old.id)

    assert plain.code == 0
    assert f"transcript {old.id}: expired\n" in plain.out
    assert "There has been no run yet" in plain.out
    assert reflector("retention", "why", old.id, "--json").json["fate"]["reason"] == "expired"
    assert reflector("retention", "why", "nobody").code == 1


def test_a_store_is_adopted_only_when_the_operator_confirms_it(instance: Instance) -> None:
    marker = instance.settings.DATA_DIR / MARKER_KEY
    marker.write_text("another database's")

    asked = reflector("storage", "adopt", "local", stdin="n\n")
    assert asked.code == 1
    assert "ANOTHER database's marker" in asked.out
    assert marker.read_text() == "another database's"

    assert reflector("storage", "adopt", "local", "--yes").code == 0
    assert marker.read_text() != "another database's"
    assert reflector("retention", "run", "--json").code == 0


def test_the_operator_makes_rooms_without_an_owner(instance: Instance) -> None:
    assert reflector("room", "create", "town-hall").code == 0
    assert reflector("room", "create", "town-hall").code == 1
    assert reflector("room", "create", "Town Hall").code == 2

    with instance.database.snapshot() as session:
        assert [(room.name, room.user_id) for room in session.query(Room)] == [("town-hall", None)]


def test_names_that_would_command_a_terminal_are_shown_and_not_obeyed(instance: Instance) -> None:
    folder = instance.settings.DATA_DIR / new_id()
    folder.mkdir()
    (folder / "\x1b]0;owned\x07\nnothing is left").write_bytes(b"sound")

    ended = reflector("retention", "orphans")

    assert "\x1b" not in ended.out
    assert "\\x1b]0;owned\\x07\\nnothing is left" in ended.out
