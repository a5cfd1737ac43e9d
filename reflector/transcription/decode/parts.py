"""Finds the parts of a file: recordings that were written one after another into the same file.

FFmpeg reads only the first of two WAV files. It stops or fails when the sound of an Ogg stream changes its format (RFC
3533 calls such a file chained). It skips the second of two MP4 files. This module makes a separate source of each part.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reflector.transcription.decode.lengths import Samples, is_chunks, samples_of
from reflector.transcription.decode.source import Source

#: Maximum number of parts. A recorded web radio changes its format with each piece of music. More parts are an attack.
MOST_PARTS = 1000
#: Maximum share of the samples, and maximum bytes, of other data after the stated end of the samples. More data is
#: sound that the header does not count.
_UNCOUNTED_SHARE, _UNCOUNTED_BYTES = 0.02, 64 * 1024
#: The first page of an Ogg stream: version 0, and the flag of a beginning (RFC 3533, 6).
_OGG_BEGINS = re.compile(rb"OggS\x00[\x02\x03\x06\x07].{20}", re.DOTALL)
#: The first bytes of a stream, one entry per codec.
_OGG_CODECS = (
    *(b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"fLaC", b"Speex   ", b"CELT    ", b"PCM     "),
    *(b"\x80theora", b"\x01video", b"BBCD\0", b"OVP80", b"fishead\0", b"CMML\0\0\0\0", b"\x80kate"),
)
#: The header of an ID3v2 tag: its length, seven bits in each byte, is in the last four (ID3 2.4, 3.1).
_ID3 = re.compile(rb"ID3[\x02-\x04].{2}[\x00-\x7f]{4}", re.DOTALL)
#: Maximum number of boxes of an MP4 file. A fragmented one has two in each second or more.
_MP4_BOXES = 200_000
#: Bytes that are searched at a time.
_BLOCK = 1 << 20


class TooManyParts(Exception):
    """The file has more parts than any recording."""


@dataclass(frozen=True, slots=True)
class Part:
    """One recording in a file."""

    source: Source
    #: Bytes of samples that its header states and that are missing.
    missing: int = 0
    #: Whether we have read its header. The length that FFmpeg reports is then ignored.
    is_measured: bool = False


def parts_of(descriptor: int, size: int) -> list[Part]:
    """Find the parts of the open file `descriptor` of `size` bytes, in order. Raises OSError and TooManyParts."""
    whole = Source(descriptor, 0, size)
    start = _tag_end(whole)
    if samples := samples_of(Source(descriptor, start, size)):
        return list(_sample_files(descriptor, start, size, samples))
    if whole.read_at(4, 4) == b"ftyp":
        starts = _mp4_starts(whole)
        return [Part(Source(descriptor, begin, end)) for begin, end in zip(starts, [*starts[1:], size], strict=True)]
    if whole.read_at(0, 4) == b"OggS":
        starts = _ogg_starts(whole)
        return [
            Part(Source(descriptor, start, end))
            for start, end in zip([0, *starts[1:]], [*starts[1:], size], strict=True)
        ]
    return [Part(whole)]


def _tag_end(source: Source) -> int:
    """The end of an ID3v2 tag at the start of the file, or 0. Some taggers write one before a WAV file."""
    head = source.read_at(0, 10)
    if not _ID3.fullmatch(head):
        return 0
    length = sum(byte << 7 * place for place, byte in enumerate(reversed(head[6:])))
    return 10 + length + (10 if head[5] & 0x10 else 0)  # the flag of a footer


def _mp4_starts(source: Source) -> list[int]:
    """The position of each MP4 file: of each box `ftyp` after a box `moov` (ISO/IEC 14496-12, 4.2)."""
    starts, position, has_index = [0], 0, False
    for _ in range(_MP4_BOXES):
        head = source.read_at(position, 16)
        length = int.from_bytes(head[:4], "big")
        if head[4:8] == b"ftyp" and has_index:
            starts.append(position)
            has_index = False
            if len(starts) > MOST_PARTS:
                raise TooManyParts
        has_index |= head[4:8] == b"moov"
        if length == 1:
            length = int.from_bytes(head[8:], "big")
        if len(head) < 16 or length < 8:  # the last box may state 0: it goes to the end
            break
        position += length
    return starts


def _sample_files(descriptor: int, start: int, size: int, samples: Samples) -> Iterator[Part]:
    for _ in range(MOST_PARTS):
        source = Source(descriptor, start, size)
        available, stated = source.size - samples.start, samples.stated
        if stated is None or stated > available:
            missing = 0 if stated is None else stated - available
            yield Part(Source(descriptor, start, size, samples.header_for(available)), missing, is_measured=True)
            return
        after = Source(descriptor, start + samples.end, size)
        if after.size > 0 and (following := samples_of(after)):
            yield Part(Source(descriptor, start, start + samples.end), is_measured=True)
            start, samples = start + samples.end, following
            continue
        counted = stated if _is_all(source, stated, samples) else available
        yield Part(Source(descriptor, start, size, samples.header_for(counted)), is_measured=True)
        return
    raise TooManyParts


def _is_all(source: Source, stated: int, samples: Samples) -> bool:
    """Whether no sound follows the samples, of which the header states `stated` bytes."""
    rest = source.size - samples.end
    if rest <= min(_UNCOUNTED_SHARE * stated, _UNCOUNTED_BYTES):
        return True
    ends = {samples.end, samples.start + stated}  # some writers forget the padding
    return bool(samples.alignment) and any(is_chunks(source, end, samples) for end in ends)


def _ogg_starts(source: Source) -> list[int]:
    """The position of each link of a chained Ogg file. The streams of one link begin together, page after page."""
    starts: list[int] = []
    end = -1
    for position in _find_ogg_pages(source):
        head = source.read_at(position, 27 + 255 + 16)
        segments = head[26]
        if not head[27 + segments :].startswith(_OGG_CODECS):
            continue
        if position != end:
            starts.append(position)
        if len(starts) > MOST_PARTS:
            raise TooManyParts
        end = position + 27 + segments + sum(head[27 : 27 + segments])
    return starts or [0]


def _find_ogg_pages(source: Source) -> Iterator[int]:
    """Yield the positions of all bytes that look like the first page of a stream."""
    overlap = 25
    for block in range(0, source.size, _BLOCK):
        data = source.read_at(block, _BLOCK + overlap)
        yield from (block + match.start() for match in _OGG_BEGINS.finditer(data) if match.start() < _BLOCK)
