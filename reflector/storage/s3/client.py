"""The client of an S3-compatible store, and its errors in our words.

Vendor errors are translated here and nowhere else. Their texts hold URLs with bucket and key, so they are never
chained to ours: only the service's own error code, a fixed word, goes along.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
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

#: What servers say of an operation that they do not have.
UNSUPPORTED = frozenset({"NotImplemented", "MethodNotAllowed", "XNotImplemented", "501", "405"})
#: There is nothing under the key, version or upload.
MISSING = frozenset({"NoSuchKey", "NoSuchVersion", "NoSuchUpload", "NotFound", "404"})

#: Four buckets may be erased from at a time, with eight threads each where keys have to be looked up singly.
CONNECTIONS = 32


def make_client(settings: Settings) -> "S3Client":
    """The client with the credentials and the endpoint of the settings, for all buckets. Raises SettingsError."""
    return _client(
        settings.TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL or None,
        settings.TRANSCRIPT_STORAGE_AWS_REGION,
        settings.TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID or None,
        settings.TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY.get_secret_value() or None,
    )


@lru_cache(maxsize=4)
def _client(endpoint: str | None, region: str, access_key: str | None, secret_key: str | None) -> "S3Client":
    config = Config(
        connect_timeout=5,
        read_timeout=60,
        retries={"mode": "standard", "total_max_attempts": 3},
        max_pool_connections=CONNECTIONS,
        tcp_keepalive=True,
        # Servers other than AWS refuse the checksums that boto3 sends of its own accord.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"addressing_style": "path" if endpoint else "auto"},
    )
    try:
        # A session of our own: making clients from boto3's default session is not safe between threads.
        return boto3.session.Session().client(
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
        raise StoreUnavailable(f"The store did not answer ({type(error).__name__}).") from None


def code_of(error: ClientError) -> str:
    """The service's code for `error`, such as "NoSuchKey"."""
    return clean_code(error.response.get("Error", {}).get("Code", ""))


def clean_code(code: str) -> str:
    """`code` if it looks like one: what a server sends must not bring names or content into logs."""
    return code if re.fullmatch(r"[A-Za-z0-9]{1,64}", code) else "Unknown"


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
        return StoreDenied(f"The store refuses this to our credentials ({code}).")
    if status >= 500 or status in {408, 429} or code in OVERLOADED:
        return StoreUnavailable(f"The store cannot serve now ({code}).")
    return StorageError(f"The store could not do what was asked of it ({code}).")


class ContentMd5:
    """Signs DeleteObjects with Content-MD5 in place of the CRC32 that boto3 sends since 1.36, once it is `on`.

    Older MinIO, OVH and others answer MissingContentMD5 to the CRC, and no setting of boto3 brings the MD5 back.
    """

    def __init__(self, client: "S3Client") -> None:
        #: Whether the server has asked for it.
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
