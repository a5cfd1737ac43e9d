"""Formats times, lengths and sizes for people, in the language of the page."""

from datetime import datetime, timedelta

from babel.dates import format_date, format_timedelta
from babel.units import format_unit

_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))
_SIZES = (("gigabyte", 1024**3), ("megabyte", 1024**2), ("kilobyte", 1024))
#: English dates are written as in Britain: the day before the month.
_LOCALES = {"en": "en_GB"}


class Phrases:
    """Formats values for one interface language."""

    def __init__(self, language: str = "en") -> None:
        self._locale = _LOCALES.get(language, language)
        self._momentary = {"en": "a moment", "de": "einen Moment"}.get(language, "")

    def span(self, length: timedelta | float) -> str:
        """A length of time (seconds, if a number) in its two largest units: "6 days 4 hours"."""
        left = int(length.total_seconds() if isinstance(length, timedelta) else length)
        parts = []
        for unit, seconds in _UNITS:
            count, left = divmod(left, seconds)
            if count:
                parts.append(format_unit(count, f"duration-{unit}", locale=self._locale))
            if len(parts) == 2 or (parts and not count):
                break
        return " ".join(parts) or self._momentary

    def ago(self, moment: datetime, now: datetime) -> str:
        """The time from `moment` to `now` in its largest unit: "5 hours ago"."""
        length = max(now - moment, timedelta(seconds=1))
        unit = next(seconds for _, seconds in _UNITS if length.total_seconds() >= seconds)
        whole = timedelta(seconds=length.total_seconds() // unit * unit)
        return format_timedelta(-whole, threshold=1, add_direction=True, locale=self._locale)

    def about(self, length: timedelta) -> str:
        """A length of time in its largest unit: "6 days"."""
        seconds = max(0.0, length.total_seconds())
        unit, size = next(((unit, size) for unit, size in _UNITS if seconds >= size), _UNITS[-1])
        return format_unit(int(seconds // size), f"duration-{unit}", locale=self._locale)

    def size(self, count: int) -> str:
        """A number of bytes with three digits: "1.5 MB"."""
        for unit, factor in _SIZES:
            if count >= factor:
                amount = float(f"{count / factor:.3g}")
                # People write KB, as for MB and GB; CLDR writes kB.
                return format_unit(amount, f"digital-{unit}", length="short", locale=self._locale).replace("kB", "KB")
        return format_unit(count, "digital-byte", locale=self._locale)

    def day(self, at: datetime) -> str:
        """A date: "30 November 2026"."""
        return format_date(at, "long", locale=self._locale)

    def moment(self, at: datetime) -> str:
        """A moment in UTC, for readers whose time zone is not known: "Sunday, 30 November 2026, 18:35 UTC"."""
        return f"{format_date(at, 'full', locale=self._locale)}, {at:%H:%M} UTC"
