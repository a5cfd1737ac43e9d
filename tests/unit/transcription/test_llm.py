"""A language model can write title and summaries, and is named. Any other behaviour is an error without content."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from reflector.errors import LanguageModelError
from reflector.transcription.digest.extractive import Digest, digest
from reflector.transcription.digest.llm import MAX_CHARACTERS, LanguageModel, ask, rewrite
from reflector.transcription.speech import Segment

GOOD = {"title": "Bees", "short_summary": "Bees leave.", "long_summary": "**Bees** leave the hive."}


class Endpoint:
    """A real server with the answers that a test sets."""

    def __init__(self) -> None:
        self.content: Any = json.dumps(GOOD)
        self.status = 200
        #: The number of requests that get `status`; None: all.
        self.failures: int | None = None
        self.retry_after = ""
        self.raw: bytes | None = None
        self.seen: list[tuple[str, dict[str, Any], str | None]] = []
        self.url = ""

    def model(self) -> LanguageModel:
        return LanguageModel(url=self.url, model="some-model", key="secret key", timeout_seconds=5)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """An OpenAI-compatible endpoint."""
    state = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.seen.append((self.path, body, self.headers["Authorization"]))
            answer = state.raw or json.dumps({"choices": [{"message": {"content": state.content}}]}).encode()
            failing = state.failures is None or len(state.seen) <= state.failures
            self.send_response(state.status if failing else 200)
            if state.retry_after:
                self.send_header("Retry-After", state.retry_after)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/v1/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def made() -> Digest:
    """An extractive digest."""
    return digest([Segment(0, 2, "The bees leave the hive in the morning.")], "en")


def test_the_model_writes_title_and_summaries_and_is_named(endpoint: Endpoint, made: Digest) -> None:
    written = rewrite(made, endpoint.model())

    assert (written.title, written.short_summary, written.long_summary) == tuple(GOOD.values())
    assert written.made_by == "some-model"
    assert written.topics == made.topics


def test_it_is_asked_as_openai_would_be(endpoint: Endpoint, made: Digest) -> None:
    rewrite(made, endpoint.model())

    ((path, body, authorization),) = endpoint.seen
    assert path == "/v1/chat/completions"
    assert body["model"] == "some-model"
    assert authorization == "Bearer secret key"
    assert "The bees leave the hive" in body["messages"][1]["content"]


def test_an_answer_in_a_fence_is_understood(endpoint: Endpoint, made: Digest) -> None:
    endpoint.content = f"Here you are:\n```json\n{json.dumps(GOOD)}\n```"

    assert rewrite(made, endpoint.model()).title == "Bees"


def test_a_long_transcript_is_sent_in_parts(endpoint: Endpoint) -> None:
    long = digest([Segment(i, i + 1, f"The bees leave hive {i} in the morning.") for i in range(3000)], "en")

    written = rewrite(long, endpoint.model())

    *parts, last = [body["messages"][1]["content"] for _, body, _ in endpoint.seen]
    assert written.title == "Bees"
    assert len(parts) >= 4
    assert all(len(part) < MAX_CHARACTERS + 100 for part in parts)
    sent = " ".join(part.removeprefix("<transcript>\n").removesuffix("\n</transcript>") for part in parts)
    assert all(f"hive {number} " in sent for number in range(3000))
    assert last.count("Bees leave.") == len(parts)  # the last question is about the answers to the others


THINKING = f"<think>They want {{JSON}}, so\nI think.</think>\n{json.dumps(GOOD)}"
#: The opening tag was a part of the prompt.
THINKING_WITHOUT_BEGIN = f"They want {{JSON}}, so\nI think.\n</think>\n\n{json.dumps(GOOD)}"
RAW_LINE_FEEDS = (
    '{"title": "Bees", "short_summary": "Bees leave.", "long_summary": "**Bees** leave the hive."}'.replace(
        "leave the", "leave\nthe"
    )
)


@pytest.mark.parametrize(
    "content",
    [
        THINKING,
        THINKING_WITHOUT_BEGIN,
        RAW_LINE_FEEDS,
        f"{json.dumps(GOOD)}\n\nI hope that this helps! {{smile}}",
        json.dumps({**GOOD, "short_summary": ["Bees leave."]}),
        json.dumps({**GOOD, "long_summary": [{"topic": "**Bees** leave the hive."}]}),
        json.dumps(GOOD)[:-1] + ",}",
    ],
    ids=[
        "thinking",
        "thinking without begin",
        "raw line feeds",
        "text after it",
        "a list",
        "a list of objects",
        "trailing comma",
    ],
)
def test_an_untidy_answer_is_understood(content: str, endpoint: Endpoint, made: Digest) -> None:
    endpoint.content = content

    written = rewrite(made, endpoint.model())

    assert (written.title, written.short_summary) == ("Bees", "Bees leave.")
    assert " ".join(written.long_summary.split()) == "**Bees** leave the hive."


def test_no_temperature_is_sent(endpoint: Endpoint, made: Digest) -> None:
    rewrite(made, endpoint.model())

    assert set(endpoint.seen[0][1]) == {"model", "messages"}


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("retry_after", ["0.1", "Thu, 01 Jan 2026 00:00:00 GMT"])
def test_a_busy_server_is_asked_once_more(status: int, retry_after: str, endpoint: Endpoint, made: Digest) -> None:
    endpoint.status, endpoint.failures, endpoint.retry_after = status, 1, retry_after

    assert rewrite(made, endpoint.model()).title == "Bees"
    assert len(endpoint.seen) == 2


def test_a_server_that_stays_busy_is_an_error_with_its_status(endpoint: Endpoint, made: Digest) -> None:
    endpoint.status, endpoint.retry_after = 503, "0"

    with pytest.raises(LanguageModelError) as caught:
        rewrite(made, endpoint.model())

    assert caught.value.status == 503
    assert len(endpoint.seen) == 2


def test_a_short_question_is_answered(endpoint: Endpoint) -> None:
    endpoint.content = "<think>Easy.</think>Yes."

    assert ask(endpoint.model()) == "Yes."


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no",
        "{",
        "[1]",
        "{}",
        json.dumps({**GOOD, "title": ""}),
        json.dumps({**GOOD, "title": 7}),
        None,
        "{" * 300_000,
    ],
)
def test_an_answer_that_makes_no_sense_is_an_error(content: object, endpoint: Endpoint, made: Digest) -> None:
    endpoint.content = content

    with pytest.raises(LanguageModelError) as caught:
        rewrite(made, endpoint.model())

    assert caught.value.code == "llm_failed"
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(("status", "raw"), [(500, b"oops"), (401, b"{}"), (200, b"<html>"), (200, b'{"choices": []}')])
def test_a_server_that_fails_is_an_error(status: int, raw: bytes, endpoint: Endpoint, made: Digest) -> None:
    endpoint.status, endpoint.raw, endpoint.retry_after = status, raw, "0"

    with pytest.raises(LanguageModelError) as caught:
        rewrite(made, endpoint.model())

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/v1", "nonsense", "http://[", ""])
def test_a_server_that_is_not_there_is_an_error(url: str, made: Digest) -> None:
    with pytest.raises(LanguageModelError):
        rewrite(made, LanguageModel(url=url, model="m", timeout_seconds=2))
