"""A file that somebody sent becomes sound: `audio.wav` to recognize, `audio.mp3` to listen to, `audio.json` to draw.

Uploads are hostile until proven otherwise. FFmpeg decodes them in a confined child process (`child.py`,
`confinement.py`). This module starts the child, opens the files that it reads and writes, and waits for it.
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
from reflector.storage.local_erase import TEMPORARY_PREFIX, temporaries_of

WAV, MP3, WAVEFORM, TRACKS = "audio.wav", "audio.mp3", "audio.json", "tracks"
#: Audio tracks of one file that can be heard: FFmpeg opens no file with more streams (`reading.MAX_STREAMS`).
MOST_TRACKS = 32
#: How often a caller is asked whether to go on, in seconds.
_POLL_SECONDS = 0.1
#: A longer line, in bytes, was not written by `child.py`.
_MAX_LINE_BYTES = 64 * 1024
_OUT_OF_MEMORY = 3
_REFUSALS: Mapping[str, type[MediaError]] = {
    error.code: error
    for error in (NotAudio, NoAudioStream, BrokenMedia, TruncatedMedia, SilentMedia, TooLong, TooShort, RateTooHigh)
}
#: What an exit status says.
_DEATHS: Mapping[int, type[ReflectorError]] = {
    _OUT_OF_MEMORY: TooMuchMemory,
    -signal.SIGXCPU: DecodingTimeout,
    -signal.SIGKILL: DecoderFailed,  # not ours: the system had no memory left, though the child kept to its limit
}


@dataclass(frozen=True, slots=True)
class ConvertLimits:
    """What decoding one recording may cost."""

    #: Longest recording in seconds.
    max_seconds: float = 2 * 3600
    #: Longest time that decoding may take in seconds, of the clock and of the processor.
    timeout_seconds: float = 900
    #: Memory in bytes, on top of what an idle decoder has.
    memory_bytes: int = 1024**3


@dataclass(frozen=True, slots=True)
class Converted:
    """What came of a recording."""

    #: Length in seconds, pauses in the timeline included.
    duration: float
    #: Bytes of each file: audio.wav, audio.mp3, audio.json.
    sizes: Mapping[str, int]
    #: Number of audio tracks in the file.
    tracks: int = 1
    #: Seconds of sound that were decoded, in all tracks together.
    decoded: float = 0.0


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the child says at the end."""

    seconds: float
    decoded: float
    tracks: int
    #: Indices of the tracks that have sound of their own.
    heard: Sequence[int]


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

    All files are renamed into place when all is well. A failure leaves nothing behind. A process that was killed may
    leave temporary files; the next conversion into `folder` removes them, and so does erasing audio.wav, audio.mp3 and
    audio.json in the store.

    `cancelled` is asked ten times a second. `on_progress` gets the share of the work that is done, 0..1. What
    `announce_tracks` returns is entered before there is a folder tracks/, and left when it is complete.

    A file that was cut off is refused (it is shorter than it states, or its last piece is not whole: `truncation.py`),
    because half a transcript would pass for a whole one.

    Raises MediaError with its code, and Cancelled. Raises OSError when the disk fails and DecoderFailed when the system
    stops the decoder: neither says anything about the recording.
    """
    if not source.stat().st_size:
        raise EmptyMedia()
    with ExitStack() as stack:
        recording = stack.enter_context(source.open("rb"))
        _remove_leftovers(folder)
        names = (WAV,) if sound_only else (WAV, MP3, WAVEFORM)
        files = {name: stack.enter_context(_temporary(folder, name)) for name in names}
        tracks = [stack.enter_context(_temporary(folder, WAV)) for _ in range(MOST_TRACKS)]
        with _decoder(recording.fileno(), files, tracks, limits) as child:
            outcome = _attend(child, limits, cancelled, on_progress)
        if len(outcome.heard) == 1:
            files[WAV] = tracks[outcome.heard[0]]
        elif not sound_only:
            stack.enter_context(announce_tracks())
            (folder / TRACKS).mkdir(exist_ok=True)
            for index in outcome.heard:
                tracks[index].publish(folder / TRACKS / f"{index:02}.wav")
        sizes = {name: file.publish(folder / name) for name, file in files.items()}
    return Converted(outcome.seconds, sizes, outcome.tracks, outcome.decoded)


# -- files --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Temporary:
    """A file that has no name of its own yet."""

    path: Path
    descriptor: int

    def publish(self, target: Path) -> int:
        """Give it its name, durably, and return its size in bytes."""
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


def _remove_leftovers(folder: Path) -> None:
    # Should another conversion into this folder still be alive, its job was given to us: it fails at its rename.
    for path in folder.glob(TEMPORARY_PREFIX + "*"):
        path.unlink(missing_ok=True)


# -- the child ----------------------------------------------------------------------------------------------------


@contextmanager
def _decoder(
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
        stderr=subprocess.DEVNULL,  # FFmpeg quotes what it reads
        pass_fds=[file.descriptor for file in (*files.values(), *tracks)],
        env=_environment(),
        start_new_session=True,  # a Ctrl-C on the terminal is the parent's to answer
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _environment() -> dict[str, str]:
    """Enough to start Python, and nothing that is secret."""
    root = Path(reflector.__file__).parents[1]
    # Linear algebra is not needed, and each of its threads would reserve memory.
    return {"PYTHONPATH": str(root), "LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}


def _attend(
    child: subprocess.Popen[bytes],
    limits: ConvertLimits,
    cancelled: Callable[[], bool],
    on_progress: Callable[[float], None],
) -> _Outcome:
    """Wait for the child and return what it says at the end. Raises what `convert` raises."""
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
            case {"seconds": float(seconds), "decoded": float(decoded), "tracks": int(tracks), "heard": list(heard)}:
                child.wait()
                return _checked(_Outcome(seconds, decoded, tracks, heard), limits)
            case {"error": str(code), "decoded": float(decoded)}:
                raise _refusal(code, decoded)
            case {"errno": int(number)}:
                raise OSError(number, os.strerror(number))
    status = child.wait()
    raise _DEATHS.get(status, BrokenMedia if ready else DecoderFailed)()


def _checked(outcome: _Outcome, limits: ConvertLimits) -> _Outcome:
    """`outcome`, if it is possible: a hostile file may have taken the child over. Raises BrokenMedia."""
    if not 0 < outcome.seconds <= limits.max_seconds + 1 or not 0 <= outcome.decoded < math.inf:
        raise BrokenMedia()
    possible = range(MOST_TRACKS)
    if not outcome.heard or any(index not in possible for index in outcome.heard):
        raise BrokenMedia()
    return outcome


def _refusal(code: str, decoded: float) -> MediaError:
    error = _REFUSALS.get(code, BrokenMedia)()
    error.seconds = decoded
    return error


def _lines(child: subprocess.Popen[bytes]) -> Iterator[object]:
    """Each line of the child as JSON, and None at least every _POLL_SECONDS, until the child closes its output."""
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
