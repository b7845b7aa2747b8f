"""Which edition, which status, which words: what a reader is shown on a day."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from guidelines.domain.force import Act, force_on
from guidelines.domain.reading import (
    cite,
    cite_many,
    contents_of,
    definitions_of,
    edition_on,
    part,
    status_on,
)
from guidelines.domain.terms import Glossary
from guidelines.domain.wording import is_table, label_of, paragraphs_of
from guidelines.importing.tree import Definition
from guidelines.models import RegulationPage

from .making import make_live, make_text, pasal, relate, small_law

DAY = date(2026, 11, 24)
EARLY, LATE = date(2020, 1, 1), date(2030, 1, 1)
NOBODY = AnonymousUser()


# --- Status -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begins", "acts", "force", "since", "count", "coming"),
    [
        (EARLY, [], "in_force", EARLY, 0, 0),
        (None, [], "in_force", None, 0, 0),
        (DAY, [], "in_force", DAY, 0, 0),
        (LATE, [], "not_yet", LATE, 0, 0),
        (EARLY, [("cites", EARLY, ""), ("implements", EARLY, ""), ("explains", None, "")],
         "in_force", EARLY, 0, 0),
        (EARLY, [("amends", DAY, "")], "amended", EARLY, 1, 0),
        (EARLY, [("amends", LATE, "")], "in_force", EARLY, 0, 1),
        (EARLY, [("amends", None, "")], "amended", EARLY, 1, 0),
        (EARLY, [("revokes", EARLY, "pasal-3")], "partly_revoked", EARLY, 1, 0),
        (EARLY, [("revokes", EARLY, "pasal-3"), ("amends", DAY, "")],
         "partly_revoked", EARLY, 2, 0),
        (EARLY, [("revokes", DAY, "")], "revoked", DAY, 1, 0),
        (EARLY, [("revokes", LATE, "")], "in_force", EARLY, 0, 1),
        (EARLY, [("revokes", DAY, ""), ("amends", EARLY, "")], "revoked", DAY, 1, 0),
        (EARLY, [("revokes", DAY, ""), ("revokes", EARLY, "")], "revoked", EARLY, 2, 0),
        (LATE, [("revokes", DAY, "")], "revoked", DAY, 1, 0),
        (LATE, [("revokes", EARLY, "pasal-3")], "not_yet", LATE, 0, 0),
    ],
)  # fmt: skip
def test_force_on_a_day(begins, acts, force, since, count, coming):
    status = force_on(begins, [Act(*act) for act in acts], DAY)

    assert (status.force, status.since) == (force, since)
    assert (len(status.by), len(status.coming)) == (count, coming)


@pytest.mark.parametrize(
    ("act", "key", "concerned"),
    [
        ("", "pasal-3", True), ("pasal-3", "pasal-3", True), ("pasal-3", "pasal-3/ayat-1", True),
        ("pasal-3/ayat-1", "pasal-3", True), ("pasal-3", "pasal-33", False),
        ("pasal-3", "pasal-4", False),
    ],
)  # fmt: skip
def test_act_concerns_the_part_and_what_is_around_and_in_it(act, key, concerned):
    assert Act("amends", None, act).concerns(key) is concerned


@pytest.mark.django_db
class TestStatus:
    def test_counts_only_what_live_pages_do(self):
        page, draft = make_live(), make_live(live=False)
        relate(draft, "revokes", page)

        assert status_on(page, DAY).force == "in_force"
        draft.live = True
        draft.save()
        assert status_on(page, DAY).force == "revoked"

    def test_revoked_stays_revoked_when_the_revoker_is_revoked(self):
        first, second, third = make_live(), make_live(), make_live()
        relate(second, "revokes", first, since=EARLY)
        relate(third, "revokes", second, since=DAY)

        assert status_on(first, DAY).force == "revoked"
        assert status_on(second, DAY).force == "revoked"
        assert status_on(second, EARLY).force == "in_force"

    def test_begins_with_the_subject_where_no_day_is_written(self):
        page, subject = make_live(), make_live(in_force_on=LATE)
        relate(subject, "amends", page)

        assert status_on(page, DAY).force == "in_force"
        assert status_on(page, LATE).force == "amended"


# --- Editions and citing ------------------------------------------------------------------


@pytest.mark.django_db
class TestEditions:
    def test_the_one_in_force_on_the_day_is_read(self):
        page = make_live()
        first = make_text(page, pasal("1", "Lama.\n"))
        second = make_text(page, pasal("1", "Baru.\n"), applies_from=DAY)
        make_text(page, pasal("1", "Rancangan.\n"), published=False)

        assert edition_on(page, date(2026, 11, 23), NOBODY) == first
        assert edition_on(page, DAY, NOBODY) == second
        assert cite(page, "pasal-1", EARLY).words == "Lama."
        assert cite(page, "pasal-1", DAY).words == "Baru."
        assert cite(page, "pasal-1", DAY, edition=1).words == "Lama."

    def test_of_a_page_that_is_not_live_nothing_is_read(self):
        page = make_live(live=False)
        make_text(page, pasal("1", "Rahasia.\n"))

        assert edition_on(page, DAY, NOBODY) is None
        cited = cite(page, "pasal-1", DAY)
        assert (cited.words, cited.address) == ("", "")
        assert cited.trouble

    def test_says_where_a_part_is_that_the_edition_lacks(self):
        page = make_live(number="7")
        make_text(page, pasal("9", "Lama.\n"))
        make_text(page, pasal("1", "Baru.\n"), applies_from=DAY)

        with translation.override("en"):
            elsewhere, nowhere = cite(page, "pasal-9", DAY), cite(page, "pasal-8", DAY)
        assert elsewhere.label == "Pasal 9 PP 7/2024"
        assert "another time" in elsewhere.trouble
        assert nowhere.trouble == "This regulation has no Pasal 8."

    def test_many_citations_cost_as_many_queries_as_one(self, django_assert_num_queries):
        page, other = make_live(), make_live()
        make_text(page, *small_law())
        make_text(other, pasal("1", "Isi.\n"))
        wanted = [(page, "pasal-2/ayat-1", None), (page, "pasal-3", None), (other, "pasal-1", None)]

        with django_assert_num_queries(5):
            found = cite_many(wanted, DAY)
        assert [cited.words.splitlines()[-1] for cited in found] == [
            "b. tuntas.", "Peraturan ini berlaku.", "Isi.",
        ]  # fmt: skip

    def test_leaves_are_never_parts(self):
        edition = make_text(make_live(), *small_law())

        assert part(edition, "pasal-3/teks-1") is None
        assert part(edition, "pasal-3").plain == "Peraturan ini berlaku."

    def test_what_the_printed_page_carried_is_left_out(self):
        edition = make_text(make_live(), *small_law())

        assert part(edition, "pasal-2/ayat-1").plain.splitlines() == [
            "Penilai menilai Kinerja setiap triwulan dengan cara ter-tulis. "
            "Kinerja dinilai jujur:",
            "a. sekali; dan",
            "b. tuntas.",
        ]

    def test_contents_name_what_has_a_page(self):
        edition = make_text(make_live(), *small_law())
        contents = contents_of(edition)
        article = contents.by_key["pasal-2"]

        assert [e.key for e in contents.directly_in(None)] == [
            "pembukaan", "bab-i", "bab-ii", "penjelasan",
        ]  # fmt: skip
        assert [e.key for e in contents.around(article)] == ["bab-ii"]
        assert [e and e.key for e in contents.neighbors(article)] == ["pasal-1", "pasal-3"]

    def test_contents_are_kept_for_a_text_that_cannot_change(self, django_assert_num_queries):
        edition = make_text(make_live(), *small_law())
        contents_of(edition), definitions_of(edition)

        with django_assert_num_queries(0):
            assert len(contents_of(edition).entries) == 10
            assert [each.term for each in definitions_of(edition).definitions] == [
                "Penilai Kinerja Contoh", "Kinerja",
            ]  # fmt: skip


@pytest.mark.django_db
def test_definitions_whose_numbers_were_lost_are_found_too():
    words = (
        "Dalam Peraturan ini yang dimaksud dengan:\nPegawai Contoh yang selanjutnya disingkat "
        "PC adalah orang.\nHari adalah hari kerja.\n"
    )
    edition = make_text(make_live(), pasal("1", words), pasal("2", "PC hadir tiap Hari.\n"))
    glossary = definitions_of(edition)

    marked = [word for word, number in glossary.pieces("PC hadir tiap Hari.") if number is not None]
    assert marked == ["PC", "Hari"]
    assert {each.key for each in glossary.definitions} == {"pasal-1"}


@pytest.mark.django_db
def test_a_draft_is_read_anew_each_time():
    page = RegulationPage.objects.get(pk=make_live().pk)
    edition = make_text(page, pasal("1", "Rancangan.\n"), published=False)
    assert len(contents_of(edition).entries) == 1
    edition.provisions.all().delete()

    assert contents_of(edition).entries == ()


# --- Words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("pasal-14a/ayat-2/huruf-b/angka-1", "Pasal 14A ayat (2) huruf b angka 1"),
        ("pasal-5--2", "Pasal 5"), ("pasal-i", "Pasal I"), ("bab-ixa", "BAB IXA"),
        ("bab-ii/bagian-kesatu", "BAB II Bagian Kesatu"), ("pasal-128a/ayat-1a",
         "Pasal 128A ayat (1a)"), ("penjelasan/pasal-3", "Penjelasan Pasal 3"),
        ("penjelasan/umum", "Penjelasan Umum"), ("lampiran-ii", "Lampiran II"),
        ("lampiran", "Lampiran"), ("pembukaan", "Pembukaan"),
        ("pembukaan/menimbang/huruf-a", "Menimbang huruf a"), ("lain-lain", "Lain lain"),
    ],
)  # fmt: skip
def test_label_of_a_key(key, label):
    assert label_of(key) == label


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("satu\ndua tiga\n", ("satu dua tiga",)),
        ("satu dua tiga empat lima.\n\nenam\n", ("satu dua tiga empat lima.", "enam")),
        ("Undang-\nUndang ini berlaku di sini.\n", ("Undang-Undang ini berlaku di sini.",)),
        ("Kalimat pertama selesai.\nKalimat kedua yang sangat panjang sekali mulai di sini\n"
         "dan berakhir.\n",
         ("Kalimat pertama selesai.",
          "Kalimat kedua yang sangat panjang sekali mulai di sini dan berakhir.")),
        ("", ()), ("\n \n", ()),
    ],
)  # fmt: skip
def test_lines_are_joined_to_paragraphs(text, paragraphs):
    assert paragraphs_of(text) == paragraphs


def test_joining_lines_loses_no_letter():
    text = "Satu dua;\nTIGA EMPAT\n(5) enam tujuh\n\n- delapan\nsembi-\nlan.\n"

    joined = "".join("".join(paragraphs_of(text)).split())
    assert joined == "".join(text.split())


def test_columns_stay_columns():
    assert is_table("No    Nama      Nilai\n1     Adi       90\n2     Budi      80\n")
    assert not is_table("Satu kalimat biasa\nyang berlanjut\ndi baris ketiga.\n")


def test_terms_are_marked_once_the_longest_first_and_not_in_their_own_definition():
    glossary = Glossary(
        [
            Definition("Kinerja", "…", "pasal-1/angka-1"),
            Definition("Penilai Kinerja", "…", "pasal-1/angka-2", "Penilai"),
        ]
    )
    text = "Penilai Kinerja menilai Kinerja dan Kinerjanya; Penilai lain, Kinerja lain."

    marked = [words for words, number in glossary.pieces(text) if number is not None]
    inside = glossary.pieces(text, inside="pasal-1/angka-2")
    own = [words for words, number in inside if number is not None]
    assert marked == ["Penilai Kinerja", "Kinerja"]
    assert own == ["Kinerja"]
    assert "".join(words for words, _number in glossary.pieces(text)) == text
