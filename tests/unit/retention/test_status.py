"""The state of the promise: the figures report that it is behind if and only if it is."""

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa

from reflector import inventory
from reflector.db.models import Artifact, Identity, Meeting, Recording, RetentionRun, utcnow
from reflector.retention.drain import revive
from reflector.retention.report.status import Promise, promise
from reflector.testing.factories import (
    a_meeting,
    a_recording,
    a_room,
    a_users_transcript,
    an_anonymous_transcript,
    days_ago,
)
from tests.instances import Instance

#: The default of HEALTH_MAX_RUN_AGE_HOURS, in days.
LIMIT = 26 / 24


def standing(instance: Instance) -> Promise:
    return promise(instance.database, instance.settings)


def a_run(instance: Instance, days: float, outcome: str = "done") -> None:
    """A run that ended `days` ago."""
    ended = days_ago(days)
    with instance.database.transaction() as session:
        session.add(
            RetentionRun(
                trigger="beat", days=7, cutoff=ended, started_at=ended, ended_at=ended, outcome=outcome, errors=0
            )
        )


def a_doomed_artifact(instance: Instance, days: float, *, dead: bool = False) -> None:
    with instance.database.transaction() as session:
        moment = days_ago(days)
        session.add(
            Artifact(kind="mp3", store="local", key="x/y", doomed_at=moment, dead_at=utcnow() if dead else None)
        )


def test_a_new_instance_keeps_its_promise(local_instance: Instance) -> None:
    found = standing(local_instance)

    assert (found.public, found.days, found.waiting, found.overdue, found.lag_seconds) == (True, 7, 0, 0, 0.0)
    assert (found.pending, found.dead, found.last_run, found.last_good_run_at, found.behind) == (0, 0, None, None, ())


@pytest.mark.parametrize(
    ("days_old", "waiting", "overdue"), [(6.9, 0, 0), (7.1, 1, 0), (7 + LIMIT - 0.1, 1, 0), (7 + LIMIT + 0.1, 1, 1)]
)
def test_expired_data_waits_and_is_overdue_after_a_missed_run(
    local_instance: Instance, days_old: float, waiting: int, overdue: int
) -> None:
    local_instance.add(an_anonymous_transcript(days_old=days_old), a_users_transcript(days_old=300))

    found = standing(local_instance)

    assert (found.waiting, found.overdue) == (waiting, overdue)
    assert ("overdue" in found.behind) == bool(overdue)
    assert found.lag_seconds == pytest.approx(max(0, days_old - 7) * 86_400, abs=60)
    assert found.oldest_anonymous_at is not None
    assert abs(found.oldest_anonymous_at - days_ago(days_old)) < timedelta(minutes=1)


@pytest.mark.parametrize("what", ["a meeting", "a long meeting", "a meeting with a late recording", "a recording"])
@pytest.mark.parametrize(
    ("days_old", "waiting", "overdue"), [(6.9, 0, 0), (7.1, 1, 0), (7 + LIMIT - 0.1, 1, 0), (7 + LIMIT + 0.1, 1, 1)]
)
def test_orphans_wait_and_are_overdue_like_transcripts(
    local_instance: Instance, what: str, days_old: float, waiting: int, overdue: int
) -> None:
    over = days_ago(days_old)
    long = a_meeting(days_old=300, end_date=over if what == "a long meeting" else days_ago(299))
    rows: dict[str, list[Meeting | Recording]] = {
        "a meeting": [a_meeting(days_old=days_old, end_date=None)],
        "a long meeting": [long],
        "a meeting with a late recording": [long, *(a_recording(long, days_old=days) for days in (200, days_old))],
        "a recording": [a_recording(days_old=days_old)],
    }
    local_instance.add(*rows[what])

    found = standing(local_instance)

    assert (found.waiting, found.overdue) == (waiting, overdue)
    assert ("overdue" in found.behind) == bool(overdue)
    assert found.lag_seconds == pytest.approx(max(0, days_old - 7) * 86_400, abs=60)


def test_a_users_data_never_waits(local_instance: Instance) -> None:
    room = a_room(user_id="someone")
    meeting = a_meeting(room=room, days_old=300)
    led_to = a_recording(days_old=300)
    users = a_users_transcript(recording=led_to)
    local_instance.add(room, meeting, a_recording(meeting, days_old=300), led_to, users)

    found = standing(local_instance)

    assert (found.waiting, found.overdue, found.lag_seconds) == (0, 0, 0.0)


@pytest.mark.parametrize(("days_over", "overdue"), [(0.1, 0), (LIMIT + 0.1, 1)])
def test_an_earlier_end_that_has_passed_counts_as_well(
    local_instance: Instance, days_over: float, overdue: int
) -> None:
    local_instance.add(an_anonymous_transcript(days_old=3, erase_at=days_ago(days_over)))

    found = standing(local_instance)

    assert (found.waiting, found.overdue) == (1, overdue)
    assert found.lag_seconds == pytest.approx(days_over * 86_400, abs=60)


@pytest.mark.parametrize(
    ("runs", "behind"),
    [
        ([(0.5, "done")], ()),
        ([(LIMIT + 0.1, "done")], ("no_recent_run",)),
        ([(LIMIT + 0.1, "done"), (0.1, "failed")], ("no_recent_run",)),
        ([(LIMIT + 0.1, "done"), (0.1, "errors")], ("no_recent_run",)),
        ([(0.2, "failed"), (0.1, "done")], ()),
    ],
)
def test_only_a_good_run_counts_as_one(
    local_instance: Instance, runs: list[tuple[float, str]], behind: tuple[str, ...]
) -> None:
    for days, outcome in runs:
        a_run(local_instance, days, outcome)

    assert standing(local_instance).behind == behind
    last_run = standing(local_instance).last_run
    assert last_run is not None
    assert last_run.outcome == runs[-1][1]


def test_an_instance_that_never_ran_is_behind_once_it_is_old_enough(local_instance: Instance) -> None:
    inventory.instance_id(local_instance.database)
    young = standing(local_instance).behind
    with local_instance.database.transaction() as session:
        session.execute(sa.update(Identity).values(created_at=days_ago(LIMIT + 0.1)))

    assert young == ()
    assert standing(local_instance).behind == ("no_recent_run",)


@pytest.mark.parametrize(
    ("days", "dead", "behind"),
    [(0.1, False, ()), (LIMIT + 0.1, False, ("drain_behind",)), (0.1, True, ("dead_artifacts",))],
)
def test_pending_bytes_are_counted_and_late_or_dead_ones_reported(
    local_instance: Instance, days: float, dead: bool, behind: tuple[str, ...]
) -> None:
    a_doomed_artifact(local_instance, days, dead=dead)

    found = standing(local_instance)

    assert (found.pending, found.dead, found.behind) == (int(not dead), int(dead), behind)
    assert found.lag_seconds == pytest.approx(days * 86_400, abs=60)


def test_an_instance_that_is_not_public_has_promised_nothing(local_instance: Instance) -> None:
    local_instance.restart(PUBLIC_MODE="false")
    local_instance.add(an_anonymous_transcript(days_old=300))

    found = standing(local_instance)

    assert (found.waiting, found.overdue, found.lag_seconds, found.behind) == (0, 0, 0.0, ())


def test_a_run_makes_it_good_again(local_instance: Instance) -> None:
    local_instance.add(an_anonymous_transcript(days_old=300))
    a_doomed_artifact(local_instance, 3)
    a_run(local_instance, 3)
    before = standing(local_instance).behind

    local_instance.run()

    found = standing(local_instance)
    assert before == ("no_recent_run", "overdue", "drain_behind")
    assert (found.behind, found.waiting, found.pending, found.lag_seconds) == ((), 0, 0, 0.0)
    assert found.last_run is not None
    assert found.last_run.transcripts_deleted == 1


@pytest.mark.parametrize("wrong", ["lost", "foreign"])
def test_a_foreign_disk_is_noticed_before_anything_is_erased(local_instance: Instance, wrong: str) -> None:
    inventory.recognize(local_instance.database, local_instance.stores.local)
    assert standing(local_instance).behind == ()
    marker = local_instance.settings.DATA_DIR / inventory.MARKER_KEY

    marker.unlink() if wrong == "lost" else marker.write_text("another database's")
    found = standing(local_instance)
    inventory.adopt(local_instance.database, local_instance.stores.local)

    assert found.behind == ("store_is_foreign",)
    assert standing(local_instance).behind == ()


@pytest.mark.s3
def test_a_foreign_bucket_is_noticed_before_anything_in_it_is_erased(
    instance: Instance,
) -> None:
    instance.restart(TRANSCRIPT_STORAGE_BACKEND="aws", TRANSCRIPT_STORAGE_AWS_BUCKET_NAME=instance.recordings)
    transcript = an_anonymous_transcript()
    instance.add(transcript)
    instance.keep_files(transcript)
    instance.stores.default.put(inventory.MARKER_KEY, BytesIO(b"another database's"))
    before = standing(instance).behind

    instance.run()
    found = standing(instance).behind
    inventory.adopt(instance.database, instance.stores.default)
    revive(instance.database)
    instance.run()

    assert (before, found) == ((), ("store_is_foreign",))
    assert standing(instance).behind == ()
