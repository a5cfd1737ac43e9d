"""A hostile file can read, write and request nothing."""

import gzip
import http.server
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reflector.errors import MediaError
from reflector.transcription.decode.convert import ConvertLimits, convert

LIMITS = ConvertLimits(max_seconds=60, timeout_seconds=60)


@pytest.fixture
def requests_seen() -> Iterator[tuple[str, list[str]]]:
    """The address of a web server, and the requests that it got."""
    seen: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    thread.join()
    server.server_close()


PLAYLISTS = {
    "m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:25\n#EXTINF:25,\n{target}\n#EXT-X-ENDLIST\n",
    "m3u8 key": '#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXT-X-KEY:METHOD=AES-128,URI="{target}"\n#EXTINF:9,\n{target}\n',
    "concat": "ffconcat version 1.0\nfile '{target}'\n",
    "mpd": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" '
    'mediaPresentationDuration="PT25S"><Period><AdaptationSet mimeType="audio/mp4"><Representation id="1" '
    'bandwidth="9"><BaseURL>{target}</BaseURL></Representation></AdaptationSet></Period></MPD>',
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n"
    "a=control:{target}\n",
    "rtsp redirect": "[Reference]\nRef1={target}\n",
    "asx": '<asx version="3.0"><entry><ref href="{target}"/></entry></asx>',
    "pls": "[playlist]\nFile1={target}\nNumberOfEntries=1\n",
    "imf": '<?xml version="1.0"?><CompositionPlaylist xmlns="http://www.smpte-ra.org/schemas/2067-3/2016">'
    "<Id>{target}</Id></CompositionPlaylist>",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{target}"/></svg>',
}


@pytest.mark.parametrize("name", PLAYLISTS)
@pytest.mark.parametrize("points_at", ["file", "file url", "web", "relative"])
def test_a_playlist_that_points_elsewhere_is_refused(
    name: str, points_at: str, requests_seen: tuple[str, list[str]], recorded: Callable[[str], bytes], tmp_path: Path
) -> None:
    address, seen = requests_seen
    (tmp_path / "other.wav").write_bytes(recorded("wav"))
    target = {
        "file": str(tmp_path / "other.wav"),
        "file url": f"file:{tmp_path}/other.wav",
        "web": address + "/other.wav",
        "relative": "other.wav",
    }[points_at]
    source = tmp_path / f"upload.{name.split()[0]}"
    source.write_text(PLAYLISTS[name].format(target=target))
    (tmp_path / "out").mkdir()

    with pytest.raises(MediaError) as caught:
        convert(source, tmp_path / "out", LIMITS)

    assert caught.value.code in {"not_audio", "no_audio_stream", "broken"}
    assert "other" not in str(caught.value)
    assert seen == []
    assert list((tmp_path / "out").iterdir()) == []


def test_archives_are_not_unpacked(recorded: Callable[[str], bytes], tmp_path: Path) -> None:
    """Archives of a thousand times their size, and an archive of a recording, are not unpacked."""
    (tmp_path / "out").mkdir()
    zeros = bytes(2**20)
    with zipfile.ZipFile(tmp_path / "bomb.mp3", "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a", "w") as file:
        for _ in range(64):
            file.write(zeros)
    with gzip.open(tmp_path / "bomb.mp4", "wb", compresslevel=1) as file:
        for _ in range(64):
            file.write(zeros)
    (tmp_path / "speech.wav").write_bytes(gzip.compress(recorded("wav")))
    for name in ("bomb.mp3", "bomb.mp4", "speech.wav"):
        with pytest.raises(MediaError) as caught:
            convert(tmp_path / name, tmp_path / "out", LIMITS)

        assert caught.value.code in {"not_audio", "no_audio_stream", "broken"}
        assert list((tmp_path / "out").iterdir()) == []


def test_a_name_with_a_pattern_or_a_protocol_is_only_a_name(recorded: Callable[[str], bytes], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for name in ("concat:a|b", "%03d.wav", "http:%2f%2fx", "-i", "pipe:0"):
        source = tmp_path / name
        source.write_bytes(recorded("wav"))
        assert convert(source, tmp_path / "out", LIMITS).duration > 20


def _children(pid: int) -> list[int]:
    found = []
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in listing.read_text().split()]
        except OSError:  # that thread has just ended
            continue
    return found


def _running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _until(look: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_the_decoder_can_open_nothing_and_has_no_secret(
    recorded: Callable[[str], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLM_API_KEY", "a secret")
    (tmp_path / "out").mkdir()
    (tmp_path / "upload").write_bytes(recorded("wav"))
    seen: list[tuple[bytes, str]] = []
    servers = set(_children(os.getpid()))  # of other tests, which run on

    def look(_: float) -> None:
        (child,) = set(_children(os.getpid())) - servers
        proc = Path(f"/proc/{child}")
        seen.append(((proc / "environ").read_bytes(), (proc / "limits").read_text()))

    convert(tmp_path / "upload", tmp_path / "out", LIMITS, on_progress=look)

    environment, limits = seen[0]
    assert b"secret" not in environment
    values = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()}
    assert values["Max open files"] == ["0", "0"]
    assert values["Max processes"] == ["0", "0"]
    assert values["Max core file size"] == ["0", "0"]
    assert values["Max cpu time"] == ["60", "60"]
    assert int(values["Max address space"][0]) < 2 * 1024**3
    assert int(values["Max file size"][0]) < 8_000_000


def test_a_killed_worker_takes_its_decoder_along(recorded: Callable[[str], bytes], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "upload").write_bytes(recorded("wav"))
    worker = subprocess.Popen(
        [sys.executable, "-c", _WORKER, str(tmp_path / "upload"), str(tmp_path / "out")], stdout=subprocess.PIPE
    )
    try:
        assert worker.stdout is not None
        decoder = int(worker.stdout.readline())
        os.kill(decoder, signal.SIGSTOP)  # it will not end by itself
        worker.kill()
        worker.wait()
        _until(lambda: not _running(decoder))
    finally:
        worker.kill()
        worker.wait()
        if worker.stdout is not None:
            worker.stdout.close()


_WORKER = """
import os, sys, time
from pathlib import Path
from reflector.transcription.decode.convert import ConvertLimits, convert

def look(_):
    for listing in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        for child in listing.read_text().split():
            print(child, flush=True)
            time.sleep(60)

convert(Path(sys.argv[1]), Path(sys.argv[2]), ConvertLimits(), on_progress=look)
"""
