"""The commands of the README and of the quickstart work as they are written, with a real `reflector serve`."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest

from tests.documentation import commands_of
from tests.servers import free_ports, program, stop

ROOT = Path(__file__).parents[2]
QUICKSTART = ROOT / "docs" / "quickstart.md"


@pytest.fixture
def reflector(tmp_path: Path) -> Iterator[str]:
    """The address of a public instance on embedded defaults."""
    (port,) = free_ports(1)
    environment = os.environ | {"PUBLIC_MODE": "true", "PORT": str(port), "DATA_DIR": str(tmp_path / "data")}
    log = (tmp_path / "serve.log").open("wb")
    process = subprocess.Popen([program("reflector"), "serve"], cwd=tmp_path, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = monotonic() + 120
        while not _answers(address):
            assert process.poll() is None, (tmp_path / "serve.log").read_text()
            assert monotonic() < deadline, (tmp_path / "serve.log").read_text()
            sleep(0.2)
        yield address
    finally:
        stop(process, seconds=30)
        log.close()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/v1/retention").is_success
    except httpx.TransportError:
        return False


@pytest.mark.timeout(240)
def test_the_quickstart_does_what_it_says(reflector: str, tmp_path: Path) -> None:
    # Given the blocks of the page, in their order
    script = "set -euo pipefail\n" + "\n".join(re.findall(r"```bash\n(.*?)```", QUICKSTART.read_text(), re.DOTALL))
    environment = os.environ | {"REFLECTOR": reflector, "TMPDIR": str(tmp_path)}

    # When they are run
    done = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=200, check=False
    )

    # Then a real recording became its words, and then nothing
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "it will be erased at" in done.stdout
    assert "WEBVTT" in done.stdout
    assert "amiable" in done.stdout
    assert "\n1024\n" in done.stdout
    assert "410\n" in done.stdout


@pytest.mark.timeout(240)
def test_the_sixty_seconds_of_the_readme_are_true(reflector: str, tmp_path: Path) -> None:
    # Given the commands of the section, which ask a person to copy the id and the owner token
    section = (ROOT / "README.md").read_text().split("## Sixty seconds")[1]
    send, copy, *others = commands_of(section.replace("http://127.0.0.1:1250", reflector))
    assert copy == "ID=… TOKEN=…"

    # When the recording is sent, and its text is there
    sent = json.loads(_typed(send))
    names = f"ID={sent['id']} TOKEN={sent['owner_token']}\n"
    deadline = monotonic() + 120
    while httpx.get(f"{reflector}/v1/transcripts/{sent['id']}").json()["status"] != "ended":
        assert monotonic() < deadline, (tmp_path / "serve.log").read_text()
        sleep(0.5)

    # Then each further command answers what the page says
    text, erased, gone, promise = (_typed(names + command) for command in others)
    assert "amiable" in text
    assert json.loads(erased)["status"] == "ok"
    assert json.loads(gone)["code"] == "gone"
    assert json.loads(promise)["state"] == "not_shown_yet"


def _typed(command: str) -> str:
    """The output of a command in a clone of the repository."""
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout
