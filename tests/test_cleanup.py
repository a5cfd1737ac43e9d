"""The promise.

On a public instance, N days after an anonymous transcript was made, nothing of it can be read by anyone, and within
one run after that nothing of it is left. Nothing that belongs to a signed-in user is ever touched.

Every test runs on the embedded defaults and on real services; see `instance` in tests/instances.py.
"""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from reflector.db.models import Artifact, Job, MeetingConsent, RetentionRun, Tombstone, Transcript
from reflector.db.states import ErasureReason
from reflector.errors import BadDays, RetentionBusy
from reflector.inventory import MARKER_KEY
from reflector.retention.drain import revive
from reflector.retention.erase import erase_now
from reflector.retention.run import cleanup_old_public_data, run
from reflector.testing.factories import (
    a_consent,
    a_meeting,
    a_recording,
    a_room,
    a_users_transcript,
    an_anonymous_transcript,
    days_ago,
    saying,
)
from tests.instances import Instance, local_time_zone, resisting
from tests.servers import S3Server

STATUSES = ("idle", "uploaded", "recording", "processing", "error", "ended")


# -- who goes and who stays -----------------------------------------------------------------------------------------


def test_only_old_anonymous_transcripts_go_in_every_status(instance: Instance) -> None:
    rows = {
        (owner, days_old, status): an_anonymous_transcript(days_old=days_old, status=status, user_id=owner)
        for owner in (None, "a-signed-in-user")
        for days_old in (-1, 0, 6.99, 7.01, 8, 3000)
        for status in STATUSES
    }
    instance.add(*rows.values())

    stats = instance.run()

    gone = {case for case, transcript in rows.items() if instance.lacks(transcript)}
    assert gone == {(None, days_old, status) for days_old in (7.01, 8, 3000) for status in STATUSES}
    assert stats["transcripts_deleted"] == len(gone)
    assert stats["errors"] == []


def test_an_owner_named_by_the_empty_string_is_a_signed_in_user(instance: Instance) -> None:
    transcript = an_anonymous_transcript(user_id="")
    instance.add(transcript)

    instance.run()

    assert instance.erased(transcript) == []


def test_a_visitor_may_shorten_a_life(instance: Instance) -> None:
    shortened = an_anonymous_transcript(days_old=1, erase_at=days_ago(0.01))
    waiting = an_anonymous_transcript(days_old=1, erase_at=days_ago(-0.01))
    instance.add(shortened, waiting)

    stats = instance.run()

    assert instance.still_there(shortened) == []
    assert instance.erased(waiting) == []
    assert stats["transcripts_deleted"] == 1


def test_a_visitor_can_never_lengthen_a_life(instance: Instance) -> None:
    transcript = an_anonymous_transcript(days_old=8, erase_at=days_ago(-300))
    instance.add(transcript)

    instance.run()

    assert instance.still_there(transcript) == []


def test_an_earlier_end_has_no_effect_for_a_signed_in_user(instance: Instance) -> None:
    transcript = a_users_transcript(days_old=1, erase_at=days_ago(0.5))
    instance.add(transcript)

    instance.run()

    assert instance.erased(transcript) == []


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Marquesas", "America/New_York"])
def test_the_local_time_zone_changes_nothing(instance: Instance, zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGTZ", zone)
    with local_time_zone(zone):
        instance.restart()
        here = ZoneInfo(zone)
        old = an_anonymous_transcript(created_at=days_ago(7.01).astimezone(here))
        young = an_anonymous_transcript(created_at=days_ago(6.99).astimezone(here))
        shortened = an_anonymous_transcript(days_old=1, erase_at=days_ago(0.01).astimezone(here))
        waiting = an_anonymous_transcript(days_old=1, erase_at=days_ago(-0.01).astimezone(here))
        instance.add(old, young, shortened, waiting)

        instance.run()

        assert instance.ids(Transcript) == {young.id, waiting.id}


def test_a_transcript_that_was_claimed_in_time_stays(instance: Instance) -> None:
    transcript = an_anonymous_transcript(days_old=30)
    instance.add(transcript)
    with instance.database.transaction() as session:
        session.execute(sa.update(Transcript).values(user_id="its-new-owner"))

    instance.run()

    assert instance.erased(transcript) == []


# -- everything of it -----------------------------------------------------------------------------------------------


def test_nothing_of_an_expired_transcript_is_left_anywhere(instance: Instance) -> None:
    meeting = saying(a_meeting(composed_video="composed/video.mp4"), "PORCUPINE")
    recording = a_recording(meeting, bucket=instance.recordings, key="cloud/one.mp4", track_keys=["cloud/a", "cloud/b"])
    transcript = saying(an_anonymous_transcript(meeting=meeting, recording=recording), "PORCUPINE")
    consent = saying(a_consent(meeting), "PORCUPINE")
    job = saying(Job(transcript_id=transcript.id), "PORCUPINE")
    instance.add(meeting, recording, consent, transcript, job)
    instance.keep_files(transcript, b"PORCUPINE, they said")
    instance.put(recording, b"PORCUPINE")
    instance.stores.bucket(instance.recordings).put("composed/video.mp4", BytesIO(b"PORCUPINE"))
    words = ("PORCUPINE", transcript.id, meeting.id, recording.id, consent.id)
    assert {trace.word for trace in instance.traces(*words)} == set(words)

    instance.run()

    assert instance.traces(*words) == []
    assert instance.raw_traces("PORCUPINE") == []
    assert instance.objects() == {}
    assert instance.residue() == []


def test_files_of_another_program_without_artifact_rows_are_erased(instance: Instance) -> None:
    meeting = saying(a_meeting(composed_video="composed/video.mp4"), "PORCUPINE")
    recording = a_recording(meeting, bucket=instance.recordings, key="cloud/one.mp4", track_keys=["cloud/a", "cloud/b"])
    transcript = saying(an_anonymous_transcript(meeting=meeting, recording=recording), "PORCUPINE")
    instance.adopt(meeting, recording, transcript)
    instance.put(recording, b"PORCUPINE")
    instance.stores.bucket(instance.recordings).put("composed/video.mp4", BytesIO(b"PORCUPINE"))
    instance.stores.default.put(f"{transcript.id}/audio.mp3", BytesIO(b"PORCUPINE"))
    folder = instance.settings.DATA_DIR / transcript.id
    (folder / "deeply" / "below").mkdir(parents=True)
    for path in ("audio.wav", "audio.mp3", "audio.json", "upload.webm", "deeply/below/copy.mp3"):
        (folder / path).write_bytes(b"PORCUPINE")

    stats = instance.run()

    assert instance.traces("PORCUPINE", transcript.id, meeting.id, recording.id) == []
    assert instance.objects() == {}
    assert not folder.exists()
    assert stats["errors"] == []


def test_a_tombstone_has_the_time_and_the_reason_and_no_content(instance: Instance) -> None:
    transcript = saying(an_anonymous_transcript(), "PORCUPINE")
    early = an_anonymous_transcript(days_old=1, erase_at=days_ago(0.5))
    instance.add(transcript, early)

    stats = instance.run()

    with instance.database.snapshot() as session:
        stones = {stone.id: stone for stone in session.scalars(sa.select(Tombstone))}
    assert {i: (stone.kind, stone.reason) for i, stone in stones.items()} == {
        transcript.id: ("transcript", "expired"),
        early.id: ("transcript", "erase_at"),
    }
    assert {stone.run_id for stone in stones.values()} == {stats["run_id"]}
    assert all(days_ago(0.01) < stone.erased_at <= days_ago(0) for stone in stones.values())


def test_a_younger_transcript_keeps_every_byte(instance: Instance) -> None:
    old, young = an_anonymous_transcript(days_old=8), saying(an_anonymous_transcript(days_old=6), "HEDGEHOG")
    instance.add(old, young)
    instance.keep_files(old, b"old sound")
    instance.keep_files(young, b"young sound")
    before = (instance.snapshot_of(young), instance.objects(young.id))

    instance.run()

    assert (instance.snapshot_of(young), instance.objects(young.id)) == before
    assert len(before[1]) >= 4
    assert instance.objects(old.id) == {}


# -- what is shared -------------------------------------------------------------------------------------------------


def test_the_meeting_its_consents_and_its_recordings_go_with_the_transcript(instance: Instance) -> None:
    meeting = a_meeting()
    recordings = [a_recording(meeting), a_recording(meeting)]
    consents = [a_consent(meeting), a_consent(meeting, given=False)]
    transcript = an_anonymous_transcript(meeting=meeting, recording=recordings[0])
    instance.add(meeting, *recordings, *consents, transcript)

    stats = instance.run()

    assert instance.still_there(transcript, meeting, *recordings, *consents) == []
    assert (stats["transcripts_deleted"], stats["meetings_deleted"], stats["recordings_deleted"]) == (1, 1, 2)


def test_the_schema_deletes_consents_with_their_meeting(instance: Instance) -> None:
    meeting, other = a_meeting(), a_meeting()
    instance.add(meeting, other, a_consent(meeting), a_consent(meeting), a_consent(other))

    with instance.database.transaction() as session:
        session.execute(sa.text("DELETE FROM meeting WHERE id = :id"), {"id": meeting.id})

    with instance.database.snapshot() as session:
        assert session.scalars(sa.select(MeetingConsent.meeting_id)).all() == [other.id]


WAYS_TO_SHARE = {
    "both lead to the meeting": ("meeting", "meeting"),
    "both lead to the recording": ("recording", "recording"),
    "the other leads to another recording of the meeting": ("meeting", "another"),
    "the other leads to the meeting of the recording": ("recording", "meeting"),
}


@pytest.mark.parametrize("way", WAYS_TO_SHARE)
@pytest.mark.parametrize("keeper", ["a signed-in user's", "a younger one"])
def test_data_that_a_kept_transcript_references_stays_byte_for_byte(instance: Instance, way: str, keeper: str) -> None:
    meeting = saying(a_meeting(days_old=9, composed_video="composed/video.mp4"), "HEDGEHOG")
    first = a_recording(meeting, days_old=9, bucket=instance.recordings, key="cloud/one.mp4")
    second = a_recording(meeting, days_old=9, bucket=instance.recordings, track_keys=["cloud/a", "cloud/b"])
    refusal = saying(a_consent(meeting, given=False), "HEDGEHOG")
    named: dict[str, dict[str, Any]] = {
        "meeting": {"meeting": meeting},
        "recording": {"recording": first},
        "another": {"recording": second},
    }
    expired, other = (named[name] for name in WAYS_TO_SHARE[way])
    going = an_anonymous_transcript(days_old=8, **expired)
    keeping = (
        an_anonymous_transcript(days_old=6, **other)
        if keeper == "a younger one"
        else a_users_transcript(days_old=300, **other)
    )
    instance.add(meeting, first, second, refusal, going, keeping)
    for recording in (first, second):
        instance.put(recording, b"HEDGEHOG")
    instance.stores.bucket(instance.recordings).put("composed/video.mp4", BytesIO(b"HEDGEHOG"))
    kept = (meeting, first, second, refusal, keeping)
    before = ([instance.snapshot_of(row) for row in kept], instance.objects())

    stats = instance.run()

    assert instance.still_there(going) == []
    assert ([instance.snapshot_of(row) for row in kept], instance.objects()) == before
    assert (stats["transcripts_deleted"], stats["meetings_deleted"], stats["recordings_deleted"]) == (1, 0, 0)


def test_an_object_of_two_recordings_goes_with_the_second(instance: Instance) -> None:
    first, second = (a_recording(bucket=instance.recordings, key="cloud/one.mp4") for _ in range(2))
    expired = an_anonymous_transcript(days_old=20, recording=first)
    users = a_users_transcript(days_old=20, recording=second)
    instance.adopt(first, second, expired, users)
    instance.put(first, b"HEDGEHOG")

    stats = instance.run()
    after_the_first = instance.objects()
    with instance.database.transaction() as session:
        session.execute(sa.update(Transcript).values(user_id=None))
    instance.run()

    assert after_the_first == {"s3:cloud/one.mp4": b"HEDGEHOG"}
    assert (stats["recordings_deleted"], stats["errors"]) == (1, [])
    assert instance.objects() == {}
    assert instance.residue() == []


def test_shared_recording_is_kept_until_its_last_transcript_expires(instance: Instance) -> None:
    recording = a_recording()
    oldest = an_anonymous_transcript(days_old=20, recording=recording)
    older = an_anonymous_transcript(days_old=10, recording=recording)
    youngest = an_anonymous_transcript(days_old=8, recording=recording)
    instance.add(recording, oldest, older, youngest)

    counts = []
    for days in (15, 9, 7):
        counts.append(instance.run(days)["recordings_deleted"])

    assert counts == [0, 0, 1]
    assert instance.still_there(oldest, older, youngest, recording) == []


def test_the_last_two_transcripts_of_a_meeting_take_it_in_different_batches(
    instance: Instance,
) -> None:
    meeting = a_meeting()
    recording = a_recording(meeting)
    first = an_anonymous_transcript(days_old=9, meeting=meeting)
    second = an_anonymous_transcript(days_old=8, recording=recording)
    instance.add(meeting, recording, first, second)

    instance.restart(RETENTION_BATCH_SIZE=1)
    stats = instance.run()

    assert instance.still_there(first, second, meeting, recording) == []
    assert (stats["transcripts_deleted"], stats["meetings_deleted"], stats["recordings_deleted"]) == (2, 1, 1)


# -- orphans ----------------------------------------------------------------------------------------------------------


def test_orphaned_meetings_and_recordings_go_when_their_days_are_over(instance: Instance) -> None:
    old_meeting, old_recording = a_meeting(days_old=8), a_recording(days_old=8)
    member, consent = a_recording(old_meeting, days_old=8), a_consent(old_meeting)
    young_meeting, young_recording = a_meeting(days_old=6), a_recording(days_old=6)
    instance.add(old_meeting, old_recording, member, consent, young_meeting, young_recording)

    stats = instance.run()

    assert instance.still_there(old_meeting, old_recording, member, consent) == []
    assert instance.erased(young_meeting, young_recording) == []
    assert (stats["transcripts_deleted"], stats["meetings_deleted"], stats["recordings_deleted"]) == (0, 1, 2)


def test_a_meeting_in_a_users_room_is_that_users(instance: Instance) -> None:
    room = a_room(user_id="its-owner")
    meeting = a_meeting(room=room, days_old=300)
    recording, refusal = a_recording(meeting, days_old=300), a_consent(meeting, given=False)
    instance.add(room, meeting, recording, refusal)

    instance.run()

    assert instance.erased(room, meeting, recording, refusal) == []


@pytest.mark.parametrize("way", ["the meeting", "its recording", "both"])
def test_an_anonymous_transcript_does_not_take_a_users_meeting_along(instance: Instance, way: str) -> None:
    room = a_room(user_id="its-owner")
    meeting = saying(a_meeting(room=room, composed_video="composed/video.mp4"), "HEDGEHOG")
    recording = a_recording(meeting, bucket=instance.recordings, key="cloud/one.mp4")
    refusal = a_consent(meeting, given=False)
    leads: dict[str, dict[str, Any]] = {"the meeting": {"meeting": meeting}, "its recording": {"recording": recording}}
    named = leads.get(way, {"meeting": meeting, "recording": recording})
    transcript = saying(an_anonymous_transcript(room_id=room.id, **named), "PORCUPINE")
    instance.add(room, meeting, recording, refusal, transcript)
    instance.keep_files(transcript, b"PORCUPINE")
    instance.put(recording, b"HEDGEHOG")
    instance.stores.bucket(instance.recordings).put("composed/video.mp4", BytesIO(b"HEDGEHOG"))
    before = [instance.snapshot_of(row) for row in (room, meeting, recording, refusal)]

    stats = instance.run()

    assert instance.traces("PORCUPINE") == []
    assert [instance.snapshot_of(row) for row in (room, meeting, recording, refusal)] == before
    assert instance.objects() == {"s3:cloud/one.mp4": b"HEDGEHOG", "s3:composed/video.mp4": b"HEDGEHOG"}
    assert (stats["transcripts_deleted"], stats["meetings_deleted"], stats["recordings_deleted"]) == (1, 0, 0)
    assert instance.residue() == []


def test_a_room_with_meetings_cannot_be_deleted(local_instance: Instance) -> None:
    """Not by hand either: the meeting would lose its owner, and would be erased with its refusals."""
    room = a_room(user_id="its-owner")
    meeting = a_meeting(room=room, days_old=300)
    local_instance.add(room, meeting)

    with local_instance.database.transaction() as session, pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.text("DELETE FROM room"))

    local_instance.run()
    assert local_instance.erased(room, meeting) == []


def test_a_meeting_whose_room_is_missing_counts_as_a_users_and_stays(sqlite_instance: Instance) -> None:
    """A database of Reflector cannot hold such a row; one that another program made on SQLite can."""
    room = a_room(user_id="its-owner")
    orphaned, led_to = a_meeting(room=room, days_old=300), a_meeting(room=room, days_old=300)
    recording = a_recording(led_to, days_old=300)
    sqlite_instance.add(room, orphaned, led_to, recording, an_anonymous_transcript(recording=recording))
    with sqlite_instance.database.migration_connection() as connection:  # the only one without foreign keys
        connection.execute(sa.text("DELETE FROM room"))

    stats = sqlite_instance.run()

    assert (stats["transcripts_deleted"], stats["errors"]) == (1, [])
    assert sqlite_instance.erased(orphaned, led_to, recording) == []


@pytest.mark.parametrize(
    ("eraser", "goes"), [("its-owner", True), ("another-user", False), (None, False)], ids=["own", "another's", "token"]
)
def test_an_owner_erases_the_meeting_too_only_in_their_own_room(
    instance: Instance, eraser: str | None, goes: bool
) -> None:
    room = a_room(user_id="its-owner")
    meeting = a_meeting(room=room)
    recording = a_recording(meeting)
    transcript = an_anonymous_transcript(user_id=eraser, recording=recording)
    instance.add(room, meeting, recording, transcript)

    erase_now(instance.here, transcript.id, reason=ErasureReason.USER if eraser else ErasureReason.OWNER)

    assert instance.still_there(transcript) == []
    assert instance.lacks(meeting, recording) == goes
    assert instance.has(meeting, recording) != goes


def test_a_meeting_in_the_operators_room_is_anonymous_and_the_room_stays(instance: Instance) -> None:
    room = a_room(user_id=None)
    meeting = a_meeting(room=room)
    instance.add(room, meeting)

    instance.run()

    assert instance.still_there(meeting) == []
    assert instance.erased(room) == []


def test_a_younger_recording_keeps_its_orphaned_meeting_and_the_older_recordings(instance: Instance) -> None:
    meeting = a_meeting(days_old=9)
    old, young = a_recording(meeting, days_old=9), a_recording(meeting, days_old=6)
    instance.add(meeting, old, young)

    instance.run()

    assert instance.erased(meeting, old, young) == []


@pytest.mark.parametrize("end", ["a younger end", "no end yet"])
def test_a_meeting_is_as_old_as_its_end(instance: Instance, end: str) -> None:
    meeting = a_meeting(days_old=9, end_date=days_ago(6) if end == "a younger end" else None)
    instance.add(meeting)

    instance.run()

    assert instance.has(meeting) == (end == "a younger end")


# -- the statistics say what was done -------------------------------------------------------------------------------


def test_the_statistics_and_the_record_of_the_run_have_the_same_counts(instance: Instance) -> None:
    meeting = a_meeting()
    recording = a_recording(meeting)
    transcript = an_anonymous_transcript(meeting=meeting, recording=recording)
    orphan = a_meeting()
    instance.add(meeting, recording, transcript, orphan)
    instance.keep_files(transcript)
    artifacts = len(instance.ids(Artifact))

    stats = instance.run()

    expected = {"transcripts_deleted": 1, "meetings_deleted": 2, "recordings_deleted": 1, "artifacts_erased": artifacts}
    record = instance.last_run()
    assert {name: value for name, value in stats.items() if name in expected} == expected
    assert {name: getattr(record, name) for name in expected} == expected
    assert (stats["errors"], stats["error_count"], stats["outcome"]) == ([], 0, "done")
    assert (record.id, record.errors, record.outcome, record.trigger) == (stats["run_id"], 0, "done", "call")
    assert record.ended_at is not None
    assert record.started_at <= record.ended_at
    assert record.cutoff.isoformat() == stats["cutoff"]
    assert record.days == 7


def test_a_second_run_finds_nothing_to_do(instance: Instance) -> None:
    transcript = an_anonymous_transcript()
    instance.add(transcript)
    instance.keep_files(transcript)
    instance.run()

    again = instance.run()

    assert again["outcome"] == "done"
    assert {
        again[n] for n in ("transcripts_deleted", "meetings_deleted", "recordings_deleted", "artifacts_erased")
    } == {0}


# -- the gate and the days ------------------------------------------------------------------------------------------


def test_an_instance_that_is_not_public_erases_nothing_and_returns_none(instance: Instance) -> None:
    transcript = an_anonymous_transcript(days_old=3000)
    instance.add(transcript)
    instance.keep_files(transcript)
    files = instance.objects()

    instance.restart(PUBLIC_MODE="false")
    assert cleanup_old_public_data() is None

    assert instance.erased(transcript) == []
    assert instance.objects() == files
    assert instance.ids(RetentionRun) == set()


def test_invalid_days_are_refused_before_anything_is_touched(instance: Instance) -> None:
    transcript = an_anonymous_transcript(days_old=3000)
    instance.add(transcript)
    instance.keep_files(transcript)
    files = instance.objects()

    for days in (0, -1, True, False, "7", b"7", 7.0, 10**9, 36_501, float("nan"), float("inf"), [7]):
        with pytest.raises(BadDays):
            cleanup_old_public_data(days)  # type: ignore[arg-type]

    assert instance.erased(transcript) == []
    assert instance.objects() == files
    assert instance.ids(RetentionRun) == set()


def test_a_run_can_have_other_days_than_the_settings(instance: Instance) -> None:
    three, nine = an_anonymous_transcript(days_old=3), an_anonymous_transcript(days_old=9)
    instance.add(three, nine)

    instance.run(days=10)
    after_ten = instance.ids(Transcript)
    instance.run(days=2)

    assert after_ten == {three.id, nine.id}
    assert instance.ids(Transcript) == set()
    assert instance.last_run().days == 2


def test_a_run_while_another_is_under_way_is_refused(instance: Instance) -> None:
    transcript = an_anonymous_transcript()
    instance.add(transcript)

    with instance.database.exclusive("retention"), pytest.raises(RetentionBusy):
        instance.run()

    assert instance.erased(transcript) == []
    assert instance.run()["transcripts_deleted"] == 1


# -- what fails -----------------------------------------------------------------------------------------------------


def test_a_store_that_fails_keeps_no_text_alive_and_loses_no_pointer(instance: Instance) -> None:
    recording = a_recording(bucket="no-such-bucket", key="cloud/one.mp4")
    transcript = saying(an_anonymous_transcript(recording=recording), "PORCUPINE")
    instance.add(recording, transcript)

    stats = instance.run()

    assert instance.traces("PORCUPINE", transcript.id) == []
    assert stats["errors"] == ["store s3: bucket_missing"]
    assert (stats["error_count"], stats["outcome"], instance.last_run().errors) == (1, "errors", 1)
    with instance.database.snapshot() as session:
        artifact = session.scalars(sa.select(Artifact)).one()
    assert (artifact.bucket, artifact.key) == ("no-such-bucket", "cloud/one.mp4")
    assert (artifact.attempts, artifact.last_error, artifact.dead_at) == (1, "bucket_missing", None)
    assert artifact.next_attempt_at is not None
    assert artifact.next_attempt_at > days_ago(0)
    assert [residue.reason for residue in instance.residue()] == ["doomed: bucket_missing", "bucket_missing"]


def test_a_failed_artifact_is_retried_until_it_is_dead_and_can_be_revived(
    instance: Instance, seaweedfs: S3Server
) -> None:
    instance.restart(RETENTION_MAX_ATTEMPTS=2, RETENTION_BACKOFF_SECONDS="0.000001")
    bucket = f"late-{uuid4().hex[:12]}"
    recording = a_recording(bucket=bucket, key="cloud/one.mp4")
    instance.add(recording, an_anonymous_transcript(recording=recording))

    errors = [instance.run()["error_count"] for _ in range(3)]
    dead = [residue.reason for residue in instance.residue()]
    seaweedfs.client.create_bucket(Bucket=bucket)
    instance.put(recording, b"PORCUPINE")
    while_dead = instance.run()["artifacts_erased"]
    revived = revive(instance.database)
    instance.run()

    assert errors == [1, 1, 0]
    assert dead == ["dead: bucket_missing", "bucket_missing"]
    assert (while_dead, revived) == (0, 1)
    assert list(instance.stores.bucket(bucket).list()) == []
    assert instance.ids(Artifact) == set()


def test_an_artifact_is_left_alone_until_its_next_attempt(instance: Instance) -> None:
    recording = a_recording(bucket="no-such-bucket", key="cloud/one.mp4")
    instance.add(recording, an_anonymous_transcript(recording=recording))
    instance.run()

    again = instance.run()

    assert (again["errors"], again["outcome"]) == ([], "done")
    with instance.database.snapshot() as session:
        assert session.scalars(sa.select(Artifact.attempts)).all() == [1]


def test_a_bad_row_costs_one_row_and_its_content_is_not_logged(
    instance: Instance, capfd: pytest.CaptureFixture[str]
) -> None:
    meeting = a_meeting()
    bad = saying(an_anonymous_transcript(meeting=meeting), "PORCUPINE")
    good = [an_anonymous_transcript() for _ in range(5)]
    instance.add(meeting, bad, *good)
    instance.keep_files(bad)
    files = instance.objects(bad.id)

    with resisting(instance.database, bad.id):
        stats = instance.run()

    assert instance.erased(bad, meeting) == []
    assert instance.objects(bad.id) == files
    assert instance.still_there(*good) == []
    assert (stats["transcripts_deleted"], stats["meetings_deleted"]) == (5, 0)
    assert (instance.last_run().transcripts_deleted, instance.last_run().meetings_deleted) == (5, 0)
    assert instance.last_run().errors == stats["error_count"] == len(stats["errors"]) == 1
    assert stats["errors"][0].startswith(bad.id)
    assert "PORCUPINE" not in "".join(stats["errors"]) + "".join(capfd.readouterr())
    assert instance.run()["transcripts_deleted"] == 1


def test_nothing_is_erased_on_a_foreign_disk(instance: Instance, tmp_path: Path) -> None:
    transcript, later = an_anonymous_transcript(), an_anonymous_transcript()
    instance.add(transcript)
    instance.keep_files(transcript)
    instance.run()  # the first run marks the stores
    instance.add(later)
    instance.keep_files(later)
    files = instance.objects(later.id)
    mounted = instance.settings.DATA_DIR

    instance.restart(DATABASE_URL=instance.settings.database_url, DATA_DIR=tmp_path / "not-mounted")
    (tmp_path / "not-mounted" / later.id).mkdir(parents=True)
    unmounted = instance.run()
    pointers = len(instance.ids(Artifact))
    instance.restart(DATA_DIR=mounted)

    assert instance.still_there(later) == []
    assert unmounted["errors"] == ["store local: store_is_foreign"]
    assert (tmp_path / "not-mounted" / later.id).exists()
    assert pointers >= 5
    assert instance.objects(later.id).items() >= {k: v for k, v in files.items() if k.startswith("local:")}.items()
    revive(instance.database)
    assert instance.run()["errors"] == []
    assert instance.objects(later.id) == {}


def test_nothing_is_erased_in_a_store_with_another_databases_marker(instance: Instance) -> None:
    transcript = an_anonymous_transcript()
    instance.add(transcript)
    instance.keep_files(transcript)
    for store in (instance.stores.local, instance.stores.default):
        store.put(MARKER_KEY, BytesIO(b"of another database"))
    files = instance.objects()

    stats = instance.run()

    assert instance.still_there(transcript) == []
    assert instance.objects() == files
    assert {error.split(": ")[1] for error in stats["errors"]} == {"store_is_foreign"}


def test_a_run_out_of_time_is_unfinished_and_the_next_continues(instance: Instance) -> None:
    instance.restart(RETENTION_BATCH_SIZE=2)
    instance.add(*(an_anonymous_transcript() for _ in range(5)))
    no_time = instance.settings.model_copy(update={"RETENTION_TIME_BUDGET_SECONDS": 0})

    stats = run(replace(instance.here, settings=no_time))

    assert (stats["transcripts_deleted"], stats["outcome"]) == (2, "unfinished")
    assert instance.last_run().outcome == "unfinished"
    assert instance.run()["transcripts_deleted"] == 3
    assert instance.residue() == []
