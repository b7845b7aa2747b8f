"""Guides as readers see them: by anybody, by date, and safe whatever is stored."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from guidelines.models import FieldHelp, GuideFeedback, GuidePage, RegulationPage
from tests.design.browser import AXE_RULES, Portal
from tests.factories.guidelines import make_editor, make_guide, make_regulation
from tests.guidelines.guides import (
    citation,
    example,
    live_regulation,
    publish_guide,
    publish_text,
    section,
    text,
)
from tests.guidelines.making import ayat, pasal
from tests.helpers import english, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles", "clock")]

FIRST = pasal("5", ayat("1", "Indikator memuat target.\n"), ayat("2", "Target dapat diukur.\n"))
SECOND = pasal("5", ayat("1", "Indikator memuat target dan satuan.\n"))


def body_of(address, **query):
    response = Client().get(address, query)
    assert response.status_code == 200, response
    return response.content.decode()


class TestList:
    def test_guides_stand_by_stage_for_a_visitor_who_is_not_signed_in(self):
        publish_guide(title="Menulis indikator")
        publish_guide(title="Menilai", stage="evaluation")

        page = body_of("/panduan/")

        assert page.index('<h2 id="planning">') < page.index("Menulis indikator")
        assert page.index("Menulis indikator") < page.index("Menilai")

    def test_draft_is_in_no_list_and_has_no_page(self):
        draft = make_guide("Rahasia belum terbit")
        editor = make_editor()

        for client in (Client(), sign_in(Client(), editor)):
            assert "Rahasia belum terbit" not in client.get("/panduan/").content.decode()
            assert client.get(f"/panduan/{draft.slug}/").status_code == 404
            assert client.post(f"/panduan/{draft.slug}/tanggapan/").status_code == 404

    def test_empty_list_says_what_will_stand_here(self):
        page = english(Client()).get("/panduan/").content.decode()

        assert "No guide has been published yet" in page

    def test_closed_guide_is_there_for_those_it_is_open_to(self):
        guide = publish_guide(title="Hanya pegawai")
        PageViewRestriction.objects.create(
            page=guide, restriction_type=PageViewRestriction.LOGIN
        )

        assert Client().get(guide.portal_address()).status_code == 404
        client = sign_in(Client(), make_editor())
        assert client.get(guide.portal_address()).status_code == 200


class TestPage:
    def test_english_reader_gets_the_english_title_and_the_text_is_marked_indonesian(self):
        guide = publish_guide(title="Menulis hasil", title_en="Writing a result")

        page = english(Client()).get(guide.portal_address()).content.decode()

        assert "<h1>Writing a result</h1>" in page
        assert '<article class="guide" lang="id">' in page

    def test_sections_have_anchors_and_a_table(self):
        parts = [section(f"Bagian {n}", f"bagian-{n}") for n in (1, 2, 3)]

        page = body_of(publish_guide(*parts).portal_address())

        for n in (1, 2, 3):
            assert f'<a href="#bagian-{n}">Bagian {n}</a>' in page
            assert f'<h2 id="bagian-{n}">Bagian {n}</h2>' in page

    def test_two_sections_with_one_anchor_are_refused(self):
        guide = GuidePage(
            title="Ganda", slug="ganda", stage="planning", summary="x",
            body=[section("A", "sama"), section("B", "sama")],
        )  # fmt: skip

        with pytest.raises(Exception, match="sama"):
            guide.clean()

    def test_all_blocks_are_drawn(self):
        law = live_regulation(FIRST)
        guide = publish_guide(
            text("<p>Mulai di sini.</p>"),
            {"type": "steps", "value": [{"title": "Pertama", "text": "<p>Baca.</p>"}]},
            {"type": "do_dont", "value": {"do": ["Sebut angka"], "dont": ["Kata samar"]}},
            example(citation(law, "pasal-5/ayat-2")),
        )

        page = body_of(guide.portal_address())

        for words in (
            "Mulai di sini.", "Pertama", "Baca.", "Sebut angka", "Kata samar", "Menyusun laporan",
            "Laporan diterima tanpa perbaikan", "Hasil, bukan kegiatan.", "Target dapat diukur.",
        ):  # fmt: skip
            assert words in page

    def test_address_of_wagtails_tree_leads_to_ours(self):
        guide = publish_guide()

        assert guide.get_url() == f"/panduan/{guide.slug}/"

    def test_preview_shows_a_draft_to_its_editor_only(self):
        draft = make_guide("Rancangan panduan")
        address = f"/cms/pages/{draft.pk}/view_draft/"

        seen = sign_in(Client(), make_editor()).get(address)

        assert "Rancangan panduan" in seen.content.decode()
        assert Client().get(address).status_code in {302, 403}


class TestCitations:
    def test_article_stands_in_place_with_its_link(self):
        law = live_regulation(FIRST)
        guide = publish_guide(citation(law, "pasal-5/ayat-2", why="Karena itu target diberi angka"))

        page = body_of(guide.portal_address())

        assert "Target dapat diukur." in page
        assert f'href="/aturan/{law.slug}/pasal-5/ayat-2/"' in page
        assert f"Pasal 5 ayat (2) {law.citation}" in page
        assert "Karena itu target diberi angka" in page

    def test_wording_of_the_readers_date_is_shown(self):
        law = live_regulation(FIRST)
        law = publish_text(law, SECOND, applies_from=date(2026, 6, 1))
        address = publish_guide(citation(law, "pasal-5/ayat-1")).portal_address()

        assert "target dan satuan" in body_of(address)
        before = body_of(address, pada="2026-05-31")
        assert "Indikator memuat target." in before
        assert "?pada=2026-05-31" in before

    def test_pinned_wording_stays(self):
        law = live_regulation(FIRST)
        law = publish_text(law, SECOND, applies_from=date(2026, 6, 1))
        address = publish_guide(citation(law, "pasal-5/ayat-1", edition=1)).portal_address()

        assert "Indikator memuat target." in body_of(address)

    def test_what_is_no_date_is_told_and_today_is_shown(self):
        page = body_of(publish_guide().portal_address(), pada="besok")

        assert "“besok”" in page

    @pytest.mark.parametrize("seen", ["unpublished", "missing", "without text", "gone"])
    def test_article_that_cannot_be_shown_leaves_a_sentence_and_the_guide(self, seen):
        law = live_regulation(FIRST)
        if seen == "without text":
            law = make_regulation("Tanpa naskah")
            law.get_latest_revision().publish()
        key = "pasal-77" if seen == "missing" else "pasal-5"
        guide = publish_guide(text("<p>Tetap terbaca.</p>"), citation(law, key))
        if seen == "unpublished":
            RegulationPage.objects.get(pk=law.pk).unpublish()
        if seen == "gone":
            lost = {"regulation": 999_999, "key": key, "edition": None, "why": ""}
            guide.body = [{"type": "citation", "value": lost}, text("Tetap terbaca.")]
            guide.save()

        page = body_of(guide.portal_address())

        assert "Tetap terbaca." in page
        assert '<figure class="cited">' in page
        assert "Target dapat diukur" not in page

    def test_draft_regulation_that_is_cited_tells_nothing_about_itself(self):
        draft = make_regulation("Peraturan rahasia", number="7331")
        guide = publish_guide(citation(draft, "pasal-5"))

        page = body_of(guide.portal_address())

        assert "7331" not in page
        assert "Peraturan rahasia" not in page

    def test_twenty_citations_cost_as_many_queries_as_two(self):
        law, other = live_regulation(FIRST), live_regulation(FIRST, title="Lain")
        few = publish_guide(citation(law, "pasal-5"), example(citation(other, "pasal-5")))
        many = publish_guide(
            *[citation(law, "pasal-5/ayat-1"), citation(other, "pasal-5")] * 5,
            *[example(citation(law, "pasal-5/ayat-2"), citation(other, "pasal-5"))] * 5,
        )

        counts = []
        for guide in (few, many, few, many):
            with CaptureQueriesContext(connection) as queries:
                body_of(guide.portal_address())
            counts.append(len(queries))

        assert counts[2] == counts[3]
        assert counts[3] <= 20


class TestUnsafeText:
    @pytest.mark.parametrize(
        "stored",
        [
            '<p>Aman</p><script>alert("x")</script>',
            '<p onclick="alert(1)">Aman</p>',
            '<p>Aman</p><img src=x onerror=alert(1)>',
            '<p>Aman</p><iframe src="//elsewhere"></iframe>',
            '<p>Aman <a href="javascript:alert(1)">tautan</a></p>',
            '<p>Aman <a href=" java\tscript:alert(1)">tautan</a></p>',
            '<p>Aman <a href="data:text/html,x">tautan</a></p>',
            '<p style="position:fixed">Aman</p><style>body{}</style>',
            '<p>Aman</p><svg><script>alert(1)</script></svg>',
            '<p>Aman</p><embed embedtype="media" url="https://x.example/"/>',
            '<p>Aman</p><form action="/keluar/"><button>Klik</button></form>',
            '<p>Aman</p><!--><script>alert(1)</script>-->',
        ],
    )
    def test_script_in_a_stored_value_does_not_survive(self, stored):
        guide = publish_guide(
            text(stored), section("Judul", "judul", stored),
            {"type": "steps", "value": [{"title": "Satu", "text": stored}]},
        )  # fmt: skip

        page = body_of(guide.portal_address())
        article = page.partition('<article class="guide"')[2].partition("</article>")[0]

        assert article.count("Aman") == 3
        for left in ("script", "alert(1)", "onclick", "onerror", "<img", "<iframe", "style=",
                     "<style", "<svg", "<form", "<button", "javascript", "data:"):  # fmt: skip
            assert left not in article

    def test_words_in_headings_and_examples_are_no_markup(self):
        guide = publish_guide(section("<b>Judul</b>", "judul"), example())
        guide.body = [
            {"type": "example", "value": {
                "subject": "<i>x</i>", "weak": "<script>a</script>", "corrected": "b",
                "reasons": ["<u>r</u>"], "citations": []}},
        ]
        guide.save()

        page = body_of(guide.portal_address())

        assert "<script>a" not in page
        assert "&lt;script&gt;a" in page

    def test_what_editors_may_format_stays(self):
        stored = "<p><b>Tebal</b> dan <i>miring</i></p><ul><li>butir</li></ul>"

        assert stored in body_of(publish_guide(text(stored)).portal_address())

    def test_link_to_a_page_is_one_only_while_the_page_can_be_read(self):
        other = publish_guide(title="Panduan lain")
        source = f'<p>Lihat <a linktype="page" id="{other.pk}">panduan itu</a>.</p>'
        guide = publish_guide(text(source))

        assert f'<a href="/panduan/{other.slug}/">panduan itu</a>' in body_of(
            guide.portal_address()
        )
        other.unpublish()
        page = body_of(guide.portal_address())
        assert "Lihat panduan itu." in page
        assert other.slug not in page

    def test_links_outside_keep_their_address(self):
        guide = publish_guide(text('<p><a href="https://jdih.example/x?a=1&amp;b=2">JDIH</a></p>'))

        assert '<a href="https://jdih.example/x?a=1&amp;b=2">JDIH</a>' in body_of(
            guide.portal_address()
        )


def test_draft_of_a_regulation_has_its_address_from_the_record_and_keeps_it_once_live():
    page = make_regulation("Judul yang panjang", number="77", year=2024)
    assert page.slug == "pp-77-2024"

    page.get_latest_revision().publish()
    page = RegulationPage.objects.get(pk=page.pk)
    page.number = "78"
    page.save_revision().publish()

    assert RegulationPage.objects.get(pk=page.pk).slug == "pp-77-2024"


@pytest.mark.parametrize("width", [360, 1280])
def test_guide_and_help_fit_the_screen_and_are_free_of_findings(page, width, pristine):
    call_command("sync_roles", verbosity=0)
    law = live_regulation(FIRST)
    guide = publish_guide(
        *[section(f"Bagian {n}", f"bagian-{n}") for n in (1, 2, 3)],
        {"type": "steps", "value": [{"title": "Pertama", "text": "<p>Baca.</p>"}]},
        {"type": "do_dont", "value": {"do": ["Sebut angka"], "dont": ["Kata samar"]}},
        example(citation(law, "pasal-5")),
    )
    FieldHelp.objects.create(key="people.sign_in.username", text_id="Ketik NIP.", guide=guide)
    page.set_viewport_size({"width": width, "height": 800})
    portal = Portal(page)

    for address in ("/panduan/", guide.portal_address(), "/masuk/"):
        assert portal.open(address) == 200
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        found = Axe().run(page, options=AXE_RULES).response["violations"]
        assert [each["id"] for each in found] == [], address
    sentence = page.get_by_text("Ketik NIP.")
    assert sentence.is_visible() is (width == 1280)
    if width == 360:
        page.locator(".help summary").click()
    assert sentence.is_visible()
    assert portal.errors == []


def test_answer_is_sent_in_a_browser(page, pristine):
    call_command("sync_roles", verbosity=0)
    guide = publish_guide()
    portal = Portal(page)
    portal.open(guide.portal_address())

    page.locator("[name=is_clear][value=no]").check()
    page.locator("[name=note]").fill("Contohnya kurang.")
    page.locator("#tanggapan button").click()
    page.locator(".notices .notice").wait_for()

    assert GuideFeedback.objects.get().note == "Contohnya kurang."
