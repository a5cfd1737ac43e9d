"""How a file whose format states no length shows that it was cut off: its last piece is not whole.

One that was cut off exactly between two pieces is the same as one whose recording was stopped there, and is taken as
such. Ogg could mark its last page, but what phones write does not: Android's own writer never sets the mark.
"""

from typing import BinaryIO

import av
from av.codec import Codec

#: What FFmpeg's demuxer says of a Matroska or WebM file that ends within an element.
ENDS_WITHIN_AN_ELEMENT = "File ended prematurely"
#: Codecs whose frames say how long they are, so that FFmpeg's parser can cut a stream of them into frames.
_FRAMED = frozenset({"aac", "ac3", "dts", "eac3", "mp1", "mp2", "mp3"})
#: The largest page that an Ogg file can have, in bytes (RFC 3533, 6).
_OGG_PAGE_MAX = 27 + 255 + 255 * 255
#: Bytes of a packet of an MPEG transport stream, and where in it the sync byte stands: as it is (ISO/IEC 13818-1,
#: 2.4.3.2), with a time code before it (as camcorders write it), and with 16 bytes of error correction behind it.
_TS_PACKETS = ((188, 0), (192, 4), (204, 0))
_TS_SYNC = 0x47


def is_cut_off(file: BinaryIO, size: int, container: str) -> bool:
    """Whether a file of `size` bytes, in the container that FFmpeg calls so, ends within a piece of the container."""
    check = {"avi": _avi_is_cut_off, "mpegts": _ts_packet_is_cut_off, "ogg": _ogg_page_is_cut_off}.get(container)
    return check is not None and check(file, size)


def frame_is_cut_off(codec: Codec, before: bytes, last: bytes) -> bool:
    """Whether the last frame of a stream is shorter than it says itself; `before` is the one before it.

    FFmpeg's parser tells: of a row of frames it gives back a whole one as it is, and one that was cut off together
    with a part of the next.
    """
    if codec.canonical_name not in _FRAMED:
        return False
    try:
        frames = av.CodecContext.create(codec).parse(before + last + before + before)
    except (av.error.FFmpegError, ValueError):
        return False
    # Frames that are wrapped otherwise than the parser expects, as AAC in MP4, are not told apart to begin with.
    return len(frames) > 1 and frames[0].size == len(before) and frames[1].size != len(last)


def _ogg_page_is_cut_off(ogg: BinaryIO, size: int) -> bool:
    """Whether the last page is not whole, or ends within a packet (RFC 3533, 6)."""
    ogg.seek(max(0, size - 2 * _OGG_PAGE_MAX))
    tail = ogg.read()
    page = tail[tail.rfind(b"OggS") :]
    segments = page[26] if len(page) > 26 else 256
    lengths = page[27 : 27 + segments]
    return len(page) < 27 + segments + sum(lengths) or lengths[-1:] == b"\xff"


def _ts_packet_is_cut_off(stream: BinaryIO, size: int) -> bool:
    stream.seek(0)
    start = stream.read(3 * max(length for length, _ in _TS_PACKETS))
    for length, sync in _TS_PACKETS:
        if start[sync::length][:2] == bytes([_TS_SYNC, _TS_SYNC]):
            return size % length != 0
    return False


def _avi_is_cut_off(avi: BinaryIO, size: int) -> bool:
    """Whether the file is shorter than its RIFF chunk says; who writes to a pipe leaves 0 there, or all bits set."""
    avi.seek(4)
    length = int.from_bytes(avi.read(4), "little")
    return size < length < 0xFFFFFFFF
