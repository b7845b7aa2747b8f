"""The door to reading: one call, one verdict, whatever the file is.

Extractors are found in ``catalog``, run in ``child`` and watched by ``runner``.
"""

import os
import time
from dataclasses import replace
from pathlib import Path

from portal.files.filetypes import FAMILY_VIDEO
from portal.files.sniffing import sniff

from .base import Limits, Reading
from .child import reading_without_text, unreadable
from .runner import limits_from_settings, run_child


def read_file(path: str | os.PathLike[str], *, pages_limit: int | None = None,
              original_name: str = "", limits: Limits | None = None) -> Reading:
    """Read a file in a limited child process.

    Args:
        path: A regular file, or a link to one.
        pages_limit: Read at most this many pages; the others are only counted.
        original_name: The name the person knows it by; never decides what is read.
        limits: Instead of the office's settings.

    Returns:
        The verdict. A file that is broken, endless, too large or hostile has one, too.

    Raises:
        NotAFile: ``path`` is a folder, a device or a pipe.
        OSError: it does not exist, may not be read, or no process can be started.
    """
    started = time.monotonic()
    limits = limits or limits_from_settings()
    if pages_limit is not None:
        limits = replace(limits, pages=min(pages_limit, limits.pages))
    file_type = sniff(path, original_name=original_name)
    if not file_type.accepted or file_type.family == FAMILY_VIDEO:
        return replace(reading_without_text(file_type), seconds=_since(started))
    ended = run_child("read", Path(path), limits, name=original_name)
    if ended.answer is None:
        return unreadable(file_type, ended.message, detail=ended.detail,
                          seconds=_since(started), peak_memory_mb=ended.peak_memory_mb)
    reading = Reading.from_json(ended.answer["reading"])
    return replace(reading, seconds=_since(started), peak_memory_mb=ended.peak_memory_mb)


def _since(started: float) -> float:
    return round(time.monotonic() - started, 3)
