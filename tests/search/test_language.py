"""Folding of Indonesian words."""

import time

import pytest

from search.language import (
    WORD_LENGTH,
    fold_word,
    grams_of,
    is_within,
    joined_of,
    number_key,
    number_runs,
    root_of,
    sort_key,
    stems_of,
    stems_text,
    word_spans,
    words_of,
)
from search.vocabulary import ABBREVIATIONS, ROOTS, STOP_WORDS, VARIANTS

FAMILIES = [
    "tulis menulis penulisan ditulis tulisan tertulis penulis menuliskan dituliskannya",
    "kelola mengelola pengelolaan dikelola pengelola terkelola",
    "tingkat meningkat peningkatan meningkatkan ditingkatkan tingkatan",
    "nilai menilai penilaian dinilai penilai",
    "awas mengawasi pengawasan pengawas diawasi",
    "kembang pengembangan mengembangkan dikembangkan perkembangan berkembang",
    "kumpul mengumpulkan pengumpulan dikumpulkan kumpulan berkumpul",
    "kirim mengirim pengiriman dikirim mengirimkan kiriman",
    "lapor melaporkan pelaporan dilaporkan laporan pelapor laporannya",
    "periksa memeriksa pemeriksaan diperiksa pemeriksa",
    "pakai memakai pemakaian dipakai pemakai",
    "muat memuat pemuatan dimuat muatan",
    "serah menyerahkan penyerahan diserahkan",
    "sampai menyampaikan penyampaian disampaikan",
    "ajar mengajar pengajaran diajar belajar pelajaran pembelajaran pengajar pelajar",
    "kerja bekerja mengerjakan pekerjaan dikerjakan pekerja",
    "tugas bertugas menugaskan penugasan ditugaskan petugas",
    "terima menerima penerimaan diterima penerima",
    "mohon memohon pemohon permohonan",
    "verifikasi memverifikasi diverifikasi verifikator",
    "koordinasi berkoordinasi mengoordinasikan dikoordinasikan",
    "pegawai kepegawaian",
    "notulen notula notulensi",
]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.split()[0])
def test_forms_of_a_listed_root_share_their_stem(family):
    assert len({stems_of(word)[0] for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("word", "other"),
    [("pemerintah", "perintah"), ("perempuan", "empu"), ("berita", "pita"), ("nilai", "nila")],
)
def test_words_that_only_look_derived_stay_apart(word, other):
    assert stems_of(word)[0] != stems_of(other)[0]


def test_an_unlisted_root_is_found_with_and_without_the_letter_it_may_have_lost():
    assert {"garis"} & set(stems_of("menggaris"))
    assert root_of("mengguling") is None
    assert set(stems_of("menguning")) >= {"kuning"}


def test_folding_drops_case_accents_apostrophes_and_joiners():
    written = [
        "Jum’at",
        "JUMAT",
        "jum'at",
        "Café",
        "cafe\u0301",
        "no\u00adtulen",
        "ＡＢＣ",
        "ß",
        "İ",
    ]

    assert [fold_word(word) for word in written] == [
        "jumat", "jumat", "jumat", "cafe", "cafe", "notulen", "abc", "ss", "i",
    ]  # fmt: skip


def test_words_are_letters_and_digits_only_and_cut():
    text = "800/123/KEC/2026 — e-Kinerja; a_b 😀 \x00 ﷺ ½ " + "x" * 100

    words = words_of(text)
    assert words[:8] == ["800", "123", "kec", "2026", "e", "kinerja", "a", "b"]
    assert all(word.isalnum() or "⁄" in word for word in words)
    assert max(map(len, words)) == WORD_LENGTH


def test_hyphens_join_without_hiding_the_parts():
    assert joined_of("e-Kinerja pelak-\n  sanaan buku-buku a-b-c -x y- 1-2") == [
        "ekinerja", "pelaksanaan", "ab", "bc", "12",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "x" * 200_000,
        "x-" * 100_000,
        "-" * 200_000,
        "a\u0300" * 100_000,
        "x' " * 70_000,
        "-\n" * 90_000,
    ],
    ids=["word", "compounds", "hyphens", "marks", "apostrophes", "line ends"],
)
def test_no_text_takes_more_than_its_length_deserves(text):
    started = time.perf_counter()
    words_of(text)
    joined_of(text)
    list(word_spans(text))

    assert time.perf_counter() - started < 5


def test_grams_mark_the_ends_of_a_word():
    assert grams_of("tulis") == ("_tul", "tuli", "ulis", "lis_")
    assert (grams_of("ab"), grams_of("a")) == (("_ab_",), ())


def test_stems_leave_stop_words_out_and_keep_numbers():
    assert stems_text(words_of("Rapat di desa yang ke-3 tahun 2026")) == "rapat desa 3 tahun 2026"


def test_number_keys_and_runs():
    assert number_key(" 800/123/KEC/2026. ") == "800123kec2026"
    assert number_runs("005/9") == {"005", "9", "0059", "5"}
    assert len(number_runs("/".join("12345678901234567890"))) < 60


def test_titles_sort_by_number_and_without_accents():
    titles = ["Éclair 10", "eclair 2", "Zebra", "aneka"]

    assert sorted(titles, key=sort_key) == ["aneka", "eclair 2", "Éclair 10", "Zebra"]


@pytest.mark.parametrize(
    ("word", "other", "errors"),
    [
        ("posyandu", "posyandu", 0), ("posyandu", "possyandu", 1), ("posyandu", "poysandu", 1),
        ("posyandu", "psyandu", 1), ("posyandu", "posyamdi", 2), ("a", "", 1), ("", "", 0),
    ],
)  # fmt: skip
def test_typing_errors_are_counted(word, other, errors):
    assert is_within(word, other, errors)
    assert not errors or not is_within(word, other, errors - 1)


def test_the_tables_are_folded_and_free_of_circles():
    for word in {*ROOTS, *STOP_WORDS, *VARIANTS, *VARIANTS.values(), *ABBREVIATIONS}:
        assert fold_word(word) == word and words_of(word) == [word]
    assert not VARIANTS.keys() & set(VARIANTS.values())
    for meanings in ABBREVIATIONS.values():
        assert all(" ".join(words_of(meaning)) == meaning for meaning in meanings)
