"""Instances behind real servers."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.integration.api.server import Instance, serving

Serve = Callable[..., Instance]


@pytest.fixture
def serve(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Serve]:
    """Starts an instance with the settings that a test names."""
    with ExitStack() as running:

        def start(**settings: object) -> Instance:
            return running.enter_context(serving(tmp_path / "data", migrated_sqlite, **settings))

        yield start


@pytest.fixture
def instance(serve: Serve) -> Instance:
    """A public instance without users."""
    return serve()


@pytest.fixture
def http(instance: Instance) -> Iterator[httpx.Client]:
    """A client of `instance`."""
    with instance.client() as client:
        yield client
