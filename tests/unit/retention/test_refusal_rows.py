"""The two forms of the rule for refusals give the same answer for every row, on every database (R16)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import policy
from reflector.db.models import Meeting, MeetingConsent, Recording, Room, Transcript
from reflector.db.session import Database
from reflector.db.states import Decision

GIVEN_AT = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

DECISIONS = (None, Decision.KEEP, Decision.ERASE)
TAKEN_OVER = (None, GIVEN_AT - MICROSECOND, GIVEN_AT, GIVEN_AT + MICROSECOND)
#: The reason why a meeting is a user's; None: it is not.
USERS = (None, "room", "transcript", "transcript of its recording")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session on an empty database of each kind, which is rolled back."""
    database = Database(
        f"sqlite:///{request.getfixturevalue('migrated_sqlite')}"
        if request.param == "sqlite"
        else str(request.getfixturevalue("migrated_postgres")).replace("postgresql://", "postgresql+psycopg://")
    )
    with Session(database.engine) as opened:
        yield opened
        opened.rollback()
    database.engine.dispose()


def test_both_forms_of_the_rule_for_refusals_agree(session: Session) -> None:
    expected: dict[str, bool] = {}
    for number, (decision, guest, taken_over, users) in enumerate(product(DECISIONS, (False, True), TAKEN_OVER, USERS)):
        room = Room(id=f"room{number}", name=f"room{number}", user_id="somebody" if users == "room" else None)
        meeting = Meeting(id=f"meeting{number}", room_id=room.id, begun_by_guest=guest, taken_over_at=taken_over)
        recording = Recording(id=f"recording{number}", bucket_name="b", meeting_id=meeting.id)
        transcript = Transcript(id=f"transcript{number}", user_id="somebody" if users else None)
        transcript.meeting_id = meeting.id if users == "transcript" else None
        transcript.recording_id = recording.id if users == "transcript of its recording" else None
        refusal = MeetingConsent(id=f"refusal{number}", meeting_id=meeting.id, consent_given=False)
        refusal.consent_timestamp, refusal.decision = GIVEN_AT, decision
        for rows in ([room], [meeting], [recording], [transcript, refusal]):
            session.add_all(rows)
            session.flush()
        facts = policy.Refusal(GIVEN_AT, decision, guest, taken_over, users is not None)
        expected[refusal.id] = policy.refusal_erases(facts)

    joined = sa.select(MeetingConsent.id, policy.refusal_erases_clause()).join(
        Meeting, Meeting.id == MeetingConsent.meeting_id
    )
    found = {row[0]: bool(row[1]) for row in session.execute(joined)}

    assert set(expected.values()) == {True, False}
    assert [(row, found[row]) for row in expected if found[row] != expected[row]] == []
