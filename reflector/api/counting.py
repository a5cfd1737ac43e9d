"""A storage of the `limits` library in our own database, for instances without Redis.

The storage in memory that comes with the library counts in each process by itself. Only what a moving window needs is
here. Source: limits, "Custom storage backends".
"""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from limits.storage import MovingWindowSupport, Storage
from sqlalchemy.orm import Session

from reflector.db.models import Usage, utcnow
from reflector.db.session import Database

_NAME = "requests"


class DatabaseStorage(Storage, MovingWindowSupport):
    """Each entry is a row of the table `usage`, which `usage.forget_expired` deletes when it no longer counts."""

    STORAGE_SCHEME = None

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database

    @property
    def base_exceptions(self) -> type[Exception]:
        """Errors of the database are answered by the application as such."""
        return sa.exc.SQLAlchemyError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Enter `amount` if the window of `expiry` seconds then has at most `limit`."""
        with self._database.transaction() as session:
            self._database.serialize(session, f"usage:{key}")
            if self._count(session, key) + amount > limit:
                return False
            until = utcnow() + timedelta(seconds=expiry)
            session.add(Usage(name=_NAME, client=key, amount=amount, until=until))
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest entry of the window was made, in seconds since 1970, and how many entries there are."""
        with self._database.snapshot() as session:
            oldest = session.scalar(sa.select(sa.func.min(Usage.created_at)).where(*self._valid(key))) or utcnow()
            return oldest.timestamp(), self._count(session, key)

    def clear(self, key: str) -> None:
        """Forget the entries of one key."""
        with self._database.transaction() as session:
            session.execute(sa.delete(Usage).where(*self._valid(key)))

    def check(self) -> bool:
        """Whether the database answers."""
        with self._database.snapshot() as session:
            return bool(session.scalar(sa.select(sa.true())))

    def _count(self, session: Session, key: str) -> int:
        used = sa.select(sa.func.coalesce(sa.func.sum(Usage.amount), 0))
        return int(session.scalar(used.where(*self._valid(key))) or 0)

    def _valid(self, key: str) -> tuple[sa.ColumnElement[bool], ...]:
        return Usage.name == _NAME, Usage.client == key, Usage.until > utcnow()

    # Fixed windows are not used here.

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        raise NotImplementedError

    def get(self, key: str) -> int:
        raise NotImplementedError

    def get_expiry(self, key: str) -> float:
        raise NotImplementedError

    def reset(self) -> Any:
        raise NotImplementedError
