"""`reflector demo` ignores the operator's environment."""

from pathlib import Path

from tests.instances import Instance
from tests.integration.doors.conftest import reflector


def test_the_demo_keeps_its_promise_and_leaves_the_operators_instance_alone(instance: Instance, tmp_path: Path) -> None:
    temporary, home = tmp_path / "temporary", tmp_path / "home"
    temporary.mkdir()
    home.mkdir()
    theirs = sorted(instance.settings.DATA_DIR.rglob("*"))

    ended = reflector(
        "demo",
        TMPDIR=str(temporary),
        HOME=str(home),
        DATABASE_URL="postgresql://nobody@127.0.0.1:1/none",
        TRANSCRIPT_STORAGE_BACKEND="aws",
        PUBLIC_DATA_RETENTION_DAYS="nonsense",
    )

    assert ended.code == 0, ended.out + ended.err
    assert ended.out.endswith("The promise was kept.\n")
    assert "A signed-in user's transcript references it." in ended.out
    assert list(temporary.iterdir()) == list(home.iterdir()) == []
    assert sorted(instance.settings.DATA_DIR.rglob("*")) == theirs
