"""Erasing in a bucket: look, erase what is found, look again.

What a server claims to have deleted proves nothing (a missing key is "deleted" too, and in a versioned bucket a
deleted one is still there), so an answer comes from looking only. Looking key by key would cost more than erasing;
`Sweep` looks at a page of up to 1,000 names at once where that pays.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os.path import commonprefix
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote_plus

from botocore.exceptions import ClientError

from reflector.storage.base import STILL_THERE, chunks
from reflector.storage.s3_client import (
    CONNECTIONS,
    MISSING,
    ContentMd5,
    clean_code,
    code_of,
    status_of,
    unsupported,
)

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

#: Most keys of one DeleteObjects call and most names of one page.
BATCH = 1000
#: Keys that are erased before the first of them is looked for again: the more, the emptier is what a page looks at.
SLICE = 10_000
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
        prefix = _shared_prefix(left)
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
                for target, one in zip(left[:SINGLES], _in_threads(self._look_up, left[:SINGLES]), strict=True):
                    if isinstance(one, str):
                        unseen[target] = one
                    elif one:
                        found[target] = one
                left, limit = left[SINGLES:], FIRST_PAGE
        return found, unseen

    def _look_up(self, target: str) -> set[Entry] | str:
        """What there is of one target, or the server's code for not telling: that costs this target only."""
        try:
            return self._one(target)
        except ClientError as error:
            return set() if code_of(error) in MISSING else code_of(error)

    def _one(self, target: str) -> set[Entry]:
        if self._versioned or target.endswith("/"):
            page = self._page(target, "", BATCH)
            return {entry for entry in page.entries if _covers(target, entry.key)}
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


class Eraser:
    """Erases keys and folders of one bucket; see `Store.erase_many`. Keys are whole: with the folder of the store."""

    def __init__(self, client: "S3Client", bucket: str, md5: ContentMd5, *, versioned: bool) -> None:
        self._client = client
        self._bucket = bucket
        self._md5 = md5
        self._versioned = versioned
        self._sweep = Sweep(client, bucket, versioned=versioned)

    def erase(self, keys: Collection[str]) -> dict[str, str | None]:
        """Erase any number of keys and folders; what stands in the way of each, or None."""
        # Uploads first: one that is finished between the two steps would bring its key back.
        left_open = self._abort_uploads(set(keys))
        answer: dict[str, str | None] = {}
        for slice_ in chunks(sorted(set(keys)), SLICE):
            answer |= self._erase_slice(slice_)
        return answer | left_open

    def _erase_slice(self, targets: Sequence[str]) -> dict[str, str | None]:
        """Rounds of erasing and looking, until nothing is found or only what was erased before."""
        blind = [] if self._versioned else [target for target in targets if not target.endswith("/")]
        found, unseen = self._sweep.find(set(targets).difference(blind))
        found |= {target: {Entry(target)} for target in blind}  # asking to erase a missing key costs nothing
        stuck: Found = {}
        reasons: dict[str, str] = {}
        while found:
            reasons |= self._delete({entry for entries in found.values() for entry in entries})
            again, untold = self._sweep.find(found)
            unseen |= untold
            for target, erased in found.items():
                stuck[target] = again.get(target, set()) & (erased | stuck.get(target, set()))
            found = {target: fresh for target, entries in again.items() if (fresh := entries - stuck[target])}
        return {target: unseen.get(target) or _reason(stuck.get(target, set()), reasons) for target in targets}

    # -- objects and versions ---------------------------------------------------------------------------------------

    def _delete(self, entries: Iterable[Entry]) -> dict[str, str]:
        """Ask the server to delete; the code for each key that it refused. It proves nothing about the others."""
        refused: dict[str, str] = {}
        for chunk in chunks(sorted(entries, key=lambda entry: entry.key), BATCH):
            refused |= self._delete_in_bulk(chunk)
        return refused

    def _delete_in_bulk(self, entries: Sequence[Entry]) -> dict[str, str]:
        objects: list[Any] = [
            {"Key": e.key} if e.version_id is None else {"Key": e.key, "VersionId": e.version_id} for e in entries
        ]
        try:
            answer = self._client.delete_objects(Bucket=self._bucket, Delete={"Objects": objects, "Quiet": True})
        except ClientError as error:
            if not (unsupported(error) or status_of(error) == 400):
                raise
            if status_of(error) == 400 and not self._md5.on:
                self._md5.on = True
                return self._delete_in_bulk(entries)
            return self._delete_singly(entries)
        return {error["Key"]: clean_code(error.get("Code", "")) for error in answer.get("Errors", [])}

    def _delete_singly(self, entries: Sequence[Entry]) -> dict[str, str]:
        codes = _in_threads(self._delete_one, entries)
        return {entry.key: code for entry, code in zip(entries, codes, strict=True) if code}

    def _delete_one(self, entry: Entry) -> str | None:
        version: dict[str, Any] = {} if entry.version_id is None else {"VersionId": entry.version_id}
        try:
            self._client.delete_object(Bucket=self._bucket, Key=entry.key, **version)
        except ClientError as error:
            return code_of(error)
        return None

    # -- unfinished uploads -----------------------------------------------------------------------------------------

    def _abort_uploads(self, targets: set[str]) -> dict[str, str]:
        """Abort the unfinished uploads of `targets`; the code for each of which some are still there."""
        refused: dict[str, str] = {}
        for _ in range(2):  # a part that was under way may outlive the first abort
            found = self._uploads_of(targets)
            for upload in found:
                self._abort(upload, refused)
            if not found:
                return {}
        found = self._uploads_of(targets)
        return {
            target: refused.get(upload.key, STILL_THERE) for upload in found for target in owners(upload.key, targets)
        }

    def _uploads_of(self, targets: set[str]) -> list[Upload]:
        every = uploads(self._client, self._bucket, _shared_prefix(targets))
        return [upload for upload in every if any(owners(upload.key, targets))]

    def _abort(self, upload: Upload, refused: dict[str, str]) -> None:
        try:
            self._client.abort_multipart_upload(Bucket=self._bucket, Key=upload.key, UploadId=upload.upload_id)
        except ClientError as error:  # looking again decides; this is only the reason
            refused[upload.key] = code_of(error)


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
        if not answer.get("IsTruncated") or following == position:
            return
        position = following


def _reason(stuck: Collection[Entry], reasons: Mapping[str, str]) -> str | None:
    refused = (reasons[entry.key] for entry in stuck if entry.key in reasons)
    return next(refused, STILL_THERE) if stuck else None


def _in_threads(function: Callable[[T], R], items: Sequence[T]) -> list[R]:
    pool = ThreadPoolExecutor(THREADS)
    try:
        return list(pool.map(function, items))
    finally:  # a server that went away costs one timeout, not one for each item
        pool.shutdown(cancel_futures=True)


def _shared_prefix(names: Collection[str]) -> str:
    return commonprefix(list(names))  # noqa: RUF071  (names in a bucket, not paths)


def owners(key: str, targets: Collection[str]) -> Iterator[str]:
    """Those of the set `targets` that name `key`: itself, and each folder that it lies in."""
    if key in targets:
        yield key
    for index, letter in enumerate(key):
        if letter == "/" and key[: index + 1] in targets and key[: index + 1] != key:
            yield key[: index + 1]
