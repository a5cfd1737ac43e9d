"""Routes for the segments of a transcript: to read them, and for the owner to correct them."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request

from reflector.api.access import Called, Caller, owned, readable
from reflector.api.problems import Problem, problems, unprocessable
from reflector.api.schemas_corrections import Corrected, Corrections, SegmentChange, SegmentOut, Segments, WordIn
from reflector.api.services import Served, Services
from reflector.api.transcripts import PATIENCE_SECONDS
from reflector.db.models import Transcript, utcnow
from reflector.db.scrub import checkpoint
from reflector.db.states import Status
from reflector.errors import TextTooLong
from reflector.transcription import pieces
from reflector.transcription.correction import Change, Correction, Source, Wanted, correct, corrected_at
from reflector.transcription.speech import Segment, Word, segments_from

router = APIRouter(prefix="/v1/transcripts/{transcript_id}", tags=["text"])

#: Attempts to save a correction while others save corrections of the same text.
_ATTEMPTS = 3
_COLUMNS = (
    Transcript.status,
    Transcript.segments,
    Transcript.source_language,
    Transcript.events,
    Transcript.participants,
    Transcript.title,
    Transcript.short_summary,
    Transcript.long_summary,
)


@router.get("/segments", responses=problems(401, 403, 404, 409, 410, 503))
def read_segments(services: Served, caller: Called, transcript_id: str) -> Segments:
    """Read the segments with their numbers, which corrections use. Downloads leave out empty segments."""
    with services.instance.database.snapshot() as session:
        transcript = _correctable(readable(session, services, transcript_id, caller, *_COLUMNS))
    segments = enumerate(segments_from(transcript.segments or []))
    return Segments(
        corrected_at=corrected_at(transcript.events),
        segments=[_shown(index, segment) for index, segment in segments],
    )


@router.patch("/segments", responses=problems(400, 401, 403, 404, 409, 410, 413, 503))
def correct_segments(
    request: Request, services: Served, caller: Called, transcript_id: str, corrections: Corrections
) -> Corrected:
    """Correct the text and the names of the speakers. For the owner.

    Title, summaries, topics and all downloads follow. The server does not keep what was replaced.
    """
    with services.limits.correcting(services.limits.client(request, caller.user)):
        for _ in range(_ATTEMPTS):
            if (done := _try_correct(services, caller, transcript_id, corrections)) is not None:
                # SQLite's write-ahead log still contains the old text.
                checkpoint(services.instance.database, patience_seconds=PATIENCE_SECONDS)
                return done
    raise _corrected_meanwhile()


def _try_correct(services: Services, caller: Caller, transcript_id: str, corrections: Corrections) -> Corrected | None:
    """Save the corrections. Returns None if the text was corrected between reading and writing.

    The correction is computed outside the transaction: for an hour of speech it takes a second, and SQLite has one
    writer at a time.
    """
    database = services.instance.database
    with database.snapshot() as session:
        transcript = _correctable(owned(session, services, transcript_id, caller, *_COLUMNS))
    read_at, now = corrected_at(transcript.events), utcnow()
    if "corrected_at" in corrections.model_fields_set and corrections.corrected_at != read_at:
        raise _corrected_meanwhile()
    made = _made(transcript, corrections, now)
    with database.transaction() as session:
        transcript = owned(session, services, transcript_id, caller, Transcript.events, lock=True)
        if corrected_at(transcript.events) != read_at:
            return None
        for column, value in made.columns.items():
            setattr(transcript, column, value)
        # A worker of an older version, which ran beside this one, leaves them when it finishes a recording.
        pieces.forget(session, transcript_id)
    return Corrected(
        corrected_at=now,
        segments=[_shown(index, segment) for index, segment in made.after.items()],
        replaced=[_undoing(index, made.before[index], made.after[index]) for index in made.after],
    )


def _made(transcript: Transcript, corrections: Corrections, now: datetime) -> Correction:
    source = Source(
        segments=transcript.segments or [],
        language=(transcript.source_language or "en").split("-")[0],
        events=transcript.events or [],
        participants=transcript.participants or [],
        title=transcript.title,
        short_summary=transcript.short_summary,
        long_summary=transcript.long_summary,
    )
    changes: dict[int, Change] = {}
    for change in corrections.changes:
        words = None
        if change.words is not None:
            words = [Word(w.start, max(w.start, w.end), w.text, w.probability) for w in change.words]
        speaker = None if change.speaker is None else change.speaker.strip()
        changes[change.index] = Change(change.text, words, speaker, change.unclear)
    speakers = {name: new.strip() for name, new in corrections.speakers.items()}
    try:
        return correct(source, Wanted(changes, speakers), now)
    except IndexError:
        raise unprocessable("body.changes", "there is no segment with this index") from None
    except TextTooLong:
        raise unprocessable("body.changes", "is longer than what can be said in the time of the recording") from None


def _correctable(transcript: Transcript) -> Transcript:
    """Raises Problem 409 if there is no text with segments."""
    if transcript.status != Status.ENDED:
        raise Problem(409, "not_done", "The transcript is not done.", transcript_status=transcript.status)
    if transcript.segments is None:
        raise Problem(409, "no_segments", "Another program made this text. It has no segments and cannot be corrected.")
    return transcript


def _corrected_meanwhile() -> Problem:
    return Problem(409, "corrected_meanwhile", "The text was corrected meanwhile. Read it again, and then correct it.")


def _shown(index: int, segment: Segment) -> SegmentOut:
    fields: dict[str, Any] = asdict(segment)
    return SegmentOut(index=index, **fields)


def _undoing(index: int, before: Segment, after: Segment) -> SegmentChange:
    change = SegmentChange(index=index)
    if before.speaker != after.speaker:
        change.speaker = before.speaker or ""
    if before.unclear:
        change.unclear = None if after.unclear else True
    elif before.words != after.words and before.words:
        change.words = [WordIn(**asdict(word)) for word in before.words]
    elif before.text != after.text:
        change.text = before.text
    return change
