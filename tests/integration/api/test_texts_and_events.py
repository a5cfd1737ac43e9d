"""The text goes out in all its formats, and progress as it happens."""

import io
import json
import random
import zipfile
from contextlib import ExitStack
from threading import Thread
from typing import Any

import httpx
import pypdf
import pytest
import sqlalchemy as sa
import srt
import webvtt

from reflector.api import limits
from reflector.db.models import Artifact, Job, utcnow
from reflector.transcription import pieces
from reflector.transcription.recognize.recognizer import Piece, Share
from reflector.transcription.speech import Segment, Word
from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance, create, problem
from tests.integration.api.test_uploads import until


@pytest.fixture
def at(instance: Instance, http: httpx.Client) -> str:
    """The path of a finished transcript."""
    made = create(http)
    instance.finish(made["id"])
    return f"/v1/transcripts/{made['id']}"


def test_waiting_clients_get_their_position_and_an_estimate(instance: Instance, http: httpx.Client) -> None:
    made = [http.post("/v1/transcripts", files={"file": ("a.wav", b"sound")}).json() for _ in range(4)]
    assert [one["progress"]["seconds_left"] for one in made] == [None] * 4, "nothing is measured yet"

    instance.finish(made[0]["id"])
    with instance.database.transaction() as session:
        session.execute(
            sa.update(Job).where(Job.transcript_id == made[0]["id"]).values(work_seconds=3.0, started_at=utcnow())
        )
    now = [http.get(f"/v1/transcripts/{one['id']}").json()["progress"] for one in made]

    assert [one["place"] for one in now] == [None, 1, 2, 3]
    assert now[0]["seconds_left"] is None
    assert all(one["seconds_left"] >= 1 for one in now[1:])


def test_the_text_so_far_can_be_read_before_the_end(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    address = f"/v1/transcripts/{made['id']}/text"
    assert http.get(f"{address}.txt?so_far=true").text == ""
    words = (Word(0.0, 0.5, " Marmots"), Word(0.5, 1.0, " whistle."))
    piece = Piece(0, 960_000, (Segment(0.0, 1.0, "Marmots whistle.", words),), {"en": Share(1.0, 0.9)}, "en", True)
    with instance.database.transaction() as session:
        pieces.keep(session, made["id"], 0, piece)
    instance.set(made["id"], status="processing")

    assert http.get(f"{address}.txt?so_far=true").text == "Marmots whistle.\n"
    assert http.get(f"{address}.json?so_far=true").json()["segments"][0]["words"][0]["text"] == "Marmots"
    problem(http.get(f"{address}.txt"), 409, "not_done")

    instance.set(made["id"], status="error", error="internal")
    problem(http.get(f"{address}.txt?so_far=true"), 409, "not_done")


def test_transcript_says_how_its_speakers_were_told_apart(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    assert (made["audio_tracks"], made["speakers"]) == (None, None)
    told = {"source": "voices", "state": "told", "count": 2}
    events = [{"event": "TRACKS", "data": {"audio_tracks": 2}}, {"event": "SPEAKERS", "data": told}]
    instance.set(made["id"], events=events)

    now = http.get(f"/v1/transcripts/{made['id']}").json()

    assert (now["audio_tracks"], now["speakers"]) == (2, told)


def test_plain_text(http: httpx.Client, at: str) -> None:
    answer = http.get(f"{at}/text.txt")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.strip() == "Marmots <b>whistle</b> & sleep."
    assert answer.headers["content-disposition"].startswith("inline; filename=")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_webvtt_without_markup(http: httpx.Client, at: str) -> None:
    answer = http.get(f"{at}/text.vtt")

    assert answer.headers["content-type"].startswith("text/vtt")
    [caption] = webvtt.from_string(answer.text).captions
    assert (caption.start, caption.end) == ("00:00:00.000", "00:00:02.500")
    assert "<b>" not in answer.text
    assert "&lt;b&gt;whistle&lt;/b&gt; &amp; sleep." in answer.text


def test_subrip_without_markup(http: httpx.Client, at: str) -> None:
    answer = http.get(f"{at}/text.srt")

    assert answer.headers["content-type"].startswith("application/x-subrip")
    [entry] = srt.parse(answer.text)
    assert entry.end.total_seconds() == 2.5
    assert "<b>" not in entry.content


def test_json_with_words(http: httpx.Client, at: str) -> None:
    said = http.get(f"{at}/text.json").json()

    assert said["language"] == "en"
    assert [word["text"] for word in said["segments"][0]["words"]] == ["Marmots", "<b>whistle</b>", "& sleep."]


def test_pdf_with_times_and_speakers(instance: Instance, http: httpx.Client, at: str) -> None:
    said = [
        {"start": 61.0, "end": 62.0, "text": "Größe <b>& Țara, Київ, Αθήνα ♪", "words": [], "speaker": "Zoë"},
        {"start": 62.0, "end": 63.0, "text": "word " * 5000, "words": [], "speaker": "Zoë"},
    ]
    instance.set(at.rsplit("/", 1)[1], segments=said, name="Été")

    answer = http.get(f"{at}/text.pdf")

    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    written = pypdf.PdfReader(io.BytesIO(answer.content))
    assert written.metadata is not None
    assert written.metadata.title == "Été"
    first = " ".join(written.pages[0].extract_text().split())
    assert "Zoë: Größe <b>& Țara, Київ, Αθήνα word word" in first
    assert "1:01" in first
    assert sum(page.extract_text().count("word") for page in written.pages) == 5000


@pytest.mark.parametrize("text", ["مرحبا بكم", "你好", "שלום", "नमस्ते"])
def test_no_pdf_without_a_typeface_for_it(instance: Instance, http: httpx.Client, at: str, text: str) -> None:
    instance.set(at.rsplit("/", 1)[1], segments=[{"start": 0.0, "end": 1.0, "text": text, "words": []}])

    problem(http.get(f"{at}/text.pdf"), 409, "no_typeface")
    assert "Marmots.pdf" not in str(zipfile.ZipFile(io.BytesIO(http.get(f"{at}/text.zip").content)).namelist())


def test_the_archive_has_every_text_and_the_sound(instance: Instance, http: httpx.Client) -> None:
    made, sound = create(http), random.Random(1).randbytes(3_000_000)
    instance.finish(made["id"], mp3=sound)
    at = f"/v1/transcripts/{made['id']}"

    with http.stream("GET", f"{at}/text.zip") as answer:
        content = answer.read()

    assert int(answer.headers["content-length"]) == len(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        files = {name.rsplit(".", 1)[1]: archive.read(name) for name in archive.namelist()}
    assert files.keys() == {"txt", "vtt", "srt", "json", "docx", "pdf", "mp3"}
    assert files["mp3"] == sound
    assert files["vtt"].decode() == http.get(f"{at}/text.vtt").text


def test_the_archive_of_a_silenced_transcript_has_its_texts(instance: Instance, http: httpx.Client, at: str) -> None:
    with instance.database.transaction() as session:
        session.execute(sa.delete(Artifact).where(Artifact.kind == "mp3"))

    with zipfile.ZipFile(io.BytesIO(http.get(f"{at}/text.zip").content)) as archive:
        assert {name.rsplit(".", 1)[1] for name in archive.namelist()} == {"txt", "vtt", "srt", "json", "docx", "pdf"}


def test_a_transcript_of_another_program_has_its_text_too(instance: Instance, http: httpx.Client, at: str) -> None:
    instance.set(at.rsplit("/", 1)[1], segments=None, events=None)

    assert "Marmots" in http.get(f"{at}/text.vtt").text
    assert http.get(f"{at}/text.json").json()["segments"][0]["start"] == 0.0
    assert http.get(at).json()["digest_by"] is None


def test_topics(http: httpx.Client, at: str) -> None:
    [topic] = http.get(f"{at}/topics").json()

    assert topic["title"] == "Marmots"
    assert topic["quotes"][0]["start"] == 0.0
    assert len(topic["words"]) == 3


def test_before_it_is_done_there_are_no_topics_and_no_text(http: httpx.Client) -> None:
    made = create(http)

    assert http.get(f"/v1/transcripts/{made['id']}/topics").json() == []
    document = problem(http.get(f"/v1/transcripts/{made['id']}/text.txt"), 409, "not_done")
    assert document["transcript_status"] == "idle"


def test_an_unknown_format_is_refused(http: httpx.Client, at: str) -> None:
    problem(http.get(f"{at}/text.odt"), 422, "invalid_request")


# -- events -------------------------------------------------------------------------------------------------------


def events(text: str) -> list[tuple[str, dict[str, Any]]]:
    blocks = (block.splitlines() for block in text.strip().split("\n\n") if not block.startswith(":"))
    return [(lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: "))) for lines in blocks]


def test_changes_are_streamed_until_the_end(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    heard: list[str] = []

    def listen() -> None:
        with instance.client() as other, other.stream("GET", f"/v1/transcripts/{made['id']}/events") as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            heard.extend(answer.iter_text())

    listener = Thread(target=listen)
    listener.start()
    until(lambda: "event: progress" in "".join(heard))
    instance.set(made["id"], status="processing")
    until(lambda: '"processing"' in "".join(heard))
    instance.finish(made["id"])
    listener.join(20)

    told = events("".join(heard))
    assert told[0][0] == "progress"
    assert told[-1][0] == "ended"
    assert told[-1][1]["title"] == "Marmots"
    assert [data["status"] for _, data in told][:2] == ["idle", "processing"]


@pytest.mark.parametrize("status", ["ended", "error"])
def test_the_events_of_a_finished_transcript_end_at_once(instance: Instance, http: httpx.Client, status: str) -> None:
    made = create(http)
    instance.set(made["id"], status=status, error="silent" if status == "error" else None)

    [(name, data)] = events(http.get(f"/v1/transcripts/{made['id']}/events").text)

    assert name == status
    assert data["status"] == status


def test_listeners_hold_no_session(serve: Serve) -> None:
    instance = serve(TRUSTED_PROXIES="127.0.0.1")
    listeners = [instance.client(headers={"X-Forwarded-For": f"203.0.113.{n}"}) for n in range(20)]
    http = listeners[0]
    made = create(http)
    streams = [client.stream("GET", f"/v1/transcripts/{made['id']}/events") for client in listeners]
    try:
        for stream in streams:
            assert stream.__enter__().status_code == 200
        assert http.get(f"/v1/transcripts/{made['id']}").status_code == 200
        until(lambda: instance.database.engine.pool.checkedout() == 0)  # type: ignore[attr-defined]
    finally:
        for stream, client in zip(streams, listeners, strict=True):
            stream.__exit__(None, None, None)
            client.close()


def test_one_client_may_listen_to_a_few_transcripts_at_once(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_STREAMS_PER_CLIENT", 2)
    instance = serve(TRUSTED_PROXIES="127.0.0.1")
    with ExitStack() as stack:
        http = stack.enter_context(instance.client(headers={"X-Forwarded-For": "203.0.113.1"}))
        other = stack.enter_context(instance.client(headers={"X-Forwarded-For": "203.0.113.2"}))
        at = f"/v1/transcripts/{create(http)['id']}/events"
        first = http.stream("GET", at)
        assert first.__enter__().status_code == 200
        assert stack.enter_context(http.stream("GET", at)).status_code == 200

        problem(http.get(at), 429, "too_many_streams")
        assert stack.enter_context(other.stream("GET", at)).status_code == 200

        first.__exit__(None, None, None)
        until(lambda: stack.enter_context(http.stream("GET", at)).status_code == 200)
