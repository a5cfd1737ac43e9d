"""The store in an S3-compatible service.

The credentials need s3:ListBucket, ListBucketVersions, ListBucketMultipartUploads, GetBucketVersioning, GetObject,
PutObject, DeleteObject, DeleteObjectVersion and AbortMultipartUpload. Without the rights to list, nothing could be
proven gone, so erasing fails with StoreDenied.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from io import BufferedReader, BytesIO, RawIOBase
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO, Self, TypeVar

from botocore.exceptions import ClientError

from reflector.errors import BadKey, BucketMissing, ObjectMissing, StorageError, TooLarge
from reflector.settings import Settings
from reflector.storage.base import Erasures, StoredKind, StoredObject, check_key, is_key, is_unusual, split_bucket
from reflector.storage.s3.client import code_of, connect, status_of, translated, unsupported
from reflector.storage.s3.erase import Eraser
from reflector.storage.s3.sweep import uploads
from reflector.storage.s3.unusual import UnusualKeys

if TYPE_CHECKING:
    from botocore.response import StreamingBody
    from types_boto3_s3.client import S3Client
    from types_boto3_s3.type_defs import CompletedPartTypeDef, LifecycleRuleOutputTypeDef

#: Bytes of one part. At most 10,000 parts make an object: 160 GB. One part at a time is held in memory.
PART_BYTES = 16 * 1024**2

T = TypeVar("T")


class Versioning(StrEnum):
    """Whether a bucket keeps older versions (S3 API, GetBucketVersioning)."""

    #: It never kept versions.
    OFF = "off"
    #: Each write and each deletion adds a version.
    ENABLED = "Enabled"
    #: It keeps existing versions, and adds none.
    SUSPENDED = "Suspended"
    #: The server has no versions.
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class BucketFacts:
    """The properties of a bucket that can keep erased objects alive, for the operator."""

    versioning: Versioning
    #: Whether the bucket can refuse an erasure (None: the server does not report it).
    object_lock: bool | None
    #: Lifecycle rules in words (None: the server does not report them).
    lifecycle: tuple[str, ...] | None


class S3Store:
    """The store in one bucket, or in one folder of it. See `Store` for the contract. Safe between threads."""

    name = "s3"

    def __init__(self, settings: Settings, bucket: str) -> None:
        self.bucket = bucket
        self._settings = settings
        self._bucket, self._prefix = split_bucket(bucket)

    @classmethod
    def from_settings(cls, settings: Settings, bucket: str) -> Self:
        """The store of `bucket` ("bucket" or "bucket/folder") with the credentials of the settings.

        Asks the server nothing. Raises SettingsError.
        """
        connect(settings)
        return cls(settings, bucket)

    @property
    def _client(self) -> "S3Client":
        return connect(self._settings).client

    # -- coming in --------------------------------------------------------------------------------------------------

    def put(self, key: str, stream: BinaryIO, *, max_bytes: int | None = None) -> int:
        """See `Store.put`. Memory: one part of PART_BYTES."""
        where = self._where(key)
        parts = _parts(stream, max_bytes)
        first = next(parts, b"")
        if len(first) < PART_BYTES:
            with translated():
                self._client.put_object(Bucket=self._bucket, Key=where, Body=first)
            return len(first)
        with translated():
            upload = self._client.create_multipart_upload(Bucket=self._bucket, Key=where)["UploadId"]
        size = 0
        done: list[CompletedPartTypeDef] = []
        try:
            for number, part in enumerate(chain([first], parts), start=1):
                with translated():
                    answer = self._client.upload_part(
                        Bucket=self._bucket, Key=where, UploadId=upload, PartNumber=number, Body=part
                    )
                done.append({"PartNumber": number, "ETag": answer["ETag"]})
                size += len(part)
            with translated():
                self._client.complete_multipart_upload(
                    Bucket=self._bucket, Key=where, UploadId=upload, MultipartUpload={"Parts": done}
                )
        except BaseException:
            # If this fails too, `erase_many` of the same key finds the unfinished upload.
            with suppress(StorageError), translated():
                self._client.abort_multipart_upload(Bucket=self._bucket, Key=where, UploadId=upload)
            raise
        return size

    # -- reading ----------------------------------------------------------------------------------------------------

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """See `Store.open`."""
        if length == 0:  # HTTP has no empty range
            self.stat(key)
            return BytesIO()
        end = "" if length is None else start + length - 1
        span: dict[str, Any] = {"Range": f"bytes={start}-{end}"} if start or length is not None else {}
        with translated():
            try:
                body = self._client.get_object(Bucket=self._bucket, Key=self._where(key), **span)["Body"]
            except ClientError as error:
                if status_of(error) == 416:  # the range starts after the end; a file gives no bytes there either
                    return BytesIO()
                raise
        return BufferedReader(_Body(body))

    def stat(self, key: str) -> StoredObject:
        """See `Store.stat`."""
        try:
            with translated():
                found = self._client.head_object(Bucket=self._bucket, Key=self._where(key))
        except ObjectMissing:
            self._require_bucket()
            raise
        return StoredObject(key, found["ContentLength"], found["LastModified"], found.get("VersionId"))

    def list(self, prefix: str = "") -> Iterator[StoredObject]:
        """See `Store.list`."""
        where = self._prefix + prefix
        pages = self._versions(where) if self._versioned() else self._objects(where)
        for found in _translated_iterator(pages):
            if found.key:  # consoles create an empty object for the store's own folder
                yield found
        # Without a prefix: MinIO lists an upload only by its exact key (minio/minio#20989), or among all of the bucket.
        for upload in _translated_iterator(uploads(self._client, self._bucket, "")):
            if not upload.key.startswith(where):
                continue
            yield StoredObject(self._key(upload.key), 0, upload.initiated, upload.upload_id, StoredKind.UPLOAD)

    def _objects(self, where: str) -> Iterator[StoredObject]:
        for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=where):
            for item in page.get("Contents", []):
                yield StoredObject(self._key(item["Key"]), item["Size"], item["LastModified"])

    def _versions(self, where: str) -> Iterator[StoredObject]:
        for page in self._client.get_paginator("list_object_versions").paginate(Bucket=self._bucket, Prefix=where):
            for item in page.get("Versions", []):
                kind = StoredKind.OBJECT if item["IsLatest"] else StoredKind.VERSION
                yield StoredObject(self._key(item["Key"]), item["Size"], item["LastModified"], item["VersionId"], kind)
            for marker in page.get("DeleteMarkers", []):
                yield StoredObject(
                    self._key(marker["Key"]), 0, marker["LastModified"], marker["VersionId"], StoredKind.MARKER
                )

    # -- erasing ----------------------------------------------------------------------------------------------------

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        """See `Store.erase_many`."""
        return self._erase(keys, lambda where: is_key(where, folder=True))

    def erase_objects(self, keys: Sequence[str]) -> Erasures:
        """See `Store.erase_objects`."""
        return self._erase(keys, is_key)

    def _erase(self, keys: Sequence[str], is_usual: Callable[[str], bool]) -> Erasures:
        answer: dict[str, str | None] = dict.fromkeys(keys, BadKey.code)
        # The whole key may be too long although the part without the store's folder is not.
        usual = {self._prefix + key: key for key in answer if is_usual(key) and is_usual(self._prefix + key)}
        whole = {self._prefix + key: key for key in answer}
        unusual = {
            where: key
            for where, key in whole.items()
            if where not in usual and is_unusual(where) and (is_unusual(key) or is_key(key))
        }
        if usual or unusual:
            versioned = self._versioned()
            with translated():
                erased = Eraser(connect(self._settings), self._bucket, versioned=versioned).erase(usual)
                erased |= UnusualKeys(connect(self._settings), self._bucket, versioned=versioned).erase(unusual)
            answer |= {whole[where]: code for where, code in erased.items()}
        return answer

    def _versioned(self) -> bool:
        """Whether the bucket keeps versions, or once did. Never cached, because it can be switched on at any time."""
        return self._versioning() in {Versioning.ENABLED, Versioning.SUSPENDED}

    # -- the bucket -------------------------------------------------------------------------------------------------

    def inspect(self) -> BucketFacts:
        """The facts about the bucket that an operator should know. Raises the errors of the other methods."""
        self._require_bucket()
        object_lock: bool | None = None
        lifecycle: tuple[str, ...] | None = None
        with translated():
            try:
                lock: Mapping[str, Any] = self._client.get_object_lock_configuration(Bucket=self._bucket)
                if configuration := lock.get("ObjectLockConfiguration"):
                    object_lock = configuration.get("ObjectLockEnabled") == "Enabled"
            except ClientError as error:
                if code_of(error) == "ObjectLockConfigurationNotFoundError":
                    object_lock = False
            try:
                answer: Mapping[str, Any] = self._client.get_bucket_lifecycle_configuration(Bucket=self._bucket)
                if "Rules" in answer:  # a server that does not support this request answers something else
                    enabled = (rule for rule in answer["Rules"] if rule["Status"] == "Enabled")
                    lifecycle = tuple(chain.from_iterable(map(_rule_in_words, enabled)))
            except ClientError as error:
                if code_of(error) == "NoSuchLifecycleConfiguration":
                    lifecycle = ()
            return BucketFacts(self._versioning(), object_lock, lifecycle)

    def _versioning(self) -> Versioning:
        with translated():
            try:
                status = self._client.get_bucket_versioning(Bucket=self._bucket).get("Status", "")
            except ClientError as error:
                if unsupported(error):
                    return Versioning.UNSUPPORTED
                raise
        return Versioning(status) if status in ("Enabled", "Suspended") else Versioning.OFF

    def _require_bucket(self) -> None:
        try:
            with translated():
                self._client.head_bucket(Bucket=self._bucket)
        except ObjectMissing:  # an answer to HEAD has no body, so the bucket or the key may be missing
            raise BucketMissing() from None

    # -- keys -------------------------------------------------------------------------------------------------------

    def _where(self, key: str) -> str:
        return check_key(self._prefix + check_key(key))

    def _key(self, where: str) -> str:
        return where.removeprefix(self._prefix)


class _Body(RawIOBase):
    """The body of an answer as a raw stream whose failures are StoreUnavailable."""

    def __init__(self, body: "StreamingBody") -> None:
        self._body = body

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` with the received bytes, and return their number."""
        with translated():
            data = self._body.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Return the connection to the pool."""
        self._body.close()
        super().close()


def _parts(stream: BinaryIO, max_bytes: int | None) -> Iterator[bytes]:
    """`stream` in pieces of PART_BYTES, the last one shorter. Raises TooLarge."""
    size = 0
    while True:
        part = bytearray()
        while len(part) < PART_BYTES and (piece := stream.read(PART_BYTES - len(part))):
            part += piece
        if not part:
            return
        size += len(part)
        if max_bytes is not None and size > max_bytes:
            raise TooLarge()
        yield bytes(part)


def _translated_iterator(items: Iterator[T]) -> Iterator[T]:
    with translated():
        yield from items


def _rule_in_words(rule: "LifecycleRuleOutputTypeDef") -> Iterator[str]:
    # The objects to which the rule applies, in words; "" for all objects.
    which: Any = rule.get("Filter") or {"Prefix": rule.get("Prefix", "")}
    which = which.get("And", which)
    scope = f" below {which['Prefix']}" if which.get("Prefix") else ""
    if which.keys() - {"Prefix"}:
        scope += ", some of them by tag or size"
    return (action + scope for action in _actions_in_words(rule))


def _actions_in_words(rule: Any) -> Iterator[str]:
    for action in (rule.get("Expiration", {}), *rule.get("Transitions", ())):
        does = f"moves objects to {action['StorageClass']}" if "StorageClass" in action else "erases objects"
        if days := action.get("Days"):
            yield f"{does} after {days} days"
        elif date := action.get("Date"):
            yield f"{does} from {date:%Y-%m-%d} on"
    for action in (rule.get("NoncurrentVersionExpiration", {}), *rule.get("NoncurrentVersionTransitions", ())):
        moves = f"moves older versions to {action.get('StorageClass')}"
        does = moves if "StorageClass" in action else "erases older versions"
        if days := action.get("NoncurrentDays"):
            yield f"{does} after {days} days"
    if days := rule.get("AbortIncompleteMultipartUpload", {}).get("DaysAfterInitiation"):
        yield f"aborts unfinished uploads after {days} days"
