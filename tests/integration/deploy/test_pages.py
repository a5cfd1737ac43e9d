"""The commands of the pages run on an empty machine, one by one.

A command that cannot be run there has a stand-in in INSTEAD, with the reason. Every other one runs as it is written.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.conftest import missing
from tests.data.releases import Release, released
from tests.documentation import DOCS, commands, script, sections
from tests.integration.deploy.test_files import DEPLOY
from tests.integration.worker.conftest import rabbitmq_url
from tests.machine import Machine, empty_machine
from tests.servers import S3Server, ServerMissing

__all__ = ["rabbitmq_url"]  # a fixture

DEEP = os.environ.get("REFLECTOR_TEST_DEEP") == "1"
pytestmark = pytest.mark.timeout(1200)

GROWN_UP, INSTALL, UPGRADE = "howto/grown-up.md", "howto/install.md", "howto/upgrade.md"
BACKUP, MONITOR = "howto/backup.md", "howto/monitor.md"

_COMPOSE = "docker compose --file deploy/container/compose.yaml"
INSTEAD = {
    # The machine has no registry. test_wheel.py installs the wheel.
    "python3 -m venv /opt/reflector && /opt/reflector/bin/pip install .": "/opt/reflector/bin/reflector --version",
    "/opt/reflector/bin/pip install --upgrade .": "/opt/reflector/bin/reflector --version",
    # systemd does not run there, and these two are no units of ours.
    "systemctl reload nginx": "nginx",
    "systemctl restart prometheus": (
        "sed -i -e 's/30s/1s/' -e '$a global: {evaluation_interval: 1s}' /etc/prometheus/prometheus.yml; "
        "(cd /var/lib && exec prometheus "
        "--config.file=/etc/prometheus/prometheus.yml >/var/log/prometheus 2>&1) &"
    ),
    # Rules that were evaluated before the first answer leave a pending alert until they are evaluated again.
    "curl --silent http://127.0.0.1:9090/api/v1/alerts": (
        "timeout 120 bash -c 'until curl --silent --fail http://127.0.0.1:9090/api/v1/alerts > /run/alerts "
        "&& ! grep --quiet ReflectorDown /run/alerts; do sleep 1; done'"
    ),
    # There is no container engine. Every secret that the compose file asks for has to be in its .env.
    f"{_COMPOSE} up --build --detach": (
        "for name in $(grep -o '\\${[A-Z0-9_]*:?' deploy/container/compose.yaml | tr -d '${:?' | sort -u); "
        'do grep -q "^$name=..*" deploy/container/.env; done; test "$(stat -c %a deploy/container/.env)" = 600'
    ),
    f"{_COMPOSE} exec api reflector doctor": "true",
}
#: Makes an anonymous transcript: `bring NAME` sets NAME to its id and NAME_token to its key.
VISITOR = r"""
here=http://127.0.0.1:1250/v1/transcripts
field() { /opt/reflector/bin/python -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
bring() {
  local made
  made=$(curl --silent --show-error --fail --header 'Content-Type: application/json' --data '{"name": "x"}' $here)
  printf -v "$1" %s "$(field id <<<"$made")"
  printf -v "$1_token" %s "$(field owner_token <<<"$made")"
}
erase() { curl --silent --show-error --fail --request DELETE --header "X-Owner-Token: $2" "$here/$1"; }
answers() { test "$(curl --silent --output /dev/null --write-out '%{http_code}' "$here/$1")" = "$2"; }
served() { curl --silent --fail --retry 60 --retry-delay 1 --retry-all-errors http://127.0.0.1:1250/health; }
"""
#: The machine, its disk and its database are gone. The bucket stays, and so does the copy in /var/backups.
LOST_HOST = """
systemctl stop reflector.target
redis-cli shutdown nosave || true
kill -QUIT "$(head -1 /var/lib/postgresql/main/postmaster.pid)"
rm -rf /var/lib/postgresql /var/lib/reflector /etc/systemd/system/reflector*
userdel reflector
"""
_GREEN = "cd /var/lib/reflector; runuser -u reflector -- /opt/reflector/bin/reflector doctor"


def _machine(folder: Path, *reaching: int) -> Iterator[Machine]:
    """An empty machine that reaches ports out here."""
    try:
        with empty_machine(folder, reaching=reaching) as made:
            yield made
    except ServerMissing as error:
        missing(str(error))


def in_the_store(s3: S3Server) -> dict[str, str]:
    """INSTEAD, with the address and the keys of a real store for those of the page."""
    prefix = "export TRANSCRIPT_STORAGE_AWS_"
    keys = f"{prefix}ACCESS_KEY_ID=KEY TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY=SECRET"
    return INSTEAD | {
        f"{prefix}ENDPOINT_URL=https://s3.example": f"{prefix}ENDPOINT_URL={s3.endpoint_url}",
        keys: keys.replace("=KEY", f"={s3.access_key}").replace("=SECRET", f"={s3.secret_key}"),
    }


@pytest.mark.s3
@pytest.mark.redis
def test_a_grown_up_instance_is_made_watched_backed_up_and_restored(tmp_path: Path, seaweedfs: S3Server) -> None:
    port = int(seaweedfs.endpoint_url.rsplit(":", 1)[1])
    for machine in _machine(tmp_path, port):
        said = machine.run(
            f"""
            {script(GROWN_UP, "Three commands", instead=in_the_store(seaweedfs))}
            test "$(stat -c '%a %U' /var/lib/reflector/.env)" = "600 reflector"
            {script(MONITOR, "Without Prometheus", "With Prometheus", instead=INSTEAD)}
            {VISITOR}
            bring KEPT
            bring GONE
            {script(BACKUP, "A grown-up instance")}
            erase $GONE $GONE_token
            bring YOUNG
            {LOST_HOST}
            cd "$ROOT"
            {script(BACKUP, "Restoring a grown-up instance on a new host", instead=INSTEAD)}
            served
            answers $KEPT 200
            answers $GONE 410
            answers $YOUNG 404
            {_GREEN}
            """
        )
        assert "FAIL" not in said
        assert said.count("The instance is ready") == 1


@pytest.mark.s3
@pytest.mark.rabbitmq
def grown_up_on_rabbitmq(tmp_path: Path, seaweedfs: S3Server, rabbitmq_url: str) -> None:
    ports = (int(seaweedfs.endpoint_url.rsplit(":", 1)[1]), make_url(rabbitmq_url).port or 5672)
    for machine in _machine(tmp_path, *ports):
        said = machine.run(
            f"""
            export CELERY_BROKER_URL={rabbitmq_url}
            {script(GROWN_UP, "Three commands", instead=in_the_store(seaweedfs))}
            {_GREEN}
            """
        )
        assert "FAIL" not in said


if DEEP:  # the same with another broker
    test_a_grown_up_instance_is_made_on_rabbitmq = grown_up_on_rabbitmq


def test_a_small_instance_is_installed_backed_up_restored_and_upgraded(tmp_path: Path) -> None:
    certificate = "/etc/letsencrypt/live/reflector.example"
    for machine in _machine(tmp_path):
        said = machine.run(
            f"""
            {script(INSTALL, "Three commands", instead=INSTEAD)}
            test "$(stat -c '%a %U' /var/lib/reflector/.env)" = "600 reflector"

            # The disk of the journal, the name of the machine and its certificate
            install -d -o reflector -m 700 /mnt/journal/reflector
            echo JOURNAL_DIR=/mnt/journal/reflector >> /var/lib/reflector/.env
            echo 127.0.0.1 reflector.example >> /etc/hosts
            mkdir -p {certificate}
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=reflector.example \
              -addext subjectAltName=DNS:reflector.example -keyout {certificate}/privkey.pem \
              -out {certificate}/fullchain.pem
            export CURL_CA_BUNDLE={certificate}/fullchain.pem

            {script(INSTALL, "Start it", "A proxy with TLS", instead=INSTEAD)}
            {VISITOR}
            bring KEPT
            bring GONE
            {script(BACKUP, "A small instance")}
            erase $GONE $GONE_token

            # The host is lost; the disk of the journal and the copy are not
            systemctl stop reflector-all-in-one
            rm -rf /var/lib/reflector
            cd "$ROOT"
            {script(BACKUP, "Restoring a small instance on a new host", instead=INSTEAD)}
            served
            answers $KEPT 200
            answers $GONE 410
            {_GREEN}

            # An upgrade, while a visitor reads without a pause through the proxy
            cd "$ROOT"
            set +x
            while [ ! -e /run/read ]; do
              curl --silent --output /dev/null --write-out '%{{http_code}}\\n' \
                https://reflector.example/v1/transcripts/$KEPT || true
            done > /run/codes &
            set -x
            {script(UPGRADE, "Without a gap", instead=INSTEAD)}
            until sed 1,/replacing/d /run/units/reflector-all-in-one.service.log | grep --quiet child_ready; do
              sleep 0.2
            done
            served
            touch /run/read
            wait $!
            test "$(sort -u /run/codes)" = 200

            cd "$ROOT"
            {script(INSTALL, "In containers", instead=INSTEAD)}
            """
        )
        assert "FAIL" not in said


RELEASES = [release for release in released() if DEEP or str(release) == "0001.sqlite"]


@pytest.mark.parametrize("release", RELEASES, ids=str)
def test_a_released_database_is_upgraded_as_the_page_says(tmp_path: Path, release: Release) -> None:
    is_sqlite = release.dialect == "sqlite"
    url = "" if is_sqlite else "postgresql://reflector:marmot@127.0.0.1:5432/reflector"
    for key, content in json.loads(release.json.read_text())["files"][""].items():
        path = tmp_path / "files" / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    old = f"tests/data/releases/{release}.sql"
    embedded = f"sqlite3 /var/lib/reflector/data/reflector.sqlite3 < {old}"
    server = f"""
        apt-get install postgresql
        cd /
        runuser -u postgres -- psql --quiet --command="CREATE ROLE reflector LOGIN PASSWORD 'marmot'"
        runuser -u postgres -- createdb --owner=reflector --encoding=UTF8 --template=template0 reflector
        cd "$ROOT"
        psql --quiet --set=ON_ERROR_STOP=1 --file={old} {url} > /dev/null
    """
    # Its last run was months ago, so the promise is behind.
    health, doctor = (line for line in sections(UPGRADE)["The order"] if line.endswith(("/health", "doctor")))
    months_old = {health: f"{health}/live", doctor: f"{doctor} || true"}
    for machine in _machine(tmp_path):
        machine.run(
            f"""
            useradd --system --user-group --home-dir /var/lib/reflector --no-create-home reflector
            install -d -m 700 /var/lib/reflector
            cp -r "$MACHINE"/files /var/lib/reflector/data
            printf 'PUBLIC_MODE=true\\nDATABASE_URL={url}\\n' > /var/lib/reflector/.env
            cp -r deploy/systemd/reflector* /etc/systemd/system/
            {embedded if is_sqlite else server}
            chown -R reflector: /var/lib/reflector
            {script(UPGRADE, "The order", instead=INSTEAD | months_old)}
            systemctl is-active reflector-all-in-one
            """
        )


def test_every_command_of_a_page_is_typed_somewhere() -> None:
    """Every section with commands has a test."""
    text = "".join(path.read_text() for path in Path(__file__).parents[1].rglob("test_*.py"))
    for page in (INSTALL, UPGRADE, BACKUP, MONITOR):
        assert [heading for heading in sections(page) if f'"{heading}"' not in text] == [], page


def test_every_command_with_a_stand_in_is_on_a_page() -> None:
    written = {line for page in (GROWN_UP, INSTALL, UPGRADE, BACKUP, MONITOR) for line in commands(page)}
    assert set(INSTEAD) - written == set()


def test_the_scrape_configuration_of_the_page_is_the_one_that_is_shipped() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", (DOCS / MONITOR).read_text(), re.DOTALL)
    shipped = (DEPLOY / "prometheus" / "prometheus.yml").read_text()
    assert block == shipped.split("\n", 1)[1]
