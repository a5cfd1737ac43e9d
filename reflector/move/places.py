"""The old and the new places of an instance that moves, from two sets of settings."""

from dataclasses import dataclass
from pathlib import Path

from reflector.errors import MoveRefused
from reflector.instance import Instance
from reflector.settings import Settings, load_settings, read_settings_file

#: The name by which PostgreSQL knows the sessions of a move.
SESSION_NAME = "reflector move"


@dataclass(frozen=True, slots=True)
class Places:
    """The old and the new place of an instance."""

    #: The old database and the old stores.
    old: Instance
    #: The new database and the new stores. It is the old database if only the files move.
    new: Instance

    @classmethod
    def open(cls, old: Settings, file: Path) -> "Places":
        """The places that `old` and a settings file name. Settings that the file leaves out stay as they are in `old`.

        Opens no connection. Raises SettingsError for a bad file, and MoveRefused for a move that is not possible.
        """
        fields = type(old).model_fields
        values = {name: value or fields[name].default for name, value in read_settings_file(file).items()}
        new = load_settings(**(old.model_dump() | values))
        if new.DATA_DIR.resolve() != old.DATA_DIR.resolve():
            raise MoveRefused("DATA_DIR must stay the same. To move that folder, stop Reflector and use `mv`.")
        in_bucket = old.TRANSCRIPT_STORAGE_BACKEND == "aws"
        if in_bucket and new.TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL != old.TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL:
            raise MoveRefused(
                "TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL must stay the same: the old bucket is read and erased through it."
            )
        source, target = Instance.open(_named(old)), Instance.open(_named(new))
        if new.database_url == old.database_url:
            target = Instance(new, source.database, target.stores)
        places = cls(source, target)
        if not (places.files_move or places.rows_move):
            raise MoveRefused(f"{file} names the present database and the present store.")
        return places

    @property
    def files_move(self) -> bool:
        """Whether finished recordings go to another store."""
        old, new = self.old.stores.default, self.new.stores.default
        return (old.name, old.bucket) != (new.name, new.bucket)

    @property
    def rows_move(self) -> bool:
        """Whether the rows go to another database."""
        return self.old.database is not self.new.database


def _named(settings: Settings) -> Settings:
    """The same settings, with a name for the sessions in PostgreSQL, by which a move knows its own."""
    if settings.database_url.startswith("sqlite"):
        return settings
    joint = "&" if "?" in settings.database_url else "?"
    url = f"{settings.database_url}{joint}application_name={SESSION_NAME.replace(' ', '%20')}"
    return settings.model_copy(update={"DATABASE_URL": url})
