"""`POST /v1/audio/transcriptions`: OpenAI's own client gets the text, and nothing is kept."""

import io
import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import openai
import pytest
import sqlalchemy as sa
from openai import OpenAI

import reflector
from reflector.db.models import Artifact, Job, JournalEntry, Tombstone, Transcript, Usage, utcnow
from reflector.retention.drain import Drain
from reflector.retention.unsent import erase_unsent
from reflector.transcription import ingest, usage
from reflector.transcription.runner import Runner
from tests.faults import traces
from tests.integration.api.server import Instance, serving
from tests.integration.api.test_uploads import until
from tests.integration.api.tokens import KEY, bearer, pem, token

#: "I could not be happy with a man whose taste did not in every point coincide with my own.", or near to it.
SENTENCE = Path(reflector.__file__).parent / "commands" / "speech" / "amiable.opus"
PATH = "/v1/audio/transcriptions"
USERS = {"AUTH_BACKEND": "jwt", "AUTH_JWT_PUBLIC_KEY": pem(KEY)}

Work = Callable[[Instance, str], None]
Start = Callable[..., Instance]


def finish(instance: Instance, transcript_id: str) -> None:
    """A worker that is done at once."""
    instance.finish(transcript_id)


def fail(reason: str) -> Work:
    """A worker for which every recording fails."""

    def work(instance: Instance, transcript_id: str) -> None:
        instance.set(transcript_id, status="error", error=reason)
        with instance.database.transaction() as session:
            session.execute(sa.update(Job).where(Job.transcript_id == transcript_id).values(stage="done"))

    return work


def transcribe(instance: Instance, _: str) -> None:
    """A real worker."""
    Runner(instance.here, Drain(instance.here).only).run_next()


@pytest.fixture
def start(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts an instance with a worker and settings."""
    with ExitStack() as running:

        def started(work: Work = finish, **settings: object) -> Instance:
            return running.enter_context(serving(tmp_path / "data", migrated_sqlite, work, **settings))

        yield started


@contextmanager
def client(instance: Instance, key: str = "anonymous") -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{instance.url}/v1", api_key=key, max_retries=0) as made:
        yield made


def a_file() -> tuple[str, io.BytesIO]:
    return "a.wav", io.BytesIO(b"sound")


def left_over(instance: Instance) -> list[object]:
    """Every row and file of a transcript."""
    with instance.database.snapshot() as session:
        rows = [row for model in (Transcript, Job, Artifact) for row in session.scalars(sa.select(model))]
    root = instance.settings.DATA_DIR
    with instance.database.snapshot() as session:
        ids = list(session.scalars(sa.select(Tombstone.id)))
    return [*rows, *(path for path in root.rglob("*") if any(one in str(path) for one in ids))]


def test_openais_client_gets_the_text_of_real_speech_and_nothing_stays(start: Start) -> None:
    instance = start(transcribe)
    with client(instance) as ai, SENTENCE.open("rb") as file:
        said = ai.audio.transcriptions.create(
            file=file,
            model="whisper-1",
            prompt="ignored",
            temperature=0.3,
            response_format="verbose_json",
            timestamp_granularities=["word", "segment"],
        )

    assert "amiable" in said.text
    assert said.language == "english"
    assert said.duration == pytest.approx(4, abs=2)
    assert said.words
    assert said.segments
    assert said.segments[0].avg_logprob < 0
    assert "amiable" in " ".join(segment.text for segment in said.segments)
    assert [word.word for word in said.words if "amiable" in word.word]
    assert left_over(instance) == []
    assert list(traces.in_rows(instance.database, ["amiable"])) == []
    assert list(traces.in_raw_files(traces.database_files(instance.database), ["amiable"])) == []
    with instance.database.snapshot() as session:
        [tombstone] = session.scalars(sa.select(Tombstone))
        [entry] = session.scalars(sa.select(JournalEntry))
    assert (tombstone.kind, tombstone.reason) == ("transcript", "owner")
    assert entry.subject_id == tombstone.id


def test_every_format_of_openais_interface(start: Start) -> None:
    instance = start()
    with client(instance) as ai:
        create = ai.audio.transcriptions.create
        plain = create(file=a_file(), model="any", language="English")
        text = create(file=a_file(), model="any", response_format="text")
        srt = create(file=a_file(), model="any", response_format="srt")
        vtt = create(file=a_file(), model="any", response_format="vtt")
        verbose = create(file=a_file(), model="any", response_format="verbose_json")
        words = create(file=a_file(), model="any", response_format="verbose_json", timestamp_granularities=["word"])
        events = list(create(file=a_file(), model="any", stream=True))

    sentence = "Marmots <b>whistle</b> & sleep."
    assert plain.text == text.strip() == verbose.text == sentence
    assert plain.usage is not None
    assert plain.usage.to_dict() == {"type": "duration", "seconds": 3}
    assert "00:00:00,000 --> 00:00:02,500" in srt
    assert vtt.startswith("WEBVTT")
    assert (verbose.words, words.segments) == (None, None)
    assert verbose.segments is not None
    assert [segment.text for segment in verbose.segments] == [sentence]
    assert words.words is not None
    assert [word.word for word in words.words] == ["Marmots", "<b>whistle</b>", "& sleep."]
    assert [event.type for event in events] == ["transcript.text.delta", "transcript.text.done"]
    assert left_over(instance) == []


def test_fields_may_follow_the_file(start: Start) -> None:
    instance = start()
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\nsound\r\n'
        b'--x\r\nContent-Disposition: form-data; name="response_format"\r\n\r\ntext\r\n--x--\r\n'
    )
    with instance.client() as http:
        answer = http.post(PATH, content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})

    assert answer.text == "Marmots <b>whistle</b> & sleep.\n"
    assert answer.headers["content-type"].startswith("text/plain")


def test_a_transcript_has_an_end_within_the_hour_and_no_user(start: Start) -> None:
    seen: list[Transcript] = []

    def look(instance: Instance, transcript_id: str) -> None:
        with instance.database.snapshot() as session:
            seen.append(session.get_one(Transcript, transcript_id))
        finish(instance, transcript_id)

    instance = start(look, **USERS)
    for key in (token(), "anonymous"):
        with client(instance, key) as ai:
            assert ai.audio.transcriptions.create(file=a_file(), model="any", language="de").text

    assert [(row.user_id, row.source_language) for row in seen] == [(None, "de")] * 2
    for row in seen:
        assert row.erase_at is not None
        assert row.erase_at - row.created_at <= timedelta(hours=1)
    assert left_over(instance) == []


def test_the_limits_of_the_user_count(start: Start) -> None:
    instance = start(TRANSCRIPTS_PER_CLIENT_PER_HOUR=1, **USERS)
    with instance.client() as http:
        assert http.post("/v1/transcripts", json={}, headers=bearer()).status_code == 201
    with client(instance, token()) as ai, pytest.raises(openai.RateLimitError) as refused:
        ai.audio.transcriptions.create(file=a_file(), model="any")

    assert refused.value.code == "too_many_transcripts"
    with client(instance) as ai:
        ai.audio.transcriptions.create(file=a_file(), model="any")


def test_errors_have_the_shape_of_openais_interface(start: Start) -> None:
    instance = start(**USERS, PUBLIC_MODE=False)
    with client(instance, token()) as ai:
        with pytest.raises(openai.BadRequestError) as language:
            ai.audio.transcriptions.create(file=a_file(), model="any", language="Klingon")
        with pytest.raises(openai.BadRequestError) as granularity:
            ai.audio.transcriptions.create(file=a_file(), model="any", timestamp_granularities=["letter"])  # type: ignore[list-item]
    with client(instance, "nobody's") as ai, pytest.raises(openai.AuthenticationError):
        ai.audio.transcriptions.create(file=a_file(), model="any")
    with client(instance) as ai, pytest.raises(openai.AuthenticationError) as anonymous:
        ai.audio.transcriptions.create(file=a_file(), model="any")

    assert (language.value.code, language.value.param) == ("invalid_request", "language")
    assert granularity.value.param == "timestamp_granularities[]"
    assert "letter" not in granularity.value.message, "values are never repeated"
    assert anonymous.value.code == "not_signed_in"
    assert anonymous.value.message
    with instance.client(headers=bearer()) as http:
        answers = [
            http.post(PATH, json={}),
            http.post(PATH, data={"model": "any"}, files={"other": ("a", b"")}),
            http.post(PATH, files={"file": ("a.wav", b"x")}, headers={"Origin": "https://elsewhere.example"}),
            http.post("/v1/audio/speech"),
            http.get(PATH),
        ]
    assert [answer.status_code for answer in answers] == [415, 400, 403, 404, 405]
    for answer in answers:
        assert answer.headers["content-type"] == "application/json"
        error = answer.json()["error"]
        assert set(error) == {"message", "type", "param", "code"}
        assert error["message"].endswith(".")
    assert left_over(instance) == []


def test_a_file_that_is_no_recording_is_refused_and_nothing_stays(start: Start) -> None:
    instance = start(transcribe)
    with client(instance) as ai:
        with pytest.raises(openai.BadRequestError) as refused:
            ai.audio.transcriptions.create(file=("a.wav", b"no sound at all " * 1000), model="any")
        with pytest.raises(openai.APIError) as in_stream:
            list(ai.audio.transcriptions.create(file=("a.wav", b"no sound at all " * 1000), model="any", stream=True))

    assert refused.value.code == in_stream.value.code == "not_audio"
    assert refused.value.response.headers["x-should-retry"] == "false"
    assert left_over(instance) == []


@pytest.mark.parametrize("reason", ["silent", "no_speech", "too_short"])
def test_a_recording_without_a_word_has_an_empty_text(start: Start, reason: str) -> None:
    instance = start(fail(reason))
    with client(instance) as ai:
        assert ai.audio.transcriptions.create(file=a_file(), model="any").text == ""

    assert left_over(instance) == []


def test_a_fault_of_the_server_is_not_the_recordings(start: Start) -> None:
    with client(start(fail("worker_died"))) as ai, pytest.raises(openai.InternalServerError) as failed:
        ai.audio.transcriptions.create(file=a_file(), model="any")

    assert failed.value.code == "worker_died"


@pytest.mark.parametrize("stream", [False, True])
def test_a_client_that_hangs_up_leaves_nothing(start: Start, stream: bool) -> None:
    instance = start(lambda _instance, _id: None)
    with instance.client() as http, pytest.raises(httpx.ReadTimeout):
        http.post(PATH, files={"file": ("a.wav", b"x")}, data={"stream": json.dumps(stream)}, timeout=2)

    assert instance.woken, "the recording had arrived"
    until(lambda: left_over(instance) == [])


def test_a_slow_upload_keeps_its_stream_slot(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage, "SIGN_SECONDS", 0.0)
    instance = start()

    def held_until() -> list[datetime]:
        with instance.database.snapshot() as session:
            return list(session.scalars(sa.select(Usage.until).where(Usage.name == "streams")))

    address = httpx.URL(instance.url)
    with socket.create_connection((address.host, address.port or 80)) as slow:
        slow.sendall(
            f"POST {PATH} HTTP/1.1\r\nHost: {address.host}\r\nContent-Length: 9000\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
            '--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'.encode()
        )
        until(lambda: len(held_until()) == 1)
        [first] = held_until()
        slow.sendall(b"sound")

        until(lambda: held_until() > [first])


@pytest.mark.parametrize("public", [True, False])
def test_files_of_a_dead_process_are_erased_after_an_hour(start: Start, public: bool) -> None:
    instance = start(lambda _instance, _id: None, PUBLIC_MODE=public)
    with instance.client() as http:
        kept = http.post("/v1/transcripts", files={"file": ("a.wav", b"x")}, timeout=30).json()
        with pytest.raises(httpx.ReadTimeout):
            http.post(PATH, files={"file": ("a.wav", b"x")}, timeout=2)
    until(lambda: len(instance.woken) == 2 and len(ids(instance)) == 1)
    left = made_for_an_answer(instance)
    erase = Drain(instance.here).only

    assert erase_unsent(instance.here) == []
    instance.set(left, erase_at=utcnow() - timedelta(seconds=1))
    erase(erase_unsent(instance.here))

    assert ids(instance) == {kept["id"]}
    assert [path for path in instance.settings.DATA_DIR.rglob("*") if left in str(path)] == []


def test_one_answer_that_cannot_be_erased_does_not_keep_the_others(start: Start) -> None:
    instance = start(lambda _instance, _id: None)
    stuck, other = made_for_an_answer(instance), made_for_an_answer(instance)
    for each in (stuck, other):
        instance.set(each, erase_at=utcnow() - timedelta(seconds=1))
    refuse = (
        f"CREATE TRIGGER refuse BEFORE DELETE ON transcript WHEN old.id = '{stuck}' BEGIN SELECT RAISE(FAIL, 'no'); END"
    )
    with instance.database.transaction() as session:
        session.execute(sa.text(refuse))

    erase_unsent(instance.here)

    assert ids(instance) == {stuck}


def ids(instance: Instance) -> set[str]:
    with instance.database.snapshot() as session:
        return set(session.scalars(sa.select(Transcript.id)))


def made_for_an_answer(instance: Instance) -> str:
    """A transcript that the process of its answer did not erase."""
    new = ingest.NewTranscript(erase_at=utcnow() + timedelta(hours=1), ephemeral=True)
    made = ingest.create(instance.database, new).transcript_id
    ingest.receive(instance.here, made, io.BytesIO(b"sound"), file_name="a.wav")
    return made
