"""Mutated files of six formats: each ends as text or with a reason, no child dies unnoticed, nothing stays.

A failure prints its seed; REFLECTOR_TEST_SEED repeats it. REFLECTOR_TEST_DEEP=1 tries a few hundred variants.
"""

import os
from pathlib import Path
from random import Random, SystemRandom

import av
import pytest
from av.audio.stream import AudioStream

from reflector.errors import MediaError
from reflector.transcription.decode.convert import MP3, WAV, WAVEFORM, ConvertLimits, convert

SPEECH = Path(__file__).parents[2] / "data" / "speech" / "sense_and_sensibility.opus"
#: Container and codec of each format.
FORMATS = {
    "wav": "pcm_s16le",
    "mp3": "libmp3lame",
    "flac": "flac",
    "ogg": "libopus",
    "mp4": "aac",
    "matroska": "libopus",
}
DEEP = os.environ.get("REFLECTOR_TEST_DEEP") == "1"
#: Variants of each format.
VARIANTS = 60 if DEEP else 4
SEED = int(os.environ.get("REFLECTOR_TEST_SEED") or SystemRandom().randrange(2**32))
#: Reasons that blame the decoder instead of the file: no mutation may cause them.
OUR_FAULT = {"decoder_failed", "internal", "media_error"}


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Three seconds of speech in each format."""
    made = {}
    for container, codec in FORMATS.items():
        path = tmp_path_factory.mktemp("originals") / "speech"
        with av.open(str(SPEECH)) as source, av.open(str(path), "w", format=container) as target:
            stream = target.add_stream(codec, rate=48_000, layout="mono")
            assert isinstance(stream, AudioStream)
            resampler = av.AudioResampler(
                stream.format, "mono", 48_000, frame_size=stream.codec_context.frame_size or 0
            )
            for frame in source.decode(audio=0):
                if (frame.time or 0.0) > 3:
                    break
                for piece in resampler.resample(frame):
                    target.mux(stream.encode(piece))
            target.mux(stream.encode(None))
        made[container] = path.read_bytes()
    return made


def mutated(data: bytes, random: Random) -> bytes:
    """`data` with a few bytes changed, a part cut out, doubled, or replaced, most often near the beginning."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 4)):
        near = random.random() < 0.6
        at = random.randrange(min(len(changed), 512) if near else len(changed))
        length = random.choice([1, 2, 4, 16, 256, 4096])
        match random.randrange(6):
            case 0:
                changed[at] ^= 1 << random.randrange(8)
            case 1:
                changed[at : at + length] = random.randbytes(len(changed[at : at + length]))
            case 2:
                del changed[at : at + length]
            case 3:
                changed[at:at] = changed[at : at + length]
            case 4:
                changed[at : at + 4] = random.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"])
            case _:
                del changed[max(at, 1) :]
        if not changed:
            return b"\0"
    return bytes(changed)


@pytest.mark.parametrize("container", FORMATS)
def test_every_mutated_file_ends_with_a_reason(container: str, originals: dict[str, bytes], tmp_path: Path) -> None:
    print(f"REFLECTOR_TEST_SEED={SEED}")
    random = Random(f"{SEED}-{container}")
    source, folder = tmp_path / "upload.bin", tmp_path / "out"
    limits = ConvertLimits(max_seconds=60, timeout_seconds=60)
    source.write_bytes(originals[container])
    folder.mkdir()
    assert convert(source, folder, limits).duration == pytest.approx(3, abs=0.3), "the original itself"

    for number in range(VARIANTS):
        for earlier in folder.iterdir():
            earlier.unlink()
        source.write_bytes(mutated(originals[container], random))
        code = outcome(source, folder, limits)
        assert code not in OUR_FAULT, (number, code)
        left = {path.name for path in folder.iterdir()}
        assert left == (set() if code else {WAV, MP3, WAVEFORM}), (number, code)


def outcome(source: Path, folder: Path, limits: ConvertLimits) -> str:
    """The reason for which a file is refused; empty if it is decoded. Any other exception is a failure."""
    try:
        convert(source, folder, limits)
    except MediaError as refused:
        return refused.code
    return ""
