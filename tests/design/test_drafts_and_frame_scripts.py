"""Drafts outlive a session and nothing else; small helps of the frame."""

import pytest
from playwright.sync_api import expect

from .browser import Portal

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.design.urls")]


def _type(portal: Portal, text: str = "Rapat triwulan") -> None:
    portal.open("/contoh/")
    portal.page.locator("#id_title").press_sequentially(text)
    portal.page.wait_for_function("() => Object.keys(localStorage).length || 0 > 0")


def _kept(portal: Portal) -> list[str]:
    return portal.page.evaluate("() => Object.values(localStorage)")


def test_typed_text_comes_back_with_a_notice_and_can_be_discarded(portal):
    _type(portal)
    portal.open("/contoh/")

    notice = portal.page.locator("[data-draft-notice]")
    expect(notice).to_be_visible()
    assert portal.page.input_value("#id_title") == "Rapat triwulan"
    assert "{when}" not in notice.inner_text()
    notice.locator("button").click()
    assert portal.page.input_value("#id_title") == ""
    assert _kept(portal) == []
    portal.open("/contoh/")
    assert not portal.page.locator("[data-draft-notice]").is_visible()


def test_passwords_hidden_fields_and_files_are_never_kept(portal):
    portal.open("/contoh/")
    portal.page.locator("#id_password").press_sequentially("rahasia")
    portal.page.locator("#id_title").press_sequentially("Rapat")
    portal.page.wait_for_function("() => localStorage.length > 0")

    (draft,) = _kept(portal)
    assert "rahasia" not in draft
    assert "submission_id" not in draft
    assert "csrf" not in draft


def test_a_shared_computer_keeps_nothing_and_forgets_what_was_there(portal):
    _type(portal)
    portal.client.cookies["shared"] = "1"
    portal.open("/contoh/")
    assert _kept(portal) == []
    portal.page.locator("#id_title").press_sequentially("Rapat")
    portal.page.wait_for_timeout(600)

    assert _kept(portal) == []


def test_another_person_does_not_see_the_draft(portal):
    _type(portal)
    portal.client.cookies["visitor"] = "8"
    portal.open("/contoh/")

    assert portal.page.input_value("#id_title") == ""
    assert not portal.page.locator("[data-draft-notice]").is_visible()


def test_signing_out_forgets_all_drafts(portal):
    _type(portal)
    portal.answers = {"/keluar/": lambda request: (200, "<h1>Keluar</h1>")}
    portal.page.locator("[data-menu] summary").click()
    portal.page.locator("[data-sign-out] button").click()
    expect(portal.page.locator("h1")).to_have_text("Keluar")

    assert _kept(portal) == []


def _post_without_a_file(portal: Portal, leads_to: str) -> None:
    """Send the form as a page would, then go where the portal leads."""
    portal.answers = {"/kirim/": lambda request: (200, "<h1>Sebentar</h1>")}
    portal.page.click("form[data-upload] button.primary")
    expect(portal.page.locator("h1")).to_have_text("Sebentar")
    portal.open(leads_to)


@pytest.mark.parametrize(
    ("leads_to", "kept"), [("/selesai/", 0), ("/galat/404/?masuk", 1), ("/contoh/", 1)]
)
def test_a_draft_goes_when_the_portal_says_stored_and_not_before(portal, leads_to, kept):
    _type(portal)
    _post_without_a_file(portal, leads_to)

    assert len(_kept(portal)) == kept


def test_a_draft_survives_an_error_and_a_new_sign_in(portal):
    _type(portal)
    _post_without_a_file(portal, "/galat/404/?masuk")
    portal.open("/contoh/")

    assert portal.page.input_value("#id_title") == "Rapat triwulan"


def test_an_uploaded_form_leaves_no_draft(portal):
    stored = {"url": "", "status_url": "", "receipt_url": "", "name": "a", "label": "tersimpan"}
    portal.answers = {"/kirim/": lambda request: (201, stored)}
    _type(portal)
    portal.page.set_input_files(
        "#id_files", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x"}
    )
    portal.page.click("form[data-upload] button.primary")
    expect(portal.page.locator("[data-finished]")).to_be_visible()

    assert _kept(portal) == []


def test_slash_leads_to_the_search_field_unless_somebody_types(portal):
    portal.open("/contoh/")
    portal.page.keyboard.press("/")
    expect(portal.page.locator("#search-all")).to_be_focused()
    portal.page.locator("#id_title").press("/")

    expect(portal.page.locator("#id_title")).to_be_focused()
    assert portal.page.input_value("#id_title") == "/"
    assert portal.page.input_value("#search-all") == ""


def test_a_plain_form_is_sent_once_for_two_clicks(portal):
    # 204 leaves the page as it is, as a slow answer does between two clicks.
    portal.answers = {"/biasa/": lambda request: (204, "")}
    portal.open("/contoh/")
    button = portal.page.locator("[data-plain] button")
    for _click in range(2):
        button.evaluate("e => e.click()")
        portal.page.wait_for_timeout(200)

    assert len(portal.posts("/biasa/")) == 1
    assert button.get_attribute("aria-disabled") == "true"


def test_a_plain_form_is_free_again_after_back(portal):
    portal.answers = {"/biasa/": lambda request: (200, "<h1>Jadi</h1>")}
    portal.open("/contoh/")
    for _time in range(2):
        portal.page.locator("[data-plain] button").click()
        expect(portal.page.locator("h1")).to_have_text("Jadi")
        portal.page.go_back()

    assert len(portal.posts("/biasa/")) == 2


def test_the_counter_counts_as_the_server_does(portal):
    portal.open("/contoh/")
    counter = portal.page.locator("#id_story_count")
    portal.page.fill("#id_story", "a\nb😀")
    expect(counter).to_contain_text("1995")
    portal.page.fill("#id_story", "x" * 2003)

    expect(counter).to_contain_text("3")
    expect(counter).to_have_class("counter over")


def test_escape_closes_the_menu_and_gives_the_focus_back(portal):
    portal.open("/contoh/")
    summary = portal.page.locator("[data-menu] summary")
    summary.click()
    expect(portal.page.locator("[data-sign-out] button")).to_be_visible()
    portal.page.keyboard.press("Escape")

    expect(portal.page.locator("[data-sign-out] button")).not_to_be_visible()
    expect(summary).to_be_focused()


def test_everything_can_be_reached_by_tab_in_the_order_of_the_page(portal):
    portal.open("/contoh/")
    order = []
    for _step in range(40):
        portal.page.keyboard.press("Tab")
        order.append(
            portal.page.evaluate(
                "() => document.activeElement.id || document.activeElement.tagName"
            )
        )

    wanted = ["search-all", "id_title", "id_story", "id_files"]
    assert [name for name in order if name in wanted][:4] == wanted
