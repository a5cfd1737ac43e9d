"""The inventory: every byte that Reflector keeps can be reached from a row, always.

This module is the only door through which bytes come in, and the place where rows learn about bytes that others
brought. Its rules:

1. The artifact row is committed *before* the first byte is written (`announce`), and sealed when the last one is
   there (`seal`). Between the two, `writable_until` says how long a writer may still be at work.
2. Taking bytes away begins with taking the owner from their row (`doom`). The row itself goes only after the bytes
   are known to be gone, and not before `writable_until`: a writer that is late, or died, leaves nothing behind.
   That is the work of reflector/retention/drain.py. As long as a row is doomed nobody announces its place again:
   who is erasing there may be slow, and would take the new bytes for the old ones. So that nobody else lets the row go
   meanwhile, rows go only under the lock of `alone`.
3. A pointer to bytes that stands in a row of another kind (a recording's object, a meeting's video, the folder of a
   transcript made by another program) is entered here before anything is erased (`complete`).
4. A store carries the marker of the database that owns its contents (`recognise`). "Nothing there" means something
   only in the right store: an unmounted disk is empty too. Who believes it looks for the marker once more afterwards.
"""

from reflector.inventory.aliases import buckets, buckets_of_others, led_to, located, other_names
from reflector.inventory.marker import (
    JOURNAL_PREFIX,
    MARKER_KEY,
    PROBE_PREFIX,
    Mark,
    adopt,
    instance_id,
    is_own,
    is_own_file,
    mark_of,
    recognise,
    require_mine,
)
from reflector.inventory.ownerless import find_ownerless, mend
from reflector.inventory.pointers import complete, enter
from reflector.inventory.rows import (
    DOOMED,
    LIVING,
    WRITER_MAX_SECONDS,
    Kind,
    Place,
    alone,
    doom,
    doomed_in,
    enter_transcript,
    lock_transcripts,
)
from reflector.inventory.writing import PassedOn, announce, announce_in, extend, seal, seal_in, take_back, writing

__all__ = [
    "DOOMED",
    "JOURNAL_PREFIX",
    "LIVING",
    "MARKER_KEY",
    "PROBE_PREFIX",
    "WRITER_MAX_SECONDS",
    "Kind",
    "Mark",
    "PassedOn",
    "Place",
    "adopt",
    "alone",
    "announce",
    "announce_in",
    "buckets",
    "buckets_of_others",
    "complete",
    "doom",
    "doomed_in",
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
    "recognise",
    "require_mine",
    "seal",
    "seal_in",
    "take_back",
    "writing",
]
