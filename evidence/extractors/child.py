"""The other side of ``runner``: a fresh interpreter that reads one file and ends.

It starts without Django, limits itself before anything is opened, and answers with one JSON
object on the pipe whose number the request names.
"""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.files.filetypes import FAMILY_LOCKED, FileType
from portal.files.sniffing import sniff

from .base import (
    MARKS,
    MESSAGE_CUT,
    MESSAGE_DAMAGED,
    MESSAGE_EMPTY,
    MESSAGE_FORMAT,
    MESSAGE_LOCKED,
    MESSAGE_PARTLY,
    MESSAGE_READ,
    MESSAGE_TOO_MUCH,
    MESSAGE_VIDEO,
    CannotRead,
    Extract,
    Extractor,
    Limits,
    Outcome,
    Reading,
)
from .catalog import extractor_for
from .limits import limit_self, peak_bytes


def main() -> None:
    """Answer the request given as first argument; always ends with exit code 0 or a signal."""
    request = json.loads(sys.argv[1])
    limits = Limits(**request["limits"])
    without_network = limit_self(seconds=limits.seconds, memory_bytes=limits.memory_bytes,
                                 parent_id=request["parent_id"])
    answer = _answer(request, limits)
    answer["without_network"] = without_network
    answer["peak_bytes"] = peak_bytes()
    with open(request["answer_to"], "w", encoding="utf-8", errors="replace") as pipe:
        json.dump(answer, pipe, ensure_ascii=False)
    # Destructors of damaged documents are one more chance to crash, after the work is done.
    sys.stdout = sys.stderr = None
    os._exit(0)


def _answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    path = Path(request["path"])
    if request["task"] == "read":
        return {"reading": read_here(path, limits, original_name=request["name"]).as_json()}
    # Loaded only here: reading text must not pay for the picture libraries.
    from .rendering import answer_picture_task

    return answer_picture_task(request, path, limits)


def read_here(path: Path, limits: Limits, *, original_name: str = "") -> Reading:
    """Read a file in this very process, without any limit of its own.

    Only the child calls this; everything else goes through ``registry.read_file``.
    """
    file_type = sniff(path, original_name=original_name)
    if not file_type.accepted or file_type.family == FAMILY_LOCKED:
        return reading_without_text(file_type)
    extractor: Extractor | None = None
    try:
        extractor = extractor_for(file_type)
        if extractor is None:
            return reading_without_text(file_type)
        extract = extractor.extract(path, file_type, limits)
    except CannotRead as reason:
        extract = Extract((), 0, reason.marks, reason.message, reason.outcome)
        return _reading(file_type, extract, extractor, detail=reason.detail)
    except MemoryError:
        extract = Extract((), 0, (), MESSAGE_TOO_MUCH, "unreadable")
        return _reading(file_type, extract, extractor, detail="MemoryError")
    except BaseException as error:  # noqa: BLE001 - 2026-11: a library's panic is a BaseException
        extract = Extract((), 0, (), MESSAGE_DAMAGED, "unreadable")
        detail = f"{type(error).__name__}: {error}"[:300]
        return _reading(file_type, extract, extractor, detail=detail)
    return _reading(file_type, extract, extractor)


@dataclass(frozen=True)
class _Usual:
    outcome: Outcome
    message: str


def reading_without_text(file_type: FileType) -> Reading:
    """The reading of a kind that is refused, locked or stored without being read."""
    if not file_type.accepted:
        return Reading(file_type.mime, "refused", "refused", file_type.reason, file_type.key)
    if file_type.family == FAMILY_LOCKED:
        return _reading(file_type, Extract((), 0, (), MESSAGE_LOCKED, "locked"), None)
    message = MESSAGE_VIDEO if file_type.family == "video" else MESSAGE_FORMAT
    return _reading(file_type, Extract((), 1, (), message, "empty"), None)


def unreadable(file_type: FileType, message: str, *, detail: str, seconds: float,
               peak_memory_mb: float) -> Reading:
    """The reading of a file whose child was ended or died."""
    extract = Extract((), 0, (), message, "unreadable")
    return _reading(file_type, extract, None, detail=detail, seconds=seconds,
                    peak_memory_mb=peak_memory_mb)


def _reading(file_type: FileType, extract: Extract, extractor: Extractor | None, *,
             detail: str = "", seconds: float = 0.0, peak_memory_mb: float = 0.0) -> Reading:
    usual = _usual(extract)
    outcome = extract.outcome or usual.outcome
    marks = [*file_type.marks, *extract.marks]
    if outcome in ("locked", "unreadable"):
        marks.append(outcome)
    marks = list(dict.fromkeys(marks))
    is_marked = any(MARKS[mark].needs_attention for mark in marks)
    return Reading(
        type=file_type.mime, kind=file_type.key, verdict="marked" if is_marked else "accepted",
        outcome=outcome, message=extract.message or usual.message, marks=tuple(marks),
        pages=extract.pages, page_count=extract.page_count,
        reader=extractor.name if extractor else "",
        reader_version=extractor.version if extractor else "", taken_at=extract.taken_at,
        detail=detail, seconds=seconds, peak_memory_mb=peak_memory_mb)


def _usual(extract: Extract) -> _Usual:
    if not extract.pages:
        return _Usual("empty", MESSAGE_EMPTY)
    if "cut" in extract.marks:
        return _Usual("read", MESSAGE_CUT)
    if "pages_without_text" in extract.marks:
        return _Usual("read", MESSAGE_PARTLY)
    return _Usual("read", MESSAGE_READ)
