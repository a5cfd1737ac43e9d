"""Rows that were deleted without foreign-key actions leave nothing: runs erase and report their artifacts (R13)."""

import sqlite3

import psycopg
import pytest
import sqlalchemy as sa

from reflector.db.models import (
    Artifact,
    Base,
    Job,
    KeptPiece,
    Meeting,
    MeetingConsent,
    Recording,
    RecordingMeeting,
    Transcript,
)
from reflector.retention.report.verify import Residue
from reflector.retention.run import drain_now
from reflector.testing.factories import (
    a_consent,
    a_meeting,
    a_recording,
    a_users_transcript,
    an_anonymous_transcript,
    days_ago,
)
from tests.instances import Instance


def delete_past_the_foreign_keys(instance: Instance, *rows: Base) -> None:
    """Delete rows as an operator's own SQL does: in SQLite's shell, or with PostgreSQL's triggers off."""
    statements = [f"DELETE FROM {row.__table__} WHERE id = '{sa.inspect(row).identity[0]}'" for row in rows]  # type: ignore[index]
    if instance.database.file is not None:
        shell = sqlite3.connect(instance.database.file)
        shell.executescript(";".join(statements))
        shell.close()
        return
    with psycopg.connect(instance.settings.database_url.replace("+psycopg", "")) as connection:
        for statement in ("SET session_replication_role = replica", *statements):
            connection.execute(statement)


def owned(instance: Instance) -> int:
    """Artifacts that name an owner."""
    with instance.database.snapshot() as session:
        owners = (Artifact.transcript_id, Artifact.recording_id, Artifact.meeting_id)
        return session.scalars(sa.select(sa.func.count()).where(sa.func.coalesce(*owners).is_not(None))).one()


@pytest.mark.parametrize("cleaner", ["run", "drain"])
def test_bytes_go_if_their_transcript_was_deleted_without_foreign_keys(local_instance: Instance, cleaner: str) -> None:
    lost, living = an_anonymous_transcript(days_old=1), a_users_transcript()
    local_instance.add(lost, living)
    for transcript in (lost, living):
        local_instance.keep_files(transcript)
    with local_instance.database.transaction() as session:
        session.add(Job(transcript_id=lost.id))
    delete_past_the_foreign_keys(local_instance, lost)

    assert {(r.kind, r.reason) for r in local_instance.residue()} == {
        ("artifact", "ownerless: no transcript"),
        ("job", "ownerless: no transcript"),
    }
    if cleaner == "run":
        assert local_instance.run()["outcome"] == "done"
    else:
        drain_now(local_instance.here)

    assert local_instance.objects(lost.id) == {}
    assert local_instance.objects(living.id) != {}
    assert local_instance.ids(Job) == set()
    assert local_instance.residue() == []


def test_consents_go_if_their_meeting_was_deleted_without_foreign_keys(local_instance: Instance) -> None:
    lost, living = a_meeting(days_old=1), a_meeting(days_old=1)
    consent, other = a_consent(lost), a_consent(living)
    local_instance.add(lost, living, consent, other)
    delete_past_the_foreign_keys(local_instance, lost)

    assert local_instance.residue() == [
        Residue("meeting_consent", "database", consent.id, "ownerless: no meeting"),
    ]
    local_instance.run()

    assert local_instance.ids(MeetingConsent) == {other.id}
    assert local_instance.residue() == []


def test_an_old_recording_whose_meeting_was_deleted_without_foreign_keys_goes(local_instance: Instance) -> None:
    meeting = a_meeting()
    recording = a_recording(meeting)
    local_instance.add(meeting, recording)
    delete_past_the_foreign_keys(local_instance, meeting)

    local_instance.run()

    assert local_instance.ids(Recording) == set()


def test_a_users_transcript_only_loses_its_pointers_to_rows_that_are_gone(local_instance: Instance) -> None:
    meeting = a_meeting()
    transcript = a_users_transcript(meeting=meeting)
    local_instance.add(meeting, transcript)
    local_instance.keep_files(transcript)
    before = local_instance.snapshot_of(transcript), local_instance.objects()
    delete_past_the_foreign_keys(local_instance, meeting)

    local_instance.run()

    assert (local_instance.snapshot_of(transcript) | {"meeting_id": meeting.id}, local_instance.objects()) == before
    assert local_instance.ids(Meeting) == set()


def test_a_recording_keeps_its_other_candidates_when_one_meeting_is_gone(local_instance: Instance) -> None:
    lost, living = a_meeting(days_old=1), a_meeting(days_old=1)
    recording = a_recording(days_old=1)
    local_instance.add(lost, living, recording)
    with local_instance.database.transaction() as session:
        session.add_all(RecordingMeeting(recording_id=recording.id, meeting_id=each.id) for each in (lost, living))
    delete_past_the_foreign_keys(local_instance, lost)

    local_instance.run()

    with local_instance.database.snapshot() as session:
        assert session.scalars(sa.select(RecordingMeeting.meeting_id)).all() == [living.id]
    assert local_instance.residue() == []


def test_pieces_go_if_their_transcript_was_deleted_without_foreign_keys(local_instance: Instance) -> None:
    lost, living = an_anonymous_transcript(days_old=1), an_anonymous_transcript(days_old=1)
    local_instance.add(lost, living)
    with local_instance.database.transaction() as session:
        session.add_all(
            KeptPiece(transcript_id=each.id, track=0, start=start, until=start + 9, said={"segments": []})
            for each in (lost, living)
            for start in (0, 9)
        )
    delete_past_the_foreign_keys(local_instance, lost)

    local_instance.run()

    with local_instance.database.snapshot() as session:
        assert set(session.scalars(sa.select(KeptPiece.transcript_id))) == {living.id}
    assert local_instance.residue() == []


def test_more_missing_owners_than_one_page_holds_are_all_found(local_instance: Instance) -> None:
    with local_instance.database.transaction() as session:
        session.execute(
            sa.insert(Transcript),
            [{"id": f"t{n:04}", "created_at": days_ago(1), "inventoried": True} for n in range(2500)],
        )
        session.execute(
            sa.insert(Artifact),
            [
                {"kind": "folder", "store": "local", "key": f"t{n:04}/", "transcript_id": f"t{n:04}"}
                for n in range(2500)
            ],
        )
    gone = [Transcript(id=f"t{n:04}") for n in range(2500) if n not in (0, 1000, 2499)]
    with local_instance.database.maintenance() as connection:
        off = (
            "PRAGMA foreign_keys = OFF"
            if local_instance.database.is_sqlite
            else "SET session_replication_role = replica"
        )
        connection.exec_driver_sql(off)
        connection.exec_driver_sql("DELETE FROM transcript WHERE id NOT IN ('t0000', 't1000', 't2499')")
        connection.invalidate()

    assert len(local_instance.residue()) == len(gone)
    drain_now(local_instance.here)

    assert owned(local_instance) == 3
    assert local_instance.residue() == []


@pytest.mark.postgres
def test_nothing_is_doomed_while_a_restore_has_no_owners_yet(postgres_instance: Instance) -> None:
    """`pg_restore` loads artifacts before transcripts, and makes the foreign keys last."""
    transcript = a_users_transcript()
    postgres_instance.add(transcript)
    postgres_instance.keep_files(transcript)
    drain_now(postgres_instance.here)  # the instance has its id
    before = postgres_instance.objects()
    with postgres_instance.database.maintenance() as connection:
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql("ALTER TABLE artifact DROP CONSTRAINT fk_artifact_transcript_id_transcript")
        connection.exec_driver_sql("CREATE TEMPORARY TABLE saved AS SELECT * FROM transcript")
        connection.exec_driver_sql("DELETE FROM transcript")
        connection.exec_driver_sql("COMMIT")
        drain_now(postgres_instance.here)
        connection.exec_driver_sql("INSERT INTO transcript SELECT * FROM saved")
        connection.exec_driver_sql(
            "ALTER TABLE artifact ADD CONSTRAINT fk_artifact_transcript_id_transcript"
            " FOREIGN KEY (transcript_id) REFERENCES transcript (id) ON DELETE SET NULL"
        )

    postgres_instance.run()

    assert postgres_instance.objects() == before
