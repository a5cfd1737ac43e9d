"""`undo` leaves nothing of an adoption: by the command, by the SQL that it writes, and after a kill at any point."""

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from reflector.adopt import install, triggers
from tests.existing import Existing, dump, seed
from tests.integration.adopt.conftest import Reflector

pytestmark = [pytest.mark.postgres, pytest.mark.s3]

Adopt = Callable[..., None]


def test_undo_refuses_while_doomed_bytes_cannot_be_erased(
    existing: Existing, reflector: Reflector, adopted: Adopt
) -> None:
    adopted()
    existing.execute(
        "INSERT INTO artifact (kind, store, bucket, key, doomed_at) VALUES ('mp3', 's3', 'no-such-bucket', 'x', now())"
    )

    refused = reflector("adopt", "undo", "--yes")

    assert refused.code == 1
    assert "1 doomed artifacts" in refused.text
    assert existing.execute("SELECT count(*) FROM adoption") == [(1,)]


def test_the_script_removes_the_same(existing: Existing, reflector: Reflector, adopted: Adopt) -> None:
    schema = dump(existing.url)
    adopted(confirm=False)

    script = Path("reflector-undo.sql").read_text()
    subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", existing.url], input=script, text=True, check=True)

    assert dump(existing.url) == schema


def test_an_installation_that_was_killed_goes_on(
    existing: Existing, reflector: Reflector, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(existing)
    report = reflector("adopt", "report", "--json").json

    class Killed(BaseException):
        """The process dies here."""

    def killed(*_: object) -> None:
        raise Killed

    for part in (install._change_schema, install._build_indexes, triggers.enter_missing, None):
        with monkeypatch.context() as patched:
            if part is not None:
                module = triggers if part is triggers.enter_missing else install
                patched.setattr(module, part.__name__, killed)
                with pytest.raises(Killed):
                    reflector("adopt", "install", "--yes", report["hash"])
            else:
                assert reflector("adopt", "install", "--yes", report["hash"]).code == 0
    assert reflector("adopt", "install", "--yes", report["hash"]).code == 0, "it can be repeated"
    assert reflector("retention", "run").code == 0
    assert existing.left("anonymous_file_old") == {"transcripts": (0, 1), "files": (0, 3), "objects": (0, 1)}


def test_a_marker_that_an_interrupted_undo_left_is_replaced(
    existing: Existing, reflector: Reflector, adopted: Adopt
) -> None:
    existing.transcript("early", days=2)
    adopted()
    assert reflector("retention", "run", "--days", "1").code == 0
    assert len([key for key in _keys(existing) if key.startswith(".reflector-journal/")]) == 1
    marker = (existing.data_dir / ".reflector-instance").read_bytes()
    assert reflector("adopt", "undo", "--yes").code == 0
    assert list(existing.data_dir.iterdir()) == []
    assert _keys(existing) == []
    (existing.data_dir / ".reflector-instance").write_bytes(marker)
    existing.server.client.put_object(Bucket=existing.bucket, Key=".reflector-instance", Body=io.BytesIO(marker))

    adopted(confirm=False)


def _keys(existing: Existing) -> list[str]:
    found = existing.server.client.list_objects_v2(Bucket=existing.bucket)
    return [item["Key"] for item in found.get("Contents", [])]


def test_a_changed_report_installs_nothing(existing: Existing, reflector: Reflector) -> None:
    existing.transcript("one")
    schema, given = dump(existing.url), reflector("adopt", "report", "--json").json["hash"]
    existing.transcript("two")

    refused = reflector("adopt", "install", "--yes", given)

    assert refused.code == 1
    assert "has changed" in refused.text
    assert "not the hash" in reflector("adopt", "install", "--yes", "nonsense").text
    assert dump(existing.url) == schema
