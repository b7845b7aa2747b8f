"""Steps of mending on a list of rows: each alone, and many at random, lose nothing."""

import random

import pytest

from guidelines.importing import Kind, propose
from guidelines.importing.rows import UNIT_KINDS, Row, keys_of, rows_of
from guidelines.importing.stepping import apply, check, lines_of
from guidelines.importing.steps import (
    Correct,
    Dissolve,
    Join,
    MakeHeading,
    Mark,
    MoveIn,
    MoveOut,
    Name,
    Reason,
    Split,
    StepRefused,
)
from tests.guidelines.texts import LAW


def rows_from(text: str = LAW) -> list[Row]:
    return list(rows_of(propose(text).root, text))


def at(rows: list[Row], key: str) -> int:
    return keys_of(rows).index(key)


def keys_in(rows: list[Row]) -> list[str]:
    return [key for key, row in zip(keys_of(rows), rows, strict=True) if not row.is_leaf]


def source(rows: list[Row]) -> str:
    return "".join(row.source for row in rows)


def heading(rows: list[Row], key: str, words: str, kind: str, number: str) -> MakeHeading:
    place = at(rows, key)
    start = rows[place].text.index(words)
    return MakeHeading(place, start, start + len(words), kind, number)


def test_a_line_becomes_an_article_and_takes_what_follows_up_to_the_next():
    text = LAW.replace("Pasal 3\n", "Pasat tiga\n", 1)
    rows = rows_from(text)
    assert "pasal-3" not in keys_in(rows)
    around = next(i for i, row in enumerate(rows) if "Pasat tiga" in row.text)
    start = rows[around].text.index("Pasat tiga")

    mended = apply(rows, MakeHeading(around, start, start + 11, Kind.ARTICLE, "3"))

    def body(those: list[Row]) -> list[str]:
        return [key for key in keys_in(those) if not key.startswith("penjelasan/")]

    assert body(mended) == body(rows_from())
    label = mended[at(mended, "pasal-3/label")]
    assert label.text == "Pasat tiga\n"
    assert source(mended) == text


def test_a_chapter_takes_the_articles_behind_it():
    text = LAW.replace("BAB III\nPENUTUP\n", "B4B TIGA\nPENUTUP\n")
    rows = rows_from(text)
    place = next(i for i, row in enumerate(rows) if "B4B" in row.text)
    start = rows[place].text.index("B4B TIGA\n")

    mended = apply(rows, MakeHeading(place, start, start + 9, Kind.CHAPTER, "III", "PENUTUP"))

    chapter = at(mended, "bab-iii")
    assert mended[chapter].heading == "PENUTUP"
    assert mended[chapter].depth == mended[at(mended, "bab-ii")].depth
    assert mended[at(mended, "pasal-5")].depth == mended[chapter].depth + 1
    assert mended[at(mended, "penutup")] == rows[at(rows, "penutup")]


def test_an_article_inside_a_list_closes_it_and_what_was_left_of_it_lies_in_the_article():
    lost = "a. naskah bersih;\nPasat dua A\nSisa; dan"
    rows = rows_from(LAW.replace("a. naskah bersih; dan", lost))
    key = "pasal-2/ayat-2/huruf-a/teks-1"

    mended = apply(rows, heading(rows, key, "Pasat dua A\n", Kind.ARTICLE, "2A"))

    assert "pasal-2a/huruf-b" in keys_in(mended)
    assert "pasal-2/ayat-2/huruf-a" in keys_in(mended)
    assert mended[at(mended, "pasal-2a")].depth == mended[at(mended, "pasal-2")].depth


def test_an_item_lies_beside_the_last_of_its_kind_and_a_new_list_in_what_is_open():
    rows = rows_from(LAW.replace("b. naskah rusak.", "naskah rusak.\n7) sekali."))
    key = "pasal-2/ayat-2/huruf-a/teks-1"
    step = heading(rows, key, "naskah rusak.", Kind.POINT, "b")

    beside = apply(rows, step)
    inside = apply(rows, heading(rows, key, "7) sekali.", Kind.SUBPOINT, "7"))

    assert "pasal-2/ayat-2/huruf-b" in keys_in(beside)
    assert "pasal-2/ayat-2/huruf-a/angka-7" in keys_in(inside)


def test_a_number_that_is_put_right_names_everything_in_it_anew():
    rows = rows_from()

    mended = apply(rows, Name(at(rows, "pasal-2"), Kind.ARTICLE, "2A"))

    assert "pasal-2a/ayat-2/huruf-b" in keys_in(mended)
    assert "pasal-2" not in keys_in(mended)


def test_what_was_no_unit_goes_on_in_the_one_before():
    rows = rows_from()

    mended = apply(rows, Dissolve(at(rows, "pasal-4")))

    assert "pasal-4" not in keys_in(mended)
    label, words = at(mended, "pasal-3/teks-2"), at(mended, "pasal-3/teks-3")
    assert mended[label].text == "Pasal 4\n"
    assert mended[words].text == "Catatan disimpan oleh penguji.\n"


def test_split_and_join_are_each_others_reverse():
    rows = rows_from()
    place = at(rows, "pasal-5/teks-1")

    split = apply(rows, Split(place, 10))

    assert [row.text for row in split[place : place + 2]] == [
        rows[place].text[:10], rows[place].text[10:]
    ]  # fmt: skip
    assert apply(split, Join(place + 1)) == rows


def test_a_correction_keeps_its_source_through_split_and_join_and_can_be_taken_back():
    rows = rows_from()
    place = at(rows, "pasal-5/teks-1")
    was = rows[place].text

    corrected = apply(rows, Correct(place, "Peraturan ini berlaku.\n"))
    joined = apply(apply(corrected, Split(place, 9)), Join(place + 1))

    assert (corrected[place].is_corrected, corrected[place].original) == (True, was)
    assert joined == corrected
    assert source(corrected) == LAW
    assert apply(corrected, Correct(place, was)) == rows


def test_out_and_in_again():
    rows = rows_from()
    place = at(rows, "pasal-2/ayat-2/huruf-b")

    out = apply(rows, MoveOut(place))

    assert "pasal-2/huruf-b" in keys_in(out)
    assert apply(out, MoveIn(place)) == rows


def test_noise_and_text_again():
    rows = rows_from()
    place = at(rows, "pasal-5/teks-1")

    noise = apply(rows, Mark(place, Kind.NOISE))

    assert keys_of(noise)[place] == "pasal-5/derau-1"
    assert apply(noise, Mark(place, Kind.TEXT)) == rows


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (lambda rows: Split(99_999, 1), Reason.GONE),
        (lambda rows: Split(at(rows, "pasal-5"), 1), Reason.NOT_WORDS),
        (lambda rows: Split(at(rows, "pasal-5/teks-1"), 0), Reason.NO_PLACE),
        (lambda rows: Split(at(rows, "pasal-5/teks-1"), 9_999), Reason.NO_PLACE),
        (lambda rows: MakeHeading(at(rows, "pasal-5/teks-1"), 5, 5, "article", "6"),
         Reason.NO_PLACE),
        (lambda rows: Name(at(rows, "pasal-5"), "article", ""), Reason.BAD_NUMBER),
        (lambda rows: Name(at(rows, "pasal-5"), "article", "?!"), Reason.BAD_NUMBER),
        (lambda rows: Name(at(rows, "pasal-5"), "article", "5" * 21), Reason.BAD_NUMBER),
        (lambda rows: Name(at(rows, "pasal-5"), "general", "1"), Reason.BAD_NUMBER),
        (lambda rows: Name(at(rows, "pasal-5"), "text", "1"), Reason.NOT_UNIT),
        (lambda rows: Name(at(rows, "pasal-5"), "article", "5", "x" * 401), Reason.LONG_HEADING),
        (lambda rows: Name(at(rows, "pasal-5"), "article", "5"), Reason.SAME),
        (lambda rows: Name(at(rows, "pasal-5/label"), "article", "5"), Reason.NOT_UNIT),
        (lambda rows: Join(at(rows, "pasal-5/label")), Reason.NO_NEIGHBOR),
        (lambda rows: MoveIn(at(rows, "pasal-5")), Reason.NO_NEIGHBOR),
        (lambda rows: MoveOut(at(rows, "batang-tubuh")), Reason.OUTERMOST),
        (lambda rows: MoveOut(at(rows, "bab-i")), Reason.EMPTIED),
        (lambda rows: Correct(at(rows, "pasal-5/teks-1"), " \n"), Reason.NO_WORDS),
        (lambda rows: Mark(at(rows, "pasal-5/teks-1"), "article"), Reason.NOT_WORDS),
        (lambda rows: Dissolve(at(rows, "pasal-5/teks-1")), Reason.NOT_UNIT),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_its_reason(step, reason):
    rows = rows_from()

    with pytest.raises(StepRefused) as refusal:
        apply(rows, step(rows))

    assert refusal.value.reason == reason


def random_step(rows: list[Row], chance: random.Random, *, corrections: bool = True):
    """Any step at any place, sensible or not."""
    place = chance.randrange(len(rows))
    text = rows[place].text
    start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    kind = chance.choice(UNIT_KINDS)
    number = chance.choice(["", "1", "2", "14A", "IX", "b", "Kesatu"])
    made = [
        MakeHeading(place, start, end, kind, number, chance.choice(["", "JUDUL"])),
        Name(place, kind, number, "JUDUL"),
        Split(place, start),
        Join(place),
        MoveIn(place),
        MoveOut(place),
        Mark(place, chance.choice(["text", "noise", "label"])),
        Dissolve(place),
    ]
    if corrections:
        made.append(Correct(place, chance.choice(["Kalimat lain.\n", text, "é\n"])))
    return chance.choice(made)


@pytest.mark.parametrize("seed", range(12))
def test_no_sequence_of_steps_loses_a_character(seed):
    chance, rows, taken = random.Random(seed), rows_from(), 0

    for _ in range(400):
        try:
            rows = apply(rows, random_step(rows, chance, corrections=seed % 2 == 0))
        except StepRefused:
            continue
        taken += 1
        check(rows)
        assert source(rows) == LAW
        if seed % 2:
            assert "".join(row.text for row in rows) == LAW
        assert len(set(keys_of(rows))) == len(rows)

    assert taken > 60


def test_lines_joined_are_the_text():
    for text in ("a\nb\r\n\n", "a", "\n", "a\x0cb\u2028c\n"):
        assert "".join(lines_of(text)) == text
