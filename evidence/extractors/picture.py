"""Photos and scans: no text for now, but whether they can be shown, and when they were taken."""

import struct
from importlib.metadata import version
from pathlib import Path

from PIL import ExifTags, Image

from portal.files.filetypes import FileType

from .base import MESSAGE_DAMAGED, MESSAGE_PICTURE, CannotRead, Extract, Limits
from .pictures import count_frames, open_picture, taken_at


class PictureExtractor:
    """Decodes the first frame once, so that a broken picture is known at filing."""

    name = "pillow"
    version = version("pillow")

    def accepts(self, file_type: FileType) -> bool:
        """All pictures that the portal takes."""
        return file_type.family == "picture"

    def extract(self, path: Path, file_type: FileType, limits: Limits) -> Extract:
        """No pages; the count of frames, the camera's date, and whether a place is inside.

        Raises:
            CannotRead: it cannot be decoded, or has too many pixels.
        """
        with open_picture(path, file_type) as picture:
            marks, when = [], None
            try:
                exif = picture.getexif()
                when = taken_at(exif)
                if exif.get_ifd(ExifTags.IFD.GPSInfo):
                    marks.append("location")
            except (SyntaxError, ValueError, TypeError, KeyError, OSError, struct.error):
                # A damaged note beside a sound picture; the picture counts.
                marks, when = [], None
            frames = count_frames(picture, limits.pages)
            _decode(picture)
        return Extract((), frames, tuple(marks), MESSAGE_PICTURE, "empty", when)


def _decode(picture: Image.Image) -> None:
    # JPEG decodes to an eighth at once: all its data is read, at a fraction of the memory.
    picture.draft("RGB", (max(1, picture.width // 8), max(1, picture.height // 8)))
    try:
        picture.load()
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise CannotRead(MESSAGE_DAMAGED, detail=str(error)[:200]) from error
