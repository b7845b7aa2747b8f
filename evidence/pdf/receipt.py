"""The receipt as PDF. An official document: Indonesian, in the agency's time, byte-stable."""

from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

import segno
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from portal.core.pdf.frame import MARGIN, build_document
from portal.core.pdf.styles import style
from portal.core.pdf.text import MISSING, is_printable, paragraph_text

from ..report import ReceiptFacts

WIDTH = 210 * mm - 2 * MARGIN
QR_SIDE = 34 * mm


def build_receipt(facts: ReceiptFacts) -> bytes:
    """The PDF of a receipt; equal facts, equal bytes."""
    with override("id"):
        flow: list[Flowable] = [
            Paragraph(_("Receipt of evidence"), style("title")),
            Paragraph(
                _(
                    "The portal received this file, stored it, read it back and opened it. "
                    "Whether its content is right is judged by who checks it, not by this receipt."
                ),
                style("body"),
            ),
            *_damage(facts),
            Spacer(0, 5 * mm),
            _table(facts),
            Spacer(0, 6 * mm),
            _with_code(facts),
            *_exactly(facts),
        ]
        return build_document(
            flow,
            title=_("Receipt of evidence"),
            head=(facts.office, facts.agency),
            foot=f"{facts.evidence_id} · v{facts.version}",
            page_words=_("Page {number} of {count}"),
        )


def _damage(facts: ReceiptFacts) -> list[Flowable]:
    """What a check found since: a receipt must not vouch for bytes that are gone."""
    if not facts.damage:
        return []
    return [Spacer(0, 3 * mm), Paragraph(paragraph_text(facts.damage), style("body"))]


def _table(facts: ReceiptFacts) -> Table:
    size = number_format(facts.size_bytes, force_grouping=True)
    rows = [
        (_("File name"), facts.file_name),
        (_("Size"), _("%(size)s bytes") % {"size": size}),
        (_("Type"), facts.type_label),
        (facts.page_label, str(facts.page_count) if facts.page_count else ""),
        (_("Title"), facts.title),
        (_("Kind of evidence"), facts.kind),
        (_("Document number"), facts.number),
        (_("Version"), str(facts.version)),
        (_("Owner"), facts.owner),
        (_("Typed by"), facts.typed_by),
        (_("Received"), _instant(facts.received_at, facts.zone)),
        (_("Opened and read"), _instant(facts.receipt_at, facts.zone)),
        (_("Text"), _("text read") if facts.was_read else _("no text in it")),
    ]
    cells = [
        [
            Paragraph(paragraph_text(label), style("label")),
            Paragraph(paragraph_text(value), style("body")),
        ]
        for label, value in rows
        if value
    ]
    cells.append([Paragraph("SHA-256", style("label")), Paragraph(facts.sha256, style("code"))])
    table = Table(cells, colWidths=[42 * mm, WIDTH - 42 * mm])
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.3, "#b8c0c9"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 3.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
            ]
        )
    )
    return table


def _exactly(facts: ReceiptFacts) -> list[Flowable]:
    """Names with letters that paper cannot show, percent-encoded; may run over pages."""
    names = ((_("File name, exactly"), facts.file_name), (_("Title, exactly"), facts.title))
    unprintable = [(label, value) for label, value in names if not is_printable(value)]
    if not unprintable:
        return []
    note = _("The sign %(sign)s stands for a letter that cannot be printed.") % {"sign": MISSING}
    flow: list[Flowable] = [Spacer(0, 5 * mm), Paragraph(paragraph_text(note), style("small"))]
    for label, value in unprintable:
        flow.append(Paragraph(paragraph_text(label), style("heading")))
        flow.append(Paragraph(quote(value, safe=" "), style("code")))
    return flow


def _with_code(facts: ReceiptFacts) -> Table:
    words = [
        Paragraph(_("Look it up in the portal"), style("body")),
        Paragraph(paragraph_text(facts.address), style("code")),
        Spacer(0, 2 * mm),
        Paragraph(
            _(
                "Who may see the file signs in there and compares the SHA-256 above with the one "
                "of the file in hand; equal values prove that not a single byte was changed."
            ),
            style("small"),
        ),
    ]
    table = Table(
        [[_code(facts.address), words]], colWidths=[QR_SIDE + 6 * mm, WIDTH - QR_SIDE - 6 * mm]
    )
    table.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    )
    return table


def _code(address: str) -> Drawing:
    """QR code of the address, drawn as squares."""
    matrix = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    unit = QR_SIDE / (len(matrix) + 4)
    drawing = Drawing(QR_SIDE, QR_SIDE)
    for row, cells in enumerate(matrix):
        for column, dark in enumerate(cells):
            if dark:
                x, y = (column + 2) * unit, QR_SIDE - (row + 3) * unit
                drawing.add(Rect(x, y, unit * 1.02, unit * 1.02, strokeWidth=0, strokeColor=None))
    return drawing


def _instant(at: datetime, zone: ZoneInfo) -> str:
    """ "Selasa, 24 November 2026 pukul 14.02.31 WIB"."""
    local = at.astimezone(zone)
    return _("%(date)s at %(time)s %(zone)s") % {
        "date": date_format(local, "l, j F Y"),
        "time": local.strftime("%H.%M.%S"),
        "zone": local.tzname() or "",
    }
