"""`reflector adopt`: puts the retention engine beside an existing installation, after a preview, and removes it."""

from pathlib import Path
from typing import Annotated

import typer

from reflector import inventory, logs
from reflector.adopt import install as installing
from reflector.adopt import leaks as leaking
from reflector.adopt.look import Look, look
from reflector.adopt.report import Choices, report
from reflector.adopt.run import confirm as confirm_runs
from reflector.commands import output
from reflector.commands.exits import Exit, leave
from reflector.commands.options import Erase, Force, Json
from reflector.instance import Instance, get_instance
from reflector.settings import get_settings

app = typer.Typer(
    add_completion=False, help="Put the retention engine beside an existing installation.", invoke_without_command=True
)

Lost = Annotated[
    list[str] | None,
    typer.Option("--lost", metavar="PLACE", help="A place whose bytes are lost: local, default or a bucket."),
]
Roomless = Annotated[
    bool,
    typer.Option(
        "--erase-roomless",
        help="Meetings without a room, and recordings without a meeting, go with their last anonymous transcript.",
    ),
]


def _here() -> Instance:
    settings = get_settings()
    logs.configure(settings)
    return get_instance()


@app.callback()
def look_first(context: typer.Context, lost: Lost = None, json: Json = False) -> None:
    """Look at an existing installation: schema, places, other writers. Changes nothing."""
    if context.invoked_subcommand is not None:
        return
    show_look(lost, json)


@app.command("look")
def show_look(lost: Lost = None, json: Json = False) -> None:
    """Look at an existing installation: schema, places, other writers. Changes nothing."""
    seen = look(_here(), lost=lost or ())
    if json:
        output.print_json(seen)
    else:
        _print_look(seen)
    leave(Exit.REFUSED if seen.refusals else Exit.DONE)


def _print_look(seen: Look) -> None:
    state = f"adopted {seen.adopted_at:%Y-%m-%d %H:%M}" if seen.adopted_at else "not adopted"
    output.say(f"An existing installation of revision {seen.revision}, {state}.")
    output.table("Rows", ("what", "rows"), [(name.replace("_", " "), rows) for name, rows in seen.figures.items()])
    samples = [
        (s.place, s.pointer, s.rows, s.found, f"{s.share:.0%}", ", ".join(s.errors) or None) for s in seen.samples
    ]
    output.table(
        "Sampled rows whose bytes are there", ("place", "pointer", "rows", "found", "share", "errors"), samples
    )
    output.table("Other sessions", ("name", "sessions"), list(seen.writers.items()) or [("none", 0)])
    for refusal in seen.refusals:
        output.say(f"refused: {refusal}")


@app.command("report")
def show_report(lost: Lost = None, erase_roomless: Roomless = False, json: Json = False) -> None:
    """Show the rows that would go and that stay, with reasons, and leaked bytes. Changes nothing. Ends with a hash."""
    here = _here()
    made = report(here, _choices(here, lost, erase_roomless=erase_roomless))
    if json:
        output.print_json(made)
    else:
        _print_look(made.look)
        output.table(f"Goes: made before {made.cutoff:%Y-%m-%d %H:%M} UTC", ("what", "rows"), _rows(made.goes))
        output.table("Stays although an expired transcript references it", ("what", "rows"), _rows(made.stays))
        output.table("Stays, whatever its age", ("what", "rows"), _rows(made.reported))
        output.table(
            "Refused meetings: their audio goes only with ADOPT_APPLY_REFUSALS",
            ("whose", "meetings"),
            _rows(made.refusals),
        )
        places = [
            (name, p.objects, p.bytes, p.going, p.leaked_objects, p.leaked, p.error) for name, p in made.places.items()
        ]
        head = ("place", "objects", "bytes", "bytes that go", "leaked objects", "leaked bytes", "error")
        output.table("Places", head, places)
        output.say(f"Hash: {made.hash}")
    leave(Exit.REFUSED if made.look.refusals else Exit.DONE)


def _choices(here: Instance, lost: list[str] | None, *, erase_roomless: bool) -> Choices:
    days = here.settings.PUBLIC_DATA_RETENTION_DAYS
    return Choices(days, keeps_roomless=not erase_roomless, lost=tuple(sorted(lost or ())))


def _rows(counts: dict[str, int]) -> list[tuple[str, int]]:
    return list(counts.items()) or [("nothing", 0)]


@app.command("install")
def install(
    given_hash: Annotated[str, typer.Option("--yes", metavar="HASH", help="The hash that the report ended with.")],
    lost: Lost = None,
    erase_roomless: Roomless = False,
    undo_script: Annotated[
        Path, typer.Option("--undo-script", help="File for the SQL that removes everything again.")
    ] = Path("reflector-undo.sql"),
    json: Json = False,
) -> None:
    """Add Reflector's tables, columns, triggers and indexes. May be repeated."""
    here = _here()
    made = installing.install(here, _choices(here, lost, erase_roomless=erase_roomless), given_hash)
    undo_script.write_text(installing.undo_script())
    if json:
        output.print_json(made)
    else:
        output.say(f"Installed. {made.artifacts} files, folders and objects have their row.")
        output.say(f"{undo_script} removes everything from the database; so does `reflector adopt undo`.")
        for line in made.errors:
            output.say(f"not entered: {line}")
    leave(Exit.LEFT if made.errors else Exit.DONE)


@app.command("confirm")
def confirm(yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Agree to runs without a limit, after the first one."""
    if not yes:
        typer.confirm("Have you checked what the first run erased, and may the next runs erase the rest?", abort=True)
    confirm_runs(_here().database)
    output.say("Runs have no limit from now on.")


@app.command("original")
def original(yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Declare that this database is the original, after its server has moved or a copy of it was used by mistake."""
    if not yes:
        typer.confirm("Is this database the original, and does no copy of it use these stores?", abort=True)
    inventory.declare_original(_here())
    output.say("The stores belong to this database now.")


@app.command("leaks")
def leaks(
    erase: Erase = False,
    bucket: Annotated[
        list[str] | None,
        typer.Option("--bucket", help="A bucket of recordings in which --erase may also erase; repeatable."),
    ] = None,
    force: Force = False,
    json: Json = False,
) -> None:
    """List bytes that earlier cleanups leaked: their keys have the id of something that no table knows."""
    here = _here()
    if erase:
        answers = leaking.erase_leaks(here, buckets=bucket or (), force=force)
        left = {key: code for key, code in answers.items() if code}
        if json:
            output.print_json({"erased": len(answers) - len(left), "left": left})
        else:
            output.say(f"{len(answers) - len(left)} erased, {len(left)} left.")
        leave(Exit.LEFT if left else Exit.DONE)
    found = output.listing(
        "leaks",
        (
            {"store": s.store.name, "bucket": s.store.bucket, "key": s.found.key, "size": s.found.size}
            for s in leaking.find_leaks(here)
        ),
        "{store} {bucket} {key} {size} bytes".format_map,
        json=json,
    )
    if not json and not found:
        output.say("Nothing was leaked.")
    leave(Exit.LEFT if found else Exit.DONE)


@app.command("undo")
def undo(yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False, json: Json = False) -> None:
    """Erase doomed bytes, then remove Reflector's tables, columns, triggers, indexes, markers and journals."""
    if not yes:
        typer.confirm("Remove the retention engine from this database?", abort=True)
    undone = installing.undo(_here())
    if json:
        output.print_json(undone)
    else:
        output.say("Removed. The schema is as it was before.")
        if undone.pending:
            output.say(f"{undone.pending} artifacts of rows that other programs deleted stay: `reflector adopt leaks`.")
        for place in undone.kept:
            output.say(f"not erased: {place}")
    leave(Exit.LEFT if undone.kept else Exit.DONE)
