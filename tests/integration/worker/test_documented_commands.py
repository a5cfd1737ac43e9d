"""The documented commands start on every broker, each in an empty folder."""

import json
import os
import re
import shutil
import signal
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from reflector.settings import Settings
from tests.documentation import DOCS, command, commands
from tests.servers import free_ports

from .conftest import ROOT, until

DEEP = bool(os.environ.get("REFLECTOR_TEST_DEEP"))
RETENTION = "data_retention.md"
PAGE = "howto/grown-up.md"
UPGRADE = command(PAGE, "reflector db upgrade")
API = command(PAGE, "reflector serve --api-only")
BEAT = command(PAGE, "celery -A reflector.worker.app beat")
TRANSCRIBER = command(PAGE, "celery -A reflector.worker.app worker -Q transcription")
SWEEPER = command(PAGE, "celery -A reflector.worker.app worker -Q retention")


#: Seconds for several processes to start at once on a busy machine.
START_SECONDS = 150


@dataclass(frozen=True)
class Shell:
    """A terminal in a folder that was empty when the test began."""

    directory: Path
    environment: dict[str, str]

    def run(self, line: str) -> None:
        """Run a command to its end, which must be a success."""
        done = subprocess.run(
            line, shell=True, cwd=self.directory, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def is_served(self) -> bool:
        """Whether the API answers."""
        try:
            return httpx.get(f"http://127.0.0.1:{self.environment['PORT']}/health/live").status_code == 200
        except httpx.ConnectError:
            return False

    @contextmanager
    def running(self, line: str) -> Iterator[Callable[[], str]]:
        """Run a command until the block ends, which gets a function that returns its output so far.

        The command must end by itself, and well, after SIGTERM.
        """
        log = self.directory / f"log-{line.split()[-1]}-{len(list(self.directory.glob('log-*')))}.txt"
        with log.open("wb") as output:
            process = subprocess.Popen(
                f"exec {line}",
                shell=True,
                cwd=self.directory,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

        def said() -> str:
            assert process.poll() is None, log.read_text()
            return log.read_text(errors="replace")

        try:
            yield said
            assert process.poll() is None, log.read_text()
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                code = process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise
        assert code == 0, log.read_text()


pytestmark = pytest.mark.timeout(600)


@pytest.fixture(
    params=[
        "filesystem",
        pytest.param("redis", marks=pytest.mark.redis),
        pytest.param("rabbitmq", marks=pytest.mark.rabbitmq),
    ]
)
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Shell:
    """A terminal of a public instance on each broker, with the settings of an operator and nothing else."""
    broker = str(request.param)
    chosen = {} if broker == "filesystem" else {"CELERY_BROKER_URL": request.getfixturevalue(f"{broker}_url")}
    return a_shell(tmp_path, **chosen)


def a_shell(tmp_path: Path, **settings: str) -> Shell:
    """A terminal in an empty folder, with these settings."""
    inherited = {name: value for name, value in os.environ.items() if name not in Settings.model_fields}
    inherited["PATH"] = f"{sysconfig.get_path('scripts')}:{inherited['PATH']}"
    (port,) = free_ports(1)
    chosen = {"PUBLIC_MODE": "true", "PORT": str(port), "RETENTION_DRAIN_INTERVAL_SECONDS": "5"}
    directory = tmp_path / "empty"
    directory.mkdir()
    return Shell(directory, inherited | chosen | settings)


def test_the_documented_processes_start_in_an_empty_folder(shell: Shell) -> None:
    # Given a new database, as the page says
    shell.run(UPGRADE)

    # When each process is started as the page says
    with (
        shell.running(API) as api,
        shell.running(TRANSCRIBER) as transcriber,
        shell.running(SWEEPER) as sweeper,
        shell.running(BEAT) as beat,
    ):
        # Then a task that is due every five seconds is sent and done, and every process stays
        until(lambda: "Sending due task drain_doomed_artifacts" in beat(), START_SECONDS)
        until(lambda: "celery_task_ended" in sweeper(), START_SECONDS)
        until(lambda: "ready." in transcriber(), START_SECONDS)
        until(lambda: shell.is_served(), START_SECONDS)
        assert "child_died" not in api()


def test_the_log_of_a_worker_tells_that_the_cleanup_ran(tmp_path: Path, migrated_sqlite: Path) -> None:
    # Given the commands of the page with `uv run`, which finds the environment of this repository
    shell = a_shell(tmp_path, UV_PROJECT=str(ROOT), UV_NO_SYNC="1")
    (shell.directory / "data").mkdir()
    shutil.copy(migrated_sqlite, shell.directory / "data" / "reflector.sqlite3")
    worker = command(RETENTION, "uv run celery -A reflector.worker.app worker")
    beat = command(RETENTION, "uv run celery -A reflector.worker.app beat")
    call = command(RETENTION, "uv run celery -A reflector.worker.app call")
    greps = [line for line in commands(RETENTION) if line.startswith("grep")]
    tools = [line for line in commands(RETENTION) if line.startswith("uv run python")]
    assert (len(greps), len(tools)) == (2, 2)
    log = shell.directory / "celery.log"

    # When a worker and beat run, and the cleanup is started once
    with shell.running(worker), shell.running(beat) if DEEP else nullcontext():
        until(lambda: log.exists() and "ready." in log.read_text(), START_SECONDS)
        shell.run(call)
        until(lambda: "celery_task_ended" in log.read_text(), START_SECONDS)

        # Then both lines are in its log, and the tool does the same by hand
        for grep in greps:
            shell.run(grep)
        for tool in tools[not DEEP :]:
            shell.run(tool)


@pytest.mark.skipif(not DEEP, reason="the suite runs these tests anyway")
def test_the_tests_of_the_promise_run_as_documented(tmp_path: Path) -> None:
    line = next(iter(re.findall(r"`(uv run pytest [^`]+)`", (DOCS / RETENTION).read_text())))

    # `make` installs uv into the environment of the tests.
    environment = os.environ | {"UV_NO_SYNC": "1", "PATH": f"{sysconfig.get_path('scripts')}:{os.environ['PATH']}"}
    done = subprocess.run(line.split(), cwd=ROOT, env=environment, check=False)

    assert done.returncode == 0


def test_serve_starts_in_an_empty_folder(shell: Shell) -> None:
    with shell.running(command("howto/operate.md", "reflector serve")) as serve:
        until(lambda: "celery_task_ended" in serve(), START_SECONDS)

        events = [json.loads(line)["event"] for line in serve().splitlines() if '"child"' in line]
        assert [event for event in events if event != "child_ready"] == ["child_started"] * 3
