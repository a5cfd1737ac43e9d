"""The rule of expiry, to the microsecond."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflector.errors import BadDays
from reflector.policy import End, EndReason, checked_days, cutoff, end_of_life, is_expired

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
WEEK = timedelta(days=7)


@dataclass
class Life:
    created_at: datetime
    user_id: str | None = None
    erase_at: datetime | None = None


@pytest.mark.parametrize(
    ("created_at", "reason"),
    [(NOW - WEEK - MICROSECOND, "expired"), (NOW - WEEK, None), (NOW - WEEK + MICROSECOND, None), (NOW, None)],
)
def test_a_transcript_made_exactly_at_the_cutoff_is_kept(created_at: datetime, reason: str | None) -> None:
    assert is_expired(Life(created_at), 7, NOW) == reason


@pytest.mark.parametrize(
    ("erase_at", "reason"), [(NOW - MICROSECOND, "erase_at"), (NOW, None), (NOW + MICROSECOND, None)]
)
def test_an_earlier_end_counts_from_the_moment_after_it(erase_at: datetime, reason: str | None) -> None:
    assert is_expired(Life(NOW - timedelta(days=1), erase_at=erase_at), 7, NOW) == reason


def test_a_later_end_than_the_instances_lengthens_nothing() -> None:
    made = NOW - WEEK - MICROSECOND

    assert is_expired(Life(made, erase_at=NOW + timedelta(days=300)), 7, NOW) == "expired"
    assert end_of_life(Life(made, erase_at=NOW + timedelta(days=300)), 7) == End(made + WEEK, EndReason.EXPIRED)


@pytest.mark.parametrize("user_id", ["someone", ""])
def test_the_owner_of_a_transcript_decides_over_it(user_id: str) -> None:
    owned = Life(NOW - timedelta(days=3000), user_id, erase_at=NOW - WEEK)

    assert is_expired(owned, 7, NOW) is None
    assert end_of_life(owned, 7) is None


ZONES = [UTC, timezone(timedelta(hours=14)), timezone(-timedelta(hours=9, minutes=30)), ZoneInfo("America/New_York")]


@pytest.mark.parametrize(("zone", "now_zone"), list(product(ZONES, ZONES)), ids=str)
def test_zones_change_nothing(zone: ZoneInfo, now_zone: ZoneInfo) -> None:
    now = NOW.astimezone(now_zone)

    assert is_expired(Life((NOW - WEEK).astimezone(zone)), 7, now) is None
    assert is_expired(Life((NOW - WEEK - MICROSECOND).astimezone(zone)), 7, now) == "expired"


def test_a_day_has_24_hours_even_when_the_clocks_change() -> None:
    noon = datetime(2026, 3, 8, 12, tzinfo=ZoneInfo("America/New_York"))  # summer time began ten hours ago
    day = timedelta(hours=24)

    assert cutoff(noon, 1) == noon.astimezone(UTC) - day
    assert end_of_life(Life(noon - timedelta(hours=20)), 1) == End(
        (noon - timedelta(hours=20)).astimezone(UTC) + day, EndReason.EXPIRED
    )


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        cutoff(NOW.replace(tzinfo=None), 7)


@pytest.mark.parametrize("days", [0, -1, True, False, "7", b"7", 7.0, 10**9, 36_501, None, [], float("nan")], ids=repr)
def test_a_wrong_number_of_days_is_refused(days: object) -> None:
    with pytest.raises(BadDays):
        checked_days(days)


@pytest.mark.parametrize("days", [1, 7, 36_500])
def test_whole_numbers_from_1_to_36500_are_days(days: int) -> None:
    assert checked_days(days) == days
    assert cutoff(NOW, days) == NOW - timedelta(days=days)


@settings(deadline=None)  # the machine may pause
@given(
    made=st.datetimes(datetime(2000, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    now=st.datetimes(datetime(2000, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    days=st.integers(1, 365),
    shorter=st.none() | st.timedeltas(-timedelta(days=400), timedelta(days=400)),
)
def test_the_policy_and_the_cutoff_agree(made: datetime, now: datetime, days: int, shorter: timedelta | None) -> None:
    life = Life(made, erase_at=None if shorter is None else made + shorter)

    by_age = made < cutoff(now, days)
    by_wish = life.erase_at is not None and life.erase_at < now
    assert (is_expired(life, days, now) is not None) == (by_age or by_wish)
    end = end_of_life(life, days)
    assert end is not None
    assert end.at <= made + timedelta(days=days)
