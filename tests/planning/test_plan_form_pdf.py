"""The official form of a plan: every word of it on paper, whatever was typed."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from portal.core.pdf.official import COMPANION, NOT_AGREED
from portal.people.snapshots import PersonSnapshot
from portal.planning.pdf.plan_form import build_plan_form
from portal.planning.report import BehaviorLine, IndicatorLine
from portal.planning.report import plan_report as report_of
from tests.factories.people import make_employee_with_appraiser
from tests.factories.planning import make_draft, make_plan
from tests.factories.reports import (
    APPRAISER,
    ELECTED,
    EMPLOYEE,
    VALUES,
    long_text,
    plan_report,
    result_line,
)
from tests.paper import in_order, pages_of, size_of, text_of

COLUMNS = {
    "F1": [
        "NO", "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI", "RENCANA HASIL KERJA", "ASPEK",
        "INDIKATOR KINERJA INDIVIDU", "TARGET", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)",
    ],
    "F2": [
        "NO", "RENCANA HASIL KERJA", "INDIKATOR KINERJA INDIVIDU", "TARGET", "PERSPEKTIF",
        "(1)", "(2)", "(3)", "(4)", "(5)",
    ],
    "F3": [
        "NO", "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI", "RENCANA HASIL KERJA",
        "(1)", "(2)", "(3)",
    ],
}  # fmt: skip
FORMS = tuple(COLUMNS)


@pytest.mark.parametrize("form", FORMS)
def test_form_has_the_columns_and_sections_of_the_regulation_in_their_order(form):
    text = text_of(build_plan_form(plan_report(form)))

    assert in_order(
        text, "SASARAN KINERJA PEGAWAI (SKP)", "PERIODE PENILAIAN: 1 Januari 2026 s.d. 31 Desember",
        "PEGAWAI YANG DINILAI", "PEJABAT PENILAI KINERJA", "HASIL KERJA", *COLUMNS[form],
        "A. UTAMA", "B. TAMBAHAN", "PERILAKU KERJA", "EKSPEKTASI KHUSUS PIMPINAN",
        "Berorientasi Pelayanan", "Kolaboratif", "Pegawai yang Dinilai,", "LAMPIRAN SKP",
        "DUKUNGAN SUMBER DAYA", "SKEMA PERTANGGUNGJAWABAN", "KONSEKUENSI",
    ), text  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_form_prints_people_results_and_behavior_completely(form):
    report = plan_report(form)
    text = text_of(build_plan_form(report))

    facts = [
        *(EMPLOYEE.name, EMPLOYEE.number, EMPLOYEE.rank, EMPLOYEE.position, EMPLOYEE.unit),
        *(APPRAISER.name, APPRAISER.number, APPRAISER.rank, APPRAISER.position, APPRAISER.unit),
        *(one.statement for one in report.results),
        *(each.statement for one in report.results for each in one.indicators),
        *(each.target for one in report.results for each in one.indicators),
        *(guide for _value, guides in VALUES for guide in guides),
        *(one.expectation for one in report.behavior),
        *(point for _title, points in report.annexes for point in points),
        "20 Januari 2026",
    ]
    assert [fact for fact in facts if fact not in text] == []


def test_forms_of_senior_leaders_name_the_agency_and_perspectives_not_the_leaders_result():
    text = text_of(build_plan_form(plan_report("F2")))

    assert "6 INSTANSI" in text
    assert "BAGI PEJABAT PIMPINAN TINGGI" in text
    assert "Penerima layanan" in text
    assert "DIINTERVENSI" not in text
    assert "INSTANSI" not in text_of(build_plan_form(plan_report("F1")))


def test_qualitative_plan_of_a_senior_leader_lacks_the_leaders_result():
    text = text_of(build_plan_form(plan_report("F3", is_leadership=True)))

    assert "DIINTERVENSI" not in text
    assert "INSTANSI" in text
    assert "Ukuran keberhasilan/Indikator Kinerja Individu dan Target:" in text


def test_paper_is_landscape():
    assert size_of(build_plan_form(plan_report())) == (297, 210)


@pytest.mark.parametrize("form", FORMS)
def test_equal_reports_give_equal_bytes_in_every_language(form):
    with override("en"):
        first = build_plan_form(plan_report(form))
    with override("id"):
        assert build_plan_form(plan_report(form)) == first
    assert build_plan_form(plan_report(form, number=2)) != first


@pytest.mark.parametrize("is_companion", [True, False])
@pytest.mark.parametrize("is_draft", [True, False])
def test_every_page_says_what_it_is_not_and_its_place(is_companion, is_draft):
    pages = pages_of(
        build_plan_form(plan_report(results=20, is_companion=is_companion, is_draft=is_draft))
    )

    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert (COMPANION in page) == is_companion
        assert (NOT_AGREED in page) == is_draft
        assert f"Halaman {number} dari {len(pages)}" in page


@pytest.mark.parametrize("form", FORMS)
def test_sixty_results_repeat_the_head_on_every_page(form):
    pages = pages_of(build_plan_form(plan_report(form, results=60)))

    text = " ".join(pages)
    for number in range(1, 61):
        assert f"Kecepatan penyelesaian ke-{number}" in text
    with_results = [page for page in pages if "Kecepatan penyelesaian" in page]
    assert len(with_results) > 4
    for page in with_results:
        assert in_order(page, *COLUMNS[form])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("length", [3_000, 8_000])
def test_long_texts_are_complete_on_paper(form, length):
    texts = {
        mark: long_text(length, mark) for mark in ("hasil", "induk", "ukur", "harap", "lampir")
    }
    report = plan_report(
        form,
        results=1,
        behavior=(BehaviorLine("Loyal", VALUES[4][1], texts["harap"]),),
        annexes=(("Konsekuensi", (texts["lampir"],)),),
    )
    own = result_line(
        statement=texts["hasil"], supports=texts["induk"],
        indicators=(IndicatorLine("kuantitas", "anggaran", texts["ukur"], "12 dokumen"),),
    )  # fmt: skip
    text = text_of(build_plan_form(replace(report, results=(own,))))

    printed = set(text.split())
    for mark, typed in texts.items():
        if mark == "induk" and form == "F2":
            continue
        assert set(typed.split()) - printed == set()


def test_word_without_an_end_is_cut_between_letters():
    only = replace(plan_report(), results=(result_line(statement="Ñ" * 3_000),))

    assert text_of(build_plan_form(only)).count("Ñ") == 3_000


def test_names_of_ninety_letters_are_printed_whole():
    name = "Prof. Dr. Ir. Raden Mas Haji " + "Sastrowardoyo " * 4 + "M.Sc."
    assert len(name) >= 90
    person = replace(EMPLOYEE, name=name)

    text = text_of(build_plan_form(plan_report(employee=person, appraiser=person)))

    assert text.count(name) >= 4


def test_official_without_a_number_leaves_the_rows_empty():
    text = text_of(build_plan_form(plan_report("F2", appraiser=ELECTED)))

    assert in_order(text, "2 NIP", EMPLOYEE.number, "2 NIP 3 PANGKAT/GOL. RUANG", EMPLOYEE.rank)
    assert text.count("H. Bambang Sutrisno") == 2
    assert "NIP -" not in text


def test_contract_employee_has_the_labels_of_a_contract():
    person = replace(EMPLOYEE, number_label="NI PPPK", rank="", rank_label="GOLONGAN")

    text = text_of(build_plan_form(plan_report(employee=person)))

    assert f"NI PPPK {person.number}" in text
    assert "3 GOLONGAN -" in text


def test_nobody_known_prints_dashes_and_dots_to_fill_in():
    report = plan_report(
        employee=replace(EMPLOYEE, number="", rank=""), appraiser=PersonSnapshot(),
        agreed_on=None, results=0, behavior=(), annexes=(("Konsekuensi", ()),),
    )  # fmt: skip
    text = text_of(build_plan_form(replace(report, results=())))

    assert "1 NAMA -" in text
    assert "2 NIP -" in text
    assert in_order(text, "A. UTAMA -", "B. TAMBAHAN -", "KONSEKUENSI -")
    assert "...., ...." in text


def test_result_without_indicators_can_be_printed():
    for form in FORMS:
        bare = replace(plan_report(form), results=(result_line(indicators=()),))
        assert "Terlaksananya pelayanan administrasi ke-1" in text_of(build_plan_form(bare))


def test_markup_is_text():
    typed = "<b>tebal</b> & <para>1 < 2</para> &amp;"
    for form in FORMS:
        report = replace(
            plan_report(form, employee=replace(EMPLOYEE, name=typed), agency=typed),
            results=(result_line(statement=typed, supports=typed),),
        )
        assert text_of(build_plan_form(report)).count(typed) >= 5


@pytest.mark.parametrize("length", range(0, 2_400, 150))
def test_signatures_never_stand_alone(length):
    behavior = (
        *plan_report().behavior[:-1],
        BehaviorLine("Kolaboratif", VALUES[6][1], long_text(length) or "-"),
    )
    pages = pages_of(build_plan_form(plan_report(behavior=behavior)))

    signed = [page for page in pages if "Pegawai yang Dinilai," in page]
    assert len(signed) == 1
    above = signed[0].split("EKSPEKTASI KHUSUS PIMPINAN")[1].split("Pegawai yang Dinilai,")[0]
    assert "Kolaboratif" in above or "kata" in above


@pytest.mark.parametrize("count", range(1, 30))
def test_a_section_title_is_never_the_last_line_of_a_page(count):
    pages = pages_of(build_plan_form(plan_report(results=count)))

    for page in pages:
        for title in ("A. UTAMA", "B. TAMBAHAN"):
            if title in page:
                assert page.split(title)[1].strip().startswith("1 ")


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_plan_of_the_portal_becomes_its_form():
    owner = make_employee_with_appraiser()
    plan = make_plan(owner, results=2)
    draft = make_draft(make_employee_with_appraiser(name="Wahyu Hidayat"))

    agreed = text_of(build_plan_form(report_of(plan.standing_version)))
    drafted = text_of(build_plan_form(report_of(draft)))

    assert "Jumlah laporan pelayanan ke-2 yang diselesaikan" in agreed
    assert "12 dokumen" in agreed
    assert "Menggerakkan pemanfaatan berbagai sumber daya" in agreed
    assert NOT_AGREED not in agreed
    assert NOT_AGREED in drafted
