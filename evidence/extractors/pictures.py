"""Opening pictures within limits, for reading and for showing.

The number of pixels is judged from the header, before anything is decoded: a picture of a few
kilobytes may ask for gigabytes.
"""

import re
from datetime import datetime
from pathlib import Path

import pillow_heif
from PIL import ExifTags, Image, MpoImagePlugin

from portal.files.filetypes import FileType

from .base import MESSAGE_DAMAGED, MESSAGE_PIXELS, CannotRead

PIXELS_LIMIT = 120_000_000
"""Above the largest phone cameras (108 million); below what fits into the limit of memory."""

# Only the reader of the sniffed kind is tried; the others stay out of reach of the file.
_READERS = {
    "jpg": ("JPEG", MpoImagePlugin.MpoImageFile.format), "png": ("PNG",), "tif": ("TIFF",),
    "webp": ("WEBP",), "heic": ("HEIF", "AVIF"), "avif": ("AVIF", "HEIF"), "gif": ("GIF",),
    "bmp": ("BMP", "DIB"),
}
_DATE = re.compile(r"(\d{4}):(\d\d):(\d\d)[ T](\d\d):(\d\d):(\d\d)")
_ZONE = re.compile(r"[+-]\d\d:\d\d")

pillow_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = None  # judged here, where the message for the person is known


def open_picture(path: Path, file_type: FileType) -> Image.Image:
    """Open a picture without decoding it.

    Raises:
        CannotRead: no picture, or more pixels than allowed.
    """
    try:
        picture = Image.open(path, formats=_READERS[file_type.key])
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise CannotRead(MESSAGE_DAMAGED, detail=str(error)[:200]) from error
    refuse_too_many_pixels(picture)
    return picture


def refuse_too_many_pixels(picture: Image.Image) -> None:
    """Judge one frame by its size.

    Raises:
        CannotRead: more pixels than allowed, or none.
    """
    pixels = picture.width * picture.height
    if pixels > PIXELS_LIMIT:
        raise CannotRead(MESSAGE_PIXELS, detail=f"{picture.width} x {picture.height} pixels")
    if pixels == 0:
        raise CannotRead(MESSAGE_DAMAGED, detail="no pixels")


def count_frames(picture: Image.Image, limit: int) -> int:
    """Pages of a TIFF, up to ``limit``; 1 for all other pictures, moving ones included."""
    if picture.format != "TIFF":
        return 1
    count = 1
    try:
        while count < limit:
            picture.seek(count)
            count += 1
    except (EOFError, OSError, ValueError, SyntaxError):
        # A damaged chain of frames ends at its last sound one.
        pass
    picture.seek(0)
    return count


def taken_at(exif: Image.Exif) -> datetime | None:
    """When the camera says the photo was taken; None when it does not, or not sensibly."""
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    stamp = inner.get(ExifTags.Base.DateTimeOriginal) or inner.get(ExifTags.Base.DateTimeDigitized)
    found = _DATE.match(str(stamp))
    if found is None:
        return None
    zone = str(inner.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\0 ")
    text = "{}-{}-{}T{}:{}:{}".format(*found.groups())
    try:
        return datetime.fromisoformat(text + (zone if _ZONE.fullmatch(zone) else ""))
    except ValueError:
        return None
