"""Words and segments of speech with their times, and the rules that turn words into sentences and captions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Any
from unicodedata import east_asian_width

import sentencex

#: Maximum lines of a caption, characters of a line, wide characters of a line, and seconds of a caption. These are the
#: usual limits of subtitling: 42 characters a line, 16 to 20 in Chinese, Japanese and Korean, and 7 seconds.
CAPTION_LINES, LINE_CHARACTERS, WIDE_LINE_CHARACTERS, CAPTION_SECONDS = 2, 42, 18, 7.0
#: Widths of a narrow character, a wide character and a line: 42 narrow or 18 wide characters fill a line.
_NARROW, _WIDE, _LINE = 3, 7, 126
#: The mark for speech that was not understood, in any language.
UNCLEAR = "[…]"
#: A pause in seconds that always ends a caption.
PAUSE_SECONDS = 2.0
#: Shortest time in seconds that a caption is shown.
LEAST_SECONDS = 0.01
#: Maximum characters in which `sentencex` searches for the ends of sentences.
_SENTENCE_CHARACTERS = 20_000
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？")
_CLAUSE_ENDS = (",", ";", ":", "–", "—", "，", "、", "；", "：")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was spoken."""

    #: Seconds from the start of the recording.
    start: float
    end: float
    #: With its punctuation, and with the preceding space if the language has spaces.
    text: str
    #: The model's confidence, 0..1.
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Segment:
    """The speech of one caption: a sentence, or a part of a long one."""

    #: Seconds from the start of the recording.
    start: float
    end: float
    text: str
    words: tuple[Word, ...] = ()
    #: The name of the speaker, if it is known.
    speaker: str | None = None
    #: Code of the language, if it is known.
    language: str | None = None
    #: Somebody speaks here, but the words were not understood. `text` is empty.
    unclear: bool = False


def segments_from(rows: Iterable[dict[str, Any]]) -> list[Segment]:
    """Return the segments that the column `transcript.segments` holds."""
    return [Segment(**{**row, "words": tuple(Word(**word) for word in row.get("words", ()))}) for row in rows]


def text_of(words: Iterable[Word]) -> str:
    """The words as running text."""
    return "".join(word.text for word in words).strip()


def sentences(words: Sequence[Word], language: str) -> Iterator[Sequence[Word]]:
    """Group `words` into sentences, by the rules of `language` (its code, such as "en")."""
    for stretch in _stretches(words):
        yield from _sentences(stretch, language)


def captions(words: Sequence[Word], language: str) -> Iterator[Segment]:
    """Cut `words` into segments at the ends of sentences, and also if a caption would be too long or span a pause."""
    for sentence in sentences(words, language):
        first = 0
        while first < len(sentence):  # each step looks at one caption's worth of words, so the time is linear
            last = _last_fitting(sentence, first)
            if last < len(sentence) and sentence[last].start - sentence[last - 1].end <= PAUSE_SECONDS:
                last = _best_cut(sentence, first, last)
            part = sentence[first:last]
            yield Segment(part[0].start, max(word.end for word in part), text_of(part), tuple(part))
            first = last


def lines_of(text: str) -> list[str]:
    """Cut `text` into the lines of a caption: into two of about the same length, if two are enough."""
    text = " ".join(text.split())
    width = _width(text)
    lines = []
    while width > _LINE:
        cut = _first_line(text, width)
        lines.append(text[:cut].rstrip())
        rest = text[cut:].lstrip()
        width -= _width(text[: len(text) - len(rest)])
        text = rest
    return [*lines, text] if text else lines


def without_overlaps(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Yield `segments` by time. Each ends when the next one begins, or earlier."""
    before: Segment | None = None
    for segment in sorted(segments, key=lambda segment: segment.start):
        if before is not None:
            yield replace(before, end=min(before.end, max(segment.start, before.start + LEAST_SECONDS)))
        before = segment
    if before is not None:
        yield before


# -- sentences ----------------------------------------------------------------------------------------------------


def _stretches(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Cut `words` into parts that are short enough for sentencex, which takes quadratic time."""
    first, characters = 0, 0
    for index, word in enumerate(words):
        characters += len(word.text)
        at_end = word.text.rstrip().endswith(_SENTENCE_ENDS)
        if characters >= (_SENTENCE_CHARACTERS if at_end else 2 * _SENTENCE_CHARACTERS):
            yield words[first : index + 1]
            first, characters = index + 1, 0
    if first < len(words):
        yield words[first:]


def _sentences(words: Sequence[Word], language: str) -> Iterator[Sequence[Word]]:
    parts = sentencex.segment(language, "".join(word.text for word in words))
    ends = list(accumulate(len(part) for part in parts))
    position, first, sentence = 0, 0, 0
    for index, word in enumerate(words):
        # Sentences end with a space, and words begin with one. So the last letter of a word decides its sentence.
        last_letter = position + len(word.text.rstrip()) - 1
        while sentence < len(ends) - 1 and last_letter >= ends[sentence]:
            sentence += 1
            if index > first:
                yield words[first:index]
            first = index
        position += len(word.text)
    if words:
        yield words[first:]


# -- captions -----------------------------------------------------------------------------------------------------


def _last_fitting(words: Sequence[Word], first: int) -> int:
    """The end of the longest caption that begins at word `first`. It has at least one word."""
    lines, column = 1, _width(words[first].text.strip())
    for index in range(first + 1, len(words)):
        word, before = words[index], words[index - 1]
        column += _width(word.text.rstrip())
        if column > _LINE:
            lines, column = lines + 1, _width(word.text.strip())
        too_slow = word.end - words[first].start > CAPTION_SECONDS
        if lines > CAPTION_LINES or too_slow or word.start - before.end > PAUSE_SECONDS:
            return index
    return len(words)


def _best_cut(words: Sequence[Word], first: int, last: int) -> int:
    """Choose the end of a caption, at most before word `last`: in a pause, after a comma, not too early."""
    # If two captions are enough for the rest of the sentence, the second one should not be a single word.
    rest = len(words) - first
    wanted = min(last - first, -(-rest // 2)) if rest <= 2 * (last - first) else last - first

    def quality(at: int) -> float:
        comma = words[at - 1].text.rstrip().endswith(_CLAUSE_ENDS)
        return max(words[at].start - words[at - 1].end, 0.0) + 0.3 * comma - abs(at - first - wanted) / (last - first)

    return max(range(first + 1, last + 1), key=quality)


def _first_line(text: str, total: int) -> int:
    """Choose the end of the first line of `text`, whose width `total` is too long for one line."""
    head = text[
        : _LINE // _NARROW + 1
    ]  # no line is longer, and the next character decides whether the line may end here
    each = [_character_width(character) for character in head]
    widths = list(accumulate(each))
    # A line may end before a space, and beside a wide character, because these languages have no spaces.
    ends = [
        at
        for at in range(1, len(head))
        if widths[at - 1] <= _LINE and (head[at] == " " or _WIDE in (each[at - 1], each[at]))
    ]
    if not ends:  # the line is one long word
        return max(1, sum(width <= _LINE for width in widths))
    in_two = [at for at in ends if total - widths[at - 1] <= _LINE]
    return min(in_two, key=lambda at: abs(total - 2 * widths[at - 1])) if in_two else ends[-1]


def _width(text: str) -> int:
    return _NARROW * len(text) if text.isascii() else sum(map(_character_width, text))


@lru_cache(maxsize=10_000)
def _character_width(character: str) -> int:
    return _WIDE if east_asian_width(character) in "WF" else _NARROW
