"""Interface languages: chooses the language of a visitor, and loads its messages.

The words are gettext messages. English is the language of the source. The catalogue of each other language is
``locale/<code>/LC_MESSAGES/messages.po``; it holds the messages of the templates and of the scripts.
"""

import json
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

#: Code and own name of each interface language.
LANGUAGES = {"en": "English", "de": "Deutsch"}
#: Prefixes of messages for the codes of the API. Their English sentences are in the answers of the API.
CODED = ("problem.", "reason.")

_LOCALE = Path(__file__).parent / "locale"


def choose(asked: str | None, accepted: str) -> str:
    """Choose the interface language: `asked` if it exists, or else the best of an Accept-Language header (RFC 9110)."""
    if asked in LANGUAGES:
        return asked
    weighted = []
    for position, part in enumerate(accepted[:1000].split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            quality = float(weight or 1)
        except ValueError:
            quality = 0.0
        if tag and quality > 0:
            weighted.append((-quality, position, tag))
    return negotiate_locale([tag for _, _, tag in sorted(weighted)], list(LANGUAGES), sep="-") or "en"


@lru_cache
def translations(language: str) -> Translations:
    """The catalogue of `language` for templates; empty for English."""
    if language == "en":
        return Translations()
    compiled = BytesIO()
    with (_LOCALE / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


@lru_cache
def script(language: str) -> str:
    """The catalogue of `language` as a JavaScript module: `{message: text}`, with `[one, many]` for plurals."""
    words: dict[str, str | list[str]] = {}
    if language != "en":
        with (_LOCALE / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
            for message in read_po(source, locale=language):
                key = message.id if isinstance(message.id, str) else message.id[0]
                if key.startswith(CODED) or any(path.endswith(".js") for path, _ in message.locations):
                    words[key] = message.string if isinstance(message.string, str) else list(message.string or ())
    return f"export default {json.dumps(words, ensure_ascii=False)};\n"
