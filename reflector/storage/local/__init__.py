"""The local store: store (the contract), listing (looking), erase (deleting)."""

from reflector.storage.local.store import LocalStore

__all__ = ["LocalStore"]
