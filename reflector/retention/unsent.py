"""Erases transcripts of `POST /v1/audio/transcriptions` that the API process could not erase itself.

That request answers with the text, and erases the transcript before it answers, or when the client hangs up. If the
process dies before that, the transcript ends with its `erase_at`, an hour after its creation. Beat erases it within a
minute of that moment, also on an instance that is not public.
"""

import sqlalchemy as sa
import structlog

from reflector.db.models import Job, Transcript, utcnow
from reflector.db.states import ErasureReason
from reflector.errors import OwnerChanged, ReflectorError, TranscriptGone
from reflector.instance import Instance
from reflector.inventory.journal import write_pending
from reflector.retention.erase import connection_lost, erase_now

log = structlog.get_logger(__name__)

#: The most transcripts that one call erases. The others follow a minute later.
_MOST = 200


def erase_unsent(instance: Instance) -> list[int]:
    """Erase such transcripts if their `erase_at` has passed. Returns the ids of the doomed artifacts."""
    overdue = (
        sa.select(Job.transcript_id)
        .join(Transcript, Job.transcript_id == Transcript.id)
        .where(Job.ephemeral, Transcript.user_id.is_(None), Transcript.erase_at < utcnow())
        .order_by(Job.created_at)
        .limit(_MOST)
    )
    with instance.database.snapshot() as session:
        transcript_ids = session.scalars(overdue).all()
    doomed = []
    for transcript_id in transcript_ids:
        try:
            doomed += erase_now(instance, transcript_id, reason=ErasureReason.OWNER)
        except (TranscriptGone, OwnerChanged):
            continue
        except (sa.exc.SQLAlchemyError, ReflectorError) as error:
            if connection_lost(error):
                raise
            log.error("answer_not_erased", transcript_id=transcript_id, error=type(error).__name__)
    if transcript_ids:
        write_pending(instance)
    return doomed
