"""Routes to list, read, change, claim and erase transcripts."""

from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Query, Request
from sqlalchemy.orm import Session, load_only

from reflector.api.access import (
    GUARDED,
    Called,
    Caller,
    alive,
    checked_id,
    erased_or_unknown,
    owned,
    readable,
    shortened,
)
from reflector.api.auth import OwnerToken, User, not_owner
from reflector.api.problems import Problem, problems, unprocessable
from reflector.api.schemas import Erased, TranscriptChange, TranscriptOut, TranscriptPage
from reflector.api.services import Served, Services
from reflector.api.views import SHOWN, show
from reflector.db.models import Transcript, is_id, utcnow
from reflector.db.scrub import checkpoint
from reflector.db.states import ErasureReason
from reflector.errors import OwnerChanged, TranscriptGone
from reflector.inventory.journal import JournalKind, note, write_pending
from reflector.retention.drain import Drain
from reflector.retention.erase import erase_now
from reflector.transcription.ingest import owner_token_hash

#: Seconds to wait after an erasure for readers of SQLite that still see the old text.
PATIENCE_SECONDS = 1.0

router = APIRouter(prefix="/v1/transcripts", tags=["transcripts"])


@router.get("", responses=problems(401, 404, 503))
def list_transcripts(
    request: Request,
    services: Served,
    user: User,
    after: Annotated[str | None, Query(max_length=64, description="`next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="Transcripts on the page.")] = 50,
) -> TranscriptPage:
    """List the caller's own transcripts, newest first. Transcripts of other people cannot be listed."""
    position = (Transcript.created_at, Transcript.id)
    own = sa.select(Transcript).where(Transcript.user_id == user).order_by(*(column.desc() for column in position))
    with services.instance.database.snapshot() as session:
        if after is not None:
            last = (
                own.where(Transcript.id == (after if is_id(after) else "")).with_only_columns(*position).order_by(None)
            )
            row = session.execute(last).one_or_none()
            if row is None:
                raise unprocessable("query.after", "is no transcript of yours")
            own = own.where(sa.tuple_(*position) < sa.tuple_(*row))
        found = session.scalars(own.options(load_only(*GUARDED, *SHOWN, raiseload=True)).limit(limit + 1)).all()
        page = found[:limit]
        items = show(session, services, request, Caller(user), page)
    return TranscriptPage(items=items, next=page[-1].id if len(found) > limit else None)


@router.get("/{transcript_id}", responses=problems(401, 403, 404, 410, 503))
def read_transcript(request: Request, services: Served, caller: Called, transcript_id: str) -> TranscriptOut:
    """Read a transcript, without its text. Everybody who knows the id of an anonymous transcript may read it."""
    with services.instance.database.snapshot() as session:
        transcript = readable(session, services, transcript_id, caller, *SHOWN)
        return show(session, services, request, caller, [transcript])[0]


@router.patch("/{transcript_id}", responses=problems(400, 401, 403, 404, 410, 413, 503))
def change_transcript(
    request: Request, services: Served, caller: Called, transcript_id: str, wanted: TranscriptChange
) -> TranscriptOut:
    """Rename a transcript, choose an earlier end, or change who may read it. For its owner."""
    with services.instance.database.transaction() as session:
        transcript = owned(session, services, transcript_id, caller, *SHOWN, lock=True)
        end = shortened(transcript, wanted, services.instance.settings, utcnow())
        if wanted.share_mode is not None and transcript.user_id is None:
            raise unprocessable("share_mode", "an anonymous transcript is always public; sign in and claim it first")
        if end is not None:
            transcript.erase_at = end
            note(session, JournalKind.SHORTENED, [transcript.id], until=end)
        if wanted.name is not None:
            transcript.name = wanted.name
        if wanted.share_mode is not None:
            transcript.share_mode = wanted.share_mode
        session.flush()
        shown = show(session, services, request, caller, [transcript])[0]
    if end is not None:
        write_pending(services.instance)
    if wanted.name is not None:  # SQLite's write-ahead log still contains the old name
        checkpoint(services.instance.database, patience_seconds=PATIENCE_SECONDS)
    return shown


@router.delete("/{transcript_id}", responses=problems(401, 403, 404, 410, 503))
def erase_transcript(services: Served, caller: Called, transcript_id: str) -> Erased:
    """Erase a transcript now, with its text and files. A recording or meeting that only it references is erased too."""
    with services.instance.database.snapshot() as session:
        transcript = owned(session, services, transcript_id, caller)
    try:
        erased = erase_with_bytes(
            services, transcript_id, ErasureReason.OWNER if transcript.user_id is None else ErasureReason.USER
        )
    except TranscriptGone:
        with services.instance.database.snapshot() as session:
            raise erased_or_unknown(session, transcript_id, "transcript") from None
    except OwnerChanged:  # a user claimed it meanwhile: check the ownership again
        return erase_transcript(services, caller, transcript_id)
    return erased


def erase_with_bytes(services: Services, transcript_id: str, reason: ErasureReason) -> Erased:
    """Erase rows and bytes now. Raises the errors of `erase_now`."""
    doomed = erase_now(services.instance, transcript_id, reason=reason)
    durable = write_pending(services.instance)
    drain = Drain(services.instance)
    drain.only(doomed)
    # SQLite's write-ahead log still contains the text. If a reader prevents the checkpoint, the next drain repeats it.
    checkpoint(services.instance.database, patience_seconds=PATIENCE_SECONDS)
    return Erased(pending=len(doomed) - drain.drained.artifacts, durable=durable)


@router.post("/{transcript_id}/claim", responses=problems(401, 403, 404, 409, 410, 503))
def claim_transcript(
    request: Request, services: Served, user: User, owner_token: OwnerToken, transcript_id: str
) -> TranscriptOut:
    """Make an anonymous transcript the caller's own, with its owner token. The token is invalid afterwards.

    The transcript is then no longer anonymous, so it does not expire any more.
    """
    claimer = Caller(user, owner_token)
    with services.instance.database.transaction() as session:
        if not _try_claim(session, services, transcript_id, claimer):
            if readable(session, services, transcript_id, claimer).user_id is not None:
                raise Problem(409, "already_claimed", "This transcript has a signed-in owner already.")
            raise not_owner()
        note(session, JournalKind.CLAIMED, [transcript_id])
        transcript = readable(session, services, transcript_id, claimer, *SHOWN)
        shown = show(session, services, request, claimer, [transcript])[0]
    write_pending(services.instance)
    return shown


def _try_claim(session: Session, services: Services, transcript_id: str, claimer: Caller) -> bool:
    """Claim the transcript if it is anonymous and not expired, and the token is right. Returns whether it was claimed.

    One statement checks and writes, so only one of several simultaneous claims succeeds.
    """
    if claimer.owner_token is None:
        return False
    update = sa.update(Transcript).where(
        Transcript.id == checked_id(transcript_id, "transcript"),
        Transcript.user_id.is_(None),
        Transcript.owner_token_hash == owner_token_hash(claimer.owner_token),
        *alive(services.instance.settings),
    )
    taken = session.execute(
        update.values(user_id=claimer.user, owner_token_hash=None, erase_at=None).returning(Transcript.id),
        execution_options={"synchronize_session": False},
    )
    return taken.one_or_none() is not None
