"""The steps of a move, in their order. Each can be repeated, and each finds out by itself what is done."""

from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from reflector import inventory
from reflector.db import migrate
from reflector.errors import MoveFailed, MoveRefused
from reflector.inventory import MOVED, MOVING, journal
from reflector.move import rows
from reflector.move.alone import alone
from reflector.move.files import FileMove, MovedFiles
from reflector.move.places import Places
from reflector.retention.journal import catch_up
from reflector.retention.run import drain_now, run

log = structlog.get_logger(__name__)

#: Called with the number of rows and files moved so far.
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Moved:
    """What a move has done. A move that goes on after a death counts only its own part."""

    #: Rows copied and compared.
    rows: int = 0
    files: MovedFiles = field(default_factory=MovedFiles)

    @property
    def complete(self) -> bool:
        """Whether the instance is in its new place and nothing of it is left in the old one."""
        return not self.files.left


def move(places: Places, progress: Progress | None = None) -> Moved:
    """Move the instance, or go on with a move that was interrupted.

    Raises MoveRefused and InstanceInUse before anything is changed, MoveFailed, StorageError, and what the database
    raises. In each case the same call goes on from there.
    """
    moved = Moved()
    with alone(places.old):
        found = rows.look(places.old.database)
        if found.id is None or not found.id.startswith(MOVED):
            _move_live(places, found, moved, progress)
        if places.rows_move and moved.complete:
            _finish(places)
    log.info("instance_moved", rows=moved.rows, files=moved.files.files, bytes=moved.files.bytes, left=moved.files.left)
    return moved


def _move_live(places: Places, found: rows.Found, moved: Moved, progress: Progress | None) -> None:
    """Move the files, then the rows, of an instance that is still in its old database."""
    database = places.old.database
    if found.id is None and not found.has_rows:
        if places.rows_move:
            return  # `_finish` decides whether the new database has everything
        rows.require_source(found)
    migrate.require(database)
    instance_id = inventory.instance_id(database)
    if places.rows_move:
        with rows.explained(places.new.database):
            rows.check_target(places.new.database, instance_id)
    inventory.complete(places.old)
    catch_up(places.old)
    files = FileMove(places, lambda count: progress(0, count) if progress else None)
    moved.files = files.moved
    if places.files_move:
        files.check()
        inventory.recognise(database, places.new.stores.default)
        journal.fill(places.between)
    _erase_expired(places)
    if places.files_move:
        files.copy()
        files.erase_old()
    if places.rows_move and moved.complete:
        rows.prepare(places.new.database)
        moved.rows = rows.move_rows(database, places.new.database, instance_id)


def _erase_expired(places: Places) -> None:
    """Erase what is expired or doomed before it would be copied.

    An item that resists is erased in the new place. It stays in the inventory.
    """
    if places.between.settings.PUBLIC_MODE:
        run(places.between, trigger="cli")
    else:
        drain_now(places.between)


def _finish(places: Places) -> None:
    """Hand the instance over to the new database, and erase the old one."""
    old, new = rows.look(places.old.database), rows.look(places.new.database)
    if old.id is None and old.has_rows:
        raise MoveFailed("The old database has lost its id. Nothing was erased.")
    if old.id is None:
        rows.require_source(new)
        if (new.id or "").startswith((MOVING, MOVED)):
            raise MoveRefused("The old database is gone, and the new one was never completed.")
    else:
        instance_id = old.id.removeprefix(MOVED)
        if new.id == MOVING + instance_id:
            rows.hand_over(places.new.database, instance_id)
        elif new.id != instance_id:
            raise MoveRefused("The old database was moved to another place than these settings name.")
    rows.erase_database(places.old.database)
