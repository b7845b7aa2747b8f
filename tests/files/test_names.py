"""Names of files: what is kept, and under which one bytes leave the house."""

import pytest

from portal.files.names import LONGEST_NAME, clean_name, served_name, type_label


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("notulen.pdf", "notulen.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Dokumen\\surat.pdf", "surat.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("laporan\u202efdp.exe", "laporanfdp.exe"),
        ("a\u200bb\u0000c.pdf", "abc.pdf"),
        ("e\u0301.pdf", "\u00e9.pdf"),
        ("  surat   tugas .pdf", "surat tugas .pdf"),
        (".htaccess", "htaccess"),
        ("", "berkas"),
        ("/", "berkas"),
        ("\u202e", "berkas"),
        ("\ud800.pdf", "pdf"),
        ("تقرير.pdf", "تقرير.pdf"),
        ("surat\u00a0tugas\u202f7\n.pdf", "surat tugas 7 .pdf"),
        ("surat\ttugas\x85\u2028.pdf", "surat tugas .pdf"),
        ("keluarga 👨\u200d👩\u200d👧.jpg", "keluarga 👨\u200d👩\u200d👧.jpg"),
        ("👩🏽\u200d⚕️ 🏳️\u200d🌈 🙂\u200d↔️.jpg", "👩🏽\u200d⚕️ 🏳️\u200d🌈 🙂\u200d↔️.jpg"),
        ("a\u200db 👨\u200d.pdf\u200d", "ab 👨.pdf"),
        ("👨\u200d\u200d👩.jpg", "👨👩.jpg"),
    ],
)
def test_clean_name_is_one_visible_line_without_a_path(name, kept):
    assert clean_name(name) == kept


@pytest.mark.parametrize("letter", ["x", "é", "📄", "ب"])
def test_clean_name_keeps_the_extension_when_it_cuts(letter):
    name = clean_name(letter * 300 + ".docx")

    assert len(name) == LONGEST_NAME
    assert name.endswith(".docx")


@pytest.mark.parametrize(
    ("name", "mime", "served"),
    [
        ("surat.pdf", "application/pdf", "surat.pdf"),
        ("SURAT.PDF", "application/pdf", "SURAT.PDF"),
        ("foto.jpg", "image/png", "foto.png"),
        ("foto.jpeg", "image/jpeg", "foto.jpeg"),
        ("laporan.exe", "application/pdf", "laporan.exe.pdf"),
        ("laporan.html", "text/plain", "laporan.html.txt"),
        ("laporan.2026", "application/pdf", "laporan.2026.pdf"),
        ("laporan", "application/pdf", "laporan.pdf"),
        ("apa.xyz", "application/x-unknown", "apa.xyz"),
    ],
)
def test_served_name_fits_the_content(name, mime, served):
    assert served_name(name, mime) == served


def test_type_has_a_name_in_words():
    assert type_label("application/pdf") == "PDF document"
    assert type_label("application/x-unknown") == "application/x-unknown"
