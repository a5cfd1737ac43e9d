"""Signed-in users: tokens, their own transcripts, and claiming an anonymous one."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest
import sqlalchemy as sa
from joserfc.jwk import OctKey, RSAKey

from reflector.api.auth import MAX_WAITERS, FetchedKeys, Users
from reflector.api.problems import Problem
from reflector.db.models import Transcript
from reflector.errors import SettingsError
from reflector.retention.run import run
from reflector.settings import load_settings
from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance, create, owner, problem, serving
from tests.integration.api.test_uploads import until
from tests.integration.api.tokens import KEY, OTHER, bearer, pem, token


@pytest.fixture
def instance(serve: Serve) -> Instance:
    """A public instance with users."""
    return serve(AUTH_BACKEND="jwt", AUTH_JWT_PUBLIC_KEY=pem(KEY), AUTH_JWT_AUDIENCE="reflector", AUTH_JWT_ISSUER="us")


# -- tokens -------------------------------------------------------------------------------------------------------


def test_a_good_token_names_the_user(http: httpx.Client) -> None:
    made = http.post("/v1/transcripts", json={"name": "mine"}, headers=bearer()).json()

    assert made["owner_token"] is None
    assert made["expires_at"] is None
    assert made["share_mode"] == "private"
    own = http.get("/v1/transcripts", headers=bearer()).json()
    assert [item["id"] for item in own["items"]] == [made["id"]]


def none_of() -> dict[str, Callable[[], str]]:
    shared = OctKey.generate_key(256)
    now = int(time.time())
    return {
        "expired": lambda: token(exp=now - 60),
        "not yet valid": lambda: token(nbf=now + 3600),
        "without an end": lambda: token(exp=None),
        "without a subject": lambda: token(sub=None),
        "with an empty subject": lambda: token(sub=""),
        "with a subject that is no text": lambda: token(sub=7),
        "with a subject that is too long": lambda: token(sub="x" * 256),
        "with a subject that nobody can store": lambda: token(sub="a\0b"),
        "with half a character for a subject": lambda: token(sub="\ud800"),
        "for somebody else": lambda: token(aud="others"),
        "without an audience": lambda: token(aud=None),
        "from somebody else": lambda: token(iss="them"),
        "signed with another key": lambda: token(key=OTHER),
        "of another algorithm": lambda: token(alg="RS512"),
        "signed with a shared secret": lambda: token(key=shared, alg="HS256"),
        "unsigned": lambda: f"eyJhbGciOiJub25lIn0.{token().split('.')[1]}.",
        "cut off": lambda: token()[:-10],
        "changed": lambda: token().replace(".ey", ".eyJ", 1),
        "no token": lambda: "x",
        "three dots": lambda: "...",
        "not ASCII": lambda: "ü.ü.ü",
    }


@pytest.mark.parametrize("kind", list(none_of()))
def test_a_bad_token_is_401_and_never_ignored(http: httpx.Client, kind: str) -> None:
    headers = [(b"Authorization", f"Bearer {none_of()[kind]()}".encode())]

    for answer in (
        http.get("/v1/transcripts", headers=headers),
        http.post("/v1/transcripts", json={}, headers=headers),
    ):
        problem(answer, 401, "not_signed_in")
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_without_a_token_the_caller_is_not_signed_in(http: httpx.Client) -> None:
    for verb, path in (("GET", "/v1/transcripts"), ("GET", "/v1/rooms"), ("POST", "/v1/rooms")):
        answer = http.request(verb, path, json={"name": "x"} if verb == "POST" else None)
        problem(answer, 401, "not_signed_in")
        assert answer.headers["www-authenticate"] == "Bearer"


def test_an_instance_that_is_not_public_takes_nothing_from_strangers(serve: Serve) -> None:
    instance = serve(PUBLIC_MODE=False, AUTH_BACKEND="jwt", AUTH_JWT_PUBLIC_KEY=pem(KEY))
    with instance.client() as http:
        problem(http.post("/v1/transcripts", json={}), 401, "not_signed_in")
        problem(http.post("/v1/transcripts", files={"file": ("a.wav", b"x")}), 401, "not_signed_in")
        assert http.post("/v1/transcripts", json={}, headers=bearer()).status_code == 201


def test_an_instance_without_users_reports_it(serve: Serve) -> None:
    with serve().client() as http:
        made = create(http)
        for verb, path in (
            ("GET", "/v1/transcripts"),
            ("GET", "/v1/rooms"),
            ("DELETE", "/v1/rooms/x"),
            ("POST", f"/v1/transcripts/{made['id']}/claim"),
        ):
            problem(http.request(verb, path, headers=bearer()), 404, "no_users")


def test_a_key_may_lie_in_a_file_and_must_fit_the_algorithms(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_text(pem(KEY))
    jwt_settings = {"AUTH_BACKEND": "jwt", "DATA_DIR": tmp_path}

    users = Users(load_settings(AUTH_JWT_PUBLIC_KEY=str(file), **jwt_settings))

    assert users.of_token(token()) == "anna"
    for bad in (
        {"AUTH_JWT_PUBLIC_KEY": "nowhere.pem"},
        {"AUTH_JWT_PUBLIC_KEY": str(file), "AUTH_JWT_ALGORITHMS": "RS256,ES256"},
    ):
        with pytest.raises(SettingsError, match="AUTH_JWT_PUBLIC_KEY"):
            Users(load_settings(**bad, **jwt_settings))


@pytest.mark.parametrize("algorithms", ["HS256", "none", "RS256,none", "RS256,HS256"])
def test_algorithms_without_public_keys_are_refused(tmp_path: Path, algorithms: str) -> None:
    for key in (
        {"AUTH_JWT_PUBLIC_KEY": pem(KEY)},
        {"AUTH_JWT_JWKS_URL": "http://127.0.0.1:1/", "AUTH_JWT_AUDIENCE": "any"},
    ):
        settings = load_settings(AUTH_BACKEND="jwt", DATA_DIR=tmp_path, AUTH_JWT_ALGORITHMS=algorithms, **key)
        with pytest.raises(SettingsError, match="AUTH_JWT_ALGORITHMS"):
            Users(settings)


# -- keys from an address -----------------------------------------------------------------------------------------


@contextmanager
def key_set(keys: list[RSAKey]) -> Iterator[tuple[str, list[str]]]:
    """A JWKS on the loopback, and the requests that came for it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = json.dumps({"keys": [key.as_dict(private=False) for key in keys]}).encode()
            self.send_response(200 if keys else 500)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/jwks", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_keys_are_fetched_once_and_again_when_they_change(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reflector.api.auth.KEYS_MIN_AGE_SECONDS", 0.0)
    keys = [KEY]
    with key_set(keys) as (url, asked), users_of(serve, url).client() as http:
        for _ in range(3):
            assert http.get("/v1/transcripts", headers=bearer()).status_code == 200
        assert len(asked) == 1

        keys[:] = [OTHER]
        new = {"Authorization": f"Bearer {token(key=OTHER, kid='other')}"}
        assert http.get("/v1/transcripts", headers=new).status_code == 200
        problem(http.get("/v1/transcripts", headers=bearer()), 401, "not_signed_in")


def test_unknown_keys_do_not_make_us_ask_again_and_again() -> None:
    clock = [0.0]
    with key_set([KEY]) as (url, asked):
        keys = FetchedKeys(url, lambda: clock[0])
        keys.get()
        for _ in range(50):
            keys.get(unknown=True)
        assert len(asked) == 1
        clock[0] += 11
        keys.get(unknown=True)
        assert len(asked) == 2
        clock[0] += 3601
        keys.get()
        until(lambda: len(asked) == 3)


def test_keys_that_cannot_be_fetched_are_503_and_old_ones_are_used_on() -> None:
    clock, served = [0.0], [KEY]
    with key_set(served) as (url, _):
        keys = FetchedKeys(url, lambda: clock[0])
        keys.get()
        served.clear()
        clock[0] += 4000
        assert next(iter(keys.get())).kid == "one"

        with pytest.raises(Problem) as raised:
            FetchedKeys(url).get()
        assert raised.value.status_code == 503


def users_of(serve: Serve, url: str, audience: str = "any", **settings: object) -> Instance:
    """An instance whose users' keys are at `url`."""
    return serve(AUTH_BACKEND="jwt", AUTH_JWT_JWKS_URL=url, AUTH_JWT_AUDIENCE=audience, **settings)


@contextmanager
def dripping() -> Iterator[str]:
    """A key server that sends a byte of its headers now and then."""
    stop = Event()

    def serve_slowly(listener: socket.socket) -> None:
        with suppress(OSError):
            while not stop.is_set():
                connection, _ = listener.accept()
                threads.append(Thread(target=drip, args=(connection,)))
                threads[-1].start()

    def drip(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not stop.wait(0.1):
                connection.sendall(b"x")

    threads: list[Thread] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threads.append(Thread(target=serve_slowly, args=(listener,)))
        threads[0].start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            stop.set()
            listener.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join()


def test_a_slow_key_server_and_bogus_tokens_delay_no_other_request(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reflector.api.auth.FETCH_SECONDS", 15.0)
    monkeypatch.setattr("reflector.api.auth.WAIT_SECONDS", 15.0)
    bogus = {"Authorization": f"Bearer {token(kid='unknown')}"}
    with dripping() as url, ThreadPoolExecutor(50) as pool:
        instance = users_of(serve, url, TRUSTED_PROXIES="127.0.0.1")
        with instance.client() as http:
            at = f"{instance.url}/v1/transcripts/{create(http)['id']}"
            # Each from a client of its own: four requests of one client are served at once.
            clients = [bogus | {"X-Forwarded-For": f"198.51.100.{number}"} for number in range(50)]
            asked = [pool.submit(httpx.get, at, headers=headers, timeout=60) for headers in clients]
            answered = as_completed(asked, timeout=60)
            first = [next(answered).result().status_code for _ in range(50 - MAX_WAITERS)]
            visited = http.get("/v1/retention").status_code
            waiting = sum(not each.done() for each in asked)

    assert set(first) == {503}
    assert visited == 200
    assert waiting == MAX_WAITERS, "only these waited for the key server; everybody else was answered meanwhile"


def test_a_key_set_needs_an_audience_or_an_explicit_any(serve: Serve, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="AUTH_JWT_AUDIENCE"):
        load_settings(DATA_DIR=tmp_path, AUTH_BACKEND="jwt", AUTH_JWT_JWKS_URL="http://127.0.0.1:9/keys")

    with key_set([KEY]) as (url, _), users_of(serve, url, audience="reflector").client() as http:
        assert http.get("/v1/transcripts", headers=bearer()).status_code == 200
        other = {"Authorization": f"Bearer {token(aud='another service')}"}
        problem(http.get("/v1/transcripts", headers=other), 401, "not_signed_in")


def test_a_user_has_a_limited_number_of_rooms(serve: Serve) -> None:
    with serve(AUTH_BACKEND="jwt", AUTH_JWT_PUBLIC_KEY=pem(KEY), ROOMS_PER_USER=2).client() as http:

        def make(name: str, who: str) -> httpx.Response:
            return http.post("/v1/rooms", json={"name": name}, headers=bearer(who))

        assert [make("one", "anna").status_code, make("two", "anna").status_code] == [201, 201]
        problem(make("three", "anna"), 409, "too_many_rooms")
        assert make("three", "bob").status_code == 201
        assert http.delete("/v1/rooms/one", headers=bearer("anna")).status_code == 204
        assert make("four", "anna").status_code == 201


@pytest.mark.postgres
def test_the_longest_user_that_is_accepted_can_be_stored(postgres_url: str, tmp_path: Path) -> None:
    options: dict[str, object] = {"DATABASE_URL": postgres_url, "AUTH_BACKEND": "jwt", "AUTH_JWT_PUBLIC_KEY": pem(KEY)}
    longest = "\U0001f994" * 255
    with serving(tmp_path / "data", None, **options) as instance, instance.client() as http:
        assert http.post("/v1/transcripts", json={}, headers=bearer(longest)).status_code == 201
        assert len(http.get("/v1/transcripts", headers=bearer(longest)).json()["items"]) == 1


# -- one's own ----------------------------------------------------------------------------------------------------


def test_users_see_and_erase_only_their_own_transcripts(http: httpx.Client) -> None:
    mine = http.post("/v1/transcripts", json={}, headers=bearer("anna")).json()
    create(http)

    assert http.get("/v1/transcripts", headers=bearer("bob")).json()["items"] == []
    problem(http.delete(f"/v1/transcripts/{mine['id']}", headers=bearer("bob")), 403, "not_owner")
    problem(http.delete(f"/v1/transcripts/{mine['id']}"), 401, "not_signed_in")
    assert http.delete(f"/v1/transcripts/{mine['id']}", headers=bearer("anna")).status_code == 200
    assert problem(http.get(f"/v1/transcripts/{mine['id']}"), 410, "gone")["reason"] == "user"


@pytest.mark.parametrize(
    ("mode", "stranger", "user"), [("private", 401, 403), ("semi-private", 401, 200), ("public", 200, 200)]
)
def test_share_modes(http: httpx.Client, mode: str, stranger: int, user: int) -> None:
    mine = http.post("/v1/transcripts", json={"share_mode": mode}, headers=bearer("anna")).json()

    for path in ("", "/topics", "/events"):
        with http.stream("GET", f"/v1/transcripts/{mine['id']}{path}") as answer:
            assert answer.status_code == stranger, path
        with http.stream("GET", f"/v1/transcripts/{mine['id']}{path}", headers=bearer("bob")) as answer:
            assert answer.status_code == user, path
    assert http.get(f"/v1/transcripts/{mine['id']}", headers=bearer("anna")).json()["mine"] is True


def test_a_list_comes_in_pages_the_youngest_first(http: httpx.Client) -> None:
    made = [http.post("/v1/transcripts", json={"name": str(n)}, headers=bearer()).json()["id"] for n in range(5)]

    seen: list[str] = []
    after: str | None = None
    while True:
        page = http.get("/v1/transcripts", params={"limit": 2} | ({"after": after} if after else {}), headers=bearer())
        seen += [item["id"] for item in page.json()["items"]]
        after = page.json()["next"]
        if after is None:
            break

    assert seen == made[::-1]
    for bad in ({"limit": 0}, {"limit": 101}, {"after": "x"}, {"after": create(http)["id"]}):
        problem(http.get("/v1/transcripts", params=bad, headers=bearer()), 422, "invalid_request")


def test_a_users_life_cannot_be_shortened_since_it_does_not_end(http: httpx.Client) -> None:
    mine = http.post("/v1/transcripts", json={}, headers=bearer()).json()

    at = f"/v1/transcripts/{mine['id']}"
    problem(http.patch(at, json={"expires_in_days": 1}, headers=bearer()), 422, "invalid_request")
    problem(http.post("/v1/transcripts", json={"expires_in_days": 1}, headers=bearer()), 422, "invalid_request")


# -- claiming -----------------------------------------------------------------------------------------------------


def test_a_claimed_transcript_is_no_longer_erased_by_the_days(instance: Instance, http: httpx.Client) -> None:
    made = create(http, expires_in_days=2)
    at = f"/v1/transcripts/{made['id']}"

    claimed = http.post(f"{at}/claim", headers=owner(made) | bearer())

    assert claimed.status_code == 200, claimed.text
    assert claimed.json()["expires_at"] is None
    assert claimed.json()["mine"] is True
    instance.age(made["id"], days=100)
    run(instance.here)
    assert http.get(at, headers=bearer()).status_code == 200
    assert made["id"] in [item["id"] for item in http.get("/v1/transcripts", headers=bearer()).json()["items"]]


def test_the_owner_token_is_burnt_by_the_claim(http: httpx.Client) -> None:
    made = create(http)
    at = f"/v1/transcripts/{made['id']}"
    http.post(f"{at}/claim", headers=owner(made) | bearer())

    problem(http.delete(at, headers=owner(made)), 401, "not_signed_in")
    problem(http.delete(at, headers=owner(made) | bearer("bob")), 403, "not_owner")
    problem(http.post(f"{at}/claim", headers=owner(made) | bearer("bob")), 409, "already_claimed")


def test_a_claim_during_an_erasure_by_owner_token_keeps_the_transcript(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    at = f"/v1/transcripts/{made['id']}"
    waits = Event()

    def seen(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        if sql == "BEGIN IMMEDIATE":
            waits.set()

    with instance.database.transaction() as session, ThreadPoolExecutor(1) as pool:
        session.connection()  # no other writer from here on
        sa.event.listen(instance.database.engine, "before_cursor_execute", seen)
        erased = pool.submit(http.delete, at, headers=owner(made))
        assert waits.wait(10)
        claimed = sa.update(Transcript).where(Transcript.id == made["id"])
        session.execute(claimed.values(user_id="anna", owner_token_hash=None))
        session.commit()
        problem(erased.result(30), 401, "not_signed_in")

    assert http.get(at, headers=bearer()).json()["mine"] is True


def test_claiming_needs_the_owner_token_and_a_user(instance: Instance, http: httpx.Client) -> None:
    made, other = create(http), create(http)
    at = f"/v1/transcripts/{made['id']}/claim"

    problem(http.post(at, headers=bearer()), 403, "not_owner")
    problem(http.post(at, headers=owner(other) | bearer()), 403, "not_owner")
    problem(http.post(at, headers=owner(made)), 401, "not_signed_in")
    instance.age(made["id"], days=8)
    problem(http.post(at, headers=owner(made) | bearer()), 410, "gone")
    problem(http.post("/v1/transcripts/x/claim", headers=owner(made) | bearer()), 404, "not_found")


def test_one_of_many_simultaneous_claims_succeeds(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    people = [f"user-{n}" for n in range(8)]

    def claim(who: str) -> int:
        with instance.client() as client:
            return client.post(f"/v1/transcripts/{made['id']}/claim", headers=owner(made) | bearer(who)).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(claim, people))

    assert statuses == [200] + [409] * 7
    owners = [who for who in people if http.get("/v1/transcripts", headers=bearer(who)).json()["items"]]
    assert len(owners) == 1
