"""Answers "why is this not deleted?" for one id: its kind, its end, the reason, and what delays the erasure.

It reads only ids, times and codes, never content.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector import policy
from reflector.db.among import among
from reflector.db.models import Adoption, Artifact, Meeting, Recording, Tombstone, Transcript, utcnow
from reflector.db.session import Database
from reflector.db.states import ArtifactState
from reflector.meetings import life
from reflector.retention import plan
from reflector.retention.forget import tombstone_id
from reflector.retention.plan import References
from reflector.settings import Settings


class Verdict(StrEnum):
    """The state of a row with respect to its erasure."""

    #: No row has this id.
    UNKNOWN = "unknown"
    #: Retention does not erase it.
    NEVER = "never"
    #: Its end is in the future.
    LIVING = "living"
    #: The next run erases it.
    EXPIRED = "expired"
    #: Its rows are gone, and its bytes wait for the drain.
    DOOMED = "doomed"
    #: Its rows are gone. Its bytes could not be erased, and no drain retries them automatically.
    DEAD = "dead"
    #: Its rows and bytes are gone.
    ERASED = "erased"
    #: An operator said that its bytes can no longer be erased.
    CLOSED = "closed"


class Because(StrEnum):
    """The reason of a verdict, if it is neither an `EndReason` nor the reason of a tombstone."""

    #: It belongs to a signed-in user.
    USER = "user"
    #: A signed-in user's transcript references it.
    USERS_TRANSCRIPT = "users_transcript"
    #: It belongs to the room of a signed-in user.
    USERS_ROOM = "users_room"
    #: The meeting or room that it belongs to is not known. It may be a user's.
    UNMATCHED = "unmatched"
    #: It has no date, which only the table of an existing installation allows.
    UNDATED = "undated"
    #: The instance is not public, so nothing expires.
    NOT_PUBLIC = "not_public"
    #: The id is that of an artifact, whose state is the verdict.
    ARTIFACT = "artifact"
    #: No row and no tombstone has the id.
    NO_ROW = "no_row"


#: The maximum number of sharers and of artifacts in an answer.
_MOST = 50
_SLIM = (Transcript.id, Transcript.user_id, Transcript.created_at, Transcript.erase_at)


@dataclass(frozen=True, slots=True)
class Fate:
    """The verdict on one row, with its reason and time."""

    verdict: Verdict
    #: A `Because`, an `EndReason` or the reason of a tombstone.
    reason: str
    #: The time of its end (living or expired) or of its erasure.
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sharer:
    """A transcript that references a meeting or recording, and keeps it as long as the transcript itself lives."""

    id: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class Piece:
    """One artifact: a file, folder or object."""

    id: int
    kind: str
    store: str
    state: ArtifactState
    attempts: int
    #: Content-free code of the error of the last attempt.
    last_error: str | None
    next_attempt_at: datetime | None
    #: The deadline of its writer; None if all bytes are written.
    writable_until: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer for one id."""

    id: str
    #: transcript, meeting, recording or artifact; "" if the id is unknown.
    kind: str
    fate: Fate
    #: Other transcripts that reference it or a meeting or recording of its group; at most 50.
    shared_with: tuple[Sharer, ...] = ()
    #: Its files, folders and objects; at most 50.
    artifacts: tuple[Piece, ...] = ()


class _Life(NamedTuple):
    """The columns of a transcript that decide its end and its group."""

    id: str
    user_id: str | None
    created_at: datetime
    erase_at: datetime | None
    meeting_id: str | None
    recording_id: str | None


def why(database: Database, settings: Settings, item_id: str) -> Answer:
    """The answer for a transcript, meeting or recording, or for the number of an artifact. Changes nothing."""
    with database.snapshot() as session:
        asker = _Asker(session, settings, utcnow())
        for ask in (asker.transcript, asker.meeting, asker.recording, asker.erased, asker.artifact):
            if (answer := ask(item_id)) is not None:
                return answer
    return Answer(item_id, "", Fate(Verdict.UNKNOWN, Because.NO_ROW))


@dataclass(frozen=True, slots=True)
class _Asker:
    session: Session
    settings: Settings
    now: datetime

    def transcript(self, item_id: str) -> Answer | None:
        found = self.session.execute(
            sa.select(*_SLIM, Transcript.meeting_id, Transcript.recording_id).where(Transcript.id == item_id)
        ).one_or_none()
        if found is None:
            return None
        if found.created_at is None and found.user_id is None:  # the table of an existing installation allows it
            return Answer(item_id, "transcript", Fate(Verdict.NEVER, Because.UNDATED))
        row = _Life(*found)
        shared = self._sharers(References(row.id, row.meeting_id, row.recording_id))
        return Answer(item_id, "transcript", self._fate(row), shared, self._pieces(Artifact.transcript_id == item_id))

    def meeting(self, item_id: str) -> Answer | None:
        meeting = self.session.get(Meeting, item_id)
        if meeting is None:
            return None
        shared = self._sharers(References("", item_id, None))
        pieces = self._pieces(Artifact.meeting_id == item_id)
        return Answer(item_id, "meeting", self._fate_of_meeting(meeting), shared, pieces)

    def recording(self, item_id: str) -> Answer | None:
        recording = self.session.get(Recording, item_id)
        if recording is None:
            return None
        shared = self._sharers(References("", None, item_id))
        pieces = self._pieces(Artifact.recording_id == item_id)
        if recording.meeting_id is not None and (meeting := self.session.get(Meeting, recording.meeting_id)):
            return Answer(item_id, "recording", self._fate_of_meeting(meeting), shared, pieces)
        references = self.session.execute(sa.select(*_SLIM).where(Transcript.recording_id == item_id))
        adoption = self.session.get(Adoption, 1)
        facts = policy.RecordingFacts(
            recording.recorded_at,
            tuple(references),
            unmatched=adoption is not None and adoption.keeps_roomless,
            adopted=adoption is not None,
        )
        end = policy.recording_end_of_life(facts, self.settings.PUBLIC_DATA_RETENTION_DAYS)
        users = Because.USERS_TRANSCRIPT if policy.is_users(facts.transcripts) else Because.UNMATCHED
        return Answer(item_id, "recording", self._until(end, users=users), shared, pieces)

    def erased(self, item_id: str) -> Answer | None:
        stone = self.session.get(Tombstone, item_id)
        # The keys of a transcript's artifacts begin with its id. Doomed artifacts of other rows cannot be matched.
        left = self._pieces(Artifact.key.startswith(f"{item_id}/", autoescape=True))
        if stone is None:
            return Answer(item_id, "", Fate(_worst(left), Because.NO_ROW), artifacts=left) if left else None
        verdict = _worst(left) if left else Verdict.ERASED
        return Answer(item_id, stone.kind, Fate(verdict, stone.reason, stone.erased_at), artifacts=left)

    def artifact(self, item_id: str) -> Answer | None:
        if not (item_id.isascii() and item_id.isdigit() and len(item_id) < 19):
            return None
        left = self._pieces(Artifact.id == int(item_id))
        if not left and (stone := self.session.get(Tombstone, tombstone_id(int(item_id)))):
            return Answer(item_id, stone.kind, Fate(Verdict.CLOSED, stone.reason, stone.erased_at))
        return (
            Answer(item_id, "artifact", Fate(Verdict(left[0].state), Because.ARTIFACT), artifacts=left)
            if left
            else None
        )

    # -- fates ------------------------------------------------------------------------------------------------------

    def _fate(self, row: policy.HasLife) -> Fate:
        """The fate of a transcript."""
        if row.user_id is not None:
            return Fate(Verdict.NEVER, Because.USER)
        return self._until(policy.end_of_life(row, self.settings.PUBLIC_DATA_RETENTION_DAYS), users=Because.USER)

    def _fate_of_meeting(self, meeting: Meeting) -> Fate:
        facts = life.facts_of(self.session, meeting)
        if policy.is_users(facts.transcripts):
            users = Because.USERS_TRANSCRIPT
        else:
            in_room = facts.in_users_room and meeting.room_id is not None
            users = Because.USERS_ROOM if in_room else Because.UNMATCHED
        return self._until(policy.meeting_end_of_life(facts, self.settings.PUBLIC_DATA_RETENTION_DAYS), users=users)

    def _until(self, end: policy.End | None, *, users: Because) -> Fate:
        """The fate of a row with this end. `users`: why a row without an end belongs to a user."""
        if end is None:
            return Fate(Verdict.NEVER, users)
        if not self.settings.PUBLIC_MODE:
            return Fate(Verdict.NEVER, Because.NOT_PUBLIC)
        return Fate(Verdict.EXPIRED if end.at < self.now else Verdict.LIVING, end.reason, end.at)

    # -- sharers and artifacts --------------------------------------------------------------------------------------

    def _sharers(self, lead: References) -> tuple[Sharer, ...]:
        """The other transcripts that reference the same group. Those that keep it longest come first."""
        group = plan.plan(self.session, [lead], kept_by=sa.false(), users_room=sa.false())
        rows = self.session.execute(
            sa.select(*_SLIM)
            .where(
                sa.or_(among(Transcript.meeting_id, group.meetings), among(Transcript.recording_id, group.recordings)),
                Transcript.id != lead.id,
            )
            .order_by(Transcript.user_id.is_(None), Transcript.created_at.desc())
            .limit(_MOST)
        )
        return tuple(Sharer(row.id, self._fate(row)) for row in rows)

    def _pieces(self, *which: sa.ColumnElement[bool]) -> tuple[Piece, ...]:
        rows = self.session.scalars(sa.select(Artifact).where(*which).order_by(Artifact.id).limit(_MOST))
        return tuple(
            Piece(
                row.id,
                row.kind,
                row.store,
                row.state,
                row.attempts,
                row.last_error,
                row.next_attempt_at,
                row.writable_until,
            )
            for row in rows
        )


def _worst(pieces: tuple[Piece, ...]) -> Verdict:
    return Verdict.DEAD if any(piece.state is ArtifactState.DEAD for piece in pieces) else Verdict.DOOMED
