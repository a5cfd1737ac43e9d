"""One instance: its settings, its database and its stores. Every part that keeps or erases data gets it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from reflector.db.session import Database, get_database, open_database
from reflector.settings import Settings, get_settings
from reflector.storage import Stores


@dataclass(frozen=True, slots=True)
class Instance:
    """The three things that belong together: what was set, where rows are kept, where bytes are kept."""

    settings: Settings
    database: Database
    stores: Stores

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The instance that `settings` describe. Makes the folder of an embedded database; connects to nothing yet."""
        return cls(settings, open_database(settings), Stores(settings))


@lru_cache(maxsize=1)
def get_stores() -> Stores:
    """The stores of this process."""
    return Stores(get_settings())


def get_instance() -> Instance:
    """The instance of this process."""
    return Instance(get_settings(), get_database(), get_stores())
