"""Recordings come in: whole, in chunks, broken off, too large, and from the existing client."""

import socket
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from reflector.api import bodies
from reflector.db.models import Artifact, Job, Transcript
from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance, create, owner, problem

BOUNDARY = "0123456789abcdef"


def send(http: httpx.Client, made: dict[str, Any], data: bytes, number: int = 0, total: int = 1) -> httpx.Response:
    return http.post(
        f"/v1/transcripts/{made['id']}/record/upload",
        params={"chunk_number": number, "total_chunks": total},
        files={"chunk": ("talk.wav", data, "audio/wav")},
        headers=owner(made),
    )


def kept(instance: Instance, made: dict[str, Any]) -> bytes:
    folder: Path = instance.settings.DATA_DIR / made["id"]
    return (folder / "upload.wav").read_bytes()


def form(data: Iterator[bytes], name: str = "chunk") -> Iterator[bytes]:
    """A form with one file, written by hand."""
    disposition = f'form-data; name="{name}"; filename="talk.wav"'
    yield f"--{BOUNDARY}\r\nContent-Disposition: {disposition}\r\n\r\n".encode()
    yield from data
    yield f"\r\n--{BOUNDARY}--\r\n".encode()


FORM = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def until(condition: Callable[[], bool]) -> None:
    deadline = monotonic() + 20
    while not condition():
        assert monotonic() < deadline, "it did not happen"
        sleep(0.02)


# -- as it should be ----------------------------------------------------------------------------------------------


def test_a_recording_arrives_byte_for_byte_and_wakes_a_worker(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    sound = bytes(range(256)) * 20_000

    answer = send(http, made, sound)

    assert answer.json() == {"status": "ok", "chunks_received": 1, "total_chunks": 1, "complete": True}
    assert kept(instance, made) == sound
    assert instance.woken == [made["id"]]
    assert http.get(f"/v1/transcripts/{made['id']}").json()["status"] == "uploaded"


def test_chunks_come_one_after_another(instance: Instance, http: httpx.Client) -> None:
    made = create(http)

    first, second, third = (send(http, made, data, n, 3) for n, data in enumerate((b"RIFF", b"x" * 70_000, b"end")))

    assert [a.json()["complete"] for a in (first, second, third)] == [False, False, True]
    assert kept(instance, made) == b"RIFF" + b"x" * 70_000 + b"end"
    assert instance.woken == [made["id"]]


def test_chunks_out_of_order_are_refused_with_the_expected_number(http: httpx.Client) -> None:
    made = create(http)
    send(http, made, b"one", 0, 3)

    document = problem(send(http, made, b"three", 2, 3), 409, "wrong_chunk")

    assert document["next_chunk"] == 1
    assert document["total_chunks"] == 3
    assert send(http, made, b"two", 1, 3).status_code == 200


def test_a_second_recording_is_refused(http: httpx.Client) -> None:
    made = create(http)
    send(http, made, b"one")

    problem(send(http, made, b"two"), 409, "not_receiving")


def test_transcript_and_recording_in_one_request(instance: Instance, http: httpx.Client) -> None:
    fields = {"name": "Monday", "source_language": "en", "expires_in_days": "2", "unknown": "field"}

    answer = http.post("/v1/transcripts", data=fields, files={"file": ("talk.wav", b"RIFF" * 100_000)})

    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert answer.headers["location"] == made["links"]["self"]
    assert (made["name"], made["status"]) == ("Monday", "uploaded")
    assert kept(instance, made) == b"RIFF" * 100_000
    assert instance.woken == [made["id"]]


def test_a_body_without_a_length_is_taken_too(instance: Instance, http: httpx.Client) -> None:
    made = create(http)

    answer = http.post(
        f"/v1/transcripts/{made['id']}/record/upload",
        content=form(b"y" * 1000 for _ in range(500)),
        headers=owner(made) | FORM,
    )

    assert answer.status_code == 200, answer.text
    assert kept(instance, made) == b"y" * 500_000


def test_boundaries_that_arrive_byte_by_byte_are_understood(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    sound = b"\r\n--0123456789abcde\r\n--" * 30
    whole = b"".join(form(iter([sound])))

    answer = http.post(
        f"/v1/transcripts/{made['id']}/record/upload",
        content=(whole[i : i + 1] for i in range(len(whole))),
        headers=owner(made) | FORM,
    )

    assert answer.status_code == 200, answer.text
    assert kept(instance, made) == sound


# -- refused ------------------------------------------------------------------------------------------------------


def test_only_the_owner_may_upload(http: httpx.Client) -> None:
    made, other = create(http), create(http)
    at, files = f"/v1/transcripts/{made['id']}/record/upload", {"chunk": ("a.wav", b"x")}

    problem(http.post(at, files=files), 401, "not_signed_in")
    problem(http.post(at, files=files, headers=owner(other)), 403, "not_owner")


def test_too_large_is_413_by_its_length_and_by_its_bytes(serve: Serve) -> None:
    instance = serve(UPLOAD_MAX_BYTES=1000)
    with instance.client() as http:
        made = create(http)
        at, headers = f"/v1/transcripts/{made['id']}/record/upload", owner(made) | FORM

        by_length = http.post(at, content=b"".join(form(iter([b"x" * 400_000]))), headers=headers)
        by_bytes = http.post(at, content=form(iter([b"x" * 2000])), headers=headers)

        problem(by_length, 413, "too_large")
        problem(by_bytes, 413, "too_large")
        assert send(http, made, b"x" * 1000).status_code == 200, "a fitting one may follow"


def test_a_transcript_whose_recording_is_refused_does_not_stay(serve: Serve) -> None:
    instance = serve(UPLOAD_MAX_BYTES=1000)
    with instance.client() as http:
        problem(http.post("/v1/transcripts", files={"file": ("a.wav", b"x" * 5000)}), 413, "too_large")

    with instance.database.snapshot() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Transcript)) == 0
        assert not session.scalars(sa.select(Artifact).where(Artifact.doomed_at.is_(None))).all()
    assert not [p for p in instance.settings.DATA_DIR.rglob("*") if p.name.startswith("upload")]


@pytest.mark.parametrize("path", ["/v1/transcripts/{id}/record/upload", "/v1/transcripts"])
def test_a_body_that_is_no_form_is_415(http: httpx.Client, path: str) -> None:
    made = create(http)
    at = path.format(id=made["id"])

    for kind in ("audio/wav", "text/plain"):
        answer = http.post(at, content=b"RIFF", headers=owner(made) | {"Content-Type": kind})
        assert answer.status_code == 415
        assert "multipart/form-data" in answer.headers["accept-post"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "malformed_form"),
        (b"no form at all", 400, "malformed_form"),
        (b"".join(form(iter([b"half"])))[:-20], 400, "malformed_form"),
        (b"--" + BOUNDARY.encode() + b"\r\nX: y\r\n\r\nz\r\n--" + BOUNDARY.encode() + b"--\r\n", 400, "malformed_form"),
        (b"--" + BOUNDARY.encode() + b"--\r\n", 422, "invalid_request"),
        (b"".join(form(iter([b"x"]), name="other")), 422, "invalid_request"),
    ],
)
def test_a_broken_form_is_refused(http: httpx.Client, body: bytes, status: int, code: str) -> None:
    made = create(http)

    answer = http.post(f"/v1/transcripts/{made['id']}/record/upload", content=body, headers=owner(made) | FORM)

    problem(answer, status, code)
    assert send(http, made, b"fine").status_code == 200, "it can be sent again"


def test_bad_fields_of_a_form_are_refused(http: httpx.Client) -> None:
    file = {"file": ("a.wav", b"x")}

    for fields in ({"source_language": "not a language"}, {"expires_in_days": "x"}, {"name": "x" * 300}):
        problem(http.post("/v1/transcripts", data=fields, files=file), 422, "invalid_request")
    problem(http.post("/v1/transcripts", data={"name": "x" * 70_000}, files=file), 413, "too_large")
    problem(http.post("/v1/transcripts", data={"name": "no file"}, files={"z": ("", b"")}), 422, "invalid_request")


def test_fields_may_follow_the_file(instance: Instance, http: httpx.Client) -> None:
    fields = {"expires_in_days": "1", "name": "Monday", "source_language": "en", "diarization": "true"}
    late: list[tuple[str, Any]] = [
        ("file", ("a.wav", b"x" * 100_000)),
        *((name, (None, value)) for name, value in fields.items()),
    ]

    answer = http.post("/v1/transcripts", files=late)

    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["name"], made["source_language"], made["status"]) == ("Monday", "en", "uploaded")
    left = datetime.fromisoformat(made["expires_at"]) - datetime.fromisoformat(made["created_at"])
    assert left == pytest.approx(timedelta(days=1), abs=timedelta(seconds=5))
    assert instance.woken == [made["id"]]
    with instance.database.snapshot() as session:
        assert session.get_one(Job, made["id"]).diarization is True


@pytest.mark.parametrize(
    ("field", "value"), [("expires_in_days", "x"), ("share_mode", "private"), ("source_language", "not one")]
)
def test_a_bad_field_after_the_file_is_refused_and_nothing_stays(
    instance: Instance, http: httpx.Client, field: str, value: str
) -> None:
    late: list[tuple[str, Any]] = [("file", ("a.wav", b"x" * 100_000)), ("name", (None, "")), (field, (None, value))]

    document = problem(http.post("/v1/transcripts", files=late), 422, "invalid_request")

    assert document["errors"][0]["where"] == f"body.{field}"
    nothing_stays(instance)


def test_a_second_file_is_refused_and_nothing_stays(instance: Instance, http: httpx.Client) -> None:
    twice: list[tuple[str, Any]] = [("file", ("a.wav", b"x" * 100_000)), ("file", (None, "again"))]

    document = problem(http.post("/v1/transcripts", files=twice), 422, "invalid_request")

    assert document["errors"][0]["where"] == "body.file"
    nothing_stays(instance)


def nothing_stays(instance: Instance) -> None:
    assert instance.woken == []
    with instance.database.snapshot() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Transcript)) == 0
    assert not [p for p in instance.settings.DATA_DIR.rglob("*") if p.name.startswith("upload")]


def test_empty_and_unknown_fields_may_follow_the_file(http: httpx.Client) -> None:
    parts: list[tuple[str, Any]] = [("file", ("a.wav", b"x")), ("name", (None, "")), ("submit", (None, "Transcribe"))]

    assert http.post("/v1/transcripts", files=parts).status_code == 201


def test_a_full_disk_is_507(serve: Serve) -> None:
    instance = serve(DISK_FREE_MIN_BYTES=2**60)
    with instance.client() as http:
        made = create(http)

        problem(send(http, made, b"x"), 507, "no_space")
        problem(http.post("/v1/transcripts", files={"file": ("a.wav", b"x")}), 507, "no_space")


# -- broken off ---------------------------------------------------------------------------------------------------


def raw(instance: Instance) -> socket.socket:
    host, port = instance.url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=20)


def begin(instance: Instance, made: dict[str, Any], data: bytes, **headers: str) -> socket.socket:
    """An upload of which only a part comes."""
    connection = raw(instance)
    more = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = (
        f"POST /v1/transcripts/{made['id']}/record/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n"
        f"X-Owner-Token: {made['owner_token']}\r\nContent-Type: {FORM['Content-Type']}\r\n{more}\r\n"
    )
    disposition = 'Content-Disposition: form-data; name="chunk"; filename="a.wav"'
    connection.sendall(head.encode() + f"--{BOUNDARY}\r\n{disposition}\r\n\r\n".encode() + data)
    return connection


def test_an_upload_that_breaks_off_can_be_sent_again(instance: Instance, http: httpx.Client) -> None:
    made = create(http)

    connection = begin(instance, made, b"x" * 5000)
    connection.close()

    until(lambda: send(http, made, b"whole").status_code == 200)
    assert kept(instance, made) == b"whole"


def test_an_upload_that_stalls_is_given_up(
    instance: Instance, http: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "STALL_SECONDS", 0.3)
    made = create(http)

    with begin(instance, made, b"x") as connection:
        answer = connection.recv(65536).decode()
        while not answer.endswith("}"):
            answer += connection.recv(65536).decode()

    assert answer.startswith("HTTP/1.1 408")
    assert '"upload_stalled"' in answer


def test_slow_uploads_do_not_block_readers(serve: Serve) -> None:
    instance = serve(UPLOAD_MAX_CONCURRENT_PER_CLIENT=45, UPLOADS_UNFINISHED_PER_CLIENT=45)
    with instance.client() as http:
        slow = [begin(instance, create(http), b"x") for _ in range(45)]
        try:
            until(lambda: instance.services.limits.uploads_under_way() == 45)
            assert http.get("/v1/retention").status_code == 200
        finally:
            for connection in slow:
                connection.close()
        until(lambda: instance.services.limits.uploads_under_way() == 0)


def test_erasing_during_an_upload_leaves_nothing(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    pieces = [b"x" * 100_000] * 5
    done: list[httpx.Response] = []
    erased = Event()

    def slowly() -> Iterator[bytes]:
        for piece in pieces:
            yield piece
            until(lambda: (instance.settings.DATA_DIR / made["id"]).exists() or erased.is_set())
            if not erased.is_set():
                http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made))
                erased.set()

    def upload() -> None:
        with instance.client() as other:
            done.append(
                other.post(
                    f"/v1/transcripts/{made['id']}/record/upload",
                    content=form(slowly()),
                    headers=owner(made) | FORM,
                )
            )

    thread = Thread(target=upload)
    thread.start()
    thread.join(30)

    problem(done[0], 410, "gone")
    assert not (instance.settings.DATA_DIR / made["id"]).exists()


def test_a_stopping_server_does_not_wait_for_a_slow_upload(serve: Serve) -> None:
    instance = serve()
    with instance.client() as http:
        connection = begin(instance, create(http), b"x")
    until(lambda: instance.services.limits.uploads_under_way() == 1)

    instance.stop()
    stopped_at = monotonic()
    until(lambda: not instance.running())

    assert monotonic() - stopped_at < 15
    connection.close()


# -- memory and temporary files -----------------------------------------------------------------------------------


def test_nothing_is_spooled_to_a_temporary_file(
    instance: Instance, http: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    made = create(http)

    assert send(http, made, b"x" * 5_000_000).status_code == 200

    files = {path.relative_to(instance.settings.DATA_DIR) for path in instance.settings.DATA_DIR.rglob("*")}
    assert Path(made["id"], "upload.wav") in files
    assert not [path for path in files if path.name.startswith(".tmp-")]
