"""Shapes the text for reading: sections with a topic each, paragraphs, and lines with their times.

Rows may come from another program, so this module assumes nothing about the content of their JSON.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reflector.transcription.speech import UNCLEAR

#: A paragraph ends with a sentence, as soon as it has this many characters or a pause of these seconds follows.
PARAGRAPH_CHARACTERS, PARAGRAPH_PAUSE = 420, 1.6
#: A paragraph without the end of a sentence ends after this many characters.
PARAGRAPH_LONGEST = 900
#: A word with a lower probability is shown as doubtful.
DOUBTFUL_PROBABILITY = 0.4
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？")


@dataclass(frozen=True, slots=True)
class Line:
    """The speech of one caption."""

    #: Seconds from the start of the recording.
    start: float
    end: float
    text: str
    #: For each word its characters in `text`, and its start in hundredths of a second after `start`: "5:0 6:31".
    marks: str = ""
    #: Indices of the words that the speech model doubts.
    doubtful: tuple[int, ...] = ()
    #: Somebody speaks here, but the words were not understood. `text` is a mark that says so.
    unclear: bool = False
    #: The name of the speaker, if it is known.
    speaker: str | None = None
    #: The number of its segment, from 0. None if the row has no segments.
    segment: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A topic and the text about it."""

    title: str
    #: Seconds from the start of the recording.
    start: float
    paragraphs: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the summary."""

    text: str
    #: Its start in seconds. None: it is not a sentence of the recording.
    start: float | None = None


def sections(segments: Any, topics: Any) -> tuple[Section, ...]:
    """The whole text. Without `segments`, each topic's text is one paragraph."""
    lines = [_line(number, segment) for number, segment in enumerate(dicts(segments))]
    lines = [line for line in lines if line.text]  # the owner may have removed the text of a segment
    named = [(_text(topic, "title"), _number(topic, "timestamp"), topic) for topic in dicts(topics)]
    if not lines:
        return tuple(
            Section(title, start, ((Line(start, start, _text(topic, "transcript")),),)) for title, start, topic in named
        )
    starts = [start for _, start, _ in named[1:]]
    parts = list(_split(lines, starts))
    titles = [title for title, _, _ in named] or [""]
    return tuple(
        Section(title, part[0].start, tuple(_paragraphs(part)))
        for title, part in zip(titles, parts, strict=False)
        if part
    )


def speakers(said: Sequence[Section]) -> list[str]:
    """The names of the speakers, in the order in which they begin to speak."""
    lines = (line for section in said for paragraph in section.paragraphs for line in paragraph)
    return list(dict.fromkeys(line.speaker for line in lines if line.speaker))


def summary(short_summary: str | None, events: Any) -> tuple[Quote, ...]:
    """The sentences of the short summary, with their times if they are known."""
    made = [event.get("data") for event in dicts(events) if event.get("event") == "DIGEST"]
    quotes = [Quote(_text(quote, "text"), _number(quote, "start")) for quote in dicts(_get(made, "quotes"))]
    if quotes:
        return tuple(quotes)
    return (Quote(short_summary),) if short_summary else ()


def made_by(events: Any) -> str | None:
    """The author of title and summaries: "extractive", or the name of a language model."""
    made = [event.get("data") for event in dicts(events) if event.get("event") == "DIGEST"]
    name = _get(made, "made_by")
    return name if isinstance(name, str) else None


def noted(events: Any, name: str) -> dict[str, Any]:
    """The data of the event `name`, or an empty dict."""
    made = [event.get("data") for event in dicts(events) if event.get("event") == name]
    return next((data for data in reversed(made) if isinstance(data, dict)), {})


# -- shaping ------------------------------------------------------------------------------------------------------


def _split(lines: Sequence[Line], starts: Sequence[float]) -> Iterator[list[Line]]:
    """`lines` cut before the first line that begins at or after each of `starts`."""
    rest = list(lines)
    for start in starts:
        cut = next((index for index, line in enumerate(rest) if line.start >= start - 0.01), len(rest))
        yield rest[:cut]
        rest = rest[cut:]
    yield rest


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    paragraph: list[Line] = []
    for line in lines:
        if paragraph:
            last, length = paragraph[-1], sum(len(line.text) for line in paragraph)
            is_enough = length > PARAGRAPH_CHARACTERS or line.start - last.end > PARAGRAPH_PAUSE
            is_over = is_enough and last.text.endswith(_SENTENCE_ENDS)
            if is_over or line.speaker != last.speaker or length > PARAGRAPH_LONGEST:
                yield tuple(paragraph)
                paragraph = []
        paragraph.append(line)
    if paragraph:
        yield tuple(paragraph)


def _line(number: int, segment: dict[str, Any]) -> Line:
    start, speaker = _number(segment, "start"), _text(segment, "speaker") or None
    if segment.get("unclear") is True:
        return Line(start, _number(segment, "end"), UNCLEAR, unclear=True, speaker=speaker, segment=number)
    rows = dicts(segment.get("words"))
    doubtful = tuple(
        index
        for index, word in enumerate(rows)
        if isinstance(word.get("probability"), int | float) and word["probability"] < DOUBTFUL_PROBABILITY
    )
    words = [(_text(word, "text"), _number(word, "start")) for word in rows]
    if words:
        words[0] = (words[0][0].lstrip(), words[0][1])
    marks = " ".join(f"{len(text)}:{max(0, round((at - start) * 100))}" for text, at in words)
    return Line(
        start, _number(segment, "end"), _text(segment, "text"), marks, doubtful, speaker=speaker, segment=number
    )


# -- JSON of unknown content -------------------------------------------------------------------------------------------


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of a JSON list. Empty if it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _get(made: Sequence[Any], name: str) -> Any:
    return next((data.get(name) for data in reversed(made) if isinstance(data, dict)), None)


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _number(item: dict[str, Any], name: str) -> float:
    value = item.get(name)
    return float(value) if isinstance(value, int | float) else 0.0
