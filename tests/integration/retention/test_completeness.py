"""Everything is erased: rows of every form, everything that they reference, and rows of other programs."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from reflector.db.models import Artifact, Job, KeptPiece, Meeting, MeetingConsent, Recording, Transcript
from reflector.db.states import ArtifactKind, ErasureReason
from reflector.inventory import MARKER_KEY, PROBE_PREFIX, Place, mark_of, recognize
from reflector.retention.erase import erase_now
from reflector.retention.run import drain_now
from reflector.testing.factories import (
    a_consent,
    a_meeting,
    a_recording,
    a_users_transcript,
    an_anonymous_transcript,
    saying,
)
from tests.instances import Instance
from tests.unit.db.test_schema import ERASED


def a_full_graph() -> list[Any]:
    """One row for each table that the engine erases, with a word in every column that can hold one."""
    meeting = a_meeting()
    recording = a_recording(meeting)
    transcript = an_anonymous_transcript(meeting=meeting, recording=recording)
    piece = KeptPiece(transcript_id=transcript.id, track=0, start=0, until=1)
    rows = [meeting, recording, a_consent(meeting), transcript, Job(transcript_id=transcript.id), piece]
    return [saying(row, "PORCUPINE") for row in rows]


def test_the_graph_has_a_row_in_every_erased_table() -> None:
    assert {row.__tablename__ for row in a_full_graph()} | {Artifact.__tablename__} == ERASED


@pytest.mark.parametrize("way", ["by the run", "at once"])
def test_no_word_and_no_id_is_left_in_any_table(local_instance: Instance, way: str) -> None:
    rows = a_full_graph()
    meeting, recording, consent, transcript, *_ = rows
    local_instance.add(*rows)
    local_instance.keep_files(transcript, b"PORCUPINE")
    words = ("PORCUPINE", *(row.id for row in (meeting, recording, consent, transcript)))
    held = {trace.place for trace in local_instance.traces("PORCUPINE")}
    assert held >= {f"{column}" for row in rows for column in type(row).__table__.columns if is_told(column)}

    if way == "by the run":
        local_instance.run()
    else:
        erase_now(local_instance.here, transcript.id, reason=ErasureReason.OWNER)
        drain_now()

    assert local_instance.traces(*words) == []
    assert local_instance.raw_traces("PORCUPINE") == []
    for model in (Transcript, Meeting, MeetingConsent, Recording, Job, Artifact):
        assert local_instance.ids(model) == set()


def is_told(column: sa.ColumnElement[Any]) -> bool:
    return column.info["holds"] in ("content", "person") and str(column) != "transcript.user_id"


@pytest.mark.parametrize("kind", list(ArtifactKind))
def test_every_kind_of_artifact_is_erased(local_instance: Instance, kind: ArtifactKind) -> None:
    transcript = an_anonymous_transcript()
    local_instance.add(transcript)
    place = Place(kind, "local", "", f"{transcript.id}/some.file")
    local_instance.keep(transcript, place, b"PORCUPINE")

    local_instance.run()

    assert local_instance.objects() == {}
    assert local_instance.ids(Artifact) == set()


def test_a_transcript_whose_json_does_not_parse_is_erased_like_any_other(sqlite_instance: Instance) -> None:
    transcript, neighbour = an_anonymous_transcript(), an_anonymous_transcript()
    sqlite_instance.adopt(transcript, neighbour)
    with sqlite_instance.database.transaction() as session:
        session.execute(
            sa.text("UPDATE transcript SET topics = '{broken PORCUPINE', events = '', participants = x'ff'")
        )

    stats = sqlite_instance.run()

    assert (stats["transcripts_deleted"], stats["errors"]) == (2, [])
    assert sqlite_instance.traces("PORCUPINE") == []


JSON = [
    '["cloud/a", "cloud/b"]',
    '{"first": "cloud/a", "others": {"deep": ["cloud/b", null, 7, ""]}}',
    "[" * 3000 + '"cloud/a", "cloud/b"' + "]" * 3000,
]
NO_JSON = [
    '["cloud/a", "cloud/b"',
    '[\'x\', "cloud/a", "cloud/b"]',
    '"cloud/a" "cloud/b"',
    "9" * 5000 + '"cloud/a""cloud/b"',
]


@pytest.mark.s3
@pytest.mark.parametrize("text", JSON, ids=lambda text: text[:10])
def test_every_track_is_found_at_any_depth(instance: Instance, text: str) -> None:
    every_track_is_found(instance, text)


@pytest.mark.s3
@pytest.mark.parametrize("instance", ["sqlite-local"], indirect=True)  # PostgreSQL refuses invalid JSON
@pytest.mark.parametrize("text", NO_JSON, ids=lambda text: text[:10])
def test_every_track_is_found_in_text_that_is_not_json(instance: Instance, text: str) -> None:
    every_track_is_found(instance, text)


def every_track_is_found(instance: Instance, text: str) -> None:
    recording = a_recording(bucket=instance.recordings, track_keys=["cloud/a", "cloud/b"])
    instance.adopt(recording, an_anonymous_transcript(recording=recording))
    instance.put(recording, b"PORCUPINE")
    with instance.database.transaction() as session:
        session.execute(sa.text("UPDATE recording SET track_keys = :text"), {"text": text})

    stats = instance.run()

    assert (stats["recordings_deleted"], stats["errors"]) == (1, [])
    assert instance.objects() == {}


@pytest.mark.s3
@pytest.mark.parametrize(
    "key",
    [
        "cloud/a\\u0000b",
        "cloud/\\ud800",
        "k" * 6000,
        "../../etc/passwd",
        "/",
        "//",
        "a//b",
        "back\\\\slash",
        "cloud/../other",
        ".",
    ],
    ids=lambda key: key[:16],
)
def test_an_unusable_pointer_costs_no_other_row(instance: Instance, key: str) -> None:
    bad, good = a_recording(bucket=instance.recordings), a_recording(bucket=instance.recordings, key="cloud/good.mp4")
    instance.adopt(bad, good, an_anonymous_transcript(recording=bad), an_anonymous_transcript(recording=good))
    instance.put(good, b"PORCUPINE")
    instance.stores.bucket(instance.recordings).put("other/users.mp4", BytesIO(b"HEDGEHOG"))
    with instance.database.transaction() as session:
        update = sa.text("UPDATE recording SET track_keys = :keys WHERE id = :id")
        session.execute(update, {"keys": f'["{key}"]', "id": bad.id})

    stats = instance.run()

    assert (stats["transcripts_deleted"], stats["recordings_deleted"]) == (2, 2)
    assert instance.objects() == {"s3:other/users.mp4": b"HEDGEHOG"}
    assert stats["error_count"] == len(instance.ids(Artifact)) <= 1


@pytest.mark.s3
@pytest.mark.parametrize("column", ["object_key", "track_keys", "composed video"])
def test_a_pointer_of_another_program_never_takes_a_whole_folder(instance: Instance, column: str) -> None:
    """A key that ends in "/" names one object, which some tools make. The recordings of others are below it."""
    meeting = a_meeting(composed_video="cloud/" if column == "composed video" else None)
    recording = a_recording(
        meeting,
        bucket=instance.recordings,
        key="cloud/" if column == "object_key" else "",
        track_keys=["cloud/"] if column == "track_keys" else None,
    )
    users = a_recording(bucket=instance.recordings, key="cloud/of-a-user.mp4")
    kept = a_users_transcript(recording=users)
    instance.add(meeting, recording, users, kept, an_anonymous_transcript(meeting=meeting, recording=recording))
    instance.put(users, b"HEDGEHOG")
    for store in (instance.stores.local, instance.stores.default):
        store.put("cloud/of-another-user.mp4", BytesIO(b"HEDGEHOG"))
    before = instance.objects()

    stats = instance.run()

    assert instance.erased(kept, users) == []
    assert instance.objects() == before
    assert stats["errors"] == []


@pytest.mark.s3
@pytest.mark.parametrize("bucket", ["", "-", "No Such Bucket!", "a/../b", "b" * 4000, "127.0.0.1", "wild*card"])
def test_a_bucket_that_cannot_exist_costs_no_other_row_its_end(instance: Instance, bucket: str) -> None:
    bad, good = a_recording(bucket=bucket, key="cloud/one.mp4"), a_recording(bucket=instance.recordings, key="good.mp4")
    instance.adopt(bad, good, an_anonymous_transcript(recording=bad), an_anonymous_transcript(recording=good))
    instance.put(good, b"PORCUPINE")

    stats = instance.run()

    assert (stats["transcripts_deleted"], stats["recordings_deleted"]) == (2, 2)
    assert instance.objects() == {}
    assert stats["error_count"] <= 1


@pytest.mark.parametrize("id_", ["", ".", "..", "../outside", "a/../../outside", "/etc", "a b/c", "%2e%2e", "x" * 300])
def test_an_id_of_another_program_never_leaves_the_folder(local_instance: Instance, id_: str) -> None:
    outside = local_instance.settings.DATA_DIR.absolute().parent / "outside"
    outside.mkdir(parents=True)
    (outside / "precious").write_bytes(b"HEDGEHOG")
    neighbour = a_users_transcript()
    local_instance.add(neighbour)
    local_instance.keep_files(neighbour, b"HEDGEHOG")
    before = local_instance.objects()
    local_instance.adopt(an_anonymous_transcript(id=id_))

    stats = local_instance.run()

    assert stats["transcripts_deleted"] == 1
    assert (outside / "precious").read_bytes() == b"HEDGEHOG"
    assert local_instance.objects() == before


def test_a_symlink_in_a_transcripts_place_is_taken_away_and_never_followed(
    local_instance: Instance, tmp_path: Path
) -> None:
    transcript, inner = an_anonymous_transcript(), an_anonymous_transcript()
    local_instance.adopt(transcript, inner)
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "file").write_bytes(b"HEDGEHOG")
    data = local_instance.settings.DATA_DIR
    (data / inner.id).mkdir(parents=True)
    (data / transcript.id).symlink_to(precious)
    (data / inner.id / "link").symlink_to(precious)
    (data / inner.id / "audio.wav").symlink_to(precious / "file")

    stats = local_instance.run()

    assert stats["errors"] == []
    assert (precious / "file").read_bytes() == b"HEDGEHOG"
    assert not (data / inner.id).exists()
    assert not (data / transcript.id).is_symlink()


@pytest.mark.s3
@pytest.mark.parametrize("where", [MARKER_KEY, f"sub/{MARKER_KEY}", f"{PROBE_PREFIX}probe", f"sub/{PROBE_PREFIX}p"])
def test_no_pointer_of_another_program_reaches_a_marker_or_a_probe(instance: Instance, where: str) -> None:
    instance.restart(
        TRANSCRIPT_STORAGE_BACKEND="aws",
        TRANSCRIPT_STORAGE_AWS_BUCKET_NAME=instance.recordings,
        RETENTION_MAX_ATTEMPTS=1,
    )
    bad = a_recording(bucket=instance.recordings, key=where)
    good = a_recording(bucket=instance.recordings, key="cloud/one.mp4")
    instance.adopt(bad, good, an_anonymous_transcript(recording=bad), an_anonymous_transcript(recording=good))
    recognize(instance.database, instance.stores.default)
    if where != MARKER_KEY:
        instance.stores.default.put(where, BytesIO(b"HEDGEHOG"))
    instance.put(good, b"PORCUPINE")

    stats = instance.run()

    assert (stats["recordings_deleted"], stats["error_count"]) == (2, 1)
    assert mark_of(instance.database, instance.stores.default) == "mine"
    assert [found.key for found in instance.stores.default.list() if found.key == where] == [where]
    assert instance.traces("PORCUPINE") == []
    assert [(found.kind, found.reason) for found in instance.residue()] == [("artifact", "dead: bad_key")]
