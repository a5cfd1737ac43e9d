"""Writes bytes as the stages of the pipeline do, through the inventory."""

from typing import BinaryIO

from reflector import inventory
from reflector.instance import Instance
from reflector.inventory import Place


def keep(
    instance: Instance,
    transcript_id: str,
    place: Place,
    stream: BinaryIO,
    *,
    seconds: float = 60,
    max_bytes: int | None = None,
) -> None:
    """Keep all of `stream` in `place` as an artifact of the transcript.

    Raises the errors of `inventory.writing` and `Store.put`; in that case nothing is left behind.
    """
    with inventory.writing(instance, transcript_id, [place], seconds=seconds):
        instance.stores.get(place.store, place.bucket).put(place.key, stream, max_bytes=max_bytes)
