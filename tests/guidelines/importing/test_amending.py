"""Amending laws: Roman articles of their own, quoted articles of the law they change."""

from guidelines.importing import Kind, propose
from tests.guidelines.importing.helpers import assert_whole, keys, unit
from tests.guidelines.importing.laws import BODY, CLOSING, OPENING, articles, law

HEAD = OPENING.replace("TENTANG TATA CARA", "TENTANG PERUBAHAN ATAS ATURAN CONTOH TATA CARA")
CHANGES = """\
Pasal I
Beberapa ketentuan dalam Aturan Contoh Nomor 1 Tahun 2030 diubah sebagai berikut:
1. Ketentuan Pasal 3 diubah sehingga berbunyi sebagai berikut:
Pasal 3
(1) Pembaca membaca.
(2) Penguji menguji:
a. naskah; dan
b. hasil.
2. Di antara Pasal 3 dan Pasal 4 disisipkan 1 (satu) pasal, yakni Pasal 3A sehingga berbunyi \
sebagai berikut:
Pasal 3A
Sisipan sebagaimana dimaksud dalam Pasal 3.
3. Pasal 7 dihapus.
4. Di antara BAB IX dan BAB X disisipkan 1 (satu) bab, yakni BAB IXA sehingga berbunyi:
BAB IXA
SISIPAN
Pasal 20A
Isi sisipan.
Pasal II
Peraturan Pemerintah ini mulai berlaku pada tanggal diundangkan.
"""
COMMENTS = """\
PENJELASAN
ATAS
PERATURAN PEMERINTAH NOMOR 7 TAHUN 2031
I. UMUM
Perlu diubah.
II. PASAL DEMI PASAL
Pasal I
Angka 1
Pasal 3
Ayat (1)
Cukup jelas.
Ayat (2)
Yang dimaksud adalah uji.
Angka 2
Pasal 3A
Cukup jelas.
Pasal II
Cukup jelas.
"""
AMENDING = HEAD + CHANGES + CLOSING + COMMENTS


def test_only_the_roman_articles_are_articles_of_the_amending_law():
    proposal = propose(AMENDING)

    assert proposal.articles == ("I", "II")
    assert keys(proposal, Kind.ARTICLE) == ["pasal-i", "pasal-ii"]
    assert proposal.chapters == 0
    assert not proposal.findings
    assert_whole(proposal, AMENDING)


def test_changes_hold_what_they_quote():
    proposal = propose(AMENDING)

    assert keys(proposal, Kind.QUOTED)[:2] == [
        "pasal-i/angka-1/pasal-3",
        "pasal-i/angka-2/pasal-3a",
    ]
    assert "pasal-i/angka-1/pasal-3/ayat-2/huruf-b" in keys(proposal, Kind.POINT)
    assert unit(proposal, "pasal-i/angka-3").words(AMENDING).strip() == "Pasal 7 dihapus."
    assert any(key.endswith("pasal-20a") for key in keys(proposal, Kind.QUOTED))


def test_comments_follow_the_changes():
    proposal = propose(AMENDING)

    assert keys(proposal, Kind.COMMENT) == ["penjelasan/pasal-i", "penjelasan/pasal-ii"]
    assert "adalah uji" in unit(proposal, "penjelasan/pasal-i/angka-1/pasal-3/ayat-2").words(
        AMENDING
    )


def test_scanned_roman_numbers_of_an_amending_law():
    text = AMENDING.replace("Pasal II\nPeraturan", "Pasal ll\nPeraturan")

    assert propose(text).articles == ("I", "II")


def test_a_law_in_one_line_that_amends():
    text = " ".join(AMENDING.split())
    proposal = propose(text)

    assert proposal.articles == ("I", "II")
    assert "pasal-i/angka-1/pasal-3" in keys(proposal, Kind.QUOTED)
    assert_whole(proposal, text)


def test_a_law_that_only_reads_i_for_1_does_not_amend():
    text = law(BODY.replace("Pasal 1\n", "Pasal I\n"))

    assert propose(text).articles == ("1", "2", "3", "4")


def test_a_law_whose_1_and_11_were_misread_as_roman_does_not_amend():
    numbers = [str(n) for n in range(2, 14)]
    body = "Pasal I\nDalam aturan ini yang dimaksud dengan:\n1. Uji adalah uji.\n" + articles(
        *numbers
    )
    text = law(body.replace("Pasal 11\n", "Pasal II\n"))

    assert propose(text).articles == ("1", *numbers)


def test_an_amending_law_whose_title_does_not_say_so():
    text = AMENDING.replace("PERUBAHAN ATAS", "PENATAAN")

    assert propose(text).articles == ("I", "II")


def test_a_law_that_revokes_with_roman_articles():
    text = law("Pasal I\nMencabut Aturan Contoh.\nPasal II\nAturan ini mulai berlaku.\n")

    assert propose(text).articles == ("I", "II")


def test_articles_quoted_by_an_article_with_arabic_number_are_quoted():
    body = (
        "Pasal 1\nAwal.\nPasal 2\nBeberapa ketentuan Aturan Contoh Nomor 1 Tahun 2030 diubah "
        "sebagai berikut:\n1. Ketentuan Pasal 3 diubah sehingga berbunyi sebagai berikut:\n"
        "Pasal 3\nIsi kutipan.\n"
        "2. Ketentuan Pasal 9 diubah sehingga berbunyi sebagai berikut:\n"
        "Pasal 9\nIsi kutipan lain.\n"
        "Pasal 3\nAturan ini berlaku.\nPasal 4\nAkhir.\n"
    )
    proposal = propose(law(body))

    assert proposal.articles == ("1", "2", "3", "4")
    assert len(keys(proposal, Kind.QUOTED)) == 2
    assert "berlaku" in unit(proposal, "pasal-3").words(law(body))
    assert not proposal.doubled
    assert not proposal.unplaced
