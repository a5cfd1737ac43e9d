"""Recognizes the words of a stretch of speech, and checks that none of its speech was left out.

The first answer comes from faster-whisper's batched pipeline, about twice as fast as one chunk after the other. It
sometimes stops in the middle of a chunk, and its own figures (log probability, compression) then look good. So each
answer is compared with the speech that voice activity detection found:

1. An answer that fails a limit is rejected. A word loop is cut to its first round.
2. If more than LOST_SECONDS of speech have no accepted word, the chunk is recognized again by itself (sequentially),
   and then the stretch alone. The answer that leaves less speech without words is kept.
3. Speech that still has no words is unclear: its times are reported, and no text is published for it.

Nothing is sampled at random (temperature 0 everywhere): the same sound gives the same text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from reflector.transcription.recognize.loops import without_loops
from reflector.transcription.recognize.model import faster_whisper
from reflector.transcription.recognize.voice import Span, speech_without_words
from reflector.transcription.recognize.wav import SAMPLE_RATE, Samples, raised
from reflector.transcription.speech import Word

if TYPE_CHECKING:
    from faster_whisper import WhisperModel
    from faster_whisper.transcribe import Segment as Answer

#: Maximum number of chunks that are recognized together.
BATCH = 4
#: Seconds of speech without a word from which on a chunk is recognized again. It is below one second because the times
#: of words are off by up to 0.4 s.
LOST_SECONDS = 0.8
#: Whisper's own limits for a failed decoding: text that repeats itself, and a low average log probability.
MAX_COMPRESSION, MIN_LOGPROB = 2.4, -1.0
#: Mean word probability below which an answer is invented rather than heard. English by an English model has 0.92 to
#: 0.96, German by an English model 0.44.
MIN_PROBABILITY = 0.5
#: The same for a short stretch that is recognized alone, where Whisper invents more.
MIN_PROBABILITY_ALONE = 0.6
#: Seconds of sound before and after a stretch that is recognized alone.
_AROUND_SECONDS = 0.3
#: Most tokens of an answer: a base, those of a second of speech (fast Hindi has about ten), and the model's limit less
#: the tokens that begin an answer.
_TOKENS, _TOKENS_PER_SECOND, _MOST_TOKENS = 20, 14.0, 440
#: The options of later attempts at a chunk. They give different answers.
_ATTEMPTS: tuple[dict[str, Any], ...] = ({}, {"repetition_penalty": 1.1, "no_repeat_ngram_size": 4})


@dataclass(frozen=True, slots=True)
class Chunk:
    """Up to 29 seconds of speech in one language."""

    #: Code, such as "en".
    language: str
    #: Stretches of speech as voice activity detection found them, and with some sound around.
    speech: Sequence[Span]
    padded: Sequence[Span]


@dataclass(frozen=True, slots=True)
class Listened:
    """The words of a chunk, and the stretches of its speech that stayed unclear."""

    words: list[Word]
    unclear: list[Span]


class Listener:
    """A speech model with the options of its calls."""

    def __init__(self, model: "WhisperModel") -> None:
        self._model = model
        self._batched = faster_whisper().BatchedInferencePipeline(model)

    def listen(self, samples: Samples, chunks: Sequence[Chunk]) -> Iterator[Listened]:
        """The words in each of `chunks`, whose positions count in `samples`. Times count from its start."""
        for language, group in groupby(chunks, key=lambda chunk: chunk.language):
            together = list(group)
            for chunk, answer in zip(together, self._first_answers(samples, together, language), strict=True):
                yield self._completed(samples, chunk, answer)

    def _first_answers(self, samples: Samples, chunks: Sequence[Chunk], language: str) -> Iterator[list[Word]]:
        spans = [span for chunk in chunks for span in chunk.padded]
        clips, end = [], 0.0
        for chunk in chunks:
            start, end = end, end + sum(span.seconds for span in chunk.padded)
            clips.append({"start": start, "end": end})
        answers, _ = self._batched.transcribe(
            _joined(samples, spans),
            language=language,
            clip_timestamps=clips,
            word_timestamps=True,
            batch_size=BATCH,
            temperature=0.0,
            max_new_tokens=_most_tokens(max(clip["end"] - clip["start"] for clip in clips)),
        )
        for answer in _restored(answers, spans):
            yield _believed([answer], MIN_PROBABILITY)

    def _completed(self, samples: Samples, chunk: Chunk, words: list[Word]) -> Listened:
        lost = speech_without_words(chunk.speech, words, LOST_SECONDS)
        for options in _ATTEMPTS:
            if not lost:
                break
            other = self._alone(samples, chunk.padded, chunk.language, MIN_PROBABILITY, options)
            other_lost = speech_without_words(chunk.speech, other, LOST_SECONDS)
            if _seconds(other_lost) < _seconds(lost):
                words, lost = other, other_lost
        for stretch in lost:
            words = self._filled(samples, stretch, words, chunk.language)
        return Listened(words, speech_without_words(chunk.speech, words, LOST_SECONDS))

    def _filled(self, samples: Samples, stretch: Span, words: list[Word], language: str) -> list[Word]:
        """`words` with those of one stretch between them, which is recognized alone."""
        around = int(_AROUND_SECONDS * SAMPLE_RATE)
        wider = Span(max(0, stretch.start - around), min(len(samples), stretch.end + around))
        start, end = stretch.start / SAMPLE_RATE, stretch.end / SAMPLE_RATE
        before = [word for word in words if word.start < start]
        after = words[len(before) :]
        found = [
            word
            for word in self._alone(samples, [wider], language, MIN_PROBABILITY_ALONE, {})
            if start <= (word.start + word.end) / 2 <= end
        ]
        # The sound around the stretch can contain a word that is already in `words`.
        if found and before and _same(found[0], before[-1]):
            del found[0]
        if found and after and _same(found[-1], after[0]):
            del found[-1]
        return [*before, *found, *after]

    def _alone(
        self, samples: Samples, spans: Sequence[Span], language: str, probability: float, options: dict[str, Any]
    ) -> list[Word]:
        answers, _ = self._model.transcribe(
            _joined(samples, spans),
            language=language,
            temperature=0.0,
            word_timestamps=True,
            condition_on_previous_text=False,
            max_new_tokens=_most_tokens(sum(span.seconds for span in spans)),
            **options,
        )
        return _believed(_restored(answers, spans), probability)


def _most_tokens(seconds: float) -> int:
    """The maximum number of tokens in `seconds`. It bounds the time of a loop in a short stretch."""
    return min(_TOKENS + int(_TOKENS_PER_SECOND * seconds), _MOST_TOKENS)


def _joined(samples: Samples, spans: Sequence[Span]) -> Samples:
    """The sound of `spans`. Whisper leaves out quiet speech beside loud speech, so quiet stretches are raised."""
    return np.concatenate([raised(samples[span.start : span.end]) for span in spans])


def _restored(answers: Iterable["Answer"], spans: Sequence[Span]) -> Iterator["Answer"]:
    """`answers` about joined `spans`, with times in the sound that these come from."""
    from faster_whisper.transcribe import restore_speech_timestamps  # imported late: it takes half a second

    places = [{"start": span.start, "end": span.end} for span in spans]
    restored: Iterator[Answer] = restore_speech_timestamps(answers, places, SAMPLE_RATE)
    return restored


def _believed(answers: Iterable["Answer"], probability: float) -> list[Word]:
    """The words of the answers that pass every limit, without loops and in order."""
    words: list[Word] = []
    for answer in answers:
        said = [word for word in answer.words or () if word.word.strip()]
        if (
            said
            and answer.avg_logprob >= MIN_LOGPROB
            and sum(word.probability for word in said) / len(said) >= probability
        ):
            made = [
                # float(): faster-whisper gives numpy's
                Word(float(word.start), float(word.end), word.word, round(float(word.probability), 3))
                for word in said
            ]
            cut = without_loops(made)
            # Compression also shows a loop. Without the loop the rest can be correct.
            if answer.compression_ratio <= MAX_COMPRESSION or len(cut) < len(made):
                words += cut
    latest = 0.0
    for index, word in enumerate(words):
        latest = max(latest, word.start)
        words[index] = replace(word, start=latest, end=max(latest, word.end))
    return words


def _seconds(spans: Iterable[Span]) -> float:
    return sum(span.seconds for span in spans)


def _same(one: Word, other: Word) -> bool:
    return one.text.strip(" .,;:!?").lower() == other.text.strip(" .,;:!?").lower()
