"""An adoption adds exactly the columns and indexes that the other program's tables lack. If this fails, a column or an
index was added to a model. Add it to reflector/adopt/schema.py as well, with a constant default.
"""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from reflector.adopt import schema
from reflector.db.models import Base
from tests.existing import columns

MODELS = {name: table for name, table in Base.metadata.tables.items() if name in schema.NEEDED}
#: Indexes of the models on which no step of the engine depends in an adopted database: the other program has its own
#: ones, or the condition would keep it from changing a type.
_NOT_NEEDED = {
    "ix_meeting_room_id",
    "ix_meeting_consent_refused",
    "ix_recording_meeting_id",
    "ix_transcript_recording_id",
    "ix_transcript_room_id",
    "ix_transcript_user_id_created_at",
}


@pytest.mark.parametrize("name", MODELS)
def test_every_column_that_their_table_lacks_is_added(name: str) -> None:
    missing = set(MODELS[name].columns.keys()) - set(columns()[name])

    assert missing == set(schema.OWN_COLUMNS.get(name, {}))


@pytest.mark.parametrize(
    "column",
    [MODELS[table].columns[name] for table, names in schema.OWN_COLUMNS.items() for name in names],
    ids=str,
)
def test_an_added_column_has_the_type_of_the_model_and_a_constant_default(column: sa.Column[Any]) -> None:
    declared = schema.OWN_COLUMNS[column.table.name][column.name]
    kind = column.type.compile(dialect=postgresql.dialect())  # type: ignore[no-untyped-call]
    wanted = {"TIMESTAMP WITH TIME ZONE": "timestamptz"}.get(kind, kind.lower())

    assert declared.split(" ")[0] == wanted
    assert column.nullable == ("NOT NULL" not in declared)
    assert column.nullable or declared.endswith(("DEFAULT true", "DEFAULT false"))


def test_every_index_of_the_models_is_built_or_not_needed() -> None:
    wanted = {str(index.name) for table in MODELS.values() for index in table.indexes}

    assert wanted - _NOT_NEEDED == set(schema.OWN_INDEXES)
