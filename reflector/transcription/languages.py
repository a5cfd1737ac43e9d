"""The codes and names of spoken languages, and the languages of a speech model."""

import json
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

from reflector.transcription.recognize.model import BUNDLED, DEFAULT_MODEL

#: Codes of the languages that Whisper's multilingual models know (faster_whisper.tokenizer, whose import is slow).
_CODES = """
af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy
id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru
sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo yue zh
"""
WHISPER = frozenset(_CODES.split())
#: Codes of Whisper that differ from the present standard (BCP 47), by the standard code.
_STANDARD = {"jv": "jw", "nb": "no", "fil": "tl", "cmn": "zh"}
_ENGLISH_TOKENS = 51_864


def normalized(language: str) -> str:
    """The tag of a language from a tag or a name: "EN", "en_US", "eng", "English", "Deutsch".

    A region is kept ("en-US"). Raises ValueError for a language that Whisper does not know.
    """
    written = language.strip()
    if found := _names().get(written.casefold()):
        return found
    import langcodes  # slow to import, and rarely needed: most callers give a code or a name

    try:
        tag = langcodes.standardize_tag(written.replace("_", "-"), macro=True)
    except ValueError:
        tag = ""
    primary, *rest = tag.split("-")
    primary = _STANDARD.get(primary, primary)
    if primary not in WHISPER:
        raise ValueError(
            'is not a language that can be recognized: give a code such as "en" or a name such as "English"'
        )
    return "-".join([primary, *rest])


@lru_cache(maxsize=1024)
def name_of(code: str | None, language: str = "en") -> str:
    """The name of a spoken language by its tag ("en", "en-GB"), in the interface `language`, or else the tag itself."""
    if not code:
        return ""
    bare = code.split("-")[0].lower()
    return str(Locale(language).languages.get(_babel(bare), code)) if bare in WHISPER else code


def is_multilingual(model: str) -> bool:
    """Whether a model knows more than English. The model is not loaded, because that takes seconds and memory.

    Names of English models end in ".en"; the first generation of models named "distil-..." is English only too. For a
    folder we count the vocabulary: English models have 51,864 tokens, the others more (OpenAI, whisper/model.py).
    """
    model = model or DEFAULT_MODEL
    folder = Path(model)
    if model in BUNDLED or not folder.is_dir():
        return not model.endswith(".en") and not model.startswith("distil-")
    try:
        if (folder / "vocabulary.json").is_file():
            return len(json.loads((folder / "vocabulary.json").read_text())) > _ENGLISH_TOKENS
        return len((folder / "vocabulary.txt").read_text().splitlines()) > _ENGLISH_TOKENS
    except (OSError, ValueError):  # not a usable model; the worker reports it
        return False


@cache
def _names() -> dict[str, str]:
    """The code of each language by its English name and by its own name, in lower case."""
    names = {}
    for code in WHISPER:
        names[name_of(code).casefold()] = code
        try:
            names.setdefault(Locale(_babel(code)).languages.get(_babel(code), code).casefold(), code)
        except UnknownLocaleError:
            continue
    return names


def _babel(code: str) -> str:
    # Whisper and CLDR have different codes for Javanese.
    return "jv" if code == "jw" else code
