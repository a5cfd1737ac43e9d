"""Estimates when a job has its turn and when its text is there, for visitors who wait.

The order of the queue is the same for everybody, so that one look at it serves all visitors of the next second.
"""

from threading import Lock
from time import monotonic

from sqlalchemy.orm import Session

from reflector.transcription.queue import Outlook, Outlooks, measured_pace, read_queue

#: Seconds for which a measurement of the workers' pace is used.
_PACE_SECONDS = 60.0


class Turns:
    """The outlook of each job. May be used by several threads. `believed_seconds`: the maximum age of an outlook."""

    def __init__(self, believed_seconds: float) -> None:
        self._seconds = believed_seconds
        self._lock = Lock()
        self._outlooks: Outlooks | None = None
        self._pace: float | None = None
        self._looked_at = self._measured_at = float("-inf")

    def of(self, session: Session, transcript_id: str) -> Outlook:
        """The outlook of one job. It is read in the caller's session, so that no request needs a second connection."""
        with self._lock:
            now = monotonic()
            if self._outlooks is None or now - self._looked_at >= self._seconds:
                if now - self._measured_at >= min(_PACE_SECONDS, 60 * self._seconds):
                    self._pace, self._measured_at = measured_pace(session), now
                self._outlooks, self._looked_at = Outlooks(read_queue(session), self._pace), now
            return self._outlooks.of(transcript_id)
