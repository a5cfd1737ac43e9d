"""The scheduler of `celery beat`."""

from pathlib import Path
from typing import Any

from celery.beat import PersistentScheduler

from reflector.settings import get_settings
from reflector.worker.embedded import discard_damaged
from reflector.worker.heartbeat import BEAT, Pulse


class Scheduler(PersistentScheduler):
    """Celery's scheduler with its memory in a file. It starts in any folder, and each tick is a sign of life."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._pulse = Pulse(BEAT)
        super().__init__(*arguments, **options)

    def setup_schedule(self) -> None:
        """Open the file that remembers when each entry was last due, and start the signs of life."""
        # Celery opens the file but does not create its folder. Only the filesystem broker has created it before.
        Path(self.schedule_filename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().setup_schedule()
        discard_damaged(get_settings())
        self._pulse.start()

    def tick(self, *arguments: Any, **options: Any) -> float:
        """Send what is due. Returns the seconds until the next tick."""
        seconds: float = super().tick(*arguments, **options)
        self._pulse.mark()
        return seconds

    def close(self) -> None:
        """Close the file."""
        self._pulse.stop()
        super().close()
