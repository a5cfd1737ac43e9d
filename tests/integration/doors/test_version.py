"""`reflector --version`."""

import subprocess
import sys
from importlib.metadata import version

from tests.integration.doors.conftest import reflector


def test_the_version_is_that_of_the_package() -> None:
    ended = reflector("--version")

    assert (ended.code, ended.out) == (0, f"reflector {version('reflector')}\n")


def test_a_command_imports_only_the_engine_that_it_calls() -> None:
    heavy = {"alembic", "av", "boto3", "celery", "fastapi", "httpx", "kombu", "numpy"}
    script = f"import sys; import reflector.cli, reflector.commands.retention; print({heavy} & set(sys.modules))"

    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ended.stdout == "set()\n"
