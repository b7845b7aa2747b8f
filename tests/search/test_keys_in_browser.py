"""The keys of the page of results, in real Chromium."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from evidence.states import ProcessingState
from tests.design.browser import AXE_RULES
from tests.design.conftest import portal_at  # noqa: F401  a fixture (2026-11-24)
from tests.factories.evidence import make_version
from tests.helpers import run_index

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def results(everyone, client_of, portal_at):  # noqa: F811  the fixture above (2026-11-24)
    """Three hits, opened at a width."""
    for number in range(3):
        make_version(everyone.owner, state=ProcessingState.READ, title=f"Notulen {number}")
    run_index()

    def open_results(width=1280, query="q=notulen&sort=title", **options):
        portal = portal_at(width, client=client_of(everyone.owner.user), **options)
        assert portal.open(f"{reverse('search:results')}?{query}") == 200
        return portal

    return open_results


def hit(portal, number):
    return portal.page.locator(".hits h2 a").nth(number)


def test_arrows_go_through_the_hits_and_enter_opens(results, everyone):
    portal = results()
    press = portal.page.keyboard.press
    field = portal.page.locator("#search-all")
    field.focus()

    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowDown", 2), ("ArrowDown", 2)):
        press(key)
        expect(hit(portal, place)).to_be_focused()
    for place in (1, 0):
        press("ArrowUp")
        expect(hit(portal, place)).to_be_focused()
    press("ArrowUp")
    expect(field).to_be_focused()
    press("ArrowUp")
    expect(field).to_be_focused()

    press("ArrowDown")
    address = hit(portal, 0).get_attribute("href")
    press("Enter")
    portal.page.wait_for_url(f"**{address}")
    assert portal.errors == []


def test_the_arrow_leads_to_a_hit_when_nothing_is_focused(results):
    portal = results()
    portal.page.keyboard.press("ArrowDown")

    expect(hit(portal, 0)).to_be_focused()


def test_arrows_stay_with_the_ideas_while_there_are_some(results):
    portal = results()
    field = portal.page.locator("#search-all")
    field.fill("notu")
    expect(portal.page.locator("#search-ideas option")).not_to_have_count(0)
    field.press("ArrowDown")

    expect(field).to_be_focused()


@pytest.mark.parametrize("width", [360, 1280])
def test_f_leads_to_the_filters(results, width):
    portal = results(width)
    portal.page.keyboard.press("f")

    assert portal.page.evaluate("document.activeElement.closest('.facets.sheet') !== null")
    expect(portal.page.locator(":focus")).to_be_visible()
    expect(portal.page.locator(".facet a").first).to_be_visible()


@pytest.mark.parametrize("field", ["#search-all", "#id_since"])
def test_f_is_a_letter_where_somebody_types(results, field):
    portal = results()
    portal.page.locator(field).focus()
    portal.page.keyboard.press("End")
    portal.page.keyboard.press("f")

    expect(portal.page.locator(field)).to_be_focused()
    assert portal.page.input_value("#search-all") == (
        "notulenf" if field == "#search-all" else "notulen"
    )


@pytest.mark.parametrize("modifier", ["Control", "Alt", "Shift"])
@pytest.mark.parametrize("key", ["ArrowDown", "KeyF"])
def test_keys_with_a_modifier_belong_to_the_browser(results, modifier, key):
    portal = results()
    portal.page.keyboard.press(f"{modifier}+{key}")

    assert portal.page.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize("query", ["q=qqqqqq", "q=", "q=%22"])
def test_keys_do_no_harm_without_hits(results, query):
    portal = results(query=query)
    for key in ("ArrowDown", "ArrowUp", "f", "/", "ArrowDown", "ArrowUp"):
        portal.page.keyboard.press(key)

    assert portal.errors == []


def test_the_keys_are_told_on_a_wide_screen_only(results):
    wide = results(reduced_motion="reduce")
    expect(wide.page.locator("[data-keys]")).to_be_visible()
    report = Axe().run(wide.page, options=AXE_RULES)
    assert report.violations_count == 0, report.generate_report()

    expect(results(360).page.locator("[data-keys]")).to_be_hidden()
    # Without scripts there are no keys to tell.
    expect(results(java_script_enabled=False).page.locator("[data-keys]")).to_be_hidden()
