"""Decoding: what becomes of an uploaded file before anybody listens to it, in a confined child process."""
