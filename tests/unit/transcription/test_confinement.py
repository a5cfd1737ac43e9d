"""The decoder is confined: code that has taken it over can do nothing to the instance."""

import ctypes
import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import reflector
from reflector.transcription.decode.convert import ConvertLimits, convert
from tests.kernels import failing, needs_seccomp

from . import attack

SECRET = b"postgresql://reflector:secret@database"
ROOT = Path(reflector.__file__).parents[1]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A folder with the files that an attacker would try to read."""
    for name in ("reflector.sqlite3", ".client-key"):
        (tmp_path / name).write_text("x" * 100)
    return tmp_path


@pytest.fixture
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[int]]:
    """Descriptors of three empty files."""
    folder = tmp_path_factory.mktemp("outputs")
    descriptors = [os.open(folder / str(index), os.O_RDWR | os.O_CREAT) for index in range(3)]
    yield descriptors
    for descriptor in descriptors:
        os.close(descriptor)


def attacked(data_dir: Path, outputs: list[int], secret: "ctypes.Array[ctypes.c_char]", *mode: str) -> dict[str, str]:
    """The output of each attack, by its name."""
    wav, mp3, waveform = outputs
    job = {"parent": os.getpid(), "tracks": [], "wav": wav, "mp3": mp3, "waveform": waveform}
    job |= {"max_seconds": 60, "cpu_seconds": 60, "memory_bytes": 1 << 30}
    ended = subprocess.run(
        [sys.executable, "-P", "-s", attack.__file__, json.dumps(job), str(ctypes.addressof(secret)), data_dir, *mode],
        stdin=subprocess.DEVNULL,
        pass_fds=outputs,
        env={"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        timeout=120,
        check=True,
    )
    return dict(line.split(": ", 1) for line in ended.stderr.decode().splitlines())


@needs_seccomp
def test_nothing_that_the_decoder_tries_works(data_dir: Path, outputs: list[int]) -> None:
    secret = ctypes.create_string_buffer(SECRET)
    before = {path: path.stat() for path in [data_dir, *data_dir.iterdir()]}

    result = attacked(data_dir, outputs, secret)

    assert set(result) == set(attack.attacks("", 0, 0))
    assert {name: line for name, line in result.items() if not line.startswith("DENIED")} == {}
    assert secret.value == SECRET
    after = {path: path.stat() for path in [data_dir, *data_dir.iterdir()]}
    assert {path: found.st_mtime_ns for path, found in after.items()} == {
        path: found.st_mtime_ns for path, found in before.items()
    }


def test_the_attacks_work_without_confinement(data_dir: Path, outputs: list[int]) -> None:
    result = attacked(data_dir, outputs, ctypes.create_string_buffer(SECRET), "free")

    for name in ("look at the database", "open the folder to everybody", "empty the database", "remove the key"):
        assert not result[name].startswith("DENIED"), result[name]
    assert not (data_dir / ".client-key").exists()


# -- a kernel without seccomp -------------------------------------------------------------------------------------


_CONVERT = """
import sys
from pathlib import Path
from reflector.transcription.decode.convert import ConvertLimits, convert
from tests.kernels import failing, needs_seccomp
print(convert(Path(sys.argv[1]), Path(sys.argv[2]), ConvertLimits()).duration)
"""


@needs_seccomp
def test_a_kernel_without_seccomp_still_decodes(recorded: Callable[[str], bytes], tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(recorded("mp3"))
    (tmp_path / "out").mkdir()

    ended = subprocess.run(
        [sys.executable, "-c", _CONVERT, tmp_path / "upload", tmp_path / "out"],
        preexec_fn=failing("seccomp", errno.ENOSYS),
        capture_output=True,
        timeout=120,
        check=True,
    )

    assert float(ended.stdout) > 20


@needs_seccomp
def test_the_filter_is_in_force_while_a_file_is_decoded(recorded: Callable[[str], bytes], tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(recorded("wav"))
    (tmp_path / "out").mkdir()
    seen: list[str] = []

    def look(_: float) -> None:
        children = Path(f"/proc/{os.getpid()}/task").glob("*/children")
        for child in {pid for listing in children for pid in listing.read_text().split()}:
            if "transcription.decode.child" in Path(f"/proc/{child}/cmdline").read_text():
                seen.append(Path(f"/proc/{child}/status").read_text())

    convert(tmp_path / "upload", tmp_path / "out", ConvertLimits(), on_progress=look)

    assert seen
    assert all("\nSeccomp:\t2\n" in status for status in seen)
    assert all("\nNoNewPrivs:\t1\n" in status for status in seen)
