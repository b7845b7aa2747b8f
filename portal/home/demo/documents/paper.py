"""A document of the story: its file name and how its bytes are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from . import broken, opendocument, photos, plain, screens, sheets, slides, word
from . import pdf as pdf_files
from . import scans as scan_files
from .text import Text

Written = Text | Callable[[date], Text]
"""A text, or for documents of "today" a function that writes it for the day of filing."""


@dataclass(frozen=True)
class Paper:
    """A file that somebody files. ``make`` gets the day of filing."""

    name: str
    make: Callable[[date], bytes]


def _on(text: Written, day: date) -> Text:
    return text(day) if callable(text) else text


def pdf(name: str, text: Written) -> Paper:
    """A PDF with a text layer."""
    return Paper(f"{name}.pdf", lambda day: pdf_files.as_pdf(_on(text, day)))


def docx(name: str, text: Written) -> Paper:
    """A Word document."""
    return Paper(f"{name}.docx", lambda day: word.as_docx(_on(text, day)))


def odt(name: str, text: Written) -> Paper:
    """An OpenDocument text."""
    return Paper(f"{name}.odt", lambda day: opendocument.as_odt(_on(text, day)))


def txt(name: str, text: Written) -> Paper:
    """Plain text."""
    return Paper(f"{name}.txt", lambda day: plain.as_text(_on(text, day)))


def scan(name: str, kind: str, text: Written, seed: int) -> Paper:
    """A scan as ``jpg``, ``png``, ``tif`` or ``pdf``: pictures without a text layer."""
    return Paper(f"{name}.{kind}", lambda day: scan_files.as_scan(_on(text, day), kind, seed))


def locked(name: str, text: Text) -> Paper:
    """A PDF behind a password that is in no document."""
    return Paper(f"{name}.pdf", lambda day: broken.as_locked_pdf(text, "tidak-dibagikan"))


def torn(paper: Paper) -> Paper:
    """The same file of which only the first part arrived."""
    return Paper(paper.name, lambda day: broken.cut(paper.make(day)))


def xlsx(name: str, *pages: sheets.Sheet) -> Paper:
    """A workbook."""
    return Paper(f"{name}.xlsx", lambda day: sheets.as_xlsx(*pages))


def csv(name: str, page: sheets.Sheet) -> Paper:
    """A table as text."""
    return Paper(f"{name}.csv", lambda day: sheets.as_csv(page))


def pptx(name: str, title: str, subtitle: str, *pages: slides.Slide, notes: str = "") -> Paper:
    """Slides."""
    return Paper(
        f"{name}.pptx", lambda day: slides.as_pptx(title, subtitle, *pages, notes=notes)
    )


def photo(
    name: str, scene: photos.Scene, text: str, taken: str, seed: int, *, turned: bool = False,
    plain: bool = False,
) -> Paper:
    """A photo. ``taken``: ISO with zone, or ``T09.15+07.00`` for that time on the day of filing."""

    def make(day: date) -> bytes:
        moment = f"{day.isoformat()}{taken}" if taken.startswith("T") else taken
        return photos.as_photo(scene, text, moment, seed, turned=turned, plain=plain)

    return Paper(f"{name}.jpg", make)


def screenshot(name: str, heading: str, rows: tuple[tuple[str, ...], ...]) -> Paper:
    """A picture of a screen."""
    return Paper(f"{name}.png", lambda day: screens.as_screenshot(heading, rows))


def eml(
    name: str, sender: str, to: str, subject: str, sent: str, body: str, *attached: Paper
) -> Paper:
    """A mail with attachments."""

    def make(day: date) -> bytes:
        files = tuple((paper.name, "application/pdf", paper.make(day)) for paper in attached)
        return plain.as_mail(sender, to, subject, sent, body, files)

    return Paper(f"{name}.eml", make)
