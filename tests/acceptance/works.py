"""Work during which a process can die. Each work has a name, so that another process can be told to do it."""

import io
from collections.abc import Callable, Mapping
from contextlib import suppress

import sqlalchemy as sa

from reflector import inventory
from reflector.db.models import Transcript
from reflector.db.states import ArtifactKind, ErasureReason
from reflector.errors import ArtifactDoomed, TranscriptGone
from reflector.inventory import Place
from reflector.retention.erase import erase_now
from reflector.retention.run import drain_now
from reflector.testing.factories import days_ago
from tests.acceptance.graph import DOOMED_WORD
from tests.acceptance.world import World

#: Status of the transcripts for which the writers below write files.
BEING_WRITTEN = "processing"


def run(world: World) -> None:
    """One run."""
    world.run()


def erase(world: World) -> None:
    """An owner erases every expired transcript at once, and the drain follows."""
    expired = sa.or_(Transcript.created_at < days_ago(7), Transcript.erase_at < days_ago(0))
    for transcript_id in _ids(world, Transcript.user_id.is_(None), expired):
        with suppress(TranscriptGone):
            erase_now(world.here, transcript_id, reason=ErasureReason.OWNER)
    drain_now(world.here)


def write(world: World) -> None:
    """A stage keeps two files of a transcript."""
    for transcript_id in _ids(world, Transcript.status == BEING_WRITTEN):
        _write(world, transcript_id, lambda: None)


def write_while_erased(world: World) -> None:
    """A stage keeps two files, and between them the transcript is erased."""
    for transcript_id in _ids(world, Transcript.status == BEING_WRITTEN):

        def by_its_owner(transcript_id: str = transcript_id) -> None:
            erase_now(world.here, transcript_id, reason=ErasureReason.OWNER)
            drain_now(world.here)

        with suppress(ArtifactDoomed):
            _write(world, transcript_id, by_its_owner)


def _write(world: World, transcript_id: str, in_between: Callable[[], None]) -> None:
    places = [
        Place(ArtifactKind.WAV, "local", "", f"{transcript_id}/audio.wav"),
        Place.in_store(ArtifactKind.MP3, world.stores.default, f"{transcript_id}/audio.mp3"),
    ]
    first, second = (world.stores.get(place.store, place.bucket) for place in places)
    with inventory.writing(world.here, transcript_id, places, seconds=60):
        first.put(places[0].key, io.BytesIO(DOOMED_WORD.encode()))
        in_between()
        second.put(places[1].key, io.BytesIO(DOOMED_WORD.encode()))


def _ids(world: World, *which: sa.ColumnElement[bool]) -> list[str]:
    with world.database.snapshot() as session:
        return list(session.scalars(sa.select(Transcript.id).where(*which).order_by(Transcript.id)))


WORKS: Mapping[str, Callable[[World], None]] = {
    "run": run,
    "erase": erase,
    "write": write,
    "write_while_erased": write_while_erased,
}
