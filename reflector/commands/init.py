"""`reflector init`: makes a new instance.

It writes `.env` with fresh secrets, and makes the user, the folder, the bucket and the database if it has the rights.
It takes over every setting that the environment names.

`.env` is made first, empty and only if there is none, and removed again if one of the places cannot be made. So it
never overwrites the secrets of another instance, and it can be run again after a failure. The database comes last,
because its fresh password must not get lost before it is in `.env`.
"""

import os
import pwd
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_bytes
from typing import Annotated, TextIO

import sqlalchemy as sa
import typer

from reflector import inventory, logs
from reflector.commands import doctor
from reflector.commands.doctor.finding import State
from reflector.commands.exits import Exit, leave
from reflector.db import migrate
from reflector.db.adopted import require_own
from reflector.db.create import NAME, create_database, create_role_and_database
from reflector.db.session import Database, open_database
from reflector.errors import AlreadySetUp, CannotSetUp, SettingsError
from reflector.settings import Settings, from_environment, get_settings, load_settings, read_settings_file
from reflector.storage import Stores
from reflector.worker.watch import ask_broker

app = typer.Typer(add_completion=False)

#: Settings of every new instance. The proxy of deploy/ runs on the same machine.
_ALWAYS = {"PUBLIC_MODE": "true", "PUBLIC_DATA_RETENTION_DAYS": "7", "TRUSTED_PROXIES": "127.0.0.1"}
_GROWN_UP = {
    "CELERY_BROKER_URL": "redis://127.0.0.1:6379/0",
    "TRANSCRIPT_STORAGE_BACKEND": "aws",
    "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME": "reflector",
}
_S3 = ("TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL", "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME")
#: Characters that need no quotes in `.env`.
_PLAIN = re.compile(r"[\w@%+=:,./-]*")
_WEBHOOK_KEY_BYTES = 32


@app.command()
def init(
    grown_up: Annotated[
        bool, typer.Option("--grown-up", help="On PostgreSQL, S3 and Redis or RabbitMQ instead of the defaults.")
    ] = False,
    user: Annotated[
        str, typer.Option("--user", metavar="NAME", help="System user that is to run it; made if there is none.")
    ] = "",
    directory: Annotated[
        Path, typer.Option("--directory", metavar="DIR", help="Folder for .env; created if it does not exist.")
    ] = Path(),
) -> None:
    """Make a new instance here: `.env` with fresh secrets, folder, bucket and database. Ends with `doctor`."""
    directory = directory.resolve()
    if (directory / ".env").exists():
        raise AlreadySetUp(
            f"{directory / '.env'} exists. It may hold the only copy of its secrets: nothing was changed."
        )
    values = _choose(directory, grown_up=grown_up)
    settings = load_settings(_env_file=None, **values)  # a bad value is refused before anything is made
    _require_free_database(settings)
    if user and settings.DATA_DIR.is_symlink():
        raise CannotSetUp(f"DATA_DIR: {settings.DATA_DIR} is a symbolic link; name its target instead.")
    account = _account(user, directory) if user else None
    directory.mkdir(parents=True, exist_ok=True)
    os.chdir(directory)
    with _new_file(directory / ".env") as file:
        values = _make_places(values, grown_up=grown_up)
        _write(file, directory / ".env", values)
    if account is not None:
        _hand_over(directory, account)
    settings = get_settings()
    _fill(settings)
    findings = list(doctor.examine(settings))
    doctor.show(findings)
    failed = any(finding.state is State.FAIL for finding in findings)
    if not failed:
        typer.echo(f"The instance is ready. Its settings and secrets are in {directory / '.env'}.")
    leave(Exit.FAILED if failed else Exit.DONE)


def _choose(directory: Path, *, grown_up: bool) -> dict[str, str]:
    """The settings of the new instance, without those of a database that is still to be made."""
    named = from_environment()
    chosen = {**_ALWAYS, "DATA_DIR": str(directory / "data")}
    if grown_up:
        if not any(named.get(setting) for setting in _S3):
            raise SettingsError(
                f"{_S3[0]}: must name an S3 server (or {_S3[1]} a bucket at AWS), with its keys in "
                "TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID and TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY"
            )
        chosen |= _GROWN_UP
        chosen["RECORDING_WEBHOOK_SECRET"] = f"whsec_{b64encode(token_bytes(_WEBHOOK_KEY_BYTES)).decode()}"
    return chosen | named


def _require_free_database(settings: Settings) -> None:
    """Raise ExistingInstallation if the database that DATABASE_URL names is another program's."""
    database = Database(settings.database_url)
    try:
        with suppress(sa.exc.DBAPIError):  # it does not exist yet, or create_database says why it does not answer
            require_own(database)
    finally:
        database.engine.dispose()


def _account(name: str, directory: Path) -> pwd.struct_passwd:
    """The system user `name`, which is made if there is none. Raises CannotSetUp."""
    if os.geteuid() != 0:
        raise CannotSetUp("--user: only root can hand an instance to another user; leave it out to run it yourself.")
    try:
        return pwd.getpwnam(name)
    except KeyError:
        options = (
            "--system",
            "--user-group",
            "--no-create-home",
            f"--home-dir={directory}",
            "--shell=/usr/sbin/nologin",
        )
        try:
            subprocess.run(["useradd", *options, "--", name], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            raise CannotSetUp(f"--user: there is no user {name}, and useradd made none.") from None
        typer.echo(f"made the system user {name}")
        return pwd.getpwnam(name)


@contextmanager
def _new_file(path: Path) -> Iterator[TextIO]:
    """A new file with mode 0600, which is removed again if the block fails. Raises AlreadySetUp."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except FileExistsError:
        raise AlreadySetUp(f"{path} exists: nothing was changed.") from None
    with os.fdopen(descriptor, "w") as file:
        try:
            yield file
        except BaseException:
            path.unlink()
            raise


def _make_places(values: Mapping[str, str], *, grown_up: bool) -> dict[str, str]:
    """Make the folder, the bucket and the database. Returns the settings with the address of the database."""
    settings = load_settings(_env_file=None, **values)
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    ask_broker(settings)
    if settings.TRANSCRIPT_STORAGE_BACKEND == "aws":
        # boto3 is slow to import, and instances without S3 never need it.
        from reflector.storage.s3.create import create_bucket

        if create_bucket(settings):
            typer.echo(f"made the bucket {settings.TRANSCRIPT_STORAGE_AWS_BUCKET_NAME}")
    if settings.DATABASE_URL.startswith("postgresql"):
        if create_database(settings.database_url):
            typer.echo("made the database that DATABASE_URL names")
    elif grown_up and not settings.DATABASE_URL:
        url = create_role_and_database()
        typer.echo(f"made the role and the database {NAME} in PostgreSQL on this machine")
        return {**values, "DATABASE_URL": url}
    return dict(values)


def _write(file: TextIO, path: Path, values: Mapping[str, str]) -> None:
    """Write the settings so that they are read as they are. Raises SettingsError if one of them cannot be."""
    file.write("# Made by `reflector init`. It holds secrets. docs/reference/settings.md describes every setting.\n")
    for name in Settings.model_fields:
        if value := values.get(name):
            quoted = value.replace("\\", "\\\\").replace("'", "\\'")
            file.write(f"{name}={value}\n" if _PLAIN.fullmatch(value) else f"{name}='{quoted}'\n")
    file.flush()
    read = read_settings_file(path)
    for name in values:
        if read.get(name) != values[name]:
            raise SettingsError(
                f"{name}: cannot be written to .env; set it in the environment of the processes instead"
            )


def _hand_over(directory: Path, account: pwd.struct_passwd) -> None:
    """Give everything to the user, and continue as that user."""
    data = load_settings().DATA_DIR
    # The folders between `directory` and DATA_DIR were made with it.
    above = [path for path in data.parents if path == directory or directory in path.parents]
    for path in (directory / ".env", data, *above):
        give(path, account)
    os.initgroups(account.pw_name, account.pw_gid)
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    for place in (directory, sys.prefix, sys.base_prefix):
        if not os.access(place, os.R_OK | os.X_OK):
            raise CannotSetUp(f"--user: {account.pw_name} cannot read {place}; install Reflector and Python elsewhere.")


def give(path: Path, account: pwd.struct_passwd) -> None:
    """Give a file or a folder to the user, but never the target of a link. The user may own the folder above it, and
    could put a link to a file of root there. Raises CannotSetUp.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise CannotSetUp(f"--user: {path} cannot be given to {account.pw_name}: {error.strerror}.") from None
    try:
        os.fchown(descriptor, account.pw_uid, account.pw_gid)
    finally:
        os.close(descriptor)


def _fill(settings: Settings) -> None:
    """Migrate the database and put its marker on the stores."""
    logs.configure(settings.model_copy(update={"LOG_LEVEL": "ERROR"}))
    database = open_database(settings)
    try:
        migrate.upgrade(database)
        for store in Stores(settings).all():
            inventory.recognize(database, store)
    finally:
        database.engine.dispose()
