"""The spoken languages that a visitor may name."""

from reflector.settings import Settings
from reflector.transcription.languages import WHISPER, is_multilingual, name_of


def choices(settings: Settings, language: str = "en") -> list[tuple[str, str]]:
    """Code and name of each language that the instance's model knows, sorted by name; empty if it knows only English.

    `language` is the interface language, in which the names are given.
    """
    if not is_multilingual(settings.WHISPER_MODEL):
        return []
    return sorted(((code, name_of(code, language)) for code in WHISPER), key=lambda item: item[1])
