"""The same interface on PostgreSQL and S3."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from reflector.db.models import Artifact, Meeting, Transcript
from tests.integration.api.server import Instance, create, owner, problem, serving
from tests.integration.api.test_uploads import send
from tests.integration.api.tokens import KEY, bearer, pem
from tests.servers import S3Server

pytestmark = [pytest.mark.postgres, pytest.mark.s3]


@pytest.fixture(scope="module")
def instance(postgres_url: str, seaweedfs: S3Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """A public instance with users on PostgreSQL, with its finished recordings in a bucket."""
    options: dict[str, Any] = {
        "DATABASE_URL": postgres_url,
        "TRANSCRIPT_STORAGE_BACKEND": "aws",
        "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": f"{seaweedfs.make_bucket()}/talks",
        "TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL": seaweedfs.endpoint_url,
        "TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID": seaweedfs.access_key,
        "TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": seaweedfs.secret_key,
        "AUTH_BACKEND": "jwt",
        "AUTH_JWT_PUBLIC_KEY": pem(KEY),
        "RECORDING_WEBHOOK_SECRET": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "RECORDING_BUCKETS": "calls",
    }
    with serving(tmp_path_factory.mktemp("grown-up") / "data", **options) as running:
        yield running


def test_a_refusal_where_nothing_has_to_be_erased_is_noted(instance: Instance, http: httpx.Client) -> None:
    with instance.database.transaction() as session:
        session.add(meeting := Meeting(inventoried=True))

    answer = http.post(f"/v1/meetings/{meeting.id}/consent", json={"consent_given": False})

    assert answer.status_code == 201


def objects(instance: Instance, transcript_id: str) -> list[str]:
    return [found.key for found in instance.stores.default.list(transcript_id)]


def test_a_whole_life(instance: Instance, http: httpx.Client) -> None:
    made = create(http, name="Monday")
    at = f"/v1/transcripts/{made['id']}"
    assert [send(http, made, data, n, 2).json()["complete"] for n, data in enumerate((b"one", b"two"))] == [False, True]
    instance.finish(made["id"], mp3=bytes(range(256)) * 4000)
    assert objects(instance, made["id"]) == [f"{made['id']}/audio.mp3"]

    part = http.get(f"{at}/audio/mp3", headers={"Range": "bytes=256000-256009"})
    assert (part.status_code, part.content) == (206, bytes(range(10)))
    assert len(http.get(f"{at}/audio/mp3").content) == 1_024_000
    assert "Marmots" in http.get(f"{at}/text.txt").text
    assert http.patch(at, json={"expires_in_days": 1}, headers=owner(made)).status_code == 200
    assert http.delete(at, headers=owner(made)).json()["pending"] == 0

    assert objects(instance, made["id"]) == []
    problem(http.get(at), 410, "gone")
    with instance.database.snapshot() as session:
        assert session.get(Transcript, made["id"]) is None
        assert session.scalars(sa.select(Artifact.id).where(Artifact.key.contains(made["id"]))).all() == []


def test_the_clock_stops_reads_to_the_second(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"])

    instance.age(made["id"], days=6, hours=23, minutes=59)
    assert http.get(f"/v1/transcripts/{made['id']}").status_code == 200
    instance.age(made["id"], days=7, seconds=1)
    for path in ("", "/audio/mp3", "/text.txt"):
        problem(http.get(f"/v1/transcripts/{made['id']}{path}"), 410, "gone")


def test_claiming_and_paging(instance: Instance, http: httpx.Client) -> None:
    made = [create(http) for _ in range(3)]
    for one in made:
        assert http.post(f"/v1/transcripts/{one['id']}/claim", headers=owner(one) | bearer("zoe")).status_code == 200

    first = http.get("/v1/transcripts", params={"limit": 2}, headers=bearer("zoe")).json()
    rest = http.get("/v1/transcripts", params={"after": first["next"]}, headers=bearer("zoe")).json()

    assert [item["id"] for item in first["items"] + rest["items"]] == [one["id"] for one in reversed(made)]


def test_a_store_that_is_away_keeps_no_text_alive(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"])
    with instance.database.transaction() as session:
        session.execute(sa.update(Artifact).where(Artifact.kind == "mp3").values(bucket="no-such-bucket"))

    erased = http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made))

    assert erased.status_code == 200
    assert erased.json()["pending"] == 1
    problem(http.get(f"/v1/transcripts/{made['id']}"), 410, "gone")
    assert http.get("/v1/retention").json()["pending"] >= 1


def test_audio_in_a_bucket_that_is_away_is_503(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"])
    with instance.database.transaction() as session:
        session.execute(sa.update(Artifact).where(Artifact.kind == "mp3").values(bucket="no-such-bucket"))

    problem(http.get(f"/v1/transcripts/{made['id']}/audio/mp3"), 503, "bucket_missing")


def test_strings_that_a_database_cannot_keep_are_refused(http: httpx.Client) -> None:
    for body in ({"name": "a\0b"}, {"name": "x" * 256}):
        problem(http.post("/v1/transcripts", json=body), 422, "invalid_request")
    for path in ("/v1/transcripts/%00", "/v1/meetings/%00", "/v1/rooms/%00"):
        assert http.request("DELETE" if "rooms" in path else "GET", path, headers=bearer()).status_code == 404
    after = http.get("/v1/transcripts", params={"after": "\0"}, headers=bearer())
    problem(after, 422, "invalid_request")
