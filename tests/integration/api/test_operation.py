"""Health, metrics, headers, and errors without content."""

import json
import logging
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from reflector import inventory
from reflector.api import transcripts
from reflector.app import create_app
from reflector.db.models import Artifact, Identity, utcnow
from reflector.instance import Instance as Everything
from reflector.retention import recheck
from reflector.retention.run import run
from reflector.worker import BEAT, QUEUES, WORKER, heartbeat
from tests.conftest import missing
from tests.integration.api import server
from tests.integration.api.conftest import Serve
from tests.integration.api.server import create, owner, problem
from tests.servers import ServerMissing, program


def figures(http: httpx.Client) -> dict[str, float]:
    answer = http.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {f.name: f.samples[0].value for f in text_string_to_metric_families(answer.text)}


def grow_old(instance: server.Instance, *, processes: bool = True) -> None:
    """Let this instance have been running for a long time, with or without beat and workers."""
    inventory.instance_id(instance.database)  # from now on the instance has an age
    if processes:
        heartbeat.write(instance.database, BEAT, [""])
        heartbeat.write(instance.database, WORKER, QUEUES)
    with instance.database.transaction() as session:
        session.execute(sa.update(Identity).values(created_at=utcnow() - timedelta(days=30)))


# -- how the promise stands ---------------------------------------------------------------------------------------


def test_a_young_instance_has_shown_nothing_yet(http: httpx.Client) -> None:
    answer = http.get("/health")

    assert answer.status_code == 200
    assert answer.json() == {"status": "not_shown_yet", "reasons": []}
    shown = http.get("/v1/retention").json()
    assert (shown["state"], shown["kept"]) == ("not_shown_yet", False)


def test_a_run_that_left_more_than_promised_shows_nothing(instance: server.Instance, http: httpx.Client) -> None:
    run(instance.here, days=30)

    assert http.get("/health").json()["status"] == "not_shown_yet"
    assert http.get("/v1/retention").json()["kept"] is False

    run(instance.here)

    assert http.get("/health").json() == {"status": "ok", "reasons": []}
    assert http.get("/v1/retention").json()["kept"] is True


def test_without_beat_and_workers_health_is_red(instance: server.Instance, http: httpx.Client) -> None:
    run(instance.here)
    grow_old(instance, processes=False)

    answer, shown = http.get("/health"), http.get("/v1/retention").json()

    missed = ["no_beat", "no_worker:retention", "no_worker:transcription"]
    assert (answer.status_code, answer.json()) == (503, {"status": "behind", "reasons": missed})
    assert (shown["state"], shown["behind"]) == ("behind", missed)
    assert figures(http)["reflector_retention_behind"] == 1


def test_live_reports_only_that_the_process_serves(instance: server.Instance, http: httpx.Client) -> None:
    grow_old(instance, processes=False)

    assert http.get("/health").status_code == 503
    assert http.get("/health/live").json() == {"status": "ok"}


def test_health_home_and_retention_share_one_answer(instance: server.Instance) -> None:
    app = create_app(instance.settings, believed_seconds=60)
    with TestClient(app) as http:
        http.get("/health")

        with statements(app.state.services.instance.database.engine) as asked:
            for path in ("/health", "/", "/promise", "/v1/retention"):
                assert http.get(path).is_success

        assert [statement for statement in asked if "heartbeat" in statement] == []


@contextmanager
def statements(engine: sa.Engine) -> Iterator[list[str]]:
    """The statements that a database gets during the block."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def test_residue_after_a_run_turns_health_red_until_it_is_gone(instance: server.Instance, http: httpx.Client) -> None:
    # Given a run, and something that it should have erased
    here = Everything(instance.settings, instance.database, instance.stores)
    made = create(http)
    run(instance.here)
    instance.age(made["id"], days=8)

    # When the run is verified
    assert recheck.verify_latest_run(here) == 1

    # Then /health is red, and the result is stored with the run
    assert http.get("/health").json()["reasons"] == ["residue"]
    assert http.get("/v1/retention").json()["last_run"]["residue"] == 1
    assert figures(http)["reflector_retention_last_run_residue"] == 1

    # When the next run has erased it, and is verified
    run(instance.here)
    assert recheck.verify_latest_run(here) == 0

    # Then /health is green, and a clean run is not looked at again
    assert http.get("/health").status_code == 200
    assert recheck.verify_latest_run(here) is None


def test_data_that_expires_during_a_run_is_no_residue_of_it(instance: server.Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.age(made["id"], days=6.999999)
    run(instance.here)
    instance.age(made["id"], days=7)

    assert recheck.verify_latest_run(Everything(instance.settings, instance.database, instance.stores)) == 0


def test_promtool_finds_no_fault_and_nothing_is_absent(instance: server.Instance, http: httpx.Client) -> None:
    new = http.get("/metrics").text
    made = create(http)
    instance.age(made["id"], days=9)
    grow_old(instance)
    run(instance.here)
    used = http.get("/metrics").text

    for page in (new, used):
        assert "NaN" not in page
        done = subprocess.run([promtool(), "check", "metrics"], input=page, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert names(new) == names(used)
    assert 'reflector_heartbeat_timestamp_seconds{process="beat",queue=""} 0.0' in new
    assert 'reflector_jobs{stage="recognize"} 0.0' in new
    assert 'reflector_transcripts_failed{code="silent"} 0.0' in new
    assert 'reflector_health_reason{reason="no_beat"} 0.0' in new


def promtool() -> str:
    """The path of promtool; without it the test is skipped, in CI it fails."""
    try:
        return program("promtool")
    except ServerMissing as error:
        missing(str(error))
        raise


def names(page: str) -> set[str]:
    """Every series of a page of metrics, without its value."""
    return {line.rsplit(" ", 1)[0] for line in page.splitlines() if not line.startswith("#")}


def test_everybody_can_see_the_state_of_the_promise(instance: server.Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.age(made["id"], days=9)
    young = create(http)
    instance.age(young["id"], days=2)

    before = http.get("/v1/retention").json()
    run(instance.here)
    after = http.get("/v1/retention").json()

    assert (before["public"], before["days"], before["waiting"], before["overdue"]) == (True, 7, 1, 1)
    assert before["kept"] is False
    assert before["lag_seconds"] == pytest.approx(2 * 86_400, abs=60)
    assert before["last_run"] is None
    assert (after["waiting"], after["overdue"], after["kept"]) == (0, 0, True)
    assert after["last_run"]["transcripts_deleted"] == 1
    assert after["last_run"]["outcome"] == "done"
    assert after["oldest_anonymous_age_seconds"] == pytest.approx(2 * 86_400, abs=60)
    assert made["id"] not in json.dumps(after)


def test_health_says_that_no_run_was_made(instance: server.Instance, http: httpx.Client) -> None:
    assert http.get("/health").status_code == 200
    grow_old(instance)

    answer = http.get("/health")

    assert answer.status_code == 503
    assert answer.json() == {"status": "behind", "reasons": ["no_recent_run"]}
    run(instance.here)
    assert http.get("/health").status_code == 200


def test_health_says_that_artifacts_are_dead(instance: server.Instance, http: httpx.Client) -> None:
    with instance.database.transaction() as session:
        session.add(Artifact(kind="mp3", store="local", key="x/audio.mp3", doomed_at=utcnow(), dead_at=utcnow()))

    answer = http.get("/health")

    assert answer.status_code == 503
    assert "dead_artifacts" in answer.json()["reasons"]
    assert figures(http)["reflector_artifacts_dead"] == 1


def test_metrics_carry_the_same_figures(instance: server.Instance, http: httpx.Client) -> None:
    instance.age(create(http)["id"], days=9)
    assert figures(http)["reflector_retention_overdue"] == 1
    run(instance.here)

    told, shown = figures(http), http.get("/v1/retention").json()

    assert told["reflector_database_up"] == 1
    assert told["reflector_retention_period_seconds"] == shown["days"] * 86_400
    assert told["reflector_retention_overdue"] == shown["overdue"] == 0
    assert told["reflector_retention_behind"] == 0
    assert told["reflector_retention_last_run_transcripts_deleted"] == 1
    assert told["reflector_retention_last_good_run_timestamp_seconds"] > 0


def test_two_instances_in_one_process_do_not_mix_their_figures(
    serve: Serve, tmp_path: Path, migrated_sqlite: Path
) -> None:
    theirs = server.serving(tmp_path / "other", migrated_sqlite, PUBLIC_DATA_RETENTION_DAYS=3)
    with theirs as other, serve().client() as http, other.client() as elsewhere:
        assert figures(http)["reflector_retention_period_seconds"] == 7 * 86_400
        assert figures(elsewhere)["reflector_retention_period_seconds"] == 3 * 86_400


def test_an_instance_without_its_database_is_down(instance: server.Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.database.engine.dispose()
    shutil.move(instance.settings.DATA_DIR, instance.settings.DATA_DIR.with_name("away"))

    health = http.get("/health")

    assert health.status_code == 503
    assert health.json() == {"status": "down", "reasons": ["database"]}
    told = figures(http)
    assert set(told) == {"reflector_database_up", "reflector_build_info", "reflector_health_reason"}
    assert told["reflector_database_up"] == 0.0
    assert 'reflector_health_reason{reason="database"} 1.0' in http.get("/metrics").text
    assert http.get("/health/live").status_code == 200
    answer = http.get(f"/v1/transcripts/{made['id']}")
    problem(answer, 503, "database_unavailable")
    assert answer.headers["retry-after"]


# -- headers ------------------------------------------------------------------------------------------------------


def test_every_answer_is_locked_down(instance: server.Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"])
    at = f"/v1/transcripts/{made['id']}"

    for path in (at, f"{at}/text.txt", f"{at}/audio/mp3", f"{at}/events", "/v1/nowhere", "/health", "/openapi.json"):
        headers = http.get(path, headers={"Origin": "https://elsewhere.example"}).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "noindex" in headers["x-robots-tag"]
        assert not [name for name in headers if name.startswith("access-control-")]


def test_a_long_body_is_413_before_it_is_kept_in_memory(http: httpx.Client) -> None:
    made = create(http)
    at = f"/v1/transcripts/{made['id']}"

    long = b'{"name": "' + b"x" * 400_000 + b'"}'
    json_type = {"Content-Type": "application/json"}
    problem(http.patch(at, content=long, headers=owner(made) | json_type), 413, "too_large")
    problem(http.post("/v1/transcripts", content=long, headers=json_type), 413, "too_large")
    problem(http.post("/v1/webhooks/recordings", content=long), 413, "too_large")


def test_an_unknown_address_answers_a_problem_too(http: httpx.Client) -> None:
    problem(http.get("/v1/nowhere"), 404, "not_found")
    answer = http.put("/v1/transcripts")
    problem(answer, 405, "method_not_allowed")
    assert answer.headers["allow"]


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'"x"', b"\xff\xfe", b'{"name": "\\ud800"}', b'{"expires_in_days": NaN}']
)
def test_a_body_that_is_no_json_object_is_422(http: httpx.Client, body: bytes) -> None:
    made = create(http)
    headers = {"Content-Type": "application/json"}

    problem(http.post("/v1/transcripts", content=body, headers=headers), 422, "invalid_request")
    at = f"/v1/transcripts/{made['id']}"
    assert http.patch(at, content=body, headers=owner(made) | headers).status_code in {400, 422}


# -- what goes wrong ----------------------------------------------------------------------------------------------


def test_an_unforeseen_error_reveals_nothing(
    instance: server.Instance,
    http: httpx.Client,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = create(http)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Matterhorn")

    monkeypatch.setattr(transcripts, "show", fail)
    with caplog.at_level(logging.DEBUG):
        answer = http.get(f"/v1/transcripts/{made['id']}")

    problem(answer, 500, "internal_error")
    logs = "".join(capfd.readouterr()) + caplog.text
    assert "request_failed" in logs
    assert "RuntimeError" in logs
    assert "Matterhorn" not in logs + answer.text


def test_no_token_and_no_content_reaches_the_logs(
    instance: server.Instance, http: httpx.Client, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    # The client of this test logs addresses of its own if an earlier test has set up logging. "reflector" comes last:
    # the level that was set last is also that of caplog itself.
    with caplog.at_level(logging.CRITICAL, "httpx"), caplog.at_level(logging.DEBUG, "reflector"):
        made = create(http, name="Matterhorn")
        http.post(
            f"/v1/transcripts/{made['id']}/record/upload",
            files={"chunk": ("Zermatt.wav", b"RIFF Eiger")},
            headers=owner(made),
        )
        http.patch(f"/v1/transcripts/{made['id']}", json={"name": "Breithorn" * 100}, headers=owner(made))
        http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made))

    logs = "".join(capfd.readouterr()) + caplog.text
    assert made["id"] in logs
    for word in (made["owner_token"], "Matterhorn", "Zermatt", "Eiger", "Breithorn", "127.0.0.1"):
        assert word not in logs, word
