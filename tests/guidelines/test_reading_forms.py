"""Other forms of a regulation: paper, official file, preview; and what a page costs."""

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

from guidelines.models import RegulationIndexPage
from guidelines.views import facts
from portal.files.storing import absolute_path, keep, register
from tests.factories.evidence import make_incoming
from tests.factories.guidelines import make_editor
from tests.helpers import sign_in

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
)
from .test_reading_pages import at, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)


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
