"""Finds the turns of the speakers in a recording with one track, by voice prints that are grouped by similarity.

1. Silero VAD finds stretches of speech. Each gets voice prints, one for each 0.4 s.
2. Average linkage by cosine distance joins similar prints, up to a fixed distance. That gives the number of speakers.
   Groups with very little speech do not count as speakers.
3. Every print goes to the nearest group. A change of speaker costs something, and less after a pause (Viterbi).

The result depends on the sound only. Time and memory are bounded (see `turns_of`).
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from time import monotonic
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reflector.errors import Cancelled
from reflector.transcription.diarize.voiceprints import Encoder, Heard, Prints, unit
from reflector.transcription.recognize.voice import Span, find_speech
from reflector.transcription.recognize.wav import SAMPLE_RATE, Wav, open_wav

#: Cosine distance up to which groups are joined. Measured: docs/performance.md.
JOIN_DISTANCE = 0.35
#: Maximum prints that are grouped: the distances of 8 million pairs take 64 MB. More prints are thinned out evenly.
MOST_GROUPED = 4_000
#: A group is a speaker with at least this share of the prints, and at least this many, which is 2 s of speech.
_LEAST_SHARE, _LEAST_PRINTS = 0.02, 5
#: Maximum number of speakers. The groups with least speech are left out.
_MOST_SPEAKERS = 12
#: The cost of a change of speaker, as cosine distance: within a stretch of speech, and after a pause.
_CHANGE, _CHANGE_AFTER_PAUSE = 0.6, 0.2
#: Seconds of sound that are searched for speech at once. This bounds the memory.
_BLOCK_SECONDS = 300


class Turn(NamedTuple):
    """A stretch of speech by one speaker."""

    #: Seconds from the start of the recording.
    start: float
    end: float
    #: From 0, in the order in which they begin to speak.
    speaker: int


def turns_of(
    wav: Path,
    *,
    threads: int = 0,
    seconds: float = 300.0,
    on_progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Turn]:
    """The turns in a recording, in order. Empty if there is too little speech for a voice print.

    It takes about 75 s of one core for an hour, and less than 300 MB.

    Args:
        wav: 16 kHz mono 16-bit, as `convert` writes it.
        threads: CPU threads. 0: one per core.
        seconds: Maximum time that this may take.
        on_progress: Called with the share that is done, 0 to 1.
        cancelled: Asked several times a second.

    Raises:
        ModelError: The encoder is not installed.
        TimeoutError: It took longer than `seconds`.
        RecognitionError: The file is damaged.
        Cancelled: `cancelled` returned true.
    """
    deadline = monotonic() + seconds

    def check(share: float) -> None:
        if cancelled():
            raise Cancelled()
        if monotonic() > deadline:
            raise TimeoutError("Telling speakers apart took too long.")
        on_progress(share)

    encoder = Encoder(threads)
    with open_wav(wav) as sound:
        stretches = _stretches(sound, check)
        heard = encoder.listen(lambda span: sound.read(span.start, span.end - span.start), stretches, check)
    if not heard.spans:
        return []
    return _turns(heard.spans, speakers_of(heard))


def _stretches(sound: Wav, check: Callable[[float], None]) -> list[Span]:
    """The stretches of speech. A stretch that crosses the end of a block is in two parts."""
    found: list[Span] = []
    for start in range(0, sound.length, _BLOCK_SECONDS * SAMPLE_RATE):
        check(0.0)
        speech = find_speech(sound.read(start, _BLOCK_SECONDS * SAMPLE_RATE))
        found += [Span(start + span.start, start + span.end) for span in speech]
    return found


def speakers_of(heard: Heard) -> NDArray[np.intp]:
    """The speaker of each print: numbers from 0, in the order in which they begin to speak. Shape (prints,)."""
    step = -(-len(heard.prints) // MOST_GROUPED)
    centres = _centres(heard.prints[::step])
    costs = 1 - heard.prints @ centres.T
    gaps = [before.end < after.start for before, after in pairwise(heard.spans)]
    path = _cheapest(costs, [_CHANGE_AFTER_PAUSE if gap else _CHANGE for gap in gaps])
    _, first = np.unique(path, return_index=True)
    order = {int(path[index]): number for number, index in enumerate(sorted(first))}
    return np.array([order[int(speaker)] for speaker in path])


def _centres(prints: Prints) -> Prints:
    """The mean print of each group that is a speaker, shape (speakers, DIMENSIONS)."""
    groups = grouped(prints, JOIN_DISTANCE)
    sizes = np.bincount(groups)
    least = max(_LEAST_PRINTS, _LEAST_SHARE * len(prints))
    largest = np.argsort(-sizes, kind="stable")[:_MOST_SPEAKERS]
    chosen = [group for group in largest if sizes[group] >= least] or [largest[0]]
    return unit(np.stack([prints[groups == group].mean(axis=0) for group in chosen]))


def grouped(prints: Prints, distance: float) -> NDArray[np.intp]:
    """The group of each print, as numbers from 0: average linkage by cosine distance up to `distance`. Shape (prints,).

    The method is UPGMA (Sokal and Michener, 1958). The order of its steps does not depend on the machine.
    """
    import fastcluster  # imported late: most processes never need it

    count = len(prints)
    if count < 2:
        return np.zeros(count, np.intp)
    pairs = np.concatenate([1 - prints[row + 1 :] @ prints[row] for row in range(count - 1)]).astype(np.float64)
    steps = fastcluster.linkage(pairs, method="average", preserve_input=False)
    # A step joins two earlier groups under a new number. The distances of average linkage never fall.
    parents = np.arange(2 * count - 1)
    for number, (one, other, height, _) in enumerate(steps, count):
        if height <= distance:
            parents[[int(one), int(other)]] = number
    for number in range(len(parents) - 1, -1, -1):
        parents[number] = parents[parents[number]]
    _, groups = np.unique(parents[:count], return_inverse=True)
    return groups


def _cheapest(costs: NDArray[np.float32], changes: Sequence[float]) -> NDArray[np.intp]:
    """The cheapest path through `costs` of shape (prints, speakers), with the cost of a change between two prints."""
    count = len(costs)
    total = costs[0].astype(np.float64)
    before = np.zeros(costs.shape, np.intp)
    for index, change in enumerate(changes, 1):
        best = int(total.argmin())
        stays = total <= total[best] + change
        before[index] = np.where(stays, np.arange(len(total)), best)
        total = np.where(stays, total, total[best] + change) + costs[index]
    path = np.empty(count, np.intp)
    path[-1] = total.argmin()
    for index in range(count - 1, 0, -1):
        path[index - 1] = before[index, path[index]]
    return path


def _turns(spans: Sequence[Span], speakers: NDArray[np.intp]) -> list[Turn]:
    """One turn for each run of prints of one speaker without a gap."""
    turns: list[Turn] = []
    for span, speaker in zip(spans, speakers, strict=True):
        start, end = span.start / SAMPLE_RATE, span.end / SAMPLE_RATE
        if turns and turns[-1].end == start and turns[-1].speaker == speaker:
            turns[-1] = turns[-1]._replace(end=end)
        else:
            turns.append(Turn(start, end, int(speaker)))
    return turns
