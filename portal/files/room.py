"""Whether there is room to keep what arrives: free bytes, and one real write."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

# More than a block of any file system in use, so that the write needs room of its own.
PROBE_BYTES = 64 * 1024


def disk_of(folder: Path) -> Any:
    """Total, used and free bytes of the disk under a folder, which may not exist yet."""
    return shutil.disk_usage(_nearest(folder))


def has_little_room() -> bool:
    """Whether a disk we write to has less free bytes than ``LITTLE_ROOM_BYTES``."""
    least = settings.PORTAL["LITTLE_ROOM_BYTES"]
    return any(disk_of(folder).free < least for folder in _written_folders())


def can_write() -> bool:
    """Whether a small file can be written beside ours now; it is gone again afterwards.

    Free bytes say nothing about a quota or a disk that was mounted read-only.
    """
    try:
        for folder in _written_folders():
            with tempfile.TemporaryFile(dir=_nearest(folder), buffering=0) as probe:
                if probe.write(b"\0" * PROBE_BYTES) != PROBE_BYTES:
                    return False
    except OSError:
        # Whatever the reason is, the answer is "no"; it stands in the log of who needs to write.
        return False
    return True


def _written_folders() -> list[Path]:
    options = settings.PORTAL
    folders = [options["DATA_DIR"], options["FILES_DIR"], options["INCOMING_DIR"]]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    return [Path(folder) for folder in dict.fromkeys(folders)]


def _nearest(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder
