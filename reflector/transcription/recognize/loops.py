"""Removes word loops: a speech model can repeat the same few words again and again.

Compression and log probability do not show short loops such as "0-0-0-0". The sign is the same sequence of words four
times in a row, without a pause.
"""

import re
from collections.abc import Sequence

from reflector.transcription.speech import Word

#: Number of repetitions that make a loop, and the longest sequence of words that is searched for.
ROUNDS, LONGEST = 4, 12
#: People do say a single word three times ("no, no, no"). A longer sequence stays once.
_KEPT_OF_ONE = 3
#: A loop inside one word: up to four characters, eight times.
_INSIDE = re.compile(r"(.{1,4}?)\1{7,}")


def without_loops(words: Sequence[Word]) -> list[Word]:
    """`words` with each loop cut to its first round."""
    said = ["".join(filter(str.isalnum, word.text.lower())) or word.text.strip() for word in words]
    kept: list[Word] = []
    at = 0
    while at < len(words):
        length, rounds = _loop_at(said, at)
        if not length:
            if not _INSIDE.search(words[at].text) or words[at].text.strip().isdecimal():
                kept.append(words[at])
            at += 1
            continue
        kept += words[at : at + length * (_KEPT_OF_ONE if length == 1 else 1)]
        at += length * rounds
    return kept


def _loop_at(said: Sequence[str], at: int) -> tuple[int, int]:
    """Words in one round of the loop that begins at `at`, and its rounds; (0, 0) if none begins there."""
    for length in range(1, LONGEST + 1):
        first = said[at : at + length]
        rounds = 1
        while said[at + rounds * length : at + (rounds + 1) * length] == first:
            rounds += 1
        if rounds >= ROUNDS:
            return length, rounds
    return 0, 0
