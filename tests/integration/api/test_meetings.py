"""Rooms, meetings, consents, and recordings that are announced."""

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from reflector import inventory
from reflector.app import create_app
from reflector.db.models import Artifact, Meeting, MeetingConsent, Recording, Tombstone, Transcript, utcnow
from reflector.meetings import rooms
from reflector.retention.report.preview import preview
from reflector.retention.report.status import promise
from reflector.retention.report.why import why
from reflector.retention.run import run
from tests.announcements import SECRET, announce, signed
from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance, problem
from tests.integration.api.tokens import KEY, bearer, pem


@pytest.fixture
def instance(serve: Serve) -> Instance:
    """A public instance with users, and with an object store that does not answer."""
    return serve(
        AUTH_BACKEND="jwt",
        AUTH_JWT_PUBLIC_KEY=pem(KEY),
        RECORDING_WEBHOOK_SECRET=SECRET,
        RECORDING_BUCKETS="calls, meetings/daily",
        TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL="http://127.0.0.1:1",
    )


def meeting_in_a_room_of_nobody(instance: Instance, http: httpx.Client) -> dict[str, Any]:
    rooms.create_room(instance.database, "square", user_id=None)
    meeting: dict[str, Any] = http.post("/v1/rooms/square/meetings").json()
    return meeting


# -- rooms --------------------------------------------------------------------------------------------------------


def test_a_user_has_rooms(http: httpx.Client) -> None:
    made = http.post("/v1/rooms", json={"name": "standup", "platform": "daily"}, headers=bearer())

    assert made.status_code == 201, made.text
    assert [room["name"] for room in http.get("/v1/rooms", headers=bearer()).json()["items"]] == ["standup"]
    assert http.get("/v1/rooms", headers=bearer("bob")).json()["items"] == []
    problem(http.post("/v1/rooms", json={"name": "standup"}, headers=bearer("bob")), 409, "room_exists")
    problem(http.delete("/v1/rooms/standup", headers=bearer("bob")), 403, "not_owner")
    assert http.delete("/v1/rooms/standup", headers=bearer()).status_code == 204
    problem(http.delete("/v1/rooms/standup", headers=bearer()), 404, "not_found")


def test_a_room_stays_as_long_as_its_meetings_are_its_owners_through_it(instance: Instance, http: httpx.Client) -> None:
    http.post("/v1/rooms", json={"name": "standup"}, headers=bearer())
    http.post("/v1/rooms/standup/meetings", headers=bearer())

    refused = http.delete("/v1/rooms/standup", headers=bearer())
    with instance.database.transaction() as session:
        session.execute(sa.delete(Meeting))
    taken = http.delete("/v1/rooms/standup", headers=bearer())

    problem(refused, 409, "room_in_use")
    assert taken.status_code == 204


@pytest.mark.parametrize("name", ["", "Ünder", "a--b", "-a", "a/b", "x" * 65, "a b", "A"])
def test_a_rooms_name_fits_into_an_address(http: httpx.Client, name: str) -> None:
    problem(http.post("/v1/rooms", json={"name": name}, headers=bearer()), 422, "invalid_request")


@pytest.mark.parametrize(("shared", "stranger", "user"), [(False, 401, 403), (True, 201, 201)])
def test_meetings_are_held_by_the_owner_or_in_shared_rooms_by_everybody(
    http: httpx.Client, shared: bool, stranger: int, user: int
) -> None:
    http.post("/v1/rooms", json={"name": "standup", "is_shared": shared}, headers=bearer())

    assert http.post("/v1/rooms/standup/meetings").status_code == stranger
    assert http.post("/v1/rooms/standup/meetings", headers=bearer("bob")).status_code == user
    assert http.post("/v1/rooms/standup/meetings", headers=bearer()).status_code == 201
    problem(http.post("/v1/rooms/nowhere/meetings"), 404, "not_found")


# -- meetings -----------------------------------------------------------------------------------------------------


def test_an_expired_anonymous_meeting_answers_410(instance: Instance, http: httpx.Client) -> None:
    meeting = meeting_in_a_room_of_nobody(instance, http)
    at = f"/v1/meetings/{meeting['id']}"
    assert http.get(at).json() == meeting
    with instance.database.transaction() as session:
        old = utcnow() - timedelta(days=7, seconds=1)
        session.execute(sa.update(Meeting).values(start_date=old))

    assert problem(http.get(at), 410, "gone")["reason"] == "expired"
    problem(http.post(f"{at}/consent", json={"consent_given": True}), 410, "gone")
    run(instance.here)
    with instance.database.snapshot() as session:
        assert session.get(Meeting, meeting["id"]) is None
    assert problem(http.get(at), 410, "gone")["reason"] == "orphan"


def test_a_meeting_lives_as_long_as_its_last_transcript(instance: Instance, http: httpx.Client) -> None:
    meeting = meeting_in_a_room_of_nobody(instance, http)
    at = f"/v1/meetings/{meeting['id']}"
    with instance.database.transaction() as session:
        session.execute(sa.update(Meeting).values(start_date=utcnow() - timedelta(days=9)))
        young = Transcript(meeting_id=meeting["id"], created_at=utcnow() - timedelta(days=1))
        inventory.enter_transcript(session, young)

    assert http.get(at).status_code == 200
    instance.age(young.id, days=8)
    problem(http.get(at), 410, "gone")


def test_a_meeting_lives_as_long_as_its_youngest_recording(instance: Instance, http: httpx.Client) -> None:
    """The API, consent, `why`, `preview`, `status` and the run give the same answer."""
    meeting = meeting_in_a_room_of_nobody(instance, http)
    at, ended, recorded = f"/v1/meetings/{meeting['id']}", utcnow() - timedelta(days=8), utcnow() - timedelta(days=6)
    with instance.database.transaction() as session:
        session.execute(sa.update(Meeting).values(start_date=ended - timedelta(hours=1), end_date=ended))
        session.add(Recording(bucket_name="calls", object_key="x.mp4", meeting_id=meeting["id"], recorded_at=recorded))
    here = instance.database, instance.settings

    assert http.get(at).status_code == 200
    answer = why(*here, meeting["id"])
    assert (answer.fate.verdict, answer.fate.at) == ("living", recorded + timedelta(days=7))
    assert [item for item in preview(*here) if item.fate == "erase"] == []
    assert promise(*here).waiting == 0
    assert run(instance.here)["meetings_deleted"] == 0
    assert http.post(f"{at}/consent", json={"consent_given": False}).status_code == 201

    with instance.database.transaction() as session:
        session.execute(sa.update(Recording).values(recorded_at=utcnow() - timedelta(days=7, seconds=1)))

    problem(http.get(at), 410, "gone")
    assert why(*here, meeting["id"]).fate.verdict == "expired"
    assert {item.id for item in preview(*here)} >= {meeting["id"]}
    assert promise(*here).waiting == 1
    problem(http.post(f"{at}/consent", json={"consent_given": True}), 410, "gone")
    assert http.post(f"{at}/consent", json={"consent_given": False}).status_code == 201, "its recording still exists"
    assert run(instance.here)["meetings_deleted"] == 1
    problem(http.post(f"{at}/consent", json={"consent_given": False}), 410, "gone")


def test_a_meeting_ends_with_the_last_transcript_that_references_it(instance: Instance, http: httpx.Client) -> None:
    """The run takes a group with its last transcript, so the meeting is expired when that transcript is."""
    meeting = meeting_in_a_room_of_nobody(instance, http)
    with instance.database.transaction() as session:
        transcript = Transcript(meeting_id=meeting["id"], created_at=utcnow() - timedelta(days=1))
        inventory.enter_transcript(session, transcript)
        session.execute(sa.update(Transcript).values(erase_at=utcnow() - timedelta(hours=1)))
    here = instance.database, instance.settings

    problem(http.get(f"/v1/meetings/{meeting['id']}"), 410, "gone")
    assert why(*here, meeting["id"]).fate.verdict == "expired"
    assert {item.id for item in preview(*here) if item.fate == "erase"} == {transcript.id, meeting["id"]}
    assert run(instance.here)["meetings_deleted"] == 1


def test_a_users_meeting_stays(instance: Instance, http: httpx.Client) -> None:
    http.post("/v1/rooms", json={"name": "standup"}, headers=bearer())
    meeting = http.post("/v1/rooms/standup/meetings", headers=bearer()).json()
    with instance.database.transaction() as session:
        session.execute(sa.update(Meeting).values(start_date=utcnow() - timedelta(days=900)))

    assert http.get(f"/v1/meetings/{meeting['id']}").status_code == 200


def test_the_owner_of_a_room_ends_its_meetings_once(http: httpx.Client) -> None:
    http.post("/v1/rooms", json={"name": "standup", "is_shared": True}, headers=bearer())
    meeting = http.post("/v1/rooms/standup/meetings").json()
    assert (meeting["is_active"], meeting["end_date"]) == (True, None)
    at = f"/v1/meetings/{meeting['id']}"

    problem(http.post(f"{at}/end"), 401, "not_signed_in")
    problem(http.post(f"{at}/end", headers=bearer("bob")), 403, "not_owner")
    ended = http.post(f"{at}/end", headers=bearer()).json()

    assert ended["is_active"] is False
    assert ended["end_date"] >= meeting["start_date"]
    assert http.post(f"{at}/end", headers=bearer()).json() == http.get(at).json() == ended


def test_an_anonymous_meeting_cannot_be_ended(instance: Instance, http: httpx.Client) -> None:
    meeting = meeting_in_a_room_of_nobody(instance, http)

    problem(http.post(f"/v1/meetings/{meeting['id']}/end", headers=bearer()), 403, "not_owner")
    assert http.get(f"/v1/meetings/{meeting['id']}").json() == meeting


@pytest.mark.parametrize("path", ["x", "00000000-0000-4000-8000-000000000000", "%00"])
def test_an_unknown_meeting_is_not_found(http: httpx.Client, path: str) -> None:
    problem(http.get(f"/v1/meetings/{path}"), 404, "not_found")
    problem(http.post(f"/v1/meetings/{path}/consent", json={"consent_given": False}), 404, "not_found")
    problem(http.post(f"/v1/meetings/{path}/end", headers=bearer()), 404, "not_found")


# -- consent ------------------------------------------------------------------------------------------------------


def answers(instance: Instance) -> list[tuple[str | None, bool]]:
    with instance.database.snapshot() as session:
        rows = session.execute(sa.select(MeetingConsent.user_id, MeetingConsent.consent_given)).all()
    return sorted((row.user_id or "", row.consent_given) for row in rows)


def test_answers_are_noted_and_a_users_later_one_replaces_the_earlier(instance: Instance, http: httpx.Client) -> None:
    at = f"/v1/meetings/{meeting_in_a_room_of_nobody(instance, http)['id']}/consent"

    for headers, given in (({}, True), ({}, False), (bearer(), False), (bearer(), True)):
        assert http.post(at, json={"consent_given": given}, headers=headers).status_code == 201

    assert answers(instance) == [("", False), ("", True), ("anna", True)]
    problem(http.post(at, json={}), 422, "invalid_request")


def test_a_refusal_after_the_text_is_done_erases_the_audio_at_once(instance: Instance, http: httpx.Client) -> None:
    meeting = meeting_in_a_room_of_nobody(instance, http)
    made = http.post("/v1/transcripts", json={}).json()
    instance.finish(made["id"])
    instance.set(made["id"], meeting_id=meeting["id"])
    at = f"/v1/transcripts/{made['id']}"
    assert http.get(f"{at}/audio/mp3").status_code == 200

    http.post(f"/v1/meetings/{meeting['id']}/consent", json={"consent_given": False})

    problem(http.get(f"{at}/audio/mp3"), 404, "audio_deleted")
    assert not (instance.settings.DATA_DIR / made["id"] / "audio.mp3").exists()
    shown = http.get(at).json()
    assert (shown["audio_deleted"], shown["audio_available"]) == (True, False)
    assert http.get(f"{at}/text.txt").status_code == 200


# -- announced recordings -----------------------------------------------------------------------------------------


def test_an_announced_recording_becomes_a_transcript_and_wakes_a_worker(instance: Instance, http: httpx.Client) -> None:
    meeting = meeting_in_a_room_of_nobody(instance, http)
    body = {"bucket": "calls", "track_keys": ["a.webm", "b.webm"], "meeting_id": meeting["id"]}

    first, again = announce(http, body), announce(http, body)

    assert first.status_code == 202, first.text
    assert again.status_code == 200
    assert again.json() == first.json() | {"new": False}
    assert instance.woken == [first.json()["transcript_id"]]
    with instance.database.snapshot() as session:
        recording = session.get_one(Recording, first.json()["recording_id"])
        keys = session.scalars(sa.select(Artifact.key).where(Artifact.recording_id == recording.id)).all()
    assert (recording.bucket_name, recording.meeting_id) == ("calls", meeting["id"])
    assert sorted(keys) == ["a.webm", "b.webm"]
    shown = http.get(f"/v1/transcripts/{first.json()['transcript_id']}").json()
    assert (shown["status"], shown["source_kind"]) == ("uploaded", "room")
    assert shown["meeting_id"] is None, "a reader must not be able to answer for those who took part"


def test_a_recording_in_a_users_room_is_the_users(http: httpx.Client) -> None:
    http.post("/v1/rooms", json={"name": "standup"}, headers=bearer())
    meeting = http.post("/v1/rooms/standup/meetings", headers=bearer()).json()

    announced = announce(http, {"bucket": "calls", "object_key": "x.mp4", "room_name": "standup"})

    own = http.get("/v1/transcripts", headers=bearer()).json()["items"]
    assert [item["id"] for item in own] == [announced.json()["transcript_id"]]
    assert own[0]["meeting_id"] == meeting["id"]


@pytest.mark.parametrize(
    ("secret", "ago"), [("whsec_" + "A" * 32, 0), (SECRET, 360), (SECRET, -360)], ids=["guessed", "too old", "too new"]
)
def test_a_badly_signed_announcement_is_refused(
    instance: Instance, http: httpx.Client, secret: str, ago: float
) -> None:
    answer = announce(http, {"bucket": "calls", "object_key": "x.mp4"}, secret=secret, ago=ago)

    problem(answer, 401, "bad_signature")
    with instance.database.snapshot() as session:
        assert session.scalars(sa.select(Recording.id)).all() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"webhook-signature": None},
        {"webhook-id": None},
        {"webhook-timestamp": None},
        {"webhook-id": "another"},
        {"webhook-id": ""},
        {"webhook-timestamp": "nan"},
        {"webhook-timestamp": "9" * 5000},
        {"webhook-timestamp": "\u00b2"},
        {"webhook-signature": "v1"},
        {"webhook-signature": "v1,\u00fc"},
        {"webhook-signature": "v1,a,b"},
        {"webhook-signature": "v2,AAAA"},
        {"webhook-signature": "v1,AAAA v1,BBBB"},
    ],
)
def test_odd_signatures_are_refused(http: httpx.Client, changes: dict[str, str | None]) -> None:
    headers = {name: value for name, value in (signed(b"{}") | changes).items() if value is not None}

    answer = http.post(
        "/v1/webhooks/recordings",
        content=b"{}",
        headers={name: value.encode() for name, value in headers.items()},  # type: ignore[arg-type]
    )

    problem(answer, 401, "bad_signature")


def test_a_message_id_is_not_longer_than_256_characters(http: httpx.Client) -> None:
    problem(announce(http, {"bucket": "calls", "object_key": "x"}, message_id="x" * 257), 401, "bad_signature")


@pytest.mark.parametrize("changed", [b"{ }", b"{}\xff"], ids=["another", "not UTF-8"])
def test_a_changed_body_is_refused(http: httpx.Client, changed: bytes) -> None:
    answer = http.post("/v1/webhooks/recordings", content=changed, headers=signed(b"{}"))

    problem(answer, 401, "bad_signature")


def test_a_message_that_is_repeated_brings_nothing_back(instance: Instance, http: httpx.Client, serve: Serve) -> None:
    body = {"bucket": "calls", "object_key": "x.mp4"}
    first = announce(http, body, message_id="msg_1")
    made = first.json()
    again = announce(http, body, message_id="msg_1")
    assert (again.status_code, again.json()) == (200, made | {"new": False})
    with instance.database.transaction() as session:  # erased, and forgotten by the drain
        session.execute(sa.delete(Transcript))
        session.execute(sa.delete(Recording))
        session.execute(sa.delete(Artifact))

    other_process = create_app(instance.settings, wake=lambda _: None)
    with TestClient(other_process) as another:
        raw = json.dumps(body).encode()
        repeated = another.post("/v1/webhooks/recordings", content=raw, headers=signed(raw, message_id="msg_1"))

    assert (repeated.status_code, repeated.json()["code"]) == (410, "gone")
    with instance.database.snapshot() as session:
        assert session.scalars(sa.select(Recording.id)).all() == []
    assert announce(http, body, message_id="msg_2").status_code == 202, "a new message is a new recording"


def test_a_message_that_was_refused_may_be_sent_again(instance: Instance, http: httpx.Client) -> None:
    body = {"bucket": "calls", "object_key": "x.mp4", "room_name": "square"}
    assert announce(http, body, message_id="msg_1").status_code == 422

    rooms.create_room(instance.database, "square", user_id=None)

    assert announce(http, body, message_id="msg_1").status_code == 202


@pytest.mark.parametrize(
    "place",
    [
        {"bucket": "othertenant", "object_key": "payroll/2026.csv"},
        {"bucket": "meetings", "object_key": "x.mp4"},
        {"bucket": "meetings", "object_key": "dailyx/x.mp4"},
        {"bucket": "meetings/dail", "object_key": "y/x.mp4"},
        {"bucket": "callsx", "object_key": "x.mp4"},
        {"bucket": "meetings", "track_keys": ["daily/a", "weekly/b"]},
    ],
)
def test_announcements_reach_only_allowed_buckets(
    instance: Instance, http: httpx.Client, place: dict[str, Any]
) -> None:
    refused = problem(announce(http, place), 422, "invalid_request")

    assert "body.bucket" in str(refused)
    with instance.database.snapshot() as session:
        assert session.scalars(sa.select(Artifact.id)).all() == []


@pytest.mark.parametrize(
    "place",
    [
        {"bucket": "calls", "object_key": "x.mp4"},
        {"bucket": "calls/2026", "object_key": "x.mp4"},
        {"bucket": "meetings/daily", "object_key": "x.mp4"},
        {"bucket": "meetings", "object_key": "daily/x.mp4"},
    ],
)
def test_announcements_reach_our_buckets_by_every_name(http: httpx.Client, place: dict[str, Any]) -> None:
    assert announce(http, place).status_code == 202


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_moments_of_no_sensible_year_are_refused(instance: Instance, http: httpx.Client, moment: str) -> None:
    rooms.create_room(instance.database, "square", user_id=None)
    body = {"bucket": "calls", "object_key": "x.mp4", "room_name": "square", "recorded_at": moment}

    problem(announce(http, body), 422, "invalid_request")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        {},
        {"bucket": "calls"},
        {"bucket": "calls", "object_key": "x", "track_keys": ["y"]},
        {"bucket": "calls", "object_key": "a\0b"},
        {"bucket": "../calls", "object_key": "x"},
        {"bucket": "calls/../others", "object_key": "x"},
        *({"bucket": "calls", "object_key": key} for key in ("a//b", "/a", "../x", "./x", "a/", "a\\b", "ä" * 600)),
        {"bucket": "calls", "track_keys": ["a", "b/"]},
        {"bucket": "calls/" + "f" * 200, "object_key": "x" * 900},
        {"bucket": "calls", "object_key": ".reflector-instance"},
        {"bucket": "calls", "object_key": "folder/.reflector-instance"},
        {"bucket": "calls", "track_keys": ["a", ".reflector-doctor/x"]},
        {"bucket": "calls/.reflector-doctor", "object_key": "x"},
        {"bucket": "calls", "object_key": "x", "meeting_id": "nothing"},
        {"bucket": "calls", "object_key": "x", "room_name": "nowhere"},
        {"bucket": "calls", "object_key": "x", "recorded_at": "yesterday"},
    ],
)
def test_a_bad_announcement_is_refused_and_leaves_nothing(instance: Instance, http: httpx.Client, body: object) -> None:
    assert announce(http, body).status_code == 422
    with instance.database.snapshot() as session:
        assert session.scalars(sa.select(Recording.id)).all() == []


def test_a_recording_of_an_erased_meeting_is_not_brought_back(instance: Instance, http: httpx.Client) -> None:
    meeting = meeting_in_a_room_of_nobody(instance, http)
    with instance.database.transaction() as session:
        session.execute(sa.delete(Meeting))
        session.add(Tombstone(id=meeting["id"], kind="meeting", reason="expired"))

    answer = announce(http, {"bucket": "calls", "object_key": "x.mp4", "meeting_id": meeting["id"]})

    problem(answer, 410, "gone")
    with instance.database.snapshot() as session:
        [artifact] = session.scalars(sa.select(Artifact)).all()
    assert (artifact.key, artifact.recording_id) == ("x.mp4", None), "its object is doomed"


@pytest.mark.parametrize("by", ["meeting_id", "room_name"])
def test_a_recording_of_an_expired_meeting_is_not_brought_back_either(
    instance: Instance, http: httpx.Client, by: str
) -> None:
    meeting = meeting_in_a_room_of_nobody(instance, http)
    began = utcnow() - timedelta(days=8)
    with instance.database.transaction() as session:
        session.execute(sa.update(Meeting).values(start_date=began))
    problem(http.get(f"/v1/meetings/{meeting['id']}"), 410, "gone")
    named = {"meeting_id": meeting["id"]} if by == "meeting_id" else {"room_name": "square"}
    body = {"bucket": "calls", "object_key": "x.mp4", "recorded_at": (began + timedelta(hours=1)).isoformat()}

    answer = announce(http, body | named)

    problem(answer, 410, "gone")
    problem(http.get(f"/v1/meetings/{meeting['id']}"), 410, "gone")
    with instance.database.snapshot() as session:
        [artifact] = session.scalars(sa.select(Artifact)).all()
        assert session.scalars(sa.select(Recording.id)).all() == []
    assert (artifact.key, artifact.recording_id) == ("x.mp4", None), "its object is doomed"


def test_without_a_secret_the_webhook_is_closed(serve: Serve) -> None:
    with serve().client() as http:
        problem(announce(http, {"bucket": "calls", "object_key": "x"}), 404, "webhook_closed")
