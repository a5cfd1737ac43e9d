"""The decoder keeps the whole sound of a file: all samples, all parts, all tracks, all channels, at their times."""

import io
import wave
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from reflector.errors import MediaError
from reflector.transcription.decode.convert import Converted, ConvertLimits, convert
from reflector.transcription.decode.lengths import Samples as FoundSamples
from reflector.transcription.decode.lengths import samples_of
from reflector.transcription.decode.parts import TooManyParts, parts_of
from reflector.transcription.decode.source import Source

from .conftest import RATE, Samples, encode

LIMITS = ConvertLimits(max_seconds=120, timeout_seconds=60)


class Sent:
    """The result of a conversion."""

    def __init__(self, folder: Path, converted: Converted) -> None:
        self.folder = folder
        self.converted = converted
        self.samples = self._read(folder / "audio.wav")

    @staticmethod
    def _read(path: Path) -> NDArray[np.int16]:
        with wave.open(str(path)) as wav:
            return np.frombuffer(wav.readframes(wav.getnframes()), "<i2")

    @property
    def tracks(self) -> list[NDArray[np.int16]]:
        """The samples of each track that has a file of its own."""
        return [self._read(path) for path in sorted((self.folder / "tracks").glob("*.wav"))]

    @property
    def seconds(self) -> float:
        """The length of audio.wav."""
        return len(self.samples) / RATE


Send = Callable[[bytes], Sent]


@pytest.fixture
def send(tmp_path: Path) -> Send:
    """Convert bytes as if they had been uploaded."""

    def convert_bytes(content: bytes) -> Sent:
        (tmp_path / "upload.bin").write_bytes(content)
        (tmp_path / "out").mkdir()
        return Sent(tmp_path / "out", convert(tmp_path / "upload.bin", tmp_path / "out", LIMITS))

    return convert_bytes


def refusal(send: Send, content: bytes) -> str:
    """The code with which `content` is refused."""
    with pytest.raises(MediaError) as caught:
        send(content)
    return caught.value.code


def loudness(samples: Samples) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(np.square(samples.astype(np.float64)))))


def likeness(one: Samples, other: Samples) -> float:
    """The correlation of two sounds over their common length, 1 for the same sound at any level."""
    length = min(len(one), len(other))
    return float(np.corrcoef(one[:length].astype(float), other[:length].astype(float))[0, 1])


def offset(heard: Samples, speech: Samples, second: int) -> float:
    """The position in the result of 3 seconds of `speech` from `second` on, in seconds. Fails if they are not there."""
    piece = speech[second * RATE : (second + 3) * RATE].astype(float)
    size = len(heard) + len(piece)
    spectrum = np.fft.rfft(heard.astype(float), size) * np.conj(np.fft.rfft(piece, size))
    start = int(np.fft.irfft(spectrum, size)[: len(heard)].argmax())
    assert likeness(heard[start : start + len(piece)], speech[second * RATE : (second + 3) * RATE]) > 0.8
    return start / RATE


# -- lengths that are stated wrongly ------------------------------------------------------------------------------

#: Files of samples, by container and codec.
SAMPLE_FILES = {
    "wav": ("wav", "pcm_s16le"),
    "aiff": ("aiff", "pcm_s16be"),
    "caf": ("caf", "pcm_s16le"),
    "au": ("au", "pcm_s16be"),
    "w64": ("w64", "pcm_s16le"),
}
#: Placeholders that programs write into the field of an unknown length, by the field's width in bytes.
PLACEHOLDERS = {
    4: [0, 0xFFFFFFFF, 0xFFFFFFDB, 0x7FFFFFFF, 0x7FFFFFDB, 0x7FFFF000, 0x7F000000, 0x80000000],
    8: [0, 0xFFFFFFFFFFFFFFFF, 0x7FFFFFFFFFFFFFFF],
}


def stating(content: bytes, number: int) -> bytes:
    """A file of samples whose header has `number` in the field for the length."""
    found = samples_in(content)
    return content[: found.field] + number.to_bytes(found.width, found.order) + content[found.field + found.width :]


def samples_in(content: bytes) -> FoundSamples:
    """The position of the samples of a file."""
    with on_disk(content) as descriptor:
        found = samples_of(Source(descriptor, 0, len(content)))
    assert found is not None
    return found


@contextmanager
def on_disk(content: bytes) -> Iterator[int]:
    """A descriptor of a file with some bytes."""
    with TemporaryFile() as file:
        file.write(content)
        file.flush()
        yield file.fileno()


@pytest.mark.parametrize("name", SAMPLE_FILES)
def test_samples_of_unknown_length_are_all_there(name: str, speech: Samples, send: Send) -> None:
    content = encode(speech, *SAMPLE_FILES[name])
    width = samples_in(content).width

    sent = send(stating(content, (1 << 8 * width) - 1))

    assert np.array_equal(sent.samples, speech)


@pytest.mark.parametrize("name", SAMPLE_FILES)
def test_every_placeholder_is_an_unknown_length(name: str, speech: Samples) -> None:
    content = encode(speech[:RATE], *SAMPLE_FILES[name])
    for number in PLACEHOLDERS[samples_in(content).width]:
        with on_disk(stating(content, number)) as descriptor:
            (part,) = parts_of(descriptor, len(content))
            right = samples_of(part.source)

        assert right is not None
        assert right.stated == len(speech[:RATE]) * 2, f"{number:#x}"
        assert part.missing == 0


def test_rf64_of_unknown_length_is_all_there(speech: Samples, send: Send) -> None:
    content = encode(speech, "wav", "pcm_s16le", rf64="always")
    assert content[:4] == b"RF64"

    sent = send(stating(content, 0))

    assert np.array_equal(sent.samples, speech)


@pytest.mark.parametrize("name", SAMPLE_FILES)
def test_a_plausible_length_that_is_not_there_is_truncated(name: str, speech: Samples, send: Send) -> None:
    content = encode(speech, *SAMPLE_FILES[name])

    assert refusal(send, content[: len(content) * 2 // 3]) == "truncated"


def test_a_length_that_counts_the_header_too_is_accepted(speech: Samples, send: Send) -> None:
    content = encode(speech, "wav", "pcm_s16le")

    assert np.array_equal(send(stating(content, len(speech) * 2 + 36)).samples, speech)


@pytest.mark.parametrize("name", SAMPLE_FILES)
def test_samples_that_the_header_does_not_count_are_heard(name: str, speech: Samples, send: Send) -> None:
    content = encode(speech, *SAMPLE_FILES[name])

    sent = send(stating(content, len(speech) + samples_in(content).overhead))

    assert np.array_equal(sent.samples, speech)


def test_chunks_behind_the_samples_are_not_sound(speech: Samples, send: Send) -> None:
    content = encode(speech, "wav", "pcm_s16le")
    content += b"LIST" + (40_000).to_bytes(4, "little") + bytes(range(250)) * 160
    content += b"id3 " + (100_000).to_bytes(4, "little") + b"\x55" * 100_000

    assert np.array_equal(send(content).samples, speech)


@pytest.mark.parametrize("name", SAMPLE_FILES)
def test_two_recordings_one_after_another_are_both_heard(name: str, speech: Samples, send: Send) -> None:
    half = len(speech) // 2
    first, second = (encode(part, *SAMPLE_FILES[name]) for part in (speech[:half], speech[half:]))

    assert np.array_equal(send(first + second).samples, speech)


def test_the_second_of_two_recordings_may_be_cut_off(speech: Samples, send: Send) -> None:
    first, second = (encode(part, "wav", "pcm_s16le") for part in (speech, speech))

    assert refusal(send, first + second[: len(second) // 2]) == "truncated"


@pytest.mark.parametrize("brand", ["mp4", "ipod"])
def test_two_mp4_files_one_after_another_are_both_heard(brand: str, speech: Samples, send: Send) -> None:
    half = len(speech) // 2
    first, second = (encode(part, brand, "alac") for part in (speech[:half], speech[half:]))

    sent = send(first + second)

    assert offset(sent.samples, speech, 2) == pytest.approx(2, abs=0.1)
    assert offset(sent.samples, speech, 18) == pytest.approx(18, abs=0.2)


def test_a_fragmented_mp4_file_is_one_recording(speech: Samples) -> None:
    content = encode(
        speech, "mp4", "aac", movflags="frag_keyframe+empty_moov+default_base_moof", frag_duration="500000"
    )
    assert content.count(b"moof") > 10

    with on_disk(content) as descriptor:
        assert len(parts_of(descriptor, len(content))) == 1


def test_more_mp4_files_than_any_recording_has_are_refused(speech: Samples) -> None:
    content = (b"\0\0\0\x10ftypM4A \0\0\0\0" + b"\0\0\0\x08moov") * 1100

    with on_disk(content) as descriptor, pytest.raises(TooManyParts):
        parts_of(descriptor, len(content))


@pytest.mark.parametrize("name", SAMPLE_FILES)
def test_a_tag_before_the_samples_is_skipped(name: str, speech: Samples, send: Send) -> None:
    tag = b"ID3\x03\0\0" + bytes([0, 0, 7, 104]) + b"\x55" * 1000

    assert np.array_equal(send(tag + encode(speech, *SAMPLE_FILES[name])).samples, speech)


def test_an_mp3_file_of_unknown_length_is_all_there(speech: Samples, send: Send) -> None:
    content = encode(speech, "mp3", "libmp3lame")
    field = max(content.find(b"Xing"), content.find(b"Info")) + 8

    sent = send(content[:field] + b"\xff\xff\xff\xff" + content[field + 4 :])

    assert sent.seconds == pytest.approx(len(speech) / RATE, abs=0.2)


# -- chained Ogg --------------------------------------------------------------------------------------------------


def ogg(samples: Samples, codec: str, rate: int, layout: str = "mono") -> bytes:
    """`samples` as an Ogg file."""
    resampler = av.AudioResampler("fltp" if codec == "vorbis" else "s16", layout, rate)
    frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
    frame.sample_rate = RATE
    parts = [*resampler.resample(frame), *resampler.resample(None)]
    # One frame, because the FLAC encoder takes only its last frame short.
    whole = np.concatenate([part.to_ndarray() for part in parts], axis=1)
    frame = av.AudioFrame.from_ndarray(whole, format=parts[0].format.name, layout=layout)
    frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="ogg") as output:
        track: Any = output.add_stream(codec, rate=rate, layout=layout, options={"strict": "experimental"})
        output.mux(track.encode(frame))
        output.mux(track.encode(None))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "links",
    [
        [("vorbis", 44100, "stereo"), ("vorbis", 22050, "stereo")],
        [("flac", 44100, "stereo"), ("flac", 22050, "mono")],
        [("libopus", 48000, "mono"), ("vorbis", 16000, "stereo")],
        [("libopus", 48000, "mono"), ("libopus", 48000, "mono")],
    ],
    ids=["another rate", "other channels", "another codec", "the same"],
)
def test_chained_ogg_is_heard_link_by_link(links: list[tuple[str, int, str]], speech: Samples, send: Send) -> None:
    half = len(speech) // 2
    parts = [speech[:half], speech[half:]]
    content = b"".join(ogg(part, *link) for part, link in zip(parts, links, strict=True))

    sent = send(content)

    assert sent.seconds == pytest.approx(len(speech) / RATE, abs=0.1)
    assert offset(sent.samples, speech, 5) == pytest.approx(5, abs=0.1)
    assert offset(sent.samples, speech, 18) == pytest.approx(18, abs=0.1)


def test_chained_ogg_whose_last_link_is_cut_off_is_refused(speech: Samples, send: Send) -> None:
    content = ogg(speech, "libopus", 48000) + ogg(speech, "flac", 44100)

    assert refusal(send, content[: -len(content) // 5]) == "truncated"


def test_more_links_than_any_recording_has_are_refused(speech: Samples, send: Send) -> None:
    assert refusal(send, ogg(speech[:RATE], "libopus", 48000) * 1001) == "broken"


def test_the_search_for_parts_is_bounded(speech: Samples) -> None:
    content = encode(speech[:1], "wav", "pcm_s16le") * 1001
    with on_disk(content) as descriptor, pytest.raises(TooManyParts):
        parts_of(descriptor, len(content))


# -- tracks -------------------------------------------------------------------------------------------------------


def film(tracks: Sequence[tuple[Samples, float]], container: str, codec: str, *, seconds: float = 0) -> bytes:
    """A file with audio tracks, each with the time in seconds at which it begins, and with `seconds` of video."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container) as output:
        picture: Any = output.add_stream("mpeg4", rate=5, width=64, height=64, pix_fmt="yuv420p") if seconds else None
        streams: list[Any] = []
        for _ in tracks:
            stream: Any = output.add_stream(codec, rate=48000, layout="mono")
            streams.append(stream)
        for index in range(int(seconds * 5)):
            image = np.full((64, 64, 3), index % 256, np.uint8)
            output.mux(picture.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        if picture:
            output.mux(picture.encode(None))
        for stream, (samples, begins) in zip(streams, tracks, strict=True):
            for packet in _encoded(stream, samples, begins):
                output.mux(packet)
    return buffer.getvalue()


def _encoded(stream: Any, samples: Samples, begins: float) -> Iterable[Any]:
    resampler = av.AudioResampler(stream.format.name, "mono", 48000)
    frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE, round(begins * RATE), Fraction(1, RATE)
    for part in [*resampler.resample(frame), *resampler.resample(None)]:
        yield from stream.encode(part)
    yield from stream.encode(None)


def test_a_silent_first_track_does_not_hide_the_second(speech: Samples, send: Send) -> None:
    sent = send(film([(np.zeros_like(speech), 0), (speech, 0)], "mp4", "aac"))

    assert sent.converted.tracks == 2
    assert sent.tracks == []
    assert loudness(sent.samples) == pytest.approx(loudness(speech), rel=0.05)


def test_all_tracks_with_sound_are_heard(speech: Samples, send: Send) -> None:
    hum = (6000 * np.sin(2 * np.pi * 220 * np.arange(len(speech)) / RATE)).astype(np.int16)

    sent = send(film([(hum, 0), (speech, 0)], "matroska", "aac"))

    assert sent.converted.tracks == 2
    assert [round(likeness(track, sent.samples), 1) > 0 for track in sent.tracks] == [True, True]
    assert [loudness(track) for track in sent.tracks] == pytest.approx([loudness(hum), loudness(speech)], rel=0.05)
    assert loudness(sent.samples) ** 2 == pytest.approx(loudness(hum) ** 2 + loudness(speech) ** 2, rel=0.1)


def test_the_same_sound_in_two_tracks_is_heard_once(speech: Samples, send: Send) -> None:
    sent = send(film([(speech, 0), (speech // 2, 0)], "matroska", "libopus"))

    assert sent.converted.tracks == 2
    assert sent.tracks == []
    assert loudness(sent.samples) == pytest.approx(loudness(speech), rel=0.05)


def test_a_track_with_the_inverted_sound_of_another_does_not_cancel_it(speech: Samples, send: Send) -> None:
    sent = send(film([(speech, 0), (-speech, 0)], "matroska", "flac"))

    assert sent.converted.tracks == 2
    assert sent.tracks == []
    assert loudness(sent.samples) == pytest.approx(loudness(speech), rel=0.05)


def test_tracks_that_are_all_silent_are_silent(speech: Samples, send: Send) -> None:
    nothing = np.zeros_like(speech)

    assert refusal(send, film([(nothing, 0), (nothing, 0)], "mp4", "aac")) == "silent"


def test_a_refusal_has_the_decoded_seconds(speech: Samples, send: Send) -> None:
    nothing = np.zeros_like(speech)

    with pytest.raises(MediaError) as caught:
        send(film([(nothing, 0), (nothing, 0)], "mp4", "aac"))

    assert caught.value.seconds == pytest.approx(2 * len(speech) / RATE, rel=0.02)


# -- channels -----------------------------------------------------------------------------------------------------


def channels(*samples: Samples, codec: str = "pcm_s16le", container: str = "wav", layout: str = "") -> bytes:
    """Sounds as the channels of one file."""
    buffer = io.BytesIO()
    layout = layout or {1: "mono", 2: "stereo", 6: "5.1", 8: "7.1"}[len(samples)]
    frame = av.AudioFrame.from_ndarray(np.stack(samples, axis=1).reshape(1, -1), format="s16", layout=layout)
    frame.sample_rate = RATE
    with av.open(buffer, "w", format=container) as output:
        track: Any = output.add_stream(codec, rate=RATE, layout=layout)
        output.mux(track.encode(frame))
        output.mux(track.encode(None))
    return buffer.getvalue()


@pytest.mark.parametrize("level", [-1.0, -0.9, -0.3])
def test_a_channel_with_inverted_polarity_does_not_cancel_the_other(level: float, speech: Samples, send: Send) -> None:
    sent = send(channels(speech, (speech * level).astype(np.int16)))

    assert abs(likeness(sent.samples, speech)) > 0.999
    assert loudness(sent.samples) > 0.6 * loudness(speech)


def test_a_channel_may_be_inverted_in_a_part_of_the_recording(speech: Samples, send: Send) -> None:
    other = speech.copy()
    other[len(other) // 2 :] *= -1

    sent = send(channels(speech, other))

    for half in (slice(0, len(speech) // 2), slice(len(speech) // 2, None)):
        assert loudness(sent.samples[half]) == pytest.approx(loudness(speech[half]), rel=0.05)


@pytest.mark.parametrize("position", range(6))
def test_speech_in_one_channel_of_six_keeps_its_level(position: int, speech: Samples, send: Send) -> None:
    all_channels = [np.zeros_like(speech)] * 6
    all_channels[position] = speech

    sent = send(channels(*all_channels, codec="flac", container="flac"))

    assert likeness(sent.samples, speech) > 0.999
    assert loudness(sent.samples) == pytest.approx(loudness(speech), rel=0.01)


@pytest.mark.parametrize(("count", "codec"), [(8, "pcm_s24le"), (8, "pcm_f64le"), (16, "pcm_s16le"), (24, "pcm_f32le")])
def test_speech_in_one_of_many_channels_is_heard(count: int, codec: str, speech: Samples, send: Send) -> None:
    silent = np.zeros_like(speech)
    sounds = [speech if index == count - 2 else silent for index in range(count)]

    sent = send(channels(*sounds, codec=codec, layout="7.1" if count == 8 else f"{count} channels"))

    assert abs(likeness(sent.samples, speech)) > 0.99
    assert loudness(sent.samples) == pytest.approx(loudness(speech), rel=0.05)


def test_two_people_on_two_channels_are_both_heard(speech: Samples, send: Send) -> None:
    half = len(speech) // 2
    left, right = speech.copy(), speech.copy()
    left[half:], right[:half] = 0, 0

    sent = send(channels(left, right))

    assert likeness(sent.samples[:half], speech[:half]) > 0.99
    assert likeness(sent.samples[half:], speech[half:]) > 0.99


def test_more_samples_per_second_than_any_recorder_makes_are_refused(speech: Samples, send: Send) -> None:
    """A small file that takes long to decode: 8 channels at 640 kHz, which FLAC compresses well."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="flac") as output:
        track: Any = output.add_stream("flac", rate=640_000, layout="7.1")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 8 * 64_000), np.int16), format="s16", layout="7.1")
        frame.sample_rate = 640_000
        output.mux(track.encode(frame))
        output.mux(track.encode(None))

    assert refusal(send, buffer.getvalue()) == "rate_too_high"


# -- time ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("container", "codec"), [("mp4", "aac"), ("matroska", "libopus"), ("mpegts", "aac")])
def test_sound_that_begins_late_in_a_film_begins_late(container: str, codec: str, speech: Samples, send: Send) -> None:
    sent = send(film([(speech, 10.0)], container, codec, seconds=35))

    assert offset(sent.samples, speech, 0) == pytest.approx(10.0, abs=0.1)
    assert sent.seconds == pytest.approx(10.0 + len(speech) / RATE, abs=0.2)


@pytest.mark.parametrize(("container", "codec"), [("mp4", "aac"), ("matroska", "libopus")])
def test_sound_alone_that_begins_late_begins_late(container: str, codec: str, speech: Samples, send: Send) -> None:
    sent = send(film([(speech, 10.0)], container, codec))

    assert offset(sent.samples, speech, 0) == pytest.approx(10.0, abs=0.1)


def test_tracks_that_begin_at_different_times_stay_apart(speech: Samples, send: Send) -> None:
    sent = send(film([(speech, 0.0), (speech[: RATE * 5], 12.0)], "matroska", "libopus"))

    first, second = sent.tracks
    assert offset(first, speech, 0) == pytest.approx(0.0, abs=0.1)
    assert offset(second, speech, 0) == pytest.approx(12.0, abs=0.1)


def with_jumps(samples: Samples, jumps: dict[float, float], container: str = "matroska") -> bytes:
    """`samples` in a file whose timestamps jump: by so many seconds from the given second on."""
    plain = film([(samples, 0.0)], container, "libopus")
    buffer = io.BytesIO()
    with av.open(io.BytesIO(plain), "r") as source, av.open(buffer, "w", format=container) as output:
        stream = output.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.pts is None or packet.time_base is None:
                continue
            time = packet.pts * packet.time_base
            moved = sum(by for start, by in jumps.items() if time >= start)
            packet.pts = packet.dts = packet.pts + round(moved / packet.time_base)
            packet.stream = stream
            output.mux(packet)
    return buffer.getvalue()


def test_a_gap_in_the_timestamps_stays_a_gap(speech: Samples, send: Send) -> None:
    sent = send(with_jumps(speech, {5.0: 30.0}))

    assert sent.seconds == pytest.approx(30.0 + len(speech) / RATE, abs=0.2)
    assert loudness(sent.samples[int(5.2 * RATE) : int(34.8 * RATE)]) < 5
    assert offset(sent.samples, speech, 1) == pytest.approx(1, abs=0.1)
    assert offset(sent.samples, speech, 10) == pytest.approx(40, abs=0.1)


@pytest.mark.parametrize("by", [4000.0, 1_000_000.0])
def test_an_absurd_jump_is_ignored(by: float, speech: Samples, send: Send) -> None:
    sent = send(with_jumps(speech, {5.0: by}))

    assert sent.seconds == pytest.approx(len(speech) / RATE, abs=0.2)


def test_a_gap_that_would_exceed_the_longest_recording_is_ignored(speech: Samples, send: Send) -> None:
    sent = send(with_jumps(speech, {5.0: 118.0}))

    assert sent.seconds == pytest.approx(len(speech) / RATE, abs=0.2)


def test_a_gap_after_an_absurd_jump_is_still_a_gap(speech: Samples, send: Send) -> None:
    sent = send(with_jumps(speech, {5.0: 100_000.0, 10.0: 7.0}))

    assert sent.seconds == pytest.approx(7.0 + len(speech) / RATE, abs=0.2)


def test_jitter_of_the_timestamps_adds_no_silence(speech: Samples, send: Send) -> None:
    shaken = {index / 50: (0.019 if index % 2 else -0.019) for index in range(1, 1000)}

    sent = send(with_jumps(speech, shaken))

    assert sent.seconds == pytest.approx(len(speech) / RATE, abs=0.2)


def test_a_pause_takes_no_space_on_the_disk(speech: Samples, send: Send) -> None:
    sent = send(with_jumps(speech, {5.0: 80.0}))

    wav = (sent.folder / "audio.wav").stat()
    assert wav.st_size == pytest.approx(2 * RATE * (80 + len(speech) / RATE), rel=0.01)
    assert wav.st_blocks * 512 < wav.st_size / 2


# -- sound only ---------------------------------------------------------------------------------------------------


def test_the_sound_alone_is_one_file(speech: Samples, tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(encode(speech, "wav", "pcm_s16le"))
    (tmp_path / "out").mkdir()

    converted = convert(tmp_path / "upload", tmp_path / "out", LIMITS, sound_only=True)

    assert set(converted.sizes) == {"audio.wav"}
    assert np.array_equal(Sent(tmp_path / "out", converted).samples, speech)


# -- too short ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [1, 100, RATE // 10])
def test_a_recording_too_short_for_a_word_is_refused(length: int, speech: Samples, send: Send) -> None:
    loud = speech[np.abs(speech.astype(np.int32)).argmax() :][:length]

    assert refusal(send, encode(loud, "wav", "pcm_s16le")) == "too_short"


def test_a_header_without_samples_is_too_short(speech: Samples, send: Send) -> None:
    content = encode(speech[:1], "wav", "pcm_s16le")

    assert refusal(send, stating(content[:-2], 0)) == "too_short"
