"""One odd name or date in a store costs one line, and everything else is checked (R9)."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reflector import cli
from reflector.db.models import new_id
from reflector.db.states import ErasureReason
from reflector.inventory import recognize
from reflector.retention.erase import erase_now
from reflector.retention.recheck import verify_latest_run
from reflector.retention.strays import erase_strays
from reflector.testing.factories import a_recording, a_users_transcript, an_anonymous_transcript, days_ago
from tests.instances import Instance
from tests.servers import S3Server


def a_file(instance: Instance, *names: bytes, days: float = 30) -> Path:
    """A file below DATA_DIR whose names may be any bytes, written `days` ago."""
    path = Path(os.fsdecode(b"/".join([os.fsencode(instance.settings.DATA_DIR), *names])))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"sound")
    os.utime(path, (days_ago(days).timestamp(),) * 2)
    return path


@pytest.mark.s3
def test_objects_under_unusual_keys_of_other_programs_are_erased(instance: Instance, seaweedfs: S3Server) -> None:
    # Given recordings that another program has put under keys that Reflector never makes
    bucket, _, folder = instance.recordings.partition("/")
    keys = [
        "/lead.mp4",
        "dou//ble.mp4",
        "tab\tkey.mp4",
        "nl\nkey.mp4",
        "\x01ctl.mp4",
        "\ufffe.mp4",
        "folder/",
        "tail//",
    ]
    for key in keys:
        seaweedfs.client.put_object(Bucket=bucket, Key=f"{folder}/{key}", Body=b"HEDGEHOG")
        recording = a_recording(bucket=instance.recordings, key=key)
        instance.adopt(recording, an_anonymous_transcript(recording=recording))

    # When they expire
    stats = instance.run()

    # Then they are gone, and nothing is dead
    assert (stats["recordings_deleted"], stats["errors"]) == (len(keys), [])
    assert instance.objects() == {}
    assert instance.residue() == []


@pytest.mark.s3
def test_a_key_that_may_be_a_living_objects_other_name_is_left_alone(instance: Instance, seaweedfs: S3Server) -> None:
    # Given a pointer that SeaweedFS takes for the key of a user's recording
    kept = a_recording(bucket=instance.recordings, key="talk.mp4")
    doomed = a_recording(bucket=instance.recordings, key="/talk.mp4")
    instance.adopt(kept, a_users_transcript(recording=kept), doomed, an_anonymous_transcript(recording=doomed))
    instance.put(kept, b"HEDGEHOG")

    stats = instance.run()

    # Then the user's object stays, and the other pointer is reported
    assert instance.objects() == {"s3:talk.mp4": b"HEDGEHOG"}
    assert [error.partition(": ")[2] for error in stats["errors"]] == ["key_of_another"]


@pytest.mark.s3
@pytest.mark.parametrize("users_key", ["/talk.mp4", "//talk.mp4", "\\talk.mp4"])
def test_the_object_of_a_living_pointer_with_an_unusual_key_is_left_alone(
    instance: Instance, seaweedfs: S3Server, users_key: str
) -> None:
    # Given a user's recording whose key SeaweedFS takes for another one
    bucket, _, folder = instance.recordings.partition("/")
    seaweedfs.client.put_object(Bucket=bucket, Key=f"{folder}/{users_key}", Body=b"HEDGEHOG")
    kept = a_recording(bucket=instance.recordings, key=users_key)
    doomed = a_recording(bucket=instance.recordings, key="talk.mp4")
    instance.adopt(kept, a_users_transcript(recording=kept), doomed, an_anonymous_transcript(recording=doomed))

    stats = instance.run()

    assert instance.objects() == {"s3:talk.mp4": b"HEDGEHOG"}
    assert [error.partition(": ")[2] for error in stats["errors"]] == ["key_of_another"]


@pytest.fixture
def odd(local_instance: Instance) -> Instance:
    """An instance with names that are no UTF-8, and one ordinary lost file."""
    recognize(local_instance.database, local_instance.stores.local)
    a_file(local_instance, b"caf\xe9", b"f")
    a_file(local_instance, new_id().encode(), b"caf\xe9.mp3")
    a_file(local_instance, b"lost", b"audio.mp3")
    return local_instance


@pytest.mark.parametrize("command", ["verify", "orphans"])
@pytest.mark.parametrize("json_wanted", [False, True])
def test_a_command_lists_an_odd_name_in_one_line_and_everything_else(
    odd: Instance, command: str, json_wanted: bool
) -> None:
    result = CliRunner().invoke(cli.app, ["retention", command, *(["--json"] if json_wanted else [])])

    assert result.exit_code == 3, result.output
    assert "lost/audio.mp3" in result.output
    assert result.output.count("caf\\udce9") == 2
    if json_wanted:
        assert json.loads(result.stdout)["count"] == 3


def test_an_odd_name_is_erased_on_demand(odd: Instance) -> None:
    kept = a_users_transcript()
    odd.add(kept)
    odd.keep_files(kept)

    erase_strays(odd.here, force=True)

    assert {key.split("/")[0] for key in odd.objects()} == {f"local:{kept.id}"}


def test_an_odd_name_of_an_erased_transcript_goes_when_it_came_back(local_instance: Instance) -> None:
    gone = an_anonymous_transcript(days_old=1)
    local_instance.add(gone)
    recognize(local_instance.database, local_instance.stores.local)
    erase_now(local_instance.here, gone.id, reason=ErasureReason.OWNER)
    local_instance.run()
    a_file(local_instance, gone.id.encode(), b"caf\xe9.mp3")

    verify_latest_run(local_instance.here)
    local_instance.run()

    assert local_instance.objects(gone.id) == {}
