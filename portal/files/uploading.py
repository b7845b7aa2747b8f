"""Receiving bytes: straight into ``incoming/``, hashed on the way, never more than the limit.

The handler drops what is beyond the limit, and everything of somebody who is
not signed in, but reads on, so that the person gets a sentence instead of a torn
connection.
"""

import errno
import functools
import hashlib
import html
import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParser
from django.shortcuts import render
from django.utils.datastructures import ImmutableList

from .names import clean_name

# Form fields and boundaries around the files of one request.
ENVELOPE_BYTES = 1024 * 1024


class IncomingFile(UploadedFile):
    """A received file that nobody has custody of yet.

    ``problem`` is empty, ``too_large``, ``disk_full`` or ``signed_out``; with a
    problem the bytes are gone and only name and size remain. ``close()`` removes
    the bytes unless ``portal.files.storing`` took them. No view takes a file of
    somebody ``signed_out``: the name only tells that one was chosen.
    """

    def __init__(
        self,
        path: Path,
        name: str,
        content_type: str | None,
        size: int,
        sha256: str,
        problem: str = "",
    ) -> None:
        super().__init__(None, name, content_type, size)
        self.path = path
        self.sha256 = sha256
        self.problem = problem
        if not problem:
            self.file = path.open("rb")

    def temporary_file_path(self) -> str:
        """Where the bytes are; Django's own storages move them from there."""
        return str(self.path)

    def close(self) -> None:
        """Close, and remove the bytes if they were not taken."""
        if self.file is not None:
            self.file.close()
        self.path.unlink(missing_ok=True)


class IncomingUploadHandler(FileUploadHandler):
    """Writes each file of a request to ``PORTAL["INCOMING_DIR"]``.

    The check for forgery reads the body before any view can refuse the request,
    so who sends it is asked here. ``request.user`` needs only the cookie; a
    request that does not know its user is nobody's.
    """

    chunk_size = 256 * 1024
    handle: BinaryIO | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        folder = Path(settings.PORTAL["INCOMING_DIR"])
        self.path = folder / f"{uuid.uuid4()}.part"
        self.handle = None
        self.sha = hashlib.sha256()
        self.received = 0
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            self.problem = "signed_out"
            return
        self.problem = ""
        folder.mkdir(parents=True, exist_ok=True)
        self.handle = self.path.open("xb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.problem:
            return
        if self.received > settings.PORTAL["MAX_UPLOAD_BYTES"]:
            self._give_up("too_large")
            return
        try:
            self.handle.write(raw_data)
        except OSError as error:
            if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                raise
            self._give_up("disk_full")
            return
        self.sha.update(raw_data)

    def file_complete(self, file_size: int) -> IncomingFile:
        if not self.problem:
            try:
                self.handle.flush()
                os.fsync(self.handle.fileno())
            except OSError as error:
                if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                    raise
                self._give_up("disk_full")
        if not self.problem:
            self.handle.close()
        return IncomingFile(
            self.path,
            self.file_name or "",
            self.content_type,
            self.received,
            self.sha.hexdigest() if not self.problem else "",
            self.problem,
        )

    def upload_interrupted(self) -> None:
        """The line was cut: nothing was acknowledged, nothing stays."""
        self._give_up("interrupted")

    def _give_up(self, problem: str) -> None:
        self.problem = problem
        if self.handle is None:
            return
        try:
            self.handle.close()
        except OSError as error:
            # Closing flushes the last buffer, which may not fit either.
            if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                raise
        self.path.unlink(missing_ok=True)


class WholeNameParser(MultiPartParser):
    """Django's parser, but a name keeps its blanks and its joined emoji.

    Django takes out what is not printable, so that "surat<no-break space>tugas"
    becomes one word; ``clean_name`` turns what separates words into a blank.
    """

    def sanitize_file_name(self, file_name: str) -> str | None:
        """The cleaned name; None, as Django has it, where no file was chosen."""
        if super().sanitize_file_name(file_name) is None:
            return None
        return clean_name(html.unescape(file_name))


def parse_with_whole_names(request: HttpRequest, META: Any, post_data: Any) -> Any:
    """In place of ``HttpRequest.parse_file_upload``."""
    request.upload_handlers = ImmutableList(
        request.upload_handlers, warning="The upload has been processed already."
    )
    parser = WholeNameParser(META, post_data, request.upload_handlers, request.encoding)
    return parser.parse()


class UploadLimit:
    """Refuses a request that announces more than a full set of files, before reading it.

    A request that may come in is read by ``WholeNameParser``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        options = settings.PORTAL
        most = options["MAX_UPLOAD_BYTES"] * options["MAX_FILES_PER_UPLOAD"] + ENVELOPE_BYTES
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) > most:
            response = render(
                request, "413.html", {"limit_bytes": options["MAX_UPLOAD_BYTES"]}, status=413
            )
            response["Connection"] = "close"
            return response
        request.parse_file_upload = functools.partial(parse_with_whole_names, request)
        return self.get_response(request)
