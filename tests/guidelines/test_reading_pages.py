"""The pages of a regulation: addresses that never change, honest answers, light and equal costs."""

import gzip
from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from .making import (
    SENTENCE,
    P,
    bab,
    huruf,
    make_citing,
    make_live,
    make_text,
    pasal,
    relate,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)


def words(response):
    return " ".join(response.content.decode().split())


def at(law, key="", query=""):
    return (law.article_address(key) if key else law.portal_address()) + query


# --- Addresses ----------------------------------------------------------------------------


def test_an_article_has_its_address_with_all_that_belongs_to_it(reader, law):
    shown = words(reader.get(at(law, "pasal-2")))

    assert "<h1>Pasal 2</h1>" in shown
    assert 'id="pasal-2/ayat-1/huruf-b"' in shown
    assert "setiap triwulan dengan cara ter-tulis." in shown
    assert "- 2 -" not in shown
    assert "Yang dimaksud dengan “sekali”" in shown
    assert at(law, "pasal-1") in shown
    assert at(law, "pasal-3") in shown
    assert f"PP 30/2019 tentang {law.title}" in shown
    assert f"http://127.0.0.1:8000{at(law, 'pasal-2')}" in shown


def test_a_smaller_part_opens_at_its_place(reader, law):
    response = reader.get(at(law, "pasal-2/ayat-1/huruf-b", "?pada=2026-01-02"))

    assert response.status_code == 302
    assert response.url == at(law, "pasal-2", "?pada=2026-01-02") + "#pasal-2/ayat-1/huruf-b"
    recital = reader.get(at(law, "pembukaan/menimbang/huruf-a"))
    assert recital.url == at(law, "pembukaan") + "#pembukaan/menimbang/huruf-a"


@pytest.mark.parametrize("key", ["bab-ii", "penjelasan", "penjelasan/pasal-2", "penjelasan/umum",
                                 "pembukaan"])  # fmt: skip
def test_other_parts_have_pages_too(reader, law, key):
    response = reader.get(at(law, key))

    assert response.status_code == 200
    assert words(response).count("<h1>") == 1


def test_a_chapter_shows_its_articles(reader, law):
    shown = words(reader.get(at(law, "bab-ii")))

    assert f'<a href="{at(law, "pasal-3")}">Pasal 3</a>' in shown
    assert "Peraturan ini berlaku." in shown


@pytest.mark.parametrize("key", ["pasal-99", "pasal-2/teks-1", "pasal-2/label", "x", "pasal-2/x",
                                 "batang-tubuh/label"])  # fmt: skip
def test_unknown_parts_offer_the_contents(reader, law, key):
    response = reader.get(at(law, key))

    assert response.status_code == 404
    assert at(law, "bab-ii") in words(response)


def test_a_part_of_another_edition_is_named(reader, law):
    make_text(law, pasal("1", "Baru.\n"), applies_from=date(2026, 6, 1))

    response = reader.get(at(law, "pasal-3"))
    assert response.status_code == 404
    assert "Edition 1 has it." in words(response)
    address = at(law, "pasal-3", "?pada=2019-04-29")
    assert address in words(response)
    assert reader.get(address).status_code == 200


def test_the_day_picks_the_edition_and_stays_in_the_links(reader, law):
    make_text(law, pasal("1", "Bunyi yang baru.\n"), applies_from=date(2027, 1, 1))

    now = words(reader.get(at(law, "pasal-1")))
    then = words(reader.get(at(law, "pasal-1", "?pada=2027-01-01")))
    assert "Bunyi yang baru." not in now
    assert "Bunyi yang baru." in then
    assert "Shown as on Friday, 1 January 2027." in then
    assert "?pada" not in now.replace('name="pada"', "")
    kept = words(reader.get(at(law, "pasal-1", "?pada=2026-12-31")))
    assert at(law, "pasal-2", "?pada=2026-12-31") in kept


@pytest.mark.parametrize("typed", ["kemarin", "2026-13-01", "01/02/2026", "2026-02-30", "9" * 300])
def test_a_wrong_day_gives_a_sentence_and_todays_text(reader, law, typed):
    response = reader.get(at(law, "pasal-3"), {"pada": typed})

    assert response.status_code == 200
    assert "is not a date" in words(response)
    assert "Peraturan ini berlaku." in words(response)


def test_script_in_the_day_or_key_is_only_text(reader, law):
    shown = words(reader.get(at(law, "pasal-3"), {"pada": "<script>alert(1)</script>"}))
    missing = words(reader.get(at(law, "<script>alert(1)<")))

    assert "<script>alert" not in shown + missing


def test_text_of_a_law_is_never_markup(reader):
    page = make_live("<b>Judul</b>")
    make_text(page, bab("I", "<i>BAB</i>", pasal("1", "<script>alert(1)</script> & teks\n")))

    for key in ("bab-i", "pasal-1"):
        shown = words(reader.get(at(page, key)))
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; teks" in shown
        assert "<script>alert" not in shown
        assert "<b>Judul" not in shown
        assert "<i>BAB" not in shown


# --- Status, relations, guides ------------------------------------------------------------


def test_the_record_says_status_relations_and_guides(reader, law):
    changer = make_live("Perubahan", kind="pp", number="1", year=2026, in_force_on=date(2026, 1, 1))
    order = make_live("Dasar", kind="uu", number="5", year=2014)
    make_text(changer, pasal("1", "Isi.\n"))
    relate(changer, "amends", law, target_key="pasal-2")
    relate(law, "implements", order)
    guide = make_citing(law, "pasal-2/ayat-1")

    record = words(reader.get(at(law)))
    assert "In force, amended" in record
    assert "amended by <a" in record
    assert at(order) in record
    assert guide.title in record
    assert "This part was amended by" in words(reader.get(at(law, "pasal-2")))
    assert "This part was amended by" not in words(reader.get(at(law, "pasal-3")))
    assert guide.title in words(reader.get(at(law, "pasal-2")))
    assert guide.title not in words(reader.get(at(law, "pasal-3")))
    assert "amends" in words(reader.get(at(changer)))
    before = words(reader.get(at(law, query="?pada=2025-12-31")))
    assert "To be amended from 1 Jan 2026" in before


def test_nothing_is_told_of_pages_that_the_visitor_may_not_read(reader, law):
    hidden = make_live("Rahasia jabatan", kind="pp", number="77", year=2026)
    draft = make_live("Rancangan rahasia", kind="pp", number="78", year=2026, live=False)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    for other in (hidden, draft):
        relate(other, "revokes", law)

    for address in (at(law), at(law, "pasal-2"), reverse("guidelines:regulations")):
        shown = words(reader.get(address))
        assert "77/2026" not in shown
        assert "78/2026" not in shown
        assert "Revoked" not in shown


def test_a_record_without_a_text_says_so(reader):
    page = make_live()
    assert "Only the record" in words(reader.get(at(page)))
    make_text(page, pasal("1", "Kelak.\n"), applies_from=date(2027, 5, 1))

    shown = words(reader.get(at(page)))
    assert "Its text applies from Saturday, 1 May 2027." in shown
    assert "?pada=2027-05-01" in shown
    assert reader.get(at(page, "pasal-1")).status_code == 404
    assert reader.get(at(page, "pasal-1", "?pada=2027-05-01")).status_code == 200


# --- List ---------------------------------------------------------------------------------


@pytest.fixture
def shelf():
    for number in range(1, 26):
        make_live(f"Hal nomor {number}", kind="uu", number=str(number), year=1990 + number)
    return make_live("Kinerja Pegawai", kind="permen", issuer_code="panrb", number="6", year=2022)


@pytest.mark.parametrize(
    ("query", "found", "left"),
    [
        ("?q=kinerja", "Kinerja Pegawai", "Hal nomor"),
        ("?q=6/2022", "Kinerja Pegawai", "Hal nomor"),
        ("?q=permen+panrb", "Kinerja Pegawai", "Hal nomor"),
        ("?kind=permen", "Kinerja Pegawai", "Hal nomor"),
        ("?year=2001", "Hal nomor 11", "Kinerja Pegawai"),
        ("?q=nomor+7", "Hal nomor 7", "Hal nomor 8"),
        ("?page=2", "Hal nomor 1<", "Hal nomor 25<"),
        ("?q=tidakada", "No regulation fits", "Hal nomor"),
        ("?kind=aneh&year=x", "Hal nomor 25<", "No regulation fits"),
    ],
)
def test_the_list_is_filtered_and_paged(reader, shelf, query, found, left):
    shown = words(reader.get(reverse("guidelines:regulations") + query))

    assert found in shown
    assert left not in shown


def test_an_empty_list_says_so(reader):
    assert "No regulation has been published yet" in words(
        reader.get(reverse("guidelines:regulations"))
    )


# --- Definitions --------------------------------------------------------------------------


def test_defined_words_carry_their_meaning_once_a_paragraph(reader, law):
    shown = words(reader.get(at(law, "pasal-2")))

    assert shown.count('id="term-def-0"') == 1
    assert shown.count('popovertarget="term-def-0"') == 2  # one in each paragraph
    assert ">Penilai Kinerja Contoh</button>" in shown
    own = words(reader.get(at(law, "pasal-1")))
    assert 'popovertarget="term-def-0"' not in own
    assert 'popovertarget="term-def-1"' in own


# --- Long parts ---------------------------------------------------------------------------


def sentences(first, last):
    return "".join(SENTENCE.format(n=n, m=n % 28 + 2, d=n * 7 % 365) + "\n\n"
                   for n in range(first, last))  # fmt: skip


@pytest.fixture
def annexed():
    """A regulation with an annex of about 130,000 letters, running text and items."""
    page = make_live("Lampiran Panjang", kind="permen", issuer_code="panrb", number="9", year=2025)
    rows = "".join(f"{n}    baris ke-{n}    nilai {n * 37 % 1000}\n" for n in range(900))
    items = (huruf(letter, sentences(n * 40, n * 40 + 40)) for n, letter in
             enumerate("abcdefg", start=3))  # fmt: skip
    make_text(
        page, pasal("1", "Isi.\n"),
        P("annex", "I", (sentences(1, 120), *items), label="LAMPIRAN I\n"),
        P("annex", "II", (rows * 2,), label="LAMPIRAN II\n"),
    )  # fmt: skip
    return page


def law_of(shown):
    return shown.partition("data-law>")[2].partition("</div> <nav")[0]


@pytest.mark.parametrize("key", ["lampiran-i", "lampiran-ii"])
def test_a_long_part_without_inner_parts_comes_in_light_pages(reader, annexed, key):
    shown, number, last = [], 1, 9
    while number <= last:
        response = reader.get(at(annexed, key, f"?halaman={number}" if number > 1 else ""))
        assert response.status_code == 200
        assert len(gzip.compress(response.content, 6)) <= 15_000
        last = response.context["pages"]["last"]
        page = words(response)
        assert f"Page {number} of {last}" in page
        assert f'data-base="http://127.0.0.1:8000{at(annexed, key)}"' in page
        assert ("Next page" in page) is (number < last)
        assert ("Previous page" in page) is (number > 1)
        shown.append(page)
        number += 1

    assert last >= 2
    assert f'rel="next" href="{at(annexed, key)}?halaman=2"' in shown[0]
    assert f'rel="prev" href="{at(annexed, key)}"' in shown[1]
    expected = ["ke-399 dalam"] if key == "lampiran-i" else ["baris ke-0 ", "baris ke-899 "]
    for part in expected:
        assert any(part in law_of(page) for page in shown)


def test_pages_of_a_part_hold_every_sentence_once(reader, annexed):
    pages = [words(reader.get(at(annexed, "lampiran-i", f"?halaman={n}"))) for n in range(1, 20)]
    whole = "".join(dict.fromkeys(law_of(page) for page in pages))

    for n in range(1, 400):
        assert whole.count(f"Unit Kerja nomor {n} dan") == 1


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0", 1), ("-4", 1), ("x", 1), ("", 1), ("2.5", 1), ("99", None), ("9" * 6000, None)],
)
def test_a_wrong_page_number_means_the_nearest_page(reader, annexed, typed, number):
    response = reader.get(at(annexed, "lampiran-i"), {"halaman": typed})

    assert response.status_code == 200
    pages = response.context["pages"]
    assert pages["number"] == (number or pages["last"])
    assert reader.get(at(annexed, "pasal-1"), {"halaman": typed}).context["pages"] is None


def test_a_smaller_part_opens_on_its_page(reader, annexed):
    for letter in "adg":
        key = f"lampiran-i/huruf-{letter}"
        response = reader.get(at(annexed, key, "?pada=2026-01-02"))
        target, _hash, anchor = response.url.partition("#")
        assert anchor == key
        assert f'id="{key}"' in words(reader.get(target))
    assert "?pada=2026-01-02&halaman=" in target


def test_pages_cost_as_many_queries_as_a_short_part(
    reader, annexed, django_assert_num_queries, django_assert_max_num_queries
):
    reader.get(at(annexed, "pasal-1"))
    with django_assert_max_num_queries(20) as short:
        reader.get(at(annexed, "pasal-1"))
    for query in ("", "?halaman=2", "?halaman=4"):
        with django_assert_num_queries(len(short)):
            reader.get(at(annexed, "lampiran-i", query))


def test_paper_has_a_long_part_whole(reader, annexed):
    paper = words(reader.get(at(annexed, "lampiran-i") + "cetak/"))

    assert "Unit Kerja nomor 1 dan" in paper
    assert "Unit Kerja nomor 399 dan" in paper
