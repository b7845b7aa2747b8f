"""Page images: derived from the bytes, kept by their hash, made anew when missing.

Whoever asks has been checked before: a path says nothing about rights.
"""

import shutil
from pathlib import Path

from django.conf import settings

from portal.files.filetypes import FAMILY_PDF, FAMILY_PICTURE
from portal.files.sniffing import sniff
from portal.files.storing import absolute_path

from ..extractors.images import render_page
from ..models import EvidenceVersion


def folder_of(version: EvidenceVersion) -> Path:
    """Where the page images of these bytes lie."""
    sha256 = version.stored_file.sha256
    return Path(settings.PORTAL["PREVIEW_DIR"]) / sha256[:2] / sha256


def image_path(version: EvidenceVersion, number: int) -> Path:
    """Where the image of a page lies, or will lie. ``number`` counts from 1."""
    width = settings.PORTAL["PREVIEW_WIDTH"]
    return folder_of(version) / f"{width}-{number}.webp"


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
    return target if made.ok else None


def forget_images(version: EvidenceVersion) -> None:
    """Throw away the page images of these bytes."""
    shutil.rmtree(folder_of(version), ignore_errors=True)
