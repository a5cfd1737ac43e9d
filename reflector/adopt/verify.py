"""`retention verify`. On an adopted installation it leaves out data of the other program."""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from reflector.db.adopted import DatabaseKind, kind_of
from reflector.db.models import Transcript
from reflector.instance import Instance
from reflector.retention.report import verify
from reflector.retention.report.verify import Residue
from reflector.retention.strays import StrayReason, owner_of

#: Bytes that no row knows may be the other program's. `adopt leaks` lists those that were leaked.
_THEIRS = (StrayReason.UNKNOWN, StrayReason.LOOSE)


def find_residue(instance: Instance, *, days: int | None = None, at: datetime | None = None) -> Iterator[Residue]:
    """Everything expired that is left, on Reflector's own database or on an adopted one. See `verify.verify`.

    On an adopted database it also finds the copies of the pipelines. It leaves out rows that name a missing owner
    (`retention pending` lists their bytes), bytes that no row knows, and the files of a living transcript whose audio
    was refused.
    """
    found = verify.verify(instance, days=days, at=at)
    if kind_of(instance.database) is DatabaseKind.OWN:
        yield from found
        return
    for residue in found:
        if residue.reason.startswith("ownerless") or residue.reason in _THEIRS:
            continue
        if residue.reason == StrayReason.ERASED:
            living = sa.select(Transcript.id).where(Transcript.id == owner_of(residue.id))
            with instance.database.snapshot() as session:
                if session.scalar(living) is not None:
                    continue
        yield residue
