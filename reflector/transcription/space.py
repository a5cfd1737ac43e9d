"""Checks the free space of the disk before a recording is written."""

import errno
import shutil

from reflector.errors import NoSpace
from reflector.settings import Settings


def check_space(settings: Settings, coming: int = 0) -> None:
    """Raises NoSpace if `coming` more bytes would leave less than DISK_FREE_MIN_BYTES. This takes microseconds."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(settings.DATA_DIR).free - coming < settings.DISK_FREE_MIN_BYTES:
        raise NoSpace()


def is_full(error: Exception) -> bool:
    """Whether the error means that the disk has no space. Other programs can fill it after `check_space`."""
    return isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
