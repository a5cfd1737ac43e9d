"""Makes one text from a recording with a track for each person: each word once, with its speaker.

Tracks are recognized one by one, so that the speaker of every word is known exactly. But a microphone also hears the
others. Their words then come back a second time, quieter, under the wrong name. A word is such a double if another
track has the same word at the same time and louder. Two people may say the same word at the same time, so a single word
has to sound alike too: crosstalk is the same sound, delayed and filtered, and another voice is not.

A recorder may also write a mix of all microphones to one track. Its words are as loud there as in the other tracks, and
the track with fewer words keeps them, because it is the one person's.
"""

import wave
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reflector.errors import NoSpeech, RecognitionError, UnclearSpeech
from reflector.transcription.recognize.recognizer import Recognition, Share
from reflector.transcription.speech import Segment, Word, text_of

SAMPLE_RATE = 16_000
#: Samples per value of a loudness curve: 10 ms.
_FRAME = 160
#: Seconds that the times of one word may differ between two tracks, as recognized.
_SAME_TIME = 0.7
#: Ratios of energy: the same level (within 1 dB), and clearly louder (6 dB).
_EQUAL, _LOUDER = 1.25, 4.0
#: Correlation above which two sounds are the same one, and the largest delay in seconds between two tracks of it.
_ALIKE, _DELAY = 0.3, 0.2
#: If more than this share of a segment are doubles, the rest of it is misheard crosstalk too.
_RESIDUE = 0.5


@dataclass(frozen=True, slots=True)
class Voice:
    """One track and its recognized words."""

    #: Name of the person.
    speaker: str
    segments: Sequence[Segment]
    #: 16 kHz mono 16-bit. All voices have the same timeline.
    wav: Path


def recognize_tracks(
    tracks: Sequence[tuple[str, Path]],
    recognize: Callable[[int, Path, Callable[[float], None]], Recognition],
    on_progress: Callable[[float], None],
) -> Recognition:
    """Recognize each track of a recording, and merge them by time.

    Args:
        tracks: The name of each speaker, and the file of the track.
        recognize: Recognizes the track of a number from 0, and reports the share of it that is done, 0 to 1.
        on_progress: Called with the share of all tracks that is done, 0 to 1.

    Raises:
        NoSpeech, UnclearSpeech: No track has a word.
        RecognitionError, Cancelled: As `recognize` raises them for a track.
    """
    results: list[tuple[Voice, Recognition]] = []
    failure: RecognitionError = NoSpeech()
    for index, (speaker, wav) in enumerate(tracks):

        def report(share: float, index: int = index) -> None:
            on_progress((index + share) / len(tracks))

        try:
            result = recognize(index, wav, report)
        except NoSpeech:  # this participant only listened
            continue
        except UnclearSpeech as error:
            failure = error
            continue
        results.append((Voice(speaker, result.segments, wav), result))
    if not results:
        raise failure
    return _joined(merge([voice for voice, _ in results]), [result for _, result in results])


def _joined(segments: Sequence[Segment], results: Sequence[Recognition]) -> Recognition:
    """One recognition with `segments`, and with the languages of all `results`."""
    weights: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for result in results:
        for code, share in result.languages.items():
            weights[code].append((share.seconds, share.probability))
    languages = {
        code: Share(sum(s for s, _ in shares), sum(s * p for s, p in shares) / max(sum(s for s, _ in shares), 1e-9))
        for code, shares in weights.items()
    }
    main = max(languages, key=lambda code: languages[code].seconds)
    duration = max(result.duration for result in results)
    return Recognition(tuple(segments), main, results[0].language_source, duration, languages)


def merge(voices: Sequence[Voice]) -> list[Segment]:
    """All segments by time, each with its speaker, without the words that a microphone took from another person."""
    tracks = [_Track(voice) for voice in voices]
    merged: list[Segment] = []
    for track in tracks:
        others = [other for other in tracks if other is not track]
        for segment in track.voice.segments:
            merged += _without_doubles(segment, track, others)
    return sorted(merged, key=lambda segment: (segment.start, segment.end))


def _without_doubles(segment: Segment, track: "_Track", others: Sequence["_Track"]) -> Iterator[Segment]:
    """The rest of a segment."""
    named = replace(segment, speaker=track.voice.speaker)
    if not segment.words:
        # Speech that was not understood is crosstalk if somebody else speaks there, louder.
        if not any(other.is_louder(track, segment, _LOUDER) and other.speaks(segment) for other in others):
            yield named
        return
    doubles = {index for other in others for index in _doubles(segment, track, other)}
    if len(doubles) > _RESIDUE * len(segment.words):
        return
    words = tuple(word for index, word in enumerate(segment.words) if index not in doubles)
    if len(words) == len(segment.words):
        yield named
    elif words:
        yield replace(named, words=words, text=text_of(words), start=words[0].start, end=words[-1].end)


def _doubles(segment: Segment, track: "_Track", other: "_Track") -> Iterator[int]:
    """The indices of those words of `segment` that belong to the voice of another track."""
    theirs = other.words_near(segment)
    matcher = SequenceMatcher(None, [_bare(word) for word in segment.words], [_bare(w) for w in theirs], autojunk=False)
    alike = other.sounds_like(track, segment) if theirs else False
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            index, word, same = block.a + offset, segment.words[block.a + offset], theirs[block.b + offset]
            at_once = abs(word.start - same.start) <= _SAME_TIME
            if at_once and (alike or block.size > 1) and other.owns(word, track):
                yield index
    # The model may have misheard all of it.
    if alike and other.speaks(segment) and other.is_louder(track, segment, _LOUDER):
        yield from range(len(segment.words))


def _bare(word: Word) -> str:
    return "".join(character for character in word.text.casefold() if character.isalnum())


class _Track:
    """A voice with its loudness."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.words = [word for segment in voice.segments for word in segment.words]
        self._starts = np.array([word.start for word in self.words])
        self._energy = _energy(voice.wav)

    def words_near(self, span: Segment | Word) -> Sequence[Word]:
        """The words that were said about the time of `span`."""
        first, last = np.searchsorted(self._starts, [span.start - 2 * _SAME_TIME, span.end + _SAME_TIME])
        return self.words[first:last]

    def speaks(self, span: Segment | Word) -> bool:
        """Whether words cover at least half of `span`."""
        covered = sum(max(min(w.end, span.end) - max(w.start, span.start), 0.0) for w in self.words_near(span))
        return covered >= 0.5 * (span.end - span.start)

    def energy(self, span: Segment | Word) -> float:
        """The mean energy during `span`."""
        first = int(span.start * SAMPLE_RATE / _FRAME)
        frames = self._energy[first : max(int(span.end * SAMPLE_RATE / _FRAME), first + 1)]
        return float(frames.mean()) if len(frames) else 0.0

    def is_louder(self, other: "_Track", span: Segment | Word, ratio: float) -> bool:
        """Whether `span` has at least `ratio` times the energy that it has on another track."""
        return self.energy(span) >= ratio * max(other.energy(span), 1e-9)

    def owns(self, word: Word, other: "_Track") -> bool:
        """Whether a word that is on both tracks belongs to this one."""
        if self.is_louder(other, word, _EQUAL):
            return True
        if other.is_louder(self, word, _EQUAL):
            return False
        return (len(self.words), self.voice.speaker) < (len(other.words), other.voice.speaker)

    def sounds_like(self, other: "_Track", span: Segment) -> bool:
        """Whether both tracks have the same sound during `span`, though delayed or filtered."""
        one, two = (_samples(track.voice.wav, span) for track in (self, other))
        length = min(len(one), len(two))
        norm = float(np.linalg.norm(one[:length]) * np.linalg.norm(two[:length]))
        if not norm:
            return False
        size = 2 * length
        spectrum = np.fft.rfft(one[:length], size) * np.conj(np.fft.rfft(two[:length], size))
        lags = np.abs(np.fft.irfft(spectrum, size))
        delay = int(_DELAY * SAMPLE_RATE)
        return max(float(lags[:delay].max()), float(lags[-delay:].max())) / norm > _ALIKE


def _samples(wav: Path, span: Segment) -> NDArray[np.float64]:
    with wave.open(str(wav)) as reader:
        reader.setpos(min(int(span.start * SAMPLE_RATE), reader.getnframes()))
        read = reader.readframes(int((span.end - span.start) * SAMPLE_RATE))
    return np.frombuffer(read, "<i2").astype(np.float64)


def _energy(wav: Path) -> NDArray[np.float32]:
    """The mean square of every 10 ms of a file, in blocks of 100 s."""
    curve = []
    with wave.open(str(wav)) as reader:
        while block := reader.readframes(10_000 * _FRAME):
            samples = np.frombuffer(block, "<i2").astype(np.float32)
            whole = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
            curve.append(np.square(whole).mean(axis=1))
    return np.concatenate(curve) if curve else np.empty(0, np.float32)
