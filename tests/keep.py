"""Bytes come in as they do for the stages of the pipeline: through the one door that the inventory has for them."""

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

    Raises what `inventory.writing` and `Store.put` raise; nothing is left behind then.
    """
    with inventory.writing(instance, transcript_id, [place], seconds=seconds):
        instance.stores.get(place.store, place.bucket).put(place.key, stream, max_bytes=max_bytes)
