"""Detects truncated files whose format states no length: their last piece is incomplete.

A file that was truncated exactly between two pieces looks like a recording that was stopped there, and is accepted.
Ogg has a mark for its last page, but Android's own writer never sets it. So its absence means nothing.

See docs/decisions/0019-what-counts-as-truncated.md.
"""

import av
from av.codec import Codec

from reflector.transcription.decode.source import Source

#: The message of FFmpeg's demuxer about a Matroska or WebM file that ends within an element.
ENDS_WITHIN_AN_ELEMENT = "File ended prematurely"
#: Formats that consist of frames only. Other formats have their own pieces, and an editor may have cut the frames in
#: them anywhere.
_BARE = frozenset({"aac", "ac3", "amr", "dts", "eac3", "mp3"})
#: The largest page that an Ogg file can have, in bytes (RFC 3533, 6).
_OGG_PAGE_MAX = 27 + 255 + 255 * 255
#: Bytes of a packet of an MPEG transport stream, and the position of its sync byte: plain (ISO/IEC 13818-1, 2.4.3.2),
#: with a time code before it (camcorders), and with 16 bytes of error correction behind it.
_TS_PACKETS = ((188, 0), (192, 4), (204, 0))
_TS_SYNC = 0x47
#: Maximum number of chunks before the chunk `movi` of an AVI file. Real files have a few, with headers and padding.
_AVI_CHUNKS = 100


def is_cut_off(source: Source, container: str) -> bool:
    """Whether a file ends within a piece of its container. `container`: FFmpeg's name of it. Raises OSError."""
    check = {"avi": _avi_is_cut_off, "mpegts": _ts_packet_is_cut_off, "ogg": _ogg_page_is_cut_off}.get(container)
    return check is not None and check(source)


def frame_is_cut_off(container: str, codec: Codec, before: bytes, last: bytes) -> bool:
    """Whether the last frame of a file that consists of frames only is shorter than its own header states.

    `before` is the preceding frame. Bytes that do not begin like that frame are something else, a tag for example.
    """
    if container not in _BARE:
        return False
    if container == "amr":  # the first byte decides the length of a frame (RFC 4867, 5.3)
        return last[:1] == before[:1] and len(last) < len(before)
    if not before[:2].startswith(last[:2]):
        return False
    try:
        frames = av.CodecContext.create(codec).parse(before + last + before + before)
    except (av.error.FFmpegError, ValueError):
        return False
    # FFmpeg's parser returns a complete frame unchanged. To a truncated frame it adds bytes of the next one.
    return len(frames) > 1 and frames[0].size == len(before) and frames[1].size > len(last)


def _ogg_page_is_cut_off(ogg: Source) -> bool:
    """Whether the last page is incomplete, or ends within a packet (RFC 3533, 6)."""
    tail = ogg.read_at(max(0, ogg.size - 2 * _OGG_PAGE_MAX), 2 * _OGG_PAGE_MAX)
    start = tail.rfind(b"OggS")
    if start < 0:  # more than a page of something else
        return False
    page = tail[start:]
    segments = page[26] if len(page) > 26 else 256
    lengths = page[27 : 27 + segments]
    return len(page) < 27 + segments + sum(lengths) or lengths[-1:] == b"\xff"


def _ts_packet_is_cut_off(stream: Source) -> bool:
    start = stream.read_at(0, 3 * max(length for length, _ in _TS_PACKETS))
    for length, sync in _TS_PACKETS:
        if start[sync::length][:2] == bytes([_TS_SYNC, _TS_SYNC]):
            return stream.size % length != 0
    return False


def _avi_is_cut_off(avi: Source) -> bool:
    """Whether the file ends within `movi`, which has its pictures and sound. A writer to a pipe states no length."""
    start = 12
    for _ in range(_AVI_CHUNKS):
        head = avi.read_at(start, 12)
        length = int.from_bytes(head[4:8], "little")
        if head[8:] == b"movi":
            return avi.size < start + 8 + length and length < 0x7FFFFFFF
        start += 8 + length + length % 2
    return False
