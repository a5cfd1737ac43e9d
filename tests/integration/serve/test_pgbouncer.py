"""PgBouncer in front of PostgreSQL has to pool sessions; otherwise no program starts."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import make_url

from reflector.commands.doctor import examine
from reflector.db import migrate
from reflector.db.session import Database
from reflector.errors import DatabaseNotReady
from reflector.settings import load_settings
from tests.conftest import missing
from tests.servers import _listens, free_ports, running

pytestmark = pytest.mark.postgres


@contextmanager
def pgbouncer(url: str, folder: Path, mode: str, size: int) -> Iterator[str]:
    """PgBouncer in pool mode `mode` with `size` server connections; the block gets the URL through it."""
    program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        missing("pgbouncer is not installed")
        raise AssertionError
    server = make_url(url)
    (port,) = free_ports(1)
    folder.chmod(0o755)
    configuration = folder / "pgbouncer.ini"
    configuration.write_text(f"""
[databases]
* = host={server.host} port={server.port or 5432} user={server.username}
[pgbouncer]
listen_addr=127.0.0.1
listen_port={port}
auth_type=any
pool_mode={mode}
default_pool_size={size}
query_wait_timeout=5
ignore_startup_parameters=extra_float_digits
unix_socket_dir=
""")
    as_another_user = ["-u", "nobody"] if os.getuid() == 0 else []
    command = [program, *as_another_user, str(configuration)]
    with running(command, lambda: _listens(port), folder / "pgbouncer.log"):
        through = server.set(drivername="postgresql+psycopg", host="127.0.0.1", port=port)
        yield through.render_as_string(hide_password=False)


@pytest.mark.parametrize("size", [1, 5])
def test_pooled_transactions_are_refused_without_other_clients(
    migrated_postgres: str, tmp_path: Path, size: int
) -> None:
    with pgbouncer(migrated_postgres, tmp_path, "transaction", size) as url:
        database = Database(url)
        with pytest.raises(DatabaseNotReady, match="pools transactions"), database.engine.connect():
            pass
        database.engine.dispose()


@pytest.mark.parametrize(
    ("mode", "pooled", "programs"),
    [
        ("transaction", "transactions", ("serve", "run", "worker", "beat")),
        ("statement", "statements", ("run",)),
    ],
)
def test_every_program_refuses_a_pool_of_less_than_sessions_in_one_line(
    migrated_postgres: str, tmp_path: Path, mode: str, pooled: str, programs: tuple[str, ...]
) -> None:
    reflector, celery = [str(Path(sys.executable).with_name("reflector"))], [sys.executable, "-m", "celery"]
    commands = {
        "serve": [*reflector, "serve"],
        "run": [*reflector, "retention", "run"],
        "worker": [*celery, "-A", "reflector.worker.app", "worker"],
        "beat": [*celery, "-A", "reflector.worker.app", "beat"],
    }
    with pgbouncer(migrated_postgres, tmp_path, mode, 5) as url:
        settings = {"DATABASE_URL": url, "DATA_DIR": str(tmp_path / "data"), "PUBLIC_MODE": "true"}
        environment = {**os.environ, **settings, "PORT": str(free_ports(1)[0]), "LOG_LEVEL": "ERROR"}
        ended = {
            name: subprocess.run(
                commands[name], env=environment, capture_output=True, text=True, timeout=60, cwd=tmp_path, check=False
            )
            for name in programs
        }
        findings = list(examine(load_settings(_env_file=None, **settings)))

    refusal = f"pools {pooled}, and Reflector needs sessions"
    for name, result in ended.items():
        assert result.returncode != 0, name
        assert len([line for line in result.stderr.splitlines() if refusal in line]) == 1, (name, result.stderr)
        assert "Traceback" not in result.stderr, name
    assert [finding.state for finding in findings if refusal in finding.says] == ["FAIL"]


def test_pooled_sessions_are_served(migrated_postgres: str, tmp_path: Path) -> None:
    with pgbouncer(migrated_postgres, tmp_path, "session", 5) as url:
        database = Database(url)
        migrate.require(database)
        with database.snapshot() as session:
            assert session.scalar(sa.select(sa.func.current_setting("lock_timeout"))) == "5s"
        database.engine.dispose()
