"""Every common format passes HTTP, a real worker and the small model, and gives its words.

tests/unit/transcription/test_recognize.py hears three of the formats with the default model.
"""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import httpx
import numpy as np

from tests.integration.serve.test_serve import START_SECONDS, serving, until
from tests.unit.transcription.conftest import (  # noqa: F401  (fixtures)
    RATE,
    Samples,
    encode,
    recorded,
    speech,
    word_error_rate,
    words_spoken,
)
from tests.unit.transcription.test_file_as_it_is import channels, film, ogg, samples_in, stating

#: The format of each file, by the file's name; each is one of the unit tests' FORMATS.
SENT = {
    "talk.wav": "wav",
    "talk.mp3": "mp3",
    "talk.ogg": "ogg with opus",
    "talk.m4a": "m4a",
    "talk.flac": "flac",
    "talk.webm": "webm",
    "talk.mp4": "mp4 with video",
}


def words(text: str) -> list[str]:
    """The words in lower case, without punctuation, and "Mr." as it is spoken."""
    return re.findall(r"[a-z']+", text.lower().replace("mr.", "mister"))


def _is_finished(client: httpx.Client, address: str) -> bool:
    return client.get(address).json()["status"] in ("ended", "error")


def test_real_speech_in_every_format_becomes_its_words(
    tmp_path: Path,
    recorded: Callable[[str], bytes],  # noqa: F811
    words_spoken: list[str],  # noqa: F811
) -> None:
    with (
        serving(tmp_path / "data", WHISPER_MODEL="tiny.en") as server,
        httpx.Client(base_url=server.url, timeout=START_SECONDS) as client,
    ):
        # given: the same speech, once in each format
        made = {
            name: client.post("/v1/transcripts", files={"file": (name, recorded(kind))}).raise_for_status().json()
            for name, kind in SENT.items()
        }
        at = {name: f"/v1/transcripts/{made[name]['id']}" for name in SENT}

        # when
        for address in at.values():
            until(partial(_is_finished, client, address))

        # then
        assert {name: client.get(address).json()["status"] for name, address in at.items()} == dict.fromkeys(
            SENT, "ended"
        )
        rates = {}
        for name, address in at.items():
            segments = client.get(f"{address}/text.json").json()["segments"]
            rates[name] = word_error_rate(words_spoken, words(" ".join(segment["text"] for segment in segments)))
    print("word error rates:", {name: f"{rate:.1%}" for name, rate in rates.items()})
    assert max(rates.values()) < 0.35, rates


def odd_files(speech: Samples) -> dict[str, bytes]:  # noqa: F811
    """The speech in files that recorders and editors write, each with its whole sound in an unusual place."""
    half = len(speech) // 2
    wav = encode(speech, "wav", "pcm_s16le")
    hum = (3000 * np.sin(2 * np.pi * 220 * np.arange(len(speech)) / RATE)).astype(np.int16)
    silent = np.zeros_like(speech)
    return {
        "unknown_length.wav": stating(wav, 0xFFFFFFFF),
        "half_of_its_length.wav": stating(wav, len(speech) + samples_in(wav).overhead),
        "one_after_another.wav": encode(speech[:half], "wav", "pcm_s16le") + encode(speech[half:], "wav", "pcm_s16le"),
        "first_track_silent.mp4": film([(silent, 0), (speech, 0)], "mp4", "aac"),
        "microphone_on_second_track.mkv": film([(hum, 0), (speech, 0)], "matroska", "aac"),
        "one_channel_inverted.wav": channels(speech, -speech),
        "one_channel_of_eight.wav": channels(*[silent] * 3, speech, *[silent] * 4),
        "begins_after_ten_seconds.mkv": film([(speech, 10)], "matroska", "aac", seconds=35),
        "chained.ogg": ogg(speech[:half], "flac", 44100, "stereo") + ogg(speech[half:], "flac", 22050),
    }


def test_whole_sound_of_odd_files_becomes_its_words(
    tmp_path: Path,
    speech: Samples,  # noqa: F811
    words_spoken: list[str],  # noqa: F811
) -> None:
    with (
        serving(tmp_path / "data", WHISPER_MODEL="tiny.en") as server,
        httpx.Client(base_url=server.url, timeout=START_SECONDS) as client,
    ):
        at = {}
        for name, content in odd_files(speech).items():
            made = client.post("/v1/transcripts", files={"file": (name, content)}).raise_for_status().json()
            at[name] = f"/v1/transcripts/{made['id']}"
        for address in at.values():
            until(partial(_is_finished, client, address))

        told = {name: client.get(address).json() for name, address in at.items()}
        assert {name: (each["status"], each["error"]) for name, each in told.items()} == dict.fromkeys(
            at, ("ended", None)
        )
        segments = {name: client.get(f"{address}/text.json").json()["segments"] for name, address in at.items()}

    rates = {
        name: word_error_rate(words_spoken, words(" ".join(each["text"] for each in found)))
        for name, found in segments.items()
    }
    assert max(rates.values()) < 0.35, rates
    begins = {name: found[0]["start"] for name, found in segments.items()}
    late = begins.pop("begins_after_ten_seconds.mkv")
    assert 9.5 < late < 10.5
    assert max(begins.values()) < 0.5, begins
    assert told["microphone_on_second_track.mkv"]["audio_tracks"] == 2
