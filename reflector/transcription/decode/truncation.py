"""How a file whose format states no length shows that it was cut off: its last piece is not whole.

One that was cut off exactly between two pieces is the same as one whose recording was stopped there, and is taken as
such. Ogg could mark its last page, but what phones write does not: Android's own writer never sets the mark.
"""

from typing import BinaryIO

import av
from av.codec import Codec

#: What FFmpeg's demuxer says of a Matroska or WebM file that ends within an element.
ENDS_WITHIN_AN_ELEMENT = "File ended prematurely"
#: Files that are nothing but frames. In all others the container has pieces of its own, and the frames in them may have
#: been cut anywhere by whoever put them there.
_BARE = frozenset({"aac", "ac3", "amr", "dts", "eac3", "mp3"})
#: The largest page that an Ogg file can have, in bytes (RFC 3533, 6).
_OGG_PAGE_MAX = 27 + 255 + 255 * 255
#: Bytes of a packet of an MPEG transport stream, and where in it the sync byte stands: as it is (ISO/IEC 13818-1,
#: 2.4.3.2), with a time code before it (as camcorders write it), and with 16 bytes of error correction behind it.
_TS_PACKETS = ((188, 0), (192, 4), (204, 0))
_TS_SYNC = 0x47
#: Chunks of an AVI file among which `movi` is looked for: it follows a few of headers and of padding.
_AVI_CHUNKS = 100


def is_cut_off(file: BinaryIO, size: int, container: str) -> bool:
    """Whether a file of `size` bytes, in the container that FFmpeg calls so, ends within a piece of the container."""
    check = {"avi": _avi_is_cut_off, "mpegts": _ts_packet_is_cut_off, "ogg": _ogg_page_is_cut_off}.get(container)
    return check is not None and check(file, size)


def frame_is_cut_off(container: str, codec: Codec, before: bytes, last: bytes) -> bool:
    """Whether the last frame of a file that is nothing but frames is shorter than it says itself.

    `before` is the frame before it. What does not begin like that one is no frame: a tag, or what an editor has left.
    """
    if container not in _BARE:
        return False
    if container == "amr":  # the first byte says all: the same kind is of the same length (RFC 4867, 5.3)
        return last[:1] == before[:1] and len(last) < len(before)
    if not before[:2].startswith(last[:2]):
        return False
    try:
        frames = av.CodecContext.create(codec).parse(before + last + before + before)
    except (av.error.FFmpegError, ValueError):
        return False
    # FFmpeg's parser gives a whole frame back as it is; of one that was cut off it takes what is missing from the next.
    return len(frames) > 1 and frames[0].size == len(before) and frames[1].size > len(last)


def _ogg_page_is_cut_off(ogg: BinaryIO, size: int) -> bool:
    """Whether the last page is not whole, or ends within a packet (RFC 3533, 6)."""
    ogg.seek(max(0, size - 2 * _OGG_PAGE_MAX))
    tail = ogg.read()
    start = tail.rfind(b"OggS")
    if start < 0:  # more than a page of something else
        return False
    page = tail[start:]
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
    """Whether the file ends within `movi`, its pictures and sounds; who writes to a pipe leaves no length there."""
    start = 12
    for _ in range(_AVI_CHUNKS):
        avi.seek(start)
        head = avi.read(12)
        length = int.from_bytes(head[4:8], "little")
        if head[8:] == b"movi":
            return size < start + 8 + length and length < 0x7FFFFFFF
        start += 8 + length + length % 2
    return False
