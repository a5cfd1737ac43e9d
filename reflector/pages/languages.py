"""The spoken languages that a visitor may name."""

import json
from pathlib import Path

from babel import Locale

from reflector.settings import Settings

#: Codes of the languages that Whisper's multilingual models know (faster_whisper.tokenizer).
_WHISPER = [
    "af",
    "am",
    "ar",
    "as",
    "az",
    "ba",
    "be",
    "bg",
    "bn",
    "bo",
    "br",
    "bs",
    "ca",
    "cs",
    "cy",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "eu",
    "fa",
    "fi",
    "fo",
    "fr",
    "gl",
    "gu",
    "ha",
    "haw",
    "he",
    "hi",
    "hr",
    "ht",
    "hu",
    "hy",
    "id",
    "is",
    "it",
    "ja",
    "jw",
    "ka",
    "kk",
    "km",
    "kn",
    "ko",
    "la",
    "lb",
    "ln",
    "lo",
    "lt",
    "lv",
    "mg",
    "mi",
    "mk",
    "ml",
    "mn",
    "mr",
    "ms",
    "mt",
    "my",
    "ne",
    "nl",
    "nn",
    "no",
    "oc",
    "pa",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "sa",
    "sd",
    "si",
    "sk",
    "sl",
    "sn",
    "so",
    "sq",
    "sr",
    "su",
    "sv",
    "sw",
    "ta",
    "te",
    "tg",
    "th",
    "tk",
    "tl",
    "tr",
    "tt",
    "uk",
    "ur",
    "uz",
    "vi",
    "yi",
    "yo",
    "yue",
    "zh",
]
#: Whisper's code for Javanese is not the one of ISO 639.
_CLDR = {"jw": "jv"}
_ENGLISH_TOKENS = 51_864


def choices(settings: Settings, language: str = "en") -> list[tuple[str, str]]:
    """Code and name of each language that the instance's model knows, sorted by name; empty if it knows only English.

    `language` is the interface language, in which the names are given.
    """
    if not _multilingual(settings.WHISPER_MODEL):
        return []
    return sorted(((code, name_of(code, language)) for code in _WHISPER), key=lambda item: item[1])


def name_of(code: str | None, language: str = "en") -> str:
    """The name of a spoken language by its code ("en", "en-GB"), or the code where no name is known."""
    if not code:
        return ""
    bare = code.split("-")[0].lower()
    if bare not in _WHISPER:
        return code
    return str(Locale(language).languages.get(_CLDR.get(bare, bare), code))


def _multilingual(model: str) -> bool:
    """Whether a model knows more than English. The model is not loaded: that would cost seconds and memory.

    Names of English models end in ".en"; the first generation of models named "distil-..." is English only too. For a
    folder we count the vocabulary: English models have 51,864 tokens, the others more (OpenAI, whisper/model.py).
    """
    folder = Path(model)
    if model and folder.is_dir():
        return _tokens(folder) > _ENGLISH_TOKENS
    return bool(model) and not model.endswith(".en") and not model.startswith("distil-")


def _tokens(folder: Path) -> int:
    try:
        if (folder / "vocabulary.json").is_file():
            return len(json.loads((folder / "vocabulary.json").read_text()))
        return len((folder / "vocabulary.txt").read_text().splitlines())
    except (OSError, ValueError):  # not a usable model; the worker reports it
        return 0
