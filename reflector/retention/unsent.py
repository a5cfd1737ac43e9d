"""Erases transcripts that were made for one answer, if the process that answers could not do it itself.

`POST /v1/audio/transcriptions` erases its transcript when it has the text, or when the client hangs up. If the process
dies in between, the transcript ends with its `erase_at`, an hour after its creation. Beat erases it within a minute of
that moment, also on an instance that erases nothing else by itself.
"""

from contextlib import suppress

import sqlalchemy as sa

from reflector.db.models import Job, Transcript, utcnow
from reflector.errors import OwnerChanged, TranscriptGone
from reflector.instance import Instance
from reflector.inventory.journal import write_pending
from reflector.retention.erase import erase_now

#: Transcripts that are erased at once. The others follow a minute later.
_MOST = 200


def erase_unsent(instance: Instance) -> list[int]:
    """Erase the transcripts of answers whose end has passed. Returns the ids of the doomed artifacts."""
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
        with suppress(TranscriptGone, OwnerChanged):
            doomed += erase_now(instance, transcript_id, reason="owner")
    if transcript_ids:
        write_pending(instance)
    return doomed
