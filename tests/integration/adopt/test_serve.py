"""ADOPT_SERVE: our API and pages show the rows of another program, and change nothing."""

import json
import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep

import httpx
import pytest

from reflector.api.server import make_server
from reflector.app import create_app
from reflector.settings import Settings, load_settings
from tests.existing import Existing
from tests.integration.adopt.conftest import Reflector, settle
from tests.integration.api.tokens import KEY, bearer, pem
from tests.integration.doors.conftest import REFLECTOR
from tests.servers import free_ports, stop

pytestmark = [pytest.mark.postgres, pytest.mark.s3]

Adopt = Callable[..., None]
SIGN_IN = {
    "AUTH_BACKEND": "jwt",
    "AUTH_JWT_PUBLIC_KEY": pem(KEY),
    "AUTH_JWT_AUDIENCE": "reflector",
    "AUTH_JWT_ISSUER": "us",
}
TOPICS = [
    {
        "id": "8c1f",
        "title": "Glaciers",
        "summary": "About ice.",
        "timestamp": 0.0,
        "duration": 4.0,
        "transcript": "Good morning. Thank you.",
        "words": [
            {"text": " Good", "start": 0.0, "end": 0.4, "speaker": 0},
            {"text": " <i>morning</i>.", "start": 0.5, "end": 1.2, "speaker": 0},
            {"text": " Thank", "start": 2.0, "end": 2.4, "speaker": 1},
            {"text": " you.", "start": 2.5, "end": 3.0, "speaker": 1},
            {"text": " Bye.", "start": 3.2, "end": 4.0, "speaker": 2},
        ],
    }
]
PEOPLE = [
    {"id": "p1", "speaker": 0, "name": "Ana Zebra", "user_id": "internal-7"},
    {"id": "p2", "speaker": 1, "name": "Bob"},
]
SOUND = bytes(range(256)) * 4


@contextmanager
def shown(**overrides: object) -> Iterator[httpx.Client]:
    """A client of a real server that shows the installation of this process's settings."""
    app = create_app(load_settings(ADOPT_SERVE=True, **SIGN_IN, **overrides), believed_seconds=0)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = make_server(app, app.state.services.instance.settings, drain_seconds=0)
        thread = Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            until(lambda: server.started)
            with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=30) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(20)


def until(true: Callable[[], object]) -> None:
    """Wait until something is true, for three minutes at most: a busy machine starts a process slowly."""
    deadline = monotonic() + 180
    while not true():
        assert monotonic() < deadline, "did not happen in time"
        sleep(0.02)


def a_user(existing: Existing, user_id: str, subject: str) -> None:
    """A row of their user table: the internal id, and the `sub` of the user's tokens."""
    existing.execute(
        'INSERT INTO "user" (id, email, authentik_uid, created_at, updated_at) VALUES (%s, %s, %s, now(), now())',
        user_id,
        f"{subject}@example.org",
        subject,
    )


def say(existing: Existing, transcript_id: str) -> None:
    """Give a transcript the sound and the waveform that their pipeline makes."""
    folder = existing.data_dir / transcript_id
    (folder / "audio.mp3").write_bytes(SOUND)
    (folder / "audio.json").write_text("[0.1, 0.5, 0.25]")


def test_a_text_has_its_speakers_and_its_sound(existing: Existing, adopted: Adopt) -> None:
    anonymous = existing.transcript("new", days=2, topics=TOPICS, participants=PEOPLE, source_language="en")
    say(existing, anonymous)
    adopted(confirm=False)
    rows, files = existing.rows(), existing.files()

    with shown() as http:
        here = f"/v1/transcripts/{anonymous}"
        read = http.get(here).json()
        texts = {name: http.get(f"{here}/text.{name}").text for name in ("txt", "vtt", "srt", "json")}
        topics = http.get(f"{here}/topics").json()
        page = http.get(f"/transcripts/{anonymous}", headers={"Accept": "text/html"})
        waveform = http.get(f"{here}/audio/waveform").json()
        part = http.get(f"{here}/audio/mp3", headers={"Range": "bytes=100-199"})
        whole = http.get(f"{here}/audio/mp3")

    assert (read["duration"], read["status"], read["mine"], read["audio_available"]) == (61.0, "ended", False, True)
    assert read["expires_at"] is not None
    assert read["participants"] == [{"speaker": 0, "name": "Ana Zebra"}, {"speaker": 1, "name": "Bob"}]
    assert texts["txt"] == "Ana Zebra: Good <i>morning</i>.\n\nBob: Thank you.\n\nSpeaker 3: Bye.\n"
    assert "<v Ana Zebra>Good &lt;i&gt;morning&lt;/i&gt;." in texts["vtt"]
    assert "<v Bob>Thank you." in texts["vtt"]
    assert "Bob: Thank you." in texts["srt"]
    segments = json.loads(texts["json"])["segments"]
    assert [segment["speaker"] for segment in segments] == ["Ana Zebra", "Bob", "Speaker 3"]
    assert [word["speaker"] for word in topics[0]["words"]] == [0, 0, 1, 1, 2]
    assert page.status_code == 200
    assert "Ana Zebra" in page.text
    assert "<i>morning" not in page.text
    assert waveform == {"data": [0.1, 0.5, 0.25], "duration": 61.0}
    assert (part.status_code, part.content) == (206, SOUND[100:200])
    assert part.headers["content-range"] == "bytes 100-199/1024"
    assert whole.content == SOUND
    assert existing.rows() == rows, "a row was changed"
    assert existing.files() == files


def test_a_private_transcript_is_read_by_its_owner_only(existing: Existing, adopted: Adopt) -> None:
    a_user(existing, "internal-1", "anna")
    a_user(existing, "internal-2", "internal-1")  # somebody whose `sub` is the id of another user's row
    private = existing.transcript("users", user_id="internal-1", audio_location="storage", files=("audio.json",))
    existing.put(existing.bucket, f"{private}/audio.mp3", SOUND)
    shared = existing.transcript("shared", user_id="internal-1", share_mode="public")
    lost = existing.transcript("lost", user_id="gone")  # without a row in the user table
    adopted(confirm=False)

    with shown() as http:
        here = f"/v1/transcripts/{private}"
        answers = {who: http.get(here, headers=bearer(who)).status_code for who in ("anna", "internal-1", "internal-2")}
        mine = http.get("/v1/transcripts", headers=bearer("anna")).json()["items"]
        theirs = http.get("/v1/transcripts", headers=bearer("internal-1")).json()["items"]
        sound = http.get(f"{here}/audio/mp3", headers=bearer("anna"))

        assert answers == {"anna": 200, "internal-1": 403, "internal-2": 403}
        assert http.get(here).status_code == 401
        assert http.get(f"{here}/audio/mp3").status_code == 401
        assert http.get(f"{here}/text.txt", headers=bearer("bob")).status_code == 403
        assert http.get(f"/transcripts/{private}", headers={"Accept": "text/html"}).status_code == 403
        assert http.get(f"/v1/transcripts/{shared}").status_code == 200
        assert http.get(f"/v1/transcripts/{lost}", headers=bearer("gone")).status_code == 403
    assert {item["id"] for item in mine} == {private, shared}
    assert theirs == []
    assert sound.content == SOUND


def test_expired_erased_and_refused_data_is_not_shown(existing: Existing, reflector: Reflector, adopted: Adopt) -> None:
    erased = existing.transcript("erased")
    adopted()
    expired = existing.transcript("expired")
    undated = existing.transcript("undated", created_at=None)
    meeting = existing.meeting("refused")
    existing.execute("UPDATE meeting_consent SET consent_given = false WHERE meeting_id = %s", meeting)
    refused = existing.transcript("refused", days=2, meeting_id=meeting)
    deleted = existing.transcript("deleted", days=2, audio_deleted=True, files=("audio.json",))

    with shown() as http:
        answers = {
            name: http.get(path)
            for name, path in {
                "erased": f"/v1/transcripts/{erased}",
                "expired": f"/v1/transcripts/{expired}/text.txt",
                "page": f"/transcripts/{expired}",
                "undated": f"/v1/transcripts/{undated}",
                "refused": f"/v1/transcripts/{refused}/audio/mp3",
                "refused text": f"/v1/transcripts/{refused}/text.txt",
                "deleted": f"/v1/transcripts/{deleted}/audio/mp3",
            }.items()
        }

    codes = {name: answer.status_code for name, answer in answers.items()}
    assert codes == {
        **{"erased": 410, "expired": 410, "page": 410, "undated": 404},
        **{"refused": 403, "refused text": 200, "deleted": 404},
    }
    assert answers["refused"].json()["code"] == "audio_withheld"
    assert answers["deleted"].json()["code"] == "audio_deleted"


def test_odd_rows_are_shown_as_far_as_they_go(existing: Existing, adopted: Adopt) -> None:
    cues = "WEBVTT\n\n00:00:01.500 --> 00:00:02.000\n<v Speaker1>Hello there.\n"
    only_cues = existing.transcript("cues", days=1, topics=None, webvtt=cues, participants=PEOPLE)
    bare = existing.transcript("bare", days=1, status=None, duration=None, participants=None, events=None)
    broken = existing.transcript("broken", days=1, topics=[7, {"words": [{"text": None}, "x"]}], participants={"a": 1})
    adopted(confirm=False)

    with shown() as http:
        assert http.get(f"/v1/transcripts/{only_cues}/text.txt").text == "Bob: Hello there.\n"
        assert "00:00:01.500 --> 00:00:02.000\n<v Bob>" in http.get(f"/v1/transcripts/{only_cues}/text.vtt").text
        assert http.get(f"/v1/transcripts/{bare}").json()["status"] == "error"
        for row_id in (only_cues, bare, broken):
            assert http.get(f"/v1/transcripts/{row_id}/topics").status_code == 200
            assert http.get(f"/transcripts/{row_id}", headers={"Accept": "text/html"}).status_code == 200
        assert http.get(f"/v1/transcripts/{broken}/text.json").status_code == 200


def test_nothing_can_be_written(existing: Existing, adopted: Adopt) -> None:
    a_user(existing, "internal-1", "anna")
    mine = existing.transcript("users", user_id="internal-1")
    adopted(confirm=False)
    rows, files = existing.rows(), existing.files()

    with shown() as http:
        here, anna = f"/v1/transcripts/{mine}", bearer("anna")
        answers = {
            http.post("/v1/transcripts", json={}, headers=anna).status_code,
            http.patch(here, json={"name": "new"}, headers=anna).status_code,
            http.delete(here, headers=anna).status_code,
            http.post(f"{here}/claim", headers=anna).status_code,
            http.put(f"{here}/text", json={}, headers=anna).status_code,
            http.post("/v1/rooms", json={"name": "mine"}, headers=anna).status_code,
            http.post("/v1/audio/transcriptions", files={"file": b"x"}).status_code,
        }
        assert http.get("/", headers={"Accept": "text/html"}).status_code == 200
        assert http.get("/health").status_code == 200

    assert answers <= {404, 405}
    assert existing.rows() == rows
    assert existing.files() == files


def test_serve_starts_the_api_alone_and_makes_no_file(existing: Existing, adopted: Adopt) -> None:
    adopted(confirm=False)
    new = existing.transcript("new", days=1)
    existing.data_dir.chmod(0o755)
    files = existing.files()
    (port,) = free_ports(1)
    inherited = {name: value for name, value in os.environ.items() if name not in Settings.model_fields}
    environment = inherited | existing.environment() | {"ADOPT_SERVE": "true", "PORT": str(port)}
    serving = subprocess.Popen([*REFLECTOR, "serve"], env=environment)
    try:
        until(lambda: serving.poll() is not None or _answers(port))
        answer = httpx.get(f"http://127.0.0.1:{port}/v1/transcripts/{new}")
    finally:
        stop(serving, 20)

    assert answer.json()["duration"] == 61.0
    assert existing.data_dir.stat().st_mode & 0o777 == 0o755
    assert existing.files() == files


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health/live").status_code == 200
    except httpx.TransportError:
        return False


def test_serve_refuses_an_installation_that_is_not_adopted(
    existing: Existing, reflector: Reflector, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, {"ADOPT_SERVE": "true"})

    said = reflector("serve")

    assert said.code == 1
    assert "`reflector adopt`" in said.text
    assert existing.files() == set()
