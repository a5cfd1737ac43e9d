"""`reflector serve`: API, workers and beat as child processes of one supervisor.

supervisor.py   keeps the programs running, and replaces itself on SIGUSR2
programs.py     the programs, and what they import
listener.py     the socket that all API processes share

The supervisor imports everything once and forks its children, so that they share that memory and start at once. No
thread, no connection and no lock exists before a fork; see docs/decisions/0030-children-are-forked.md.
"""

import fcntl
import gc
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from reflector import inventory, process
from reflector.db import migrate
from reflector.db.adopted import DatabaseKind, kind_of, require_own
from reflector.db.session import Database, open_database
from reflector.errors import CannotServe, StorageError, StoreIsForeign
from reflector.instance import Instance
from reflector.serve.listener import Listener
from reflector.serve.supervisor import REPLACE, Program, Supervisor
from reflector.settings import Settings
from reflector.storage import Stores

__all__ = ["Program", "Supervisor", "check", "prepare", "serve"]

log = structlog.get_logger(__name__)


def serve(settings: Settings, announce: Callable[[str], None], *, api_only: bool = False) -> int:
    """Serve until a signal comes; returns the exit code. `announce` gets the address.

    An adopted installation with ADOPT_SERVE is only shown: no worker, no beat, no migration, and no file in DATA_DIR.

    Raises CannotServe when the port is taken or another `serve` runs the workers of the same DATA_DIR, StoreIsForeign,
    and the errors of the database.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, [REPLACE])
    process.harden()
    process.warn_if_root()
    if settings.ADOPT_SERVE:
        _require_adopted(settings)
        with Listener.open(settings) as listener:
            return _supervise(settings, listener, announce, api_only=True)
    _require_own_database(settings)
    with _only_one(settings, needed=not api_only) as lock, Listener.open(settings) as listener:
        prepare(settings)
        return _supervise(settings, listener, announce, api_only=api_only, lock=lock)


def _supervise(
    settings: Settings,
    listener: Listener,
    announce: Callable[[str], None],
    *,
    api_only: bool,
    lock: int | None = None,
) -> int:
    """Run the programs until a signal comes. `lock`: a descriptor that they do not inherit."""
    announce(listener.address)
    # Imported here, because it imports the whole application, and other commands need not wait for that.
    from reflector.serve import programs

    programs.import_everything(api_only=api_only)
    gc.collect()
    gc.freeze()  # the collectors of the children would write into the memory that they share
    wanted = programs.programs(settings, listener, api_only=api_only)
    return Supervisor(wanted, listener, not_for_children=[lock] if lock is not None else []).run()


def check(settings: Settings, *, api_only: bool = False) -> None:
    """Prepare, and import the modules of `serve`. Raises the same errors as `serve` before it listens."""
    process.harden()
    if settings.ADOPT_SERVE:
        _require_adopted(settings)
    else:
        _require_own_database(settings)
        prepare(settings)
    from reflector.serve import programs

    programs.import_everything(api_only=api_only)


def prepare(settings: Settings) -> None:
    """Make the folder, migrate the database and recognize the stores. Can be repeated at every start.

    Raises DatabaseNotReady if a newer version of Reflector has migrated the database.
    """
    _make_private(settings)
    database = open_database(settings)
    try:
        migrate.upgrade(database)
        stores = Stores(settings)
        inventory.recognize(database, stores.local)
        if stores.default is not stores.local:
            try:
                inventory.recognize(database, stores.default)
            except StoreIsForeign:
                raise
            except StorageError as error:  # a store that is down must not delay the erasure of text
                log.warning("store_not_reachable", store=stores.default.name, error=error.log_code)
    finally:
        database.engine.dispose()


def _require_own_database(settings: Settings) -> None:
    """Raise ExistingInstallation before any file is made: the folder of such a database belongs to another program."""
    database = Database(settings.database_url)  # open_database would make the folder of an embedded one
    try:
        require_own(database)
    finally:
        database.engine.dispose()


def _require_adopted(settings: Settings) -> None:
    """Raise CannotServe unless the database is an adopted one, and IsACopy or StoreIsForeign as every run does.

    Changes nothing.
    """
    here = Instance(settings, Database(settings.database_url), Stores(settings))
    try:
        if kind_of(here.database) is not DatabaseKind.ADOPTED:
            raise CannotServe("ADOPT_SERVE is for an adopted installation, and this one is not: `reflector adopt`.")
        migrate.require(here.database, adopted=True)
        inventory.require_original(here)
    finally:
        here.database.engine.dispose()


def _make_private(settings: Settings) -> None:
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    settings.DATA_DIR.chmod(0o700)


@contextmanager
def _only_one(settings: Settings, *, needed: bool) -> Iterator[int | None]:
    """Hold the lock of the processes that run workers and beat, if it is `needed`. Yields its descriptor.

    API processes need no lock, because any number of them may run.
    """
    _make_private(settings)
    if not needed:
        yield None
        return
    descriptor = os.open(settings.DATA_DIR / ".serve.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield descriptor
    except BlockingIOError:
        raise CannotServe(
            "Another `reflector serve` uses this DATA_DIR. With `--api-only` a second one may run."
        ) from None
    finally:
        os.close(descriptor)
