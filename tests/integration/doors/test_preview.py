"""The preview agrees with the run that follows, exactly, and changes nothing."""

from dataclasses import replace
from random import Random

import pytest
import sqlalchemy as sa

from reflector.db.models import Base, Meeting, Recording, Room, Tombstone, Transcript
from reflector.retention.plan import KeptReason, Kind
from reflector.retention.report.preview import Fate, Item, preview
from reflector.testing.factories import (
    a_meeting,
    a_recording,
    a_room,
    a_users_transcript,
    an_anonymous_transcript,
    days_ago,
)
from tests.instances import Instance

MODELS: dict[str, type[Base]] = {"transcript": Transcript, "meeting": Meeting, "recording": Recording}


def previewed(instance: Instance, batch: int) -> list[Item]:
    settings = instance.settings.model_copy(update={"RETENTION_BATCH_SIZE": batch})
    return list(preview(instance.database, settings))


def tombstones(instance: Instance) -> set[tuple[str, str, str]]:
    with instance.database.snapshot() as session:
        return {(stone.kind, stone.id, stone.reason) for stone in session.scalars(sa.select(Tombstone))}


def a_tangle(random: Random) -> list[Base]:
    """Meetings, recordings and transcripts of all ages and owners with random references."""
    room = a_room(user_id="somebody")
    meetings = [a_meeting(days_old=random.uniform(1, 20), room=random.choice([None, None, room])) for _ in range(8)]
    recordings = [a_recording(random.choice([None, *meetings]), days_old=random.uniform(1, 20)) for _ in range(10)]
    transcripts = [
        random.choice([an_anonymous_transcript, an_anonymous_transcript, a_users_transcript])(
            days_old=random.uniform(1, 20),
            meeting=random.choice([None, *meetings[:6]]),
            recording=random.choice([None, *recordings[:7]]),
            erase_at=random.choice([None, None, days_ago(random.uniform(-3, 3))]),
        )
        for _ in range(14)
    ]
    return [room, *meetings, *recordings, *transcripts]


@pytest.mark.parametrize("seed", range(12))
def test_the_following_run_does_exactly_what_the_preview_listed(local_instance: Instance, seed: int) -> None:
    random = Random(seed)
    local_instance.add(*a_tangle(random))

    said = previewed(local_instance, batch=random.choice([1, 2, 3, 500]))
    local_instance.run()

    erased = [(item.kind, item.id, item.reason) for item in said if item.fate == "erase"]
    assert len(erased) == len(set(erased))
    assert set(erased) == tombstones(local_instance)
    for item in said:
        there = item.id in local_instance.ids(MODELS[item.kind])
        assert there == (item.fate == "keep")
        keepers = local_instance.ids(Room if item.reason == "users_room" else Transcript)
        assert item.because_of is None or item.because_of in keepers


@pytest.mark.parametrize("batch", [1, 500])
def test_a_row_that_several_expired_transcripts_reference_is_listed_once(local_instance: Instance, batch: int) -> None:
    meeting = a_meeting(days_old=9)
    old = [an_anonymous_transcript(days_old=days, meeting=meeting) for days in (9, 10, 11)]
    local_instance.add(meeting, *old)

    said = previewed(local_instance, batch)

    assert [item.id for item in said if item.kind == "meeting"] == [meeting.id]


@pytest.mark.parametrize("batch", [1, 500])
def test_a_shared_row_is_kept_and_its_keeper_named(local_instance: Instance, batch: int) -> None:
    meeting = a_meeting(days_old=9)
    recording = a_recording(meeting, days_old=9)
    old, older = (an_anonymous_transcript(days_old=days, recording=recording) for days in (9, 10))
    users = a_users_transcript(meeting=meeting)
    local_instance.add(meeting, recording, old, older, users)

    kept = [item for item in previewed(local_instance, batch) if item.fate == "keep"]

    assert {replace(item, id="") for item in kept} == {
        Item(Fate.KEEP, kind, "", KeptReason.SHARED, because_of=users.id) for kind in (Kind.MEETING, Kind.RECORDING)
    }
    assert {item.id for item in kept} == {meeting.id, recording.id}
    assert len(kept) == 2


def test_a_preview_locks_nothing(local_instance: Instance) -> None:
    meeting = a_meeting(days_old=9)
    local_instance.add(meeting, an_anonymous_transcript(meeting=meeting))
    with local_instance.database.transaction() as session:
        session.execute(sa.select(Meeting.id).with_for_update())

        assert len(previewed(local_instance, 500)) == 2
