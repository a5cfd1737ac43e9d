"""An uploaded video is kept if its owner asks for it and browsers play it, and it goes with its transcript."""

import io
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa

from reflector.db.models import Artifact, Transcript, utcnow
from reflector.db.session import open_database
from reflector.db.states import ArtifactKind, ErasureReason
from reflector.instance import Instance as Product
from reflector.inventory import drop_video, lock_transcripts
from reflector.meetings import consent
from reflector.retention.drain import Drain
from reflector.retention.erase import erase_now
from reflector.retention.strays import StrayReason, find_strays
from reflector.storage import Stores
from reflector.testing.factories import a_meeting, days_ago
from reflector.transcription import ingest, jobs
from reflector.transcription.context import StageContext
from reflector.transcription.decode.convert import Video
from reflector.transcription.layout import noted
from reflector.transcription.runner import Runner
from reflector.transcription.stages import run_convert
from reflector.transcription.videos import media_type_of
from tests.instances import Instance
from tests.videos import SPEECH, a_video

MARK = "PORCUPINE"


def upload(instance: Instance, data: bytes, name: str = "talk.mp4", **new: Any) -> str:
    """A transcript whose recording was uploaded, and that waits for a worker."""
    options = {"keep_video": True, "client": "somebody", **new}
    made = ingest.create(instance.database, ingest.NewTranscript(**options))
    ingest.receive(instance.here, made.transcript_id, io.BytesIO(data), file_name=name)
    return made.transcript_id


def drained(instance: Instance) -> Callable[[Collection[int]], None]:
    """Erases doomed bytes at once, as the worker does."""
    return lambda doomed: Drain(instance.here).only(doomed)


def convert(instance: Instance, here: Product | None = None) -> str:
    """Convert the recording that is next."""
    job = jobs.lease_next(instance.database)
    assert job is not None
    run_convert(StageContext(here or instance.here, job, drained(instance)))
    return job.transcript_id


def kept(instance: Instance, transcript_id: str) -> list[tuple[str, int | None]]:
    """The store and the size of each video of a transcript."""
    with instance.database.snapshot() as session:
        rows = sa.select(Artifact.store, Artifact.size).where(
            Artifact.transcript_id == transcript_id, Artifact.kind == ArtifactKind.VIDEO
        )
        return [(store, size) for store, size in session.execute(rows)]


def said_of(instance: Instance, transcript_id: str) -> dict[str, Any]:
    """The data about the video in the transcript's row."""
    with instance.database.snapshot() as session:
        return noted(session.get_one(Transcript, transcript_id).events, "VIDEO")


def strays(instance: Instance) -> list[str]:
    """Keys that no living row references."""
    found = []
    for store in {id(each): each for each in (instance.stores.local, instance.stores.default)}.values():
        unexplained = (StrayReason.UNKNOWN, StrayReason.ERASED)
        found += [s.found.key for s in find_strays(instance.database, store, None) if s.reason in unexplained]
    return found


def age(instance: Instance, transcript_id: str, days: float) -> None:
    with instance.database.transaction() as session:
        old = sa.update(Transcript).where(Transcript.id == transcript_id)
        session.execute(old.values(created_at=days_ago(days)))


# -- what is kept -----------------------------------------------------------------------------------------------------


def test_a_whole_pipeline_keeps_the_video_until_the_run_that_erases_its_transcript(instance: Instance) -> None:
    instance.restart(WHISPER_MODEL="tiny.en")
    data = a_video(says=MARK)
    transcript_id = upload(instance, data)
    users = upload(instance, data, user_id="a-signed-in-user", client="another")

    for _ in range(2):
        assert Runner(instance.here, drained(instance)).run_next()

    store = instance.stores.default.name
    assert kept(instance, transcript_id) == [(store, len(data))]
    assert said_of(instance, transcript_id) == {"state": "kept", "reason": None, "media_type": "video/mp4"}
    assert [key for key, found in instance.objects(transcript_id).items() if found == data] == [
        f"{store}:{transcript_id}/{'video' if store == 's3' else 'upload'}.mp4"
    ]
    assert (strays(instance), instance.residue()) == ([], [])

    for each in (transcript_id, users):
        age(instance, each, 8)
    assert instance.residue() != []
    stats = instance.run()

    assert (stats["transcripts_deleted"], stats["errors"], instance.residue()) == (1, [], [])
    assert instance.objects(transcript_id) == {}
    assert [trace.place for trace in instance.traces(MARK) if users not in trace.place] == []
    assert kept(instance, users) == [(store, len(data))]
    assert data in instance.objects(users).values()


@pytest.mark.parametrize(
    ("container", "codec", "sound", "media_type"),
    [
        ("mp4", "libx264", "aac", "video/mp4"),
        ("mov", "libx264", "aac", "video/mp4"),
        ("webm", "libvpx", "libopus", "video/webm"),
        ("webm", "libvpx-vp9", "libopus", "video/webm"),
    ],
)
def test_videos_that_browsers_play_are_kept(
    sqlite_instance: Instance, container: str, codec: str, sound: str, media_type: str
) -> None:
    transcript_id = upload(sqlite_instance, a_video(container, codec, sound))
    convert(sqlite_instance)

    assert said_of(sqlite_instance, transcript_id)["media_type"] == media_type
    assert len(kept(sqlite_instance, transcript_id)) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (lambda: a_video("mp4", "mpeg4"), "video_not_playable"),
        (lambda: a_video("matroska"), "video_not_playable"),
        (lambda: a_video("matroska", "libvpx", "libopus"), "video_not_playable"),
        (lambda: a_video("mp4", pixels="yuv444p"), "video_not_playable"),
        (lambda: a_video("mov", sound="pcm_s16le"), "video_not_playable"),
        (SPEECH.read_bytes, "no_video"),
    ],
    ids=["mpeg4", "matroska", "matroska-vp8", "444", "pcm", "sound"],
)
def test_videos_that_browsers_do_not_play_are_erased_with_a_reason(
    sqlite_instance: Instance, data: Callable[[], bytes], reason: str
) -> None:
    recording = data()
    transcript_id = upload(sqlite_instance, recording)
    convert(sqlite_instance)

    assert said_of(sqlite_instance, transcript_id) == {"state": "not_kept", "reason": reason, "media_type": None}
    assert kept(sqlite_instance, transcript_id) == []
    assert recording not in sqlite_instance.objects(transcript_id).values()


def test_a_video_that_nobody_asked_to_keep_is_erased_as_soon_as_its_sound_is_taken(instance: Instance) -> None:
    transcript_id = upload(instance, a_video(says=MARK), keep_video=False)
    convert(instance)

    assert said_of(instance, transcript_id) == {}
    assert (kept(instance, transcript_id), instance.traces(MARK)) == ([], [])


def test_a_child_that_claims_another_container_gets_no_media_type() -> None:
    assert media_type_of(Video("text/html", "h264", "Main", "aac")) is None
    assert media_type_of(Video("mp4", "vp9", "", "aac")) is None
    assert media_type_of(Video("mp4", "h264", "Main", "aac")) == "video/mp4"


# -- limits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("off", ["VIDEO_BYTES_PER_CLIENT", "VIDEO_DISK_SHARE"])
def test_zero_switches_videos_off(sqlite_instance: Instance, off: str) -> None:
    sqlite_instance.restart(**{off: 0})
    transcript_id = upload(sqlite_instance, a_video())
    convert(sqlite_instance)

    assert (said_of(sqlite_instance, transcript_id)["reason"], kept(sqlite_instance, transcript_id)) == (
        "videos_off",
        [],
    )


def test_a_client_keeps_no_more_than_its_bytes_and_another_client_has_its_own(instance: Instance) -> None:
    data = a_video()
    instance.restart(VIDEO_BYTES_PER_CLIENT=2 * len(data))
    reasons = []
    for client in ("one", "one", "one", "another"):
        transcript_id = upload(instance, data, client=client)
        convert(instance)
        reasons.append(said_of(instance, transcript_id)["reason"])

    assert reasons == [None, None, "video_quota", None]


def test_a_user_has_one_quota_on_all_days(sqlite_instance: Instance) -> None:
    data = a_video()
    sqlite_instance.restart(VIDEO_BYTES_PER_CLIENT=len(data))
    reasons = []
    for day in ("monday", "tuesday"):
        transcript_id = upload(sqlite_instance, data, client=day, user_id="a-signed-in-user")
        convert(sqlite_instance)
        reasons.append(said_of(sqlite_instance, transcript_id)["reason"])

    assert reasons == [None, "video_quota"]


def test_all_videos_together_keep_to_their_share_of_the_disk(sqlite_instance: Instance) -> None:
    sqlite_instance.restart(VIDEO_DISK_SHARE=1e-12)
    transcript_id = upload(sqlite_instance, a_video())
    convert(sqlite_instance)

    assert said_of(sqlite_instance, transcript_id)["reason"] == "video_no_space"


def test_workers_that_convert_at_the_same_time_share_one_quota(instance: Instance) -> None:
    data = a_video()
    instance.restart(VIDEO_BYTES_PER_CLIENT=2 * len(data))
    ids = [upload(instance, data) for _ in range(4)]
    ready = Barrier(4)

    def work(_: int) -> None:
        database = open_database(instance.settings)
        try:
            job = jobs.lease_next(database)
            assert job is not None
            here = Product(instance.settings, database, Stores(instance.settings))
            ready.wait(60)
            run_convert(StageContext(here, job, drained(instance)))
        finally:
            database.engine.dispose()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))

    reasons = [said_of(instance, each)["reason"] for each in ids]
    assert sorted(map(str, reasons)) == ["None", "None", "video_quota", "video_quota"]
    assert sum(len(kept(instance, each)) for each in ids) == 2


# -- the end ----------------------------------------------------------------------------------------------------------


def test_an_owners_erasure_takes_the_video_along_at_once(instance: Instance) -> None:
    transcript_id = upload(instance, a_video(says=MARK))
    convert(instance)

    drained(instance)(erase_now(instance.here, transcript_id, reason=ErasureReason.OWNER))

    assert (instance.traces(MARK), instance.ids(Artifact), strays(instance)) == ([], set(), [])


def test_a_refusal_erases_the_video_with_the_sound_at_once(instance: Instance) -> None:
    meeting = a_meeting()
    instance.add(meeting)
    transcript_id = upload(instance, a_video(says=MARK), meeting_id=meeting.id)
    convert(instance)
    with instance.database.transaction() as session:
        session.execute(sa.update(Transcript).values(status="ended"))

    drained(instance)(consent.note_consent(instance.here, meeting.id, user_id=None, consent_given=False).doomed)

    assert (kept(instance, transcript_id), instance.objects(transcript_id), instance.traces(MARK)) == ([], {}, [])


def drop(instance: Instance, transcript_id: str) -> list[int]:
    with instance.database.transaction() as session:
        lock_transcripts(session, [transcript_id])
        return drop_video(session, transcript_id)


def test_an_owner_who_drops_the_video_before_its_conversion_gets_the_sound_only(instance: Instance) -> None:
    transcript_id = upload(instance, a_video(says=MARK))

    assert drop(instance, transcript_id) == []
    convert(instance)

    assert (kept(instance, transcript_id), instance.traces(MARK)) == ([], [])
    assert any(key.endswith("audio.mp3") for key in instance.objects(transcript_id))


def test_an_owner_who_drops_the_video_during_its_conversion_gets_the_sound_only(instance: Instance) -> None:
    transcript_id = upload(instance, a_video(says=MARK))
    job = jobs.lease_next(instance.database)
    assert job is not None
    dropped: list[list[int]] = []

    def progress(share: float) -> None:
        if share > 0.5 and not dropped:
            dropped.append(drop(instance, transcript_id))

    run_convert(StageContext(instance.here, job, drained(instance), progress=progress))

    assert dropped == [[]]
    assert (kept(instance, transcript_id), instance.traces(MARK)) == ([], [])


def test_a_conversion_that_was_killed_after_its_choice_keeps_one_video(instance: Instance) -> None:
    data = a_video()
    transcript_id = upload(instance, data)
    job = jobs.lease_next(instance.database)
    assert job is not None
    stage = StageContext(instance.here, job, drained(instance))
    run_convert(stage)
    # Simulate a crash before the last transaction: the copy exists, and the stage begins again.
    with instance.database.transaction() as session:
        session.execute(sa.text("UPDATE job SET stage = 'convert', claimed_by = NULL, lease_until = NULL"))
        local = {"kind": "video", "store": "local", "bucket": "", "key": f"{transcript_id}/upload.mp4"}
        if instance.stores.default.name == "s3":
            session.add(Artifact(**local, transcript_id=transcript_id, size=len(data), created_at=utcnow()))
    instance.stores.local.put(local["key"], io.BytesIO(data))

    convert(instance)

    assert kept(instance, transcript_id) == [(instance.stores.default.name, len(data))]
    assert list(instance.objects(transcript_id).values()).count(data) == 1
    assert strays(instance) == []


def test_a_video_that_fails_later_leaves_nothing(instance: Instance) -> None:
    instance.restart(TRANSCRIPTION_MAX_ATTEMPTS=1)
    transcript_id = upload(instance, a_video(says=MARK))
    convert(instance)
    with instance.database.transaction() as session:
        session.execute(sa.text("UPDATE job SET attempts = 1, claimed_by = NULL, lease_until = NULL"))

    Runner(instance.here, drained(instance)).run_next()

    with instance.database.snapshot() as session:
        transcript = session.get_one(Transcript, transcript_id)
        assert (transcript.status, transcript.error) == ("error", "worker_died")
    assert (kept(instance, transcript_id), instance.traces(MARK)) == ([], [])
    assert jobs.lease_next(instance.database) is None
