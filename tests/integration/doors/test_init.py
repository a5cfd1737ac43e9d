"""`reflector init`: an instance from nothing, whose secrets are never overwritten."""

import os
import pwd
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import typer
from dotenv import dotenv_values
from sqlalchemy import make_url

from reflector.commands.init import give
from reflector.commands.init import init as make_instance
from reflector.db import migrate
from reflector.db.session import Database
from reflector.errors import BrokerUnavailable, CannotSetUp, SettingsError
from reflector.settings import get_settings
from tests.instances import forget_the_process
from tests.integration.doors.conftest import reflector
from tests.servers import S3Server, free_ports

Init = Callable[..., int]


@pytest.fixture
def init(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Init]:
    """`reflector init` in this process, with an environment that names no settings but these. Returns the exit code."""
    monkeypatch.chdir(tmp_path)
    umask = os.umask(0o077)

    def run(directory: Path, *, grown_up: bool = False, **environment: str) -> int:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        forget_the_process()
        with pytest.raises(typer.Exit) as ended:
            make_instance(grown_up=grown_up, user="", directory=directory)
        return ended.value.exit_code

    yield run
    os.umask(umask)
    forget_the_process()


def test_it_makes_a_green_instance_and_refuses_to_do_it_again(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "instance"

    ended = reflector(
        "init", "--directory", str(folder), OPERATOR_NAME="Ann's \\ Sons", BASE_URL="https://speech.example"
    )

    assert ended.code == 0, ended.out + ended.err
    assert "FAIL" not in ended.out
    env = folder / ".env"
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "data").stat().st_mode) == 0o700
    assert dotenv_values(env, interpolate=False) == {
        "PUBLIC_MODE": "true",
        "PUBLIC_DATA_RETENTION_DAYS": "7",
        "DATA_DIR": str(folder / "data"),
        "BASE_URL": "https://speech.example",
        "TRUSTED_PROXIES": "127.0.0.1",
        "OPERATOR_NAME": "Ann's \\ Sons",
    }

    before = env.read_bytes()
    again = reflector("init", "--directory", str(folder))

    assert (again.code, again.out) == (2, "")
    assert again.err == f"{env} exists. It may hold the only copy of its secrets: nothing was changed.\n"
    assert env.read_bytes() == before


def test_a_bad_setting_is_refused_before_anything_is_made(tmp_path: Path, init: Init) -> None:
    with pytest.raises(SettingsError, match=r"^PUBLIC_DATA_RETENTION_DAYS: "):
        init(tmp_path / "new", PUBLIC_DATA_RETENTION_DAYS="0")

    assert list(tmp_path.iterdir()) == []


def test_a_value_that_would_be_read_differently_is_refused(tmp_path: Path, init: Init) -> None:
    with pytest.raises(SettingsError, match=r"^OPERATOR_NAME: cannot be written"):
        init(tmp_path, OPERATOR_NAME="${HOME}")

    assert not (tmp_path / ".env").exists()


def test_the_target_of_a_link_keeps_its_owner(tmp_path: Path) -> None:
    (tmp_path / "of root").mkdir()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "data").symlink_to(tmp_path / "of root")

    ended = reflector("init", "--user", "nobody", "--directory", str(tmp_path / "folder"))

    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"DATA_DIR: {tmp_path}/folder/data is a symbolic link; name its target instead.\n"
    assert (tmp_path / "of root").stat().st_uid == os.getuid()
    with pytest.raises(CannotSetUp, match="Too many levels of symbolic links"):
        give(tmp_path / "folder" / "data", pwd.getpwuid(os.getuid()))


def test_an_s3_store_has_to_be_named(tmp_path: Path, init: Init) -> None:
    with pytest.raises(SettingsError, match=r"^TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL: must name an S3 server"):
        init(tmp_path / "new", grown_up=True)

    assert list(tmp_path.iterdir()) == []


def test_a_broker_that_is_down_leaves_no_secrets_behind(tmp_path: Path, init: Init) -> None:
    (port,) = free_ports(1)

    with pytest.raises(BrokerUnavailable, match=f"the broker at 127\\.0\\.0\\.1:{port} does not answer"):
        init(tmp_path, CELERY_BROKER_URL=f"redis://127.0.0.1:{port}/0")

    assert not (tmp_path / ".env").exists()


@pytest.fixture
def grown_up(redis_url: str, seaweedfs: S3Server) -> dict[str, str]:
    """The place of a new grown-up instance: a bucket that does not exist, and a broker."""
    return {
        "CELERY_BROKER_URL": redis_url,
        "TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL": seaweedfs.endpoint_url,
        "TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID": seaweedfs.access_key,
        "TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": seaweedfs.secret_key,
        "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": f"new-{uuid4().hex[:12]}",
    }


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.s3
def test_it_makes_the_bucket_and_the_database_that_are_named(
    tmp_path: Path,
    init: Init,
    grown_up: dict[str, str],
    seaweedfs: S3Server,
    postgres_url: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name = f"reflector_test_{uuid4().hex[:12]}"
    url = make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    try:
        code = init(tmp_path, grown_up=True, DATABASE_URL=url, **grown_up)

        said = "".join(capsys.readouterr())
        assert (code, "FAIL" in said) == (0, False), said
        database = Database(get_settings().database_url)
        assert migrate.current(database) == migrate.head()
        database.engine.dispose()
        bucket = grown_up["TRANSCRIPT_STORAGE_AWS_BUCKET_NAME"]
        assert seaweedfs.client.head_bucket(Bucket=bucket)["ResponseMetadata"]["HTTPStatusCode"] == 200
        written = dotenv_values(tmp_path / ".env")
        assert written["DATABASE_URL"] == url
        assert str(written["RECORDING_WEBHOOK_SECRET"]).startswith("whsec_")
        for secret in (seaweedfs.secret_key, written["RECORDING_WEBHOOK_SECRET"]):
            assert str(secret) not in said
    finally:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.s3
def test_a_role_that_may_make_no_database_is_told_what_to_type(
    tmp_path: Path, init: Init, grown_up: dict[str, str], postgres_url: str
) -> None:
    role, name = f"test_{uuid4().hex[:8]}", f"reflector_test_{uuid4().hex[:12]}"
    url = make_url(postgres_url).set(username=role, password="marmot", database=name)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'marmot'")
        try:
            with pytest.raises(CannotSetUp) as refused:
                init(tmp_path, grown_up=True, DATABASE_URL=url.render_as_string(hide_password=False), **grown_up)
        finally:
            connection.execute(f"DROP ROLE {role}")

    assert f'CREATE DATABASE "{name}" OWNER {role}' in refused.value.message
    assert "marmot" not in refused.value.message
    assert not (tmp_path / ".env").exists()


@pytest.mark.redis
@pytest.mark.s3
def test_without_a_postgresql_it_says_what_to_do(tmp_path: Path, init: Init, grown_up: dict[str, str]) -> None:
    with pytest.raises(CannotSetUp, match="set DATABASE_URL"):
        init(tmp_path, grown_up=True, PGHOST=str(tmp_path), PGPORT="1", **grown_up)

    assert not (tmp_path / ".env").exists()
