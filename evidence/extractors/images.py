"""Page images of PDFs and pictures, made in the limited child."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from .base import Limits
from .runner import limits_from_settings, run_child

WIDTH_LIMIT = 4_000
_FORMATS = {".webp": "WEBP", ".jpg": "JPEG", ".jpeg": "JPEG"}


@dataclass(frozen=True)
class PageImage:
    """What became of a page image.

    Attributes:
        ok: Whether it lies at its target now.
        message: English message id for the person when it does not.
        detail: Technical reason, for staff.
        width: Pixels; may be less than asked for. Pictures are never enlarged.
        height: Pixels.
    """

    ok: bool
    message: str = ""
    detail: str = ""
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    peak_memory_mb: float = 0.0


@dataclass(frozen=True)
class PageSizes:
    """Sizes of the pages, upright: points (1/72 inch) of a PDF, pixels of a picture."""

    ok: bool
    sizes: tuple[tuple[float, float], ...] = ()
    message: str = ""
    detail: str = ""


def render_page(path: str | os.PathLike[str], number: int, width: int,
                target: str | os.PathLike[str], *, limits: Limits | None = None) -> PageImage:
    """Make the image of a page: upright, without metadata, at most ``width`` pixels wide.

    Written beside ``target`` and renamed, so the target is whole or missing. The folder
    must exist.

    Args:
        path: A PDF or a picture.
        number: Page or frame, from 1.
        width: Pixels, 16 to 4,000.
        target: Ends in ``.webp`` or ``.jpg``.
        limits: Instead of the office's settings.

    Raises:
        ValueError: width or ending of the target are not as above.
        OSError: no process can be started, or the image cannot be put in its place.
    """
    target = Path(target)
    file_format = _FORMATS.get(target.suffix.lower())
    if file_format is None or not 16 <= width <= WIDTH_LIMIT:
        raise ValueError(f"no page image of {width} pixels as {target.suffix!r}")
    part = target.with_name(f".{target.name}.{secrets.token_hex(6)}.part")
    try:
        ended = run_child(
            "render", Path(path), limits or limits_from_settings(), number=number, width=width,
            part=str(part.absolute()), format=file_format)
        if ended.answer is None:
            return PageImage(False, ended.message, ended.detail, seconds=ended.seconds,
                             peak_memory_mb=ended.peak_memory_mb)
        answer = ended.answer
        if answer["ok"]:
            os.replace(part, target)
        return PageImage(
            answer["ok"], answer.get("message", ""), answer.get("detail", ""),
            answer.get("width", 0), answer.get("height", 0), ended.seconds, ended.peak_memory_mb)
    finally:
        part.unlink(missing_ok=True)


def page_sizes(path: str | os.PathLike[str], *, limits: Limits | None = None) -> PageSizes:
    """Sizes of all pages of a PDF or picture, up to the limit of pages."""
    ended = run_child("sizes", Path(path), limits or limits_from_settings())
    if ended.answer is None:
        return PageSizes(False, (), ended.message, ended.detail)
    answer = ended.answer
    sizes = tuple((float(wide), float(high)) for wide, high in answer.get("sizes", ()))
    return PageSizes(answer["ok"], sizes, answer.get("message", ""), answer.get("detail", ""))
