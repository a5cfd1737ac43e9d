"""One instance: its settings, its database and its stores. All code that keeps or erases data receives it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from reflector.db.session import Database, get_database, open_database
from reflector.settings import Settings, get_settings
from reflector.storage import Stores


@dataclass(frozen=True, slots=True)
class Instance:
    """The settings, the database and the stores of one installation."""

    settings: Settings
    database: Database
    stores: Stores

    @classmethod
    def open(cls, settings: Settings, *, for_requests: bool = False) -> Self:
        """The instance that `settings` describe. Creates the folder of an SQLite database, but opens no connection.

        `for_requests`: visitors wait for what it does, see `open_database`.
        """
        return cls(settings, open_database(settings, for_requests=for_requests), Stores(settings))


@lru_cache(maxsize=1)
def get_stores() -> Stores:
    """The stores of this process."""
    return Stores(get_settings())


def get_instance() -> Instance:
    """The instance of this process."""
    return Instance(get_settings(), get_database(), get_stores())
