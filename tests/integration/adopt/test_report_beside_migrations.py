"""A report stops no migration of the other program that runs at the same time."""

import pytest
import sqlalchemy as sa

from reflector.adopt.pretend import as_if_adopted
from reflector.settings import load_settings
from tests.existing import Existing, seed

pytestmark = [pytest.mark.postgres, pytest.mark.s3]


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE transcript ALTER COLUMN user_id TYPE text",
        "ALTER TABLE meeting ALTER COLUMN room_id TYPE text",
        "ALTER TABLE recording ALTER COLUMN meeting_id TYPE text",
        "ALTER TABLE transcript RENAME COLUMN user_id TO owner_id",
        "ALTER TABLE meeting DROP COLUMN end_date",
    ],
)
def test_a_migration_runs_while_a_report_reads(existing: Existing, statement: str) -> None:
    seed(existing)
    with as_if_adopted(load_settings(), keeps_roomless=True) as database:
        with database.snapshot() as session:
            before = session.execute(sa.text("SELECT count(*) FROM transcript")).scalar_one()
            session.rollback()  # between two pages of a report, its connection stays open

            existing.execute(statement)

        assert before > 0


def test_the_planner_reads_through_the_function(existing: Existing) -> None:
    with as_if_adopted(load_settings(), keeps_roomless=True) as database, database.snapshot() as session:
        plan = "\n".join(session.scalars(sa.text("EXPLAIN SELECT user_id FROM transcript WHERE id = 'x'")))

    assert "Function Scan" not in plan
    assert "transcript_pkey" in plan
