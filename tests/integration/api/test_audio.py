"""The audio goes out: whole, in ranges, as a waveform."""

from time import sleep

import httpx
import pytest
import sqlalchemy as sa

from reflector.db.models import Artifact, utcnow
from tests.integration.api.server import Instance, create, owner, problem

SOUND = bytes(range(256)) * 4000


@pytest.fixture
def at(instance: Instance, http: httpx.Client) -> str:
    """The path of a finished transcript."""
    made = create(http)
    instance.finish(made["id"], mp3=SOUND)
    return f"/v1/transcripts/{made['id']}"


def test_the_whole(http: httpx.Client, at: str) -> None:
    answer = http.get(f"{at}/audio/mp3")

    assert answer.status_code == 200
    assert answer.content == SOUND
    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["etag"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=500000-", 500_000, len(SOUND) - 1),
        ("bytes=-1000", len(SOUND) - 1000, len(SOUND) - 1),
        (f"bytes={len(SOUND) - 1}-", len(SOUND) - 1, len(SOUND) - 1),
        ("bytes=100-99999999999", 100, len(SOUND) - 1),
        ("bytes=-99999999999", 0, len(SOUND) - 1),
    ],
)
def test_a_range(http: httpx.Client, at: str, asked: str, start: int, end: int) -> None:
    answer = http.get(f"{at}/audio/mp3", headers={"Range": asked})

    assert answer.status_code == 206
    assert answer.headers["content-range"] == f"bytes {start}-{end}/{len(SOUND)}"
    assert answer.content == SOUND[start : end + 1]


@pytest.mark.parametrize("asked", [f"bytes={len(SOUND)}-", "bytes=99999999999-", "bytes=-0"])
def test_a_range_outside_is_416(http: httpx.Client, at: str, asked: str) -> None:
    answer = http.get(f"{at}/audio/mp3", headers={"Range": asked})

    problem(answer, 416, "range_not_satisfiable")
    assert answer.headers["content-range"] == f"bytes */{len(SOUND)}"


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=-", "bytes=0-1,5-9", "seconds=0-1", "x", "bytes=a-b", "bytes=²-"]
)
def test_a_range_that_is_not_plain_is_answered_with_the_whole(http: httpx.Client, at: str, asked: str) -> None:
    answer = http.get(f"{at}/audio/mp3", headers=[(b"Range", asked.encode())])

    assert answer.status_code == 200
    assert len(answer.content) == len(SOUND)


def test_head_has_the_length(http: httpx.Client, at: str) -> None:
    whole, part = (http.head(f"{at}/audio/mp3", headers=h) for h in ({}, {"Range": "bytes=0-9"}))

    assert (whole.status_code, whole.headers["content-length"]) == (200, str(len(SOUND)))
    assert (part.status_code, part.headers["content-length"]) == (206, "10")
    assert whole.content == part.content == b""


def test_if_range_guards_against_a_changed_file(http: httpx.Client, at: str) -> None:
    etag = http.head(f"{at}/audio/mp3").headers["etag"]

    same, other = (
        http.get(f"{at}/audio/mp3", headers={"Range": "bytes=0-9", "If-Range": tag}) for tag in (etag, '"other"')
    )

    assert (same.status_code, other.status_code) == (206, 200)


def test_the_waveform(http: httpx.Client, at: str) -> None:
    answer = http.get(f"{at}/audio/waveform")

    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {"data": [0, 1]}


def test_before_it_is_there_and_when_it_is_lost_there_is_none(instance: Instance, http: httpx.Client, at: str) -> None:
    young = create(http)
    problem(http.get(f"/v1/transcripts/{young['id']}/audio/mp3"), 404, "no_audio")

    instance.stores.local.erase_many([f"{at.rsplit('/', 1)[1]}/audio.mp3"])
    problem(http.get(f"{at}/audio/mp3"), 404, "no_audio")


def test_an_unfinished_file_is_not_shown(instance: Instance, http: httpx.Client, at: str) -> None:
    with instance.database.transaction() as session:
        session.execute(sa.update(Artifact).where(Artifact.kind == "mp3").values(writable_until=utcnow()))

    problem(http.get(f"{at}/audio/mp3"), 404, "no_audio")


def test_a_reader_who_goes_away_leaves_nothing_open(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"], mp3=b"\xff" * 30_000_000)

    for _ in range(5):
        with http.stream("GET", f"/v1/transcripts/{made['id']}/audio/mp3") as answer:
            next(answer.iter_raw(1024))

    assert http.get("/v1/retention").status_code == 200  # an unclosed file fails the test as a ResourceWarning


def test_a_download_under_way_stops_when_the_transcript_is_erased(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"], mp3=b"\xff" * 60_000_000)
    # A store may go on giving the bytes of an object that was deleted, as S3 does: keep them readable here too.
    path = instance.settings.DATA_DIR / made["id"] / "audio.mp3"

    with http.stream("GET", f"/v1/transcripts/{made['id']}/audio/mp3") as answer:
        pieces = answer.iter_raw(65536)
        next(pieces)
        path.rename(path.with_name("still-open"))
        assert http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made)).status_code == 200
        sleep(1.2)  # longer than it may take to notice
        with pytest.raises(httpx.RemoteProtocolError):
            b"".join(pieces)


def test_audio_comes_through_us_and_never_by_a_link_of_its_own(http: httpx.Client, at: str) -> None:
    answer = http.get(f"{at}/audio/mp3", follow_redirects=False)

    assert answer.status_code == 200
    assert "location" not in answer.headers
