"""Bytes that no row knows are reported. They are erased only on demand, and never in a foreign store."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from time import sleep

import pytest
from typer.testing import CliRunner

from reflector import cli
from reflector.db.models import new_id, utcnow
from reflector.db.states import ArtifactKind, ErasureReason
from reflector.errors import StoreIsForeign, TooManyOrphans
from reflector.inventory import MARKER_KEY, Place, mark_of, recognize
from reflector.retention.erase import erase_now
from reflector.retention.run import drain_now
from reflector.retention.strays import erase_strays, find_strays
from reflector.storage import Store
from reflector.storage.base import Erasures
from reflector.testing.factories import a_recording, a_users_transcript, an_anonymous_transcript, days_ago
from reflector.transcription.recordings import NewRecording, announce_recording
from tests.faults.crash import Killed, dying
from tests.faults.stores import FailsAlways, WrappedStores, Wrapper
from tests.faults.traces import database_files
from tests.instances import Instance, an_instance
from tests.permissions import give_to_nobody, reachable, unprivileged
from tests.servers import S3Server


def put_days_ago(instance: Instance, key: str, days: float, content: bytes = b"unknown") -> None:
    """Bytes on the local disk that were written `days` ago."""
    instance.stores.local.put(key, BytesIO(content))
    moment = days_ago(days).timestamp()
    os.utime(instance.stores.local.path(key), (moment, moment))


def erase(instance: Instance, store: Store, *, force: bool = False) -> set[str]:
    """The erased keys of `store`."""
    answers = erase_strays(instance.here, force=force)
    return {key for each, answer in answers if each is store for key, code in answer.items() if code is None}


def living_files(instance: Instance, count: int = 20) -> list[str]:
    """Known files of a signed-in user's transcripts, and of a younger transcript of another program.

    The disk has our marker.
    """
    recognize(instance.database, instance.stores.local)
    rows = [a_users_transcript() for _ in range(count)]
    instance.adopt(*rows)
    for row in rows:
        put_days_ago(instance, f"{row.id}/audio.wav", 300, b"HEDGEHOG")
    return [row.id for row in rows]


def test_only_unknown_bytes_past_the_grace_time_go(local_instance: Instance) -> None:
    living = living_files(local_instance)
    put_days_ago(local_instance, "nobody/old.wav", 2)
    put_days_ago(local_instance, "nobody/young.wav", 0.5)

    gone = erase(local_instance, local_instance.stores.local)

    assert gone == {"nobody/old.wav"}
    expected = {f"local:{i}/audio.wav" for i in living} | {"local:nobody/young.wav"}
    assert set(local_instance.objects()) == expected


def test_a_store_that_is_mostly_unknown_is_taken_for_a_mistake(local_instance: Instance) -> None:
    living_files(local_instance, 8)
    for n in range(2):
        put_days_ago(local_instance, f"nobody/{n}.wav", 2)
    before = local_instance.objects()

    with pytest.raises(TooManyOrphans):
        erase(local_instance, local_instance.stores.local)
    assert local_instance.objects() == before

    assert erase(local_instance, local_instance.stores.local, force=True) == {"nobody/0.wav", "nobody/1.wav"}


def test_a_store_with_another_databases_marker_is_never_touched(local_instance: Instance) -> None:
    local_instance.run()
    put_days_ago(local_instance, "nobody/old.wav", 2)
    local_instance.stores.local.put(MARKER_KEY, BytesIO(b"of another database"))

    with pytest.raises(StoreIsForeign):
        erase(local_instance, local_instance.stores.local, force=True)

    assert set(local_instance.objects()) == {"local:nobody/old.wav"}


def test_a_store_without_a_marker_is_neither_erased_nor_marked(local_instance: Instance) -> None:
    put_days_ago(local_instance, "somebody/old.wav", 2)

    with pytest.raises(StoreIsForeign, match="reflector storage adopt local"):
        erase(local_instance, local_instance.stores.local, force=True)

    assert set(local_instance.objects()) == {"local:somebody/old.wav"}
    assert mark_of(local_instance.database, local_instance.stores.local) == "new"


def test_every_stray_has_a_reason(local_instance: Instance) -> None:
    expired, erased, doomed, living = (an_anonymous_transcript(days_old=8) for _ in range(4))
    living.user_id = "someone"
    local_instance.add(expired, erased, doomed, living)
    for row in (expired, doomed, living):
        local_instance.keep_files(row)
    erase_now(local_instance.here, erased.id, reason=ErasureReason.OWNER)
    drain_now()
    put_days_ago(local_instance, f"{erased.id}/late.wav", 1)
    put_days_ago(local_instance, "nobody/old.wav", 30)

    found = {
        (stray.found.key.split("/")[0], stray.reason)
        for stray in find_strays(local_instance.database, local_instance.stores.local, days_ago(7))
    }

    assert found == {(expired.id, "expired"), (doomed.id, "expired"), (erased.id, "erased"), ("nobody", "unknown")}


def test_the_files_of_reflector_itself_are_no_strays(sqlite_instance: Instance) -> None:
    sqlite_instance.run()
    (sqlite_instance.settings.DATA_DIR / ".broker").mkdir()
    (sqlite_instance.settings.DATA_DIR / ".broker" / "message").write_bytes(b"an id")

    assert list(find_strays(sqlite_instance.database, sqlite_instance.stores.local, days_ago(7))) == []


def test_the_temporary_file_of_a_marker_is_no_stray(sqlite_instance: Instance) -> None:
    sqlite_instance.settings.DATA_DIR.mkdir(exist_ok=True)
    left = set()
    for gap in range(1, 20):
        with dying(sqlite_instance.database, in_gap=gap) as fuse, suppress(Killed):
            recognize(sqlite_instance.database, sqlite_instance.stores.local)
        left |= {found.key for found in sqlite_instance.stores.local.list() if found.kind == "temporary"}
    for key in left:
        os.utime(sqlite_instance.settings.DATA_DIR / key, times=(0, 0))

    assert not fuse.dead
    assert left != set()
    assert list(find_strays(sqlite_instance.database, sqlite_instance.stores.local, None)) == []
    assert sqlite_instance.residue() == []


OPERATORS = ("loose.wav", "reflector.sqlite3.bak", ".old/audio.wav", ".env")


def test_foreign_files_beside_reflectors_own_are_reported_and_never_erased(sqlite_instance: Instance) -> None:
    recognize(sqlite_instance.database, sqlite_instance.stores.local)
    for key in OPERATORS:
        put_days_ago(sqlite_instance, key, 30)

    found = {s.found.key: s.reason for s in find_strays(sqlite_instance.database, sqlite_instance.stores.local, None)}
    residue = {(item.kind, item.place, item.id, item.reason) for item in sqlite_instance.residue()}

    assert found == dict.fromkeys(OPERATORS, "loose")
    assert residue == {("object", "local", key, "loose") for key in OPERATORS}
    assert erase(sqlite_instance, sqlite_instance.stores.local, force=True) == set()


def test_young_foreign_files_beside_reflectors_own_are_no_residue(sqlite_instance: Instance) -> None:
    put_days_ago(sqlite_instance, "loose.wav", 1)

    assert sqlite_instance.residue() == []


def test_a_disk_that_vanishes_during_orphan_erasure_is_not_empty(
    local_instance: Instance,
) -> None:
    living_files(local_instance)
    put_days_ago(local_instance, "nobody/old.wav", 2)
    root, elsewhere = local_instance.stores.local.root, local_instance.stores.local.root.with_name("elsewhere")

    class Unmounted(Wrapper):
        def erase_many(self, keys: Sequence[str]) -> Erasures:
            root.rename(elsewhere)
            root.mkdir()
            return self.inner.erase_many(keys)

    unmounted = WrappedStores(local_instance.settings, Unmounted)
    ((_, answer),) = erase_strays(replace(local_instance.here, stores=unmounted))

    assert answer == {"nobody/old.wav": StoreIsForeign.code}
    shutil.rmtree(root)
    elsewhere.rename(root)
    assert erase(local_instance, local_instance.stores.local) == {"nobody/old.wav"}


# -- a database that is not the one that knows ------------------------------------------------------------------------


def put_in_place(instance: Instance, database: Path) -> None:
    """Let the instance continue with another database in the place of its own."""
    file = instance.database.file
    assert file is not None
    instance.database.engine.dispose()
    for path in database_files(instance.database):
        path.unlink(missing_ok=True)
    shutil.copy(database, file)
    instance.restart()


def test_a_restored_database_erases_again_what_was_erased_and_nothing_that_came_since(
    sqlite_instance: Instance, tmp_path: Path
) -> None:
    """It has the id of the disk's marker, and all files from after the backup look like orphans."""
    known = living_files(sqlite_instance, 8)
    expired = an_anonymous_transcript()
    sqlite_instance.add(expired)
    sqlite_instance.keep_files(expired)
    with sqlite_instance.database.maintenance() as connection:
        connection.exec_driver_sql(f"VACUUM INTO '{tmp_path / 'backup'}'")
    since = living_files(sqlite_instance, 2)
    assert sqlite_instance.run()["transcripts_deleted"] == 1
    before = sqlite_instance.objects()

    put_in_place(sqlite_instance, tmp_path / "backup")
    stats = sqlite_instance.run()

    assert (stats["transcripts_deleted"], stats["outcome"]) == (1, "done")
    assert sqlite_instance.objects() == before
    assert set(before) == {f"local:{i}/audio.wav" for i in (*known, *since)}
    unknown = {f"{i}/audio.wav": "unknown" for i in since}
    told = find_strays(sqlite_instance.database, sqlite_instance.stores.local, None)
    assert {stray.found.key: stray.reason for stray in told} == unknown
    assert {item.id: item.reason for item in sqlite_instance.residue()} == unknown
    with pytest.raises(TooManyOrphans):
        erase(sqlite_instance, sqlite_instance.stores.local)
    assert sqlite_instance.objects() == before


def test_a_wrong_database_erases_nothing_with_any_option(sqlite_instance: Instance, migrated_sqlite: Path) -> None:
    living_files(sqlite_instance)
    before = sqlite_instance.objects()

    put_in_place(sqlite_instance, migrated_sqlite)
    expired = an_anonymous_transcript()
    sqlite_instance.add(expired)
    stats = sqlite_instance.run()

    assert (stats["transcripts_deleted"], stats["errors"]) == (1, ["store local: store_is_foreign"])
    assert ("store", "store_is_foreign") in {(item.kind, item.reason) for item in sqlite_instance.residue()}
    with pytest.raises(StoreIsForeign):
        erase(sqlite_instance, sqlite_instance.stores.local, force=True)
    assert sqlite_instance.objects() == before


# -- in a bucket ----------------------------------------------------------------------------------------------------


@pytest.fixture
def bucket_instance(
    moto: S3Server, migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Instance]:
    """An instance on a bucket of its own, on a server that takes folder objects, as AWS does."""
    database = tmp_path / "reflector.sqlite3"
    database.write_bytes(migrated_sqlite.read_bytes())
    for made in an_instance(
        monkeypatch,
        tmp_path,
        DATABASE_URL=f"sqlite:///{database}",
        TRANSCRIPT_STORAGE_BACKEND="aws",
        TRANSCRIPT_STORAGE_AWS_BUCKET_NAME=moto.make_bucket(),
        TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL=moto.endpoint_url,
        TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID=moto.access_key,
        TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY=moto.secret_key,
        RETENTION_ORPHAN_GRACE_HOURS="0",
    ):
        for store in made.stores.all():
            recognize(made.database, store)
        yield made


@pytest.mark.s3
@pytest.mark.parametrize("content", [b"", b"something"], ids=["empty", "with bytes"])
def test_an_unknown_folder_object_does_not_take_the_folder_along(
    bucket_instance: Instance, moto: S3Server, content: bytes
) -> None:
    """Consoles of object stores create an object `recordings/` for a new folder."""
    bucket = bucket_instance.settings.TRANSCRIPT_STORAGE_AWS_BUCKET_NAME
    recording = a_recording(bucket=bucket, key="recordings/of-a-user.mp4")
    bucket_instance.adopt(recording, a_users_transcript(recording=recording))
    bucket_instance.put(recording, b"HEDGEHOG")
    moto.client.put_object(Bucket=bucket, Key="recordings/", Body=content)
    bucket_instance.stores.default.put("nobody/old.mp4", BytesIO(b"unknown"))

    store = bucket_instance.stores.default
    seen = {stray.found.key for stray in find_strays(bucket_instance.database, store, days_ago(7))}

    gone = erase(bucket_instance, store, force=True)

    assert ("recordings/" in seen) == bool(content)  # an empty object is no residue
    assert "nobody/old.mp4" in gone
    assert bucket_instance.stores.default.stat("recordings/of-a-user.mp4").size == len(b"HEDGEHOG")


@pytest.mark.s3
@pytest.mark.parametrize("mistake", ["mostly unknown", "another database's"])
def test_nothing_is_erased_in_any_store_when_one_of_them_is_refused(bucket_instance: Instance, mistake: str) -> None:
    living_files(bucket_instance)
    put_days_ago(bucket_instance, "nobody/old.wav", 2)
    if mistake == "mostly unknown":
        bucket_instance.stores.default.put("nobody/old.mp4", BytesIO(b"unknown"))
    else:
        bucket_instance.stores.default.put(MARKER_KEY, BytesIO(b"of another database"))
    before = bucket_instance.objects()

    with pytest.raises((TooManyOrphans, StoreIsForeign)):
        erase(bucket_instance, bucket_instance.stores.local)

    assert bucket_instance.objects() == before


@pytest.mark.s3
def test_a_store_that_fails_hides_nothing_of_what_the_others_have_lost(bucket_instance: Instance) -> None:
    for store in bucket_instance.stores.all():
        store.put("nobody/old.wav", BytesIO(b"unknown"))
    stores = WrappedStores(
        bucket_instance.settings, lambda store: store if store.name == "local" else cannot_erase(store)
    )

    answers = erase_strays(replace(bucket_instance.here, stores=stores), force=True)

    said = {store.name: dict(answer) for store, answer in answers}
    assert said == {"local": {"nobody/old.wav": None}, "s3": {"nobody/old.wav": "store_unavailable"}}


@pytest.mark.s3
def test_a_recording_that_is_announced_when_all_has_been_looked_through_stays(bucket_instance: Instance) -> None:
    for store in bucket_instance.stores.all():
        for key in ("nobody/old.wav", "calls/monday.mp4"):
            store.put(key, BytesIO(b"unknown"))
    bucket = bucket_instance.settings.TRANSCRIPT_STORAGE_AWS_BUCKET_NAME

    class Meanwhile(Wrapper):
        def erase_many(self, keys: Sequence[str]) -> Erasures:
            monday = NewRecording(bucket=f"{bucket}/calls", object_key="monday.mp4")
            announce_recording(bucket_instance.here, monday)
            return self.inner.erase_many(keys)

    stores = WrappedStores(bucket_instance.settings, lambda store: Meanwhile(store) if store.name == "local" else store)

    answers = erase_strays(replace(bucket_instance.here, stores=stores), force=True)

    assert {store.name: set(answer) for store, answer in answers}["s3"] == {"nobody/old.wav"}
    assert bucket_instance.objects() == {"s3:calls/monday.mp4": b"unknown"}


def cannot_erase(store: Store) -> Store:
    wrapper = Wrapper(store)
    wrapper.erase_many = FailsAlways(store).erase_many  # type: ignore[method-assign]
    return wrapper


def keep_versions(instance: Instance, moto: S3Server) -> None:
    """Let the default bucket keep versions, and one known key of it have many."""
    bucket = instance.settings.TRANSCRIPT_STORAGE_AWS_BUCKET_NAME
    moto.client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    living = a_users_transcript()
    instance.add(living)
    for _ in range(30):
        instance.keep(living, Place.in_store(ArtifactKind.MP3, instance.stores.default, f"{living.id}/audio.mp3"))


@pytest.mark.s3
def test_versions_do_not_make_a_store_look_better_known_than_it_is(bucket_instance: Instance, moto: S3Server) -> None:
    keep_versions(bucket_instance, moto)
    bucket_instance.stores.default.put("nobody/old.mp4", BytesIO(b"unknown"))

    with pytest.raises(TooManyOrphans):  # one of two keys, regardless of the 31 versions
        erase(bucket_instance, bucket_instance.stores.default)


@pytest.mark.s3
def test_a_key_is_as_young_as_its_youngest_version(bucket_instance: Instance, moto: S3Server) -> None:
    keep_versions(bucket_instance, moto)
    store = bucket_instance.stores.default
    for key in ("nobody/old.mp4", "nobody/written-again.mp4"):
        store.put(key, BytesIO(b"unknown"))
    sleep(4)
    store.put("nobody/written-again.mp4", BytesIO(b"younger than the grace time"))
    # As long as the younger one has been there by now and three seconds more, however slow this machine is.
    grace = utcnow() - store.stat("nobody/written-again.mp4").modified_at + timedelta(seconds=3)
    bucket_instance.restart(RETENTION_ORPHAN_GRACE_HOURS=grace.total_seconds() / 3600)

    gone = erase(bucket_instance, bucket_instance.stores.default, force=True)

    assert gone == {"nobody/old.mp4"}


@pytest.mark.s3
def test_verify_looks_into_the_buckets_of_recordings_too(instance: Instance) -> None:
    gone, kept = an_anonymous_transcript(), a_recording(bucket=instance.recordings, key="cloud/kept.mp4")
    instance.add(gone, kept, a_users_transcript(recording=kept))
    instance.run()
    for key in (f"{gone.id}/audio.mp3", "cloud/kept.mp4", "cloud/of-the-service.mp4"):
        instance.stores.bucket(instance.recordings).put(key, BytesIO(b"?"))

    found = [(item.kind, item.place, item.id, item.reason) for item in instance.residue()]

    assert found == [("object", "s3", f"{gone.id}/audio.mp3", "erased")]


@pytest.mark.s3
def test_verify_says_which_bucket_of_recordings_cannot_be_asked(instance: Instance) -> None:
    kept = a_recording(bucket="no-such-bucket", key="cloud/kept.mp4")
    instance.add(kept, a_users_transcript(recording=kept))

    found = [(item.kind, item.place, item.id, item.reason) for item in instance.residue()]

    assert found == [("store", "s3", "no-such-bucket", "bucket_missing")]


# -- folders that may not be looked into ------------------------------------------------------------------------------


@pytest.fixture
def on_a_disk_of_its_own(sqlite_instance: Instance) -> Instance:
    """An instance that is not root, and whose DATA_DIR is the top of a disk, with `lost+found` in it."""
    sqlite_instance.run()
    for folder in ("lost+found", f"backup/{new_id()}"):
        put_days_ago(sqlite_instance, f"{folder}/hidden", 300)
    return sqlite_instance


@contextmanager
def as_its_user(instance: Instance, *forbidden: str) -> Iterator[None]:
    """As a user who owns everything, but cannot read the folders `forbidden`."""
    root = instance.stores.local.root
    instance.database.engine.dispose()
    give_to_nobody(root)
    for folder in forbidden:
        (root / folder).chmod(0)
    with reachable(root), unprivileged():
        yield
        instance.database.engine.dispose()
    for folder in forbidden:
        (root / folder).chmod(0o700)


def test_an_unreadable_foreign_folder_ends_no_search(on_a_disk_of_its_own: Instance) -> None:
    instance = on_a_disk_of_its_own
    erased = an_anonymous_transcript()
    instance.add(erased)
    instance.run()
    put_days_ago(instance, f"{erased.id}/came-back.wav", 30)

    with as_its_user(instance, "lost+found", "backup"):
        residue = {(found.kind, found.id, found.reason) for found in instance.residue()}
        found = {stray.found.key: stray.reason for stray in find_strays(instance.database, instance.stores.local, None)}
        gone = erase(instance, instance.stores.local)

    assert residue == {("object", f"{erased.id}/came-back.wav", "erased")}
    assert found == {f"{erased.id}/came-back.wav": "erased", "lost+found/": "unreadable", "backup/": "unreadable"}
    assert gone == {f"{erased.id}/came-back.wav"}


def test_a_transcripts_folder_that_may_not_be_read_is_never_passed_over(sqlite_instance: Instance) -> None:
    rows = {name: an_anonymous_transcript() for name in ("erased", "expired")}
    sqlite_instance.add(rows["erased"])
    sqlite_instance.run()
    living = a_users_transcript()
    sqlite_instance.add(rows["expired"], living)
    ids = {name: row.id for name, row in rows.items()} | {"living": living.id, "unknown": new_id()}
    for transcript_id in ids.values():
        put_days_ago(sqlite_instance, f"{transcript_id}/sub/audio.wav", 300)
    for folder in ids.values():
        os.utime(sqlite_instance.stores.local.path(folder), (0, 0))

    with as_its_user(sqlite_instance, *ids.values()):
        residue = {(found.id, found.reason) for found in sqlite_instance.residue() if found.kind == "unreadable"}
        ((_, left),) = erase_strays(sqlite_instance.here)

    assert residue == {(f"{ids[name]}/", name) for name in ("erased", "expired", "unknown")}
    assert left == {f"{ids['erased']}/": "EACCES"}


def test_the_command_lists_skipped_folders(on_a_disk_of_its_own: Instance) -> None:
    orphans = ["retention", "orphans"]
    CliRunner().invoke(cli.app, orphans)  # load all modules while we can read them

    with as_its_user(on_a_disk_of_its_own, "lost+found", "backup"):
        said = CliRunner().invoke(cli.app, orphans)
        told = CliRunner().invoke(cli.app, [*orphans, "--json"])

    assert said.output.splitlines()[-1] == "Every file and object has its row."
    assert "skipped, because it cannot be read: local lost+found/" in said.output
    assert (said.exit_code, told.exit_code) == (0, 0)
    assert sorted(json.loads(told.output)["unreadable"]) == ["backup/", "lost+found/"]


def test_the_command_says_how_many_are_too_young_to_be_erased(sqlite_instance: Instance) -> None:
    recognize(sqlite_instance.database, sqlite_instance.stores.local)
    put_days_ago(sqlite_instance, "nobody/young.wav", 0.5)

    said = CliRunner().invoke(cli.app, ["retention", "orphans", "--erase"])
    told = CliRunner().invoke(cli.app, ["retention", "orphans", "--erase", "--json"])

    assert said.stdout.splitlines()[-2:] == [
        "1 too young: younger than RETENTION_ORPHAN_GRACE_HOURS.",
        "0 erased, 0 left.",
    ]
    assert json.loads(told.stdout) == {"erased": 0, "left": [], "too_young": 1}
    assert (said.exit_code, told.exit_code) == (3, 3)
    assert "local:nobody/young.wav" in sqlite_instance.objects()
