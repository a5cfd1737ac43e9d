"""The instance that a command works on: that of the settings."""

from reflector import logs
from reflector.db import migrate
from reflector.db.session import Database
from reflector.errors import NotPublic
from reflector.instance import Instance, get_instance
from reflector.settings import get_settings


def this_instance(*, public: bool = False, adopted: bool = False) -> Instance:
    """The instance of the settings, with a database that is ready.

    `adopted`: the command works on the database of an existing installation, too. Otherwise this raises
    ExistingInstallation for one.

    Raises SettingsError; NotPublic if it must be `public` and is not, before anything is touched; DatabaseNotReady.
    """
    settings = get_settings()
    logs.configure(settings)
    if public and not settings.PUBLIC_MODE:
        raise NotPublic()
    database = Database(settings.database_url)  # get_instance would make the folder of a missing one
    try:
        migrate.require(database, adopted=adopted)
    finally:
        database.engine.dispose()
    return get_instance()
