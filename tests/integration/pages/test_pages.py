"""The pages that the server sends to a browser, with or without scripts."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from reflector import inventory
from reflector.db.models import Artifact, Base, Recording, Tombstone, new_id, utcnow
from reflector.retention.run import run
from reflector.testing.factories import a_users_transcript, an_anonymous_transcript, days_ago, saying
from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SAID = [
    {"start": 0.0, "end": 2.0, "text": "Hello there.", "words": [{"start": 0.0, "end": 1.0, "text": " Hello"}]},
    {"start": 61.5, "end": 63.0, "text": "Another thing.", "words": []},
]
ADDRESSES = ("/", "/promise", "/transcripts/{id}", "/transcripts/unknown", "/erase")


def keep(instance: Instance, *rows: Base) -> None:
    with instance.database.transaction() as session:
        for row in rows:
            inventory.enter_transcript(session, row) if hasattr(row, "segments") else session.add(row)  # type: ignore[arg-type]


@pytest.fixture
def browser(instance: Instance) -> Iterator[httpx.Client]:
    """A client that asks as browsers do."""
    with instance.client(headers=BROWSER) as client:
        yield client


def test_the_front_page_shows_the_promise_and_the_limits(browser: httpx.Client) -> None:
    page = browser.get("/")

    assert page.status_code == 200
    assert "Forgotten after 7&nbsp;days" in page.text
    assert "up to 2 GB and 2 hours" in page.text
    assert "240 minutes of audio in a day" in page.text


def test_an_instance_that_is_not_public_promises_nothing(serve: Serve) -> None:
    with serve(PUBLIC_MODE=False).client(headers=BROWSER) as browser:
        for address in ("/", "/promise"):
            page = browser.get(address)
            assert "not a public instance" in page.text
            assert "7 days" not in page.text


def test_the_front_page_offers_to_tell_speakers_apart(browser: httpx.Client) -> None:
    choice = re.search(r'<select name="diarization">(.*?)</select>', browser.get("/").text, re.DOTALL)

    assert choice is not None
    assert "selected" not in choice[1]


@pytest.mark.parametrize(
    ("state", "said"),
    [("told", "2 speakers (by their voices, not sure)"), ("failed", "speakers could not be told apart")],
)
def test_a_page_shows_how_speakers_were_told_apart(
    instance: Instance, browser: httpx.Client, state: str, said: str
) -> None:
    spoken = [SAID[0] | {"speaker": "Speaker 1"}, SAID[1] | {"speaker": "Speaker 2"}] if state == "told" else SAID
    data = {"source": "voices", "state": state, "count": 2 if state == "told" else None}
    events = [{"event": "TRACKS", "data": {"audio_tracks": 3}}, {"event": "SPEAKERS", "data": data}]
    made = an_anonymous_transcript(days_old=1, segments=spoken, events=events)
    keep(instance, made)

    page = browser.get(f"/transcripts/{made.id}")

    assert said in page.text
    assert "3 audio tracks" in page.text


def test_a_finished_transcript_is_readable_without_scripts(instance: Instance, browser: httpx.Client) -> None:
    made = an_anonymous_transcript(days_old=1, name="A walk", segments=SAID, duration=63.0)
    keep(instance, made)

    page = browser.get(f"/transcripts/{made.id}")

    assert page.status_code == 200
    assert '<h1 id="heading" dir="auto">A walk</h1>' in page.text
    assert "Hello there." in page.text
    assert "Another thing." in page.text
    assert 'aria-label="1:01, play from here"' in page.text
    assert "(5 days 23 hours left)" in page.text
    assert f'href="/v1/transcripts/{made.id}/text.txt"' in page.text


@pytest.mark.parametrize(
    ("kept", "sentence"),
    [(False, "Nothing of the recording was kept."), (True, "The recording is still where it was.")],
)
def test_the_page_of_a_failure_says_whether_the_recording_is_kept(
    instance: Instance, browser: httpx.Client, kept: bool, sentence: str
) -> None:
    recording = Recording(id="r", bucket_name="b", object_key="k", inventoried=True)
    failed = an_anonymous_transcript(days_old=1, status="error", error="broken", recording_id="r")
    with instance.database.transaction() as session:
        session.add(recording)
        session.flush()
        session.add(failed)
        if kept:
            session.add(Artifact(kind="recording", store="s3", bucket="b", key="k", recording_id="r"))

    page = browser.get(f"/transcripts/{failed.id}").text

    assert sentence in page


@pytest.mark.parametrize("status", ["idle", "uploaded", "processing", "error", "ended"])
def test_every_word_of_a_visitor_is_text_and_never_markup(
    instance: Instance, browser: httpx.Client, status: str
) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 3141 * 2718 }}"
    made = saying(an_anonymous_transcript(days_old=1, status=status, error=evil, source_language=evil), evil)
    made.segments = [{"start": 0, "end": 1, "text": evil, "words": [{"start": 0, "end": 1, "text": evil}]}]
    made.topics = [{"title": evil, "timestamp": 0}]
    made.events = [{"event": "DIGEST", "data": {"made_by": evil, "quotes": [{"text": evil, "start": 0}]}}]
    keep(instance, made)

    page = browser.get(f"/transcripts/{made.id}").text

    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "8537238" not in page


@pytest.mark.parametrize(
    "columns",
    [
        {"segments": "text", "topics": {"a": 1}, "events": 3},
        {"segments": [None, 1, {"start": "x"}], "topics": [{"timestamp": None}, 5], "events": [{"event": "DIGEST"}]},
        {"segments": None, "topics": [{"title": "Only topics", "transcript": "All of it."}], "events": None},
    ],
)
def test_rows_of_another_program_are_shown_as_far_as_they_go(
    instance: Instance, browser: httpx.Client, columns: dict[str, Any]
) -> None:
    made = an_anonymous_transcript(days_old=1, **columns)
    keep(instance, made)

    assert browser.get(f"/transcripts/{made.id}").status_code == 200


def test_an_expired_transcript_is_gone_before_any_cleanup(instance: Instance, browser: httpx.Client) -> None:
    made = an_anonymous_transcript(days_old=7.001, name="secret-name", segments=SAID)
    keep(instance, made)

    page = browser.get(f"/transcripts/{made.id}")

    assert page.status_code == 410
    assert "its 7 days were over" in page.text
    assert "secret-name" not in page.text
    assert "Hello" not in page.text


def test_an_owners_earlier_end_is_an_end(instance: Instance, browser: httpx.Client) -> None:
    made = an_anonymous_transcript(days_old=1, erase_at=utcnow() - timedelta(seconds=1))
    keep(instance, made)

    page = browser.get(f"/transcripts/{made.id}")

    assert page.status_code == 410
    assert "the end that its owner had chosen" in page.text


@pytest.mark.parametrize(
    ("reason", "words"),
    [("owner", "its owner erased it"), ("expired", "its 7 days were over"), ("orphan", "Erased on")],
)
def test_the_page_of_an_erased_transcript_has_the_time_and_the_reason(
    instance: Instance, browser: httpx.Client, reason: str, words: str
) -> None:
    stone = Tombstone(id=new_id(), kind="transcript", reason=reason, erased_at=days_ago(2))
    keep(instance, stone)

    page = browser.get(f"/transcripts/{stone.id}")

    assert page.status_code == 410
    assert words in page.text
    assert stone.erased_at.isoformat(timespec="seconds") in page.text


def test_a_private_transcript_is_not_shown(instance: Instance, browser: httpx.Client) -> None:
    made = a_users_transcript(share_mode="private", name="secret-name")
    keep(instance, made)

    page = browser.get(f"/transcripts/{made.id}")

    assert page.status_code == 403
    assert "secret-name" not in page.text


def test_the_page_of_a_users_transcript_says_that_it_does_not_expire(instance: Instance, browser: httpx.Client) -> None:
    made = a_users_transcript(share_mode="public", days_old=300)
    keep(instance, made)

    page = browser.get(f"/transcripts/{made.id}")

    assert page.status_code == 200
    assert "belongs to a signed-in user" in page.text


@pytest.mark.parametrize(
    "address",
    ["/transcripts/unknown", "/transcripts/00000000-0000-4000-8000-000000000000", "/nowhere", "/v1/nowhere"],
)
def test_an_unknown_address_is_a_page_for_people_and_a_problem_for_programs(
    instance: Instance, browser: httpx.Client, http: httpx.Client, address: str
) -> None:
    assert browser.get(address).headers["content-type"].startswith("text/html")
    assert browser.get(address).status_code == http.get(address).status_code == 404
    if address.startswith("/v1"):
        assert http.get(address).headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(
    instance: Instance, browser: httpx.Client, address: str
) -> None:
    made = an_anonymous_transcript(days_old=1, segments=SAID)
    keep(instance, made)

    page = browser.get(address.format(id=made.id))

    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    has_form = address in {"/", "/erase"}
    assert page.headers["referrer-policy"] == ("same-origin" if has_form else "no-referrer")
    assert not re.search(r"(src|href|action)=\"(https?:)?//", page.text)
    assert not re.search(r"\s(on\w+|style)=", page.text)
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style", page.text)


def test_transcripts_are_neither_cached_nor_indexed_and_the_front_page_is(
    instance: Instance, browser: httpx.Client
) -> None:
    made = an_anonymous_transcript(days_old=1)
    keep(instance, made)

    transcript, home = browser.get(f"/transcripts/{made.id}"), browser.get("/")

    assert transcript.headers["cache-control"] == "no-store"
    assert "noindex" in transcript.headers["x-robots-tag"]
    assert "noindex" not in home.headers["x-robots-tag"]


def loaded(browser: httpx.Client, address: str) -> dict[str, int]:
    """Bytes on the wire of a page and of everything that it loads, except typefaces, by address."""
    sizes: dict[str, int] = {}
    waiting = [address]
    while waiting:
        if (path := waiting.pop()) in sizes:
            continue
        answer = browser.get(path)
        assert answer.status_code == 200, path
        sizes[path] = answer.num_bytes_downloaded
        if path == address:
            waiting += re.findall(r"(?:src|href)=\"(/(?:static|favicon)[^\"]+)", answer.text)
        elif path.endswith(".js"):
            waiting += [f"/static/{name}" for name in re.findall(r"from \"\./([^\"]+)", answer.text)]
    return {path: size for path, size in sizes.items() if not path.endswith(".woff2")}


@pytest.mark.parametrize("address", ["/", "/promise"])
def test_a_page_with_all_that_it_loads_has_less_than_40_kilobytes(browser: httpx.Client, address: str) -> None:
    sizes = loaded(browser, address)

    assert sum(sizes.values()) < 40_000, sizes


def test_the_page_of_an_hour_has_less_than_100_kilobytes(instance: Instance, browser: httpx.Client) -> None:
    spoken = Random(1).choices([f" word{number}" for number in range(2500)], k=9000)
    words: list[dict[str, Any]] = [
        {"start": i * 0.4, "end": i * 0.4 + 0.3, "text": word + "." * (i % 12 == 11)} for i, word in enumerate(spoken)
    ]
    lines = [words[i : i + 12] for i in range(0, len(words), 12)]
    said = [
        {"start": w[0]["start"], "end": w[-1]["end"], "text": "".join(x["text"] for x in w).strip(), "words": w}
        for w in lines
    ]
    made = an_anonymous_transcript(days_old=1, segments=said, duration=3600.0)
    keep(instance, made)

    sizes = loaded(browser, f"/transcripts/{made.id}")

    assert sum(sizes.values()) < 100_000, sizes


def test_the_typefaces_have_less_than_100_kilobytes_together() -> None:
    fonts = list(Path("reflector/pages/static/fonts").glob("*.woff2"))

    assert fonts
    assert sum(font.stat().st_size for font in fonts) < 100_000


def test_the_promise_page_shows_that_the_promise_is_behind(instance: Instance, browser: httpx.Client) -> None:
    new = browser.get("/promise").text
    assert "Not proven yet" in new
    assert "Right now the promise is kept" not in new
    assert "the promise is not proven yet" in browser.get("/").text
    run(instance.here)
    assert "Right now the promise is kept" in browser.get("/promise").text

    keep(instance, an_anonymous_transcript(days_old=30))

    page = browser.get("/promise").text
    assert "Right now the promise is behind" in page
    assert "the promise is behind" in browser.get("/").text


def test_a_recording_comes_in_without_scripts(browser: httpx.Client) -> None:
    form = {"name": "", "source_language": "", "expires_in_days": "1"}
    speech = Path("tests/data/speech/sense_and_sensibility.opus").read_bytes()

    answer = browser.post("/v1/transcripts", data=form, files={"file": ("talk.opus", speech)})

    assert answer.status_code == 303
    address, key = answer.headers["location"].split("#owner=")
    assert "Waiting its turn" in browser.get(address).text
    assert "23 hours" in browser.get(address).text
    owner = {"X-Owner-Token": key, "Accept": "*/*"}
    assert browser.delete(f"/v1{address}", headers=owner).status_code == 200
    assert "its owner erased it" in browser.get(address).text


def test_errors_without_scripts_are_shown_on_a_page(serve: Serve) -> None:
    with serve(UPLOAD_MAX_BYTES=1000).client(headers=BROWSER) as browser:
        answer = browser.post("/v1/transcripts", files={"file": ("talk.opus", b"0" * 200_000)})

    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1>Too large</h1>" in answer.text


def test_a_database_that_fails_is_a_page_too(instance: Instance, browser: httpx.Client) -> None:
    with instance.database.transaction() as session:
        session.execute(sa.text("ALTER TABLE transcript RENAME TO away"))

    for address in ("/", f"/transcripts/{new_id()}"):
        page = browser.get(address)
        assert page.status_code == 503
        assert "<h1>Not available now</h1>" in page.text
        assert page.headers["retry-after"]


def test_the_text_of_a_long_recording_is_shown_in_time(instance: Instance, browser: httpx.Client) -> None:
    words = [{"start": i * 0.4, "end": i * 0.4 + 0.3, "text": " word" + "." * (i % 12 == 11)} for i in range(18_000)]
    lines = [words[i : i + 12] for i in range(0, len(words), 12)]
    said = [{"start": w[0]["start"], "end": w[-1]["end"], "text": "word " * 11 + "word.", "words": w} for w in lines]
    topics = [{"title": f"Topic {i}", "timestamp": i * 360.0, "words": words[:900]} for i in range(20)]
    made = an_anonymous_transcript(days_old=1, segments=said, topics=topics, duration=7200.0)
    keep(instance, made)

    page = browser.get(f"/transcripts/{made.id}")

    assert page.text.count('class="line"') == 1500
    assert page.text.count('id="topic-') == 20
    assert page.elapsed < timedelta(seconds=5)


def test_a_language_can_be_chosen_if_the_model_knows_several(serve: Serve) -> None:
    with serve(WHISPER_MODEL="small").client(headers=BROWSER) as browser:
        assert '<option value="de">German</option>' in browser.get("/").text


def test_the_front_page_says_that_text_is_sent_to_a_language_model(serve: Serve) -> None:
    with serve(LLM_URL="http://models.example:8000/v1", LLM_MODEL="m").client(headers=BROWSER) as browser:
        for address in ("/", "/promise"):
            assert "models.example" in browser.get(address).text
        assert browser.get("/v1/retention").json()["language_model"] == "models.example"


def test_the_page_names_no_language_model_if_there_is_none(instance: Instance, browser: httpx.Client) -> None:
    for address in ("/", "/promise"):
        assert "language model" not in browser.get(address).text
    assert browser.get("/v1/retention").json()["language_model"] is None


def test_an_instance_for_signed_in_users_offers_no_form(serve: Serve) -> None:
    settings = {
        "PUBLIC_MODE": False,
        "AUTH_BACKEND": "jwt",
        "AUTH_JWT_JWKS_URL": "http://127.0.0.1:9/keys",
        "AUTH_JWT_AUDIENCE": "any",
    }
    with serve(**settings).client(headers=BROWSER) as browser:
        page = browser.get("/").text

    assert "signed-in users only" in page
    assert "<form" not in page
