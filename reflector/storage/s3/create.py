"""Makes the bucket of a new instance, where the credentials allow it."""

from botocore.exceptions import ClientError

from reflector.settings import Settings
from reflector.storage.base import split_bucket
from reflector.storage.s3.client import code_of, connect, status_of, translated

#: The region that must not be named as the place of a new bucket (S3 API reference, CreateBucket).
_NOT_NAMED = "us-east-1"


def create_bucket(settings: Settings) -> bool:
    """Make the bucket of the default store unless it exists. Returns whether it was made.

    Raises StoreDenied, StoreUnavailable and other StorageErrors.
    """
    client = connect(settings).client
    name, _ = split_bucket(settings.TRANSCRIPT_STORAGE_AWS_BUCKET_NAME)
    with translated():
        try:
            client.head_bucket(Bucket=name)
        except ClientError as error:
            if status_of(error) != 404 and code_of(error) != "NoSuchBucket":
                raise
        else:
            return False
        region = settings.TRANSCRIPT_STORAGE_AWS_REGION
        if settings.TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL or region == _NOT_NAMED:
            client.create_bucket(Bucket=name)
        else:
            client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": region})  # type: ignore[typeddict-item]
    return True
