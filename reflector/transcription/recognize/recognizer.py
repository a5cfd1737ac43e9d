"""Turns a recording into words with their times, in pieces of about a minute.

Each piece is complete in itself: it begins and ends in a pause, and depends only on the sound and on where it begins.
So a caller can keep each piece when it is made, and go on at its end after a crash, with the same result.
A piece also holds the languages that were found so far, for the pieces after it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reflector.db.states import LanguageSource
from reflector.errors import Cancelled, LanguageNotSupported, NoSpeech, UnclearSpeech
from reflector.transcription.recognize.language import (
    PLAUSIBLE,
    Expectation,
    Language,
    expect,
    language_of,
    languages_of,
)
from reflector.transcription.recognize.listening import Chunk, Listened, Listener
from reflector.transcription.recognize.voice import Span, find_speech, packed, padded
from reflector.transcription.recognize.wav import SAMPLE_RATE, Samples, Wav, open_wav
from reflector.transcription.speech import Segment, captions

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

#: A piece has at most this many chunks of up to 29 s of speech, found in this many seconds of sound.
PIECE_CHUNKS, PIECE_SECONDS = 2, 64
#: Seconds of speech without a word in it that make a recording unclear. Less is a noise that sounded like a voice.
_UNCLEAR_SECONDS = 3.0


class Share(NamedTuple):
    """A language in a recording."""

    #: Seconds of speech in it.
    seconds: float
    #: 0 to 1, averaged over these seconds.
    probability: float


@dataclass(frozen=True, slots=True)
class Piece:
    """The words in a stretch of a recording."""

    #: Samples from the start of the recording. The next piece begins at `end`.
    start: int
    end: int
    segments: tuple[Segment, ...]
    #: The languages of the piece by code.
    languages: Mapping[str, Share]
    #: Code of the language that was spoken last.
    language: str
    #: Whether all samples over the whole recording had the same language.
    uniform: bool


@dataclass(frozen=True, slots=True)
class Recognition:
    """The words in a recording."""

    #: In order. Those with `unclear` have times and no text.
    segments: tuple[Segment, ...]
    #: Code of the language in which most was said, such as "en".
    language: str
    language_source: LanguageSource
    #: Length of the recording in seconds.
    duration: float
    #: Every language that was spoken, by code.
    languages: Mapping[str, Share]

    @property
    def language_probability(self) -> float:
        """The model's confidence in `language`, 0 to 1."""
        return self.languages[self.language].probability


class Recognizer:
    """One recording's use of a model.

    Args:
        model: The speech model.
        wav: The recording.
        language: Code of the language that is spoken. None: it is detected, and changes are followed.
        detector: A multilingual model that tells the language if `model` only knows English.
        after: The last piece that is there already. Recognition continues after it.

    Raises:
        LanguageNotSupported: The model does not know the language that is spoken.
    """

    def __init__(
        self,
        model: "WhisperModel",
        wav: Wav,
        language: str | None = None,
        detector: "WhisperModel | None" = None,
        after: Piece | None = None,
    ) -> None:
        if language and language not in model.supported_languages:
            raise LanguageNotSupported()
        self._wav = wav
        self._listener = Listener(model)
        self._detector: WhisperModel | None = None
        self._expected: Expectation | None = None
        self.language_source: LanguageSource = LanguageSource.GIVEN if language else LanguageSource.DETECTED
        if not model.model.is_multilingual:
            self.language_source, language = LanguageSource.MODEL, "en"
            heard = expect(detector, wav) if detector is not None and after is None else None
            if heard and heard.main.probability >= PLAUSIBLE and heard.main.code != "en":
                raise LanguageNotSupported()
        elif not language:
            self._detector = model
            known = None if after is None else Expectation(Language(after.language, 1.0), after.uniform)
            self._expected = known or expect(model, wav)
        self._language = language or (self._expected.main.code if self._expected else "en")
        self._start = 0 if after is None else after.end

    def pieces(self) -> Iterator[Piece]:
        """The pieces of the recording that are not there yet."""
        start, before = self._start, self._language
        uniform = self._expected is not None and self._expected.uniform
        while start < self._wav.length:
            samples = self._wav.read(start, PIECE_SECONDS * SAMPLE_RATE)
            final = start + len(samples) >= self._wav.length
            speech, end = _complete(find_speech(samples), len(samples), final)
            if self._detector is None or not speech:
                languages = [Language(self._language, 1.0) for _ in speech]
            else:
                languages = languages_of(self._detector, samples, speech, before, closely=not uniform)
            chunks = _chunks(speech, languages, len(samples))
            if len(chunks) > PIECE_CHUNKS:
                end = (chunks[PIECE_CHUNKS - 1].padded[-1].end + chunks[PIECE_CHUNKS].padded[0].start) // 2
                chunks = chunks[:PIECE_CHUNKS]
            used = [(span, language) for span, language in zip(speech, languages, strict=True) if span.start < end]
            segments = tuple(
                segment
                for chunk, heard in self._listened(samples, chunks, {language.code for language in languages})
                for segment in _segments(heard, chunk.language, start, self._wav.duration)
            )
            ordered = tuple(sorted(segments, key=lambda segment: segment.start))
            if chunks:
                before = chunks[-1].language
            shares = _merged((language.code, Share(span.seconds, language.probability)) for span, language in used)
            yield Piece(start, start + end, ordered, shares, before, uniform)
            start += end

    def _listened(
        self, samples: Samples, chunks: Sequence[Chunk], spoken: Collection[str]
    ) -> Iterator[tuple[Chunk, Listened]]:
        """Each chunk with its words.

        If a part is unclear, the speaker may have changed the language without a pause. So the part is tried in the
        languages that are `spoken` nearby. No others are tried: Whisper invents text in nearly any language.
        """
        for chunk, heard in zip(chunks, self._listener.listen(samples, chunks), strict=True):
            foreign: list[Chunk] = []
            for span in heard.unclear if self._detector is not None else ():
                language = language_of(self._detector, samples, span)
                if language.code != chunk.language and language.code in spoken and language.probability >= PLAUSIBLE:
                    foreign.append(Chunk(language.code, [span], padded([span], len(samples))))
            still = [span for span in heard.unclear if not any(span in other.speech for other in foreign)]
            yield chunk, Listened(heard.words, still)
            yield from zip(foreign, self._listener.listen(samples, foreign), strict=True)


def recognize(
    wav: Path,
    model: "WhisperModel",
    language: str | None,
    on_progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    detector: "WhisperModel | None" = None,
    kept: Sequence[Piece] = (),
    on_piece: Callable[[Piece], None] = lambda _: None,
) -> Recognition:
    """The words of `wav` (16 kHz mono 16-bit, as `convert` writes it) with their times.

    Args:
        wav: The recording.
        model: The speech model.
        language: Code of the language that is spoken. None: it is detected.
        on_progress: Called with the share of the recording that is done, 0 to 1.
        cancelled: Asked after each piece, which takes some seconds.
        detector: A multilingual model that tells the language if `model` only knows English.
        kept: The pieces that are there already, from the beginning.
        on_piece: Called with each new piece. An exception from it ends the work.

    Raises:
        NoSpeech: The recording has no speech. UnclearSpeech: It has speech, but no word was understood.
        LanguageNotSupported: The model does not know the language that is spoken.
        RecognitionError: The file is damaged.
        Cancelled: `cancelled` said so.
    """
    with open_wav(wav) as sound:
        if cancelled():
            raise Cancelled()
        pieces = list(kept)
        recognizer = Recognizer(model, sound, language, detector, kept[-1] if kept else None)
        for piece in recognizer.pieces():
            pieces.append(piece)
            on_progress(piece.end / sound.length)
            on_piece(piece)
            if cancelled():
                raise Cancelled()
        return joined(pieces, recognizer.language_source, sound.duration)


def joined(pieces: Sequence[Piece], source: LanguageSource, duration: float) -> Recognition:
    """The whole recording from all of its pieces. Raises NoSpeech and UnclearSpeech."""
    segments = tuple(segment for piece in pieces for segment in piece.segments)
    if all(segment.unclear for segment in segments):
        unclear = sum(segment.end - segment.start for segment in segments)
        raise UnclearSpeech() if unclear >= _UNCLEAR_SECONDS else NoSpeech()
    shares = _merged(share for piece in pieces for share in piece.languages.items())
    main = max(shares, key=lambda code: (shares[code].seconds, code))
    return Recognition(segments, main, source, duration, shares)


def _complete(speech: list[Span], length: int, final: bool) -> tuple[list[Span], int]:
    """The stretches that certainly end before the sound ends, and the end of a piece of them."""
    if final:
        return speech, length
    margin = SAMPLE_RATE // 2
    if len(speech) > 1 and speech[-1].end > length - margin:
        return speech[:-1], (speech[-2].end + speech[-1].start) // 2
    # A word may begin in the last half second.
    return speech, max(length - margin, speech[-1].end if speech else 0)


def _chunks(speech: Sequence[Span], languages: Sequence[Language], length: int) -> list[Chunk]:
    chunks = []
    wide = padded(speech, length)
    for code, run in groupby(range(len(speech)), key=lambda index: languages[index].code):
        indices = list(run)
        for part in packed([wide[index] for index in indices]):
            chunks.append(Chunk(code, [speech[index] for index in indices[: len(part)]], part))
            indices = indices[len(part) :]
    return chunks


def _segments(heard: Listened, language: str, start: int, duration: float) -> list[Segment]:
    """The captions of a chunk and its unclear stretches in order, with times in the recording of `duration` seconds."""
    offset = start / SAMPLE_RATE

    def moved(time: float) -> float:
        return round(min(time + offset, duration), 2)

    words = [replace(word, start=moved(word.start), end=moved(word.end)) for word in heard.words]
    made = [replace(segment, language=language) for segment in captions(words, language)]
    for span in heard.unclear:
        begin, end = (round(position / SAMPLE_RATE + offset, 2) for position in span)
        made.append(Segment(begin, end, text="", language=language, unclear=True))
    return sorted(made, key=lambda segment: segment.start)


def _merged(shares: "Iterator[tuple[str, Share]]") -> dict[str, Share]:
    seconds: dict[str, float] = defaultdict(float)
    weighted: dict[str, float] = defaultdict(float)
    for code, share in shares:
        seconds[code] += share.seconds
        weighted[code] += share.seconds * share.probability
    return {code: Share(round(total, 2), round(weighted[code] / total, 3)) for code, total in seconds.items() if total}
