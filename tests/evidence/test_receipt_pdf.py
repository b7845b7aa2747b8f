"""The receipt as PDF: the same facts give the same bytes, whatever a file is called."""

import io
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
import segno
from django.utils.translation import override

from evidence.pdf.receipt import build_receipt
from evidence.report import ReceiptFacts, page_unit_label
from evidence.states import ProcessingState
from portal.core.pdf.text import MISSING, is_printable, paragraph_text, printable
from tests.evidence.pages import page_of
from tests.factories.evidence import make_version
from tests.helpers import english

FACTS = ReceiptFacts(
    office="Portal Kinerja",
    agency="Pemerintah Kabupaten Contoh",
    file_name="notulen-rapat.pdf",
    size_bytes=1_258_291,
    type_label="Dokumen PDF",
    page_count=12,
    page_unit="page",
    sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    title="Notulen rapat koordinasi",
    kind="Notulen",
    number="094/112/2026",
    version=1,
    evidence_id="2eb63c70-9b45-4cab-88d5-e45edd311fba",
    owner="Ratna Wulandari, S.Sos. (NIP 198501012010011002)",
    typed_by="Budi Santoso",
    received_at=datetime(2026, 11, 24, 7, 2, 31, tzinfo=UTC),
    receipt_at=datetime(2026, 11, 24, 7, 2, 40, tzinfo=UTC),
    was_read=True,
    zone=ZoneInfo("Asia/Makassar"),
    address="https://portal.example/bukti/2eb63c70-9b45-4cab-88d5-e45edd311fba/versi/1/tanda-terima/",
)
NAMES = {
    "emoji": "📄👨‍👩‍👧 bukti.pdf",
    "arabic": "تقرير العمل.pdf",
    "long": "n" * 300 + ".pdf",
    "long emoji": "📄" * 300,
    "markup": "<b>&amp;</b><para>.pdf",
    "vietnamese": "bảng điểm.pdf",
    "control": "a\x00b\u202ec\n.pdf",
    "no blank": "ب" * 300,
    "empty": "",
}


def text_of_pdf(data):
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def test_equal_facts_give_equal_bytes_and_others_do_not():
    assert build_receipt(FACTS) == build_receipt(replace(FACTS))
    assert build_receipt(FACTS) != build_receipt(replace(FACTS, version=2))


def test_language_of_the_reader_does_not_change_it():
    with override("en"):
        english = build_receipt(FACTS)
    with override("id"):
        assert build_receipt(FACTS) == english


def test_it_prints_every_fact_in_the_time_of_the_agency():
    text = text_of_pdf(build_receipt(FACTS))

    for fact in (
        FACTS.file_name,
        FACTS.sha256,
        FACTS.owner,
        FACTS.typed_by,
        FACTS.number,
        FACTS.title,
        FACTS.agency,
        FACTS.kind,
        "1.258.291",
        "12",
        "15.02.31 WITA",
        "24 November 2026",
        FACTS.evidence_id,
    ):
        assert fact in text, fact


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_any_name_can_be_printed_and_found_out_exactly(name):
    data = build_receipt(replace(FACTS, file_name=name, title=name, number=name[:120]))

    assert data.startswith(b"%PDF-")
    assert data == build_receipt(replace(FACTS, file_name=name, title=name, number=name[:120]))
    text = text_of_pdf(data)
    assert FACTS.sha256 in text
    if not is_printable(name):
        assert quote(name, safe=" ")[:30] in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("surat", "surat"),
        ("e\u0301", "é"),
        ("📄", MISSING),
        ("a\nb\tc", "a b c"),
        ("a\x00\u202eb", "ab"),
        ("ب" * 3, MISSING * 3),
        ("1\ufe0f\u20e3", "1" + MISSING),
    ],
)
def test_letter_that_cannot_be_printed_is_seen_to_be_missing(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize("length", range(20, 700, 40))
def test_a_heading_is_never_alone_at_the_end_of_a_page(length):
    data = build_receipt(replace(FACTS, file_name="ب" * length, title="ت" * (length // 2)))

    document = pypdfium2.PdfDocument(io.BytesIO(data))
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    for heading in ("Nama berkas, persis", "Judul, persis"):
        found = [page for page in pages if heading in page]
        assert len(found) == 1
        assert found[0].split(heading)[1].strip().startswith("%D8%")


def test_what_is_counted_is_called_by_its_name():
    sheets = text_of_pdf(build_receipt(replace(FACTS, page_unit="sheet", page_count=3)))
    text = text_of_pdf(build_receipt(replace(FACTS, page_unit="", page_count=None)))

    assert "Halaman 12" in text_of_pdf(build_receipt(FACTS))
    with override("id"):
        assert f"{page_unit_label('sheet')} 3" in sheets
    assert "Halaman 12" not in sheets
    assert "Halaman 1 dari" in text
    assert text.count("Halaman") == len(re.findall(r"Halaman \d+ dari", text))


def test_markup_is_text():
    assert paragraph_text("<b>&") == "&lt;b&gt;&amp;"


def test_printable_is_composed():
    assert printable("e\u0301") == unicodedata.normalize("NFC", "e\u0301")


def test_code_leads_to_the_receipt():
    # The squares of the PDF are those of this code; a reader of codes was not at hand (2026-11-24).
    matrix = segno.make(FACTS.address, error="m", micro=False).matrix
    document = pypdfium2.PdfDocument(io.BytesIO(build_receipt(FACTS)))
    page = document[0]
    scale = 4
    picture = page.render(scale=scale).to_pil().convert("L")
    document.close()
    millimeter = 72 / 25.4
    side = 34 * millimeter
    unit = side / (len(matrix) + 4)
    left = 22 * millimeter
    dark = [
        (x, y)
        for y in range(picture.height // 2, picture.height)
        for x in range(int(left * scale), int((left + side) * scale))
        if picture.getpixel((x, y)) < 90
    ]
    top = min(y for _x, y in dark)
    first = min(x for x, y in dark if y < top + unit * scale)
    for row, cells in enumerate(matrix):
        for column, cell in enumerate(cells):
            x = first + (column + 0.5) * unit * scale
            y = top + (row + 0.5) * unit * scale
            assert (picture.getpixel((int(x), int(y))) < 128) == bool(cell), (row, column)


@pytest.mark.django_db
def test_page_gives_the_same_bytes_to_everybody_in_indonesian(everyone, client_of):
    version = make_version(everyone.owner, state=ProcessingState.READ, sharing="unit")

    own = client_of(everyone.owner.user).get(page_of("receipt_pdf", version))
    other = english(client_of(everyone.colleague.user)).get(page_of("receipt_pdf", version))

    assert own["Content-Type"] == "application/pdf"
    assert own.content == other.content
    assert version.stored_file.sha256 in text_of_pdf(own.content)
