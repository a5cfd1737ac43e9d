"""Network namespaces that stand for other machines. A virtual cable leads from each of them to this machine only."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers import program, running


@contextmanager
def machine(number: int, ports: Sequence[int]) -> Iterator[tuple[list[str], str]]:
    """Make a machine that reaches `ports` of the loopback address here. Needs root, `ip` and `socat`.

    Yields the beginning of a command that runs there, and the address under which it finds the ports. Raises
    ServerMissing.
    """
    name, cable, here, there = f"reflector-{number}", f"rfl-{number}", f"10.217.{number}.1", f"10.217.{number}.2"
    with ExitStack() as stack:
        _ip("netns", "add", name)
        stack.callback(_ip, "netns", "delete", name)  # the cable goes with it
        _ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name)
        _ip("address", "add", f"{here}/24", "dev", cable)
        _ip("link", "set", cable, "up")
        _ip("-n", name, "address", "add", f"{there}/24", "dev", "eth0")
        _ip("-n", name, "link", "set", "eth0", "up")
        log = Path(stack.enter_context(TemporaryDirectory(prefix="reflector-bench-"))) / "relay.log"
        for port in ports:  # PostgreSQL and Redis listen on the loopback address
            relay = ["socat", f"TCP-LISTEN:{port},bind={here},fork,reuseaddr,nodelay", f"TCP:127.0.0.1:{port},nodelay"]
            stack.enter_context(running([program(relay[0]), *relay[1:]], lambda: True, log))
        yield ["ip", "netns", "exec", name], here


def _ip(*arguments: str) -> None:
    subprocess.run([program("ip"), *arguments], check=True)
