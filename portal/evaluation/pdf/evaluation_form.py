"""The official form of an evaluation: F4 (JPT), F5 (JA/JF) and F6 (qualitative); domain.md 1.13."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from string import ascii_lowercase

from reportlab.platypus import Flowable, Spacer

from portal.core.pdf.grid import Block, Fact, Grid, Head
from portal.core.pdf.lines import Cell, words
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
from portal.planning.pdf.plan_form import (
    INDICATOR,
    LEADERS,
    OFFICERS,
    QUALITATIVE,
    QUANTITATIVE,
    RESULT,
    SUPPORTED,
    mark_of,
    measured,
)

from ..report import EvaluationReport, IndicatorRow, ResultRow, Said

TITLE = "EVALUASI KINERJA PEGAWAI"
REALIZATION = "REALISASI BERDASARKAN BUKTI DUKUNG"
FEEDBACK = "UMPAN BALIK"
CONTINUOUS_FEEDBACK = "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"


def build_evaluation_form(form: str, report: EvaluationReport) -> bytes:
    """The PDF of F4, F5 or F6; equal reports, equal bytes."""
    period = official_period(report.starts_on, report.last_day)
    sheet = Sheet(
        title=f"{TITLE} {report.year}",
        agency=report.agency,
        subject=f"{subject_of(report)} · {report.employee.name}",
        foot=f"{form} · {report.sha256[:16]}",
        is_companion=report.is_companion,
    )
    is_leader = form == "F4" or report.is_leadership
    signature = Signatures(
        sheet.width,
        left=None,
        right=Signer("Pejabat Penilai Kinerja,", report.appraiser, report.delivered_on),
    )
    flow: list[Flowable] = [
        *heading(
            sheet,
            [
                TITLE,
                QUALITATIVE if form == "F6" else QUANTITATIVE,
                LEADERS if is_leader else OFFICERS,
            ],
            left=[report.agency, report.unit],
            right=[f"PERIODE: {period_name(report)}", f"PERIODE PENILAIAN: {period}"],
        ),
        people_table(sheet, report.employee, report.appraiser, with_agency=is_leader),
        _organization(sheet, report),
        Spacer(0, GAP),
        _results(sheet, form, report),
        Spacer(0, GAP),
        _behavior(sheet, form, report, signature),
    ]
    return build_form_document(flow, sheet)


def subject_of(report: EvaluationReport) -> str:
    """Which evaluation it is, on top of every page."""
    period = "akhir" if report.is_annual else report.period_label
    return f"Evaluasi Kinerja {period} {report.year}"


def period_name(report: EvaluationReport) -> str:
    """As the head of a form names it: "TRIWULAN III", "AKHIR" for the evaluation of the year."""
    return "AKHIR" if report.is_annual else report.period_label.upper()


def target_cell(indicator: IndicatorRow) -> Cell:
    """The target of the period; that of the year in brackets where it differs."""
    target = words(indicator.target)
    if indicator.year_target and indicator.year_target != indicator.target:
        return (*target, *words(f"(tahunan: {indicator.year_target})"))
    return target


def said_cell(feedback: Iterable[Said]) -> Cell:
    """Each piece of feedback after its giver."""
    listed = tuple(one for said in feedback for one in words(f"{said.giver}: {said.text}"))
    return listed or words("")


def _organization(sheet: Sheet, report: EvaluationReport) -> Grid:
    facts = [
        Fact("CAPAIAN KINERJA ORGANISASI", words(report.achievement.upper())),
        # No pattern is loaded anywhere; its row is the form's all the same.
        Fact("POLA DISTRIBUSI", words("")),
    ]
    return Grid([sheet.width], facts, size=SIZE)


Layout = tuple[list[float], list[str], Callable[[int, ResultRow], Block]]


def _results(sheet: Sheet, form: str, report: EvaluationReport) -> Grid:
    layouts: dict[str, Callable[[], Layout]] = {
        "F4": _of_leaders, "F5": _quantitative, "F6": _qualitative,
    }  # fmt: skip
    widths, titles, block_of = layouts[form]()
    head: Head = [(title, 1) for title in titles]
    return Grid(
        filled(widths, sheet.width),
        [
            *in_sections(report.results, block_of, len(titles)),
            Fact("RATING HASIL KERJA", words(report.result_rating.upper())),
        ],
        heads=[[("HASIL KERJA", len(titles))], head, numbers_of(len(titles))],
        size=SIZE,
    )


def _of_leaders() -> Layout:
    def block(number: int, result: ResultRow) -> Block:
        return Block(
            {0: words(str(number)), 1: words(result.statement), 6: said_cell(result.feedback)},
            [
                {
                    2: words(one.statement),
                    3: target_cell(one),
                    4: words(capital(one.perspective)),
                    5: words(one.realization),
                }
                for one in result.indicators
            ]
            or [{column: words("") for column in (2, 3, 4, 5)}],
        )

    titles = [
        "NO", RESULT, INDICATOR, "TARGET", "PERSPEKTIF", REALIZATION, CONTINUOUS_FEEDBACK,
    ]  # fmt: skip
    return [22.0, 125.0, 125.0, 88.0, 84.0, 0, 130.0], titles, block


def _quantitative() -> Layout:
    def block(number: int, result: ResultRow) -> Block:
        return Block(
            {
                0: words(str(number)),
                1: words(result.supports),
                2: words(result.statement),
                7: said_cell(result.feedback),
            },
            [
                {
                    3: words(capital(one.aspect)),
                    4: words(one.statement),
                    5: target_cell(one),
                    6: words(one.realization),
                }
                for one in result.indicators
            ]
            or [{column: words("") for column in (3, 4, 5, 6)}],
        )

    titles = ["NO", SUPPORTED, RESULT, "ASPEK", INDICATOR, "TARGET", REALIZATION, FEEDBACK]
    return [22.0, 106.0, 112.0, 54.0, 116.0, 84.0, 0, 122.0], titles, block


def _qualitative() -> Layout:
    def block(number: int, result: ResultRow) -> Block:
        many = len(result.indicators) > 1
        marks = ascii_lowercase if many else ""
        realized = [
            one
            for place, indicator in enumerate(result.indicators)
            for one in words(indicator.realization, mark=mark_of(place, marks) if many else "")
        ]
        return Block(
            {
                0: words(str(number)),
                1: measured(
                    result.statement,
                    [(one.statement, _target_in_words(one)) for one in result.indicators],
                    marks,
                ),
                2: tuple(realized) or words(""),
                3: said_cell(result.feedback),
            }
        )

    return [22.0, 290.0, 0, 180.0], ["NO", RESULT, REALIZATION, FEEDBACK], block


def _target_in_words(indicator: IndicatorRow) -> str:
    if indicator.target and indicator.year_target not in {"", indicator.target}:
        return f"{indicator.target}; tahunan: {indicator.year_target}"
    return indicator.target


def _behavior(sheet: Sheet, form: str, report: EvaluationReport, tail: Flowable) -> Grid:
    blocks = [
        Block(
            {
                0: words(str(number)),
                1: value_cell(one.value, one.guides),
                2: words(one.expectation),
                3: said_cell(one.feedback),
            }
        )
        for number, one in enumerate(report.behavior, start=1)
    ] or [Block({column: words("") for column in range(4)})]
    ratings = [
        Fact("RATING PERILAKU KERJA", words(report.behavior_rating.upper())),
        Fact("PREDIKAT KINERJA PEGAWAI", words(report.overall.upper())),
    ]
    feedback = CONTINUOUS_FEEDBACK if form == "F4" else FEEDBACK
    titles = ["NO", "NILAI DAN PANDUAN PERILAKU", "EKSPEKTASI KHUSUS PIMPINAN", feedback]
    return Grid(
        filled([22.0, 280.0, 0, 220.0], sheet.width),
        [*blocks, *ratings],
        heads=[[("PERILAKU KERJA", 4)], [(title, 1) for title in titles]],
        tail=tail,
        size=SIZE,
    )
