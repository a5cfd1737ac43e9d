"""Workers start and work although files of the embedded broker are empty, cut short, or being written."""

import fcntl
import json
import resource
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import kombu
import pytest
from kombu.exceptions import ChannelError

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


def test_a_message_that_the_disk_does_not_take_is_not_there(instance: Instance) -> None:
    folder = instance.settings.broker_dir
    folder.mkdir(parents=True, exist_ok=True)
    options = dict.fromkeys(("data_folder_in", "data_folder_out", "control_folder"), str(folder))
    connect: Any = kombu.Connection  # type: ignore[attr-defined]
    queue = connect("filesystem://", transport_options=options).SimpleQueue("full", no_ack=True)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))  # files can be created, and nothing can be written
    try:
        with pytest.raises(ChannelError):
            queue.put({"number": 1})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert [path.name for path in folder.rglob("*") if path.suffix in {".msg", ".part"}] == []
    queue.put({"number": 2})
    assert queue.get(timeout=30).payload == {"number": 2}


def test_processes_that_start_at_once_all_add_their_queue(instance: Instance) -> None:
    instance.settings.broker_dir.mkdir(parents=True, exist_ok=True)
    for attempt in range(50):
        folder = instance.settings.broker_dir / str(attempt)
        folder.mkdir()
        options = dict.fromkeys(("data_folder_in", "data_folder_out", "control_folder"), str(folder))

        def bind(number: int, options: dict[str, str] = options) -> None:
            made: Any = kombu.Connection  # type: ignore[attr-defined]
            made("filesystem://", transport_options=options).channel()._queue_bind("shared", "", "", str(number))

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(bind, range(4)))

        (exchange,) = folder.glob("*.exchange")
        assert sorted(queue for *_, queue in json.loads(exchange.read_text())) == list("0123")


def test_a_worker_starts_and_works_after_a_power_failure(instance: Instance) -> None:
    exchange, message = files(instance)
    for path in (exchange, exchange.with_name("transcription.exchange"), message):
        path.write_bytes(b"")

    with instance.worker() as worker:
        result = instance.send("reflector.worker.cleanup.drain_doomed_artifacts")
        until(result.ready, 60)

        assert result.successful()
        assert worker.poll() is None
