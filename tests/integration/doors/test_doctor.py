"""`reflector doctor`: every fault has a line with advice, and an exit code."""

import errno
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from reflector import inventory
from reflector.commands.doctor import Finding, examine
from reflector.db.models import Artifact, JournalEntry, RetentionRun, new_id, utcnow
from reflector.db.states import ErasureReason
from reflector.inventory import MARKER_KEY
from reflector.inventory.journal import write_pending
from reflector.retention.erase import erase_now
from reflector.settings import load_settings
from reflector.testing.factories import a_recording, an_anonymous_transcript, days_ago
from tests.instances import Instance
from tests.integration.doors.conftest import files_of, reflector
from tests.kernels import failing, needs_seccomp
from tests.permissions import reachable, unprivileged
from tests.servers import S3Server

SECRET = "hunter2-secret"


def look(**settings: str) -> dict[str, Finding]:
    """The doctor's findings with these settings and those of the instance, by name."""
    findings = list(examine(load_settings(**settings)))
    assert SECRET not in repr(findings)
    return {finding.name: finding for finding in findings}


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that accepts connections and never answers."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]


def closed_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port: int = server.getsockname()[1]
    return port


def test_a_healthy_instance_passes_and_is_left_as_it_was(instance: Instance) -> None:
    instance.add(an_anonymous_transcript())
    instance.run()
    before = files_of(instance)

    ended = reflector("doctor", "--json")

    assert ended.code == 0
    assert {finding["state"] for finding in ended.json["findings"]} == {"ok"}
    assert {finding["name"] for finding in ended.json["findings"]} == {
        *("speech model", "speakers"),
        *("public mode", "database", "pragmas", "schema", "clock", "schedule"),
        *("storage local", "marker local", "broker", "disk", "decoder", "journal"),
    }
    assert files_of(instance) == before


def test_an_unreadable_file_of_the_embedded_broker_is_reported(instance: Instance) -> None:
    damaged = instance.settings.broker_dir / "control" / "retention.exchange"
    damaged.parent.mkdir(parents=True)
    damaged.write_bytes(b"")

    found = look()["broker"]

    assert (found.state, found.says) == ("FAIL", "1 files of the embedded broker cannot be read")
    assert "start the workers again" in found.do
    assert damaged.read_bytes() == b""


@needs_seccomp
@pytest.mark.parametrize("answer", [errno.ENOSYS, errno.EPERM])
def test_a_kernel_without_seccomp_is_a_warning(instance: Instance, answer: int) -> None:
    ended = reflector("doctor", "--json", preexec_fn=failing("seccomp", answer))

    findings = {finding["name"]: finding for finding in ended.json["findings"]}
    assert findings["decoder"]["state"] == "warn"
    assert "no seccomp" in findings["decoder"]["says"]
    assert findings["decoder"]["do"]


def test_its_table_has_advice(instance: Instance) -> None:
    ended = reflector("doctor", PUBLIC_MODE="false")

    assert ended.code == 0  # a warning is no failure
    assert "warn   public mode    off: nothing is erased by age" in ended.out
    assert "set PUBLIC_MODE=true" in ended.out


def test_a_missing_database_is_reported_and_not_created(instance: Instance, tmp_path: Path) -> None:
    found = look(DATA_DIR=str(tmp_path / "elsewhere"))

    assert found["database"].state == "FAIL"
    assert "reflector db upgrade" in found["database"].do
    assert found["storage local"].state == "FAIL"
    assert found["disk"].says == "DATA_DIR does not exist, or is not a folder"
    assert not (tmp_path / "elsewhere").exists()


def test_a_database_that_refuses_is_reported_without_its_password(instance: Instance) -> None:
    found = look(DATABASE_URL=f"postgresql://reflector:{SECRET}@127.0.0.1:{closed_port()}/reflector")

    assert found["database"].state == "FAIL"
    assert "127.0.0.1" in found["database"].says


def test_a_server_that_never_answers_is_a_finding(instance: Instance, silent_port: int) -> None:
    ended = reflector(
        "doctor",
        DATABASE_URL=f"postgresql://reflector:{SECRET}@127.0.0.1:{silent_port}/reflector",
        CELERY_BROKER_URL=f"amqp://reflector:{SECRET}@127.0.0.1:{silent_port}//",
    )

    assert ended.code == 1
    assert "no answer within 10 seconds" in ended.out
    assert f"CELERY_BROKER_URL: the broker at 127.0.0.1:{silent_port} does not answer" in ended.out
    assert SECRET not in ended.out + ended.err


@pytest.mark.postgres
def test_a_database_that_was_never_migrated_is_reported(instance: Instance, postgres_url: str) -> None:
    found = look(DATABASE_URL=postgres_url)

    assert "does not have Reflector's tables yet" in found["database"].says


@pytest.mark.postgres
def test_tables_that_the_search_path_hides_are_reported(postgres_instance: Instance) -> None:
    url = f"{postgres_instance.settings.DATABASE_URL}?options=-csearch_path%3Dnowhere"

    found = look(DATABASE_URL=url)

    assert "the tables are in the schema public" in found["database"].says


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_is_down_is_reported(instance: Instance, scheme: str) -> None:
    found = look(CELERY_BROKER_URL=f"{scheme}://:{SECRET}@127.0.0.1:{closed_port()}/0")

    assert found["broker"].state == "FAIL"


@pytest.mark.redis
def test_a_broker_that_is_up_is_reported(instance: Instance, redis_url: str) -> None:
    found = look(CELERY_BROKER_URL=redis_url)

    assert found["broker"].state == "ok"


def test_a_data_dir_that_is_not_writable_is_reported(instance: Instance, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    found = look(DATA_DIR=str(tmp_path / "file"), DATABASE_URL=str(instance.database.url))

    assert found["storage local"].state == "FAIL"


def test_a_foreign_data_dir_is_reported(instance: Instance, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o555)
    with reachable(folder), unprivileged():
        found = look(DATA_DIR=str(folder), DATABASE_URL=str(instance.database.url))["storage local"]

    assert found.says.startswith("DATA_DIR is not writable")
    assert found.do == f"give {folder} to the user that Reflector runs as"


def test_a_misspelt_setting_is_a_warning(instance: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_DATA_RETENTION_DAY", "3")

    found = look()["settings"]

    assert (found.state, found.do) == ("warn", "do you mean PUBLIC_DATA_RETENTION_DAYS?")


def test_a_store_of_another_database_is_reported(instance: Instance) -> None:
    (instance.settings.DATA_DIR / MARKER_KEY).write_text("another database's")

    found = look()

    assert found["marker local"].state == "FAIL"
    assert "reflector storage adopt" in found["marker local"].do


def test_a_database_older_than_its_journal_is_reported(instance: Instance) -> None:
    # Given an erasure by its owner, and a database that has forgotten it
    transcript = an_anonymous_transcript()
    instance.add(transcript)
    erase_now(instance.here, transcript.id, reason=ErasureReason.OWNER)
    write_pending(instance.here)
    assert look()["journal"].state == "ok"
    with instance.database.transaction() as session:
        session.execute(sa.delete(JournalEntry))

    found = look()

    assert found["journal"].state == "FAIL"
    assert "1 entries" in found["journal"].says
    assert "reflector retention journal" in found["journal"].do


def test_a_journal_beside_the_database_is_reported(instance: Instance, tmp_path: Path) -> None:
    assert "JOURNAL_DIR" in look()["journal"].do
    assert look(JOURNAL_DIR=str(tmp_path / "journal"))["journal"].do == ""


def test_a_stopped_schedule_is_reported(instance: Instance) -> None:
    instance.add(an_anonymous_transcript(days_old=30))
    ended_long_ago = days_ago(3)
    with instance.database.transaction() as session:
        session.add(
            RetentionRun(
                trigger="beat",
                days=7,
                cutoff=days_ago(10),
                started_at=ended_long_ago,
                ended_at=ended_long_ago,
                outcome="done",
            )
        )
        session.add(Artifact(kind="mp3", store="local", key=f"{new_id()}/audio.mp3", dead_at=utcnow()))

    says = [finding.says for finding in examine(load_settings()) if finding.name == "schedule"]
    assert len(says) == 3  # no recent run, overdue, dead


def test_a_nearly_full_disk_is_reported(instance: Instance) -> None:
    found = look(DISK_FREE_MIN_BYTES=str(10**18))

    assert found["disk"].state == "FAIL"


# -- S3 ---------------------------------------------------------------------------------------------------------------


def s3(server: S3Server, bucket: str) -> dict[str, str]:
    return {
        "TRANSCRIPT_STORAGE_BACKEND": "aws",
        "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": bucket,
        "TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL": server.endpoint_url,
        "TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID": server.access_key,
        "TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": server.secret_key,
    }


@pytest.mark.s3
def test_a_bucket_is_probed_and_described(instance: Instance, seaweedfs: S3Server) -> None:
    bucket = seaweedfs.make_bucket("Enabled")

    found = look(**s3(seaweedfs, bucket))

    assert found["storage s3"].state == "ok"
    assert found["versioning"].says.startswith("Enabled")
    assert "Versions" not in seaweedfs.client.list_object_versions(Bucket=bucket)  # the probe went with all versions


@pytest.mark.s3
def test_a_missing_or_closed_bucket_is_reported_without_the_key(instance: Instance, seaweedfs: S3Server) -> None:
    found = look(**s3(seaweedfs, "no-such-bucket"))
    assert "does not exist" in found["storage s3"].says

    wrong = s3(seaweedfs, seaweedfs.make_bucket()) | {"TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY": SECRET}
    found = look(**wrong)
    assert found["storage s3"].state == "FAIL"


@pytest.mark.s3
def test_object_lock_is_a_warning(instance: Instance, seaweedfs: S3Server) -> None:
    found = look(**s3(seaweedfs, seaweedfs.make_bucket("Enabled", lock=True)))

    assert found["object lock"].state == "warn"


def test_a_store_that_does_not_answer_is_reported(instance: Instance) -> None:
    gone = S3Server("gone", f"http://127.0.0.1:{closed_port()}")

    found = look(**s3(gone, "bucket"))

    assert found["storage s3"].state == "FAIL"


@pytest.mark.s3
def test_buckets_of_recordings_are_described_like_the_instances_own(instance: Instance, seaweedfs: S3Server) -> None:
    theirs, own = seaweedfs.make_bucket("Enabled", lock=True), seaweedfs.make_bucket()
    instance.add(a_recording(bucket=theirs, key="one.mp4"))
    inventory.complete(instance.here)

    found = look(**s3(seaweedfs, own))

    assert found["versioning"].says.startswith("off")
    assert found[f"versioning {theirs}"].says.startswith("Enabled")
    assert found[f"object lock {theirs}"].state == "warn"
    assert f"lifecycle {theirs}" in found


@pytest.mark.s3
def test_buckets_of_recordings_are_looked_into(instance: Instance, seaweedfs: S3Server) -> None:
    theirs = seaweedfs.make_bucket()
    instance.add(a_recording(bucket=theirs), a_recording(bucket="no-such-bucket"))

    found = look(**s3(seaweedfs, seaweedfs.make_bucket()))

    assert found[f"bucket {theirs}"].state == "ok"
    assert found["bucket no-such-bucket"].says.endswith("bucket_missing")


def test_a_missing_gpu_or_model_is_reported(instance: Instance) -> None:
    assert look(WHISPER_MODEL="tiny.en")["speech model"].says == "tiny.en, on cpu"
    for wrong in ({"WHISPER_DEVICE": "cuda"}, {"WHISPER_MODEL": "/nowhere"}):
        found = look(**wrong)
        assert found["speech model"].state == "FAIL"
        assert "WHISPER_MODEL or WHISPER_DEVICE" in found["speech model"].do


def test_missing_packages_for_speakers_are_a_warning(instance: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "voicefilter_lite", None)

    found = look(DIARIZATION="on")["speakers"]

    assert found.state == "warn"
    assert "open-voicefilter-lite" in found.do


def test_a_missing_language_model_is_reported(instance: Instance) -> None:
    found = look(LLM_URL=f"http://127.0.0.1:{closed_port()}/v1", LLM_MODEL="m", LLM_API_KEY=SECRET)

    assert found["language model"].state == "FAIL"
    assert SECRET not in found["language model"].says
