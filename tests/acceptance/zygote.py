"""A process whose children are really killed: by SIGKILL between two effects, or by a timer at any moment.

Forking a process that has already done the work once costs milliseconds. A new interpreter would cost a second.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache
from types import TracebackType
from typing import Self

import sqlalchemy as sa
import structlog

from reflector.db.session import Database
from tests.acceptance.works import WORKS
from tests.acceptance.world import Address, World
from tests.faults.crash import die_really, dying

#: The name of the children's sessions on a database server.
_CHILD = "zygotes-child"


class Zygote:
    """The process, from outside."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.acceptance.zygote"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.__exit__(kind, error, at)  # it ends at the end of its input

    def work(self, world: World, work: str, *, gap: int | None = None, seconds: float = 0.0) -> bool:
        """Let a child do `work` and die in `gap` or after `seconds`. Returns whether it was killed."""
        code = self._order(world, work, gap=gap, seconds=seconds)
        assert code in (0, -signal.SIGKILL, -signal.SIGALRM), f"the child ended with {code}"
        if not world.database.is_sqlite:
            _let_server_notice(world.database)
        return code != 0

    def practise(self, world: World, work: str) -> None:
        """Do `work` in the process itself, so that its children need not compile every statement anew."""
        self._order(world, work, practise=True)

    def _order(self, world: World, work: str, **how: object) -> int:
        order = {"address": asdict(world.address), "work": work, **how}
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            print(json.dumps(order), file=stdin, flush=True)
            return int(stdout.readline())
        except BaseException:  # the test has timed out: the answer would be taken for that of the next order
            self._process.kill()
            self._process.wait()
            self.__enter__()
            raise


def main() -> None:
    """Execute the orders from stdin, one per line, and print how the child ended."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    for line in sys.stdin:
        order = json.loads(line)
        address, work = Address(**order.pop("address")), WORKS[order.pop("work")]
        if order.pop("practise", False):
            database = _database(address.settings.database_url)
            work(address.open(database))
            database.engine.dispose()  # no connection may be inherited
            print(0, flush=True)
            continue
        child = os.fork()
        if child == 0:
            _live(address, work, **order)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _let_server_notice(database: Database) -> None:
    """Wait until the database server has ended the session of a child.

    For a dead client it continues its statement, with its locks, until it reads the next command.
    """
    works_on = sa.text("SELECT count(*) FROM pg_stat_activity WHERE application_name = :child")
    deadline = time.monotonic() + 30
    with database.maintenance() as connection:
        while connection.scalar(works_on, {"child": _CHILD}):
            assert time.monotonic() < deadline, "the server works on for a dead client"
            time.sleep(0.005)


def _live(address: Address, work: Callable[[World], None], gap: int | None, seconds: float) -> None:
    os.environ["PGAPPNAME"] = _CHILD
    try:
        world = address.open(_database(address.settings.database_url))
        if seconds:
            signal.setitimer(signal.ITIMER_REAL, seconds)  # no handler is set: the process ends at once
        with dying(world.database, in_gap=gap, die=die_really):
            work(world)
        os._exit(0)
    except BaseException:  # noqa: BLE001  (nothing of the parent may run on in a forked child)
        sys.excepthook(*sys.exc_info())
        os._exit(1)


@lru_cache
def _database(url: str) -> Database:
    return Database(url)


if __name__ == "__main__":
    main()
