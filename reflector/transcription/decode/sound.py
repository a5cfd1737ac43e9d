"""Writes one track of a recording: decoded frames become 16 kHz mono samples, each at its place in time."""

import os
import struct
from collections.abc import Sequence

import av
import numpy as np
from numpy.typing import NDArray

from reflector.transcription.decode.refused import Refused

SAMPLE_RATE = 16_000
#: Samples that are written at a time: half a second.
_BLOCK = SAMPLE_RATE // 2
_HEADER = 44
#: Maximum samples per second of sound, in all channels together: 8 channels of 192 kHz, as studios use. More would only
#: cost processor time.
MAX_SAMPLES_PER_SECOND = 192_000 * 8
#: Energy of an empty channel and of a quiet block, as shares of the loudest: -40 dB and -30 dB. A quiet block says
#: nothing about polarity.
_EMPTY, _QUIET = 1e-4, 1e-3
#: Minimum absolute correlation of channels with the same sound. Below this value their sum loses at most 1.3 dB.
_CORRELATED = 0.5
#: Samples over which weights change: 5 ms.
_FADE = 80
#: Maximum seconds of jitter of the writer's clock.
JITTER_SECONDS = 0.2
#: Maximum seconds of a pause, and of a jump back. More is a fault in the file, and is ignored.
LONGEST_PAUSE_SECONDS, LONGEST_OVERLAP_SECONDS = 3600.0, 1.0

Samples = NDArray[np.int16]
Channels = NDArray[np.float32]


class Track:
    """Writes one track to a WAV file, in constant memory. Pauses are holes in the file and take no space."""

    def __init__(self, descriptor: int, max_seconds: float) -> None:
        self.descriptor = descriptor
        #: Samples so far, including pauses.
        self.samples = 0
        #: Seconds of sound that were decoded, without pauses.
        self.decoded = 0.0
        #: The largest absolute value of a sample.
        self.loudest = 0
        self._max_seconds = max_seconds
        #: The place of the next frame, in seconds. `samples` is behind it while the resampler holds some back.
        self._clock = 0.0
        #: Seconds to add to the time of a frame: the begin of its part of the file, minus impossible jumps.
        self._shift = 0.0
        self._resampler: av.AudioResampler | None = None
        self._format: tuple[str, str, int] | None = None
        self._downmix = Downmix(1)
        self._pending: list[Channels] = []
        self._pending_samples = 0

    @property
    def seconds(self) -> float:
        """The length so far in seconds, including pauses."""
        return self.samples / SAMPLE_RATE

    def begin(self, seconds: float) -> None:
        """Begin a new part of the file, whose time 0 is at `seconds` of the recording."""
        self._flush()
        self._shift = seconds
        self._go_to(seconds)

    def add(self, frame: av.AudioFrame, time: float | None) -> None:
        """Add a frame at `time`, in seconds since the begin of its part. None: directly after the last frame.

        Raises Refused ("too_long", "rate_too_high").
        """
        if time is not None:
            gap = time + self._shift - self._clock
            is_pause = JITTER_SECONDS < gap <= LONGEST_PAUSE_SECONDS
            if is_pause and self._clock + gap <= self._max_seconds:
                self._flush()
                self._go_to(self._clock + gap)
            elif gap > JITTER_SECONDS or gap < -LONGEST_OVERLAP_SECONDS:
                self._shift -= gap
        self._clock += frame.samples / frame.sample_rate
        self.decoded += frame.samples / frame.sample_rate
        if self._clock > self._max_seconds:
            raise Refused("too_long")
        source = (frame.format.name, frame.layout.name, frame.sample_rate)
        if source != self._format:  # some formats change in the middle
            self._flush()
            channels = frame.layout.nb_channels
            if frame.sample_rate * channels > MAX_SAMPLES_PER_SECOND:
                raise Refused("rate_too_high")
            self._downmix = Downmix(channels)
            # All channels are kept: FFmpeg's mono drops the low-frequency channel and lets others cancel out.
            # The samples are packed: PyAV 18 crashes on planar ones of eight channels and more.
            self._resampler = av.AudioResampler("flt", frame.layout, SAMPLE_RATE)
            self._format = source
        frame.pts = None  # with a time stamp the resampler would correct small differences
        assert self._resampler is not None  # noqa: S101  (for the type checker)
        self._take(self._resampler.resample(frame))

    def _go_to(self, seconds: float) -> None:
        self._clock = max(self._clock, seconds)
        self.samples = max(self.samples, round(self._clock * SAMPLE_RATE))

    def _flush(self) -> None:
        if self._resampler is not None:
            self._take(self._resampler.resample(None))
        self._resampler = self._format = None
        self._write()

    def _take(self, frames: Sequence[av.AudioFrame | None]) -> None:
        for frame in frames:
            if frame is None:  # the flush of an unused resampler gives no samples
                continue
            packed = frame.to_ndarray().astype(np.float32, copy=False)
            self._pending.append(packed.reshape(frame.samples, -1).T)
            self._pending_samples += frame.samples
            if self._pending_samples >= _BLOCK:
                self._write()

    def _write(self) -> None:
        if not self._pending:
            return
        mono = self._downmix(np.concatenate(self._pending, axis=1))
        self._pending, self._pending_samples = [], 0
        block = np.clip(np.rint(mono * 32768), -32768, 32767).astype("<i2")
        loudest = int(np.abs(block.astype(np.int32)).max(initial=0))
        if loudest:
            write_all(self.descriptor, block.tobytes(), _HEADER + 2 * self.samples)
        self.loudest = max(self.loudest, loudest)
        self.samples += len(block)

    def close(self) -> None:
        """Write the remaining samples, and the header of the file."""
        self._flush()
        write_all(self.descriptor, wav_header(self.samples), 0)
        os.ftruncate(self.descriptor, _HEADER + 2 * self.samples)

    def read(self, start: int, count: int) -> Samples:
        """`count` samples (n,) from index `start` on, fewer at the end."""
        count = max(min(count, self.samples - start), 0)
        return np.frombuffer(os.pread(self.descriptor, 2 * count, _HEADER + 2 * start), "<i2")


def wav_header(samples: int) -> bytes:
    """The header of a WAV file of 16 kHz mono 16-bit samples (RIFF, Microsoft 1991)."""
    fmt = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, SAMPLE_RATE, 2 * SAMPLE_RATE, 2, 16)
    return struct.pack("<4sI4s", b"RIFF", 36 + 2 * samples, b"WAVE") + fmt + struct.pack("<4sI", b"data", 2 * samples)


def write_all(descriptor: int, data: bytes, position: int) -> None:
    """Write all of `data` at `position`. Raises OSError."""
    rest = memoryview(data)
    while rest:
        written = os.pwrite(descriptor, rest, position)
        rest, position = rest[written:], position + written


class Downmix:
    """Mixes channels to one, so that no speech is cancelled, and empty channels do not make it quieter.

    A plain mean has two faults. A channel with inverted polarity cancels its copy, and one voice among seven empty
    channels becomes eight times quieter. So a channel with the opposite polarity of the loudest one is inverted, and
    only channels with sound so far count.
    """

    def __init__(self, channels: int) -> None:
        self._signs = np.ones(channels)
        self._weights: NDArray[np.float64] | None = None
        #: The loudest block of each channel so far, as mean square.
        self._peaks = np.zeros(channels)

    def __call__(self, block: Channels) -> Channels:
        """Mix `block` (channels, n) to (n,), both -1..1."""
        if len(block) == 1:
            mono: Channels = block[0]
            return mono
        products = block.astype(np.float64) @ block.T / block.shape[1]
        energies = products.diagonal()
        self._peaks = np.maximum(self._peaks, energies)
        loudest = int(energies.argmax())
        if energies[loudest] > _QUIET * self._peaks.max():
            correlation = products[loudest] / np.sqrt(np.maximum(energies * energies[loudest], 1e-30))
            inverted = self._signs[loudest] * np.sign(correlation)
            self._signs = np.where(np.abs(correlation) > _CORRELATED, inverted, self._signs)
        heard = self._peaks > _EMPTY * self._peaks.max()
        weights = self._signs * heard / max(heard.sum(), 1)
        # Weigh the channels, with a fade from the weights of the last block, so that there is no click.
        before = weights if self._weights is None else self._weights
        self._weights = weights
        mixed: Channels = (weights @ block).astype(np.float32)
        if not np.array_equal(before, weights):
            start = block[:, :_FADE]
            share = np.linspace(0, 1, start.shape[1])
            mixed[:_FADE] = share * mixed[:_FADE] + (1 - share) * (before @ start)
        return mixed
