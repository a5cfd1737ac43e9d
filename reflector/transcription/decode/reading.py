"""Reads one part of a file: decodes each audio track at its place in time, and tells whether the part is complete."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

import av
import av.subtitles.codeccontext  # imported here, because PyAV imports it late, and a confined process cannot import
import av.subtitles.stream  # likewise
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Stream

from reflector.transcription.decode.parts import Part
from reflector.transcription.decode.refused import Refused
from reflector.transcription.decode.sound import LONGEST_PAUSE_SECONDS, Track
from reflector.transcription.decode.truncation import ENDS_WITHIN_AN_ELEMENT, frame_is_cut_off, is_cut_off

#: Maximum share of packets that cannot be decoded. A few are common in real recordings, at cuts for example.
MAX_BAD_SHARE = 0.05
#: Maximum seconds and share that may be missing at the end: headers round the length.
MISSING_SECONDS, MISSING_SHARE = 1.0, 0.02
#: A longer length is a placeholder: 0xFFFFFFFF frames of an MP3, for example.
_PLACEHOLDER_SECONDS = 30 * 86_400.0
MAX_STREAMS = 32
#: FFmpeg's flag of a track that is the picture of a cover (AV_DISPOSITION_ATTACHED_PIC).
_ATTACHED_PICTURE = 0x400
#: The element DocType of a WebM file (RFC 8794, 11.2.7). Other Matroska files have another one.
_WEBM = b"\x42\x82\x84webm"
#: Bytes that FFmpeg reads at a time.
_BUFFER = 1 << 18
#: Formats whose packets carry their time. In other formats FFmpeg estimates the time from the number of packets.
_TIMED = frozenset({"asf", "flv", "matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2", "mpeg", "mpegts", "mxf", "nut", "ogg"})
#: Formats whose time begins at 0 by definition. In other formats players subtract the first time.
_FROM_ZERO = frozenset({"matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2", "nut"})
#: Demuxers that read other files, the network or a device.
_ELSEWHERE = frozenset(
    {"concat", "dash", "ffmetadata", "hls", "image2", "image2pipe", "imf", "rtp", "rtsp", "sap", "sdp", "tedcaptions"}
    | {"tty", "vobsub", "webm_dash_manifest"}
    | {"alsa", "fbdev", "iec61883", "jack", "kmsgrab", "lavfi", "libcdio", "oss", "pulse", "sndio", "video4linux2"}
    | {"v4l2", "video4linux2,v4l2", "x11grab", "xcbgrab"}
)


def formats() -> str:
    """The demuxers that may be used, for FFmpeg's option."""
    return ",".join(sorted(set(av.formats_available) - _ELSEWHERE))


def decoders() -> str:
    """The decoders that may be used, for FFmpeg's option: those for sound."""
    names = []
    for name in av.codecs_available:
        try:
            if av.Codec(name, "r").type == "audio":
                names.append(name)
        except (av.error.FFmpegError, ValueError):  # FFmpeg has only an encoder for it
            continue
    return ",".join(sorted(names))


def open_part(part: Part, formats: str, decoders: str) -> InputContainer:
    """Open `part` with these demuxers and decoders only.

    Raises Refused ("not_audio", or "truncated" if its header states more than is there), and OSError of the disk.
    """

    def refuse(*_: object) -> NoReturn:  # FFmpeg may open no other file
        raise PermissionError

    options = {
        "format_whitelist": formats,
        "codec_whitelist": decoders,
        "protocol_whitelist": "none",
        "max_streams": str(MAX_STREAMS),
    }
    try:
        bytearray(2 * _BUFFER)  # raises MemoryError; PyAV does not check whether it got its buffer
        return av.open(part.source, "r", options=options, io_open=refuse, buffer_size=_BUFFER)
    except MemoryError:
        raise
    except (av.error.FFmpegError, OSError, ValueError):
        part.source.raise_failure()
        raise Refused("truncated" if part.missing else "not_audio") from None


def video_of(container: InputContainer, part: Part) -> dict[str, str] | None:
    """The container of a file with a video track, the codec and profile of that track, and the codec of the sound.

    None if there is no video track. The picture of a cover is none.
    """
    shown = [stream for stream in container.streams.video if not int(stream.disposition) & _ATTACHED_PICTURE]
    if not shown:
        return None
    container_name = container.format.name.split(",")[0]
    if container_name == "mov":
        container_name = "mp4"
    elif container_name == "matroska" and _WEBM in part.source.read_at(0, 64):
        container_name = "webm"
    picture = shown[0].codec_context if len(shown) == 1 else None
    sound = container.streams.audio[0].codec_context if len(container.streams.audio) == 1 else None
    return {
        "container": container_name,
        "codec": picture.codec.canonical_name if picture else "",
        "profile": (picture.profile or "") if picture else "",
        "sound": sound.codec.canonical_name if sound else "",
    }


@dataclass
class _Stream:
    """The figures of one audio track."""

    stream: AudioStream
    track: Track
    packets: int = 0
    #: Packets that could not be decoded.
    bad: int = 0
    #: Whether any packet could be decoded.
    decoded: bool = False


@dataclass
class Reading:
    """One pass over the sound of a part."""

    container: InputContainer
    part: Part
    #: A file for each audio track.
    tracks: Sequence[Track]
    #: The begin of the part, in seconds of the recording.
    begins: float
    #: FFmpeg's messages: level, component, text.
    complaints: list[tuple[int, str, str]]
    #: The end of the last packet of any track, in seconds.
    end: float = 0.0
    #: The last two packets with sound.
    latest: "tuple[av.Packet[Stream], ...]" = ()
    #: Whether the demuxer found the last of them incomplete.
    cut: bool = False
    #: Whether the part ends within an element of its format.
    torn: bool = False
    _streams: dict[int, _Stream] = field(default_factory=dict)

    @property
    def audio(self) -> Sequence[AudioStream]:
        """The audio tracks."""
        return self.container.streams.audio

    def decode(self) -> Iterator[None]:
        """Decode all packets into the tracks. Yields after each packet of a track.

        Raises Refused, and OSError of the disk.
        """
        if not self.audio:
            raise Refused("no_audio_stream")
        for stream, track in zip(self.audio, self.tracks, strict=False):
            if stream.codec_context is not None:  # None: FFmpeg does not know the codec of this track
                stream.codec_context.thread_count = 1
                self._streams[stream.index] = _Stream(stream, track)
                track.begin(self.begins)
        if not self._streams:
            raise Refused("not_audio")
        zero = self._zero()
        for packet in self._packets():
            if (seen := self._streams.get(packet.stream.index)) is None:
                continue
            for frame in self._decode_packet(seen, packet):
                time = None if zero is None or frame.time is None else frame.time - zero
                seen.track.add(frame, time)
            yield
        self.part.source.raise_failure()

    def _zero(self) -> float | None:
        """The time of packets at which this part begins; None if its packets have no time of their own."""
        name = self.container.format.name
        if name not in _TIMED:
            return None
        start = (self.container.start_time or 0) / av.time_base
        if name in _FROM_ZERO and not self.begins and start <= LONGEST_PAUSE_SECONDS:
            return min(start, 0.0)
        return start

    def _decode_packet(self, seen: _Stream, packet: Any) -> Sequence[av.AudioFrame]:
        seen.packets += 1
        try:
            frames: list[av.AudioFrame] = seen.stream.decode(packet)
        except MemoryError:
            raise
        except (av.error.FFmpegError, ValueError):
            seen.bad += 1
            return ()
        seen.decoded |= bool(frames)
        return frames

    def _packets(self) -> Iterator["av.Packet[Stream]"]:
        packets = self.container.demux()
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                self._note_complaints()
                return
            except MemoryError:
                raise
            except (av.error.FFmpegError, ValueError, OSError):
                self.cut = True
                return
            if packet.pts is not None and packet.time_base is not None:
                self.end = max(self.end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
            if packet.stream.index in self._streams and packet.size:
                self.latest, self.cut = (*self.latest[-1:], packet), packet.is_corrupt
            self._note_complaints()
            yield packet

    def _note_complaints(self) -> None:
        self.torn |= any(what.startswith(ENDS_WITHIN_AN_ELEMENT) for _, _, what in self.complaints)
        self.complaints.clear()  # a damaged file has many of them

    def judge(self, *, is_last: bool) -> None:
        """Refuse a damaged or incomplete part, after all of it was decoded. Raises Refused."""
        streams = self._streams.values()
        sounding = [seen for seen in streams if seen.decoded]
        # If nothing of a track can be decoded, FFmpeg does not know its kind. It is left out if others have sound.
        if any(seen.bad > 1 + MAX_BAD_SHARE * seen.packets for seen in sounding or streams):
            raise Refused("broken")
        if is_last and self._is_cut_off():
            raise Refused("truncated")
        if not sounding and not (self.part.is_measured or self.container.format.name in _TIMED):
            raise Refused("broken")

    def _is_cut_off(self) -> bool:
        if self.part.is_measured:
            rate = max(seen.stream.codec_context.bit_rate or 0 for seen in self._streams.values())
            if not rate:
                return False
            missing, present = self.part.missing * 8 / rate, self.part.source.size * 8 / rate
            return missing > max(MISSING_SECONDS, MISSING_SHARE * (missing + present))
        stated = self._stated()
        missing = stated - max(self.end, *(seen.track.seconds - self.begins for seen in self._streams.values()))
        whole = missing <= max(MISSING_SECONDS, MISSING_SHARE * stated)
        if self.torn or self.cut or not whole:
            return True
        name = self.container.format.name
        if len(self.latest) == 2 and len(self._streams) == 1:
            (only,) = self._streams.values()
            if frame_is_cut_off(name, only.stream.codec_context.codec, *map(bytes, self.latest)):
                return True
        return is_cut_off(self.part.source, name)

    def _stated(self) -> float:
        """The length in seconds that the file itself states, or 0 if it states none.

        FFmpeg estimates a length from the size and the bit rate of the first frames if a file states none.
        """
        lengths = [
            float(seen.stream.duration * seen.stream.time_base)
            for seen in self._streams.values()
            if seen.stream.duration is not None and seen.stream.time_base is not None
        ]
        stated = max(lengths, default=(self.container.duration or 0) / av.time_base)
        if stated > _PLACEHOLDER_SECONDS:
            return 0.0
        rate = sum(seen.stream.codec_context.bit_rate or 0 for seen in self._streams.values())
        estimate = self.part.source.size * 8 / rate if rate else 0.0
        return 0.0 if abs(stated - estimate) < MISSING_SHARE * stated else stated
