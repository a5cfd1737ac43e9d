"""Finds the boundaries between topics: TextTiling.

Hearst, "TextTiling: Segmenting Text into Multi-paragraph Subtopic Passages", Computational Linguistics 23(1), 1997.
The text is cut into sequences of 20 words. The score of each gap between two sequences is the similarity of the words
on its two sides (cosine of their counts). A topic ends in each deep valley of this score.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

#: Hearst's "token sequence", and how many of them are compared on each side.
SEQUENCE_WORDS, BLOCK_SEQUENCES = 20, 10
#: Shortest and longest topic in words: about one and twenty minutes of speech.
MIN_WORDS, MAX_WORDS = 160, 3000
#: Minimum depth of a valley above the average depth, in standard deviations.
DEVIATIONS = 1.0
#: Number of times that the similarity of each gap is averaged with its neighbours.
SMOOTHINGS = 2
#: Maximum number of counted words. Rarer ones would cost memory and hardly change the result.
VOCABULARY = 2000


def boundaries(terms: Sequence[str], most: int) -> list[int]:
    """Return the indices into `terms` at which a new topic begins, without 0.

    Args:
        terms: One entry per word. "" stands for a word that carries no meaning.
        most: Largest number of topics. Longer topics than MAX_WORDS are divided nevertheless.
    """
    if len(terms) < 2 * MIN_WORDS:
        return []
    depths = _depths(_similarities(_counts(terms)))
    valleys = depths[depths > 0]
    cutoff = valleys.mean() + DEVIATIONS * valleys.std() if len(valleys) else 0.0
    return _choose(depths, float(cutoff), len(terms), most)


def _counts(terms: Sequence[str]) -> NDArray[np.float64]:
    """The number of uses of each repeated word in each sequence (sequences, words)."""
    frequent = Counter(term for term in terms if term).most_common(VOCABULARY)
    columns = {term: column for column, (term, count) in enumerate(frequent) if count > 1}
    counts = np.zeros((-(-len(terms) // SEQUENCE_WORDS), max(len(columns), 1)))
    for index, term in enumerate(terms):
        if term in columns:
            counts[index // SEQUENCE_WORDS, columns[term]] += 1
    return counts


def _similarities(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """The cosine of the blocks before and after each gap between sequences (sequences - 1,)."""
    total = np.vstack([np.zeros(counts.shape[1]), counts.cumsum(axis=0)])
    gaps = np.arange(1, len(counts))
    before = total[gaps] - total[np.maximum(gaps - BLOCK_SEQUENCES, 0)]
    after = total[np.minimum(gaps + BLOCK_SEQUENCES, len(counts))] - total[gaps]
    norms = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    similarities: NDArray[np.float64] = np.einsum("ij,ij->i", before, after) / np.maximum(norms, 1e-9)
    for _ in range(SMOOTHINGS):
        padded = np.pad(similarities, 1, mode="edge")
        similarities = (padded[:-2] + padded[1:-1] + padded[2:]) / 3
    return similarities


def _depths(similarities: NDArray[np.float64]) -> NDArray[np.float64]:
    """The depth of each gap below the nearest peaks on its two sides. It is 0 for a gap that is no valley."""
    depths = np.zeros_like(similarities)
    for gap, value in enumerate(similarities):
        left = _peak(similarities[gap::-1])
        right = _peak(similarities[gap:])
        if left > value or right > value:
            depths[gap] = left + right - 2 * value
    return depths


def _peak(values: NDArray[np.float64]) -> float:
    """The top of the slope that `values` begin with."""
    falling = np.flatnonzero(values[1:] < values[:-1])
    return float(values[falling[0] if len(falling) else -1])


def _choose(depths: NDArray[np.float64], cutoff: float, words: int, most: int) -> list[int]:
    """Choose the valleys deeper than `cutoff`, the deepest first, while topics are neither too short nor too many."""
    bounds = [0, words]
    for gap in np.argsort(-depths, kind="stable"):
        if len(bounds) > most:
            break
        at = (int(gap) + 1) * SEQUENCE_WORDS
        after = min(bisect_left(bounds, at), len(bounds) - 1)
        roomy = at - bounds[after - 1] >= MIN_WORDS and bounds[after] - at >= MIN_WORDS
        if roomy and depths[gap] > cutoff:
            insort(bounds, at)
    for first, last in pairwise(tuple(bounds)):
        bounds += _divided(depths, first, last)
    return sorted(bounds)[1:-1]


def _divided(depths: NDArray[np.float64], first: int, last: int) -> list[int]:
    """Cut the words from `first` to `last` if they are too long for one topic: at the deepest gap, then most evenly."""
    if last - first <= MAX_WORDS:
        return []
    gaps = range((first + MIN_WORDS) // SEQUENCE_WORDS, (last - MIN_WORDS) // SEQUENCE_WORDS - 1)
    middle = (first + last) / 2 / SEQUENCE_WORDS
    deepest = max(gaps, key=lambda gap: (depths[gap], -abs(gap + 1 - middle)))
    at = (deepest + 1) * SEQUENCE_WORDS
    return [at, *_divided(depths, first, at), *_divided(depths, at, last)]


def snapped(bounds: Sequence[int], starts: Sequence[int]) -> Iterator[int]:
    """Yield for each of `bounds` the index of the nearest of `starts` (ascending, from 0), without 0 and repeats."""
    last = 0
    for bound in bounds:
        after = min(bisect_left(starts, bound), len(starts) - 1)
        nearest = after - 1 if after and bound - starts[after - 1] <= starts[after] - bound else after
        if nearest > last:
            last = nearest
            yield nearest
