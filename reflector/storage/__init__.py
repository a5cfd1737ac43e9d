"""The stores that keep bytes: the local disk, and any S3-compatible store."""

from functools import cached_property
from threading import Lock

from reflector.errors import BucketMissing
from reflector.settings import Settings
from reflector.storage.base import Store
from reflector.storage.local import LocalStore

__all__ = ["LocalStore", "Store", "Stores"]


class Stores:
    """The stores of one instance: always the local disk, and S3 if it is configured.

    The pair (`name`, `bucket`) of an artifact row identifies a store. Clients are created once and reused, because
    creating one takes more than a hundred milliseconds.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._buckets: dict[str, Store] = {}

    @cached_property
    def local(self) -> LocalStore:
        """The store of working files, and of everything else if no S3 store is configured."""
        return LocalStore(self._settings.DATA_DIR)

    @property
    def default(self) -> Store:
        """The store of finished recordings (TRANSCRIPT_STORAGE_BACKEND)."""
        if self._settings.TRANSCRIPT_STORAGE_BACKEND == "local":
            return self.local
        return self.bucket(self._settings.TRANSCRIPT_STORAGE_AWS_BUCKET_NAME)

    @property
    def videos(self) -> str:
        """The bucket in which a meeting service puts composed videos (DAILYCO_STORAGE_AWS_BUCKET_NAME).

        It is "" if the setting is empty.
        """
        return self._settings.DAILYCO_STORAGE_AWS_BUCKET_NAME

    def all(self) -> tuple[Store, ...]:
        """The local disk, and the default store if that is a different store."""
        return (self.local,) if self.default is self.local else (self.local, self.default)

    def bucket(self, bucket: str) -> Store:
        """The S3 store of a bucket (or "bucket/folder") other than the default one, with the same credentials."""
        with self._lock:
            if bucket not in self._buckets:
                # boto3 is slow to import, and instances without S3 never need it.
                from reflector.storage.s3 import S3Store

                self._buckets[bucket] = S3Store.from_settings(self._settings, bucket)
            return self._buckets[bucket]

    def get(self, name: str, bucket: str) -> Store:
        """The store that an artifact row names. Raises BucketMissing if the row names no bucket of an S3 store."""
        if name == "local":
            return self.local
        if not bucket:
            raise BucketMissing("The bucket of this object is not known.")
        return self.bucket(bucket)
