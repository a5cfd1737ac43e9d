"""Fixtures that every test may use: real servers, started once, and fresh places on them.

A service that is missing skips a test on a laptop, with the reason, and fails it in CI.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

import pytest

from reflector.settings import Settings
from tests.servers import S3Server, ServerMissing, moto, postgres_database, rclone, redis, seaweedfs

pytest_plugins = ("tests.instances",)

T = TypeVar("T")


@pytest.fixture(autouse=True)
def no_log_of_another_test() -> None:
    """Take away handlers whose stream went with the test that set up logging."""
    logging.root.handlers[:] = [
        handler for handler in logging.root.handlers if not getattr(getattr(handler, "stream", None), "closed", False)
    ]


def missing(reason: str) -> None:
    """Skip the test for `reason`; in CI, where everything must be there, fail it."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


def _server(start: Callable[[Path], AbstractContextManager[T]], directory: Path) -> Iterator[T]:
    try:
        with start(directory) as server:
            yield server
    except ServerMissing as error:
        missing(str(error))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests that share one broker follow one another: each of them empties its queue."""
    for item in items:
        for broker in ("rabbitmq", "redis"):
            if item.get_closest_marker(broker):
                item.add_marker(pytest.mark.xdist_group(broker))


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings of whoever runs it, nor those that another test has set.

    Set before it is deleted: what was not there at first is otherwise not taken away again afterwards.
    """
    for name in Settings.model_fields:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


@pytest.fixture(scope="session", name="seaweedfs")
def _seaweedfs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    yield from _server(seaweedfs, tmp_path_factory.mktemp("weed"))


@pytest.fixture(scope="session", name="rclone")
def _rclone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    yield from _server(rclone, tmp_path_factory.mktemp("rclone"))


@pytest.fixture(scope="session", name="moto")
def _moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    yield from _server(moto, tmp_path_factory.mktemp("moto"))


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of an empty Redis: REFLECTOR_TEST_REDIS_URL, or a server of our own."""
    if given := os.environ.get("REFLECTOR_TEST_REDIS_URL"):
        yield given
    else:
        yield from _server(redis, tmp_path_factory.mktemp("redis"))


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    """URL of a fresh, empty PostgreSQL database that goes when the module is done."""
    yield from _server(lambda _: postgres_database(), Path())
