"""The two forms of the rule give the same answer for every row, on every database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from reflector import policy
from reflector.db.models import Adoption, Base, Meeting, Recording, Room, Transcript
from reflector.db.session import Database
from reflector.meetings import life

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
DAYS = 7
CUTOFF = policy.cutoff(NOW, DAYS)
MICROSECOND = timedelta(microseconds=1)

#: Values that a database accepts as a date and Python does not.
UNREADABLE = {
    "sqlite": ["", "0000-00-00 00:00:00", "20", "2001-02-31 00:00:00", "2026-06-31", "tomorrow", "9999-99-99"],
    "postgresql": ["-infinity", "infinity", "0044-03-15 BC", "20000-01-01"],
}


@dataclass(frozen=True)
class Unreadable:
    """The value with this number, modulo how many there are, of the database under test."""

    number: int


Moment = datetime | Unreadable

#: Moments on both sides of, and exactly at, everything that decides.
moments: st.SearchStrategy[Moment] = st.builds(
    lambda around, by: around + by,
    st.sampled_from([NOW, CUTOFF, NOW - timedelta(days=1), CUTOFF - timedelta(days=1), NOW + timedelta(days=1)]),
    st.sampled_from([-MICROSECOND, timedelta(0), MICROSECOND]),
) | st.builds(Unreadable, st.integers(0, 6))
users = st.sampled_from([None, None, "", "somebody"])
#: A reference of a row: one of the rows above it, none, or a missing row.
references = st.none() | st.integers(0, 2)


@dataclass(frozen=True)
class World:
    """Rows by their columns. Numbers reference rows of another table by their position."""

    rooms: list[str | None]
    meetings: list[tuple[int | None, Moment, Moment | None]]
    recordings: list[tuple[int | None, Moment]]
    transcripts: list[tuple[str | None, Moment, Moment | None, int | None, int | None]]
    #: For an adopted database, whether a meeting without a room counts as a user's. None: the database is our own.
    keeps_roomless: bool | None = None


worlds = st.builds(
    World,
    st.lists(users, max_size=2),
    st.lists(st.tuples(references, moments, st.none() | moments), max_size=3),
    st.lists(st.tuples(references, moments), max_size=3),
    st.lists(st.tuples(users, moments, st.none() | moments, references, references), max_size=4),
    st.sampled_from([None, None, True, False]),
)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database of each kind."""
    made = Database(
        f"sqlite:///{request.getfixturevalue('migrated_sqlite')}"
        if request.param == "sqlite"
        else str(request.getfixturevalue("migrated_postgres")).replace("postgresql://", "postgresql+psycopg://")
    )
    yield made
    made.engine.dispose()


@contextmanager
def rows_of(world: World, database: Database) -> Iterator[Session]:
    """The rows of `world` in a transaction without foreign keys, which is rolled back."""
    with database.engine.connect().execution_options(sqlite_begin=None) as connection, Session(connection) as session:
        if database.is_sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        try:
            add = Adder(session)
            if world.keeps_roomless is not None:
                session.add(Adoption(revision="1", origin="1/1", server="s/1", keeps_roomless=world.keeps_roomless))
            for number, user in enumerate(world.rooms):
                add(Room(id=f"room{number}", name=f"room{number}", user_id=user))
            for number, (room, start, end) in enumerate(world.meetings):
                add(Meeting(id=f"meeting{number}", room_id=_id("room", room)), start_date=start, end_date=end)
            for number, (meeting, recorded) in enumerate(world.recordings):
                recording_row = Recording(id=f"recording{number}", bucket_name="b", meeting_id=_id("meeting", meeting))
                add(recording_row, recorded_at=recorded)
            for number, (user, created, erase, meeting, recording) in enumerate(world.transcripts):
                row = Transcript(id=f"transcript{number}", user_id=user, meeting_id=_id("meeting", meeting))
                row.recording_id = _id("recording", recording)
                add(row, created_at=created, erase_at=erase)
            session.expire_all()
            yield session
        finally:
            session.rollback()
            connection.invalidate()


@dataclass(frozen=True)
class Adder:
    """Adds rows with dates that may be unreadable."""

    session: Session

    def __call__(self, row: Base, **dates: Moment | None) -> None:
        """Add `row` with these dates."""
        readable: dict[str, datetime | None] = {
            name: NOW if isinstance(date, Unreadable) else date for name, date in dates.items()
        }
        for name, value in readable.items():
            setattr(row, name, value)
        self.session.add(row)
        self.session.flush()
        texts = UNREADABLE[self.session.get_bind().dialect.name]
        for name, date in dates.items():
            if isinstance(date, Unreadable):
                text = texts[date.number % len(texts)]
                table, row_id = row.__table__, vars(row)["id"]
                change = sa.text(f"UPDATE {table} SET {name} = '{text}' WHERE id = '{row_id}'")
                self.session.execute(change)


def _id(kind: str, number: int | None) -> str | None:
    return None if number is None else f"{kind}{number}"


def answers(session: Session, model: type[Base], **clauses: sa.ColumnElement[Any]) -> dict[str, dict[str, Any]]:
    """The database's answer to each clause, for each row of a table."""
    named = [clause.label(name) for name, clause in clauses.items()]
    rows = session.execute(sa.select(model.__table__.c.id, *named).select_from(model)).mappings()
    return {row["id"]: {name: row[name] for name in clauses} for row in rows}


@given(world=worlds)
@example(World([], [(None, CUTOFF - timedelta(days=1), None)], [(0, CUTOFF + timedelta(days=1))], []))
@example(World([], [(None, CUTOFF - timedelta(days=1), None)], [(None, CUTOFF - MICROSECOND)], [], True))
@example(World(["somebody"], [(2, CUTOFF - timedelta(days=1), None), (0, CUTOFF - MICROSECOND, None)], [], []))
@example(World([], [(None, NOW, None)], [(0, NOW), (0, NOW)], [("somebody", NOW, None, None, 1)]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
def test_python_and_sql_give_the_same_answer_for_every_row(database: Database, world: World) -> None:
    with rows_of(world, database) as session:
        in_sql = answers(
            session,
            Transcript,
            expired=policy.expired_clause(CUTOFF, NOW),
            living=policy.living_clause(CUTOFF, NOW),
            past_days=policy.past_days_clause(CUTOFF),
            early=policy.past_earlier_end_clause(CUTOFF, NOW),
        )
        for transcript in session.scalars(sa.select(Transcript)):
            expired = policy.is_expired(transcript, DAYS, NOW) is not None
            past_days = transcript.user_id is None and transcript.created_at < CUTOFF
            assert in_sql[transcript.id] == {
                "expired": expired,
                "living": not expired,
                "past_days": past_days,
                "early": expired and not past_days,
            }

        in_sql = answers(
            session,
            Meeting,
            users_room=policy.in_users_room_clause(),
            strange_room=policy.in_users_room_clause(except_of="somebody"),
            ended=policy.meeting_ended_clause() < CUTOFF,
            expired=policy.meeting_expired_clause(CUTOFF, NOW),
            orphaned=policy.meeting_orphaned_clause(CUTOFF),
            referenced=policy.meeting_referenced_clause(),
        )
        for meeting in session.scalars(sa.select(Meeting)):
            facts = life.facts_of(session, meeting)
            ended = policy.meeting_ended_at(facts.start_date, facts.end_date, facts.recorded_at)
            end = policy.meeting_end_of_life(facts, DAYS)
            expired = end is not None and end.at < NOW
            room = session.get(Room, meeting.room_id) if meeting.room_id is not None else None
            own = room is not None and room.user_id == "somebody"
            assert in_sql[meeting.id] == {
                "users_room": facts.in_users_room,
                "strange_room": facts.in_users_room and not own,
                "ended": ended < CUTOFF,
                "expired": expired,
                "orphaned": expired and not facts.transcripts,
                "referenced": bool(facts.transcripts),
            }

        in_sql = answers(
            session,
            Recording,
            users=policy.users_recording_clause(),
            expired=policy.recording_expired_clause(CUTOFF, NOW),
            orphaned=policy.recording_orphaned_clause(CUTOFF),
        )
        for recording in session.scalars(sa.select(Recording)):
            references = tuple(session.scalars(sa.select(Transcript).where(_references(recording))))
            of = session.get(Meeting, recording.meeting_id) if recording.meeting_id is not None else None
            in_users_room = of is not None and life.facts_of(session, of).in_users_room
            alone = recording.meeting_id is None
            unmatched = world.keeps_roomless is True and of is None
            adopted = world.keeps_roomless is not None
            facts_of = policy.RecordingFacts(recording.recorded_at, references, unmatched=unmatched, adopted=adopted)
            end = policy.recording_end_of_life(facts_of, DAYS)
            expired = alone and end is not None and end.at < NOW
            assert in_sql[recording.id] == {
                "users": policy.is_users(references, in_users_room=in_users_room) or unmatched,
                "expired": expired,
                "orphaned": expired and not references,
            }


def _references(recording: Recording) -> sa.ColumnElement[bool]:
    """The transcripts of a recording, and those of its meeting."""
    if recording.meeting_id is None:
        return Transcript.recording_id == recording.id
    siblings = sa.select(Recording.id).where(Recording.meeting_id == recording.meeting_id)
    return sa.or_(Transcript.recording_id.in_(siblings), Transcript.meeting_id == recording.meeting_id)
