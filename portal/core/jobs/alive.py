"""Telling at once that a worker of this machine is dead, without trusting clocks or process ids.

A worker holds a lock on a file of its own name as long as it or its child
lives; the kernel lets go of it at any death. Where nothing can be told (a
worker on another machine, a file system without locks) the lease decides.
"""

import fcntl
import logging
import os
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

logger = logging.getLogger("portal.jobs")


class NameTaken(Exception):
    """A living worker has this name."""


def _folder() -> Path:
    return Path(settings.PORTAL["DATA_DIR"]) / "workers"


def _path(worker: str) -> Path:
    return _folder() / f"{quote(worker, safe='')}.lock"


def hold(worker: str) -> int | None:
    """Take the lock of this name for as long as this process and its forked children live.

    Returns the file descriptor for ``release``, or None where there are no locks.

    Raises:
        NameTaken: a living process holds it.
    """
    try:
        _folder().mkdir(parents=True, exist_ok=True)
        descriptor = os.open(_path(worker), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise NameTaken(worker) from None
    except OSError as error:
        logger.warning("No lock for %s, its death will show only by its lease: %s", worker, error)
        return None
    return descriptor


def release(worker: str, descriptor: int | None) -> None:
    """Let the lock go and leave no file behind."""
    if descriptor is not None:
        _path(worker).unlink(missing_ok=True)
        os.close(descriptor)


def is_dead(worker: str) -> bool:
    """True only when the worker ran on this machine and certainly runs no more."""
    return _is_free(_path(worker))


def forget_dead(before: datetime) -> None:
    """Remove what killed workers left before that instant, so long ago that nobody asks for it."""
    for path in _folder().glob("*.lock"):
        try:
            is_old = path.stat().st_mtime < before.timestamp()
        except FileNotFoundError:
            # A worker that ended in order took its file along a moment ago.
            continue
        if is_old and _is_free(path):
            path.unlink(missing_ok=True)


def _is_free(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True
