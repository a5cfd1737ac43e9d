"""`pip install` installs all of Reflector, and it works without the repository."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.documentation import script
from tests.integration.deploy.test_pages import INSTALL, INSTEAD, VISITOR
from tests.machine import ROOT, empty_machine
from tests.servers import ServerMissing, program

DEEP = os.environ.get("REFLECTOR_TEST_DEEP") == "1"
SPEECH = "tests/data/speech/sense_and_sensibility.opus"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """The wheel of this tree."""
    command = [program("uv"), "build", "--quiet", "--wheel", f"--out-dir={tmp_path / 'dist'}", str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = (tmp_path / "dist").glob("*.whl")
    return built


def test_the_wheel_has_every_file_of_the_package_and_none_else(wheel: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "reflector"], cwd=ROOT, capture_output=True, text=True, check=True)

    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}

    tracked = {line for line in listed.stdout.splitlines() if (ROOT / line).exists()}
    assert tracked - packed == set()
    assert {name for name in packed - tracked if not (ROOT / name).exists()} == set()


@pytest.mark.timeout(1200)
def instance_of_the_wheel(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(installed)], check=True)
    python = str(installed / "bin" / "python")
    command = [program("uv"), "pip", "install", "--quiet", "--python", python, str(wheel)]
    subprocess.run(command, cwd=ROOT, check=True)
    folder = tmp_path / "machine"
    folder.mkdir()
    try:
        with empty_machine(folder, installed=installed) as machine:
            said = machine.run(
                f"""
                {script(INSTALL, "Three commands", "Start it", instead=INSTEAD)}
                cp {SPEECH} /run/talk.opus
                cd /
                {VISITOR}
                id=$(curl --silent --fail --form file=@/run/talk.opus $here | field id)
                until [ "$(curl --silent --fail $here/$id | field status)" = ended ]; do sleep 1; done
                curl --silent --fail $here/$id/text.txt
                """
            )
    except ServerMissing as error:
        missing(str(error))
        raise
    assert "cold-hearted" in said


if DEEP:  # it installs half a gigabyte
    test_an_instance_of_the_wheel_transcribes = instance_of_the_wheel
