"""The client of an S3-compatible store, and the translation of its errors to ours.

Vendor errors are translated here and nowhere else. Their messages contain URLs with bucket and key, so they are never
chained to ours. Only the vendor's code for the error goes along, a fixed word.
"""

import os
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import md5
from typing import TYPE_CHECKING, Any

import boto3
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    NoCredentialsError,
    ParamValidationError,
    PartialCredentialsError,
)
from urllib3.exceptions import HTTPError

from reflector.errors import (
    BucketMissing,
    ObjectMissing,
    SettingsError,
    StorageError,
    StoreDenied,
    StoreUnavailable,
)
from reflector.settings import Settings
from reflector.storage.base import OVERLOADED

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

#: Codes for an operation that a server does not support.
UNSUPPORTED = frozenset({"NotImplemented", "MethodNotAllowed", "XNotImplemented", "http_501", "http_405"})
#: Codes for a key, a version or an upload that does not exist.
MISSING = frozenset({"NoSuchKey", "NoSuchVersion", "NoSuchUpload", "NotFound", "http_404"})

#: Replaces a code that a server did not send, or that is not a valid code.
UNKNOWN = "Unknown"

#: A drain erases from four buckets at a time, with eight threads each where it looks up single keys.
CONNECTIONS = 32


class ContentMd5:
    """Signs DeleteObjects with Content-MD5 in place of the CRC32 that boto3 sends since 1.36, once it is `on`.

    Older MinIO, OVH and others answer MissingContentMD5 to the CRC, and no setting of boto3 brings the MD5 back.
    """

    def __init__(self, client: "S3Client") -> None:
        #: Whether the server has asked for Content-MD5.
        self.on = False
        client.meta.events.register("before-sign.s3.DeleteObjects", self._replace)

    def _replace(self, request: AWSRequest, **_: Any) -> None:
        if not self.on:
            return
        for header in [name for name in request.headers if name.lower().startswith("x-amz-checksum-")]:
            del request.headers[header]
        del request.headers["x-amz-sdk-checksum-algorithm"]
        digest = md5(request.data or b"", usedforsecurity=False).digest()
        del request.headers["Content-MD5"]
        request.headers["Content-MD5"] = b64encode(digest).decode()


@dataclass(frozen=True, slots=True)
class Connection:
    """A client, which keeps TCP connections open, and the facts that it has learned about its server."""

    client: "S3Client"
    #: Whether it adds Content-MD5 to DeleteObjects.
    md5: ContentMd5
    #: For each tested bucket: whether the server lists unfinished uploads by a prefix of their keys.
    lists_uploads: dict[str, bool] = field(default_factory=dict)


def connect(settings: Settings) -> Connection:
    """The connection of this process to the endpoint of the settings, for all buckets. Raises SettingsError.

    Call it for each operation and do not keep the result. A forked child must not use the connections of its parent:
    it would read the answers to requests of its parent or of a sibling. In a child process this function makes a new
    connection.
    """
    return _connect(
        settings.TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL or None,
        settings.TRANSCRIPT_STORAGE_AWS_REGION,
        settings.TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID or None,
        settings.TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY.get_secret_value() or None,
    )


@lru_cache(maxsize=16)
def _connect(endpoint: str | None, region: str, access_key: str | None, secret_key: str | None) -> Connection:
    config = Config(
        connect_timeout=5,
        read_timeout=60,
        retries={"mode": "standard", "total_max_attempts": 3},
        max_pool_connections=CONNECTIONS,
        tcp_keepalive=True,
        # Servers other than AWS refuse the checksums that boto3 sends by default.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"addressing_style": "path" if endpoint else "auto"},
    )
    try:
        # A session of our own: boto3's default session is not safe between threads.
        client = boto3.session.Session().client(
            "s3",
            config=config,
            endpoint_url=endpoint,
            region_name=region,
            aws_access_key_id=access_key,
            aws_secret_access_key=secret_key,
        )
    except (ValueError, BotoCoreError):
        raise SettingsError(
            "TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL, …_REGION, …_ACCESS_KEY_ID, …_SECRET_ACCESS_KEY: "
            "must be an address such as https://s3.example.org, a region and a pair of keys"
        ) from None
    return Connection(client, ContentMd5(client))


os.register_at_fork(after_in_child=_connect.cache_clear)


@contextmanager
def translated() -> Iterator[None]:
    """Raise the errors of the client inside the block as ours."""
    try:
        yield
    except ClientError as error:
        raise _translate(error) from None
    except (NoCredentialsError, PartialCredentialsError):
        raise StoreDenied("There are no credentials for the store.") from None
    except ParamValidationError:
        raise BucketMissing("No bucket can have this name.") from None
    except (BotoCoreError, HTTPError) as error:
        code = _network_code(error)
        raise StoreUnavailable(f"The store did not answer ({code}).", vendor_code=code) from None


def code_of(error: ClientError) -> str:
    """The service's code for `error`, such as "NoSuchKey"; "http_503" if the answer has no code but its status."""
    code, status = clean_code(error.response.get("Error", {}).get("Code", "")), status_of(error)
    return f"http_{status}" if status and (code == UNKNOWN or code.isdigit()) else code


def clean_code(code: str) -> str:
    """`code` if it looks like one, else UNKNOWN. A server must not bring names or content into our logs."""
    return code if re.fullmatch(r"[A-Za-z0-9]{1,64}", code) else UNKNOWN


def status_of(error: ClientError) -> int:
    """The HTTP status that came with `error`."""
    return error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)


def unsupported(error: ClientError) -> bool:
    """Whether the server says that it does not have this operation."""
    return code_of(error) in UNSUPPORTED or status_of(error) in {405, 501}


def _translate(error: ClientError) -> StorageError:
    code, status = code_of(error), status_of(error)
    if code == "NoSuchBucket":
        return BucketMissing()
    if code in MISSING:
        return ObjectMissing()
    if status in {401, 403} or code in {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch"}:
        return StoreDenied(f"The store denies this operation to our credentials ({code}).", vendor_code=code)
    if status >= 500 or status in {408, 429} or code in OVERLOADED:
        return StoreUnavailable(f"The store cannot serve requests now ({code}).", vendor_code=code)
    return StorageError(f"The store could not do this operation ({code}).", vendor_code=code)


def _network_code(error: BaseException) -> str:
    """The name of an error below HTTP, such as "connection_reset" or "read_timeout".

    botocore and urllib3 wrap the system's error, which is the most precise one. If there is none, the name of the class
    of `error` is used.
    """
    below: BaseException | None = error
    while below is not None:
        for kind in type(below).__mro__:
            if kind.__module__ == "builtins" and issubclass(kind, ConnectionError) and kind is not ConnectionError:
                return _snake(kind.__name__)
        # botocore keeps the error of urllib3 in `kwargs`, and urllib3 that of the system in `reason` or `args`.
        hidden = [getattr(below, "kwargs", {}).get("error"), getattr(below, "reason", None), *below.args]

        below = next((one for one in hidden if isinstance(one, BaseException)), below.__cause__ or below.__context__)
    return _snake(type(error).__name__)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.removesuffix("Error")).lower()
