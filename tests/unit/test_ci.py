"""CI repeats failed tests once and names those that passed then."""

import os
import subprocess
import sys
from pathlib import Path

REPEAT = Path(__file__).parents[2] / ".ci" / "repeat.py"
MAKEFILE = f"test:\n\t@{sys.executable} -m pytest -q $(ARGS)\n"
PASSES = "def test_passes(): pass\n"
FLAKY = """
from pathlib import Path
def test_flaky():
    ran = Path("ran")
    if not ran.exists():
        ran.touch()
        raise AssertionError
"""
FAILS = "def test_fails(): raise AssertionError\n"


def repeat(folder: Path, *tests: str) -> tuple[int, str]:
    """The exit code of a build with these tests, and what it printed at the end."""
    (folder / "Makefile").write_text(MAKEFILE)
    for number, test in enumerate(tests):
        (folder / f"test_{number}.py").write_text(test)
    # Plugins take most of the time of a pytest that runs two tests.
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    ended = subprocess.run(
        [sys.executable, REPEAT], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return ended.returncode, ended.stdout


def test_a_build_whose_tests_pass_repeats_nothing(tmp_path: Path) -> None:
    code, printed = repeat(tmp_path, PASSES)

    assert code == 0
    assert "Repeating" not in printed


def test_a_test_that_passes_when_repeated_is_named(tmp_path: Path) -> None:
    code, printed = repeat(tmp_path, PASSES, FLAKY)

    assert code == 0
    assert printed.endswith("\n1 test failed and passed when repeated:\n  test_1.py::test_flaky\n")


def test_a_test_that_fails_twice_fails_the_build(tmp_path: Path) -> None:
    code, printed = repeat(tmp_path, FLAKY, FAILS)

    assert code != 0
    assert "\n1 test failed twice:\n  test_1.py::test_fails\n" in printed
    assert printed.endswith("\n1 test failed and passed when repeated:\n  test_0.py::test_flaky\n")
