"""The read model of an adopted installation: its rows in the form of Reflector's own rows, for the API and the pages.

    open_instance   a database that only reads, and whose transcripts are translated when they are loaded
    find_media      audio and waveform from where `audio_location` says
    user_of         the id under which the rows name a user

The other program keeps durations in milliseconds, speakers as numbers in the words of the topics, and the names of
speakers in `participants`. Its rows belong to it: PostgreSQL itself refuses every write of these sessions.

See docs/decisions/0039-adopted-rows-are-translated-when-loaded.md.
"""

from collections.abc import Collection, Iterator
from dataclasses import asdict, replace
from itertools import groupby
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.attributes import set_committed_value
from webvtt import WebVTT
from webvtt.errors import MalformedFileError

from reflector.db.models import Artifact, Transcript
from reflector.db.session import Database
from reflector.db.states import ArtifactKind, Status
from reflector.instance import Instance
from reflector.inventory.media import MediaFile
from reflector.settings import Settings
from reflector.storage import Stores
from reflector.transcription.layout import dicts
from reflector.transcription.speech import Segment, Word, captions

#: The prefix of the id of a user who has no row in the user table. No id in that table begins like this: they are
#: UUIDs.
_WITHOUT_ROW = "no row: "
#: The names of the files in the folder of a transcript.
_FILES = {ArtifactKind.MP3: "audio.mp3", ArtifactKind.WAVEFORM: "audio.json"}


def open_instance(settings: Settings) -> Instance:
    """The instance of an adopted installation, for reading only. Opens no connection."""
    database = Database(
        settings.database_url,
        lock_seconds=settings.DATABASE_LOCK_TIMEOUT_SECONDS,
        statement_seconds=settings.DATABASE_STATEMENT_TIMEOUT_SECONDS,
        sessions=_Translating,
    )
    event.listen(database.engine, "connect", _forbid_writes)
    return Instance(settings, database, Stores(settings))


def _forbid_writes(connection: psycopg.Connection, _record: object) -> None:
    connection.read_only = True


def user_of(database: Database, subject: str) -> str:
    """The id under which the rows name the user of a token's `sub`.

    That is the id of the user's row. Without a user table it is `sub` itself.
    """
    with database.snapshot() as session:
        if session.scalar(sa.text("""SELECT to_regclass('"user"')""")) is None:
            return subject
        known = session.scalar(sa.text('SELECT id FROM "user" WHERE authentik_uid = :subject'), {"subject": subject})
    return str(known) if known is not None else f"{_WITHOUT_ROW}{subject}"


def find_media(session: Session, transcript_ids: Collection[str], kind: ArtifactKind) -> dict[str, MediaFile]:
    """The media files of the other program. See `reflector.inventory.media.FindMedia`.

    Only the folder has a row in the inventory, not each file in it. The waveform is always in the folder. The other
    program keeps no videos.
    """
    if kind not in _FILES:
        return {}
    in_folder = sa.or_(Transcript.audio_location == "local", sa.literal(kind is ArtifactKind.WAVEFORM))
    columns = sa.select(Transcript.id, Artifact.id, Artifact.store, Artifact.bucket, Artifact.key)
    places = columns.join(Transcript, Transcript.id == Artifact.transcript_id).where(
        Transcript.id.in_(transcript_ids),
        Transcript.status == Status.ENDED,
        Transcript.audio_deleted.is_not(True),
        Artifact.store == sa.case((in_folder, "local"), else_="s3"),
        Artifact.kind == sa.case((in_folder, ArtifactKind.FOLDER), else_=ArtifactKind.MP3),
    )
    return {
        owner: MediaFile(artifact, store, bucket, f"{key}{_FILES[kind]}" if key.endswith("/") else key)
        for owner, artifact, store, bucket, key in session.execute(places)
    }


# -- rows ---------------------------------------------------------------------------------------------------------


class _Translating(Session):
    """A session that loads the transcripts of the other program as if Reflector had made them."""


@event.listens_for(_Translating, "do_orm_execute")
def _leave_out_undated(state: ORMExecuteState) -> None:
    # It is not known whether a transcript without a date is expired.
    if state.is_select:
        state.statement = state.statement.options(with_loader_criteria(Transcript, Transcript.created_at.is_not(None)))


@event.listens_for(_Translating, "loaded_as_persistent")
def _translate(session: Session, row: object) -> None:
    if not isinstance(row, Transcript):
        return
    loaded = sa.inspect(row).dict
    values: dict[str, Any] = {"events": None}  # messages of its pipeline
    if "duration" in loaded and row.duration is not None:
        values["duration"] = row.duration / 1000
    if "status" in loaded and row.status not in set(Status):
        values["status"] = Status.ERROR
    if "participants" in loaded:
        names = _names(row.participants)
        values["participants"] = [{"speaker": speaker, "name": name} for speaker, name in names.items()]
    if "topics" in loaded:
        values["topics"] = [_topic(number, topic) for number, topic in enumerate(dicts(row.topics), 1)]
    if "segments" in loaded:
        values["segments"] = _segments(session, row.id)
    for name in values.keys() & loaded.keys():
        set_committed_value(row, name, values[name])


def _topic(number: int, topic: dict[str, Any]) -> dict[str, Any]:
    words = [
        {"text": word.text, "start": word.start, "end": word.end, "speaker": speaker} for word, speaker in _words(topic)
    ]
    texts = {name: str(topic.get(name) or "") for name in ("title", "summary", "transcript")}
    times = {name: _number(topic.get(name)) for name in ("timestamp", "duration")}
    return {"id": str(topic.get("id") or number), **texts, **times, "words": words}


# -- text ---------------------------------------------------------------------------------------------------------


def _segments(session: Session, transcript_id: str) -> list[dict[str, Any]] | None:
    """The segments of a text, as the column `segments` would hold them. None if only topics have text."""
    columns = Transcript.__table__.c
    wanted = sa.select(columns.topics, columns.participants, columns.webvtt, columns.source_language)
    # On the connection: this session is loading a row at the moment.
    row = session.connection().execute(wanted.where(columns.id == transcript_id)).one()
    words = [pair for topic in dicts(row.topics) for pair in _words(topic)]
    language = (row.source_language or "en").split("-")[0]
    said = list(
        _spoken(words, _names(row.participants), language) if words else _cues(row.webvtt or "", row.participants)
    )
    return [asdict(segment) for segment in said] or None


def _spoken(words: list[tuple[Word, int]], names: dict[int, str], language: str) -> Iterator[Segment]:
    """The captions of the words, each of one speaker."""
    alone = not names and len({speaker for _, speaker in words}) == 1
    for speaker, turn in groupby(words, key=lambda pair: pair[1]):
        name = None if alone else names.get(speaker) or f"Speaker {speaker + 1}"
        for segment in captions([word for word, _ in turn], language):
            yield replace(segment, speaker=name)


def _cues(text: str, participants: Any) -> Iterator[Segment]:
    """The cues of a WebVTT file whose voices are "Speaker0", "Speaker1" and so on."""
    names = {f"Speaker{speaker}": name for speaker, name in _names(participants).items()}
    try:
        cues = WebVTT.from_string(text).captions if text else []
    except MalformedFileError:
        return
    for cue in cues:
        speaker = names.get(cue.voice, cue.voice) if cue.voice else None
        start, end = (time.in_milliseconds() / 1000 for time in (cue.start_time, cue.end_time))
        yield Segment(start, end, cue.text, speaker=speaker)


# -- JSON of unknown content --------------------------------------------------------------------------------------


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _names(participants: Any) -> dict[int, str]:
    """The names of the speakers, by their number."""
    found = ((item.get("speaker"), item.get("name")) for item in dicts(participants))
    return {speaker: name for speaker, name in found if isinstance(speaker, int) and isinstance(name, str) and name}


def _words(topic: dict[str, Any]) -> list[tuple[Word, int]]:
    """The words of a topic, each with the number of its speaker."""
    return [
        (Word(_number(word.get("start")), _number(word.get("end")), str(word.get("text") or "")), speaker)
        for word in dicts(topic.get("words"))
        for speaker in [word["speaker"] if isinstance(word.get("speaker"), int) else 0]
    ]
