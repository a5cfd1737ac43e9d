"""Fixtures for every test: real servers that are started once, and new databases and buckets on them.

A service that is missing skips a test on a laptop, with the reason, and fails it in CI.

Fixtures import what they need themselves: a unit test of a few functions must not wait for boto3, psycopg and
SQLAlchemy.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

import pytest

from reflector.settings import Settings, load_settings

if TYPE_CHECKING:
    from tests.instances import Instance
    from tests.servers import S3Server

T = TypeVar("T")

pytest.register_assert_rewrite("tests.instances")

# Several test processes share the cores already. Threads of the speech model that wait for each other would only spin:
# a recording of 25 s took 3.1 s of CPU instead of 2.0. The programs that tests start inherit this.
os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(autouse=True)
def no_log_of_another_test() -> None:
    """Remove log handlers whose stream was closed at the end of the test that set up logging."""
    logging.root.handlers[:] = [
        handler for handler in logging.root.handlers if not getattr(getattr(handler, "stream", None), "closed", False)
    ]


@pytest.fixture(autouse=True)
def umask_of_the_run() -> Iterator[None]:
    """Set the umask again after each test: a command that runs in this process hardens the process."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


def missing(reason: str) -> None:
    """Skip the test for `reason`. In CI, where every service must run, fail it."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


def _server(start: Callable[[Path], AbstractContextManager[T]], directory: Path) -> Iterator[T]:
    from tests.servers import ServerMissing

    try:
        with start(directory) as server:
            yield server
    except ServerMissing as error:
        missing(str(error))


#: The folders of tests that start whole programs, or repeat whole runs. Each of these tests takes up to two minutes.
_LONG = tuple(
    Path(__file__).parent / name
    for name in ("acceptance", "integration/deploy", "integration/serve", "integration/worker")
)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let tests that share something run one after another in the same worker.

    Each test that uses a broker empties its queue. The tests of a module that uses a browser share one browser.
    """
    # Not in pytest_collection_modifyitems: there pytest-xdist looks for the groups before a conftest file has its turn.
    for broker in ("rabbitmq", "redis"):
        if item.get_closest_marker(broker):
            item.add_marker(pytest.mark.xdist_group(broker))
    if item.get_closest_marker("chromium"):
        item.add_marker(pytest.mark.xdist_group(item.path.stem))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start long tests first. Otherwise all workers may have to wait for a long test that starts last."""
    items.sort(key=lambda item: not any(item.path.is_relative_to(folder) for folder in _LONG))


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the settings of the person who runs the tests, and those of other tests. Each variable is set before it is
    deleted; otherwise monkeypatch would not remove it after the test.
    """
    for name in Settings.model_fields:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


@pytest.fixture(scope="session", name="seaweedfs")
def _seaweedfs(tmp_path_factory: pytest.TempPathFactory) -> Iterator["S3Server"]:
    from tests.servers import seaweedfs

    yield from _server(seaweedfs, tmp_path_factory.mktemp("weed"))


@pytest.fixture(scope="session", name="rclone")
def _rclone(tmp_path_factory: pytest.TempPathFactory) -> Iterator["S3Server"]:
    from tests.servers import rclone

    yield from _server(rclone, tmp_path_factory.mktemp("rclone"))


@pytest.fixture(scope="session", name="moto")
def _moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator["S3Server"]:
    from tests.servers import moto

    yield from _server(moto, tmp_path_factory.mktemp("moto"))


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of an empty Redis: REFLECTOR_TEST_REDIS_URL, or a server of our own."""
    if given := os.environ.get("REFLECTOR_TEST_REDIS_URL"):
        yield given
    else:
        from tests.servers import redis

        yield from _server(redis, tmp_path_factory.mktemp("redis"))


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    """URL of a new, empty PostgreSQL database, which is dropped after the module."""
    from tests.servers import postgres_database

    yield from _server(lambda _: postgres_database(), Path())


# -- whole instances --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty SQLite database with the schema of this version; copying it is quicker than migrating."""
    from reflector.db import migrate
    from reflector.db.session import Database

    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    database = Database(f"sqlite:///{path}")
    migrate.upgrade(database)
    with database.maintenance() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.engine.dispose()
    return path


@pytest.fixture(scope="module")
def migrated_postgres(postgres_url: str) -> str:
    """URL of a PostgreSQL database with the schema of this version."""
    from reflector.db import migrate
    from reflector.db.session import Database

    database = Database(load_settings(_env_file=None, DATABASE_URL=postgres_url).database_url)
    migrate.upgrade(database)
    with database.maintenance() as connection:  # tests need no durability
        connection.exec_driver_sql(f'ALTER DATABASE "{database.url.database}" SET synchronous_commit = off')
    database.engine.dispose()
    return postgres_url


@pytest.fixture(scope="session")
def buckets(seaweedfs: "S3Server") -> tuple[str, str]:
    """Two buckets: the default bucket of the instance, and one in which other programs leave recordings."""
    return seaweedfs.make_bucket(), seaweedfs.make_bucket()


@pytest.fixture
def sqlite_instance(migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["Instance"]:
    """A public instance on the embedded defaults: SQLite and the local disk, and no other server."""
    from tests.instances import an_instance, embedded

    yield from an_instance(monkeypatch, tmp_path, **embedded(migrated_sqlite, tmp_path))


@pytest.fixture
def postgres_instance(migrated_postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["Instance"]:
    """A public instance on PostgreSQL and the local disk."""
    from tests.instances import an_instance, empty

    empty(migrated_postgres)
    yield from an_instance(monkeypatch, tmp_path, DATABASE_URL=migrated_postgres)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def local_instance(request: pytest.FixtureRequest) -> "Instance":
    """A public instance on the local disk, once with each database, for tests that do not depend on the store."""
    made: Instance = request.getfixturevalue(f"{request.param}_instance")
    return made


@pytest.fixture(params=["sqlite-local", pytest.param("postgres-s3", marks=[pytest.mark.postgres, pytest.mark.s3])])
def instance(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seaweedfs: "S3Server",
    buckets: tuple[str, str],
) -> Iterator["Instance"]:
    """A public instance, once on the embedded defaults and once on real services.

    Both reach the S3 server with the recordings of other programs. Each test has its own folders there.
    """
    from tests.instances import an_instance, embedded, empty, s3

    folder = uuid4().hex
    environment = s3(seaweedfs)
    if request.param == "sqlite-local":
        environment |= embedded(request.getfixturevalue("migrated_sqlite"), tmp_path)
    else:
        url = request.getfixturevalue("migrated_postgres")
        empty(url)
        environment |= {
            "DATABASE_URL": url,
            "TRANSCRIPT_STORAGE_BACKEND": "aws",
            "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": f"{buckets[0]}/{folder}",
        }
    yield from an_instance(monkeypatch, tmp_path, recordings=f"{buckets[1]}/{folder}", **environment)
