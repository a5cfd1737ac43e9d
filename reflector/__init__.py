"""Reflector: public speech transcription that forgets what it promised to forget."""

__version__ = "0.1.0"
