"""Doubled, missing, inserted and damaged numbers, and references that are no headings."""

import pytest

from guidelines.importing import FindingKind, Kind, propose
from guidelines.importing.numbers import (
    arabic_reading,
    ordinal_value,
    roman_readings,
    roman_value,
    to_roman,
)
from tests.guidelines.importing.helpers import assert_whole, findings, keys, unit
from tests.guidelines.importing.laws import BODY, ELUCIDATION, articles, law


def test_a_missing_article_is_a_gap_at_its_place():
    text = law(articles("1", "2", "4", "5"))
    proposal = propose(text)

    assert proposal.gaps == ("3",)
    [gap] = findings(proposal, FindingKind.GAP)
    assert (gap.key, gap.detail) == ("pasal-3", "3")
    assert text[gap.start :].startswith("Pasal 4")


def test_articles_that_only_the_elucidation_knows_are_missing():
    proposal = propose(law(articles("1", "2"), ELUCIDATION))

    assert proposal.articles == ("1", "2")
    assert proposal.gaps == ("3", "4")


def test_a_doubled_article_keeps_its_text_and_is_listed():
    text = law(articles("1", "2", "2", "3"))
    proposal = propose(text)

    assert proposal.articles == ("1", "2", "3")
    assert proposal.doubled == ("2",)
    assert keys(proposal, Kind.ARTICLE) == ["pasal-1", "pasal-2", "pasal-2--2", "pasal-3"]
    [doubled] = findings(proposal, FindingKind.DOUBLED)
    assert doubled.key == "pasal-2--2"
    assert "nomor 3" in unit(proposal, "pasal-2--2").words(text)
    assert_whole(proposal, text)


@pytest.mark.parametrize("words", ["Isi dua.", "Isi.", "(1) Isi.\n(2) Dua.", "Ya."])
def test_a_doubled_article_with_few_words_is_no_heading_carried_over_a_page(words: str):
    text = (
        "PERATURAN BUPATI CONTOH\nNOMOR 7 TAHUN 2019\nTENTANG\nARSIP\n\nPasal 1\nSatu.\n\n"
        f"Pasal 2\n{words}\n\nPasal 2\nIsi dua lagi.\n\nPasal 3\nTiga\n"
    )
    proposal = propose(text)

    assert proposal.doubled == ("2",)
    assert keys(proposal, Kind.ARTICLE) == ["pasal-1", "pasal-2", "pasal-2--2", "pasal-3"]
    assert words.splitlines()[0].removeprefix("(1) ") in unit(proposal, "pasal-2").words(text)
    assert_whole(proposal, text)


@pytest.mark.parametrize(
    "between", ["", "\n- 3 -\n", "\nPRESIDEN\nREPUBLIK INDONESIA\n- 3 -\n", "\nSK No 012345 A\n"]
)
def test_a_heading_carried_over_a_page_is_not_doubled(between: str):
    text = law(articles("1", "2", "3").replace("Pasal 2\n", f"Pasal 2\n{between}Pasal 2\n"))
    proposal = propose(text)

    assert proposal.articles == ("1", "2", "3")
    assert not proposal.doubled
    assert_whole(proposal, text)


def test_a_doubled_article_and_the_one_it_stands_for():
    proposal = propose(law(articles("1", "2", "2", "4", "5")))

    assert proposal.doubled == ("2",)
    assert proposal.gaps == ("3",)


def test_a_doubled_chapter_is_listed():
    text = law(
        "BAB I\nUMUM\n" + articles("1") + "BAB II\nISI\n" + "Pasal 2\nIsi.\n"
        "BAB III\nLAIN\nPasal 3\nLain.\nBAB II\nPENUTUP\nPasal 4\nTutup.\n"
    )
    proposal = propose(text)

    assert proposal.chapters == 4
    assert [f.key for f in findings(proposal, FindingKind.DOUBLED)] == ["bab-ii--2"]
    assert keys(proposal, Kind.CHAPTER) == ["bab-i", "bab-ii", "bab-iii", "bab-ii--2"]


def test_a_heading_that_fits_nowhere_is_named_and_its_text_stays():
    text = law(articles("1", "2", "88", "3", "4"))
    proposal = propose(text)

    assert proposal.articles == ("1", "2", "3", "4")
    assert proposal.unplaced == ("Pasal 88",)
    [stray] = findings(proposal, FindingKind.UNPLACED)
    assert stray.key == "pasal-2"
    assert text[stray.start : stray.end] == "Pasal 88"
    assert "nomor 3" in unit(proposal, "pasal-2").words(text)


def test_an_article_out_of_order_keeps_its_address_and_is_named():
    text = law(articles("1", "2", "4", "5", "6", "3", "7", "8"))
    proposal = propose(text)

    assert proposal.articles == tuple(str(n) for n in range(1, 9))
    assert proposal.gaps == ()
    assert proposal.unplaced == ("Pasal 3",)
    [late] = findings(proposal, FindingKind.UNPLACED)
    assert late.key == "pasal-3"
    assert "nomor 6" in unit(proposal, "pasal-3").words(text)
    assert_whole(proposal, text)


def test_inserted_units_keep_their_letters():
    body = BODY.replace(
        "BAB III\n",
        "BAB IIA\nSISIPAN\nPasal 3A\n(1) Satu.\n(1a) Satu a.\n(2) Dua.\nPasal 3B\nIsi.\nBAB III\n",
    )
    proposal = propose(law(body))

    assert proposal.articles == ("1", "2", "3", "3A", "3B", "4")
    assert keys(proposal, Kind.CHAPTER) == ["bab-i", "bab-ii", "bab-iia", "bab-iii"]
    assert "pasal-3a/ayat-1a" in keys(proposal, Kind.PARAGRAPH)
    assert not proposal.findings


def test_chapter_ixa_is_no_other_number():
    chapters = ["VIII", "IX", "IXA", "X", "XI"]
    text = law("".join(f"BAB {c}\nJUDUL\nPasal {n}\nIsi.\n" for n, c in enumerate(chapters, 1)))

    assert keys(propose(text), Kind.CHAPTER) == ["bab-viii", "bab-ix", "bab-ixa", "bab-x", "bab-xi"]


@pytest.mark.parametrize(
    ("damaged", "raw"),
    [
        ("Pasal 1 1", "Pasal 1 1"),
        ("Pasal l1", "Pasal l1"),
        ("Pasal I I", "Pasal I I"),
        ("Pasal 1l", "Pasal 1l"),
        ("PasaI 11", "PasaI 11"),
        ("Pasa111", "Pasa111"),
        ("Pasal11", "Pasal11"),
    ],
)
def test_damaged_numbers_are_read_and_the_text_stays(damaged: str, raw: str):
    numbers = [str(n) for n in range(1, 15)]
    text = law(articles(*numbers).replace("Pasal 11\n", f"{damaged}\n"))
    proposal = propose(text)

    assert proposal.articles == tuple(numbers)
    assert damaged in text[unit(proposal, "pasal-11").start : unit(proposal, "pasal-11").end]
    if damaged != "PasaI 11":
        [repaired] = findings(proposal, FindingKind.REPAIRED)
        assert (repaired.key, repaired.detail) == ("pasal-11", raw)
    assert_whole(proposal, text)


def test_an_o_for_a_zero_is_read():
    numbers = [str(n) for n in range(1, 25)]
    text = law(articles(*numbers).replace("Pasal 20\n", "Pasal 2O\n"))
    proposal = propose(text)

    assert proposal.articles == tuple(numbers)
    assert findings(proposal, FindingKind.REPAIRED)[0].key == "pasal-20"


def test_brackets_of_paragraphs_read_through_damage():
    text = law(
        "Pasal 1\n(l) Satu isi.\n(21 Dua isi.\n(3) Tiga isi. "
        "(41 Empat isi sebagaimana ayat (21 ini.\n"
        "{5) Lima isi.\n"
    )
    proposal = propose(text)

    assert keys(proposal, Kind.PARAGRAPH) == [f"pasal-1/ayat-{n}" for n in range(1, 6)]
    repaired = findings(proposal, FindingKind.REPAIRED)
    assert [f.key for f in repaired] == [f"pasal-1/ayat-{n}" for n in (1, 2, 4, 5)]
    assert repaired[1].detail == "(21"


def test_a_doubled_paragraph_is_a_unit_of_its_own_and_is_listed():
    text = law("Pasal 1\n(1) Satu.\n(2) Dua.\n(2) Dua lagi.\n(3) Tiga.\nPasal 2\nIsi.\n")
    proposal = propose(text)

    [doubled] = findings(proposal, FindingKind.DOUBLED)
    assert (doubled.key, doubled.detail) == ("pasal-1/ayat-2--2", "2")
    assert keys(proposal, Kind.PARAGRAPH) == [
        f"pasal-1/ayat-{end}" for end in ("1", "2", "2--2", "3")
    ]
    assert "Dua lagi" in unit(proposal, "pasal-1/ayat-2--2").words(text)
    assert not findings(proposal, FindingKind.GAP)
    assert_whole(proposal, text)


def test_a_doubled_item_is_a_unit_of_its_own_and_is_listed():
    text = law(
        "Pasal 1\n(1) Daftar:\na. satu;\nb. dua:\n1. kecil;\n1. lain;\n2. besar;\n"
        "b. dua lagi;\nc. tiga.\n(2) Isi.\n"
    )
    proposal = propose(text)

    assert [f.key for f in findings(proposal, FindingKind.DOUBLED)] == [
        "pasal-1/ayat-1/huruf-b/angka-1--2",
        "pasal-1/ayat-1/huruf-b--2",
    ]
    assert "pasal-1/ayat-1/huruf-c" in keys(proposal, Kind.POINT)
    assert_whole(proposal, text)


@pytest.mark.parametrize(
    "carried",
    ["(2) Dua . . .\n- 3 -\n(2) Dua isi.\n", "(2) Dua\n- 3 -\n(2) Dua isi.\n",
     "(2) Dua:\na. satu;\nb. Setiap...\nb. setiap dua.\n",
     "(2) Dua isi menurut\n(2) dan ayat (1).\n"],
)  # fmt: skip
def test_a_number_carried_over_a_page_is_not_doubled(carried: str):
    text = law(f"Pasal 1\n(1) Satu.\n{carried}(3) Tiga.\n")
    proposal = propose(text)

    assert not findings(proposal, FindingKind.DOUBLED)
    assert_whole(proposal, text)


def test_missing_paragraphs_and_items_are_named():
    text = law("Pasal 1\n(1) Satu.\n(3) Tiga terdiri atas:\na. a;\nb. b;\nd. d.\n")
    proposal = propose(text)

    gaps = [finding.key for finding in findings(proposal, FindingKind.GAP)]
    assert gaps == ["pasal-1/ayat-2", "pasal-1/ayat-3/huruf-c"]


@pytest.mark.parametrize(
    "reference",
    ["sebagaimana dimaksud dalam\nPasal 5\nayat (2) dan seterusnya.",
     "\nPasal 5 ayat (2) huruf a berlaku pula di sini.",
     "\nPasal 5 dan Pasal 6 tidak berlaku.",
     "menurut ketentuan dalam\nPasal 5\ndan aturan lain.",
     "Ketentuan Pasal 5. Selanjutnya lihat Pasal 6.",
     "diatur dengan Pasal 5, Pasal 6, dan\nPasal 7."],
)  # fmt: skip
def test_references_are_no_headings(reference: str):
    body = articles("1", "2", "3").replace("Hal nomor 2", f"Hal nomor 2 {reference} Hal")
    text = law(body + "Pasal 4\nAkhir.\n")
    proposal = propose(text)

    assert proposal.articles == ("1", "2", "3", "4")
    assert not proposal.unplaced
    assert not proposal.doubled


def test_headings_in_the_middle_of_a_line_are_found():
    text = law(
        "Pasal 1 Isi satu sebagaimana dimaksud dalam Pasal 3 ayat (1). "
        "Pasal 2 (1) Isi dua. (2) Isi. "
        "Bagian Kesatu Umum Pasal 3 (1) Isi tiga. (2) Isi menurut Pasal 2. Pasal 4 Akhir."
    )
    proposal = propose(text)

    assert proposal.articles == ("1", "2", "3", "4")
    assert "bagian-kesatu" in keys(proposal, Kind.PART)
    assert "pasal-3/ayat-2" in keys(proposal, Kind.PARAGRAPH)


def test_items_of_four_levels():
    text = law(
        "Pasal 1\n(1) Daftar:\na. huruf:\n1. angka:\na) kecil:\n1) terdalam; dan\n2) akhir.\n"
        "b) kecil.\n2. angka.\nb. huruf.\n(2) Lain:\na. satu;\nb. dua.\n"
    )
    found = [n.key for n in propose(text).root.walk() if n.kind in (Kind.POINT, Kind.SUBPOINT)]

    base = "pasal-1/ayat-1/huruf-a/angka-1"
    inner = [key for key in found if key.startswith("pasal-1/")]
    assert inner == [
        "pasal-1/ayat-1/huruf-a", base, f"{base}/huruf-a", f"{base}/huruf-a/angka-1",
        f"{base}/huruf-a/angka-2", f"{base}/huruf-b", "pasal-1/ayat-1/huruf-a/angka-2",
        "pasal-1/ayat-1/huruf-b", "pasal-1/ayat-2/huruf-a", "pasal-1/ayat-2/huruf-b",
    ]  # fmt: skip


def test_lists_longer_than_the_alphabet():
    letters = [*"abcdefghijklmnopqrstuvwxyz", "aa", "ab"]
    text = law("Pasal 1\nDaftar:\n" + "".join(f"{letter}. isi;\n" for letter in letters))

    assert [k for k in keys(propose(text), Kind.POINT) if k.startswith("pasal-1")] == [
        f"pasal-1/huruf-{letter}" for letter in letters
    ]


def test_books_may_number_their_chapters_anew():
    text = law(
        "BUKU KESATU\nUMUM\nBAB I\nAWAL\nPasal 1\nIsi.\nBAB II\nLANJUT\nPasal 2\nIsi.\n"
        "BUKU KEDUA\nKHUSUS\nBAB I\nAWAL\nPasal 3\nIsi.\nBAB II\nLANJUT\nPasal 4\nIsi.\n"
    )
    proposal = propose(text)

    assert keys(proposal, Kind.BOOK) == ["buku-kesatu", "buku-kedua"]
    assert keys(proposal, Kind.CHAPTER) == [
        "buku-kesatu/bab-i", "buku-kesatu/bab-ii", "buku-kedua/bab-i", "buku-kedua/bab-ii",
    ]  # fmt: skip
    assert not proposal.doubled


@pytest.mark.parametrize("value", range(1, 120))
def test_roman_numbers_are_read_as_they_are_written(value: int):
    assert roman_value(to_roman(value)) == value


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("11", (11, False)),
        ("1 1", (11, True)),
        ("2OL9", (2019, True)),
        ("l", (1, True)),
        ("S", (5, True)),
        ("abc", None),
        ("", None),
        ("²", None),
    ],
)
def test_arabic_numbers_through_damage(text: str, reading: tuple[int, bool] | None):
    assert arabic_reading(text) == reading


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Kesatu", 1),
        ("Pertama", 1),
        ("KEDUA", 2),
        ("Kesepuluh", 10),
        ("Kesebelas", 11),
        ("Kedua Belas", 12),
        ("Keduabelas", 12),
        ("Kedua Puluh", 20),
        ("Kedua Puluh Satu", 21),
        ("Ke-tiga", 3),
        ("Lain", None),
    ],
)
def test_ordinal_words(text: str, value: int | None):
    assert ordinal_value(text) == value


def test_a_letter_behind_a_roman_number_is_no_numeral_unless_it_is_one():
    assert roman_readings("IXA") == [(9, "A", False)]
    assert (90, "", False) in roman_readings("XC")
    assert (10, "C", False) in roman_readings("XC")
    assert roman_readings("l1") == [(2, "", True)]


def test_numbers_of_four_digits_are_read():
    numbers = [str(number) for number in range(1, 1994)]

    assert list(propose(law(articles(*numbers))).articles) == numbers


def test_high_numbers_cited_on_a_line_of_their_own_are_named():
    text = law(articles("1", "2") + "Pasal 1770B\nKitab Contoh.\nPasal 9997\nKitab Contoh.\n")

    assert propose(text).articles == ("1", "2")
    assert propose(text).unplaced == ("Pasal 1770B", "Pasal 9997")
