"""A process dies between any two of its effects, and the next process finishes the work. The quick way (an exception
that no code may catch) tries every gap on the embedded defaults. The real way (SIGKILL in a child process) tries a
sample of the gaps. On real services both ways try a sample. REFLECTOR_TEST_DEEP=1 tries all gaps everywhere.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa

from reflector.db import migrate
from reflector.db.models import Base
from reflector.errors import StoreUnavailable
from reflector.retention.run import drain_now
from reflector.testing.factories import an_anonymous_transcript
from tests.acceptance.graph import add
from tests.acceptance.places import EmbeddedPlace, Place
from tests.acceptance.works import BEING_WRITTEN, WORKS, erase, run
from tests.acceptance.world import World
from tests.acceptance.zygote import Zygote
from tests.faults.crash import Killed, dying

DEEP = bool(os.environ.get("REFLECTOR_TEST_DEEP"))
#: Seconds until the deadline of the tests' writers.
AN_HOUR = timedelta(hours=1)


def effects_of(work: Callable[[World], object], world: World) -> list[str]:
    """The effects of `work` without interruption."""
    for store in world.every_store():  # a process tests once for each server how it lists unfinished uploads
        with suppress(StoreUnavailable):  # a store whose folder was not made yet
            store.erase_many(["nothing"])
    with dying(world.database) as fuse:
        work(world)
    return fuse.effects


def gaps(effects: list[str], *, sample: int | None = None) -> Iterator[int]:
    """Every gap between `effects`, or a random sample of them."""
    every = range(1, len(effects) + 1)
    seed = random.randrange(2**32)
    chosen = every if DEEP or sample is None else sorted(random.Random(seed).sample(every, min(sample, len(every))))
    print(f"{len(chosen)} deaths in {len(every)} gaps" + ("" if len(chosen) == len(every) else f", seed {seed}"))
    for gap in chosen:
        print(f"gap {gap}: before {effects[gap - 1]}")
        yield gap


def die(world: World, work: Callable[[World], object], gap: int) -> World:
    """Let `work` die in `gap`. Returns the instance as the next process finds it.

    On PostgreSQL two threads of a run share the work, and some runs need a few effects less than others.
    """
    with dying(world.database, in_gap=gap) as fuse, suppress(Killed):
        work(world)
    assert fuse.dead or (not world.database.is_sqlite and len(fuse.effects) >= gap * 0.8)
    return world.restarted()


# -- a run ----------------------------------------------------------------------------------------------------------


def test_a_run_that_dies_anywhere_is_finished_by_the_next(place: Place) -> None:
    world, graph = place.full()
    effects = effects_of(run, world)
    counted = world.counted()
    assert {"COMMIT", "SQL DELETE FROM transcript", "os.unlink", "os.rmdir"} <= set(effects)

    for gap in gaps(effects, sample=60 if isinstance(place, EmbeddedPlace) else 12):
        world, graph = place.full()
        world = die(world, run, gap)
        assert world.unreachable() == []

        world.run()

        graph.is_what_is_left_in(world)
        assert world.counted() == counted


def test_a_run_that_is_killed_really_is_finished_by_the_next(place: Place, zygote: Zygote) -> None:
    zygote.practise(place.full()[0], "run")
    world, _ = place.full()
    effects = effects_of(run, world)
    counted = world.counted()

    for gap in gaps(effects, sample=40 if isinstance(place, EmbeddedPlace) else 10):
        world, graph = place.full()
        killed = zygote.work(world, "run", gap=gap)
        assert killed or not world.database.is_sqlite  # see `die`
        assert world.unreachable() == []

        world.run()

        graph.is_what_is_left_in(world)
        assert world.counted() == counted


@pytest.mark.postgres
@pytest.mark.s3
def test_a_run_whose_background_dies_is_finished_by_the_next(services: Place) -> None:
    world, _ = services.full()
    with dying(world.database) as fuse:
        world.run()
    counted = world.counted()
    # Effects of the thread that writes results, and of its threads that erase.
    background = [gap for gap, thread in enumerate(fuse.threads, 1) if "drain" in thread]
    died_in_background = 0

    for tried, gap in enumerate(random.sample(background, len(background))):
        if not DEEP and tried >= 6 and died_in_background:
            break  # The threads take turns differently in each run, so a gap may be in another thread than before.
        world, graph = services.full()
        with dying(world.database, in_gap=gap) as fuse, suppress(Killed):
            world.run()
        died_in_background += fuse.dead and fuse.threads[-1].startswith("background-drain")
        print(f"gap {gap}: before {fuse.effects[-1]} in {fuse.threads[-1]}")
        world = world.restarted()
        assert world.unreachable() == []

        world.run()

        graph.is_what_is_left_in(world)
        assert world.counted() == counted
    assert died_in_background


def test_a_run_killed_anywhere_is_finished_by_the_next(place: Place, zygote: Zygote) -> None:
    zygote.practise(place.full()[0], "run")
    whole, _ = place.full()
    began = time.monotonic()
    zygote.work(whole, "run")
    seconds = time.monotonic() - began
    seed = random.randrange(2**32)
    print(f"seed {seed}, a whole run takes {seconds:.3f} s")
    moments = random.Random(seed)
    killed = 0
    for _ in range(200 if DEEP else 12):
        world, graph = place.full()
        killed += zygote.work(world, "run", seconds=moments.uniform(0.002, seconds))
        assert world.unreachable() == []

        world.run()

        graph.is_what_is_left_in(world)
    assert killed


# -- erased at once, and drained ------------------------------------------------------------------------------------


def test_an_owners_erasure_that_dies_anywhere_is_finished_by_the_next(place: Place) -> None:
    effects = effects_of(erase, place.full()[0])

    for gap in gaps(effects, sample=24 if isinstance(place, EmbeddedPlace) else 6):
        world, graph = place.full()
        world = die(world, erase, gap)
        assert world.unreachable() == []

        erase(world)

        assert {(found.kind, found.reason) for found in world.residue()} <= {
            ("meeting", "orphan"),
            ("recording", "orphan"),
        }
        world.run()
        graph.is_what_is_left_in(world)


# -- a writer -------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["embedded", "cloud", pytest.param("services", marks=[pytest.mark.postgres, pytest.mark.s3])])
def written(request: pytest.FixtureRequest) -> Place:
    """The places of writers.

    In a bucket, unlike on the disk, no artifact of a folder covers bytes that were not announced.
    """
    place: Place = request.getfixturevalue(request.param)
    return place


def being_written(place: Place) -> World:
    world = place.empty()
    add(world, an_anonymous_transcript(days_old=1, status=BEING_WRITTEN))
    return world


def test_a_writer_that_dies_anywhere_leaves_nothing_when_its_transcript_has_gone(written: Place) -> None:
    work = WORKS["write"]
    effects = effects_of(work, being_written(written))

    for gap in gaps(effects, sample=40 if isinstance(written, EmbeddedPlace) else 4):
        world = die(being_written(written), work, gap)
        assert world.unreachable() == []
        world.let_pass(timedelta(days=8))

        world.run()

        assert_nothing_is_left(world)


def test_a_writer_whose_transcript_is_erased_meanwhile_leaves_nothing_wherever_it_dies(written: Place) -> None:
    work = WORKS["write_while_erased"]
    effects = effects_of(work, being_written(written))

    for gap in gaps(effects, sample=20 if isinstance(written, EmbeddedPlace) else 4):
        world = die(being_written(written), work, gap)
        assert world.unreachable() == []
        erased_before = not any(key[0] == "transcript" for key in world.rows())
        world.let_pass(AN_HOUR)

        drain_now(world.here)

        if erased_before:
            assert_nothing_is_left(world)
        else:
            world.let_pass(timedelta(days=8))
            world.run()
            assert_nothing_is_left(world)


def assert_nothing_is_left(world: World) -> None:
    assert world.residue() == []
    assert world.objects() == {}
    assert {key[0] for key in world.rows()}.isdisjoint({"transcript", "artifact"})


# -- the schema -----------------------------------------------------------------------------------------------------


def test_a_migration_that_dies_anywhere_is_made_by_the_next_start(embedded: EmbeddedPlace) -> None:
    def work(world: World) -> None:
        try:
            migrate.upgrade(world.database)
        except sa.exc.PendingRollbackError:  # Alembic would drop its copy of a table on a dead connection
            raise Killed() from None

    effects = effects_of(work, embedded.nothing())

    for gap in gaps(effects):
        world = die(embedded.nothing(), work, gap)

        migrate.upgrade(world.database)

        assert migrate.current(world.database) == migrate.head()
        assert set(sa.inspect(world.database.engine).get_table_names()) == {"alembic_version", *Base.metadata.tables}
