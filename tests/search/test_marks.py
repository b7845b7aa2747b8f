"""Marks in original texts."""

import time

import pytest

from search.marks import SNIPPET_LENGTH, Marker
from search.query import read_query


def marked(query: str, text: str) -> list[str]:
    return [piece.text for piece in Marker(read_query(query)).pieces(text) if piece.is_marked]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("menulis", "Penulisan dan tulisan, ditulis.", ["Penulisan", "tulisan", "ditulis"]),
        ("musren*", "Hasil Musrenbang dan musrenbangdes", ["Musrenbang", "musrenbangdes"]),
        ("SPT", "Surat Perintah Tugas; spt; surat lain", ["Surat Perintah Tugas", "spt"]),
        ("surat tugas", "Surat dan tugas", ["Surat", "tugas"]),
        ('"surat tugas"', "Surat dan tugas; surat  tugas", ["surat  tugas"]),
        ("800/123", "No. 800/123/KEC", ["800/123"]),
        ("cafe", "Café", ["Café"]),
        ("jumat", "Jum’at bersih", ["Jum’at"]),
        ("rapat di desa", "rapat di desa", ["rapat", "desa"]),
        ("qqq", "rapat", []),
        ("", "rapat", []),
    ],
)
def test_the_words_that_were_meant_are_marked(query, text, expected):
    assert marked(query, text) == expected


def test_pieces_give_the_text_back_unchanged():
    text = '<script>alert("tulis")</script> & menulis\x00 😀'

    assert "".join(piece.text for piece in Marker(read_query("tulis")).pieces(text)) == text


def test_a_snippet_shows_the_place_that_says_most():
    text = "rapat " + "kata " * 200 + "hasil rapat koordinasi posyandu melati " + "lain " * 200

    snippet = Marker(read_query("rapat posyandu")).snippet(text)
    shown = "".join(piece.text for piece in snippet.pieces)
    assert "rapat koordinasi posyandu" in shown
    assert len(shown) <= SNIPPET_LENGTH + 40
    assert snippet.starts_inside and snippet.ends_inside


def test_swallowed_first_letters_are_found():
    assert Marker(read_query("kumpul")).snippet("Warga mengumpulkan sampah") is not None
    assert Marker(read_query("menulis")).snippet("Tim penulis naskah") is not None


def test_a_page_without_the_words_has_no_snippet():
    marker = Marker(read_query("posyandu"))

    assert marker.snippet("rapat desa") is None
    assert marker.snippet("") is None
    assert Marker(read_query("?")).snippet("rapat") is None


@pytest.mark.parametrize("text", ["x" * 40_000, "tulis " * 8_000, "tulis" * 8_000, "\n" * 40_000])
def test_large_pages_are_quick(text):
    started = time.perf_counter()
    Marker(read_query("menulis laporan kegiatan posyandu")).snippet(text)

    assert time.perf_counter() - started < 1
