"""Text as PDF, with a font that ReportLab brings along."""

import io
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    HRFlowable,
    KeepTogether,
    ListFlowable,
    ListItem,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from .text import (
    LETTERHEADS,
    NOTE,
    Block,
    Grid,
    Heading,
    Items,
    Pairs,
    Para,
    Sign,
    Text,
    Title,
    column_weights,
)

WIDTH = A4[0] - 50 * mm
BODY = ParagraphStyle("body", fontName="Vera", fontSize=9.5, leading=13.5, spaceAfter=5,
                      alignment=TA_JUSTIFY)
LEFT = ParagraphStyle("left", parent=BODY, alignment=0)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=8.5, leading=11, spaceAfter=0, alignment=0)
BOLD_CELL = ParagraphStyle("head", parent=CELL, fontName="VeraBd")
HEADING = ParagraphStyle("heading", parent=BODY, fontName="VeraBd", spaceBefore=8)
TITLE = ParagraphStyle("title", parent=BODY, fontName="VeraBd", fontSize=11.5, leading=15,
                       alignment=TA_CENTER, spaceAfter=1)
CENTER = ParagraphStyle("center", parent=BODY, alignment=TA_CENTER, spaceAfter=10)
LETTERHEAD = ParagraphStyle("letterhead", parent=TITLE, fontSize=10.5, leading=13, spaceAfter=0)


def _fonts() -> None:
    if "Vera" not in pdfmetrics.getRegisteredFontNames():
        for font in ("Vera", "VeraBd", "VeraIt"):
            pdfmetrics.registerFont(TTFont(font, f"{font}.ttf"))


def as_pdf(text: Text, *, password: str = "") -> bytes:
    """The document as PDF with a text layer; with ``password`` nobody opens it without."""
    _fonts()
    target = io.BytesIO()
    encryption = StandardEncryption(password, ownerPassword=f"{password}-2") if password else None
    frame = SimpleDocTemplate(
        target, pagesize=A4, leftMargin=25 * mm, rightMargin=25 * mm, topMargin=18 * mm,
        bottomMargin=18 * mm, title=text.name, author="Kantor contoh", invariant=1,
        encrypt=encryption,
    )
    flow: list[Any] = _letterhead(text.office)
    for block in text.blocks:
        flow.extend(_flow(block))
    frame.build(flow, onFirstPage=_foot, onLaterPages=_foot)
    return target.getvalue()


def _foot(canvas: Any, frame: Any) -> None:
    canvas.setFont("Vera", 6.5)
    canvas.setFillGray(0.45)
    canvas.drawString(25 * mm, 10 * mm, NOTE)
    canvas.drawRightString(A4[0] - 25 * mm, 10 * mm, f"Halaman {canvas.getPageNumber()}")


def _letterhead(office: str) -> list[Any]:
    if not office:
        return []
    *names, address = LETTERHEADS[office]
    lines: list[Any] = [Paragraph(escape(line), LETTERHEAD) for line in names]
    small = ParagraphStyle("address", parent=CENTER, fontSize=8, spaceAfter=2)
    return [
        *lines,
        Paragraph(escape(address), small),
        HRFlowable(width="100%", thickness=1.6, color=colors.black, spaceAfter=10),
    ]


def _flow(block: Block) -> list[Any]:
    match block:
        case Title():
            parts = [Paragraph(escape(block.text), TITLE)]
            below = f"Nomor: {block.number}" if block.number else ""
            return [*parts, Paragraph(escape(below), CENTER)]
        case Heading():
            return [Paragraph(escape(block.text), HEADING)]
        case Para():
            return [Paragraph(escape(block.text), BODY)]
        case Items():
            items = [ListItem(Paragraph(escape(line), BODY)) for line in block.lines]
            start = {"bulletType": "1", "bulletFormat": "%s."} if block.numbered else {
                "bulletType": "bullet", "start": "–"}
            return [ListFlowable(items, bulletFontName="Vera", bulletFontSize=9.5,
                                 leftIndent=16, **start)]
        case Pairs():
            rows = [[Paragraph(escape(key), LEFT), ":", Paragraph(escape(value), LEFT)]
                    for key, value in block.rows]
            table = Table(rows, colWidths=[34 * mm, 4 * mm, WIDTH - 38 * mm])
            table.setStyle(TableStyle([
                ("VALIGN", (0, 0), (-1, -1), "TOP"), ("FONTNAME", (0, 0), (-1, -1), "Vera"),
                ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ]))
            return [table, Spacer(1, 6)]
        case Grid():
            return [_table(block), Spacer(1, 8)]
        case Sign():
            right = [[Paragraph(escape(line), CELL)] for line in (
                block.place_date, block.post + ",", "", "", block.name, block.nip)]
            table = Table(right, colWidths=[75 * mm], rowHeights=[13, None, 22, 22, 13, 13])
            table.hAlign = "RIGHT"
            return [Spacer(1, 10), KeepTogether([table])]


def _table(grid: Grid) -> Table:
    weights = column_weights(grid)
    rows = [[Paragraph(escape(cell), BOLD_CELL) for cell in grid.head]] + [
        [Paragraph(escape(cell), CELL) for cell in row] for row in grid.rows
    ]
    table = Table(rows, colWidths=[WIDTH * weight / sum(weights) for weight in weights],
                  repeatRows=1)
    table.setStyle(TableStyle([
        ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
        ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]))
    return table


