"""The exception for a file that the decoder refuses."""


class Refused(Exception):
    """The file is refused. The argument is the code of a MediaError (`transcription/errors.py`)."""
