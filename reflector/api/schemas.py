"""The JSON documents of requests and answers. None of them contains a user's id, a token's hash or a client's hash."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from reflector.db.models import FAR_AHEAD, LONG_AGO
from reflector.db.states import LanguageSource, ShareMode, Stage, Status
from reflector.settings import MAX_RETENTION_DAYS
from reflector.storage.base import is_key
from reflector.transcription.languages import normalized


def _in_utc(moment: datetime) -> datetime:
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("is not a valid date and time") from None
    if not LONG_AGO <= moment <= FAR_AHEAD:  # a few days before or after must still be a date
        raise ValueError("must be between the years 1000 and 9000")
    return moment


def storable(text: str) -> str:
    """`text`, if a database can hold it. For a validator."""
    if "\0" in text:
        raise ValueError("must not contain NUL")
    return text


#: Control characters, and characters that change the direction of all text after them. Marks and joiners stay: names in
#: right-to-left scripts and emoji need them.
_SPACES, _HIDDEN = re.compile(r"[\t-\r\x1c-\x1f\x85]+"), re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """`text` without hidden characters, which would garble a page or a terminal. Raises ValueError for NUL."""
    return _HIDDEN.sub("", _SPACES.sub(" ", storable(text)))


def _of_one_object(key: str) -> str:
    if not is_key(key):
        raise ValueError("is not a valid object key: parts joined by single slashes, without . and ..")
    return key


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
Name = Annotated[str, Field(max_length=255), AfterValidator(printable)]
Key = Annotated[str, Field(min_length=1, max_length=1024), AfterValidator(_of_one_object)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$", examples=["en"])]
SpokenLanguage = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(normalized), Field(examples=["en"])]
SpeakerName = Annotated[str, Field(max_length=100), AfterValidator(printable)]
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
    diarization: bool | None = None
    """Whether speakers are told apart by their voices. None: the setting DIARIZATION decides. Recordings with a track
    for each
    person need no such choice."""
    keep_video: bool = False
    """Whether an uploaded video stays playable until the end of the transcript. If not, it is erased as soon as its
    sound is taken. Browsers must play it as it is (MP4 with H.264, or WebM), and the instance has limits for it: see
    `video` in the answer."""
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


class SpeakersOut(Model):
    """The method by which the speakers of a transcript were told apart."""

    source: Literal["tracks", "voices"]
    """`tracks`: the recording has a track for each person, so the speakers are exact. `voices`: by their voices, which
    can be wrong."""
    state: Literal["told", "failed"]
    """`failed`: the speakers could not be told apart. The text is complete, without speakers."""
    count: int | None
    """Number of speakers. Null if `state` is failed."""


class VideoOut(Model):
    """The state of an uploaded video that its owner wanted to keep."""

    state: Literal["waiting", "kept", "not_kept", "erased"]
    """`waiting`: it is not known yet whether it can be kept. `kept`: it can be played. `not_kept`: see `reason`.
    `erased`: it was kept, and is erased now."""
    reason: Reason | None
    """The reason, if `state` is not_kept."""
    media_type: str | None
    """video/mp4 or video/webm, if `state` is kept."""


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
    """The time of its creation."""
    expires_at: datetime | None
    """The time at which it expires. Null if it does not expire (a signed-in user's, or a private instance)."""
    corrected_at: datetime | None
    """The time of the owner's last correction. Null if there is none."""
    duration: float | None
    """Length of the audio in seconds."""
    source_language: str | None
    """The spoken language, as given or detected."""
    language: LanguageOut | None
    """Details of the detected language. Null before the speech is recognized."""
    audio_tracks: int | None
    """Number of audio tracks in the recording. Null before it is decoded."""
    speakers: SpeakersOut | None
    """The method by which speakers were told apart. Null if this was not requested, or before the speech is recognized.
    """
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
    video: VideoOut | None
    """The video. Null if nobody asked to keep one. It cannot be played while `audio_withheld` is true."""
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
