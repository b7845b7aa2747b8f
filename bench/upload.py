"""Figures of the upload: ``python -m bench.upload``.

From the request to its acknowledgement through the real view (rows, history and
the job included), beside what custody costs at least on the same disk: write,
hash, sync, read back and hash again.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SIZES_MB = (1, 10)
BLOCK_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Row:
    """Median milliseconds for one size; ``ratio`` of the view to the raw write."""

    megabytes: int
    view_ms: float
    raw_ms: float
    ratio: float


def run(sizes_mb: tuple[int, ...] = SIZES_MB, times: int = 15) -> list[Row]:
    """Measure in the database and folders of the settings, which must be migrated and empty."""
    from django.conf import settings
    from django.test import Client

    from evidence.models import EvidenceKind
    from tests.factories.people import make_employee_with_user

    person = make_employee_with_user()
    client = Client()
    client.force_login(person.user, backend="portal.people.sign_in.NipOrNameBackend")
    kind = EvidenceKind.objects.get(code="notulen").pk
    folder = Path(settings.PORTAL["FILES_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for size in sizes_mb:
        view, raw = [], []
        # In turns, so that a busy moment of the disk meets both.
        for _time in range(times + 1):
            data = _text_of(size)
            view.append(_milliseconds(lambda data=data: _send(client, kind, data)))
            raw.append(_milliseconds(lambda data=data: _write(folder / "raw", data)))
        # The first of each warms imports and templates.
        ours, least = statistics.median(view[1:]), statistics.median(raw[1:])
        rows.append(Row(size, round(ours, 1), round(least, 1), round(ours / least, 1)))
    return rows


def _text_of(megabytes: int) -> bytes:
    """Other bytes each time, plain text, so that nothing counts as sent a moment ago."""
    line = uuid.uuid4().hex.encode() + b"\n"
    return line * (megabytes * 1_000_000 // len(line))


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _send(client: Any, kind: int, data: bytes) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    answer = client.post(
        reverse("evidence:upload"),
        {
            "files": [SimpleUploadedFile("notulen.txt", data, "text/plain")],
            "title": "Notulen rapat",
            "kind": kind,
            "confidentiality": "ordinary",
            "sharing": "only_me",
            "submission_id": str(uuid.uuid4()),
        },
        headers={"accept": "application/json"},
    )
    if answer.status_code != 201:
        raise RuntimeError(f"The upload was not stored: {answer.content[:500]!r}")


def _write(path: Path, data: bytes) -> None:
    """Write, hash, sync file and folder, read back, compare."""
    sent, found = hashlib.sha256(), hashlib.sha256()
    with path.open("wb") as handle:
        for start in range(0, len(data), BLOCK_BYTES):
            block = data[start : start + BLOCK_BYTES]
            handle.write(block)
            sent.update(block)
        handle.flush()
        os.fsync(handle.fileno())
    parent = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)
    with path.open("rb") as handle:
        os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while block := handle.read(BLOCK_BYTES):
            found.update(block)
    if found.digest() != sent.digest():
        raise RuntimeError("What was read back differs.")
    path.unlink()


if __name__ == "__main__":
    from bench.ground import own_portal  # beside its only use

    with own_portal():
        for row in run():
            print(f"{row.megabytes:3} MB {row.view_ms:8} ms {row.raw_ms:8} ms {row.ratio:6} x")
