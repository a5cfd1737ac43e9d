"""Dates that a database can hold and Python cannot. They can come from an adopted database or from manual SQL. A row
whose date sorts before the cutoff is expired and erased, and no readable row waits for an unreadable one.
"""

from typing import Any

import pytest
import sqlalchemy as sa

from reflector.db.models import Meeting, Recording, Transcript
from reflector.retention.report import status
from reflector.retention.report.preview import preview
from reflector.testing.factories import a_meeting, a_recording, a_users_transcript, an_anonymous_transcript
from tests.instances import Instance, resisting

LONG_AGO = {
    "sqlite": ["", "0000-00-00 00:00:00", "20", "2001-02-31 00:00:00"],
    "postgresql": ["-infinity", "0044-03-15 BC"],
}
FAR_AHEAD = {"sqlite": ["tomorrow"], "postgresql": ["infinity", "20000-01-01"]}


def dates(instance: Instance, of: dict[str, list[str]]) -> list[str]:
    return of[instance.database.engine.dialect.name]


def date(instance: Instance, column: sa.orm.InstrumentedAttribute[Any], row_id: str, text: str) -> None:
    table, name = column.class_.__tablename__, column.key
    statement = sa.text(f"UPDATE {table} SET {name} = '{text}' WHERE id = '{row_id}'")
    with instance.database.transaction() as session:
        session.execute(statement)


def anonymous_of_long_ago(instance: Instance) -> list[Transcript]:
    rows = [an_anonymous_transcript() for _ in dates(instance, LONG_AGO)]
    instance.add(*rows)
    for row, text in zip(rows, dates(instance, LONG_AGO), strict=True):
        date(instance, Transcript.created_at, row.id, text)
    return rows


@pytest.mark.parametrize("batch", [1, 500])
def test_an_unreadable_date_of_long_ago_is_expired_like_any_other(local_instance: Instance, batch: int) -> None:
    local_instance.restart(RETENTION_BATCH_SIZE=batch)
    old = [*anonymous_of_long_ago(local_instance), *(an_anonymous_transcript() for _ in range(3))]
    local_instance.add(*old[-3:])

    stats = local_instance.run()

    assert (stats["transcripts_deleted"], stats["errors"]) == (len(old), [])
    assert local_instance.ids(Transcript) == set()


def test_meetings_and_recordings_with_an_unreadable_date_go_too(local_instance: Instance) -> None:
    for text in dates(local_instance, LONG_AGO):
        local_instance.add(meeting := a_meeting(), recording := a_recording())
        date(local_instance, Meeting.start_date, meeting.id, text)
        date(local_instance, Recording.recorded_at, recording.id, text)

    stats = local_instance.run()

    assert (local_instance.ids(Meeting), local_instance.ids(Recording), stats["errors"]) == (set(), set(), [])


@pytest.mark.parametrize("batch", [1, 500])
def test_one_that_resists_besides_is_reported_by_its_id_and_costs_itself(local_instance: Instance, batch: int) -> None:
    """Also if it is the last of its batch, because its date is the position of the next batch."""
    local_instance.restart(RETENTION_BATCH_SIZE=batch)
    *others, bad = anonymous_of_long_ago(local_instance)
    local_instance.add(an_anonymous_transcript())

    with resisting(local_instance.database, bad.id):
        stats = local_instance.run()

    assert (stats["transcripts_deleted"], stats["error_count"]) == (len(others) + 1, 1)
    assert stats["errors"][0].startswith(bad.id)


def test_users_data_and_future_dates_are_kept(local_instance: Instance) -> None:
    users = [a_users_transcript() for _ in dates(local_instance, LONG_AGO)]
    ahead = [an_anonymous_transcript() for _ in dates(local_instance, FAR_AHEAD)]
    local_instance.add(*users, *ahead, an_anonymous_transcript())
    for kept, texts in ((users, LONG_AGO), (ahead, FAR_AHEAD)):
        for row, text in zip(kept, dates(local_instance, texts), strict=True):
            date(local_instance, Transcript.created_at, row.id, text)

    stats = local_instance.run()

    assert (stats["transcripts_deleted"], stats["errors"]) == (1, [])
    assert local_instance.ids(Transcript) == {row.id for row in (*users, *ahead)}
    assert status.made_ahead(local_instance.database) == len(ahead)


def test_reports_find_unreadable_dates(local_instance: Instance) -> None:
    rows = anonymous_of_long_ago(local_instance)
    here = (local_instance.database, local_instance.settings)

    assert {item.id for item in preview(*here)} == {row.id for row in rows}
    assert {residue.id for residue in local_instance.residue()} == {row.id for row in rows}
    assert status.promise(*here).overdue == len(rows)
    with local_instance.database.snapshot() as session:
        assert len(session.scalars(sa.select(Transcript)).all()) == len(rows)
