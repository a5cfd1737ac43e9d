"""The samples for nginx and Caddy, as an operator copies them, in front of a real instance."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Thread

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from reflector.db.models import utcnow
from tests.conftest import missing
from tests.integration.api.server import Instance, serving
from tests.integration.worker.conftest import until
from tests.servers import ServerMissing, _listens, free_ports, program, running

DEPLOY = Path(__file__).parents[3] / "deploy"
#: Transcripts that a visitor may make in an hour.
HOURLY = 5
#: A word in a query string, in place of a token.
SECRET = "salamander"


@dataclass(frozen=True)
class Front:
    """A proxy in front of an instance."""

    instance: Instance
    url: str
    #: Port of the proxy for plain HTTP.
    plain_port: int
    #: Folder of everything that the proxy writes.
    folder: Path
    trust: ssl.SSLContext

    def visitor(self, address: str = "127.0.0.1", **options: object) -> httpx.Client:
        """A browser at an address of the loopback network."""
        transport = httpx.HTTPTransport(verify=self.trust, local_address=address)
        return httpx.Client(base_url=self.url, transport=transport, timeout=30, **options)  # type: ignore[arg-type]

    def logs(self) -> str:
        """Everything that the proxy has logged."""
        return "".join(path.read_text(errors="replace") for path in self.folder.rglob("*.log"))


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def front(
    request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp(request.param)
    port, plain_port = free_ports(2)
    certificate, key = _certificate(folder)
    with ExitStack() as stack:
        instance = stack.enter_context(
            serving(
                tmp_path_factory.mktemp("instance") / "data",
                migrated_sqlite,
                BASE_URL=f"https://localhost:{port}",
                TRUSTED_PROXIES="127.0.0.1",
                TRANSCRIPTS_PER_CLIENT_PER_HOUR=HOURLY,
                LOG_LEVEL="ERROR",
            )
        )
        start = {"nginx": _nginx, "caddy": _caddy}[request.param]
        try:
            command, environment = start(folder, instance, port, plain_port, certificate, key)
            log = folder / "output.log"
            stack.enter_context(running(command, lambda: _listens(port), log, environment=environment))
        except ServerMissing as error:
            missing(str(error))
        trust = ssl.create_default_context(cafile=str(certificate))
        yield Front(instance, f"https://localhost:{port}", plain_port, folder, trust)


Command = tuple[list[str], dict[str, str]]


def _nginx(folder: Path, instance: Instance, port: int, plain_port: int, certificate: Path, key: Path) -> Command:
    """The sample with the ports, paths and the name of this machine, inside a smallest nginx.conf."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        raise ServerMissing("nginx is not installed")
    sample = _with(
        (DEPLOY / "nginx" / "reflector.conf").read_text(),
        {
            "server 127.0.0.1:1250;": f"server {instance.url.removeprefix('http://')};",
            "listen 80;": f"listen 127.0.0.1:{plain_port};",
            "listen [::]:80;": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
            "listen [::]:443 ssl http2;": "",
            "server_name reflector.example;": "server_name localhost;",
            "/etc/letsencrypt/live/reflector.example/fullchain.pem": str(certificate),
            "/etc/letsencrypt/live/reflector.example/privkey.pem": str(key),
            "/var/log/reflector/": f"{folder}/",
        },
    )
    (folder / "reflector.conf").write_text(sample)
    places = "".join(
        f"{name}_temp_path {folder}/temp-{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; pid {folder}/nginx.pid; error_log stderr crit; events {{}} "
        f"http {{ {places} access_log off; include {folder}/reflector.conf; }}"
    )
    command = [nginx, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr
    return command, dict(os.environ)


def _caddy(folder: Path, instance: Instance, port: int, plain_port: int, certificate: Path, key: Path) -> Command:
    """The sample with our own certificate, because no authority issues one for this machine."""
    caddy = program("caddy")
    sample = _with(
        (DEPLOY / "caddy" / "Caddyfile").read_text(),
        {
            "{\n\t# Messages": f"{{\n\tadmin off\n\thttp_port {plain_port}\n\tdefault_bind 127.0.0.1\n\t# Messages",
            "\tlog\n": f"\ttls {certificate} {key}\n\tlog\n",
        },
    )
    config = folder / "Caddyfile"
    config.write_text(sample)
    environment = os.environ | {
        "REFLECTOR_HOST": f"https://localhost:{port}",
        "REFLECTOR_UPSTREAM": instance.url.removeprefix("http://"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
    }
    return [caddy, "run", "--config", str(config), "--adapter", "caddyfile"], environment


def _with(sample: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        assert old in sample, f"the sample no longer has {old!r}"
        sample = sample.replace(old, new)
    return sample


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = utcnow()
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "fullchain.pem", folder / "privkey.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return certificate, private


def test_a_large_upload_leaves_no_file_in_the_proxy(front: Front) -> None:
    content = os.urandom(5_000_000)
    before = {path for path in front.folder.rglob("*") if path.is_file()}

    with front.visitor("127.0.0.10") as visitor:
        made = visitor.post("/v1/transcripts", files={"file": ("talk.bin", content)}).raise_for_status().json()

    with front.instance.stores.local.open(f"{made['id']}/upload.bin") as kept:
        assert kept.read() == content
    after = {path for path in front.folder.rglob("*") if path.is_file()}
    assert after - before <= {front.folder / "access.log", front.folder / "error.log"}


def test_links_are_https_and_the_browser_is_told_to_stay_there(front: Front) -> None:
    with front.visitor("127.0.0.11") as visitor:
        answer = visitor.post("/v1/transcripts", json={}).raise_for_status()
        page = visitor.get(f"/transcripts/{answer.json()['id']}")

    addresses = re.findall(r"http://[^\"' <]+", answer.text + page.text)
    assert [address for address in addresses if "localhost" in address or "127.0.0.1" in address] == []
    assert f"{front.url}/" in answer.text
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


def test_events_come_one_by_one(front: Front) -> None:
    with front.visitor("127.0.0.12") as visitor:
        made = visitor.post("/v1/transcripts", json={}).raise_for_status().json()
        with visitor.stream("GET", f"/v1/transcripts/{made['id']}/events") as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            lines = (line for line in stream.iter_lines() if line.startswith("event:"))

            # The first event comes while the stream is open, and the second one after a change
            first = next(lines)
            Thread(target=front.instance.finish, args=(made["id"],)).start()
            second = next(lines)

    assert (first, second) == ("event: progress", "event: ended")


def test_a_part_of_the_audio_can_be_requested(front: Front) -> None:
    with front.visitor("127.0.0.13") as visitor:
        made = visitor.post("/v1/transcripts", json={}).raise_for_status().json()
        front.instance.finish(made["id"], mp3=b"0123456789")
        answer = visitor.get(f"/v1/transcripts/{made['id']}/audio/mp3", headers={"Range": "bytes=2-5"})

    assert (answer.status_code, answer.content) == (206, b"2345")
    assert answer.headers["content-range"] == "bytes 2-5/10"


def test_each_visitor_has_limits_of_their_own(front: Front) -> None:
    def create(visitor: httpx.Client, claimed: str = "") -> int:
        headers = {"X-Forwarded-For": claimed} if claimed else {}
        return visitor.post("/v1/transcripts", json={}, headers=headers).status_code

    with front.visitor("127.0.0.14") as greedy, front.visitor("127.0.0.15") as other:
        codes = [create(greedy) for _ in range(HOURLY + 1)]

        assert codes == [201] * HOURLY + [429]
        assert create(other) == 201
        # A visitor who claims another address gets no higher limit
        assert create(greedy, claimed="192.0.2.7") == 429


def test_no_log_names_a_query_an_address_or_a_transcript(front: Front) -> None:
    missing_id = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
    with front.visitor("127.0.0.16") as visitor:
        visitor.get(f"/v1/transcripts/{missing_id}?token={SECRET}", headers={"Referer": f"https://x.example/?{SECRET}"})
        visitor.get(f"/v1/retention?token={SECRET}").raise_for_status()

    until(lambda: "/v1/retention" in front.logs())
    said = front.logs()
    assert SECRET not in said
    assert missing_id not in said
    assert "127.0.0.16" not in said


def test_the_metrics_stay_inside(front: Front) -> None:
    with front.visitor("127.0.0.17") as visitor:
        assert visitor.get("/metrics").status_code == 404
        assert visitor.get("/health/live").json() == {"status": "ok"}
    assert "reflector_public" in httpx.get(f"{front.instance.url}/metrics", timeout=30).text


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: 6\r\nTransfer-Encoding: chunked",
        "Content-Length: 6\r\nTransfer-Encoding: xchunked",
        "Content-Length: 6\r\nTransfer-Encoding : chunked",
        "Content-Length: 6\r\nContent-Length: 60",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    ],
)
def test_no_request_hides_in_the_body_of_another_one(front: Front, headers: str) -> None:
    # Given a request whose end proxy and server could see in different places, with another one behind it
    hidden = "GET /v1/transcripts/hidden HTTP/1.1\r\nHost: localhost\r\nX: "
    port = int(front.url.rpartition(":")[2])
    plain = socket.create_connection(("127.0.0.1", port), timeout=10)
    with front.trust.wrap_socket(plain, server_hostname="localhost") as connection:
        head = f"POST /v1/transcripts HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}\r\n\r\n"
        connection.sendall(f"{head}0\r\n\r\n{hidden}".encode())

        # When others use the connections between proxy and server
        with front.visitor("127.0.0.18") as other:
            answers = [other.get("/v1/retention") for _ in range(10)]

    # Then each gets the answer to its own request
    assert {answer.status_code for answer in answers} == {200}
    assert {"days" in answer.json() for answer in answers} == {True}


def test_plain_http_is_redirected_to_https(front: Front) -> None:
    answer = httpx.get(f"http://127.0.0.1:{front.plain_port}/transcripts/x", headers={"Host": "localhost"}, timeout=30)

    assert answer.status_code in (301, 308)
    assert re.fullmatch(r"https://localhost(:\d+)?/transcripts/x", answer.headers["location"])


def test_a_failure_behind_the_proxy_is_logged_without_the_request(
    front: Front, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    # Given a proxy whose instance is down
    name = request.node.callspec.params["front"]
    port, plain_port, nobody = free_ports(3)
    start = {"nginx": _nginx, "caddy": _caddy}[name]
    gone = type("Gone", (), {"url": f"http://127.0.0.1:{nobody}"})()
    certificate, key = front.folder / "fullchain.pem", front.folder / "privkey.pem"
    command, environment = start(tmp_path, gone, port, plain_port, certificate, key)

    # When a visitor comes
    with running(command, lambda: _listens(port), tmp_path / "output.log", environment=environment):
        answer = httpx.get(f"https://localhost:{port}/v1/retention?token={SECRET}", verify=front.trust, timeout=60)

    # Then the answer reports it, and no log contains the request
    assert answer.status_code in (502, 503)
    assert SECRET not in "".join(path.read_text(errors="replace") for path in tmp_path.rglob("*.log"))
    if name == "caddy":
        last = [json.loads(line) for line in (tmp_path / "output.log").read_text().splitlines() if '"request"' in line]
        assert {line["request"]["client_ip"] for line in last} == {"127.0.0.0"}
