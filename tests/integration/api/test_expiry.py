"""Reads stop by the clock, not by the sweeper."""

import time
from datetime import datetime, timedelta
from threading import Thread

import httpx
import pytest

from reflector.db.models import Transcript, utcnow
from reflector.retention.run import run
from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance, create, owner, problem

ROUTES = [
    ("GET", ""),
    ("PATCH", ""),
    ("DELETE", ""),
    ("POST", "/record/upload"),
    ("GET", "/text.txt"),
    ("GET", "/text.vtt"),
    ("GET", "/text.srt"),
    ("GET", "/text.json"),
    ("GET", "/topics"),
    ("GET", "/events"),
    ("GET", "/audio/mp3"),
    ("GET", "/audio/waveform"),
]


def ask(http: httpx.Client, verb: str, at: str, headers: dict[str, str]) -> httpx.Response:
    if verb == "POST":
        return http.post(at, files={"chunk": ("a.wav", b"x")}, headers=headers)
    return http.request(verb, at, json={} if verb == "PATCH" else None, headers=headers)


@pytest.mark.parametrize(("verb", "path"), ROUTES)
def test_every_route_answers_410_from_the_second_of_expiry(
    instance: Instance, http: httpx.Client, verb: str, path: str
) -> None:
    made = create(http)
    instance.finish(made["id"])
    created_at = instance.age(made["id"], days=7, seconds=1)

    answer = ask(http, verb, f"/v1/transcripts/{made['id']}{path}", owner(made))

    document = problem(answer, 410, "gone")
    assert document["reason"] == "expired"
    assert datetime.fromisoformat(document["gone_at"]) == created_at + timedelta(days=7)
    with instance.database.snapshot() as session:
        assert session.get(Transcript, made["id"]) is not None, "no run has taken it yet"


def test_the_day_before_everything_can_be_read(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"])
    instance.age(made["id"], days=6)

    for verb, path in ROUTES:
        if verb == "GET" and path != "/events":
            assert http.get(f"/v1/transcripts/{made['id']}{path}").status_code == 200, path


def test_an_earlier_end_ends_it_earlier(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.set(made["id"], erase_at=utcnow() - timedelta(seconds=1))

    assert problem(http.get(f"/v1/transcripts/{made['id']}"), 410, "gone")["reason"] == "erase_at"


def test_after_the_run_the_tombstone_answers(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"])
    instance.age(made["id"], days=8)
    run(instance.here)

    document = problem(http.get(f"/v1/transcripts/{made['id']}/text.txt"), 410, "gone")

    assert document["reason"] == "expired"
    assert not (instance.settings.DATA_DIR / made["id"]).exists()


def test_a_private_instance_erases_nothing_by_age(serve: Serve) -> None:
    instance = serve(PUBLIC_MODE=False)
    with instance.client() as http:
        made = create(http)
        instance.age(made["id"], days=1000)

        shown = http.get(f"/v1/transcripts/{made['id']}")

        assert shown.status_code == 200
        assert shown.json()["expires_at"] is None
        change = http.patch(f"/v1/transcripts/{made['id']}", json={"expires_in_days": 1}, headers=owner(made))
        problem(change, 422, "invalid_request")


def test_no_answer_about_a_transcript_may_be_cached(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"])

    for path in ("", "/text.txt", "/topics", "/audio/mp3", "/audio/waveform", "/events"):
        answer = http.get(f"/v1/transcripts/{made['id']}{path}")
        assert answer.headers["cache-control"] == "private, no-store", path


def test_audio_under_way_stops_when_the_transcript_expires(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"], mp3=b"\xff" * 40_000_000)
    instance.set(made["id"], erase_at=utcnow() + timedelta(seconds=1.5))

    received = bytearray()
    with http.stream("GET", f"/v1/transcripts/{made['id']}/audio/mp3") as answer:
        pieces = answer.iter_raw(65536)
        received += next(pieces)
        time.sleep(2.0)  # this tests the clock itself
        with pytest.raises(httpx.RemoteProtocolError):
            received.extend(b"".join(pieces))

    assert answer.status_code == 200


def test_audio_under_way_stops_at_an_end_that_is_chosen_meanwhile(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"], mp3=b"\xff" * 40_000_000)

    with http.stream("GET", f"/v1/transcripts/{made['id']}/audio/mp3") as answer:
        pieces = answer.iter_raw(65536)
        next(pieces)
        instance.set(made["id"], erase_at=utcnow() + timedelta(seconds=0.5))
        time.sleep(2.0)  # this tests the clock itself
        with pytest.raises(httpx.RemoteProtocolError):
            b"".join(pieces)


def test_a_stream_of_events_ends_when_the_transcript_expires(instance: Instance, http: httpx.Client) -> None:
    made = create(http)

    def expire_later() -> None:
        time.sleep(0.7)
        instance.age(made["id"], days=8)

    later = Thread(target=expire_later)
    later.start()

    with http.stream("GET", f"/v1/transcripts/{made['id']}/events") as answer:
        text = "".join(answer.iter_text())

    later.join()
    assert "event: progress" in text
    last = text.strip().split("\n\n")[-1]
    assert last.startswith("event: gone") or "event: gone" in last
    assert '"status":410' in last
