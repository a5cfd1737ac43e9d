"""Erase expired data of a public instance now: `python -m reflector.tools.cleanup_old_data [--days N] [--json]`."""

import typer

from reflector.commands import exits
from reflector.commands.options import Days, Json
from reflector.commands.retention import cleanup
from reflector.db.states import Trigger

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(days: Days = None, json: Json = False) -> None:
    """Erase anonymous data that is older than the days of the settings, or than N days."""
    cleanup(days, json, Trigger.TOOL)


if __name__ == "__main__":
    exits.run(app)
