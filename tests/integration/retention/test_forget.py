"""`reflector retention forget`: an operator closes dead artifacts, with a reason that is kept."""

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from reflector import cli
from reflector.db.models import Artifact, Tombstone, utcnow
from reflector.retention.report.status import promise
from reflector.retention.report.why import why
from tests.instances import Instance


def artifact(instance: Instance, *, bucket: str = "removed", dead: bool = True) -> int:
    """The number of a doomed artifact in a bucket."""
    row = Artifact(kind="recording", store="s3", bucket=bucket, key="a", doomed_at=utcnow())
    row.dead_at = utcnow() if dead else None
    instance.add(row)
    return row.id


def forget(*arguments: object) -> Result:
    command = ["retention", "forget", "--reason", "bucket_removed", *map(str, arguments)]
    return CliRunner().invoke(cli.app, command)


def forgotten(instance: Instance) -> set[tuple[str, str, str]]:
    with instance.database.snapshot() as session:
        rows = session.execute(sa.select(Tombstone.id, Tombstone.kind, Tombstone.reason))
        return {(row.id, row.kind, row.reason) for row in rows}


def test_dead_artifacts_of_a_removed_bucket_are_closed_and_recorded(local_instance: Instance) -> None:
    dead = [artifact(local_instance), artifact(local_instance, bucket="removed/folder")]
    others = [artifact(local_instance, bucket="removed-not"), artifact(local_instance, dead=False)]
    assert promise(local_instance.database, local_instance.settings).dead == 3

    said = forget("--bucket", "removed")

    assert (said.exit_code, said.stdout.splitlines()[-1]) == (0, "2 forgotten, 0 left.")
    assert local_instance.ids(Artifact) == set(others)
    assert forgotten(local_instance) == {(f"artifact-{i}", "artifact", "bucket_removed") for i in dead}
    assert promise(local_instance.database, local_instance.settings).dead == 1
    fate = why(local_instance.database, local_instance.settings, str(dead[0])).fate
    assert (fate.verdict, fate.reason) == ("closed", "bucket_removed")


def test_an_artifact_that_the_drain_still_tries_is_not_closed(sqlite_instance: Instance) -> None:
    dead, waiting = artifact(sqlite_instance), artifact(sqlite_instance, dead=False)

    said = forget(dead, waiting)

    assert said.exit_code == 3
    assert f"artifact {waiting} does not exist, or no attempt to erase it has failed" in said.output
    assert sqlite_instance.ids(Artifact) == {waiting}


def test_an_artifact_that_its_store_fails_to_erase_for_ever_is_closed_by_its_number(sqlite_instance: Instance) -> None:
    resists = artifact(sqlite_instance, dead=False)
    with sqlite_instance.database.transaction() as session:
        session.execute(sa.update(Artifact).values(last_error="InternalError"))

    assert forget("--bucket", "removed").exit_code == 0
    assert sqlite_instance.ids(Artifact) == {resists}  # by its bucket only what is dead
    assert forget(resists).exit_code == 0
    assert sqlite_instance.ids(Artifact) == set()


@pytest.mark.parametrize("arguments", [[], ["--reason", "because they said so", "1"]])
def test_nothing_is_closed_without_a_target_and_a_known_reason(sqlite_instance: Instance, arguments: list[str]) -> None:
    dead = artifact(sqlite_instance)

    assert forget(*arguments).exit_code == 2
    assert sqlite_instance.ids(Artifact) == {dead}
