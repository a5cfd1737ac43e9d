"""Erases objects whose keys S3 allows although Reflector never makes them (`is_unusual`), one at a time.

Servers and XML distort such keys. SeaweedFS reads keys as paths, so that "/a" is the object "a". A listing in XML
cannot carry control characters. Programs on the way to a server remove "..". These rules follow from it:

- An entry of a listing with exactly this name is the key's.
- An entry with another name that may stand for the key (`listed_form`) is the key's only if the server finds that
  version under the exact key. Then the request to delete it has the exact key, too.
- A key with "." or ".." is never deleted through an address, because the address may arrive as another one. It is
  deleted by the body of a bulk call, and only if a listing has named it. A key that ends in "/" is deleted so, too.
- An object that the server finds and no listing names stays, and is reported.
"""

from collections.abc import Collection

from botocore.exceptions import ClientError

from reflector.storage.base import KEY_NOT_LISTED, KEY_REFUSED, STILL_THERE, has_dots, listed_form
from reflector.storage.s3.client import MISSING, Connection, code_of, status_of
from reflector.storage.s3.erase import Eraser
from reflector.storage.s3.sweep import Entry, Sweep, Upload, uploads

#: rclone replaces control characters by other characters, and then does not find the object under its key. Source:
#: rclone, "Overview of cloud storage systems", Restricted characters.
_PICTURES = {code: 0x2400 + code for code in range(1, 0x20)} | {0x7F: 0x2421}


class UnusualKeys:
    """Erases single unusual keys of one bucket. Keys include the folder of the store."""

    def __init__(self, connection: Connection, bucket: str, *, versioned: bool) -> None:
        self._client = connection.client
        self._bucket = bucket
        self._versioned = versioned
        self._eraser = Eraser(connection, bucket, versioned=versioned)
        self._sweep = Sweep(connection.client, bucket, versioned=versioned)

    def erase(self, keys: Collection[str]) -> dict[str, str | None]:
        """Erase objects. Returns the code of the error for each key, or None."""
        answer: dict[str, str | None] = {}
        left_open = self._abort_uploads(keys)
        for key in keys:
            try:
                answer[key] = self._erase_entries(key) or left_open.get(key)
            except ClientError as error:
                answer[key] = KEY_REFUSED if status_of(error) == 400 else code_of(error)
        return answer

    def _erase_entries(self, key: str) -> str | None:
        erased: set[Entry] = set()
        reason: str | None = None
        while True:
            found = self._entries_of(key)
            # A marker under another name can belong to another key. It has no content, and its deletion was requested
            # once.
            found = {entry for entry in found if entry not in erased or not entry.is_marker}
            if not found:
                return reason or self._code_of_unlisted(key)
            if found <= erased:
                return reason or STILL_THERE
            reason = self._delete(key, found)
            erased |= found

    def _entries_of(self, key: str) -> set[Entry]:
        """The parts of a key that can be erased, as entries under exactly this key."""
        listed = self._sweep.names_below(key)
        if exact := {entry for entry in listed if entry.key == key}:
            return exact
        if has_dots(key):
            return set()
        form = listed_form(key)
        candidates = {
            Entry(key, entry.version_id, entry.is_marker)
            for entry in (*listed, *self._sweep.names_below(form))
            if listed_form(entry.key) == form
        }
        if not (self._versioned or candidates or key.endswith("/")):
            candidates = {Entry(key)}
        return {entry for entry in candidates if entry.is_marker or self._exists(entry)}

    def _code_of_unlisted(self, key: str) -> str | None:
        """The code of a key that no listing names; None if it is gone."""
        below = self._sweep.names_below(key)
        if self._exists(Entry(key)) and not (key.endswith("/") and below):  # SeaweedFS finds every folder, too
            return KEY_NOT_LISTED
        form = listed_form(key)
        if (pictured := key.translate(_PICTURES)) != key and any(
            entry.key == pictured for entry in self._sweep.names_below(pictured)
        ):
            return KEY_NOT_LISTED
        unknown = (entry for entry in below if not entry.key.startswith(key))
        odd = any(not listed_form(entry.key).startswith(form) for entry in unknown)
        return KEY_NOT_LISTED if odd else None

    def _exists(self, entry: Entry) -> bool:
        version = {} if entry.version_id is None else {"VersionId": entry.version_id}
        try:
            self._client.head_object(Bucket=self._bucket, Key=entry.key, **version)  # type: ignore[arg-type]
        except ClientError as error:
            if code_of(error) in MISSING:
                return False
            raise
        return True

    def _delete(self, key: str, entries: set[Entry]) -> str | None:
        """Ask the server to delete entries of one key. Returns a code if it refused one."""
        if has_dots(key) or key.endswith("/"):
            return self._eraser.delete_in_bulk(list(entries)).get(key)
        codes = [self._eraser.delete_one(entry) for entry in entries]
        return next((code for code in codes if code and code not in MISSING), None)

    def _abort_uploads(self, keys: Collection[str]) -> dict[str, str]:
        """Abort the unfinished uploads of keys. Returns the code for each key that still has some."""
        left: dict[str, str] = {}
        for _ in range(3):  # a part that is being sent can survive the first abort; the last round looks
            found = [(key, upload, self._abort(key, upload)) for key, upload in self._uploads_of(keys)]
            # An upload that is missing under the exact key is another key's.
            left = {key: code or STILL_THERE for key, _, code in found if code not in MISSING}
            if not left:
                break
        return left

    def _uploads_of(self, keys: Collection[str]) -> list[tuple[str, Upload]]:
        # All of the bucket: a server may list an upload below another prefix than that of the given key.
        named: dict[str, list[str]] = {}
        for key in keys:
            named.setdefault(key if has_dots(key) else listed_form(key), []).append(key)
        return [
            (key, upload)
            for upload in uploads(self._client, self._bucket, "")
            for key in named.get(upload.key if has_dots(upload.key) else listed_form(upload.key), ())
        ]

    def _abort(self, key: str, upload: Upload) -> str | None:
        try:
            self._client.abort_multipart_upload(Bucket=self._bucket, Key=key, UploadId=upload.upload_id)
        except ClientError as error:
            return code_of(error)
        return None
