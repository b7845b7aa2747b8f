"""The tree of a law's text: units, keys, and every character at its place."""

import random
import time

import pytest

from guidelines.importing import Kind, propose
from tests.guidelines.importing.helpers import assert_whole, keys, unit
from tests.guidelines.importing.laws import BODY, CLEAN, CLOSING, OPENING, articles, law


def test_a_clean_law_has_all_its_parts():
    proposal = propose(CLEAN)

    assert [child.key for child in proposal.root.children] == [
        "judul", "pembukaan", "batang-tubuh", "penutup", "penjelasan",
    ]  # fmt: skip
    assert proposal.articles == ("1", "2", "3", "4")
    assert proposal.chapters == 3
    assert keys(proposal, Kind.CHAPTER) == ["bab-i", "bab-ii", "bab-iii"]
    assert keys(proposal, Kind.PART) == ["bab-ii/bagian-kesatu", "bab-ii/bagian-kedua"]
    assert keys(proposal, Kind.SUBPART) == ["bab-ii/bagian-kedua/paragraf-1"]
    assert not proposal.findings
    assert_whole(proposal, CLEAN)


def test_units_are_nested_and_named_by_their_numbers():
    proposal = propose(CLEAN)

    assert keys(proposal, Kind.PARAGRAPH)[:2] == ["pasal-2/ayat-1", "pasal-2/ayat-2"]
    item = unit(proposal, "pasal-2/ayat-2/huruf-b/angka-2")
    assert item.words(CLEAN).strip() == "rusak berat."
    assert unit(proposal, "bab-ii").heading == "TATA CARA"
    assert unit(proposal, "bab-ii/bagian-kedua/paragraf-1").heading == "Bentuk"
    assert unit(proposal, "pembukaan/menimbang/huruf-b").number == "b"
    assert unit(proposal, "pembukaan/mengingat/angka-2").number == "2"
    assert keys(proposal, Kind.DEFINITION) == ["pasal-1/angka-1", "pasal-1/angka-2"]


def test_the_elucidation_is_tied_to_the_articles():
    proposal = propose(CLEAN)

    assert keys(proposal, Kind.COMMENT) == [f"penjelasan/pasal-{n}" for n in range(1, 5)]
    assert "dibuat untuk uji" in unit(proposal, "penjelasan/umum").words(CLEAN)
    assert "naskah uji" in unit(proposal, "penjelasan/pasal-2/ayat-2/huruf-a").words(CLEAN)


def test_the_label_holds_number_and_heading_and_the_text_does_not():
    proposal = propose(CLEAN)
    article = unit(proposal, "pasal-4")

    assert article.children[0].kind is Kind.LABEL
    assert CLEAN[article.children[0].start : article.children[0].end] == "Pasal 4\n"
    assert article.words(CLEAN).startswith("Peraturan Pemerintah ini mulai berlaku")


def test_the_address_of_an_article_does_not_depend_on_its_chapter():
    without = propose(law(articles("1", "2", "3")))

    assert keys(without, Kind.ARTICLE) == ["pasal-1", "pasal-2", "pasal-3"]


@pytest.mark.parametrize("before", ["#### ", "**", "## **", "  ", "- ", "_"])
def test_markdown_around_a_heading_belongs_to_its_label(before: str):
    marked = before.strip() if before.strip() in ("**", "_") else ""
    body = BODY.replace("Pasal 4\n", f"{before}Pasal 4{marked}\n")
    proposal = propose(law(body))

    assert proposal.articles == ("1", "2", "3", "4")
    assert "Pasal" not in unit(proposal, "pasal-4").words(law(body))
    assert_whole(proposal, law(body))


def test_a_law_in_one_line_is_read_like_one_in_many():
    text = " ".join(CLEAN.split())
    proposal = propose(text)

    assert proposal.articles == ("1", "2", "3", "4")
    assert proposal.chapters == 3
    assert "pasal-2/ayat-2/huruf-b" in keys(proposal, Kind.POINT)
    assert keys(proposal, Kind.COMMENT) == [f"penjelasan/pasal-{n}" for n in range(1, 5)]
    assert_whole(proposal, text)


def test_windows_line_ends_change_nothing():
    text = CLEAN.replace("\n", "\r\n")
    proposal = propose(text)

    assert proposal.summary() == propose(CLEAN).summary()
    assert keys(proposal, Kind.POINT) == keys(propose(CLEAN), Kind.POINT)
    assert_whole(proposal, text)


def test_annexes_are_named_by_their_number():
    text = CLEAN + (
        "LAMPIRAN I PERATURAN PEMERINTAH NOMOR 7 TAHUN 2031\nDaftar naskah.\n"
        "LAMPIRAN II PERATURAN PEMERINTAH NOMOR 7 TAHUN 2031\nContoh:\nPasal 5\nBukan pasal.\n"
    )
    proposal = propose(text)

    assert keys(proposal, Kind.ANNEX) == ["lampiran-i", "lampiran-ii"]
    assert proposal.articles == ("1", "2", "3", "4")
    assert_whole(proposal, text)


def test_running_heads_and_catchwords_of_pages_are_kept_as_noise():
    body = BODY.replace(
        "(2) Naskah", "(2) Naskah . . .\n trRESTDEN REPUBLIK INDONESIA -20- (2) Naskah"
    ).replace("Pasal 4\n", "SK No 011001 A Pasal 4\n")
    proposal = propose(law(body))
    noise = [
        law(body)[n.start : n.end].strip() for n in proposal.root.walk() if n.kind is Kind.NOISE
    ]

    assert "trRESTDEN REPUBLIK INDONESIA -20-" in " ".join(noise)
    assert "SK No 011001 A" in " ".join(noise)
    assert any(words.startswith("(2) Naskah . .") for words in noise)
    assert proposal.articles == ("1", "2", "3", "4")
    assert "REPUBLIK" not in unit(proposal, "pasal-2").words(law(body))
    assert_whole(proposal, law(body))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "\0\0\1",
        "Pasal",
        "Pasal 1",
        "BAB",
        "(1",
        "MEMUTUSKAN",
        "LAMPIRAN I",
        "PENJELASAN ATAS UNDANG",
        "Agar setiap orang memerintahkan",
        "\ud800 Pasal 1\n",
        "Pasal 9999999999",
        "BAB IIIIIIIIIIIIII",
        "Pasal 1\x00\nisi",
        "a. b. c. 1. 2. 1) a)",
        "Pasal ²\n(²) a. ①.",
    ],
)
def test_any_text_is_taken(text: str):
    assert_whole(propose(text), text)


WORDS = [
    "lI",
    "Ketentuan",
    "diubah",
    "Il.",
    "O0",
    "Angka lI",
    "Pasal lI",
    "BAB l1A",
    "Pasal 3B",
    "Pasal TT",
    "(s)",
    "zz.",
    "Bagian Ke-",
    "Huruf zz",
    "Mengingat",
    "bahwa",
    "Pasal",
    "BAB",
    "I",
    "II",
    "IXA",
    "1",
    "14A",
    "2",
    "1 1",
    "(1)",
    "(2a)",
    "(41",
    "a.",
    "b.",
    "1.",
    "2)",
    "aa.",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\t",
    "MEMUTUSKAN:",
    "Menetapkan :",
    "PENJELASAN",
    "ATAS",
    "I. UMUM",
    "II. PASAL DEMI PASAL",
    "LAMPIRAN I",
    "PERATURAN",
    "Menimbang :",
    "Mengingat :",
    "Agar setiap orang mengetahuinya, memerintahkan",
    "Ditetapkan di Jakarta pada tanggal",
    "Bagian Kesatu",
    "Paragraf 1",
    "BUKU KESATU",
    "PERUBAHAN ATAS",
    "diubah sebagai berikut:",
    "berbunyi",
    '"Pasal 5',
    "Huruf a",
    "Angka 1",
    "Ayat (1)",
    "Cukup jelas.",
    "…",
    ". . .",
    "-20-",
    "SK No 011001 A",
    "dalam",
    "PRESIDEN REPUBLIK INDONESIA",
    "kata",
    "Kata",
    ";",
    ".",
    ":",
    "\0",
    "\ufeff",
    "é",
    "Pasal I\n",
]


@pytest.mark.parametrize("seed", range(150))
def test_no_character_of_a_random_text_is_lost(seed: int):
    chance = random.Random(seed)
    gaps = chance.choice(["", " ", "\n", " "])
    text = gaps.join(chance.choices(WORDS, k=chance.randrange(400)))

    assert_whole(propose(text), text)


@pytest.mark.parametrize("seed", range(40))
def test_no_character_of_a_damaged_law_is_lost(seed: int):
    chance = random.Random(seed)
    signs = list(CLEAN)
    for _ in range(chance.randrange(1, 200)):
        place = chance.randrange(len(signs))
        signs[place] = chance.choice(
            ["", " ", "\n", "1", "l", "(", ")", ".", "P", signs[place] * 2]
        )
    text = "".join(signs)

    assert_whole(propose(text), text)


@pytest.mark.parametrize(
    "piece",
    [
        "Pasal 1 ",
        "(1) ",
        "a. ",
        "BAB I ",
        ". . . ",
        "Pasal 1\n",
        " ",
        "\n",
        "(",
        "PRESIDEN ",
        "- 1 -\n",
        "Agar setiap orang ",
        "1 1 1 ",
        "diubah: ",
        "LAMPIRAN I PERATURAN ",
        "A",
        "berbunyi sebagai berikut",
        "Ditetapkan di A ",
    ],
)
def test_a_long_run_of_one_piece_takes_seconds(piece: str):
    text = OPENING + "Pasal 1\nAwal.\n" + piece * (400_000 // len(piece)) + CLOSING
    started = time.perf_counter()
    proposal = propose(text)
    seconds = time.perf_counter() - started

    assert_whole(proposal, text)
    assert seconds < 20, seconds
