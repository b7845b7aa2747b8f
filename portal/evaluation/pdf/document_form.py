"""F7, the document of an evaluation (Format D.1.1; domain.md 1.13)."""

from __future__ import annotations

from reportlab.platypus import Flowable

from portal.core.pdf.grid import Band, Block, Grid
from portal.core.pdf.lines import Words, words
from portal.core.pdf.official import (
    Sheet,
    Signatures,
    Signer,
    build_form_document,
    heading,
    official_date,
    official_period,
    person_rows,
)

from ..report import EvaluationReport
from ..states import Demand
from .evaluation_form import period_name, subject_of

TITLE = "DOKUMEN EVALUASI KINERJA PEGAWAI"
SIZE = 8.5
LABEL = 165.0
REASONS = {
    Demand.UNCHECKED: "Bukti dukung yang belum diperiksa",
    Demand.RETURNED: "Bukti dukung yang dikembalikan dan belum diganti",
    Demand.NOT_ACCEPTED: "Realisasi yang belum ada atau belum diterima",
    Demand.NO_TARGET: "Target periode yang belum disepakati",
}


def build_document_form(report: EvaluationReport) -> bytes:
    """The PDF of F7; equal reports, equal bytes."""
    sheet = Sheet(
        title=f"{TITLE} {report.year}",
        agency=report.agency,
        subject=f"{subject_of(report)} · {report.employee.name}",
        foot=f"F7 · {report.sha256[:16]}",
        is_companion=report.is_companion,
        is_landscape=False,
    )
    period = official_period(report.starts_on, report.last_day)
    # Nobody signed where only the deadline ran out.
    signed_on = None if report.counted_as_received else report.accepted_on
    signatures = Signatures(
        sheet.width,
        left=Signer("Pegawai yang Dinilai,", report.employee, signed_on),
        right=Signer("Pejabat Penilai Kinerja,", report.appraiser, report.delivered_on),
    )
    flow: list[Flowable] = [
        *heading(
            sheet,
            [TITLE],
            left=[report.agency, report.unit],
            right=[f"PERIODE: {period_name(report)}", "PERIODE PENILAIAN:", period],
        ),
        Grid(
            [LABEL, sheet.width - LABEL],
            [*_people(report), *_evaluation(report), *_notes(report)],
            tail=signatures,
            size=SIZE,
        ),
    ]
    return build_form_document(flow, sheet)


def _row(label: str, value: str, *, empty: str = "-") -> Block:
    return Block({0: words(label), 1: words(value, empty=empty)})


def _people(report: EvaluationReport) -> list[Block | Band]:
    people = (
        ("1. PEGAWAI YANG DINILAI", report.employee),
        ("2. PEJABAT PENILAI KINERJA", report.appraiser),
        ("3. ATASAN PEJABAT PENILAI KINERJA", report.superior),
    )
    blocks: list[Block | Band] = []
    for title, person in people:
        rows = person_rows(
            person,
            may_lack_number=person is not report.employee,
            with_agency=report.is_leadership,
        )
        blocks.append(Band(title))
        blocks += [_row(label, value, empty="") for label, value in rows]
    return blocks


def _evaluation(report: EvaluationReport) -> list[Block | Band]:
    return [
        Band("4. EVALUASI KINERJA"),
        _row("CAPAIAN KINERJA ORGANISASI", report.achievement.upper()),
        _row("PREDIKAT KINERJA PEGAWAI", report.overall.upper()),
    ]


def _notes(report: EvaluationReport) -> list[Block | Band]:
    """Recommendation always; the rest where there is any."""
    reasons = [
        one
        for code, text in report.reasons
        if text.strip()
        for one in (Words(f"{REASONS[Demand(code)]}:", bold=True), *words(text))
    ]
    plans = [one for line in report.other_plans for one in words(line, mark="•")]
    blocks: list[Block | Band] = [
        Band("5. CATATAN/REKOMENDASI"),
        _row("CATATAN/REKOMENDASI", report.recommendation),
    ]
    cells = (
        ("PENJELASAN RATING", words(report.rating_note, empty="")),
        ("ALASAN", tuple(reasons)),
        ("TANGGAPAN PEGAWAI", words(report.response, empty="")),
        ("JAWABAN PEJABAT PENILAI KINERJA", words(report.answer, empty="")),
        ("SKP LAIN PADA TAHUN INI", tuple(plans)),
        ("PENERIMAAN", words(_receipt(report), empty="")),
    )
    return blocks + [Block({0: words(label), 1: cell}) for label, cell in cells if cell]


def _receipt(report: EvaluationReport) -> str:
    if report.accepted_on is None:
        return ""
    day = official_date(report.accepted_on)
    if report.counted_as_received:
        return f"Dianggap diterima pada {day} karena tidak ditanggapi sampai batas waktunya"
    return f"Diterima oleh pegawai yang dinilai pada {day}"
