"""Looks at an existing installation: schema, places, other writers. Changes nothing, and writes no file."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from reflector import inventory
from reflector.adopt import sample, schema
from reflector.adopt.sample import Sample
from reflector.db.adopted import DatabaseKind, adoption_of, kind_of
from reflector.db.session import Database
from reflector.errors import AdoptionRefused, ReflectorError
from reflector.instance import Instance

_WRITERS = sa.text(
    "SELECT coalesce(nullif(application_name, ''), usename, backend_type) AS name, count(*) AS sessions"
    " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND application_name NOT IN ('reflector-adopt') AND backend_type = 'client backend' GROUP BY 1 ORDER BY 1"
)
_FIGURES = sa.text(
    "SELECT (SELECT count(*) FROM transcript) AS transcripts,"
    " (SELECT count(*) FROM transcript WHERE user_id IS NULL) AS anonymous,"
    " (SELECT count(*) FROM transcript WHERE created_at IS NULL) AS undated,"
    " (SELECT count(*) FROM transcript WHERE id !~* :uuid) AS odd_ids,"
    " (SELECT count(*) FROM meeting) AS meetings,"
    " (SELECT count(*) FROM meeting WHERE room_id IS NULL) AS roomless_meetings,"
    " (SELECT count(*) FROM recording) AS recordings,"
    " (SELECT count(*) FROM recording WHERE meeting_id IS NULL"
    "  OR NOT EXISTS (SELECT FROM meeting WHERE meeting.id = recording.meeting_id)) AS unmatched_recordings,"
    " (SELECT count(DISTINCT meeting_id) FROM meeting_consent WHERE NOT consent_given) AS refused_meetings,"
    " (SELECT version_num FROM alembic_version LIMIT 1) AS revision"
)
_UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


@dataclass(frozen=True, slots=True)
class Look:
    """The state of an existing installation."""

    #: The revision of the other program's schema.
    revision: str
    #: The time of the adoption; None if it is not adopted.
    adopted_at: datetime | None
    figures: dict[str, int]
    samples: tuple[Sample, ...]
    #: Other sessions of this database: their names and how many there are.
    writers: dict[str, int]
    #: The reasons against an adoption of the installation as it is. Empty if there are none.
    refusals: tuple[str, ...]


def look(instance: Instance, *, lost: Collection[str] = ()) -> Look:
    """Look at the database and the stores. Raises AdoptionRefused if the schema is not the expected one."""
    adopted_at = require_known_schema(instance.database)
    samples = sample.take_samples(instance.database, instance.stores)
    with instance.database.snapshot() as session:
        figures = dict(session.execute(_FIGURES, {"uuid": _UUID}).mappings().one())
        writers = {row.name: row.sessions for row in session.execute(_WRITERS)}
    revision = str(figures.pop("revision"))
    refusals = []
    try:
        sample.require_right_places(samples, lost)
    except AdoptionRefused as error:
        refusals.append(error.message)
    if adopted_at is not None:
        try:
            inventory.require_original(instance)
        except ReflectorError as error:
            refusals.append(error.message)
    return Look(revision, adopted_at, figures, tuple(samples), writers, tuple(refusals))


def require_known_schema(database: Database) -> datetime | None:
    """Raise AdoptionRefused unless the engine can work on this schema. Returns when it was adopted, or None."""
    kind = DatabaseKind.OWN if database.is_sqlite else kind_of(database)
    if kind is DatabaseKind.OWN:
        raise AdoptionRefused(
            "There is no existing installation in this database: it is empty, or Reflector's own. "
            "DATABASE_URL must name the PostgreSQL database of the installation."
        )
    found = schema.differences(database, adopted=kind is DatabaseKind.ADOPTED)
    if found:
        lines = [f"{d.table}{'.' + d.column if d.column else ''}: needs {d.needed}, has {d.found}" for d in found]
        raise AdoptionRefused("The schema is not one that this version knows. " + "; ".join(lines) + ".")
    with database.snapshot() as session:
        adoption = adoption_of(session)
        return adoption.adopted_at if adoption is not None else None
