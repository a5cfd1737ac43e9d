"""A message is delivered again, because its worker was killed or the broker sent it twice.

Each thing is erased and counted once.
"""

import io
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from reflector import inventory
from reflector.db.models import Artifact, Base, Meeting, RetentionRun, Tombstone, Transcript, new_id, utcnow
from reflector.db.states import ArtifactKind
from reflector.inventory import Place
from reflector.worker.app import CLEANUP
from tests.keep import keep

from .conftest import Instance, an_instance, until

COUNT = 100
WITH_FILES = 20


@contextmanager
def an_overdue_instance(directory: Path, rabbitmq_url: str, **environment: str) -> Iterator[tuple[Instance, str]]:
    """An instance whose run takes a hundred transactions, and a queue of RabbitMQ that only this test knows."""
    queue = f"reflector-test-{uuid4().hex}"
    with an_instance(directory, CELERY_BROKER_URL=rabbitmq_url, RETENTION_BATCH_SIZE="1", **environment) as instance:
        fill(instance)
        yield instance, queue
        with instance.client.connection_for_write() as connection, connection.channel() as channel:
            channel.queue_delete(queue)
            channel.exchange_delete(queue)


def fill(instance: Instance) -> None:
    """Expired transcripts, some of them with a file. Each is a second younger than the one before."""
    made = utcnow() - timedelta(days=8)
    ids = [new_id() for _ in range(COUNT)]
    rows = [{"id": each, "created_at": made + timedelta(seconds=n)} for n, each in enumerate(ids)]
    with instance.database.transaction() as session:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name not in ("instance", "marked_store"):
                session.execute(sa.delete(table))
        session.execute(sa.insert(Transcript), rows)
    inventory.complete(instance.here)
    for each in ids[:WITH_FILES]:
        place = Place(ArtifactKind.MP3, "local", "", f"{each}/audio.mp3")
        keep(instance.here, each, place, io.BytesIO(b"sound"))


def runs(instance: Instance) -> list[tuple[str, int]]:
    """The outcome of each run and its count of erased transcripts, in order."""
    query = sa.select(RetentionRun.outcome, RetentionRun.transcripts_deleted).order_by(RetentionRun.started_at)
    with instance.database.snapshot() as session:
        return [(row.outcome, row.transcripts_deleted) for row in session.execute(query)]


def assert_all_is_gone_once(instance: Instance) -> None:
    assert [instance.count(model) for model in (Transcript, Meeting, Artifact)] == [0, 0, 0]
    with instance.database.snapshot() as session:
        stones = session.scalars(sa.select(Tombstone.id).where(Tombstone.kind == "transcript")).all()
    assert len(stones) == COUNT
    assert sum(count for _, count in runs(instance)) == COUNT
    assert not list(instance.settings.DATA_DIR.rglob("audio.mp3"))


@contextmanager
def stopped_after(instance: Instance, erased: int) -> Iterator[Callable[[], bool]]:
    """Make a run wait until the block ends, after it has erased that many transcripts.

    The next transcript references a meeting that we have locked. Gives a function that returns whether the run waits.
    """
    waiting = (
        "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) "
        "WHERE NOT granted AND datname = current_database()"
    )
    following = sa.select(Transcript.id).order_by(Transcript.created_at).offset(erased).limit(1)
    with instance.database.transaction() as session:
        session.add(Meeting(id="held"))
        session.flush()
        session.execute(
            sa.update(Transcript).where(Transcript.id == session.scalar(following)).values(meeting_id="held")
        )
    with instance.database.transaction() as session, instance.database.maintenance() as watching:
        session.execute(sa.select(Meeting.id).with_for_update())
        yield lambda: bool(watching.exec_driver_sql(waiting).scalar())


@pytest.mark.rabbitmq
@pytest.mark.postgres
def test_a_run_whose_worker_is_killed_is_given_to_the_next_worker_which_ends_it(
    tmp_path: Path, rabbitmq_url: str, postgres_url: str
) -> None:
    erased = random.randrange(1, COUNT)
    print(f"killed after {erased} of {COUNT}")
    with an_overdue_instance(tmp_path, rabbitmq_url, DATABASE_URL=postgres_url) as (instance, queue):
        with stopped_after(instance, erased) as waits, instance.worker("-Q", queue) as worker:
            result = instance.client.send_task(CLEANUP, queue=queue)
            until(waits)
            worker.kill()
            worker.wait()

        with instance.worker("-Q", queue):
            stats = result.get(timeout=120)  # the answer to the one message that was sent

        assert runs(instance) == [("failed", erased), ("done", COUNT - erased)]
        assert (stats["transcripts_deleted"], stats["outcome"]) == (COUNT - erased, "done")
        assert_all_is_gone_once(instance)


@pytest.mark.rabbitmq
def test_a_message_that_comes_twice_at_once_and_once_more_erases_once(tmp_path: Path, rabbitmq_url: str) -> None:
    with an_overdue_instance(tmp_path, rabbitmq_url) as (instance, queue):
        task_id = new_id()
        with instance.worker("-Q", queue):
            with instance.database.exclusive("drain"):  # which a run waits for, once its rows are gone
                result, _ = [instance.client.send_task(CLEANUP, queue=queue, task_id=task_id) for _ in range(2)]
                until(lambda: "celery_task_retried" in instance.said())  # it met the other one, and will come again
            first = result.get(timeout=120)
            assert runs(instance) == [("done", COUNT)]
            instance.client.send_task(CLEANUP, queue=queue, task_id=task_id)
            until(lambda: len(runs(instance)) == 2 and runs(instance)[-1][0] != "running")

        assert first["transcripts_deleted"] == COUNT
        assert runs(instance) == [("done", COUNT), ("done", 0)]
        assert_all_is_gone_once(instance)
