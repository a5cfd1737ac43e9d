"""Checks of the files of the speech models, and of the language model's answer."""

from reflector.commands.doctor.finding import Finding, Findings, State
from reflector.errors import ModelError
from reflector.settings import Settings
from reflector.transcription.diarize.voiceprints import check_encoder
from reflector.transcription.recognize.model import DEFAULT_MODEL, check_model, resolve_device

#: Maximum seconds of the check of the language model. Its server may have to load the model first.
LANGUAGE_MODEL_DEADLINE = 60.0


def check_speech_model(settings: Settings) -> Findings:
    """Check the files of the speech model and the device, without loading the model."""
    check_model(settings.WHISPER_MODEL)
    device = resolve_device(settings.WHISPER_DEVICE)
    yield Finding("speech model", State.OK, f"{settings.WHISPER_MODEL or DEFAULT_MODEL}, on {device}")


def check_speakers() -> Findings:
    """Check that the packages for telling speakers apart and the file of their model are there. Nothing is loaded."""
    try:
        check_encoder()
    except ModelError as error:  # recordings keep their text
        yield Finding("speakers", State.WARN, "cannot be told apart by their voices", error.message)
    else:
        yield Finding("speakers", State.OK, "can be told apart by their voices")


def check_language_model(settings: Settings) -> Findings:
    """Ask the language model a question. Each attempt may take a third of the deadline."""
    from reflector.transcription.digest.llm import LanguageModel, ask  # slow to import, and most have no such model

    key = settings.LLM_API_KEY.get_secret_value()
    ask(LanguageModel(settings.LLM_URL, settings.LLM_MODEL, key, LANGUAGE_MODEL_DEADLINE / 3))
    yield Finding("language model", State.OK, f"{settings.LLM_MODEL} at {settings.language_model_host} answers")
