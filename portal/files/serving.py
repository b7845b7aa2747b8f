"""Handing out bytes after the caller has decided who may have them.

Conditional requests, one range, no sniffing, nothing executed. The bytes go
through a reverse proxy where ``ACCEL_REDIRECT_PREFIX`` names its internal
address.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from django.conf import settings
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header, http_date, quote_etag

from .models import StoredFile
from .storing import BLOCK_BYTES, absolute_path

# What a browser may show by itself; everything else is saved.
INLINE_TYPES = frozenset(
    {"application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp", "text/plain"}
)
FILE_POLICY = "default-src 'none'; sandbox; style-src 'unsafe-inline'; img-src 'self' data:"
_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")


def serve(
    request: HttpRequest, stored: StoredFile, filename: str, *, inline: bool = False
) -> HttpResponseBase:
    """A response with the bytes of ``stored`` under ``filename``.

    304 when the browser has these bytes, 206 for one range, 416 for a range
    outside the file. ``inline`` is honored for types a browser shows safely.
    """
    etag = quote_etag(stored.sha256)
    if request.headers.get("If-None-Match", "") == etag:
        return _dress(HttpResponse(status=304), stored, filename, inline, etag)
    span = _range_of(request, stored, etag)
    if span is None:
        refusal = HttpResponse(status=416)
        refusal["Content-Range"] = f"bytes */{stored.size_bytes}"
        return refusal
    prefix = settings.PORTAL["ACCEL_REDIRECT_PREFIX"]
    if prefix:
        handed_over = HttpResponse()
        handed_over["X-Accel-Redirect"] = prefix + quote(stored.path)
        return _dress(handed_over, stored, filename, inline, etag)
    start, stop = span
    response: HttpResponseBase
    if (start, stop) == (0, stored.size_bytes):
        response = FileResponse(absolute_path(stored).open("rb"))
    else:
        response = StreamingHttpResponse(_blocks(absolute_path(stored), start, stop), status=206)
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{stored.size_bytes}"
    response["Content-Length"] = str(stop - start)
    return _dress(response, stored, filename, inline, etag)


def _range_of(request: HttpRequest, stored: StoredFile, etag: str) -> tuple[int, int] | None:
    """First and past-the-last byte asked for; the whole file without a usable range; None = 416."""
    whole = (0, stored.size_bytes)
    asked = _RANGE.match(request.headers.get("Range", ""))
    if asked is None or request.headers.get("If-Range", etag) != etag or asked.groups() == ("", ""):
        return whole
    first, last = asked.groups()
    if first == "":
        start, stop = max(0, stored.size_bytes - int(last)), stored.size_bytes
    else:
        start = int(first)
        stop = min(int(last) + 1, stored.size_bytes) if last else stored.size_bytes
    return (start, stop) if start < stop else None


def _blocks(path: Path, start: int, stop: int) -> Iterator[bytes]:
    handle: BinaryIO
    with path.open("rb") as handle:
        handle.seek(start)
        left = stop - start
        while left and (block := handle.read(min(BLOCK_BYTES, left))):
            left -= len(block)
            yield block


def _dress(
    response: HttpResponseBase, stored: StoredFile, filename: str, inline: bool, etag: str
) -> HttpResponseBase:
    shown = inline and stored.mime in INLINE_TYPES
    mime = stored.mime
    response["Content-Type"] = f"{mime}; charset=utf-8" if mime.startswith("text/") else mime
    response["Content-Disposition"] = (
        content_disposition_header(not shown, filename) or "attachment"
    )
    response["ETag"] = etag
    response["Last-Modified"] = http_date(stored.stored_at.timestamp())
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = FILE_POLICY
    # A shared computer keeps no copy; the ETag still saves the second transfer within a visit.
    response["Cache-Control"] = "private, no-store"
    return response
