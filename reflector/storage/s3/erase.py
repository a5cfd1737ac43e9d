"""Erases keys in a bucket: search, erase what was found, search again.

The server's answer to a deletion proves nothing: it reports missing keys as deleted too, and a versioned bucket keeps a
deleted object. So the result comes from the search only.
"""

from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any

from botocore.exceptions import ClientError

from reflector.storage.base import STILL_THERE, chunks
from reflector.storage.s3.client import Connection, clean_code, code_of, status_of, unsupported
from reflector.storage.s3.sweep import (
    BATCH,
    SINGLES,
    Entry,
    Found,
    Sweep,
    Upload,
    in_threads,
    lists_uploads_by_prefix,
    owners,
    shared_prefix,
    uploads,
)

#: Keys that are erased before they are searched again. A large slice leaves few other names on a page of a listing.
SLICE = 10_000
#: Codes of a server that failed to delete one key of a bulk call.
_FAILED = {"InternalError", "InternalFailure"}


class Eraser:
    """Erases keys and folders of one bucket, see `Store.erase_many`. Keys include the folder of the store."""

    def __init__(self, connection: Connection, bucket: str, *, versioned: bool) -> None:
        self._connection = connection
        self._client = connection.client
        self._md5 = connection.md5
        self._bucket = bucket
        self._versioned = versioned
        self._sweep = Sweep(connection.client, bucket, versioned=versioned)

    def erase(self, keys: Collection[str]) -> dict[str, str | None]:
        """Erase any number of keys and folders. Returns the code of the error for each, or None."""
        # Uploads first: an upload that is completed between the two steps would create its key again.
        left_open = self._abort_uploads(set(keys))
        answer: dict[str, str | None] = {}
        for slice_ in chunks(sorted(set(keys)), SLICE):
            answer |= self._erase_slice(slice_)
        return answer | left_open

    def _erase_slice(self, targets: Sequence[str]) -> dict[str, str | None]:
        """Erase and search again, until the search finds nothing or only entries that were erased before."""
        blind = [] if self._versioned else [target for target in targets if not target.endswith("/")]
        found, unseen = self._sweep.find(set(targets).difference(blind))
        found |= {target: {Entry(target)} for target in blind}  # asking to erase a missing key costs nothing
        stuck: Found = {}
        reasons: dict[str, str] = {}
        while found:
            to_delete = sorted(set(chain.from_iterable(found.values())), key=lambda entry: entry.key)
            for chunk in chunks(to_delete, BATCH):
                reasons |= self.delete_in_bulk(chunk)
            again, untold = self._sweep.find(found)
            unseen |= untold
            for target, erased in found.items():
                stuck[target] = again.get(target, set()) & (erased | stuck.get(target, set()))
            found = {target: fresh for target, entries in again.items() if (fresh := entries - stuck[target])}
        answer: dict[str, str | None] = {target: unseen.get(target) for target in targets}
        for target, entries in stuck.items():
            if entries:
                refusals = (reasons[entry.key] for entry in entries if entry.key in reasons)
                answer[target] = answer[target] or next(refusals, STILL_THERE)
        return answer

    # -- objects and versions ---------------------------------------------------------------------------------------

    def delete_in_bulk(self, entries: Sequence[Entry]) -> dict[str, str]:
        """Ask the server to delete. Returns the code for each refused key. It proves nothing about the other keys."""
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
                return self.delete_in_bulk(entries)
            codes = in_threads(self.delete_one, entries)
            return {entry.key: code for entry, code in zip(entries, codes, strict=True) if code}
        refused = {error["Key"]: clean_code(error.get("Code", "")) for error in answer.get("Errors", [])}
        # SeaweedFS fails to delete the last version of a long name in a bulk call, and deletes it by itself.
        again = [entry for entry in entries if refused.get(entry.key) in _FAILED][:SINGLES]
        for entry, code in zip(again, in_threads(self.delete_one, again), strict=True):
            if code is None:
                refused.pop(entry.key, None)
        return refused

    def delete_one(self, entry: Entry) -> str | None:
        version: dict[str, Any] = {} if entry.version_id is None else {"VersionId": entry.version_id}
        try:
            self._client.delete_object(Bucket=self._bucket, Key=entry.key, **version)
        except ClientError as error:
            return code_of(error)
        return None

    # -- unfinished uploads -----------------------------------------------------------------------------------------

    def _abort_uploads(self, targets: set[str]) -> dict[str, str]:
        """Abort the unfinished uploads of `targets`. Returns the code for each target that still has some."""
        refused: dict[str, str] = {}
        for _ in range(2):  # a part that is being sent can survive the first abort
            found = self._uploads_of(targets)
            for upload in found:
                try:
                    self._client.abort_multipart_upload(Bucket=self._bucket, Key=upload.key, UploadId=upload.upload_id)
                except ClientError as error:
                    # The next search decides whether it is gone. This is only the reason if it is not.
                    refused[upload.key] = code_of(error)
            if not found:
                return {}
        found = self._uploads_of(targets)
        return {
            target: refused.get(upload.key, STILL_THERE) for upload in found for target in owners(upload.key, targets)
        }

    def _uploads_of(self, targets: set[str]) -> list[Upload]:
        """The unfinished uploads of keys and folders.

        MinIO answers an empty list unless the prefix is the exact key (minio/minio#20989). So each key is listed by
        itself there. This is impossible for a folder: for folders all uploads of the bucket are listed.
        """
        if lists_uploads_by_prefix(self._connection, self._bucket):
            prefixes = [shared_prefix(targets)]
        else:
            keys = [target for target in targets if not target.endswith("/")]
            prefixes = keys if len(keys) == len(targets) else [*keys, ""]
        pages = in_threads(lambda prefix: list(uploads(self._client, self._bucket, prefix)), prefixes)
        every = dict.fromkeys(chain.from_iterable(pages))
        return [upload for upload in every if any(owners(upload.key, targets))]
