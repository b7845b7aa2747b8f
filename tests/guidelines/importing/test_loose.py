"""Headings of articles that stayed in the text are named: a second law, an annex, a closing."""

import pytest

from guidelines.importing import FindingKind, Kind, propose
from guidelines.importing.checks import carried, places_of
from guidelines.importing.loose import MOST_NAMED
from guidelines.importing.rows import rows_of
from tests.guidelines.importing.helpers import assert_whole, findings
from tests.guidelines.importing.laws import articles, law

CLOSING = "Agar setiap orang mengetahuinya, memerintahkan pengundangan.\nDitetapkan di Contoh\n"


def test_headings_in_an_annex_are_named_where_they_stand():
    text = law(
        articles("1", "2") + CLOSING + "LAMPIRAN II\nTata cara\n" + articles("1", "2", "3", "4")
    )
    proposal = propose(text)

    assert proposal.articles == ("1", "2")
    assert proposal.unplaced == ("Pasal 1", "Pasal 2", "Pasal 3", "Pasal 4")
    assert proposal.summary()["unplaced"] == ["Pasal 1", "Pasal 2", "Pasal 3", "Pasal 4"]
    found = findings(proposal, FindingKind.UNPLACED)
    assert {finding.key for finding in found} == {"lampiran-ii"}
    assert [text[finding.start : finding.end] for finding in found] == list(proposal.unplaced)
    assert_whole(proposal, text)


def test_headings_behind_the_closing_are_named():
    proposal = propose(law(articles("1", "2") + CLOSING + articles("1", "2", "3", "4")))

    assert proposal.unplaced == ("Pasal 1", "Pasal 2", "Pasal 3", "Pasal 4")
    assert {f.key for f in findings(proposal, FindingKind.UNPLACED)} == {"penutup"}


def test_of_very_many_the_first_are_named_and_the_rest_counted():
    numbers = [str(number) for number in range(1, MOST_NAMED + 31)]
    text = law(articles("1", "2") + CLOSING + "LAMPIRAN\nTata cara\n" + articles(*numbers))
    proposal = propose(text)

    assert len(proposal.unplaced) == MOST_NAMED
    assert proposal.unplaced[-1] == f"Pasal {MOST_NAMED} (+30)"
    rows = list(rows_of(proposal.root, text))
    places = [p for p in places_of(proposal, rows) if p["kind"] == FindingKind.UNPLACED]
    assert len(places) == MOST_NAMED
    assert len(carried(places, rows, 0, len(rows), len(rows))) == MOST_NAMED


@pytest.mark.parametrize(
    "words",
    ["Lihat ketentuan dalam\nPasal 2\n", "Pasal 2\nayat (1) berlaku.\n", "Contoh:\nPasal 9\n",
     "Menurut Pasal 2 isi ini berlaku.\n"],
)  # fmt: skip
def test_references_and_examples_in_an_annex_are_not_named(words: str):
    proposal = propose(law(articles("1", "2") + CLOSING + f"LAMPIRAN\nDaftar.\n{words}"))

    assert not proposal.unplaced


def test_quoted_articles_of_an_amending_law_are_not_named():
    text = law(
        "Pasal I\nBeberapa ketentuan dalam Peraturan Contoh diubah sebagai berikut:\n"
        '1. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut:\n"Pasal 4\nIsi empat."\n'
        "2. Ketentuan Pasal 9 diubah sehingga berbunyi sebagai berikut:\nPasal 9\nIsi.\n"
        "Pasal II\nPeraturan ini mulai berlaku pada tanggal diundangkan.\n" + CLOSING
    )
    proposal = propose(text)

    assert proposal.articles == ("I", "II")
    assert any(node.kind is Kind.QUOTED for node in proposal.root.walk())
    assert not proposal.unplaced
