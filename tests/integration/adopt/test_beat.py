"""Celery's beat and worker on an adopted installation: the nightly run, and nothing of the pipeline."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

from reflector.db.session import get_database
from reflector.settings import Settings, get_settings
from reflector.worker.transcription import resume_stuck_jobs
from reflector.worker.watch import Watch
from tests.existing import KINDS, Existing
from tests.integration.adopt.conftest import Reflector
from tests.servers import stop

pytestmark = [pytest.mark.postgres, pytest.mark.s3]

Adopt = Callable[..., None]
DEEP = os.environ.get("REFLECTOR_TEST_DEEP") == "1"
ROOT = Path(__file__).parents[3]


@contextmanager
def celery(existing: Existing, log: Path, *arguments: str) -> Iterator[None]:
    """`celery -A … ARGUMENTS` on the installation, every entry of beat due each second, with a broker of its own."""
    inherited = {name: value for name, value in os.environ.items() if name not in Settings.model_fields}
    command = [sys.executable, "-m", "celery", "-A", "tests.integration.worker.shifted", *arguments]
    environment = inherited | existing.environment() | {"PYTHONPATH": str(ROOT)}
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment, cwd=ROOT)
    try:
        yield
        assert process.poll() is None, log.read_text()
    finally:
        stop(process, 20)


def until(true: Callable[[], object], log: Path) -> None:
    """Wait until something is true, for a minute at most."""
    deadline = monotonic() + 60
    while not true():
        assert monotonic() < deadline, log.read_text()
        sleep(0.05)


@pytest.mark.skipif(not DEEP, reason="two processes on a fast clock: only with REFLECTOR_TEST_DEEP=1")
def test_beat_and_a_worker_make_the_nightly_run(existing: Existing, adopted: Adopt, tmp_path: Path) -> None:
    adopted()
    KINDS["anonymous_stored_old"](existing, "expired")
    KINDS["users_room_old"](existing, "users")
    deleted = existing.transcript("deleted", user_id="user-1")
    existing.execute("UPDATE meeting_consent SET consent_given = false")
    existing.execute("DELETE FROM transcript WHERE id = %s", deleted)
    existing.data_dir.chmod(0o755)
    rows = existing.rows()
    log = tmp_path / "celery.txt"

    with celery(existing, log, "worker", "--beat", "-l", "info"):
        until(lambda: existing.left("expired")["objects"] == (0, 2), log)
        until(lambda: existing.execute("SELECT 1 FROM retention_run WHERE residue = 0"), log)
        existing.execute("UPDATE adoption_pending SET noticed_at = noticed_at - interval '2 days'")
        until(lambda: existing.left("deleted") == {"transcripts": (0, 1), "files": (0, 3), "objects": (0, 1)}, log)
        assert Watch(get_database(), get_settings()).sight().reasons == ()

    left = existing.rows()
    assert {key for key in rows if key not in left} == {("transcript", existing.kind("expired").transcripts[0])}
    assert {key: row for key, row in rows.items() if key in left} == left, "a row was changed"
    assert all(there == were for there, were in existing.left("users").values())
    assert existing.data_dir.stat().st_mode & 0o777 == 0o755
    sent = set(re.findall(r"Scheduler: Sending due task (\w+)", log.read_text()))
    assert sent == {"cleanup_old_public_data", "verify_latest_run", "drain_doomed_artifacts"}


def test_an_order_to_resume_recordings_is_not_followed(existing: Existing, adopted: Adopt, tmp_path: Path) -> None:
    adopted()
    KINDS["users_room_old"](existing, "refused")
    existing.execute("UPDATE meeting_consent SET consent_given = false")
    rows = existing.rows()

    resume_stuck_jobs()

    assert existing.rows() == rows
    assert existing.left("refused")["recorded"] == (3, 3)


def test_runs_by_cron_need_neither_beat_nor_a_broker(existing: Existing, reflector: Reflector, adopted: Adopt) -> None:
    adopted()
    existing.execute("UPDATE instance SET created_at = now() - interval '1 hour'")

    said = reflector("retention", "status")

    assert said.code == 0, said.text
    assert existing.files() == set()
