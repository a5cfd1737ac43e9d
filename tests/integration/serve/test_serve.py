"""`reflector serve` runs all processes, and ends all of them."""

import os
import signal
import socket
import stat
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import httpx
import pytest
import sqlalchemy as sa

from reflector.db.models import Heartbeat
from reflector.db.session import open_database
from reflector.errors import CannotServe
from reflector.retention.strays import find_strays
from reflector.serve import Program, Supervisor, listener
from reflector.settings import Settings, load_settings
from reflector.storage import LocalStore
from reflector.worker import BEAT, WORKER
from tests.servers import free_ports, program

SPEECH = Path(__file__).parents[2] / "data" / "speech" / "sense_and_sensibility.opus"
START_SECONDS = 90


@dataclass(frozen=True)
class Server:
    """A running `reflector serve`."""

    process: subprocess.Popen[str]
    url: str
    data: Path

    def children(self) -> dict[int, str]:
        """Process ids of its children, and the names of what they run."""
        listed = subprocess.run(
            ["ps", "-o", "pid=,comm=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return {int(line.split()[0]): line.split()[1] for line in listed.stdout.splitlines()}


def command(data: Path, *options: str, **settings: str) -> tuple[list[str], dict[str, str]]:
    inherited = {name: value for name, value in os.environ.items() if name not in Settings.model_fields}
    chosen = {"DATA_DIR": str(data), "PUBLIC_MODE": "true", "PORT": "0", "DISK_FREE_MIN_BYTES": "0"} | settings
    return [program("reflector"), "serve", *options], inherited | chosen


@contextmanager
def serving(data: Path, *options: str, **settings: str) -> Iterator[Server]:
    arguments, environment = command(data, *options, **settings)
    with started(arguments, environment, data) as server:
        yield server


@contextmanager
def started(
    arguments: Sequence[str], environment: dict[str, str], data: Path, pass_fds: Sequence[int] = ()
) -> Iterator[Server]:
    with (data.parent / "log.txt").open("w") as log:
        process = subprocess.Popen(
            arguments,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            cwd=data.parent,
            pass_fds=pass_fds,
        )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("Reflector listens on "), (data.parent / "log.txt").read_text()
        yield Server(process, line.split()[-1], data)
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()


def until(true: Callable[[], object], seconds: float = START_SECONDS) -> None:
    deadline = monotonic() + seconds
    while not true():
        assert monotonic() < deadline, "did not happen in time"
        sleep(0.05)


def strays_in(data: Path) -> list[str]:
    """Files in DATA_DIR that do not count as Reflector's own."""
    database = open_database(load_settings(_env_file=None, DATA_DIR=data))
    found = [stray.found.key for stray in find_strays(database, LocalStore(data), None)]
    database.engine.dispose()
    return found


def signs_of_life(data: Path) -> Counter[str]:
    """The number of processes or queues of each kind with a heartbeat."""
    database = open_database(load_settings(_env_file=None, DATA_DIR=data))
    with database.snapshot() as session:
        kinds = Counter(session.scalars(sa.select(Heartbeat.kind)))
    database.engine.dispose()
    return kinds


def alive(pid: int) -> bool:
    """Whether a process runs, and is not a zombie."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_a_recording_becomes_text_behind_one_command(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server, httpx.Client(base_url=server.url, timeout=START_SECONDS) as client:
        made = client.post("/v1/transcripts", json={"source_language": "en"}).raise_for_status().json()
        address = f"/v1/transcripts/{made['id']}"
        owner = {"X-Owner-Token": made["owner_token"]}
        upload = {"chunk": SPEECH.read_bytes()}
        client.post(f"{address}/record/upload", files=upload, headers=owner).raise_for_status()

        until(lambda: client.get(address).json()["status"] in ("ended", "error"))

        assert client.get(address).json()["status"] == "ended"
        assert "cold-hearted" in client.get(f"{address}/text.txt").text
        assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
        children = server.children()
        assert sorted(children.values()) == ["api", "sweeper", "transcriber"]
        until(lambda: signs_of_life(server.data) == {BEAT: 1, WORKER: 2})

    assert server.process.returncode == 0
    assert not any(alive(pid) for pid in children)
    assert "cold-hearted" not in (tmp_path / "log.txt").read_text()
    assert strays_in(server.data) == []


def test_supervisor_has_nothing_but_its_socket_and_kill_9_leaves_no_child(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        until(lambda: len(server.children()) == 3)
        children = server.children()
        # No thread and no connection may exist in a process that forks
        supervisor = Path(f"/proc/{server.process.pid}")
        opened = [os.readlink(each) for each in (supervisor / "fd").iterdir()]
        assert len(list((supervisor / "task").iterdir())) == 1
        assert len([name for name in opened if name.startswith("socket:")]) == 1
        assert [name for name in opened if "sqlite" in name] == []

        server.process.kill()

        until(lambda: not any(alive(pid) for pid in children), 20)


def test_a_child_that_dies_is_started_again(tmp_path: Path) -> None:
    with serving(tmp_path / "data", "--api-only") as server:
        until(lambda: httpx.get(f"{server.url}/health", timeout=START_SECONDS))
        (before,) = server.children()

        os.kill(before, signal.SIGKILL)

        until(lambda: server.children() and before not in server.children())
        assert httpx.get(f"{server.url}/health", timeout=START_SECONDS).status_code == 200


def test_api_only_runs_neither_worker_nor_beat(tmp_path: Path) -> None:
    with serving(tmp_path / "data", "--api-only") as server:
        until(lambda: len(server.children()) == 1)
        httpx.get(f"{server.url}/health", timeout=START_SECONDS)

        assert list(server.children().values()) == ["api"]


def refused(data: Path, *options: str, **settings: str) -> str:
    arguments, environment = command(data, *options, **settings)
    done = subprocess.run(
        arguments, env=environment, capture_output=True, text=True, timeout=START_SECONDS, check=False
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr


def test_second_one_with_workers_or_the_same_port_is_refused(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        port = server.url.rsplit(":", 1)[1]

        assert "DATA_DIR" in refused(tmp_path / "data")
        assert f"port {port}" in refused(tmp_path / "other", "--api-only", PORT=port)
        # But a second one without workers runs on the same folder
        with serving(tmp_path / "data", "--api-only") as another:
            assert httpx.get(f"{another.url}/health/live", timeout=START_SECONDS).is_success


def test_a_bad_setting_is_refused_by_its_name(tmp_path: Path) -> None:
    assert "PUBLIC_DATA_RETENTION_DAYS" in refused(tmp_path / "data", "--api-only", PUBLIC_DATA_RETENTION_DAYS="0")


def test_a_store_of_another_database_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / ".reflector-instance").write_text("another")

    assert "marker" in refused(data, "--api-only")


def test_an_object_store_that_is_down_does_not_keep_the_rest_from_starting(tmp_path: Path) -> None:
    (nobody,) = free_ports(1)
    store = {
        "TRANSCRIPT_STORAGE_BACKEND": "aws",
        "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": "bucket",
        "TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL": f"http://127.0.0.1:{nobody}",
        "TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID": "key",
        "TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": "secret",
    }
    with serving(tmp_path / "data", "--api-only", **store):
        assert "store_not_reachable" in (tmp_path / "log.txt").read_text()


def supervised(*programs: Program) -> tuple[int, float]:
    """Exit code of a supervisor of these programs, and the seconds until it ended; it leaves no process behind."""
    began = monotonic()
    code = Supervisor(programs).run()
    seconds = monotonic() - began
    listed = subprocess.run(
        ["ps", "-o", "args=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=True
    )
    assert "sleep 600" not in listed.stdout
    return code, seconds


def test_connections_of_one_address_are_counted_in_all_api_processes(tmp_path: Path) -> None:
    settings = {"API_PROCESSES": "2", "CONNECTIONS_PER_CLIENT": "4"}
    with serving(tmp_path / "data", "--api-only", **settings) as server, ExitStack() as stack:
        host, port = server.url.removeprefix("http://").split(":")

        def connected() -> socket.socket:
            made = stack.enter_context(socket.create_connection((host, int(port)), timeout=START_SECONDS))
            made.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
            return made

        until(lambda: (tmp_path / "log.txt").read_text().count("child_ready") == 2)
        first, second = server.children()

        # Given the most connections that one address may have, all of them to one process
        with halted(second):
            assert [connected().recv(12) for _ in range(4)] == [b"HTTP/1.1 200"] * 4

        # When one more comes to the other process, it is refused
        with halted(first):
            assert connected().recv(12) == b"HTTP/1.1 503"


@contextmanager
def halted(process: int) -> Iterator[None]:
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


def sleep_and_fail(seconds: float) -> None:
    sleep(seconds)
    raise SystemExit(3)


SLEEPER = Program("sleeper", partial(os.execvp, "sleep", ["sleep", "600"]))


def test_child_that_never_starts_ends_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reflector.serve.supervisor._MAX_DEATHS", 3)

    code, seconds = supervised(SLEEPER, Program("broken", partial(sleep_and_fail, 0)))

    assert code == 1
    assert 3 <= seconds < 60  # pauses of 1 and 2 seconds


def test_child_that_keeps_dying_ends_serve_however_long_it_lives(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Given a limit of three deaths, and a child that lives longer than every pause between its starts
    monkeypatch.setattr("reflector.serve.supervisor._MAX_DEATHS", 3)
    slow = Program("slow", partial(sleep_and_fail, 3))

    code, seconds = supervised(SLEEPER, slow)

    assert code == 1
    assert 12 <= seconds < 60


def test_deaths_long_ago_do_not_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # Given a child that dies once a second, and a memory that is shorter than two of its lives
    monkeypatch.setattr("reflector.serve.supervisor._MAX_DEATHS", 2)
    monkeypatch.setattr("reflector.serve.supervisor._DEATHS_WINDOW_SECONDS", 1.5)
    starts = tmp_path / "starts"

    def note_start_and_fail() -> None:
        with starts.open("a") as file:
            file.write("x")
        sleep_and_fail(1)

    supervisor = Supervisor([Program("rare", note_start_and_fail)])

    def stop_after_four_starts() -> None:
        until(lambda: starts.exists() and starts.stat().st_size >= 4)
        _stop_me()

    stopper = Thread(target=stop_after_four_starts)

    stopper.start()

    assert supervisor.run() == 0
    stopper.join()


def _stop_me() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_a_wrong_descriptor_or_host_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "file").open("w") as file:
        monkeypatch.setattr(listener, "FIRST_DESCRIPTOR", file.fileno())
        monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
        monkeypatch.setenv("LISTEN_FDS", "1")
        with pytest.raises(CannotServe, match=r"^Socket activation must hand over a socket as descriptor \d+\.$"):
            listener.Listener.open(load_settings())
    with pytest.raises(CannotServe, match=r"^Cannot listen on nowhere\.invalid, port 1250: [A-Z][a-z ]+\.$"):
        listener.Listener.open(load_settings(HOST="nowhere.invalid"))
