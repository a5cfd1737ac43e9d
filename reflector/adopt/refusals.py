"""Refusals of consent in an adopted installation. They erase audio only with ADOPT_APPLY_REFUSALS.

The other program erases audio.mp3 and audio.wav after a refusal. It leaves the upload, the copies of its pipelines, the
recording and the composed video. Reflector erases those as well. Each refusal is applied once.
"""

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects.postgresql import insert

from reflector.adopt.schema import REFUSED
from reflector.db.among import among
from reflector.db.models import Artifact, MeetingConsent, Recording, Transcript, utcnow
from reflector.db.states import FINISHED, ArtifactKind
from reflector.instance import Instance
from reflector.meetings import consent

log = structlog.get_logger(__name__)


def apply_outstanding(instance: Instance) -> None:
    """Doom the audio of every refused meeting whose transcripts are all finished. Raises StorageError."""
    known = sa.select(REFUSED.c.meeting_id)
    refused = sa.select(MeetingConsent.meeting_id).where(~MeetingConsent.consent_given).distinct()
    with instance.database.snapshot() as session:
        meetings = session.scalars(refused.where(MeetingConsent.meeting_id.not_in(known))).all()
    for meeting_id in meetings:
        with instance.database.snapshot() as session:
            by_recording = sa.select(Transcript.id).join(Recording, Recording.id == Transcript.recording_id)
            own = sa.select(Transcript.id).where(Transcript.meeting_id == meeting_id)
            transcripts = list(session.scalars(own.union(by_recording.where(Recording.meeting_id == meeting_id))))
            statuses = sa.select(Transcript.status).where(among(Transcript.id, transcripts))
            if any(status not in FINISHED for status in session.scalars(statuses)):
                continue  # a later run applies it
        keys = [found.key for owner in transcripts for found in instance.stores.local.list(f"{owner}/")]
        with instance.database.transaction() as session:
            finished = consent.lock_finished(session, meeting_id)
            # Each file gets its own artifact, which can be doomed. The artifact of the folder stays.
            entered = set(session.scalars(sa.select(Artifact.key).where(among(Artifact.transcript_id, finished))))
            for key in sorted(set(keys) - entered):
                owner = key.partition("/")[0]
                if owner in finished:
                    session.add(
                        Artifact(kind=ArtifactKind.UPLOAD, store="local", bucket="", key=key, transcript_id=owner)
                    )
            session.flush()
            doomed = consent.apply(session, instance.stores, meeting_id, finished)
            session.execute(insert(REFUSED).values(meeting_id=meeting_id, applied_at=utcnow()).on_conflict_do_nothing())
        log.info("refusal_applied", meeting_id=meeting_id, artifacts=len(doomed))
