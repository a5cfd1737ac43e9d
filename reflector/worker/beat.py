"""The scheduler of `celery beat`."""

from pathlib import Path

from celery.beat import PersistentScheduler


class Scheduler(PersistentScheduler):
    """Celery's scheduler with its memory in a file, which it can start in any folder, whatever the broker is."""

    def setup_schedule(self) -> None:
        """Open the file that remembers when each entry was last due."""
        # Celery opens the file but does not create its folder. Only the filesystem broker has created it before.
        Path(self.schedule_filename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().setup_schedule()
