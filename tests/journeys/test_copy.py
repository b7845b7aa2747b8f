"""Salin ke e-Kinerja in a real browser: copied, ticked, still ticked, unticked by a change."""

import pytest
from playwright.sync_api import expect

from portal.evaluation.models import CopyTick
from portal.planning.domain.realizations import RealizationInput, record_realization
from tests.factories.people import make_employee_with_appraiser
from tests.factories.planning import actor_of, make_plan, make_realization
from tests.helpers import reload, sign_in_page

pytestmark = pytest.mark.usefixtures("pristine")
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def owner():
    return make_employee_with_appraiser()


@pytest.fixture
def realization(owner):
    return make_realization(make_plan(owner))


def address_of(realization):
    return f"/skp/{realization.plan.public_id}/salin/{realization.period_id}/"


@pytest.fixture
def page(browser, live_server, owner):
    """A browser on a phone that lets pages write to the clipboard."""
    context = browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta", viewport=PHONE)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page = context.new_page()
    sign_in_page(page, live_server.url, owner.user)
    yield page
    context.close()


def row_with(page, text):
    return page.locator(".copy-row").filter(has_text=text)


def test_copy_tick_reload_and_a_text_that_changed(page, live_server, owner, realization):
    page.goto(live_server.url + address_of(realization))
    source = row_with(page, "buku register")

    # By keyboard alone.
    source.locator("[data-copy-button]").focus()
    page.keyboard.press("Enter")

    expect(source).to_have_class("copy-row is-done")
    assert page.evaluate("navigator.clipboard.readText()") == "buku register"
    expect(page.locator("#announce")).not_to_be_empty()
    expect(source.locator("[name=done]")).to_be_hidden()
    bar = page.locator("[data-copy-progress] progress")
    assert (bar.get_attribute("max"), bar.evaluate("bar => bar.value")) == ("2", 1)
    assert CopyTick.objects.get().field.endswith(":source")

    page.reload()
    expect(row_with(page, "buku register")).to_have_class("copy-row is-done")

    now = reload(realization)
    record_realization(
        now, RealizationInput("3", now.narrative, "buku ekspedisi"), actor=actor_of(owner),
        revision=now.revision,
    )
    page.reload()
    changed = row_with(page, "buku ekspedisi")
    expect(changed).to_have_class("copy-row is-changed")
    changed.locator("[data-copy-button]").click()
    expect(changed).to_have_class("copy-row is-done")
    expect(changed.locator("p[data-changed]")).to_be_hidden()


def test_text_that_changed_while_the_page_stood_open_is_told(
    page, live_server, owner, realization
):
    page.goto(live_server.url + address_of(realization))
    now = reload(realization)
    record_realization(
        now, RealizationInput("3", now.narrative, "buku ekspedisi"), actor=actor_of(owner),
        revision=now.revision,
    )
    source = row_with(page, "buku register")
    source.locator("[data-copy-button]").click()

    expect(source.locator("[data-copy-note]")).to_be_visible()
    expect(source).to_have_class("copy-row")
    assert not CopyTick.objects.exists()


def test_without_scripts_the_text_is_marked_and_ticked_by_its_button(
    browser, live_server, owner, realization
):
    context = browser.new_context(java_script_enabled=False, locale="id-ID", viewport=PHONE)
    page = context.new_page()
    sign_in_page(page, live_server.url, owner.user)
    page.goto(live_server.url + address_of(realization))
    expect(page.locator("[data-copy-button]").first).to_be_hidden()
    row_with(page, "buku register").locator("[name=done]").click()

    expect(row_with(page, "buku register")).to_have_class("copy-row is-done")
    row_with(page, "buku register").locator("[name=undo]").click()
    expect(row_with(page, "buku register")).to_have_class("copy-row")
    context.close()
