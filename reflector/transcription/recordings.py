"""A recording comes in from a cloud store: another program has left its objects there, and announces them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector import inventory
from reflector.db.models import Artifact, Meeting, Recording, Room, Tombstone, Transcript, UTCDateTime, utcnow
from reflector.db.session import Database
from reflector.db.states import Stage
from reflector.errors import TranscriptGone, UnknownMeeting
from reflector.storage import Stores
from reflector.storage.base import split_bucket
from reflector.transcription import ingest
from reflector.transcription.ingest import NewTranscript

log = structlog.get_logger(__name__)

#: How long after its meeting (its end, or its beginning where nobody has noted the end) a recording may say that it was
#: made, and still be of that meeting: a long meeting, and the hours in which the service makes a file of it. Less than
#: a day, so that a recording of a daily meeting that was erased is not taken for one of the day before.
LATEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class NewRecording:
    """A finished recording, as its announcement describes it."""

    bucket: str
    #: One object, or one per track.
    object_key: str = ""
    track_keys: tuple[str, ...] = ()
    #: The meeting, or the room that it was held in.
    meeting_id: str | None = None
    room_name: str | None = None
    #: Aware; None: now.
    recorded_at: datetime | None = None
    #: The participant's name of each track, in the order of `track_keys`, or none.
    track_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Announced:
    """What became of an announced recording."""

    recording_id: str
    transcript_id: str
    #: False if it had been announced before.
    new: bool


def _never_over(_session: Session, _meeting: Meeting) -> bool:
    return False


def announce_recording(
    database: Database,
    stores: Stores,
    recording: NewRecording,
    *,
    is_over: Callable[[Session, Meeting], bool] = _never_over,
) -> Announced:
    """Enter a recording in a cloud store with all its bytes, and a transcript that will be made of it.

    A recording that was announced before is the same recording, not a second one. One whose objects are being erased,
    or whose meeting was erased, or `is_over`, is not brought back: TranscriptGone, and its objects are erased. Once
    erased objects are forgotten, as promised, their keys are as new.

    Where only the room is known, the recording is of the meeting that was held in it at that time; if there is none
    (it may have been erased), it is of no meeting, and its room's all the same. Raises UnknownMeeting, also for an
    unknown room: the object is not ours then, and stays the sender's.
    """
    keys = [*recording.track_keys, *([recording.object_key] if recording.object_key else [])]
    with database.transaction() as session:
        database.serialize(session, f"recording:{split_bucket(recording.bucket)[0]}")
        known = _known(session, recording.bucket, keys)
        if known is not None:
            announced = _announced_before(session, known)
            _enter_more(session, recording.bucket, keys, known)
        else:
            announced = _enter(session, stores, recording, keys, is_over)
    if announced is None:
        raise TranscriptGone()
    if announced.new:
        log.info("recording_announced", recording_id=announced.recording_id, transcript_id=announced.transcript_id)
    return announced


def _known(session: Session, bucket: str, keys: list[str]) -> Artifact | None:
    names = inventory.other_names(session, "s3", bucket, keys)
    return session.scalars(sa.select(Artifact).where(inventory.located("s3", names)).order_by(Artifact.id)).first()


def _announced_before(session: Session, known: Artifact) -> Announced | None:
    transcript_id = session.scalar(sa.select(Transcript.id).where(Transcript.recording_id == known.recording_id))
    if known.recording_id is None or transcript_id is None:
        return None
    return Announced(known.recording_id, transcript_id, new=False)


def _enter_more(session: Session, bucket: str, keys: list[str], known: Artifact) -> None:
    """Enter those of `keys` that were not named when the recording was announced first: they go when it does."""
    if known.recording_id is None and known.doomed_at is None:  # what lies there is no recording
        return
    named = {
        key
        for state in (inventory.LIVING, inventory.DOOMED)
        for key in inventory.led_to(session, "s3", bucket, keys, state)
    }
    of = {"recording_id": known.recording_id, "doomed_at": known.doomed_at}
    session.add_all(Artifact(kind="recording", store="s3", bucket=bucket, key=k, **of) for k in keys if k not in named)


def _enter(
    session: Session,
    stores: Stores,
    recording: NewRecording,
    keys: list[str],
    is_over: Callable[[Session, Meeting], bool],
) -> Announced | None:
    """Enter a recording that nobody knows; as one that is erased, and None, if its meeting is gone."""
    # Who is erasing the meeting is waited for, and has left a tombstone then; who comes later waits for us.
    named = sa.select(Meeting.id).where(Meeting.id == recording.meeting_id)
    session.execute(named.with_for_update(read=True, key_share=True))
    gone = recording.meeting_id is not None and session.get(Tombstone, recording.meeting_id) is not None
    if not gone:
        meeting, room = _meeting_and_room(session, recording)
        gone = meeting is not None and is_over(session, meeting)
    if gone:
        _enter_doomed(session, recording, keys)
        return None
    return _enter_recording(session, stores, recording, meeting, room)


def _enter_doomed(session: Session, recording: NewRecording, keys: list[str]) -> None:
    session.add_all(
        Artifact(kind="recording", store="s3", bucket=recording.bucket, key=key, doomed_at=utcnow()) for key in keys
    )


def _enter_recording(
    session: Session, stores: Stores, recording: NewRecording, meeting: Meeting | None, room: Room | None
) -> Announced:
    row = Recording(
        bucket_name=recording.bucket,
        object_key=recording.object_key,
        track_keys=list(recording.track_keys) or None,
        recorded_at=recording.recorded_at or utcnow(),
        meeting_id=meeting.id if meeting else None,
    )
    session.add(row)
    session.flush()
    inventory.enter(session, stores, Recording, [row.id])
    new = NewTranscript(
        user_id=room.user_id if room else None,
        client=f"room:{room.id}" if room else None,
        source_kind="room",
        meeting_id=row.meeting_id,
        recording_id=row.id,
        room_id=room.id if room else None,
        share_mode="public",
    )
    transcript = ingest.enter(session, new, stage=Stage.INGEST)
    people = [{"speaker": index, "name": name} for index, name in enumerate(recording.track_names) if name]
    transcript.participants = people or None
    return Announced(row.id, transcript.id, new=True)


def _meeting_and_room(session: Session, recording: NewRecording) -> tuple[Meeting | None, Room | None]:
    if recording.meeting_id is not None:
        meeting = session.get(Meeting, recording.meeting_id)
        if meeting is None:
            raise UnknownMeeting()
        return meeting, session.get(Room, meeting.room_id) if meeting.room_id else None
    if recording.room_name is None:
        return None, None
    room = session.scalars(sa.select(Room).where(Room.name == recording.room_name)).one_or_none()
    if room is None:
        raise UnknownMeeting()
    return _held_in(session, room, recording.recorded_at or utcnow()), room


def _held_in(session: Session, room: Room, at: datetime) -> Meeting | None:
    """The meeting of a room that a recording made `at` that time is of: the last that had begun, if it is not over for
    longer than a recording can take."""
    over = sa.func.coalesce(Meeting.end_date, Meeting.start_date, type_=UTCDateTime())
    held = sa.select(Meeting).where(Meeting.room_id == room.id, Meeting.start_date <= at, over >= at - LATEST)
    held = held.order_by(Meeting.start_date.desc(), Meeting.id).with_for_update(read=True, key_share=True)
    return session.scalars(held).first()
