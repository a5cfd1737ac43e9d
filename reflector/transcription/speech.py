"""What was said and when: words, and how they make sentences and captions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import sentencex

#: Two subtitle lines of 42 characters, at most 7 seconds: the usual limits for a caption.
CAPTION_CHARACTERS, CAPTION_SECONDS = 84, 7.0
#: A pause in seconds that always ends a caption.
PAUSE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was spoken."""

    #: Seconds from the start of the recording.
    start: float
    end: float
    #: With its punctuation, and with the space before it where the language writes one.
    text: str
    #: The model's confidence, 0..1.
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Segment:
    """A caption's worth of speech: a sentence, or a part of a long one."""

    #: Seconds from the start of the recording.
    start: float
    end: float
    text: str
    words: tuple[Word, ...] = ()


def segments_from(rows: Iterable[dict[str, Any]]) -> list[Segment]:
    """Return the segments that the column `transcript.segments` holds."""
    return [
        Segment(row["start"], row["end"], row["text"], tuple(Word(**word) for word in row.get("words", ())))
        for row in rows
    ]


def text_of(words: Iterable[Word]) -> str:
    """The words as running text."""
    return "".join(word.text for word in words).strip()


def sentences(words: Sequence[Word], language: str) -> Iterator[Sequence[Word]]:
    """Group `words` into sentences, by the rules of `language` (its code, such as "en")."""
    parts = sentencex.segment(language, "".join(word.text for word in words))
    ends = list(accumulate(len(part) for part in parts))
    position, first, sentence = 0, 0, 0
    for index, word in enumerate(words):
        # Sentences end after a space, words begin with one: the last letter says where a word belongs.
        last_letter = position + len(word.text.rstrip()) - 1
        while sentence < len(ends) - 1 and last_letter >= ends[sentence]:
            sentence += 1
            if index > first:
                yield words[first:index]
            first = index
        position += len(word.text)
    if words:
        yield words[first:]


def captions(words: Sequence[Word], language: str) -> Iterator[Segment]:
    """Cut `words` into segments: at the end of a sentence, and where a caption would be too long or span a pause."""
    for sentence in sentences(words, language):
        yield from (_segment(part) for part in _fitting(sentence))


def _segment(words: Sequence[Word]) -> Segment:
    return Segment(words[0].start, max(word.end for word in words), text_of(words), tuple(words))


def _fitting(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    gaps = [after.start - before.end for before, after in pairwise(words)]
    too_long = sum(len(word.text) for word in words) > CAPTION_CHARACTERS
    too_slow = words[-1].end - words[0].start > CAPTION_SECONDS
    if not gaps or not (too_long or too_slow or max(gaps) > PAUSE_SECONDS):
        yield words
        return
    cut = max(range(1, len(words)), key=lambda at: _quality(words, gaps, at))
    yield from _fitting(words[:cut])
    yield from _fitting(words[cut:])


def _quality(words: Sequence[Word], gaps: Sequence[float], at: int) -> float:
    """How good it is to cut before word `at`: in a pause, after a comma, near the middle."""
    comma = words[at - 1].text.endswith((",", ";", ":", "–", "—", "，", "、"))
    balance = 1 - abs(2 * at / len(words) - 1)
    return gaps[at - 1] + 0.3 * comma + balance
