"""The child process of `convert`: decodes one hostile file, and can do nothing else.

The recording comes as standard input and the three results leave through descriptors that the parent opened, so this
process needs no path. Before the first byte is looked at it gives up the right to open *anything*: a limit of zero
descriptors holds for files and sockets alike, whatever a playlist, a reference or an exploited decoder asks for. Only
then come the polite refusals: no demuxer that points elsewhere, no protocol, no decoder but those for sound.

Says one JSON object per line on standard output: {"progress": 0..1}, and last {"seconds": s}, {"error": code} if the
recording is to blame, or {"errno": n} if it is the disk.
"""

import ctypes
import errno
import json
import os
import resource
import signal
import sys
import wave
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO, NoReturn

import av
from av.audio.stream import AudioStream
from av.codec import Codec
from av.container import InputContainer
from av.stream import Stream

from reflector.transcription.decode.truncation import ENDS_WITHIN_AN_ELEMENT, frame_is_cut_off, is_cut_off
from reflector.transcription.decode.waveform import Waveform

SAMPLE_RATE = 16_000
#: Speech needs no more: 16 kHz mono at 48 kbit/s. 7 is LAME's quality scale from 0 (best) to 9 (fastest).
MP3_BITS_PER_SECOND = 48_000
MP3_OPTIONS = {"compression_level": "7"}
#: Below -60 dB of full scale nothing was said: digital silence, or the noise of a muted microphone.
SILENCE = 32768 // 1000
#: A stray packet that cannot be decoded is common in real recordings, at cuts for example. More is damage.
MAX_BAD_SHARE = 0.05
#: What may be missing at the end (seconds, share) before a recording counts as cut off: headers round.
MISSING_SECONDS, MISSING_SHARE = 1.0, 0.02
MAX_STREAMS = 32
#: What a disk answers that is full, or fails.
DISK_FAILS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO})
#: Demuxers that read other files, the network or a device.
ELSEWHERE = frozenset(
    {"concat", "dash", "ffmetadata", "hls", "image2", "image2pipe", "imf", "rtp", "rtsp", "sap", "sdp", "tedcaptions"}
    | {"tty", "vobsub", "webm_dash_manifest"}
    | {"alsa", "fbdev", "iec61883", "jack", "kmsgrab", "lavfi", "libcdio", "oss", "pulse", "sndio", "video4linux2"}
    | {"v4l2", "video4linux2,v4l2", "x11grab", "xcbgrab"}
)
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38


class Refused(Exception):
    """The file is refused; the argument is the code."""


@dataclass(frozen=True, slots=True)
class Job:
    """What the parent asks for, as one JSON object in argv."""

    #: Process id of the parent: if it is not our parent any more, nobody waits.
    parent: int
    #: Descriptors to write the results to.
    wav: int
    mp3: int
    waveform: int
    #: Longest recording in seconds.
    max_seconds: float
    #: CPU seconds.
    cpu_seconds: int
    #: Memory on top of what an idle process has, in bytes.
    memory_bytes: int


def main() -> None:
    """Decode standard input as argv[1] says."""
    job = Job(**json.loads(sys.argv[1]))
    _die_with(job.parent)
    outputs = _Outputs(job)
    allowed = ",".join(sorted(set(av.formats_available) - ELSEWHERE))
    decoders = ",".join(sorted(_audio_decoders()))
    _confine(job)
    try:
        _convert(outputs, allowed, decoders, job.max_seconds)
    except Refused as error:
        _say(error=str(error))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # there may be none left to say so
    except OSError as error:
        if error.errno not in DISK_FAILS:
            raise
        _say(errno=error.errno)
    else:
        _say(seconds=outputs.seconds)


_OUT_OF_MEMORY = 3


def _say(**message: object) -> None:
    print(json.dumps(message), flush=True)  # noqa: T201  (our voice to the parent)


# -- confinement --------------------------------------------------------------------------------------------------


def _die_with(parent: int) -> None:
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked to die with it
        sys.exit(1)


def _confine(job: Job) -> None:
    largest = int(job.max_seconds + 60) * SAMPLE_RATE * 2
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, job.cpu_seconds),
        (resource.RLIMIT_FSIZE, largest),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_AS, _memory_in_use() + job.memory_bytes),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def _memory_in_use() -> int:
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:  # not Linux
        return 1024**3


# -- reading ------------------------------------------------------------------------------------------------------


def _audio_decoders() -> Iterator[str]:
    for name in av.codecs_available:
        with suppress(av.error.FFmpegError, ValueError):  # an encoder only
            if Codec(name, "r").type == "audio":
                yield name


def _refuse(*_: object) -> NoReturn:
    raise PermissionError


def _convert(outputs: "_Outputs", formats: str, decoders: str, max_seconds: float) -> None:
    source = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115  (it lives as long as the process)
    size = os.fstat(0).st_size
    av.logging.set_level(av.logging.ERROR)
    with av.logging.Capture() as complaints, _open(source, formats, decoders) as container:
        tracks = container.streams.audio
        if not tracks:
            raise Refused("no_audio_stream")
        best = container.streams.best("audio")
        track = best if isinstance(best, AudioStream) else tracks[0]
        reading = _Reading(container, track, size, complaints)
        for frame in reading.frames():
            outputs.add(frame)
            if outputs.seconds > max_seconds:
                raise Refused("too_long")
            reading.report(source)
        outputs.close()
        reading.torn |= is_cut_off(source, size, container.format.name)
        reading.judge(outputs.seconds)
    if outputs.waveform.loudest < SILENCE:
        raise Refused("silent")


def _open(source: BinaryIO, formats: str, decoders: str) -> InputContainer:
    options = {
        "format_whitelist": formats,
        "codec_whitelist": decoders,
        "protocol_whitelist": "none",
        "max_streams": str(MAX_STREAMS),
    }
    try:
        return av.open(source, "r", options=options, io_open=_refuse, buffer_size=1 << 18)
    except MemoryError:
        raise
    except (av.error.FFmpegError, OSError, ValueError):
        raise Refused("not_audio") from None


@dataclass
class _Reading:
    """One pass over the sound of a file."""

    container: InputContainer
    track: AudioStream
    #: Bytes of the file.
    size: int
    #: What FFmpeg complains of: level, who, what.
    complaints: list[tuple[int, str, str]]
    #: Packets of the sound track: all, and those that could not be decoded.
    packets: int = 0
    bad: int = 0
    #: Where the last packet of any track ends, in seconds.
    end: float = 0.0
    #: The last two packets with sound.
    latest: "tuple[av.Packet[Stream], ...]" = ()
    #: Whether the demuxer found the last of them incomplete.
    cut: bool = False
    #: Whether the file ends in the middle of something.
    torn: bool = False
    reported: float = field(default=0.0, repr=False)

    def frames(self) -> Iterator[av.AudioFrame]:
        """Every frame that can be decoded."""
        self.track.codec_context.thread_count = 1
        for packet in self._packets():
            if packet.stream is not self.track:
                continue
            self.packets += 1
            try:
                # not a generator: an error in the caller must not count as a bad packet
                frames = self.track.decode(packet)
            except MemoryError:
                raise
            except (av.error.FFmpegError, ValueError):
                self.bad += 1
            else:
                yield from frames

    def _packets(self) -> Iterator["av.Packet[Stream]"]:
        packets = self.container.demux()
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                self._listen()
                return
            except MemoryError:
                raise
            except (av.error.FFmpegError, ValueError, OSError):
                self.cut = True
                return
            if packet.pts is not None and packet.time_base is not None:
                self.end = max(self.end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
            if packet.stream is self.track and packet.size:
                self.latest, self.cut = (*self.latest[-1:], packet), packet.is_corrupt
            self._listen()
            yield packet

    def _listen(self) -> None:
        self.torn |= any(what.startswith(ENDS_WITHIN_AN_ELEMENT) for _, _, what in self.complaints)
        self.complaints.clear()  # a bad file has many

    def report(self, source: BinaryIO) -> None:
        """Say how far we are, now and then."""
        progress = source.tell() / self.size
        if progress >= self.reported + 0.01:
            self.reported = progress
            _say(progress=round(progress, 3))

    def judge(self, seconds: float) -> None:
        """Refuse what was damaged or cut off, now that all of it was seen; `seconds` were decoded."""
        if not seconds or self.bad > 1 + MAX_BAD_SHARE * self.packets:
            raise Refused("broken")
        stated = self._stated()
        missing = stated - max(self.end, seconds)
        if self.torn or self.cut or self._last_is_a_part() or missing > max(MISSING_SECONDS, MISSING_SHARE * stated):
            raise Refused("truncated")

    def _last_is_a_part(self) -> bool:
        if len(self.latest) < 2:
            return False
        return frame_is_cut_off(self.container.format.name, self.track.codec_context.codec, *map(bytes, self.latest))

    def _stated(self) -> float:
        """The length in seconds that the file itself states, or 0 if it states none.

        Where a file states none, FFmpeg estimates one from its size and the bit rate of its first frames.
        """
        if self.track.duration is not None and self.track.time_base is not None:
            stated = float(self.track.duration * self.track.time_base)
        else:
            stated = (self.container.duration or 0) / av.time_base
        rate = self.track.codec_context.bit_rate
        estimate = self.size * 8 / rate if rate else 0.0
        return 0.0 if abs(stated - estimate) < MISSING_SHARE * stated else stated


# -- writing ------------------------------------------------------------------------------------------------------


class _Outputs:
    """The three results, written side by side from one stream of frames."""

    def __init__(self, job: Job) -> None:
        self.waveform = Waveform()
        self.samples = 0
        self._resampler: av.AudioResampler | None = None
        self._source: tuple[str, str, int] | None = None
        self._file = open(job.wav, "wb")  # noqa: SIM115  (closed below)
        self._wav = wave.open(self._file, "wb")  # noqa: SIM115  (closed below)
        self._wav.setnchannels(1)
        self._wav.setsampwidth(2)
        self._wav.setframerate(SAMPLE_RATE)
        self._mp3 = av.open(open(job.mp3, "wb"), "w", format="mp3")  # noqa: SIM115  (closed below)
        self._track = self._mp3.add_stream("libmp3lame", rate=SAMPLE_RATE, options=MP3_OPTIONS, layout="mono")
        self._track.bit_rate = MP3_BITS_PER_SECOND
        self._json = open(job.waveform, "w")  # noqa: SIM115  (closed below)

    @property
    def seconds(self) -> float:
        """Length of what was written."""
        return self.samples / SAMPLE_RATE

    def add(self, frame: av.AudioFrame) -> None:
        """Resample one decoded frame and write it."""
        source = (frame.format.name, frame.layout.name, frame.sample_rate)
        if source != self._source:  # some formats change in the middle
            self._flush()
            self._source = source
            self._resampler = av.AudioResampler("s16p", "mono", SAMPLE_RATE)
        frame.pts = None  # gaps and jumps in time are no sound
        assert self._resampler is not None  # noqa: S101  (for the type checker)
        self._write(self._resampler.resample(frame))

    def _flush(self) -> None:
        if self._resampler is not None:
            self._write(self._resampler.resample(None))

    def _write(self, frames: Sequence[av.AudioFrame | None]) -> None:
        for frame in frames:
            if frame is None:  # the flush of a resampler that had nothing to do
                continue
            samples = frame.to_ndarray().reshape(-1).astype("<i2", copy=False)
            self.samples += len(samples)
            self.waveform.add(samples)
            self._wav.writeframesraw(samples.tobytes())
            frame.pts = None
            self._mp3.mux(self._track.encode(frame))

    def close(self) -> None:
        """Write what is still held back, and the headers."""
        self._flush()
        if not self.samples:
            return
        self._wav.close()
        self._file.close()
        self._mp3.mux(self._track.encode(None))
        self._mp3.close()
        json.dump({"duration": round(self.seconds, 3), "data": self.waveform.data()}, self._json)
        self._json.close()


if __name__ == "__main__":
    main()
