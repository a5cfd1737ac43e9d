"""Counts the use of limited resources by clients, in the database that all API processes and workers share.

A row says that a client used `amount` of something, and until when that counts: a request for an hour, a decoded second
for a day, a running upload for as long as its process confirms it. `client` is the keyed hash of
reflector/api/limits.py, which changes every day. Rows that no longer count are deleted every minute.
docs/decisions/0015-limits-in-the-database.md says why this is not a cache.
"""

from datetime import timedelta
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.changes import change
from reflector.db.models import Usage, utcnow
from reflector.db.session import Database

#: Things that are counted for themselves. `reflector/api/limits_storage.py` counts the requests of an hour.
Name = Literal["minutes", "uploads", "streams", "requests"]

#: Seconds after which a process confirms that it still receives an upload or serves a stream...
SIGN_SECONDS = 20.0
#: ... and seconds for which a confirmation counts. So a process that died frees its slots.
HELD_SECONDS = 90.0


def take(database: Database, name: Name, client: str, *, most: int) -> int | None:
    """Take one of the client's `most` slots, and return its id; None if all are taken. `release` frees it."""
    with database.transaction() as session:
        database.serialize(session, f"usage:{name}:{client}")
        now = utcnow()
        held = sa.select(sa.func.count()).select_from(Usage).where(*_valid(name, client, now))
        if (session.scalar(held) or 0) >= most:
            return None
        row = Usage(name=name, client=client, amount=0, until=now + timedelta(seconds=HELD_SECONDS))
        session.add(row)
        session.flush()
        return row.id


def extend(database: Database, place: int, amount: int = 0) -> None:
    """Confirm that the slot is still used. `amount`: bytes received so far."""
    until = utcnow() + timedelta(seconds=HELD_SECONDS)
    with database.transaction() as session:
        session.execute(sa.update(Usage).where(Usage.id == place).values(until=until, amount=amount))


def release(database: Database, place: int) -> None:
    """Free the slot."""
    with database.transaction() as session:
        session.execute(sa.delete(Usage).where(Usage.id == place))


def amount(session: Session, name: Name, client: str | None = None) -> int:
    """The present use of the client: bytes of `uploads`, seconds of `minutes`, else a number. None: everybody."""
    used = sa.select(sa.func.coalesce(sa.func.sum(Usage.amount), 0))
    return int(session.scalar(used.where(*_valid(name, client, utcnow()))) or 0)


def charge_minutes(database: Database, client: str, seconds: float, *, most_seconds: float) -> bool:
    """Count `seconds` of decoded audio against the client's day; False if it is more than the day had left."""
    with database.transaction() as session:
        database.serialize(session, f"usage:minutes:{client}")
        used = amount(session, "minutes", client)
        if seconds > 0:
            until = utcnow() + timedelta(days=1)
            session.add(Usage(name="minutes", client=client, amount=max(1, round(seconds)), until=until))
        return used + seconds <= most_seconds


def forget_expired(database: Database) -> int:
    """Delete the rows that no longer count. Returns how many."""
    old = Usage.until <= utcnow()
    with database.snapshot() as session:
        if session.scalar(sa.select(Usage.id).where(old).limit(1)) is None:
            return 0
    with database.transaction() as session:
        return change(session, sa.delete(Usage).where(old))


def _valid(name: str, client: str | None, now: object) -> tuple[sa.ColumnElement[bool], ...]:
    return (Usage.name == name, Usage.until > now, *(() if client is None else (Usage.client == client,)))
