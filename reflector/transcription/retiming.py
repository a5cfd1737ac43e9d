"""Times for the words of a text that a person has edited."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate, pairwise, takewhile
from unicodedata import east_asian_width

from reflector.transcription.speech import Segment, Word

#: Two texts are compared if the product of their lengths is at most this: a caption, and a text somewhat longer. It
#: takes cubic time for texts such as "aaaa" and "abab".
_COMPARED = 110 * 110


@dataclass(frozen=True, slots=True)
class _Kept:
    """A word that the new text also has, and its place there."""

    word: Word
    first: int
    end: int


def retimed(segment: Segment, text: str) -> tuple[Word, ...]:
    """The words of `segment` with the new text `text`, in which words are separated by single spaces.

    Words that are in both texts keep their times. New words share the time between their neighbours, each in
    proportion to its length. A person has written them, so their probability is 1. Of long texts only the words at the
    beginning and at the end are compared.
    """
    words: list[Word] = []
    position, now = 0, segment.start
    for kept in _kept(segment.words, text):
        words += _spread(text[position : kept.first], now, max(now, kept.word.start))
        space = " " if text[: kept.first].endswith(" ") else ""
        words.append(replace(kept.word, text=space + kept.word.text.strip()))
        position, now = kept.end, kept.word.end
    words += _spread(text[position:], now, max(now, segment.end))
    if words:
        before = segment.words[0].text[:1].isspace() if segment.words else east_asian_width(text[0]) not in "WF"
        words[0] = replace(words[0], text=" " * before + words[0].text.lstrip())
    return tuple(words)


def _kept(words: Sequence[Word], text: str) -> Iterator[_Kept]:
    """The words that `text` has as whole words, in order."""
    old = "".join(word.text for word in words)
    places = _places(old, text)
    ends = accumulate((len(word.text) for word in words), initial=0)
    for word, (start, end) in zip(words, pairwise(ends), strict=True):
        start += len(word.text) - len(word.text.lstrip())
        end -= len(word.text) - len(word.text.rstrip())
        first = places.get(start)
        if (
            first is None
            or start >= end
            or any(places.get(start + step) != first + step for step in range(end - start))
        ):
            continue
        last = first + end - start
        if _ends_alike(old[:start], text[:first]) and _ends_alike(old[end:][::-1], text[last:][::-1]):
            yield _Kept(word, first, last)


def _places(old: str, new: str) -> dict[int, int]:
    """Characters of `old` that are also in `new`: the places in `new` by those in `old`, both in order."""
    if len(old) * len(new) <= _COMPARED:
        blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
    space = len(old) - len(old.lstrip())  # words begin with one, texts do not
    first = _alike(old[space:], new)
    last = _alike(old[space + first :][::-1], new[first:][::-1])
    places = {space + place: place for place in range(first)}
    return places | {len(old) - back: len(new) - back for back in range(last, 0, -1)}


def _alike(one: str, other: str) -> int:
    """The length of the common beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _ends_alike(old: str, new: str) -> bool:
    """Whether a word begins after `new`, as after `old`. Some languages write no spaces."""
    return not new or new.endswith(" ") or (bool(old) and not old[-1].isspace())


def _spread(text: str, start: float, end: float) -> Iterator[Word]:
    """The words of `text` between two times in seconds."""
    parts = re.findall(r" ?[^ ]+", text)
    shares = list(accumulate((len(part) for part in parts), initial=0))
    for part, (before, after) in zip(parts, pairwise(shares), strict=True):
        first, last = (round(start + (end - start) * share / shares[-1], 3) for share in (before, after))
        yield Word(first, last, part)
