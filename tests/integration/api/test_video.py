"""A kept video is read in ranges by everybody who may read its transcript, and its owner can erase it alone."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa

from reflector.db.models import Artifact, MeetingConsent, Transcript, utcnow
from reflector.db.states import ArtifactKind
from reflector.retention.drain import Drain
from reflector.testing.factories import a_meeting
from reflector.transcription.runner import Runner
from tests.faults import traces
from tests.instances import s3
from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance, owner, problem
from tests.servers import S3Server
from tests.videos import a_video

MARK = "PORCUPINE"


@pytest.fixture(params=["disk", pytest.param("s3", marks=pytest.mark.s3)])
def instance(request: pytest.FixtureRequest, serve: Serve) -> Instance:
    """A public instance with each store, and the smallest speech model."""
    settings: dict[str, Any] = {"WHISPER_MODEL": "tiny.en"}
    if request.param == "s3":
        server: S3Server = request.getfixturevalue("seaweedfs")
        bucket = f"{request.getfixturevalue('buckets')[0]}/{uuid4().hex}"
        settings |= {"TRANSCRIPT_STORAGE_BACKEND": "aws", "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": bucket, **s3(server)}
    return serve(**settings)


def bring(http: httpx.Client, data: bytes, file_name: str = "talk.mp4", **fields: str) -> dict[str, Any]:
    answer = http.post("/v1/transcripts", data={"keep_video": "true", **fields}, files={"file": (file_name, data)})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def work(instance: Instance) -> None:
    """Do a worker's work on the next recording."""
    assert Runner(instance.here, Drain(instance.here).only).run_next()


def where_it_is(made: dict[str, Any]) -> str:
    return f"/v1/transcripts/{made['id']}/video"


def test_a_video_is_read_whole_and_in_ranges_with_safe_headers(instance: Instance, http: httpx.Client) -> None:
    data = a_video()
    made = bring(http, data, "Über marmots.MP4", name="Über marmots")
    assert made["video"] == {"state": "waiting", "reason": None, "media_type": None}
    problem(http.get(where_it_is(made)), 404, "no_video")

    work(instance)
    whole, part = (http.get(where_it_is(made), headers=h) for h in ({}, {"Range": "bytes=100-199"}))
    head = http.head(where_it_is(made))

    shown = http.get(f"/v1/transcripts/{made['id']}").json()
    assert shown["video"] == {"state": "kept", "reason": None, "media_type": "video/mp4"}
    assert shown["links"]["video"].endswith(where_it_is(made))
    assert (whole.status_code, whole.content, whole.headers["content-type"]) == (200, data, "video/mp4")
    assert (part.status_code, part.content) == (206, data[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(data)}"
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(data)))
    problem(http.get(where_it_is(made), headers={"Range": "bytes=99999999-"}), 416, "range_not_satisfiable")
    for answer in (whole, part, head):
        assert "no-store" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["content-disposition"].startswith('inline; filename="Uber marmots 20')
        assert made["id"] not in answer.headers["content-disposition"]


def test_fields_after_the_file_count_too(instance: Instance, http: httpx.Client) -> None:
    boundary = "b0undary"
    file = b'--b0undary\r\nContent-Disposition: form-data; name="file"; filename="a.webm"\r\n\r\n' + a_video(
        "webm", "libvpx", "libopus"
    )
    field = b'\r\n--b0undary\r\nContent-Disposition: form-data; name="keep_video"\r\n\r\ntrue\r\n--b0undary--\r\n'
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    made = http.post("/v1/transcripts", content=file + field, headers=kind).json()

    work(instance)

    answer = http.get(where_it_is(made))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "video/webm")


def test_the_owner_erases_the_video_and_keeps_the_rest(instance: Instance, http: httpx.Client) -> None:
    made = bring(http, a_video(says=MARK))
    work(instance)
    problem(http.delete(where_it_is(made)), 401, "not_signed_in")
    problem(http.delete(where_it_is(made), headers={"X-Owner-Token": "x" * 43}), 403, "not_owner")
    assert list(traces.in_store(instance.stores.default, [MARK])) != []

    answers = [http.delete(where_it_is(made), headers=owner(made)).json() for _ in range(2)]

    assert answers == [{"status": "ok", "pending": 0, "durable": True}] * 2
    problem(http.get(where_it_is(made)), 404, "no_video")
    assert http.get(f"/v1/transcripts/{made['id']}").json()["video"]["state"] == "erased"
    assert http.get(f"/v1/transcripts/{made['id']}/audio/mp3").status_code == 200
    for store in (instance.stores.local, instance.stores.default):
        assert list(traces.in_store(store, [MARK])) == []


def test_an_erased_or_expired_transcript_answers_410_for_its_video(instance: Instance, http: httpx.Client) -> None:
    erased, expired = (bring(http, a_video(says=MARK)) for _ in range(2))
    for _ in range(2):
        work(instance)
    http.delete(f"/v1/transcripts/{erased['id']}", headers=owner(erased))
    instance.age(expired["id"], days=8)

    for made in (erased, expired):
        problem(http.get(where_it_is(made)), 410, "gone")
        problem(http.delete(where_it_is(made), headers=owner(made)), 410, "gone")


def test_a_refusal_withholds_the_video_as_it_does_the_sound(instance: Instance, http: httpx.Client) -> None:
    made = bring(http, a_video())
    work(instance)
    meeting = a_meeting()
    with instance.database.transaction() as session:
        session.add(meeting)
        session.flush()
        session.add(MeetingConsent(meeting_id=meeting.id, consent_given=False, consent_timestamp=utcnow()))
        session.execute(sa.update(Transcript).values(meeting_id=meeting.id))

    problem(http.get(where_it_is(made)), 403, "audio_withheld")


def test_an_answer_says_why_a_video_is_not_kept(instance: Instance, http: httpx.Client) -> None:
    made = bring(http, a_video("mp4", "mpeg4"))
    work(instance)

    shown = http.get(f"/v1/transcripts/{made['id']}").json()["video"]
    assert (shown["state"], shown["reason"]["code"]) == ("not_kept", "video_not_playable")
    assert shown["reason"]["detail"].endswith(".")
    problem(http.get(where_it_is(made)), 404, "no_video")


def test_a_transcript_for_which_nobody_asked_has_no_video(instance: Instance, http: httpx.Client) -> None:
    made = bring(http, a_video(), keep_video="false")
    work(instance)

    assert http.get(f"/v1/transcripts/{made['id']}").json()["video"] is None
    with instance.database.snapshot() as session:
        assert ArtifactKind.VIDEO not in set(session.scalars(sa.select(Artifact.kind)))


def test_the_archive_has_the_sound_and_not_the_video(instance: Instance, http: httpx.Client) -> None:
    data = a_video()
    made = bring(http, data)
    work(instance)

    archive = http.get(f"/v1/transcripts/{made['id']}/text.zip").content

    assert b".mp3" in archive
    assert data not in archive


def test_a_lost_video_is_not_there(instance: Instance, http: httpx.Client) -> None:
    made = bring(http, a_video())
    work(instance)
    with instance.database.snapshot() as session:
        (key,) = session.scalars(sa.select(Artifact.key).where(Artifact.kind == "video"))
    instance.stores.default.erase_many([key])

    problem(http.get(where_it_is(made)), 404, "no_video")
