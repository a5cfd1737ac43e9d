"""Moves an instance to another database and another store: `reflector move`.

    check -> copy rows -> hand over -> erase the old database -> copy files -> doom the old files -> drain

The move keeps ids, owners, dates, tombstones, the journal, runs and the inventory. A process that dies anywhere on the
way leaves an instance that the same command finishes. There is no state file: rows say what is done.

- **Rows first, in one transaction.** The new database holds all rows or none. They are compared by count and hash
  before the commit. Meanwhile nobody can write to the old database. A row that the new one cannot hold ends the move
  before anything has changed.
- **One instance at every moment.** The id of a database that is being filled begins with `moving:`, and that of one
  whose instance has left with `moved:`. No process serves either of them, see `inventory.instance_id`. So an owner's
  erasure cannot reach only one of two copies.
- **Files next, in the new database.** Each new file is announced as an artifact, copied, compared by its hash, and
  sealed. So every byte can be reached from a row at every moment (R1), and a resumed move continues with the files
  that have no sealed copy. Only when every file has one are the old files doomed, and the drain erases them as it
  erases everything. The new settings reach the old store too, so an instance with files in both stores is complete.
- **No life gets longer.** The dates of every row stay as they are, and a public instance erases what is expired
  before anything is copied.
- DATA_DIR stays where it is: its files have the same name in both settings. An operator moves the folder itself.
"""

from reflector.move.move import Moved, move
from reflector.move.places import Places

__all__ = ["Moved", "Places", "move"]
