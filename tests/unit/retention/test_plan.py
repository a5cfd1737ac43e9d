"""A plan is a value: the rows that go together, the rows that stay, and the rows that keep them."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from reflector.db.models import Transcript
from reflector.db.session import Database
from reflector.retention import orphans, plan
from reflector.retention.plan import Kept, Kind, Plan, Position
from reflector.testing.factories import (
    a_meeting,
    a_recording,
    a_room,
    a_users_transcript,
    an_anonymous_transcript,
    days_ago,
)
from tests.instances import Instance

MICROSECOND = timedelta(microseconds=1)


def planned(database: Database, *leads: Transcript) -> Plan:
    with database.snapshot() as session:
        return plan.plan(session, leads)


def ids_of(database: Database, query: plan.Candidates) -> list[str]:
    with database.snapshot() as session:
        return [row.id for row in session.execute(query)]


def test_a_transcript_without_a_group_goes_alone(local_instance: Instance) -> None:
    transcript = an_anonymous_transcript()
    local_instance.add(transcript)

    assert planned(local_instance.database, transcript) == Plan(transcripts=(transcript.id,))


def test_a_group_goes_with_its_last_transcripts_together(local_instance: Instance) -> None:
    meeting = a_meeting()
    first, second = a_recording(meeting), a_recording(meeting)
    one, other = an_anonymous_transcript(meeting=meeting), an_anonymous_transcript(recording=second)
    local_instance.add(meeting, first, second, one, other)

    found = planned(local_instance.database, one, other)

    assert set(found.transcripts) == {one.id, other.id}
    assert found.meetings == (meeting.id,)
    assert set(found.recordings) == {first.id, second.id}
    assert found.kept == ()


def test_a_kept_row_names_its_keeper(local_instance: Instance) -> None:
    meeting = a_meeting()
    recording, lonely = a_recording(meeting), a_recording()
    going = an_anonymous_transcript(recording=recording)
    also_going = an_anonymous_transcript(recording=lonely)
    keeper = a_users_transcript(meeting=meeting)
    local_instance.add(meeting, recording, lonely, going, also_going, keeper)

    found = planned(local_instance.database, going, also_going)

    kept = {Kept(Kind.MEETING, meeting.id, keeper.id), Kept(Kind.RECORDING, recording.id, keeper.id)}
    assert set(found.kept) == kept
    assert (found.meetings, found.recordings) == ((), (lonely.id,))


def test_a_transcript_that_joins_two_groups_keeps_both(local_instance: Instance) -> None:
    one, other = a_meeting(), a_meeting()
    recording = a_recording(other)
    joining = a_users_transcript(meeting=one, recording=recording)
    leads = [an_anonymous_transcript(meeting=one), an_anonymous_transcript(meeting=other)]
    local_instance.add(one, other, recording, joining, *leads)

    found = planned(local_instance.database, *leads)

    assert (found.meetings, found.recordings) == ((), ())


# -- candidates, to the microsecond -----------------------------------------------------------------------------------


def test_a_transcript_from_exactly_the_cutoff_is_no_candidate(local_instance: Instance) -> None:
    cutoff = days_ago(7)
    before, at, after = (an_anonymous_transcript(created_at=cutoff + n * MICROSECOND) for n in (-1, 0, 1))
    users = a_users_transcript(created_at=cutoff - MICROSECOND)
    local_instance.add(before, at, after, users)

    assert ids_of(local_instance.database, plan.expired(cutoff)) == [before.id]


def test_an_end_exactly_now_is_no_candidate(local_instance: Instance) -> None:
    now = days_ago(0)
    cutoff = now - timedelta(days=7)
    before, at, after = (an_anonymous_transcript(created_at=cutoff, erase_at=now + n * MICROSECOND) for n in (-1, 0, 1))
    older = an_anonymous_transcript(created_at=cutoff - MICROSECOND, erase_at=now - MICROSECOND)
    local_instance.add(before, at, after, older)

    assert ids_of(local_instance.database, plan.expired_early(cutoff, now)) == [before.id]
    assert ids_of(local_instance.database, plan.expired(cutoff)) == [older.id]


@pytest.mark.parametrize("column", ["start_date", "end_date", "recorded_at"])
def test_orphans_exactly_at_the_cutoff_are_no_candidates(local_instance: Instance, column: str) -> None:
    cutoff = days_ago(7)
    moments: list[datetime] = [cutoff + n * MICROSECOND for n in (-1, 0, 1)]
    if column == "recorded_at":
        rows: list[Any] = [a_recording(recorded_at=moment) for moment in moments]
        query = orphans.recordings(cutoff)
    else:
        old: dict[str, Any] = {"start_date": days_ago(9), "end_date": days_ago(9)}
        rows = [a_meeting(**(old | {column: moment})) for moment in moments]
        query = orphans.meetings(cutoff)
    local_instance.add(*rows)

    assert ids_of(local_instance.database, query) == [rows[0].id]


def test_pages_follow_one_another_without_gap_or_repetition_when_ages_are_equal(local_instance: Instance) -> None:
    same = days_ago(9)
    rows = [an_anonymous_transcript(created_at=same) for _ in range(7)]
    local_instance.add(*rows)
    found: list[str] = []
    after = None

    while page := _page(local_instance.database, plan.expired(days_ago(7), after).limit(3)):
        found += [row.id for row in page]
        after = Position(page[-1].age, page[-1].id)

    assert found == sorted(row.id for row in rows)


def _page(database: Database, query: plan.Candidates) -> list[sa.Row[tuple[object, ...]]]:
    with database.snapshot() as session:
        return list(session.execute(query))


def test_a_users_recording_or_meeting_is_no_orphan(local_instance: Instance) -> None:
    theirs, operators = a_room(user_id="someone"), a_room()
    meetings = [a_meeting(room=theirs), a_meeting(room=operators), a_meeting()]
    local_instance.add(theirs, operators, *meetings)

    found = ids_of(local_instance.database, orphans.meetings(days_ago(7)))

    assert set(found) == {meetings[1].id, meetings[2].id}


def test_an_orphan_that_a_transcript_now_references_stays(local_instance: Instance, tmp_path: Path) -> None:
    meeting = a_meeting()
    recording = a_recording(meeting)
    local_instance.add(meeting, recording)
    with local_instance.database.snapshot() as session:
        leads = session.execute(orphans.meetings(days_ago(7))).all()
    local_instance.add(keeper := an_anonymous_transcript(days_old=1, recording=recording))

    with local_instance.database.snapshot() as session:
        found = orphans.plan_orphans(session, leads)

    assert (found.transcripts, found.meetings, found.recordings) == ((), (), ())
    assert {kept.because_of for kept in found.kept} == {keeper.id}
