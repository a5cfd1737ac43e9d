"""A file that somebody sent becomes sound: `audio.wav` to recognize, `audio.mp3` to listen to, `audio.json` to draw.

Uploads are hostile until proven otherwise, so they are decoded by FFmpeg in a child process (`child.py`) that may
not open anything, has limits on memory, time and output, inherits no environment, and dies with us. Here are its
keeper and the files it writes to.
"""

import json
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from time import monotonic

import reflector
from reflector.errors import (
    BrokenMedia,
    Cancelled,
    DecodingTimeout,
    EmptyMedia,
    MediaError,
    NoAudioStream,
    NotAudio,
    SilentMedia,
    TooLong,
    TooMuchMemory,
    TruncatedMedia,
)
from reflector.storage.local_erase import TEMPORARY_PREFIX, temporaries_of

WAV, MP3, WAVEFORM = "audio.wav", "audio.mp3", "audio.json"
#: How often a caller is asked whether to go on, in seconds.
_POLL_SECONDS = 0.1
#: More than this in one line was not said by `child.py` any more.
_MAX_SPOKEN_BYTES = 64 * 1024
_OUT_OF_MEMORY = 3
_REFUSALS: Mapping[str, type[MediaError]] = {
    error.code: error for error in (NotAudio, NoAudioStream, BrokenMedia, TruncatedMedia, SilentMedia, TooLong)
}
_DEATHS: Mapping[int, type[MediaError]] = {
    _OUT_OF_MEMORY: TooMuchMemory,
    -signal.SIGKILL: TooMuchMemory,  # not by us: it was the system that had no memory left
    -signal.SIGXCPU: DecodingTimeout,
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

    #: Length in seconds, as decoded.
    duration: float
    #: Bytes of each file: audio.wav, audio.mp3, audio.json.
    sizes: Mapping[str, int]


def convert(
    source: Path,
    folder: Path,
    limits: ConvertLimits,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    on_progress: Callable[[float], None] = lambda _: None,
) -> Converted:
    """Decode `source`, whatever FFmpeg knows, into three files in `folder`, which must exist.

    audio.wav is 16 kHz mono 16-bit PCM, audio.mp3 the same at 48 kbit/s, audio.json the waveform (`waveform.py`).
    All of them or none: they are renamed into place when all is well, and a failure leaves nothing behind. A process
    that was killed may leave temporary files; the next conversion into `folder` removes them, and whoever erases one of
    the three files in the store.

    `cancelled` is asked ten times a second; `on_progress` gets the share of the file that was read, 0..1. A file that
    was cut off (it is shorter than it states, or its last piece is not whole: `truncation.py`) is refused, since half a
    transcript would pass for a whole one.

    Raises MediaError with its code and Cancelled; OSError when the disk fails.
    """
    if not source.stat().st_size:
        raise EmptyMedia()
    with ExitStack() as stack:
        recording = stack.enter_context(source.open("rb"))
        _remove_leftovers(folder)
        files = {name: stack.enter_context(_temporary(folder, name)) for name in (WAV, MP3, WAVEFORM)}
        job = [file.descriptor for file in files.values()]
        with _decoder(recording.fileno(), job, limits) as child:
            duration = _attend(child, limits, cancelled, on_progress)
        sizes = {name: file.publish(folder / name) for name, file in files.items()}
    return Converted(duration, sizes)


# -- files --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Temporary:
    """A file that is not there yet."""

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
def _decoder(recording: int, outputs: list[int], limits: ConvertLimits) -> Iterator[subprocess.Popen[bytes]]:
    wav, mp3, waveform = outputs
    job = {
        "parent": os.getpid(),
        "wav": wav,
        "mp3": mp3,
        "waveform": waveform,
        "max_seconds": limits.max_seconds,
        "cpu_seconds": max(1, round(limits.timeout_seconds)),
        "memory_bytes": limits.memory_bytes,
    }
    child = subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", "reflector.transcription.decode.child", json.dumps(job)],
        stdin=recording,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # FFmpeg quotes what it reads
        pass_fds=outputs,
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
) -> float:
    """Wait for the child and return the seconds it decoded."""
    deadline = monotonic() + limits.timeout_seconds
    for line in _lines(child):
        if cancelled():
            raise Cancelled()
        if monotonic() > deadline:
            raise DecodingTimeout()
        match line:
            case {"progress": float(progress)}:
                on_progress(progress)
            case {"seconds": float(seconds)} if 0 < seconds <= limits.max_seconds:
                child.wait()
                return seconds
            case {"error": str(code)}:
                raise _REFUSALS.get(code, BrokenMedia)()
            case {"errno": int(number)}:
                raise OSError(number, os.strerror(number))
    raise _DEATHS.get(child.wait(), BrokenMedia)()


def _lines(child: subprocess.Popen[bytes]) -> Iterator[object]:
    """What the child says, with a None at least every _POLL_SECONDS, until it closes its mouth."""
    assert child.stdout is not None  # noqa: S101  (for the type checker)
    heard = b""
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while len(heard) < _MAX_SPOKEN_BYTES:
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
