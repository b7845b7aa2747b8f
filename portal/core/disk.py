"""Recognize a disk without room, whoever met it: a file, SQLite or PostgreSQL."""

import errno

# Results of SQLite by name: no room for a page; no room for the shared memory beside its log.
SQLITE_FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"})
# Class 53, "insufficient resources", of PostgreSQL's error codes (appendix A of its manual).
POSTGRES_DISK_FULL = "53100"
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


def is_disk_full(error: BaseException | None) -> bool:
    """Whether the error, or the one it was raised from, says that the disk has no room left.

    Django raises its own ``OperationalError`` from that of the driver, which
    alone carries the code. Only causes are followed: what merely happened
    before (``__context__``) is another story.
    """
    while error is not None:
        if getattr(error, "sqlite_errorname", None) in SQLITE_FULL:
            return True
        if getattr(error, "sqlstate", None) == POSTGRES_DISK_FULL:
            return True
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return True
        error = error.__cause__
    return False
