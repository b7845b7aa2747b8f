"""The official form of a plan: F1 (JA/JF), F2 (JPT) and F3 (qualitative); domain.md 1.13."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reportlab.platypus import Flowable, PageBreak, Spacer

from portal.core.pdf.grid import Band, Block, Grid, Head
from portal.core.pdf.lines import Cell, Words, words
from portal.core.pdf.official import (
    GAP,
    SIZE,
    Sheet,
    Signatures,
    Signer,
    build_form_document,
    capital,
    filled,
    heading,
    in_sections,
    numbers_of,
    official_period,
    people_table,
    value_cell,
)

from ..report import PlanReport, ResultLine

TITLE = "SASARAN KINERJA PEGAWAI (SKP)"
OFFICERS = "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL"
LEADERS = "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI"
QUANTITATIVE = "PENDEKATAN HASIL KERJA KUANTITATIF"
QUALITATIVE = "PENDEKATAN HASIL KERJA KUALITATIF"
SUPPORTED = "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI"
RESULT = "RENCANA HASIL KERJA"
INDICATOR = "INDIKATOR KINERJA INDIVIDU"
MEASURES = "Ukuran keberhasilan/Indikator Kinerja Individu dan Target:"


def build_plan_form(report: PlanReport) -> bytes:
    """The PDF of a version of a plan; equal reports, equal bytes."""
    period = official_period(report.starts_on, report.last_day)
    sheet = Sheet(
        title=f"{TITLE} {report.year}",
        agency=report.agency,
        subject=f"SKP {report.year} · {report.employee.name}",
        foot=f"{report.form} · SKP {report.year} · versi {report.number}",
        is_companion=report.is_companion,
        is_draft=report.is_draft,
    )
    is_leader = report.form == "F2" or report.is_leadership
    signatures = Signatures(
        sheet.width,
        left=Signer("Pegawai yang Dinilai,", report.employee, shows_date=False),
        right=Signer("Pejabat Penilai Kinerja,", report.appraiser, report.agreed_on),
    )
    flow: list[Flowable] = [
        *heading(
            sheet,
            [
                TITLE,
                QUALITATIVE if report.form == "F3" else QUANTITATIVE,
                LEADERS if is_leader else OFFICERS,
            ],
            left=[report.agency, report.employee.unit],
            right=[f"PERIODE PENILAIAN: {period}"],
        ),
        people_table(sheet, report.employee, report.appraiser, with_agency=is_leader),
        Spacer(0, GAP),
        _results(sheet, report, is_leader),
        Spacer(0, GAP),
        _behavior(sheet, report, signatures),
        PageBreak(),
        *_annexes(sheet, report, period),
    ]
    return build_form_document(flow, sheet)


def _results(sheet: Sheet, report: PlanReport, is_leader: bool) -> Grid:
    layouts = {"F1": _quantitative, "F2": _of_leaders, "F3": _qualitative}
    widths, titles, block_of = layouts[report.form](is_leader)
    head: Head = [(title, 1) for title in titles]
    return Grid(
        filled(widths, sheet.width),
        in_sections(report.results, block_of, len(titles)),
        heads=[[("HASIL KERJA", len(titles))], head, numbers_of(len(titles))],
        size=SIZE,
    )


Layout = tuple[list[float], list[str], Callable[[int, ResultLine], Block]]
"""Widths of the columns, 0 for the one that takes what is left; titles; the block of a result."""


def _quantitative(is_leader: bool) -> Layout:
    def block(number: int, result: ResultLine) -> Block:
        return Block(
            {0: words(str(number)), 1: words(result.supports), 2: words(result.statement)},
            [
                {3: words(capital(one.aspect)), 4: words(one.statement), 5: words(one.target)}
                for one in result.indicators
            ]
            or [{3: words(""), 4: words(""), 5: words("")}],
        )

    titles = ["NO", SUPPORTED, RESULT, "ASPEK", INDICATOR, "TARGET"]
    return [22.0, 165.0, 185.0, 62.0, 0, 115.0], titles, block


def _of_leaders(is_leader: bool) -> Layout:
    def block(number: int, result: ResultLine) -> Block:
        return Block(
            {0: words(str(number)), 1: words(result.statement)},
            [
                {
                    2: words(one.statement),
                    3: words(one.target),
                    4: words(capital(one.perspective)),
                }
                for one in result.indicators
            ]
            or [{2: words(""), 3: words(""), 4: words("")}],
        )

    titles = ["NO", RESULT, INDICATOR, "TARGET", "PERSPEKTIF"]
    return [22.0, 230.0, 0, 130.0, 110.0], titles, block


def _qualitative(is_leader: bool) -> Layout:
    own = 1 if is_leader else 2

    def block(number: int, result: ResultLine) -> Block:
        cells = {0: words(str(number)), own: measured(result.statement, _measures(result))}
        if not is_leader:
            cells[1] = words(result.supports)
        return Block(cells)

    if is_leader:
        return [22.0, 0], ["NO", RESULT], block
    return [22.0, 230.0, 0], ["NO", SUPPORTED, RESULT], block


def _measures(result: ResultLine) -> list[tuple[str, str]]:
    return [(one.statement, one.target) for one in result.indicators]


def measured(statement: str, measures: Iterable[tuple[str, str]], marks: str = "") -> Cell:
    """A qualitative result over its measures with their targets.

    ``marks``: a letter for each measure, where another column refers to it;
    bullets without.
    """
    listed: list[Words] = []
    for number, (text, target) in enumerate(measures):
        line = f"{text} (target: {target})" if target else text
        listed += words(line, mark=mark_of(number, marks))
    return (*words(statement), Words(MEASURES, bold=True), *(listed or words("")))


def mark_of(place: int, marks: str) -> str:
    """ "a." for the first of several measures; a bullet where there are more than letters."""
    return f"{marks[place]}." if place < len(marks) else "•"


def _behavior(sheet: Sheet, report: PlanReport, signatures: Flowable) -> Grid:
    blocks = [
        Block(
            {
                0: words(str(number)),
                1: value_cell(one.value, one.guides),
                2: words(one.expectation),
            }
        )
        for number, one in enumerate(report.behavior, start=1)
    ] or [Block({column: words("") for column in range(3)})]
    wide = (sheet.width - 22) / 2
    return Grid(
        [22, wide, wide],
        blocks,
        heads=[
            [("PERILAKU KERJA", 3)],
            [("NO", 1), ("NILAI DAN PANDUAN PERILAKU", 1), ("EKSPEKTASI KHUSUS PIMPINAN", 1)],
        ],
        tail=signatures,
        size=SIZE,
    )


def _annexes(sheet: Sheet, report: PlanReport, period: str) -> list[Flowable]:
    blocks: list[Block | Band] = []
    for title, points in report.annexes:
        blocks.append(Band(title.upper()))
        listed = [point for point in points if point.strip()]
        blocks += [
            Block({0: words(str(number)), 1: words(point)})
            for number, point in enumerate(listed, start=1)
        ] or [Block({0: words(""), 1: words("")})]
    number = f"{report.employee.number_label} {report.employee.number}".strip()
    return [
        *heading(
            sheet,
            ["LAMPIRAN SKP"],
            left=[report.employee.name, number if report.employee.number else ""],
            right=[f"PERIODE PENILAIAN: {period}"],
        ),
        Grid([22, sheet.width - 22], blocks, size=SIZE),
    ]
