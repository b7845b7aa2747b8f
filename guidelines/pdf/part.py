"""A part of a regulation as PDF. An official document: Indonesian, byte-stable."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Preformatted, Spacer

from portal.core.pdf.frame import build_document
from portal.core.pdf.styles import style
from portal.core.pdf.text import paragraph_text, printable

from ..report import PaperLine, PartFacts

INDENT = 9 * mm
DEEPEST = 6
COLUMNS_ON_PAPER = 92


def build_part(facts: PartFacts) -> bytes:
    """The PDF of a part; equal facts, equal bytes."""
    with override("id"):
        flow: list[Flowable] = [
            Paragraph(paragraph_text(facts.full_name), style("label")),
            Paragraph(paragraph_text(_titled(facts)), style("title")),
            Paragraph(paragraph_text(_status(facts)), style("small")),
            Spacer(0, 4 * mm),
        ]
        for line in facts.lines:
            flow += _drawn(line)
        if facts.elucidation:
            heading = _("Elucidation of %(part)s") % {"part": facts.label}
            flow += _drawn(PaperLine("heading", 0, heading))
            for line in facts.elucidation:
                flow += _drawn(line)
        flow += [Spacer(0, 6 * mm), Paragraph(paragraph_text(_source(facts)), style("small"))]
        return build_document(
            flow,
            title=f"{facts.label} {facts.citation}",
            head=(facts.office, f"{facts.label} {facts.citation}"),
            foot=facts.address,
            page_words=_("Page {number} of {count}"),
        )


def _titled(facts: PartFacts) -> str:
    return f"{facts.label} {facts.heading}".strip()


def _status(facts: PartFacts) -> str:
    words = _("%(status)s (as on %(date)s)") % {
        "status": facts.force.label,
        "date": date_format(facts.on, "j F Y"),
    }
    return " · ".join([words, *facts.changed_by])


def _source(facts: PartFacts) -> str:
    return _(
        "Taken from edition %(number)s in the portal (SHA-256 %(digest)s). "
        "The official wording is that of the gazette."
    ) % {"number": facts.edition, "digest": facts.digest}


def _drawn(line: PaperLine) -> list[Flowable]:
    indent = min(line.depth, DEEPEST) * INDENT
    if line.kind == "table":
        rows = [printable(row)[:COLUMNS_ON_PAPER] for row in _wrapped(line.text)]
        return [Preformatted("\n".join(rows), _table_style()), Spacer(0, 2 * mm)]
    if line.kind == "heading":
        return [Paragraph(f"<b>{paragraph_text(line.text)}</b>", _style(indent, keep=True))]
    text = paragraph_text(line.text)
    if line.marker:
        return [Paragraph(text, _style(indent), bulletText=printable(line.marker))]
    return [Paragraph(text, _style(indent))]


def _wrapped(text: str) -> list[str]:
    """Lines of a table; what is wider than the paper goes on in the next line, nothing is lost."""
    rows: list[str] = []
    for row in text.expandtabs(4).splitlines():
        whole = row.rstrip() or " "
        while whole:
            rows.append(whole[:COLUMNS_ON_PAPER])
            whole = whole[COLUMNS_ON_PAPER:]
    return rows


def _style(indent: float, *, keep: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        f"law-{indent:.0f}-{keep}", style("body"), leftIndent=indent, spaceAfter=4,
        bulletIndent=max(0, indent - INDENT), keepWithNext=keep,
        spaceBefore=3 * mm if keep else 0,
    )  # fmt: skip


def _table_style() -> ParagraphStyle:
    return ParagraphStyle("law-table", style("code"), fontName="Courier", fontSize=7, leading=9)
