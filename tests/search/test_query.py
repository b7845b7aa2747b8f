"""Reading what was typed."""

import pytest

from search.query import CONCEPT_LIMIT, read_query


def texts(typed: str) -> list[str]:
    return [concept.text for concept in read_query(typed).concepts]


def test_stop_words_are_left_out_unless_there_is_nothing_else():
    assert texts("rapat di desa") == ["rapat", "desa"]
    assert texts("yang dan di") == ["yang", "dan", "di"]
    assert read_query("?!").is_empty


def test_quotes_of_every_kind_make_phrases():
    for typed in ('"surat tugas" camat', "“surat tugas” camat", "«surat tugas» camat"):
        reading = read_query(typed)
        assert reading.phrases == (("surat", "tugas"),)
        assert texts(typed) == ["camat"]


def test_an_unfinished_quote_is_a_sign():
    assert read_query('"surat tugas').phrases == ()
    assert texts('"surat rapat') == ["surat", "rapat"]


def test_abbreviations_and_their_words_become_one_concept():
    (concept,) = read_query("surat tugas").concepts
    assert set(concept.words) == {"st", "spt"}
    assert concept.spelled == ("surat", "tugas")
    (concept,) = read_query("SPT").concepts
    assert ("surat", "perintah", "tugas") in concept.phrases


def test_a_separated_number_is_one_concept_with_its_key():
    (concept,) = read_query("800/123/KEC/2026").concepts
    assert concept.number == "800123kec2026"
    assert read_query("surat 800/123").numbers == ("800123", "surat800123")


def test_a_star_asks_for_beginnings():
    (concept,) = read_query("musren*").concepts
    assert (concept.prefixes, concept.words) == (("musren",), ())
    assert read_query("ab*").concepts[0].prefixes == ()


@pytest.mark.parametrize(
    ("typed", "is_question"),
    [
        ("kapan kecamatan dibentuk", True),
        ("kecamatan dibentuk?", True),
        ("satu dua lima enam tujuh delapan", True),
        ("notulen rapat", False),
        ("apa", False),
    ],
)
def test_questions_are_recognized(typed, is_question):
    assert read_query(typed).is_question is is_question


def test_a_question_does_not_demand_its_quotes():
    reading = read_query('siapa pengarang "Kisah Desa"?')
    assert reading.phrases == ()
    assert reading.concepts[-1].phrases == (("kisah", "desa"),)


def test_the_number_of_concepts_is_bounded():
    assert len(read_query(" ".join(f"kata{n}" for n in range(500))).concepts) <= CONCEPT_LIMIT


def test_repetition_counts_once():
    assert texts("rapat rapat RAPAT") == ["rapat"]
