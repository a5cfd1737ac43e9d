"""The languages that a visitor may name."""

import json
from pathlib import Path

from reflector.settings import Settings

#: What Whisper's multilingual models know, by ISO 639 code (faster_whisper.tokenizer has the codes only).
_NAMES = (
    "af:Afrikaans am:Amharic ar:Arabic as:Assamese az:Azerbaijani ba:Bashkir be:Belarusian bg:Bulgarian bn:Bengali "
    "bo:Tibetan br:Breton bs:Bosnian ca:Catalan cs:Czech cy:Welsh da:Danish de:German el:Greek en:English "
    "es:Spanish et:Estonian eu:Basque fa:Persian fi:Finnish fo:Faroese fr:French gl:Galician gu:Gujarati ha:Hausa "
    "haw:Hawaiian he:Hebrew hi:Hindi hr:Croatian ht:Haitian hu:Hungarian hy:Armenian id:Indonesian is:Icelandic "
    "it:Italian ja:Japanese jw:Javanese ka:Georgian kk:Kazakh km:Khmer kn:Kannada ko:Korean la:Latin "
    "lb:Luxembourgish ln:Lingala lo:Lao lt:Lithuanian lv:Latvian mg:Malagasy mi:Maori mk:Macedonian ml:Malayalam "
    "mn:Mongolian mr:Marathi ms:Malay mt:Maltese my:Burmese ne:Nepali nl:Dutch nn:Nynorsk no:Norwegian oc:Occitan "
    "pa:Punjabi pl:Polish ps:Pashto pt:Portuguese ro:Romanian ru:Russian sa:Sanskrit sd:Sindhi si:Sinhala "
    "sk:Slovak sl:Slovenian sn:Shona so:Somali sq:Albanian sr:Serbian su:Sundanese sv:Swedish sw:Swahili ta:Tamil "
    "te:Telugu tg:Tajik th:Thai tk:Turkmen tl:Tagalog tr:Turkish tt:Tatar uk:Ukrainian ur:Urdu uz:Uzbek "
    "vi:Vietnamese yi:Yiddish yo:Yoruba yue:Cantonese zh:Chinese"
)
WHISPER = dict(name.split(":") for name in _NAMES.split())
_ENGLISH_TOKENS = 51_864


def choices(settings: Settings) -> list[tuple[str, str]]:
    """Code and name of each language that the instance's model knows, by name; empty if it is English only."""
    if not _multilingual(settings.WHISPER_MODEL):
        return []
    return sorted(WHISPER.items(), key=lambda item: item[1])


def name_of(code: str | None) -> str:
    """The name of a language by its code ("en", "en-GB"), or the code where no name is known."""
    return WHISPER.get(code.split("-")[0].lower(), code) if code else ""


def _multilingual(model: str) -> bool:
    """Whether a model knows more than English; without loading it, which would cost seconds and memory.

    Names of English models end in ".en", or begin with "distil-" in their first, English only, generation. A folder's
    vocabulary tells: English models have 51,864 tokens, the others at least one more (OpenAI, whisper/model.py).
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
    except (OSError, ValueError):  # no model that could be used; the worker says so
        return 0
