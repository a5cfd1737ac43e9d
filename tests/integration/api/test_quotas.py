"""Quotas of unfinished uploads, the minimum rate of an upload, and the disk quota of all clients."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from reflector.api import bodies, limits
from reflector.api.limits import Action, Limits
from reflector.api.problems import Problem
from reflector.db.models import Usage, utcnow
from reflector.transcription import usage
from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance, create, owner, problem
from tests.integration.api.test_uploads import BOUNDARY, FORM, begin, form, kept, raw, send, until


def upload(http: httpx.Client, made: dict[str, Any], data: bytes, **stated: int) -> httpx.Response:
    at = f"/v1/transcripts/{made['id']}/record/upload"
    return http.post(at, params=stated, files={"chunk": ("talk.wav", data, "audio/wav")}, headers=owner(made))


def by(number: int) -> dict[str, str]:
    """The header by which a trusted proxy names a client."""
    return {"X-Forwarded-For": f"203.0.113.{number}"}


# -- how many chunks, and how large --------------------------------------------------------------------------------


@pytest.mark.parametrize("total", [1, 3, 0])
def test_an_empty_chunk_is_refused_and_changes_nothing(instance: Instance, http: httpx.Client, total: int) -> None:
    made = create(http)

    problem(upload(http, made, b"", chunk_number=0, total_chunks=total), 422, "empty_chunk")

    assert http.get(f"/v1/transcripts/{made['id']}/record/upload", headers=owner(made)).json()["chunks_received"] == 0
    assert instance.woken == []


def test_an_empty_file_is_refused_and_nothing_stays(http: httpx.Client) -> None:
    problem(http.post("/v1/transcripts", files={"file": ("a.wav", b"")}), 422, "empty_chunk")


def test_a_recorder_leaves_the_number_of_chunks_open(instance: Instance, http: httpx.Client) -> None:
    made = create(http)

    first = upload(http, made, b"one", chunk_number=0, total_chunks=0)
    second = upload(http, made, b"two", chunk_number=1, total_chunks=0)
    last = upload(http, made, b"three", chunk_number=2, total_chunks=3)

    assert [answer.json()["complete"] for answer in (first, second, last)] == [False, False, True]
    assert (first.json()["total_chunks"], last.json()["total_chunks"]) == (0, 3)
    assert kept(instance, made) == b"onetwothree"
    assert instance.woken == [made["id"]]


def test_total_chunks_cannot_be_changed(http: httpx.Client) -> None:
    made = create(http)
    upload(http, made, b"one", chunk_number=0, total_chunks=3)

    problem(upload(http, made, b"two", chunk_number=1, total_chunks=2), 409, "wrong_chunk")
    assert upload(http, made, b"two", chunk_number=1, total_chunks=0).status_code == 200


def test_a_stated_size_is_held_to(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    upload(http, made, b"one", chunk_number=0, total_chunks=2, total_bytes=6)

    problem(upload(http, made, b"twoo", chunk_number=1, total_chunks=2), 422, "wrong_size")
    problem(upload(http, made, b"on", chunk_number=0, total_chunks=1, total_bytes=6), 422, "wrong_size")

    assert upload(http, made, b"one", chunk_number=0, total_chunks=2, total_bytes=6).status_code == 200
    assert upload(http, made, b"two", chunk_number=1, total_chunks=2).json()["complete"]
    assert kept(instance, made) == b"onetwo"


# -- quotas --------------------------------------------------------------------------------------------------------


def test_transcripts_that_wait_for_their_recording_have_a_limit(serve: Serve) -> None:
    with serve(UPLOADS_UNFINISHED_PER_CLIENT=3).client() as http:
        made = [create(http) for _ in range(3)]

        problem(http.post("/v1/transcripts", json={}), 429, "too_many_unfinished")
        problem(http.post("/v1/transcripts", files={"file": ("a.wav", b"x")}), 429, "too_many_unfinished")

        assert send(http, made[0], b"x").status_code == 200
        create(http)


def test_bytes_that_wait_have_a_limit_for_each_client(serve: Serve) -> None:
    instance = serve(UPLOAD_WAITING_BYTES_PER_CLIENT=1_000_000, TRUSTED_PROXIES="127.0.0.1")
    with instance.client(headers=by(1)) as http, instance.client(headers=by(2)) as other:
        parked = [create(http) for _ in range(3)]
        assert upload(http, parked[0], b"x" * 400_000, total_chunks=100_000).status_code == 200
        assert upload(http, parked[1], b"x" * 400_000).status_code == 200, "complete, and not converted yet"

        problem(upload(http, parked[2], b"x" * 400_000, total_chunks=0), 429, "too_many_bytes")
        stated = upload(http, parked[2], b"x", total_chunks=9, total_bytes=400_000)
        problem(stated, 429, "too_many_bytes")
        assert upload(other, create(other), b"x" * 400_000).status_code == 200

        http.delete(f"/v1/transcripts/{parked[0]['id']}", headers=owner(parked[0]))
        assert upload(http, parked[2], b"x" * 400_000).status_code == 200


def test_bytes_without_a_stated_length_are_counted_as_they_come(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_CHECK_BYTES", 100_000)
    instance = serve(UPLOAD_WAITING_BYTES_PER_CLIENT=1_000_000)
    with instance.client() as http:
        made = create(http)
        at = f"/v1/transcripts/{made['id']}/record/upload"

        answer = http.post(at, content=form(b"x" * 50_000 for _ in range(100)), headers=owner(made) | FORM)

        problem(answer, 429, "too_many_bytes")
        assert send(http, made, b"x" * 900_000).status_code == 200


def test_all_uploads_together_take_a_share_of_the_disk(serve: Serve) -> None:
    with serve(UPLOAD_DISK_SHARE=1e-9).client() as http:
        problem(send(http, create(http), b"x" * 1_000_000), 507, "no_space")


# -- how slowly ----------------------------------------------------------------------------------------------------


def test_a_byte_now_and_then_holds_no_slot(
    instance: Instance, http: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "STALL_SECONDS", 1.0)
    with begin(instance, create(http), b"x") as connection:
        until(lambda: instance.services.limits.uploads_under_way() == 1)
        began = monotonic()
        while instance.services.limits.uploads_under_way() and monotonic() - began < 20:
            connection.sendall(b"x" * 100)
            sleep(0.1)

        assert monotonic() - began < 5
        assert connection.recv(4096).startswith(b"HTTP/1.1 408")


def test_a_slow_but_steady_upload_arrives(
    instance: Instance, http: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "STALL_SECONDS", 0.5)
    made = create(http)

    def slowly() -> Iterator[bytes]:
        for _ in range(15):
            yield b"x" * 4000
            sleep(0.1)

    at = f"/v1/transcripts/{made['id']}/record/upload"
    assert http.post(at, content=form(slowly()), headers=owner(made) | FORM).status_code == 200


@pytest.mark.parametrize("what", ["POST /v1/transcripts", "PATCH /v1/transcripts/{id}", "POST /v1/webhooks/recordings"])
def test_short_bodies_come_in_time_too(
    instance: Instance, http: httpx.Client, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(bodies, "SHORT_SECONDS", 0.5)
    line = what.format(id=create(http)["id"])

    with raw(instance) as connection:
        head = f"{line} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
        connection.sendall(head.encode() + b'{"name": "')
        assert connection.recv(4096).startswith(b"HTTP/1.1 408")


def test_the_last_slots_are_for_clients_that_have_none(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_UPLOADS", 8)
    instance = serve(TRUSTED_PROXIES="127.0.0.1")
    with ExitStack() as stack:
        clients = [stack.enter_context(instance.client(headers=by(n))) for n in range(4)]
        for n in range(6):
            made = create(clients[n % 2])
            stack.enter_context(begin(instance, made, b"x", **by(n % 2)))
        until(lambda: instance.services.limits.uploads_under_way() == 6)

        problem(send(clients[0], create(clients[0]), b"x"), 503, "busy")
        assert send(clients[2], create(clients[2]), b"x").status_code == 200


# -- forms ---------------------------------------------------------------------------------------------------------


def test_a_form_of_many_parts_is_refused(http: httpx.Client) -> None:
    made = create(http)
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="x"\r\n\r\n\r\n'.encode()

    for path in (f"/v1/transcripts/{made['id']}/record/upload", "/v1/transcripts"):
        answer = http.post(path, content=part * 1000, headers=owner(made) | FORM)
        problem(answer, 400, "malformed_form")


def test_a_large_unknown_part_is_not_read_to_its_end(http: httpx.Client) -> None:
    made = create(http)
    at = f"/v1/transcripts/{made['id']}/record/upload"

    answer = http.post(at, content=form(iter([b"x" * 2_000_000]), "other"), headers=owner(made) | FORM)

    problem(answer, 413, "too_large")


@pytest.mark.parametrize("kind", ["audio/wav", "application/x-www-form-urlencoded", None])
def test_a_raw_body_is_answered_with_the_right_command(
    instance: Instance, http: httpx.Client, kind: str | None
) -> None:
    made = create(http)
    headers = owner(made) | ({"Content-Type": kind} if kind else {})

    new = http.post("/v1/transcripts", content=b"RIFF" * 100_000, headers=headers)
    chunk = http.post(f"/v1/transcripts/{made['id']}/record/upload", content=b"RIFF", headers=headers)

    assert (
        f"`curl -F file=@recording.mp3 {instance.url}/v1/transcripts`"
        in problem(new, 415, "unsupported_media_type")["detail"]
    )
    assert (
        f"`curl -F chunk=@recording.mp3 {instance.url}/v1/transcripts/{made['id']}/record/upload`"
        in problem(chunk, 415, "not_a_form")["detail"]
    )


# -- several processes ---------------------------------------------------------------------------------------------


def test_two_processes_count_requests_together_without_redis(instance: Instance, http: httpx.Client) -> None:
    settings = instance.settings.model_copy(update={"TRANSCRIPTS_PER_CLIENT_PER_HOUR": 3})
    one, two = (Limits(settings, instance.database) for _ in range(2))

    for each in (one, two, one):
        each.count(Action.TRANSCRIPTS, "somebody")

    with pytest.raises(Problem) as raised:
        two.count(Action.TRANSCRIPTS, "somebody")
    assert raised.value.status_code == 429
    two.count(Action.MEETINGS, "somebody")
    two.count(Action.TRANSCRIPTS, "somebody else")


def test_two_processes_count_uploads_under_way_together(serve: Serve) -> None:
    instance = serve(UPLOAD_MAX_CONCURRENT_PER_CLIENT=2)
    other = Limits(instance.settings, instance.database)
    mine = instance.services.limits

    with mine.uploading("somebody"), other.uploading("somebody"):
        with pytest.raises(Problem) as raised, other.uploading("somebody"):
            pass
        assert raised.value.code == "too_many_uploads"
        with other.uploading("somebody else"):
            pass
    with mine.uploading("somebody"), mine.uploading("somebody"):
        pass


def test_a_dead_process_frees_its_slots_and_expired_rows_are_deleted(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert usage.take(instance.database, "uploads", "somebody", most=1) is not None
    assert usage.take(instance.database, "uploads", "somebody", most=1) is None
    with instance.database.transaction() as session:
        session.execute(sa.update(Usage).values(until=utcnow()))

    assert usage.take(instance.database, "uploads", "somebody", most=1) is not None
    assert usage.forget_expired(instance.database) == 1


def test_erasing_gives_no_minutes_back_in_any_process(instance: Instance, http: httpx.Client, tmp_path: Path) -> None:
    made = create(http)
    assert send(http, made, b"x").status_code == 200
    instance.convert(made["id"], 240 * 60.0)
    http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made))

    problem(send(http, create(http), b"x"), 429, "too_much_audio")


def test_uploads_at_once_from_many_threads_take_no_more_than_the_slots(instance: Instance) -> None:
    taken: list[int] = []

    def take() -> None:
        if (place := usage.take(instance.database, "uploads", "somebody", most=3)) is not None:
            taken.append(place)

    threads = [Thread(target=take) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len(taken) == 3
