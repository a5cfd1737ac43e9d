"""The inventory: every byte that Reflector keeps can be reached from a row, always.

All code that writes bytes goes through this package. It also creates artifact rows for bytes that other programs
wrote. Its rules (R1, R6 and R12 of docs/data_retention.md):

1. The artifact row is committed *before* the first byte is written (`announce`). It is sealed after the last byte
   (`seal`). Between the two, `writable_until` is the writer's deadline.
2. Erasing begins with removing the owner from the artifact row (`doom`). The drain (reflector/retention/drain.py)
   deletes the row only after the bytes are known to be gone, and not before `writable_until`. So a writer that is
   late, or that died, leaves nothing behind.
3. No writer can announce a place while a doomed row names it. A slow eraser could otherwise erase the new bytes
   instead of the old ones. Doomed rows are deleted only under the lock of `drain_lock`, so that no other process can
   delete such a row during the erasure.
4. Rows of other tables can point to bytes: a recording's object, a meeting's video, the folder of a transcript that
   another program created. Each such pointer becomes an artifact row before anything is erased (`complete`).
5. A store carries the marker of the database that owns its contents (`recognize`). An empty listing proves something
   only in the right store, because an unmounted disk is empty too. Code that relies on an empty listing therefore
   reads the marker again afterwards.

See docs/decisions/0002-the-inventory-is-a-layer.md.
"""

from reflector.inventory.aliases import buckets, buckets_of_others, led_to, located, other_names, unusual_living
from reflector.inventory.marker import (
    JOURNAL_PREFIX,
    MARKER_KEY,
    MOVED,
    MOVING,
    PROBE_PREFIX,
    Mark,
    adopt,
    declare_original,
    disown,
    instance_id,
    is_own,
    is_own_file,
    mark_of,
    raise_epoch,
    recognize,
    require_mine,
    require_original,
)
from reflector.inventory.ownerless import find_ownerless, mend
from reflector.inventory.pointers import complete, enter
from reflector.inventory.rows import (
    DOOMED,
    LIVING,
    WRITER_MAX_SECONDS,
    Place,
    doom,
    doomed_in,
    drain_lock,
    enter_transcript,
    lock_transcripts,
)
from reflector.inventory.videos import drop_video
from reflector.inventory.writing import PassedOn, announce, announce_in, extend, seal, seal_in, take_back, writing

__all__ = [
    "DOOMED",
    "JOURNAL_PREFIX",
    "LIVING",
    "MARKER_KEY",
    "MOVED",
    "MOVING",
    "PROBE_PREFIX",
    "WRITER_MAX_SECONDS",
    "Mark",
    "PassedOn",
    "Place",
    "adopt",
    "announce",
    "announce_in",
    "buckets",
    "buckets_of_others",
    "complete",
    "declare_original",
    "disown",
    "doom",
    "doomed_in",
    "drain_lock",
    "drop_video",
    "enter",
    "enter_transcript",
    "extend",
    "find_ownerless",
    "instance_id",
    "is_own",
    "is_own_file",
    "led_to",
    "located",
    "lock_transcripts",
    "mark_of",
    "mend",
    "other_names",
    "raise_epoch",
    "recognize",
    "require_mine",
    "require_original",
    "seal",
    "seal_in",
    "take_back",
    "unusual_living",
    "writing",
]
