"""From a recording to a transcript: ingest -> convert -> recognize -> digest -> done.

1. Each stage is one function. It computes without a transaction, then commits what it made together with the job's next
   state. Killed anywhere, it is begun again and ends the same.
2. Whatever it writes has its artifact row first (`inventory.writing`).
3. A stage whose transcript was erased, or whose job was given to another worker, stops and leaves nothing: it notices
   within a second or two, and its last transaction finds the job's row no longer its own.
4. audio.wav and the upload are doomed in the transaction that no longer needs them. `on_doomed` learns their ids.
5. If anyone in the meeting refused consent, all sound is doomed in the transaction that ends the job.
6. A recording that cannot be transcribed ends in status error with a reason, and nothing of it is kept: no text that
   was made so far, no file, and no object in its cloud store, unless that is a user's or another transcript's too. One
   that lies in a cloud store waits as long as an outage lasts: it may be the only copy.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from reflector import inventory
from reflector.db.models import Artifact, Job, Meeting, Recording, Room, Transcript, utcnow
from reflector.db.session import Database
from reflector.errors import (
    ArtifactDoomed,
    BadKey,
    BucketMissing,
    Cancelled,
    JobLost,
    LanguageModelError,
    ModelError,
    NoSpace,
    ObjectMissing,
    ReflectorError,
    StageError,
    StoreDenied,
    StoreUnavailable,
    TooLarge,
    TooManyMinutes,
    TranscriptGone,
)
from reflector.inventory import Place
from reflector.meetings import consent
from reflector.meetings.consent import doom, doom_refused, sound_of
from reflector.settings import Settings
from reflector.storage import Stores
from reflector.transcription import jobs
from reflector.transcription.decode import tracks
from reflector.transcription.decode.convert import MP3, WAV, WAVEFORM, ConvertLimits, convert
from reflector.transcription.digest.extractive import Digest, digest
from reflector.transcription.digest.llm import LanguageModel, rewrite
from reflector.transcription.export import to_vtt
from reflector.transcription.jobs import Claim, Hold
from reflector.transcription.recognize.recognizer import load_model, recognize
from reflector.transcription.space import check_space, is_full
from reflector.transcription.speech import Segment, Word

log = structlog.get_logger(__name__)

#: How long announced bytes may take to come while nothing is heard of us; `Hold` extends it.
WRITER_SECONDS = 2 * jobs.LEASE_SECONDS
#: Failures that say nothing about the recording: it waits until they are mended, an upload for a day.
OUTAGES = (StoreUnavailable, StoreDenied, BucketMissing, NoSpace, ModelError, OSError, OperationalError)
_OUTAGE_SECONDS = 24 * 3600.0
#: Shortest and longest pause before a stage that failed is tried again; in between a quarter of the job's age.
_RETRY_SECONDS, _RETRY_MAX_SECONDS = 20.0, 900.0

#: Called with the ids of artifacts that have just been doomed.
OnDoomed = Callable[[Collection[int]], None]


@dataclass(frozen=True, slots=True)
class Workplace:
    """What every stage needs."""

    database: Database
    stores: Stores
    settings: Settings
    #: Whether this process is asked to end.
    stopping: Callable[[], bool] = lambda: False
    on_doomed: OnDoomed = lambda _: None


def work(place: Workplace) -> str | None:
    """Claim the fairest next job and bring it to its end. Returns its transcript's id, None if there was nothing."""
    held = jobs.claim(place.database)
    if held is None:
        return None
    ids = {"transcript_id": held.transcript_id, "stage": held.stage}
    if held.attempts > place.settings.TRANSCRIPTION_MAX_ATTEMPTS:
        _give_up(place, held, "worker_died")
        return held.transcript_id
    log.info("job_claimed", **ids, attempt=held.attempts)
    with Hold(place.database, held, place.stopping) as hold:
        _Work(place, hold, held).run()
    return held.transcript_id


@dataclass(slots=True)
class _Work:
    """One job, while we work on it."""

    place: Workplace
    hold: Hold
    held: Claim

    def run(self) -> None:
        """Run stage after stage; every failure becomes a state of the row."""
        try:
            self._begin()
            while self.held.stage != "done":
                self.hold.progress(0.0)
                _STAGES[self.held.stage](self)
            log.info("job_done", transcript_id=self.transcript_id)
        except (JobLost, TranscriptGone, ArtifactDoomed):
            log.info("job_lost", transcript_id=self.transcript_id, stage=self.held.stage)
        except Cancelled:
            self._cancelled()
        except (StageError, TooLarge, BadKey) as error:
            _give_up(self.place, self.held, error.code)
        except Exception as error:  # noqa: BLE001  (a disk, a store, a database, a library: the recording is not lost for it)
            self._failed(error)

    def _begin(self) -> None:
        with self.place.database.transaction() as session:
            self.write(session, status="processing", error=None)

    def _cancelled(self) -> None:
        if self.hold.lost:
            log.info("job_lost", transcript_id=self.transcript_id, stage=self.held.stage)
            return
        try:
            jobs.give_back(self.place.database, self.held)
        except JobLost:
            return
        log.info("job_given_back", transcript_id=self.transcript_id, stage=self.held.stage)

    def _failed(self, error: Exception) -> None:
        code = error.code if isinstance(error, ReflectorError) else NoSpace.code if is_full(error) else "internal"
        ids = {"transcript_id": self.transcript_id, "stage": self.held.stage, "attempt": self.held.attempts}
        log.error("stage_failed", **ids, error=type(error).__name__, exc_info=True)
        age = (utcnow() - self.held.created_at).total_seconds()
        outage = isinstance(error, OUTAGES) and (age < _OUTAGE_SECONDS or self._in_cloud())
        if not outage and self.held.attempts >= self.place.settings.TRANSCRIPTION_MAX_ATTEMPTS:
            _give_up(self.place, self.held, code)
            return
        pause = min(max(age / 4, _RETRY_SECONDS), _RETRY_MAX_SECONDS)
        try:
            jobs.postpone(self.place.database, self.held, pause, counts=not outage)
        except JobLost:
            log.info("job_lost", transcript_id=self.transcript_id, stage=self.held.stage)

    def _in_cloud(self) -> bool:
        mine = Transcript.id == self.transcript_id, Transcript.recording_id.is_not(None)
        with self.database.snapshot() as session:
            return session.scalar(sa.select(Transcript.id).where(*mine)) is not None

    # -- what stages do -----------------------------------------------------------------------------------------------

    @property
    def transcript_id(self) -> str:
        """Whose job this is."""
        return self.held.transcript_id

    @property
    def database(self) -> Database:
        """The database of this instance."""
        return self.place.database

    @property
    def stores(self) -> Stores:
        """The stores of this instance."""
        return self.place.stores

    @property
    def settings(self) -> Settings:
        """The settings of this instance."""
        return self.place.settings

    def local(self, kind: inventory.Kind, name: str) -> Place:
        """The place of a file in the transcript's folder."""
        return Place(kind, "local", "", f"{self.transcript_id}/{name}")

    def transcript(self, *columns: Any) -> Any:
        """Some columns of the transcript's row. Raises TranscriptGone."""
        with self.database.snapshot() as session:
            row = session.execute(sa.select(*columns).where(Transcript.id == self.transcript_id)).one_or_none()
        if row is None:
            raise TranscriptGone()
        return row

    def write(self, session: Session, **values: object) -> None:
        """Write to the transcript's row, and so lock it. Raises TranscriptGone."""
        _write(session, self.transcript_id, **values)

    def own(self, session: Session) -> None:
        """Make sure that the job is still ours, and stays so during this transaction. Raises JobLost."""
        inventory.lock_transcripts(session, [self.transcript_id])
        if self._passed_on(session):
            raise JobLost()

    def _passed_on(self, session: Session) -> bool:
        return jobs.passed_on(session, self.held)

    def writing(self, places: Sequence[Place]) -> AbstractContextManager[None]:
        """`inventory.writing` for this stage: a worker that was suspended leaves alone what the next one has."""
        if left := inventory.doomed_in(self.database, places):  # by a try that failed
            self.place.on_doomed(left)
        return inventory.writing(
            self.database,
            self.stores,
            self.transcript_id,
            places,
            seconds=WRITER_SECONDS,
            passed_on=self._passed_on,
        )

    def advance(self, session: Session, stage: str) -> None:
        """Go on to `stage` with this transaction. Raises JobLost."""
        self.held = jobs.advance(session, self.held, stage)

    def cancelled(self) -> bool:
        """Whether to stop, for stages that write to the disk. Raises NoSpace when that is nearly full."""
        check_space(self.settings)
        return self.hold.cancelled()

    @property
    def limits(self) -> ConvertLimits:
        """What decoding may cost."""
        settings = self.settings
        return ConvertLimits(
            settings.AUDIO_MAX_SECONDS, settings.CONVERT_TIMEOUT_SECONDS, settings.CONVERT_MEMORY_BYTES
        )


# -- the stages -------------------------------------------------------------------------------------------------------


def _ingest(work: _Work) -> None:
    """Fetch a recording from its cloud store, and mix it if it has tracks: it becomes an upload like any other."""
    (recording_id,) = work.transcript(Transcript.recording_id)
    with work.database.snapshot() as session:
        recording = session.get(Recording, recording_id)
    if recording is None:
        raise ObjectMissing()
    remote = work.stores.bucket(recording.bucket_name)
    upload = work.local("upload", "upload.bin")
    with work.writing([upload]):
        fetch = tracks.Fetch(remote, work.stores.local, work.settings.UPLOAD_MAX_BYTES, work.cancelled)
        if recording.track_keys:
            _mix(work, fetch, recording.track_keys, upload)
        else:
            fetch(recording.object_key, upload.key)
    with work.database.transaction() as session:
        work.write(session, status="processing")
        work.advance(session, "convert")


def _mix(work: _Work, fetch: tracks.Fetch, keys: list[str], upload: Place) -> None:
    folders = [work.local("track", f"track-{index}/") for index in range(len(keys))]
    with work.writing(folders):
        sources = [tracks.Source(key, folder.key) for key, folder in zip(keys, folders, strict=True)]
        tracks.mix(fetch, sources, upload.key, work.limits, work.hold.progress)
    with work.database.transaction() as session:
        work.own(session)
        doomed = doom(session, Artifact.transcript_id == work.transcript_id, Artifact.kind == "track")
    work.place.on_doomed(doomed)


def _convert(work: _Work) -> None:
    """The upload becomes audio.wav for recognition, audio.mp3 for people and audio.json to draw."""
    upload = _upload_of(work)
    local = work.stores.local
    places = [work.local("wav", WAV), work.local("mp3", MP3), work.local("waveform", WAVEFORM)]
    with work.writing(places):
        converted = convert(
            local.path(upload),
            local.path(f"{work.transcript_id}/"),
            work.limits,
            cancelled=work.cancelled,
            on_progress=work.hold.progress,
        )
    stored = _store_mp3(work)
    with work.database.transaction() as session:
        _check_minutes(work, session, converted.duration)
        work.write(session, duration=converted.duration, audio_location="storage" if stored else "local")
        mine = Artifact.transcript_id == work.transcript_id
        unneeded = sa.or_(Artifact.kind == "upload", sa.and_(Artifact.kind == "mp3", Artifact.store == "local"))
        doomed = doom(session, mine, unneeded if stored else Artifact.kind == "upload")
        work.advance(session, "recognize")
    work.place.on_doomed(doomed)


def _check_minutes(work: _Work, session: Session, seconds: float) -> None:
    """Raises TooManyMinutes if an upload of `seconds` is more than its client may still bring today.

    The door can only count what was converted before; here the length is known. A client's name changes every day.
    """
    mine = Job.transcript_id == work.transcript_id, Transcript.recording_id.is_(None)
    job = sa.select(Job.client).join(Transcript, Job.transcript_id == Transcript.id)
    client = session.scalar(job.where(*mine))
    if not client:  # a recording in a cloud store is nobody's upload
        return
    work.database.serialize(session, f"minutes:{client}")  # its other recordings are converted at the same time
    brought = (
        sa.select(sa.func.coalesce(sa.func.sum(Transcript.duration), 0.0))
        .join(Job, Job.transcript_id == Transcript.id)
        .where(Job.client == client, Job.transcript_id != work.transcript_id)
    )
    if (session.scalar(brought) or 0.0) + seconds > work.settings.AUDIO_MINUTES_PER_CLIENT_PER_DAY * 60:
        raise TooManyMinutes()


def _upload_of(work: _Work) -> str:
    mine = sa.select(Artifact.key).where(Artifact.transcript_id == work.transcript_id, Artifact.kind == "upload")
    with work.database.snapshot() as session:
        key = session.scalar(mine.limit(1))
    if key is None:
        raise ObjectMissing()
    return key


def _store_mp3(work: _Work) -> bool:
    """Put audio.mp3 where finished recordings are kept; False if that is here."""
    store = work.stores.default
    if store is work.stores.local:
        return False
    place = Place.in_store("mp3", store, f"{work.transcript_id}/{MP3}")
    with work.stores.local.open(place.key) as mp3, work.writing([place]):
        store.put(place.key, mp3)
    return True


def _recognize(work: _Work) -> None:
    """Sound becomes words."""
    (language,) = work.transcript(Transcript.source_language)
    settings = work.settings
    model = load_model(
        settings.WHISPER_MODEL,
        compute_type=settings.WHISPER_COMPUTE_TYPE,
        threads=settings.WHISPER_THREADS,
        download=settings.WHISPER_MODEL_DOWNLOAD,
    )
    wav = work.stores.local.path(f"{work.transcript_id}/{WAV}")
    said = recognize(wav, model, _code(language), on_progress=work.hold.progress, cancelled=work.hold.cancelled)
    segments = [asdict(segment) for segment in said.segments]
    with work.database.transaction() as session:
        work.write(session, segments=segments, source_language=language or said.language)
        doomed = doom(session, Artifact.transcript_id == work.transcript_id, Artifact.kind == "wav")
        work.advance(session, "digest")
    work.place.on_doomed(doomed)


def _code(language: str | None) -> str | None:
    """The language of a tag such as "en-GB" (RFC 5646)."""
    return language.split("-")[0].lower() if language else None


def _digest(work: _Work) -> None:
    """Words become topics, a title and summaries; and this is the end."""
    segments, language = work.transcript(Transcript.segments, Transcript.source_language)
    said = segments_from(segments)
    text = _rewritten(work, digest(said, _code(language) or "en"))
    with work.database.transaction() as session:
        work.write(session, status="ended", webvtt=to_vtt(said), **_columns(text))
        doomed = doom_refused(session, work.stores, [work.transcript_id])
        recording = sa.select(Transcript.recording_id).where(Transcript.id == work.transcript_id).scalar_subquery()
        session.execute(sa.update(Recording).where(Recording.id == recording).values(status="completed"))
        work.advance(session, "done")
    work.place.on_doomed(doomed)


def _rewritten(work: _Work, text: Digest) -> Digest:
    """The digest in the words of the operator's language model, if there is one and it answers."""
    settings = work.settings
    if not settings.LLM_URL:
        return text
    try:
        return rewrite(
            text, LanguageModel(settings.LLM_URL, settings.LLM_MODEL, settings.LLM_API_KEY.get_secret_value())
        )
    except LanguageModelError as error:
        log.warning("language_model_failed", transcript_id=work.transcript_id, error=error.code)
        return text


def _columns(text: Digest) -> dict[str, object]:
    made = {"made_by": text.made_by, "quotes": list(text.quotes)}
    return {
        "title": text.title,
        "short_summary": text.short_summary,
        "long_summary": text.long_summary,
        "topics": list(text.topics),
        "events": [{"event": "DIGEST", "data": made}],
    }


def segments_from(rows: list[dict[str, Any]]) -> list[Segment]:
    """The segments that `transcript.segments` holds."""
    return [
        Segment(row["start"], row["end"], row["text"], tuple(Word(**word) for word in row.get("words", ())))
        for row in rows
    ]


_STAGES: Mapping[str, Callable[[_Work], None]] = {
    "ingest": _ingest,
    "convert": _convert,
    "recognize": _recognize,
    "digest": _digest,
}


#: Columns of the text that stages make.
_MADE_TEXT = ("segments", "topics", "events", "title", "short_summary", "long_summary", "webvtt")


# -- the bad end ------------------------------------------------------------------------------------------------------


def _give_up(place: Workplace, held: Claim, reason: str) -> None:
    """End the job in status error; nothing of its recording is kept."""
    try:
        with place.database.transaction() as session:
            doomed = _end_in_error(session, place.stores, held.transcript_id, reason)
            jobs.advance(session, held, "done")
    except (JobLost, TranscriptGone):
        log.info("job_lost", transcript_id=held.transcript_id, stage=held.stage)
        return
    log.warning("transcript_failed", transcript_id=held.transcript_id, stage=held.stage, reason=reason)
    place.on_doomed(doomed)


def give_up_abandoned_uploads(place: Workplace) -> int:
    """End the uploads that have shown no progress for UPLOAD_IDLE_SECONDS. Returns how many."""
    count = 0
    for transcript_id in jobs.abandoned_uploads(place.database, place.settings):
        with place.database.transaction() as session:
            locked = sa.select(Transcript.id).where(Transcript.id == transcript_id).with_for_update()
            still = sa.update(Job).where(Job.transcript_id == transcript_id, Job.stage == "upload")
            if session.scalar(locked) is None:
                continue
            result: Any = session.execute(still.values(stage="done", lease_until=None))
            if not result.rowcount:  # its last chunk has just come
                continue
            doomed = _end_in_error(session, place.stores, transcript_id, "upload_abandoned")
        log.info("upload_abandoned", transcript_id=transcript_id)
        place.on_doomed(doomed)
        count += 1
    return count


def apply_refusals(place: Workplace) -> int:
    """Doom the sound of meetings in which somebody refused, where whoever was to do so at the end was erased before it.
    Returns how many artifacts."""
    with place.database.snapshot() as session:
        meetings = session.scalars(consent.outstanding()).all()
    count = 0
    for meeting_id in meetings:
        with place.database.transaction() as session:
            finished = consent.lock_finished(session, meeting_id)
            doomed = consent.apply(session, place.stores, meeting_id, finished)
        place.on_doomed(doomed)
        count += len(doomed)
    return count


def _end_in_error(session: Session, stores: Stores, transcript_id: str, reason: str) -> list[int]:
    _write(session, transcript_id, status="error", error=reason, **dict.fromkeys(_MADE_TEXT))
    doomed = doom(session, *sound_of(transcript_id))
    # In this order: everybody who locks meetings and recordings locks the meetings first.
    return doomed + doom_refused(session, stores, [transcript_id]) + _doom_recording(session, transcript_id)


def _doom_recording(session: Session, transcript_id: str) -> list[int]:
    """Doom what an anonymous transcript that failed has in a cloud store, if no other transcript needs it, and it is no
    user's."""
    mine = sa.select(Transcript.recording_id).where(Transcript.id == transcript_id, Transcript.user_id.is_(None))
    recording = session.scalar(mine)
    if recording is None:
        return []
    # Of two transcripts that fail at the same time, the second one sees the first.
    session.execute(sa.select(Recording.id).where(Recording.id == recording).with_for_update())
    others = Transcript.recording_id == recording, Transcript.id != transcript_id, Transcript.status != "error"
    if session.scalar(sa.select(sa.or_(sa.exists().where(*others), _is_a_users(recording)))):
        return []
    return doom(session, Artifact.recording_id == recording)


def _is_a_users(recording: str) -> sa.ColumnElement[bool]:
    """Whether a recording is a signed-in user's: by a transcript that leads to it or to its meeting, or by the room. A
    room that has vanished may have been one's."""
    meeting = sa.select(Recording.meeting_id).where(Recording.id == recording).scalar_subquery()
    of_meeting = sa.select(Recording.id).where(Recording.meeting_id == meeting)
    leads = (
        Transcript.recording_id == recording,
        Transcript.meeting_id == meeting,
        Transcript.recording_id.in_(of_meeting),
    )
    # Each for itself: for several conditions of one PostgreSQL would go through all transcripts.
    led_to = (sa.exists().where(Transcript.user_id.is_not(None), lead) for lead in leads)
    nobodys = sa.exists().where(Room.id == Meeting.room_id, Room.user_id.is_(None))
    in_room = sa.exists().where(Meeting.id == meeting, Meeting.room_id.is_not(None), ~nobodys)
    return sa.or_(*led_to, in_room)


def _write(session: Session, transcript_id: str, **values: object) -> None:
    row = sa.update(Transcript).where(Transcript.id == transcript_id).values(**values)
    result: Any = session.execute(row, execution_options={"synchronize_session": False})
    if result.rowcount != 1:
        raise TranscriptGone()
