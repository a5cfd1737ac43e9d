"""A storage of the `limits` library in our database, for instances without Redis.

The library's own storage in memory would count in each process separately. This storage implements only the methods of
a moving window. Source: limits, "Custom storage backends".
"""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from limits.storage import MovingWindowSupport, Storage

from reflector.db.models import Usage, utcnow
from reflector.db.session import Database
from reflector.transcription import usage

_NAME: usage.Name = "requests"


class DatabaseStorage(Storage, MovingWindowSupport):
    """Stores each entry as a row of the table `usage`. `usage.forget_expired` deletes expired rows."""

    STORAGE_SCHEME = None

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database

    @property
    def base_exceptions(self) -> type[Exception]:
        """The library passes these errors on, and the application answers them."""
        return sa.exc.SQLAlchemyError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Add `amount` if the window of `expiry` seconds stays within `limit`. Returns whether it was added."""
        with self._database.transaction() as session:
            self._database.serialize(session, f"usage:{key}")
            if usage.amount(session, _NAME, key) + amount > limit:
                return False
            until = utcnow() + timedelta(seconds=expiry)
            session.add(Usage(name=_NAME, client=key, amount=amount, until=until))
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """The time of the oldest entry of the window, in seconds since 1970, and the amount in the window."""
        with self._database.snapshot() as session:
            oldest = session.scalar(sa.select(sa.func.min(Usage.created_at)).where(*self._valid(key))) or utcnow()
            return oldest.timestamp(), usage.amount(session, _NAME, key)

    def clear(self, key: str) -> None:
        """Delete the entries of one key."""
        with self._database.transaction() as session:
            session.execute(sa.delete(Usage).where(*self._valid(key)))

    def check(self) -> bool:
        """Whether the database answers."""
        with self._database.snapshot() as session:
            return bool(session.scalar(sa.select(sa.true())))

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
