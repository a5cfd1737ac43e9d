"""There is an answer to "why is it not deleted?" for everything that can have an id."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from reflector.commands.explain import sentence
from reflector.db.models import Artifact, utcnow
from reflector.retention.report.why import Answer, Fate, Verdict, why
from reflector.testing.factories import (
    a_meeting,
    a_recording,
    a_room,
    a_users_transcript,
    an_anonymous_transcript,
    days_ago,
)
from tests.instances import Instance


def ask(instance: Instance, item_id: str, **settings: object) -> Answer:
    return why(instance.database, instance.settings.model_copy(update=settings), item_id)


def test_a_young_transcript_names_its_end(local_instance: Instance) -> None:
    young = an_anonymous_transcript(days_old=2)
    local_instance.add(young)

    answer = ask(local_instance, young.id)

    assert answer.kind == "transcript"
    assert answer.fate == Fate(Verdict.LIVING, "expired", young.created_at + timedelta(days=7))
    assert [piece.state for piece in answer.artifacts] == ["living"]


def test_an_earlier_end_of_the_owners_is_the_reason(local_instance: Instance) -> None:
    shortened = an_anonymous_transcript(days_old=2, erase_at=days_ago(-1))
    local_instance.add(shortened)

    assert ask(local_instance, shortened.id).fate == Fate(Verdict.LIVING, "erase_at", shortened.erase_at)


def test_an_expired_transcript_waits_for_the_next_run(local_instance: Instance) -> None:
    old = an_anonymous_transcript(days_old=8)
    local_instance.add(old)

    assert ask(local_instance, old.id).fate == Fate(Verdict.EXPIRED, "expired", old.created_at + timedelta(days=7))


def test_a_signed_in_users_is_never_touched_nor_anything_on_a_private_instance(local_instance: Instance) -> None:
    users, anybodys = a_users_transcript(days_old=99), an_anonymous_transcript(days_old=99)
    local_instance.add(users, anybodys)

    assert ask(local_instance, users.id).fate == Fate(Verdict.NEVER, "user")
    assert ask(local_instance, anybodys.id, PUBLIC_MODE=False).fate == Fate(Verdict.NEVER, "not_public")


def test_a_shared_recording_goes_with_its_last_transcript(local_instance: Instance) -> None:
    meeting = a_meeting(days_old=9)
    recording = a_recording(meeting, days_old=9)
    old = an_anonymous_transcript(days_old=9, recording=recording)
    young = an_anonymous_transcript(days_old=3, meeting=meeting)
    local_instance.add(meeting, recording, old, young)

    for item in (meeting, recording):
        answer = ask(local_instance, item.id)
        assert answer.fate == Fate(Verdict.LIVING, "shared", young.created_at + timedelta(days=7))
        assert {sharer.id for sharer in answer.shared_with} == {old.id, young.id}
    assert [sharer.id for sharer in ask(local_instance, old.id).shared_with] == [young.id]


def test_a_users_transcript_keeps_its_references(local_instance: Instance) -> None:
    meeting = a_meeting(days_old=9)
    users = a_users_transcript(meeting=meeting)
    local_instance.add(meeting, an_anonymous_transcript(meeting=meeting), users)

    answer = ask(local_instance, meeting.id)

    assert answer.fate == Fate(Verdict.NEVER, "users_transcript")
    assert answer.shared_with[0].id == users.id


def test_orphans_have_an_end_of_their_own_unless_the_room_is_a_users(local_instance: Instance) -> None:
    room = a_room(user_id="somebody")
    old, young, users = a_meeting(days_old=9), a_meeting(days_old=2), a_meeting(days_old=9, room=room)
    recording, lone = a_recording(users, days_old=9), a_recording(days_old=9)
    local_instance.add(room, old, young, users, recording, lone)

    assert ask(local_instance, old.id).fate.verdict == "expired"
    assert ask(local_instance, young.id).fate.verdict == "living"
    assert ask(local_instance, lone.id).fate == Fate(Verdict.EXPIRED, "orphan", lone.recorded_at + timedelta(days=7))
    assert ask(local_instance, users.id).fate == Fate(Verdict.NEVER, "users_room")
    assert ask(local_instance, recording.id).fate == Fate(Verdict.NEVER, "users_room")


def test_a_users_room_keeps_its_meeting_though_an_anonymous_transcript_of_it_ends(local_instance: Instance) -> None:
    room = a_room(user_id="somebody")
    meeting = a_meeting(days_old=9, room=room)
    recording = a_recording(meeting, days_old=9)
    transcript = an_anonymous_transcript(recording=recording)
    local_instance.add(room, meeting, recording, transcript)

    assert ask(local_instance, transcript.id).fate.verdict == "expired"
    for row in (meeting, recording):
        answer = ask(local_instance, row.id)
        assert answer.fate == Fate(Verdict.NEVER, "users_room")
        assert [sharer.id for sharer in answer.shared_with] == [transcript.id]


def test_why_names_erased_and_resisting_artifacts(local_instance: Instance) -> None:
    old = an_anonymous_transcript()
    local_instance.add(old)
    local_instance.run()
    assert ask(local_instance, old.id).fate.verdict == "erased"

    with local_instance.database.transaction() as session:
        left = Artifact(kind="mp3", store="local", key=f"{old.id}/audio.mp3", attempts=3, last_error="PermissionError")
        session.add(left)
    answer = ask(local_instance, old.id)
    assert answer.fate.verdict == "doomed"
    assert [(p.attempts, p.last_error) for p in answer.artifacts] == [(3, "PermissionError")]

    with local_instance.database.transaction() as session:
        session.execute(sa.update(Artifact).values(dead_at=utcnow()))
    assert ask(local_instance, old.id).fate.verdict == "dead"
    assert ask(local_instance, str(left.id)).fate == Fate(Verdict.DEAD, "artifact")


@pytest.mark.parametrize(
    "item_id", ["", "nobody", "12", "9" * 30, "%", "%%/", "'", "\x00", "ü", "00000000-0000-4000-8000-000000000000"]
)
def test_why_calls_an_unknown_id_unknown(sqlite_instance: Instance, item_id: str) -> None:
    assert ask(sqlite_instance, item_id) == Answer(item_id, "", Fate(Verdict.UNKNOWN, "no_row"))


@pytest.mark.parametrize("verdict", ["unknown", "never", "living", "expired", "doomed", "dead", "erased"])
def test_every_verdict_has_words(verdict) -> None:  # type: ignore[no-untyped-def]
    reasons = {
        "never": ("user", "users_transcript", "users_room", "not_public"),
        "living": ("expired", "erase_at", "shared", "orphan", "artifact"),
        "expired": ("expired", "erase_at", "shared", "orphan"),
    }
    said = {sentence(Fate(verdict, reason, utcnow())) for reason in reasons.get(verdict, ("expired",))}
    assert all(said)
    assert len(said) >= len(reasons.get(verdict, ("",))) - 1
