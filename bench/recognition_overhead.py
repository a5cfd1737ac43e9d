"""Measures the cost of transcription on top of plain faster-whisper: same file, same model, same process.

    python -m bench.recognition_overhead [FILE] [--minutes 5] [--rounds 3]

FILE is any recording; without one, the clip of real speech in tests/data is repeated to `--minutes`. There are two
baselines: `WhisperModel.transcribe` as most programs call it, and `BatchedInferencePipeline`, which the recognize stage
itself uses. Both use voice activity detection and word timestamps, and decode the same file. Reflector's time covers
everything from an upload to a finished transcript except the database: convert in its child process (wav, mp3,
waveform), recognize, digest, and all exports. The figures are medians of the rounds.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

import av

from reflector.transcription.decode.convert import WAV, ConvertLimits, convert
from reflector.transcription.digest.extractive import digest
from reflector.transcription.export import to_json, to_srt, to_txt, to_vtt
from reflector.transcription.layout import sections
from reflector.transcription.recognize.listening import BATCH
from reflector.transcription.recognize.model import load_model
from reflector.transcription.recognize.recognizer import recognize

CLIP = Path(__file__).parents[1] / "tests" / "data" / "speech" / "sense_and_sensibility.opus"


def plain(recording: Path, model: Any) -> None:
    """The usual way."""
    segments, _ = model.transcribe(str(recording), vad_filter=True, word_timestamps=True)
    list(segments)


def batched(recording: Path, model: Any) -> None:
    """faster-whisper's fast way."""
    from faster_whisper import BatchedInferencePipeline  # imported after `load_model`, which turns its telemetry off

    pipeline = BatchedInferencePipeline(model)
    segments, _ = pipeline.transcribe(str(recording), vad_filter=True, word_timestamps=True, batch_size=BATCH)
    list(segments)


def ours(recording: Path, model: Any) -> dict[str, float]:
    """Everything; the seconds of each stage."""
    took = {}
    with tempfile.TemporaryDirectory() as folder:
        took["convert"] = _seconds(lambda: convert(recording, Path(folder), ConvertLimits()))
        start = time.perf_counter()
        recognition = recognize(Path(folder) / WAV, model, None)
        took["recognize"] = time.perf_counter() - start
    start = time.perf_counter()
    made = digest(recognition.segments, recognition.language)
    took["digest"] = time.perf_counter() - start

    def export() -> None:
        to_txt(sections([asdict(segment) for segment in recognition.segments], made.topics))
        to_vtt(recognition.segments)
        to_srt(recognition.segments)
        to_json(recognition.segments, recognition.language)

    took["export"] = _seconds(export)
    return took


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def repeated(target: Path, minutes: float) -> Path:
    """The clip, repeated to about `minutes`, as Ogg/Opus."""
    with av.open(str(CLIP)) as clip:
        packets = [bytes(packet) for packet in clip.demux(audio=0) if packet.size]
        template = clip.streams.audio[0]
        with av.open(str(target), "w", format="ogg") as output:
            track = output.add_stream_from_template(template)
            for index in range(round(minutes * 3000)):  # a packet has 20 ms
                packet = av.Packet(packets[index % len(packets)])
                packet.pts = packet.dts = index * 960
                packet.duration, packet.time_base, packet.stream = 960, Fraction(1, 48_000), track
                output.mux(packet)
    return target


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        recording = options.file or repeated(Path(folder) / "speech.opus", options.minutes)
        figures = json.dumps(measure(recording, options.rounds) | {"minutes": options.minutes}, indent=2)
    print(figures)
    if options.json:
        options.json.write_text(figures)


def measure(recording: Path, rounds: int) -> dict[str, float]:
    """Medians in seconds, and our cost on top of each baseline as a share."""
    model = load_model()
    ours(CLIP, model)  # load what is loaded once per process
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        times.setdefault("plain", []).append(_seconds(lambda: plain(recording, model)))
        times.setdefault("batched", []).append(_seconds(lambda: batched(recording, model)))
        stages = ours(recording, model)
        times.setdefault("ours", []).append(sum(stages.values()))
        for stage, seconds in stages.items():
            times.setdefault(f"ours: {stage}", []).append(seconds)
    result = {name: round(median(values), 3) for name, values in times.items()}
    result["on top of plain"] = round(result["ours"] / result["plain"] - 1, 3)
    result["on top of batched"] = round(result["ours"] / result["batched"] - 1, 3)
    return result


if __name__ == "__main__":
    main()
