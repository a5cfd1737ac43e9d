"""Checks of the machine and the services beside it: the broker, the disk, and the confinement of the decoder."""

import shutil

from reflector.commands.doctor.finding import Finding, Findings, State
from reflector.db.session import Database
from reflector.settings import Settings
from reflector.transcription.decode.confinement import has_seccomp
from reflector.worker.embedded import find_damaged
from reflector.worker.watch import ask_broker


def check_broker(settings: Settings) -> Findings:
    """Ask the broker, and read every file of the embedded one."""
    if damaged := find_damaged(settings):
        advice = "start the workers again: they discard such files, and find their jobs in the database"
        yield Finding("broker", State.FAIL, f"{len(damaged)} files of the embedded broker cannot be read", advice)
        return
    ask_broker(settings)
    yield Finding("broker", State.OK, settings.CELERY_BROKER_URL.split(":", 1)[0])


def check_disk(settings: Settings, database: Database) -> Findings:
    """Compare the free bytes below DATA_DIR with what uploads and VACUUM need."""
    if not settings.DATA_DIR.is_dir():
        advice = "`reflector init` and `reflector db upgrade` make it; check DATA_DIR"
        yield Finding("disk", State.FAIL, "DATA_DIR does not exist, or is not a folder", advice)
        return
    free = shutil.disk_usage(settings.DATA_DIR).free
    needed = settings.DISK_FREE_MIN_BYTES
    if database.file is not None and database.file.exists():
        needed = max(needed, 2 * database.file.stat().st_size)  # VACUUM writes the file anew
    says = f"{free / 1e9:.1f} GB free below DATA_DIR, {needed / 1e9:.1f} GB needed"
    if free >= needed:
        yield Finding("disk", State.OK, says)
    else:
        yield Finding("disk", State.FAIL, says, "free some: uploads are refused, VACUUM needs room")


def check_decoder() -> Findings:
    """Report how the process that decodes uploads is confined."""
    if has_seccomp():
        yield Finding("decoder", State.OK, "confined by resource limits and by a seccomp filter")
    else:
        says = "confined by resource limits only: no seccomp (Linux on x86_64 or arm64 has it)"
        advice = "a hostile file may reach this instance's data: use another kernel"
        yield Finding("decoder", State.WARN, says, advice)
