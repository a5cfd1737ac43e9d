"""One exception tree. A class's docstring is its default message.

Messages are shown to people and written to logs, so they never carry content, file names or tokens; what an
error is about travels as an id beside it.
"""

from inspect import cleandoc


class ReflectorError(Exception):
    """Reflector could not do what was asked."""

    #: Stable, machine-readable name of the error; part of the public interface.
    code = "error"

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or cleandoc(type(self).__doc__ or ""))


class SettingsError(ReflectorError):
    """A setting has a value that Reflector cannot work with."""

    code = "bad_setting"


class DatabaseNotReady(ReflectorError):
    """The database does not have the schema of this version of Reflector."""

    code = "database_not_ready"


# -- bytes --------------------------------------------------------------------------------------------------------


class StorageError(ReflectorError):
    """The store could not do what was asked of it."""

    code = "storage_error"


class ObjectMissing(StorageError):
    """There is nothing under this key."""

    code = "object_missing"


class BadKey(StorageError):
    """This key would leave the store's root, or is no key at all."""

    code = "bad_key"


class TooLarge(StorageError):
    """The stream is longer than its limit."""

    code = "too_large"


class StoreUnavailable(StorageError):
    """The store did not answer, or answered that it cannot serve now."""

    code = "store_unavailable"


class StoreFull(StoreUnavailable):
    """The store has no room for this."""

    code = "store_full"


class StoreBusy(StorageError):
    """Somebody else is writing this at the moment."""

    code = "store_busy"


class BeingErased(StoreUnavailable):
    """What lay in this place before is still being erased."""

    code = "being_erased"


class StoreDenied(StorageError):
    """The store refuses this to our credentials."""

    code = "store_denied"


class BucketMissing(StorageError):
    """The bucket does not exist."""

    code = "bucket_missing"


class StoreIsForeign(StorageError):
    """The store does not carry this database's instance marker: a wrong mount, bucket or database."""

    code = "store_is_foreign"


# -- rows ---------------------------------------------------------------------------------------------------------


class TranscriptGone(ReflectorError):
    """The transcript has expired or has been erased."""

    code = "gone"


class ArtifactDoomed(ReflectorError):
    """What was being written has been doomed meanwhile; it was removed again."""

    code = "artifact_doomed"


# -- retention ----------------------------------------------------------------------------------------------------


class RetentionError(ReflectorError):
    """The retention run could not be made."""

    code = "retention_failed"


class NotPublic(RetentionError):
    """This is not a public instance (PUBLIC_MODE is false): nothing is erased."""

    code = "not_public"


class BadDays(RetentionError):
    """The number of days must be a whole number from 1 to 36500."""

    code = "bad_days"


class RetentionBusy(RetentionError):
    """Another retention run is under way."""

    code = "busy"
