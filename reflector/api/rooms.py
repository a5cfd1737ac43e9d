"""Routes for the rooms of signed-in users."""

import sqlalchemy as sa
from fastapi import APIRouter, Request
from sqlalchemy.orm import Session

from reflector.api.auth import MaybeUser, User, not_owner, not_signed_in
from reflector.api.limits import Action
from reflector.api.meetings import shown
from reflector.api.problems import not_found, problems
from reflector.api.schemas_meetings import MeetingOut, RoomNew, RoomOut, RoomPage
from reflector.api.services import Served
from reflector.db.models import Room
from reflector.inventory.journal import write_pending
from reflector.meetings import meetings, rooms

router = APIRouter(prefix="/v1/rooms", tags=["rooms"])


@router.post("", status_code=201, responses=problems(400, 401, 404, 409, 413, 503))
def create_room(services: Served, user: User, new: RoomNew) -> RoomOut:
    """Create a room. Recordings in it belong to its owner, and do not expire."""
    room = rooms.create_room(
        services.instance.database,
        new.name,
        user_id=user,
        is_shared=new.is_shared,
        platform=new.platform,
        most=services.instance.settings.ROOMS_PER_USER,
    )
    return _shown(room)


@router.get("", responses=problems(401, 404, 503))
def list_rooms(services: Served, user: User) -> RoomPage:
    """List the caller's own rooms."""
    with services.instance.database.snapshot() as session:
        own = session.scalars(sa.select(Room).where(Room.user_id == user).order_by(Room.name)).all()
    return RoomPage(items=[_shown(room) for room in own])


@router.delete("/{name}", status_code=204, responses=problems(401, 403, 404, 409, 503))
def delete_room(services: Served, user: User, name: str) -> None:
    """Delete a room that has no meetings. Transcripts from this room stay with their owners."""
    with services.instance.database.transaction() as session:
        room = _room(session, name)
        if room.user_id != user:
            raise not_owner()
        rooms.delete_room(session, room)


@router.post("/{name}/meetings", status_code=201, responses=problems(401, 403, 404, 429, 503))
def begin_meeting(request: Request, services: Served, user: MaybeUser, name: str) -> MeetingOut:
    """Begin a meeting in the caller's own room, in a shared room, or in a room of the operator.

    A room has at most one running meeting. A request to begin another one joins it, and gets the same answer. When the
    owner of the room joins a meeting that a guest began, it counts as the owner's from then on.
    """
    with services.instance.database.snapshot() as session:
        room = _room(session, name)
    if room.user_id is not None and not room.is_shared:
        if user is None:
            raise not_signed_in("This room is not shared. Sign in as its owner.")
        if room.user_id != user:
            raise not_owner()
    services.limits.count(Action.MEETINGS, services.limits.client(request, user))
    meeting = meetings.begin_meeting(services.instance.database, room, user_id=user)
    write_pending(services.instance)
    with services.instance.database.snapshot() as session:
        return shown(session, meeting)


def _room(session: Session, name: str) -> Room:
    room = None if "\0" in name else session.scalars(sa.select(Room).where(Room.name == name)).one_or_none()
    if room is None:
        raise not_found("room")
    return room


def _shown(room: Room) -> RoomOut:
    return RoomOut(
        id=room.id, name=room.name, is_shared=room.is_shared, platform=room.platform, created_at=room.created_at
    )
