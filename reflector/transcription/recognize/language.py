"""Detects the languages of a recording and where each is spoken.

Whisper tells the language of a window of sound with a probability. A window of five seconds is enough, and costs a
tenth of the usual one of thirty. Samples over the whole recording give the expected languages. Inside the recording a
window counts as a change of language only if that is more plausible than two mistakes (a Viterbi path with a price for
each change). `BatchedInferencePipeline(multilingual=True)` was not enough: it decides once for 30 seconds, so that a
change inside them makes invented text, and it splits words by the rules of the first language.

See docs/decisions/0027-languages-turn-by-turn.md.
"""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reflector.transcription.recognize.voice import Span, find_speech
from reflector.transcription.recognize.wav import SAMPLE_RATE, Samples, Wav

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

#: Below this probability the language is only a guess. Wrong answers on short clips reached 0.6. Right ones on some
#: seconds of speech are above 0.9.
SURE = 0.7
#: Seconds of sound in one window of a close look and of a quick look. The time that a window takes grows with its
#: length, and the probability is surer.
_CLOSE_SECONDS, _GLANCE_SECONDS = 8.0, 5.0
#: Seconds of the window in which Whisper was trained. It is the surest for a few words, and too slow for many windows:
#: six seconds of synthetic German had a probability of 0.48 in 8 s, and of 0.79 in 30 s.
_FULL_SECONDS = 30.0
#: A recording shorter than this many seconds gets a close look.
_SHORT_SECONDS = 120.0
#: Seconds of speech for each window of a quick look.
_GLANCE_EVERY_SECONDS = 25.0
#: In the close look, each turn is a window. It ends after this many seconds of speech, or at a pause after the minimum.
_TURN_MOST_SECONDS, _TURN_PAUSE_SECONDS, _TURN_LEAST_SECONDS = 5.0, 0.5, 1.0
#: Sound before the first word of a window in seconds. Without it the first word is cut.
_LEAD_SECONDS = 0.3
#: Samples over the whole recording, and the seconds that are searched for speech at each.
_SAMPLES, _SAMPLE_SECONDS = 12, 10
#: A language is considered in a recording from this probability in one window on.
PLAUSIBLE = 0.5
#: Price of a change of language, as a logarithm of odds: one window must be 20 times as probable in the new language.
_CHANGE_PRICE = 3.0
#: Probability below which a language counts as this improbable.
_FLOOR = 1e-3

Probabilities = Mapping[str, float]


class Language(NamedTuple):
    """A language, and how sure the model is of it."""

    #: Code, such as "en".
    code: str
    #: 0 to 1.
    probability: float

    @property
    def sure(self) -> bool:
        """Whether the language counts as certain."""
        return self.probability >= SURE


class Expectation(NamedTuple):
    """The languages of a recording, from samples over its whole length."""

    main: Language
    #: Whether all samples agree.
    uniform: bool


def expect(model: "WhisperModel", wav: Wav) -> Expectation | None:
    """Listen to samples over the whole recording. None: no speech was found in them."""
    reach = _SAMPLE_SECONDS * SAMPLE_RATE
    count = min(_SAMPLES, -(-wav.length // reach))
    windows = []
    for index in range(count):
        samples = wav.read(max(0, wav.length - reach) * index // max(count - 1, 1), reach)
        windows += [_window(samples, turn, _CLOSE_SECONDS) for turn in _turns(find_speech(samples))[:1]]
    if not windows:
        return None
    seconds = _FULL_SECONDS if wav.duration <= _FULL_SECONDS else _CLOSE_SECONDS
    found = [_probabilities(model, window, seconds) for window in windows]
    lengths = [len(window) for window in windows]
    means = {
        code: sum(length * each.get(code, 0.0) for length, each in zip(lengths, found, strict=True)) / sum(lengths)
        for code in {code for each in found for code in each}
    }
    main = max(means, key=lambda code: (means[code], code))
    uniform = wav.duration > _SHORT_SECONDS and all(each.get(main, 0.0) >= SURE for each in found)
    return Expectation(Language(main, means[main]), uniform)


def languages_of(
    model: "WhisperModel", samples: Samples, spans: Sequence[Span], before: str, *, closely: bool
) -> list[Language]:
    """The language of each of `spans`, stretches of speech in `samples`.

    Args:
        model: A multilingual model.
        samples: The sound.
        spans: Stretches of speech, in order.
        before: The language that was spoken before them.
        closely: Look at every turn. Otherwise one window in about 25 seconds is looked at first, and the turns only if
            a window casts doubt on `before`.
    """
    groups = _turns(spans) if closely else _turns(spans, _GLANCE_EVERY_SECONDS, at_pauses=False)
    seconds = _CLOSE_SECONDS if closely else _GLANCE_SECONDS
    found = [_probabilities(model, _window(samples, group, seconds), seconds) for group in groups]
    if not closely and any(each.get(before, 0.0) < SURE for each in found):
        return languages_of(model, samples, spans, before, closely=True)
    path = [Language(code, each.get(code, 0.0)) for code, each in zip(_path(found, before), found, strict=True)]
    return [language for language, group in zip(path, groups, strict=True) for _ in group]


def language_of(model: "WhisperModel", samples: Samples, span: Span) -> Language:
    """The language of one stretch of speech alone."""
    found = _probabilities(model, _window(samples, [span], _CLOSE_SECONDS), _CLOSE_SECONDS)
    code = max(found, key=lambda code: found[code])
    return Language(code, found[code])


def _probabilities(model: "WhisperModel", window: Samples, seconds: float) -> Probabilities:
    """The probability of each language in a window, which is filled up to `seconds` with silence."""
    features = model.feature_extractor(window)[:, : int(seconds * 100)]
    full = np.pad(features, ((0, 0), (0, int(seconds * 100) - features.shape[1])))
    found = model.model.detect_language(model.encode(full))[0]
    return {token[2:-2]: probability for token, probability in found}


def _turns(spans: Sequence[Span], seconds: float = _TURN_MOST_SECONDS, *, at_pauses: bool = True) -> list[list[Span]]:
    """Group stretches of speech until a group has `seconds` of it, or until a pause."""
    groups: list[list[Span]] = []
    total = 0.0
    for span in spans:
        pause = (span.start - groups[-1][-1].end) / SAMPLE_RATE if groups else 0.0
        paused = at_pauses and pause >= _TURN_PAUSE_SECONDS and total >= _TURN_LEAST_SECONDS
        if not groups or total >= seconds or paused:
            groups.append([])
            total = 0.0
        groups[-1].append(span)
        total += span.seconds
    return groups


def _window(samples: Samples, group: Sequence[Span], seconds: float) -> Samples:
    """The sound in which the language of a group is looked for, with its pauses."""
    start = max(0, group[0].start - int(_LEAD_SECONDS * SAMPLE_RATE))
    return samples[start : min(group[-1].end, start + int(seconds * SAMPLE_RATE))]


def _path(found: Sequence[Probabilities], before: str) -> list[str]:
    """The most plausible sequence of languages (Viterbi), where each change has its price."""
    codes = sorted({before, *(code for each in found for code in each if each[code] >= PLAUSIBLE)})
    scores = {code: 0.0 if code == before else -_CHANGE_PRICE for code in codes}
    steps: list[dict[str, str]] = []
    for each in found:
        best = max(codes, key=lambda code: scores[code])
        came = {code: code if scores[code] >= scores[best] - _CHANGE_PRICE else best for code in codes}
        scores = {
            code: max(scores[code], scores[best] - _CHANGE_PRICE) + math.log(max(each.get(code, 0.0), _FLOOR))
            for code in codes
        }
        steps.append(came)
    path = [max(codes, key=lambda code: (scores[code], code == before))]
    for came in reversed(steps[1:]):
        path.append(came[path[-1]])
    return path[::-1]
