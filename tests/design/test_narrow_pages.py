"""What long words, tabs and the browser's own file button do to a page of 360 pixels."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories.evidence import make_version

pytestmark = pytest.mark.django_db
PHONE = {"width": 360, "height": 700}


@pytest.fixture
def signed_in(everyone, portal_at):
    """A phone of the owner."""
    client = Client()
    client.force_login(everyone.owner.user, backend="portal.people.sign_in.NipOrNameBackend")
    portal = portal_at(width=360, client=client)
    portal.page.set_viewport_size(PHONE)
    return portal


def _lines(part) -> float:
    """Height in lines of its own text."""
    return part.evaluate("(p) => p.clientHeight / parseFloat(getComputedStyle(p).lineHeight)")


@pytest.mark.parametrize("address", ["list", "detail"])
def test_a_long_word_takes_three_lines_at_most(everyone, signed_in, address):
    version = make_version(everyone.owner, title="T" * 300, name="n" * 250 + ".txt")
    where = version.evidence.get_absolute_url() if address == "detail" else reverse("evidence:list")
    signed_in.open(where)
    page = signed_in.page
    parts = [".file-head > a", ".file-head .dots > span:has-text('nnnn')"]
    if address == "detail":
        parts = ["h1", ".page-head .dots > span:has-text('nnnn')", ".trail li:last-child > *"]
        whole = page.locator(".summary dd").all_inner_texts()
        assert "T" * 300 in whole
        assert "n" * 250 + ".txt" in whole

    for part in parts:
        assert _lines(page.locator(part).first) < 3.5, part
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_every_tab_has_its_own_frame_and_is_seen(everyone, signed_in):
    version = make_version(everyone.owner)
    signed_in.open(version.evidence.get_absolute_url())
    boxes = [tab.bounding_box() for tab in signed_in.page.locator(".tabs a").all()]

    assert len(boxes) >= 3
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
    assert all(box["height"] >= 44 for box in boxes)
    tabs = signed_in.page.locator(".tabs ul")
    assert tabs.evaluate("(list) => getComputedStyle(list).borderBottomWidth") == "0px"


def test_our_own_button_chooses_files_and_shows_where_the_keyboard_is(signed_in):
    signed_in.open(reverse("evidence:upload"))
    page = signed_in.page
    button = page.locator("label.button[for=id_files]")
    expect(button).to_be_visible()

    assert page.locator("#id_files").bounding_box()["width"] <= 1
    assert button.bounding_box()["height"] >= 44
    page.keyboard.press("Tab")
    page.locator("#id_files").focus()
    assert button.evaluate("(b) => getComputedStyle(b).outlineStyle") == "solid"
    # The browser's own control, which its keys open, is what has the focus.
    assert page.evaluate("document.activeElement.type") == "file"
    assert page.evaluate("document.activeElement.tabIndex") == 0


def test_our_own_button_opens_the_choice_of_files(signed_in):
    # A page of its own: a browser opens no second choice while the first is not settled.
    signed_in.open(reverse("evidence:upload"))
    with signed_in.page.expect_file_chooser() as asked:
        signed_in.page.locator("label.button[for=id_files]").click()
    assert asked.value.is_multiple()


def test_without_scripts_the_browsers_own_button_stays(everyone, portal_at):
    client = Client()
    client.force_login(everyone.owner.user, backend="portal.people.sign_in.NipOrNameBackend")
    portal = portal_at(width=360, client=client, java_script_enabled=False)
    portal.open(reverse("evidence:upload"))

    assert portal.page.locator("#id_files").bounding_box()["width"] > 200
    assert not portal.page.locator("label.button[for=id_files]").is_visible()
