"""What can go wrong on the way from a recording to a transcript.

A class's docstring is what its owner is told, and `code` is the reason that the API shows: neither ever carries the
name or the content of the recording.
"""

from collections.abc import Iterator
from inspect import cleandoc

from reflector.errors import ReflectorError


class StageError(ReflectorError):
    """The recording could not be transcribed."""

    code = "transcription_failed"


class Cancelled(StageError):
    """The work was cancelled."""

    code = "cancelled"


# -- convert ------------------------------------------------------------------------------------------------------


class MediaError(StageError):
    """The recording could not be decoded."""

    code = "broken"


class EmptyMedia(MediaError):
    """The file is empty."""

    code = "empty"


class NotAudio(MediaError):
    """The file is neither audio nor video that can be decoded, or an essential part of it is missing."""

    code = "not_audio"


class NoAudioStream(MediaError):
    """The file has no sound track."""

    code = "no_audio_stream"


class BrokenMedia(MediaError):
    """The file is damaged: its sound cannot be decoded."""

    code = "broken"


class TruncatedMedia(MediaError):
    """The recording breaks off: a part of the file is missing."""

    code = "truncated"


class SilentMedia(MediaError):
    """The recording is silent."""

    code = "silent"


class TooLong(MediaError):
    """The recording is longer than this instance takes."""

    code = "too_long"


class TooManyMinutes(StageError):
    """With this recording you would bring more minutes of audio today than this instance takes from one client."""

    code = "audio_minutes_exceeded"


class DecodingTimeout(MediaError):
    """The recording took too long to decode."""

    code = "timeout"


class TooMuchMemory(MediaError):
    """The recording took too much memory to decode."""

    code = "too_much_memory"


# -- recognize ----------------------------------------------------------------------------------------------------


class ModelError(ReflectorError):
    """The speech model is missing, or is not the one that was asked for."""

    # Not a StageError: it is the operator's to mend, and no recording is given up for it at once.

    code = "bad_model"


class RecognitionError(StageError):
    """The speech in the recording could not be recognized."""

    code = "recognition_failed"


class LanguageNotSupported(RecognitionError):
    """The speech model of this instance does not know this language."""

    code = "language_not_supported"


class NoSpeech(RecognitionError):
    """There is no speech in the recording."""

    code = "no_speech"


# -- digest -------------------------------------------------------------------------------------------------------


class LanguageModelError(StageError):
    """The language model did not give a usable answer."""

    code = "llm_failed"


# -- for people ---------------------------------------------------------------------------------------------------

#: Reasons that no exception stands for.
_OTHER_REASONS = {
    "worker_died": "The recording could not be transcribed: each time the work broke off.",
    "upload_abandoned": "The upload was never finished.",
    "internal": "Something went wrong here. It has been noted.",
}


def explanation(code: str | None) -> str:
    """What the reason `code` of a transcript in status error means, for a person."""
    kinds = {kind.code: cleandoc(kind.__doc__ or "") for kind in _kinds(ReflectorError)}
    return (kinds | _OTHER_REASONS).get(code or "", str(StageError()))


def _kinds(kind: type[ReflectorError]) -> Iterator[type[ReflectorError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)
