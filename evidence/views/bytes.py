"""Handing out bytes and page images. Permission first; whoever may not gets 404."""

import logging
import uuid
from typing import Any

from django.db import DatabaseError
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    JsonResponse,
)
from django.shortcuts import render
from django.utils.http import quote_etag
from django.views.decorators.http import require_GET, require_safe

from portal.files.names import served_name
from portal.files.serving import INLINE_TYPES, serve
from portal.files.storing import absolute_path
from portal.people.keep_typing import keep_typing

from ..domain.previews import can_show, image_path, thumb_path, want_image
from ..domain.versions import note_opening
from ..models import EvidenceVersion
from ..report import damage_of
from .common import actor_for, seen_version, standing_version
from .rows import status_of

logger = logging.getLogger(__name__)


@require_GET
@keep_typing
def status(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponseBase:
    """The truth about one version, for a row that follows it."""
    return JsonResponse(status_of(seen_version(request, public_id, number)))


@require_safe
@keep_typing
def download(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponseBase:
    """The bytes, to be saved."""
    return _hand_out(request, standing_version(request, public_id, number), inline=False)


@require_safe
@keep_typing
def show(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponseBase:
    """The bytes, shown by the browser; only types it shows safely by itself."""
    version = standing_version(request, public_id, number)
    if not can_be_shown(version):
        raise Http404
    return _hand_out(request, version, inline=True)


def can_be_shown(version: EvidenceVersion) -> bool:
    """Whether a browser may show the bytes itself: PDFs and pictures it knows."""
    mime = version.stored_file.mime
    return mime in INLINE_TYPES and mime != "text/plain"


def _hand_out(request: HttpRequest, version: EvidenceVersion, *, inline: bool) -> HttpResponseBase:
    name = served_name(version.original_name, version.stored_file.mime)
    damage = damage_of(version)
    if damage and absolute_path(version.stored_file).is_file():
        context = {"version": version, "damage": damage}
        return render(request, "evidence/version_bytes_damaged.html", context, status=503)
    try:
        response = serve(request, version.stored_file, name, inline=inline)
    except FileNotFoundError:
        # The staff page and check_stored_files name it too; here the person gets a sentence.
        logger.error("bytes of stored file %s are missing", version.stored_file.path)
        return render(
            request, "evidence/version_bytes_missing.html", {"version": version}, status=503
        )
    # A PDF viewer fetches one file in many ranges: that is one opening.
    first_part = response.status_code in {200, 206} and not _goes_on(request)
    if first_part and request.method == "GET":
        verb = "open" if inline else "download"
        try:
            note_opening(version, verb, actor=actor_for(request, version.evidence.owner))
        except DatabaseError:
            # What cannot be noted is not handed out; a whole file is open already. Closing the
            # response itself would tell Django that the request is over.
            if isinstance(response, FileResponse) and response.file_to_stream is not None:
                response.file_to_stream.close()
            raise
    return response


def _goes_on(request: HttpRequest) -> bool:
    asked = request.headers.get("Range", "")
    return bool(asked) and not asked.replace(" ", "").startswith("bytes=0-")


@require_safe
@keep_typing
def page_image(
    request: HttpRequest, public_id: uuid.UUID, number: int, page: int
) -> HttpResponseBase:
    """The image of a page; when it is not made yet it is ordered, and the answer is 404."""
    return _image(request, standing_version(request, public_id, number), page, image_path)


@require_safe
@keep_typing
def page_thumb(
    request: HttpRequest, public_id: uuid.UUID, number: int, page: int
) -> HttpResponseBase:
    """The small image of a page; never ordered by itself."""
    return _image(request, standing_version(request, public_id, number), page, thumb_path)


def _image(
    request: HttpRequest, version: EvidenceVersion, page: int, path_of: Any
) -> HttpResponseBase:
    if not has_page(version, page):
        raise Http404
    path = path_of(version, page)
    etag = quote_etag(f"{version.stored_file.sha256[:32]}-{path.stem}")
    response: HttpResponseBase
    try:
        if request.headers.get("If-None-Match") == etag and path.exists():
            response = HttpResponseNotModified()
        else:
            response = FileResponse(path.open("rb"), content_type="image/webp")
    except FileNotFoundError:
        if path_of is image_path:
            want_image(version, page)
        return HttpResponse(status=404, headers={"Retry-After": "5"})
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def has_page(version: EvidenceVersion, page: int) -> bool:
    """Whether the file has such a page that can be shown."""
    return can_show(version) and 1 <= page <= (version.page_count or 1)
