"""One object has many names: key "f/x" of the bucket "b" is key "x" of "b/f". Its owner is the same under each name."""

from io import BytesIO

import pytest

from reflector import inventory
from reflector.db.states import ErasureReason
from reflector.errors import TranscriptGone
from reflector.retention import strays
from reflector.retention.drain import Drain
from reflector.retention.erase import erase_now
from reflector.testing.factories import a_recording, a_users_transcript, an_anonymous_transcript, days_ago
from reflector.transcription.recordings import NewRecording, announce_recording
from tests.instances import Instance

pytestmark = pytest.mark.s3

#: Each pair names the same object; {} is the bucket and folder of the test.
NAMES = [
    (("{}", "f/g/x.mp4"), ("{}/f", "g/x.mp4")),
    (("{}/f/g", "x.mp4"), ("{}", "f/g/x.mp4")),
    (("{}/f", "g/x.mp4"), ("{}/f/g/", "x.mp4")),
]


@pytest.mark.parametrize(("going", "staying"), NAMES)
def test_an_object_that_a_users_recording_names_otherwise_stays_byte_for_byte(
    instance: Instance, going: tuple[str, str], staying: tuple[str, str]
) -> None:
    expired, users = (a_recording(bucket=b.format(instance.recordings), key=k) for b, k in (going, staying))
    instance.adopt(
        expired, users, an_anonymous_transcript(recording=expired), a_users_transcript(days_old=20, recording=users)
    )
    instance.put(users, b"HEDGEHOG")
    before = (instance.snapshot_of(users), instance.objects())

    stats = instance.run()

    assert (stats["recordings_deleted"], stats["errors"]) == (1, [])
    assert (instance.snapshot_of(users), instance.objects()) == before
    assert before[1] == {"s3:f/g/x.mp4": b"HEDGEHOG"}
    assert instance.residue() == []


def test_a_key_that_only_looks_alike_shares_nothing(instance: Instance) -> None:
    expired = a_recording(bucket=instance.recordings, key="f/x.mp4")
    users = a_recording(bucket=f"{instance.recordings}/ff", key="x.mp4")
    instance.adopt(expired, users, an_anonymous_transcript(recording=expired), a_users_transcript(recording=users))
    for recording in (expired, users):
        instance.put(recording, b"HEDGEHOG")

    instance.run()

    assert instance.objects() == {"s3:ff/x.mp4": b"HEDGEHOG"}


@pytest.mark.parametrize(("first", "again"), NAMES)
def test_a_recording_announced_by_another_name_is_the_same(
    instance: Instance, first: tuple[str, str], again: tuple[str, str]
) -> None:
    def announce(name: tuple[str, str]) -> str:
        bucket, key = name[0].format(instance.recordings), name[1]
        recording = NewRecording(bucket=bucket, object_key=key)
        return announce_recording(instance.here, recording).transcript_id

    made = announce(first)
    same = announce(again)
    erase_now(instance.here, made, reason=ErasureReason.OWNER)

    assert same == made
    with pytest.raises(TranscriptGone):
        announce(again)


def test_a_users_recording_in_the_default_store_is_no_stray(instance: Instance) -> None:
    instance.restart(TRANSCRIPT_STORAGE_BACKEND="aws", TRANSCRIPT_STORAGE_AWS_BUCKET_NAME=instance.recordings)
    users = a_recording(bucket=f"{instance.recordings}/calls", key="monday/x.mp4")
    instance.adopt(users, a_users_transcript(recording=users))
    instance.put(users, b"HEDGEHOG")
    with inventory.drain_lock(instance.database) as require_lock:
        list(Drain(instance.here).batches(require_lock))

    found = list(strays.find_strays(instance.database, instance.stores.default, days_ago(7)))

    assert found == []
    instance.stores.default.put("calls/nobodys.mp4", BytesIO(b"?"))
    unknown = strays.find_strays(instance.database, instance.stores.default, days_ago(7))
    assert [(stray.found.key, stray.reason) for stray in unknown] == [("calls/nobodys.mp4", "unknown")]
