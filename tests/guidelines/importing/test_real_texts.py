"""All real texts of the civil service: every article is found or named as missing."""

import csv
import functools
import time
from pathlib import Path

import pytest

from guidelines.importing import Kind, Proposal, definitions_of, metadata_of, normalize, propose
from tests.guidelines.importing.helpers import assert_whole, keys, unit
from tests.guidelines.importing.truth import expected_articles, missing_articles


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "INDEX.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def laws(shared_data: Path) -> Path:
    return shared_data / "regulations" / "asn-core"


def _text(laws: Path, name: str) -> str:
    return normalize((laws / f"{name}.md").read_bytes())


@functools.cache
def _proposal(laws: Path, name: str) -> Proposal:
    """Read once for all tests of this file: a proposal cannot be changed."""
    return propose(_text(laws, name))


def test_every_article_of_every_text_is_found_and_every_lost_one_named(laws: Path):
    wrong = []
    for row in _rows(laws):
        name = row["file"].removesuffix(".md")
        proposal = _proposal(laws, name)
        expected = expected_articles(name, int(row["max_pasal_seen"]))
        if list(proposal.articles) != expected or proposal.gaps != missing_articles(name):
            wrong.append((name, proposal.articles, proposal.gaps))

    assert not wrong


def test_the_trees_hold_every_character(laws: Path):
    for row in _rows(laws):
        name = row["file"].removesuffix(".md")

        assert_whole(_proposal(laws, name), _text(laws, name))


def test_the_slowest_text_takes_less_than_two_seconds(laws: Path):
    slowest = 0.0
    for row in _rows(laws):
        text = _text(laws, row["file"].removesuffix(".md"))
        started = time.perf_counter()
        propose(text)
        slowest = max(slowest, time.perf_counter() - started)

    assert slowest < 2


@pytest.mark.parametrize(
    ("name", "chapters", "articles"),
    [("uu-2014-5", 15, 141), ("pp-2010-53", 7, 51), ("uu-2009-25", 10, 62), ("pp-2019-30", 10, 65),
     ("uu-2011-12", 13, 104)],
)  # fmt: skip
def test_known_laws(laws: Path, name: str, chapters: int, articles: int):
    proposal = _proposal(laws, name)

    assert proposal.chapters == chapters
    assert list(proposal.articles) == [str(n) for n in range(1, articles + 1)]
    assert not proposal.gaps
    assert not proposal.doubled
    assert not proposal.unplaced


def test_a_chapter_numbered_twice_and_chapters_lost_are_named(laws: Path):
    twice, lost = _proposal(laws, "pp-2000-84"), _proposal(laws, "pp-2019-71")

    assert [f.key for f in twice.findings if f.kind == "doubled"] == ["bab-vii--2"]
    assert {"bab-iii", "bab-iv", "bab-v"} <= {f.key for f in lost.findings if f.kind == "gap"}


def test_no_clean_text_has_doubled_or_unplaced_headings(laws: Path):
    odd = {}
    for row in _rows(laws):
        name = row["file"].removesuffix(".md")
        proposal = _proposal(laws, name)
        if proposal.doubled or proposal.unplaced:
            odd[name] = (proposal.doubled, proposal.unplaced)

    assert not odd


def test_a_damaged_law_is_read_to_its_paragraphs(laws: Path):
    text = _text(laws, "pp-2019-30")
    proposal = _proposal(laws, "pp-2019-30")

    assert unit(proposal, "pasal-11/ayat-1").words(text).lstrip().startswith("Kinerja utama")
    assert len(keys(proposal, Kind.COMMENT)) >= 60
    assert "pasal-11" in {f.key for f in proposal.findings if f.kind == "repaired"}


def test_the_law_on_the_civil_service_says_who_and_when(laws: Path):
    text = _text(laws, "uu-2014-5")
    metadata = metadata_of(text)
    terms = {d.abbreviation: d for d in definitions_of(propose(text).root, text)}

    assert (metadata.kind, metadata.number, metadata.year) == ("UU", "5", 2014)
    assert metadata.title == "APARATUR SIPIL NEGARA"
    assert metadata.enacted_on is not None
    assert terms["PNS"].term == "Pegawai Negeri Sipil"
    assert terms["PPPK"].key == "pasal-1/angka-4"


def test_kind_number_and_year_of_every_text(laws: Path):
    wrong = []
    for row in _rows(laws):
        metadata = metadata_of(_text(laws, row["file"].removesuffix(".md")))
        kind = "PERMEN" if row["jenis"] == "permenkeu" else row["jenis"].upper()
        number = (metadata.number or "").split("/")[0]
        if (metadata.kind, number, metadata.year) != (kind, row["nomor"], int(row["tahun"])):
            wrong.append((row["file"], metadata))
        if not metadata.title or not metadata.issuer:
            wrong.append((row["file"], metadata))

    assert not wrong
