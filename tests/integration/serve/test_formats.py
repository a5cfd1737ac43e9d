"""Every common format passes HTTP, a real worker and the small model, and gives its words.

tests/unit/transcription/test_recognize.py hears three of the formats with the default model.
"""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import httpx

from tests.integration.serve.test_serve import START_SECONDS, serving, until
from tests.unit.transcription.conftest import recorded, speech, word_error_rate, words_spoken  # noqa: F401  (fixtures)

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
