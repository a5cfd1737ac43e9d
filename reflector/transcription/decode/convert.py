"""Decodes an uploaded file into `audio.wav` for recognition, `audio.mp3` for listening, and the waveform `audio.json`.

Any upload can be hostile. FFmpeg decodes it in a confined child process (`child.py`, `confinement.py`). This module
starts the child, opens its files, and waits for it.
"""

import json
import math
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from time import monotonic

import reflector
from reflector.errors import (
    BrokenMedia,
    Cancelled,
    DecoderFailed,
    DecodingTimeout,
    EmptyMedia,
    MediaError,
    NoAudioStream,
    NotAudio,
    RateTooHigh,
    ReflectorError,
    SilentMedia,
    TooLong,
    TooMuchMemory,
    TooShort,
    TruncatedMedia,
)
from reflector.storage.local.erase import TEMPORARY_PREFIX, temporaries_of

WAV, MP3, WAVEFORM, TRACKS = "audio.wav", "audio.mp3", "audio.json", "tracks"
#: Maximum number of audio tracks of one file: FFmpeg opens no file with more streams (`reading.MAX_STREAMS`).
MOST_TRACKS = 32
#: Seconds between two calls of `cancelled`.
_POLL_SECONDS = 0.1
#: Maximum bytes of a line of the child. `child.py` writes no longer ones.
_MAX_LINE_BYTES = 64 * 1024
_OUT_OF_MEMORY = 3
_REFUSALS: Mapping[str, type[MediaError]] = {
    error.code: error
    for error in (NotAudio, NoAudioStream, BrokenMedia, TruncatedMedia, SilentMedia, TooLong, TooShort, RateTooHigh)
}
#: The error for each exit status of the child.
_DEATHS: Mapping[int, type[ReflectorError]] = {
    _OUT_OF_MEMORY: TooMuchMemory,
    -signal.SIGXCPU: DecodingTimeout,
    -signal.SIGKILL: DecoderFailed,  # the system had no memory left, although the child kept to its limit
}


@dataclass(frozen=True, slots=True)
class ConvertLimits:
    """The limits of decoding one recording."""

    #: Longest recording in seconds.
    max_seconds: float = 2 * 3600
    #: Maximum seconds of decoding, of the clock and of the processor.
    timeout_seconds: float = 900
    #: Memory in bytes, in addition to the memory of an idle decoder.
    memory_bytes: int = 1024**3


@dataclass(frozen=True, slots=True)
class Video:
    """The video track of a recording, in FFmpeg's names. A hostile file can make the child say anything."""

    #: "mp4", "webm", or another one.
    container: str
    #: "" if there is not exactly one video track.
    codec: str
    #: Profile of the codec; "" if it is not known.
    profile: str
    #: Codec of the sound; "" if there is not exactly one audio track.
    sound: str


@dataclass(frozen=True, slots=True)
class Converted:
    """The result of decoding a recording."""

    #: Length in seconds, pauses in the timeline included.
    duration: float
    #: Bytes of each file: audio.wav, audio.mp3, audio.json.
    sizes: Mapping[str, int]
    #: Number of audio tracks in the file.
    tracks: int = 1
    #: Seconds of sound that were decoded, in all tracks together.
    decoded: float = 0.0
    #: None if there is no video track.
    video: Video | None = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The last message of the child."""

    seconds: float
    decoded: float
    tracks: int
    #: Indices of the tracks with sound, without copies of others.
    heard: Sequence[int]
    video: Video | None


def convert(
    source: Path,
    folder: Path,
    limits: ConvertLimits,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    on_progress: Callable[[float], None] = lambda _: None,
    announce_tracks: Callable[[], AbstractContextManager[None]] = nullcontext,
    sound_only: bool = False,
) -> Converted:
    """Decode `source`, a file of any kind that FFmpeg knows, into three files in `folder`, which must exist.

    audio.wav is 16 kHz mono 16-bit PCM, audio.mp3 the same at 48 kbit/s, and audio.json the waveform (`waveform.py`).
    If more than one audio track of the file has sound, these three are the mix, and the folder tracks/ gets a WAV of
    the same kind for each of them, named by its index in the file: 00.wav, 01.wav, and so on. All of these files have
    the same timeline, which is that of `source`. With `sound_only` there is audio.wav and nothing else.

    At the end, all files are renamed to these names. A failure leaves no files. A process that was killed may leave
    temporary files. The next conversion into `folder` removes them, and so does erasing audio.wav, audio.mp3 and
    audio.json in the store.

    `cancelled` is called ten times a second. `on_progress` gets the finished share of the work, 0..1. The context
    manager of `announce_tracks` is entered before the folder tracks/ is created, and left when it is complete.

    A truncated file is refused, because readers would take half a transcript for a whole one. It is shorter than its
    header states, or its last piece is incomplete (`truncation.py`).

    Raises MediaError with its code, and Cancelled. Raises OSError if the disk fails, and DecoderFailed if the system
    stops the decoder. These two say nothing about the recording.
    """
    if not source.stat().st_size:
        raise EmptyMedia()
    with ExitStack() as stack:
        recording = stack.enter_context(source.open("rb"))
        # If another conversion into this folder is still running, its job was given to us, and it fails at its rename.
        for leftover in folder.glob(TEMPORARY_PREFIX + "*"):
            leftover.unlink(missing_ok=True)
        names = (WAV,) if sound_only else (WAV, MP3, WAVEFORM)
        files = {name: stack.enter_context(_temporary(folder, name)) for name in names}
        tracks = [stack.enter_context(_temporary(folder, WAV)) for _ in range(MOST_TRACKS)]
        with _start_child(recording.fileno(), files, tracks, limits) as child:
            outcome = _attend(child, limits, cancelled, on_progress)
        if len(outcome.heard) == 1:
            files[WAV] = tracks[outcome.heard[0]]
        elif not sound_only:
            stack.enter_context(announce_tracks())
            (folder / TRACKS).mkdir(exist_ok=True)
            for index in outcome.heard:
                tracks[index].publish(folder / TRACKS / f"{index:02}.wav")
        sizes = {name: file.publish(folder / name) for name, file in files.items()}
    return Converted(outcome.seconds, sizes, outcome.tracks, outcome.decoded, outcome.video)


# -- files --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Temporary:
    """A file under a temporary name."""

    path: Path
    descriptor: int

    def publish(self, target: Path) -> int:
        """Write the file to the disk, rename it to `target`, and return its size in bytes."""
        os.fsync(self.descriptor)
        self.path.rename(target)
        return os.fstat(self.descriptor).st_size


@contextmanager
def _temporary(folder: Path, name: str) -> Iterator[_Temporary]:
    path = folder / (temporaries_of(name) + token_hex(8))
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        yield _Temporary(path, descriptor)
    finally:
        os.close(descriptor)
        path.unlink(missing_ok=True)


# -- the child ----------------------------------------------------------------------------------------------------


@contextmanager
def _start_child(
    recording: int, files: "Mapping[str, _Temporary]", tracks: "Sequence[_Temporary]", limits: ConvertLimits
) -> Iterator[subprocess.Popen[bytes]]:
    job = {
        "parent": os.getpid(),
        "tracks": [track.descriptor for track in tracks],
        "wav": files[WAV].descriptor,
        "mp3": files[MP3].descriptor if MP3 in files else None,
        "waveform": files[WAVEFORM].descriptor if WAVEFORM in files else None,
        "max_seconds": limits.max_seconds,
        "cpu_seconds": max(1, round(limits.timeout_seconds)),
        "memory_bytes": limits.memory_bytes,
    }
    child = subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", "reflector.transcription.decode.child", json.dumps(job)],
        stdin=recording,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # FFmpeg's messages quote the file
        pass_fds=[file.descriptor for file in (*files.values(), *tracks)],
        # Enough to start Python, and no secret. Threads for linear algebra are not needed, and would reserve memory.
        env={
            "PYTHONPATH": str(Path(reflector.__file__).parents[1]),
            "LC_ALL": "C.UTF-8",
            "OPENBLAS_NUM_THREADS": "1",
        },
        start_new_session=True,  # only the parent handles a Ctrl-C of the terminal
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _attend(
    child: subprocess.Popen[bytes],
    limits: ConvertLimits,
    cancelled: Callable[[], bool],
    on_progress: Callable[[float], None],
) -> _Outcome:
    """Wait for the child and return its last message. Raises the errors of `convert`."""
    deadline = monotonic() + limits.timeout_seconds
    ready = False
    for line in _lines(child):
        if cancelled():
            raise Cancelled()
        if monotonic() > deadline:
            raise DecodingTimeout()
        match line:
            case {"ready": True}:
                ready = True
            case {"progress": float(progress)}:
                on_progress(progress)
            case {
                "seconds": float(seconds),
                "decoded": float(decoded),
                "tracks": int(tracks),
                "heard": list(heard),
                "video": video,
            }:
                child.wait()
                # A hostile file may control the child, so its values must be possible ones.
                if not 0 < seconds <= limits.max_seconds + 1 or not 0 <= decoded < math.inf:
                    raise BrokenMedia()
                if not heard or any(index not in range(MOST_TRACKS) for index in heard):
                    raise BrokenMedia()
                return _Outcome(seconds, decoded, tracks, heard, _video(video))
            case {"error": str(code), "decoded": float(decoded)}:
                refusal = _REFUSALS.get(code, BrokenMedia)()
                refusal.seconds = decoded
                raise refusal
            case {"errno": int(number)}:
                raise OSError(number, os.strerror(number))
    status = child.wait()
    raise _DEATHS.get(status, BrokenMedia if ready else DecoderFailed)()


def _video(said: object) -> Video | None:
    match said:
        case {"container": str(container), "codec": str(codec), "profile": str(profile), "sound": str(sound)}:
            return Video(container, codec, profile, sound)
    return None


def _lines(child: subprocess.Popen[bytes]) -> Iterator[object]:
    """Yield each line of the child as JSON, and None every _POLL_SECONDS, until the child closes its output."""
    assert child.stdout is not None  # noqa: S101  (for the type checker)
    heard = b""
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while len(heard) < _MAX_LINE_BYTES:
            yield None
            if not selector.select(_POLL_SECONDS):
                continue
            spoken = os.read(child.stdout.fileno(), 4096)
            if not spoken:
                return
            *lines, heard = (heard + spoken).split(b"\n")
            for line in lines:
                with suppress(ValueError):
                    yield json.loads(line)
