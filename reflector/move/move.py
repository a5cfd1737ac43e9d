"""The steps of a move, in their order. Each can be repeated, and each checks what is already done."""

from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from reflector import inventory
from reflector.db import migrate
from reflector.db.states import Trigger
from reflector.errors import MoveRefused
from reflector.instance import Instance
from reflector.inventory import MOVED, journal
from reflector.move import rows
from reflector.move.alone import keep_others_away, require_unused
from reflector.move.files import FileMove, MovedFiles
from reflector.move.places import Places
from reflector.retention.replay import catch_up
from reflector.retention.run import drain_now, run

log = structlog.get_logger(__name__)

#: Called with the number of rows and files moved so far.
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Moved:
    """The result of a move. If an earlier process died on the way, its part is not counted."""

    #: Rows copied and compared.
    rows: int = 0
    files: MovedFiles = field(default_factory=MovedFiles)

    @property
    def complete(self) -> bool:
        """Whether the instance is in its new place and nothing of it is left in the old one."""
        return not self.files.left


def move(places: Places, progress: Progress | None = None) -> Moved:
    """Move the instance, or continue an interrupted move.

    Raises MoveRefused and InstanceInUse before anything is changed, MoveFailed, StorageError, and the errors of the
    database. After each of them the same call continues the move.
    """
    moved = Moved()
    folder = places.old.settings.DATA_DIR
    if not folder.is_dir():
        raise MoveRefused("DATA_DIR is not there: it is the wrong folder, or its disk is not mounted.")
    with keep_others_away(folder):
        if places.rows_move:
            moved.rows = _move_rows(places)
        if places.files_move:
            moved.files = _move_files(places, lambda count: progress(moved.rows, count) if progress else None)
    log.info("instance_moved", rows=moved.rows, files=moved.files.files, bytes=moved.files.bytes, left=moved.files.left)
    return moved


def _move_rows(places: Places) -> int:
    """Move the rows and erase the old database. Returns the number of rows; 0 if an earlier call has moved them."""
    old, new = places.old.database, places.new.database
    found = rows.look(old)
    count = 0
    if found.has_rows and not (found.id or "").startswith(MOVED):
        migrate.require(old)
        require_unused(old)
        instance_id = inventory.instance_id(old)
        with rows.explained(new):
            rows.check_target(new, instance_id)
        if places.files_move:
            FileMove(Instance(places.new.settings, old, places.new.stores), places.old.stores.default).check()
        _tidy(places.old)
        rows.prepare(new)
        count = rows.move_rows(old, new, instance_id)
    with rows.explained(new):
        rows.hand_over(old, new)
    rows.erase_database(old)
    return count


def _move_files(places: Places, progress: Callable[[int], None]) -> MovedFiles:
    """Move the files in the new database, which is the only one by now."""
    here = places.new
    migrate.require(here.database)
    require_unused(here.database)
    files = FileMove(here, places.old.stores.default, progress)
    files.check()
    inventory.complete(Instance(here.settings, here.database, places.old.stores))
    inventory.recognize(here.database, here.stores.default)
    journal.fill(here)
    _tidy(here)
    files.copy()
    files.erase_old()
    return files.moved


def _tidy(instance: Instance) -> None:
    """Apply the journal, and erase what is expired or doomed before it would be copied.

    Artifacts that cannot be erased now stay in the inventory, and are erased in the new place.
    """
    inventory.recognize(instance.database, instance.stores.local)
    inventory.complete(instance)
    catch_up(instance)
    if instance.settings.PUBLIC_MODE:
        run(instance, trigger=Trigger.CLI)
    else:
        drain_now(instance)
