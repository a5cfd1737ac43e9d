"""The files in deploy/ pass the checks of the programs that will read them."""

import errno
import json
import os
import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from ruamel.yaml import YAML
from seccompy import Action, Filter

from reflector.settings import Settings, load_settings
from reflector.worker import QUEUES
from tests.conftest import missing
from tests.integration.api.server import serving
from tests.servers import ServerMissing, program

DEEP = os.environ.get("REFLECTOR_TEST_DEEP") == "1"
DEPLOY = Path(__file__).parents[3] / "deploy"
#: Highest exposure that `systemd-analyze security` may find in a unit, times ten. It calls 10.0 the worst.
EXPOSURE = 20


def check(name: str, *arguments: str, cwd: Path | None = None, **environment: str) -> str:
    """Run a program that checks something, which must find no fault. Returns what it printed."""
    try:
        command = [program(name), *arguments]
    except ServerMissing as error:
        missing(str(error))
        raise
    done = subprocess.run(command, cwd=cwd, env=environment or None, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


# -- containers -------------------------------------------------------------------------------------------------------


def test_hadolint_finds_nothing_in_the_containerfile() -> None:
    assert check("hadolint", str(DEPLOY / "container" / "Containerfile")) == ""


def test_the_image_has_pinned_parts_no_root_and_a_healthcheck() -> None:
    text = (DEPLOY / "container" / "Containerfile").read_text()
    ((image, tag),) = re.findall(r"ARG PYTHON_IMAGE=(\S+):(\S+)", text)

    assert (image, bool(re.match(r"\d+\.\d+\.\d+-", tag))) == ("docker.io/library/python", True)
    assert re.findall(r"^FROM (\S+)", text, re.MULTILINE) == ["${PYTHON_IMAGE}"] * 2
    last = text.rsplit("\nFROM ", 1)[1]
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", last, re.MULTILINE)
    assert "/health/live" in last.split("HEALTHCHECK", 1)[1]


def test_the_compose_file_fits_its_schema() -> None:
    check("check-jsonschema", "--builtin-schema", "vendor.compose-spec", str(compose_file()))


def test_every_container_is_pinned_restarted_and_bounded_in_its_logs() -> None:
    for name, service in compose()["services"].items():
        assert service["restart"] == "unless-stopped", name
        assert service["logging"]["options"], name
        if "build" not in service:
            assert re.fullmatch(r"docker\.io/[\w/]+:\d+\.\d+[\w.-]*", service["image"]), name
        assert name == "proxy" or "ports" not in service, f"{name} can be reached from outside"


def test_reflector_in_containers_may_write_nowhere_else_and_has_known_settings() -> None:
    ours = {name: each for name, each in compose()["services"].items() if "build" in each}

    assert set(ours) == {"api", "transcriber", "sweeper", "beat"}
    for name, service in ours.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert set(service["environment"]) <= set(Settings.model_fields), name
    texts = {key: re.sub(r"\$\{\w+:[-?].*?\}", "7", str(value)) for key, value in ours["api"]["environment"].items()}
    assert load_settings(_env_file=None, **texts).TRUSTED_PROXIES == "10.89.42.2"
    assert {word for service in ours.values() for word in service["command"] if word in QUEUES} == set(QUEUES)


def compose_file() -> Path:
    return DEPLOY / "container" / "compose.yaml"


def compose() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(compose_file())
    return found


# -- systemd ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as on a machine on which /opt/reflector is installed."""
    folder = tmp_path / "units"
    shutil.copytree(DEPLOY / "systemd", folder)
    for unit in folder.glob("*.service"):
        command = Path(program("reflector")).parent
        unit.write_text(unit.read_text().replace("/opt/reflector/bin", str(command)))
    return folder


def loaded(units: Path) -> list[str]:
    """The paths of all units, with a number for a template."""
    names = [path.name.replace("@.", "@1.") for path in units.glob("reflector*.*") if path.is_file()]
    return [str(units / name) for name in sorted(names)]


def test_systemd_understands_every_unit(units: Path) -> None:
    said = check("systemd-analyze", "verify", "--man=no", *loaded(units), SYSTEMD_UNIT_PATH=f"{units}:")

    assert [line for line in said.splitlines() if "reflector" in line] == []


def test_every_service_is_hardened(units: Path) -> None:
    services = [path for path in loaded(units) if path.endswith(".service")]
    assert len(services) == 5
    for service in services:
        options = ("--offline=true", "--no-pager", f"--threshold={EXPOSURE}")
        said = check("systemd-analyze", "security", *options, service, SYSTEMD_UNIT_PATH=str(units))
        assert "Overall exposure level" in said


def system_calls(words: str) -> set[str]:
    """The system calls that the value of a SystemCallFilter names, each group replaced by its members."""
    found = set()
    for word in words.removeprefix("~").split():
        if not word.startswith("@"):
            found.add(word)
            continue
        listed = check("systemd-analyze", "syscall-filter", word).splitlines()[1:]
        members = (line.strip() for line in listed)
        found |= system_calls(" ".join(name for name in members if name and not name.startswith("#")))
    return found


def demo_under_the_filter_of_the_units() -> None:
    """Speech is transcribed and erased by a process that may call what the units allow, and nothing else."""
    unit = (DEPLOY / "systemd" / "reflector-.service.d" / "hardening.conf").read_text()
    allowed, denied = re.findall(r"^SystemCallFilter=(.*)$", unit, re.MULTILINE)
    rules = Filter(Action.ERRNO | errno.EPERM)
    for call in system_calls(allowed) - system_calls(denied):
        with suppress(ValueError, OSError):  # a call of another architecture
            rules.allow(call)

    demo = subprocess.run(
        [program("reflector"), "demo"], preexec_fn=rules.load, capture_output=True, text=True, timeout=600, check=False
    )

    assert demo.returncode == 0, demo.stdout + demo.stderr
    assert "The promise was kept." in demo.stdout


if DEEP:  # it takes half a minute of CPU
    test_the_demo_works_under_the_filter_of_the_units = demo_under_the_filter_of_the_units


def test_the_units_run_every_queue_and_one_beat() -> None:
    commands = [re.findall(r"^ExecStart=(.*)$", path.read_text(), re.MULTILINE) for path in units_of_the_target()]

    started = " ".join(line for lines in commands for line in lines)
    assert all(f"-Q {queue} " in started for queue in QUEUES)
    assert started.count("reflector.worker.app beat") == 1
    assert started.count("serve --api-only") == 1


def units_of_the_target() -> list[Path]:
    target = (DEPLOY / "systemd" / "reflector.target").read_text()
    ((wanted),) = re.findall(r"^Wants=(.*)$", target, re.MULTILINE)
    return [DEPLOY / "systemd" / re.sub(r"@\d+", "@", name) for name in wanted.split()]


def test_tmpfiles_and_logrotate_accept_their_files(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "etc").mkdir(parents=True)
    (root / "etc" / "passwd").write_text("root:x:0:0::/root:/bin/sh\nreflector:x:990:990::/var/lib/reflector:/bin/sh\n")
    (root / "etc" / "group").write_text("root:x:0:\nadm:x:4:\nreflector:x:990:\n")
    assert check("systemd-tmpfiles", "--create", f"--root={root}", str(DEPLOY / "systemd" / "tmpfiles.conf")) == ""
    assert {path.name for path in (root / "var").glob("*/reflector")} == {"reflector"}

    rotated = tmp_path / "logrotate.conf"
    rotated.write_text((DEPLOY / "nginx" / "logrotate.conf").read_text().replace("/var/log/reflector", str(tmp_path)))
    rotated.chmod(0o644)
    said = check("/usr/sbin/logrotate", "--debug", f"--state={tmp_path / 'state'}", str(rotated))
    assert "error" not in said


# -- monitoring -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def exported(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of metrics of a new instance."""
    with serving(tmp_path_factory.mktemp("metrics") / "data", migrated_sqlite) as instance:
        return httpx.get(f"{instance.url}/metrics", timeout=30).text


def test_promtool_accepts_the_alerts_and_their_tests() -> None:
    folder = DEPLOY / "prometheus"
    check("promtool", "check", "rules", "reflector.rules.yml", cwd=folder)
    said = check("promtool", "test", "rules", "reflector.rules.test.yml", cwd=folder)
    assert "SUCCESS" in said


def test_every_reason_of_health_has_one_alert(exported: str) -> None:
    rules = [rule for group in alerts()["groups"] for rule in group["rules"]]
    patterns = [match[1] for rule in rules for match in re.findall(r'reason(=~|=)"([^"]+)"', rule["expr"])]
    reasons = set(re.findall(r'reflector_health_reason\{reason="([^"]+)"', exported))

    assert len(reasons) >= 12
    assert {r: [p for p in patterns if re.fullmatch(p, r)] for r in reasons if _alerts(patterns, r) != 1} == {}
    assert all(rule["annotations"].keys() == {"summary", "action"} for rule in rules)


def _alerts(patterns: list[str], reason: str) -> int:
    return sum(bool(re.fullmatch(pattern, reason)) for pattern in patterns)


def alerts() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(DEPLOY / "prometheus" / "reflector.rules.yml")
    return found


def test_every_alert_is_tested() -> None:
    tests = (DEPLOY / "prometheus" / "reflector.rules.test.yml").read_text()
    by_reason = {"ReflectorDatabaseDown", "ReflectorBrokerDown", "ReflectorStoreIsForeign", "ReflectorJobsWait"}
    by_reason |= {"ReflectorJournalNotDurable", "ReflectorDeadArtifacts"}  # the same expression as ReflectorNoBeat

    names = {rule["alert"] for group in alerts()["groups"] for rule in group["rules"]}
    assert {name for name in names - by_reason if name not in tests} == set()


def test_the_dashboard_shows_every_figure_and_no_other(exported: str, tmp_path: Path) -> None:
    dashboard = json.loads((DEPLOY / "grafana" / "reflector.json").read_text())
    shown = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", [])]
    figures = set(re.findall(r"^(reflector_\w+)[ {]", exported, re.MULTILINE))

    assert figures - _figures(shown) == set(), "figures without a panel"
    assert _figures(shown) - figures == set(), "panels without a figure"
    assert _figures([json.dumps(alerts())]) - figures - {"reflector_rules"} == set()
    # Prometheus understands every expression
    record = [{"record": f"panel:{n}", "expr": expression.replace("$job", ".+")} for n, expression in enumerate(shown)]
    rules = tmp_path / "panels.json"
    rules.write_text(json.dumps({"groups": [{"name": "panels", "rules": record}]}))
    check("promtool", "check", "rules", str(rules))


def _figures(expressions: list[str]) -> set[str]:
    return {name for expression in expressions for name in re.findall(r"reflector_\w+", expression)}


def test_the_panels_of_the_dashboard_do_not_overlap() -> None:
    dashboard = json.loads((DEPLOY / "grafana" / "reflector.json").read_text())
    taken: dict[tuple[int, int], str] = {}
    for panel in dashboard["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24, panel["title"]
        for cell in (
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        ):
            assert cell not in taken, f"{panel['title']} lies on {taken[cell]}"
            taken[cell] = panel["title"]
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])
