"""Applies corrections by the owner: new text, other speakers, and everything that is derived from them.

The replaced words are not kept. Title, summaries and topics can contain them, so they are made again. The words of a
language model stay if they contain no form of the replaced words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any
from unicodedata import category, normalize

from reflector.errors import TextTooLong
from reflector.transcription.digest.extractive import EXTRACTIVE, digest
from reflector.transcription.export import to_vtt
from reflector.transcription.layout import made_by, noted
from reflector.transcription.retiming import retimed
from reflector.transcription.speech import Segment, Word, segments_from, text_of

#: Maximum characters of a text: per second about twice as many as the fastest speakers say, and a base. Without a
#: maximum, long texts would make each correction slow, and transcripts could be misused to store other data.
_CHARACTERS_PER_SECOND, _CHARACTERS_MORE = 50, 20_000
#: The name of the event that says when the owner last corrected the text.
CORRECTED = "CORRECTED"
#: Minimum length of a replaced word whose other forms are searched for. For shorter words only the word itself is
#: searched for.
_STEM_CHARACTERS = 3
#: Characters of scripts that have no spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese; and Korean,
#: which joins particles to its words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Change:
    """A change to one segment. None leaves a value as it is."""

    text: str | None = None
    #: The text with exact times, instead of `text`.
    words: Sequence[Word] | None = None
    #: "" removes the speaker.
    speaker: str | None = None
    #: True marks speech that was not understood, and removes its text.
    unclear: bool | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """All changes that are made together."""

    #: Changes by the index of their segment.
    changes: Mapping[int, Change] = field(default_factory=dict)
    #: New names of speakers. Speakers who get the same name become one.
    speakers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """The columns of a transcript that a correction reads."""

    segments: Sequence[dict[str, Any]]
    #: Code of the language, such as "en".
    language: str
    events: Sequence[dict[str, Any]] = ()
    participants: Sequence[dict[str, Any]] = ()
    title: str | None = None
    short_summary: str | None = None
    long_summary: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """The result of a correction. `before` and `after` are the changed segments by index."""

    #: The new values of the transcript's columns.
    columns: dict[str, Any]
    before: dict[int, Segment]
    after: dict[int, Segment]


def correct(source: Source, wanted: Wanted, at: datetime) -> Correction:
    """Apply `wanted` at the moment `at`.

    Raises IndexError if a segment does not exist, and TextTooLong if the text is longer than speech in that time can
    be.
    """
    old = segments_from(source.segments)
    for index in wanted.changes:
        if index >= len(old):
            raise IndexError(index)
    new = [_changed(segment, wanted.changes.get(index), wanted.speakers) for index, segment in enumerate(old)]
    length, most = _length(new), _CHARACTERS_PER_SECOND * max((s.end for s in old), default=0.0) + _CHARACTERS_MORE
    if length > max(most, _length(old)):
        raise TextTooLong()
    changed = [index for index, segment in enumerate(old) if segment != new[index]]
    events = [event for event in source.events if event.get("event") != CORRECTED]
    columns: dict[str, Any] = {
        "segments": [asdict(segment) for segment in new],
        "webvtt": to_vtt(new),
        "participants": _participants(source.participants, old, new) or None,
        "events": [*events, {"event": CORRECTED, "data": {"at": at.isoformat()}}],
    }
    if any(old[index].words != new[index].words or old[index].text != new[index].text for index in changed):
        made = digest(new, source.language)
        author = made_by(source.events)
        if author and author != EXTRACTIVE and _has_none(source, (old[index].text for index in changed), new):
            made = replace(
                made,
                title=source.title or "",
                short_summary=source.short_summary or "",
                long_summary=source.long_summary or "",
                made_by=author,
            )
        columns |= made.columns(columns["events"])
    return Correction(columns, {index: old[index] for index in changed}, {index: new[index] for index in changed})


def corrected_at(events: Any) -> datetime | None:
    """The time of the owner's last correction, from the events of a transcript; None if there is none."""
    at = noted(events, CORRECTED).get("at")
    return datetime.fromisoformat(at) if isinstance(at, str) else None


def _length(segments: Iterable[Segment]) -> int:
    # The text of a segment lacks spaces at the ends of its words, which are stored all the same.
    return sum(max(len(s.text), sum(len(word.text) for word in s.words)) for s in segments)


def _changed(segment: Segment, change: Change | None, speakers: Mapping[str, str]) -> Segment:
    if segment.speaker is not None and segment.speaker in speakers:
        segment = replace(segment, speaker=speakers[segment.speaker] or None)
    if change is None:
        return segment
    if change.speaker is not None:
        segment = replace(segment, speaker=change.speaker or None)
    if change.unclear:
        return replace(segment, text="", words=(), unclear=True)
    if change.words is not None:
        return replace(segment, text=text_of(change.words), words=tuple(change.words), unclear=False)
    if change.text is not None and (text := " ".join(change.text.split())) != segment.text:
        return replace(segment, text=text, words=retimed(segment, text), unclear=False)
    return segment


def _participants(
    known: Sequence[dict[str, Any]], old: Sequence[Segment], new: Sequence[Segment]
) -> list[dict[str, Any]]:
    """The participants, without those who have no segment any more, and with the new speakers."""
    before, after = ({segment.speaker: None for segment in segments if segment.speaker} for segments in (old, new))
    rows = [row for row in known if row.get("name") not in before or row["name"] in after]
    names = {row.get("name") for row in rows}
    number = max((row["speaker"] for row in rows if isinstance(row.get("speaker"), int)), default=-1)
    added = [name for name in after if name not in names and name not in before]
    return [*rows, *({"speaker": number + place, "name": name} for place, name in enumerate(added, 1))]


def _has_none(source: Source, replaced: Iterable[str], new: Sequence[Segment]) -> bool:
    """Whether title and summaries contain no form of the replaced words that are no longer in the text.

    A model inflects names and joins them: "Huber" comes back as "Hubers" or "Neuhuber". So a word of the model that is
    not in the text itself must neither begin with a replaced word, nor contain one, nor be the beginning of one.
    """
    left = _parts(segment.text for segment in new)
    gone = _parts(replaced) - left
    written = _parts([source.title or "", source.short_summary or "", source.long_summary or ""]) - left
    if gone & written:
        return False
    stems = [part for part in gone if len(part) >= _STEM_CHARACTERS]
    beginnings = {part[:length] for part in stems for length in range(_STEM_CHARACTERS, len(part))}
    whole = " ".join(written)
    return not (beginnings & written or any(stem in whole for stem in stems))


def _parts(texts: Iterable[str]) -> set[str]:
    """The words of `texts` in lower case; of words without spaces between them each character and each pair."""
    parts: set[str] = set()
    for text in texts:
        plain = normalize("NFKC", text).casefold()
        # Marks belong to a word: vowels of Hindi and Thai are marks.
        for word in "".join(one if category(one)[0] in "LMN" else " " for one in plain).split():
            if _UNSPACED.search(word):
                parts |= {*word, *(word[at : at + 2] for at in range(len(word) - 1))}
            else:
                parts.add(word)
    return parts
