"""The exception by which the decoder refuses a file."""


class Refused(Exception):
    """The file is refused. The argument is the code of a MediaError (`transcription/errors.py`)."""
