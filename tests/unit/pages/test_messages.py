"""The pages speak every language that they offer, completely."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from reflector.errors import ReflectorError, explanation
from reflector.pages import messages

PAGES = Path(messages.__file__).parent
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "t": None, "n": (1, 2), "ngettext": (1, 2)}
METHODS = [("static/**.js", "javascript"), ("templates/**.html", "jinja2"), ("routes.py", "python")]
OTHERS = [language for language in messages.LANGUAGES if language != "en"]


def catalogue(language: str) -> dict[str | tuple[str, ...], Message]:
    """The messages of a language by their English text."""
    with (PAGES / "locale" / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        found = {}
        for message in read_po(source, locale=language):
            found[tuple(message.id) if isinstance(message.id, list | tuple) else message.id] = message
        return found


def used() -> set[str | tuple[str, ...]]:
    """The messages that templates and scripts use."""
    options = {"templates/**.html": {"extensions": "jinja2.ext.i18n", "trimmed": "true", "silent": "false"}}
    found = extract_from_dir(PAGES, METHODS, options, keywords=KEYWORDS)
    return {tuple(message) if isinstance(message, list | tuple) else message for _, _, message, _, _ in found}


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    known = catalogue(language)

    assert used() - set(known) == set()
    for key, message in known.items():
        parts = message.string if isinstance(message.string, list | tuple) else [message.string]
        assert all(parts), key
        assert not message.fuzzy, key


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_values_of_its_message(language: str) -> None:
    values = re.compile(r"%\(\w+\)s|\{\w+\}|<[^>]+>")
    for key, message in catalogue(language).items():
        if not key or (isinstance(key, str) and key.startswith(messages.CODED)):
            continue
        english = set(values.findall(key if isinstance(key, str) else key[1]))
        many = message.string if isinstance(message.string, str) else (message.string or ("",))[-1]
        assert set(values.findall(many)) in (english, english - {"%(num)s"}), key


@pytest.mark.parametrize("language", OTHERS)
def test_every_reason_of_a_failed_transcript_is_translated(language: str) -> None:
    def below(kind: type[ReflectorError]) -> set[str]:
        return {kind.code}.union(*map(below, kind.__subclasses__()))

    stage_error = next(kind for kind in ReflectorError.__subclasses__() if kind.__name__ == "StageError")
    reasons = below(stage_error) | {"worker_died", "upload_abandoned", "internal"}

    assert all(explanation(reason) for reason in reasons)
    assert {f"reason.{reason}" for reason in reasons} - set(catalogue(language)) == set()


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        (None, "", "en"),
        (None, "de-AT,de;q=0.9,en;q=0.5", "de"),
        (None, "fr, en;q=0.5, de;q=0.4", "en"),
        (None, "en;q=0.1, de;q=0.9", "de"),
        (None, "tlh", "en"),
        (None, ";;q=x,,,", "en"),
        ("de", "en", "de"),
        ("../../etc", "de", "de"),
    ],
)
def test_a_language_is_chosen_by_hand_or_by_the_browser(asked: str | None, accepted: str, language: str) -> None:
    assert messages.choose(asked, accepted) == language


def test_scripts_get_only_what_they_use() -> None:
    assert messages.script("en") == "export default {};\n"
    german = messages.script("de")
    assert '"Renamed.": "Umbenannt."' in german
    assert "problem.too_large" in german
    assert "What this does not cover" not in german
