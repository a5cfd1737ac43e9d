"""The one port of Reflector: who keeps bytes, and how they are erased.

What this module says is the contract. `tests/contract/test_store.py` runs it against every store; a store that
does not pass is not a store.

Keys are relative paths of non-empty parts joined by "/" (no ".", "..", backslash, nor control characters, which no
listing in XML could name; at most 1,024 bytes in UTF-8). A key that ends in "/" is a *folder*: it names everything
below it, and is understood by `erase_many` only.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Literal, Protocol, TypeVar

from reflector.errors import BadKey
from reflector.storage.errnos import is_environments

#: What a store says of each key it was asked to erase: None when nothing of it can be found any more (it may never
#: have been there), otherwise the content-free code of what stands in the way, such as "AccessDenied".
Erasures = Mapping[str, str | None]

#: The code of a key that was erased without complaint, and that looking again still found.
STILL_THERE = "StillThere"

#: Codes that mean "cannot serve now" in S3, in its relatives and in HTTP. They are about the whole store, even in the
#: answer for one key.
OVERLOADED = frozenset(
    {"SlowDown", "SlowDownRead", "SlowDownWrite", "ServiceUnavailable", "InternalError", "InternalFailure"}
    | {"RequestTimeout", "Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequests"}
    | {"408", "429", "500", "502", "503", "504"}
    | {"http_408", "http_429", "http_500", "http_502", "http_503", "http_504"}
)


MAX_KEY_BYTES = 1024
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\\ufffe\uffff]")

T = TypeVar("T")


def speaks_of_the_store(code: str) -> bool:
    """Whether the answer for one key says that the whole store cannot serve now: overloaded, failing, read-only."""
    return code in OVERLOADED or is_environments(code)


@dataclass(frozen=True, slots=True)
class StoredObject:
    """One thing that a store keeps."""

    #: Relative to the store, as given to `put`.
    key: str
    #: Bytes; 0 for delete markers.
    size: int
    #: Last change, aware, UTC.
    modified_at: datetime
    #: Set where the bucket keeps versions.
    version_id: str | None = None
    #: "object": can be read by its key. "version": an older version. "marker": a delete marker. "upload": the parts
    #: of an upload that was never finished. "temporary": a file that was never finished. "unreadable": a folder that
    #: the store may not look into; its key ends in "/", and what lies below is not listed.
    kind: Literal["object", "version", "marker", "upload", "temporary", "unreadable"] = "object"


class Store(Protocol):
    """Keeps bytes under keys, and erases them so that they stay erased.

    Every method may raise StoreUnavailable (try again later), StoreDenied and BucketMissing (an operator must act)
    and BadKey (a programmer must). No method may be called while a database transaction is open.
    """

    #: "local" or "s3".
    name: str
    #: The bucket, with its folder if it has one; "" for local.
    bucket: str

    def put(self, key: str, stream: BinaryIO, *, max_bytes: int | None = None) -> int:
        """Keep all of `stream` under `key` and return its length in bytes.

        All or nothing: whoever opens `key` sees the old bytes or all of the new ones, and a failed put leaves
        neither a temporary file nor an unfinished upload. Memory stays flat. When it returns, the bytes survive a
        power failure. Raises TooLarge as soon as `stream` is longer than `max_bytes`.
        """
        ...

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """A readable stream of the bytes from `start`; the caller closes it. Raises ObjectMissing."""
        ...

    def stat(self, key: str) -> StoredObject:
        """What is known about `key`. Raises ObjectMissing."""
        ...

    def list(self, prefix: str = "") -> Iterator[StoredObject]:
        """Everything kept whose key starts with `prefix`, however many there are, in pages, memory flat.

        Everything means everything: older versions, delete markers, unfinished uploads and temporary files too. A
        folder on the way that the store may not look into is listed as what it is, and hides nothing else: somebody
        else's (`lost+found` of a disk) must not keep anybody from looking at the rest.
        """
        ...

    def erase_many(self, keys: Sequence[str]) -> Erasures:
        """Erase any number of keys and folders, all versions and unfinished uploads of them included.

        May be called again at any time. The answer holds every key asked for. None is said only after *looking
        again*: what a server claims to have deleted proves nothing. One key's failure does not stop the others;
        when the whole store fails, it raises and nothing may be concluded about any key. What is no key is answered
        with BadKey's code, so that one wrong row costs one row.
        """
        ...


def split_bucket(bucket: str) -> tuple[str, str]:
    """The bare name of "bucket" or "bucket/folder", and the folder as the beginning of a key: "" or "folder/"."""
    bare, _, folder = bucket.partition("/")
    return bare, f"{folder.strip('/')}/" if folder.strip("/") else ""


def check_key(key: str, *, folder: bool = False) -> str:
    """Return `key` if it is one (see above). `folder` allows a trailing "/". Raises BadKey."""
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
    """Whether `check_key` would take it."""
    try:
        check_key(key, folder=folder)
    except BadKey:
        return False
    return True


def failed(keys: Iterable[str], code: str) -> dict[str, str | None]:
    """The answer of `erase_many` when all of `keys` meet the same obstacle."""
    return dict.fromkeys(keys, code)


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """`items` in pieces of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
