"""`reflector storage …`: the markers that say which database a store belongs to."""

from enum import StrEnum
from typing import Annotated

import typer

from reflector import inventory
from reflector.commands import output
from reflector.commands.instance import this_instance

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Let this database own a store.")

_MARKS = {
    inventory.Mark.MINE: "It carries this database's marker already.",
    inventory.Mark.NEW: "It carries no marker yet.",
    inventory.Mark.LOST: "It once carried this database's marker and carries none now: is it the right disk or bucket?",
    inventory.Mark.FOREIGN: "It carries ANOTHER database's marker. This database does not know that one's files.",
}


class Which(StrEnum):
    """The stores that carry a marker."""

    local = "local"
    default = "default"


@app.callback()
def _group() -> None:
    """Keeps `adopt` as a sub-command, although it is the only one."""


@app.command()
def adopt(
    which: Annotated[Which, typer.Argument(help="local: DATA_DIR. default: where finished recordings are kept.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Put this database's marker on a store, so that erasing in it is allowed.

    Use it after a store was moved or restored.
    """
    here = this_instance()
    store = here.stores.local if which is Which.local else here.stores.default
    output.say(_MARKS[inventory.mark_of(here.database, store)])
    if not yes:
        typer.confirm("Adopt this store for this database?", abort=True)
    inventory.adopt(here.database, store)
    output.say("The store belongs to this database now.")
