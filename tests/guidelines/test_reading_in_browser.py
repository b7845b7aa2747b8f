"""Reading in real Chromium: axe, both widths, keyboard, contents that follow, copying."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect

from tests.design.browser import AXE_RULES, ORIGIN

from .making import (
    ayat,
    bab,
    make_citing,
    make_live,
    make_text,
    pasal,
    relate,
    small_law,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LAW = "/aturan/pp-30-2019/"


@pytest.fixture
def law():
    """Of everything that these pages can show."""
    page = make_live(
        "Penilaian Kinerja Contoh", kind="pp", number="30", year=2019, summary="Ringkasan.",
        promulgated_on=date(2019, 4, 29), source="LN 2019/NO.77", subjects="kinerja",
    )  # fmt: skip
    long = [pasal(str(n), ayat("1", "Bunyi yang cukup panjang. " * 30)) for n in range(4, 9)]
    make_text(page, *small_law(), bab("III", "YANG LAIN", *long))
    changer = make_live("Perubahan", kind="pp", number="1", year=2026)
    relate(changer, "amends", page, target_key="pasal-2", note="sebagian")
    relate(page, "implements", make_live("Dasar", kind="uu", number="5", year=2014))
    for number in (1, 2):
        make_citing(page, "pasal-2", f"Panduan {number}")
    return page


PAGES = [
    "/aturan/", "/aturan/?q=tidakada", LAW, f"{LAW}pasal-1/", f"{LAW}pasal-2/#pasal-2/ayat-1",
    f"{LAW}pasal-2/?pada=kemarin", f"{LAW}bab-iii/", f"{LAW}penjelasan/", f"{LAW}pasal-99/",
    f"{LAW}cetak/", "/aturan/uu-5-2014/",
]  # fmt: skip


def assert_sound(portal, width):
    assert portal.page.locator("h1").count() == 1
    results = Axe().run(portal.page, options=AXE_RULES)
    assert results.violations_count == 0, results.generate_report()
    assert portal.page.evaluate("document.documentElement.scrollWidth") == width
    assert portal.errors == []


@pytest.mark.parametrize("name", ["anonymous", "owner"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_sound_on_phone_and_desk(portal_at, law, everyone, path, name):
    client = Client()
    if name != "anonymous":
        client.force_login(everyone.users[name])
    portal = portal_at(360, client=client, reduced_motion="reduce")

    assert portal.open(path) in (200, 404)
    portal.page.evaluate(
        "document.querySelectorAll('main details').forEach(fold => { fold.open = true; })"
    )
    assert_sound(portal, 360)
    portal.page.set_viewport_size({"width": 1280, "height": 740})
    portal.page.emulate_media(color_scheme="dark")
    assert_sound(portal, 1280)


def test_defined_word_opens_by_keyboard(portal_at, law):
    portal = portal_at(1280)
    portal.open(f"{LAW}pasal-2/")
    word = portal.page.locator("button.term").first
    word.focus()
    portal.page.keyboard.press("Enter")

    box = portal.page.locator(".term-text:popover-open")
    assert "orang yang menilai" in box.inner_text()
    portal.page.keyboard.press("Escape")
    assert box.count() == 0


def test_reading_by_keyboard_from_contents_to_the_next_article(portal_at, law):
    portal = portal_at(1280)
    portal.open(LAW)
    page = portal.page
    assert page.locator("[data-contents]").evaluate("e => e.open")
    page.locator(".contents a", has_text="BAB II TATA").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/bab-ii/")
    page.locator(".law h2 a", has_text="Pasal 3").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/pasal-3/")
    page.locator(".turn [rel=next]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/pasal-4/")
    assert page.locator(".contents [aria-current=page]").inner_text() == "Pasal 4"


def test_contents_fold_on_a_phone_and_follow_in_a_chapter(portal_at, law):
    phone, desk = portal_at(360), portal_at(1280)
    phone.open(f"{LAW}bab-iii/")
    assert not phone.page.locator("[data-contents]").evaluate("e => e.open")
    desk.open(f"{LAW}bab-iii/")
    desk.page.locator("[id='pasal-7']").evaluate("e => e.scrollIntoView()")

    expect(desk.page.locator(".contents [aria-current=location]")).to_have_text("Pasal 7")


def test_citation_names_the_paragraph_and_is_copied(portal_at, law):
    portal = portal_at(1280, permissions=["clipboard-read", "clipboard-write"])
    portal.open(f"{LAW}pasal-2/")
    page = portal.page
    cited = page.locator("[data-citation]")
    assert cited.inner_text().startswith("Pasal 2 PP 30/2019 tentang Penilaian Kinerja Contoh, ")
    page.locator("a.no", has_text="(2)").click()
    expect(cited.locator("[data-label]")).to_have_text("Pasal 2 ayat (2)")

    wanted = (
        "Pasal 2 ayat (2) PP 30/2019 tentang Penilaian Kinerja Contoh, "
        f"http://127.0.0.1:8000{LAW}pasal-2/ayat-2/"
    )
    assert " ".join(cited.inner_text().split()) == wanted
    before = page.locator("[data-copy]").inner_text()
    page.locator("[data-copy]").click()
    # A page without https may not write to the clipboard: then the text is marked to be copied.
    expect(page.locator("[data-copy]")).not_to_have_text(before)
    assert " ".join(page.evaluate("getSelection().toString()").split()) in (wanted, "")


def test_without_scripts_all_can_be_read_and_cited(portal_at, law):
    portal = portal_at(360, java_script_enabled=False)
    portal.open(f"{LAW}pasal-2/")
    page = portal.page

    assert page.locator("[data-citation]").is_visible()
    assert not page.locator("[data-copy]").is_visible()
    page.locator("[data-contents] summary").click()
    page.locator(".contents a", has_text="Pasal 3").click()
    assert page.url == f"{ORIGIN}{LAW}pasal-3/"
