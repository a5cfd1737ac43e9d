"""`reflector room`: rooms that belong to nobody."""

import sqlalchemy as sa

from reflector.db.models import Room
from tests.instances import Instance
from tests.integration.doors.conftest import reflector


def test_the_operator_makes_a_room_without_an_owner(instance: Instance) -> None:
    made = reflector("room", "create", "square", "--platform", "daily")

    assert made.code == 0, made.err
    with instance.database.snapshot() as session:
        [room] = session.scalars(sa.select(Room)).all()
    assert (room.name, room.user_id, room.is_shared, room.platform) == ("square", None, True, "daily")


def test_an_existing_room_and_a_bad_room_name_are_refused(instance: Instance) -> None:
    reflector("room", "create", "square")

    again, bad = reflector("room", "create", "square"), reflector("room", "create", "The Square")

    assert (again.code, bad.code) == (1, 2)
    assert "already" in again.err
    assert "lower-case" in bad.err
    with instance.database.snapshot() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Room)) == 1
