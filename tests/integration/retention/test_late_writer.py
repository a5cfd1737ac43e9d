"""A slow, late or dead writer leaves nothing behind, and erases nothing of others."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa

from reflector import inventory
from reflector.db.models import Artifact, Transcript, utcnow
from reflector.db.states import ArtifactKind, ErasureReason
from reflector.errors import (
    ArtifactDoomed,
    BeingErased,
    RetentionBusy,
    RetentionError,
    StoreFull,
    StoreUnavailable,
    TooLarge,
    TranscriptGone,
)
from reflector.inventory import Place, announce, seal, writing
from reflector.retention.drain import Drain
from reflector.retention.erase import erase_now
from reflector.retention.run import drain_now
from reflector.storage import Store
from reflector.storage.base import Erasures
from reflector.testing.factories import an_anonymous_transcript
from tests.faults.stores import ConnectionReset, DiskFull, FailsAlways, WrappedStores, Wrapper
from tests.instances import Instance
from tests.keep import keep

HOUR = 3600.0
#: Maximum seconds from an announcement to a drain on a busy machine.
A_WHILE = 4.0


@pytest.fixture
def instance(local_instance: Instance) -> Instance:
    return local_instance


@pytest.fixture
def transcript(instance: Instance) -> Transcript:
    row = an_anonymous_transcript(days_old=1)
    instance.add(row)
    return row


def place_of(transcript: Transcript, name: str = "audio.mp3") -> Place:
    return Place(ArtifactKind.MP3, "local", "", f"{transcript.id}/{name}")


def erase_and_drain(instance: Instance, transcript: Transcript) -> None:
    erase_now(instance.here, transcript.id, reason=ErasureReason.OWNER)
    drain_now()


def time_passes(instance: Instance, seconds: float) -> None:
    """Move the announcements into the past. Only the times in the rows count."""
    with instance.database.transaction() as session:
        ago = [Artifact.writable_until, Artifact.next_attempt_at]
        for row in session.scalars(sa.select(Artifact)):
            for column in ago:
                value = getattr(row, column.key)
                setattr(row, column.key, value and value - timedelta(seconds=seconds))


def nothing_is_left(instance: Instance) -> bool:
    """No bytes now, and no rows after the deadlines of all announced writers."""
    now = instance.objects() == {} and instance.residue() == []
    time_passes(instance, HOUR + 1)
    drain_now()
    return now and instance.ids(Artifact) == set() and instance.residue() == []


# -- erased at every point --------------------------------------------------------------------------------------------


def before_the_row(instance: Instance, transcript: Transcript, erase: Callable[[], None]) -> None:
    erase()
    instance.keep(transcript, place_of(transcript), b"PORCUPINE")


def before_the_first_byte(instance: Instance, transcript: Transcript, erase: Callable[[], None]) -> None:
    with writing(instance.here, transcript.id, [place_of(transcript)], seconds=HOUR):
        erase()
        instance.stores.local.put(place_of(transcript).key, BytesIO(b"PORCUPINE"))


def between_two_bytes(instance: Instance, transcript: Transcript, erase: Callable[[], None]) -> None:
    class Slow(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() == 4:
                erase()
            return super().read(4)

    place = place_of(transcript)
    keep(instance.here, transcript.id, place, Slow(b"PORCUPINE"), seconds=HOUR)


def after_the_last_byte(instance: Instance, transcript: Transcript, erase: Callable[[], None]) -> None:
    with writing(instance.here, transcript.id, [place_of(transcript)], seconds=HOUR):
        instance.stores.local.put(place_of(transcript).key, BytesIO(b"PORCUPINE"))
        erase()


POINTS = {before_the_row: TranscriptGone, before_the_first_byte: ArtifactDoomed}
POINTS |= {between_two_bytes: ArtifactDoomed, after_the_last_byte: ArtifactDoomed}


@pytest.mark.parametrize("drained", ["drained meanwhile", "not drained"])
@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.__name__)
def test_a_transcript_that_is_erased_while_it_is_written_leaves_nothing(
    instance: Instance, transcript: Transcript, point: Any, drained: str
) -> None:
    def erase() -> None:
        erase_now(instance.here, transcript.id, reason=ErasureReason.OWNER)
        if drained == "drained meanwhile":
            drain_now()

    with pytest.raises(POINTS[point]):
        point(instance, transcript, erase)

    assert instance.objects() == {}
    drain_now()
    assert nothing_is_left(instance)


def test_a_writer_that_is_later_than_it_announced_leaves_nothing(instance: Instance, transcript: Transcript) -> None:
    place = place_of(transcript)

    writer = writing(instance.here, transcript.id, [place], seconds=HOUR)
    writer.__enter__()
    erase_and_drain(instance, transcript)
    time_passes(instance, 2 * HOUR)
    drain_now()
    assert instance.ids(Artifact) == set()
    instance.stores.local.put(place.key, BytesIO(b"PORCUPINE"))
    with pytest.raises(ArtifactDoomed):
        writer.__exit__(None, None, None)

    assert instance.objects() == {}
    drain_now()
    assert nothing_is_left(instance)


@pytest.mark.parametrize("time", ["not over", "over"])
def test_a_late_writer_on_a_store_that_is_down_leaves_a_row(
    instance: Instance, transcript: Transcript, time: str
) -> None:
    place = place_of(transcript)
    down: list[FailsAlways] = []

    def wrap(store: Store) -> Store:
        down.append(FailsAlways(store))
        down[-1].failing = False
        return down[-1]

    stores = WrappedStores(instance.settings, wrap)
    writer = writing(replace(instance.here, stores=stores), transcript.id, [place], seconds=HOUR)
    writer.__enter__()
    erase_and_drain(instance, transcript)
    if time == "over":  # then no row of its announcement is left
        time_passes(instance, HOUR + 1)
        drain_now()
    stores.local.put(place.key, BytesIO(b"PORCUPINE"))
    down[0].failing = True
    with pytest.raises(ArtifactDoomed):
        writer.__exit__(None, None, None)

    assert instance.objects() != {}
    drain_now()
    assert nothing_is_left(instance)


def test_the_row_of_a_writer_that_died_stays_until_its_time_is_over(instance: Instance, transcript: Transcript) -> None:
    place = place_of(transcript)
    announce(instance.database, transcript.id, [place], seconds=HOUR)
    erase_and_drain(instance, transcript)
    rows = len(instance.ids(Artifact))
    instance.stores.local.put(place.key, BytesIO(b"PORCUPINE"))  # its last write, and then it died

    drain_now()
    too_early = instance.objects()
    time_passes(instance, HOUR + 1)
    drain_now()

    assert rows == 2  # of the file, and of its folder
    assert too_early != {}
    assert nothing_is_left(instance)


def test_a_writer_that_is_killed_leaves_nothing_once_its_transcript_is_erased(
    instance: Instance, transcript: Transcript
) -> None:
    writer = """
import sys, io
from reflector.db.states import ArtifactKind
from reflector.inventory import Place, writing
from reflector.instance import get_instance
place = Place(ArtifactKind.MP3, "local", "", f"{sys.argv[1]}/audio.mp3")
with writing(get_instance(), sys.argv[1], [place], seconds=3600):
    get_instance().stores.local.put(place.key, io.BytesIO(b"PORCUPINE"))
    print("written", flush=True)
    sys.stdin.read()
"""
    command = [sys.executable, "-c", writer, transcript.id]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"written\n"
        process.send_signal(signal.SIGKILL)
    assert instance.traces("PORCUPINE") != []

    erase_and_drain(instance, transcript)

    assert instance.traces("PORCUPINE") == []
    time_passes(instance, HOUR + 1)
    drain_now()
    assert nothing_is_left(instance)


# -- what fails while it is written -----------------------------------------------------------------------------------


def test_a_failed_write_leaves_neither_bytes_nor_row(instance: Instance, transcript: Transcript) -> None:
    instance.settings.DATA_DIR.mkdir(exist_ok=True)
    place = place_of(transcript)
    before = instance.ids(Artifact)
    for wrap, error in ((DiskFull, StoreFull), (ConnectionReset, StoreUnavailable)):
        stores = WrappedStores(instance.settings, wrap)
        with pytest.raises(error):
            keep(replace(instance.here, stores=stores), transcript.id, place, BytesIO(b"PORCUPINE"), seconds=HOUR)
    with pytest.raises(TooLarge):
        keep(
            instance.here,
            transcript.id,
            place,
            BytesIO(b"PORCUPINE"),
            seconds=HOUR,
            max_bytes=3,
        )

    drain_now()

    assert instance.erased(transcript) == []
    assert instance.objects() == {}
    assert instance.ids(Artifact) == before


class Meanwhile(Wrapper):
    """Calls a function before it erases."""

    def __init__(self, inner: Store, happens: Callable[[], None]) -> None:
        super().__init__(inner)
        self._happens = happens

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        self._happens()
        return self.inner.erase_many(keys)


class Afterwards(Meanwhile):
    """Calls a function after it has erased and searched again."""

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        answer = self.inner.erase_many(keys)
        self._happens()
        return answer


def test_leftovers_on_a_vanished_disk_are_erased_when_it_returns(instance: Instance, transcript: Transcript) -> None:
    data, elsewhere = instance.settings.DATA_DIR, instance.settings.DATA_DIR.with_name("unmounted")

    class Unmounted(Wrapper):
        def erase_many(self, keys: Sequence[str]) -> Erasures:
            data.rename(elsewhere)
            data.mkdir()
            return self.inner.erase_many(keys)

    inventory.recognize(instance.database, instance.stores.local)
    stores = WrappedStores(instance.settings, Unmounted)
    with (
        suppress(ZeroDivisionError),
        writing(replace(instance.here, stores=stores), transcript.id, [place_of(transcript)], seconds=HOUR),
    ):
        instance.stores.local.put(place_of(transcript).key, BytesIO(b"PORCUPINE"))
        raise ZeroDivisionError
    shutil.rmtree(data)
    elsewhere.rename(data)

    assert instance.objects() != {}
    drain_now()
    assert instance.objects() == {}
    assert instance.erased(transcript) == []


def test_a_slow_drain_keeps_the_files_of_the_next_attempt(instance: Instance, transcript: Transcript) -> None:
    place = place_of(transcript)
    inventory.recognize(instance.database, instance.stores.local)
    refused = []

    def kept_again() -> None:
        try:
            instance.keep(transcript, place, b"again")
        except BeingErased as error:
            refused.append(error)

    down = WrappedStores(instance.settings, FailsAlways)
    with pytest.raises(StoreUnavailable):
        keep(replace(instance.here, stores=down), transcript.id, place, BytesIO(b"first"), seconds=HOUR)
    slow = WrappedStores(instance.settings, lambda store: Meanwhile(store, kept_again))
    drained = drain_now(replace(instance.here, stores=slow))
    while_erased = instance.objects()
    kept_again()

    assert (drained["artifacts_erased"], len(refused), while_erased) == (1, 1, {})
    assert instance.objects() == {f"local:{place.key}": b"again"}
    assert instance.residue() == []


@pytest.mark.parametrize("second", ["of what is left from the last try", "of a worker that was suspended"])
def test_only_the_drain_at_work_deletes_the_rows_of_a_place(
    instance: Instance, transcript: Transcript, second: str
) -> None:
    place, here = place_of(transcript), (instance.here, transcript.id)
    inventory.recognize(instance.database, instance.stores.local)
    suspended = writing(*here, [place], seconds=HOUR, passed_on=lambda _session: True)
    if second == "of a worker that was suspended":
        suspended.__enter__()
    down = WrappedStores(instance.settings, FailsAlways)
    with pytest.raises(StoreUnavailable):
        keep(replace(instance.here, stores=down), transcript.id, place, BytesIO(b"first"), seconds=HOUR)

    def kept_again() -> None:
        if second == "of a worker that was suspended":
            with suppress(ArtifactDoomed):
                suspended.__exit__(ArtifactDoomed, ArtifactDoomed(), None)
        else:
            left = inventory.doomed_in(instance.database, [place])
            with suppress(RetentionBusy):
                Drain(instance.here).only(left)
        with suppress(BeingErased):
            instance.keep(transcript, place, b"again")
            kept.append(b"again")

    kept: list[bytes] = []
    slow = WrappedStores(instance.settings, lambda store: Meanwhile(store, kept_again))
    drain_now(replace(instance.here, stores=slow))

    assert list(instance.objects().values()) == kept
    time_passes(instance, HOUR)
    drain_now()
    instance.keep(transcript, place, b"again")
    assert instance.objects() == {f"local:{place.key}": b"again"}


@pytest.mark.parametrize("until", ["its time was over when the row goes", "it has announced more by then"])
def test_a_writer_at_work_keeps_its_row_through_a_drain(instance: Instance, transcript: Transcript, until: str) -> None:
    place = place_of(transcript)
    inventory.recognize(instance.database, instance.stores.local)
    over = until == "its time was over when the row goes"
    announce(instance.database, transcript.id, [place], seconds=A_WHILE if over else -1.0)
    its_end = utcnow() + timedelta(seconds=A_WHILE)
    erase_now(instance.here, transcript.id, reason=ErasureReason.OWNER)

    def written_late() -> None:
        instance.stores.local.put(place.key, BytesIO(b"PORCUPINE"))
        if over:
            time.sleep(max(0.0, (its_end - utcnow()).total_seconds()))
        else:
            with instance.database.transaction() as session:
                session.execute(sa.update(Artifact).values(writable_until=utcnow() + timedelta(seconds=60)))

    late = WrappedStores(instance.settings, lambda store: Afterwards(store, written_late))
    drain_now(replace(instance.here, stores=late))

    assert instance.objects() != {}
    drain_now()
    assert nothing_is_left(instance)


def test_a_failed_writer_keeps_the_files_of_its_successor(instance: Instance, transcript: Transcript) -> None:
    place, here = place_of(transcript), (instance.here, transcript.id)

    first = writing(*here, [place], seconds=HOUR, passed_on=lambda _session: True)
    first.__enter__()
    instance.keep(transcript, place, b"the next one's")
    with pytest.raises(ArtifactDoomed):
        first.__exit__(StoreUnavailable, StoreUnavailable(), None)

    drain_now()
    assert instance.objects() == {f"local:{place.key}": b"the next one's"}


def test_announcing_the_same_place_again_gives_the_same_row(instance: Instance, transcript: Transcript) -> None:
    place = place_of(transcript)

    first = announce(instance.database, transcript.id, [place, place], seconds=HOUR)
    again = announce(instance.database, transcript.id, [place], seconds=2 * HOUR)

    assert first == [again[0], again[0]]
    with instance.database.snapshot() as session:
        row = session.get(Artifact, again[0])
    assert row is not None
    assert row.writable_until is not None
    assert row.writable_until > utcnow() + timedelta(seconds=1.5 * HOUR)


def test_a_stage_that_runs_twice_keeps_the_bytes_of_the_second(instance: Instance, transcript: Transcript) -> None:
    place = place_of(transcript)

    instance.keep(transcript, place, b"first")
    instance.keep(transcript, place, b"second")

    assert instance.objects() == {f"local:{place.key}": b"second"}
    assert instance.run()["errors"] == []
    assert instance.objects() == {f"local:{place.key}": b"second"}


def test_a_sealed_artifact_can_be_drained_at_once(instance: Instance, transcript: Transcript) -> None:
    ids = announce(instance.database, transcript.id, [place_of(transcript)], seconds=HOUR)
    seal(instance.database, ids)

    erase_and_drain(instance, transcript)

    assert nothing_is_left(instance)


def test_sealing_a_doomed_artifact_fails(instance: Instance, transcript: Transcript) -> None:
    ids = announce(instance.database, transcript.id, [place_of(transcript)], seconds=HOUR)
    erase_now(instance.here, transcript.id, reason=ErasureReason.OWNER)

    with pytest.raises(ArtifactDoomed):
        seal(instance.database, ids)


def test_announcing_for_an_erased_transcript_fails(instance: Instance, transcript: Transcript) -> None:
    erase_and_drain(instance, transcript)

    with pytest.raises(TranscriptGone):
        announce(instance.database, transcript.id, [place_of(transcript)], seconds=HOUR)

    assert instance.ids(Artifact) == set()


def test_no_byte_is_written_or_erased_while_a_transaction_is_open(instance: Instance, transcript: Transcript) -> None:
    with instance.database.snapshot(), pytest.raises(RuntimeError, match="transaction is open"):
        instance.keep(transcript, place_of(transcript), b"PORCUPINE")
    doomed = an_anonymous_transcript()
    instance.add(doomed)
    erase_now(instance.here, doomed.id, reason=ErasureReason.OWNER)
    with instance.database.snapshot(), pytest.raises(RetentionError, match="RuntimeError"):
        drain_now()

    assert instance.objects() == {}
