"""The documents of OpenAI's transcription interface (https://platform.openai.com/docs/api-reference/audio).

Clients of that interface expect every field. A field whose value Reflector does not have is empty.
"""

import math
import zlib
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from reflector.api.problems import MEANINGS
from reflector.api.schemas import SpokenLanguage
from reflector.transcription.languages import name_of
from reflector.transcription.speech import Segment

Format = Literal["json", "text", "srt", "vtt", "verbose_json"]


def _granularities(written: str) -> str:
    if set(written.split(",")) - {"word", "segment"}:
        raise ValueError("knows only word and segment")
    return written


class _Model(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True, json_schema_serialization_defaults_required=True)


class TranscriptionAsked(_Model):
    """The fields of a request besides `file`. Other fields of OpenAI's interface are accepted and ignored."""

    model: Annotated[str, Field(max_length=255)] = ""
    """Any name: an instance has one speech model."""
    language: SpokenLanguage | None = None
    """The spoken language: a code such as "en", or a name. None: it is detected."""
    response_format: Format = "json"
    """json: the text. verbose_json: also segments or words with their times. text, srt, vtt: a plain text."""
    stream: bool = False
    """Whether the text is sent as server-sent events."""
    granularities: Annotated[str | None, AfterValidator(_granularities)] = Field(
        default=None, alias="timestamp_granularities[]"
    )
    """The content of verbose_json: `segment` (the default), `word`, or both."""


class TranscriptionUsage(_Model):
    """The length of the recording."""

    type: Literal["duration"] = "duration"
    """Always duration."""
    seconds: int
    """Whole seconds, rounded up."""


class TranscriptionOut(_Model):
    """The answer in `json`."""

    text: str
    """The whole recognized text."""
    usage: TranscriptionUsage
    """The length of the recording."""


class TranscriptionWordOut(_Model):
    """A word of `verbose_json`."""

    word: str
    """The word, with its punctuation."""
    start: float
    """Seconds from the beginning."""
    end: float
    """Seconds from the beginning."""


class TranscriptionSegmentOut(_Model):
    """A segment of `verbose_json`: the speech of one caption."""

    id: int
    """Its number, from 0."""
    seek: int
    """Its start in hundredths of a second."""
    start: float
    """Seconds from the beginning."""
    end: float
    """Seconds from the beginning."""
    text: str
    """Its text."""
    tokens: list[int] = []
    """Always empty: tokens are not kept."""
    temperature: float = 0.0
    """Always 0."""
    avg_logprob: float
    """The mean logarithm of the probability of its words."""
    compression_ratio: float
    """The length of the text divided by its length when compressed."""
    no_speech_prob: float = 0.0
    """Always 0: pauses are cut out before recognition."""


class TranscriptionVerboseOut(TranscriptionOut):
    """The answer in `verbose_json`."""

    task: Literal["transcribe"] = "transcribe"
    """Always transcribe."""
    language: str
    """English name of the language in lower case, such as "english"."""
    duration: float
    """Length of the recording in seconds."""
    segments: list[TranscriptionSegmentOut] | None = None
    """All segments, if they were asked for."""
    words: list[TranscriptionWordOut] | None = None
    """All words, if they were asked for."""


class OpenAIError(_Model):
    """An error."""

    message: str
    """The fault, and what the reader can do, for people."""
    type: str
    """The kind of error, such as invalid_request_error."""
    param: str | None
    """The field that is wrong."""
    code: str | None
    """The stable name of the problem: the same codes as in other routes."""


class OpenAIErrorDocument(_Model):
    """The answer if there is an error."""

    error: OpenAIError
    """The error."""


#: Models that the OpenAPI document needs, and that no function's signature names.
MODELS = (TranscriptionAsked, TranscriptionOut, TranscriptionVerboseOut, OpenAIErrorDocument)


def openai_problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI descriptions of the error answers of a route."""
    schema = {"$ref": "#/components/schemas/OpenAIErrorDocument"}
    content = {"application/json": {"schema": schema}}
    return {status: {"description": MEANINGS[status], "content": content} for status in sorted(statuses)}


def text_of(segments: Sequence[Segment]) -> str:
    """The whole recognized text as one line."""
    return " ".join(" ".join(segment.text.split()) for segment in segments if not segment.unclear)


def to_json(segments: Sequence[Segment], duration: float) -> TranscriptionOut:
    """The answer in `json`. `duration` is in seconds."""
    return TranscriptionOut(text=text_of(segments), usage=TranscriptionUsage(seconds=math.ceil(duration)))


def to_verbose_json(
    segments: Sequence[Segment], duration: float, language: str, granularities: Sequence[str]
) -> TranscriptionVerboseOut:
    """The answer in `verbose_json`. `language` is a tag such as "en-GB"."""
    heard = [segment for segment in segments if not segment.unclear]
    return TranscriptionVerboseOut(
        **to_json(segments, duration).model_dump(),
        language=name_of(language).lower(),
        duration=duration,
        segments=[_segment(*each) for each in enumerate(heard)] if "segment" in granularities else None,
        words=[
            TranscriptionWordOut(word=word.text.strip(), start=word.start, end=word.end)
            for segment in heard
            for word in segment.words
        ]
        if "word" in granularities
        else None,
    )


def _segment(number: int, segment: Segment) -> TranscriptionSegmentOut:
    text = segment.text.encode()
    logarithms = [math.log(max(word.probability, 1e-6)) for word in segment.words]
    return TranscriptionSegmentOut(
        id=number,
        seek=round(segment.start * 100),
        start=segment.start,
        end=segment.end,
        text=segment.text,
        avg_logprob=round(sum(logarithms) / len(logarithms), 4) if logarithms else 0.0,
        # As Whisper computes it (openai/whisper, utils.py).
        compression_ratio=round(len(text) / len(zlib.compress(text)), 4),
    )
