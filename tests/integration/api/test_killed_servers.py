"""PostgreSQL and Redis that are killed, or stand still, turn /health red; it is green again when they are back.

The servers are the test's own. `docs/evidence.md` has the seconds that a run of this test has measured.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, Popen
from time import monotonic, sleep

import httpx
import pytest

from tests.conftest import missing
from tests.integration.api.server import Instance, serving
from tests.integration.doors.test_causes import upgrade
from tests.servers import ServerMissing, free_ports, postgres_cluster, program

pytestmark = pytest.mark.timeout(300)
PASSWORD = "swordfish"
#: Seconds within which /health must report it, on a busy machine.
NOTICED_SECONDS = 120.0


@dataclass
class Servers:
    """The servers behind one instance."""

    instance: Instance
    start: dict[str, Callable[[], Popen[bytes]]]
    running: dict[str, Popen[bytes]]
    url: str

    def processes(self, name: str) -> list[int]:
        """The process of a server and its children: PostgreSQL has one for each connection."""
        pid = self.running[name].pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [pid, *map(int, children)]


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    pg, redis = free_ports(2)
    url = f"postgresql://me:{PASSWORD}@127.0.0.1:{pg}/postgres"
    folder = tmp_path_factory.mktemp("killed")
    with ExitStack() as stack:
        try:
            cluster = stack.enter_context(postgres_cluster(pg, PASSWORD))
            redis_server = program("redis-server")
        except ServerMissing as error:
            missing(str(error))

        def start_redis() -> Popen[bytes]:
            options = ("--bind", "127.0.0.1", "--port", str(redis), "--save", "", "--dir", str(folder))
            process = stack.enter_context(Popen([redis_server, *options], stdout=DEVNULL))
            stack.callback(process.kill)
            return process

        start = {"postgresql": lambda: stack.enter_context(cluster()), "redis": start_redis}
        running = {name: begin() for name, begin in start.items()}
        broker = f"redis://127.0.0.1:{redis}/0"
        instance = stack.enter_context(
            serving(folder / "data", None, DATABASE_URL=url, CELERY_BROKER_URL=broker, PUBLIC_MODE=True)
        )
        yield Servers(instance, start, running, url)


def health(servers: Servers) -> set[str]:
    """The reasons of /health now; "no answer" if it did not answer within ten seconds."""
    try:
        answer = httpx.get(f"{servers.instance.url}/health", timeout=10)
    except httpx.TimeoutException:
        return {"no answer"}
    return set(answer.json().get("behind") or answer.json().get("reasons") or [answer.json().get("code", "")])


def seconds_until(true: Callable[[], bool]) -> float:
    began = monotonic()
    while not true():
        assert monotonic() - began < NOTICED_SECONDS
        sleep(0.5)
    return monotonic() - began


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=lambda how: how.name)
@pytest.mark.parametrize(("name", "reason"), [("redis", "broker"), ("postgresql", "database")])
def test_a_server_that_is_gone_turns_health_red_until_it_is_back(
    name: str, reason: str, how: signal.Signals, servers: Servers
) -> None:
    assert reason not in health(servers)

    processes = servers.processes(name)
    for pid in processes:
        os.kill(pid, how)
    said = seconds_until(lambda: reason in health(servers))

    if how == signal.SIGSTOP:
        for pid in processes:
            os.kill(pid, signal.SIGCONT)
    else:
        servers.running[name].wait()
        servers.running[name] = servers.start[name]()
    well = seconds_until(lambda: reason not in health(servers) and "no answer" not in health(servers))
    print(f"{name} {how.name}: {reason} after {said:.0f} s, well after {well:.0f} s")


def test_a_wrong_password_is_named(servers: Servers, tmp_path: Path) -> None:
    said = upgrade(tmp_path, DATABASE_URL=servers.url.replace(PASSWORD, "wrong"))

    assert said.startswith("DATABASE_URL: the server refuses the password of me;")
