"""Finds speech, groups it into chunks for the model, and finds speech without words.

Positions are sample indices at 16 kHz, times are seconds. Voice activity detection is Silero's, part of faster-whisper.
It misses speech without low frequencies (a telephone far from the speaker, 500 to 2,000 Hz) and quiet speech beside
loud speech. So it also looks at a copy in which all stretches are equally loud, and low frequencies dominate.
See docs/decisions/0056-two-looks-for-speech.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from reflector.transcription.recognize.wav import FRAME, SAMPLE_RATE, TARGET_DBFS, Samples, levels_of
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
#: Probability of speech above which Silero's answer counts: its default, and for the second look.
_THRESHOLD, _SECOND_THRESHOLD = 0.5, 0.2
#: The second look counts where it finds at least this many seconds of speech outside the padding of the first look, at
#: this multiple of the noise (6 dB). The level of the noise is the one that this share of all sound stays below.
_MISSED_SECONDS, _ABOVE_NOISE, _NOISE_SHARE = 0.2, 2.0, 0.1
#: The copy for the second look: -3 dB at this frequency in Hz, then 6 dB less per octave (a one-pole low-pass).
_CUTOFF_HZ = 1000.0
#: Its gain in dB is at most this. It follows the loudest frame within these seconds before and after.
_MAX_GAIN_DB, _GAIN_SECONDS = 40.0, 0.4
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
    """Stretches of speech in `samples`, without padding, in order, each shorter than a chunk."""
    first = _voice(samples, _THRESHOLD)
    # The second look finds less of the pauses between words. So it only adds what the first one has missed.
    known = padded(first, len(samples))
    levels = levels_of(samples)
    noise = float(np.quantile(levels, _NOISE_SHARE)) if len(levels) else 0.0

    def loud_seconds(span: Span) -> float:
        frames = levels[-(-span.start // FRAME) : span.end // FRAME]
        return float(np.count_nonzero(frames > _ABOVE_NOISE * noise)) * FRAME / SAMPLE_RATE

    missed = [
        part
        for span in _voice(_levelled(samples), _SECOND_THRESHOLD)
        for part in _without(span, first)
        if sum(loud_seconds(rest) for rest in _without(part, known)) >= _MISSED_SECONDS
    ]
    return _united(sorted([*first, *missed]))


def _voice(samples: Samples, threshold: float) -> list[Span]:
    from faster_whisper.vad import VadOptions, get_speech_timestamps  # imported late: it takes half a second

    options = VadOptions(
        threshold=threshold,
        min_silence_duration_ms=_PAUSE_MS,
        speech_pad_ms=0,
        max_speech_duration_s=CHUNK_SECONDS - 1,
    )
    return [Span(found["start"], found["end"]) for found in get_speech_timestamps(samples, options)]


def _levelled(samples: Samples) -> Samples:
    """A copy for the second look: low frequencies dominate, and quiet stretches are as loud as others."""
    decay = np.exp(-2 * np.pi * _CUTOFF_HZ / SAMPLE_RATE)
    response = ((1 - decay) * decay ** np.arange(32)).astype(np.float32)  # what follows is below -100 dB
    muffled = np.convolve(samples, response)[: len(samples)]
    levels = levels_of(muffled)
    if not len(levels):
        return muffled
    reach = round(_GAIN_SECONDS * SAMPLE_RATE / FRAME)
    nearby = np.lib.stride_tricks.sliding_window_view(np.pad(levels, reach), 2 * reach + 1).max(axis=1)
    gains = np.minimum(10 ** (TARGET_DBFS / 20) / np.maximum(nearby, 1e-6), 10 ** (_MAX_GAIN_DB / 20))
    smooth = np.convolve(np.pad(gains, reach, mode="edge"), np.full(2 * reach + 1, 1 / (2 * reach + 1)), "valid")
    middles = (np.arange(len(levels)) + 0.5) * FRAME
    gain = np.interp(np.arange(len(samples)), middles, smooth).astype(np.float32)
    return np.clip(muffled * gain, -1, 1)


def _without(span: Span, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the parts of `span` that are in none of `spans`, which are in order."""
    start = span.start
    for other in spans:
        if other.start >= span.end:
            break
        if other.start > start:
            yield Span(start, other.start)
        start = max(start, other.end)
    if start < span.end:
        yield Span(start, span.end)


def _united(spans: Iterable[Span]) -> list[Span]:
    """Unite ordered `spans` without a pause between them, as long as they are shorter than a chunk."""
    united: list[Span] = []
    for span in spans:
        if united and united[-1].end == span.start and (span.end - united[-1].start) / SAMPLE_RATE < CHUNK_SECONDS - 1:
            united[-1] = Span(united[-1].start, span.end)
        else:
            united.append(span)
    return united


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
