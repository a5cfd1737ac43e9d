"""The S3 store: client (vendor errors in our words), sweep (looking), erase (deleting), store (the contract)."""

from reflector.storage.s3.store import PART_BYTES, BucketFacts, S3Store

__all__ = ["PART_BYTES", "BucketFacts", "S3Store"]
