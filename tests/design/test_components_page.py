"""Every component and every error page in real Chromium: axe, width, keyboard, print."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .browser import AXE_RULES

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.design.urls")]

# Address, and what must be on the page: an error page has no violations either.
PAGES = [
    ("/komponen/", ".receipt .hash"),
    ("/contoh/", "form[data-upload]"),
    ("/galat/404/", "body.is-error:not(.signed)"),
    ("/galat/404/?masuk", "body.is-error.signed"),
    ("/galat/403/?masuk", "body.is-error.signed"),
    ("/galat/413/?masuk", "body.is-error.signed"),
    ("/galat/500/", "body.is-error:not(.signed)"),
]


VIEWS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
CASES = [
    (path, mark, *view)
    for path, mark in PAGES
    for view in (VIEWS if path == "/komponen/" else VIEWS[::3])
]


@pytest.mark.parametrize(("path", "mark", "width", "scheme"), CASES)
def test_a_page_has_no_violation_and_no_sideways_scrolling(portal_at, path, mark, width, scheme):
    portal = portal_at(width, scheme)

    assert portal.open(path) == 200
    assert portal.page.locator(mark).count() == 1
    assert portal.page.locator("h1").count() == 1
    results = Axe().run(portal.page, options=AXE_RULES)

    assert results.violations_count == 0, results.generate_report()
    assert portal.page.evaluate("document.documentElement.scrollWidth") == width
    assert portal.errors == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_staff_page_itself_has_no_violation(portal_at, everyone, client_of, width):
    portal = portal_at(width, client=client_of(everyone.superuser))

    assert portal.open("/_components/") == 200
    assert portal.page.locator(".receipt .hash").count() == 1
    results = Axe().run(portal.page, options=AXE_RULES)

    assert results.violations_count == 0, results.generate_report()


def test_what_can_be_pressed_in_the_frame_is_large_enough_on_a_phone(portal_at):
    portal = portal_at(360)
    portal.open("/contoh/")

    small = portal.page.evaluate(
        """() => [...document.querySelectorAll("header a, header button, header summary")]
          .concat([...document.querySelectorAll("main .button, footer .frame > a, footer button")])
          .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
          .filter(([, box]) => box.width > 1 && (box.height < 44 || box.width < 44))
          .map(([text]) => text)"""
    )

    assert small == []


def test_places_lie_at_the_bottom_of_a_phone_and_hide_no_focused_element(portal_at):
    portal = portal_at(360)
    portal.open("/komponen/")
    bar = portal.page.locator(".places").bounding_box()

    assert bar["y"] + bar["height"] == 740
    hidden = portal.page.evaluate(
        """(top) => [...document.querySelectorAll("main *, footer *")]
          .filter(e => e.matches("a, button, input, select, textarea, summary"))
          .filter(e => e.offsetParent && e.type !== "hidden")
          .filter(e => { e.focus(); return e.getBoundingClientRect().bottom > top + 1; })
          .map(e => e.outerHTML.slice(0, 120))""",
        bar["y"],
    )
    assert hidden == []


def test_the_first_tab_stop_skips_to_the_content(portal_at):
    portal = portal_at()
    portal.open("/contoh/")
    portal.page.keyboard.press("Tab")

    skip = portal.page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    assert skip.bounding_box()["y"] >= 0


def test_focus_is_drawn_as_outline_and_glow(portal_at):
    portal = portal_at()
    portal.open("/contoh/")
    field = portal.page.locator("#id_title")
    field.focus()

    drawn = field.evaluate("e => [getComputedStyle(e).outlineWidth, getComputedStyle(e).boxShadow]")
    assert drawn == ["3px", "rgb(255, 191, 63) 0px 0px 0px 6px"]


def test_nothing_moves_for_those_who_ask_for_rest(portal_at):
    portal = portal_at(reduced_motion="reduce")
    portal.open("/contoh/")

    assert (
        portal.page.locator("button.primary").evaluate(
            "e => getComputedStyle(e).transitionDuration"
        )
        == "0s"
    )


def test_print_shows_the_content_only_with_addresses_after_links(portal_at):
    portal = portal_at(scheme="dark")
    portal.open("/komponen/")
    portal.page.emulate_media(media="print")

    assert not portal.page.locator(".top").is_visible()
    assert not portal.page.locator(".foot").is_visible()
    colors = portal.page.evaluate(
        """() => {
          const style = getComputedStyle(document.body);
          return [style.color, style.backgroundColor];
        }"""
    )
    assert colors == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    link = portal.page.locator(".tree a").first
    assert "#tree" not in link.evaluate("e => getComputedStyle(e, '::after').content")


def test_a_term_opens_its_meaning_without_scripts(portal_at):
    portal = portal_at(java_script_enabled=False)
    portal.open("/komponen/")
    portal.page.locator("button.term").click()

    assert portal.page.locator(".term-text").is_visible()


def test_the_language_switch_is_a_form_that_works_without_scripts(portal_at):
    portal = portal_at(java_script_enabled=False)
    portal.open("/contoh/")
    form = portal.page.locator("header form[action='/bahasa/']")

    assert form.get_attribute("method") == "post"
    assert form.locator("[name=next]").get_attribute("value") == "/contoh/"
    assert form.locator("button").get_attribute("value") == "en"
