"""Measures how long people wait while a long recording is under way: one server, one worker, real recognition.

    python -m bench.queueing [--minutes 60] [--every 20] [--most-minutes 60] [--json FILE]

1. An hour of speech is uploaded to an idle instance. Measured are the seconds from the end of the upload to the first
   words that can be read, and to the end of its transcript.
2. The same hour is uploaded again. Every 20 seconds another client uploads a clip of 30 seconds. Measured are the
   seconds of each clip from its upload to its text, and the seconds of the hour.

The speech is the clip in tests/data/speech, over and over. The goals on two free cores: first words after 60 s, each
clip in less than 60 s, and the hour in at most three times the seconds that it takes alone. With `--minutes 5` the
whole measurement takes some minutes. After `--most-minutes` it ends, and the table has what was measured until then.
Everything stays on loopback.
"""

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import httpx

from bench.recognition_overhead import repeated
from tests.servers import free_ports, program, stop

CLIP_SECONDS = 30
#: Goals in seconds, and as a multiple of the time alone.
FIRST_WORDS_SECONDS, CLIP_MOST_SECONDS, TIMES_ALONE = 60.0, 60.0, 3.0
#: Seconds between two looks at a transcript.
_LOOK_SECONDS = 0.5


@dataclass
class Figures:
    """Seconds; None: not reached in time."""

    minutes: float
    every: float
    first_words: float | None = None
    alone: float | None = None
    beside_clips: float | None = None
    clips: list[float] = field(default_factory=list)
    #: Clips that had no text when the measurement ended.
    clips_unfinished: int = 0


class Client:
    """A visitor with an address of its own."""

    def __init__(self, url: str, number: int, deadline: float) -> None:
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self._http = httpx.Client(base_url=url, timeout=120, headers={"X-Forwarded-For": address})
        self._deadline = deadline

    def upload(self, file: Path) -> str:
        """Upload a file, and return the path of its transcript."""
        with file.open("rb") as stream:
            made = self._http.post("/v1/transcripts", files={"file": (file.name, stream)}).raise_for_status().json()
        return f"/v1/transcripts/{made['id']}"

    def ended(self, path: str) -> bool:
        """Wait for the end of a transcript. Returns False if the measurement ends before."""
        while time.monotonic() < self._deadline:
            status = self._http.get(path).raise_for_status().json()["status"]
            if status == "error":
                raise RuntimeError(f"{path} failed")
            if status == "ended":
                return True
            time.sleep(_LOOK_SECONDS)
        return False

    def has_words(self, path: str) -> bool:
        """Wait for the first words of a transcript. Returns False if the measurement ends before."""
        while time.monotonic() < self._deadline:
            answer = self._http.get(f"{path}/text.txt", params={"so_far": "true"})
            if answer.is_success and answer.text.strip():
                return True
            time.sleep(_LOOK_SECONDS)
        return False


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60, help="length of the long recording")
    parser.add_argument("--every", type=float, default=20, help="seconds from one clip to the next")
    parser.add_argument("--most-minutes", type=float, default=60, help="the measurement ends after so many minutes")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    figures = Figures(options.minutes, options.every)
    deadline = time.monotonic() + options.most_minutes * 60
    with tempfile.TemporaryDirectory(prefix="reflector-bench-") as folder:
        root = Path(folder)
        long = repeated(root / "long.opus", options.minutes)
        clip = repeated(root / "clip.opus", CLIP_SECONDS / 60)
        with _server(root) as url:
            # The model is loaded before anything is measured.
            warm = Client(url, 1, deadline)
            warm.ended(warm.upload(clip))
            _measure_alone(url, long, figures, deadline)
            _measure_beside_clips(url, long, clip, figures, deadline)
    print(table(figures))
    if options.json:
        options.json.write_text(json.dumps(asdict(figures), indent=2))


def _measure_alone(url: str, long: Path, figures: Figures, deadline: float) -> None:
    client = Client(url, 2, deadline)
    path = client.upload(long)
    start = time.monotonic()
    if client.has_words(path):
        figures.first_words = time.monotonic() - start
    if client.ended(path):
        figures.alone = time.monotonic() - start


def _measure_beside_clips(url: str, long: Path, clip: Path, figures: Figures, deadline: float) -> None:
    def wait(client: Client) -> float | None:
        start = time.monotonic()
        return time.monotonic() - start if client.ended(client.upload(clip)) else None

    client = Client(url, 3, deadline)
    path = client.upload(long)
    start = time.monotonic()
    waits: list[Future[float | None]] = []
    with ThreadPoolExecutor(256) as pool:
        hour = pool.submit(client.ended, path)
        while not hour.done() and time.monotonic() < deadline:
            waits.append(pool.submit(wait, Client(url, 1000 + len(waits), deadline)))
            time.sleep(max(0.0, min(start + len(waits) * figures.every, deadline) - time.monotonic()))
        if hour.result():
            figures.beside_clips = time.monotonic() - start
        found = [future.result() for future in waits]
    figures.clips = [seconds for seconds in found if seconds is not None]
    figures.clips_unfinished = len(found) - len(figures.clips)


@contextmanager
def _server(root: Path) -> Iterator[str]:
    (port,) = free_ports(1)
    environment = {"DATA_DIR": str(root / "data"), "PUBLIC_MODE": "true", "PORT": str(port), "LOG_LEVEL": "ERROR"}
    environment |= {"TRUSTED_PROXIES": "127.0.0.1", "AUDIO_MINUTES_PER_CLIENT_PER_DAY": "100000"}
    url = f"http://127.0.0.1:{port}"
    with (root / "serve.log").open("wb") as log:
        command = [program("reflector"), "serve"]
        process = subprocess.Popen(command, env=os.environ | environment, cwd=root, stdout=log, stderr=log)
    try:
        for _ in range(600):
            try:
                if httpx.get(f"{url}/v1/retention").is_success:
                    break
            except httpx.TransportError:
                time.sleep(0.2)
        else:
            raise RuntimeError((root / "serve.log").read_text())
        yield url
    finally:
        stop(process, 30)


def table(figures: Figures) -> str:
    """The figures beside their goals, as Markdown."""
    ratio = figures.beside_clips / figures.alone if figures.beside_clips and figures.alone else None
    clips = sorted(figures.clips)
    rows = [
        (f"first words of {figures.minutes:g} minutes, s", figures.first_words, f"{FIRST_WORDS_SECONDS:g}"),
        (f"{figures.minutes:g} minutes alone, s", figures.alone, ""),
        (f"{figures.minutes:g} minutes beside a clip every {figures.every:g} s, s", figures.beside_clips, ""),
        ("the same, in times alone", ratio, f"{TIMES_ALONE:g}"),
        (f"clips of {CLIP_SECONDS} s: number", float(len(clips)), ""),
        ("clips: not finished", float(figures.clips_unfinished), "0"),
        ("clips: median, s", statistics.median(clips) if clips else None, ""),
        ("clips: longest, s", clips[-1] if clips else None, f"{CLIP_MOST_SECONDS:g}"),
    ]
    lines = ["| what | measured | goal |", "| --- | ---: | ---: |"]
    lines += [
        f"| {name} | {'not reached' if value is None else f'{value:.1f}'} | {goal} |" for name, value, goal in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
