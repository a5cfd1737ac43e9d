"""`reflector room …`: rooms that belong to nobody. Recordings in them are anonymous data."""

from typing import Annotated

import typer

from reflector.commands import output
from reflector.commands.instance import this_instance
from reflector.meetings import rooms

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Create rooms without an owner. Recordings in them are anonymous data.",
)


@app.callback()
def _group() -> None:
    """Keeps `create` as a sub-command, although it is the only one."""


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Its name in addresses: lower-case letters, digits, single hyphens.")],
    platform: Annotated[str, typer.Option(help="The platform that meetings are held on.")] = "",
) -> None:
    """Make a room in which everybody may hold meetings."""
    rooms.create_room(this_instance().database, name, user_id=None, is_shared=True, platform=platform)
    output.say("The room is open.")
