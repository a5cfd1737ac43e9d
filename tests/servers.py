"""Real servers for tests: each context manager starts a server on free ports and ends it again.

SeaweedFS and rclone come as wheels with the development dependencies, moto as a library, so that `make test` finds
them on any machine. Redis is started when it is installed; PostgreSQL is expected to run.
"""

import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

import boto3
import psycopg
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from sqlalchemy.engine import make_url

from reflector.settings import Settings, load_settings

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

#: Seconds that a server may take to start on a machine that is busy with other tests.
START_SECONDS = 60
Process = subprocess.Popen[bytes]
_PDEATHSIG = 1


class ServerMissing(Exception):
    """The program of a server is not installed, or the server does not answer."""


@dataclass(frozen=True)
class S3Server:
    """An S3 server under test."""

    #: "seaweedfs", "rclone" or "moto".
    name: str
    #: Its address.
    endpoint_url: str
    #: Credentials with all rights.
    access_key: str = "reflector"
    secret_key: str = "reflector-secret"

    @cached_property
    def client(self) -> "S3Client":
        """A plain client, to check the effects of the store under test from outside."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint_url,
            region_name="us-east-1",
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            config=Config(retries={"total_max_attempts": 2}, s3={"addressing_style": "path"}),
        )

    def make_bucket(self, versioning: Literal["off", "Enabled", "Suspended"] = "off", *, lock: bool = False) -> str:
        """Make an empty bucket of a new name and return the name. `lock` switches object lock on."""
        bucket = f"test-{uuid4().hex[:16]}"
        options: dict[str, Any] = {"ObjectLockEnabledForBucket": True} if lock else {}
        self.client.create_bucket(Bucket=bucket, **options)
        if versioning != "off":
            self.client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": versioning})
        return bucket

    def settings(self, bucket: str, **overrides: object) -> Settings:
        """Settings whose default store is `bucket` on this server."""
        values: dict[str, object] = {
            "_env_file": None,
            "TRANSCRIPT_STORAGE_BACKEND": "aws",
            "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": bucket,
            "TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL": self.endpoint_url,
            "TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID": self.access_key,
            "TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": self.secret_key,
        }
        return load_settings(**(values | overrides))


@contextmanager
def seaweedfs(directory: Path) -> Iterator[S3Server]:
    """SeaweedFS: a real store with versions, object lock and the limit of 1,000 keys; up in about 3 seconds."""
    server = S3Server("seaweedfs", "http://127.0.0.1:0")
    config = directory / "s3.json"
    config.write_text(json.dumps({"identities": [_identity(server)]}))
    master, volume, filer, s3, *grpc = free_ports(8)
    server = S3Server("seaweedfs", f"http://127.0.0.1:{s3}")
    command = [
        *(program("weed"), "-logtostderr=true", "-v=0", "server", f"-dir={directory}"),
        *("-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false"),
        *(f"-master.port={master}", f"-master.port.grpc={grpc[0]}"),
        *(f"-volume.port={volume}", f"-volume.port.grpc={grpc[1]}", "-volume.max=5000"),
        *("-master.volumeSizeLimitMB=64", "-master.volumePreallocate=false"),
        *("-filer", f"-filer.port={filer}", f"-filer.port.grpc={grpc[2]}"),
        *("-s3", f"-s3.port={s3}", f"-s3.port.grpc={grpc[3]}", f"-s3.config={config}"),
        *("-s3.port.iceberg=0", "-s3.port.lance=0", "-s3.autoCreateBucket=false"),
        *(f"-filer.localSocket={directory}/filer.sock", f"-s3.localSocket={directory}/s3.sock"),
    ]
    environment = os.environ | {"WEED_MASTER_VOLUME_GROWTH_COPY_1": "1"}
    with running(command, lambda: _writable(server), directory / "weed.log", environment=environment, cwd=directory):
        yield server


@contextmanager
def rclone(directory: Path) -> Iterator[S3Server]:
    """`rclone serve s3`: a store without versioning, which answers 501."""
    (port,) = free_ports(1)
    server = S3Server("rclone", f"http://127.0.0.1:{port}")
    data = directory / "data"
    data.mkdir()
    command = [
        *(program("rclone"), "serve", "s3", str(data), f"--addr=127.0.0.1:{port}"),
        f"--auth-key={server.access_key},{server.secret_key}",
        f"--config={directory / 'rclone.conf'}",
    ]
    with running(command, lambda: _writable(server), directory / "rclone.log"):
        yield server


@contextmanager
def moto(directory: Path) -> Iterator[S3Server]:
    """moto's server: quick, and with the headers of AWS. Good for faults, but it accepts invalid requests."""
    (port,) = free_ports(1)
    server = S3Server("moto", f"http://127.0.0.1:{port}")
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with running(command, lambda: _writable(server), directory / "moto.log"):
        yield server


@contextmanager
def redis(directory: Path) -> Iterator[str]:
    """An empty Redis that keeps nothing on the disk; the block gets its URL."""
    (port,) = free_ports(1)
    command = [
        *(program("redis-server"), "--bind", "127.0.0.1", "--port", str(port)),
        *("--save", "", "--appendonly", "no", "--dir", str(directory)),
    ]
    with running(command, lambda: _listens(port), directory / "redis.log"):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def postgres_database() -> Iterator[str]:
    """A new, empty PostgreSQL database, which is dropped at the end of the block. The block gets its URL.

    On the server of REFLECTOR_TEST_POSTGRES_URL, or the one on this machine.
    """
    server = os.environ.get("REFLECTOR_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
    name = f"reflector_test_{uuid4().hex[:12]}"
    try:
        connection = psycopg.connect(server, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError:
        raise ServerMissing("no PostgreSQL at REFLECTOR_TEST_POSTGRES_URL or 127.0.0.1:5432") from None
    with connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def postgres_cluster(
    port: int, password: str
) -> Iterator[Callable[[], AbstractContextManager[subprocess.Popen[bytes]]]]:
    """A PostgreSQL server of the test's own, which asks for a password. The block gets a function that starts it.

    A test may kill it and start it again. Raises ServerMissing.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise ServerMissing("initdb is not installed")
    user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    with TemporaryDirectory(dir="/tmp", prefix="reflector-pg-") as folder:
        data = Path(folder) / "data"
        secret = Path(folder) / "password"
        secret.write_text(password)
        for path in (Path(folder), secret):
            shutil.chown(path, user or os.geteuid())
        options = ("--username=me", f"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8", "--no-sync")
        made = [str(found[-1]), f"--pgdata={data}", "--locale=C.UTF-8", *options]
        subprocess.run(made, check=True, capture_output=True, user=user, cwd="/")
        server = [str(found[-1].with_name("postgres")), "-D", str(data), "-p", str(port), "-k", folder]

        @contextmanager
        def start() -> Iterator[subprocess.Popen[bytes]]:
            (data / "postmaster.pid").unlink(missing_ok=True)
            with (
                (Path(folder) / "log").open("ab") as log,
                subprocess.Popen([*server, "-c", "fsync=off"], user=user, cwd="/", stderr=log) as process,
            ):
                try:
                    deadline = monotonic() + START_SECONDS
                    while not _listens(port):
                        if process.poll() is not None or monotonic() > deadline:
                            raise ServerMissing("PostgreSQL did not start")
                        sleep(0.05)
                    yield process
                finally:
                    process.send_signal(signal.SIGCONT)
                    process.send_signal(signal.SIGQUIT)

        yield start


@contextmanager
def running(
    command: Sequence[str],
    ready: Callable[[], bool],
    log: Path,
    *,
    environment: dict[str, str] | None = None,
    cwd: Path | None = None,
    seconds: float = START_SECONDS,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `command` until the block ends. It begins when `ready()` is true. Raises ServerMissing with the end of `log`.

    It may take `seconds` to start.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env=environment, cwd=cwd, preexec_fn=_die_with_parent
        )
    try:
        deadline = monotonic() + seconds
        while not ready():
            if process.poll() is not None or monotonic() > deadline:
                raise ServerMissing(f"{command[0]} did not start:\n{log.read_text(errors='replace')[-2000:]}")
            sleep(0.05)
        yield process
    finally:
        stop(process, seconds=1)  # its data is thrown away; SeaweedFS would take ten seconds to end


def stop(process: subprocess.Popen[bytes], seconds: float = 10) -> None:
    """End a process that a test started: by SIGTERM, then by SIGKILL."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_ports(count: int) -> list[int]:
    """Ports of the loopback address that nothing listens on."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def program(name: str) -> str:
    """The path of a program of this environment or of the machine. Raises ServerMissing."""
    here = Path(sysconfig.get_path("scripts")) / name
    found = str(here) if here.exists() else shutil.which(name)
    if found is None:
        raise ServerMissing(f"{name} is not installed")
    return found


def _identity(server: S3Server) -> dict[str, object]:
    credentials = [{"accessKey": server.access_key, "secretKey": server.secret_key}]
    return {"name": "reflector", "credentials": credentials, "actions": ["Admin", "Read", "Write", "List", "Tagging"]}


def _writable(server: S3Server) -> bool:
    """Whether the server takes an object: SeaweedFS answers requests before its first volume is there."""
    try:
        bucket = server.make_bucket()
        server.client.put_object(Bucket=bucket, Key="probe", Body=b"probe")
        server.client.delete_object(Bucket=bucket, Key="probe")
        server.client.delete_bucket(Bucket=bucket)
    except (BotoCoreError, ClientError):
        return False
    return True


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _die_with_parent() -> None:
    """Make the kernel kill a server when the test run is killed."""
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGTERM)


#: Every S3 server by its name.
S3_SERVERS: dict[str, Callable[[Path], AbstractContextManager[S3Server]]] = {
    "seaweedfs": seaweedfs,
    "rclone": rclone,
    "moto": moto,
}
