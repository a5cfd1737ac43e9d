"""Writers that die after the drain has looked at their place."""

from datetime import timedelta

import sqlalchemy as sa

from reflector import inventory
from reflector.db.models import Artifact, utcnow
from reflector.db.states import ArtifactKind
from reflector.inventory import Place
from reflector.retention.run import drain_now
from reflector.testing.factories import an_anonymous_transcript
from tests.instances import Instance


def test_temporary_files_of_a_dead_writer_go_after_its_deadline(instance: Instance) -> None:
    # Given a writer that has announced its file, and a transcript that is erased before the first byte
    transcript = an_anonymous_transcript(days_old=8)
    instance.add(transcript)
    place = Place(ArtifactKind.WAV, "local", "", f"{transcript.id}/audio.wav")
    inventory.announce(instance.database, transcript.id, [place], seconds=600)
    assert instance.run()["transcripts_deleted"] == 1

    # When the writer continues, and is killed while its bytes are in a temporary file
    folder = instance.stores.local.path(transcript.id)
    folder.mkdir()
    (folder / ".tmp-0123456789abcdef").write_bytes(b"half a recording")

    # Then the inventory still has its row, and after the writer's deadline nothing is left
    with instance.database.transaction() as session:
        session.execute(
            sa.update(Artifact).values(next_attempt_at=None, writable_until=utcnow() - timedelta(seconds=1))
        )
    drain_now()
    assert not folder.exists()
    assert instance.ids(Artifact) == set()
    assert instance.residue() == []


def test_a_folder_waits_for_its_writers_and_no_longer(instance: Instance) -> None:
    # Given a file that is complete
    transcript = an_anonymous_transcript(days_old=8)
    instance.add(transcript)
    instance.keep_files(transcript)

    # When the transcript is erased
    instance.run()

    # Then no row is left waiting for a writer that has finished
    assert instance.ids(Artifact) == set()
