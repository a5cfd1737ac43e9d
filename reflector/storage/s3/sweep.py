"""Looking in a bucket, with as few requests as possible.

Looking key by key would cost more than erasing; `Sweep` looks at a page of up to 1,000 names at once where that pays.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from os.path import commonprefix
from secrets import token_hex
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote_plus

from botocore.exceptions import ClientError

from reflector.errors import StoreUnavailable
from reflector.storage.s3.client import CONNECTIONS, MISSING, Connection, code_of, unsupported

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

#: How the keys of our own trial uploads begin; see `inventory.PROBE_PREFIX`.
UPLOAD_PROBE = ".reflector-doctor/upload-"
#: Most keys of one DeleteObjects call and most names of one page.
BATCH = 1000
#: Names of the first page; each page that pays is followed by a larger one.
FIRST_PAGE = 64
#: A page pays when one in so many of its names settled a key: to look up a key singly costs about as much.
NAMES_PER_KEY = 10
#: Keys that are looked up singly before a page is tried again.
SINGLES = 128
THREADS = CONNECTIONS // 4
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a listing that can be erased by itself."""

    #: The whole key, with the folder of the store.
    key: str
    #: None where the bucket keeps no versions.
    version_id: str | None = None


#: What was found of each key or folder.
Found = dict[str, set[Entry]]


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload that was never finished."""

    key: str
    upload_id: str
    initiated: Any


@dataclass(frozen=True, slots=True)
class Page:
    """A page of names in the server's order."""

    entries: Sequence[Entry]
    #: The name after which it starts; "" for the beginning.
    after: str
    #: Whether names follow.
    truncated: bool
    #: Whether the names come in an order that we know.
    ordered: bool

    def settles(self, targets: Sequence[str]) -> list[str]:
        """Those of the sorted `targets` of which everything that exists is on this page."""
        if not self.ordered and (self.after or self.truncated):
            return []
        if self.truncated:
            last = max((entry.key for entry in self.entries), default="")
            targets = [target for target in targets[: bisect_left(targets, last)] if _ends_before(target, last)]
        return [target for target in targets if self._begins_before(target)]

    def _begins_before(self, target: str) -> bool:
        # Some servers skip all of the folder "a/" when they are asked for the names after "a".
        return not self.after or (_before(self.after, target) and not target.startswith(self.after + "/"))


def _ends_before(target: str, last: str) -> bool:
    return _before(target, last) and not _covers(target, last)


def _before(one: str, other: str) -> bool:
    """Whether `one` is listed before `other` whatever the server's order: by bytes (AWS) or folder by folder."""
    return one < other and _parts(one) < _parts(other)


def _in_order(keys: Sequence[str]) -> bool:
    return keys == sorted(keys) or keys == sorted(keys, key=_parts)


def _parts(key: str) -> list[str]:
    return key.split("/")


def _covers(target: str, key: str) -> bool:
    return key == target or (target.endswith("/") and key.startswith(target))


class Sweep:
    """Looks for keys and folders in a bucket with as few requests as possible."""

    def __init__(self, client: "S3Client", bucket: str, *, versioned: bool) -> None:
        self._client = client
        self._bucket = bucket
        self._versioned = versioned

    def find(self, targets: Collection[str]) -> tuple[Found, dict[str, str]]:
        """What can still be found of each key or folder: up to a page of it, nothing for what is gone; and the codes
        of those that the server did not let us look for.

        Where live objects are few it costs one request for 1,000 of them, where they crowd one for each target.
        """
        left = sorted(targets)
        prefix = shared_prefix(left)
        found: Found = {}
        unseen: dict[str, str] = {}
        limit = FIRST_PAGE
        while left:
            page = self._page(prefix, left[0].rstrip("/")[:-1], limit)
            settled = set(page.settles(left))
            for entry in page.entries:
                for target in owners(entry.key, settled):
                    found.setdefault(target, set()).add(entry)
            left = [target for target in left if target not in settled]
            limit = min(BATCH, limit * 4)
            if NAMES_PER_KEY * len(settled) <= len(page.entries):
                for target, one in zip(left[:SINGLES], in_threads(self._look_up, left[:SINGLES]), strict=True):
                    if isinstance(one, str):
                        unseen[target] = one
                    elif one:
                        found[target] = one
                left, limit = left[SINGLES:], FIRST_PAGE
        return found, unseen

    def versions_of(self, key: str) -> set[Entry]:
        """A page of what a bucket with versions lists for the prefix `key`, under whatever name it does so."""
        return set(self._versions(key, "", BATCH).entries)

    def _look_up(self, target: str) -> set[Entry] | str:
        """What there is of one target, or the server's code for not telling: that costs this target only."""
        try:
            return self._one(target)
        except StoreUnavailable as error:
            return error.log_code
        except ClientError as error:
            return set() if code_of(error) in MISSING else code_of(error)

    def _one(self, target: str) -> set[Entry]:
        if self._versioned or target.endswith("/"):
            page = self._page(target, "", BATCH)
            found = {entry for entry in page.entries if _covers(target, entry.key)}
            if not found and page.truncated and not page.ordered:  # it may be on a later page
                raise StoreUnavailable("The store lists names in no order.", vendor_code="unordered_listing")
            return found
        self._client.head_object(Bucket=self._bucket, Key=target)
        return {Entry(target)}

    def _page(self, prefix: str, after: str, limit: int) -> Page:
        after = after if after > prefix else ""  # the prefix is a later beginning
        return (self._versions if self._versioned else self._objects)(prefix, after, limit)

    def _objects(self, prefix: str, after: str, limit: int) -> Page:
        start: dict[str, Any] = {"StartAfter": after} if after else {}
        answer = self._client.list_objects_v2(Bucket=self._bucket, Prefix=prefix, MaxKeys=limit, **start)
        keys = [item["Key"] for item in answer.get("Contents", [])]
        return Page([Entry(key) for key in keys], after, answer.get("IsTruncated", False), _in_order(keys))

    def _versions(self, prefix: str, after: str, limit: int) -> Page:
        start: dict[str, Any] = {"KeyMarker": after} if after else {}
        answer = self._client.list_object_versions(Bucket=self._bucket, Prefix=prefix, MaxKeys=limit, **start)
        versions = [Entry(item["Key"], item["VersionId"]) for item in answer.get("Versions", [])]
        markers = [Entry(item["Key"], item["VersionId"]) for item in answer.get("DeleteMarkers", [])]
        ordered = all(_in_order([entry.key for entry in entries]) for entries in (versions, markers))
        return Page(versions + markers, after, answer.get("IsTruncated", False), ordered)


def uploads(client: "S3Client", bucket: str, prefix: str) -> Iterator[Upload]:
    """The unfinished uploads of keys that start with `prefix`, in pages; none on servers that cannot list them."""
    position: dict[str, Any] = {}
    while True:
        try:
            answer = client.list_multipart_uploads(Bucket=bucket, Prefix=prefix, EncodingType="url", **position)
        except ClientError as error:
            if unsupported(error) or code_of(error) == "NoSuchUpload":  # rclone's way to say that there are none
                return
            raise
        encoded = answer.get("EncodingType") == "url"
        for item in answer.get("Uploads", []):
            key = unquote_plus(item["Key"]) if encoded else item["Key"]
            yield Upload(key, item["UploadId"], item["Initiated"])
        following = {
            "KeyMarker": answer.get("NextKeyMarker", ""),
            "UploadIdMarker": answer.get("NextUploadIdMarker", ""),
        }
        if not answer.get("IsTruncated"):
            return
        if following == position:  # there is more, and the server does not say where: this proves nothing
            raise StoreUnavailable("The store did not list all unfinished uploads.", vendor_code="endless_listing")
        position = following


def lists_uploads_by_prefix(connection: Connection, bucket: str) -> bool:
    """Whether the server lists an unfinished upload when it is asked for the beginning of its key only.

    Found out once for each bucket of a connection, with an upload of our own, which holds no bytes. False where we may
    not begin one: then nothing is known.
    """
    known = connection.lists_uploads.get(bucket)
    if known is None:
        known = connection.lists_uploads[bucket] = _shows_our_upload(connection.client, bucket)
    return known


def _shows_our_upload(client: "S3Client", bucket: str) -> bool:
    if any(uploads(client, bucket, UPLOAD_PROBE)):  # one that could not be aborted
        return True
    key = f"{UPLOAD_PROBE}{token_hex(8)}"
    try:
        mine = client.create_multipart_upload(Bucket=bucket, Key=key)["UploadId"]
    except ClientError:
        return False
    try:
        return any(upload.key == key for upload in uploads(client, bucket, UPLOAD_PROBE))
    finally:
        with suppress(ClientError):  # it holds no bytes, and no other is begun while this one is listed
            client.abort_multipart_upload(Bucket=bucket, Key=key, UploadId=mine)


def in_threads(function: Callable[[T], R], items: Sequence[T]) -> list[R]:
    pool = ThreadPoolExecutor(THREADS)
    try:
        return list(pool.map(function, items))
    finally:  # a server that went away costs one timeout, not one for each item
        pool.shutdown(cancel_futures=True)


def shared_prefix(names: Collection[str]) -> str:
    return commonprefix(list(names))  # noqa: RUF071  (names in a bucket, not paths)


def owners(key: str, targets: Collection[str]) -> Iterator[str]:
    """Those of the set `targets` that name `key`: itself, and each folder that it lies in."""
    if key in targets:
        yield key
    for index, letter in enumerate(key):
        if letter == "/" and key[: index + 1] in targets and key[: index + 1] != key:
            yield key[: index + 1]
