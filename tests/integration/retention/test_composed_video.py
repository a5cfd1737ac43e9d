"""A meeting names the key of its composed video, but no bucket. The video is erased, or its absence is reported."""

from io import BytesIO

import pytest
import sqlalchemy as sa

from reflector import inventory
from reflector.db.models import Artifact, Meeting, Recording
from reflector.retention.drain import revive
from reflector.retention.report.status import promise
from reflector.storage import Store
from reflector.testing.factories import a_meeting, a_recording, a_users_transcript, an_anonymous_transcript
from tests.instances import Instance

KEY = "standup/composed.mp4"
pytestmark = pytest.mark.s3


def a_meeting_with_video(instance: Instance, *recordings: str) -> Meeting:
    """An expired meeting of another program, with a recording in each of these buckets, and nothing inventoried."""
    meeting = a_meeting(composed_video=KEY)
    members = [a_recording(meeting, bucket=bucket, key="standup/track") for bucket in recordings]
    instance.adopt(meeting, *members, an_anonymous_transcript(meeting=meeting))
    return meeting


def objects_in(store: Store) -> set[str]:
    return {found.key for found in store.list() if not found.key.startswith(".reflector")}


def test_the_video_is_sought_beside_the_recordings_of_its_meeting(instance: Instance) -> None:
    meeting = a_meeting_with_video(instance, instance.recordings)
    bucket = instance.stores.bucket(instance.recordings)
    bucket.put(KEY, BytesIO(b"PORCUPINE"))
    bucket.put("standup/of-another.mp4", BytesIO(b"HEDGEHOG"))

    stats = instance.run()

    assert instance.still_there(meeting) == []
    assert (stats["errors"], instance.ids(Artifact), instance.residue()) == ([], set(), [])
    assert objects_in(bucket) == {"standup/of-another.mp4"}


def test_recordings_in_two_buckets_leave_no_doubt(instance: Instance) -> None:
    others = [f"{instance.recordings}/{name}" for name in ("one", "two")]
    a_meeting_with_video(instance, *others)
    for name in others:
        instance.stores.bucket(name).put(KEY, BytesIO(b"PORCUPINE"))

    stats = instance.run()

    assert stats["errors"] == []
    assert [objects_in(instance.stores.bucket(name)) for name in others] == [set(), set()]


def test_the_setting_overrides_the_bucket_of_the_recordings(instance: Instance) -> None:
    named = f"{instance.recordings}/videos"
    instance.restart(DAILYCO_STORAGE_AWS_BUCKET_NAME=named)
    a_meeting_with_video(instance, instance.recordings)
    instance.stores.bucket(named).put(KEY, BytesIO(b"PORCUPINE"))
    instance.stores.bucket(instance.recordings).put(
        KEY, BytesIO(b"HEDGEHOG")
    )  # another owner's object with the same key

    stats = instance.run()

    assert stats["errors"] == []
    assert objects_in(instance.stores.bucket(named)) == set()
    assert KEY in objects_in(instance.stores.bucket(instance.recordings))


def test_a_video_without_recordings_is_sought_in_the_default_store(instance: Instance) -> None:
    """Without a bucket, a folder of that name below DATA_DIR does not belong to the meeting."""
    instance.restart(RETENTION_MAX_ATTEMPTS=1)
    meeting = a_meeting_with_video(instance)
    instance.stores.default.put(KEY, BytesIO(b"PORCUPINE"))

    stats = instance.run()

    assert instance.still_there(meeting) == []
    if instance.stores.default is instance.stores.local:
        assert stats["errors"] == ["store s3: bucket_missing"]
        assert [(found.kind, found.place, found.reason) for found in instance.residue()] == [
            ("artifact", "s3", "dead: bucket_missing")
        ]
        assert promise(instance.database, instance.settings).behind == ("dead_artifacts",)
        assert objects_in(instance.stores.local) >= {KEY}
    else:
        assert (stats["errors"], instance.residue(), objects_in(instance.stores.default)) == ([], [], set())


def test_a_video_without_a_bucket_goes_once_the_operator_names_it(instance: Instance) -> None:
    instance.restart(RETENTION_MAX_ATTEMPTS=1, TRANSCRIPT_STORAGE_BACKEND="local")
    named = f"{instance.recordings}/videos"
    a_meeting_with_video(instance)
    instance.stores.bucket(named).put(KEY, BytesIO(b"PORCUPINE"))
    instance.run()
    before = objects_in(instance.stores.bucket(named))

    instance.restart(DAILYCO_STORAGE_AWS_BUCKET_NAME=named)
    revive(instance.database)
    stats = instance.run()

    assert before == {KEY}
    assert (stats["errors"], instance.residue(), objects_in(instance.stores.bucket(named))) == ([], [], set())


def test_the_video_of_a_users_meeting_stays_in_every_bucket(instance: Instance) -> None:
    meeting = a_meeting(composed_video=KEY)
    recording = a_recording(meeting, bucket=instance.recordings)
    instance.adopt(meeting, recording, an_anonymous_transcript(meeting=meeting), a_users_transcript(meeting=meeting))
    bucket = instance.stores.bucket(instance.recordings)
    bucket.put(KEY, BytesIO(b"HEDGEHOG"))

    instance.run()

    assert objects_in(bucket) == {KEY}
    with instance.database.snapshot() as session:
        owners = session.execute(sa.select(Artifact.bucket, Artifact.meeting_id).where(Artifact.key == KEY)).all()
        assert session.get(Recording, recording.id) is not None
    assert owners == [(instance.recordings, meeting.id)]


def test_a_pointer_that_another_program_adds_after_the_inventory_goes_too(instance: Instance) -> None:
    meeting = a_meeting()
    recording = a_recording(meeting, bucket=instance.recordings, key="standup/first")
    instance.adopt(meeting, recording, an_anonymous_transcript(meeting=meeting))
    inventory.complete(instance.here)
    with instance.database.transaction() as session:
        session.execute(sa.text("UPDATE meeting SET daily_composed_video_s3_key = :key"), {"key": KEY})
        session.execute(sa.text("UPDATE recording SET object_key = 'standup/second'"))
    bucket = instance.stores.bucket(instance.recordings)
    for key in (KEY, "standup/first", "standup/second"):
        bucket.put(key, BytesIO(b"PORCUPINE"))

    stats = instance.run()

    assert instance.still_there(meeting) == []
    assert (stats["errors"], instance.ids(Artifact), objects_in(bucket)) == ([], set(), set())


def test_a_pointer_that_is_written_once_more_is_entered_once(instance: Instance) -> None:
    meeting = a_meeting_with_video(instance, instance.recordings)
    inventory.complete(instance.here)
    before = instance.ids(Artifact)
    with instance.database.transaction() as session:
        session.execute(sa.update(Meeting).values(daily_composed_video_s3_key=KEY))

    inventory.complete(instance.here)

    assert instance.ids(Artifact) == before
    with instance.database.snapshot() as session:
        assert session.get_one(Meeting, meeting.id).inventoried
