"""Page images: derived from the bytes, kept by their hash, made anew when missing.

Whoever asks has been checked before: a path says nothing about rights.
"""

import secrets
import shutil
from pathlib import Path

from django.conf import settings
from PIL import Image

from portal.files.filetypes import FAMILY_PDF, FAMILY_PICTURE
from portal.files.sniffing import sniff
from portal.files.storing import absolute_path

from ..extractors.images import render_page
from ..models import EvidenceVersion
from ..signals import page_wanted

THUMB_WIDTH = 160


def folder_of(version: EvidenceVersion) -> Path:
    """Where the page images of these bytes lie."""
    sha256 = version.stored_file.sha256
    return Path(settings.PORTAL["PREVIEW_DIR"]) / sha256[:2] / sha256


def image_path(version: EvidenceVersion, number: int) -> Path:
    """Where the image of a page lies, or will lie. ``number`` counts from 1."""
    width = settings.PORTAL["PREVIEW_WIDTH"]
    return folder_of(version) / f"{width}-{number}.webp"


def thumb_path(version: EvidenceVersion, number: int) -> Path:
    """Where the small image of a page lies; made together with the large one."""
    return folder_of(version) / f"{THUMB_WIDTH}-{number}.webp"


def failure_path(version: EvidenceVersion, number: int) -> Path:
    """A note that this page could not be drawn, so that nobody waits for it again and again."""
    return image_path(version, number).with_suffix(".failed")


def image_size(version: EvidenceVersion, number: int) -> tuple[int, int] | None:
    """Width and height in pixels of a page image that lies there; None before it is made."""
    try:
        with Image.open(image_path(version, number)) as image:
            return image.size
    except FileNotFoundError:
        return None


def want_image(version: EvidenceVersion, number: int) -> None:
    """Ask for the image of a page somebody is looking at."""
    page_wanted.send(EvidenceVersion, version=version, number=number)


def can_show(version: EvidenceVersion) -> bool:
    """Whether page images can be made: PDFs and pictures that could be opened."""
    return version.stored_file.mime == "application/pdf" or version.stored_file.mime.startswith(
        "image/"
    )


def make_image(version: EvidenceVersion, number: int) -> Path | None:
    """Make the image of a page in the limited child; None when it cannot be made.

    Written beside its place and renamed, so that nobody is ever served half an image.
    """
    target = image_path(version, number)
    if target.exists():
        return target
    source = absolute_path(version.stored_file)
    if sniff(source).family not in {FAMILY_PDF, FAMILY_PICTURE}:
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    made = render_page(source, number, settings.PORTAL["PREVIEW_WIDTH"], target)
    if not made.ok:
        failure_path(version, number).write_text(made.detail or made.message)
        return None
    failure_path(version, number).unlink(missing_ok=True)
    _make_thumb(target, thumb_path(version, number))
    return target


def _make_thumb(image: Path, target: Path) -> None:
    """A small copy of our own image: no foreign bytes are opened here."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(6)}.part")
    try:
        with Image.open(image) as picture:
            picture.thumbnail((THUMB_WIDTH, 2 * THUMB_WIDTH))
            picture.save(part, "WEBP", quality=60)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def forget_images(version: EvidenceVersion) -> None:
    """Throw away the page images of these bytes."""
    shutil.rmtree(folder_of(version), ignore_errors=True)
