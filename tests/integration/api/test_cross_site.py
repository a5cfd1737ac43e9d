"""A page of another site cannot write here, and no other host name is accepted."""

import httpx
import pytest

from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance, create, owner, problem

HERE = "https://talks.example"
#: Headers that browsers send with a write, and whether the write is allowed.
WRITES = {
    "a program": ({}, True),
    "our own page": ({"Sec-Fetch-Site": "same-origin", "Origin": HERE}, True),
    "the user": ({"Sec-Fetch-Site": "none"}, True),
    "another site": ({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, False),
    "another site without Origin": ({"Sec-Fetch-Site": "cross-site"}, False),
    "another name of our site": ({"Sec-Fetch-Site": "same-site", "Origin": "https://blog.talks.example"}, False),
    "our own page in an old browser": ({"Origin": HERE}, True),
    "our own page with the usual port": ({"Origin": f"{HERE}:443"}, True),
    "another site in an old browser": ({"Origin": "https://evil.example"}, False),
    "a name that begins like ours": ({"Origin": f"{HERE}.evil.example"}, False),
    "a user name that looks like our host": ({"Origin": "https://talks.example@evil.example"}, False),
    "a frame without an origin": ({"Origin": "null"}, False),
    "nonsense": ({"Origin": "http://[", "Host": "talks.example"}, False),
    "an extension": ({"Origin": "chrome-extension://abcdef"}, False),
}


@pytest.fixture
def instance(serve: Serve) -> Instance:
    """An instance that knows its public address."""
    return serve(BASE_URL=HERE)


@pytest.mark.parametrize("who", WRITES)
def test_writes_come_from_our_own_pages_or_from_programs(instance: Instance, http: httpx.Client, who: str) -> None:
    headers, allowed = WRITES[who]
    made = create(http)
    http.headers.update({"Host": "talks.example"} | headers)

    for verb, path in (("POST", "/v1/transcripts"), ("PATCH", f"/v1/transcripts/{made['id']}")):
        answer = http.request(verb, path, json={"name": "x"}, headers=owner(made))
        if allowed:
            assert answer.status_code in {200, 201}, answer.text
        else:
            problem(answer, 403, "cross_site")
    erased = http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made))
    assert erased.status_code == (200 if allowed else 403)


def test_without_a_public_address_the_host_of_the_request_is_ours(serve: Serve) -> None:
    instance = serve()
    with instance.client() as http:
        assert http.post("/v1/transcripts", json={}, headers={"Origin": instance.url}).status_code == 201
        problem(http.post("/v1/transcripts", json={}, headers={"Origin": HERE}), 403, "cross_site")
        named = {"Host": "any.example", "Origin": "http://any.example"}
        assert http.post("/v1/transcripts", json={}, headers=named).status_code == 201


def test_everybody_may_read_and_follow_links_from_anywhere(http: httpx.Client) -> None:
    made = create(http)
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}

    for path in ("/", f"/v1/transcripts/{made['id']}", f"/transcripts/{made['id']}"):
        answer = http.get(path, headers=headers)
        assert answer.status_code == 200
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("host", ["evil.example", "talks.example.evil.example", "talks.example:8443", "192.0.2.1", ""])
def test_another_host_is_refused(http: httpx.Client, host: str) -> None:
    for path in ("/", "/v1/retention", "/openapi.json"):
        problem(http.get(path, headers={"Host": host}), 421, "wrong_host")


@pytest.mark.parametrize("host", ["talks.example", "TALKS.example:443", "localhost:1250", "127.0.0.1", "[::1]:1250"])
def test_our_own_hosts_are_served(http: httpx.Client, host: str) -> None:
    assert http.get("/v1/retention", headers={"Host": host}).status_code == 200


def test_monitors_may_ask_by_any_name(http: httpx.Client) -> None:
    for path in ("/health", "/metrics"):
        assert http.get(path, headers={"Host": "10.0.0.7:1250"}).status_code == 200
