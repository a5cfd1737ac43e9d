"""An empty Debian machine on which a page of the documentation is typed, without a container engine.

It has a mount, a network and a process namespace of its own. /etc is an overlay of the real one; /opt, /run, /var/lib
and /var/log are empty. Nothing there is visible outside, and every process ends with the test.

Two programs cannot run there, so tests/machine/bin stands in for them: `systemctl` starts what the units say, and
`apt-get` starts the services that Debian's packages start.
"""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import ServerMissing, running

ROOT = Path(__file__).parents[2]
_HERE = Path(__file__).parent
#: Run in the new namespaces before the page. $MACHINE is a folder of the test.
_SETUP = """
set -euo pipefail
trap '[ $? = 0 ] || tail --lines=15 /run/units/*.log 2>/dev/null' EXIT
ip link set lo up
mount -t tmpfs tmpfs /run
umask 022
# Other users cannot enter a folder such as /root. The parts that they need are put into an open one with the same name.
number=0
for place in $KEEP; do
  mkdir -p "/run/keep/$((number += 1))"
  mount --bind "$place" "/run/keep/$number"
done
for closed in $CLOSED; do mount -t tmpfs -o mode=755 tmpfs "$closed"; done
number=0
for place in $KEEP; do
  mkdir -p "$place"
  mount --move "/run/keep/$((number += 1))" "$place"
done
# Changes that the page makes in the repository and in /etc stay in $MACHINE.
for place in "$ROOT" /etc; do
  mkdir -p "$MACHINE/upper$place" "$MACHINE/work$place"
  mount -t overlay overlay -o "lowerdir=$place,upperdir=$MACHINE/upper$place,workdir=$MACHINE/work$place" "$place"
done
for empty in /opt /var/lib /var/log /var/backups /mnt; do mount -t tmpfs tmpfs "$empty"; done
mkdir -p /etc/systemd/system /etc/prometheus
mkdir /opt/reflector
mount --bind "$INSTALLED" /opt/reflector
cd "$ROOT"
for socket in "$MACHINE"/forward-*[0-9]; do
  [ ! -S "$socket" ] || "$PYTHON" -m tests.machine.forward inside "$socket" &
done
"""


@dataclass(frozen=True)
class Machine:
    """A machine that is made anew for each script."""

    folder: Path
    environment: dict[str, str]

    def run(self, script: str, *, seconds: float = 900) -> str:
        """Run a bash script in the repository to its end, which must be a success.

        Returns what it printed, with each command before its output.
        """
        command = ("unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc")
        whole = f"{_SETUP}\nset -x\n{script}\n"
        with (self.folder / "output.txt").open("w+") as output:
            done = subprocess.run(
                [*command, "bash", "-c", whole],
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                timeout=seconds,
                check=False,
                cwd=ROOT,
            )
            output.seek(0)
            said = output.read()
        assert done.returncode == 0, said[-6000:]
        return said


@contextmanager
def empty_machine(
    folder: Path, *, installed: Path = Path(sys.prefix), reaching: Sequence[int] = ()
) -> Iterator[Machine]:
    """An empty machine for scripts.

    `installed`: the virtual environment that is its /opt/reflector. `reaching`: ports of the loopback address here
    that can be reached under the same number there. Raises ServerMissing.
    """
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        raise ServerMissing("only root can make namespaces with unshare")
    folder.chmod(0o755)
    needed = (str(place) for place in (ROOT, folder, installed, Path(sys.base_prefix)))
    closed = {place: above for place in needed if (above := _closed(Path(place)))}
    # No variables of the test run, because an operator has none of them.
    environment = {
        "PATH": f"{_HERE / 'bin'}:/opt/reflector/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "MACHINE": str(folder),
        "PYTHON": sys.executable,
        "ROOT": str(ROOT),
        "CLOSED": " ".join(sorted(set(closed.values()))),
        "KEEP": " ".join(closed),
        "INSTALLED": str(installed),
    }
    with ExitStack() as stack:
        for port in reaching:
            path = folder / f"forward-{port}"
            command = [sys.executable, "-m", "tests.machine.forward", "outside", str(path)]
            stack.enter_context(running(command, path.exists, folder / f"forward-{port}.log", cwd=ROOT))
        yield Machine(folder, environment)


def _closed(place: Path) -> str:
    """The highest folder above `place` that other users cannot enter; "" if they can."""
    closed = [above for above in place.parents if not above.stat().st_mode & stat.S_IXOTH]
    return str(closed[-1]) if closed else ""
