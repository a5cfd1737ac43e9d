"""Reads the length of the samples from the header of a WAV file or a similar format.

The header is written first, and states the length of the samples. A program that writes to a pipe cannot correct it
later, and leaves a placeholder. A 32-bit field overflows at 4 GB, and then states too little. FFmpeg relies on the
header in both cases. So we read the header ourselves, and give FFmpeg a correct one.

Sources: RIFF and WAVE (Multimedia Programming Interface and Data Specifications 1.0, 1991), RF64 (EBU Tech 3306), AIFF
(Apple, 1989), CAF (Apple Core Audio Format Specification 1.0), Sun AU, and Sony Wave64.
"""

from dataclasses import dataclass
from typing import Literal

from reflector.transcription.decode.source import Source

#: Maximum number of chunks before the samples. Real files have a few.
_MOST_CHUNKS = 1000
#: Writers leave 0, or a number close below or at 2^31 or 2^32: 0x7FFFFFFF, 0x7FFFF000 (sox), 0x7F000000 (sox, AIFF),
#: 0x80000000 (arecord), 0xFFFFFFFF (FFmpeg), or one of these minus the length of the header.
_NEAR = 1 << 24
Order = Literal["little", "big"]
_W64_DATA = bytes.fromhex("64617461f3acd3118cd100c04f8edb8a")


@dataclass(frozen=True, slots=True)
class Samples:
    """The position of the samples in a file, and their length by its header."""

    #: Position of the first sample, in bytes.
    start: int
    #: Bytes of samples that the header states; None if it states a placeholder.
    stated: int | None
    #: Position, width in bytes and byte order of the field that states it.
    field: int
    width: int
    order: Order
    #: Bytes that the field counts in addition to the samples: the header of the chunk, for example.
    overhead: int
    #: Chunks begin at a multiple of this many bytes; 0: no chunk can follow.
    alignment: int

    def header_for(self, length: int) -> dict[int, bytes]:
        """The field for `length` bytes of samples: its bytes by its position. Empty if the length does not fit."""
        number = length + self.overhead
        return {self.field: number.to_bytes(self.width, self.order)} if number < 1 << 8 * self.width else {}

    @property
    def end(self) -> int:
        """The end of the samples by the header, with padding. It is `start` if the header states a placeholder."""
        length = self.stated or 0
        return self.start + length + (-length % self.alignment if self.alignment else 0)


def samples_of(source: Source) -> Samples | None:
    """Find the samples of a WAV, RF64, Wave64, AIFF, CAF or AU file; None if `source` is none of these.

    Raises OSError.
    """
    head = source.read_at(0, 40)
    match head[:4], head[8:12]:
        case (b"RIFF" | b"RF64" | b"BW64", b"WAVE"):
            return _riff(source, "little")
        case (b"RIFX", b"WAVE"):
            return _riff(source, "big")
        case (b"FORM", b"AIFF" | b"AIFC"):
            return _chunk(source, 12, b"SSND", "big", skip=8)
        case (b"caff", _):
            return _caf(source)
        case (b".snd", _):
            start, stated = int.from_bytes(head[4:8], "big"), int.from_bytes(head[8:12], "big")
            return Samples(start, _believed(stated, 4), 8, 4, "big", 0, 0)
        case (b"riff", _) if head[24:28] == b"wave":
            return _wave64(source)
    return None


def _believed(stated: int, width: int) -> int | None:
    """A length as a header states it, or None if it is a placeholder."""
    if width == 8:
        return None if stated == 0 or stated >= 1 << 62 else stated
    near = any(abs(stated - limit) <= _NEAR for limit in (1 << 31, 1 << 32))
    return None if stated == 0 or near else stated


def _riff(source: Source, order: Order) -> Samples | None:
    found = _chunk(source, 12, b"data", order)
    if found is None or found.stated is not None or source.read_at(0, 4) not in (b"RF64", b"BW64"):
        return found
    # The real length of an RF64 file is in its first chunk, ds64: the second of its 64-bit numbers.
    ds64 = source.read_at(12, 28)
    stated = int.from_bytes(ds64[16:24], "little")
    return Samples(found.start, _believed(stated, 8), 28, 8, "little", 0, 2) if ds64[:4] == b"ds64" else found


def _chunk(source: Source, position: int, name: bytes, order: Order, skip: int = 0) -> Samples | None:
    """Find the chunk `name` of a file with 32-bit chunks. The samples begin `skip` bytes after its header."""
    for _ in range(_MOST_CHUNKS):
        head = source.read_at(position, 8)
        length = int.from_bytes(head[4:], order)
        if len(head) < 8:
            return None
        if head[:4] == name:
            stated = _believed(length, 4)
            samples = None if stated is None else max(stated - skip, 0)
            return Samples(position + 8 + skip, samples, position + 4, 4, order, skip, 2)
        position += 8 + length + length % 2
    return None


def _caf(source: Source) -> Samples | None:
    position = 8
    for _ in range(_MOST_CHUNKS):
        head = source.read_at(position, 12)
        length = int.from_bytes(head[4:], "big")
        if len(head) < 12:
            return None
        if head[:4] == b"data":  # its first 4 bytes count edits
            stated = _believed(length, 8)
            samples = None if stated is None else max(stated - 4, 0)
            return Samples(position + 16, samples, position + 4, 8, "big", 4, 1)
        position += 12 + length
    return None


def _wave64(source: Source) -> Samples | None:
    position = 40
    for _ in range(_MOST_CHUNKS):
        head = source.read_at(position, 24)
        length = int.from_bytes(head[16:], "little")
        if head[:16] == _W64_DATA:
            stated = _believed(max(length - 24, 0), 8)
            return Samples(position + 24, stated, position + 16, 8, "little", 24, 8)
        if len(head) < 24 or length < 24:
            return None
        position += length + -length % 8
    return None


def is_chunks(source: Source, position: int, samples: Samples) -> bool:
    """Whether the file consists of chunks from `position` to its end: tags, for example.

    A few bytes after the last chunk are ignored. Raises OSError.
    """
    wave64 = samples.overhead == 24
    name, number = (16, 8) if wave64 else (4, samples.width)
    while source.size - position >= name + number:
        head = source.read_at(position, name + number)
        length = int.from_bytes(head[name:], samples.order) + (0 if wave64 else name + number)
        fits = name + number <= length <= source.size - position
        if not (fits and head[:4].isascii() and head[:4].decode().isprintable()):
            return False
        position += length + -length % samples.alignment
    return True
