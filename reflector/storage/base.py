"""The store contract: how bytes are kept and erased.

`tests/contract/test_store.py` runs this contract against every store. A new store must pass it.

Keys are relative paths of non-empty parts joined by "/", with at most 1,024 bytes in UTF-8. They contain no ".", ".."
or backslash. They contain no control characters, because a listing in XML cannot represent these. A key that ends in
"/" is a *folder*: it names everything below it. Only `erase_many` accepts folders.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO, Protocol, TypeVar

from reflector.errors import BadKey
from reflector.storage.errnos import is_environments

#: The result of an erasure for each key. None: nothing is found under the key any more, or nothing ever was. Otherwise
#: the content-free code of the error, such as "AccessDenied".
Erasures = Mapping[str, str | None]

#: The code of a key that was erased without an error and is nevertheless still found.
STILL_THERE = "StillThere"
#: The code of a key for which the server refuses every request. So it is not known whether anything is kept under it.
KEY_REFUSED = "key_refused"
#: The code of a key under which the server finds something that no listing names. Older versions cannot be found then.
KEY_NOT_LISTED = "key_not_listed"
#: The code of a key that some servers do not tell from the key of a living artifact.
KEY_OF_ANOTHER = "key_of_another"

#: Codes that mean "cannot serve now" in S3, in compatible stores and in HTTP. They concern the whole store, even in the
#: answer for one key (R10).
OVERLOADED = frozenset(
    {"SlowDown", "SlowDownRead", "SlowDownWrite", "ServiceUnavailable", "InternalError", "InternalFailure"}
    | {"RequestTimeout", "Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequests"}
    | {"408", "429", "500", "502", "503", "504"}
    | {"http_408", "http_429", "http_500", "http_502", "http_503", "http_504"}
)


MAX_KEY_BYTES = 1024
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\\ufffe\uffff]")
_SEPARATORS = re.compile(r"[/\\]")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

T = TypeVar("T")


def speaks_of_the_store(code: str) -> bool:
    """Whether a code for one key means that the whole store cannot serve now (overloaded, failing or read-only)."""
    return code in OVERLOADED or is_environments(code)


class StoredKind(StrEnum):
    """The kinds of entries of a store's listing."""

    #: It can be read by its key.
    OBJECT = "object"
    #: An older version of an object.
    VERSION = "version"
    #: A delete marker: the newest version of a key whose object was deleted.
    MARKER = "marker"
    #: The parts of an unfinished upload.
    UPLOAD = "upload"
    #: An unfinished file.
    TEMPORARY = "temporary"
    #: A folder that the store has no permission to read. Its key ends in "/", and its contents are not listed.
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class StoredObject:
    """One entry of a store's listing."""

    #: Relative to the store, as given to `put`.
    key: str
    #: In bytes; 0 for delete markers.
    size: int
    #: Time of the last change; aware, UTC.
    modified_at: datetime
    #: Set if the bucket keeps versions.
    version_id: str | None = None
    kind: StoredKind = StoredKind.OBJECT


class Store(Protocol):
    """Keeps bytes under keys, and erases them permanently.

    Every method can raise StoreUnavailable (try again later), StoreDenied and BucketMissing (the operator must act),
    and BadKey (a fault in the program). No method may be called while a database transaction is open (R3).
    """

    #: "local" or "s3".
    name: str
    #: The bucket, with its folder if it has one; "" for local.
    bucket: str

    def put(self, key: str, stream: BinaryIO, *, max_bytes: int | None = None) -> int:
        """Write all of `stream` under `key` and return its length in bytes.

        The write is atomic: a reader of `key` gets either the old bytes or all of the new ones. A failed put leaves
        neither a temporary file nor an unfinished upload. Memory use does not depend on the length. When the method
        returns, the bytes survive a power failure. Raises TooLarge as soon as `stream` exceeds `max_bytes`.
        """
        ...

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """A readable stream of at most `length` bytes from offset `start`. The caller closes it. Raises ObjectMissing.

        `length` None means: to the end.
        """
        ...

    def stat(self, key: str) -> StoredObject:
        """Size and time of `key`. Raises ObjectMissing."""
        ...

    def list(self, prefix: str = "") -> Iterator[StoredObject]:
        """Yield everything whose key starts with `prefix`. Memory use does not depend on the number of keys.

        The listing includes older versions, delete markers, unfinished uploads and temporary files. A folder that the
        store has no permission to read is listed as "unreadable", and the listing continues with the rest. Such a
        folder can belong to another program, like `lost+found` of a disk.
        """
        ...

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        """Erase any number of keys and folders, with all their versions and unfinished uploads.

        The method can be repeated at any time. The result contains every given key. It contains None for a key only
        after a second look found nothing: a server's own report of a deletion proves nothing (R12). The failure of one
        key does not stop the others. When the whole store fails, the method raises, and nothing is known about any
        key. An invalid key gets the code of BadKey, so that one wrong row costs one row (R9). An S3 store also erases
        unusual keys (`is_unusual`): other programs can put objects under them.
        """
        ...

    def erase_objects(self, keys: Sequence[str]) -> Erasures:
        """Erase like `erase_many`, but a key that ends in "/" names one object, not a folder.

        S3 allows such objects, and consoles make them. On a disk no file has such a name: it gets the code of BadKey.
        """
        ...


def split_bucket(bucket: str) -> tuple[str, str]:
    """Split "bucket" or "bucket/folder" into the bucket's name and the key prefix: "" or "folder/"."""
    bare, _, folder = bucket.partition("/")
    return bare, f"{folder.strip('/')}/" if folder.strip("/") else ""


def check_key(key: str, *, folder: bool = False) -> str:
    """Return `key` if it is valid (see the module). `folder` allows a trailing "/". Raises BadKey."""
    bare = key[:-1] if folder and key.endswith("/") else key
    parts = bare.split("/")
    if any(part in {"", ".", ".."} for part in parts) or _FORBIDDEN.search(key):
        raise BadKey()
    try:
        too_long = len(key.encode()) > MAX_KEY_BYTES
    except UnicodeEncodeError:  # lone surrogates
        raise BadKey() from None
    if too_long:
        raise BadKey()
    return key


def is_key(key: str, *, folder: bool = False) -> bool:
    """Whether `check_key` accepts `key`."""
    try:
        check_key(key, folder=folder)
    except BadKey:
        return False
    return True


def is_unusual(key: str) -> bool:
    """Whether S3 accepts `key` as the name of one object although `check_key` refuses it.

    Such keys have empty parts, parts that are "." or "..", a "/" at the end, backslashes or control characters.
    """
    if is_key(key) or "\0" in key or not plain_form(key):
        return False
    try:
        return len(key.encode()) <= MAX_KEY_BYTES
    except UnicodeEncodeError:
        return False


def has_dots(key: str) -> bool:
    """Whether a part of `key` is "." or "..". Programs on the way to the server remove these (RFC 3986, 5.2.4)."""
    return not {".", ".."}.isdisjoint(_SEPARATORS.split(key))


def plain_form(key: str) -> str:
    """The key for which a server takes `key` if it reads keys as paths: "/a//b" and "c/../a/b" are "a/b"."""
    parts: list[str] = []
    for part in _SEPARATORS.split(key):
        if part == "..":
            del parts[-1:]
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def listed_form(key: str) -> str:
    """The name under which a server may list `key`: as a path, and without the characters that XML cannot carry.

    SeaweedFS and other servers in Go replace these by U+FFFD (encoding/xml, EscapeText). A reader of XML turns a
    carriage return into a line feed (XML 1.0, 2.11).
    """
    folder = "/" if key.endswith(("/", "\\")) else ""
    carried = _NOT_IN_XML.sub("\ufffd", key.replace("\r\n", "\n").replace("\r", "\n"))
    return plain_form(carried) + folder


def failed(keys: Iterable[str], code: str) -> dict[str, str | None]:
    """The result of `erase_many` when all of `keys` fail with the same code."""
    return dict.fromkeys(keys, code)


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Slices of `items` with at most `size` elements each."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
