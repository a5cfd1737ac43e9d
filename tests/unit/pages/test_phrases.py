"""Times and sizes in the words of a person."""

from datetime import UTC, datetime, timedelta

import pytest

from reflector.pages.phrases import Phrases

NOW = datetime(2026, 11, 30, 18, 35, tzinfo=UTC)
phrases = Phrases()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "a moment"),
        (1, "1 second"),
        (61, "1 minute 1 second"),
        (3600, "1 hour"),
        (3605, "1 hour"),
        (6 * 86400 + 4 * 3600 + 59, "6 days 4 hours"),
        (7 * 86400, "7 days"),
    ],
)
def test_a_length_has_its_two_largest_units(seconds: int, words: str) -> None:
    assert phrases.span(seconds) == phrases.span(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=59), "59 seconds ago"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=5, minutes=59), "5 hours ago"),
        (timedelta(seconds=-5), "1 second ago"),
    ],
)
def test_the_past_has_its_largest_unit(before: timedelta, words: str) -> None:
    assert phrases.ago(NOW - before, NOW) == words


@pytest.mark.parametrize(("count", "words"), [(1, "1 byte"), (1536, "1.5 KB"), (2 * 1024**3, "2 GB")])
def test_a_size_has_three_digits_at_most(count: int, words: str) -> None:
    assert phrases.size(count) == words


def test_a_moment_names_its_day_and_its_time_zone() -> None:
    assert phrases.moment(NOW) == "Monday, 30 November 2026, 18:35 UTC"


def test_german_is_spoken_with_its_own_grammar() -> None:
    german = Phrases("de")

    assert german.span(6 * 86400 + 3600) == "6 Tage 1 Stunde"
    assert german.ago(NOW - timedelta(days=3), NOW) == "vor 3 Tagen"
    assert german.size(1536) == "1,5 KB"
    assert german.moment(NOW) == "Montag, 30. November 2026, 18:35 UTC"
