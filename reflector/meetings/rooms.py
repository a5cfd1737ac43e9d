"""Creates and deletes meeting rooms. A room belongs to a user, or to the operator."""

import re

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector.db.models import Meeting, Room
from reflector.db.session import Database
from reflector.errors import BadRoomName, RoomExists, RoomInUse, TooManyRooms

log = structlog.get_logger(__name__)

#: The names that a room can have. They are parts of addresses.
NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
NAME_MAX_CHARACTERS = 64


def create_room(
    database: Database,
    name: str,
    *,
    user_id: str | None,
    is_shared: bool = False,
    platform: str = "",
    most: int | None = None,
) -> Room:
    """Create a room. Without `user_id` it is the operator's, and its meetings are anonymous data.

    `most`: how many rooms the user may have. Raises BadRoomName, RoomExists and TooManyRooms.
    """
    if not re.fullmatch(NAME, name) or len(name) > NAME_MAX_CHARACTERS:
        raise BadRoomName()
    room = Room(name=name, user_id=user_id, is_shared=is_shared, platform=platform)
    try:
        with database.transaction() as session:
            if most is not None:
                database.serialize(session, f"rooms:{user_id}")
                own = sa.select(sa.func.count()).select_from(Room).where(Room.user_id == user_id)
                if (session.scalar(own) or 0) >= most:
                    raise TooManyRooms()
            session.add(room)
    except sa.exc.IntegrityError:
        raise RoomExists() from None
    log.info("room_created", room_id=room.id)
    return room


def delete_room(session: Session, room: Room) -> None:
    """Delete a room in the caller's transaction.

    Raises RoomInUse while it has meetings: only the room makes them the property of its owner.
    """
    # `begin_meeting` and `announce_recording` lock the room's row, and wait for this lock.
    session.execute(sa.select(Room.id).where(Room.id == room.id).with_for_update())
    if session.scalar(sa.select(Meeting.id).where(Meeting.room_id == room.id).limit(1)) is not None:
        raise RoomInUse()
    session.delete(room)
