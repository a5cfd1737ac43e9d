"""The message of a failing test identifies the row, and has none of its content."""

import pytest

from reflector.db.models import Base
from reflector.testing.factories import (
    a_consent,
    a_meeting,
    a_recording,
    a_room,
    a_users_transcript,
    an_anonymous_transcript,
    saying,
)


def rows() -> list[Base]:
    meeting = a_meeting()
    return [a_room(), meeting, a_recording(meeting), a_consent(meeting), an_anonymous_transcript(meeting=meeting)]


@pytest.mark.parametrize("row", rows(), ids=lambda row: type(row).__name__)
def test_a_row_shows_its_id_and_no_content(row: Base) -> None:
    shown = repr(saying(row, "PORCUPINE"))

    assert f"id={vars(row)['id']}" in shown
    assert "PORCUPINE" not in shown


def test_a_transcript_shows_its_dates_its_status_and_whether_it_is_a_users() -> None:
    anonymous, users = an_anonymous_transcript(days_old=8), a_users_transcript()

    assert f"created_at={anonymous.created_at}" in repr(anonymous)
    assert f"status={anonymous.status}" in repr(anonymous)
    assert "owner=anonymous" in repr(anonymous)
    assert "owner=user" in repr(users)
    assert str(users.user_id) not in repr(users)
