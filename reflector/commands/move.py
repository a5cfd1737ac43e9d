"""`reflector move`: moves the instance to another database and another store."""

from pathlib import Path
from typing import Annotated

import typer

from reflector import logs
from reflector import move as moving
from reflector.commands import output
from reflector.commands.exits import Exit, leave
from reflector.commands.options import Json
from reflector.settings import get_settings

app = typer.Typer(add_completion=False)


@app.command()
def move(
    file: Annotated[Path, typer.Argument(help="Settings of the new place, in a file like .env.")],
    json: Json = False,
) -> None:
    """Move everything to the database and the store that a settings file names, and erase the old place.

    Stop every process of Reflector first. Run the command again to continue an interrupted move.
    """
    settings = get_settings()
    logs.configure(settings)
    places = moving.Places.open(settings, file)
    with output.progress("Moved") as progress:
        moved = moving.move(places, progress)
    files = moved.files
    if json:
        result = {"rows": moved.rows, "files": files.files, "bytes": files.bytes}
        output.print_json(result | {"missing": files.missing, "left": files.left})
    else:
        output.say(f"{moved.rows} rows and {files.files} files ({files.bytes} bytes) moved and compared.")
        if files.missing:
            output.say(f"{files.missing} files were missing in the old store already.")
        if files.left:
            output.say(f"{files.left} files could not be erased in the old store yet. Run the command again.")
        else:
            output.say(f"The instance is in its new place. Use the settings in {file} from now on.")
    leave(Exit.DONE if moved.complete else Exit.LEFT)
