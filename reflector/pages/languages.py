"""The spoken languages that a visitor can choose."""

from reflector.settings import Settings
from reflector.transcription.languages import WHISPER, is_multilingual, name_of


def choices(settings: Settings, language: str = "en") -> list[tuple[str, str]]:
    """Code and name of each language that the speech model knows, sorted by name. Empty if it knows only English.

    `language`: the interface language of the names.
    """
    if not is_multilingual(settings.WHISPER_MODEL):
        return []
    return sorted(((code, name_of(code, language)) for code in WHISPER), key=lambda item: item[1])
