"""The child process of `convert`: it decodes one hostile file, and can do nothing else.

It reads the recording from standard input, and writes the results to descriptors that the parent opened. So it needs
no path. Before it reads the first byte, it gives up every right that decoding does not need (`confinement.py`). FFmpeg
is also restricted: no demuxer that opens other files, no protocol, and only decoders for sound (`reading.py`).

It decodes in two passes. The first pass writes each audio track to a separate file. The second pass mixes the tracks
that have sound, and writes the MP3 and the waveform of the mix.

It prints one JSON object per line: {"ready": true} once it is confined, {"progress": 0..1}, and at the end one of:

- {"seconds": s, "decoded": s, "tracks": n, "heard": [i, ...], "video": v}: length, seconds of sound that were decoded
  in all tracks together, number of audio tracks in the file, the indices of the tracks with sound, without copies of
  others, and `reading.video_of`. If there is only one such track, its file is the recording, and the mix is empty.
- {"error": code, "decoded": s}: the fault is in the recording.
- {"errno": n}: the fault is in the disk, or in another part of the environment.
"""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import av

from reflector.process import die_with
from reflector.transcription.decode import mixing, reading
from reflector.transcription.decode.confinement import confine
from reflector.transcription.decode.parts import Part, TooManyParts, parts_of
from reflector.transcription.decode.refused import Refused
from reflector.transcription.decode.sound import SAMPLE_RATE, Track, wav_header, write_all

#: Largest sample of a silent track: -60 dB of full scale, the noise of a muted microphone.
SILENCE = 32768 // 1000
#: Minimum seconds of a recording. No word is shorter.
SHORTEST = 0.2
#: Exit status if the memory is used up. A message would need memory too.
OUT_OF_MEMORY = 3
#: Share of the work of the first pass.
_READ = 0.9


@dataclass(frozen=True, slots=True)
class Job:
    """The order of the parent, as one JSON object in argv."""

    #: Process id of the parent. If our parent is another process, no process waits for the result.
    parent: int
    #: Descriptors for the results: a WAV for each audio track, and a WAV, an MP3 and a waveform of the mix. MP3 and
    #: waveform are None if only the WAV is needed.
    tracks: Sequence[int]
    wav: int
    mp3: int | None
    waveform: int | None
    #: Longest recording in seconds.
    max_seconds: float
    #: CPU seconds.
    cpu_seconds: int
    #: Memory in bytes, in addition to the memory of an idle process.
    memory_bytes: int


def main() -> None:
    """Decode standard input as argv[1] says."""
    job = Job(**json.loads(sys.argv[1]))
    die_with(job.parent)
    tracks = [Track(descriptor, job.max_seconds) for descriptor in job.tracks]
    try:
        size = os.fstat(0).st_size
        listening = (
            mixing.Listening(job.mp3, job.waveform) if job.mp3 is not None and job.waveform is not None else None
        )
        allowed = reading.formats(), reading.decoders()
        largest = int(job.max_seconds + 60) * SAMPLE_RATE * 2
        confine(cpu_seconds=job.cpu_seconds, memory_bytes=job.memory_bytes, file_bytes=largest)
        _say(ready=True)
        _convert(job, size, tracks, listening, *allowed)
    except Refused as error:
        _say(error=str(error), decoded=_decoded(tracks))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except OSError as error:
        if isinstance(error, av.error.FFmpegError):  # FFmpeg's numbers say nothing about the disk
            _say(error="broken", decoded=_decoded(tracks))
        else:
            _say(errno=error.errno)


def _say(**message: object) -> None:
    print(json.dumps(message), flush=True)  # noqa: T201  (the parent reads it)


def _decoded(tracks: Sequence[Track]) -> float:
    return sum(track.decoded for track in tracks)


def _convert(
    job: Job, size: int, tracks: Sequence[Track], listening: mixing.Listening | None, formats: str, decoders: str
) -> None:
    av.logging.set_level(av.logging.ERROR)
    try:
        parts = parts_of(0, size)
    except TooManyParts:
        raise Refused("broken") from None
    count, video = _decode(parts, tracks, formats, decoders, size)
    for track in tracks:
        track.close()
    seconds = max(track.seconds for track in tracks)
    if max(track.decoded for track in tracks) < SHORTEST:
        raise Refused("too_short")
    loud = [track for track in tracks if track.loudest >= SILENCE]
    if not loud:
        raise Refused("silent")
    heard = mixing.without_copies(loud)
    if listening or len(heard) > 1:
        _mix(job, heard, listening, seconds)
    if listening:
        listening.close(seconds)
    indices = [tracks.index(track) for track in heard]
    _say(seconds=seconds, decoded=_decoded(tracks), tracks=count, heard=indices, video=video)


def _decode(
    parts: Sequence[Part], tracks: Sequence[Track], formats: str, decoders: str, size: int
) -> tuple[int, dict[str, str] | None]:
    """Decode all parts, one after another.

    Returns the largest number of audio tracks in one, and the video of a file that has only one part.
    """
    count, done, reported, begins = 0, 0, 0.0, 0.0
    video: dict[str, str] | None = None
    for part in parts:
        is_last = part is parts[-1]
        with av.logging.Capture() as complaints, reading.open_part(part, formats, decoders) as container:
            one = reading.Reading(container, part, tracks, begins, complaints)
            count = max(count, len(one.audio))
            video = reading.video_of(container, part) if len(parts) == 1 else None
            for _ in one.decode():
                progress = _READ * (done + part.source.tell()) / size
                if progress >= reported + 0.01:
                    reported = progress
                    _say(progress=round(progress, 3))
            one.judge(is_last=is_last)
        done += part.source.size
        begins = max([begins, *(track.seconds for track in tracks)])
    return count, video


def _mix(job: Job, heard: Sequence[Track], listening: mixing.Listening | None, seconds: float) -> None:
    done = 0
    for block in mixing.blocks(heard):
        mixed = mixing.mix(block)
        if listening:
            listening.add(mixed)
        if len(heard) > 1:
            write_all(job.wav, mixed.tobytes(), len(wav_header(0)) + 2 * done)
        done += len(mixed)
        _say(progress=round(_READ + (1 - _READ) * done / (seconds * SAMPLE_RATE), 3))
    if len(heard) > 1:
        write_all(job.wav, wav_header(done), 0)


if __name__ == "__main__":
    main()
