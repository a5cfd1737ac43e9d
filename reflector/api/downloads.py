"""File names of downloads."""

import re
from datetime import datetime
from typing import Literal
from unicodedata import normalize
from urllib.parse import quote

#: Characters that some system forbids in file names, and characters that change the direction of text.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
#: Maximum bytes of a name without the date. File systems allow 255 bytes for the whole name.
_NAME_BYTES = 160


def file_name(title: str | None, created_at: datetime, extension: str) -> str:
    """The name of a download: the transcript's title and the day of its creation. It never contains the id."""
    bare = " ".join(_UNSAFE.sub(" ", title or "").split()).strip(". ")
    short = bare.encode()[:_NAME_BYTES].decode(errors="ignore").strip(". ") or "Transcript"
    return f"{short} {created_at:%Y-%m-%d}.{extension}"


def disposition(kind: Literal["inline", "attachment"], name: str) -> str:
    """A Content-Disposition header with the file name in UTF-8, and in ASCII for old programs (RFC 6266)."""
    # Decomposing makes ASCII quotation marks and slashes from others, such as U+FF02.
    plain = _UNSAFE.sub(" ", normalize("NFKD", name)).encode("ascii", "ignore").decode().replace("%", " ").strip()
    if plain.startswith((".", "20")) or not plain:
        plain = f"Transcript {plain}"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
