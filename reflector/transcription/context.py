"""The context of a stage: its job, its files, and the commit that finishes it.

1. A stage computes outside any transaction. It finishes with `commit`, in one transaction that writes its result, dooms
   the files that no later stage needs, and advances the job. A stage that is killed begins again, with the same result.
2. Every byte that a stage writes has its artifact row first (`writing`).
3. Only the worker that has the job can commit. A stage whose transcript was erased, or whose job another worker has,
   leaves nothing behind.
4. `on_doomed` receives the ids of doomed artifacts after the commit, never before it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVarTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import inventory, policy
from reflector.db.models import Artifact, Job, Transcript, utcnow
from reflector.db.states import ArtifactKind, Stage
from reflector.errors import JobLost, JobPaused, TranscriptGone
from reflector.instance import Instance
from reflector.inventory import Place
from reflector.meetings import consent
from reflector.storage import Stores
from reflector.transcription import jobs, queue
from reflector.transcription.jobs import JobLease

#: The types of some columns.
Ts = TypeVarTuple("Ts")

#: Seconds from an announcement to the deadline of its writer. `LeaseKeeper` extends the deadline.
_WRITER_SECONDS = 2 * jobs.LEASE_SECONDS

#: Receives the ids of artifacts that were doomed by a transaction, after its commit.
OnDoomed = Callable[[Collection[int]], None]


@dataclass(slots=True)
class StageTransaction:
    """One transaction of the worker that has the job. The transcript's row and the job's row are locked."""

    session: Session
    stores: Stores
    job: JobLease
    #: Seconds since the last commit of this worker.
    worked_seconds: float = 0.0
    #: Ids of the artifacts that this transaction dooms.
    doomed: list[int] = field(default_factory=list)

    def write(self, **columns: object) -> None:
        """Set columns of the transcript."""
        row = sa.update(Transcript).where(Transcript.id == self.job.transcript_id).values(**columns)
        self.session.execute(row, execution_options={"synchronize_session": False})

    def doom(self, *, kind: ArtifactKind, store: str | None = None) -> None:
        """Doom the transcript's artifacts of one kind, in one `store` ("local", "s3") or in all."""
        which = [Artifact.transcript_id == self.job.transcript_id, Artifact.kind == kind]
        if store is not None:
            which.append(Artifact.store == store)
        self.doomed += inventory.doom(self.session, *which)

    def apply_refusals(self) -> None:
        """Doom the audio of this transcript's meetings if a participant refused consent. Call it after the status."""
        self.doomed += consent.doom_refused(self.session, self.stores, [self.job.transcript_id])

    def advance(self, stage: Stage) -> None:
        """Move the job to `stage`."""
        self.job = jobs.advance(self.session, self.job, stage, self.worked_seconds)

    def go_on(self, progress: float) -> None:
        """Note that a part of the stage is committed, 0 to 1."""
        self.job = jobs.go_on(self.session, self.job, progress, self.worked_seconds)


@dataclass(slots=True)
class StageContext:
    """One job while a worker has it."""

    instance: Instance
    job: JobLease
    on_doomed: OnDoomed
    #: Records the finished share of the stage, 0 to 1.
    progress: Callable[[float], None] = lambda _: None
    #: Whether the stage must stop.
    cancelled: Callable[[], bool] = lambda: False
    #: The time of the worker's last commit, on the monotonic clock.
    since: float = field(default_factory=monotonic)

    @contextmanager
    def commit(self) -> Iterator[StageTransaction]:
        """Commit the changes of the block, then report the doomed artifacts. Raises TranscriptGone and JobLost."""
        with self.instance.database.transaction() as session:
            if not inventory.lock_transcripts(session, [self.job.transcript_id]):
                raise TranscriptGone()
            jobs.lock(session, self.job)
            transaction = StageTransaction(session, self.instance.stores, self.job, monotonic() - self.since)
            yield transaction
        if transaction.job is not self.job:
            self.job, self.since = transaction.job, monotonic()
        if transaction.doomed:
            self.on_doomed(transaction.doomed)

    def pause_if_due(self) -> None:
        """Leave the job if another one is next. Call it when all finished work is committed. Raises JobPaused."""
        with self.instance.database.snapshot() as session:
            if not queue.must_pause(session, self.job.transcript_id):
                return
        with self.instance.database.transaction() as session:
            jobs.pause(session, self.job)
        raise JobPaused()

    def place(self, kind: ArtifactKind, name: str) -> Place:
        """Return the place of a file in the transcript's local folder."""
        return Place(kind, "local", "", f"{self.job.transcript_id}/{name}")

    def read(self, columns: sa.Select[*Ts]) -> sa.Row[*Ts]:
        """Read columns of the transcript. Raises TranscriptGone."""
        with self.instance.database.snapshot() as session:
            row = session.execute(columns.where(Transcript.id == self.job.transcript_id)).one_or_none()
        if row is None:
            raise TranscriptGone()
        return row

    def check(self) -> None:
        """Raise TranscriptGone if the transcript was erased or is expired, JobLost if another worker has the job."""
        settings = self.instance.settings
        life = sa.select(Transcript.user_id, Transcript.created_at, Transcript.erase_at, Job.claimed_by)
        own = life.join(Job, Job.transcript_id == Transcript.id).where(Transcript.id == self.job.transcript_id)
        with self.instance.database.snapshot() as session:
            row = session.execute(own).one_or_none()
        if row is None:
            raise TranscriptGone()
        if settings.PUBLIC_MODE and policy.is_expired(row, settings.PUBLIC_DATA_RETENTION_DAYS, utcnow()):
            raise TranscriptGone()
        if row.claimed_by != self.job.token:
            raise JobLost()

    def writing(self, places: Sequence[Place]) -> AbstractContextManager[None]:
        """Enter `inventory.writing` for this job. Places that another worker has taken over are left alone."""
        # A failed attempt may have left doomed artifacts here. Nobody can announce the places until they are drained.
        if left := inventory.doomed_in(self.instance.database, places):
            self.on_doomed(left)
        return inventory.writing(
            self.instance,
            self.job.transcript_id,
            places,
            seconds=_WRITER_SECONDS,
            passed_on=lambda session: jobs.is_passed_on(session, self.job),
        )
