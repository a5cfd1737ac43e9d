"""What goes in and out, as JSON. Nothing here carries a user's id, a token's hash or a client."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from reflector.db.models import FAR_AHEAD, LONG_AGO
from reflector.inventory import is_own_file
from reflector.meetings.rooms import NAME, NAME_MAX_CHARACTERS
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
ShareMode = Literal["private", "semi-private", "public"]
Status = Literal["idle", "uploaded", "recording", "processing", "error", "ended"]


class Model(BaseModel):
    """Settings that all of these share."""

    model_config = ConfigDict(use_attribute_docstrings=True, json_schema_serialization_defaults_required=True)


class Life(Model):
    """An earlier end than the instance's. A life can be shortened, never lengthened."""

    expires_in_days: Annotated[float, Field(gt=0, le=MAX_RETENTION_DAYS, allow_inf_nan=False)] | None = None
    """Days from now after which the transcript is to be erased."""
    erase_at: Moment | None = None
    """The moment after which it is to be erased, with its time zone; instead of `expires_in_days`."""


class TranscriptNew(Life):
    """A transcript to be made."""

    name: Name | None = None
    """A name, for people."""
    source_language: SpokenLanguage | None = None
    """The language that is spoken: a tag ("en", "en-US", "eng") or a name ("English"). None: it is detected."""
    target_language: Language | None = None
    """Kept as it is; nothing is translated."""
    share_mode: ShareMode | None = None
    """Who may read a signed-in user's transcript: `private` (the owner; the default), `semi-private` (everybody who is
    signed in), `public` (everybody who has the link). An anonymous transcript is always `public`."""


class TranscriptChange(Life):
    """What may be changed. What is left out, or null, stays as it is."""

    name: Name | None = None
    """A new name."""
    share_mode: ShareMode | None = None
    """Who may read it; for signed-in users."""


class Progress(Model):
    """How far the making of a transcript has come."""

    stage: str
    """The stage that is at work or comes next: upload, ingest, convert, recognize, digest or done."""
    fraction: float
    """0 to 1 within the stage."""


class Reason(Model):
    """Why a transcript could not be made."""

    code: str
    """Stable name of the reason."""
    detail: str
    """The reason, for a person."""


class QuoteOut(Model):
    """A sentence that was said."""

    text: str
    """The sentence."""
    start: float
    """Seconds from the beginning."""
    end: float
    """Seconds from the beginning."""


class TopicWordOut(Model):
    """A word of a topic."""

    text: str
    """With its punctuation, and the space before it where the language writes one."""
    start: float
    """Seconds from the beginning."""
    end: float
    """Seconds from the beginning."""
    speaker: int = 0
    """Number of the participant, where that is known."""


class TopicOut(Model):
    """A part of the transcript about one thing."""

    id: str
    """Its number."""
    title: str
    """What it is about."""
    summary: str
    """Its most telling sentences."""
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
    """How sure the speech model is of it, 0 to 1."""


class UnclearOut(Model):
    """Somebody speaks here, but the words were not understood."""

    start: float
    """Seconds from the beginning."""
    end: float
    """Seconds from the beginning."""


class SaidSegment(Model):
    """A caption's worth of speech."""

    text: str
    """Its text."""
    start: float
    """Seconds from the beginning."""
    end: float
    """Seconds from the beginning."""
    language: str
    """Code of its language."""
    speaker: str | None
    """Who speaks, where that is known."""
    words: list[SaidWord]
    """Its words."""


class Said(Model):
    """The text as JSON."""

    language: str
    """Code of the language."""
    text: str
    """All of it."""
    segments: list[SaidSegment]
    """All of it, with times."""
    unclear: list[UnclearOut]
    """Where somebody speaks and the words were not understood."""


class LanguageShare(Model):
    """A language in a recording."""

    language: str
    """Its code."""
    seconds: float
    """Seconds of speech in it."""
    probability: float
    """How sure the speech model is of it, 0 to 1."""


class LanguageOut(Model):
    """The language of a recording."""

    language: str
    """Code of the language in which most was said."""
    source: Literal["model", "detected", "given"]
    """model: the speech model knows no other. detected: from the sound. given: by the owner."""
    probability: float
    """How sure the speech model is of it, 0 to 1."""
    sure: bool
    """Whether it is more than a guess. If not, the text may be in the wrong language."""
    languages: list[LanguageShare]
    """Every language that was spoken."""


class TranscriptOut(Model):
    """A transcript, without its text."""

    id: str
    """Unguessable: whoever knows it may read an anonymous or public transcript."""
    name: str | None
    """The name that its owner gave it."""
    title: str | None
    """The title that was made from what was said."""
    short_summary: str | None
    """A sentence or two."""
    long_summary: str | None
    """A paragraph or more."""
    quotes: list[QuoteOut]
    """The sentences of the short summary, with their times."""
    digest_by: str | None
    """What made title, summaries and topics: `extractive` (sentences that were said), or the name of the language model
    that the operator has set."""
    status: Status
    """idle: waits for its recording. uploaded, recording, processing: on its way. ended: done. error: see `error`."""
    progress: Progress | None
    """How far it has come."""
    error: Reason | None
    """Why it could not be made, where `status` is error."""
    created_at: datetime
    """When it was made."""
    expires_at: datetime | None
    """When it will be erased; null where nothing is erased by itself (a signed-in user's, or a private instance)."""
    duration: float | None
    """Seconds of audio."""
    source_language: str | None
    """The language that is spoken, as it was said or detected."""
    language: LanguageOut | None
    """How sure that language is; null before the speech is recognized."""
    target_language: str | None
    """As it was given."""
    source_kind: str
    """Where it came from: room, live or file."""
    share_mode: str
    """Who may read it."""
    participants: list[Any]
    """Who spoke, where that is known."""
    audio_available: bool
    """Whether the audio can be listened to."""
    audio_deleted: bool
    """Whether the audio was erased because somebody in the meeting did not consent to keeping it."""
    audio_withheld: bool
    """Whether nobody can listen to the audio, because somebody in the meeting did not consent to keeping it."""
    mine: bool
    """Whether whoever asks is its owner."""
    meeting_id: str | None
    """The meeting it belongs to; for its owner only."""
    links: dict[str, str]
    """Where everything else is."""


class TranscriptCreated(TranscriptOut):
    """A transcript that was just made."""

    owner_token: str | None
    """Proves the ownership of an anonymous transcript, in the header `X-Owner-Token`. Shown this once, kept nowhere."""


class TranscriptPage(Model):
    """Some of a user's own transcripts, the youngest first."""

    items: list[TranscriptOut]
    """The transcripts."""
    next: str | None
    """What to give as `after` for those that follow; null at the end."""


class UploadStatus(Model):
    """How far an upload has come."""

    status: Literal["ok"] = "ok"
    """Always ok: what goes wrong is a problem document."""
    chunks_received: int
    """Chunks that are there."""
    total_chunks: int
    """Chunks that there will be; 0 as long as none has come."""
    complete: bool
    """Whether the recording is complete and its transcription has begun."""


class Erased(Model):
    """What was erased."""

    status: Literal["ok"] = "ok"
    """Always ok."""
    pending: int
    """Files or objects that could not be erased at once; nothing leads to them any more, and the drain erases them."""
    durable: bool
    """Whether the erasure is written down outside the database, so that a restored backup cannot undo it. If not, it is
    written down as soon as the store works again."""


class RoomNew(Model):
    """A room to be made."""

    name: Annotated[str, Field(min_length=1, max_length=NAME_MAX_CHARACTERS, pattern=NAME, examples=["standup"])]
    """The room's name in addresses: lower-case letters, digits and single hyphens."""
    is_shared: bool = False
    """Whether everybody may hold meetings in it; otherwise only its owner may."""
    platform: Annotated[str, Field(max_length=32, pattern=r"^[a-z0-9_-]*$")] = ""
    """The platform that meetings are held on."""


class RoomOut(Model):
    """A room."""

    id: str
    """Its id."""
    name: str
    """Its name in addresses."""
    is_shared: bool
    """Whether everybody may hold meetings in it."""
    platform: str
    """The platform that meetings are held on."""
    created_at: datetime
    """When it was made."""


class RoomPage(Model):
    """A user's rooms."""

    items: list[RoomOut]
    """The rooms, by name."""


class MeetingOut(Model):
    """A meeting. Its id is unguessable: whoever knows it took part."""

    id: str
    """Its id."""
    room_name: str | None
    """The room it is held in."""
    start_date: datetime
    """When it began."""
    end_date: datetime | None
    """When it ended."""
    is_active: bool
    """Whether it is going on."""
    platform: str
    """The platform that it is held on."""
    audio_withheld: bool
    """Whether somebody refused consent, and the owner has to decide about the audio (`POST .../audio`)."""


class AudioDecision(Model):
    """What becomes of audio that is withheld."""

    keep: bool
    """True: the audio is kept, and can be played again. False: it is erased as soon as the text is done."""


class ConsentNew(Model):
    """A participant's answer."""

    consent_given: bool
    """Whether the audio may be kept. One refusal is enough for all of it."""


class ConsentOut(Model):
    """An answer that was noted."""

    status: Literal["ok"] = "ok"
    """Always ok."""
    consent_id: str
    """The id of the answer."""


class RecordingAnnounced(Model):
    """A finished recording in the cloud store, as the webhook announces it: one object, or one per track."""

    bucket: Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$")]
    """The bucket, or `bucket/folder`."""
    object_key: Key | None = None
    """The recording's object."""
    track_keys: Annotated[list[Key], Field(max_length=256)] = []
    """One object per track. They are mixed to be heard, and recognized one by one."""
    track_names: Annotated[list[Name], Field(max_length=256)] = []
    """The participant's name of each track, in the order of track_keys; "" where it is not known."""
    meeting_id: Annotated[str, Field(max_length=64), AfterValidator(_storable)] | None = None
    """The meeting that was recorded."""
    room_name: Name | None = None
    """The room that it was held in, where the meeting is not known."""
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
    """What became of an announced recording."""

    status: Literal["ok"] = "ok"
    """Always ok."""
    recording_id: str
    """The recording's id."""
    transcript_id: str
    """The transcript that is made of it."""
    new: bool
    """False if it had been announced before."""


class RunOut(Model):
    """A run of the retention engine."""

    id: str
    """Its id."""
    trigger: str
    """What started it."""
    started_at: datetime
    """When it began."""
    ended_at: datetime | None
    """When it ended; null while it is under way."""
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
    """When `verify` last looked for what this run should have erased; null before it has."""
    residue: int | None
    """How much it found; null before it has looked."""


class RetentionOut(Model):
    """How the promise stands."""

    public: bool
    """Whether this is a public instance, which erases anonymous data."""
    days: int
    """Days after which anonymous data is erased."""
    state: State
    """kept; not_shown_yet: no run has ended well yet; behind; not_public: nothing is promised."""
    kept: bool
    """Whether `state` is kept."""
    behind: list[str]
    """Why the promise is behind: no_recent_run, overdue, dead_artifacts, drain_behind, store_is_foreign, residue,
    journal_not_durable, no_beat, no_worker:QUEUE, broker, jobs_waiting."""
    waiting: int
    """Expired transcripts, and meetings and recordings that nothing leads to, that the next run will erase."""
    overdue: int
    """Those of them that a run should have erased already."""
    lag_seconds: float
    """How long the oldest of what waits, or the oldest doomed artifact, has been waiting."""
    oldest_anonymous_at: datetime | None
    """When the oldest anonymous transcript was made."""
    oldest_anonymous_age_seconds: float | None
    """Its age."""
    pending: int
    """Files and objects that wait to be erased."""
    dead: int
    """Files and objects that resisted every attempt, and wait for the operator."""
    last_run: RunOut | None
    """The latest run."""
    last_good_run_at: datetime | None
    """When the last run without failures ended."""
    language_model: str | None
    """Host of the language model that gets the text for titles and summaries; null: no text leaves this server."""


class Health(Model):
    """Whether the instance does what it promises."""

    status: Literal["ok", "not_shown_yet", "behind", "down"]
    """ok; not_shown_yet: it works, but no run has ended well yet; behind: it works, but the promise is not kept;
    down: it does not work."""
    reasons: list[str]
    """Why it is behind or down."""


class NightOut(Model):
    """One day in UTC, and what the retention engine did on it."""

    day: date
    """The day."""
    state: Literal["kept", "incomplete", "failed", "none", "due"]
    """kept: the day's last run ended without failures. incomplete: it left something. failed: it did not end.
    none: no run is recorded. due: the run of this day has not come yet, or is under way."""
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


class NightsOut(Model):
    """The last nights."""

    nights: list[NightOut]
    """The days, the oldest first; at most 90, and none before the instance was made."""


class Live(Model):
    """That the process serves."""

    status: Literal["ok"]
    """Always ok."""
