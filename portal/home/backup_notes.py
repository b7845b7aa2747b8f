"""What the health page tells of backups: the newest that was made, the last that was verified.

Each is one small file in ``DATA_DIR``, so that it is known without the folder
of the backups, which may be another machine's.
"""

import json
import logging
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from portal.core import clock

LAST_VERIFIED = "last-verified-backup.json"
LAST_MADE = "last-backup.json"
logger = logging.getLogger(__name__)


def sync(path: Path) -> None:
    """Have the disk itself hold a file, or the entries of a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remember(note: str, backup: str, files: int) -> None:
    """Write ``LAST_VERIFIED`` or ``LAST_MADE`` with this instant.

    Raises:
        OSError: it could not be written; the note before stays.
    """
    target = Path(settings.PORTAL["DATA_DIR"]) / note
    target.parent.mkdir(parents=True, exist_ok=True)
    facts = {"backup": backup, "at": clock.now().isoformat(), "files": files}
    # Beside it and renamed when complete: whoever reads meets the old facts or the new ones.
    handle, name = tempfile.mkstemp(prefix=f"{note}.", dir=target.parent)
    growing = Path(name)
    try:
        with open(handle, "w", encoding="utf-8") as writing:
            json.dump(facts, writing)
            writing.flush()
            os.fsync(writing.fileno())
        # The web processes may run as another account than the backup does.
        growing.chmod(0o644)
        growing.replace(target)
    except OSError:
        growing.unlink(missing_ok=True)
        raise
    sync(target.parent)


def last_verified() -> dict[str, Any] | None:
    """The last verified backup (``backup``, ``at`` as ISO instant, ``files``), or None.

    A damaged file counts as none: the next verification writes it anew.
    """
    return _read(LAST_VERIFIED)


def last_made() -> dict[str, Any] | None:
    """The newest backup that was written to its end, as ``last_verified``."""
    return _read(LAST_MADE)


def _read(note: str) -> dict[str, Any] | None:
    path = Path(settings.PORTAL["DATA_DIR"]) / note
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        at = datetime.fromisoformat(facts["at"])
        whole = {"backup": str(facts["backup"]), "at": at.isoformat(), "files": int(facts["files"])}
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError, OverflowError):
        logger.warning("%s is damaged and counts as absent", path)
        return None
    # An instant without its zone was not written here and would be read as another one.
    return whole if at.tzinfo else None
