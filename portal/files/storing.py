"""Taking custody: rename, sync, read back, then the row (``model.md`` 6, upload).

No step here runs inside a transaction except ``register``, which only writes
rows. Bytes without a row are swept by ``sweep_incoming`` and ``sweep_orphans``
after a day.
"""

import errno
import hashlib
import os
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from filer.models import File

from portal.core import clock
from portal.core.disk import is_disk_full
from portal.core.errors import DomainError

from .models import StoredFile
from .names import clean_name
from .sniffing import FileType, sniff
from .uploading import IncomingFile

BLOCK_BYTES = 1024 * 1024


class StorageFailed(DomainError):
    """The bytes could not be kept safely; nothing was acknowledged."""


def no_room() -> StorageFailed:
    """The one sentence for a full disk, whether bytes or their rows did not fit."""
    return StorageFailed(
        _("The server has no room left. This file was not stored; try again later.")
    )


@dataclass(frozen=True)
class KeptBytes:
    """Bytes at their final place, read back and found equal, that no row knows yet."""

    path: str
    sha256: str
    sha1: str
    size_bytes: int
    file_type: FileType
    original_name: str


def absolute_path(stored: StoredFile | KeptBytes) -> Path:
    """Where the bytes lie on this machine."""
    return Path(settings.PORTAL["FILES_DIR"]) / stored.path


def hash_of(path: Path) -> str:
    """SHA-256 of the bytes on the disk; asks the kernel to forget its cached copy first."""
    return _digests_of(path)[0]


def is_readable(path: Path) -> bool:
    """Whether the disk gives every byte of a file, whatever they are."""
    try:
        hash_of(path)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return False
    return True


def _digests_of(path: Path) -> tuple[str, str]:
    """SHA-256, which we trust, and SHA-1, which filer asks for, in one reading."""
    sha256, sha1 = hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
    with path.open("rb") as handle:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while block := handle.read(BLOCK_BYTES):
            sha256.update(block)
            sha1.update(block)
    return sha256.hexdigest(), sha1.hexdigest()


def keep(incoming: IncomingFile) -> KeptBytes:
    """Move received bytes to their final, write-once place and prove that they arrived.

    Raises:
        StorageFailed: no room, or what was read back differs; nothing is kept.
    """
    name = clean_name(incoming.name or "")
    file_type = sniff(incoming.path, original_name=name)
    month = clock.now().strftime("%Y/%m")
    relative = f"{month}/{uuid.uuid4()}"
    target = Path(settings.PORTAL["FILES_DIR"]) / relative
    is_ours = False
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # link + unlink instead of rename: an existing target is an error, never overwritten
        os.link(incoming.path, target)
        is_ours = True
        incoming.path.unlink()
        target.chmod(0o440)
        # The folders above too: a new month is an entry of its year.
        for folder in (target.parent, target.parent.parent, target.parent.parent.parent):
            _sync_folder(folder)
    except OSError as error:
        if is_ours:
            target.unlink(missing_ok=True)
        if is_disk_full(error):
            raise no_room() from error
        if error.errno == errno.EXDEV:
            raise StorageFailed(
                _("Incoming and stored files must lie on the same disk. Tell the administrator.")
            ) from error
        raise
    sha256, sha1 = _digests_of(target)
    if sha256 != incoming.sha256:
        target.unlink()
        raise StorageFailed(
            _("The file arrived damaged and was not stored. Please send it again.")
        )
    return KeptBytes(relative, sha256, sha1, incoming.size, file_type, name)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def register(kept: KeptBytes, *, uploader: Any = None) -> StoredFile:
    """Write the rows for kept bytes; call inside the transaction of the verb that needs them.

    Size and SHA-1 are given and ``bulk_create`` is used because filer, where one of
    them is missing, reads all bytes whenever the row is made, saved or loaded, and then
    guesses the type from the name.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("register() belongs inside the verb's transaction.")
    filer_file = File(
        file=kept.path,
        original_filename=kept.original_name[:255],
        name="",
        is_public=False,
        mime_type=kept.file_type.mime,
        owner=uploader,
        has_all_mandatory_data=True,
        polymorphic_ctype=ContentType.objects.get_for_model(File, for_concrete_model=False),
        _file_size=kept.size_bytes,
        sha1=kept.sha1,
    )
    (filer_file,) = File.objects.bulk_create([filer_file])
    return StoredFile.objects.create(
        filer_file=filer_file,
        path=kept.path,
        sha256=kept.sha256,
        size_bytes=kept.size_bytes,
        mime=kept.file_type.mime,
        stored_at=clock.now(),
    )


def discard(kept: KeptBytes) -> None:
    """Remove kept bytes whose rows were not written."""
    absolute_path(kept).unlink(missing_ok=True)


def take_from_disk(path: Path, name: str) -> IncomingFile:
    """Copy a file of this machine into ``incoming/`` as if it had been uploaded.

    For imports and the demo office; the same limit and the same steps follow.
    """
    folder = Path(settings.PORTAL["INCOMING_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{uuid.uuid4()}.part"
    sha = hashlib.sha256()
    with path.open("rb") as source, target.open("xb") as copy:
        while block := source.read(BLOCK_BYTES):
            sha.update(block)
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())
    size = target.stat().st_size
    problem = "too_large" if size > settings.PORTAL["MAX_UPLOAD_BYTES"] else ""
    if problem:
        target.unlink()
    return IncomingFile(target, name, None, size, sha.hexdigest(), problem)
