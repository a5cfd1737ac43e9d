"""Times, lengths and sizes in the words of a person."""

from datetime import datetime, timedelta

_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


def span(length: timedelta | float) -> str:
    """A length of time (seconds, if a number) in its two largest units: "6 days 4 hours"."""
    left = int(length.total_seconds() if isinstance(length, timedelta) else length)
    parts = []
    for name, seconds in _UNITS:
        count, left = divmod(left, seconds)
        if count:
            parts.append(plural(count, name))
        if len(parts) == 2 or (parts and not count):
            break
    return " ".join(parts) or "a moment"


def ago(moment: datetime, now: datetime) -> str:
    """How long before `now` the moment was, in its largest unit: "5 hours ago"."""
    return f"{about(now - moment)} ago" if now - moment >= timedelta(minutes=1) else "just now"


def about(length: timedelta) -> str:
    """A length of time in its largest unit: "6 days"."""
    seconds = length.total_seconds()
    name, unit = next(((name, unit) for name, unit in _UNITS if seconds >= unit), _UNITS[-1])
    return plural(max(0, int(seconds // unit)), name)


def plural(count: int, noun: str) -> str:
    """ "1 day", "7 days"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def size(count: int) -> str:
    """Bytes as people write them: "2 GB"."""
    for unit, factor in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        if count >= factor:
            return f"{count / factor:.3g} {unit}"
    return plural(count, "byte")


def moment(at: datetime) -> str:
    """A moment, as long as nothing is known about the reader's time zone: "Sunday 30 November 2026, 18:35 UTC"."""
    return f"{at:%A} {at.day} {at:%B %Y, %H:%M} UTC"
