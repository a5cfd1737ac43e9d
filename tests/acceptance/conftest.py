"""Places for whole instances, in memory: these tests are about killed processes, not about power failures."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.acceptance.places import EmbeddedPlace, Place, ServicesPlace
from tests.acceptance.zygote import Zygote
from tests.servers import S3Server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the tests here the longer timeout of REFLECTOR_TEST_DEEP=1."""
    if os.environ.get("REFLECTOR_TEST_DEEP"):
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.timeout(3600))


@pytest.fixture(scope="session")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in memory, if the machine has one."""
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path_factory.mktemp("worlds")
        return
    with TemporaryDirectory(dir="/dev/shm", prefix="reflector-test-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def embedded(memory: Path) -> Iterator[EmbeddedPlace]:
    """SQLite and the local disk."""
    place = EmbeddedPlace(memory / "embedded")
    yield place
    place.close()


@pytest.fixture(scope="session")
def cloud(memory: Path) -> Iterator[EmbeddedPlace]:
    """SQLite, the local disk, and a folder for the bucket that is the default store."""
    bucket = {"TRANSCRIPT_STORAGE_BACKEND": "aws", "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": "default"}
    place = EmbeddedPlace(memory / "cloud", **bucket)
    yield place
    place.close()


@pytest.fixture(scope="module")
def services(
    migrated_postgres: str, seaweedfs: S3Server, buckets: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServicesPlace]:
    """PostgreSQL and S3."""
    environment = {
        "DATABASE_URL": migrated_postgres,
        "TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL": seaweedfs.endpoint_url,
        "TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID": seaweedfs.access_key,
        "TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": seaweedfs.secret_key,
    }
    place = ServicesPlace(environment, buckets, tmp_path_factory.mktemp("services"))
    yield place
    place.close()


@pytest.fixture(params=["sqlite-local", pytest.param("postgres-s3", marks=[pytest.mark.postgres, pytest.mark.s3])])
def place(request: pytest.FixtureRequest) -> Place:
    """The place of instances: on the embedded defaults, and on real services."""
    made: Place = request.getfixturevalue({"sqlite-local": "embedded", "postgres-s3": "services"}[request.param])
    return made


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """A process whose children can be killed."""
    with Zygote() as zygote:
        yield zygote
