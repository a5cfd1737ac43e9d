"""The JSON documents of corrections: the segments of a text, and what a person changes in them."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from reflector.api.schemas import Model, Moment, SaidWord, Seconds, SpeakerName, printable, storable

#: A name that a segment has already, with all its characters.
_KnownSpeaker = Annotated[str, Field(max_length=100), AfterValidator(storable)]


class _Change(Model):
    """A model that is both asked for and answered. It has one schema, so that generated clients have one class."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=False)


class WordIn(_Change):
    """A word with its times."""

    text: Annotated[str, Field(min_length=1, max_length=10_000), AfterValidator(printable)]
    """The word with its punctuation, and with the preceding space if the language has spaces."""
    start: Seconds
    """Seconds from the beginning."""
    end: Seconds
    """Seconds from the beginning."""
    probability: Annotated[float, Field(ge=0, le=1)] = 1.0
    """The confidence of the speech model, 0 to 1."""


class SegmentChange(_Change):
    """A change to one segment. Fields that are missing or null stay unchanged."""

    index: Annotated[int, Field(ge=0)]
    """The number of the segment, from 0."""
    text: Annotated[str, Field(max_length=10_000), AfterValidator(printable)] | None = None
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

    changes: list[SegmentChange] = Field(default=[], max_length=20_000)
    """Changes to single segments."""
    speakers: dict[_KnownSpeaker, SpeakerName] = Field(default={}, max_length=100)
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
    """The time of the owner's last correction. Null if there is none."""
    segments: list[SegmentOut]
    """All of them, in order."""


class Corrected(Model):
    """The result of corrections."""

    corrected_at: datetime
    """The time of the correction."""
    segments: list[SegmentOut]
    """The changed segments."""
    replaced: list[SegmentChange]
    """The changes that undo these corrections. The server does not keep what was replaced."""
