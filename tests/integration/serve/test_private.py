"""Every way to start Reflector keeps its files to the user who started it."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from reflector.settings import Settings
from tests.servers import program

WAYS = {
    "db upgrade": ["reflector", "db", "upgrade"],
    "the manual tool": [sys.executable, "-m", "reflector.tools.cleanup_old_data"],
    "retention": ["reflector", "retention", "status"],
}


def readable_by_others(folder: Path) -> dict[str, str]:
    """Files and folders below `folder`, itself included, that others may touch, with their modes."""
    paths = [folder, *folder.rglob("*")]
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in paths}
    return {str(path): oct(mode) for path, mode in modes.items() if mode & 0o077}


def run(command: list[str], folder: Path, **settings: str) -> "subprocess.CompletedProcess[str]":
    inherited = {name: value for name, value in os.environ.items() if name not in Settings.model_fields}
    chosen = {"DATA_DIR": str(folder / "data"), "PUBLIC_MODE": "true"} | settings
    name, *rest = command
    return subprocess.run(
        [program(name) if "/" not in name else name, *rest],
        env=inherited | chosen,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        umask=0o022,
    )


@pytest.mark.parametrize("way", WAYS)
def test_new_files_are_readable_by_their_owner_only(tmp_path: Path, way: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    run(["reflector", "db", "upgrade"], tmp_path)

    done = run(WAYS[way], tmp_path, DATABASE_URL=f"sqlite:///{elsewhere}/other.sqlite3" if way == "db upgrade" else "")

    assert "Traceback" not in done.stderr
    assert readable_by_others(tmp_path / "data") == {}
    assert readable_by_others(elsewhere) == {}


def test_the_first_command_of_all_makes_a_private_database(tmp_path: Path) -> None:
    run(["reflector", "db", "upgrade"], tmp_path)

    assert (tmp_path / "data" / "reflector.sqlite3").exists()
    assert readable_by_others(tmp_path / "data") == {}


@pytest.mark.parametrize("program_of_celery", ["worker", "beat"])
def test_celery_makes_private_files(tmp_path: Path, program_of_celery: str) -> None:
    run(["reflector", "db", "upgrade"], tmp_path)
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "reflector.worker.app", program_of_celery]
    inherited = {name: value for name, value in os.environ.items() if name not in Settings.model_fields}
    settings = {"DATA_DIR": str(tmp_path / "data"), "PUBLIC_MODE": "true"}
    with subprocess.Popen(
        celery, env=inherited | settings, cwd=tmp_path, stderr=subprocess.PIPE, text=True, umask=0o022
    ) as process:
        assert process.stderr is not None
        sign = "running_as_root" if os.geteuid() == 0 else "\n"
        assert any(sign in line for line in process.stderr), "it did not say that it runs as root"
        process.terminate()
        process.communicate(timeout=60)

    assert readable_by_others(tmp_path / "data") == {}
