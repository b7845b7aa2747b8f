"""Page images, made inside the limited child.

Upright, without any metadata: a photo's place is nobody's business in a preview.
"""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import ExifTags, Image, ImageOps

from portal.files.filetypes import FAMILY_PDF, FAMILY_PICTURE, FileType
from portal.files.sniffing import sniff

from .base import MESSAGE_DAMAGED, MESSAGE_TOO_MUCH, CannotRead, Limits
from .pdf import open_document
from .pictures import count_frames, open_picture, refuse_too_many_pixels

HEIGHT_FACTOR = 4
"""A page image is at most this many times as high as the width asked for."""
QUALITY = 82
_TURNED = (5, 6, 7, 8)


def answer_picture_task(request: dict[str, Any], path: Path, limits: Limits) -> dict[str, Any]:
    """Do the task ``render`` or ``sizes``; a file that cannot be shown is an answer, too."""
    try:
        file_type = sniff(path)
        if request["task"] == "sizes":
            return {"ok": True, "sizes": list(_sizes(path, file_type, limits))}
        picture = _page(path, file_type, request["number"], request["width"])
        _save(picture, Path(request["part"]), request["format"])
    except CannotRead as reason:
        return {"ok": False, "message": reason.message, "detail": reason.detail}
    except MemoryError:
        return {"ok": False, "message": MESSAGE_TOO_MUCH, "detail": "MemoryError"}
    except Exception as error:  # noqa: BLE001 - 2026-11: last boundary before the pipe
        detail = f"{type(error).__name__}: {error}"[:300]
        return {"ok": False, "message": MESSAGE_DAMAGED, "detail": detail}
    return {"ok": True, "width": picture.width, "height": picture.height}


def _page(path: Path, file_type: FileType, number: int, width: int) -> Image.Image:
    if file_type.family == FAMILY_PDF:
        return _pdf_page(path, number, width)
    if file_type.family == FAMILY_PICTURE:
        return _picture_page(path, file_type, number, width)
    raise CannotRead(MESSAGE_DAMAGED, detail=f"no page images for {file_type.key}")


def _pdf_page(path: Path, number: int, width: int) -> Image.Image:
    document = open_document(path.read_bytes())
    if not 1 <= number <= len(document):
        raise CannotRead(MESSAGE_DAMAGED, detail=f"no page {number}")
    if document.get_formtype() != pdfium.FORMTYPE_NONE:
        document.init_forms()
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise CannotRead(MESSAGE_DAMAGED, detail="page is damaged") from error
    points_wide, points_high = page.get_size()
    if not (0 < points_wide < math.inf and 0 < points_high < math.inf):
        raise CannotRead(MESSAGE_DAMAGED, detail="page without a size")
    scale = min(width / points_wide, HEIGHT_FACTOR * width / points_high)
    # The library rounds up, so a page thinner than a pixel still has one.
    shown: Image.Image = page.render(scale=scale, rev_byteorder=True).to_pil()
    return shown.convert("RGB")


def _picture_page(path: Path, file_type: FileType, number: int, width: int) -> Image.Image:
    with open_picture(path, file_type) as picture:
        if number != 1:
            if not 1 <= number <= count_frames(picture, number):
                raise CannotRead(MESSAGE_DAMAGED, detail=f"no frame {number}")
            picture.seek(number - 1)
            refuse_too_many_pixels(picture)
        orientation = _orientation(picture)
        box = (width, HEIGHT_FACTOR * width)
        if orientation in _TURNED:
            box = box[1], box[0]
        if picture.width > box[0] or picture.height > box[1]:
            picture.draft("RGB", box)
        shown = _as_rgb(picture, box)
        method = _UPRIGHT.get(orientation)
        return shown.transpose(method) if method is not None else shown


_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}


def _orientation(picture: Image.Image) -> int:
    try:
        value = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except (SyntaxError, ValueError, TypeError, KeyError, OSError):
        return 1
    return value if isinstance(value, int) else 1


def _as_rgb(picture: Image.Image, box: tuple[int, int]) -> Image.Image:
    """Scaled down into the box, eight bits a color, on white where it was transparent."""
    if picture.mode in ("1", "P") or picture.mode.startswith(("I", "F")):
        picture = _eight_bits(picture)
    shown = picture.copy() if picture.width <= box[0] and picture.height <= box[1] else (
        ImageOps.contain(picture, _fitted(picture, box), Image.Resampling.BOX if
                         picture.width > 4 * box[0] else Image.Resampling.LANCZOS))
    if "A" in shown.mode or "transparency" in shown.info or shown.mode == "La":
        shown = shown.convert("RGBA")
        paper = Image.new("RGB", shown.size, "white")
        paper.paste(shown, mask=shown.getchannel("A"))
        return paper
    return shown.convert("RGB")


def _fitted(picture: Image.Image, box: tuple[int, int]) -> tuple[int, int]:
    scale = min(box[0] / picture.width, box[1] / picture.height)
    return max(1, round(picture.width * scale)), max(1, round(picture.height * scale))


def _eight_bits(picture: Image.Image) -> Image.Image:
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode == "P":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    low, high = picture.getextrema()
    if isinstance(low, tuple) or isinstance(high, tuple):
        return picture.convert("RGB")
    # Sixteen bits are scaled by their full range; wider values by what the picture holds.
    top = 65_535.0 if picture.mode.startswith("I;16") or 255 < high <= 65_535 else float(high)
    factor = 255.0 / top if top > 255 else 1.0
    return picture.convert("F").point(lambda value: value * factor).convert("L")


def _save(picture: Image.Image, target: Path, file_format: str) -> None:
    picture.info = {}
    picture.save(target, file_format, quality=QUALITY)


def _sizes(path: Path, file_type: FileType, limits: Limits) -> Iterator[tuple[float, float]]:
    """Width and height of each page: points of a PDF, pixels of a picture, upright."""
    if file_type.family == FAMILY_PDF:
        document = open_document(path.read_bytes())
        for index in range(min(len(document), limits.pages)):
            yield document.get_page_size(index)
    elif file_type.family == FAMILY_PICTURE:
        with open_picture(path, file_type) as picture:
            for index in range(count_frames(picture, limits.pages)):
                picture.seek(index)
                size = float(picture.width), float(picture.height)
                yield size if _orientation(picture) not in _TURNED else (size[1], size[0])
