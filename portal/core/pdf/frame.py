"""Letterhead, margins and "page x of y" around the flow of a document."""

import io
from collections.abc import Sequence
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from .fonts import BOLD, REGULAR, register_fonts
from .text import printable

MARGIN = 22 * mm
HEAD_LETTERS = 70


class _NumberedCanvas(Canvas):
    """Knows the number of pages only at the end, so it draws the frame then."""

    head: tuple[str, str] = ("", "")
    foot = ""
    page_words = ""
    sheet: tuple[float, float] = A4
    margin: float = MARGIN
    notice = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # reportlab's name
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, state in enumerate(self._pages, start=1):
            self.__dict__.update(state)
            self._draw_frame(number, len(self._pages))
            super().showPage()
        super().save()

    def _draw_frame(self, number: int, count: int) -> None:
        (width, height), margin = self.sheet, self.margin
        self.setFont(BOLD, 10)
        self.drawString(margin, height - 15 * mm, self.head[0])
        self.setFont(REGULAR, 8)
        self.drawString(margin, height - 19 * mm, self.head[1])
        self.setLineWidth(0.6)
        self.line(margin, height - 21.5 * mm, width - margin, height - 21.5 * mm)
        self.drawString(margin, 12 * mm, self.foot)
        words = self.page_words.format(number=number, count=count)
        self.drawRightString(width - margin, 12 * mm, words)
        if self.notice:
            self.setFont(BOLD, 8)
            self.drawRightString(width - margin, height - 9 * mm, self.notice)


def build_document(
    flow: Sequence[Flowable],
    *,
    title: str,
    head: tuple[str, str],
    foot: str,
    page_words: str,
    sheet: tuple[float, float] = A4,
    margin: float = MARGIN,
    notice: str = "",
) -> bytes:
    """The PDF of a flow. Equal arguments give equal bytes: no clock, no random id.

    Args:
        flow: reportlab flowables; used up by the call.
        title: of the document, for its properties.
        head: two lines on top of every page.
        foot: line at the bottom, left.
        page_words: bottom right, with ``{number}`` and ``{count}``.
        sheet: width and height of the paper, in points.
        margin: left and right, in points.
        notice: what nobody may overlook, bold above the head of every page; not cut.
    """
    register_fonts()
    canvas = type(
        "DocumentCanvas",
        (_NumberedCanvas,),
        {
            "head": (_cut(head[0]), _cut(head[1])),
            "foot": _cut(foot),
            "page_words": printable(page_words),
            "sheet": sheet,
            "margin": margin,
            "notice": printable(notice),
        },
    )
    buffer = io.BytesIO()
    width, height = sheet
    # No padding of its own, so that text, tables and the lines of the frame share one edge.
    area = Frame(margin, 20 * mm, width - 2 * margin, height - 48 * mm, 0, 0, 0, 0)
    document = BaseDocTemplate(
        buffer,
        pagesize=sheet,
        pageTemplates=[PageTemplate(frames=[area])],
        title=printable(title),
        author=printable(head[0]),
        lang="id",
        invariant=1,
    )
    document.build(list(flow), canvasmaker=canvas)
    return buffer.getvalue()


def _cut(line: str) -> str:
    line = printable(line)
    return line if len(line) <= HEAD_LETTERS else line[: HEAD_LETTERS - 1] + "…"
