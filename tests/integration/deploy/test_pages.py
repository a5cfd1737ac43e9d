"""What the pages tell an operator to type is typed on an empty machine, command by command.

A command that cannot be run there has a stand-in in INSTEAD, with the reason. Every other one runs as it is written.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.documentation import script
from tests.machine import Machine, empty_machine
from tests.servers import S3Server, ServerMissing

pytestmark = pytest.mark.timeout(900)

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
        "sed -i 's/30s/1s/' /etc/prometheus/prometheus.yml; (cd /var/lib && exec prometheus "
        "--config.file=/etc/prometheus/prometheus.yml >/var/log/prometheus 2>&1) &"
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
            {_GREEN}
            test "$(stat -c '%a %U' /var/lib/reflector/.env)" = "600 reflector"
            cd -
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
        assert "ReflectorDown" not in said
