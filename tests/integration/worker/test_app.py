"""The configuration of Celery for each kind of broker."""

import stat
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest
from structlog.testing import capture_logs

from reflector.settings import Settings, load_settings
from reflector.worker import app as worker_app
from reflector.worker.app import TRANSCRIBE

from .conftest import Instance


def settings(data_dir: Path, **values: object) -> Settings:
    return load_settings(_env_file=None, DATA_DIR=data_dir, **values)


@pytest.mark.parametrize(
    ("broker", "results", "expected"),
    [
        ("redis://:secret@r:6379/1", "", "redis://:secret@r:6379/1"),
        ("amqp://u:p@r//", "", "rpc://"),
        ("redis://r:6379/1", "redis://r:6379/2", "redis://r:6379/2"),
    ],
)
def test_results_are_kept_where_the_broker_is(tmp_path: Path, broker: str, results: str, expected: str) -> None:
    chosen = settings(tmp_path, CELERY_BROKER_URL=broker, CELERY_RESULT_BACKEND=results)

    assert worker_app.result_backend(chosen) == expected


def test_a_missing_gpu_is_a_line_at_the_start_of_a_worker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    for device, lines in (("cuda", ["no_gpu"]), ("auto", []), ("cpu", [])):
        monkeypatch.setattr(worker_app, "get_settings", lambda device=device: settings(tmp_path, WHISPER_DEVICE=device))
        with capture_logs() as logs:
            worker_app._report_missing_model_or_gpu()

        assert [line["event"] for line in logs] == lines


def test_only_we_may_look_into_the_embedded_broker(tmp_path: Path) -> None:
    configured = worker_app.configuration(settings(tmp_path / "data"))

    assert configured["result_backend"] == f"file://{tmp_path}/data/.broker/results"
    assert configured["broker_transport_options"]["data_folder_in"] == f"{tmp_path}/data/.broker/messages"
    assert stat.S_IMODE((tmp_path / "data" / ".broker").stat().st_mode) == 0o700


def test_only_json_is_taken_and_given(tmp_path: Path) -> None:
    configured = worker_app.configuration(settings(tmp_path))

    assert configured["accept_content"] == ["json"]
    assert {configured["task_serializer"], configured["result_serializer"]} == {"json"}


def test_recordings_and_the_sweeper_have_queues_of_their_own(tmp_path: Path) -> None:
    configured = worker_app.configuration(settings(tmp_path))

    assert set(configured["task_queues"]) == {"retention", "transcription"}
    assert configured["task_default_queue"] == "retention"
    assert configured["task_routes"] == {TRANSCRIBE: {"queue": "transcription"}}


@pytest.mark.parametrize("broker", ["redis://127.0.0.1:1/0", "amqp://127.0.0.1:1//"])
def test_a_lost_wake_up_stops_no_work(instance: Instance, broker: str) -> None:
    code = "from reflector.worker.transcription import wake; wake('the-id')"

    began = monotonic()
    environment = dict(instance.environment) | {"CELERY_BROKER_URL": broker}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "wake_up_not_sent" in done.stdout + done.stderr
    assert monotonic() - began < 30
