"""Limits for one client, and the identification of clients."""

import hmac
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any

import httpx
import pytest
import redis
import sqlalchemy as sa
import structlog
from starlette.requests import HTTPConnection

from reflector import inventory
from reflector.api.addresses import address_of
from reflector.api.limits import Action, Limits
from reflector.db.models import Base, Job, utcnow
from reflector.meetings import rooms
from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance, create, owner, problem
from tests.integration.api.test_uploads import begin, send, until
from tests.integration.api.tokens import KEY, bearer, pem


def retry_after(answer: httpx.Response) -> int:
    return int(answer.headers["retry-after"])


def test_transcripts_in_an_hour(serve: Serve) -> None:
    with serve(TRANSCRIPTS_PER_CLIENT_PER_HOUR=3).client() as http:
        for _ in range(3):
            create(http)

        as_json = http.post("/v1/transcripts", json={})
        with_file = http.post("/v1/transcripts", files={"file": ("a.wav", b"x")})

    for answer in (as_json, with_file):
        problem(answer, 429, "too_many_transcripts")
        assert 3500 < retry_after(answer) <= 3600


def test_meetings_and_answers_in_an_hour(serve: Serve) -> None:
    instance = serve(TRANSCRIPTS_PER_CLIENT_PER_HOUR=2)
    rooms.create_room(instance.database, "square", user_id=None)
    with instance.client() as http:
        create(http)
        meetings = [http.post("/v1/rooms/square/meetings") for _ in range(3)]
        at = f"/v1/meetings/{meetings[0].json()['id']}/consent"
        answers = [http.post(at, json={"consent_given": True}) for _ in range(3)]

    problem(meetings[2], 429, "too_many_meetings")
    problem(answers[2], 429, "too_many_answers")
    assert [answer.status_code for answer in meetings[:2] + answers[:2]] == [201] * 4


def test_a_refused_request_is_not_counted(serve: Serve) -> None:
    with serve(TRANSCRIPTS_PER_CLIENT_PER_HOUR=1).client() as http:
        http.post("/v1/transcripts", json={"name": 7})
        create(http)


def test_uploads_at_once(serve: Serve) -> None:
    instance = serve(UPLOAD_MAX_CONCURRENT_PER_CLIENT=2)
    with instance.client() as http:
        slow = [begin(instance, create(http), b"x") for _ in range(2)]
        until(lambda: instance.services.limits.uploads_under_way() == 2)
        made = create(http)

        refused = send(http, made, b"x")

        problem(refused, 429, "too_many_uploads")
        assert retry_after(refused) > 0
        for connection in slow:
            connection.close()
        until(lambda: send(http, made, b"x").status_code == 200)


def test_minutes_in_a_day_count_the_converted_audio(serve: Serve) -> None:
    instance = serve(AUDIO_MINUTES_PER_CLIENT_PER_DAY=10)
    with instance.client() as http:
        first, second = create(http), create(http)
        assert send(http, first, b"x").status_code == 200
        instance.convert(first["id"], 599.0)
        third = create(http)
        assert send(http, second, b"x").status_code == 200
        instance.convert(second["id"], 1.0)

        answer = send(http, third, b"x")

        problem(answer, 429, "too_much_audio")
        assert 0 < retry_after(answer) <= 86_400
        problem(http.post("/v1/transcripts", files={"file": ("a.wav", b"x")}), 429, "too_much_audio")


def test_a_recording_of_unknown_length_counts_as_a_minute(serve: Serve) -> None:
    instance = serve(AUDIO_MINUTES_PER_CLIENT_PER_DAY=3)
    file = {"file": ("a.wav", b"x")}
    with instance.client() as http:
        made = [http.post("/v1/transcripts", files=file) for _ in range(5)]

        assert [answer.status_code for answer in made] == [201, 201, 201, 429, 429]
        problem(made[4], 429, "too_much_audio")
        assert 0 < retry_after(made[4]) <= 60
        for answer in made[:3]:
            instance.convert(answer.json()["id"], 25.0)
        assert http.post("/v1/transcripts", files=file).status_code == 201


def test_erasing_gives_no_minutes_back(serve: Serve) -> None:
    instance = serve(AUDIO_MINUTES_PER_CLIENT_PER_DAY=10)
    with instance.client() as http:
        for seconds in (300.5, 300.5):
            made = create(http)
            assert send(http, made, b"x").status_code == 200
            instance.convert(made["id"], seconds)
            assert http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made)).status_code == 200

        problem(send(http, create(http), b"x"), 429, "too_much_audio")


# -- who a client is ----------------------------------------------------------------------------------------------

PROXIES = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", "192.0.2.1"),
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.7, 203.0.113.9, 10.1.1.1", "203.0.113.9"),
        ("10.0.0.1", "10.9.9.9, 10.1.1.1", "10.9.9.9"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.9, nonsense", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.9,", "10.0.0.1"),
        ("fd00::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "", "192.0.2.1"),
        ("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.7, [2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("10.0.0.1", "198.51.100.7, [2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("10.0.0.1", "203.0.113.9:x", "10.0.0.1"),
        ("64:ff9b::c000:201", "", "192.0.2.1"),
        ("64:ff9b::a00:1", "64:ff9b::cb00:7109", "203.0.113.9"),
        ("", "203.0.113.9", ""),
    ],
)
def test_the_clients_address_comes_from_the_last_trusted_proxy(peer: str, forwarded: str, client: str) -> None:
    assert address_of(peer, forwarded, PROXIES) == client


def test_behind_a_trusted_proxy_each_client_has_its_own_limit(serve: Serve) -> None:
    instance = serve(TRANSCRIPTS_PER_CLIENT_PER_HOUR=1, TRUSTED_PROXIES="127.0.0.0/8")
    with instance.client() as http:

        def post(address: str) -> int:
            return http.post("/v1/transcripts", json={}, headers={"X-Forwarded-For": address}).status_code

        assert [post("203.0.113.1"), post("203.0.113.2"), post("203.0.113.1")] == [201, 201, 429]


def test_the_forwarded_address_of_an_untrusted_peer_is_ignored(serve: Serve) -> None:
    with serve(TRANSCRIPTS_PER_CLIENT_PER_HOUR=1).client() as http:
        create(http)

        answer = http.post("/v1/transcripts", json={}, headers={"X-Forwarded-For": "203.0.113.2"})

        problem(answer, 429, "too_many_transcripts")


def test_a_header_of_a_peer_that_is_not_trusted_is_warned_of_once(serve: Serve) -> None:
    with serve().client() as http, structlog.testing.capture_logs() as events:
        for n in range(3):
            http.post("/v1/transcripts", json={}, headers={"X-Forwarded-For": f"203.0.113.{n}"})

    assert [event["event"] for event in events].count("forwarded_header_ignored") == 1
    assert "203.0.113" not in str(events)


def test_users_have_their_own_limits(serve: Serve) -> None:
    instance = serve(TRANSCRIPTS_PER_CLIENT_PER_HOUR=1, AUTH_BACKEND="jwt", AUTH_JWT_PUBLIC_KEY=pem(KEY))
    with instance.client() as http:
        create(http)
        statuses = [http.post("/v1/transcripts", json={}, headers=bearer(w)).status_code for w in ("a", "b", "a")]

    assert statuses == [201, 201, 429]


def test_no_address_is_stored_and_hashes_change_every_day(serve: Serve) -> None:
    instance = serve(TRUSTED_PROXIES="127.0.0.1")
    with instance.client() as http:
        http.post("/v1/transcripts", json={}, headers={"X-Forwarded-For": "203.0.113.77"})

    with instance.database.snapshot() as session:
        rows = [str(session.execute(sa.select(table)).all()) for table in Base.metadata.sorted_tables]
        client = session.scalar(sa.select(Job.client))
    assert not any("203.0.113.77" in row for row in rows)
    assert client is not None
    assert len(client) == 64

    def on(day: int) -> str:
        limits = Limits(instance.settings, instance.database, lambda: datetime(2030, 1, day, tzinfo=UTC))
        return limits.client(_connection("203.0.113.77"), None)

    assert on(1) == on(1)
    assert on(1) != on(2)


def test_the_database_and_the_marker_do_not_reveal_addresses(serve: Serve) -> None:
    instance = serve()
    key = instance.settings.DATA_DIR / ".client-key"

    mine = instance.services.limits.client(_connection("203.0.113.77"), None)

    assert key.stat().st_mode & 0o777 == 0o600
    assert len(key.read_bytes()) == 32
    message = f"{utcnow().date().isoformat()} address 203.0.113.77".encode()
    assert mine == hmac.new(key.read_bytes(), message, "sha256").hexdigest()
    assert mine != hmac.new(inventory.instance_id(instance.database).encode(), message, "sha256").hexdigest()
    assert Limits(instance.settings, instance.database).client(_connection("203.0.113.77"), None) == mine


def _connection(peer: str) -> Any:
    return HTTPConnection({"type": "http", "headers": [], "client": (peer, 1)})


# -- where it is counted ------------------------------------------------------------------------------------------


def test_two_processes_count_together_in_redis(serve: Serve, redis_url: str) -> None:
    instance = serve(TRANSCRIPTS_PER_CLIENT_PER_HOUR=2, RATE_LIMIT_STORAGE_URI=redis_url)
    other = Limits(instance.settings, instance.database)
    with instance.client() as http:
        create(http)
        other.count(Action.TRANSCRIPTS, other.client(_connection("127.0.0.1"), None))

        problem(http.post("/v1/transcripts", json={}), 429, "too_many_transcripts")


def test_when_limits_cannot_be_counted_nothing_is_taken(serve: Serve) -> None:
    instance = serve(RATE_LIMIT_STORAGE_URI="redis://127.0.0.1:1/0")
    with instance.client() as http:
        problem(http.post("/v1/transcripts", json={}), 503, "limits_unavailable")
        assert http.get("/v1/retention").status_code == 200


def test_a_redis_broker_counts_limits_too(redis_url: str, instance: Instance) -> None:
    settings = instance.settings.model_copy(update={"CELERY_BROKER_URL": redis_url})

    Limits(settings, instance.database).count(Action.TRANSCRIPTS, "somebody-else")

    with redis.Redis.from_url(redis_url) as server:
        assert list(server.scan_iter("*somebody-else*"))
