"""No step of the engine scans a growing table: the test checks the plan of every statement of a real run.

It explains each statement with its values when it is executed, on tables with many living rows and few expired ones. A
plan does not show the cascades of foreign keys; tests/unit/db/test_schema.py checks that each of their columns is
indexed.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from starlette.testclient import TestClient

from reflector import inventory
from reflector.app import create_app
from reflector.db.models import Artifact, Job, Transcript, new_id
from reflector.db.session import Database
from reflector.db.states import ErasureReason
from reflector.meetings import consent
from reflector.retention.erase import erase_now
from reflector.retention.report import status
from reflector.retention.report.verify import verify
from reflector.retention.run import drain_now
from reflector.testing.factories import a_consent, a_meeting, a_recording, an_anonymous_transcript, days_ago
from reflector.transcription import jobs
from reflector.transcription.recordings import NewRecording, announce_recording
from tests.instances import Instance
from tests.integration.api.tokens import KEY, bearer, pem

LIVING = 4000
GROWING = {"transcript", "meeting", "meeting_consent", "recording", "artifact", "job", "tombstone"}


@contextmanager
def explained(database: Database) -> Iterator[dict[str, str]]:
    """The plan of every statement that is run in the block, by its text."""
    plans: dict[str, str] = {}
    prefix = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "

    def explain(_conn: object, cursor: Any, statement: str, parameters: Any, _context: object, many: bool) -> None:
        if not re.match(r"(?i)\s*(select|insert|update|delete|with)\b", statement) or "pg_" in statement:
            return
        with_values = parameters[0] if many else parameters
        own = cursor.connection.cursor()
        own.execute(prefix + statement, with_values)
        plans[statement] = "\n".join(str(row[-1]) for row in own.fetchall())
        own.close()

    event.listen(database.engine, "before_cursor_execute", explain)
    try:
        yield plans
    finally:
        event.remove(database.engine, "before_cursor_execute", explain)


def scans(plan: str) -> set[str]:
    """The growing tables that a plan reads from end to end."""
    found = re.findall(r"Seq Scan on (\w+)|SCAN (\w+)(?! USING (?:COVERING )?INDEX)", plan)
    return {first or second for first, second in found} & GROWING


@pytest.fixture
def grown(local_instance: Instance) -> Instance:
    """An instance with many living transcripts, each with a meeting, a consent, a recording and files."""
    series = (
        "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {0}) SELECT n FROM s)"
        if local_instance.database.is_sqlite
        else "(SELECT n FROM generate_series(1, {0}) AS g(n))"
    ).format(LIVING)
    now = "'2999-01-01 00:00:00'"
    statements = (
        f"INSERT INTO meeting (id, start_date, inventoried) SELECT 'm' || n, {now}, true FROM {series} AS s",
        f"INSERT INTO meeting_consent (id, meeting_id, consent_given, consent_timestamp) "
        f"SELECT 'c' || n, 'm' || n, true, {now} FROM {series} AS s",
        f"INSERT INTO recording (id, bucket_name, recorded_at, meeting_id, inventoried) "
        f"SELECT 'r' || n, 'b', {now}, 'm' || n, true FROM {series} AS s",
        f"INSERT INTO transcript (id, created_at, meeting_id, recording_id, inventoried) "
        f"SELECT 't' || n, {now}, 'm' || n, 'r' || n, true FROM {series} AS s",
        f"INSERT INTO job (transcript_id, created_at) SELECT 't' || n, {now} FROM {series} AS s",
        f"INSERT INTO artifact (kind, store, bucket, key, transcript_id) "
        f"SELECT 'folder', 'local', '', 't' || n || '/', 't' || n FROM {series} AS s",
        f"INSERT INTO tombstone (id, kind, reason, erased_at) "
        f"SELECT 'x' || n, 'transcript', 'expired', {now} FROM {series} AS s",
    )
    with local_instance.database.transaction() as session:
        for statement in statements:
            session.execute(sa.text(statement))
    with local_instance.database.maintenance() as connection:
        connection.exec_driver_sql("ANALYZE")
    return local_instance


def some_that_go(instance: Instance) -> None:
    for adopt in (True, False):
        meeting = a_meeting()
        recording = a_recording(meeting)
        rows = [meeting, recording, a_consent(meeting), an_anonymous_transcript(meeting=meeting, recording=recording)]
        orphan = a_meeting()
        rows += [
            orphan,
            a_recording(orphan),
            a_recording(),
            an_anonymous_transcript(days_old=1, erase_at=meeting.start_date),
        ]
        (instance.adopt if adopt else instance.add)(*rows)


def a_run(instance: Instance) -> None:
    stats = instance.run()
    assert (stats["transcripts_deleted"], stats["meetings_deleted"], stats["recordings_deleted"]) == (4, 4, 6)


def an_erasure_at_once(instance: Instance) -> None:
    meeting = a_meeting()
    transcript = an_anonymous_transcript(meeting=meeting)
    instance.add(meeting, transcript)
    instance.keep_files(transcript)
    erase_now(instance.here, transcript.id, reason=ErasureReason.OWNER)
    drain_now()


def a_look_at_the_promise(instance: Instance) -> None:
    assert status.promise(instance.database, instance.settings).waiting == 8


def a_look_for_refusals(instance: Instance) -> None:
    refused = a_meeting(days_old=1)
    instance.add(refused, a_recording(refused, key="refused.mp4"), a_consent(refused, given=False))
    inventory.complete(instance.here)
    assert [len(doomed) for doomed in consent.apply_outstanding(instance.here)] == [1]
    assert list(consent.apply_outstanding(instance.here)) == []


def a_verification(instance: Instance) -> None:
    assert list(verify(instance.here)) != []


def an_announcement(instance: Instance) -> None:
    recording = NewRecording("b", track_keys=tuple(f"{n}.webm" for n in range(3)))
    first, second = (announce_recording(instance.here, recording) for _ in range(2))
    assert (first.new, second.new) == (True, False)


STEPS = [a_run, an_erasure_at_once, a_look_at_the_promise, a_look_for_refusals, a_verification, an_announcement]


@pytest.mark.parametrize("step", STEPS)
def test_no_statement_scans_a_table_that_grows(grown: Instance, step: Callable[[Instance], None]) -> None:
    some_that_go(grown)

    with explained(grown.database) as plans:
        step(grown)

    assert len(plans) > 3
    bad = {statement: plan for statement, plan in plans.items() if scans(plan)}
    assert bad == {}


def test_a_few_artifacts_are_not_looked_for_among_all_that_are_doomed(grown: Instance) -> None:
    """A scan would cost each batch as much as all batches. The statistics are from a time without doomed rows."""
    some_that_go(grown)

    with explained(grown.database) as plans:
        a_run(grown)

    gone = {statement: plan for statement, plan in plans.items() if statement.startswith("DELETE FROM artifact")}
    assert gone != {}
    assert {statement: plan for statement, plan in gone.items() if "ix_artifact_doomed" in plan} == {}


def test_a_scan_would_be_seen(grown: Instance) -> None:
    with explained(grown.database) as plans, grown.database.snapshot() as session:
        session.execute(sa.select(Artifact.id).where(Artifact.kind == "mp3")).all()

    assert [scans(plan) for plan in plans.values()] == [{"artifact"}]


def test_the_owners_of_a_thousand_places_are_found_by_their_keys(grown: Instance) -> None:
    """Keys have no statistics: PostgreSQL assumes that a thousand of them are the whole table."""
    doomed = [{"kind": "folder", "store": "local", "key": f"{new_id()}/", "transcript_id": None} for _ in range(1000)]
    with grown.database.transaction() as session:
        session.execute(sa.insert(Artifact), doomed)

    with explained(grown.database) as plans:
        assert drain_now(grown.here)["artifacts_erased"] == len(doomed)

    asked = {s: plan for s, plan in plans.items() if "ix_artifact_location" in plan and "SELECT count(*)" in s}
    assert len(asked) == 1
    assert [scans(plan) for plan in asked.values()] == [set()]


@pytest.mark.parametrize("analyzed", [False, True], ids=["as it grew", "analyzed"])
def test_the_drain_uses_the_index_of_doomed_artifacts(local_instance: Instance, analyzed: bool) -> None:
    living = an_anonymous_transcript(days_old=1)
    local_instance.add(living)
    rows = [{"kind": "mp3", "store": "local", "key": f"{n}", "transcript_id": living.id} for n in range(LIVING)]
    doomed = [{"kind": "mp3", "store": "local", "key": f"x/{n}", "transcript_id": None} for n in range(3)]
    with local_instance.database.transaction() as session:
        session.execute(sa.insert(Artifact), [*rows, *doomed])
    if analyzed:
        with local_instance.database.maintenance() as connection:
            connection.exec_driver_sql("ANALYZE")

    with explained(local_instance.database) as plans:
        assert drain_now(local_instance.here)["artifacts_erased"] == len(doomed)

    asked = {s: plan for s, plan in plans.items() if s.startswith("SELECT") and "next_attempt_at" in s}
    assert len(asked) == 2  # the stores, and the artifacts in them
    assert {s: plan for s, plan in asked.items() if "ix_artifact_doomed" not in plan} == {}


# -- among many signed-in users' transcripts ---------------------------------------------------------------------------

#: The engine's own index: anonymous transcripts in the order of their erasure.
ENGINE = re.compile(r"ix_transcript_anonymous_(?:created|erase)_at")
USERS = "ix_transcript_user_id_created_at"


@pytest.fixture(params=["as it grew", "analyzed"])
def crowded(request: pytest.FixtureRequest, local_instance: Instance) -> Instance:
    """An instance in which nearly everything belongs to one of fifty signed-in users."""
    rows = [{"id": new_id(), "user_id": f"user-{n % 50}", "created_at": days_ago(n / 10)} for n in range(LIVING)]
    with local_instance.database.transaction() as session:
        if not local_instance.database.is_sqlite:
            # An earlier test has filled and emptied the tables. Its pages and statistics would influence the planner,
            # and neither TRUNCATE nor ANALYZE of an empty table removes the statistics.
            session.execute(sa.text("TRUNCATE transcript CASCADE"))
            session.execute(sa.text("DELETE FROM pg_statistic WHERE starelid = 'transcript'::regclass"))
        session.execute(sa.insert(Transcript), rows)
    some_that_go(local_instance)
    if request.param == "analyzed":
        with local_instance.database.maintenance() as connection:
            connection.exec_driver_sql("ANALYZE")
    return local_instance


@pytest.mark.parametrize("step", [a_look_at_the_promise, a_run])
def test_the_engine_uses_its_own_index_of_anonymous_transcripts(
    crowded: Instance, step: Callable[[Instance], None]
) -> None:
    with explained(crowded.database) as plans:
        step(crowded)

    asked = {s: plan for s, plan in plans.items() if s.startswith("SELECT") and "transcript.user_id IS NULL" in s}
    assert len(asked) > 2
    assert {s: plan for s, plan in asked.items() if not ENGINE.search(plan) or USERS in plan} == {}
    # SQLite reads them in the order of erasure and sorts none; for PostgreSQL it can be cheaper to sort a few.
    assert not any("TEMP B-TREE" in plan for plan in asked.values())


def test_a_user_finds_their_own_by_the_users_index(crowded: Instance) -> None:
    with_users = {"AUTH_BACKEND": "jwt", "AUTH_JWT_PUBLIC_KEY": pem(KEY)}
    app = create_app(crowded.settings.model_copy(update=with_users))
    with TestClient(app) as http, explained(app.state.services.instance.database) as plans:
        first = http.get("/v1/transcripts?limit=2", headers=bearer("user-7")).json()
        second = http.get(f"/v1/transcripts?limit=2&after={first['next']}", headers=bearer("user-7")).json()

    assert len({item["id"] for page in (first, second) for item in page["items"]}) == 4
    listing = {s: plan for s, plan in plans.items() if "ORDER BY transcript.created_at DESC" in s}
    assert len(listing) == 2
    assert {s: plan for s, plan in listing.items() if USERS not in plan} == {}


@pytest.mark.parametrize("name", ["bucket-{}", "bucket/folder-{}"], ids=["apart", "of one bucket"])
def test_hundreds_of_buckets_cost_no_statement_more(grown: Instance, name: str) -> None:
    made: list[str] = []
    sent: list[str] = []

    def add(count: int) -> None:
        with grown.database.transaction() as session:
            for _ in range(count):
                made.append(name.format(len(made)))
                session.add(recording := a_recording(bucket=made[-1]))
                session.flush()
                owner = recording.id if len(made) % 2 else None
                session.add(Artifact(kind="track", store="s3", bucket=made[-1], key="k", recording_id=owner))

    def statements() -> int:
        sent.clear()
        with grown.database.snapshot() as session:
            assert inventory.buckets(session) == set(made)
            assert inventory.other_names(session, "s3", made[0], ["k"]) == {made[0]: {"k": "k"}}
        return len(sent)

    event.listen(grown.database.engine, "before_cursor_execute", lambda *args: sent.append(args[2]))
    add(3)
    few = statements()
    add(300)

    assert statements() == few
    with explained(grown.database) as plans, grown.database.snapshot() as session:
        inventory.buckets(session)
    assert [scans(plan) for plan in plans.values()] == [set(), set()]


def test_the_next_job_is_found_by_indexes_alone(local_instance: Instance) -> None:
    # Given 20,000 jobs of four clients that wait
    database = local_instance.database
    numbers = range(20_000)
    with database.transaction() as session:
        session.execute(sa.insert(Transcript), [{"id": f"t{n}", "created_at": days_ago(1)} for n in numbers])
        waiting = [
            {"transcript_id": f"t{n}", "created_at": days_ago(1), "client": f"c{n % 4}", "stage": "ingest"}
            for n in numbers
        ]
        session.execute(sa.insert(Job), waiting)
    with database.maintenance() as connection:
        connection.exec_driver_sql("ANALYZE")

    # When a worker leases one
    with explained(database) as plans:
        assert jobs.lease_next(database) is not None

    # Then nothing is read from end to end, and no client's jobs are sorted
    assert {statement: plan for statement, plan in plans.items() if scans(plan)} == {}
    assert [plan for plan in plans.values() if re.search(r"TEMP B-TREE|Sort Key", plan)] == []
    assert "ix_job_waiting" in "".join(plans.values())
