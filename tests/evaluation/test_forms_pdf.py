"""The official forms of an evaluation: every word of them on paper, whatever was typed."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from portal.core.pdf.official import COMPANION
from portal.evaluation.pdf.forms import build_form
from portal.evaluation.report import BehaviorRow, EvaluationReport, IndicatorRow, Said
from portal.evaluation.states import Demand, EvaluationState, Form
from portal.people.snapshots import PersonSnapshot
from tests.factories.evaluation import make_evaluation
from tests.factories.people import make_employee_with_appraiser
from tests.factories.planning import make_plan
from tests.factories.reports import (
    APPRAISER,
    ELECTED,
    EMPLOYEE,
    SHA256,
    SUPERIOR,
    VALUES,
    evaluation_report,
    long_text,
    result_row,
)
from tests.paper import in_order, pages_of, size_of, text_of

REALIZED = "REALISASI BERDASARKAN BUKTI DUKUNG"
COLUMNS = {
    "F4": [
        "NO", "RENCANA HASIL KERJA", "INDIKATOR KINERJA INDIVIDU", "TARGET", "PERSPEKTIF",
        REALIZED, "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG",
        "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)",
    ],
    "F5": [
        "NO", "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI", "RENCANA HASIL KERJA", "ASPEK",
        "INDIKATOR KINERJA INDIVIDU", "TARGET", REALIZED, "UMPAN BALIK",
        "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)",
    ],
    "F6": ["NO", "RENCANA HASIL KERJA", REALIZED, "UMPAN BALIK", "(1)", "(2)", "(3)", "(4)"],
}  # fmt: skip
MAIN = tuple(COLUMNS)


def text_of_form(form: str, **facts) -> str:
    return text_of(build_form(form, evaluation_report(form, **facts)))


def with_only(report: EvaluationReport, **facts) -> EvaluationReport:
    return replace(report, results=(result_row(**facts),))


@pytest.mark.parametrize("form", MAIN)
def test_form_has_the_columns_and_sections_of_the_regulation_in_their_order(form):
    text = text_of_form(form)

    assert in_order(
        text, "EVALUASI KINERJA PEGAWAI", "PERIODE: TRIWULAN III",
        "PERIODE PENILAIAN: 1 Juli 2026 s.d. 30 September 2026", "PEGAWAI YANG DINILAI",
        "PEJABAT PENILAI KINERJA", "CAPAIAN KINERJA ORGANISASI ISTIMEWA", "POLA DISTRIBUSI -",
        "HASIL KERJA", *COLUMNS[form], "A. UTAMA", "B. TAMBAHAN",
        "RATING HASIL KERJA DI ATAS EKSPEKTASI", "PERILAKU KERJA", "EKSPEKTASI KHUSUS PIMPINAN",
        "UMPAN BALIK", "Berorientasi Pelayanan", "Kolaboratif",
        "RATING PERILAKU KERJA SESUAI EKSPEKTASI", "PREDIKAT KINERJA PEGAWAI BAIK",
        "12 Oktober 2026", "Pejabat Penilai Kinerja,", APPRAISER.name,
    ), text  # fmt: skip
    assert "Pegawai yang Dinilai," not in text


@pytest.mark.parametrize("form", MAIN)
def test_form_prints_people_results_and_behavior_completely(form):
    report = evaluation_report(form)
    text = text_of(build_form(form, report))

    facts = [
        *(EMPLOYEE.name, EMPLOYEE.number, EMPLOYEE.rank, EMPLOYEE.position, EMPLOYEE.unit),
        *(APPRAISER.name, APPRAISER.number, APPRAISER.rank, APPRAISER.position, APPRAISER.unit),
        *(one.statement for one in report.results),
        *(each.statement for one in report.results for each in one.indicators),
        *(each.realization for one in report.results for each in one.indicators),
        *(f"{said.giver}: {said.text}" for one in report.results for said in one.feedback),
        *(f"{said.giver}: {said.text}" for one in report.behavior for said in one.feedback),
        *(one.expectation for one in report.behavior),
        *(guide for _value, guides in VALUES for guide in guides),
    ]
    assert [fact for fact in facts if fact not in text] == []


def test_target_of_the_year_stands_in_brackets_where_it_differs():
    text = text_of_form("F5")

    assert "3 dokumen (tahunan: 12 dokumen)" in text
    assert "(tahunan: 2–3" not in text
    assert "(target: 3 dokumen; tahunan: 12 dokumen)" in text_of_form("F6")


def test_document_has_its_five_blocks_in_order():
    text = text_of_form("F7")

    assert in_order(
        text, "DOKUMEN EVALUASI KINERJA PEGAWAI", "PERIODE: TRIWULAN III",
        "1 Juli 2026 s.d. 30 September 2026",
        "1. PEGAWAI YANG DINILAI", "NAMA", EMPLOYEE.name, "NIP", EMPLOYEE.number,
        "PANGKAT/GOL. RUANG", EMPLOYEE.rank, "JABATAN", EMPLOYEE.position,
        "UNIT KERJA", EMPLOYEE.unit,
        "2. PEJABAT PENILAI KINERJA", APPRAISER.name, APPRAISER.number, APPRAISER.position,
        "3. ATASAN PEJABAT PENILAI KINERJA", SUPERIOR.name, SUPERIOR.number, SUPERIOR.position,
        "4. EVALUASI KINERJA", "CAPAIAN KINERJA ORGANISASI ISTIMEWA",
        "PREDIKAT KINERJA PEGAWAI BAIK",
        "5. CATATAN/REKOMENDASI", "Ikutkan pelatihan analisis kebijakan",
        "Pegawai yang Dinilai,", EMPLOYEE.name, "Pejabat Penilai Kinerja,", APPRAISER.name,
    ), text  # fmt: skip


def test_document_tells_what_was_said_and_why():
    text = text_of_form(
        "F7", rating_note="Melampaui harapan.", response="Mohon ditinjau.", answer="Tetap.",
        reasons=tuple((demand.value, f"Sebab {demand.value}.") for demand in Demand),
        other_plans=("Pengelola Data, 01/01/2026–31/03/2026 (90 dari 365 hari): belum dinilai",),
        is_annual=True, period_label="Tahun",
    )  # fmt: skip

    assert "PERIODE: AKHIR" in text
    assert in_order(
        text, "PENJELASAN RATING Melampaui harapan.", "ALASAN", "TANGGAPAN PEGAWAI Mohon ditinjau.",
        "JAWABAN PEJABAT PENILAI KINERJA Tetap.", "SKP LAIN PADA TAHUN INI", "(90 dari 365 hari)",
    )  # fmt: skip
    for demand in Demand:
        assert f"Sebab {demand.value}." in text


def test_document_tells_receipt_from_a_deadline_that_ran_out():
    received = text_of_form("F7", accepted_on=date(2026, 10, 26))
    counted = text_of_form("F7", accepted_on=date(2026, 10, 26), counted_as_received=True)

    assert "Diterima oleh pegawai yang dinilai pada 26 Oktober 2026" in received
    assert received.count("26 Oktober 2026") == 2
    assert "Dianggap diterima pada 26 Oktober 2026" in counted
    assert counted.count("26 Oktober 2026") == 1


def test_forms_of_senior_leaders_name_the_agency():
    for form, is_leadership in (("F4", True), ("F6", True), ("F7", True), ("F5", False)):
        text = text_of_form(form, is_leadership=is_leadership)
        assert ("INSTANSI Pemerintah Kabupaten Contoh" in text) == is_leadership


def test_only_the_document_is_upright():
    for form in Form.values:
        upright = size_of(build_form(form, evaluation_report(form))) == (210, 297)
        assert upright == (form == "F7")


@pytest.mark.parametrize("form", Form.values)
def test_equal_reports_give_equal_bytes_in_every_language(form):
    with override("en"):
        first = build_form(form, evaluation_report(form))
    with override("id"):
        assert build_form(form, evaluation_report(form)) == first
    assert build_form(form, evaluation_report(form, overall="Kurang")) != first


@pytest.mark.parametrize("form", Form.values)
@pytest.mark.parametrize("is_companion", [True, False])
def test_every_page_names_its_snapshot_and_says_when_it_is_a_copy(form, is_companion):
    report = evaluation_report(
        form, results=12, is_companion=is_companion, recommendation=long_text(8_000)
    )
    pages = pages_of(build_form(form, report))

    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert SHA256[:16] in page
        assert SHA256[:17] not in page
        assert f"Halaman {number} dari {len(pages)}" in page
        assert (COMPANION in page) == is_companion


@pytest.mark.parametrize("form", MAIN)
def test_sixty_results_repeat_the_head_on_every_page(form):
    pages = pages_of(build_form(form, evaluation_report(form, results=60)))

    text = " ".join(pages)
    for number in range(1, 61):
        assert f"Pertahankan mutu laporan ke-{number}." in text
    with_results = [page for page in pages if "Pertahankan mutu" in page]
    assert len(with_results) > 6
    for page in with_results:
        assert in_order(page, *COLUMNS[form])


@pytest.mark.parametrize("form", MAIN)
@pytest.mark.parametrize("length", [3_000, 8_000])
@pytest.mark.parametrize("indicators", [1, 3])
def test_long_texts_are_complete_on_paper(form, length, indicators):
    marks = ("hasil", "induk", "umpan", "harap", "sikap")
    texts = {mark: long_text(length, mark) for mark in marks}
    measures = []
    for number in range(indicators):
        ukur, nyata = (long_text(length, f"{mark}{number}-") for mark in ("ukur", "nyata"))
        texts |= {f"ukur{number}": ukur, f"nyata{number}": nyata}
        measures.append(IndicatorRow("kuantitas", "anggaran", ukur, "3", "12", nyata))
    report = with_only(
        evaluation_report(
            form,
            behavior=(
                BehaviorRow(
                    "Loyal", VALUES[4][1], texts["harap"], (Said("Camat", texts["sikap"]),)
                ),
            ),
        ),
        statement=texts["hasil"], supports=texts["induk"], indicators=tuple(measures),
        feedback=(Said("Camat", texts["umpan"]),),
    )  # fmt: skip
    printed = set(text_of(build_form(form, report)).split())

    for mark, typed in texts.items():
        if mark == "induk" and form != "F5":
            continue
        assert set(typed.split()) - printed == set(), mark


@pytest.mark.parametrize("length", [3_000, 8_000])
def test_long_notes_of_the_document_are_complete_on_paper(length):
    texts = {mark: long_text(length, mark) for mark in ("saran", "balas", "jawab", "rating")}
    report = evaluation_report(
        "F7", recommendation=texts["saran"], response=texts["balas"], answer=texts["jawab"],
        rating_note=texts["rating"],
    )  # fmt: skip
    printed = set(text_of(build_form("F7", report)).split())

    for typed in texts.values():
        assert set(typed.split()) - printed == set()


@pytest.mark.parametrize("form", MAIN)
def test_many_indicators_and_much_feedback_of_one_result_run_over_pages(form):
    report = with_only(
        evaluation_report(form),
        indicators=tuple(
            IndicatorRow("kuantitas", "", f"Ukuran ke-{number}.", "1", "1", f"Nyata ke-{number}.")
            for number in range(60)
        ),
        feedback=tuple(Said("Camat", f"Ucapan ke-{number}.") for number in range(90)),
    )
    text = text_of(build_form(form, report))

    for number in range(60):
        assert f"Ukuran ke-{number}." in text
        assert f"Nyata ke-{number}." in text
    for number in range(90):
        assert f"Camat: Ucapan ke-{number}." in text


def test_empty_places_print_a_dash():
    bare = IndicatorRow("kuantitas", "", "Jumlah laporan", "", "", "")
    for form in MAIN:
        report = replace(
            with_only(evaluation_report(form), indicators=(bare,), feedback=(), supports=""),
            behavior=(BehaviorRow("Loyal", VALUES[4][1]),), achievement="", result_rating="",
            behavior_rating="", overall="", delivered_on=None,
        )  # fmt: skip
        text = text_of(build_form(form, report))
        assert "CAPAIAN KINERJA ORGANISASI -" in text
        assert "RATING HASIL KERJA -" in text
        assert "rahasia jabatan dan negara - -" in text
        assert "...., ...." in text


def test_no_results_and_nobody_known_can_be_printed():
    nobody = PersonSnapshot()
    for form in Form.values:
        report = evaluation_report(
            form, employee=nobody, appraiser=nobody, superior=nobody, behavior=(), unit="",
            recommendation="",
        )  # fmt: skip
        text = text_of(build_form(form, replace(report, results=())))
        assert "NAMA -" in text


def test_official_without_a_number_leaves_the_rows_empty():
    text = text_of_form("F7", appraiser=ELECTED, superior=ELECTED)

    assert text.count("NIP PANGKAT/GOL. RUANG JABATAN Bupati Contoh") == 2
    assert text_of_form("F4", appraiser=ELECTED).count("NIP 3 PANGKAT/GOL. RUANG") == 1


def test_contract_employee_has_the_labels_of_a_contract():
    person = replace(EMPLOYEE, number_label="NI PPPK", rank="", rank_label="GOLONGAN")

    for form in ("F5", "F7"):
        text = text_of_form(form, employee=person)
        assert f"NI PPPK {person.number}" in text
        assert "GOLONGAN -" in text


@pytest.mark.parametrize("form", Form.values)
def test_names_of_ninety_letters_are_printed_whole(form):
    name = "Prof. Dr. Ir. Raden Mas Haji " + "Sastrowardoyo " * 4 + "M.Sc."
    person = replace(EMPLOYEE, name=name)

    text = text_of_form(form, employee=person, appraiser=person, superior=person)

    assert text.count(name) >= 3


@pytest.mark.parametrize("form", Form.values)
def test_markup_is_text(form):
    typed = "<b>tebal</b> & <para>1 < 2</para> &amp;"
    report = with_only(
        evaluation_report(form, recommendation=typed, unit=typed),
        statement=typed, supports=typed, feedback=(Said("<i>Camat</i>", typed),),
    )  # fmt: skip
    text = text_of(build_form(form, report))

    assert text.count(typed) >= 2
    assert form == "F7" or f"<i>Camat</i>: {typed}" in text


@pytest.mark.parametrize("length", range(0, 2_700, 180))
@pytest.mark.parametrize("form", ["F5", "F7"])
def test_signatures_never_stand_alone(form, length):
    typed = long_text(length)
    behavior = evaluation_report().behavior
    last = replace(behavior[-1], feedback=(Said("Camat", typed),))
    report = evaluation_report(form, recommendation=typed, behavior=(*behavior[:-1], last))
    pages = pages_of(build_form(form, report))

    signed = [page for page in pages if "Pejabat Penilai Kinerja," in page]
    assert len(signed) == 1
    above = signed[0].split("Pejabat Penilai Kinerja,")[0]
    if form == "F5":
        assert "PREDIKAT KINERJA PEGAWAI BAIK" in above
        assert "kata" in above or "Kolaboratif" in above
    else:
        assert "CATATAN/REKOMENDASI" in above or "kata" in above


@pytest.mark.parametrize("form", MAIN)
@pytest.mark.parametrize("count", range(1, 12))
def test_rating_of_results_stands_below_a_result(form, count):
    pages = pages_of(build_form(form, evaluation_report(form, results=count)))

    for page in pages:
        if "RATING HASIL KERJA" in page:
            assert "Kecepatan penyelesaian" in page.split("RATING HASIL KERJA")[0]


def test_unknown_form_is_refused():
    with pytest.raises(ValueError, match="F9"):
        build_form("F9", evaluation_report())


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_snapshot_of_the_portal_becomes_its_forms():
    plan = make_plan(make_employee_with_appraiser(), results=2)
    made = make_evaluation(plan, state=EvaluationState.ACCEPTED, recommendation="Pertahankan.")
    snapshot = made.snapshots.order_by("-number").first()
    report = EvaluationReport.from_facts(snapshot.facts, snapshot.sha256)

    main, document = text_of(build_form("F5", report)), text_of(build_form("F7", report))

    assert "ke-2 yang diselesaikan" in main
    assert snapshot.sha256[:16] in main
    assert "Pertahankan." in document
    assert sorted(one.form for one in snapshot.documents.all()) == ["F5", "F7"]
