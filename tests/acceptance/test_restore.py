"""A restored backup brings nothing back that was erased, and takes nothing from a user (R14)."""

import io
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from reflector.db.models import JournalEntry, Meeting, MeetingConsent, Transcript, utcnow
from reflector.db.states import ArtifactKind
from reflector.errors import DatabaseReplaced, ObjectMissing
from reflector.inventory import Place
from reflector.inventory.marker import JOURNAL_PREFIX
from reflector.meetings import rooms
from reflector.retention.replay import CLAIMED_BEFORE, catch_up, give_back
from reflector.retention.run import drain_now, run
from reflector.retention.strays import doom_returned
from tests.integration.api.server import Instance, create, owner, problem, serving
from tests.integration.api.tokens import KEY, bearer, pem
from tests.keep import keep as keep_file
from tests.servers import S3Server, postgres_database

#: Seconds within which a running API notices a restore.
NOTICED_SECONDS = 10.0


@dataclass
class Backup:
    """A running instance whose database can be saved and put back while it runs."""

    instance: Instance
    path: Path

    def save(self) -> None:
        if (file := self.instance.database.file) is not None:
            with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(self.path)) as target:
                source.backup(target)
        else:
            _postgres("pg_dump", "--format=custom", f"--file={self.path}", f"--dbname={self._url}")

    def restore(self) -> None:
        """Replace the present database by the saved one."""
        if (file := self.instance.database.file) is not None:
            new = file.with_name("restored")
            shutil.copy(self.path, new)
            for suffix in ("-wal", "-shm"):
                Path(f"{file}{suffix}").unlink(missing_ok=True)
            new.rename(file)
        else:
            _postgres("pg_restore", "--clean", "--if-exists", f"--dbname={self._url}", str(self.path))

    @property
    def _url(self) -> str:
        return self.instance.database.url.set(drivername="postgresql").render_as_string(hide_password=False)


def _postgres(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def backup(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> Iterator[Backup]:
    """A public instance with users, on each database."""
    options: dict[str, object] = {
        "AUTH_BACKEND": "jwt",
        "AUTH_JWT_PUBLIC_KEY": pem(KEY),
        "AUTH_JWT_AUDIENCE": "reflector",
    }
    template: Path | None = migrated_sqlite
    with ExitStack() as stack:
        if request.param == "postgres":
            options["DATABASE_URL"], template = stack.enter_context(postgres_database()), None
        instance = stack.enter_context(serving(tmp_path / "data", template, **options))
        yield Backup(instance, tmp_path / "backup")


@pytest.fixture
def http(backup: Backup) -> Iterator[httpx.Client]:
    with backup.instance.client() as client:
        yield client


def finished(instance: Instance, http: httpx.Client, **body: object) -> dict[str, Any]:
    made = create(http, **body)
    instance.finish(made["id"])
    return made


def eventually(condition: Callable[[], bool], seconds: float = NOTICED_SECONDS) -> bool:
    deadline = monotonic() + seconds
    while not condition():
        if monotonic() > deadline:
            return False
        sleep(0.1)
    return True


def status(http: httpx.Client, made: dict[str, Any]) -> int:
    return http.get(f"/v1/transcripts/{made['id']}").status_code


def row(instance: Instance, transcript_id: str) -> Transcript | None:
    with instance.database.snapshot() as session:
        return session.get(Transcript, transcript_id)


# -- the database -------------------------------------------------------------------------------------------------


def test_an_owners_erasure_survives_a_restore(backup: Backup, http: httpx.Client) -> None:
    # Given a transcript that was erased after the backup was made
    made, other = finished(backup.instance, http), finished(backup.instance, http)
    backup.save()
    answer = http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made))
    assert answer.json() == {"status": "ok", "pending": 0, "durable": True}

    # When the backup is put back under the running API
    backup.restore()

    # Then the transcript is gone again, for the same reason, and the other one is served
    assert eventually(lambda: status(http, made) == 410)
    assert problem(http.get(f"/v1/transcripts/{made['id']}"), 410, "gone")["reason"] == "owner"
    assert row(backup.instance, made["id"]) is None
    assert eventually(lambda: status(http, other) == 200)


def test_no_word_is_served_between_the_restore_and_the_start(
    backup: Backup, http: httpx.Client, tmp_path: Path
) -> None:
    # Given a restore while nothing runs
    made = finished(backup.instance, http)
    backup.save()
    http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made))
    backup.instance.stop()
    assert eventually(lambda: not backup.instance.running())
    backup.restore()

    # When the API starts again
    settings = backup.instance.settings.model_dump()
    with serving(tmp_path / "data", **settings | {"PUBLIC_MODE": True}) as again, again.client() as client:
        # Then its first answer is 410
        assert status(client, made) == 410


def test_a_claimed_transcript_stays_a_users_and_outlives_its_days(backup: Backup, http: httpx.Client) -> None:
    # Given a transcript that a user claimed after the backup
    made = finished(backup.instance, http)
    backup.save()
    claim = f"/v1/transcripts/{made['id']}/claim"
    assert http.post(claim, headers=owner(made) | bearer("anna")).status_code == 200

    # When the backup is put back, and its days pass
    backup.restore()
    assert eventually(lambda: (back := row(backup.instance, made["id"])) is not None and back.user_id == CLAIMED_BEFORE)
    backup.instance.age(made["id"], days=30)
    stats = run(backup.instance.here)

    # Then it is still there, and cannot be read until the operator names the user
    assert stats["transcripts_deleted"] == 0
    kept = row(backup.instance, made["id"])
    assert kept is not None
    assert (kept.user_id, kept.share_mode, kept.owner_token_hash) == (CLAIMED_BEFORE, "private", None)
    assert http.get(f"/v1/transcripts/{made['id']}", headers=owner(made)).status_code in (401, 403)
    give_back(backup.instance.database, made["id"], "anna")
    assert http.get(f"/v1/transcripts/{made['id']}", headers=bearer("anna")).status_code == 200


def test_a_restore_in_the_middle_of_a_run_takes_nothing_from_a_user(backup: Backup, http: httpx.Client) -> None:
    # Given a backup, and a transcript that a user has claimed since
    instance = backup.instance
    old, claimed = finished(instance, http), finished(instance, http)
    instance.age(old["id"], days=5)
    instance.age(claimed["id"], days=3)
    backup.save()
    claim = f"/v1/transcripts/{claimed['id']}/claim"
    assert http.post(claim, headers=owner(claimed) | bearer("anna")).status_code == 200
    another = finished(instance, http)
    instance.age(another["id"], days=4)

    # When the backup is put back while a run is between two batches
    restored: list[int] = []

    def restore_once(rows: int, _artifacts: int) -> None:
        if rows and not restored:
            restored.append(rows)
            backup.restore()

    one_by_one = instance.settings.model_copy(update={"RETENTION_BATCH_SIZE": 1})
    with pytest.raises(DatabaseReplaced):
        run(replace(instance.here, settings=one_by_one), days=1, progress=restore_once)
    assert restored == [1]

    # Then this run erases nothing more, and the next one finds the journal and keeps what is a user's
    run(instance.here, days=1)
    assert row(instance, old["id"]) is None
    kept = row(instance, claimed["id"])
    assert kept is not None
    assert kept.user_id == CLAIMED_BEFORE


def test_a_shortened_life_stays_short(backup: Backup, http: httpx.Client) -> None:
    made = finished(backup.instance, http)
    backup.save()
    end = utcnow() + timedelta(hours=5)
    changed = http.patch(f"/v1/transcripts/{made['id']}", json={"erase_at": end.isoformat()}, headers=owner(made))
    assert changed.status_code == 200, changed.text

    backup.restore()

    assert eventually(lambda: _ends(http, made) == end)


def _ends(http: httpx.Client, made: dict[str, Any]) -> datetime | None:
    answer = http.get(f"/v1/transcripts/{made['id']}")
    return datetime.fromisoformat(answer.json()["expires_at"]) if answer.is_success else None


def test_a_refusal_stays_a_refusal(backup: Backup, http: httpx.Client) -> None:
    # Given a refusal after the backup
    instance = backup.instance
    room = rooms.create_room(instance.database, "square", user_id=None)
    meeting = http.post("/v1/rooms/square/meetings").json()["id"]
    made = finished(instance, http)
    instance.set(made["id"], meeting_id=meeting, room_id=room.id)
    backup.save()
    assert http.post(f"/v1/meetings/{meeting}/consent", json={"consent_given": False}).status_code == 201
    assert http.get(f"/v1/transcripts/{made['id']}/audio/mp3").status_code == 404

    # When the backup is put back
    backup.restore()

    # Then the refusal stands, and the audio is not served
    refused = sa.select(MeetingConsent.id).where(MeetingConsent.meeting_id == meeting, ~MeetingConsent.consent_given)
    assert eventually(lambda: _any(instance, refused))
    assert eventually(lambda: http.get(f"/v1/transcripts/{made['id']}/audio/mp3").status_code == 404)


@pytest.fixture
def guests(backup: Backup, http: httpx.Client) -> tuple[dict[str, Any], str]:
    """A user's finished transcript of a meeting that a guest began in the user's room, and the path of the meeting."""
    http.post("/v1/rooms", json={"name": "team", "is_shared": True}, headers=bearer("anna"))
    meeting = http.post("/v1/rooms/team/meetings").json()
    made = finished(backup.instance, http)
    backup.instance.set(made["id"], meeting_id=meeting["id"], user_id="anna")
    backup.save()
    return made, f"/v1/meetings/{meeting['id']}"


def restore(backup: Backup) -> None:
    """Restore the backup, and apply the journal at once instead of waiting for the API."""
    backup.restore()
    catch_up(backup.instance.here)


def audio_of(http: httpx.Client, made: dict[str, Any]) -> str:
    """The fate of the audio: "kept", or the code of the refusal."""
    answer = http.get(f"/v1/transcripts/{made['id']}/audio/mp3", headers=bearer("anna"))
    return "kept" if answer.is_success else str(answer.json()["code"])


def refuse(http: httpx.Client, meeting: str, headers: dict[str, str] | None = None) -> None:
    assert http.post(f"{meeting}/consent", json={"consent_given": False}, headers=headers).status_code == 201


@pytest.mark.parametrize(("decisions", "fate"), [([True], "kept"), ([False, True], "audio_deleted")])
def test_an_owners_decision_about_withheld_audio_survives_a_restore(
    backup: Backup, http: httpx.Client, guests: tuple[dict[str, Any], str], decisions: list[bool], fate: str
) -> None:
    made, meeting = guests
    for keep in decisions:
        refuse(http, meeting)
        assert http.post(f"{meeting}/audio", json={"keep": keep}, headers=bearer("anna")).is_success
    assert audio_of(http, made) == fate

    restore(backup)

    assert _any(backup.instance, sa.select(MeetingConsent.id).where(MeetingConsent.decision.is_not(None)))
    assert eventually(lambda: audio_of(http, made) == fate)


def test_a_refusal_after_the_decision_withholds_the_audio_again(
    backup: Backup, http: httpx.Client, guests: tuple[dict[str, Any], str]
) -> None:
    made, meeting = guests
    refuse(http, meeting)
    http.post(f"{meeting}/audio", json={"keep": True}, headers=bearer("anna"))
    refuse(http, meeting)

    for _ in range(2):
        restore(backup)

        assert _any(backup.instance, sa.select(MeetingConsent.id).where(MeetingConsent.decision == "keep"))
        assert eventually(lambda: audio_of(http, made) == "audio_withheld")


def test_a_refusal_after_the_owner_took_the_meeting_over_still_erases(
    backup: Backup, http: httpx.Client, guests: tuple[dict[str, Any], str]
) -> None:
    made, meeting = guests
    http.post("/v1/rooms/team/meetings", headers=bearer("anna"))
    refuse(http, meeting)
    assert audio_of(http, made) == "audio_deleted"

    restore(backup)

    assert eventually(lambda: audio_of(http, made) == "audio_deleted")


def test_a_refusal_that_was_withdrawn_does_not_come_back(
    backup: Backup, http: httpx.Client, guests: tuple[dict[str, Any], str]
) -> None:
    # Given one user who refused before the backup and one who refused after it, and both agreed later
    made, meeting = guests
    refuse(http, meeting, bearer("bob"))
    backup.save()
    refuse(http, meeting, bearer("carol"))
    for user in ("bob", "carol"):
        assert http.post(f"{meeting}/consent", json={"consent_given": True}, headers=bearer(user)).is_success
    assert audio_of(http, made) == "kept"

    # When the backup is put back
    restore(backup)

    # Then there is no refusal
    assert not _any(backup.instance, sa.select(MeetingConsent.id).where(~MeetingConsent.consent_given))
    assert eventually(lambda: audio_of(http, made) == "kept")


def _any(instance: Instance, query: sa.Select[Any]) -> bool:
    with instance.database.snapshot() as session:
        return session.scalar(query.limit(1)) is not None


def test_a_run_with_fewer_days_and_orphans_stay_done(backup: Backup, http: httpx.Client) -> None:
    # Given a transcript and an orphan that a run with --days 1 erased after the backup
    instance = backup.instance
    made = finished(instance, http)
    instance.age(made["id"], days=3)
    orphan = Meeting(start_date=utcnow() - timedelta(days=3), inventoried=True)
    with instance.database.transaction() as session:
        session.add(orphan)
    backup.save()
    stats = run(instance.here, days=1)
    assert (stats["transcripts_deleted"], stats["meetings_deleted"]) == (1, 1)

    # When the backup is put back
    backup.restore()

    # Then both are gone again
    assert eventually(lambda: status(http, made) == 410)
    assert eventually(lambda: not _any(instance, sa.select(Meeting.id).where(Meeting.id == orphan.id)))


def test_a_second_restore_of_the_same_backup_is_noticed_too(backup: Backup, http: httpx.Client) -> None:
    made = finished(backup.instance, http)
    backup.save()
    http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made))
    for _ in range(2):
        backup.restore()

        assert eventually(lambda: status(http, made) == 410)


# -- the bytes ----------------------------------------------------------------------------------------------------


def test_bytes_that_a_restored_disk_brings_back_are_erased(backup: Backup, http: httpx.Client, tmp_path: Path) -> None:
    # Given a copy of the folders of an erased transcript and of a living one whose audio was refused
    instance = backup.instance
    erased, refused, living = (finished(instance, http) for _ in range(3))
    room = rooms.create_room(instance.database, "square", user_id=None)
    meeting = http.post("/v1/rooms/square/meetings").json()["id"]
    instance.set(refused["id"], meeting_id=meeting, room_id=room.id)
    for made in (erased, refused, living):
        shutil.copytree(instance.settings.DATA_DIR / made["id"], tmp_path / "copy" / made["id"])
    http.delete(f"/v1/transcripts/{erased['id']}", headers=owner(erased))
    http.post(f"/v1/meetings/{meeting}/consent", json={"consent_given": False})

    # When the copy is put back
    shutil.copytree(tmp_path / "copy", instance.settings.DATA_DIR, dirs_exist_ok=True)
    found = doom_returned(instance.services.instance)
    drain_now(instance.here)

    # Then what was erased is erased again, and the living transcript keeps its audio
    assert found > 0
    assert not (instance.settings.DATA_DIR / erased["id"]).exists()
    assert not (instance.settings.DATA_DIR / refused["id"] / "audio.mp3").exists()
    assert (instance.settings.DATA_DIR / living["id"] / "audio.mp3").exists()
    assert doom_returned(instance.services.instance) == 0


@pytest.mark.s3
def test_objects_that_a_restored_bucket_brings_back_are_erased(
    tmp_path: Path, migrated_sqlite: Path, seaweedfs: S3Server
) -> None:
    # Given copies of the audio of an erased, an expired and a living transcript in a bucket
    bucket = seaweedfs.make_bucket()
    values = seaweedfs.settings(bucket).model_dump(exclude_defaults=True)
    with serving(tmp_path / "data", migrated_sqlite, **values) as instance, instance.client() as http:
        erased, expired, living = (finished(instance, http) for _ in range(3))
        store = instance.stores.default
        keys = [f"{made['id']}/audio.mp3" for made in (erased, expired, living)]
        copies = {key: seaweedfs.client.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}
        http.delete(f"/v1/transcripts/{erased['id']}", headers=owner(erased))
        instance.age(expired["id"], days=30)
        run(instance.here)
        assert [found.key for found in store.list() if found.key.endswith(".mp3")] == [keys[2]]

        # When all of them are put back
        for key, content in copies.items():
            seaweedfs.client.put_object(Bucket=bucket, Key=key, Body=content)
        found = doom_returned(instance.here)
        drain_now(instance.here)

        # Then what was erased is erased again, and the living transcript keeps its audio
        assert found == 2
        assert [found.key for found in store.list() if found.key.endswith(".mp3")] == [keys[2]]
        assert http.get(f"/v1/transcripts/{living['id']}/audio/mp3").content == copies[keys[2]]


def test_a_video_that_its_owner_erased_stays_erased_after_a_restore(backup: Backup, http: httpx.Client) -> None:
    made = finished(backup.instance, http, keep_video=True)
    place = Place.in_store(ArtifactKind.VIDEO, backup.instance.stores.default, f"{made['id']}/upload.mp4")
    keep_file(backup.instance.here, made["id"], place, io.BytesIO(b"PORCUPINE"))
    backup.save()
    answer = http.delete(f"/v1/transcripts/{made['id']}/video", headers=owner(made))
    assert answer.json() == {"status": "ok", "pending": 0, "durable": True}

    backup.restore()  # with the disk as it was, too
    backup.instance.stores.local.put(place.key, io.BytesIO(b"PORCUPINE"))
    catch_up(backup.instance.here)
    drain_now(backup.instance.here)

    assert status(http, made) == 200
    assert http.get(f"/v1/transcripts/{made['id']}/audio/mp3").status_code == 200
    with pytest.raises(ObjectMissing):
        backup.instance.stores.local.stat(place.key)


# -- the journal --------------------------------------------------------------------------------------------------


def journal_files(instance: Instance) -> list[Path]:
    return sorted((instance.settings.DATA_DIR / JOURNAL_PREFIX).rglob("*.jsonl"))


def test_the_journal_holds_no_content(backup: Backup, http: httpx.Client) -> None:
    made = finished(backup.instance, http, name="Porcupines")
    http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made))

    (file,) = journal_files(backup.instance)
    (entry,) = [json.loads(line) for line in file.read_text().splitlines()]

    assert set(entry) == {"id", "kind", "subject_id", "at", "reason", "until"}
    assert (entry["kind"], entry["subject_id"], entry["reason"]) == ("transcript", made["id"], "owner")


def test_an_erasure_without_a_journal_is_not_durable_and_is_written_later(backup: Backup, http: httpx.Client) -> None:
    # Given a journal that cannot be written
    made = finished(backup.instance, http)
    folder = backup.instance.settings.DATA_DIR / JOURNAL_PREFIX
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("in the way")

    # When the owner erases
    answer = http.delete(f"/v1/transcripts/{made['id']}", headers=owner(made)).json()

    # Then it is erased, and not yet durable
    assert answer["durable"] is False
    assert row(backup.instance, made["id"]) is None
    # And it is durable after the next run
    folder.unlink()
    run(backup.instance.here)
    assert not _any(backup.instance, sa.select(JournalEntry.id).where(~JournalEntry.durable))
    assert any(made["id"] in file.read_text() for file in journal_files(backup.instance))


def test_nothing_is_read_while_no_journal_can_be_read(backup: Backup, http: httpx.Client) -> None:
    made = finished(backup.instance, http)
    folder = backup.instance.settings.DATA_DIR / JOURNAL_PREFIX
    http.delete(f"/v1/transcripts/{finished(backup.instance, http)['id']}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.symlink_to("/nowhere")

    assert eventually(lambda: status(http, made) == 503)
    assert http.get("/health").status_code in (200, 503)
    folder.unlink()
    assert eventually(lambda: status(http, made) == 200)
