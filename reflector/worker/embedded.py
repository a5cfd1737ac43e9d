"""The embedded (filesystem) broker: kombu's, with messages that appear whole, and with repairs of its files.

kombu creates the file of a message and then fills it. A worker that looked in between read an empty message, and ended.
So `Channel` writes a message under another name first. The file of an exchange has the same gap when it is new.

The broker writes its files without syncing them, so that a power failure can leave one empty or cut short. kombu then
fails to read it at every start of a worker. The files only wake workers, and the jobs are rows. So files that cannot be
read are discarded, and the schedule sends such messages again.

Source: kombu.transport.filesystem (`_queue_bind` and `_put` write a file under an exclusive flock).
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

import structlog
from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

from reflector.settings import Settings

log = structlog.get_logger(__name__)


class Channel(filesystem.Channel):
    """kombu's channel. A message or exchange is in its folder either completely or not at all."""

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        """Add a queue to an exchange. kombu changes a file that exists under its lock, so create it first."""
        file: Path = self._exchange_file(exchange)  # type: ignore[no-untyped-call]
        if not file.exists():
            file.parent.mkdir(exist_ok=True)
            unfinished = file.with_name(f"{uuid4()}.part")
            unfinished.write_bytes(b"[]")
            with suppress(FileExistsError):  # another process was first
                os.link(unfinished, file)
            unfinished.unlink()
        super()._queue_bind(exchange, routing_key, pattern, queue)  # type: ignore[no-untyped-call]

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]  # kombu's own differ
        """Put a message onto a queue. The names of the files sort by time. Raises ChannelError."""
        target = Path(self.data_folder_out) / f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        unfinished = target.with_suffix(".part")  # `_get` takes only names that end in the queue and ".msg"
        try:
            unfinished.write_bytes(dumps(payload).encode())  # type: ignore[no-untyped-call]  # kombu has few types
            unfinished.rename(target)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise ChannelError(f"Cannot add a message to {target.parent}") from error


class Transport(filesystem.Transport):
    """kombu's transport with our channel."""

    Channel = Channel


TRANSPORT_ALIASES["filesystem"] = f"{__name__}:{Transport.__name__}"


def find_damaged(settings: Settings) -> list[Path]:
    """The files of the embedded broker that cannot be read; none with any other broker. Changes nothing."""
    return [path for path in _files(settings) if _is_damaged(path, discard=False)]


def discard_damaged(settings: Settings) -> int:
    """Discard the files that cannot be read, and return their number. A file that is being written is left alone."""
    discarded = sum(_is_damaged(path, discard=True) for path in _files(settings))
    if discarded:
        log.warning("broker_files_discarded", files=discarded)
    return discarded


def _files(settings: Settings) -> Iterator[Path]:
    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        for pattern in ("control/*.exchange", "messages/*.msg"):
            yield from settings.broker_dir.glob(pattern)


def _is_damaged(path: Path, *, discard: bool) -> bool:
    with suppress(OSError), path.open("rb+") as file:
        fcntl.flock(file, (fcntl.LOCK_EX if discard else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        content = file.read()
        try:
            readable = isinstance(json.loads(content), list if path.suffix == ".exchange" else dict)
        except ValueError:
            readable = False
        if readable:
            return False
        if discard and path.suffix == ".exchange":
            # Empty the file and do not remove it: another worker may have it open, and wait to add its queue.
            file.seek(0)
            file.truncate()
            file.write(b"[]")
        elif discard:
            path.unlink(missing_ok=True)
        return True
    return False
