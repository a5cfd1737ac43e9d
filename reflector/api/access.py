"""Access control for transcripts: which caller may do what, and until when.

Every route that uses a transcript calls this module. From the moment a transcript expires the answer is 410 Gone, even
if its row still exists (R4). For an erased row the answer 410 comes from its tombstone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import Depends
from sqlalchemy.orm import Session, load_only

from reflector import policy
from reflector.api.auth import MaybeUser, OwnerToken, holds_owner_token, not_owner, not_signed_in
from reflector.api.problems import Problem, not_found, unprocessable
from reflector.api.schemas import Life
from reflector.api.services import Services
from reflector.db.models import Tombstone, Transcript, is_id, utcnow
from reflector.db.states import ShareMode
from reflector.settings import Settings

#: The columns that access control needs.
GUARDED = (
    Transcript.id,
    Transcript.user_id,
    Transcript.created_at,
    Transcript.erase_at,
    Transcript.share_mode,
    Transcript.owner_token_hash,
)


#: The nearest end that an owner can choose. An earlier end is a mistake: it could pass before the answer is sent.
SHORTEST_LIFE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Caller:
    """The credentials of a request."""

    #: The signed-in user.
    user: str | None = None
    owner_token: str | None = None

    def owns(self, transcript: Transcript) -> bool:
        """Whether the caller owns the transcript."""
        if transcript.user_id is not None:
            return self.user == transcript.user_id
        return holds_owner_token(transcript.owner_token_hash, self.owner_token)


def caller_of(user: MaybeUser, owner_token: OwnerToken) -> Caller:
    """The caller of a request, as a dependency of FastAPI."""
    return Caller(user, owner_token)


Called = Annotated[Caller, Depends(caller_of)]


def readable(
    session: Session, services: Services, transcript_id: str, caller: Caller, *columns: Any, lock: bool = False
) -> Transcript:
    """Load a transcript with `columns` for a caller who may read it. Raises Problem 401, 403, 404 and 410."""
    transcript = _living(session, services.instance.settings, transcript_id, columns, lock=lock)
    if transcript.user_id is None or transcript.share_mode == ShareMode.PUBLIC or caller.owns(transcript):
        return transcript
    if caller.user is None:
        raise not_signed_in("This transcript is not public. Sign in to read it.")
    if transcript.share_mode == ShareMode.SEMI_PRIVATE:
        return transcript
    raise not_owner()


def owned(
    session: Session, services: Services, transcript_id: str, caller: Caller, *columns: Any, lock: bool = False
) -> Transcript:
    """Load a transcript with `columns` for its owner. Raises Problem 401, 403, 404 and 410."""
    transcript = _living(session, services.instance.settings, transcript_id, columns, lock=lock)
    if caller.owns(transcript):
        return transcript
    if transcript.user_id is None and caller.owner_token is None:
        raise not_signed_in("Only the owner may do this: send the owner token in the header X-Owner-Token.")
    if transcript.user_id is not None and caller.user is None:
        raise not_signed_in("Only the owner may do this. Sign in first.")
    raise not_owner()


def _living(session: Session, settings: Settings, transcript_id: str, columns: Any, *, lock: bool) -> Transcript:
    """Load a transcript that is not expired. Only GUARDED and `columns` are read, never the text by accident."""
    select = sa.select(Transcript).options(load_only(*GUARDED, *columns, raiseload=True))
    if lock:
        select = select.with_for_update()
    row = session.scalars(select.where(Transcript.id == checked_id(transcript_id, "transcript"))).one_or_none()
    if row is None:
        raise erased_or_unknown(session, transcript_id, "transcript")
    check_alive(row, settings)
    return row


def checked_id(text: str, what: str) -> str:
    """Return `text` if it has the form of an id. Raises Problem 404."""
    if not is_id(text):
        raise not_found(what)
    return text


# -- the end ------------------------------------------------------------------------------------------------------


def expires_at(transcript: policy.HasLife, settings: Settings) -> datetime | None:
    """The end of the transcript on this instance. None if it is not erased automatically."""
    end = policy.end_of_life(transcript, settings.PUBLIC_DATA_RETENTION_DAYS) if settings.PUBLIC_MODE else None
    return end.at if end is not None else None


def check_alive(transcript: policy.HasLife, settings: Settings) -> None:
    """Raise Problem 410 if the transcript is expired."""
    end = policy.end_of_life(transcript, settings.PUBLIC_DATA_RETENTION_DAYS) if settings.PUBLIC_MODE else None
    if end is not None and end.at < utcnow():
        raise gone("transcript", end.at, end.reason)


def alive(settings: Settings) -> list[sa.ColumnElement[bool]]:
    """The conditions of `check_alive` in SQL."""
    if not settings.PUBLIC_MODE:
        return []
    now = utcnow()
    return [policy.living_clause(policy.cutoff(now, settings.PUBLIC_DATA_RETENTION_DAYS), now)]


def erased_or_unknown(session: Session, row_id: str, what: Literal["transcript", "meeting"]) -> Problem:
    """The answer for a row that does not exist: 410 if it was erased, 404 if it never existed."""
    tombstone = session.get(Tombstone, row_id)
    if tombstone is None or tombstone.kind != what:
        return not_found(what)
    return gone(what, tombstone.erased_at, tombstone.reason)


_WHY = {
    "expired": "its days on this instance were over",
    "erase_at": "the end that its owner had chosen was reached",
    "owner": "its owner erased it",
    "user": "its owner erased it",
    "orphan": "no transcript referenced it any more",
}


def gone(what: str, at: datetime, reason: str) -> Problem:
    """Problem 410 for something that existed until `at`."""
    why = _WHY.get(reason, "it was erased")
    detail = f"This {what} is gone since {at:%Y-%m-%d %H:%M:%S} UTC: {why}. Nobody can read it any more."
    return Problem(410, "gone", detail, gone_at=at, reason=reason)


def shortened(transcript: policy.HasLife, life: Life, settings: Settings, now: datetime) -> datetime | None:
    """The end that `life` requests at `now`; None if it requests none. Raises Problem 422 unless it is earlier."""
    field = "erase_at" if life.erase_at is not None else "expires_in_days"
    if life.erase_at is not None and life.expires_in_days is not None:
        raise unprocessable("erase_at", "give either erase_at or expires_in_days")
    if life.erase_at is None and life.expires_in_days is None:
        return None
    end = expires_at(transcript, settings)
    if end is None:
        raise unprocessable(field, "this transcript does not expire, so its life cannot be shortened; erase it instead")
    wanted = life.erase_at or now + timedelta(days=life.expires_in_days or 0)
    if wanted > end:
        raise unprocessable(field, f"a life can be shortened, never lengthened: it ends at {end:%Y-%m-%dT%H:%M:%SZ}")
    if wanted < now + SHORTEST_LIFE:
        raise unprocessable(field, "this is in less than a minute, or past; to erase a transcript now, delete it")
    return wanted
