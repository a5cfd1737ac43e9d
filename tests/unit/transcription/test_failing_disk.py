"""A disk that fails while a recording is decoded says nothing about the recording."""

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from seccompy import ArgCmp, CmpOp

from reflector.errors import DecoderFailed
from reflector.transcription.decode.convert import ConvertLimits, convert
from tests.kernels import failing, needs_seccomp

from .conftest import FORMATS, Samples, encode

pytestmark = needs_seccomp

_CONVERT = """
import json, sys
from pathlib import Path
from reflector.errors import ReflectorError
from reflector.transcription.decode.convert import ConvertLimits, convert
try:
    print(json.dumps(["converted", convert(Path(sys.argv[1]), Path(sys.argv[2]), ConvertLimits()).duration]))
except ReflectorError as error:
    print(json.dumps(["refused", error.code]))
except OSError as error:
    print(json.dumps(["disk", error.errno]))
"""


@pytest.fixture
def convert_with(tmp_path: Path) -> Callable[[bytes, Callable[[], None]], list[object]]:
    """Convert bytes in a process in which a system call fails. Returns the outcome."""

    def run(content: bytes, preexec_fn: Callable[[], None]) -> list[object]:
        (tmp_path / "upload").write_bytes(content)
        (tmp_path / "out").mkdir()
        ended = subprocess.run(
            [sys.executable, "-c", _CONVERT, tmp_path / "upload", tmp_path / "out"],
            preexec_fn=preexec_fn,
            capture_output=True,
            timeout=120,
            check=True,
        )
        assert list((tmp_path / "out").iterdir()) == []
        result: list[object] = json.loads(ended.stdout)
        return result

    return run


def reading_from(position: int, error: int) -> Callable[[], None]:
    """A disk on which everything from a position on cannot be read. The recording is standard input of the decoder."""
    return failing("pread64", error, [ArgCmp(0, CmpOp.EQ, 0), ArgCmp(3, CmpOp.GE, position)])


@pytest.fixture(scope="module")
def long_recording(speech: Samples) -> Callable[[str], bytes]:
    """A recording of several minutes in a format: FFmpeg reads a shorter one at once. Encoding it takes seconds."""

    @cache
    def encoded(name: str) -> bytes:
        container, codec, rate, video = FORMATS[name]
        return encode(np.tile(speech, 8), container, codec, rate, video=video)

    return encoded


Convert = Callable[[bytes, Callable[[], None]], list[object]]


@pytest.mark.xdist_group("long recordings")
@pytest.mark.parametrize("name", ["wav", "mp3", "ogg with opus", "webm with video"])
def test_a_recording_that_cannot_be_read_is_not_refused(
    name: str, long_recording: Callable[[str], bytes], convert_with: Convert
) -> None:
    content = long_recording(name)

    assert convert_with(content, reading_from(len(content) // 2, errno.EIO)) == ["disk", errno.EIO]


def test_a_header_that_cannot_be_read_is_not_refused(recorded: Callable[[str], bytes], convert_with: Convert) -> None:
    assert convert_with(recorded("flac"), reading_from(0, errno.EIO)) == ["disk", errno.EIO]


@pytest.mark.xdist_group("long recordings")
@pytest.mark.parametrize("error", [errno.ESTALE, errno.ENOMEM, errno.EINVAL])
def test_no_errno_of_a_read_is_the_recordings_fault(
    error: int, long_recording: Callable[[str], bytes], convert_with: Convert
) -> None:
    content = long_recording("mp3")

    assert convert_with(content, reading_from(len(content) // 2, error)) == ["disk", error]


@pytest.mark.parametrize(
    ("call", "error"), [("pwrite64", errno.ENOSPC), ("pwrite64", errno.EIO), ("write", errno.EDQUOT)]
)
def test_no_errno_of_a_write_is_the_recordings_fault(
    call: str, error: int, recorded: Callable[[str], bytes], convert_with: Convert
) -> None:
    # The WAV files are written by pwrite. The MP3 is written by write, to a descriptor above the standard ones.
    conditions = [ArgCmp(0, CmpOp.GT, 2), ArgCmp(2, CmpOp.GT, 2000)]

    assert convert_with(recorded("mp3"), failing(call, error, conditions)) == ["disk", error]


@pytest.mark.parametrize(
    ("error", "expected"), [(errno.ENOSYS, ["disk", errno.ENOSYS]), (errno.EPERM, ["refused", "decoder_failed"])]
)
def test_a_decoder_that_cannot_be_confined_does_not_decode(
    error: int, expected: list[object], recorded: Callable[[str], bytes], convert_with: Convert
) -> None:
    # The third argument is the new limit; without it the call only asks.
    no_limits = failing("prlimit64", error, [ArgCmp(2, CmpOp.NE, 0)])

    assert convert_with(recorded("mp3"), no_limits) == expected


def test_a_decoder_that_the_system_kills_is_not_the_recordings_fault(
    recorded: Callable[[str], bytes], tmp_path: Path
) -> None:
    (tmp_path / "upload").write_bytes(recorded("wav"))
    (tmp_path / "out").mkdir()

    def kill(_: float) -> None:
        """Kill a process as the kernel does when the machine has no memory left."""
        for listing in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
            for child in listing.read_text().split():
                if "transcription.decode.child" in Path(f"/proc/{child}/cmdline").read_text():
                    os.kill(int(child), signal.SIGKILL)

    with pytest.raises(DecoderFailed):
        convert(tmp_path / "upload", tmp_path / "out", ConvertLimits(), on_progress=kill)

    assert list((tmp_path / "out").iterdir()) == []
