"""`reflector doctor`: checks everything that the promise depends on, and gives advice for each fault.

Each file of this package checks one subject. A check is a function that yields findings; `examine` lists all of them.
Each store is tested with a probe that is written, listed, read, erased and searched for again. Every check has a
deadline, so that a server that never answers is a finding and not an endless wait (R11). Secrets are never printed.
"""

from collections.abc import Sequence

import typer

from reflector import logs
from reflector.commands import output
from reflector.commands.doctor.database import INSTALLATION, check_clock, check_database, check_dates
from reflector.commands.doctor.finding import Finding, Findings, State, look
from reflector.commands.doctor.machine import check_broker, check_decoder, check_disk
from reflector.commands.doctor.models import (
    LANGUAGE_MODEL_DEADLINE,
    check_language_model,
    check_speakers,
    check_speech_model,
)
from reflector.commands.doctor.promise import check_journal, check_names, check_public_mode, check_schedule
from reflector.commands.doctor.stores import check_announcements, check_stores
from reflector.commands.exits import Exit, leave
from reflector.commands.options import Json
from reflector.db.session import Database
from reflector.instance import Instance
from reflector.settings import Settings, get_settings
from reflector.storage import Stores
from reflector.transcription.diarize import is_installed

__all__ = ["Finding", "State", "examine", "show"]

app = typer.Typer(add_completion=False)


@app.command()
def doctor(json: Json = False) -> None:
    """Check the database, stores, broker, clocks, disk and schedule. Ends with 1 if a check fails."""
    settings = get_settings()
    logs.configure(settings.model_copy(update={"LOG_LEVEL": "ERROR"}))
    findings = list(examine(settings))
    failed = any(finding.state is State.FAIL for finding in findings)
    if json:
        output.print_json({"findings": findings, "failed": failed})
    else:
        show(findings)
    leave(Exit.FAILED if failed else Exit.DONE)


def show(findings: Sequence[Finding]) -> None:
    """Print the findings as a table."""
    rows = [(f.state, f.name, f.says, f.do) for f in findings]
    output.table("Reflector doctor", ("state", "what", "finding", "what to do"), rows)


def examine(settings: Settings) -> Findings:
    """Run all checks, one after another."""
    yield from check_public_mode(settings)
    yield from check_names()
    database = Database(settings.database_url)
    try:
        ready = True
        for finding in look("database", lambda: check_database(database)):
            ready = ready and finding.state is not State.FAIL
            yield finding
            if finding.name == INSTALLATION:
                return  # other checks write probes
        if ready:  # these checks need the database
            yield from look("clock", lambda: check_clock(database))
            yield from look("made ahead", lambda: check_dates(database))
            yield from look("schedule", lambda: check_schedule(settings, database))
            yield from look("journal", lambda: check_journal(Instance(settings, database, Stores(settings))))
        yield from check_stores(settings, database if ready else None)
        yield from check_announcements(settings)
        yield from look("broker", lambda: check_broker(settings))
        yield from look("disk", lambda: check_disk(settings, database))
        yield from look("decoder", check_decoder)
        yield from look("speech model", lambda: check_speech_model(settings))
        if settings.DIARIZATION == "on" or is_installed():
            yield from look("speakers", check_speakers)
        if settings.LLM_URL:
            yield from look("language model", lambda: check_language_model(settings), LANGUAGE_MODEL_DEADLINE)
    finally:
        database.engine.dispose()
