"""Whose meeting is it? Every combination of who began, who refused, and how the recording was announced.

A user owns the shared room "team". A guest is anybody else. A recording is made, transcribed, and belongs to the user.
"""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from reflector.db.models import Artifact, Meeting, Recording, Room, Transcript, utcnow
from reflector.db.states import ArtifactKind, Stage, Status
from reflector.inventory import Place
from reflector.meetings import consent, rooms
from reflector.retention.run import run
from reflector.transcription.context import StageContext
from reflector.transcription.jobs import lease_next
from tests.announcements import SECRET, announce
from tests.integration.api.server import Instance, problem, serving
from tests.integration.api.tokens import KEY, bearer, pem
from tests.keep import keep

BUCKET = "calls"
GUEST: dict[str, str] = {}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def instance(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> Iterator[Instance]:
    """A public instance with users, on both databases."""
    settings: dict[str, Any] = {
        "AUTH_BACKEND": "jwt",
        "AUTH_JWT_PUBLIC_KEY": pem(KEY),
        "RECORDING_WEBHOOK_SECRET": SECRET,
        "RECORDING_BUCKETS": BUCKET,
        "TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL": "http://127.0.0.1:1",
    }
    template: Path | None = migrated_sqlite
    if request.param == "postgres":
        settings["DATABASE_URL"], template = request.getfixturevalue("postgres_url"), None
    with serving(tmp_path / "data", template, **settings) as running:
        with running.database.transaction() as session:
            for model in (Artifact, Transcript, Recording, Meeting, Room):
                session.execute(sa.delete(model))
        yield running


@pytest.fixture
def http(instance: Instance) -> Iterator[httpx.Client]:
    with instance.client() as client:
        client.post("/v1/rooms", json={"name": "team", "is_shared": True}, headers=bearer("owner"))
        yield client


def begin(http: httpx.Client, who: dict[str, str], room: str = "team") -> dict[str, Any]:
    answer = http.post(f"/v1/rooms/{room}/meetings", headers=who)
    assert answer.status_code == 201, answer.text
    meeting: dict[str, Any] = answer.json()
    return meeting


def refuse(http: httpx.Client, meeting: dict[str, Any], who: dict[str, str] = GUEST) -> None:
    answer = http.post(f"/v1/meetings/{meeting['id']}/consent", json={"consent_given": False}, headers=who)
    assert answer.status_code == 201, answer.text


def record(instance: Instance, http: httpx.Client, **how: object) -> str:
    """Announce a recording and transcribe it as the worker does. Returns the transcript's id."""
    answer = announce(http, {"bucket": BUCKET, "object_key": "talk.mp4"} | how)
    assert answer.status_code == 202, answer.text
    transcript_id: str = answer.json()["transcript_id"]
    mp3 = Place(ArtifactKind.MP3, "local", "", f"{transcript_id}/audio.mp3")
    keep(instance.services.instance, transcript_id, mp3, io.BytesIO(b"ID3 and sound"))
    job = lease_next(instance.database)
    assert job is not None
    stage = StageContext(instance.services.instance, job, lambda _: None)
    with stage.commit() as tx:
        tx.write(status=Status.ENDED)
        tx.apply_refusals()
        tx.advance(Stage.DONE)
    return transcript_id


def audio(instance: Instance, http: httpx.Client, transcript_id: str) -> str:
    """The state of the audio: kept, withheld or erased. The object in the cloud store must have the same state."""
    answer = http.get(f"/v1/transcripts/{transcript_id}/audio/mp3", headers=bearer("owner"))
    shown = http.get(f"/v1/transcripts/{transcript_id}", headers=bearer("owner")).json()
    with instance.database.snapshot() as session:
        is_living = Artifact.recording_id.is_not(None)
        objects = set(session.scalars(sa.select(Artifact.key).where(is_living)))
    if answer.status_code == 200:
        assert (shown["audio_available"], shown["audio_withheld"], objects) == (True, False, {"talk.mp4"})
        return "kept"
    if answer.json()["code"] == "audio_withheld":
        assert (shown["audio_available"], shown["audio_withheld"], objects) == (False, True, {"talk.mp4"})
        return "withheld"
    problem(answer, 404, "audio_deleted")
    assert (shown["audio_available"], shown["audio_deleted"], objects) == (False, True, set())
    return "erased"


# -- one running meeting for each room --------------------------------------------------------------------------------


def test_a_second_begin_returns_the_running_meeting(http: httpx.Client) -> None:
    first = begin(http, bearer("owner"))

    assert begin(http, GUEST)["id"] == begin(http, bearer("bob"))["id"] == begin(http, bearer("owner"))["id"]
    assert begin(http, GUEST)["id"] == first["id"]
    http.post(f"/v1/meetings/{first['id']}/end", headers=bearer("owner"))
    assert begin(http, GUEST)["id"] != first["id"]


def test_a_meeting_without_an_end_is_over_after_twelve_hours(instance: Instance, http: httpx.Client) -> None:
    first = begin(http, bearer("owner"))
    with instance.database.transaction() as session:
        session.execute(sa.update(Meeting).values(start_date=utcnow() - timedelta(hours=12, seconds=1)))

    assert begin(http, bearer("owner"))["id"] != first["id"]


# -- who began, who refused, how it was announced ---------------------------------------------------------------------


@pytest.mark.parametrize("by", ["room_name", "meeting_id"])
@pytest.mark.parametrize("refuser", ["guest", "signed-in", "owner", "nobody"])
@pytest.mark.parametrize("when", ["before the text", "after the text"])
@pytest.mark.parametrize(
    ("beginners", "effect"),
    [
        (["owner"], "erased"),
        (["owner", "guest"], "erased"),
        (["guest"], "withheld"),
        (["guest", "owner"], "erased"),
    ],
    ids=["the owner", "the owner, then a guest", "a guest", "a guest, then the owner"],
)
def test_a_refusal_erases_only_in_the_owners_meeting(
    instance: Instance, http: httpx.Client, beginners: list[str], effect: str, when: str, refuser: str, by: str
) -> None:
    who = {"guest": GUEST, "owner": bearer("owner"), "signed-in": bearer("bob")}
    meetings = [begin(http, who[each]) for each in beginners]
    assert len({meeting["id"] for meeting in meetings}) == 1
    meeting = meetings[0]
    named = {"room_name": "team"} if by == "room_name" else {"meeting_id": meeting["id"]}

    if when == "before the text" and refuser != "nobody":
        refuse(http, meeting, who[refuser])
    transcript_id = record(instance, http, **named)
    if when == "after the text" and refuser != "nobody":
        refuse(http, meeting, who[refuser])

    assert audio(instance, http, transcript_id) == ("kept" if refuser == "nobody" else effect)


def test_a_refusal_from_before_the_owner_came_only_withholds(instance: Instance, http: httpx.Client) -> None:
    meeting = begin(http, GUEST)
    refuse(http, meeting)
    begin(http, bearer("owner"))

    assert audio(instance, http, record(instance, http, room_name="team")) == "withheld"


@pytest.mark.parametrize("when", ["before the text", "after the text"])
def test_a_stranger_who_begins_after_the_owner_erases_nothing(
    instance: Instance, http: httpx.Client, when: str
) -> None:
    real = begin(http, bearer("owner"))
    http.post(f"/v1/meetings/{real['id']}/end", headers=bearer("owner"))
    strangers = begin(http, GUEST)
    if when == "before the text":
        refuse(http, strangers)
    transcript_id = record(instance, http, room_name="team")
    if when == "after the text":
        refuse(http, strangers)

    assert audio(instance, http, transcript_id) == "withheld"
    with instance.database.snapshot() as session:
        assert session.scalars(sa.select(Recording.meeting_id)).all() == [None], "two meetings fit, so none is matched"


@pytest.mark.parametrize("when", ["before the text", "after the text"])
def test_a_second_meeting_does_not_void_a_refusal(instance: Instance, http: httpx.Client, when: str) -> None:
    real = begin(http, bearer("owner"))
    if when == "before the text":
        refuse(http, real)
    http.post(f"/v1/meetings/{real['id']}/end", headers=bearer("owner"))
    begin(http, GUEST)
    transcript_id = record(instance, http, room_name="team")
    if when == "after the text":
        refuse(http, real)

    assert audio(instance, http, transcript_id) == "erased"


def test_anonymous_audio_is_erased_in_every_meeting(instance: Instance, http: httpx.Client) -> None:
    rooms.create_room(instance.database, "square", user_id=None)
    refuse(http, begin(http, GUEST, "square"))

    transcript_id = record(instance, http, room_name="square")

    problem(http.get(f"/v1/transcripts/{transcript_id}/audio/mp3"), 404, "audio_deleted")


def test_a_refusal_withholds_a_users_audio_of_a_guests_meeting(instance: Instance, http: httpx.Client) -> None:
    rooms.create_room(instance.database, "square", user_id=None)
    meeting = begin(http, GUEST, "square")
    transcript_id = record(instance, http, room_name="square")
    instance.set(transcript_id, user_id="owner")

    refuse(http, meeting)

    assert audio(instance, http, transcript_id) == "withheld"
    answer = http.post(f"/v1/meetings/{meeting['id']}/audio", json={"keep": True}, headers=bearer("owner"))
    assert answer.status_code == 200, answer.text
    assert audio(instance, http, transcript_id) == "kept"


# -- the owner decides ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("keep_it", "fate"), [(True, "kept"), (False, "erased")])
def test_the_owner_decides_about_withheld_audio(
    instance: Instance, http: httpx.Client, keep_it: bool, fate: str
) -> None:
    meeting = begin(http, GUEST)
    transcript_id = record(instance, http, room_name="team")
    refuse(http, meeting)
    at = f"/v1/meetings/{meeting['id']}"
    assert http.get(at).json()["audio_withheld"] is True

    problem(http.post(f"{at}/audio", json={"keep": True}), 401, "not_signed_in")
    problem(http.post(f"{at}/audio", json={"keep": True}, headers=bearer("bob")), 403, "not_owner")
    decided = http.post(f"{at}/audio", json={"keep": keep_it}, headers=bearer("owner"))

    assert decided.json()["audio_withheld"] is False
    assert audio(instance, http, transcript_id) == fate
    if keep_it:  # a later refusal has to be decided about again
        refuse(http, meeting)
        assert audio(instance, http, transcript_id) == "withheld"


def test_the_owner_cannot_dismiss_a_refusal_in_their_own_meeting(instance: Instance, http: httpx.Client) -> None:
    meeting = begin(http, bearer("owner"))
    refuse(http, meeting)

    http.post(f"/v1/meetings/{meeting['id']}/audio", json={"keep": True}, headers=bearer("owner"))

    assert audio(instance, http, record(instance, http, room_name="team")) == "erased"


# -- meetings go ------------------------------------------------------------------------------------------------------


def test_the_owner_removes_a_meeting_that_a_guest_began(instance: Instance, http: httpx.Client) -> None:
    meeting = begin(http, GUEST)
    at = f"/v1/meetings/{meeting['id']}"

    problem(http.delete(at), 401, "not_signed_in")
    problem(http.delete(at, headers=bearer("bob")), 403, "not_owner")
    assert http.delete(at, headers=bearer("owner")).status_code == 204

    assert problem(http.get(at), 410, "gone")["reason"] == "user"
    assert http.delete("/v1/rooms/team", headers=bearer("owner")).status_code == 204


@pytest.mark.parametrize("matched", [True, False], ids=["its recording", "a recording that may be of it"])
def test_a_meeting_with_a_transcript_stays(instance: Instance, http: httpx.Client, matched: bool) -> None:
    meeting = begin(http, bearer("owner"))
    if not matched:
        http.post(f"/v1/meetings/{meeting['id']}/end", headers=bearer("owner"))
        begin(http, GUEST)
    record(instance, http, room_name="team")

    answer = http.delete(f"/v1/meetings/{meeting['id']}", headers=bearer("owner"))

    problem(answer, 409, "meeting_in_use")


@pytest.mark.parametrize(("beginner", "days", "stays"), [("guest", 8, False), ("guest", 6, True), ("owner", 8, True)])
def test_empty_meetings_of_strangers_expire(
    instance: Instance, http: httpx.Client, beginner: str, days: int, stays: bool
) -> None:
    meeting = begin(http, bearer("owner") if beginner == "owner" else GUEST)
    refuse(http, meeting)
    with instance.database.transaction() as session:
        session.execute(sa.update(Meeting).values(start_date=utcnow() - timedelta(days=days)))

    assert http.get(f"/v1/meetings/{meeting['id']}").status_code == (200 if stays else 410)
    run(instance.services.instance)

    with instance.database.snapshot() as session:
        assert (session.get(Meeting, meeting["id"]) is not None) == stays


def test_a_guests_meeting_with_a_recording_stays_in_a_users_room(instance: Instance, http: httpx.Client) -> None:
    meeting = begin(http, GUEST)
    record(instance, http, room_name="team")
    with instance.database.transaction() as session:
        session.execute(sa.update(Meeting).values(start_date=utcnow() - timedelta(days=100)))

    run(instance.services.instance)

    assert http.get(f"/v1/meetings/{meeting['id']}").status_code == 200


def test_the_sweeper_applies_only_refusals_that_erase(instance: Instance, http: httpx.Client) -> None:
    meeting = begin(http, GUEST)
    transcript_id = record(instance, http, room_name="team")
    refuse(http, meeting)

    assert list(consent.apply_outstanding(instance.services.instance)) == []
    assert audio(instance, http, transcript_id) == "withheld"
