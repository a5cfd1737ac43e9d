"""Gives every word the speaker of its time, and cuts segments where the speaker changes."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from reflector.transcription.diarize.turns import Turn
from reflector.transcription.speech import Segment, Word, text_of

#: Words that are said in less than this many seconds between a cut and the end of a segment stay with their neighbours.
#: The times of words are wrong by 0.24 s in the median.
_SHORTEST_RUN = 0.6


def with_speakers(segments: Sequence[Segment], turns: Sequence[Turn]) -> tuple[Segment, ...]:
    """The segments with the names "Speaker 1", "Speaker 2" and so on, cut where the speaker changes.

    Without at least two speakers they stay as they are. All words keep their times.
    """
    if len({turn.speaker for turn in turns}) < 2:
        return tuple(segments)
    timeline = _Timeline(turns)
    parts: list[Segment] = []
    for segment in segments:
        if not segment.words:
            parts.append(replace(segment, speaker=_name(timeline.speaker(segment))))
            continue
        for speaker, words in _runs(segment.words, timeline):
            start, end = words[0].start, max(word.end for word in words)
            whole = len(words) == len(segment.words)
            part = segment if whole else replace(segment, start=start, end=end, text=text_of(words), words=words)
            parts.append(replace(part, speaker=_name(speaker)))
    return tuple(parts)


class _Timeline:
    """The turns of a recording, for queries with ascending times."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        self._at = 0

    def speaker(self, span: Segment | Word) -> int:
        """The speaker with the most time during `span`. If nobody speaks then, it is the nearest one."""
        while self._at + 1 < len(self._turns) and self._turns[self._at + 1].start <= span.start:
            self._at += 1
        # A word ends a few turns later at most.
        near = self._turns[max(self._at - 1, 0) : self._at + 8]
        return max(near, key=lambda turn: min(turn.end, span.end) - max(turn.start, span.start)).speaker


def _runs(words: Sequence[Word], timeline: _Timeline) -> list[tuple[int, tuple[Word, ...]]]:
    """The words of each speaker in a segment. Runs that are too short to be reliable are merged."""
    runs: list[tuple[int, tuple[Word, ...]]] = []
    speakers = {id(word): timeline.speaker(word) for word in words}
    for speaker, group in groupby(words, key=lambda word: speakers[id(word)]):
        run = tuple(group)
        if runs and (runs[-1][0] == speaker or run[-1].end - run[0].start < _SHORTEST_RUN):
            speaker, run = runs[-1][0], runs.pop()[1] + run
        elif len(runs) == 1 and runs[0][1][-1].end - runs[0][1][0].start < _SHORTEST_RUN:
            run = runs.pop()[1] + run
        runs.append((speaker, run))
    return runs


def _name(speaker: int) -> str:
    return f"Speaker {speaker + 1}"
