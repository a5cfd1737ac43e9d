"""Where one topic ends and the next begins: TextTiling.

Hearst, "TextTiling: Segmenting Text into Multi-paragraph Subtopic Passages", Computational Linguistics 23(1), 1997.
The text is taken as sequences of 20 words. Each gap between two of them is scored by how alike the words on its two
sides are (cosine of their counts), and a topic ends in the valleys that are deep.
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
#: How far above the average a valley must be deep, in standard deviations.
DEVIATIONS = 1.0
#: How often the likeness of each gap is averaged with its neighbours'.
SMOOTHINGS = 2
#: Rarer words would cost memory and hardly change a likeness.
VOCABULARY = 2000


def boundaries(terms: Sequence[str], most: int) -> list[int]:
    """Indices into `terms` where a new topic begins, 0 not among them.

    Args:
        terms: One entry per word. "" stands for a word that carries no meaning.
        most: Largest number of topics. Topics of more than MAX_WORDS are divided all the same.
    """
    if len(terms) < 2 * MIN_WORDS:
        return []
    depths = _depths(_likeness(_counts(terms)))
    valleys = depths[depths > 0]
    cutoff = valleys.mean() + DEVIATIONS * valleys.std() if len(valleys) else 0.0
    return _chosen(depths, float(cutoff), len(terms), most)


def _counts(terms: Sequence[str]) -> NDArray[np.float64]:
    """How often each word that comes again occurs in each sequence (sequences, words)."""
    frequent = Counter(term for term in terms if term).most_common(VOCABULARY)
    columns = {term: column for column, (term, count) in enumerate(frequent) if count > 1}
    counts = np.zeros((-(-len(terms) // SEQUENCE_WORDS), max(len(columns), 1)))
    for index, term in enumerate(terms):
        if term in columns:
            counts[index // SEQUENCE_WORDS, columns[term]] += 1
    return counts


def _likeness(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cosine of the blocks before and after each gap between sequences (sequences - 1,)."""
    total = np.vstack([np.zeros(counts.shape[1]), counts.cumsum(axis=0)])
    gaps = np.arange(1, len(counts))
    before = total[gaps] - total[np.maximum(gaps - BLOCK_SEQUENCES, 0)]
    after = total[np.minimum(gaps + BLOCK_SEQUENCES, len(counts))] - total[gaps]
    norms = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    likeness: NDArray[np.float64] = np.einsum("ij,ij->i", before, after) / np.maximum(norms, 1e-9)
    for _ in range(SMOOTHINGS):
        padded = np.pad(likeness, 1, mode="edge")
        likeness = (padded[:-2] + padded[1:-1] + padded[2:]) / 3
    return likeness


def _depths(likeness: NDArray[np.float64]) -> NDArray[np.float64]:
    """How deep each gap lies below the nearest peaks on its two sides; 0 where it is no valley."""
    depths = np.zeros_like(likeness)
    for gap, value in enumerate(likeness):
        left = _peak(likeness[gap::-1])
        right = _peak(likeness[gap:])
        if left > value or right > value:
            depths[gap] = left + right - 2 * value
    return depths


def _peak(values: NDArray[np.float64]) -> float:
    """The top of the slope that `values` begin with."""
    falling = np.flatnonzero(values[1:] < values[:-1])
    return float(values[falling[0] if len(falling) else -1])


def _chosen(depths: NDArray[np.float64], cutoff: float, words: int, most: int) -> list[int]:
    """The valleys deeper than `cutoff`, the deepest first, while topics are neither too short nor too many."""
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
    """Where to cut the words from `first` to `last` if they are too long for one topic: deepest, then most evenly."""
    if last - first <= MAX_WORDS:
        return []
    gaps = range((first + MIN_WORDS) // SEQUENCE_WORDS, (last - MIN_WORDS) // SEQUENCE_WORDS - 1)
    middle = (first + last) / 2 / SEQUENCE_WORDS
    deepest = max(gaps, key=lambda gap: (depths[gap], -abs(gap + 1 - middle)))
    at = (deepest + 1) * SEQUENCE_WORDS
    return [at, *_divided(depths, first, at), *_divided(depths, at, last)]


def snapped(bounds: Sequence[int], starts: Sequence[int]) -> Iterator[int]:
    """The index into `starts` (ascending, from 0) that lies nearest to each of `bounds`, 0 and repeats left out."""
    last = 0
    for bound in bounds:
        after = min(bisect_left(starts, bound), len(starts) - 1)
        nearest = after - 1 if after and bound - starts[after - 1] <= starts[after] - bound else after
        if nearest > last:
            last = nearest
            yield nearest
