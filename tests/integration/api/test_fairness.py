"""No client occupies all threads: requests of clients that hung up are not served."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time, sleep
from typing import Any

import anyio
import httpx
import sqlalchemy as sa
from starlette.types import Message, Receive, Scope, Send

from reflector.api.fairness import AT_ONCE, Fairness
from tests.integration.api.server import Instance, create

#: Requests that a client sends before it hangs up.
MANY = 150
WORDS = [{"text": f" word{n}", "start": n * 0.3, "end": n * 0.3 + 0.2, "probability": 0.9} for n in range(12)]
TEXT = "".join(str(word["text"]) for word in WORDS).strip()


@contextmanager
def visitor(instance: Instance, address: str) -> Iterator[httpx.Client]:
    """A client with an address of its own."""
    transport = httpx.HTTPTransport(local_address=address)
    with httpx.Client(base_url=instance.url, transport=transport, timeout=120) as http:
        yield http


def send(instance: Instance, address: str, path: str) -> socket.socket:
    """Send a request from an address, and read no answer."""
    made = socket.socket()
    made.bind((address, 0))
    made.connect(("127.0.0.1", int(instance.url.rpartition(":")[2])))
    made.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return made


def test_requests_whose_client_hung_up_are_not_served(instance: Instance, http: httpx.Client) -> None:
    # Given the text of an hour
    made = create(http)
    instance.finish(made["id"])
    hour = [
        {"start": n * 4.0, "end": n * 4.0 + 3.9, "text": TEXT, "words": WORDS, "speaker": "Ada"} for n in range(900)
    ]
    instance.set(made["id"], segments=hour)
    path = f"/v1/transcripts/{made['id']}/text.json"
    read: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "transcript.segments" in statement:
            read.append(statement)

    # When a client asks for it again and again, and hangs up each time
    sa.event.listen(instance.database.engine, "before_cursor_execute", note)
    for _ in range(MANY):
        asked = send(instance, "127.0.2.1", path)
        sleep(0.005)
        asked.close()

    # Then others are served, and only those are read that were being served before
    with visitor(instance, "127.0.9.9") as other:
        other.get(path).raise_for_status()
    while not is_idle():
        pass
    assert 1 <= len(read) < MANY / 2


def is_idle() -> bool:
    """Whether this process, of which the server is a part, does nothing."""
    before = process_time()
    sleep(0.5)
    return process_time() - before < 0.1


# -- the middleware alone -------------------------------------------------------------------------------------------


class Clients:
    """Sends requests to the middleware. The application behind it serves each until `may_end` is set."""

    def __init__(self, most_waiting: int = 100) -> None:
        self.served: list[str] = []
        self.bodies: list[bytes] = []
        self.statuses: list[int] = []
        self.now = self.most = 0
        self.may_end = anyio.Event()
        self._fairness = Fairness(self._serve, [], most_waiting)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.served.append(scope["client"][0])
        self.now += 1
        self.most = max(self.most, self.now)
        self.bodies.append((await receive())["body"])
        await self.may_end.wait()
        self.now -= 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body"})

    async def ask(self, address: str, messages: list[dict[str, Any]], headers: Any = (), **scope: Any) -> None:
        """A request whose `receive` gives `messages`, and then nothing."""

        async def receive() -> Message:
            if not messages:
                await anyio.sleep_forever()
            return messages.pop(0)

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.statuses.append(message["status"])

        whole = {"type": "http", "method": "GET", "path": "/", "client": (address, 1), "headers": headers} | scope
        await self._fairness(whole, receive, send)


BODY = {"type": "http.request", "body": b"x", "more_body": False}
GONE = {"type": "http.disconnect"}


def test_a_client_has_few_requests_under_way_and_others_do_not_wait() -> None:
    async def run() -> Clients:
        clients = Clients()
        async with anyio.create_task_group() as group:
            for _ in range(10):
                group.start_soon(clients.ask, "192.0.2.1", [BODY.copy()])
            await anyio.wait_all_tasks_blocked()
            assert clients.most == AT_ONCE
            group.start_soon(clients.ask, "192.0.2.2", [BODY.copy()])
            await anyio.wait_all_tasks_blocked()
            assert clients.served.count("192.0.2.2") == 1
            clients.may_end.set()
        return clients

    clients = anyio.run(run)
    assert clients.statuses == [200] * 11
    assert clients.bodies == [b"x"] * 11


def test_a_request_that_waits_is_dropped_if_its_client_hangs_up() -> None:
    async def run() -> Clients:
        clients = Clients()
        async with anyio.create_task_group() as group:
            for _ in range(AT_ONCE):
                group.start_soon(clients.ask, "192.0.2.1", [BODY.copy()])
            await anyio.wait_all_tasks_blocked()
            for _ in range(5):
                group.start_soon(clients.ask, "192.0.2.1", [GONE.copy()])
            group.start_soon(clients.ask, "192.0.2.1", [BODY.copy()])
            await anyio.wait_all_tasks_blocked()
            clients.may_end.set()
        return clients

    clients = anyio.run(run)
    assert len(clients.served) == AT_ONCE + 1
    assert clients.statuses == [200] * (AT_ONCE + 1)


def test_a_client_with_too_many_waiting_requests_is_refused() -> None:
    async def run() -> Clients:
        clients = Clients(most_waiting=2)
        async with anyio.create_task_group() as group:
            for _ in range(AT_ONCE + 3):
                group.start_soon(clients.ask, "192.0.2.1", [BODY.copy()])
            await anyio.wait_all_tasks_blocked()
            assert clients.statuses == [503]
            clients.may_end.set()
        return clients

    assert anyio.run(run).statuses == [503, *[200] * (AT_ONCE + 2)]


def test_an_upload_gives_way_while_it_is_read() -> None:
    form = [(b"content-type", b"multipart/form-data; boundary=x")]

    async def run() -> Clients:
        clients = Clients()
        async with anyio.create_task_group() as group:
            for _ in range(AT_ONCE + 2):
                group.start_soon(
                    lambda: clients.ask("192.0.2.1", [BODY.copy()], form, method="POST", path="/v1/transcripts")
                )
            await anyio.wait_all_tasks_blocked()
            assert clients.most == AT_ONCE + 2
            clients.may_end.set()
        return clients

    assert anyio.run(run).statuses == [200] * (AT_ONCE + 2)
