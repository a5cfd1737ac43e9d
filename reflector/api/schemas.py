"""The JSON documents of requests and answers. None of them contains a user's id, a token's hash or a client's hash."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from reflector.db.models import FAR_AHEAD, LONG_AGO
from reflector.db.states import LanguageSource, ShareMode, Stage, Status
from reflector.inventory import is_own_file
from reflector.meetings.rooms import NAME, NAME_MAX_CHARACTERS
from reflector.retention.report.nights import NightState
from reflector.retention.report.status import State
from reflector.settings import MAX_RETENTION_DAYS
from reflector.storage.base import is_key, split_bucket
from reflector.transcription.languages import normalized


def _in_utc(moment: datetime) -> datetime:
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("is no moment of this calendar") from None
    if not LONG_AGO <= moment <= FAR_AHEAD:  # a few days before or after must still be a date
        raise ValueError("must be between the years 1000 and 9000")
    return moment


def _storable(text: str) -> str:
    if "\0" in text:
        raise ValueError("must not contain NUL")
    return text


def _of_one_object(key: str) -> str:
    if not is_key(key):
        raise ValueError("is no key of an object: parts joined by single slashes, without . and ..")
    return key


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
Name = Annotated[str, Field(max_length=255), AfterValidator(_storable)]
Key = Annotated[str, Field(min_length=1, max_length=1024), AfterValidator(_of_one_object)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$", examples=["en"])]
SpokenLanguage = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(normalized), Field(examples=["en"])]
SpeakerName = Annotated[str, Field(max_length=100), AfterValidator(_storable)]
Seconds = Annotated[float, Field(ge=0, le=10_000_000, allow_inf_nan=False)]


class Model(BaseModel):
    """The base of all models, with their common configuration."""

    model_config = ConfigDict(use_attribute_docstrings=True, json_schema_serialization_defaults_required=True)


class Life(Model):
    """An end before the regular one. A life can be shortened, never lengthened."""

    expires_in_days: Annotated[float, Field(gt=0, le=MAX_RETENTION_DAYS, allow_inf_nan=False)] | None = None
    """Days from now after which the transcript is erased."""
    erase_at: Moment | None = None
    """The moment after which the transcript is erased, with time zone. Instead of `expires_in_days`."""


class TranscriptNew(Life):
    """A new transcript."""

    name: Name | None = None
    """A name, for people."""
    source_language: SpokenLanguage | None = None
    """The spoken language: a tag ("en", "en-US", "eng") or a name ("English"). None: it is detected."""
    target_language: Language | None = None
    """Stored, but not used: nothing is translated."""
    share_mode: ShareMode | None = None
    """The readers of a signed-in user's transcript: `private` (the owner; the default), `semi-private` (all signed-in
    users) or `public` (all people with the link). An anonymous transcript is always `public`."""


class TranscriptChange(Life):
    """Changes to a transcript. Fields that are missing or null stay unchanged."""

    name: Name | None = None
    """A new name."""
    share_mode: ShareMode | None = None
    """Its new readers. Only for signed-in users."""


class Progress(Model):
    """The progress of a transcription."""

    stage: Stage
    """The present or next stage: upload, ingest, convert, recognize, digest or done."""
    fraction: float
    """Progress within the stage, 0 to 1."""
    place: int | None
    """The place in the queue; 1 is next. Null while it is being worked on, and at the end."""
    seconds_left: int | None
    """Estimated seconds until the text is there, from the pace of the latest recordings. It takes longer if others
    arrive. Null if nobody knows."""


class Reason(Model):
    """The reason of a failed transcription."""

    code: str
    """The stable name of the reason."""
    detail: str
    """The reason as a sentence for people."""


class QuoteOut(Model):
    """A spoken sentence."""

    text: str
    """The sentence."""
    start: float
    """Seconds from the beginning."""
    end: float
    """Seconds from the beginning."""


class TopicWordOut(Model):
    """A word of a topic."""

    text: str
    """The word with its punctuation, and with the preceding space if the language has spaces."""
    start: float
    """Seconds from the beginning."""
    end: float
    """Seconds from the beginning."""
    speaker: int = 0
    """The number of the participant, if it is known."""


class TopicOut(Model):
    """A part of the transcript about one topic."""

    id: str
    """Its number."""
    title: str
    """A title."""
    summary: str
    """Its most important sentences."""
    timestamp: float
    """Seconds from the beginning."""
    duration: float | None = None
    """Seconds."""
    transcript: str
    """Its text."""
    words: list[TopicWordOut] = []
    """Its words."""
    quotes: list[QuoteOut] = []
    """The sentences of the summary, with their times."""


class SaidWord(Model):
    """A word."""

    text: str
    """The word, with its punctuation."""
    start: float
    """Seconds from the beginning."""
    end: float
    """Seconds from the beginning."""
    probability: float
    """The confidence of the speech model, 0 to 1."""


class UnclearOut(Model):
    """Somebody speaks here, but the words were not understood."""

    start: float
    """Seconds from the beginning."""
    end: float
    """Seconds from the beginning."""


class SaidSegment(Model):
    """The speech of one caption."""

    text: str
    """Its text."""
    start: float
    """Seconds from the beginning."""
    end: float
    """Seconds from the beginning."""
    language: str
    """Code of its language."""
    speaker: str | None
    """The name of the speaker, if it is known."""
    words: list[SaidWord]
    """Its words."""


class Said(Model):
    """The text as JSON."""

    language: str
    """Code of the language."""
    text: str
    """The whole text."""
    segments: list[SaidSegment]
    """The whole text, with times."""
    unclear: list[UnclearOut]
    """The parts in which speech was not understood."""


class WordIn(Model):
    """A word with its times."""

    text: Annotated[str, Field(min_length=1, max_length=10_000), AfterValidator(_storable)]
    """The word with its punctuation, and with the preceding space if the language has spaces."""
    start: Seconds
    """Seconds from the beginning."""
    end: Seconds
    """Seconds from the beginning."""
    probability: Annotated[float, Field(ge=0, le=1)] = 1.0
    """The confidence of the speech model, 0 to 1."""


class SegmentChange(Model):
    """A change to one segment. Fields that are missing or null stay unchanged."""

    index: Annotated[int, Field(ge=0)]
    """The number of the segment, from 0."""
    text: Annotated[str, Field(max_length=10_000), AfterValidator(_storable)] | None = None
    """A new text. Words that it has in common with the old one keep their times. An empty text removes the segment from
    the page and from all downloads."""
    words: Annotated[list[WordIn], Field(max_length=500)] | None = None
    """The new text as words with exact times. Instead of `text`."""
    speaker: SpeakerName | None = None
    """The name of another speaker; empty to remove it."""
    unclear: bool | None = None
    """True: the speech was not understood. The text is removed."""

    @model_validator(mode="after")
    def _one_text(self) -> Self:
        if sum(value is not None for value in (self.text, self.words, self.unclear or None)) > 1:
            raise ValueError("give only one of text, words and unclear")
        return self


class Corrections(Model):
    """Corrections to the text of a transcript."""

    changes: Annotated[list[SegmentChange], Field(max_length=20_000)] = []
    """Changes to single segments."""
    speakers: Annotated[dict[SpeakerName, SpeakerName], Field(max_length=100)] = {}
    """New names of speakers: {"Speaker 1": "Ada"}. Speakers who get the same name become one."""
    corrected_at: Moment | None = None
    """The `corrected_at` of the text that is corrected. If it was corrected since, the answer is 409. If this field is
    missing, nothing is compared."""


class SegmentOut(Model):
    """A segment of the text."""

    index: int
    """The number of the segment, from 0. Corrections do not change it."""
    start: float
    """Seconds from the beginning."""
    end: float
    """Seconds from the beginning."""
    text: str
    """Its text. Empty if it is unclear, or if its owner removed it."""
    speaker: str | None
    """The name of the speaker, if it is known."""
    unclear: bool
    """Whether the speech was not understood."""
    words: list[SaidWord]
    """Its words, each with the preceding space if the language has spaces."""


class Segments(Model):
    """The segments of a transcript."""

    corrected_at: datetime | None
    """When the owner last corrected the text. Null if never."""
    segments: list[SegmentOut]
    """All of them, in order."""


class Corrected(Model):
    """The result of corrections."""

    corrected_at: datetime
    """When the text was corrected."""
    segments: list[SegmentOut]
    """The changed segments."""
    replaced: list[SegmentChange]
    """The changes that undo these corrections. The server does not keep what was replaced."""


class LanguageShare(Model):
    """A language in a recording."""

    language: str
    """Its code."""
    seconds: float
    """Seconds of speech in it."""
    probability: float
    """The confidence of the speech model, 0 to 1."""


class LanguageOut(Model):
    """The language of a recording."""

    language: str
    """Code of the language with the most speech."""
    source: LanguageSource
    """model: the speech model has only this language. detected: from the audio. given: by the owner."""
    probability: float
    """The confidence of the speech model, 0 to 1."""
    sure: bool
    """Whether the language is reliable. If not, the text may be in the wrong language."""
    languages: list[LanguageShare]
    """All spoken languages."""


class TranscriptOut(Model):
    """A transcript, without its text."""

    id: str
    """It cannot be guessed. Everybody who knows it may read an anonymous or public transcript."""
    name: str | None
    """The name from its owner."""
    title: str | None
    """The title, derived from the text."""
    short_summary: str | None
    """One or two sentences."""
    long_summary: str | None
    """One or more paragraphs."""
    quotes: list[QuoteOut]
    """The sentences of the short summary, with their times."""
    digest_by: str | None
    """The source of title, summaries and topics: `extractive` (sentences of the recording), or the name of the
    operator's language model."""
    status: Status
    """idle: waits for its recording. uploaded, recording, processing: in progress. ended: done. error: see `error`."""
    progress: Progress | None
    """The progress of its transcription."""
    error: Reason | None
    """The reason of the failure, if `status` is error."""
    created_at: datetime
    """When it was created."""
    expires_at: datetime | None
    """When it expires. Null if it does not (a signed-in user's, or a private instance)."""
    corrected_at: datetime | None
    """When its owner last corrected the text. Null if never."""
    duration: float | None
    """Length of the audio in seconds."""
    source_language: str | None
    """The spoken language, as given or detected."""
    language: LanguageOut | None
    """Details of the detected language. Null before the speech is recognized."""
    target_language: str | None
    """The value from its creation."""
    source_kind: str
    """The source of the recording: room, live or file."""
    share_mode: str
    """Its readers: private, semi-private or public."""
    participants: list[Any]
    """The speakers, if they are known."""
    audio_available: bool
    """Whether the audio can be played."""
    audio_deleted: bool
    """Whether the audio was erased because a participant of the meeting refused consent."""
    audio_withheld: bool
    """Whether the audio cannot be played because a participant of the meeting refused consent."""
    mine: bool
    """Whether the caller is its owner."""
    meeting_id: str | None
    """Its meeting. Only its owner sees it."""
    links: dict[str, str]
    """The addresses of its text, audio and other resources."""


class TranscriptCreated(TranscriptOut):
    """A transcript that was just created."""

    owner_token: str | None
    """Proves the ownership of an anonymous transcript, in the header `X-Owner-Token`. Shown only once, never stored."""


class TranscriptPage(Model):
    """A page of a user's own transcripts, newest first."""

    items: list[TranscriptOut]
    """The transcripts."""
    next: str | None
    """The value of `after` for the next page; null at the end."""


class UploadStatus(Model):
    """The progress of an upload."""

    status: Literal["ok"] = "ok"
    """Always ok. An error is a problem document instead."""
    chunks_received: int
    """Number of received chunks."""
    total_chunks: int
    """Number of all chunks; 0 before the first chunk."""
    complete: bool
    """Whether the recording is complete and its transcription has begun."""


class Erased(Model):
    """The result of an erasure."""

    status: Literal["ok"] = "ok"
    """Always ok."""
    pending: int
    """Number of files or objects that could not be erased at once. They cannot be read, and the drain erases them."""
    durable: bool
    """Whether the erasure is recorded outside the database, so that a restored backup cannot undo it. If not, it is
    recorded as soon as the store works again."""


class RoomNew(Model):
    """A new room."""

    name: Annotated[str, Field(min_length=1, max_length=NAME_MAX_CHARACTERS, pattern=NAME, examples=["standup"])]
    """The room's name in addresses: lower-case letters, digits and single hyphens."""
    is_shared: bool = False
    """Whether everybody may begin meetings in it. Otherwise only its owner may."""
    platform: Annotated[str, Field(max_length=32, pattern=r"^[a-z0-9_-]*$")] = ""
    """The platform that meetings are held on."""


class RoomOut(Model):
    """A room."""

    id: str
    """Its id."""
    name: str
    """Its name in addresses."""
    is_shared: bool
    """Whether everybody may begin meetings in it."""
    platform: str
    """The platform that meetings are held on."""
    created_at: datetime
    """When it was created."""


class RoomPage(Model):
    """A user's rooms."""

    items: list[RoomOut]
    """The rooms, by name."""


class MeetingOut(Model):
    """A meeting. Its id cannot be guessed, so only its participants know it."""

    id: str
    """Its id."""
    room_name: str | None
    """The name of its room."""
    start_date: datetime
    """When it began."""
    end_date: datetime | None
    """When it ended."""
    is_active: bool
    """Whether it is running."""
    platform: str
    """Its platform."""
    audio_withheld: bool
    """Whether a participant refused consent and the owner must decide about the audio (`POST .../audio`)."""


class AudioDecision(Model):
    """The owner's decision about withheld audio."""

    keep: bool
    """True: the audio is kept, and can be played again. False: it is erased as soon as the text is done."""


class ConsentNew(Model):
    """A participant's answer."""

    consent_given: bool
    """Whether the audio may be kept. One refusal applies to all audio of the meeting."""


class ConsentOut(Model):
    """A recorded answer."""

    status: Literal["ok"] = "ok"
    """Always ok."""
    consent_id: str
    """The id of the answer."""


class RecordingAnnounced(Model):
    """The announcement of a finished recording in the object store: one object, or one object per track."""

    bucket: Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$")]
    """The bucket, or `bucket/folder`."""
    object_key: Key | None = None
    """The recording's object."""
    track_keys: Annotated[list[Key], Field(max_length=256)] = []
    """One object per track. They are mixed for playback, and recognized separately."""
    track_names: Annotated[list[Name], Field(max_length=256)] = []
    """The name of the participant of each track, in the order of track_keys; "" if it is not known."""
    meeting_id: Annotated[str, Field(max_length=64), AfterValidator(_storable)] | None = None
    """The meeting that was recorded."""
    room_name: Name | None = None
    """The room of the meeting, if the meeting is not known."""
    recorded_at: Moment | None = None
    """When it was recorded. None: now."""

    @model_validator(mode="after")
    def _a_name_for_each_track(self) -> Self:
        if self.track_names and len(self.track_names) != len(self.track_keys):
            raise ValueError("track_names has one name for each of track_keys")
        return self

    @model_validator(mode="after")
    def _nobody_elses(self) -> Self:
        for key in [*self.track_keys, *([self.object_key] if self.object_key else [])]:
            whole = split_bucket(self.bucket)[1] + key
            if not is_key(whole):
                raise ValueError("bucket and key together name no object")
            if is_own_file(self.bucket, key):
                raise ValueError("this is a file of Reflector itself")
        return self


class RecordingAccepted(Model):
    """The answer to an announcement."""

    status: Literal["ok"] = "ok"
    """Always ok."""
    recording_id: str
    """The recording's id."""
    transcript_id: str
    """The id of its transcript."""
    new: bool
    """False if it was announced before."""


class RunOut(Model):
    """A run of the retention engine."""

    id: str
    """Its id."""
    trigger: str
    """Its trigger: beat, tool, cli or call."""
    started_at: datetime
    """When it began."""
    ended_at: datetime | None
    """When it ended; null while it is running."""
    outcome: str
    """running, done, errors, unfinished or failed."""
    transcripts_deleted: int
    """Transcripts erased."""
    meetings_deleted: int
    """Meetings erased."""
    recordings_deleted: int
    """Recordings erased."""
    artifacts_erased: int
    """Files and objects erased."""
    errors: int
    """Items that could not be erased."""
    verified_at: datetime | None
    """When `verify` last looked for residue after this run; null before the first look."""
    residue: int | None
    """The number of findings; null before the first look."""


class RetentionOut(Model):
    """The state of the promise."""

    public: bool
    """Whether this is a public instance, which erases anonymous data."""
    days: int
    """Days after which anonymous data is erased."""
    state: State
    """kept; not_shown_yet: no run has ended without errors yet; behind; not_public: nothing is promised."""
    kept: bool
    """Whether `state` is kept."""
    behind: list[str]
    """The reasons why the promise is behind: no_recent_run, overdue, dead_artifacts, drain_behind, store_is_foreign,
    residue, journal_not_durable, no_beat, no_worker:QUEUE, broker, jobs_waiting."""
    waiting: int
    """Number of expired transcripts and orphaned meetings and recordings that the next run will erase."""
    overdue: int
    """Number of those that an earlier run should have erased."""
    lag_seconds: float
    """Seconds that the oldest waiting row, or the oldest doomed artifact, has waited."""
    oldest_anonymous_at: datetime | None
    """When the oldest anonymous transcript was created."""
    oldest_anonymous_age_seconds: float | None
    """Its age."""
    pending: int
    """Number of files and objects that wait for erasure."""
    dead: int
    """Number of files and objects whose erasure failed at every attempt. The operator must act."""
    last_run: RunOut | None
    """The latest run."""
    last_good_run_at: datetime | None
    """When the last run without errors ended."""
    language_model: str | None
    """Host of the language model that receives the text for titles and summaries. Null: no text leaves this server."""


class HealthStatus(StrEnum):
    """The status of the instance. Only `behind` and `down` answer 503."""

    #: It works, and the promise is kept.
    OK = "ok"
    #: It works, but no run has ended without errors yet.
    NOT_SHOWN_YET = "not_shown_yet"
    #: It works, but the promise is not kept.
    BEHIND = "behind"
    #: It does not work.
    DOWN = "down"


class Health(Model):
    """The health of the instance."""

    status: HealthStatus
    """ok; not_shown_yet: it works, but no run has ended without errors yet; behind: it works, but the promise is not
    kept; down: it does not work."""
    reasons: list[str]
    """The reasons why it is behind or down."""


class NightOut(Model):
    """The result of the retention engine on one day in UTC."""

    day: date
    """The day."""
    state: NightState
    """kept: the day's last run ended without errors. incomplete: it left something. failed: it did not end.
    none: no run is recorded. due: the run of this day has not begun yet, or is running."""
    runs: int
    """Runs that began on this day."""
    transcripts_deleted: int
    """Transcripts erased."""
    meetings_deleted: int
    """Meetings erased."""
    recordings_deleted: int
    """Recordings erased."""
    artifacts_erased: int
    """Files and objects erased."""
    errors: int
    """Items that the day's last run could not erase."""
    verified_at: datetime | None
    """When the scheduled `verify` last looked for residue after the day's last run. Null if it has not."""
    residue: int | None
    """The number of its findings."""


class NightsOut(Model):
    """The last nights."""

    nights: list[NightOut]
    """The days, oldest first. At most 90, and none before the creation of the instance."""


class Live(Model):
    """The answer of a process that serves requests."""

    status: Literal["ok"]
    """Always ok."""
