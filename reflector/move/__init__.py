"""Moves an instance to another database and another store: `reflector move`.

    check -> copy rows -> hand over -> erase the old database -> copy files -> doom the old files -> drain

move.py has the steps, places.py the old and the new places, alone.py the check that no other process is there, rows.py
and files.py the copying.

The move keeps ids, owners, dates, tombstones, the journal, runs and the inventory. If the process dies anywhere on the
way, the same command finishes the move. There is no state file: the rows record the progress.

- **Rows first, in one transaction.** The new database holds all rows or none. They are compared by count and hash
  before the commit. Meanwhile nobody can write to the old database. If the new database cannot hold a row, the move
  ends before anything has changed.
- **One instance at every moment.** While the new database is being filled, its id begins with `moving:`. Once the rows
  have left the old database, its id begins with `moved:`. No process serves a database with such an id, see
  `inventory.instance_id`. So an owner's erasure never misses a second copy.
- **Files next, in the new database.** Each new file is announced as an artifact, copied, compared by its hash, and
  sealed. So every byte can be reached from a row at every moment (R1), and a resumed move continues with the files
  that have no sealed copy. Only when every file has one are the old files doomed, and the drain erases them as it
  erases everything. The new settings reach the old store too, so an instance with files in both stores is complete.
- **Nothing lives longer.** The dates of every row stay as they are, and a public instance erases what is expired before
  anything is copied.
- **DATA_DIR stays where it is.** Both settings name the same folder. To move it, an operator uses `mv`.
"""

from reflector.move.move import Moved, move
from reflector.move.places import Places

__all__ = ["Moved", "Places", "move"]
