"""A command that cannot use its database prints the setting, the cause and the advice in one line."""

import os
import subprocess
from pathlib import Path
from time import monotonic, sleep

import pytest
import sqlalchemy as sa
from sqlalchemy import make_url

from reflector.db.causes import explain
from reflector.db.session import Database
from reflector.settings import Settings, load_settings
from tests.servers import free_ports, postgres_cluster, program, stop

SECRET = "swordfish"


def upgrade(directory: Path, **settings: str) -> str:
    """The line that a failing `reflector db upgrade` prints."""
    inherited = {name: value for name, value in os.environ.items() if name not in Settings.model_fields}
    done = subprocess.run(
        [program("reflector"), "db", "upgrade"],
        cwd=directory,
        env=inherited | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert SECRET not in done.stderr
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_server_that_is_down(tmp_path: Path) -> None:
    (port,) = free_ports(1)

    said = upgrade(tmp_path, DATABASE_URL=f"postgresql://me:{SECRET}@127.0.0.1:{port}/reflector")

    assert said.startswith(f"DATABASE_URL: no server answers at 127.0.0.1:{port};")


def test_env_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("OPERATOR_NAME=Café".encode("latin-1"))

    assert upgrade(tmp_path) == ".env: must be a text file in UTF-8.\n"


def test_key_file_that_is_not_there(tmp_path: Path) -> None:
    said = upgrade(tmp_path, AUTH_BACKEND="jwt", AUTH_JWT_PUBLIC_KEY="/nowhere/key.pem")

    assert said == "AUTH_JWT_PUBLIC_KEY: must be PEM text or the path of a PEM file; there is no file of this name\n"


#: The commands that an operator starts first.
DOORS = {
    "doctor": ("reflector", "doctor"),
    "serve": ("reflector", "serve"),
    "upgrade": ("reflector", "db", "upgrade"),
    "run": ("reflector", "retention", "run"),
    "worker": ("celery", "-A", "reflector.worker.app", "worker", "-Q", "retention", "--loglevel=warning"),
    "beat": ("celery", "-A", "reflector.worker.app", "beat"),
}
#: These wait for a database, a broker or a model, and say in their log what they wait for.
WAITING = ("worker", "beat")
#: Seconds within which a command says what is wrong, on a busy machine.
ENOUGH_SECONDS = 90.0
NOWHERE = "postgresql://me:swordfish@127.0.0.1:1/reflector"


def said_at(door: str, directory: Path, settings: dict[str, str], wanted: str = "") -> tuple[str, int | None]:
    """Returns the output of a command until it ends or has printed `wanted`, and its exit code. None: it still runs."""
    inherited = {name: value for name, value in os.environ.items() if name not in Settings.model_fields}
    values = {"DATA_DIR": str(directory / "data"), "PUBLIC_MODE": "true", "WHISPER_MODEL": "tiny.en"} | settings
    command = [program(DOORS[door][0]), *DOORS[door][1:]]
    log = directory / "log"
    deadline = monotonic() + ENOUGH_SECONDS
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=directory, env=inherited | values, stdout=output, stderr=output)
    try:
        while process.poll() is None and monotonic() < deadline and not (wanted and wanted in log.read_text()):
            sleep(0.1)
        code = process.poll()
    finally:
        stop(process, 20)
    said = log.read_text()
    assert "Traceback" not in said
    assert SECRET not in said
    return said, code


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("settings", "cause"),
    [
        ({"BASE_URL": "example.org"}, "BASE_URL: must be an address such as https://host"),
        ({"AUTH_BACKEND": "jwt", "AUTH_JWT_JWKS_URL": "https://id.example.org"}, "AUTH_JWT_AUDIENCE: must name this"),
        ({"PUBLIC_DATA_RETENTION_DAYS": "0"}, "PUBLIC_DATA_RETENTION_DAYS: "),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_each_command_refuses_a_bad_setting(tmp_path: Path, door: str, settings: dict[str, str], cause: str) -> None:
    said, code = said_at(door, tmp_path, settings)

    assert code
    assert cause in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("door", DOORS)
def test_each_command_names_a_database_that_is_down(tmp_path: Path, door: str) -> None:
    cause = "DATABASE_URL: no server answers at 127.0.0.1:1; start PostgreSQL"

    said, code = said_at(door, tmp_path, {"DATABASE_URL": NOWHERE}, wanted=cause if door in WAITING else "")

    assert cause in said
    assert (code is None) == (door in WAITING)


@pytest.mark.parametrize("door", ["doctor", "worker", "beat"])
def test_each_command_that_needs_it_names_a_broker_that_is_down(tmp_path: Path, door: str) -> None:
    cause = "CELERY_BROKER_URL: the broker at 127.0.0.1:1 does not answer"
    broker = f"redis://:{SECRET}@127.0.0.1:1/0"
    said_at("upgrade", tmp_path, {})

    said, _ = said_at(door, tmp_path, {"CELERY_BROKER_URL": broker}, wanted=cause)

    assert cause in said


@pytest.mark.parametrize("door", [door for door in DOORS if door not in ("doctor", "run")])
def test_each_command_names_a_folder_that_cannot_be_used(tmp_path: Path, door: str) -> None:
    (tmp_path / "file").write_text("no folder")

    said, code = said_at(door, tmp_path, {"DATA_DIR": str(tmp_path / "file")})

    assert code == 1
    assert f"DATA_DIR: {tmp_path / 'file'} cannot be used (" in said


def test_worker_names_a_model_that_is_missing(tmp_path: Path) -> None:
    said_at("upgrade", tmp_path, {})
    cause = "WHISPER_MODEL: /nowhere/model is not on this machine"

    assert cause in said_at("worker", tmp_path, {"WHISPER_MODEL": "/nowhere/model"}, wanted=cause)[0]


def test_celery_names_a_bad_setting_in_one_line(tmp_path: Path) -> None:
    environment = os.environ | {"PUBLIC_MODE": "maybe"}
    command = [program("celery"), "-A", "reflector.worker.app", "beat"]

    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("PUBLIC_MODE: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"database": "no_such_database"}, "there is no database no_such_database"),
        ({"username": "no_such_role"}, "there is no role no_such_role"),
        ({"query": {"sslmode": "require"}}, "no secure connection (TLS)"),
    ],
)
def test_server_that_refuses(tmp_path: Path, postgres_url: str, change: dict[str, object], expected: str) -> None:
    url = make_url(postgres_url).set(**change)  # type: ignore[arg-type]

    said = upgrade(tmp_path, DATABASE_URL=url.render_as_string(hide_password=False))

    assert said.startswith(f"DATABASE_URL: {expected}")


@pytest.mark.postgres
def test_postgres_is_accepted_as_a_scheme(postgres_url: str) -> None:
    short = postgres_url.replace("postgresql://", "postgres://")

    assert load_settings(_env_file=None, DATABASE_URL=short).database_url.startswith("postgresql+psycopg://")


@pytest.mark.postgres
def test_server_that_speaks_german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")  # of the server: gettext takes its messages from there
    (port,) = free_ports(1)
    with postgres_cluster(port, "right") as start, start():
        wrong = upgrade(tmp_path, DATABASE_URL=f"postgresql://me:{SECRET}@127.0.0.1:{port}/postgres")
        missing = upgrade(tmp_path, DATABASE_URL=f"postgresql://me:right@127.0.0.1:{port}/nowhere")
        database = Database(f"postgresql+psycopg://me:right@127.0.0.1:{port}/postgres")
        with database.transaction() as session:
            session.execute(sa.text("SET TRANSACTION READ ONLY"))
            with pytest.raises(sa.exc.DBAPIError) as refused:
                session.execute(sa.text("CREATE TABLE anything ()"))
        database.engine.dispose()

    assert "Passwort-Authentifizierung" in wrong
    assert wrong.startswith(f"DATABASE_URL: 127.0.0.1:{port} refuses me (")
    assert missing.startswith(f"DATABASE_URL: 127.0.0.1:{port} refuses me (")
    assert f"127.0.0.1:{port} accepts no changes" in (explain(refused.value, database.url) or "")
