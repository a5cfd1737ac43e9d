"""`reflector adopt leaks` erases nothing that can still belong to somebody."""

import os
from datetime import timedelta
from pathlib import Path
from time import sleep
from uuid import uuid4

import pytest

from reflector.db.models import utcnow
from tests.existing import Existing
from tests.integration.adopt.conftest import Reflector, settle

pytestmark = [pytest.mark.postgres, pytest.mark.s3]


def make_old(folder: Path) -> None:
    """Let every file look as if it was written a month ago."""
    month_ago = (utcnow() - timedelta(days=30)).timestamp()
    for path in folder.rglob("*"):
        os.utime(path, (month_ago, month_ago))


def test_a_database_without_transcripts_erases_no_leaks(existing: Existing, reflector: Reflector) -> None:
    # Given a DATABASE_URL that names a new or a restored database, and the files of the real one
    existing.transcript("a user's", user_id="user-1")
    make_old(existing.data_dir)
    existing.execute("DELETE FROM transcript")
    before = existing.files()

    assert reflector("adopt", "leaks").code == 3
    refused = reflector("adopt", "leaks", "--erase")

    assert refused.code == 1
    assert "--force" in refused.text
    assert existing.files() == before
    assert reflector("adopt", "leaks", "--erase", "--force").code == 0
    assert existing.files() == set()


def test_a_recording_in_a_folder_with_the_name_of_a_transcript_is_not_leaked(
    existing: Existing, reflector: Reflector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETENTION_ORPHAN_GRACE_HOURS", "0")
    keys = [existing.put(existing.bucket, f"{uuid4()}/{name}") for name in ("talk.mp4", "track-1", "video.mp4")]
    leaked = existing.put(existing.bucket, f"{uuid4()}/audio.mp3")
    recorded = {"bucket_name": existing.bucket, "recorded_at": utcnow(), "status": "completed"}
    existing.add("recording", object_key=keys[0], **recorded)
    existing.add("recording", object_key="", track_keys=f'["{keys[1]}"]', **recorded)
    existing.add("meeting", start_date=utcnow(), daily_composed_video_s3_key=keys[2])

    assert [item["key"] for item in reflector("adopt", "leaks", "--json").json["leaks"]] == [leaked]


def test_the_age_of_a_key_is_that_of_its_youngest_version(
    existing: Existing, reflector: Reflector, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a bucket that keeps versions, in which a program writes below a folder that also has its own object
    client = existing.server.client
    client.put_bucket_versioning(Bucket=existing.bucket, VersioningConfiguration={"Status": "Enabled"})
    old, again, folder = (f"{uuid4()}/{name}" for name in ("audio.mp3", "audio.mp3", ""))
    for key in (old, again, folder):
        existing.put(existing.bucket, key)
    assert reflector("adopt", "leaks").code == 0  # they are too young; the command has imported what it needs
    sleep(15)
    young = existing.put(existing.bucket, f"{folder}audio.mp3")
    existing.put(existing.bucket, again, b"younger than the grace time")
    # The command has twelve seconds to begin. Until then the younger ones are within the grace time.
    written_at = client.head_object(Bucket=existing.bucket, Key=young)["LastModified"]
    grace = utcnow() - written_at + timedelta(seconds=12)
    settle(monkeypatch, {"RETENTION_ORPHAN_GRACE_HOURS": str(grace.total_seconds() / 3600)})

    reflector("adopt", "leaks", "--erase", "--force")

    assert existing.objects(existing.bucket) == {again, folder, young}


def test_a_bucket_of_recordings_is_searched_and_objects_near_a_row_stay(
    existing: Existing, reflector: Reflector, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, {"RETENTION_ORPHAN_GRACE_HOURS": "0"})
    existing.transcript("users", user_id="user-1")
    meeting = existing.meeting("users", video=True)
    existing.recording("users", meeting)
    tracks = existing.recording("users", meeting, tracks=True)
    folder, room = f"acme/room-{tracks[:8]}", existing.execute("SELECT room_name FROM meeting")[0][0]
    spared = [
        existing.put(existing.recordings, key)
        for key in (
            f"{folder}/1-{uuid4()}-cam-video-0",  # beside the tracks of a living recording
            f"{folder}/deeper/{uuid4()}.mp4",
            f"acme/{room}/{uuid4()}.mp4",  # of a living meeting, not imported yet
            f"acme/{meeting.upper()}.mp4",
            f"acme/gone/{meeting}/{uuid4()}.mp4",
            "acme/gone/no-id.mp4",
        )
    ]
    leaked = [existing.put(existing.recordings, f"acme/gone/1-{uuid4()}-cam-audio-{n}") for n in range(2)]
    before = existing.contents()

    assert {item["key"] for item in reflector("adopt", "leaks", "--json").json["leaks"]} == set(leaked)
    assert reflector("adopt", "leaks", "--erase", "--force").code == 0
    assert existing.contents() == before, "a bucket that nobody named"
    assert reflector("adopt", "leaks", "--erase", "--bucket", "other").code == 1
    refused = reflector("adopt", "leaks", "--erase", "--bucket", existing.recordings)
    assert "--force" in refused.text
    assert existing.contents() == before
    assert reflector("adopt", "leaks", "--erase", "--force", "--bucket", existing.recordings).code == 0

    assert existing.objects(existing.recordings) == {*existing.kind("users").recorded, *spared}
    after = existing.contents()
    assert {place: content for place, content in before.items() if place[1] not in leaked} == after


def test_a_bucket_that_cannot_be_listed_hides_no_other_leaks(
    existing: Existing, reflector: Reflector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETENTION_ORPHAN_GRACE_HOURS", "0")
    existing.add("recording", bucket_name="another-account", object_key="a.mp4", recorded_at=utcnow())
    existing.transcript("leaked")
    leaked = existing.put(existing.recordings, f"gone/{uuid4()}.mp4")
    existing.execute("DELETE FROM transcript")

    said = reflector("adopt", "leaks")

    assert said.code not in (0, 3), "not everything was searched"
    for key in (*existing.kind("leaked").files, *existing.kind("leaked").objects, leaked):
        assert key in said.text
