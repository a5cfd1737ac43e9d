"""Receives recordings from a cloud store. Another program writes the objects there and announces them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector import inventory
from reflector.db.models import (
    Artifact,
    Meeting,
    Recording,
    RecordingMeeting,
    Room,
    Tombstone,
    Transcript,
    WebhookMessage,
    utcnow,
)
from reflector.db.states import ArtifactKind, ShareMode, SourceKind, Stage
from reflector.errors import TranscriptGone, UnknownMeeting
from reflector.instance import Instance
from reflector.meetings import life, meetings
from reflector.storage.base import split_bucket
from reflector.transcription import ingest
from reflector.transcription.ingest import NewTranscript

log = structlog.get_logger(__name__)

#: Time for which message ids are stored. A message can be repeated for ten minutes: its timestamp may be five minutes
#: ahead, and is valid for five minutes.
_REPEATABLE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class NewRecording:
    """An announcement of a finished recording."""

    bucket: str
    #: One object, or one per track.
    object_key: str = ""
    track_keys: tuple[str, ...] = ()
    #: The meeting, or else the name of its room.
    meeting_id: str | None = None
    room_name: str | None = None
    #: Aware; None: now.
    recorded_at: datetime | None = None
    #: The name of the participant of each track, in the order of `track_keys`. May be empty.
    track_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Announced:
    """The rows of an announced recording."""

    recording_id: str
    transcript_id: str
    #: False if the recording was announced before.
    new: bool


def announce_recording(instance: Instance, recording: NewRecording, *, message_id: str | None = None) -> Announced:
    """Insert a recording with its artifacts, and create its transcript.

    A repeated announcement gives the same recording. If its objects are doomed, or its meeting was erased or is
    expired, the recording is not created again: its objects are erased, and TranscriptGone is raised (R6). After the
    artifact rows of erased objects are deleted, their keys count as new.

    If only the room is known, the recording belongs to the room, and to a meeting if exactly one fits. If several fit,
    the refusals in all of them apply. Raises UnknownMeeting for an unknown meeting or room. The objects are then not
    ours and stay as they are.

    `message_id` identifies the announcement's message. A message that was accepted before never creates a recording,
    even if its recording was erased and its artifact rows were deleted meanwhile: this raises TranscriptGone.
    """
    keys = [*recording.track_keys, *([recording.object_key] if recording.object_key else [])]
    with instance.database.transaction() as session:
        instance.database.serialize(session, f"recording:{split_bucket(recording.bucket)[0]}")
        names = inventory.other_names(session, "s3", recording.bucket, keys)
        same = sa.select(Artifact).where(inventory.located("s3", names)).order_by(Artifact.id)
        known = session.scalars(same).first()
        repeated = message_id is not None and not _accept(session, instance, message_id)
        if known is None:
            announced = None if repeated else _insert(session, instance, recording, keys)
        else:
            of_same = sa.select(Transcript.id).where(Transcript.recording_id == known.recording_id)
            transcript_id = session.scalar(of_same)
            announced = None
            if known.recording_id is not None and transcript_id is not None:
                announced = Announced(known.recording_id, transcript_id, new=False)
            _insert_missing(session, recording.bucket, keys, known)
    if announced is None:
        raise TranscriptGone()
    if announced.new:
        log.info("recording_announced", recording_id=announced.recording_id, transcript_id=announced.transcript_id)
    return announced


def _accept(session: Session, instance: Instance, message_id: str) -> bool:
    """Record the id of a message. Returns False if the message was accepted before."""
    digest = sha256(message_id.encode()).hexdigest()
    instance.database.serialize(session, f"message:{digest}")
    session.execute(sa.delete(WebhookMessage).where(WebhookMessage.seen_at < utcnow() - _REPEATABLE))
    if session.get(WebhookMessage, digest) is not None:
        return False
    session.add(WebhookMessage(id=digest))
    return True


def _insert_missing(session: Session, bucket: str, keys: list[str], known: Artifact) -> None:
    """Insert artifacts for `keys` that the first announcement did not name, with the owner of the `known` artifact."""
    if known.recording_id is None and known.doomed_at is None:  # the object is not a recording
        return
    named = {
        key
        for state in (inventory.LIVING, inventory.DOOMED)
        for key in inventory.led_to(session, "s3", bucket, keys, state)
    }
    of = {"recording_id": known.recording_id, "doomed_at": known.doomed_at}
    session.add_all(
        Artifact(kind=ArtifactKind.RECORDING, store="s3", bucket=bucket, key=k, **of) for k in keys if k not in named
    )


def _insert(session: Session, instance: Instance, recording: NewRecording, keys: list[str]) -> Announced | None:
    """Insert a new recording. If its meetings are gone, insert doomed artifacts instead and return None."""
    # An erasure of the meeting has either left its tombstone, or waits for this lock.
    named = sa.select(Meeting.id).where(Meeting.id == recording.meeting_id)
    session.execute(named.with_for_update(read=True, key_share=True))
    gone = recording.meeting_id is not None and session.get(Tombstone, recording.meeting_id) is not None
    if not gone:
        room, fit = _room_and_meetings(session, recording)
        living = [m for m in fit if life.expired_at(session, instance.settings, m) is None]
        gone = bool(fit) and not living
    if gone:
        session.add_all(
            Artifact(kind=ArtifactKind.RECORDING, store="s3", bucket=recording.bucket, key=key, doomed_at=utcnow())
            for key in keys
        )
        return None
    row = Recording(
        bucket_name=recording.bucket,
        object_key=recording.object_key,
        track_keys=list(recording.track_keys) or None,
        recorded_at=recording.recorded_at or utcnow(),
        meeting_id=living[0].id if len(living) == 1 else None,
    )
    session.add(row)
    session.flush()
    if len(living) > 1:
        session.add_all(RecordingMeeting(recording_id=row.id, meeting_id=meeting.id) for meeting in living)
    inventory.enter(session, instance.stores, Recording, [row.id])
    new = NewTranscript(
        user_id=room.user_id if room else None,
        client=f"room:{room.id}" if room else None,
        source_kind=SourceKind.ROOM,
        meeting_id=row.meeting_id,
        recording_id=row.id,
        room_id=room.id if room else None,
        share_mode=ShareMode.PUBLIC,
    )
    transcript = ingest.enter(session, new, stage=Stage.INGEST)
    people = [{"speaker": index, "name": name} for index, name in enumerate(recording.track_names) if name]
    transcript.participants = people or None
    return Announced(row.id, transcript.id, new=True)


def _room_and_meetings(session: Session, recording: NewRecording) -> tuple[Room | None, Sequence[Meeting]]:
    """Return the room of a recording, and the meetings that it may belong to. Raises UnknownMeeting."""
    if recording.meeting_id is not None:
        meeting = session.get(Meeting, recording.meeting_id)
        if meeting is None:
            raise UnknownMeeting()
        return session.get(Room, meeting.room_id) if meeting.room_id else None, [meeting]
    if recording.room_name is None:
        return None, []
    # A deletion of the room is either committed, or waits for this lock.
    named = sa.select(Room).where(Room.name == recording.room_name).with_for_update(read=True, key_share=True)
    room = session.scalars(named).one_or_none()
    if room is None:
        raise UnknownMeeting()
    return room, meetings.that_fit(session, room, recording.recorded_at or utcnow())
