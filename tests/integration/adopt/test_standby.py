"""A standby that was promoted is a copy of the whole server. Its engine must not work on the same files and objects."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import psycopg
import pytest
from sqlalchemy.engine import make_url

from tests.conftest import missing
from tests.existing import Existing, make_schema, seed
from tests.instances import forget_the_process
from tests.integration.adopt.conftest import Reflector, settle
from tests.servers import START_SECONDS, S3Server, ServerMissing, free_ports, postgres_cluster, stop

pytestmark = [pytest.mark.postgres, pytest.mark.s3, pytest.mark.timeout(300)]
PASSWORD = "swordfish"


@contextmanager
def promoted_standby(url: str, port: int) -> Iterator[str]:
    """A server on `port` that was a standby of the one at `url`, and was promoted. The block gets its URL."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_basebackup"))
    if not programs:
        missing("pg_basebackup is not installed")
    user = "postgres" if os.geteuid() == 0 else None
    with TemporaryDirectory(dir="/tmp", prefix="reflector-standby-") as folder:
        shutil.chown(folder, user or os.geteuid())
        data = f"{folder}/data"
        copy = [str(programs[-1]), f"--dbname={url}", f"--pgdata={data}", "--write-recovery-conf", "--checkpoint=fast"]
        subprocess.run(copy, check=True, capture_output=True, user=user, cwd="/")
        server = [str(programs[-1].with_name("postgres")), "-D", data, "-p", str(port), "-k", folder]
        with open(f"{folder}/log", "wb") as log:
            process = subprocess.Popen(server, user=user, cwd="/", stderr=log)
        try:
            its_url = make_url(url).set(port=port).render_as_string(hide_password=False)
            deadline = monotonic() + START_SECONDS
            while True:
                try:
                    with psycopg.connect(its_url, autocommit=True) as connection:
                        assert connection.execute("SELECT pg_promote()").fetchone() == (True,)
                    break
                except psycopg.OperationalError:
                    assert monotonic() < deadline
                    sleep(0.2)
            yield its_url
        finally:
            stop(process)


def test_a_promoted_standby_is_refused_and_erases_nothing(
    tmp_path: Path,
    seaweedfs: S3Server,
    monkeypatch: pytest.MonkeyPatch,
    reflector: Reflector,
) -> None:
    port, standby_port = free_ports(2)
    try:
        with postgres_cluster(port, PASSWORD) as start, start():
            url = f"postgresql://me:{PASSWORD}@127.0.0.1:{port}/postgres"
            existing = Existing(url, tmp_path / "data", seaweedfs, seaweedfs.make_bucket(), seaweedfs.make_bucket())
            existing.data_dir.mkdir()
            make_schema(url)
            seed(existing)
            monkeypatch.chdir(tmp_path)
            forget = adopt(existing, monkeypatch, reflector)
            with promoted_standby(url, standby_port) as copy:
                # When a run is made on the promoted standby, with the same files and objects
                settle(monkeypatch, {"DATABASE_URL": copy})
                before = rows_of(copy)
                refused = reflector("retention", "run")

                # Then it is refused, and no row is erased
                assert refused.code != 0
                assert "copy" in refused.text
                assert rows_of(copy) == before
                forget()
    except ServerMissing as error:
        missing(str(error))


def adopt(existing: Existing, monkeypatch: pytest.MonkeyPatch, reflector: Reflector) -> Callable[[], None]:
    """Adopt the installation without a run. Returns what ends its connections."""
    for name, value in existing.environment().items():
        monkeypatch.setenv(name, value)
    forget_the_process()
    report = reflector("adopt", "report", "--json")
    assert report.code == 0, report.text
    installed = reflector("adopt", "install", "--yes", report.json["hash"])
    assert installed.code == 0, installed.text
    return lambda: settle(monkeypatch, {})


def rows_of(url: str) -> object:
    """The number of rows of each kind."""
    with psycopg.connect(url) as connection:
        query = (
            "SELECT (SELECT count(*) FROM transcript), (SELECT count(*) FROM recording), (SELECT count(*) FROM meeting)"
        )
        return connection.execute(query).fetchone()
