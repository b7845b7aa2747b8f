"""Figures of official forms: ``python -m bench.documents``.

An evaluation (F5) of three pages, beside reportlab alone drawing as many pages
full of plain paragraphs in the same letters: what paper costs at least.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

RESULTS = 3
PARAGRAPH = (
    "Terlaksananya pelayanan administrasi kecamatan yang tertib dan tepat waktu menurut standar "
    "pelayanan yang ditetapkan, dengan laporan setiap bulan kepada pimpinan unit kerja."
)


@dataclass(frozen=True)
class Row:
    """Median milliseconds of one document; ``ratio`` of the form to plain paragraphs."""

    pages: int
    form_ms: float
    plain_ms: float
    ratio: float
    kilobytes: float


def run(times: int = 30) -> list[Row]:
    """Measure; of Django it needs nothing but that it is set up."""
    from portal.evaluation.pdf.forms import build_form
    from tests.factories.reports import evaluation_report

    report = evaluation_report("F5", results=RESULTS)
    data = build_form("F5", report)
    pages = _count(data)
    form, plain = [], []
    # In turns, so that a busy moment of the machine meets both; the first warms the letters.
    for _time in range(times + 1):
        form.append(_milliseconds(lambda: build_form("F5", report)))
        plain.append(_milliseconds(lambda: _paragraphs(pages)))
    ours, least = statistics.median(form[1:]), statistics.median(plain[1:])
    return [
        Row(pages, round(ours, 1), round(least, 1), round(ours / least, 1), round(len(data) / 1000))
    ]


def _count(data: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def _paragraphs(pages: int) -> bytes:
    """As many pages as asked for, each full of paragraphs."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    from portal.core.pdf.fonts import REGULAR

    plain = ParagraphStyle("plain", fontName=REGULAR, fontSize=7.5, leading=9.6, spaceAfter=6)
    buffer = io.BytesIO()
    document = SimpleDocTemplate(buffer, pagesize=landscape(A4), invariant=1)
    flow = []
    for page in range(pages):
        flow += [PageBreak()] if page else []
        flow += [Paragraph(PARAGRAPH, plain) for _line in range(16)]
    document.build(flow)
    return buffer.getvalue()


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    import django  # the settings must be named first

    django.setup()
    for row in run():
        print(
            f"{row.pages} pages {row.form_ms:8} ms {row.plain_ms:8} ms {row.ratio:6} x "
            f"{row.kilobytes} kB"
        )
