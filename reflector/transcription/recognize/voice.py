"""Finds speech, groups it into chunks for the model, and finds speech without words.

Positions are sample indices at 16 kHz, times are seconds. Voice activity detection is Silero's, part of faster-whisper.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reflector.transcription.recognize.wav import SAMPLE_RATE, Samples
from reflector.transcription.speech import Word

#: Longest chunk in seconds, the window of Whisper, less the padding.
CHUNK_SECONDS = 29.0
#: A chunk of at least this many seconds may end at a long pause. Whisper drops the end of a chunk more often when the
#: chunk stops in the middle of a sentence.
_FULL_ENOUGH_SECONDS = 24.0
#: A pause of this many milliseconds ends a stretch of speech.
_PAUSE_MS = 160
#: Seconds around a stretch of speech that the model hears too, as Silero's authors recommend.
_PADDING_SECONDS = 0.4
#: Longest plausible length of a word in seconds: a base, and a share for each character. Whisper stretches a word over
#: speech that it has left out.
_WORD_SECONDS, _CHARACTER_SECONDS = 0.6, 0.12


class Span(NamedTuple):
    """A stretch of samples, `end` excluded."""

    start: int
    end: int

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return (self.end - self.start) / SAMPLE_RATE


def find_speech(samples: Samples) -> list[Span]:
    """Stretches of speech in `samples`, without padding, each shorter than a chunk."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps  # imported late: it takes half a second

    options = VadOptions(min_silence_duration_ms=_PAUSE_MS, speech_pad_ms=0, max_speech_duration_s=CHUNK_SECONDS - 1)
    return [Span(found["start"], found["end"]) for found in get_speech_timestamps(samples, options)]


def padded(speech: Sequence[Span], length: int) -> list[Span]:
    """Widen each stretch by the padding, at most to the middle of the pause. `length` is that of the recording."""
    most = int(_PADDING_SECONDS * SAMPLE_RATE)
    pauses = [after.start - before.end for before, after in pairwise(speech)]
    befores = [min(most, speech[0].start), *(min(most, pause // 2) for pause in pauses)] if speech else []
    afters = [*(min(most, pause // 2) for pause in pauses), min(most, length - speech[-1].end)] if speech else []
    return [
        Span(span.start - before, span.end + after) for span, before, after in zip(speech, befores, afters, strict=True)
    ]


def packed(spans: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """Group padded stretches into chunks of up to CHUNK_SECONDS of sound, and prefer to end a chunk at a long pause."""
    first = 0
    while first < len(spans):
        last, seconds, best, best_pause = first, spans[first].seconds, first, -1
        while last + 1 < len(spans):
            pause = spans[last + 1].start - spans[last].end
            if seconds >= _FULL_ENOUGH_SECONDS and pause > best_pause:
                best, best_pause = last, pause
            if seconds + spans[last + 1].seconds > CHUNK_SECONDS:
                break
            last += 1
            seconds += spans[last].seconds
        else:
            best_pause = -1  # all remaining speech fits
        end = last if best_pause < 0 else best
        yield spans[first : end + 1]
        first = end + 1


def speech_without_words(speech: Iterable[Span], words: Sequence[Word], at_least: float) -> list[Span]:
    """The gaps between `words` that hold more than `at_least` seconds of `speech`, cut to that speech.

    `words` are in order, and their times count from the same start as the samples.
    """
    spans = list(speech)
    edges = [0, *(edge for word in words for edge in _heard(word)), max((span.end for span in spans), default=0)]
    found, at = [], 0
    latest = 0
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        start = latest = max(latest, start)
        while at < len(spans) and spans[at].end <= start:
            at += 1
        inside = [
            Span(max(start, span.start), min(end, span.end))
            for span in _until(spans, at, end)
            if min(end, span.end) > max(start, span.start)
        ]
        if sum(span.seconds for span in inside) > at_least:
            found.append(Span(inside[0].start, inside[-1].end))
    return found


def _until(spans: Sequence[Span], at: int, end: int) -> Iterator[Span]:
    while at < len(spans) and spans[at].start < end:
        yield spans[at]
        at += 1


def _heard(word: Word) -> tuple[int, int]:
    """The samples that a word can cover."""
    longest = _WORD_SECONDS + _CHARACTER_SECONDS * len(word.text.strip())
    end = min(word.end, word.start + longest)
    return int(word.start * SAMPLE_RATE), int(end * SAMPLE_RATE)
