"""Searches for keys in a bucket, with as few requests as possible.

A request for each key would cost more than the erasure. `Sweep` lists up to 1,000 names at once if that is cheaper.
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

#: The prefix of our own test uploads, see `inventory.PROBE_PREFIX`.
UPLOAD_PROBE = ".reflector-doctor/upload-"
#: Most keys of one DeleteObjects call and most names of one page.
BATCH = 1000
#: Names of the first page. A page that pays is followed by a larger page.
FIRST_PAGE = 64
#: A page pays if it settles at least one key per this number of names. Otherwise single requests are cheaper.
NAMES_PER_KEY = 10
#: Keys that are looked up by single requests before the next page.
SINGLES = 128
THREADS = CONNECTIONS // 4
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a listing that can be erased by itself."""

    #: The whole key, with the folder of the store.
    key: str
    #: None if the bucket keeps no versions.
    version_id: str | None = None
    #: Whether it is a delete marker, which has no content.
    is_marker: bool = False


#: The entries that were found for each key or folder.
Found = dict[str, set[Entry]]


@dataclass(frozen=True, slots=True)
class Upload:
    """An unfinished multipart upload."""

    key: str
    upload_id: str
    initiated: Any


@dataclass(frozen=True, slots=True)
class Page:
    """A page of names in the server's order."""

    entries: Sequence[Entry]
    #: The name behind which the page begins; "" for the first page.
    after: str
    #: Whether more pages follow.
    truncated: bool
    #: Whether the names are in an order that we know.
    ordered: bool

    def settles(self, targets: Sequence[str]) -> list[str]:
        """The members of the sorted `targets` whose existing entries are all on this page."""
        if not self.ordered and (self.after or self.truncated):
            return []
        if self.truncated:
            last = max((entry.key for entry in self.entries), default="")
            ended = targets[: bisect_left(targets, last)]
            targets = [target for target in ended if _before(target, last) and not _covers(target, last)]
        if not self.after:
            return list(targets)
        # Some servers skip all of the folder "a/" when they are asked for the names after "a".
        skipped = self.after + "/"
        return [target for target in targets if _before(self.after, target) and not target.startswith(skipped)]


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
    """Searches for keys and folders in a bucket with as few requests as possible."""

    def __init__(self, client: "S3Client", bucket: str, *, versioned: bool) -> None:
        self._client = client
        self._bucket = bucket
        self._versioned = versioned

    def find(self, targets: Collection[str]) -> tuple[Found, dict[str, str]]:
        """Search for keys and folders. Returns the found entries, and the codes of targets that could not be searched.

        At most one page of entries is returned for a target, and no item for a target that is gone. If the bucket has
        few other objects, this costs one request per 1,000 names; otherwise one request per target.
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

    def names_below(self, prefix: str) -> Sequence[Entry]:
        """The first page of what the server lists for `prefix`, under any name."""
        return self._page(prefix, "", BATCH).entries

    def _look_up(self, target: str) -> set[Entry] | str:
        """The entries of one target, or the server's code if it did not answer. The code concerns this target only."""
        try:
            if self._versioned or target.endswith("/"):
                page = self._page(target, "", BATCH)
                found = {entry for entry in page.entries if _covers(target, entry.key)}
                if not found and page.truncated and not page.ordered:  # it may be on a later page
                    raise StoreUnavailable("The store lists names in no known order.", vendor_code="unordered_listing")
                return found
            self._client.head_object(Bucket=self._bucket, Key=target)
            return {Entry(target)}
        except StoreUnavailable as error:
            return error.log_code
        except ClientError as error:
            return set() if code_of(error) in MISSING else code_of(error)

    def _page(self, prefix: str, after: str, limit: int) -> Page:
        after = after if after > prefix else ""  # the prefix begins later
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
        markers = [Entry(item["Key"], item["VersionId"], is_marker=True) for item in answer.get("DeleteMarkers", [])]
        ordered = all(_in_order([entry.key for entry in entries]) for entries in (versions, markers))
        return Page(versions + markers, after, answer.get("IsTruncated", False), ordered)


def uploads(client: "S3Client", bucket: str, prefix: str) -> Iterator[Upload]:
    """The unfinished uploads of keys that start with `prefix`. None on servers that cannot list them."""
    position: dict[str, Any] = {}
    while True:
        try:
            answer = client.list_multipart_uploads(Bucket=bucket, Prefix=prefix, EncodingType="url", **position)
        except ClientError as error:
            if unsupported(error) or code_of(error) == "NoSuchUpload":  # rclone answers this if there are none
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
        if following == position:  # more uploads exist, and the server gives no position for them
            raise StoreUnavailable("The store did not list all unfinished uploads.", vendor_code="endless_listing")
        position = following


def lists_uploads_by_prefix(connection: Connection, bucket: str) -> bool:
    """Whether the server lists unfinished uploads by a prefix of their keys.

    Tested once for each bucket of a connection, with an empty upload of our own. False if we may not begin an upload,
    because then it cannot be tested.
    """
    known = connection.lists_uploads.get(bucket)
    if known is None:
        known = connection.lists_uploads[bucket] = _shows_our_upload(connection.client, bucket)
    return known


def _shows_our_upload(client: "S3Client", bucket: str) -> bool:
    if any(uploads(client, bucket, UPLOAD_PROBE)):  # an earlier one that could not be aborted
        return True
    key = f"{UPLOAD_PROBE}{token_hex(8)}"
    try:
        mine = client.create_multipart_upload(Bucket=bucket, Key=key)["UploadId"]
    except ClientError:
        return False
    try:
        return any(upload.key == key for upload in uploads(client, bucket, UPLOAD_PROBE))
    finally:
        with suppress(ClientError):  # the upload is empty, and no other test upload is begun while it is listed
            client.abort_multipart_upload(Bucket=bucket, Key=key, UploadId=mine)


def in_threads(function: Callable[[T], R], items: Sequence[T]) -> list[R]:
    pool = ThreadPoolExecutor(THREADS)
    try:
        return list(pool.map(function, items))
    finally:  # a server that does not answer costs one timeout, not one per item
        pool.shutdown(cancel_futures=True)


def shared_prefix(names: Collection[str]) -> str:
    return commonprefix(list(names))  # noqa: RUF071  (names in a bucket, not paths)


def owners(key: str, targets: Collection[str]) -> Iterator[str]:
    """The members of the set `targets` that contain `key`: the key itself, and each folder above it."""
    if key in targets:
        yield key
    for index, letter in enumerate(key):
        if letter == "/" and key[: index + 1] in targets and key[: index + 1] != key:
            yield key[: index + 1]
