"""Metadata, definitions and bytes."""

from datetime import date

import pytest

from guidelines.importing import (
    Kind,
    decode,
    definitions_of,
    metadata_of,
    normalize,
    propose,
)
from guidelines.importing.dates import find_date
from tests.guidelines.importing.helpers import keys
from tests.guidelines.importing.laws import CLEAN, law


def test_head_and_closing_say_what_a_law_is():
    metadata = metadata_of(CLEAN)

    assert (metadata.kind, metadata.number, metadata.year) == ("PP", "7", 2031)
    assert metadata.title == "TATA CARA UJI PEMBACA"
    assert metadata.issuer == "PRESIDEN REPUBLIK INDONESIA"
    assert metadata.enacted_in == "Jakarta"
    assert metadata.enacted_on == date(2031, 3, 3)
    assert metadata.promulgated_on == date(2031, 3, 4)
    assert metadata.gazette == "LEMBARAN NEGARA REPUBLIK INDONESIA TAHUN 2031 NOMOR 12"
    assert metadata.supplement == "9012"


@pytest.mark.parametrize(
    ("head", "kind", "number", "year"),
    [
        (
            "PERATURAN MENTERI CONTOH REPUBLIK INDONESIA\nNOMOR 3/PMK.03/2022\nTENTANG\nUJI\n\n",
            "PERMEN",
            "3/PMK.03/2022",
            2022,
        ),
        ("PERATURAN BUPATI CONTOH\nNOMOR 12 TAHUN 2021\nTENTANG\nUJI\n\n", "PERBUP", "12", 2021),
        (
            "UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 5 TAHUN 2OL9 TENTANG UJI\nDENGAN RAHMAT",
            "UU",
            "5",
            2019,
        ),
        (
            "PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG NOMOR 1 TAHUN 2030 "
            "TENTANG UJI\nMenimbang",
            "PERPPU",
            "1",
            2030,
        ),
        ("PERATURAN WALI KOTA CONTOH NOMOR 4 TAHUN 2030 TENTANG UJI\n\n", "PERWALI", "4", 2030),
        (
            "PERATURAN DAERAH KABUPATEN CONTOH NOMOR 4 TAHUN 2030 TENTANG UJI\n\n",
            "PERDA",
            "4",
            2030,
        ),
    ],
)
def test_kinds_of_law(head: str, kind: str, number: str, year: int):
    metadata = metadata_of(head)

    assert (metadata.kind, metadata.number, metadata.year) == (kind, number, year)
    assert metadata.title == "UJI"


def test_what_is_not_said_is_none():
    metadata = metadata_of("Catatan rapat.")

    assert metadata.kind is None
    assert metadata.number is None
    assert metadata.enacted_on is None


@pytest.mark.parametrize(
    ("text", "found"),
    [("27 Maret 1991", date(1991, 3, 27)), ("29 April 2OL9", date(2019, 4, 29)),
     ("6 September 1990", date(1990, 9, 6)), ("l5 Agustus 2014", date(2014, 8, 15)),
     ("31 Februari 2014", None), ("1 Nopember 1978", date(1978, 11, 1)), ("kemarin", None),
     ("26 Apri1 2019 lalu", date(2019, 4, 26)), ("1 Mei 9019, 3 Mei 2020", date(2020, 5, 3))],
)  # fmt: skip
def test_dates_through_damage(text: str, found: date | None):
    assert find_date(text) == found


def test_terms_have_their_short_form_and_their_place():
    proposal = propose(CLEAN)
    reader, script = definitions_of(proposal.root, CLEAN)

    assert (reader.term, reader.abbreviation) == ("Pembaca Naskah", "PN")
    assert reader.key == "pasal-1/angka-1"
    assert reader.text.endswith("adalah orang yang membaca naskah.")
    assert (script.term, script.abbreviation, script.key) == ("Naskah Uji", "", "pasal-1/angka-2")


def test_terms_whose_numbers_were_lost_are_found():
    text = law(
        "Pasal 1\nDalam Peraturan Pemerintah ini yang dimaksud dengan Sistem Uji adalah "
        "cara menguji. "
        "Penguji yang selanjutnya disebut PU adalah orang yang menguji.\n3. Hasil adalah angka. "
        "Hasil dicatat.\nPasal 2\nPenguji adalah teliti.\n"
    )
    found = definitions_of(propose(text).root, text)

    assert [d.term for d in found] == ["Sistem Uji", "Penguji", "Hasil"]
    assert found[1].abbreviation == "PU"
    assert found[2].text == "Hasil adalah angka. Hasil dicatat."


def test_items_of_other_articles_are_no_definitions():
    text = law("Pasal 1\nHal sebagaimana dimaksud dalam aturan lain:\n1. satu; dan\n2. dua.\n")
    proposal = propose(text)

    assert keys(proposal, Kind.DEFINITION) == []
    assert keys(proposal, Kind.SUBPOINT)[-2:] == ["pasal-1/angka-1", "pasal-1/angka-2"]


def test_a_short_form_without_yang_and_a_second_one():
    text = law(
        "Pasal 1\nDalam aturan ini yang dimaksud dengan:\n"
        "1. Daftar Uji, selanjutnya dalam aturan ini disebut Daftar, adalah daftar.\n"
        "2. Uji Baca yang selanjutnya disingkat UB yang selanjutnya disebut Uji adalah uji.\n"
    )
    first, second = definitions_of(propose(text).root, text)

    assert (first.term, first.abbreviation) == ("Daftar Uji", "Daftar")
    assert (second.term, second.abbreviation, second.also) == ("Uji Baca", "UB", ("Uji",))


def test_a_law_without_general_terms_defines_nothing():
    text = law("Pasal 1\nAturan ini berlaku.\n")

    assert definitions_of(propose(text).root, text) == ()


@pytest.mark.parametrize(
    ("raw", "text", "encoding", "replaced"),
    [
        (b"\xef\xbb\xbfPasal 1\r\n", "Pasal 1\r\n", "utf-8", 0),
        ("é – “".encode(), "é – “", "utf-8", 0),
        ("é – “".encode("cp1252"), "é – “", "cp1252", 0),
        (b"a\x81b", "a\ufffdb", "cp1252", 1),
        ("Pasal".encode("utf-16"), "Pasal", "utf-16", 0),
        (b"", "", "utf-8", 0),
        (b"\0", "\0", "utf-8", 0),
    ],
)
def test_bytes_are_read(raw: bytes, text: str, encoding: str, replaced: int):
    decoded = decode(raw)

    assert (decoded.text, decoded.encoding, decoded.replaced) == (text, encoding, replaced)
    assert normalize(raw) == text
