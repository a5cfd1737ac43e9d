"""Stores the recognized pieces of a recording as rows.

A worker commits each piece. After a crash, or after the turn of another job, the work continues after the last piece.
The rows belong to their transcript: an erasure takes them along, and the commit that ends the recognition or gives the
recording up deletes them.
"""

from collections import defaultdict
from dataclasses import asdict
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.models import KeptPiece
from reflector.transcription.recognize.recognizer import Piece, Share
from reflector.transcription.speech import Segment, segments_from


def keep(session: Session, transcript_id: str, track: int, piece: Piece) -> None:
    """Insert the next piece of a track."""
    said = {
        "segments": [asdict(segment) for segment in piece.segments],
        "languages": piece.languages,
        "language": piece.language,
        "uniform": piece.uniform,
    }
    session.add(KeptPiece(transcript_id=transcript_id, track=track, start=piece.start, until=piece.end, said=said))


def kept(session: Session, transcript_id: str) -> dict[int, list[Piece]]:
    """The pieces of each track in order, each from the beginning and without a gap."""
    tracks: defaultdict[int, list[Piece]] = defaultdict(list)
    for row in session.scalars(_of(transcript_id)):
        pieces = tracks[row.track]
        if row.start == (pieces[-1].end if pieces else 0):
            languages = {code: Share(*share) for code, share in row.said["languages"].items()}
            segments = tuple(segments_from(row.said["segments"]))
            pieces.append(Piece(row.start, row.until, segments, languages, row.said["language"], row.said["uniform"]))
    return tracks


def forget(session: Session, transcript_id: str) -> None:
    """Delete all pieces of a transcript."""
    session.execute(sa.delete(KeptPiece).where(KeptPiece.transcript_id == transcript_id))


class SoFar(NamedTuple):
    """The text so far of a recording that is being recognized."""

    segments: list[Segment]
    #: Samples from the beginning, up to which this goes.
    until: int


def text_so_far(session: Session, transcript_id: str, start: int = 0) -> SoFar:
    """The text after sample `start`, which is 0 or the end of an earlier answer.

    It is empty for a recording with several tracks: until all of them are recognized, it is not known which words a
    microphone took from another person.
    """
    rows = session.scalars(_of(transcript_id).where(KeptPiece.start >= start)).all()
    if any(row.track for row in rows):
        return SoFar([], 0)
    segments = [segment for row in rows for segment in segments_from(row.said["segments"])]
    return SoFar(segments, rows[-1].until if rows else start)


def _of(transcript_id: str) -> sa.Select[KeptPiece]:
    return (
        sa.select(KeptPiece).where(KeptPiece.transcript_id == transcript_id).order_by(KeptPiece.track, KeptPiece.start)
    )
