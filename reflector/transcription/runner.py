"""Takes one job after another and runs its stages. Every failure becomes a state of the job's row."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from reflector.db.states import Stage, Status
from reflector.errors import ArtifactDoomed, BadKey, Cancelled, JobLost, JobPaused, StageError, TooLarge, TranscriptGone
from reflector.instance import Instance
from reflector.transcription import jobs
from reflector.transcription.context import OnDoomed, StageContext
from reflector.transcription.failure import give_up, handle_failure
from reflector.transcription.jobs import LeaseKeeper
from reflector.transcription.stages import STAGES

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs the jobs of an instance, one at a time."""

    instance: Instance
    on_doomed: OnDoomed
    #: Returns whether this process has been told to end.
    stopping: Callable[[], bool] = lambda: False

    def run_next(self) -> str | None:
        """Give jobs their turns until one is finished. Returns its transcript's id, or None if no job was open."""
        while (job := jobs.lease_next(self.instance.database)) is not None:
            with LeaseKeeper(self.instance.database, job, self.stopping) as keeper:
                stage = StageContext(self.instance, job, self.on_doomed, keeper.progress, keeper.cancelled)
                if job.attempts > self.instance.settings.TRANSCRIPTION_MAX_ATTEMPTS:
                    give_up(stage, "worker_died")
                    return job.transcript_id
                if _run_stages(stage):
                    return job.transcript_id
        return None


def _run_stages(stage: StageContext) -> bool:
    """Run the stages of a job. Returns False if it was left because another job is next."""
    transcript_id = stage.job.transcript_id
    log.info("job_claimed", transcript_id=transcript_id, stage=stage.job.stage, attempt=stage.job.attempts)
    try:
        with stage.commit() as tx:
            tx.write(status=Status.PROCESSING, error=None)
        while stage.job.stage is not Stage.DONE:
            stage.progress(stage.job.progress)
            STAGES[stage.job.stage](stage)
            if stage.job.stage in {Stage.CONVERT, Stage.RECOGNIZE}:
                stage.pause_if_due()
        log.info("job_done", transcript_id=transcript_id)
    except JobPaused:
        log.info("job_paused", transcript_id=transcript_id, stage=stage.job.stage)
        return False
    except (JobLost, TranscriptGone, ArtifactDoomed):
        log.info("job_lost", transcript_id=transcript_id, stage=stage.job.stage)
    except Cancelled:
        # Leave the cancelled job to the next worker, if it is still ours.
        ids = {"transcript_id": stage.job.transcript_id, "stage": stage.job.stage}
        try:
            jobs.give_back(stage.instance.database, stage.job)
            log.info("job_given_back", **ids)
        except JobLost:
            log.info("job_lost", **ids)
    except (StageError, TooLarge, BadKey) as error:
        give_up(stage, error.code)
    except Exception as error:  # noqa: BLE001  (a fault of a disk, a store, a database or a library must not end the recording)
        handle_failure(stage, error)
    return True
