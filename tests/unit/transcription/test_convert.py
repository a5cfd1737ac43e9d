"""Every upload becomes three files, or is refused with a reason and leaves nothing."""

import io
import json
import wave
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from reflector.errors import Cancelled, MediaError
from reflector.transcription.decode.convert import Converted, ConvertLimits, convert

from .conftest import FORMATS, RATE, Samples, encode

LIMITS = ConvertLimits(max_seconds=60, timeout_seconds=60)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder for the results."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.fixture
def send(tmp_path: Path, folder: Path) -> Callable[..., Converted]:
    """Convert bytes as if they had been uploaded."""

    def convert_bytes(content: bytes, limits: ConvertLimits = LIMITS, name: str = "upload.bin") -> Converted:
        source = tmp_path / name
        source.write_bytes(content)
        return convert(source, folder, limits)

    return convert_bytes


def refusal(send: Callable[..., Converted], folder: Path, content: bytes, limits: ConvertLimits = LIMITS) -> str:
    """The code with which `content` is refused. Nothing must be left behind."""
    with pytest.raises(MediaError) as caught:
        send(content, limits)
    assert list(folder.iterdir()) == []
    assert caught.value.__cause__ is None, "FFmpeg's words may quote the recording"
    return caught.value.code


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_becomes_sound_to_recognize_to_hear_and_to_draw(
    name: str, recorded: Callable[[str], bytes], send: Callable[..., Converted], folder: Path, speech: Samples
) -> None:
    converted = send(recorded(name), name="upload.txt")

    assert converted.duration == pytest.approx(len(speech) / RATE, abs=0.2)
    assert converted.sizes == {path.name: path.stat().st_size for path in folder.iterdir()}
    assert set(converted.sizes) == {"audio.wav", "audio.mp3", "audio.json"}
    with wave.open(str(folder / "audio.wav")) as wav:
        assert (wav.getframerate(), wav.getnchannels(), wav.getsampwidth()) == (16000, 1, 2)
        assert wav.getnframes() / 16000 == pytest.approx(converted.duration)
    with av.open(str(folder / "audio.mp3")) as mp3:
        assert mp3.duration is not None
        assert mp3.duration / av.time_base == pytest.approx(converted.duration, abs=0.2)
        assert not set(mp3.metadata) - {"encoder"}


def test_the_sound_is_the_one_that_was_sent(
    recorded: Callable[[str], bytes], send: Callable[..., Converted], folder: Path, speech: Samples
) -> None:
    send(recorded("flac"))

    with wave.open(str(folder / "audio.wav")) as wav:
        assert np.array_equal(np.frombuffer(wav.readframes(wav.getnframes()), "<i2"), speech)


def test_the_waveform_has_the_form_of_wavesurfer(
    recorded: Callable[[str], bytes], send: Callable[..., Converted], folder: Path, speech: Samples
) -> None:
    converted = send(recorded("wav"))

    waveform = json.loads((folder / "audio.json").read_text())
    assert waveform["duration"] == pytest.approx(converted.duration, abs=0.001)
    assert 1000 < len(waveform["data"]) <= 2048
    assert max(waveform["data"]) == 1
    assert min(waveform["data"]) >= 0
    loudest = waveform["data"].index(1) / len(waveform["data"])
    assert loudest == pytest.approx(np.abs(speech.astype(int)).argmax() / len(speech), abs=0.002)


def test_stereo_of_which_one_side_is_silent_is_heard(send: Callable[..., Converted], speech: Samples) -> None:
    stereo = np.stack([speech, np.zeros_like(speech)], axis=1)
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as wav:
        wav.setparams((2, 2, RATE, 0, "NONE", ""))
        wav.writeframes(stereo.tobytes())

    assert send(buffer.getvalue()).duration == pytest.approx(len(speech) / RATE)


def test_a_picture_without_sound_is_refused(send: Callable[..., Converted], folder: Path) -> None:
    with av.open(str(folder.parent / "film.mp4"), "w") as film:
        track = film.add_stream("mpeg4", rate=5, width=64, height=64, pix_fmt="yuv420p")
        for _ in range(10):
            image = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            film.mux(track.encode(image))
        film.mux(track.encode(None))

    assert refusal(send, folder, (folder.parent / "film.mp4").read_bytes()) == "no_audio_stream"


def test_an_empty_file_is_refused(send: Callable[..., Converted], folder: Path) -> None:
    assert refusal(send, folder, b"") == "empty"


@pytest.mark.parametrize("level", [0, 10])
def test_silence_is_refused(level: int, send: Callable[..., Converted], folder: Path) -> None:
    noise = np.random.default_rng(1).integers(-level, level + 1, 5 * RATE).astype(np.int16)

    assert refusal(send, folder, encode(noise, "flac", "flac")) == "silent"


@pytest.mark.parametrize("content", [b"Call me Ishmael. " * 1000, b"\0" * 100_000, b"PK\3\4" + b"\0" * 1000, b"x"])
def test_a_file_that_is_no_recording_is_refused(content: bytes, send: Callable[..., Converted], folder: Path) -> None:
    assert refusal(send, folder, content) in {"not_audio", "no_audio_stream", "broken", "silent"}


def test_random_bytes_are_refused(send: Callable[..., Converted], folder: Path) -> None:
    for seed in range(3):
        content = np.random.default_rng(seed).bytes(200_000)
        assert refusal(send, folder, content) in {"not_audio", "broken", "truncated"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_was_cut_off_is_refused(
    name: str, recorded: Callable[[str], bytes], send: Callable[..., Converted], folder: Path
) -> None:
    whole = recorded(name)

    for part in (0.31, 0.49, 0.67, 0.9):  # none of them ends between two pieces
        assert refusal(send, folder, whole[: int(len(whole) * part)]) in {"truncated", "not_audio"}


#: Formats that state no length: container, codec, sample rate, options.
UNSTATED: dict[str, tuple[str, str, int, dict[str, str]]] = {
    "mpeg 1 layer 3": ("mp3", "libmp3lame", 44100, {"write_xing": "0", "id3v2_version": "0"}),
    "mpeg 2 layer 3": ("mp3", "libmp3lame", 22050, {"write_xing": "0"}),
    "mpeg 2.5 layer 3": ("mp3", "libmp3lame", 8000, {"write_xing": "0"}),
    "mpeg 1 layer 2": ("mp2", "mp2", 48000, {}),
    "ac3": ("ac3", "ac3", 48000, {}),
    "amr": ("amr", "libopencore_amrnb", 8000, {}),
    "webm of a browser": ("webm", "libopus", 48000, {"live": "1"}),
    "mp4 of a browser": ("mp4", "aac", 48000, {"movflags": "frag_keyframe+empty_moov"}),
    "mpeg-ts of a camcorder": ("mpegts", "aac", 48000, {"mpegts_m2ts_mode": "1"}),
}


@pytest.mark.parametrize("name", UNSTATED)
def test_a_file_without_a_stated_length_is_refused_if_its_end_is_incomplete(
    name: str, send: Callable[..., Converted], folder: Path, speech: Samples
) -> None:
    container, codec, rate, options = UNSTATED[name]
    whole = encode(speech, container, codec, rate, **options)

    for missing in (len(whole) // 50, len(whole) // 3 + 103, len(whole) // 2 + 53):  # nor any of these
        assert refusal(send, folder, whole[:-missing]) == "truncated"
    assert send(whole).duration == pytest.approx(len(speech) / RATE, abs=0.2)


TAGS = [b"TAG" + bytes(125), b"APETAGEX" + (2000).to_bytes(4, "little") + bytes(20), bytes(5000), b"\xff" * 512]


@pytest.mark.parametrize("tag", TAGS, ids=["ID3v1", "APE", "zeros", "ones"])
def test_data_after_the_sound_is_no_damage(
    tag: bytes, recorded: Callable[[str], bytes], send: Callable[..., Converted], speech: Samples
) -> None:
    for name in ("mp3", "aac", "flac", "webm"):
        assert send(recorded(name) + tag).duration == pytest.approx(len(speech) / RATE, abs=0.2)


def test_a_film_is_taken_whose_last_frame_of_sound_is_not_whole(
    recorded: Callable[[str], bytes], send: Callable[..., Converted], speech: Samples
) -> None:
    """Programs that cut without re-encoding leave such files."""
    buffer = io.BytesIO()
    with av.open(io.BytesIO(recorded("avi with video")), "r") as film, av.open(buffer, "w", format="avi") as cut:
        tracks = {stream: cut.add_stream_from_template(stream) for stream in film.streams}
        packets = [packet for packet in film.demux() if packet.size]
        last = max(index for index, packet in enumerate(packets) if packet.stream.type == "audio")
        for index, packet in enumerate(packets):
            copy = av.Packet(bytes(packet)[: -40 if index == last else None])
            copy.pts, copy.dts, copy.time_base = packet.pts, packet.dts, packet.time_base
            copy.stream = tracks[packet.stream]
            cut.mux(copy)

    assert send(buffer.getvalue()).duration == pytest.approx(len(speech) / RATE, abs=0.2)


def test_television_is_taken_from_a_recorder_that_stopped_between_two_packets(
    recorded: Callable[[str], bytes], send: Callable[..., Converted], speech: Samples
) -> None:
    whole = recorded("mpeg-ts")

    for packets in range(1, 8):
        assert send(whole[: -packets * 188]).duration == pytest.approx(len(speech) / RATE, abs=0.5)


def test_an_ogg_file_without_the_mark_of_its_end_is_taken(
    recorded: Callable[[str], bytes], send: Callable[..., Converted], speech: Samples
) -> None:
    """Android's own writer never sets the mark. A file that was cut off between two pages looks the same."""
    whole = recorded("ogg with opus")

    assert len(speech) / RATE - 2 < send(whole[: whole.rfind(b"OggS")]).duration < len(speech) / RATE


def test_an_ogg_file_that_ends_within_a_packet_is_refused(
    recorded: Callable[[str], bytes], send: Callable[..., Converted], folder: Path
) -> None:
    whole = recorded("ogg with opus")
    page = whole[whole.rfind(b"OggS") :]
    # One more page, whose only packet continues in the next page.
    unfinished = page[:4] + b"\0\0" + page[6:22] + b"\0\0\0\0" + b"\1\xff" + bytes(255)

    assert refusal(send, folder, whole + unfinished) == "truncated"


@pytest.mark.parametrize("name", ["mp3", "flac", "m4a", "webm", "ogg with opus"])
def test_a_file_with_a_hole_in_it_ends_one_way_or_the_other(
    name: str, recorded: Callable[[str], bytes], send: Callable[..., Converted], folder: Path
) -> None:
    content = bytearray(recorded(name))
    start = len(content) // 4
    content[start : start * 3] = np.random.default_rng(2).bytes(start * 2)

    try:
        assert 0 < send(bytes(content)).duration < 60
    except MediaError:
        assert list(folder.iterdir()) == []


def test_a_recording_that_is_too_long_is_refused(
    recorded: Callable[[str], bytes], send: Callable[..., Converted], folder: Path
) -> None:
    assert refusal(send, folder, recorded("mp3"), ConvertLimits(max_seconds=20)) == "too_long"


def test_the_length_is_counted_and_not_read_from_the_header(send: Callable[..., Converted], folder: Path) -> None:
    """Ten minutes of silence in a few bytes, with a header that states one second."""
    content = bytearray(encode(np.zeros(600 * RATE, np.int16), "flac", "flac"))
    packed = int.from_bytes(content[18:26], "big")
    content[18:26] = ((packed >> 36 << 36) | RATE).to_bytes(8, "big")

    assert refusal(send, folder, bytes(content)) == "too_long"


def test_decoding_that_takes_too_long_is_stopped(
    recorded: Callable[[str], bytes], send: Callable[..., Converted], folder: Path
) -> None:
    assert refusal(send, folder, recorded("mp3"), ConvertLimits(timeout_seconds=0.01)) == "timeout"


def test_decoding_that_takes_too_much_memory_is_stopped(
    recorded: Callable[[str], bytes], send: Callable[..., Converted], folder: Path
) -> None:
    assert refusal(send, folder, recorded("mp3"), ConvertLimits(memory_bytes=1000)) == "too_much_memory"


def test_a_cancelled_conversion_leaves_nothing(recorded: Callable[[str], bytes], folder: Path, tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(recorded("mp3"))
    asked = iter([False, False, True])

    with pytest.raises(Cancelled):
        convert(tmp_path / "upload", folder, LIMITS, cancelled=lambda: next(asked))

    assert list(folder.iterdir()) == []


def test_progress_grows_to_one(recorded: Callable[[str], bytes], folder: Path, tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(recorded("wav"))
    seen: list[float] = []

    convert(tmp_path / "upload", folder, LIMITS, on_progress=seen.append)

    assert seen == sorted(seen)
    assert 0 < seen[0] < 0.5
    assert seen[-1] > 0.9


def test_the_next_conversion_removes_files_of_a_killed_one(
    recorded: Callable[[str], bytes], send: Callable[..., Converted], folder: Path
) -> None:
    (folder / ".tmp-0123456789abcdef").write_bytes(b"half a file")

    send(recorded("mp3"))

    assert sorted(path.name for path in folder.iterdir()) == ["audio.json", "audio.mp3", "audio.wav"]


def test_a_second_conversion_replaces_the_first(speech: Samples, send: Callable[..., Converted], folder: Path) -> None:
    send(encode(speech[: RATE * 10], "wav", "pcm_s16le"))

    assert send(encode(speech[: RATE * 5], "wav", "pcm_s16le")).duration == 5
    assert len(list(folder.iterdir())) == 3
