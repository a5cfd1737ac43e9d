"""One of many processes that do the same work on one instance at the same time.

It prints that it is ready, waits until its standard input is closed (so that all processes start at once), works, and
prints its result as one JSON document. The instance is that of the environment.
"""

import json
import logging
import random
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import sqlalchemy as sa
import structlog

from reflector.db.models import RetentionRun, Transcript
from reflector.db.session import get_database
from reflector.db.states import ErasureReason
from reflector.errors import RetentionBusy
from reflector.instance import Instance, get_instance
from reflector.retention import orphans, plan
from reflector.retention.erase import Erased, Eraser, sweep
from reflector.retention.run import drain_now
from reflector.testing.factories import days_ago

#: The first line of its output.
READY = "ready"


def erase_unlocked(instance: Instance, *, batch: int) -> tuple[str, Erased]:
    """Erase expired data without the lock of runs. Returns the id of the run and its counts."""
    cutoff, erased = days_ago(7), Erased()
    with instance.database.transaction() as session:
        session.add(record := RetentionRun(trigger="call", days=7, cutoff=cutoff))
    eraser = Eraser(instance, ErasureReason.EXPIRED, record.id)
    for candidates, planner in ((plan.expired, plan.plan), (orphans.meetings, orphans.plan_orphans)):
        for _ in sweep(eraser, partial(candidates, cutoff), planner, batch, erased):
            pass
    return record.id, erased


def erase_and_drain(*, batch: int) -> dict[str, Any]:
    """Erase expired data without that lock, and then its bytes, as soon as no other drain runs."""
    run_id, erased = erase_unlocked(get_instance(), batch=batch)
    at = time.time()
    artifacts, busy = drain()
    return {
        "run_id": run_id,
        "transcripts": erased.transcripts,
        "meetings": erased.meetings,
        "recordings": erased.recordings,
        "errors": erased.errors.lines,
        "ended": at,
        "artifacts": artifacts,
        "busy": busy,
    }


def drain() -> tuple[int, int]:
    """One drain, repeated while another one is running.

    Returns the erased artifacts, and how often another drain was running.
    """
    busy = 0
    while True:
        try:
            done = drain_now()
        except RetentionBusy:
            busy += 1
            time.sleep(0.05)
        else:
            assert done["errors"] == 0
            return done["artifacts_erased"], busy


def claim(*, user_id: str, most: int, seed: int) -> dict[str, Any]:
    """Claim random anonymous transcripts for a user, some at a time, by a conditional update as the API does."""
    database, claimed = get_database(), list[str]()
    with database.snapshot() as session:
        ids = list(session.scalars(sa.select(Transcript.id).where(_ANONYMOUS).order_by(Transcript.id)))
    random.Random(seed).shuffle(ids)
    while ids and len(claimed) < most:
        handful, ids = ids[:20], ids[20:]
        own = sa.update(Transcript).where(Transcript.id.in_(handful), _ANONYMOUS).values(user_id=user_id)
        with database.transaction() as session:
            taken = session.scalars(own.returning(Transcript.id)).all()
            late = not taken and session.scalar(sa.select(Transcript.id).where(_ANONYMOUS).limit(1)) is None
        claimed += taken
        if late:
            break
    return {"claimed": claimed, "ended": time.time()}


_ANONYMOUS = Transcript.user_id.is_(None)

ROLES: Mapping[str, Callable[..., dict[str, Any]]] = {"erase_and_drain": erase_and_drain, "claim": claim}


def main() -> None:
    """Do the work that the command line names."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    role, options = ROLES[sys.argv[1]], json.loads(sys.argv[2])
    with get_database().snapshot() as session:
        session.execute(sa.select(1))
    print(READY, flush=True)
    sys.stdin.read()
    began = time.time()
    json.dump(role(**options) | {"began": began}, sys.stdout)


if __name__ == "__main__":
    main()
