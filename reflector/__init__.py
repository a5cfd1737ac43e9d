"""Reflector: speech to text that erases anonymous recordings after some days."""

__version__ = "0.1.0"
