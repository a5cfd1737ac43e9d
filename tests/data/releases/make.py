"""Freezes a database of this version's schema: `python -m tests.data.releases.make [--again]`. See README.md."""

import argparse
import re
import sqlite3
import subprocess
import sys
from contextlib import closing, nullcontext
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from reflector import inventory
from reflector.db import migrate
from reflector.db.models import Artifact, Job, Transcript, utcnow
from reflector.db.states import ArtifactKind
from reflector.inventory import Place
from reflector.testing.factories import a_users_transcript, an_anonymous_transcript, saying
from tests.acceptance.graph import DOOMED_WORD, KEPT_WORD, Graph, add, keep_files, populate
from tests.acceptance.world import World, put
from tests.data.releases import DIALECTS, Release, open_world
from tests.servers import postgres_database


def fill(world: World) -> Graph:
    """Every kind of data that a run can meet, in an instance that has been running for some time."""
    former = an_anonymous_transcript()
    add(world, former)
    keep_files(world, former, DOOMED_WORD)
    assert world.run()["errors"] == []
    graph = populate(world)
    under_way = an_anonymous_transcript(days_old=8, status="processing")
    users = a_users_transcript(days_old=300, status="uploaded")
    add(world, under_way, users, _job(under_way, DOOMED_WORD), _job(users, KEPT_WORD))
    _begin_writing(world, under_way)
    adopted = _leave_elsewhere(world)
    kinds = {**graph.doomed, "transcript": graph.doomed["transcript"] | {former.id, under_way.id, adopted.id}}
    theirs = {key: row for key, row in world.rows().items() if users.id in (*key, row.get("transcript_id"))}
    return Graph(kinds, graph.rows | theirs, graph.objects)


def _job(transcript: Transcript, client: str) -> Job:
    return Job(transcript_id=transcript.id, stage="convert", client=client, claimed_by="worker-1", attempts=1)


def _begin_writing(world: World, transcript: Transcript) -> None:
    """A file whose writer died an hour ago, in the middle."""
    place = Place(ArtifactKind.WAV, "local", "", f"{transcript.id}/audio.wav")
    inventory.announce(world.database, transcript.id, [place], seconds=60)
    world.stores.local.path(f"{transcript.id}").mkdir()
    world.stores.local.path(place.key).write_text(DOOMED_WORD)
    with world.database.transaction() as session:
        late = sa.update(Artifact).where(Artifact.transcript_id == transcript.id)
        session.execute(late.values(writable_until=utcnow() - timedelta(hours=1)))


def _leave_elsewhere(world: World) -> Transcript:
    """A transcript that another program has just made: the inventory does not know its bytes yet."""
    adopted = saying(an_anonymous_transcript(), DOOMED_WORD)
    with world.database.transaction() as session:
        session.add(adopted)
    put(world.stores.local, f"{adopted.id}/audio.mp3", DOOMED_WORD.encode())
    return adopted


def sql_of(world: World) -> str:
    """The whole database, schema and rows, as SQL that any version of its server takes."""
    if world.database.file is not None:
        with closing(sqlite3.connect(world.database.file)) as embedded:
            return "\n".join(embedded.iterdump()) + "\n"
    url = world.database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    command = ["pg_dump", "--inserts", "--no-owner", "--no-privileges", "--schema=public", f"--dbname={url}"]
    dumped = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # Leave out statements for psql or for one version of the server, and those that create the existing schema.
    noise = re.compile(r"(?m)^(?:--.*|\\.*|SET .*|SELECT pg_catalog\.set_config.*|(?:CREATE|COMMENT ON) SCHEMA .*)?\n")
    return noise.sub("", dumped)


def main() -> int:
    """Freeze the schema of this version, once."""
    parser = argparse.ArgumentParser(prog="python -m tests.data.releases.make")
    parser.add_argument(
        "--again", action="store_true", help="in the place of those that are there: never once released"
    )
    again = parser.parse_args().again
    for dialect in DIALECTS:
        release = Release(migrate.head(), dialect)
        if release.sql.exists() and not again:
            print(f"{release.sql.name} is there already.", file=sys.stderr)
            return 1
        with TemporaryDirectory() as folder, nullcontext("") if dialect == "sqlite" else postgres_database() as url:
            world = open_world(Path(folder), url)
            migrate.upgrade(world.database)
            release.freeze(world, fill(world))
            world.database.engine.dispose()
            release.sql.write_text(sql_of(world))
    return 0


if __name__ == "__main__":
    sys.exit(main())
