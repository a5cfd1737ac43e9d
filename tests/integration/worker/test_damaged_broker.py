"""After a power failure left empty and cut files of the embedded broker, workers start and do their work."""

import fcntl
import json
from pathlib import Path

import pytest

from reflector.worker.embedded import discard_damaged, find_damaged
from tests.integration.worker.conftest import Instance, until

DAMAGED = [b"", b'[["transcr', b"\x00" * 100, b"7"]


def files(instance: Instance) -> tuple[Path, Path]:
    """A file of an exchange and one of a message."""
    control, messages = (instance.settings.broker_dir / name for name in ("control", "messages"))
    for folder in (control, messages):
        folder.mkdir(parents=True, exist_ok=True)
    return control / "retention.exchange", messages / "1_1.retention.msg"


@pytest.mark.parametrize("content", DAMAGED)
def test_a_file_that_cannot_be_parsed_is_discarded(instance: Instance, content: bytes) -> None:
    exchange, message = files(instance)
    for path in (exchange, message):
        path.write_bytes(content)
    good = message.with_name("1_2.retention.msg")
    good.write_text("{}")

    assert sorted(find_damaged(instance.settings)) == sorted([exchange, message])
    assert discard_damaged(instance.settings) == 2

    assert (json.loads(exchange.read_text()), message.exists(), good.exists()) == ([], False, True)
    assert find_damaged(instance.settings) == []


def test_a_file_that_is_being_written_is_left_alone(instance: Instance) -> None:
    _, message = files(instance)
    with message.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)

        assert discard_damaged(instance.settings) == 0
        assert message.exists()


def test_a_worker_starts_and_works_after_a_power_failure(instance: Instance) -> None:
    exchange, message = files(instance)
    for path in (exchange, exchange.with_name("transcription.exchange"), message):
        path.write_bytes(b"")

    with instance.worker() as worker:
        result = instance.send("reflector.worker.cleanup.drain_doomed_artifacts")
        until(result.ready, 60)

        assert result.successful()
        assert worker.poll() is None
