"""Small real videos with speech, made by FFmpeg's own encoders."""

from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np

import reflector

#: One sentence of three seconds.
SPEECH = Path(reflector.__file__).parent / "commands" / "speech" / "amiable.opus"
_RATE = 10
_SIZE = 320, 180


@lru_cache
def a_video(
    container: str = "mp4",
    codec: str = "libx264",
    sound: str = "aac",
    *,
    pixels: str = "yuv420p",
    says: str = "",
    seconds: int = 0,
) -> bytes:
    """A picture that changes colour, with a spoken sentence. `says`: a comment that is found in the raw bytes.

    `seconds`: a length that is more than that of the sentence.
    """
    made = BytesIO()
    with av.open(str(SPEECH)) as source, av.open(made, "w", format=container) as target:
        target.metadata["comment"] = says
        picture: Any = target.add_stream(codec, rate=_RATE)
        picture.width, picture.height = _SIZE
        picture.pix_fmt = pixels
        voice: Any = target.add_stream(sound, rate=48000)
        resampler = av.AudioResampler(format=voice.codec_context.format, layout="mono", rate=48000)
        voice.layout = "mono"
        length = 0.0
        for frame in source.decode(audio=0):
            length = (frame.time or 0.0) + frame.samples / frame.sample_rate
            for piece in resampler.resample(frame):
                target.mux(voice.encode(piece))
        target.mux(voice.encode(None))
        for number in range(int(max(length, seconds) * _RATE)):
            shade = np.full((_SIZE[1], _SIZE[0], 3), (number * 5 % 256, 120, 200 - number % 200), np.uint8)
            shown = av.VideoFrame.from_ndarray(shade, format="rgb24").reformat(format=pixels)
            shown.pts, shown.time_base = number, Fraction(1, _RATE)
            target.mux(picture.encode(shown))
        target.mux(picture.encode(None))
    return made.getvalue()
