"""Run `make test`, and repeat once what failed.

The tests use real servers on shared, noisy machines. A test has to fail twice to fail the build. A test that failed and
then passed is named at the end with the number of such tests, because it may show a real fault.
"""

import json
import subprocess
from pathlib import Path

#: pytest keeps here the ids of the tests that failed when they last ran.
LAST_FAILED = Path(".pytest_cache/v/cache/lastfailed")


def main() -> int:
    """Returns the exit code of the build."""
    code = subprocess.run(["make", "test"], check=False).returncode
    failed = _last_failed()
    if code == 0 or not failed:
        return code
    print(f"\nRepeating {len(failed)} tests that failed.\n", flush=True)
    code = subprocess.run(["make", "test", "ARGS=--last-failed"], check=False).returncode
    failed_again = _last_failed()
    _show("failed twice", failed & failed_again)
    _show("failed and passed when repeated", failed - failed_again)
    return code


def _last_failed() -> set[str]:
    return set(json.loads(LAST_FAILED.read_text())) if LAST_FAILED.exists() else set()


def _show(what: str, tests: set[str]) -> None:
    print(f"\n{len(tests)} {'test' if len(tests) == 1 else 'tests'} {what}{':' if tests else '.'}")
    for test in sorted(tests):
        print(f"  {test}")


if __name__ == "__main__":
    raise SystemExit(main())
