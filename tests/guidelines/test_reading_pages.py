"""The pages of a regulation: addresses that never change, honest answers, light and equal costs."""

from contextlib import closing
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdfium2 import PdfDocument
from wagtail.models import PageViewRestriction

from guidelines.models import RegulationIndexPage
from guidelines.views import facts
from portal.files.storing import absolute_path, keep, register
from tests.factories.evidence import make_incoming
from tests.factories.guidelines import make_editor
from tests.helpers import english, sign_in

from .making import (
    P,
    ayat,
    bab,
    big_law,
    make_citing,
    make_live,
    make_text,
    pasal,
    relate,
    small_law,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)


@pytest.fixture
def reader():
    """Somebody signed out who chose English."""
    return english(Client())


@pytest.fixture
def law():
    page = make_live(kind="pp", number="30", year=2019, promulgated_on=date(2019, 4, 29))
    make_text(page, *small_law())
    return page


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


# --- Paper --------------------------------------------------------------------------------


def test_print_shows_a_part_or_all_without_contents(reader, law):
    part = words(reader.get(at(law, "pasal-2") + "cetak/"))
    whole = words(reader.get(at(law) + "cetak/"))

    assert "Penilai menilai Kinerja" in part
    assert "Peraturan ini berlaku." not in part
    for text in ("bahwa tugas perlu diatur;", "Peraturan ini berlaku.", "Umum sekali."):
        assert text in whole
    assert "data-contents" not in part + whole
    assert reader.get(at(law, "pasal-99") + "cetak/").status_code == 404


def test_pdf_of_a_part_is_indonesian_and_always_the_same(reader, law):
    first = reader.get(at(law, "pasal-2") + "pdf/")
    again = Client().get(at(law, "pasal-2") + "pdf/")

    assert first["Content-Type"] == "application/pdf"
    assert first.content == again.content
    document = PdfDocument(first.content)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "Penilai menilai Kinerja" in text
    assert "Penjelasan" in text or "Elucidation" in text
    assert "Pasal 2" in text
    other = reader.get(at(law, "pasal-3") + "pdf/")
    assert other.content != first.content
    assert reader.get(at(law, "pasal-99") + "pdf/").status_code == 404
    assert reader.get(at(law, "pasal-2/ayat-1") + "pdf/").status_code == 302


def test_a_part_that_is_too_long_for_a_pdf_is_printed(reader):
    page = make_live()
    make_text(page, P("annex", "", ("kata " * 50_000,), label="LAMPIRAN\n"))

    response = reader.get(at(page, "lampiran") + "pdf/")
    assert response.url == at(page, "lampiran") + "cetak/"


def test_tables_of_an_annex_stay_in_columns(reader):
    page = make_live()
    rows = "No    Nama      Nilai\n1     Adi       90\n2     Budi      80\n"
    make_text(page, P("annex", "I", (rows,), label="LAMPIRAN I\n"))

    assert rows.strip() in reader.get(at(page, "lampiran-i")).content.decode()
    assert reader.get(at(page, "lampiran-i") + "pdf/").status_code == 200


def stored_pdf():
    incoming = make_incoming(b"%PDF-1.4 resmi", "naskah.pdf", "application/pdf")
    with closing(incoming):
        return register(keep(incoming))


# --- Unchanged pages and their price ------------------------------------------------------


def test_an_unchanged_page_is_not_sent_again(reader, law):
    first = reader.get(at(law, "pasal-2"))
    etag = first["ETag"]
    assert first["Cache-Control"] == "private, no-cache"

    again = reader.get(at(law, "pasal-2"), headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    weak = reader.get(at(law, "pasal-2"), headers={"If-None-Match": f"W/{etag}"})
    assert weak.status_code == 304


def test_a_page_that_changed_is_sent(reader, law, clock):
    address = at(law, "pasal-2")

    def changed(etag):
        response = reader.get(address, headers={"If-None-Match": etag})
        assert response.status_code == 200
        return response["ETag"]

    etag = reader.get(address)["ETag"]
    relate(make_live(number="4"), "amends", law)
    etag = changed(etag)
    make_citing(law, "pasal-2")
    etag = changed(etag)
    reader.cookies["django_language"] = "id"
    etag = changed(etag)
    make_text(law, pasal("2", "Baru.\n"))
    etag = changed(etag)
    clock.move_to(clock() + timedelta(days=1))
    changed(etag)


def test_another_visitor_never_gets_the_token_of_the_first(law):
    first, second = Client(), Client()
    etag = first.get(at(law))["ETag"]

    assert second.get(at(law), headers={"If-None-Match": etag}).status_code == 200


def test_what_a_signed_in_person_reads_is_not_kept(law, everyone):
    client = sign_in(Client(), everyone.owner.user)
    response = client.get(at(law, "pasal-2"))

    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response


def queries_of(client, address):
    cache.clear()
    client.get(address)
    cache.clear()
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("key", ["", "pasal-2", "bab-ii", "penjelasan"])
def test_a_long_law_costs_as_many_queries_as_a_short_one(reader, law, key):
    long = make_live("Panjang", kind="uu", number="1", year=2001)
    make_text(long, *big_law(articles=60, chapters=3))

    price = queries_of(reader, at(law, key))
    assert queries_of(reader, at(long, key)) <= price
    assert price <= 12


def test_the_list_costs_the_same_for_one_and_for_many(reader):
    make_live("Satu")
    price = queries_of(reader, reverse("guidelines:regulations"))
    for number in range(12):
        other = make_live(f"Hal {number}")
        relate(make_live(), "amends", other)

    assert queries_of(reader, reverse("guidelines:regulations")) == price


def test_a_long_chapter_is_a_list_of_what_it_holds(reader):
    page = make_live()
    text = "Kata yang panjang sekali. " * 200
    make_text(page, bab("I", "SEMUA", *(pasal(str(n), ayat("1", text)) for n in range(1, 9))))

    shown = words(reader.get(at(page, "bab-i")))
    assert "This part is long" in shown
    assert "Kata yang panjang" not in shown
    assert at(page, "pasal-8") in shown


# --- Preview ------------------------------------------------------------------------------


@pytest.mark.usefixtures("roles")
def test_an_editor_previews_the_draft_and_nobody_else_reads_it(reader):
    page = make_live("Rancangan", live=False)
    edition = make_text(page, pasal("1", "Hanya untuk penyunting.\n"), published=False)
    page.edition = edition
    page.save_revision()
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])

    shown = words(sign_in(Client(), make_editor()).get(address))
    assert "Hanya untuk penyunting." in shown
    assert 'href="#pasal-1"' in shown
    assert sign_in(Client(), AnonymousUser()).get(address).status_code == 302
    assert reader.get(at(page)).status_code == 404
    assert reader.get(at(page, "pasal-1")).status_code == 404


@pytest.mark.usefixtures("roles")
def test_the_section_is_drawn_by_our_list(law):
    section = RegulationIndexPage.objects.get()
    address = reverse("wagtailadmin_pages:view_draft", args=[section.pk])

    assert law.title in words(sign_in(Client(), make_editor()).get(address))


def test_a_new_release_is_seen_at_once(reader, law, monkeypatch):
    etag = reader.get(at(law))["ETag"]
    monkeypatch.setattr(facts, "_stamp", lambda: "another")

    assert reader.get(at(law), headers={"If-None-Match": etag}).status_code == 200


# --- Official file ------------------------------------------------------------------------


def test_the_official_file_of_the_edition_on_the_day(reader, law):
    response = reader.get(at(law) + "berkas/")
    assert response.status_code == 404
    stored = stored_pdf()
    make_text(law, pasal("1", "Baru.\n"), applies_from=TODAY, official_file=stored)

    response = reader.get(at(law) + "berkas/", headers={"Accept-Encoding": "gzip"})
    assert b"".join(response.streaming_content) == b"%PDF-1.4 resmi"
    assert response["Content-Disposition"] == 'inline; filename="pp-30-2019.pdf"'
    assert "Content-Encoding" not in response
    assert f"{at(law)}berkas/" in words(reader.get(at(law)))
    assert reader.get(at(law) + "berkas/?pada=2020-01-01").status_code == 404
    absolute_path(stored).unlink()
    gone = reader.get(at(law) + "berkas/")
    assert gone.status_code == 503
    assert "bytes are missing" in words(gone)
