"""`reflector --version`."""

from importlib.metadata import version

from tests.integration.doors.conftest import reflector


def test_the_version_is_that_of_the_package() -> None:
    ended = reflector("--version")

    assert (ended.code, ended.out) == (0, f"reflector {version('reflector')}\n")
